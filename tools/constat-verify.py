#!/usr/bin/env python3
"""Verify evidence bundles of constat, independently of constat.

It follows docs/formats/proof.md and shares no code with constat; it needs nothing but Python 3. It reads a bundle from front to
back, keeps no samples, and says what is proved, damaged or missing.
"""

import base64
import binascii
import hashlib
import re
import sys
from datetime import datetime, timedelta, timezone

LINE_LIMIT = 8 << 20
NOTE_LIMIT = 1 << 18
ENTRY_LIMIT = 1_000_000
NOTES_LIMIT = 16 << 20
AGREEMENT_LIMIT = 1_000
KEY_LIMIT = 10_000
FINDING_LIMIT = 1_000
TIME_LIMIT = 1 << 62

OUTCOMES = {1: "up", 2: "degraded", 3: "down", 4: "void"}
CAUSES = {0, *range(1, 24), *range(64, 69)}
IMPORTED = 1

USAGE = """usage: constat-verify [--key NAME+ID+KEY] BUNDLE...

Says what each evidence bundle proves. The key is the one that you know to be the store's, from the
agreement or from when measuring began; without it a bundle is only compared with itself, and not proved.

exit status: 0 everything is proved, 1 something isn't, 2 wrong usage"""


class Refused(Exception):
    """A line, or a part of it, is not written as the format says."""


