"""Writes WebAssembly modules byte by byte: as much of the binary format as shapes.py needs."""

I32, I64, F64 = b"\x7f", b"\x7e", b"\x7c"
EMPTY = b"\x40"  # the block type without parameters and results


def leb(n):
    """An unsigned integer."""
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def sleb(n):
    """A signed integer."""
    out = bytearray()
    while not -64 <= n < 64:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n & 0x7F)
    return bytes(out)


def read_leb(data, at):
    """The unsigned integer at an offset, and the offset behind it."""
    n = shift = 0
    while True:
        byte = data[at]
        n, shift, at = n | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return n, at


def sections(data):
    """(id, offset of the contents, offset behind them) of each section of a module."""
    at = 8
    while at < len(data):
        size, begin = read_leb(data, at + 1)
        yield data[at], begin, begin + size
        at = begin + size


def code_section_bytes(data):
    """The size of the contents of a module's code section; 0 if it has none."""
    return sum(end - begin for section, begin, end in sections(data) if section == 10)


def vector(items):
    return leb(len(items)) + b"".join(items)


def section(number, contents):
    return bytes([number]) + leb(len(contents)) + contents


def func_type(params=(), results=()):
    return b"\x60" + vector(list(params)) + vector(list(results))


def body(code, locals_=()):
    """A function's entry in the code section; locals_ are (count, type)."""
    contents = vector([leb(count) + kind for count, kind in locals_]) + code + b"\x0b"
    return leb(len(contents)) + contents


HEADER = b"\0asm\1\0\0\0"


def module(types, functions, code, exports=()):
    """A module with one memory of one page, a table of ten functions, and two globals, i32 and i64. `functions` has the
    type index of each function, `code` its body, `exports` (name, function index)."""
    parts = [
        section(1, vector(types)),
        section(3, vector([leb(f) for f in functions])),
        section(4, b"\1\x70\0\x0a"),
        section(5, b"\1\0\1"),
        section(6, b"\2" + I32 + b"\1\x41\0\x0b" + I64 + b"\1\x42\0\x0b"),
    ]
    if exports:
        parts.append(section(7, vector([vector([bytes([c]) for c in name.encode()]) + b"\0" + leb(f)
                                        for name, f in exports])))
    parts.append(section(10, vector(code)))
    return HEADER + b"".join(parts)
