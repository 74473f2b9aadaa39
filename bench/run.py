#!/usr/bin/env python3
"""The benchmarks: ./dev bench [NAME] [--json FILE] [--plot [FILE]] [--rounds N] [--core N] [--only WHAT]...

kernels  run time of the C kernels in bench/kernels: Shoal, V8's Liftoff and TurboFan (node), native code
compile  compile throughput on real modules from npm: Shoal and V8's Liftoff, eager, on one thread
memory   peak memory while compiling a module of 10 MB: the same two
scaling  compile time against size: modules of 1 to 32 MB, and functions of 0.5 to 4 MB of every nasty shape
heaps    the same guest loops over linear memory and over shared heaps, guarded and checked
calls    a call from the host to WebAssembly, and back: Shoal and V8
micro    Google Benchmark: calls, instantiation, shared heaps
safety   the kernels' run time with loops that can be stopped, with fuel, and hardened against misspeculation; and how
         long after a request a guest has stopped
aarch64  the code for AArch64 against the code for x86-64 and clang's, without the hardware: instructions executed by
         the kernels under qemu, code size, compile throughput; with --hot KERNEL the instructions executed most

Without a NAME all of them, and at the end one table of all figures with what they are to reach.

Every engine does the same work. In each round the engines take turns, each in a fresh process pinned to one core; a
figure is the median over the rounds. What is compared is ratios within a run: absolute times depend on the machine.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import aarch64
import calls
import compile_speed
import heaps
import kernels
import memory
import micro
import plot
import readme
import safety
import scaling
import summary
from common import BENCH, Failure, progress

BENCHMARKS = {"kernels": kernels, "compile": compile_speed, "memory": memory, "scaling": scaling, "heaps": heaps,
              "calls": calls, "micro": micro, "safety": safety, "aarch64": aarch64}
PLOT = BENCH / "speed.svg"
README = BENCH.parent / "README.md"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="one benchmark; all without it")
    parser.add_argument("--json", metavar="FILE", help="write all figures to FILE too (- for standard output)")
    parser.add_argument("--plot", metavar="FILE", nargs="?", type=Path, const=PLOT,
                        help="draw code speed against compile speed (default bench/speed.svg): with a NAME it runs "
                             "kernels and compile, too")
    parser.add_argument("--readme", action="store_true", help="write the tables into README.md")
    parser.add_argument("--from", metavar="FILE", dest="earlier", type=Path,
                        help="measure nothing: the last table, and the plot, from what --json wrote to FILE")
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine has its turn (default 5)")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core to run on")
    parser.add_argument("--only", action="append", help="only this kernel, package or shape; may be repeated")
    parser.add_argument("--hot", metavar="KERNEL", help="aarch64: only list the instructions that KERNEL executes most")
    parser.add_argument("--build", type=Path, default=BENCH.parent / "build", help="build directory (default build)")
    return parser.parse_args()


def measure(names, options):
    """Results by benchmark, without those that failed."""
    results = {}
    for name in names:
        try:
            results[name] = BENCHMARKS[name].run(options)
        except Failure as failure:
            progress("")
            print(f"bench {name}: {failure}\n", file=sys.stderr)
        sys.stdout.flush()
    return results


def names_to_run(options):
    if options.name is None:
        return list(BENCHMARKS)
    return [n for n in BENCHMARKS if n == options.name or (options.plot and n in plot.NEEDS)]


def main():
    options = arguments()
    options.build = options.build.resolve()
    if options.earlier:
        results, failed = json.loads(options.earlier.read_text()), False
    else:
        names = names_to_run(options)
        results = measure(names, options)
        failed = len(results) < len(names)
    if options.name is None:
        results["figures"] = summary.run(results)
    if options.readme:
        README.write_text(readme.fill(README.read_text(), results))
        print(f"The tables are in {README}.")
    if options.plot:
        try:
            options.plot.write_text(plot.draw(results))
            print(f"The plot is in {options.plot}.")
        except Failure as failure:
            print(f"bench --plot: {failure}", file=sys.stderr)
            failed = True
    if options.json == "-":
        json.dump(results, sys.stdout, indent=2)
        print()
    elif options.json:
        Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
