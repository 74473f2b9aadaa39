"""AArch64 at parity, measured without the hardware.

Kernels: the machine instructions that a call of the kernel executes, counted by a plugin of qemu (count_plugin.c), in
Shoal's code for both CPUs and in clang's for AArch64. Two runs of a host, one of which calls the kernel once more than
the other, differ by that call: what starting, compiling and printing execute cancels out. The counts are exact, so they
need neither rounds nor a core to themselves.
Modules: bytes of machine code and compile throughput, both targets on this host, taking turns.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common import Failure, MODULES, code_section_bytes, fetch, geomean, progress, ratio, run_json, table
from kernels import all_sizes

# Each iteration of `rep movsb` counts as an instruction; without ERMS the C library has no use for it.
QEMU_X86_64 = ["qemu-x86_64", "-cpu", "max,-erms,-fsrm"]
QEMU_AARCH64 = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"]


def code_makers(build):
    """Who makes a kernel's machine code, by name: an emulator, and a function from kernel name to its program."""
    kernels, a64 = build / "bench" / "kernels", build / "aarch64"
    return {
        "x86-64": (QEMU_X86_64, lambda k: [build / "kernel_host", kernels / f"{k}.wasm"]),
        "AArch64": (QEMU_AARCH64, lambda k: [a64 / "kernel_host", kernels / f"{k}.wasm"]),
        "clang": (QEMU_AARCH64, lambda k: [a64 / "bench" / "kernels" / f"{k}.native"]),
        "clang scalar": (QEMU_AARCH64, lambda k: [a64 / "bench" / "kernels" / f"{k}.scalar"]),
    }


def count(build, maker, kernel, n, repetitions, hot=None):
    """Runs a kernel's host in the emulator: what the plugin wrote, by lines, and the kernel's checksum."""
    emulator, program = code_makers(build)[maker]
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "counts"
        plugin = f"{build / 'bench' / 'count_plugin.so'},out={counts}" + (f",hot={hot}" if hot else "")
        command = [*emulator, "-E", "LD_BIND_NOW=1", "-plugin", plugin, *program(kernel), n, repetitions]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        if done.returncode != 0 or not counts.exists():
            lines = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()
            raise Failure(f"{maker}: {lines[-1]}")
        return counts.read_text().splitlines(), json.loads(done.stdout)["checksum"]


def instructions(build, maker, kernel, n):
    """What one call of a kernel executes, and the kernel's checksum; or the message of a failure."""
    try:
        (fewer, *_), checksum = count(build, maker, kernel, n, 0)
        (more, *_), _ = count(build, maker, kernel, n, 1)
    except Failure as failure:
        return str(failure)
    return int(more) - int(fewer), checksum


def count_kernels(build, sizes):
    """Instructions executed, by kernel and maker; a message in the place of what failed."""
    makers = list(code_makers(build))
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        running = {(k, m): pool.submit(instructions, build, m, k, n) for k, n in sizes.items() for m in makers}
        result = {}
        for kernel in sizes:
            progress(f"counting {kernel}")
            found = {m: running[kernel, m].result() for m in makers}
            checksums = {f[1] for f in found.values() if not isinstance(f, str)}
            if len(checksums) > 1:
                raise Failure(f"kernel {kernel}: the checksums differ: {found}")
            result[kernel] = {m: f if isinstance(f, str) else f[0] for m, f in found.items()}
    progress("")
    return result


def kernels(options):
    sizes = {k: n for k, n in all_sizes().items() if not options.only or k in options.only}
    counts = count_kernels(options.build, sizes)
    makers = list(code_makers(options.build))
    others = [m for m in makers if m != "AArch64"]
    rows, ratios = [], {m: [] for m in others}
    for kernel, found in counts.items():
        row = [kernel]
        for maker in makers:
            failed = isinstance(found[maker], str)
            row.append("failed" if failed else f"{found[maker] / 1e6:.1f}")
            if failed:
                print(f"{kernel}, {found[maker]}")
        for maker in others:
            both = not isinstance(found[maker], str) and not isinstance(found["AArch64"], str)
            if both:
                ratios[maker].append(found["AArch64"] / found[maker])
            row.append(ratio(ratios[maker][-1] if both else None))
        rows.append(row)
    means = {m: geomean(r) for m, r in ratios.items()}
    blank = [""] * len(makers)
    rows.append(["geomean", *blank, *(ratio(means[m]) for m in others)])
    print("Kernels: millions of instructions executed, Shoal's for both CPUs and clang -O2's for AArch64, also\n"
          "without vectorisation; ratios of Shoal's on AArch64 over the others")
    table(["kernel", *makers, *(f"/{m}" for m in others)], rows)
    return {"kernels": counts, "geomean": means}


