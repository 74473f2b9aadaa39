"""The figures that Shoal is measured by, each with what it is to reach: the last table of ./dev bench."""

from dataclasses import dataclass
from typing import Callable, Optional

import field
from common import table


@dataclass
class Figure:
    name: str
    value: Callable[[dict], Optional[float]]  # of the results of all benchmarks; KeyError or None: not measured
    reach: float
    beyond: Optional[float] = None
    at_least: bool = False  # otherwise at most
    digits: int = 2
    detail: Callable[[dict], str] = lambda results: ""

    def measured(self, results):
        try:
            return self.value(results)
        except (KeyError, TypeError, IndexError):
            return None

    def meets(self, value, limit):
        """As printed: 1.004 reaches 1.00."""
        value = round(value, self.digits)
        return value >= limit if self.at_least else value <= limit

    def row(self, results):
        value = self.measured(results)
        sign = ">=" if self.at_least else "<="
        limits = [f"{sign} {self.reach:.{self.digits}f}", f"{self.beyond:.{self.digits}f}" if self.beyond else ""]
        if value is None:
            return [self.name, "-", *limits, "not measured"]
        verdict = "SHORT"
        if self.meets(value, self.reach):
            verdict = "beyond" if self.beyond and self.meets(value, self.beyond) else "reached"
        return [self.name + self.detail(results), f"{value:.{self.digits}f}", *limits, verdict]


def kernels_over(engine):
    return lambda r: r["kernels"]["geomean"][engine]


def streaming(place, base=None):
    def value(r):
        places = r["heaps"]["streaming"]
        return places[place] / (places[base] if base else 1)

    return value


# The fastest of the three other baseline compilers.
BEST_CODE = min(v for k, v in field.CODE.items() if k in field.COMPILE)
BEST_COMPILE = max(field.COMPILE.values())

FIGURES = [
    Figure("kernel time over Liftoff", kernels_over("Liftoff"), 0.60, 0.55,
           detail=lambda r: f" ({len(r['kernels']['kernels'])} kernels)"),
    Figure("kernel time over TurboFan", kernels_over("TurboFan"), 1.10, 1.00),
    Figure("worst kernel over Liftoff", lambda r: r["kernels"]["worst"]["Liftoff"][1], 1.00,
           detail=lambda r: f" ({r['kernels']['worst']['Liftoff'][0]})"),
    Figure("kernel time, checked over guarded", kernels_over("Shoal checked"), 1.08, 1.04),
    Figure("compile throughput over Liftoff", lambda r: r["compile"]["geomean"], 2.0, 3.0, at_least=True,
           detail=lambda r: f" ({len(r['compile']['modules'])} modules)"),
    Figure("machine bytes per wasm code byte", lambda r: r["compile"]["growth"], 2.0, 1.6),
    Figure("peak memory of compiling, over Liftoff", lambda r: r["memory"]["over_liftoff"], 0.7),
    Figure("exponent of compile time, modules of 1 to 32 MB", lambda r: r["scaling"]["modules"], 1.05),
    Figure("exponent of compile time, worst shape", lambda r: r["scaling"]["worst"][1], 1.05,
           detail=lambda r: f" ({r['scaling']['worst'][0]})"),
    Figure("streaming loops, heap over linear memory, guarded", streaming("heap, guarded"), 1.00),
    Figure("streaming loops, contiguous chain over linear memory, guarded", streaming("contiguous chain, guarded"),
           1.00),
    Figure("streaming loops, checked with a chain, over guarded linear memory", streaming("ordinary chain, checked"),
           1.15),
    Figure("streaming loops, checked with a chain, over checked linear memory",
           streaming("ordinary chain, checked", "linear memory, checked"), 1.15),
    Figure("streaming loops, checked with a chain of host buffers, over the same",
           streaming("chain of host buffers, checked", "linear memory, checked"), 1.15),
    Figure("kernel time, heap attached over none, guarded", kernels_over("Shoal heap"), 1.00),
    Figure("host to wasm call over V8's", lambda r: r["calls"]["ratio"]["host to wasm"], 1.00, 0.76,
           detail=lambda r: nanoseconds(r, "host to wasm")),
    Figure("wasm to host call over V8's", lambda r: r["calls"]["ratio"]["wasm to host"], 0.20,
           detail=lambda r: nanoseconds(r, "wasm to host")),
    Figure("AArch64: instructions over clang -O2 without vectorisation",
           lambda r: r["aarch64"]["kernels"]["geomean"]["clang scalar"], 1.30, 1.20),
    Figure("AArch64: machine bytes per wasm code byte", lambda r: r["aarch64"]["modules"]["geomean"]["bytes"], 2.2),
    Figure("AArch64: compile throughput over x86-64's", lambda r: r["aarch64"]["modules"]["geomean"]["throughput"], 0.9,
           at_least=True),
    Figure("kernel time over Liftoff, against the best of Wizard, Fast JIT, BBQ (published)", kernels_over("Liftoff"),
           BEST_CODE),
    Figure("compile throughput over Liftoff, against the same", lambda r: r["compile"]["geomean"],
           round(BEST_COMPILE, 2), at_least=True),
]


def nanoseconds(results, call):
    ns = results["calls"]["ns"][call]
    return f" ({ns['Shoal']:.1f} ns, V8 {ns['V8']:.1f})"


def run(results):
    """Prints the table; the figures, for JSON."""
    rows = [figure.row(results) for figure in FIGURES]
    print("All figures; as printed they are compared with what is to be reached, and with what would be better still")
    table(["figure", "measured", "reach", "beyond", ""], rows)
    short = [row[0] for row in rows if row[4] == "SHORT"]
    unmeasured = [row[0] for row in rows if row[4] == "not measured"]
    print(f"Short: {'; '.join(short) if short else 'none'}.")
    if unmeasured:
        print(f"Not measured: {'; '.join(unmeasured)}.")
    print()
    return [{"figure": f.name, "measured": f.measured(results), "reach": f.reach, "beyond": f.beyond,
             "at_least": f.at_least, "verdict": row[4]} for f, row in zip(FIGURES, rows)]
