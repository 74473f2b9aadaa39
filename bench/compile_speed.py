"""Compile throughput on real modules from npm: Shoal and V8's Liftoff, eager, on one thread. V8's TurboFan compiles
each module of up to 2 MB of code once, for the plot of code speed against compile speed."""

import sys

from common import (BENCH, MODULES, ONE_THREAD, TURBOFAN, Failure, chosen, code_section_bytes, compile_commands, fetch,
                    find_node, geomean, medians, ratio, table, take_turns)

TURBOFAN_LIMIT = 2e6  # bytes of code; beyond, it takes too long
PHASES = ("read", "validate", "plan", "emit", "finish")


def fetched(options):
    """The modules asked for: (package, path); what cannot be fetched is said."""
    for package in chosen(MODULES, options, "package"):
        try:
            yield package, fetch(package, options.build / "bench" / "npm")
        except Failure as failure:
            print(failure, file=sys.stderr)


def turbofan_ns(path, options):
    node = find_node()
    if node is None:
        return None
    command = [node, *TURBOFAN, *ONE_THREAD, BENCH / "compile_host.mjs", path]
    results, _ = take_turns(path.parent.name, {"TurboFan": command}, 1, options.core)
    return medians(results, lambda o: o["ns"]).get("TurboFan")


def measure(path, options):
    """What was measured of one module."""
    size = code_section_bytes(path)
    results, failures = take_turns(path.parent.name, compile_commands(path, options), options.rounds, options.core)
    times = medians(results, lambda o: o["ns"])
    if size <= TURBOFAN_LIMIT:
        times["TurboFan"] = turbofan_ns(path, options)
    measured = {"code_section_bytes": size, "ns": times, "failures": failures,
                "mb_per_s": {e: size / t * 1e3 for e, t in times.items() if t}}
    if results["Shoal"]:
        said = results["Shoal"][0]
        measured |= {"code_bytes": said["code_bytes"], "functions": said["functions"]}
        if "phases_ns" in said:
            measured["phases_ns"] = {p: medians(results, lambda o: o.get("phases_ns", {}).get(p, 0))["Shoal"]
                                     for p in PHASES}
    return measured


def print_phases(modules):
    """ns per byte of code section by phase."""
    rows = [[name, *(f"{m['phases_ns'][p] / m['code_section_bytes']:.2f}" for p in PHASES)]
            for name, m in modules.items() if "phases_ns" in m]
    if rows:
        print("Where Shoal's time goes: ns a byte of code section (shoal compile --help says how it is found out)")
        table(["module", "sections", "decode, validate", "plan", "emit", "finish"], rows)


def run(options):
    modules, rows, ratios, growth, turbofan = {}, [], {}, {}, {}
    for package, path in fetched(options):
        modules[package] = m = measure(path, options)
        speed = m["mb_per_s"]
        if "Shoal" in speed and "Liftoff" in speed:
            ratios[package] = speed["Shoal"] / speed["Liftoff"]
        if "TurboFan" in speed and "Liftoff" in speed:
            turbofan[package] = speed["TurboFan"] / speed["Liftoff"]
        if "code_bytes" in m:
            growth[package] = m["code_bytes"] / m["code_section_bytes"]
        rows.append([package, f"{m['code_section_bytes'] / 1e6:.2f}",
                     *(f"{speed[e]:.1f}" if e in speed else "-" for e in ("Shoal", "Liftoff", "TurboFan")),
                     ratio(ratios.get(package)), ratio(growth.get(package))])
    means = {"Liftoff": geomean(list(ratios.values())), "TurboFan": geomean(list(turbofan.values())),
             "growth": geomean(list(growth.values()))}
    rows.append(["geomean", "", "", "", "", ratio(means["Liftoff"]), ratio(means["growth"])])
    print(f"Compile throughput: MB of code section a second, one thread, median of {options.rounds} (TurboFan once); "
          "a ratio above 1 means that Shoal is faster")
    table(["module", "code MB", "Shoal MB/s", "Liftoff MB/s", "TurboFan MB/s", "Shoal/Liftoff",
           "code bytes per wasm byte"], rows)
    print_phases(modules)
    return {"modules": modules, "geomean": means["Liftoff"], "growth": means["growth"],
            "turbofan_over_liftoff": means["TurboFan"]}
