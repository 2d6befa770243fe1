"""Reads a segment, as docs/formats/segment.md has it, from which it was written; for the two read.py."""
import hashlib
import ipaddress

from form import Bits, Bytes, Sample, check, crc


def packed(bits, n):
    codes = []
    for start in range(0, n, 128):
        length = min(128, n - start)
        width, larger = bits.read(7), bits.read(8)
        high = [0] * length
        if larger:
            more = bits.read(7)
            for _ in range(larger):
                place = bits.read(7)
                high[place] = bits.read(more) << width
        codes += [high[i] | bits.read(width) for i in range(length)]
    return codes


def prefix_code(bits):
    count = bits.gamma()
    symbol, length, lengths = -1, 6, []
    for _ in range(count):
        symbol += bits.gamma()
        if count == 1:
            return {(0, 0): symbol}
        step = bits.gamma()
        length += step // 2 if step % 2 == 0 else (1 - step) // 2
        lengths.append((length, symbol))
    codes, code, last = {}, -1, 0
    for length, symbol in sorted(lengths):
        code = (code + 1) << (length - last) if last else 0
        last = length
        codes[length, code] = symbol
    check(sum(2 ** (12 - length) for length, _ in lengths) == 4096, "prefix code")
    return codes


def log_linear(bits, n):
    k = bits.read(3)
    table, codes = prefix_code(bits), []
    for _ in range(n):
        length = code = 0
        while (length, code) not in table:
            length, code = length + 1, code << 1 | bits.read(1)
        symbol = table[length, code]
        left = symbol // 2**k - 1 if symbol >= 2 ** (k + 1) else 0
        codes.append((symbol - left * 2**k) * 2**left + bits.read(left))
    return codes


def sequence(source, n):
    codec = source.fixed(1)
    if codec == 0:
        return [source.zigzag()] * n
    if codec == 1:
        runs = source.varint()
        numbers = sequence(source, runs)
        lengths = [length + 1 for length in sequence(source, runs - 1)]
        lengths.append(n - sum(lengths))
        return [number for number, length in zip(numbers, lengths) for _ in range(length)]
    if codec == 4:
        different = source.varint()
        numbers = [source.zigzag()]
        for _ in range(different - 1):
            numbers.append(numbers[-1] + source.varint())
        return [numbers[place] for place in sequence(source, n)]
    check(codec in (2, 3), "codec")
    shift, unit = source.fixed(1), source.varint()
    bases, base = [], 0
    for _ in range(0, n, 1 << shift):
        base += source.zigzag()
        bases.append(base)
    bits = Bits(source)
    codes = packed(bits, n) if codec == 2 else log_linear(bits, n)
    bits.finish()
    return [bases[i >> shift] + (c - 1) * unit if c else 0 for i, c in enumerate(codes)]


def block(data, header_length, checksum):
    check(crc(data[: header_length - 4]) == checksum, "checksum of a header")
    source = Bytes(data[: header_length - 4])
    check(source.raw(4) == b"BLCK" and source.fixed(4) == header_length, "block")
    series, n, due = source.varint(), source.varint(), source.varint()
    count, file = source.varint(), source.varint()
    parts = [(file, n)]
    if count > 1:
        files = [file]
        for step in sequence(source, count - 1):
            files.append(files[-1] + step)
        parts = list(zip(files, sequence(source, count)))
    addresses = [source.raw(source.varint()) for _ in range(source.varint())]
    columns, behind = {}, header_length
    for _ in range(source.varint()):
        number, length = source.fixed(1), source.varint()
        if length <= 16:
            column = source.raw(length)
        else:
            expected = source.fixed(4)
            column = data[behind : behind + length]
            behind += length
            check(crc(column) == expected, "checksum of a column")
        column = Bytes(column)
        columns[number] = sequence(column, n - 1 if number == 1 else n)
        check(column.at == len(column.data), "length of a column")
    check(source.at == len(source.data) and behind == len(data), "length of a block")
    rows = []
    for i in range(n):
        value = lambda number: columns[number][i] if number in columns else 0
        if i > 0 and 1 in columns:
            due += columns[1][i - 1]
        address = "-"
        if value(7):
            address = str(ipaddress.ip_address(addresses[value(7) - 1]))
        rows.append([series, due, due + value(2), value(3), value(4), value(5), value(6), value(8)]
                    + [value(number) for number in range(9, 14)] + [address])
    return parts, rows


def blocks(data):
    """What the footer says, and the blocks by the index: (file numbers, commits, store), then (series, leaf, parts, rows)."""
    check(data[:8] == b"CNSTSEG1" and crc(data[:12]) == int.from_bytes(data[12:16], "little"), "head")
    footer = Bytes(data[-128:])
    check(crc(footer.data[:116]) == int.from_bytes(footer.data[116:120], "little"), "footer")
    check(footer.data[120:] == b"CNSTSEGF", "footer")
    store = footer.raw(16)
    files = footer.fixed(8), footer.fixed(8)
    commits = footer.fixed(8), footer.fixed(8)
    footer.raw(16)
    samples, offset, count, checksum = (footer.fixed(width) for width in (8, 8, 4, 4))
    index = Bytes(data[offset:-128])
    check(crc(index.data) == checksum and len(index.data) == 76 * count, "index")
    found = []
    for _ in range(count):
        series, n, at, length, header, checksum = (index.fixed(width) for width in (4, 4, 8, 4, 4, 4))
        first, last, leaf = index.fixed(8), index.fixed(8), index.raw(32)
        parts, rows = block(data[at : at + length], header, checksum)
        check(len(rows) == n and {row[0] for row in rows} == {series}, "index")
        check((first, last) == (min(row[2] for row in rows), max(row[2] for row in rows)), "index")
        found.append((leaf, parts, rows))
    check(sum(len(rows) for _, _, rows in found) == samples, "samples")
    return (files, commits, store), found


def read_segment(path, first, last, store):
    data = open(path, "rb").read()
    (files, _, own), found = blocks(data)
    check(own == store and files == (first, last), "footer")
    samples = []
    for row in (row for _, _, rows in found for row in rows):
        series, due, start, outcome, cause, status, flags, size = row[:8]
        address = None if row[13] == "-" else ipaddress.ip_address(row[13]).packed
        samples.append(Sample(series, due, start, outcome, cause, status, flags, size, row[8:13], address))
    return hashlib.sha256(data).digest(), samples
