"""Processes that a measurement starts, and what the kernel says that they cost."""
import os
import signal
import subprocess
import time

TICK_US = 1_000_000 // os.sysconf("SC_CLK_TCK")


class Process:
    """A program that runs until the block ends."""

    def __init__(self, arguments, log):
        self.log = log
        with open(log, "wb") as output:
            self.child = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Who started the benchmark is not who manages what it starts.
                env={name: value for name, value in os.environ.items() if name != "NOTIFY_SOCKET"},
            )
        self.pid = self.child.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, patience=20):
        """Asks it to end, and ends it if it does not."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(patience)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        return self.child.returncode

    def fail_if_ended(self):
        """Raises what it said, if it has ended on its own."""
        if self.child.poll() is not None:
            with open(self.log, errors="replace") as log:
                said = log.read()[-2_000:]
            raise RuntimeError(f"{self.child.args[0]} ended with {self.child.returncode}:\n{said}")

    def cpu_us(self):
        """Microseconds of CPU so far, user and system, of all threads; proc_pid_stat(5)."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * TICK_US

    def memory_kib(self, name="VmRSS"):
        """Memory in KiB; proc_pid_status(5)."""
        with open(f"/proc/{self.pid}/status") as file:
            for line in file:
                if line.startswith(name + ":"):
                    return int(line.split()[1])
        raise RuntimeError(f"no {name} in /proc/{self.pid}/status")


def wait_until(condition, seconds, what, process=None):
    """Waits until `condition` gives something that is true, and gives it back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process is not None:
            process.fail_if_ended()
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise RuntimeError(f"{what}: not within {seconds} s")