TARGETS = {"x86-64": "x86_64_v3", "AArch64": "aarch64"}


def compile_for_both(path, options, rounds):
    """Median nanoseconds and code bytes by target."""
    times, code_bytes = {t: [] for t in TARGETS}, {}
    for number in range(rounds):
        for target, word in TARGETS.items():
            progress(path.parent.name, f": round {number + 1} of {rounds}, {target}")
            command = [options.build / "shoal", "compile", "--json", "--no-phases", "--target", word, path]
            result = run_json(command, options.core)
            times[target].append(result["ns"])
            code_bytes[target] = result["code_bytes"]
    progress("")
    return {t: statistics.median(v) for t, v in times.items()}, code_bytes


def modules(options):
    """Code size and compile throughput: the real modules, and the size of each kernel."""
    cache, found = options.build / "bench" / "npm", []
    for package in MODULES:
        if options.only and package not in options.only:
            continue
        try:
            found.append((package, fetch(package, cache), options.rounds))
        except Failure as failure:
            print(failure)
    kernel_files = sorted((options.build / "bench" / "kernels").glob("*.wasm"))
    found += [(f.stem, f, 1) for f in kernel_files if not options.only or f.stem in options.only]
    result, rows, growth, speed_ratios, per_wasm_byte = {}, [], {True: [], False: []}, [], []
    for name, path, rounds in found:
        size = code_section_bytes(path)
        times, code_bytes = compile_for_both(path, options, rounds)
        real = path.parent.parent == cache
        growth[real].append(code_bytes["AArch64"] / code_bytes["x86-64"])
        result[name] = {"code_section_bytes": size, "code_bytes": code_bytes}
        row = [name, *(f"{code_bytes[t] / size:.2f}" for t in TARGETS), ratio(growth[real][-1])]
        if real:  # a kernel compiles in no time
            result[name]["ns"] = times
            per_wasm_byte.append(code_bytes["AArch64"] / size)
            speed_ratios.append(times["x86-64"] / times["AArch64"])
            row += [*(f"{size / times[t] * 1e3:.1f}" for t in TARGETS), ratio(speed_ratios[-1])]
        rows.append(row + [""] * (7 - len(row)))
    means = {"modules": geomean(growth[True]), "kernels": geomean(growth[False]), "throughput": geomean(speed_ratios),
             "bytes": geomean(per_wasm_byte)}
    rows.append(["geomean, modules", "", ratio(means["bytes"]), ratio(means["modules"]), "", "",
                 ratio(means["throughput"])])
    rows.append(["geomean, kernels", "", "", ratio(means["kernels"]), "", "", ""])
    print("Modules: bytes of machine code per byte of code section, and compile throughput in MB of code section a\n"
          f"second (one thread, median of {options.rounds}), by target; ratios of AArch64 over x86-64")
    table(["module", *(f"{t} bytes" for t in TARGETS), "ratio", *(f"{t} MB/s" for t in TARGETS), "ratio"], rows)
    return {"modules": result, "geomean": means}


def list_hot(options):
    """Prints the instructions that make up most of a kernel, for each maker of its code."""
    sizes = all_sizes()
    if options.hot not in sizes:
        raise Failure(f"no kernel {options.hot}; there are {', '.join(sizes)}")
    for maker in code_makers(options.build):
        try:
            lines, _ = count(options.build, maker, options.hot, sizes[options.hot], 0, hot=100)
        except Failure as failure:
            lines = ["failed", str(failure)]
        print(f"{options.hot}, {maker}: {lines[0]} instructions, start included; executed most: times, address, text")
        print("\n".join(lines[1:]) + "\n")


def run(options):
    for program in (QEMU_X86_64[0], QEMU_AARCH64[0], options.build / "aarch64" / "kernel_host"):
        if shutil.which(program) is None:
            raise Failure(f"{program} was not found: ./dev bench aarch64 installs and builds it")
    if options.hot:
        list_hot(options)
        return {}
    return {"kernels": kernels(options), "modules": modules(options)}
