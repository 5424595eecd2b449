"""The list of mutants, the one copy of the project that holds them all, and its tests."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import weave

ROOT = Path(__file__).resolve().parents[3]
# Programs about the layout of the source, the documents and the words of frameworks: nothing of what
# is broken here shows there.
LEFT_OUT = ("architecture", "readme", "content", "authoring", "translations")
HANDED_ON = '.envs(std::env::vars().filter(|(name, _)| name.starts_with("MUTANT")))'
# Optimised a little, with every check that a debug build has.
QUICK = {"CARGO_PROFILE_DEV_OPT_LEVEL": "1", "CARGO_PROFILE_DEV_INCREMENTAL": "false"}


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def listed(cargo_mutants):
    """All mutants, numbered, each with a digest of what it breaks: its file without the tests there."""
    done = run(cargo_mutants, "mutants", "--list", "--json", "--dir", ROOT)
    if done.returncode:
        sys.exit(done.stderr)
    mutants = json.loads(done.stdout)
    for number, mutant in enumerate(mutants, 1):
        mutant["number"] = number
        mutant["of"] = digest((ROOT / mutant["file"]).read_text().split("#[cfg(test)]")[0])
    return mutants


def copied(work, mutants):
    """A copy of what git knows of the project, with the switch in it; the files that mutants are woven
    into, as they are; and a digest of all of it. What has not changed since the last copy is left as
    it is, so that cargo need not build it again."""
    tree = work / "tree"
    names = run("git", "-C", ROOT, "ls-files", "-co", "--exclude-standard").stdout.split("\n")
    names = {name for name in names if name and (ROOT / name).is_file()}
    sources = dict.fromkeys(mutant["file"] for mutant in mutants)
    whole = hashlib.sha256()
    for name in sorted(names):
        content = (ROOT / name).read_bytes()
        if name.startswith(("src/", "tests/", "examples/", "Cargo.")):
            whole.update(name.encode() + content)
        if name in sources:
            sources[name] = content
            continue
        # Tests that start the program without their own environment hand the mutant on all the same.
        if name.startswith("tests/") and name.endswith(".rs"):
            content = content.replace(b".env_clear()", f".env_clear(){HANDED_ON}".encode())
        if name == "src/lib.rs":
            content = content.replace(b"#![forbid(unsafe_code)]", b"#![allow(warnings)]", 1)
            content += weave.MODULE.replace("COUNT", str(len(mutants) + 1)).encode()
        weave.put(tree / name, content)
    for path in tree.rglob("*"):
        if path.is_file() and str(path.relative_to(tree)) not in names:
            path.unlink()
    return tree, sources, whole.hexdigest()[:16]


def built(tree, env, mutants, sources):
    """Weaves the mutants in and leaves out, error by error, those that the compiler refuses."""
    for number in weave.weave(tree, mutants, sources):
        mutants[number - 1]["left"] = "cannot be woven in"
    for _ in range(40):
        weave.weave(tree, mutants, sources)
        done = run("cargo", "test", "--locked", "--lib", "--no-run", "--message-format=json", cwd=tree, env=env)
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
    """Every test of every test program: the program, the name, and when the program was built."""
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
        stamp = os.stat(program).st_mtime_ns
        names = re.findall(r"^(.*): test$", names, re.M)
        found += [{"program": program, "name": name, "stamp": stamp} for name in names]
    return found
