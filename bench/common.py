"""What the benchmarks share: running programs, taking turns, tables, the real modules that compiling is measured on."""

import json
import math
import shutil
import statistics
import subprocess
import sys
import tarfile
from pathlib import Path

import wasm

BENCH = Path(__file__).resolve().parent

# V8 from node 18 on. All functions are compiled at once, by one compiler.
LIFTOFF = ["--liftoff-only", "--no-wasm-lazy-compilation"]
TURBOFAN = ["--no-liftoff", "--no-wasm-lazy-compilation"]
ONE_THREAD = ["--single-threaded", "--wasm-num-compilation-tasks=1"]

# Real modules: npm package, file in it. C, C++, Go and Rust; 0.2 to 31 MB of code.
MODULES = {
    "sql.js": "package/dist/sql-wasm.wasm",
    "@jitl/quickjs-wasmfile-release-sync": "package/dist/emscripten-module.wasm",
    "canvaskit-wasm": "package/bin/canvaskit.wasm",
    "@sqlite.org/sqlite-wasm": "sqlite3.wasm",
    "web-tree-sitter": "package/web-tree-sitter.wasm",
    "brotli-wasm": "package/pkg.node/brotli_wasm_bg.wasm",
    "esbuild-wasm": "package/esbuild.wasm",
    "@resvg/resvg-wasm": "package/index_bg.wasm",
    "@ffmpeg/core-st": "package/dist/ffmpeg-core.wasm",
    "@biomejs/wasm-nodejs": "package/biome_wasm_bg.wasm",
}


class Failure(Exception):
    """A benchmark cannot go on; the message says why."""


said = ""
missing = set()


def progress(text, detail=""):
    """Says what is happening on standard error, so that tables and JSON stay clean; without detail off a terminal."""
    global said
    if sys.stderr.isatty():
        print(f"\r\033[K{text}{detail}", end="" if text else "\r", file=sys.stderr, flush=True)
    elif text and text != said:
        print(text, file=sys.stderr, flush=True)
    said = text or said


def run_json(command, core):
    """Runs a host program pinned to `core`, if that is not None, and returns the object that it prints."""
    pinned = [*([] if core is None else ["taskset", "-c", str(core)]), *map(str, command)]
    done = subprocess.run(pinned, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Failure(f"{Path(str(command[0])).name}: {lines[-1] if lines else 'no message'}")
    return json.loads(done.stdout)


def take_turns(name, commands, rounds, core):
    """Runs host programs, a command line by engine, in turns: what each printed, by engine a list with an object for
    each round, and the messages of those that failed, which then get no more turns."""
    results, failures = {e: [] for e in commands}, {}
    for number in range(rounds):
        for engine, command in commands.items():
            if engine in failures:
                continue
            progress(name, f": round {number + 1} of {rounds}, {engine}")
            try:
                results[engine].append(run_json(command, core))
            except Failure as failure:
                failures[engine] = str(failure)
                results[engine] = []
    progress("")
    for engine, message in failures.items():
        print(f"{name}, {engine}: {message}", file=sys.stderr)
    return results, failures


def medians(results, value):
    """The median of value(object) over what take_turns gave, by engine; engines that failed are left out."""
    return {e: statistics.median([value(o) for o in objects]) for e, objects in results.items() if objects}


def find_node():
    """The path of node, or None, which is said once."""
    node = shutil.which("node")
    if node is None and "node" not in missing:
        missing.add("node")
        print("node was not found: no comparison with V8 (./dev setup installs it)", file=sys.stderr)
    return node


def compile_commands(path, options, *flags):
    """What compiles a module: a command line by engine, Shoal's with flags, V8's Liftoff only if there is node."""
    engines = {"Shoal": [options.build / "shoal", "compile", "--json", *flags, path]}
    node = find_node()
    if node is not None:
        engines["Liftoff"] = [node, *LIFTOFF, *ONE_THREAD, BENCH / "compile_host.mjs", path]
    return engines


def chosen(names, options, kind):
    """Those that --only leaves. If all benchmarks run, --only may also name things of another kind."""
    if not options.only:
        return list(names)
    unknown = set(options.only) - set(names)
    found = [name for name in names if name in options.only]
    if unknown and (options.name or not found):
        raise Failure(f"no {kind} {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return found


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


def fetch(package, cache):
    """The module in the newest version of an npm package of MODULES, kept in `cache`."""
    wanted = MODULES[package]
    folder = cache / package.replace("/", "-").lstrip("@")
    kept = folder / Path(wanted).name
    if kept.exists():
        return kept
    if shutil.which("npm") is None:
        raise Failure(f"npm was not found, so {package} cannot be fetched (./dev setup installs it)")
    folder.mkdir(parents=True, exist_ok=True)
    progress(f"fetching {package}")
    command = ["npm", "pack", "--silent", package]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
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
    size = wasm.code_section_bytes(path.read_bytes())
    if size == 0:
        raise Failure(f"{path.name} has no code section")
    return size
