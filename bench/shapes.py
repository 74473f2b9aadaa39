#!/usr/bin/env python3
"""Modules of any size that are hard on a compiler: shapes.py NAME BYTES FILE writes one; without arguments, names them.

Each shape is a function from a number of bytes to a module whose code section is about as large. What grows is how
often a pattern comes, never the pattern itself, so a compiler's time should grow as the size does: whatever it does for
an opcode or a label may not depend on how many locals, labels, operands or functions there are.
"""

import sys
from pathlib import Path

from wasm import (EMPTY, F64, HEADER, I32, I64, body, func_type, leb, module, read_leb, section, sections, sleb, vector)

# Opcodes by the names of the text format.
UNREACHABLE, BLOCK, LOOP, IF, ELSE, END = b"\x00", b"\x02", b"\x03", b"\x04", b"\x05", b"\x0b"
BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT = b"\x0c", b"\x0d", b"\x0e", b"\x0f", b"\x10", b"\x11"
DROP, SELECT, GET, SET, TEE, GLOBAL_GET, GLOBAL_SET = b"\x1a", b"\x1b", b"\x20", b"\x21", b"\x22", b"\x23", b"\x24"
I32_LOAD, I32_STORE, I32_EQZ, I32_LT, I32_ADD = b"\x28\2", b"\x36\2", b"\x45", b"\x48", b"\x6a"
I32_DIV, F64_ADD, I32_WRAP = b"\x6d", b"\xa0", b"\xa7"
ZERO, COND = b"\x41\0", GET + b"\0"

UNIT = 500_000
SHAPES = {}


def shape(function):
    """Adds a shape; its name is the function's, in words."""
    SHAPES[function.__name__.replace("_", "-")] = function
    return function


def one_function(code, locals_=((8, I32),)):
    """A module of a function with one parameter, an i32."""
    return module([func_type((I32,))], [0], [body(code, locals_)])


