"""What safety costs, and how fast it is: the run time of the C kernels in bench/kernels with loops that can be stopped,
with fuel, and hardened against misspeculation, each divided by the time without it; and how long after a request a guest
has stopped, wherever it is."""

from common import Failure, chosen, geomean, medians, progress, ratio, run_json, table, take_turns
from kernels import all_sizes

PLAIN = {"guarded": [], "checked": ["--bounds", "checked"]}
# Heading: the plain code that it is compared with, and what makes the difference.
VARIANTS = {
    "interruptible": ("guarded", ["--interruptible", "yes"]),
    "fuel": ("guarded", ["--fuel", "yes"]),
    "spectre": ("guarded", ["--spectre", "yes"]),
    "spectre, checked": ("checked", ["--spectre", "yes"]),
}
LATENCIES = ("p50", "p99", "max")


def commands(build, kernel, n):
    """A command line for each way to run it."""
    host, module = build / "kernel_host", build / "bench" / "kernels" / f"{kernel}.wasm"
    ways = PLAIN | {name: [*PLAIN[plain], *extra] for name, (plain, extra) in VARIANTS.items()}
    return {name: [host, *flags, module, n, 1] for name, flags in ways.items()}


def measure(kernel, n, options):
    """The time of each variant by that of its plain code, and the median milliseconds of plain code."""
    results, failures = take_turns(kernel, commands(options.build, kernel, n), options.rounds, options.core)
    if failures:
        raise Failure(f"kernel {kernel}: {next(iter(failures.values()))}")
    if len({objects[0]["checksum"] for objects in results.values()}) > 1:
        raise Failure(f"kernel {kernel}: one way of compiling computes something else")
    times = medians(results, lambda o: o["ns"][0] / 1e6)
    return {name: times[name] / times[plain] for name, (plain, _) in VARIANTS.items()}, times


def costs(options):
    sizes, ratios, rows = all_sizes(), {}, []
    for kernel in chosen(sizes, options, "kernel"):
        ratios[kernel], times = measure(kernel, sizes[kernel], options)
        rows.append([kernel, *(f"{times[plain]:.1f}" for plain in PLAIN), *(ratio(r) for r in ratios[kernel].values())])
    means = {name: geomean([r[name] for r in ratios.values()]) for name in VARIANTS}
    worst = {name: max(r[name] for r in ratios.values()) for name in VARIANTS}
    blank = [""] * len(PLAIN)
    rows.append(["geomean", *blank, *(ratio(m) for m in means.values())])
    rows.append(["worst", *blank, *(ratio(w) for w in worst.values())])
    print(f"What safety costs: milliseconds without it, median of {options.rounds}; time with it / without")
    table(["kernel", *PLAIN, *VARIANTS], rows)
    return {"ratios": ratios, "geomean": means, "worst": worst}


def latencies(options):
    progress("interruption")
    places = run_json([options.build / "interrupt_bench"], None)
    progress("")
    print("How long after a request a guest has stopped, by what it was doing: milliseconds")
    table(["place", "requests", *LATENCIES],
          [[name, place["requests"], *(f"{place[l]:.3f}" for l in LATENCIES)] for name, place in places.items()])
    return places


def run(options):
    return costs(options) | {"interrupt": {} if options.only else latencies(options)}
