#!/usr/bin/env python3
"""T22: whether the tests notice when the store, the merge, the scores or the sanitiser is wrong.

cargo-mutants says what to break and how (`.cargo/mutants.toml` says where); `weave.py` puts all of
it into one copy of the source, so that it is built once. Every test is run on its own, first with
all mutants asleep, to see which of them it comes past; then each mutant is woken for the tests that
come past it, the quick ones first, until one fails. A mutant that no test notices is a survivor;
those that are explained are in `survivors.txt`."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import weave

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# Programs about the layout of the source, the documents and the words of frameworks: nothing of what
# is broken here shows there.
LEFT_OUT = ("architecture", "readme", "content", "authoring", "translations")
LONGEST = 20.0
# From here on a test is run on its own, so that the others need not wait for it.
SLOW = 1.0
SHARE = 0.90
HANDED_ON = '.envs(std::env::vars().filter(|(name, _)| name.starts_with("MUTANT")))'


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def listed(cargo_mutants):
    done = run(cargo_mutants, "mutants", "--list", "--json", "--dir", ROOT)
    if done.returncode:
        sys.exit(done.stderr)
    mutants = json.loads(done.stdout)
    for number, mutant in enumerate(mutants, 1):
        mutant["number"] = number
    return mutants


def copied(work, count):
    """A copy of what git knows of the project, with the switch in it."""
    tree = work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    names = run("git", "-C", ROOT, "ls-files", "-co", "--exclude-standard").stdout.split("\n")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    # Tests that start the program without their own environment hand the mutant on all the same.
    for path in (tree / "tests").rglob("*.rs"):
        text = path.read_text()
        if ".env_clear()" in text:
            path.write_text(text.replace(".env_clear()", f".env_clear(){HANDED_ON}"))
    lib = tree / "src/lib.rs"
    text = lib.read_text().replace("#![forbid(unsafe_code)]", "#![allow(warnings)]", 1)
    lib.write_text(text + weave.MODULE.replace("COUNT", str(count + 1)))
    return tree


def built(tree, env, mutants):
    """Weaves the mutants in and leaves out, error by error, those that the compiler refuses."""
    for number in weave.weave(tree, mutants):
        mutants[number - 1]["left"] = "cannot be woven in"
    for _ in range(40):
        weave.weave(tree, mutants)
        done = run("cargo", "check", "--locked", "--lib", "--message-format=json", cwd=tree, env=env)
        if done.returncode == 0:
            return
        refused = {}
        for line in done.stdout.splitlines():
            message = json.loads(line).get("message", {})
            if message.get("level") != "error":
                continue
            spans = sorted(message["spans"], key=lambda span: not span["is_primary"])
            for span in spans:
                # What a macro of the standard library made stands where it was called.
                while span.get("expansion") and not (tree / span["file_name"]).is_file():
                    span = span["expansion"]["span"]
                if not (tree / span["file_name"]).is_file():
                    continue
                text = (tree / span["file_name"]).read_bytes()
                numbers = weave.blamed(text, span["byte_start"], span["byte_end"])
                if numbers:
                    refused.update(dict.fromkeys(numbers, message["message"]))
                    break
        if not refused:
            sys.exit(f"the woven program does not compile:\n{done.stderr[-4000:]}")
        for number, why in refused.items():
            mutants[number - 1]["left"] = why
        print(f"  {len(refused)} more are refused by the compiler", flush=True)
    sys.exit("the woven program never compiles")


def tests_of(tree, env):
    """Every test of every test program: (program, name)."""
    done = run("cargo", "test", "--locked", "--no-run", "--message-format=json", cwd=tree, env=env)
    if done.returncode:
        sys.exit(done.stderr[-4000:])
    found = []
    for line in done.stdout.splitlines():
        artifact = json.loads(line)
        program = artifact.get("executable")
        if not program or not artifact["profile"]["test"] or artifact["target"]["name"] in LEFT_OUT:
            continue
        names = run(program, "--list", "--format", "terse", cwd=tree, env=env).stdout
        found += [(program, name) for name in re.findall(r"^(.*): test$", names, re.M)]
    return found


def runs(tree, env, program, names, limit, **more):
    """Runs some tests of one program; whether all passed, and the seconds that they took."""
    start = time.monotonic()
    process = subprocess.Popen(
        [program, *names, "--exact", "--test-threads=1"], cwd=tree, env=env | more,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        passed = process.wait(limit) == 0
    except subprocess.TimeoutExpired:
        passed = False
    finally:
        # Whatever it started goes with it.
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            pass
        process.wait()
    return passed, time.monotonic() - start


def passed_by(work, tree, env, tests, pool):
    """Of each test that can be used, the seconds that it takes and the mutants that it comes past."""
    passed = work / "passed"
    shutil.rmtree(passed, ignore_errors=True)
    passed.mkdir()

    def look(number):
        path = passed / str(number)
        program, name = tests[number]
        ok, took = runs(tree, env, program, [name], 600, MUTANTS_PASSED=str(path))
        mutants = sorted({int(line) for line in path.read_text().split()}) if path.exists() else []
        if not ok:
            print(f"  left out, it fails with nothing broken: {name}", flush=True)
        elif took > LONGEST:
            print(f"  left out, {took:.0f} s: {name}", flush=True)
        return {"program": program, "name": name, "seconds": took, "past": mutants if ok and took <= LONGEST else []}

    return list(pool.map(look, range(len(tests))))


def rounds(tests, mutant):
    """The tests that come past a mutant in the order in which they are run: those of its own module,
    then the quick ones of each program together, and the slow ones one by one."""
    near = "::".join(Path(mutant["file"]).with_suffix("").parts[1:3])
    groups = {}
    for test in tests:
        if mutant["number"] in test["past"]:
            alone = test["name"] if test["seconds"] > SLOW else ""
            own = test["name"].startswith(near)
            groups.setdefault((not own, test["program"], alone), []).append(test)
    total = lambda group: sum(test["seconds"] for test in group)
    order = lambda key: (key[0], bool(key[2]), total(groups[key]))
    return [groups[key] for key in sorted(groups, key=order)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "target/mutation")
    parser.add_argument("--cargo-mutants", default="cargo-mutants")
    parser.add_argument("--only", default="", help="mutants whose name contains this")
    parser.add_argument("--again", action="store_true", help="judge what was built and looked at before")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="judge for so long at most")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    work = asked.work.resolve()
    env = dict(os.environ) | {
        "CARGO_TARGET_DIR": str(work / "target"), "CI": "true", "INSTA_UPDATE": "no",
        "CARGO_INCREMENTAL": "0", "STOCKTAKE_TIER": "commit", "RUST_BACKTRACE": "0",
    }
    notes = work / "passed.json"
    with ThreadPoolExecutor(asked.jobs) as pool:
        if asked.again:
            known = json.loads(notes.read_text())
            mutants, tests, tree = known["mutants"], known["tests"], work / "tree"
        else:
            mutants = listed(asked.cargo_mutants)
            tree = copied(work, len(mutants))
            built(tree, env, mutants)
            tests = passed_by(work, tree, env, tests_of(tree, env), pool)
            notes.write_text(json.dumps({"mutants": mutants, "tests": tests}))
        for test in tests:
            test["past"] = set(test["past"])
        awake = [mutant for mutant in mutants if "left" not in mutant]
        print(f"{len(mutants)} mutants, {len(awake)} of them in one program; {len(tests)} tests, "
              f"{sum(test['seconds'] for test in tests):.0f} s", flush=True)

        def judge(mutant):
            number = mutant["number"]
            for group in rounds(tests, mutant):
                names = [test["name"] for test in group]
                limit = 10 + 5 * sum(test["seconds"] for test in group)
                if not runs(tree, env, group[0]["program"], names, limit, MUTANT=str(number))[0]:
                    mutant["caught"] = names[0] if len(names) == 1 else group[0]["program"].rsplit("/", 1)[1]
                    break
            return mutant

        chosen = [mutant for mutant in awake if asked.only in mutant["name"]]
        # In an order that means nothing, so that a run that is cut short is a fair sample.
        random.Random(22).shuffle(chosen)
        chosen = chosen[asked.skip :]
        start = time.monotonic()
        end = start + 60 * asked.minutes
        in_time = lambda mutant: judge(mutant) if time.monotonic() < end else None
        for at, mutant in enumerate(pool.map(in_time, chosen), 1):
            if mutant is None:
                chosen = chosen[: at - 1]
                break
            if "caught" not in mutant:
                untested = "" if rounds(tests, mutant) else " (no test comes past it)"
                print(f"SURVIVED {mutant['name']}{untested}", flush=True)
            if at % 100 == 0:
                print(f"  {at} judged, {time.monotonic() - start:.0f} s", flush=True)
    (work / "judged.json").write_text(json.dumps([{k: m.get(k) for k in ("name", "left", "caught")} for m in mutants], indent=1))
    explained = {line.split(" # ")[0].strip() for line in (HERE / "survivors.txt").read_text().splitlines()}
    survivors = [mutant["name"] for mutant in chosen if "caught" not in mutant]
    # The place moves with every line that is added above it; what is done there does not.
    what = lambda name: re.sub(r":\d+:\d+:", ":", name)
    unexplained = [name for name in survivors if what(name) not in explained]
    share = 1 - len(survivors) / max(1, len(chosen))
    print(f"{len(chosen)} judged, {len(survivors)} survived ({len(unexplained)} of them unexplained): {100 * share:.1f} % caught; "
          f"{len(mutants) - len(awake)} do not compile or cannot be woven in")
    return 0 if share >= SHARE and not unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
