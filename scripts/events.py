#!/usr/bin/env python3
"""events.py [--check] [ROOT]: makes of events/registry.toml all that is said of events elsewhere.

That is the kinds, ids and priorities in Sources/Values/Events/EventKind.swift, the message catalogs
in config/catalog, docs/events.md and config/pipelines/fields.csv. With --check nothing is written:
what is stale is named, and the exit status is 1. A registry that makes no sense ends with 65.
Needs Python 3.11.
"""
import csv
import io
import pathlib
import re
import sys
import tomllib

PRIORITIES = {"critical": 2, "error": 3, "warning": 4, "notice": 5, "info": 6}
TYPES = {
    "text": "for people", "word": "one of few", "id": "a name", "list": "several, on one line",
    "note": "several lines", "instant": "RFC 3339 with a fraction of milliseconds at most, UTC",
    "date": "YYYY-MM-DD", "milliseconds": "whole", "microseconds": "whole", "bytes": "whole",
    "count": "whole", "decimal": "with a full stop", "percent": "a decimal",
    "amount": "a decimal, in the entry's currency", "hash": "lower-case hexadecimal",
}
UNITS = {"milliseconds": "ms", "microseconds": "us", "bytes": "By", "percent": "%"}


def wrong(message):
    print(f"events/registry.toml: {message}", file=sys.stderr)
    sys.exit(65)


class Registry:
    """The registry as it is written, with the groups of fields in place."""

    def __init__(self, text):
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            wrong(error)
        self.groups, self.common = data["groups"], data["common"]
        self.fields, self.kinds = data["field"], data["kind"]
        self.used = set()
        for kind in self.kinds:
            kind["rows"] = [self.row(kind["name"], field) for field in self.flat(kind["fields"])]
        for row in self.fields + self.common:
            if row["type"] not in TYPES:
                wrong(f"{row['name']}: there is no type {row['type']}")
        for index, row in enumerate(self.fields):
            if index not in self.used:
                wrong(f"no kind has the field {row['name']} of {row.get('in', 'all kinds')}")
        ids = [kind["id"] for kind in self.kinds]
        for kind in self.kinds:
            if not re.fullmatch("[0-9a-f]{32}", kind["id"]) or ids.count(kind["id"]) > 1:
                wrong(f"{kind['name']}: the id must be 32 hexadecimal digits of its own")
            if kind["priority"] not in PRIORITIES:
                wrong(f"{kind['name']}: there is no priority {kind['priority']}")
            self.check_texts(kind)

    def flat(self, names):
        for name in names:
            if name in self.groups:
                yield from self.flat(self.groups[name])
            elif name.islower():
                wrong(f"there is no group {name}")
            else:
                yield name

    def row(self, kind, field):
        """What the table of fields says of a field of `kind`: the closest row."""
        name = field.removesuffix("?")
        near = -1
        for index, row in enumerate(self.fields):
            fits = "in" not in row or any(
                home == kind or kind.startswith(home + ".") for home in row["in"])
            if row["name"] == name and fits and (near < 0 or "in" in row):
                near = index
        if near < 0:
            wrong(f"{kind}: the table of fields has no {name}")
        self.used.add(near)
        return dict(self.fields[near], presence=presence(field))

    def check_texts(self, kind):
        plain = {row["name"] for row in kind["rows"]
                 if row["presence"] == "always" and not row.get("long")}
        for language in ("en", "fr"):
            texts = kind[language]
            if set(texts) != {"subject", "text", "means", "act"}:
                wrong(f"{kind['name']}: {language} has other parts than subject, text, means, act")
            for name in re.findall(r"@([A-Z_0-9]+)@", "\n".join(texts.values())):
                if name.removeprefix("CONSTAT_") not in plain or re.search("[0-9]", name):
                    wrong(f"{kind['name']}: {language} can't have @{name}@: it must be sure to be"
                          " there, short and without a digit")


