"""Measures in alternated rounds and prints docs/performance.md's table in Markdown.

Called by run.sh, in a mount namespace of its own.
"""
import argparse
import datetime
import os
import platform
import re
import statistics
import subprocess
import sys
import time

import subjects
from processes import wait_until
from targets import Target

BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
LIMITS = {"http": 1.5, "tcp": 1.5, "https": 1.2}
NAMES = {"http": "HTTP, fresh connection", "tcp": "TCP connect",
         "https": "HTTPS, fresh and verified"}


def say(text):
    """Tells whoever waits; the table alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def trust(authority, work):
    """Puts the benchmark's authority among those of the system, in this mount namespace only."""
    path = os.path.join(work, "bundle.pem")
    with open(path, "w") as bundle:
        for source in (BUNDLE, authority):
            with open(source) as file:
                bundle.write(file.read())
    subprocess.run(["mount", "--bind", path, BUNDLE], check=True)


def measure_rounds(options, target, protocols):
    """What each subject did in all rounds, for each protocol, one round beside the other."""
    found = {protocol: {"paced": [], "constatd": [], "fast": [], "blackbox": []}
             for protocol in protocols}
    with subjects.Blackbox(options.work, target) as blackbox:
        for number in range(1, options.rounds + 1):
            for protocol in protocols:
                took = found[protocol]
                took["paced"].append(subjects.reference(options.work, target, protocol, True))
                took["constatd"].append(
                    subjects.constat(options.bin, options.work, target, protocol))
                took["fast"].append(subjects.reference(options.work, target, protocol, False))
                took["blackbox"].append(blackbox.measure(target, protocol))
                say(f"round {number} of {options.rounds}, {protocol}: " + "; ".join(
                    f"{name} {each[-1].cost:.1f} us a probe at {each[-1].rate:,.0f}/s"
                    for name, each in took.items()))
    return found


def measure_memory(options, target):
    """Memory with 10,000 checks every 10 s at a target that takes 100 ms: 100 in flight."""
    count, interval = 10_000, 10
    checks = [f"http: http://127.0.0.1:{target.plain}/slow"] * count
    with subjects.Daemon(options.bin, options.work, checks, f"{interval}s", "5s") as daemon:
        begin = target.accepted()
        wait_until(lambda: target.accepted() - begin > 2 * count, 5 * interval, "constatd",
                   daemon.process)
        samples = []
        for _ in range(interval):
            time.sleep(1)
            daemon.process.fail_if_ended()
            samples.append((daemon.process.memory_kib(), target.waiting()))
        return {
            "rss": max(rss for rss, _ in samples),
            "peak": daemon.process.memory_kib("VmHWM"),
            "in_flight": statistics.median(waiting for _, waiting in samples),
        }


def installed_bytes(options):
    """Bytes of the two programs, and of all that `make install` puts down."""
    programs = sum(os.path.getsize(f"{options.bin}/{name}") for name in ("constatd", "constat"))
    stage = os.path.join(options.work, "installed")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../scripts/install.sh")
    result = subprocess.run([script, options.bin, stage, "/usr"], capture_output=True, text=True)
    if result.returncode != 0:
        say(f"install.sh failed, so only the programs are counted: {result.stderr.strip()}")
        return programs, None
    return programs, sum(
        os.path.getsize(os.path.join(folder, name))
        for folder, _, names in os.walk(stage) for name in names)


