#!/usr/bin/env python3
"""store.py BENCH: measures segments, a whole store, and SQLite on the same samples in the same run.

BENCH is the program constat-bench. SQLite has one table of the same columns, without row numbers,
keyed by series and slot, written in one transaction and vacuumed.
"""
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

TABLE = """CREATE TABLE sample (series INTEGER, due INTEGER, lateness INTEGER, outcome INTEGER,
  cause INTEGER, status INTEGER, flags INTEGER, bytes INTEGER, resolve INTEGER, connect INTEGER,
  secure INTEGER, wait INTEGER, transfer INTEGER, address BLOB, PRIMARY KEY (series, due))
  WITHOUT ROWID"""


def rows(bench):
    """The corpus; addresses as bytes, as a segment has them."""
    import ipaddress

    packed = {"": None}
    output = subprocess.run([bench, "rows"], check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        *numbers, address = line.split(",")
        if address not in packed:
            packed[address] = ipaddress.ip_address(address).packed
        yield [int(number) for number in numbers] + [packed[address]]


def best(work):
    """Seconds of the fastest of five."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def store_figures(bench):
    """What a whole store takes; each part in a process of its own, as memory is measured too."""
    with tempfile.TemporaryDirectory(prefix="constat-bench.") as folder:
        for part, place in [("recovery", "a"), ("commit", "b"), ("steady", "c"),
                            ("fill", "d"), ("seal", "d"), ("verify", "d")]:
            subprocess.run([bench, part, os.path.join(folder, place)], check=True)


def synchronizations(bench, seconds=30, checks=333):
    """How often a daemon with so many checks a second waits for its disk."""
    daemon = os.path.join(os.path.dirname(bench), "constatd")
    if not os.path.exists(daemon) or not shutil.which("strace"):
        print("synchronizations: not measured, as constatd is not built or strace not installed")
        return
    with socket.create_server(("127.0.0.1", 0), backlog=512) as target, \
            tempfile.TemporaryDirectory(prefix="constat-bench.") as folder:
        def accept():
            while True:
                try:
                    target.accept()[0].close()
                except OSError:
                    return
        threading.Thread(target=accept, daemon=True).start()
        config = os.path.join(folder, "constatd.yaml")
        with open(config, "w") as file:
            print("vantage: bench\ndefaults: {interval: 1s, timeout: 800ms}\nchecks:", file=file)
            for number in range(checks):
                print(f'  c{number}: {{tcp: "127.0.0.1:{target.getsockname()[1]}"}}', file=file)
        store = os.path.join(folder, "store")
        with open(os.path.join(folder, "log"), "w") as log:
            process = subprocess.Popen([daemon, "--config", config, "--store", store],
                                       stdout=log, stderr=log)
            # Filling the reserve, a piece a second and each synchronized, belongs to the start.
            time.sleep(90)
            trace = os.path.join(folder, "trace")
            tracer = subprocess.Popen(["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o",
                                       trace, "-p", str(process.pid)])
            time.sleep(seconds)
            tracer.send_signal(signal.SIGINT)
            tracer.wait()
            process.terminate()
            status = process.wait()
        calls = [line for line in open(trace) if "sync(" in line]
        print(f"{checks} checks once a second for {seconds} s: {len(calls)} fdatasync and fsync,"
              f" {len(calls) / seconds:.2f} a second; ended with {status}")


def main():
    bench = sys.argv[1]
    subprocess.run([bench], check=True)
    store_figures(bench)
    synchronizations(bench)
    # In memory: what is measured is the programs, not this machine's disk.
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="constat-bench.", dir=memory) as folder:
        subprocess.run([bench, "history", folder], check=True)
    samples = list(rows(bench))
    with tempfile.TemporaryDirectory(prefix="constat-bench.") as folder:
        path = os.path.join(folder, "samples.db")
        database = sqlite3.connect(path)
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute(TABLE)
        start = time.perf_counter()
        database.executemany(f"INSERT INTO sample VALUES ({','.join('?' * 14)})", samples)
        database.commit()
        written = time.perf_counter() - start
        database.execute("VACUUM")
        database.commit()
        size = os.path.getsize(path)
        count = len(samples)

        def read(columns):
            return best(lambda: database.execute(f"SELECT {columns} FROM sample").fetchall())

        print(f"SQLite {sqlite3.sqlite_version}, the same samples, vacuumed")
        print(f"mean        {count}    {size / count:.2f} bytes a sample")
        print("million samples a second (through Python)")
        print(f"write                      {count / written / 1e6:.2f}")
        print(f"read all                   {count / read('*') / 1e6:.2f}")
        print(f"read start and outcome     {count / read('due + lateness, outcome') / 1e6:.2f}")


main()
