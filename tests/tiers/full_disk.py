#!/usr/bin/env python3
"""T5: a disk that fills up at 64 levels, a folder that becomes read-only in the middle, and one that
is gone. What was acknowledged is found again, what is in place is the old or the new file, and the
message names the file and what to do."""

import re
import subprocess
import sys

from kit import *

CHANGES = 120


def apply(at, way=None):
    with open(at / "changes") as feed:
        return run(*command(way), cwd=at, env=env(at), stdin=feed)


def level(mounts, free, way=None):
    """Applies changes where only so many blocks of 4 KiB are free; gives what is wrong."""
    disk = mounts.mount("full", "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    try:
        at = workspace(disk / "work")
        (at / "changes").write_text(lines(1, CHANGES))
        old = (at / FILE).read_bytes()
        left = int(must("stat", "-f", "-c", "%a", disk))
        with open(disk / "ballast", "wb") as ballast:
            ballast.write(b"x" * 4096 * max(0, left - free))
        done = apply(at, way)
        said = acknowledged(done.stdout)
        now = (at / FILE).read_bytes()
        wrong = []
        every = list(range(1, 2 * CHANGES + 1))
        if done.returncode == 0 and (said != every or lost(at, 1, every)):
            wrong.append(f"success after {said}, and the file lacks {lost(at, 1, every)}")
        if done.returncode != 0 and "self." not in done.stderr:
            wrong.append(f"the message names no file: {done.stderr}")
        if done.returncode != 0 and "o space left" not in done.stderr:
            wrong.append(f"the message names no cause: {done.stderr}")
        if way is None and done.returncode != 0 and not re.search(r"\d+ KiB are free there, and \d+ KiB are needed", done.stderr):
            wrong.append(f"the message says nothing of the room: {done.stderr}")
        if not said and now != old:
            wrong.append("nothing was acknowledged, and the file is another")
        if list((at / FILE).parent.glob(".*.tmp")):
            wrong.append("something was left lying about")
        (disk / "ballast").unlink()
        after = recovered(at, 1, said)
        return (wrong + [after] if after else wrong), done.returncode != 0
    finally:
        mounts.unmount(disk)


def talk(at):
    return subprocess.Popen(
        command(None), cwd=at, env=env(at), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, bufsize=1,
    )


def say(child, text):
    child.stdin.write(text)
    child.stdin.flush()


def read_only(mounts):
    """The folder becomes read-only after the first change."""
    disk = mounts.mount("ro", "-t", "tmpfs", "-o", "size=4m", "tmpfs")
    at = workspace(disk / "work")
    place = (at / FILE).parent
    two = lines(1, 1).splitlines(keepends=True)
    child = talk(at)
    say(child, two[0])
    first = child.stdout.readline()
    must("mount", "--bind", place, place)
    must("mount", "-o", "remount,ro,bind", place)
    out, err = child.communicate(two[1])
    must("umount", place)
    wrong = []
    if first != "ok 1\n" or "ok 2" in out or child.returncode == 0:
        wrong.append(f"{first!r} {out!r} {child.returncode}")
    if "self.toml" not in err or "ead-only" not in err:
        wrong.append(f"the message: {err}")
    after = recovered(at, 1, [1])
    mounts.unmount(disk)
    return wrong + [after] if after else wrong


def gone(mounts):
    """The folder gets another name after the first change, and comes back."""
    disk = mounts.mount("gone", "-t", "tmpfs", "-o", "size=4m", "tmpfs")
    at = workspace(disk / "work")
    place = (at / FILE).parent
    two = lines(1, 1).splitlines(keepends=True)
    child = talk(at)
    say(child, two[0])
    first = child.stdout.readline()
    place.rename(place.with_name("elsewhere"))
    out, err = child.communicate(two[1])
    wrong = []
    said = acknowledged(first + out)
    if child.returncode == 0 and not place.exists():
        wrong.append("success, and there is no file")
    if child.returncode != 0 and "self." not in err:
        wrong.append(f"the message: {err}")
    if child.returncode == 0 and lost(at, 1, [1, 2]):
        wrong.append(f"success, and the file lacks {lost(at, 1, [1, 2])}")
    if not place.exists():
        place.with_name("elsewhere").rename(place)
    after = recovered(at, 1, said)
    mounts.unmount(disk)
    return wrong + [after] if after else wrong


def main():
    need({"mount": "mount"})
    bad = []
    with Mounts() as mounts:
        caught = [n for n in range(0, 24) if level(mounts, n, "quiet")[0]]
        if not caught:
            sys.exit("a store that keeps errors quiet went unnoticed: this harness proves nothing")
        print(f"quiet store: caught at {len(caught)} of 24 levels", flush=True)
        full = 0
        for free in range(64):
            wrong, refused = level(mounts, free)
            full += refused
            bad += [f"{free} blocks free: {w}" for w in wrong]
        bad += [f"read-only: {w}" for w in read_only(mounts)]
        bad += [f"gone: {w}" for w in gone(mounts)]
    print(f"64 fill levels ({full} of them too full), read-only, folder gone: {len(bad)} wrong")
    for wrong in bad:
        print(wrong)
    if full == 0:
        sys.exit("no level was too full: this proves nothing")
    sys.exit(1 if bad else 0)


main()
