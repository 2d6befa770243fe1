"""Who probes: the reference loops in C, constatd, and blackbox_exporter."""
import http.client
import json
import os
import re
import shutil
import subprocess
import threading
import time
import urllib.parse

from processes import Process, wait_until
from targets import free_ports

# For each protocol: probes of one run of the reference loop, and checks of constatd, each once a
# second. The checks keep one core about two thirds busy, so that waking up weighs little and
# nothing is shed.
REFERENCE_PROBES = {"http": 20_000, "tcp": 20_000, "https": 1_000}
CHECKS = {"http": 6_000, "tcp": 9_000, "https": 300}
SCRAPES = {"http": 1_500, "tcp": 1_500, "https": 600}
IN_FLIGHT = 50
WARM_UP_S = 4
STRETCH_S = 8

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


def reference(work, target, protocol):
    """CPU microseconds of one probe of the reference loop."""
    probes = str(REFERENCE_PROBES[protocol])
    if protocol == "tcp":
        arguments = [f"{work}/connect_loop", "127.0.0.1", str(target.plain), probes, str(IN_FLIGHT)]
    else:
        arguments = [f"{work}/http_loop", target.url(protocol), probes, str(IN_FLIGHT)]
        arguments += [target.authority] if protocol == "https" else []
    line = subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=60).stdout
    return float(re.search(r"([0-9.]+) us each", line)[1])


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
    return f"http: {target.url(protocol)}"


def constat(bin_folder, work, target, protocol):
    """CPU microseconds of one probe of the whole daemon, and the share of the slots that ran."""
    count = CHECKS[protocol]
    with Daemon(bin_folder, work, [check_of(target, protocol)] * count) as daemon:
        begin = target.accepted()
        wait_until(lambda: target.accepted() - begin > count, 30, "constatd", daemon.process)
        time.sleep(WARM_UP_S)
        start = (target.accepted(), daemon.process.cpu_us(), time.monotonic())
        time.sleep(STRETCH_S)
        end = (target.accepted(), daemon.process.cpu_us(), time.monotonic())
        # The question itself is one connection.
        probes = end[0] - start[0] - 1
        slots = count * (end[2] - start[2])
        if daemon.process.stop() != 0:
            raise RuntimeError(f"constatd ended with {daemon.process.child.returncode}")
        daemon.fail_if_down()
    if probes == 0:
        raise RuntimeError("constatd probed nothing in the stretch that was measured")
    return (end[1] - start[1]) / probes, probes / slots


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
        """CPU microseconds of one probe: scraped over kept connections, as Prometheus does."""
        where = f"127.0.0.1:{target.plain}" if protocol == "tcp" else target.url(protocol)
        path = "/probe?" + urllib.parse.urlencode({"module": protocol, "target": where})
        workers, failures = 8, []
        share = SCRAPES[protocol] // workers

        def scrape():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            for _ in range(share):
                connection.request("GET", path)
                if b"\nprobe_success 1" not in connection.getresponse().read():
                    failures.append(1)

        before = self.process.cpu_us()
        threads = [threading.Thread(target=scrape) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise RuntimeError(f"{len(failures)} probes of blackbox_exporter failed ({protocol})")
        return (self.process.cpu_us() - before) / (share * workers)
