"""The tables of README.md's section Numbers, from the results of the benchmarks: each stands between <!-- bench NAME -->
and <!-- end -->."""

import re

import summary
from common import ratio


def markdown(headings, rows):
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)


def beside(rows, columns, width):
    """A long table folded into columns that stand side by side, an empty one between them."""
    height = -(-len(rows) // columns)
    padded = rows + [[""] * width] * (height * columns - len(rows))
    return [sum(([*padded[c * height + r], ""] for c in range(columns)), [])[:-1] for r in range(height)]


def figures(results):
    rows = [figure.row(results) for figure in summary.FIGURES]
    bold = [[name, f"**{measured}**", reach, beyond, verdict] for name, measured, reach, beyond, verdict in rows]
    return markdown(["figure", "measured", "to reach", "better still", ""], bold)


def kernels(results):
    ms = {name: k["ms"] for name, k in results["kernels"]["kernels"].items()}
    rows = [[name, *(ratio(t["Shoal"] / t[e] if {"Shoal", e} <= set(t) else None)
                     for e in ("Liftoff", "TurboFan", "native"))] for name, t in ms.items()]
    headings = ["kernel", "/Liftoff", "/TurboFan", "/native"]
    return markdown([*headings, "", *headings], beside(rows, 2, len(headings)))


def modules(results):
    rows = []
    for name, m in results["compile"]["modules"].items():
        speed = m["mb_per_s"]
        over = speed["Shoal"] / speed["Liftoff"] if {"Shoal", "Liftoff"} <= set(speed) else None
        rows.append([name, f"{m['code_section_bytes'] / 1e6:.1f}",
                     *(f"{speed[e]:.1f}" if e in speed else "-" for e in ("Shoal", "Liftoff")), ratio(over),
                     ratio(m["code_bytes"] / m["code_section_bytes"] if "code_bytes" in m else None)])
    return markdown(["module", "MB of code", "Shoal MB/s", "Liftoff MB/s", "ratio", "machine bytes per wasm byte"],
                    rows)


def heaps(results):
    loops = results["heaps"]["loops"]
    base, *others = next(iter(loops.values()))
    return markdown(["loop", *others], [[name.replace("_", " "), *(ratio(t[o] / t[base]) for o in others)]
                                        for name, t in loops.items()])


def aarch64(results):
    counts, code = results["aarch64"]["kernels"]["geomean"], results["aarch64"]["modules"]["geomean"]
    return markdown(["geometric means", "over x86-64's", "over clang -O2 without vectorisation", "over clang -O2"], [
        ["instructions executed", *(ratio(counts[maker]) for maker in ("x86-64", "clang scalar", "clang"))],
        ["bytes of machine code, real modules", ratio(code["modules"]), "", ""],
        ["bytes of machine code, kernels", ratio(code["kernels"]), "", ""],
        ["compile throughput", ratio(code["throughput"]), "", ""],
    ])


def micro(results):
    rows = [[name, f"{ns:,.1f}" if ns < 100 else f"{ns:,.0f}"] for name, ns in results["micro"].items()]
    return markdown(["operation", "ns", "", "operation", "ns"], beside(rows, 2, 2))


# The table by name, and the benchmark that it needs.
TABLES = {"figures": (figures, "figures"), "kernels": (kernels, "kernels"), "modules": (modules, "compile"),
          "heaps": (heaps, "heaps"), "aarch64": (aarch64, "aarch64"), "micro": (micro, "micro")}


def fill(text, results):
    """README.md's text with its tables made again; those whose benchmark is missing stay."""
    for name, (make, needed) in TABLES.items():
        if needed in results:
            new = f"<!-- bench {name} -->\n{make(results)}\n<!-- end -->"
            text = re.sub(f"<!-- bench {name} -->.*?<!-- end -->", lambda _, new=new: new, text, flags=re.DOTALL)
    return text
