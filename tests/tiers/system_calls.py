#!/usr/bin/env python3
"""T4, faults of real system calls: strace makes the N-th call of a kind fail, or that and every
later one, or kills the program there, or makes it claim a write that it never did. Whatever happens,
what was acknowledged is found again, success is said only when everything is in the file, and nothing is
left lying about except after a kill. A case counts only if the fault was really injected. A broken store,
which keeps errors quiet, must be caught first.

strace cannot make a write short that still happens; a limit on the length of files can, and does here:
the call that crosses it writes a part, and the next one fails."""

import pathlib
import re
import resource
import signal
import sys
import tempfile

from kit import *

CALLS = {
    "openat": ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE"],
    "write": ["EIO", "ENOSPC", "EDQUOT", "EINTR"],
    "fsync": ["EIO", "ENOSPC", "EROFS"],
    "fdatasync": ["EIO", "ENOSPC", "EDQUOT"],
    "rename": ["EIO", "EACCES", "EROFS", "ENOSPC"],
    "renameat2": ["EIO", "EACCES", "EROFS", "EINVAL", "EOPNOTSUPP"],
    "fchmod": ["EPERM", "EROFS"],
    "unlink": ["EIO", "EACCES"],
    "flock": ["ENOLCK", "EINTR", "EOPNOTSUPP"],
}
CHANGES = 3
# One byte of a write is claimed, and does not happen.
CLAIMED = {"CLAIM": 1}


def calls_of(at, call):
    """How often a sound run makes a call, from the first that touches the assessment."""
    log = at / "log"
    log.unlink(missing_ok=True)
    run("strace", "-f", "-qq", "-o", log, "-e", f"trace={call}", *command(None), "changes", cwd=at, env=env(at))
    text = [line for line in log.read_text().splitlines() if re.search(rf"\b{call}\(", line)]
    begun = next((n for n, line in enumerate(text) if "2025" in line), 0) if call == "openat" else 0
    return begun + 1, len(text)


def case(base, call, what, when, way=None):
    """One fault; gives whether it was injected, and what is wrong."""
    at = workspace(pathlib.Path(tempfile.mkdtemp(dir=base)))
    (at / "changes").write_text(lines(1, CHANGES))
    log = at / "log"
    fault = "signal=KILL" if what == "KILL" else f"error={what}"
    if what in CLAIMED:
        fault = f"retval={CLAIMED[what]}"
    with open(at / "changes") as feed:
        done = run(
            "strace", "-f", "-qq", "-y", "-o", log, "-e", f"trace={call}",
            "-e", f"inject={call}:{fault}:when={when}",
            *command(way), cwd=at, env=env(at), stdin=feed, timeout=60,
        )
    text = log.read_text() if log.exists() else ""
    if what == "KILL":
        injected = "killed by SIGKILL" in text
    elif what in CLAIMED:
        # What is written to a pipe, for people or between threads, is nobody's work.
        injected = re.search(r"write\(\d+<(?!pipe|anon_inode|/dev|socket)[^>]*>.*\(INJECTED\)", text)
        if not injected:
            run("rm", "-rf", at)
            return False, []
    else:
        injected = "(INJECTED)" in text
    said = acknowledged(done.stdout)
    every = list(range(1, 2 * CHANGES + 1))
    wrong = []
    if done.returncode == 0:
        if said != every and what != "KILL":
            wrong.append(f"success after {said}")
        missing = lost(at, 1, every)
        if missing:
            wrong.append(f"success, and the file lacks {missing}")
    if way is None and "panicked" in done.stderr:
        wrong.append(f"panic: {done.stderr}")
    left = [p.name for p in (at / FILE).parent.iterdir() if p.name.endswith(".tmp")]
    if left and what != "KILL" and call != "unlink":
        wrong.append(f"left behind: {left}")
    after = recovered(at, 1, said)
    if after:
        wrong.append(after)
    run("rm", "-rf", at)
    return injected, wrong


def short(base, limit, way=None):
    """No file may grow beyond so many bytes: real short writes; gives whether one came, and what is
    wrong."""
    at = workspace(pathlib.Path(tempfile.mkdtemp(dir=base)))
    (at / "changes").write_text(lines(1, CHANGES))

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with open(at / "changes") as feed:
        done = run(*command(way), cwd=at, env=env(at), stdin=feed, timeout=60, preexec_fn=limited)
    said = acknowledged(done.stdout)
    every = list(range(1, 2 * CHANGES + 1))
    wrong = []
    if done.returncode == 0 and (said != every or lost(at, 1, every)):
        wrong.append(f"success after {said}")
    if [p.name for p in (at / FILE).parent.iterdir() if p.name.endswith(".tmp")]:
        wrong.append("something was left behind")
    after = recovered(at, 1, said)
    if after:
        wrong.append(after)
    run("rm", "-rf", at)
    return done.returncode != 0, wrong


def main():
    need({"strace": "strace"}, root=False)
    with tempfile.TemporaryDirectory() as base:
        probe = workspace(pathlib.Path(base) / "probe")
        (probe / "changes").write_text(lines(1, CHANGES))
        caught = []
        for call, what in (("renameat2", "EIO"), ("renameat2", "EROFS"), ("openat", "EACCES")):
            for when in range(1, 4):
                when = calls_of(probe, call)[0] + when - 1
                workspace_again(probe)
                injected, wrong = case(base, call, what, f"{when}+", "quiet")
                wrong = [w for w in wrong if "lost" in w or "lacks" in w]
                if injected and wrong:
                    caught.append(f"{call} {what} {when}+: {wrong[0].splitlines()[0]}")
        if not caught:
            sys.exit("a store that keeps errors quiet went unnoticed: this harness proves nothing")
        print(f"quiet store: caught {len(caught)} times, first: {caught[0][:140]}", flush=True)
        cases, idle, bad = 0, 0, []
        for call, kinds in CALLS.items():
            first, last = calls_of(probe, call)
            workspace_again(probe)
            # Once; and every call from there on.
            numbers = range(first, min(last, first + 13) + 1)
            whens = [str(n) for n in numbers] + [f"{n}+" for n in numbers[:4]]
            for when in whens:
                # Nobody is interrupted for ever, and one kill is enough.
                if call == "write":
                    kinds = CALLS[call] + list(CLAIMED)
                for what in [k for k in kinds if k != "EINTR"] if "+" in when else kinds + ["KILL"]:
                    injected, wrong = case(base, call, what, when)
                    if not injected:
                        idle += 1
                        continue
                    cases += 1
                    if wrong:
                        bad.append(f"{call} {what} {when}: " + "; ".join(wrong))
            print(f"{call}: {cases} cases so far, {len(bad)} wrong", flush=True)
        came = 0
        for limit in range(150, 2400, 25):
            cut, wrong = short(base, limit)
            came += cut
            if wrong:
                bad.append(f"short writes at {limit}: " + "; ".join(wrong))
        cases += came
        print(f"short writes: {came} of them real, {cases} cases so far, {len(bad)} wrong", flush=True)
        if came < 20:
            sys.exit("hardly a write was short: this proves nothing")
    print(f"{cases} faults injected, {len(bad)} with a wrong outcome; {idle} did not come to pass")
    for wrong in bad:
        print(wrong)
    if cases < 200:
        sys.exit("fewer than 200 cases")
    sys.exit(1 if bad else 0)


def workspace_again(at):
    run("rm", "-rf", at)
    workspace(at)
    (at / "changes").write_text(lines(1, CHANGES))


main()
