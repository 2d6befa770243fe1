#!/usr/bin/env python3
"""Writes the expected offsets beside it, by another implementation: Python's zoneinfo.

Run by hand when the fixtures are renewed; no test runs it. It also compiles, in
the short form that leaves later years to the footer, the zones whose changes are listed one by one.
"""
import datetime
import pathlib
import subprocess
import tempfile
import zoneinfo

HERE = pathlib.Path(__file__).parent
HOST = pathlib.Path("/usr/share/zoneinfo")
CHOSEN = """Africa/Cairo Africa/Casablanca America/Havana America/Nuuk America/St_Johns
Asia/Gaza Asia/Jerusalem Asia/Kathmandu Australia/Lord_Howe Europe/Dublin Europe/Paris
Pacific/Apia""".split()
YEARS = [1987, 1996, 2011, 2024, 2026, 2037, 2101]
STEP = 2_777_777
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
END = 2_145_916_800  # 2038-01-01


def offset(zone, second):
    instant = EPOCH + datetime.timedelta(seconds=second)
    return int(instant.astimezone(zone).utcoffset().total_seconds())


def digest(zone):
    """FNV-1a, 64 bits, of the sampled offsets as 32-bit little-endian numbers."""
    value = 0xCBF29CE484222325
    for second in range(0, END, STEP):
        for byte in offset(zone, second).to_bytes(4, "little", signed=True):
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def changes(zone, year):
    start = int((datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc) - EPOCH).total_seconds())
    for hour in range(0, 366 * 24):
        low = start + hour * 3600
        high = low + 3600
        before, after = offset(zone, low), offset(zone, high)
        if before == after:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            if offset(zone, middle) == before:
                low = middle
            else:
                high = middle
        yield high, before, after


version = (HOST / "tzdata.zi").read_text().split("\n")[0].removeprefix("# version ")
seen, lines = set(), []
for name in sorted(zoneinfo.available_timezones()):
    contents = (HOST / name).read_bytes()
    if contents not in seen:
        seen.add(contents)
        lines.append(f"{name} {digest(zoneinfo.ZoneInfo(name))}")
(HERE / f"offsets-{version}.txt").write_text("\n".join(lines) + "\n")

lines = []
folder = pathlib.Path(tempfile.mkdtemp())
subprocess.run(["zic", "-b", "slim", "-d", folder, HOST / "tzdata.zi"], check=True)
for name in CHOSEN:
    (HERE / (name.replace("/", "-") + ".tzif")).write_bytes((folder / name).read_bytes())
    zone = zoneinfo.ZoneInfo(name)
    for year in YEARS:
        for second, before, after in changes(zone, year):
            lines.append(f"{name} {second} {before} {after}")
(HERE / "changes.txt").write_text("\n".join(lines) + "\n")
