#!/usr/bin/env python3
"""A test: check_shapes.py SHOAL compiles a small module of each shape for both CPUs and in both bounds modes."""

import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

from shapes import SHAPES


def main():
    shoal, failed = sys.argv[1], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shape.wasm"
        for (name, make), target, bounds in itertools.product(SHAPES.items(), ["x86_64", "aarch64"],
                                                              ["guarded", "checked"]):
            file.write_bytes(make(50_000))
            command = [shoal, "compile", "--target", target, "--bounds", bounds, str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                failed.append(f"{name}, {target}, {bounds}: {done.stderr.strip()}")
    print(f"{len(SHAPES)} shapes", *failed, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
