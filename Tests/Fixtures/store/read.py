"""read.py STORE: prints what a store holds, a JSON object a line: each sample as `constat export` does, then
each row of its rollups, {"rollup": ...}.

It was written from docs/formats (log.md, proof.md, segment.md, rollup.md) alone, shares no code with the program, and
needs nothing but Python's standard library. It refuses what it cannot read.
"""
import ipaddress
import json
import os
import re
import sys
from datetime import datetime, timezone

from form import Bytes, Sample, check, crc
from rollup import read_rollup
from segment import read_segment

OUTCOMES = {1: "up", 2: "degraded", 3: "down", 4: "void"}
CAUSES = dict(
    enumerate(
        "dns-nxdomain dns-timeout dns-servfail connect-refused connect-timeout connection-reset unreachable tls-expired"
        " tls-not-yet-valid tls-name tls-untrusted tls-timeout tls-protocol http-4xx http-429 http-5xx protocol"
        " read-timeout truncated too-large redirect-loop expectation slow".split(),
        1,
    )
)
CAUSES.update(enumerate("local-descriptors local-memory local-route local-loop-late local-fault".split(), 64))
PHASES = "resolve connect secure wait transfer".split()
FLAGS = {1: "imported", 2: "observer-impaired", 4: "match-limit", 8: "clock-unsynchronized"}
IMPORTED, NOT_MEASURED = 1, 16
REPETITION = 2


# --- STORE ------------------------------------------------------------------------------------------


def identity(folder):
    data = open(os.path.join(folder, "STORE"), "rb").read()
    found = re.fullmatch(rb"(format=1\nstore=([0-9a-f]{32})\ncreated=[0-9]+)(?: crc32c=([0-9a-f]{8}))?\n", data)
    check(found, "STORE")
    check(found[3] is None or int(found[3], 16) == crc(found[1]), "checksum of STORE")
    return bytes.fromhex(found[2].decode())


def names(folder, kind, pattern):
    place = os.path.join(folder, kind)
    found = [re.fullmatch(pattern, name) for name in sorted(os.listdir(place))] if os.path.isdir(place) else []
    return [match for match in found if match]


def spans(folder, kind, ending):
    """The files of a folder by the log files that they stand for; of nested ones the larger."""
    found = []
    for match in names(folder, kind, r"([0-9a-f]{16})(?:-([0-9a-f]{16}))?\." + ending):
        first = int(match[1], 16)
        last = int(match[2], 16) if match[2] else first
        found.append((first, -last, match[0]))
    kept = []
    for first, last, name in sorted(found):
        if not kept or -last > kept[-1][1]:
            kept.append((first, -last, os.path.join(folder, kind, name)))
    return kept


# --- the log ----------------------------------------------------------------------------------------


def log_sample(body, group):
    shape, presence = body.fixed(1), body.fixed(1)
    check(shape < 128, "shape")
    series = body.varint()
    due = group["due"] + body.zigzag() * (1_000_000 if shape & 8 else 1)
    start = due + body.zigzag() * (1_000 if shape & 16 else 1)
    cause = body.fixed(1) if shape & 4 else 0
    status = 200 if shape & 32 else body.varint() if shape & 64 else 0
    phases = [body.varint() if presence >> bit & 1 else 0 for bit in range(5)]
    address = None
    if presence & 32:
        place = body.fixed(1)
        if place == 0:
            address = body.raw(body.varint())
            if len(group["addresses"]) < 16:
                group["addresses"].append(address)
        else:
            address = group["addresses"][place - 1]
    size = body.varint() if presence & 64 else 0
    flags = body.varint() if presence & 128 else 0
    group["due"] = due
    return Sample(series, due, start, (shape & 3) + 1, cause, status, flags, size, phases, address)


def definition(body):
    """Of a SERIES what an export needs: its number and its check."""
    series = body.varint()
    return series, body.raw(body.varint()).decode()


def records(data, count, time):
    source, group = Bytes(data), {"due": time, "addresses": []}
    for _ in range(count):
        kind = source.fixed(1)
        body = Bytes(source.raw(source.varint()))
        check(1 <= kind <= 20 or kind >= 128, "kind of a record")
        if kind == 3:
            yield kind, log_sample(body, group)
        else:
            yield kind, body
    check(source.at == len(data), "records")


