"""Peak memory while compiling a module of about 10 MB (esbuild), Shoal and V8's Liftoff, on one thread: by how much the
process's resident memory grows at most, from just before compiling, the file already read, to just after. Both read it
from Linux: the peak is set back to the present value (5 to /proc/self/clear_refs) before, and read (VmHWM in
/proc/self/status) after. The machine code, the copy of the module that each engine keeps, and whatever was only needed
for a while count; the runtime itself and the file that the host read do not."""

from common import Failure, code_section_bytes, compile_commands, fetch, medians, ratio, table, take_turns

PACKAGE = "esbuild-wasm"


def run(options):
    path = fetch(PACKAGE, options.build / "bench" / "npm")
    results, failures = take_turns(f"memory, {PACKAGE}", compile_commands(path, options, "--no-phases"),
                                   options.rounds, options.core)
    if failures:
        raise Failure(f"{PACKAGE} could not be measured in: {', '.join(failures)}")
    peaks = medians(results, lambda o: o["peak_rss_bytes"] - o["rss_before_bytes"])
    size, code = path.stat().st_size, code_section_bytes(path)
    print(f"Peak memory while compiling {PACKAGE} ({size / 1e6:.1f} MB, {code / 1e6:.1f} MB of it code), median of "
          f"{options.rounds}: growth of the process's resident memory")
    table(["engine", "MB", "per byte of module"],
          [[e, f"{p / 1e6:.1f}", f"{p / size:.2f}"] for e, p in peaks.items()])
    over = peaks["Shoal"] / peaks["Liftoff"] if "Liftoff" in peaks else None
    print(f"Shoal over Liftoff: {ratio(over)}\n")
    return {"package": PACKAGE, "module_bytes": size, "peak_bytes": peaks, "over_liftoff": over}
