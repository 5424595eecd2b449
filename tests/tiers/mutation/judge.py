#!/usr/bin/env python3
"""T22: whether the tests notice when the store, the merge, the scores or the sanitiser is wrong.

cargo-mutants says what to break and how (`.cargo/mutants.toml` says where); `weave.py` puts all of
it into one copy of the source, so that it is built once (`build.py`). Every test is run on its own,
first with all mutants asleep, to see which of them it comes past; then each mutant is woken for the
tests that come past it, the quick ones first, until one fails. A mutant that no test notices is a
survivor; those that are explained are in `survivors.txt`.

Each verdict is written down as it falls. With `--again` a run goes on from there: what was caught
stays caught while its file is the same, what survived is judged again once anything has changed."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build

HERE = Path(__file__).resolve().parent
# From here on a test is run on its own, so that the others need not wait for it.
SLOW = 1.0
SHARE = 0.90
# Where the other tests are run, too (`.ci/run`): a flush takes no time there.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def runs(tree, env, program, names, limit, **more):
    """Runs some tests of one program: those that failed, and the seconds that all took. A run that
    did not end in time failed as a whole, under the name of `(time)`."""
    start = time.monotonic()
    # A short name: screens draw the path, and a snapshot of one has room for no more.
    room = tempfile.mkdtemp(prefix="mutant-", dir=MEMORY)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [program, *names, "--exact", "--test-threads=1"], cwd=tree, env=env | {"TMPDIR": room} | more,
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        try:
            failed = [] if process.wait(limit) == 0 else ["(end)"]
        except subprocess.TimeoutExpired:
            failed = ["(time)"]
        finally:
            # Whatever it started goes with it.
            try:
                os.killpg(process.pid, 9)
            except ProcessLookupError:
                pass
            process.wait()
        if failed:
            said.seek(0)
            text = said.read().decode(errors="replace")
            failed = re.findall(r"^    (\S+)$", text.rpartition("\nfailures:\n")[2], re.M) or failed
    shutil.rmtree(room, ignore_errors=True)
    return failed, time.monotonic() - start


def passed_by(work, tree, env, tests, known, longest, pool):
    """Of each test that can be used, the seconds that it takes and the mutants that it comes past;
    from the last run where its program is the same."""
    passed = work / "passed"
    shutil.rmtree(passed, ignore_errors=True)
    passed.mkdir()
    same = {(test["program"], test["name"], test["stamp"]): test for test in known}

    def look(number):
        test = tests[number]
        old = same.get((test["program"], test["name"], test["stamp"]))
        if old:
            return old
        path = passed / str(number)
        failed, took = runs(tree, env, test["program"], [test["name"]], 900, MUTANTS_PASSED=str(path))
        past = sorted({int(line) for line in path.read_text().split()}) if path.exists() else []
        return test | {"seconds": took, "past": past, "failed": bool(failed)}

    looked = list(pool.map(look, range(len(tests))))
    for test in looked:
        if test["failed"]:
            print(f"  left out, it fails with nothing broken: {test['name']}", flush=True)
        elif test["seconds"] > longest:
            print(f"  left out, {test['seconds']:.0f} s: {test['name']}", flush=True)
    return [test for test in looked if not test["failed"] and test["seconds"] <= longest]


def rounds(tests, mutant, killers):
    """The tests that come past a mutant, some at a time, in the order in which they are run: those
    that noticed something in the same file before, those of its own module, the quick ones of each
    program together, and the slow ones one by one."""
    past = [test for test in tests if mutant["number"] in test["past"]]
    near = "::".join(Path(mutant["file"]).with_suffix("").parts[1:3])
    tried = killers.get(mutant["file"], [])
    groups = {}
    for test in sorted(past, key=lambda test: test["seconds"]):
        slow = test["seconds"] > SLOW
        rank = 3 if slow else 0 if (test["program"], test["name"]) in tried else 1 if test["name"].startswith(near) else 2
        parts = groups.setdefault((rank, test["program"]), [[]])
        if slow or sum(other["seconds"] for other in parts[-1]) > 2 * SLOW:
            parts.append([])
        parts[-1].append(test)
    flat = [(rank, sum(test["seconds"] for test in part), part) for (rank, _), parts in groups.items() for part in parts if part]
    return [part for _, _, part in sorted(flat, key=lambda one: one[:2])]


def judge(tree, env, tests, mutant, killers):
    """Wakes one mutant: the test that noticed it, or nothing."""
    for group in rounds(tests, mutant, killers):
        program = group[0]["program"]
        limit = 20 + 8 * sum(test["seconds"] for test in group)
        names = [test["name"] for test in group]
        failed, _ = runs(tree, env, program, names, limit, MUTANT=str(mutant["number"]))
        if failed:
            mine = killers.setdefault(mutant["file"], [])
            mine[:] = ([(program, name) for name in failed] + mine)[:8]
            return f"{program.rsplit('/', 1)[1].rsplit('-', 1)[0]}: {failed[0]}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=build.ROOT / "target/mutation")
    parser.add_argument("--cargo-mutants", default="cargo-mutants")
    parser.add_argument("--only", default="", help="mutants whose name holds this")
    parser.add_argument("--again", action="store_true", help="go on from the verdicts of the last run")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="judge for so long at most")
    parser.add_argument("--longest", type=float, default=60, help="leave out tests that take more seconds")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    env = dict(os.environ) | build.QUICK | {
        "CARGO_TARGET_DIR": str(work / "target"), "CI": "true", "INSTA_UPDATE": "no", "RUST_BACKTRACE": "0",
    }
    env.pop("STOCKTAKE_TIER", None)
    notes, verdicts = work / "passed.json", work / "verdicts.jsonl"
    known = json.loads(notes.read_text()) if asked.again and notes.exists() else {"mutants": [], "tests": []}
    if not asked.again:
        verdicts.unlink(missing_ok=True)

    with ThreadPoolExecutor(asked.jobs) as pool:
        mutants = build.listed(asked.cargo_mutants)
        refused = {(m["name"], m["of"]): m["left"] for m in known["mutants"] if m.get("left")}
        for mutant in mutants:
            if (mutant["name"], mutant["of"]) in refused:
                mutant["left"] = refused[mutant["name"], mutant["of"]]
        tree, sources, whole = build.copied(work, mutants)
        build.built(tree, env, mutants, sources)
        tests = build.tests_of(tree, env)
        tests = passed_by(work, tree, env, tests, known["tests"], asked.longest, pool)
        notes.write_text(json.dumps({"mutants": mutants, "tests": tests}))
        for test in tests:
            test["past"] = set(test["past"])
        awake = [mutant for mutant in mutants if "left" not in mutant]
        print(f"{len(mutants)} mutants, {len(awake)} of them in one program; {len(tests)} tests, "
              f"{sum(test['seconds'] for test in tests):.0f} s", flush=True)

        fallen = {}
        for line in verdicts.read_text().splitlines() if verdicts.exists() else []:
            verdict = json.loads(line)
            if verdict["caught"] or verdict["whole"] == whole:
                fallen[verdict["name"], verdict["of"]] = verdict["caught"]
        chosen = [mutant for mutant in awake if asked.only in mutant["name"]]
        # In an order that means nothing, so that a run that is cut short is a fair sample.
        random.Random(22).shuffle(chosen)
        waiting = [mutant for mutant in chosen if (mutant["name"], mutant["of"]) not in fallen]
        print(f"{len(chosen) - len(waiting)} were judged before", flush=True)
        start = time.monotonic()
        killers = {}

        def in_time(mutant):
            if time.monotonic() - start < 60 * asked.minutes:
                return mutant, judge(tree, env, tests, mutant, killers)
            return None

        with verdicts.open("a") as file:
            for at, done in enumerate(pool.map(in_time, waiting), 1):
                if done is None:
                    break
                mutant, caught = done
                fallen[mutant["name"], mutant["of"]] = caught
                verdict = {"name": mutant["name"], "of": mutant["of"], "whole": whole, "caught": caught}
                file.write(json.dumps(verdict) + "\n")
                file.flush()
                if not caught:
                    past = any(mutant["number"] in test["past"] for test in tests)
                    print(f"SURVIVED {mutant['name']}{'' if past else ' (no test comes past it)'}", flush=True)
                if at % 50 == 0:
                    print(f"  {at} judged, {time.monotonic() - start:.0f} s", flush=True)

    explained = {line.split(" # ")[0].strip() for line in (HERE / "survivors.txt").read_text().splitlines()}
    judged = [(mutant["name"], fallen[mutant["name"], mutant["of"]]) for mutant in chosen if (mutant["name"], mutant["of"]) in fallen]
    survivors = [name for name, caught in judged if not caught]
    late = sum(1 for _, caught in judged if caught and caught.endswith("(time)"))
    # The place moves with every line that is added above it; what is done there does not.
    unexplained = [name for name in survivors if re.sub(r":\d+:\d+:", ":", name) not in explained]
    for name in unexplained:
        print(f"UNEXPLAINED {name}")
    share = 1 - len(survivors) / max(1, len(judged))
    print(f"{len(judged)} of {len(chosen)} judged, {len(judged) - len(survivors)} caught ({late} by never ending), "
          f"{len(survivors)} survived ({len(unexplained)} of them unexplained): {100 * share:.1f} % caught; "
          f"{len(mutants) - len(awake)} do not compile or cannot be woven in")
    return 0 if share >= SHARE and not unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