# --- Ed25519: RFC 8032, sections 5.1.3, 5.1.4 and 5.1.7 ---------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def add_points(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = IDENTITY
    while scalar > 0:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decompress(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signature(signature, message, public_key):
    """Whether `signature` is the key's of `message`."""
    if len(signature) != 64:
        return False
    point = decompress(public_key)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    minus = (P - point[0], point[1], point[2], P - point[3])
    return compress(add_points(multiply(s, BASE), multiply(k, minus))) == signature[:32]


def is_sound(public_key):
    """Whether a signature by the key can prove anything."""
    if len(public_key) != 32:
        return False
    y = int.from_bytes(public_key, "little") & (1 << 255) - 1
    if y >= P:
        return False
    point = decompress(y.to_bytes(32, "little"))
    return point is None or compress(multiply(8, point)) != compress(IDENTITY)


# --- Trees: RFC 6962, section 2.1, and RFC 9162, sections 2.1.3.2 and 2.1.4.2 -----------------------


def sha256(data):
    return hashlib.sha256(data).digest()


EMPTY_ROOT = sha256(b"")


def node(left, right):
    return sha256(b"\1" + left + right)


def is_included(leaf, index, size, root, path):
    if index >= size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(sibling, found)
            while not place & 1 and place != 0:
                place >>= 1
                last >>= 1
        else:
            found = node(found, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and found == root


def is_consistent(old_root, old_size, root, size, path):
    if old_size > size:
        return False
    if old_size == size:
        return not path and old_root == root
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    if old_size & (old_size - 1) == 0:
        path = [old_root] + path
    if not path:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node(sibling, old), node(sibling, new)
            while not place & 1 and place != 0:
                place >>= 1
                last >>= 1
        else:
            new = node(new, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and old == old_root and new == root


# --- Words ------------------------------------------------------------------------------------------


def number(word, what, low=0, high=TIME_LIMIT):
    if not re.fullmatch(rb"0|[1-9][0-9]{0,18}", word) or not low <= int(word) <= high:
        raise Refused(f"{what} is not a number of its range")
    return int(word)


def decode64(word, what):
    if re.fullmatch(rb"[A-Za-z0-9+/]*={0,2}", word) and len(word) % 4 == 0:
        try:
            data = base64.b64decode(word, validate=True)
        except (binascii.Error, ValueError):
            data = None
        if data is not None and base64.b64encode(data) == word:
            return data
    raise Refused(f"{what} is not base 64")


def decode16(word, what, count):
    if not re.fullmatch(rb"[0-9a-f]*", word) or len(word) != 2 * count:
        raise Refused(f"{what} is not {2 * count} hexadecimal digits")
    return bytes.fromhex(word.decode("ascii"))


def parts(word, what, limit):
    found = [] if word == b"-" else word.split(b",")
    if len(found) > limit:
        raise Refused(f"{what} has more than {limit} parts")
    return found


def hashes(word, what="the path"):
    path = [decode64(part, what) for part in parts(word, what, 128)]
    if any(len(part) != 32 for part in path):
        raise Refused(f"{what} is not of hashes")
    return path


def utf8(data, what):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{what} is not UTF-8") from None


SPACES = {0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}


def is_name(data):
    """Whether bytes can be the name of a key."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return 1 <= len(data) <= 256 and all(
        ord(letter) >= 0x20 and letter != "+" and ord(letter) not in SPACES for letter in text
    )


# --- Keys and notes ---------------------------------------------------------------------------------


class Key:
    """A public key with its name; raises Refused for anything but its one text."""

    def __init__(self, text):
        words = text.split(b"+", 2)
        if len(words) != 3 or not is_name(words[0]):
            raise Refused("not a key")
        data = decode64(words[2], "the key")
        self.text, self.name, self.public = text, words[0], data[1:]
        self.id = sha256(self.name + b"\n\1" + self.public)[:4]
        if data[:1] != b"\1" or not is_sound(self.public) or words[1] != self.id.hex().encode():
            raise Refused("not an Ed25519 key that proves anything")


class Note:
    """A signed note that holds a checkpoint; nothing of it is verified."""

    def __init__(self, data):
        gap = data.rfind(b"\n\n")
        if (
            len(data) > NOTE_LIMIT
            or any(byte < 0x20 and byte != 0x0A for byte in data)
            or gap < 0
            or len(data) == gap + 2
            or not data.endswith(b"\n")
        ):
            raise Refused("not a signed note")
        utf8(data, "the note")
        self.text = data[: gap + 1]
        lines = data[gap + 2 : -1].split(b"\n")
        if len(lines) > 100:
            raise Refused("a note with more than 100 signatures")
        self.signatures = [self.signature(line) for line in lines]
        lines = self.text.split(b"\n")
        if len(lines) < 4 or b"" in lines[:-1] or lines[-1] != b"" or len(lines) > 20:
            raise Refused("not a checkpoint")
        self.origin = lines[0]
        self.size = number(lines[1], "the size")
        self.root = decode64(lines[2], "the root")
        if len(self.root) != 32:
            raise Refused("the root is no hash")

    @staticmethod
    def signature(line):
        dash = "\u2014 ".encode("utf-8")
        words = line[len(dash) :].split(b" ")
        if not line.startswith(dash) or len(words) != 2 or not is_name(words[0]):
            raise Refused("not a signature's line")
        data = decode64(words[1], "the signature")
        if len(data) <= 4:
            raise Refused("a signature of no bytes")
        return words[0], data[:4], data[4:]

    def signers(self, keys):
        """The keys that signed, or None if a signature of one of them isn't valid."""
        found = []
        for name, key_id, signature in self.signatures:
            for key in keys:
                if key.name == name and key.id == key_id:
                    if not is_signature(signature, self.text, key.public):
                        return None
                    found.append(key)
        return found


# --- Records ----------------------------------------------------------------------------------------


class Cursor:
    """Reads a record's fields, each in its one form."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def raw(self, count):
        if self.position + count > len(self.data):
            raise Refused("a record ends too early")
        self.position += count
        return self.data[self.position - count : self.position]

    def byte(self):
        return self.raw(1)[0]

    def varint(self, high=(1 << 64) - 1):
        value = 0
        for shift in range(0, 64, 7):
            part = self.byte()
            value |= (part & 0x7F) << shift
            if part < 0x80:
                if (part == 0 and shift > 0) or value > high:
                    break
                return value
        raise Refused("a number of a record is out of its range")

    def text(self, limit):
        count = self.varint()
        if count > limit:
            raise Refused("a text of a record is too long")
        return utf8(self.raw(count), "a text of a record")

    def interval(self):
        start = self.varint(TIME_LIMIT - 1)
        end = start + self.varint(TIME_LIMIT)
        if end >= TIME_LIMIT:
            raise Refused("a time of a record is out of its range")
        return start, end

    def span(self):
        first, last = self.varint(), self.varint()
        if last < first:
            raise Refused("a range of a record ends before its start")
        return first, last

    def gap_cause(self):
        if not 1 <= self.byte() <= 9:
            raise Refused("no cause of a gap")

    def finish(self):
        if self.position != len(self.data):
            raise Refused("a record is longer than its fields")


def read_series(cursor):
    number_of_series = cursor.varint((1 << 32) - 1)
    definition = cursor.data[cursor.position :]
    check = cursor.text(256)
    if not re.fullmatch(r"[a-z0-9-]{1,64}", check):
        raise Refused("no check's name")
    cursor.text(256)
    cursor.text(8_192)
    interval = cursor.varint(400 * 86_400 * 10**9)
    if interval == 0 or cursor.varint() > interval:
        raise Refused("no interval of a check")
    if not (1 <= cursor.varint() <= 1_000 and 1 <= cursor.varint() <= 1_000):
        raise Refused("no confirmation of a check")
    cursor.text(65_536)
    return number_of_series, check, interval, sha256(definition)


def read_gap(cursor):
    series = cursor.varint(1 << 32)
    interval = cursor.interval()
    cursor.varint((1 << 32) - 1)
    cursor.gap_cause()
    return (series - 1 if series else None), interval


def read_loss(cursor):
    cursor.gap_cause()
    interval = cursor.interval()
    for _ in range(4):
        cursor.varint()
    return None, interval


def read_unplanned(cursor):
    series = cursor.varint((1 << 32) - 1)
    interval = cursor.interval()
    if cursor.byte() > 1:
        raise Refused("no state of a check")
    return series, interval


def read_event(cursor):
    kind = cursor.text(256)
    cursor.text(256)
    cursor.varint(TIME_LIMIT - 1)
    cursor.text(4_096)
    return kind, [(cursor.text(256), cursor.text(4_096)) for _ in range(cursor.varint(64))]


class Seal:
    def __init__(self, cursor):
        self.tier = cursor.byte()
        if self.tier > 3:
            raise Refused("no tier of a seal")
        self.first, self.last = cursor.span()
        cursor.span()
        cursor.interval()
        cursor.varint()
        self.leaves = cursor.varint(TIME_LIMIT)
        self.root = cursor.raw(32)
        cursor.raw(32)


class Announcement:
    def __init__(self, cursor):
        self.number = cursor.varint((1 << 32) - 1)
        self.key = cursor.text(1_024).encode("utf-8")
        self.size = cursor.varint(TIME_LIMIT)
        self.root = cursor.raw(32)
        self.signature = cursor.raw(64)


SERIES, GAP, EVENT, LOSS, SEAL, KEY, UNPLANNED = 2, 4, 10, 12, 15, 16, 18
READERS = {SERIES: read_series, GAP: read_gap, EVENT: read_event, LOSS: read_loss, UNPLANNED: read_unplanned}


class Entry:
    """An entry of the ledger; what its record says isn't read yet."""

    def __init__(self, data):
        if len(data) > 16 + (1 << 20):
            raise Refused("an entry is too long")
        cursor = Cursor(data)
        commit = int.from_bytes(cursor.raw(8), "little")
        time = int.from_bytes(cursor.raw(8), "little")
        if commit >= 1 << 63 or time >= TIME_LIMIT:
            raise Refused("an entry's commit or time is out of its range")
        self.kind = cursor.byte()
        count = cursor.varint()
        self.body = data[cursor.position :]
        if count != len(self.body):
            raise Refused("an entry is longer or shorter than its record")
        self.leaf = sha256(b"\0" + data)

    def read(self, reader):
        cursor = Cursor(self.body)
        found = reader(cursor)
        cursor.finish()
        return found


# --- Completeness -----------------------------------------------------------------------------------


class Slots:
    """The slots of a series, told from one of its samples; `interval` is 0 where it isn't known."""

    def __init__(self, due, interval):
        self.due, self.interval = due, interval

    def join(self, other):
        self.interval = min(self.interval, other.interval)

    def may_be_due(self, start, end):
        return self.interval == 0 or start + (self.due - start) % self.interval < end


class Coverage:
    """When samples of one check were due, in stretches of time for which they account."""

    def __init__(self):
        # Of each stretch: where it starts, where its reach ends, when the slot behind it would be due, and the
        # slots of its first and its last sample.
        self.series, self.stretches, self.first = set(), [], None

    def take(self, due, interval, imported, period):
        """Whether `due` began a new stretch."""
        reach = interval + interval // 2
        if due >= period[0] and (self.first is None or (due, reach) < self.first):
            self.first = (due, reach)
        slots = Slots(due, 0 if imported else interval)
        last = self.stretches[-1] if self.stretches else None
        if last is None or not last[0] <= due <= last[1]:
            self.stretches.append([due, due + reach, due + interval, slots, Slots(due, slots.interval)])
            return True
        last[1], last[2] = max(last[1], due + reach), max(last[2], due + interval)
        if due == last[3].due:
            last[3].join(slots)
        if due == last[4].due:
            last[4].join(slots)
        elif due > last[4].due:
            last[4] = slots
        return False

    def holes(self, period, gaps):
        known = [span for series, span in gaps if series is None or series in self.series]
        if self.first:
            known.append((self.first[0] - self.first[1], self.first[0]))
        holes = uncovered(period, known + [(stretch[0], stretch[1]) for stretch in self.stretches])
        if not holes:
            return []
        silences = uncovered(period, known + [(stretch[0], stretch[2]) for stretch in self.stretches])
        silences = iter(self.that_miss_one(silences))
        found, silence = [], next(silences, None)
        for hole in holes:
            while silence and silence[1] < hole[1]:
                silence = next(silences, None)
            if silence and silence[0] <= hole[0]:
                found.append(hole)
        return found

    def that_miss_one(self, silences):
        """The silences in which a slot may have been due, by the sample after it or else the last one before."""
        stretches = sorted(self.stretches, key=lambda stretch: stretch[0])
        firsts = {}
        for stretch in stretches:
            firsts.setdefault(stretch[0], Slots(stretch[0], stretch[3].interval)).join(stretch[3])
        after, before, found = 0, None, []
        for start, end in silences:
            while after < len(stretches) and stretches[after][0] < end:
                last = stretches[after][4]
                if before is None or last.due > before.due:
                    before = Slots(last.due, last.interval)
                elif last.due == before.due:
                    before.join(last)
                after += 1
            slots = firsts[stretches[after][0]] if after < len(stretches) else before
            if slots is None or slots.may_be_due(start, end):
                found.append((start, end))
        return found


def uncovered(period, known):
    """The parts of a period in no interval that is known."""
    start, end = period
    holes, reached = [], start
    for first, last in sorted(known):
        if first >= end:
            break
        # Of no length it accounts for nothing, and parts no hole in two.
        if last <= first:
            continue
        if first > reached:
            holes.append((reached, first))
        reached = max(reached, last)
    if reached < end:
        holes.append((reached, end))
    return holes


# --- The bundle -------------------------------------------------------------------------------------

# What may stand before a line of this word, in the order in which a bundle goes on.
STAGES = ["start", "constat-evidence", "store", "period", "checkpoint", "key", "agreement", "entry", "seal", "end"]
BEFORE = {
    "constat-evidence": {"start"},
    "store": {"constat-evidence"},
    "period": {"store"},
    "checkpoint": {"period", "checkpoint"},
    "key": {"checkpoint", "key"},
    "agreement": {"key", "agreement"},
    "entry": {"key", "agreement", "entry"},
    "seal": {"key", "agreement", "entry", "seal"},
    "block": {"seal"},
    "sample": {"seal"},
    "end": {"key", "agreement", "entry", "seal"},
}
WORDS = {
    "constat-evidence": 1, "store": 2, "period": 2, "checkpoint": 2, "key": 4, "agreement": 2,
    "entry": 3, "seal": 3, "block": 5, "sample": 13, "end": 2,
}  # fmt: skip
# due, start, outcome, cause, status, address, bytes, five phases, flags: bytes in the 48.
WIDTHS = [8, 8, 1, 1, 2, 2, 4, 4, 4, 4, 4, 4, 2]


class Block:
    def __init__(self, line, leaf, series, count, addresses, path):
        self.line, self.leaf, self.series, self.count = line, leaf, series, count
        self.addresses, self.path = addresses, path
        self.appeared, self.records, self.dues, self.outcomes = 0, [], [], []


class Bundle:
    """Reads a bundle line by line and keeps what was found."""

    def __init__(self, trusted):
        self.trusted = trusted
        self.stage, self.line, self.digest = "start", 0, hashlib.sha256()
        self.findings, self.finding_count, self.subjects = [], 0, set()
        self.store = self.origin = b""
        self.period = (0, 0)
        self.notes, self.note_bytes, self.keys = [], 0, []
        self.head = None
        self.agreements, self.named = {}, []
        self.recorded, self.judged = {}, set()
        self.series, self.coverage, self.gaps = {}, {}, []
        self.last_entry, self.seal, self.last_leaf, self.block = None, None, None, None
        self.entries = self.seals = self.stretches = 0
        self.checks = {}

    def note(self, kind, subject, text, line=None):
        self.finding_count += 1
        self.subjects.add(subject)
        if len(self.findings) < FINDING_LIMIT:
            number_of_line = self.line if line is None else line
            self.findings.append(f"{kind} line {number_of_line} {subject}: {text}")

    def read(self, source):
        try:
            while True:
                line = source.readline(LINE_LIMIT + 1)
                self.line += 1
                if len(line) > LINE_LIMIT:
                    raise Refused("a line is longer than 8 MiB")
                if not line.endswith(b"\n"):
                    if line or self.stage != "end":
                        raise Refused("the bundle is cut off")
                    break
                self.take(line)
        except Refused as refusal:
            self.note("refused", "form", refusal)
            return
        self.conclude_coverage()

    def take(self, line):
        words = line[:-1].split(b" ")
        word = utf8(words[0], "the first word")
        if word not in WORDS:
            raise Refused("an unknown first word")
        if word != "end":
            self.digest.update(line)
        self.advance(word)
        if len(words) != WORDS[word] + 1 or b"" in words:
            raise Refused("words are missing, or something stands behind the last one")
        getattr(self, "read_" + word.replace("constat-", ""))(*words[1:])

    def advance(self, word):
        if self.stage not in BEFORE[word] or (self.block and word != "sample"):
            raise Refused("a line of this kind may not stand here")
        if word == "key" and self.stage == "checkpoint":
            self.conclude_checkpoints()
        if word != "key" and self.stage == "key":
            self.conclude_keys()
        if word in STAGES:
            self.stage = word

    def read_evidence(self, version):
        if version != b"1":
            raise Refused("a version other than 1")

    def read_store(self, store, origin):
        self.store, self.origin = decode16(store, "the store", 16), origin
        if not is_name(origin):
            raise Refused("the origin is no name of a key")

    def read_period(self, start, end):
        self.period = tuple(number(word, "the period", 0, TIME_LIMIT - 1) for word in (start, end))
        if self.period[0] >= self.period[1]:
            raise Refused("the period is empty")

    def read_checkpoint(self, note, path):
        data, path = decode64(note, "the checkpoint"), hashes(path)
        found = Note(data)
        if self.head and found.size <= self.head.size:
            raise Refused("checkpoints are not ascending")
        if len(self.notes) >= ENTRY_LIMIT:
            raise Refused("more than 1,000,000 checkpoints")
        self.note_bytes += len(data) + 32 * len(path)
        if self.note_bytes > NOTES_LIMIT:
            raise Refused("more than 16 MiB of checkpoints")
        self.head = found
        self.notes.append((self.line, found, path))

    def is_beginning(self, root, size, path):
        return is_consistent(root, size, self.head.root, self.head.size, path)

    def conclude_checkpoints(self):
        if self.notes[-1][2]:
            raise Refused("the last checkpoint has a path")
        for line, note, path in self.notes:
            if note.origin != self.origin:
                self.note("damaged", "origin", "a checkpoint of another log", line)
            if not self.is_beginning(note.root, note.size, path):
                self.note("damaged", "consistency", "not a beginning of the last checkpoint", line)

    def prove(self, index, entry, path):
        index, data, path = number(index, "the index"), decode64(entry, "the entry"), hashes(path)
        entry = Entry(data)
        proved = is_included(entry.leaf, index, self.head.size, self.head.root, path)
        if proved:
            self.entries += 1
            if self.entries > ENTRY_LIMIT:
                raise Refused("more than 1,000,000 entries")
        else:
            self.note("damaged", "path", "the entry is not at this place of the ledger")
        return index, entry, proved

    def read_key(self, index, entry, path, consistency):
        index, entry, proved = self.prove(index, entry, path)
        consistency = hashes(consistency, "the consistency path")
        if entry.kind != KEY:
            raise Refused("the entry announces no key")
        announced = entry.read(Announcement)
        if not self.is_beginning(announced.root, announced.size, consistency):
            self.note("damaged", "handover", "the tree that it names is no beginning of the last checkpoint")
        if proved:
            if len(self.keys) >= KEY_LIMIT:
                raise Refused("more than 10,000 keys")
            reason = self.succeed(index, announced)
            if reason:
                self.note("damaged", "succession", reason)

    def succeed(self, index, announced):
        """Takes the next key, or says why it isn't."""
        if announced.number != len(self.keys):
            return f"key {len(self.keys)} is expected here"
        try:
            key = Key(announced.key)
        except Refused as refusal:
            return str(refusal)
        if key.name != self.origin:
            return "a key of another log"
        if any(known.public == key.public for known, _, _ in self.keys):
            return "a key that the store had before"
        if announced.size > index:
            return "announced out of order"
        if self.keys and (self.keys[-1][1] >= index or self.keys[-1][2] > announced.size):
            return "announced out of order"
        signer = self.keys[-1][0] if self.keys else key
        lines = [
            b"constat key 1", self.store.hex().encode(), str(announced.number).encode(), signer.text,
            key.text, str(announced.size).encode(), base64.b64encode(announced.root), b"",
        ]  # fmt: skip
        if not is_signature(announced.signature, b"\n".join(lines), signer.public):
            return "not signed by the key before it"
        self.keys.append((key, index, announced.size))
        return None

    def conclude_keys(self):
        keys = [key for key, _, _ in self.keys]
        for line, note, _ in self.notes:
            signers = note.signers(keys)
            in_force = [key for key, index, _ in self.keys if index < note.size][-1:]
            if signers is None:
                self.note("damaged", "signature", "a signature is wrong", line)
            elif not in_force or in_force[0] not in signers:
                self.note("damaged", "signature", "not signed by the key in force at its size", line)
        if self.trusted is None:
            self.note("missing", "trust", "no key to trust was given", 0)
        elif all(key.text != self.trusted.text for key in keys):
            self.note("missing", "trust", "the trusted key is not among the store's keys", 0)

    def read_agreement(self, digest, text):
        digest, text = decode16(digest, "the hash", 32), decode64(text, "the text")
        if digest.hex() in self.agreements:
            raise Refused("the same agreement again")
        if len(self.agreements) >= AGREEMENT_LIMIT:
            raise Refused("more than 1,000 agreements")
        self.agreements[digest.hex()] = self.line
        if sha256(text) != digest:
            self.note("damaged", "agreement", "the text has another hash")

    def read_entry(self, index, entry, path):
        index, entry, proved = self.prove(index, entry, path)
        if self.last_entry is not None and index <= self.last_entry:
            raise Refused("entries are not ascending")
        self.last_entry = index
        if entry.kind == KEY:
            raise Refused("a key stands among the entries")
        if proved and entry.kind in READERS:
            self.learn(entry.kind, entry.read(READERS[entry.kind]))

    def learn(self, kind, found):
        if kind == SERIES:
            series, check, interval, definition = found
            if series in self.series:
                if self.series[series][1] != definition:
                    self.note("damaged", "series", f"series {series} is defined twice")
                return
            self.series[series] = (check, definition, interval)
            self.coverage.setdefault(check, Coverage()).series.add(series)
        elif kind == EVENT:
            kind, fields = found
            for name, value in fields:
                if name == "AGREEMENT_SHA256" and value in self.agreements and value not in self.named:
                    self.named.append(value)
            facts = dict(fields)
            if {"AGREEMENT", "REVISION", "AGREEMENT_SHA256"} <= facts.keys():
                revision, digest = (facts["AGREEMENT"], facts["REVISION"]), facts["AGREEMENT_SHA256"]
                if kind == "agreement.recorded":
                    self.recorded.setdefault(revision, digest)
                elif digest in self.named:
                    self.judged.add((revision, digest))
        else:
            self.gaps.append(found)

    def read_seal(self, index, entry, path):
        _, entry, proved = self.prove(index, entry, path)
        if entry.kind != SEAL:
            raise Refused("the entry seals no segment")
        seal = entry.read(Seal)
        if seal.tier > 1:
            raise Refused("the entry seals no segment")
        if self.seal and seal.first <= self.seal[0].last:
            self.note("damaged", "overlap", "log files of this segment stand in one before, or out of order")
        self.seals += 1 if proved else 0
        self.seal, self.last_leaf = (seal, proved), None

    def read_block(self, leaf, series, count, addresses, path):
        leaf = number(leaf, "the leaf")
        series = number(series, "the series", 0, (1 << 32) - 1)
        count = number(count, "the number of samples", 1, 8_192)
        found = []
        for word in parts(addresses, "the addresses", count):
            found.append(decode16(word, "an address", 4 if len(word) == 8 else 16))
        if len(set(found)) != len(found):
            raise Refused("an address again")
        path = hashes(path)
        if self.last_leaf is not None and leaf <= self.last_leaf:
            raise Refused("blocks are not ascending")
        self.last_leaf = leaf
        if series not in self.series:
            self.note("missing", "definition", f"no proved entry defines series {series}")
        self.block = Block(self.line, leaf, series, count, found, path)

    def read_sample(self, *words):
        block = self.block
        if block is None:
            raise Refused("a sample outside of a block")
        values = []
        for word, width in zip(words, WIDTHS):
            values.append(number(word, "a sample's field", 0, min(1 << 8 * width, TIME_LIMIT) - 1))
        due, start, outcome, cause, status, address, size = values[:7]
        if outcome not in OUTCOMES or cause not in CAUSES:
            raise Refused("no outcome or no cause")
        if address > block.appeared + 1 or address > len(block.addresses):
            raise Refused("an address out of order")
        block.appeared = max(block.appeared, address)
        fields = [(due, 8), (start, 8), *((phase, 4) for phase in values[7:12]), (size, 4)]
        fields += [(status, 2), (address, 2), (values[12], 2), (outcome, 1), (cause, 1)]
        block.records.append(b"".join(value.to_bytes(width, "little") for value, width in fields))
        block.dues.append((due, values[12]))
        block.outcomes.append(outcome)
        if len(block.records) == block.count:
            if block.appeared != len(block.addresses):
                raise Refused("an address that no sample has")
            self.block = None
            self.finish_block(block)

    def finish_block(self, block):
        if block.series not in self.series:
            return
        check, definition, interval = self.series[block.series]
        seal, sealed = self.seal
        table = b"".join(bytes([len(a)]) + a + bytes(16 - len(a)) for a in block.addresses)
        counts = block.count.to_bytes(4, "little") + len(block.addresses).to_bytes(4, "little")
        records = b"".join(block.records)
        leaf = sha256(b"\0constat samples 1\n" + definition + counts + table + records)
        if not is_included(leaf, block.leaf, seal.leaves, seal.root, block.path):
            self.note("damaged", "leaf", "these samples are not the ones that were sealed", block.line)
        elif sealed:
            blocks, outcomes = self.checks.get(check, (0, {}))
            for outcome in block.outcomes:
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
            self.checks[check] = (blocks + 1, outcomes)
            coverage = self.coverage[check]
            self.stretches += sum(
                coverage.take(due, interval, flags & IMPORTED, self.period) for due, flags in block.dues
            )
            if self.stretches > ENTRY_LIMIT:
                raise Refused("samples with more than 1,000,000 interruptions")

    def read_end(self, count, digest):
        count, digest = number(count, "the number of lines"), decode16(digest, "the hash", 32)
        if count != self.line - 1 or digest != self.digest.digest():
            self.note("damaged", "end", "the lines before are not those that were written")

    def conclude_coverage(self):
        for digest, line in self.agreements.items():
            if digest not in self.named:
                self.note("missing", "agreement", "no proved entry names this text", line)
        others = {self.agreements[d] for r, d in self.judged if self.recorded.get(r, d) != d}
        for line in sorted(others):
            self.note("damaged", "agreement", "another text was recorded as its revision", line)
        for check, coverage in sorted(self.coverage.items()):
            for start, end in coverage.holes(self.period, self.gaps):
                self.note("missing", "samples", f"{check} from {exactly(start)} to {exactly(end)}", 0)


def exactly(nanoseconds):
    """By RFC 3339 in UTC, with as many decimals, in threes, as it needs."""
    second, rest = divmod(nanoseconds, 10**9)
    text = (datetime(1970, 1, 1) + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S")
    decimals = 0 if rest == 0 else 3 if rest % 10**6 == 0 else 6 if rest % 1_000 == 0 else 9
    return text + ("." + f"{rest:09}"[:decimals] if decimals else "") + "Z"


# --- The program ------------------------------------------------------------------------------------


def moment(nanoseconds):
    try:
        seconds = datetime.fromtimestamp(nanoseconds // 10**9, timezone.utc)
    except (OverflowError, ValueError, OSError):
        return f"{nanoseconds} ns"
    return seconds.strftime("%Y-%m-%dT%H:%M:%SZ")


def printable(data):
    """A name from a bundle as a terminal may show it."""
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def report(path, bundle):
    say = print
    for finding in bundle.findings:
        say(printable(finding))
    if bundle.finding_count > len(bundle.findings):
        say(f"and {bundle.finding_count - len(bundle.findings)} more findings")
    # The signatures are looked at when the keys are over.
    is_signed = STAGES.index(bundle.stage) > STAGES.index("key") and bundle.keys
    blames = {"origin", "consistency", "signature", "succession", "handover", "trust"}
    if is_signed and not blames & bundle.subjects:
        say(f"store {bundle.store.hex()}, origin {printable(bundle.origin)}")
        say(f"period {moment(bundle.period[0])} to {moment(bundle.period[1])}")
        say(f"proved: {len(bundle.keys)} keys, the last one {printable(bundle.keys[-1][0].text)}")
        say(f"proved: {len(bundle.notes)} checkpoints, the last one of {bundle.head.size} entries, "
            f"root {base64.b64encode(bundle.head.root).decode()}")  # fmt: skip
        say(f"proved: {bundle.entries} entries of the ledger, {bundle.seals} sealed segments")
        for digest in bundle.named:
            say(f"proved: the agreement with the hash {digest}")
        for check, (blocks, outcomes) in sorted(bundle.checks.items()):
            counts = ", ".join(f"{outcomes.get(n, 0)} {name}" for n, name in OUTCOMES.items())
            say(f"proved: {sum(outcomes.values())} samples of {check} in {blocks} blocks: {counts}")
    if bundle.finding_count == 0:
        say(f"{printable(path)}: all of it is proved")
        say("not proved by any bundle: that the daemon told the truth when it measured, what came after the "
            "last checkpoint, when it was signed, that there is no second ledger (compare checkpoints), that "
            "all checks of the agreement are in the bundle (compare their names), and that nothing was left out "
            "that was imported into a recorded gap or into time in which its check was not measured, or "
            "measured while a longer interval accounts for it")  # fmt: skip
    else:
        say(f"{printable(path)}: NOT proved")


def verify(path, trusted):
    bundle = Bundle(trusted)
    try:
        with open(path, "rb") as source:
            bundle.read(source)
    except OSError as error:
        print(f"{printable(path)}: can't be read: {error.strerror}; NOT proved")
        return False
    except MemoryError:
        print(f"{printable(path)}: too large for this machine's memory; NOT proved")
        return False
    report(path, bundle)
    return bundle.finding_count == 0


def main(arguments):
    trusted, paths = None, []
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word in ("-h", "--help"):
            print(USAGE)
            return 0
        if word == "--key" and position + 1 < len(arguments) and trusted is None:
            position += 1
            try:
                trusted = Key(arguments[position].encode("utf-8", "surrogateescape"))
            except Refused as refusal:
                print(f"constat-verify: --key: {refusal}", file=sys.stderr)
                return 2
        elif word.startswith("-"):
            print(USAGE, file=sys.stderr)
            return 2
        else:
            paths.append(word)
        position += 1
    if not paths:
        print(USAGE, file=sys.stderr)
        return 2
    proved = [verify(path, trusted) for path in paths]
    return 0 if all(proved) else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        status = 1
        sys.stdout = None
    except KeyboardInterrupt:
        status = 1
    sys.exit(status)
