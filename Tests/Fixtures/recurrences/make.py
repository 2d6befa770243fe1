#!/usr/bin/env python3
"""Writes the expected dates of recurrence rules beside it, by another implementation: dateutil's rrule.

Run by hand when the fixture is renewed; no test runs it. Needs python3-dateutil. Each line of rules.txt
is a rule of RFC 5545, its DTSTART, and the days of 2024, 2025 and 2026 in hexadecimal, the first day in
the highest bit.
"""
import datetime
import pathlib
import random

from dateutil.rrule import rrulestr

HERE = pathlib.Path(__file__).parent
FIRST = datetime.datetime(2024, 1, 1)
DAYS = 1096
WEEKDAYS = "MO TU WE TH FR SA SU".split()
RULES = 320
chance = random.Random(5545)


def some(values, most):
    return sorted(chance.sample(values, chance.randint(1, most)))


def listed(name, values):
    return f";{name}={','.join(str(value) for value in values)}"


def month_days():
    days = list(range(1, 32)) + list(range(-31, 0))
    return listed("BYMONTHDAY", some(days, 5))


def plain_weekdays():
    return listed("BYDAY", [WEEKDAYS[day] for day in some(range(7), 4)])


def ordinal_weekdays():
    # dateutil takes the common part of days with an ordinal and days without, the RFC both together: a
    # list has one sort only.
    choice = [(number, day) for number in (1, 2, 3, 4, 5, -1, -2, -3, -4, -5) for day in range(7)]
    return listed("BYDAY", [f"{number}{WEEKDAYS[day]}" for number, day in some(choice, 3)])


def rule():
    frequency = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"])
    largest = {"DAILY": 40, "WEEKLY": 9, "MONTHLY": 13, "YEARLY": 3}[frequency]
    text = f"FREQ={frequency}"
    if chance.random() < 0.5:
        text += f";INTERVAL={chance.randint(1, largest)}"
    if chance.random() < 0.35:
        text += listed("BYMONTH", some(range(1, 13), 5))
    kind = chance.random()
    if frequency in ("MONTHLY", "YEARLY"):
        if kind < 0.3:
            text += month_days()
        elif kind < 0.45:
            text += plain_weekdays()
        elif kind < 0.7:
            text += ordinal_weekdays()
        elif kind < 0.8:
            text += month_days() + plain_weekdays()
        elif kind < 0.85:
            text += month_days() + ordinal_weekdays()
    elif kind < 0.5:
        text += plain_weekdays()
    elif kind < 0.65 and frequency == "DAILY":
        text += month_days()
    end = chance.random()
    if end < 0.25:
        text += f";COUNT={chance.randint(1, 60)}"
    elif end < 0.5:
        until = datetime.date(2023, 6, 1) + datetime.timedelta(chance.randint(0, 1_300))
        text += f";UNTIL={until:%Y%m%d}"
    return text


lines = []
while len(lines) < RULES:
    start = datetime.datetime(2016, 1, 1) + datetime.timedelta(chance.randint(0, 3_600))
    if chance.random() < 0.5:
        start = datetime.datetime(2023, 6, 1) + datetime.timedelta(chance.randint(0, 900))
    text = rule()
    found = rrulestr(text, dtstart=start).between(
        FIRST, FIRST + datetime.timedelta(DAYS - 1), inc=True
    )
    # One rule in ten may have no date at all.
    if not found and chance.random() < 0.9:
        continue
    bits = sum(1 << (DAYS - 1 - (day - FIRST).days) for day in found)
    lines.append(f"{text} {start:%Y%m%d} {bits:0{DAYS // 4}x}")
(HERE / "rules.txt").write_text("\n".join(lines) + "\n")
