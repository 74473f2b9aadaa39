"""The runtime's own operations, by Google Benchmark: calls into and out of WebAssembly, instantiation, shared heaps."""

from common import progress, run_json, table


def run(options):
    command = [options.build / "micro_bench", "--benchmark_format=json",
               f"--benchmark_repetitions={max(options.rounds, 2)}", "--benchmark_report_aggregates_only=true",
               "--benchmark_min_time=0.1"]
    progress("micro-benchmarks")
    result = run_json(command, options.core)
    progress("")
    medians = [b for b in result["benchmarks"] if b.get("aggregate_name") == "median"]
    print(f"Operations of the runtime: nanoseconds, median of {options.rounds}")
    table(["operation", "ns"], [[b["run_name"], f"{b['cpu_time']:.1f}"] for b in medians])
    return {b["run_name"]: b["cpu_time"] for b in medians}
