"""The plot of code speed against compile speed, as SVG: both relative to Liftoff, both logarithmic, better to the top
and to the right. Shoal, Liftoff and TurboFan as measured in the run; the others as published (field.py), on another
machine. The colours follow the reader's light or dark mode; the background is the plot's own, in case the page follows
another mode."""

import math

import field
from common import Failure

NEEDS = ("kernels", "compile")

WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 80, 24, 56, 78
X_RANGE = (0.02, 6.0)  # compile speed over Liftoff's
Y_RANGE = (0.8, 2.8)  # code speed over Liftoff's
X_TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
Y_TICKS = [0.8, 1, 1.25, 1.5, 2, 2.5]

STYLE = """
  .paper { fill: #ffffff }
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .small { font-size: 11px; fill: #59636e }
  .title { font-size: 15px; font-weight: 600 }
  .grid { stroke: #d1d9e0; stroke-width: 1 }
  .axis { stroke: #818b98; stroke-width: 1 }
  .shoal { fill: #0969da } .shoal-label { fill: #0969da; font-weight: 600 }
  .measured { fill: #1f2328 }
  .published { fill: none; stroke: #59636e; stroke-width: 1.5 }
  .line { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 4 4 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 }
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .grid { stroke: #3d444d } .axis { stroke: #656c76 }
    .shoal { fill: #4493f8 } .shoal-label { fill: #4493f8 }
    .measured { fill: #f0f6fc }
    .published, .line { stroke: #9198a1 }
  }
"""


def place(value, limits, begin, end):
    """Where a value lies on a logarithmic axis."""
    low, high = map(math.log, limits)
    return begin + (math.log(value) - low) / (high - low) * (end - begin)


def x_of(value):
    return place(value, X_RANGE, LEFT, WIDTH - RIGHT)


def y_of(value):
    return place(value, Y_RANGE, HEIGHT - BOTTOM, TOP)


def text(x, y, words, anchor="start", kind="", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}"{more}>{words}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def axes():
    parts = []
    for tick in X_TICKS:
        parts.append(line(x_of(tick), TOP, x_of(tick), HEIGHT - BOTTOM, "grid"))
        parts.append(text(x_of(tick), HEIGHT - BOTTOM + 18, f"{tick:g}x", "middle", "small"))
    for tick in Y_TICKS:
        parts.append(line(LEFT, y_of(tick), WIDTH - RIGHT, y_of(tick), "grid"))
        parts.append(text(LEFT - 8, y_of(tick) + 4, f"{tick:g}x", "end", "small"))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts += [
        line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "axis"),
        line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis"),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 38, "compile speed, over Liftoff's", "middle"),
        text(22, middle, "code speed, over Liftoff's", "middle", "", f' transform="rotate(-90 22 {middle:.1f})"'),
    ]
    return parts


def left_label(name, x):
    """Near the right edge, and where the label would run into the next dot."""
    return x > WIDTH - 120 or name == "WAMR Fast JIT"


def dot(name, compile_speed, code_speed, kind):
    x, y = x_of(compile_speed), y_of(code_speed)
    radius, label = (7, "shoal-label") if kind == "shoal" else (5, "")
    words = text(x - 11, y + 4, name, "end", label) if left_label(name, x) else text(x + 11, y + 4, name, kind=label)
    return [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" class="{kind}"/>', words]


def level(name, code_speed, above):
    """An engine whose compile speed is not known: a line at its code speed, named above or below."""
    y = y_of(code_speed)
    return [line(LEFT, y, WIDTH - RIGHT, y, "line"),
            text(x_of(0.3), y - 5 if above else y + 13, name, "middle", "small")]


def draw(results):
    """The SVG, of the results of the kernels and compile benchmarks."""
    try:
        means, compiling = results["kernels"]["geomean"], results["compile"]
        shoal = (compiling["geomean"], 1 / means["Liftoff"])
        turbofan = (compiling["turbofan_over_liftoff"], means["TurboFan"] / means["Liftoff"])
        native = means["native"] / means["Liftoff"]
    except (KeyError, TypeError) as error:
        raise Failure("the plot needs V8 and native code, and the benchmarks kernels and compile") from error
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" class="paper"/>',
        text(LEFT, 26, "Code speed against compile speed", kind="title"),
        text(LEFT, 44, "geometric means over kernels and over real modules; both logarithmic; best is top right",
             kind="small"),
        *axes(),
    ]
    parts += level("native, clang -O2", native, above=True)
    parts += level("WAMR AOT (LLVM), published", 1 / field.CODE["WAMR AOT"], above=False)
    parts += level("Cranelift, published", 1 / field.CODE["Cranelift"], above=False)
    for name, speed in field.COMPILE.items():
        parts += dot(name, speed, 1 / field.CODE[name], "published")
    parts += dot("TurboFan", *turbofan, "measured") + dot("Liftoff", 1, 1, "measured") + dot("Shoal", *shoal, "shoal")
    note = ("Hollow, or said to be published: others' figures from another machine (PolyBench). "
            "All else was measured in one run.")
    parts.append(text(LEFT, HEIGHT - 14, note, kind="small"))
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="Code speed against compile speed of WebAssembly engines">\n'
            f'<style>{STYLE}</style>\n{body}\n</svg>\n')