def presence(field):
    for mark, word in (("?", "sometimes"), ("{N}", "numbered"), ("{GOAL}", "by-goal"),
                       ("{UNIT}", "by-unit")):
        if field.endswith(mark):
            return word
    return "always"


def swift(registry):
    """EventKind.swift: what never changes about a kind."""
    kinds = [kind for kind in registry.kinds if not kind.get("notice")]

    def case(kind):
        first, *rest = re.split("[.-]", kind["name"])
        return first + "".join(word.capitalize() for word in rest)

    lines = [
        "// Made by scripts/events.py of events/registry.toml: change that one.", "",
        "/// Everything that can be said, with what never changes about it.", "///",
        "/// Names, ids and field names are an interface: pipelines match on them.",
        "package enum EventKind: String, CaseIterable, Hashable, Sendable {",
    ]
    for kind in kinds:
        lines += [f"  /// {kind['doc']}", f'  case {case(kind)} = "{kind["name"]}"']
    lines += ["", "  /// The journal's MESSAGE_ID: 128 bits in lower-case hexadecimal, made once by"
              " chance.", "  package var messageID: String {", "    switch self {"]
    lines += [f'    case .{case(kind)}: "{kind["id"]}"' for kind in kinds]
    lines += ["    }", "  }", "", "  /// How urgent it is, on syslog's scale.",
              "  package var priority: Priority {", "    switch self {"]
    lines += [f"    case .{case(kind)}: .{kind['priority']}" for kind in kinds]
    return "\n".join(lines + ["    }", "  }", "}", ""])


def entry(kind, language):
    """The text of a catalog's entry, without its head."""
    texts = kind[language]
    heads = {"en": ("What it means for the agreement:", "What to do:"),
             "fr": ("Ce que cela signifie pour la convention :", "Que faire :")}[language]
    parts = [texts["text"], f"{heads[0]}\n{texts['means']}", f"{heads[1]}\n{texts['act']}"]
    text = "\n\n".join(part.strip() for part in parts)
    return text if language == "en" else "\n".join(map(french, text.split("\n")))


def french(line):
    if line.startswith("  "):
        return line
    return re.sub(r" (?=[:;?!%»])|(?<=«) ", "\u00a0", line)


def catalog(registry, language):
    """What `journalctl --update-catalog` reads."""
    lines = ["# Made by scripts/events.py of events/registry.toml: change that one.",
             "# https://systemd.io/CATALOG"]
    for kind in registry.kinds:
        subject = kind[language]["subject"]
        lines += ["", f"-- {kind['id']}",
                  f"Subject: {french(subject) if language == 'fr' else subject}",
                  "Defined-By: constat",
                  "Documentation: file:/usr/share/doc/constat/docs/events.md", "",
                  entry(kind, language)]
    return "\n".join(lines) + "\n"


def mapped(row, which):
    """Its name in OpenTelemetry or in ECS: where none truly fits, one of our own."""
    own = row["name"] if row["name"].startswith("CONSTAT_") else "CONSTAT_" + row["name"]
    return row.get(which) or own.replace("CONSTAT_", "constat.", 1).replace("{N}", "").lower()


def table(registry):
    """fields.csv: each kind's fields, as programs read them."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow("event field presence type unit opentelemetry ecs meaning".split())
    for event, rows, prefix in [("*", registry.common, "")] + [
            (kind["name"], kind["rows"], "CONSTAT_") for kind in registry.kinds]:
        for row in rows:
            writer.writerow([event, prefix + row["name"], row.get("presence", "always"),
                             row["type"], UNITS.get(row["type"], ""), mapped(row, "otel"),
                             mapped(row, "ecs"), row["meaning"]])
    return output.getvalue()


PAGE = """<!-- Made by scripts/events.py of events/registry.toml: change that one. -->
# Every event

What `constatd` tells the journal: each kind, when it is said, its fields and how `journalctl -x`
explains it. How events get there, and what they promise, says [formats/journal.md](formats/journal.md).

