"""Compile time against size. Modules of 1 to 32 MB: the functions of a real module (sql.js) again and again. And one
function, or module, of 0.5 to 4 MB of each shape in shapes.py. The sizes take turns; a line is fitted through the
logarithms of the medians by least squares, and its slope is the exponent: 1 is linear, 2 quadratic. Time is what the
thread had of the core: others interrupt a long compilation more often than a short one, which would look like growth.
With --only SHAPE just that; shapes.py SHAPE BYTES FILE writes the module."""

import math
import tempfile
from pathlib import Path

import shapes
from common import chosen, code_section_bytes, fetch, medians, progress, table, take_turns

MODULE_SIZES = [1, 2, 4, 8, 16, 32]
SHAPE_SIZES = [0.5, 1, 2, 4]
REAL = "real functions"


def slope(points):
    """Of the line through the logarithms of (x, y), by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(v) / len(logs) for v in zip(*logs))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def makers(options):
    """By name: the sizes in MB, and a function from bytes to a module."""

    def real(size):
        return shapes.real_module(size, fetch("sql.js", options.build / "bench" / "npm"))

    found = {REAL: (MODULE_SIZES, real)} | {name: (SHAPE_SIZES, make) for name, make in shapes.SHAPES.items()}
    return {name: found[name] for name in chosen(found, options, "shape")}


def measure(name, sizes, make, options):
    """(bytes of code section, median ns) for each size; the exponent, None if something failed."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for size in sizes:
            progress(name, f": making {size} MB")
            files[size] = Path(folder) / f"{size}.wasm"
            files[size].write_bytes(make(int(size * 1e6)))
        command = [options.build / "shoal", "compile", "--json", "--no-phases"]
        commands = {f"{size} MB": [*command, file] for size, file in files.items()}
        results, failures = take_turns(name, commands, options.rounds, options.core)
        times = medians(results, lambda o: o["cpu_ns"])
        points = [(code_section_bytes(file), times.get(f"{size} MB")) for size, file in files.items()]
    return points, None if failures else slope(points)


def run(options):
    result, rows = {}, []
    for name, (sizes, make) in makers(options).items():
        points, exponent = measure(name, sizes, make, options)
        result[name] = {"bytes": [b for b, _ in points], "ns": [t for _, t in points], "exponent": exponent}
        per_byte = [f"{t / b:.1f}" if t else "failed" for b, t in points]
        rows.append([name, f"{sizes[0]:g} to {sizes[-1]:g}", *per_byte, *[""] * (len(MODULE_SIZES) - len(sizes)),
                     "-" if exponent is None else f"{exponent:.3f}"])
    rows[1:] = sorted(rows[1:], key=lambda row: row[-1], reverse=True)
    print(f"Compile time against size, doubled: ns a byte, median of {options.rounds}; the exponent of the time")
    table(["shape", "MB", *[""] * len(MODULE_SIZES), "exponent"], rows)
    exponents = {name: r["exponent"] for name, r in result.items() if name != REAL}
    known = {name: e for name, e in exponents.items() if e is not None}
    return {"shapes": result, "modules": result.get(REAL, {}).get("exponent"),
            "worst": max(known.items(), key=lambda item: item[1]) if known else None,
            "failed": [name for name, r in result.items() if r["exponent"] is None]}
