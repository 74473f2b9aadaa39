"""What hardening against misspeculation (Config::spectre) costs: the run time of the C kernels in bench/kernels with it,
divided by the time without it, for guarded and for checked code."""

from common import Failure, chosen, geomean, medians, ratio, table, take_turns
from kernels import all_sizes

MODES = ("guarded", "checked")


def commands(build, kernel, n):
    """A command line for each mode, without and with hardening."""
    host, module = build / "kernel_host", build / "bench" / "kernels" / f"{kernel}.wasm"
    return {(mode, spectre): [host, "--bounds", mode, "--spectre", spectre, module, n, 1]
            for mode in MODES for spectre in ("no", "yes")}


def measure(kernel, n, options):
    """The time with hardening by the time without it, by mode; and the median milliseconds."""
    results, failures = take_turns(kernel, commands(options.build, kernel, n), options.rounds, options.core)
    if failures:
        raise Failure(f"kernel {kernel}: {next(iter(failures.values()))}")
    if len({objects[0]["checksum"] for objects in results.values()}) > 1:
        raise Failure(f"kernel {kernel}: hardened code computes something else")
    times = medians(results, lambda o: o["ns"][0] / 1e6)
    return {mode: times[mode, "yes"] / times[mode, "no"] for mode in MODES}, times


def run(options):
    sizes, ratios, rows = all_sizes(), {}, []
    for kernel in chosen(sizes, options, "kernel"):
        ratios[kernel], times = measure(kernel, sizes[kernel], options)
        rows.append([kernel, *(f"{times[mode, 'no']:.1f}" for mode in MODES),
                     *(ratio(ratios[kernel][mode]) for mode in MODES)])
    means = {mode: geomean([r[mode] for r in ratios.values()]) for mode in MODES}
    worst = {mode: max(r[mode] for r in ratios.values()) for mode in MODES}
    rows.append(["geomean", *([""] * len(MODES)), *(ratio(means[mode]) for mode in MODES)])
    rows.append(["worst", *([""] * len(MODES)), *(ratio(worst[mode]) for mode in MODES)])
    print(f"Hardening against misspeculation: milliseconds without it, median of {options.rounds}; time with it / without")
    table(["kernel", *MODES, *(f"{mode} + spectre / {mode}" for mode in MODES)], rows)
    return {"ratios": ratios, "geomean": means, "worst": worst}
