#!/usr/bin/env python3
"""The benchmarks: ./dev bench [kernels|compile|heaps|micro|aarch64] [--json FILE] [--rounds N] [--core N].

kernels  run time of the C kernels in bench/kernels: Shoal, V8's Liftoff and TurboFan (node), native code
compile  compile throughput on real modules from npm: Shoal and V8's Liftoff, eager, on one thread
heaps    the same guest loops over linear memory and over shared heaps, guarded and checked
micro    Google Benchmark: calls into and out of WebAssembly, instantiation, shared heaps
aarch64  the code for AArch64 against the code for x86-64 and clang's, without the hardware: instructions executed by
         the kernels under qemu, code size, compile throughput; with --hot KERNEL the instructions executed most

Every engine does the same work. In each round the engines take turns, each in a fresh process pinned to one core; a
figure is the median over the rounds. What is compared is ratios within a run: absolute times depend on the machine.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import aarch64
from common import Failure, MODULES, code_section_bytes, fetch, geomean, progress, ratio, run_json, table

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
# V8 from node 18 on. All functions are compiled at once, by one compiler.
LIFTOFF = ["--liftoff-only", "--no-wasm-lazy-compilation"]
TURBOFAN = ["--no-liftoff", "--no-wasm-lazy-compilation"]
ONE_THREAD = ["--single-threaded", "--wasm-num-compilation-tasks=1"]

# ---- kernels


def find_node():
    """The path of node, or None, which is said once for each benchmark."""
    node = shutil.which("node")
    if node is None:
        print("node was not found: no comparison with V8 (./dev setup installs it)", file=sys.stderr)
    return node


def kernel_engines(build):
    """The engines by name: a function from kernel name to the start of a command line."""
    kernels = build / "bench" / "kernels"
    engines = {
        "Shoal": lambda k: [build / "kernel_host", kernels / f"{k}.wasm"],
        "Shoal checked": lambda k: [build / "kernel_host", "--bounds", "checked", kernels / f"{k}.wasm"],
        "native": lambda k: [kernels / f"{k}.native"],
    }
    node = find_node()
    if node is not None:
        host = BENCH / "kernel_host.mjs"
        engines["Liftoff"] = lambda k: [node, *LIFTOFF, host, kernels / f"{k}.wasm"]
        engines["TurboFan"] = lambda k: [node, *TURBOFAN, host, kernels / f"{k}.wasm"]
    return engines


def measure_kernel(kernel, n, engines, options):
    """Median milliseconds by engine, and the messages of those that failed. All must agree on the checksum."""
    times, failures, checksums = {e: [] for e in engines}, {}, {}
    for number in range(options.rounds):
        for engine, command in engines.items():
            if engine in failures:
                continue
            progress(kernel, f": round {number + 1} of {options.rounds}, {engine}")
            try:
                result = run_json([*command(kernel), n, 1], options.core)
            except Failure as failure:
                failures[engine] = str(failure)
                continue
            times[engine] += result["ns"]
            checksums[engine] = result["checksum"]
    progress("")
    if len(set(checksums.values())) > 1:
        raise Failure(f"kernel {kernel}: the engines' checksums differ: {checksums}")
    return {e: statistics.median(t) / 1e6 for e, t in times.items() if t}, failures


def kernels(options):
    sizes = json.loads((BENCH / "kernels.json").read_text())
    if options.only:
        unknown = set(options.only) - set(sizes)
        if unknown:
            raise Failure(f"no kernel {', '.join(sorted(unknown))}; there are {', '.join(sizes)}")
        sizes = {k: n for k, n in sizes.items() if k in options.only}
    engines = kernel_engines(options.build)
    compared = [e for e in ("Liftoff", "TurboFan", "native") if e in engines]
    result, rows, ratios = {}, [], {e: [] for e in [*compared, "Shoal checked"]}
    for kernel, n in sizes.items():
        times, failures = measure_kernel(kernel, n, engines, options)
        for engine, message in failures.items():
            print(f"{kernel}, {engine}: {message}", file=sys.stderr)
        result[kernel] = {"n": n, "ms": times, "failures": failures}
        row = [kernel] + [f"{times[e]:.1f}" if e in times else "failed" for e in ("Shoal", *compared)]
        for engine in compared:
            both = "Shoal" in times and engine in times
            row.append(ratio(times["Shoal"] / times[engine] if both else None))
            if both:
                ratios[engine].append(times["Shoal"] / times[engine])
        both = "Shoal" in times and "Shoal checked" in times
        row.append(ratio(times["Shoal checked"] / times["Shoal"] if both else None))
        if both:
            ratios["Shoal checked"].append(times["Shoal checked"] / times["Shoal"])
        rows.append(row)
    means = {e: geomean(r) for e, r in ratios.items()}
    rows.append(["geomean"] + [""] * (1 + len(compared)) + [ratio(means[e]) for e in [*compared, "Shoal checked"]])
    print(f"Kernels: milliseconds, median of {options.rounds}; ratios below 1 mean that Shoal is faster")
    headings = ["kernel", "Shoal", *compared, *(f"/{e}" for e in compared), "checked/guarded"]
    table(headings, rows)
    return {"kernels": result, "geomean": means}


# ---- compile


def measure_compile(path, node, options):
    """Median nanoseconds by engine, the messages of those that failed, and what else Shoal says."""
    commands = {"Shoal": [options.build / "shoal", "compile", "--json", path]}
    if node is not None:
        commands["Liftoff"] = [node, *LIFTOFF, *ONE_THREAD, BENCH / "compile_host.mjs", path]
    times, failures, extra = {e: [] for e in commands}, {}, {}
    for number in range(options.rounds):
        for engine, command in commands.items():
            if engine in failures:
                continue
            progress(path.parent.name, f": round {number + 1} of {options.rounds}, {engine}")
            try:
                result = run_json(command, options.core)
            except Failure as failure:
                failures[engine] = str(failure)
                continue
            times[engine].append(result["ns"])
            if engine == "Shoal":
                extra = {k: result[k] for k in ("code_bytes", "functions", "peak_rss_bytes") if k in result}
    progress("")
    return {e: statistics.median(t) for e, t in times.items() if t}, failures, extra


def compile_speed(options):
    cache, node = options.build / "bench" / "npm", find_node()
    result, rows, ratios, expansions = {}, [], [], []
    for package, wanted in MODULES:
        if options.only and package not in options.only:
            continue
        try:
            path = fetch(package, wanted, cache)
        except Failure as failure:
            print(failure, file=sys.stderr)
            result[package] = {"failures": {"fetch": str(failure)}}
            continue
        size = code_section_bytes(path)
        times, failures, extra = measure_compile(path, node, options)
        for engine, message in failures.items():
            print(f"{package}, {engine}: {message}", file=sys.stderr)
        speed = {e: size / t * 1e3 for e, t in times.items()}  # bytes/ns = GB/s
        both = "Shoal" in speed and "Liftoff" in speed
        if both:
            ratios.append(speed["Shoal"] / speed["Liftoff"])
        expansion = extra["code_bytes"] / size if "code_bytes" in extra else None
        if expansion:
            expansions.append(expansion)
        result[package] = {"code_section_bytes": size, "ns": times, "mb_per_s": speed, "failures": failures, **extra}
        rows.append([package, f"{size / 1e6:.2f}"]
                    + [f"{speed[e]:.1f}" if e in speed else "-" for e in ("Shoal", "Liftoff")]
                    + [ratio(ratios[-1] if both else None), ratio(expansion)])
    mean = geomean(ratios)
    rows.append(["geomean", "", "", "", ratio(mean), ratio(geomean(expansions))])
    print(f"Compile throughput: MB of code section a second, one thread, median of {options.rounds}; "
          "a ratio above 1 means that Shoal is faster")
    table(["module", "code MB", "Shoal MB/s", "Liftoff MB/s", "Shoal/Liftoff", "code bytes per wasm byte"], rows)
    return {"modules": result, "geomean": mean}


# ---- heaps


def heaps(options):
    progress("loops over shared heaps")
    result = run_json([options.build / "heap_bench", max(options.rounds, 5) * 4], options.core)
    progress("")
    places = list(next(iter(result.values())))
    base, others = places[0], places[1:]
    rows, ratios = [], {place: [] for place in others}
    for loop, times in result.items():
        for place in others:
            ratios[place].append(times[place] / times[base])
        rows.append([loop, f"{times[base] / 1e3:.1f}", *(ratio(times[place] / times[base]) for place in others)])
    means = {place: geomean(r) for place, r in ratios.items()}
    rows.append(["geomean", "", *(ratio(means[place]) for place in others)])
    print(f"Loops over 256 KiB: microseconds in {base}, and the other places' times relative to that")
    table(["loop", base, *others], rows)
    return {"loops": result, "geomean": means}


# ---- micro


def micro(options):
    command = [options.build / "micro_bench", "--benchmark_format=json", f"--benchmark_repetitions={options.rounds}",
               "--benchmark_report_aggregates_only=true", "--benchmark_min_time=0.1"]
    progress("micro-benchmarks")
    result = run_json(command, options.core)
    progress("")
    medians = [b for b in result["benchmarks"] if b.get("aggregate_name") == "median"]
    print(f"Operations of the runtime: nanoseconds, median of {options.rounds}")
    table(["operation", "ns"], [[b["run_name"], f"{b['cpu_time']:.1f}"] for b in medians])
    return {b["run_name"]: b["cpu_time"] for b in medians}


BENCHMARKS = {"kernels": kernels, "compile": compile_speed, "heaps": heaps, "micro": micro, "aarch64": aarch64.run}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="one benchmark; all without it")
    parser.add_argument("--json", metavar="FILE", help="write all figures to FILE too (- for standard output)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine has its turn (default 5)")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core to run on")
    parser.add_argument("--only", action="append", help="only this kernel or package; may be repeated")
    parser.add_argument("--hot", metavar="KERNEL", help="aarch64: only list the instructions that KERNEL executes most")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="build directory (default build)")
    return parser.parse_args()


def main():
    options = arguments()
    options.build = options.build.resolve()
    result, failed = {}, False
    for name in [options.name] if options.name else BENCHMARKS:
        try:
            result[name] = BENCHMARKS[name](options)
        except Failure as failure:
            progress("")
            print(f"bench {name}: {failure}", file=sys.stderr)
            failed = True
    if options.json == "-":
        json.dump(result, sys.stdout, indent=2)
        print()
    elif options.json:
        Path(options.json).write_text(json.dumps(result, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
