"""The same guest loops over 256 KiB of linear memory and of shared heaps, in guarded and in checked code (heap_bench):
what attaching a heap costs. Four of them stream; they are what the summary counts."""

from common import geomean, progress, ratio, run_json, table

STREAMING = ["sum_bytes", "sum_words", "copy_half", "fill_words"]


def run(options):
    progress("loops over shared heaps")
    result = run_json([options.build / "heap_bench", max(options.rounds, 5) * 4], options.core)
    progress("")
    places = list(next(iter(result.values())))
    base, others = places[0], places[1:]
    ratios = {place: {loop: times[place] / times[base] for loop, times in result.items()} for place in others}
    rows = [[loop, f"{times[base] / 1e3:.1f}", *(ratio(ratios[place][loop]) for place in others)]
            for loop, times in result.items()]
    streaming = {place: geomean([r[loop] for loop in STREAMING]) for place, r in ratios.items()}
    means = {place: geomean(list(r.values())) for place, r in ratios.items()}
    rows.append(["geomean, streaming", "", *(ratio(streaming[place]) for place in others)])
    rows.append(["geomean", "", *(ratio(means[place]) for place in others)])
    print(f"Loops over 256 KiB: microseconds in {base}, and the other places' times relative to that")
    table(["loop", base, *others], rows)
    return {"loops": result, "geomean": means, "streaming": streaming}
