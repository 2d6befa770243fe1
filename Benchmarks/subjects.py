"""Who probes: the reference loops in C, constatd, and blackbox_exporter."""
import http.client
import json
import os
import shutil
import statistics
import subprocess
import threading
import time
import typing
import urllib.parse

from processes import Process, wait_until
from targets import free_ports

# Checks of constatd, each once a second, and so the probes a second of the paced reference loop: as
# many as keep its loop busy for most of the time, so that waking up weighs little and nothing is
# shed while the target, on the other core, keeps up.
CHECKS = {"http": 6_000, "tcp": 9_000, "https": 500}
SCRAPES = {"http": 3_000, "tcp": 3_000, "https": 1_000}
IN_FLIGHT = 50
# Seconds after which the target answers a paced probe: so long that about IN_FLIGHT wait for it.
# A connect on loopback is over at once: of these, those of one point of the grid are under way.
DELAYS = {
    protocol: round(IN_FLIGHT / CHECKS[protocol], 3) for protocol in ("http", "https")}
WARM_UP_S = 2
STRETCH_S = 4

AGREEMENT = """agreement: bench
title: Benchmark
revision: 1
effective: 2020-01-01
language: en
time-zone: UTC
currency: EUR
parties: {provider: {name: nginx}, customer: {name: bench}}
services:
  target: {description: The target answers, available-when: c0}
objectives:
  availability: {service: target, availability: ">= 99.9%", window: {rolling: 1h}}
"""


class Stretch(typing.NamedTuple):
    """What a subject did in a stretch of time."""

    # CPU microseconds of one probe.
    cost: float
    # Probes a second.
    rate: float
    # The median of the connections open at the target.
    in_flight: float


def stretch(process, target, warm):
    """What `process` does in STRETCH_S, after `warm` probes and WARM_UP_S."""
    begin = target.accepted()
    wait_until(lambda: target.accepted() - begin > warm, 30, process.child.args[0], process)
    time.sleep(WARM_UP_S)
    start = (target.accepted(), process.cpu_us(), time.monotonic())
    waiting = []
    for _ in range(STRETCH_S):
        time.sleep(1)
        waiting.append(target.waiting())
    end = (target.accepted(), process.cpu_us(), time.monotonic())
    probes = end[0] - start[0]
    process.fail_if_ended()
    if probes == 0:
        raise RuntimeError(f"{process.child.args[0]} probed nothing in the stretch")
    return Stretch(
        (end[1] - start[1]) / probes, probes / (end[2] - start[2]), statistics.median(waiting))


def reference(work, target, protocol, paced):
    """What `stretch` says of the reference loop: paced as constatd, or always with IN_FLIGHT."""
    load = [str(IN_FLIGHT), str(CHECKS[protocol] if paced else 0)]
    if protocol == "tcp":
        arguments = [f"{work}/connect_loop", "127.0.0.1", str(target.plain), *load]
    else:
        arguments = [f"{work}/http_loop", target.url(protocol, delayed=paced), *load]
    with Process(arguments, os.path.join(work, "reference.log")) as process:
        found = stretch(process, target, CHECKS[protocol])
        if process.stop() != 0:
            process.fail_if_ended()
    return found


class Daemon:
    """constatd on `count` checks."""

    def __init__(self, bin_folder, work, checks, interval="1s", timeout="900ms"):
        self.folder = os.path.join(work, "constat")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.mkdir(self.folder)
        self.bin = bin_folder
        self.config = os.path.join(self.folder, "constatd.yaml")
        with open(self.config, "w") as file:
            file.write("vantage: bench\n")
            file.write(f"defaults: {{interval: {interval}, timeout: {timeout}}}\n")
            file.write("agreements: agreement.yaml\nchecks:\n")
            file.writelines(f"  c{index}: {{{check}}}\n" for index, check in enumerate(checks))
        with open(os.path.join(self.folder, "agreement.yaml"), "w") as file:
            file.write(AGREEMENT)
        self.store = os.path.join(self.folder, "store")
        self.process = Process(
            [f"{bin_folder}/constatd", "--config", self.config, "--store", self.store],
            os.path.join(self.folder, "log"),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stop()

    def fail_if_down(self):
        """Raises unless the record says that the target was up all the time."""
        line = [f"{self.bin}/constat", "report", "bench", "--format", "json",
                "--config", self.config, "--store", self.store]
        result = subprocess.run(line, check=True, capture_output=True, text=True, timeout=60)
        report = json.loads(result.stdout)
        down_ms = report["objectives"][0]["time_ms"]["down"]
        if report["evidence"]["samples"] < STRETCH_S or down_ms > 0:
            raise RuntimeError(f"{down_ms} ms down: failures were measured\n{result.stdout}")


def check_of(target, protocol):
    """One check of the configuration."""
    if protocol == "tcp":
        return f"tcp: 127.0.0.1:{target.plain}"
    return f"http: {target.url(protocol, delayed=True)}"


def constat(bin_folder, work, target, protocol):
    """What `stretch` says of the whole daemon."""
    count = CHECKS[protocol]
    with Daemon(bin_folder, work, [check_of(target, protocol)] * count) as daemon:
        found = stretch(daemon.process, target, count)
        if daemon.process.stop() != 0:
            raise RuntimeError(f"constatd ended with {daemon.process.child.returncode}")
        daemon.fail_if_down()
    return found


class Blackbox:
    """A blackbox_exporter that probes when it is asked."""

    def __init__(self, work, target):
        self.port = free_ports(1)[0]
        config = os.path.join(work, "blackbox.yml")
        with open(config, "w") as file:
            file.write(
                "modules:\n"
                "  http: {prober: http, timeout: 5s, http: {preferred_ip_protocol: ip4}}\n"
                "  tcp: {prober: tcp, timeout: 5s}\n"
                "  https:\n    prober: http\n    timeout: 5s\n    http:\n"
                f"      tls_config: {{ca_file: {target.authority}}}\n")
        self.process = Process(
            ["prometheus-blackbox-exporter", f"--config.file={config}", "--log.level=error",
             f"--web.listen-address=127.0.0.1:{self.port}"],
            os.path.join(work, "blackbox.log"))

    def __enter__(self):
        wait_until(self.is_up, 10, "blackbox_exporter", self.process)
        return self

    def __exit__(self, *_):
        self.process.stop()

    def is_up(self):
        """Whether it answers."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            connection.request("GET", "/-/healthy")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def measure(self, target, protocol):
        """What it does when it is scraped over IN_FLIGHT kept connections, as Prometheus does."""
        where = f"127.0.0.1:{target.plain}" if protocol == "tcp" else target.url(protocol, True)
        path = "/probe?" + urllib.parse.urlencode({"module": protocol, "target": where})
        workers, failures = IN_FLIGHT, []
        share = SCRAPES[protocol] // workers

        def scrape():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            for _ in range(share):
                connection.request("GET", path)
                if b"\nprobe_success 1" not in connection.getresponse().read():
                    failures.append(1)

        before, begin = self.process.cpu_us(), time.monotonic()
        threads = [threading.Thread(target=scrape) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise RuntimeError(f"{len(failures)} probes of blackbox_exporter failed ({protocol})")
        probes = share * workers
        return Stretch(
            (self.process.cpu_us() - before) / probes,
            probes / (time.monotonic() - begin),
            workers)
