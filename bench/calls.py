"""What a call costs, host to WebAssembly and back: Shoal's C++ host (micro_bench) and V8's JavaScript host
(calls_host.mjs), taking turns. The same module for both: `add` of two i32, and a loop that calls an imported `add`. V8
runs as it does by itself, with all its compilers. A figure is a loop's time over its calls: the loop counts, too."""

from common import BENCH, find_node, medians, ratio, table, take_turns

# As micro_bench names them.
CALLS = {"host to wasm": "host calls wasm, typed", "wasm to host": "wasm calls host"}


def commands(options):
    engines = {"Shoal": [options.build / "micro_bench", "--benchmark_format=json", "--benchmark_min_time=0.2",
                         f"--benchmark_filter=^({'|'.join(CALLS.values())})$"]}
    node = find_node()
    if node is not None:
        engines["V8"] = [node, BENCH / "calls_host.mjs"]
    return engines


def nanoseconds(said, call):
    """Of one call, from what either host printed."""
    if "benchmarks" not in said:
        return said[call]
    return next(b["cpu_time"] for b in said["benchmarks"] if b["name"] == CALLS[call])


def run(options):
    results, _ = take_turns("calls", commands(options), options.rounds, options.core)
    times = {call: medians(results, lambda o: nanoseconds(o, call)) for call in CALLS}
    ratios = {call: t["Shoal"] / t["V8"] if {"Shoal", "V8"} <= set(t) else None for call, t in times.items()}
    print(f"Calls: nanoseconds, median of {options.rounds}")
    table(["call", "Shoal", "V8", "Shoal/V8"],
          [[call, *(f"{t[e]:.2f}" if e in t else "-" for e in ("Shoal", "V8")), ratio(ratios[call])]
           for call, t in times.items()])
    return {"ns": times, "ratio": ratios}
