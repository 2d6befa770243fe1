"""Reads the rows of a rollup file, as docs/formats/rollup.md has them; for read.py."""
from datetime import datetime, timedelta

from form import Bytes, check, crc


def read_rollup(path, tier, day, store):
    data = open(path, "rb").read()
    header, footer = data[:64], data[-108:]
    check(header[:8] == b"CNSTROL1" and footer[:60] == header[:60] and footer[96:104] == b"CNSTROLE", "rollup header")
    check(crc(header[:60]) == int.from_bytes(header[60:], "little"), "checksum of a rollup header")
    check(crc(footer[:104]) == int.from_bytes(footer[104:], "little"), "checksum of a rollup footer")
    seed = header[24:56]
    check(header[24:40] == store and header[40] == tier, "rollup header")
    check(int.from_bytes(header[44:48], "little") == day, "day of a rollup")
    rows, details = int.from_bytes(footer[60:64], "little"), int.from_bytes(footer[64:72], "little")
    for number in range(-(-rows // 92)):
        page = data[64 + details + 4096 * number :][:4096]
        check(crc(seed, page[:4092]) == int.from_bytes(page[4092:], "little"), "checksum of a page")
        place, own, count = (int.from_bytes(page[a:b], "little") for a, b in ((0, 8), (8, 12), (12, 16)))
        check(own == number, "number of a page")
        for at in range(16, 16 + 44 * count, 44):
            row = Bytes(page[at : at + 44])
            series, bits, length = row.fixed(4), row.fixed(1), row.fixed(3)
            numbers = [row.fixed(4) for _ in range(9)]
            detail = data[64 + place : 64 + place + length]
            key = series.to_bytes(4, "little") + bytes([bits & 31])
            check(crc(seed, key, detail[:-4]) == int.from_bytes(detail[-4:], "little"), "checksum of a detail")
            place += length
            yield {
                "rollup": "hours" if tier == 2 else "days",
                "day": str((datetime(1970, 1, 1) + timedelta(days=day)).date()),
                "series": series,
                "hour": bits & 31,
                "uneventful": bool(bits & 32),
                "samples": numbers[:4],
                "milliseconds": numbers[4:],
            }
