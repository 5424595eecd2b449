#!/usr/bin/env python3
"""T2, power cuts: the program is stopped at a random moment on an ext4 file system in an image, the
image is copied as it is, and the copy is mounted, as after a power cut. Broken stores must be caught
first. `power_cut.py [CUTS]`; 500 at night.

What this does not show: disks that say that something is on disk while it is not."""

import os
import random
import select
import signal
import subprocess
import sys
import time

from kit import *


def cut(mounts, way, dice, at, first):
    """One cut; gives what is wrong, and how many lines were acknowledged."""
    (at / "input").write_text(lines(first, 400))
    with open(at / "input") as feed:
        child = subprocess.Popen(command(way), cwd=at, env=env(at), stdin=feed, stdout=subprocess.PIPE)
    out = child.stdout.fileno()
    said = os.read(out, 65536)
    time.sleep(dice.random() * 0.03)
    child.send_signal(signal.SIGSTOP)
    while open(f"/proc/{child.pid}/stat").read().rsplit(")", 1)[1].split()[0] not in "TZ":
        time.sleep(0.0005)
    while select.select([out], [], [], 0)[0]:
        more = os.read(out, 65536)
        if not more:
            break
        said += more
    must("cp", "--sparse=always", mounts.base / "disk", mounts.base / "cut")
    child.kill()
    child.wait()
    said = acknowledged(said.decode())
    after = mounts.mount("after", "-o", "loop", mounts.base / "cut")
    try:
        wrong = recovered(after / "work", first, said)
    finally:
        mounts.unmount(after)
    return wrong, len(said)


def cuts(way, most, seed, until_caught):
    dice = random.Random(seed)
    total, bad = 0, []
    with Mounts() as mounts:
        must("truncate", "-s", "24M", mounts.base / "disk")
        must("mkfs.ext4", "-q", "-F", mounts.base / "disk")
        disk = mounts.mount("live", "-o", "loop", mounts.base / "disk")
        at = disk / "work"
        for number in range(most):
            first = 1 + (number % 10) * 1000
            if number % 10 == 0:
                run("rm", "-rf", at)
                workspace(at)
                must("sync", "-f", disk)
            wrong, count = cut(mounts, way, dice, at, first)
            total += count
            if wrong:
                bad.append(f"cut {number}: {wrong}")
                if until_caught:
                    break
                run("rm", "-rf", at)
            if not (at / FILE).exists() or run(
                PROGRAM, "recover", "XAA/2025", "--apply", cwd=at, env=env(at)
            ).returncode:
                run("rm", "-rf", at)
                workspace(at)
                must("sync", "-f", disk)
    return number + 1, total, bad


def main():
    need({"mkfs.ext4": "e2fsprogs", "mount": "mount"})
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for way in ("plain-write", "no-flush", "no-folder-flush", "no-journal-flush"):
        done, _, bad = cuts(way, 100, 1, True)
        if not bad:
            sys.exit(f"{way} went unnoticed in {done} cuts: this harness proves nothing")
        print(f"{way}: caught at cut {done}: {bad[0].splitlines()[0][:120]}", flush=True)
    done, total, bad = cuts(None, most, 2, False)
    print(f"{done} power cuts, {total} acknowledged lines, {len(bad)} with something lost or torn")
    for wrong in bad:
        print(wrong)
    sys.exit(1 if bad else 0)


main()