## Kinds

| `CONSTAT_EVENT` | `MESSAGE_ID` | `PRIORITY` | said when |
|---|---|---|---|
{kinds}

## Fields of every entry

| field | type | meaning | OpenTelemetry | ECS |
|---|---|---|---|---|
{common}

OpenTelemetry's `Body`, `EventName`, `SeverityNumber`, `Timestamp` and `ObservedTimestamp` are fields of
its log record, all else are attributes. `service.name` is who says it: constatd. ECS's `service.name`
is the service that is measured.

## Fields

All in capitals behind `CONSTAT_`. What is not known yet is empty. The same as a file for programs,
with the fields of each kind: `config/pipelines/fields.csv`. Names are those of the semantic
conventions of OpenTelemetry and of the Elastic Common Schema where one truly fits; all else is
`constat.` and the field's name.

| type | how it is written |
|---|---|
{types}

| field | in | type | meaning | OpenTelemetry | ECS |
|---|---|---|---|---|---|
{fields}

Of a name in this table `{{GOAL}}` stands for `PERCENT`, `MS` or `COUNT`, what is promised; `{{UNIT}}`
for `MS`, `SAMPLES`, `SLOTS`, `INCIDENTS` or `CASES`, what the budget is counted in; and what ends
in `{{N}}` goes on in `_2`, `_3` and so on. A field with `?` is not in every entry of the kind.

## Texts

As `journalctl -x` has them, with the entry's own values for what stands between two `@`. In French
they are in `config/catalog/constat.fr.catalog`.

{texts}
"""


def page(registry):
    """docs/events.md."""
    def names(row):
        return f"| `{mapped(row, 'otel')}` | `{mapped(row, 'ecs')}` |"

    kinds, texts = [], []
    for kind in registry.kinds:
        urgency = f"{PRIORITIES[kind['priority']]} {kind['priority']}"
        kinds.append(f"| [`{kind['name']}`](#{kind['name'].replace('.', '')}) | `{kind['id']}` |"
                     f" {urgency} | {kind['when']} |")
        fields = " ".join(f"`{row['name']}{'?' if row['presence'] == 'sometimes' else ''}`"
                          for row in kind["rows"])
        texts.append(f"### {kind['name']}\n\nFields: {fields}\n\n```text\n"
                     f"{kind['en']['subject']}\n\n{entry(kind, 'en')}\n```")
    common = [f"| `{row['name']}` | {row['type']} | {row['meaning']} {names(row)}"
              for row in registry.common]
    fields = []
    for row in registry.fields:
        homes = ", ".join(f"`{home}`" for home in row.get("in", [])) or "all that have it"
        fields.append(f"| `{row['name']}` | {homes} | {row['type']} | {row['meaning']} {names(row)}")
    types = [f"| {name} | {text} |" for name, text in TYPES.items()]
    return PAGE.format(kinds="\n".join(kinds), common="\n".join(common), types="\n".join(types),
                       fields="\n".join(fields), texts="\n\n".join(texts))


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    places = [argument for argument in arguments if argument != "--check"]
    root = pathlib.Path(places[0] if places else pathlib.Path(__file__).parent.parent)
    try:
        registry = Registry((root / "events/registry.toml").read_text(encoding="utf-8"))
    except KeyError as missing:
        wrong(f"{missing} is missing somewhere")
    made = {
        "Sources/Values/Events/EventKind.swift": swift(registry),
        "config/catalog/constat.catalog": catalog(registry, "en"),
        "config/catalog/constat.fr.catalog": catalog(registry, "fr"),
        "config/pipelines/fields.csv": table(registry),
        "docs/events.md": page(registry),
    }
    stale = [path for path, text in made.items()
             if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path} is stale: run scripts/events.py", file=sys.stderr)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(made[path], encoding="utf-8")
    return 1 if check and stale else 0


sys.exit(main())
