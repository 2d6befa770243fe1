#!/usr/bin/env python3
"""power-cuts.py WRITER CUTS [SEED]: cuts the power of a disk CUTS times while a store is written.

WRITER is the program StoreWriter. The store is on ext4, on a loop device over a file on
XFS. A clone of that file, by reflink, is what a disk holds when its power fails: what was written
and not flushed is there or not, as the kernel had it. Each clone is mounted, which replays ext4's
journal; then the record must hold all that was said before the clone was made, and a writer must
go on from it.

Needs root, mkfs.xfs and loop devices; run it under `unshare --mount --propagation private`.
"""
import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FICLONE = 0x40049409


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def clone(source, target):
    with open(source, "rb") as old, open(target, "wb") as new:
        fcntl.ioctl(new, FICLONE, old.fileno())


def told(path):
    """The most samples, events and expiring samples that whole lines name."""
    samples = events = expiring = 0
    with open(path) as lines:
        for line in lines.read().split("\n")[:-1]:
            word, *numbers = line.split()
            if word == "durable":
                samples, events = max(samples, int(numbers[0])), max(events, int(numbers[1]))
            elif word == "expiring":
                expiring = max(expiring, int(numbers[0]))
            else:
                sys.exit(f"the writer says: {line}")
    return samples, events, expiring


class Machine:
    """A file system on a file, and the writer on it."""

    def __init__(self, folder, writer):
        self.folder, self.writer = folder, writer
        self.xfs, self.ext4, self.cut = (os.path.join(folder, n) for n in ("xfs", "ext4", "cut"))
        for place in (self.xfs, self.ext4, self.cut):
            os.mkdir(place)
        self.said = os.path.join(folder, "said")

    def begin(self):
        image = os.path.join(self.folder, "xfs.image")
        run("truncate", "--size", "2G", image)
        run("mkfs.xfs", "-q", "-m", "reflink=1", image)
        run("mount", "-o", "loop", image, self.xfs)
        self.fresh()

    def fresh(self):
        disk = os.path.join(self.xfs, "disk")
        run("truncate", "--size", "64M", disk)
        run("mkfs.ext4", "-q", "-F", disk)
        self.device = subprocess.run(
            ["losetup", "--find", "--show", "--direct-io=on", disk],
            check=True, capture_output=True, text=True).stdout.strip()
        run("mount", self.device, self.ext4)

    def end_disk(self):
        run("umount", self.ext4)
        run("losetup", "--detach", self.device)
        os.unlink(os.path.join(self.xfs, "disk"))

    def start(self, store, seed):
        out = open(self.said, "a")
        return subprocess.Popen([self.writer, store, str(seed)], stdout=out)

    def check(self, store, promise):
        result = subprocess.run([self.writer, "check", store, *map(str, promise)],
                                capture_output=True, text=True)
        return result.returncode == 0, result.stdout + result.stderr

    def recover(self, promise, seed):
        """Mounts the clone, looks, lets a writer go on, and looks again."""
        run("mount", "-o", "loop", os.path.join(self.xfs, "clone"), self.cut)
        try:
            store = os.path.join(self.cut, "store")
            good, text = self.check(store, promise)
            if not good:
                return text
            with open(os.path.join(self.folder, "after"), "w") as after:
                process = subprocess.Popen([self.writer, store, str(seed)], stdout=after)
                time.sleep(0.1)
                process.send_signal(signal.SIGKILL)
                process.wait()
            later = told(os.path.join(self.folder, "after"))
            both = [max(a, b) for a, b in zip(promise, later)]
            good, text = self.check(store, both)
            return None if good else "after going on: " + text
        finally:
            run("umount", self.cut)


def main():
    writer, cuts = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    chance = random.Random(seed)
    folder = tempfile.mkdtemp(prefix="constat-power.")
    machine = Machine(folder, writer)
    faults = seen = 0
    process = None
    # So that what is below is undone.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        machine.begin()
        for number in range(1, cuts + 1):
            if process is None:
                open(machine.said, "w").close()
                store = os.path.join(machine.ext4, "store")
                process = machine.start(store, chance.randrange(1 << 40))
            time.sleep(chance.uniform(0.0, 0.25))
            promise = told(machine.said)
            clone(os.path.join(machine.xfs, "disk"), os.path.join(machine.xfs, "clone"))
            # What expired while the clone was made may be gone from it.
            promise = (*promise[:2], told(machine.said)[2])
            fault = machine.recover(promise, chance.randrange(1 << 40))
            seen += promise[0]
            if fault:
                faults += 1
                print(f"cut {number} of seed {seed}, after {promise}: {fault}", flush=True)
            if process.poll() is not None:
                sys.exit(f"the writer ended with {process.returncode}")
            if number % 10 == 0:
                process.kill()
                process.wait()
                process = None
                machine.end_disk()
                machine.fresh()
    finally:
        if process:
            process.kill()
            process.wait()
        # The disk's file is on the XFS, which is free once its loop device is.
        for undo in (["umount", machine.cut], ["umount", machine.ext4],
                     ["losetup", "--detach", getattr(machine, "device", "")],
                     ["umount", machine.xfs]):
            subprocess.run(undo, stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{cuts} power cuts, seed {seed}: {seen} samples were acknowledged, {faults} faults")
    sys.exit(1 if faults else 0)


main()
