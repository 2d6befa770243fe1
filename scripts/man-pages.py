#!/usr/bin/env python3
"""man-pages.py CONSTAT FOLDER: writes the manual pages below FOLDER, as man1/, man5/ and man8/.

Those of commands are made of what CONSTAT itself says of them (--experimental-dump-help), those of the
files of docs/configuration.md, and the pages of programs that can't be asked are written: docs/man/.
"""
import json
import os
import re
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def text(words):
    """Running text for roff: nothing in it is a request, and no backslash an escape."""
    return "\n".join(map(text_start, words.replace("\\", "\\e").split("\n")))


def literal(words):
    """What is typed as it stands: its hyphens are those of the keyboard."""
    marks = {"-": "\\-", "`": "\\(ga", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti"}
    return "".join(marks.get(mark, mark) for mark in words.replace("\\", "\\e"))


def bold(words):
    return "\\fB" + literal(words) + "\\fR"


def italic(words):
    return "\\fI" + literal(words) + "\\fR"


def inline(words):
    """Markdown inside a paragraph."""
    parts = re.split(r"`([^`]*)`", words)
    made = []
    for index, part in enumerate(parts):
        if index % 2:
            made.append(bold(part))
            continue
        part = re.sub(r"\[([^]]*)\]\((https?://[^)]*)\)", r"\1 (\2)", part)
        part = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", part)
        part = part.replace("\\", "\\e").replace("'", "\\(cq")
        made.append(re.sub(r"\*\*([^*]*)\*\*", "\\\\fB\\1\\\\fR", part))
    return text_start("".join(made))


def text_start(line):
    return "\\&" + line if line[:1] in (".", "'") else line


def head(name, section, version, purpose):
    lines = [f'.TH {literal(name.upper())} {section} "" "constat {version}" "constat"', ".nh"]
    return lines + [".SH NAME", f"{literal(name)} \\- {text(purpose)}"]


# Commands


def options_of(command):
    return [one for one in command.get("arguments", []) if one.get("shouldDisplay", True)]


def spelled(name):
    return ("-" if name["kind"] != "long" else "--") + name["name"]


def tag(option):
    """`--format FORMAT`, or `KIND`."""
    value = option.get("valueName", "")
    if option["kind"] == "positional":
        return italic(value.upper()) + (" ..." if option.get("isRepeating") else "")
    names = ", ".join(bold(spelled(name)) for name in option.get("names", []))
    return names if option["kind"] == "flag" else f"{names} {italic(value.upper())}"


def synopsis(path, command):
    words = [bold(" ".join(path))]
    for option in options_of(command):
        word = bold(spelled(option["preferredName"])) if "preferredName" in option else ""
        if option["kind"] != "flag":
            word = f"{word} {italic(option.get('valueName', '').upper())}".strip()
        if option.get("isRepeating"):
            word += " ..."
        words.append(f"[{word}]" if option.get("isOptional") else word)
    return words if not command.get("subcommands") else [bold(" ".join(path)), italic("COMMAND")]


def described(option):
    lines = [inline(option.get("abstract", "").strip())]
    values = option.get("allValues", [])
    if values and not all(value in option.get("abstract", "") for value in values):
        lines.append("One of " + ", ".join(bold(value) for value in values) + ".")
    if option.get("defaultValue"):
        lines.append(f"Default: {bold(option['defaultValue'])}.")
    return lines


def command_page(path, command, version):
    purpose = command.get("abstract", "").strip().rstrip(".")
    lines = head("-".join(path), 1, version, purpose[:1].lower() + purpose[1:])
    lines += [".SH SYNOPSIS"] + synopsis(path, command)
    if command.get("discussion"):
        lines += [".SH DESCRIPTION"]
        for index, paragraph in enumerate(command["discussion"].strip().split("\n\n")):
            lines += ([".PP"] if index else []) + [inline(" ".join(paragraph.split()))]
    if subcommands := [one for one in command.get("subcommands", []) if one["commandName"] != "help"]:
        lines += [".SH COMMANDS"]
        for one in subcommands:
            page = "-".join(path + [one["commandName"]])
            lines += [".TP", f"{bold(page)}(1)", inline(one.get("abstract", "").strip())]
    arguments = [one for one in options_of(command) if one["kind"] == "positional"]
    options = [one for one in options_of(command) if one["kind"] != "positional"]
    for title, those in (("ARGUMENTS", arguments), ("OPTIONS", options)):
        if those:
            lines.append(f".SH {title}")
        for option in those:
            lines += [".TP", tag(option)] + described(option)
    lines += [".SH EXIT STATUS", "0 if it did what it was asked. Else, where nothing above says otherwise, a code of"]
    lines += [f"{italic('sysexits.h')}, as {italic('/usr/share/doc/constat/docs/operation.md')} lists them."]
    others = [f"{bold('-'.join(path[:-1]))}(1)"] if len(path) > 1 else []
    others += [f"{bold('constatd')}(8)", f"{bold('constatd.yaml')}(5)"]
    return lines + [".SH SEE ALSO", ",\n".join(others)]


def command_pages(path, command, version):
    path = path + [command["commandName"]]
    yield "-".join(path), command_page(path, command, version)
    for one in command.get("subcommands", []):
        if one["commandName"] != "help":
            yield from command_pages(path, one, version)


# Files


def cells(line):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def table(lines):
    """A table as a list of terms: the first column, and what the others say of it."""
    header, made = cells(lines[0]), []
    for line in lines[2:]:
        row = cells(line)
        made += [".TP", inline(row[0])]
        said = [(name, cell) for name, cell in zip(header[1:-1], row[1:-1]) if cell]
        body = inline(row[-1]) if row[-1] else ""
        notes = "; ".join(
            inline(cell) if name.startswith(("type", "written")) else f"{name}: {inline(cell)}"
            for name, cell in said
        )
        made.append("\n.br\n".join(part for part in (f"({notes})" if notes else "", body) if part))
    return made


def page_of(markdown):
    """Markdown as far as docs/configuration.md has it."""
    made, lines = [], markdown.strip().split("\n")
    while lines:
        line = lines.pop(0)
        if not line.strip():
            continue
        if line.startswith("```"):
            made += [".PP", ".nf", ".RS 4"]
            while not lines[0].startswith("```"):
                code = lines.pop(0)
                made.append(text_start(literal(code)) if code else "\\&")
            lines.pop(0)
            made += [".RE", ".fi"]
        elif line.startswith("#"):
            kind = ".SH" if line.startswith("## ") else ".SS"
            title = inline(line.lstrip("#").strip())
            made.append(f'{kind} "{title.upper() if kind == ".SH" else title}"')
        elif line.startswith("|"):
            rows = [line]
            while lines and lines[0].startswith("|"):
                rows.append(lines.pop(0))
            made += table(rows)
        else:
            paragraph = [line]
            while lines and lines[0].strip() and not lines[0].startswith(("|", "#", "```", "- ")):
                paragraph.append(lines.pop(0))
            words = " ".join(part.strip() for part in paragraph)
            item = words.startswith("- ")
            made += [".IP \\(bu 2" if item else ".PP", inline(words[2:] if item else words)]
    return made


def file_pages(version):
    with open(os.path.join(PROJECT, "docs/configuration.md"), encoding="utf-8") as file:
        parts = re.split(r"^## ", file.read(), flags=re.MULTILINE)
    chapters = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in parts[1:]}
    shared = "## Form\n" + chapters["The files"]
    rest = "## Not supported yet\n" + chapters["Not supported yet"]
    see = ".BR constatd (8),\n.BR constat-check-config (1),\n.BR {} (5)".replace("-", "\\-")
    for name, chapter, purpose, other in (
        ("constatd.yaml", "constatd.yaml", "what constatd watches, and under which agreements",
         "constat-agreement"),
        ("constat-agreement", "An agreement", "one revision of a service-level agreement",
         "constatd.yaml"),
    ):
        lines = head(name, 5, version, purpose)
        lines += page_of("## Description\n" + chapters[chapter] + "\n" + shared + "\n" + rest)
        yield name, lines + [".SH SEE ALSO", see.format(literal(other))]


def written(name, version):
    with open(os.path.join(PROJECT, "docs/man", name), encoding="utf-8") as file:
        return file.read().replace("@VERSION@", version).split("\n")[:-1]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: man-pages.py CONSTAT FOLDER")
    constat, folder = sys.argv[1:]

    def said(*arguments):
        return subprocess.run([constat, *arguments], check=True, capture_output=True, text=True, encoding="utf-8").stdout

    version = said("--version").strip()
    command = json.loads(said("--experimental-dump-help"))["command"]
    pages = {"man8/constatd.8": written("constatd.8", version)}
    pages |= {f"man1/{name}.1": lines for name, lines in command_pages([], command, version)}
    pages |= {f"man5/{name}.5": lines for name, lines in file_pages(version)}
    # The program constat-verify and the command constat verify are looked up by one name.
    pages["man1/constat-verify.1"] += written("constat-verify.section", version)
    for place, lines in pages.items():
        path = os.path.join(folder, place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        os.chmod(path, 0o644)


main()