def repeat(pattern, size):
    """A pattern, bytes or a function from a running number to bytes, until it fills `size` bytes."""
    if isinstance(pattern, bytes):
        return pattern * max(1, size // len(pattern))
    parts, length, number = [], 0, 0
    while length < size:
        parts.append(pattern(number))
        length += len(parts[-1])
        number += 1
    return b"".join(parts)


def scattered(number, count):
    """A number below `count` that looks random."""
    return (number * 2654435761 >> 7) % count


def in_units(make, size):
    """Whole patterns of half a megabyte, each with its own nest or pile: the mix is the same in all sizes."""
    return make(UNIT) * max(1, round(size / UNIT))


# ---- nesting


NEST = 50_000  # ResourceLimits::nesting is twice that


def nest(opening, closing, size, inside=b"", behind=b""):
    """Nests as deep as fits, but of no more than 50,000 blocks."""
    blocks = size // (len(opening) + len(closing))
    count = -(-blocks // NEST)
    depth = blocks // count
    return one_function((opening * depth + inside + closing * depth + behind) * count)


@shape
def nested_blocks(size):
    return nest(BLOCK + EMPTY, END, size)


@shape
def nested_loops(size):
    return nest(LOOP + EMPTY + COND + BR_IF + leb(1), GET + b"\1" + SET + b"\2" + END, size)


@shape
def nested_ifs(size):
    return nest(COND + IF + EMPTY, END, size)


@shape
def nested_else_ifs(size):
    return nest(COND + IF + EMPTY + ELSE, END, size)


@shape
def nested_blocks_with_results(size):
    return nest(BLOCK + I32, GET + b"\1" + I32_ADD + END, size, ZERO, DROP)


@shape
def branches_out_of_a_nest(size):
    """From inside a nest of 50,000 blocks, branches to each of them."""
    depth = 50_000

    def nest_with_branches(unit):
        inside = repeat(lambda i: COND + BR_IF + leb(scattered(i, depth)), unit - 3 * depth)
        return (BLOCK + EMPTY) * depth + inside + END * depth

    return one_function(in_units(nest_with_branches, size))


# ---- labels in a row


@shape
def blocks_in_a_row(size):
    return one_function(repeat(BLOCK + EMPTY + END, size))


@shape
def loops_in_a_row(size):
    """Each loop with locals of its own."""
    def loop(i):
        local = leb(1 + i % 1000)
        return LOOP + EMPTY + GET + local + SET + leb(1001 + i % 500) + COND + BR_IF + b"\0" + END

    return one_function(repeat(loop, size), ((2000, I32),))


@shape
def if_else_in_a_row(size):
    return one_function(repeat(COND + IF + EMPTY + ZERO + SET + b"\1" + ELSE + ZERO + SET + b"\2" + END, size))


@shape
def if_else_with_values(size):
    arm = COND + IF + I32 + GET + b"\1" + ELSE + GET + b"\2" + END + SET + b"\3"
    return one_function(repeat(arm, size))


@shape
def branches_to_one_label(size):
    return one_function(BLOCK + EMPTY + repeat(COND + BR_IF + b"\0", size) + END)


@shape
def branches_with_values_to_one_label(size):
    """br_if with four values of which only one changes place."""
    types = [func_type((I32,)), func_type((), (I32, I32, I64, I32))]
    values = GET + b"\1" + ZERO + GET + b"\x09" + GET + b"\2"
    code = BLOCK + b"\1" + values + repeat(COND + BR_IF + b"\0" + DROP + GET + b"\3", size) + END + DROP * 4
    return module(types, [0], [body(code, ((8, I32), (2, I64)))])


@shape
def unconditional_branches(size):
    return one_function(BLOCK + EMPTY + repeat(COND + IF + EMPTY + BR + b"\1" + END, size) + END)


@shape
def br_table_of_60000_labels(size):
    """Tables over all labels of a nest of 60,000 blocks."""
    labels = 60_000
    table = BR_TABLE + leb(labels - 1) + b"".join(leb(scattered(i, labels)) for i in range(labels))
    each = BLOCK + EMPTY + COND + table + END
    return one_function(in_units(lambda _: (BLOCK + EMPTY) * labels + each * 2 + END * labels, size))


@shape
def br_table_of_one_label(size):
    labels = 60_000
    table = BR_TABLE + leb(labels - 1) + b"\0" * labels
    return one_function(repeat(BLOCK + EMPTY + COND + table + END, size))


@shape
def small_br_tables(size):
    """Tables of eight labels with a value, each in a nest of its own."""
    table = BR_TABLE + b"\7" + bytes([0, 1, 2, 3, 4, 5, 6, 7])
    pattern = (BLOCK + I32) * 8 + GET + b"\1" + COND + table + END * 8 + SET + b"\2"
    return one_function(repeat(pattern, size))


# ---- locals


MANY = ((49_999, I32),)


@shape
def locals_50000(size):
    def step(i):
        a, b, c = (leb(scattered(3 * i + k, 50_000)) for k in range(3))
        return GET + a + GET + b + I32_ADD + SET + c

    return one_function(repeat(step, size), MANY)


@shape
def locals_50000_between_labels(size):
    """A few of them change between any two labels."""
    def step(i):
        return (GET + leb(scattered(i, 50_000)) + SET + leb(scattered(i + 1, 50_000)) + BLOCK + EMPTY + COND + BR_IF +
                b"\0" + END)

    return one_function(repeat(step, size), MANY)


@shape
def locals_50000_in_loops(size):
    def step(i):
        return (LOOP + EMPTY + GET + leb(scattered(i, 50_000)) + TEE + leb(scattered(i + 1, 50_000)) + BR_IF + b"\0" +
                END)

    return one_function(repeat(step, size), MANY)


# ---- operands

DEEP = 100_000


@shape
def operands_100000_deep(size):
    """Constants, locals and loads, then added up."""
    pile = (GET + b"\1" + ZERO + GET + b"\2" + COND + I32_LOAD + b"\4") * (DEEP // 4)
    return one_function(repeat(pile + I32_ADD * (DEEP - 1) + SET + b"\1", size))


def under_a_deep_stack(pattern, size):
    """A pattern again and again while 100,000 operands wait."""
    def unit(size):
        return (GET + b"\1" + ZERO) * (DEEP // 2) + repeat(pattern, size - 3 * DEEP) + DROP * DEEP

    return one_function(in_units(unit, size))


@shape
def blocks_over_a_deep_stack(size):
    return under_a_deep_stack(BLOCK + EMPTY + COND + BR_IF + b"\0" + END, size)


@shape
def loops_over_a_deep_stack(size):
    return under_a_deep_stack(LOOP + EMPTY + COND + BR_IF + b"\0" + END, size)


@shape
def sets_under_a_deep_stack(size):
    """The locals that wait on the stack get new values."""
    return under_a_deep_stack(ZERO + SET + b"\1" + GET + b"\1" + SET + b"\2", size)


@shape
def sets_of_waiting_locals(size):
    """Each new value finds one old value of the local on the stack, which grows."""
    count = size // 8
    return one_function((GET + b"\1" + ZERO + SET + b"\1") * count + DROP * count)


@shape
def sets_of_50000_waiting_locals(size):
    pile = b"".join(GET + leb(i) for i in range(50_000))
    drops = DROP * 50_000
    sets = b"".join(ZERO + SET + leb(scattered(i, 50_000)) for i in range(50_000))
    return one_function(repeat(pile + sets + drops, size), MANY)


@shape
def ifs_over_a_growing_stack(size):
    """Each if and else finds one operand more, still in a register or waiting."""
    step = GET + b"\1" + COND + I32_EQZ + COND + IF + EMPTY + ZERO + SET + b"\1" + ELSE + ZERO + SET + b"\2" + END
    count = size // (len(step) + 2)
    return one_function(step * count + DROP * 2 * count)


@shape
def traps_over_a_deep_stack(size):
    return under_a_deep_stack(COND + IF + EMPTY + UNREACHABLE + ELSE + ZERO + SET + b"\1" + END, size)


@shape
def calls_under_a_deep_stack(size):
    types = [func_type((I32,)), func_type((I32,), (I32,))]

    def unit(size):
        return (ZERO + GET + b"\1") * (DEEP // 2) + repeat(CALL + b"\1", size - 3 * DEEP) + DROP * DEEP

    return module(types, [0, 1], [body(in_units(unit, size), ((8, I32),)), body(GET + b"\0")])


@shape
def branches_under_a_deep_stack(size):
    """br_if out of a block that has the 100,000 operands inside it."""
    def unit(size):
        pile = (GET + b"\1" + ZERO) * (DEEP // 2)
        return BLOCK + I32 + pile + repeat(COND + BR_IF + b"\0", size - 3 * DEEP) + DROP * (DEEP - 1) + END + DROP

    return one_function(in_units(unit, size))


# ---- parameters and results


@shape
def calls_of_1000_parameters(size):
    types = [func_type((I32,)), func_type((I32, I64) * 500, (I64,))]
    call = b"".join(GET + leb(1 + i % 8) + GET + leb(9 + i % 2) for i in range(500)) + CALL + b"\1" + SET + b"\x09"
    code = repeat(call, size)
    return module(types, [0, 1], [body(code, ((8, I32), (2, I64))), body(GET + leb(999))])


@shape
def calls_of_1000_results(size):
    types = [func_type((I32,)), func_type((I32,), (I32, I64) * 500)]
    callee = b"".join(GET + b"\0" + GET + b"\1" for _ in range(500))
    code = repeat(COND + CALL + b"\1" + DROP * 1000, size)
    return module(types, [0, 1], [body(code), body(callee, ((1, I64),))])


@shape
def returns_of_1000_results(size):
    types = [func_type((I32,), (I32,) * 1000)]
    values = b"".join(GET + leb(i % 9) for i in range(1000))
    return module(types, [0], [body(repeat(COND + IF + EMPTY + values + RETURN + END, size) + values, ((8, I32),))])


@shape
def blocks_of_1000_parameters(size):
    types = [func_type((I32,)), func_type((I32,) * 1000, (I32,) * 1000)]
    values = b"".join(GET + leb(i % 9) for i in range(1000))
    block = values + BLOCK + b"\1" + COND + BR_IF + b"\0" + END + DROP * 1000
    return module(types, [0], [body(repeat(block, size), ((8, I32),))])


@shape
def br_table_with_1000_values(size):
    types = [func_type((I32,)), func_type((), (I32,) * 1000)]
    values = b"".join(GET + leb(i % 9) for i in range(1000))
    block = (BLOCK + b"\1") * 2 + values + COND + BR_TABLE + b"\3\0\1\0\1" + END * 2 + DROP * 1000
    return module(types, [0], [body(repeat(block, size), ((8, I32),))])


# ---- straight lines


@shape
def distinct_constants(size):
    def step(i):
        return b"\x41" + sleb(i * 40503 % 2**31) + I32_ADD + b"\x42" + sleb(i * 2654435761) + I32_WRAP + I32_ADD

    return one_function(ZERO + repeat(step, size) + SET + b"\1")


@shape
def distinct_constants_in_a_loop(size):
    """Candidates for registers of their own."""
    def step(i):
        return b"\x44" + (i * 2654435761 % 2**52 | 0x3FF << 52).to_bytes(8, "little") + F64_ADD

    zero = b"\x44" + bytes(8)
    code = LOOP + EMPTY + zero + repeat(step, size) + SET + b"\x09" + COND + BR_IF + b"\0" + END
    return one_function(code, ((8, I32), (1, F64)))


@shape
def loads_and_stores(size):
    def step(i):
        return GET + leb(i % 9) + GET + leb(i % 7) + I32_LOAD + leb(i * 4 % 65536) + I32_STORE + leb(i * 12 % 65536)

    return one_function(repeat(step, size))


@shape
def divisions(size):
    return one_function(COND + repeat(GET + b"\1" + I32_DIV, size) + SET + b"\1")


@shape
def selects_and_globals(size):
    step = GLOBAL_GET + b"\0" + GET + b"\1" + GLOBAL_GET + b"\0" + COND + I32_LT + SELECT + GLOBAL_SET + b"\0"
    return one_function(repeat(step, size))


@shape
def indirect_calls(size):
    return one_function(repeat(COND + GET + b"\1" + CALL_INDIRECT + b"\0\0", size))


@shape
def dead_code(size):
    """Behind unreachable: checked, but not compiled."""
    return one_function(UNREACHABLE + repeat(BLOCK + EMPTY + COND + BR_IF + b"\0" + END, size))


@shape
def traps_in_ifs(size):
    return one_function(repeat(COND + IF + EMPTY + UNREACHABLE + END, size))


# ---- modules


@shape
def tiny_functions(size):
    count = min(size // 5, 999_000)
    entry = body(GET + b"\0" + DROP)
    return module([func_type((I32,))], [0] * count, [entry] * count)


@shape
def calls_between_functions(size):
    """Functions of a hundred bytes that call others, before and behind them."""
    count = size // 125
    code = [body(repeat(lambda k: COND + CALL + leb(scattered(31 * i + k, count)), 120)) for i in range(count)]
    return module([func_type((I32,))], [0] * count, code)


@shape
def exports(size):
    count = size // 20
    return module([func_type((I32,))], [0], [body(repeat(ZERO + DROP, size))],
                  [(f"export{i * 7919 % 2**24}x{i}", 0) for i in range(count)])


@shape
def types(size):
    """As many types as fit, all different, and a function of each."""
    count = size // 40
    bits = [[(I32, I64)[i >> k & 1] for k in range(20)] for i in range(count)]
    return module([func_type(b) for b in bits], list(range(count)), [body(repeat(ZERO + DROP, 36))] * count)


def real_module(size, path):
    """The functions of a real module again and again until the code section has `size` bytes. The copies call the
    originals. The module's own code must be smaller than `size`."""
    data = path.read_bytes()
    found = {number: (begin, end) for number, begin, end in sections(data) if number in (3, 10)}
    at, end = found[3]
    count, at = read_leb(data, at)
    functions = []
    for _ in range(count):
        kind, at = read_leb(data, at)
        functions.append(kind)
    at, _ = found[10]
    _, at = read_leb(data, at)
    bodies = []
    for _ in range(count):
        length, start = read_leb(data, at)
        bodies.append(data[at:start + length])
        at = start + length
    chosen, total = list(range(count)), sum(map(len, bodies))
    while total < size:
        chosen.append(len(chosen) % count)
        total += len(bodies[chosen[-1]])
    out = [HEADER]
    for number, begin, end in sections(data):
        if number == 3:
            out.append(section(3, vector([leb(functions[i]) for i in chosen])))
        elif number == 10:
            out.append(section(10, vector([bodies[i] for i in chosen])))
        elif number != 0:  # custom sections name the originals only
            out.append(section(number, data[begin:end]))
    return b"".join(out)


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in SHAPES:
        print("usage: shapes.py SHAPE BYTES FILE; the shapes are:", *SHAPES, sep="\n  ", file=sys.stderr)
        return 2
    name, size, path = sys.argv[1:]
    Path(path).write_bytes(SHAPES[name](int(size)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