def groups(path, store, number):
    data = open(path, "rb").read()
    head = Bytes(data[:4096])
    check(head.raw(8) == b"CNSTLOG1" and crc(data[:4092]) == int.from_bytes(data[4092:4096], "little"), "log header")
    check(head.fixed(2) == 1, "version")
    head.raw(14)
    check(head.fixed(4) == 0, "feature")
    alignment = head.fixed(4)
    check(alignment in (512, 4096) and head.raw(16) == store, "log header")
    file = head.raw(16)
    check(head.fixed(8) == number, "number of a log file")
    first = head.fixed(8)
    found, at = [], 4096
    while at + 48 <= len(data):
        header = Bytes(data[at : at + 48])
        is_group = header.raw(4) == b"CMIT" and crc(data[at : at + 44], file) == int.from_bytes(
            data[at + 44 : at + 48], "little"
        )
        if not is_group:
            at += alignment
            continue
        length, commit, time = header.fixed(4), header.fixed(8), header.fixed(8)
        header.raw(8)
        count, flags = header.fixed(4), header.fixed(2)
        end = at + 48 + length
        if crc(data[at:end]) != int.from_bytes(data[end : end + 4], "little"):
            at += alignment
            continue
        found.append((commit, time, flags, count, data[at + 48 : end]))
        at += -(-(52 + length) // alignment) * alignment
    return first, found


def read_log(folder, store, sealed):
    """The samples of the files that are not sealed, and what all files say of series."""
    logs = [(int(m[1], 16), os.path.join(folder, "log", m[0])) for m in names(folder, "log", r"([0-9a-f]{16})\.log")]
    read = [(number, *groups(path, store, number)) for number, path in logs]
    definitions, samples, last = {}, [], 0
    for place, (number, _, found) in enumerate(read):
        limit = read[place + 1][1] if place + 1 < len(read) else None
        for commit, time, flags, count, data in found:
            is_new = not flags & REPETITION and commit > last and (limit is None or commit < limit)
            if is_new:
                last = commit
            elif not flags & REPETITION:
                continue
            found_here = list(records(data, count, time))
            if flags & REPETITION and any(kind not in (1, 2) and kind < 128 for kind, _ in found_here):
                continue
            for kind, record in found_here:
                if kind == 2:
                    series, name = definition(record)
                    definitions.setdefault(series, name)
                elif kind == 3 and is_new and number not in sealed:
                    samples.append(record)
    return definitions, samples


# --- the ledger -------------------------------------------------------------------------------------


def read_ledger(path, store, first, last):
    data = open(path, "rb").read()
    head = Bytes(data)
    check(head.raw(8) == b"CNSTLED1" and head.fixed(2) == 1, "ledger header")
    head.raw(2)
    length = head.fixed(4)
    check(crc(data[: length - 4]) == int.from_bytes(data[length - 4 : length], "little"), "checksum of a ledger header")
    head.raw(8)
    check(head.fixed(4) == 0, "feature")
    head.raw(4)
    check(head.raw(16) == store and (head.fixed(8), head.fixed(8)) == (first, last), "ledger header")
    number = head.fixed(8)
    check(data[-64:-56] == b"CNSTLEDF" and crc(data[-64:-4]) == int.from_bytes(data[-4:], "little"), "ledger footer")
    source, definitions, seals = Bytes(data[length:-64]), {}, []
    while source.at < len(source.data):
        start = source.at
        entry = source.raw(source.fixed(4))
        check(source.fixed(4) == crc(number.to_bytes(8, "little"), source.data[start : start + 4], entry), "ledger entry")
        number += 1
        record = Bytes(entry[16:])
        kind = record.fixed(1)
        body = Bytes(record.raw(record.varint()))
        check(record.at == len(record.data) and (1 <= kind <= 20 or kind >= 128), "ledger entry")
        if kind == 2:
            series, name = definition(body)
            definitions[series] = name
        if kind == 15:
            tier, low, high = body.fixed(1), body.varint(), body.varint()
            body.raw(len(body.data) - body.at - 32)
            seals.append((tier, low, high, body.raw(32)))
    check(number == int.from_bytes(data[-48:-40], "little"), "number of entries")
    return definitions, seals


# --- all of it --------------------------------------------------------------------------------------


def moment(nanoseconds):
    """By RFC 3339 in UTC, with as many decimals as it needs, in threes."""
    seconds, rest = divmod(nanoseconds, 10**9)
    text = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    decimals = f"{rest:09}"
    while decimals.endswith("000"):
        decimals = decimals[:-3]
    return f"{text}.{decimals}Z" if decimals else f"{text}Z"


def line(sample, check_name):
    is_known = not sample.flags & NOT_MEASURED
    has_phases = is_known and not sample.flags & IMPORTED
    return {
        "check": check_name,
        "at": moment(sample.start),
        "slot": moment(sample.due),
        "outcome": OUTCOMES[sample.outcome],
        "cause": CAUSES[sample.cause] if sample.cause else None,
        "status": sample.status or None,
        "total_us": sum(sample.phases) if is_known else None,
        "phases_us": {name: us if has_phases else None for name, us in zip(PHASES, sample.phases)},
        "address": str(ipaddress.ip_address(sample.address)) if sample.address else None,
        "flags": [name for bit, name in FLAGS.items() if sample.flags & bit],
    }


def say(value):
    print(json.dumps(value, separators=(",", ":")))


def main():
    folder = sys.argv[1]
    store = identity(folder)
    definitions, seals, sealed = {}, [], set()
    for first, last, path in spans(folder, "ledger", "led"):
        own, found = read_ledger(path, store, first, last)
        definitions.update(own)
        seals += found
        sealed.update(low for tier, low, _, _ in found if tier == 0)
    in_log, late = read_log(folder, store, sealed)
    definitions = in_log | definitions
    samples = []
    for first, last, path in spans(folder, "samples", "seg"):
        if not (first in sealed and last in sealed):
            continue
        digest, own = read_segment(path, first, last, store)
        hashes = {hash for tier, low, high, hash in seals if tier < 2 and (low, high) == (first, last)}
        check(digest in hashes or first != last and not hashes, "hash of a segment")
        samples += own
    for sample in samples + late:
        say(line(sample, definitions[sample.series]))
    for tier, kind in ((2, "hours"), (3, "days")):
        for match in names(folder, kind, r"([0-9]{4})-([0-9]{2})-([0-9]{2})\.roll"):
            day = (datetime(*(int(part) for part in match.groups())) - datetime(1970, 1, 1)).days
            for row in read_rollup(os.path.join(folder, kind, match[0]), tier, day, store):
                say(row)


main()
