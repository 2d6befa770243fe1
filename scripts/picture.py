#!/usr/bin/env python3
"""picture.py BIN | --from FILE: draws docs/quickstart.svg, a terminal in which `make run` ran.

With BIN, the folder of the programs, it runs scripts/demonstration.sh in a terminal of its own until
all that the README speaks of was said, presses Ctrl-C there, and draws what the terminal got. With
--from it draws what a terminal got before. No line is made up: some are left out (`KEPT` says which
stay), and long ones are wrapped.
"""

import html
import os
import pty
import re
import select
import shutil
import sys
import tempfile
import textwrap
import time

WORDS = ["incident opened", "incident resolved", "objective at risk", "objective breached"]
PATIENCE_SECONDS = 120

# The story of one service. Left out are what others do meanwhile, confirmations, lines of samples
# after the first, and of the report all but its title and the first objective. README.md says so.
KEPT = re.compile(r"^\S+ (daemon |demo: web (?!listens)|(incident|objective) [a-z ]+ +shop )")
SAMPLES = re.compile(r"^\S+ samples ")
TITLE, OBJECTIVE, LAST = "SERVICE-LEVEL REPORT", "shop · ", "the proof is in "

COLUMNS, INDENT = 98, 31
WIDTH, HEIGHT, SIZE, MARGIN = 8.4, 18, 14, 16
# The colours of SGR (ECMA-48, 8.3.117) that the programs write.
INKS = {
    "": "#d7dae0", "1": "#ffffff", "2": "#848b98", "31": "#ff7b72", "32": "#7ee787",
    "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea",
}
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def run(binaries):
    """What a terminal gets from the demonstration until Ctrl-C and its end."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with tempfile.TemporaryDirectory() as place:
        # A copy, so that the record lies in .run as with `make run`, and is a new one.
        shutil.copytree(os.path.join(root, "config"), os.path.join(place, "config"))
        os.mkdir(os.path.join(place, "scripts"))
        script = shutil.copy(os.path.join(root, "scripts/demonstration.sh"), place + "/scripts")
        child, terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.environ.pop("NO_COLOR", None)
            os.execv(script, [script, os.path.abspath(binaries), ".run"])
        got, end, is_stopped = b"", time.monotonic() + PATIENCE_SECONDS, False
        while True:
            if select.select([terminal], [], [], 1)[0]:
                try:
                    part = os.read(terminal, 65536)
                except OSError:  # EIO: nobody has the terminal open any more.
                    break
                if not part:
                    break
                got += part
            is_late = time.monotonic() > end
            if not is_stopped and (is_late or all(word.encode() in got for word in WORDS)):
                os.write(terminal, b"\x03")
                is_stopped = True
        os.waitpid(child, 0)
        os.close(terminal)
    return got.decode()


def bare(line):
    return ESCAPE.sub("", line)


def chosen(lines):
    """The lines that stay, and "" where the report begins."""
    kept, has_samples, report = [], False, None
    for line in lines:
        words = bare(line)
        if words.startswith(TITLE):
            report = "title"
            kept += [""]
        elif report and words.startswith("OBJECTIVES"):
            report = "objectives"
        elif report == "objectives" and words.startswith(OBJECTIVE):
            report = "objective"
        elif report == "objective" and not words.strip():
            report = "rest"
        if report == "title":
            if not words.strip():
                report = "head"
            kept.append(line)
        elif report == "objective" or words.startswith(LAST) or KEPT.match(words):
            kept.append(line)
        elif SAMPLES.match(words) and not has_samples:
            has_samples = True
            kept.append(line)
        if words.startswith(LAST):
            kept.insert(-1, "")
    return kept


def runs(line):
    """The line in pieces of one ink each: (SGR code, text)."""
    ink, pieces, at = "", [], 0
    for escape in ESCAPE.finditer(line):
        pieces.append((ink, line[at : escape.start()]))
        ink = "" if escape.group(1) in ("", "0") else escape.group(1)
        at = escape.end()
    pieces.append((ink, line[at:]))
    return [(ink, text) for ink, text in pieces if text]


def rows(line):
    """The line wrapped between words, each row in pieces: (column, SGR code, text)."""
    inks = [(ink, sign) for ink, text in runs(line) for sign in text]
    words = "".join(sign for _, sign in inks)
    if len(words) <= COLUMNS:
        parts = [words]
    else:
        parts = textwrap.wrap(words, COLUMNS, subsequent_indent=" " * INDENT, drop_whitespace=True)
    at, result = 0, []
    for number, part in enumerate(parts):
        start = INDENT if number else 0
        at = words.index(part[start:], at)
        row = []
        for column in range(start, len(part)):
            ink, sign = inks[at]
            if row and row[-1][1] == ink:
                row[-1][2] += sign
            else:
                row.append([column, ink, sign])
            at += 1
        result.append(row)
    return result


def svg(lines):
    screen = [row for line in lines for row in rows(line)]
    width, height = COLUMNS * WIDTH + 2 * MARGIN, len(screen) * HEIGHT + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img">',
        "<title>make run: a promise is broken, and constat says so</title>",
        f'<rect width="100%" height="100%" rx="8" fill="#1c2128"/>',
        f'<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" '
        f'font-size="{SIZE}" xml:space="preserve">',
    ]
    for number, row in enumerate(screen):
        y = MARGIN + (number + 0.75) * HEIGHT
        pieces = []
        for column, ink, text in row:
            # Each piece at its column and as wide as its signs, whatever the reader's font is.
            x, length = MARGIN + column * WIDTH, len(text) * WIDTH
            if text.strip():
                pieces.append(
                    f'<tspan x="{x:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs" '
                    f'fill="{INKS.get(ink, INKS[""])}">{html.escape(text, quote=False)}</tspan>'
                )
        if pieces:
            out.append(f'<text y="{y:g}">{"".join(pieces)}</text>')
    return "\n".join(out + ["</g>", "</svg>"]) + "\n"


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--from":
        with open(sys.argv[2], encoding="utf-8", newline="") as file:
            got = file.read()
    elif len(sys.argv) == 2:
        got = run(sys.argv[1])
    else:
        sys.exit(__doc__)
    missing = [word for word in WORDS if word not in got]
    if missing:
        sys.stderr.write(got)
        sys.exit(f"picture.py: the run did not say: {', '.join(missing)}")
    lines = [line.rstrip("\r") for line in got.split("\n")]
    sys.stdout.write(svg(["$ make run"] + chosen(lines)))


main()