def first_line(*arguments):
    """The first line that a program says, of whichever stream."""
    result = subprocess.run(arguments, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip().split("\n")[0]


def machine():
    """What it was measured on, in one line."""
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    with open("/etc/os-release") as file:
        system = re.search(r'PRETTY_NAME="(.*)"', file.read())
    return ", ".join([
        f"{os.cpu_count()} × {model[1].strip() if model else platform.machine()}",
        f"{system[1] if system else 'Linux'}, kernel {platform.release()}",
        f"libcurl {first_line('curl-config', '--version').split()[-1]}",
        first_line("openssl", "version").split(" (")[0],
        first_line("nginx", "-v").split(": ")[-1],
        "blackbox_exporter " + re.search(
            r"version ([0-9.]+)", first_line("prometheus-blackbox-exporter", "--version"))[1],
    ])


def ratio(above, below, decimals):
    """The median of the rounds' own ratios, the least, the greatest, and all three as text."""
    each = [one.cost / other.cost for one, other in zip(above, below)]
    low, middle, high = min(each), statistics.median(each), max(each)
    text = f"**{middle:.{decimals}f}** ({low:.{decimals}f}–{high:.{decimals}f})"
    return low, middle, high, text


def middle(took, field="cost"):
    """The median of the rounds."""
    return statistics.median(getattr(each, field) for each in took)


def cost_rows(found):
    """What a probe costs, a row for each protocol."""
    for protocol, took in found.items():
        _, over, _, over_text = ratio(took["constatd"], took["paced"], 2)
        _, beside, _, fast_text = ratio(took["constatd"], took["fast"], 2)
        low, under, _, under_text = ratio(took["blackbox"], took["constatd"], 1)
        goal = LIMITS[protocol]
        fast_text += f": {'met' if beside <= goal else 'missed'}"
        other = "–"
        if protocol == "http":
            other = "met" if low >= 8 else "met in the median" if under >= 8 else "missed"
            other = f"≥ 8: {other}"
        costs = " | ".join(
            f"{middle(took[name]):.1f}" for name in ("paced", "fast", "constatd", "blackbox"))
        yield (f"| {NAMES[protocol]} | {costs} | {over_text} | "
               f"≤ {goal}: {'met' if over <= goal else 'missed'} | {fast_text} | {under_text} | "
               f"{other} |")


def load_rows(found):
    """How the subjects were loaded, a row for each protocol."""
    for protocol, took in found.items():
        delay = subjects.DELAYS.get(protocol)
        cells = [f"after {delay * 1_000:.0f} ms" if delay else "at once"]
        for name in ("paced", "constatd", "fast"):
            open_now = f", {middle(took[name], 'in_flight'):.0f} open" if delay else ""
            cells.append(f"{middle(took[name], 'rate'):,.0f}/s{open_now}")
        cells.append(f"{middle(took['blackbox'], 'rate'):,.0f}/s")
        yield f"| {NAMES[protocol]} | {' | '.join(cells)} |"


def table(options, found, memory, sizes):
    """The whole section in Markdown."""
    rss, peak = memory["rss"] * 1024 / 1e6, memory["peak"] * 1024 / 1e6
    programs, installed = sizes
    lines = [
        f"Measured on {datetime.date.today().isoformat()}: {machine()}.",
        "",
        f"CPU microseconds a probe, medians of {options.rounds} alternated rounds; a ratio is the "
        "median of the rounds' ratios, with the smallest and the largest.",
        "",
        "| | C, paced | C, 50 always in flight | constatd | blackbox_exporter | "
        "constatd ÷ C, paced | goal | constatd ÷ C, 50 always in flight | "
        "blackbox_exporter ÷ constatd | goal |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *cost_rows(found),
        "",
        "The load of each, medians: probes a second and connections open at the target.",
        "",
        "| | the target answers | C, paced | constatd | C, 50 always in flight (answered at once) "
        "| blackbox_exporter |",
        "|---|---|---|---|---|---|",
        *load_rows(found),
        "",
        "| | measured | goal |",
        "|---|---|---|",
        f"| Memory with 10,000 checks, {memory['in_flight']:.0f} in flight | {rss:.1f} MB | "
        f"≤ 40 MB: {'met' if rss <= 40 else 'missed'} |",
        f"| The same at its peak since the start | {peak:.1f} MB | "
        f"≤ 40 MB: {'met' if peak <= 40 else 'missed'} |",
        f"| constatd and constat as built | {programs / 1e6:.1f} MB | – |",
    ]
    if installed is not None:
        lines.append(f"| All that is installed, without symbols | {installed / 1e6:.1f} MB | – |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-https", action="store_true")
    options = parser.parse_args()
    protocols = ["http", "tcp"] if options.without_https else ["http", "tcp", "https"]
    begin = time.monotonic()
    with Target(options.work, subjects.DELAYS) as target:
        if not options.without_https:
            trust(target.authority, options.work)
        found = measure_rounds(options, target, protocols)
        memory = measure_memory(options, target)
    print(table(options, found, memory, installed_bytes(options)))
    say(f"took {time.monotonic() - begin:.0f} s")


main()
