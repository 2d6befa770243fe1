#!/usr/bin/env python3
"""Writes when windows and hours of service are expected, by another implementation: Python's zoneinfo.

Run by hand when the fixtures are renewed; no test runs it. It reads the compiled zones beside it.

Each line of windows.txt is a zone, a unit, a year, the second at which the first window of the unit that
begins in the year begins, and how many minutes each of them lasts.

Each line of hours.txt is a zone, days of the week, the minutes of the day at which hours begin and end,
whether there are holidays, a year, how many stretches of hours it has, the sum of the seconds at which they
begin, of those at which they end, and how many minutes of hours each of its months has.
"""
import calendar
import datetime
import functools
import pathlib
import zoneinfo

HERE = pathlib.Path(__file__).parent
ZONES = sorted(path.stem for path in HERE.glob("*.tzif"))
YEARS = range(2020, 2031)
HOURS = [
    ("1234567", 0, 360, "-"),
    ("12345", 480, 1200, "H"),
    ("567", 1320, 240, "H"),
    ("1234567", 150, 195, "-"),
    ("1234567", 0, 1440, "H"),
    ("67", 1410, 1440, "-"),
    ("123456", 30, 1380, "-"),
    ("7", 90, 90, "-"),
]


def second(zone, date, minute=0):
    """As RFC 5545 has it: the first second that shows the time, else by the offset before a gap.

    PEP 495's fold 0 means just that, but where a file's footer takes over from its table zoneinfo can name
    a second that shows another time (Nuuk, 28 October 2023, 23:30): what it names must read back.
    """
    naive = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minute)
    named = [int(naive.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1)]
    shown = [
        instant
        for instant in named
        if datetime.datetime.fromtimestamp(instant, zone).replace(tzinfo=None, fold=0) == naive
    ]
    return min(shown, default=named[0])


@functools.cache
def start(zone, date):
    """The first second whose date is `date`, or later."""
    low, high = second(zone, date) - 14_400, second(zone, date) + 14_400
    found = [
        position
        for position in range(low, high, 60)
        if datetime.datetime.fromtimestamp(position, zone).date() >= date
    ]
    return found[0]


def moment(zone, date, minute):
    if minute % 1440 == 0:
        return start(zone, date + datetime.timedelta(days=minute // 1440))
    return second(zone, date, minute)


def day_in(year, month, day):
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def firsts(unit, year):
    """The first dates of the unit's windows in the year, and the first of the next year."""
    if unit == "year":
        return [day_in(year, 1, 1), day_in(year + 1, 1, 1)]
    if unit == "quarter":
        return [day_in(year, month, 1) for month in range(1, 14, 3)]
    day = 1 if unit == "month" else int(unit.removeprefix("billing-"))
    return [day_in(year, month, day) for month in range(1, 14)]


def union(parts):
    found = []
    for begin, end in sorted(part for part in parts if part[0] < part[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def within(parts, low, high):
    return union((max(begin, low), min(end, high)) for begin, end in parts)


windows, hours = [], []
for name in ZONES:
    with open(HERE / f"{name}.tzif", "rb") as file:
        zone = zoneinfo.ZoneInfo.from_file(file)
    for year in YEARS:
        for unit in ("year", "quarter", "month", "billing-1", "billing-15", "billing-31"):
            edges = [start(zone, date) for date in firsts(unit, year)]
            lengths = [(end - begin) // 60 for begin, end in zip(edges, edges[1:])]
            windows.append(" ".join(str(part) for part in [name, unit, year, edges[0], *lengths]))
        months = [start(zone, date) for date in firsts("month", year)]
        holidays = [(1, 1), (5, 1), (7, 14), (12, 25)]
        for weekdays, begin, end, closed in HOURS:
            parts = []
            for day in range(-3, 370):
                date = datetime.date(year, 1, 1) + datetime.timedelta(day)
                if str(date.isoweekday()) not in weekdays:
                    continue
                if closed == "H" and (date.month, date.day) in holidays:
                    continue
                last = date + datetime.timedelta(1 if end <= begin else 0)
                parts.append((moment(zone, date, begin), moment(zone, last, end)))
            year_parts = within(parts, months[0], months[-1])
            minutes = [
                sum(b - a for a, b in within(parts, low, high)) // 60
                for low, high in zip(months, months[1:])
            ]
            sums = [sum(part[0] for part in year_parts), sum(part[1] for part in year_parts)]
            row = [name, weekdays, begin, end, closed, year, len(year_parts), *sums, *minutes]
            hours.append(" ".join(str(part) for part in row))
(HERE / "windows.txt").write_text("\n".join(windows) + "\n")
(HERE / "hours.txt").write_text("\n".join(hours) + "\n")
