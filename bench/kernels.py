"""Run time of the C kernels in bench/kernels, which kernels.json lists with the sizes that they get: Shoal, with
guarded and with checked code and with a shared heap attached, V8's Liftoff and TurboFan, and native code."""

import json

from common import BENCH, LIFTOFF, TURBOFAN, Failure, chosen, find_node, geomean, medians, ratio, table, take_turns

# What Shoal's time is divided by, and what is divided by Shoal's time, with the heading of the ratio.
COMPARED = {"Liftoff": "/Liftoff", "TurboFan": "/TurboFan", "native": "/native"}
VARIANTS = {"Shoal checked": "checked/guarded", "Shoal heap": "heap/none"}


def all_sizes():
    """The size that each kernel gets."""
    return json.loads((BENCH / "kernels.json").read_text())


def commands(build, kernel, n):
    """The engines by name: a command line for each."""
    host, programs = build / "kernel_host", build / "bench" / "kernels"
    module = programs / f"{kernel}.wasm"
    engines = {
        "Shoal": [host, module],
        "Shoal checked": [host, "--bounds", "checked", module],
        "Shoal heap": [host, "--heap", 1 << 20, module],
        "native": [programs / f"{kernel}.native"],
    }
    node = find_node()
    if node is not None:
        engines["Liftoff"] = [node, *LIFTOFF, BENCH / "kernel_host.mjs", module]
        engines["TurboFan"] = [node, *TURBOFAN, BENCH / "kernel_host.mjs", module]
    return {e: [*command, n, 1] for e, command in engines.items()}


def measure(kernel, n, options):
    """Median milliseconds by engine, and the messages of those that failed. All must agree on the checksum."""
    results, failures = take_turns(kernel, commands(options.build, kernel, n), options.rounds, options.core)
    checksums = {e: objects[0]["checksum"] for e, objects in results.items() if objects}
    if len(set(checksums.values())) > 1:
        raise Failure(f"kernel {kernel}: the engines' checksums differ: {checksums}")
    return medians(results, lambda o: o["ns"][0] / 1e6), failures


def run(options):
    result, rows, ratios = {}, [], {e: {} for e in [*COMPARED, *VARIANTS]}
    sizes = all_sizes()
    for kernel in chosen(sizes, options, "kernel"):
        n = sizes[kernel]
        times, failures = measure(kernel, n, options)
        result[kernel] = {"n": n, "ms": times, "failures": failures}
        if "Shoal" in times:
            ratios_here = {e: times["Shoal"] / times[e] for e in COMPARED if e in times}
            ratios_here |= {e: times[e] / times["Shoal"] for e in VARIANTS if e in times}
            for engine, value in ratios_here.items():
                ratios[engine][kernel] = value
        rows.append([kernel, *(f"{times[e]:.1f}" if e in times else "-" for e in ("Shoal", *COMPARED)),
                     *(ratio(r.get(kernel)) for r in ratios.values())])
    means = {e: geomean(list(r.values())) for e, r in ratios.items()}
    worst = {e: max(r.items(), key=lambda item: item[1]) for e, r in ratios.items() if r}
    blank = [""] * (1 + len(COMPARED))
    rows.append(["geomean", *blank, *(ratio(m) for m in means.values())])
    rows.append(["worst", *blank, *(ratio(worst[e][1]) if e in worst else "-" for e in ratios)])
    print(f"Kernels: milliseconds, median of {options.rounds}; ratios below 1 mean that Shoal is faster, or that the "
          "variant costs nothing")
    table(["kernel", "Shoal", *COMPARED, *COMPARED.values(), *VARIANTS.values()], rows)
    return {"kernels": result, "geomean": means, "worst": worst}
