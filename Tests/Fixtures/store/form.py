"""What docs/formats/log.md says of numbers, checksums and bits, and a sample; for read.py."""


TABLE = []
for number in range(256):
    for _ in range(8):
        number = number >> 1 ^ (0x82F63B78 if number & 1 else 0)
    TABLE.append(number)


def crc(*parts):
    value = 0xFFFFFFFF
    for data in parts:
        for byte in data:
            value = value >> 8 ^ TABLE[(value ^ byte) & 255]
    return value ^ 0xFFFFFFFF


def check(condition, what):
    if not condition:
        raise ValueError(what)


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def raw(self, count):
        check(self.at + count <= len(self.data), "truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def fixed(self, width, signed=False):
        return int.from_bytes(self.raw(width), "little", signed=signed)

    def varint(self):
        value = shift = 0
        while True:
            byte = self.fixed(1)
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)


class Bits:
    def __init__(self, source):
        self.source, self.at = source, 8 * source.at
        self.value = int.from_bytes(source.data, "little")

    def read(self, width):
        self.at += width
        return self.value >> (self.at - width) & (1 << width) - 1

    def gamma(self):
        width = 0
        while self.read(1) == 0:
            width += 1
        return 1 << width | self.read(width)

    def finish(self):
        check(self.read(-self.at % 8) == 0, "padding")
        self.source.at = self.at // 8
        check(self.source.at <= len(self.source.data), "truncated")


class Sample:
    def __init__(self, series, due, start, outcome, cause, status, flags, size, phases, address):
        self.series, self.due, self.start, self.outcome, self.cause = series, due, start, outcome, cause
        self.status, self.flags, self.size, self.phases, self.address = status, flags, size, phases, address
