"""What the benchmarks share: running programs, tables, the real modules that compiling is measured on."""

import json
import math
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

# Real modules: npm package, file in it. The first three are the ones to report; the others are spares and variety.
MODULES = [
    ("sql.js", "package/dist/sql-wasm.wasm"),
    ("@jitl/quickjs-wasmfile-release-sync", "package/dist/emscripten-module.wasm"),
    ("canvaskit-wasm", "package/bin/canvaskit.wasm"),
    ("@sqlite.org/sqlite-wasm", "sqlite3.wasm"),
    ("web-tree-sitter", "package/web-tree-sitter.wasm"),
    ("brotli-wasm", "package/pkg.node/brotli_wasm_bg.wasm"),
    ("esbuild-wasm", "package/esbuild.wasm"),
]


class Failure(Exception):
    """A benchmark cannot go on; the message says why."""


said = ""


def progress(text, detail=""):
    """Says what is happening on standard error, so that tables and JSON stay clean; without detail off a terminal."""
    global said
    if sys.stderr.isatty():
        print(f"\r\033[K{text}{detail}", end="" if text else "\r", file=sys.stderr, flush=True)
    elif text and text != said:
        print(text, file=sys.stderr, flush=True)
    said = text or said


def run_json(command, core):
    """Runs a host program pinned to `core` and returns the object that it prints."""
    pinned = ["taskset", "-c", str(core), *map(str, command)]
    done = subprocess.run(pinned, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Failure(f"{Path(str(command[0])).name}: {lines[-1] if lines else 'no message'}")
    return json.loads(done.stdout)


def geomean(values):
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def table(headings, rows):
    """Prints rows under headings: the first column left, the others right aligned."""
    cells = [headings, *rows]
    widths = [max(len(str(row[i])) for row in cells) for i in range(len(headings))]
    for index, row in enumerate(cells):
        print("  ".join(str(c).ljust(w) if i == 0 else str(c).rjust(w) for i, (c, w) in enumerate(zip(row, widths))))
        if index == 0:
            print("  ".join("-" * w for w in widths))
    print()


def ratio(value):
    return "-" if value is None else f"{value:.2f}"


def fetch(package, wanted, cache):
    """The file of the newest version of an npm package that ends in `wanted`, kept in `cache`."""
    folder = cache / package.replace("/", "-").lstrip("@")
    kept = folder / Path(wanted).name
    if kept.exists():
        return kept
    if shutil.which("npm") is None:
        raise Failure(f"npm was not found, so {package} cannot be fetched (./dev setup installs it)")
    folder.mkdir(parents=True, exist_ok=True)
    progress(f"fetching {package}")
    packed = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=False)
    progress("")
    if packed.returncode != 0:
        raise Failure(f"npm pack {package} failed: {packed.stderr.strip()[-200:]}")
    archive = folder / packed.stdout.split()[-1]
    with tarfile.open(archive) as tar:
        member = next((m for m in tar.getmembers() if m.isfile() and m.name.endswith(wanted)), None)
        if member is None:
            raise Failure(f"{package} has no file {wanted}")
        kept.write_bytes(tar.extractfile(member).read())
    archive.unlink()
    return kept


def code_section_bytes(path):
    """Size of the contents of a module's code section."""
    data, at = path.read_bytes(), 8
    while at < len(data):
        section, at, size, shift = data[at], at + 1, 0, 0
        while True:
            byte = data[at]
            size, shift, at = size | (byte & 0x7F) << shift, shift + 7, at + 1
            if byte < 0x80:
                break
        if section == 10:
            return size
        at += size
    raise Failure(f"{path.name} has no code section")
