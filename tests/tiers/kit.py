"""What the tiers share: a workspace, the program and its broken twin, mounts, and the verdict.

The tiers are run by `just nightly`. They need Linux, root, and what each names; where something is
missing they say SKIPPED, loudly, and exit with 77, which is no success.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
PROGRAM = TARGET / "stocktake"
BROKEN = TARGET / "examples" / "broken_store"
FILE = "assessments/XAA/2025/self.toml"
ENTRIES = 40


def skip(why):
    print(f"SKIPPED {os.path.basename(sys.argv[0])}: {why}", flush=True)
    sys.exit(77)


def need(tools, root=True):
    """Ends the run where something is missing that cannot be installed."""
    if not sys.platform.startswith("linux"):
        skip("it needs Linux")
    if root and os.geteuid() != 0:
        skip("it needs root, for mounts")
    for tool, package in tools.items():
        if shutil.which(tool) is None and shutil.which("apt-get"):
            subprocess.run(["apt-get", "install", "-y", "-q", package], capture_output=True)
        if shutil.which(tool) is None:
            skip(f"there is no {tool}, and {package} could not be installed")
    if not PROGRAM.exists() or not BROKEN.exists():
        sys.exit("build first: cargo build --locked --bins --examples")


def run(*words, **more):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, **more)


def must(*words, **more):
    done = run(*words, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


class Mounts:
    """Mounts that are gone at the end, whatever happens."""

    def __init__(self):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="stocktake-tier-"))
        self.mounted = []

    def __enter__(self):
        return self

    def mount(self, name, *words):
        at = self.base / name
        at.mkdir(exist_ok=True)
        done = run("mount", *words, at)
        if done.returncode != 0:
            skip(f"mount is not possible here: {done.stderr.strip()}")
        self.mounted.append(at)
        return at

    def unmount(self, at):
        must("umount", at)
        self.mounted.remove(at)

    def __exit__(self, *_):
        for at in reversed(self.mounted):
            if run("umount", at).returncode != 0:
                run("umount", "-l", at)
        shutil.rmtree(self.base, ignore_errors=True)


def workspace(at):
    """A workspace with one assessment."""
    at.mkdir(parents=True, exist_ok=True)
    (at / "frameworks").mkdir(exist_ok=True)
    shutil.copy(ROOT / "tests/documents/tiny.toml", at / "frameworks/tiny.toml")
    (at / "assessments").mkdir(exist_ok=True)
    must(PROGRAM, "new", "XAA/2025", "--framework", "tiny", cwd=at, env=env(at))
    return at


def env(at):
    return {"HOME": str(at), "PATH": os.environ["PATH"], "COLUMNS": "200"}


def lines(first, count):
    """Changes whose number is found in the file: an entry, and a box that each overwrites."""
    text = []
    for n in range(first, first + count):
        text.append(
            '{"put": "evidence", "entry": {"id": "e%d", "kind": "survey", "title": "%d"}}' % (n % ENTRIES, n)
        )
        text.append('{"question": "b", "claim": "%d"}' % n)
    return "\n".join(text) + "\n"


def command(way):
    """The program, or the store that is broken in this way."""
    return [str(PROGRAM), "apply", "XAA/2025"] if way is None else [str(BROKEN), way, "XAA/2025"]


def acknowledged(said):
    """Which lines were acknowledged; a line that was printed in part was not."""
    return [int(n) for n in re.findall(r"^ok (\d+)\n", said, re.M)]


def lost(at, first, acknowledged):
    """Which of the acknowledged lines are not in the file."""
    text = (at / FILE).read_text()
    entries = dict(re.findall(r'^id = "(e\d+)"\nkind = "survey"\ntitle = "(\d+)"', text, re.M))
    claim = re.search(r'^claim = "(\d+)"', text, re.M)
    claim = int(claim[1]) if claim else 0
    missing = []
    for line in acknowledged:
        n = first + (line - 1) // 2
        found = int(entries.get(f"e{n % ENTRIES}", 0)) if line % 2 == 1 else claim
        if found < n:
            missing.append(line)
    return missing


def recovered(at, first, acknowledged):
    """What is wrong after `recover --apply`; nothing, if all is well."""
    recover = run(PROGRAM, "recover", "XAA/2025", "--apply", cwd=at, env=env(at))
    if recover.returncode != 0:
        return f"recover: {recover.stdout}{recover.stderr}"
    missing = lost(at, first, acknowledged)
    if missing:
        return f"of {len(acknowledged)} acknowledged lines these are lost: {missing}"
    for word in (["verify", "XAA/2025"], ["check", FILE]):
        done = run(PROGRAM, *word, cwd=at, env=env(at))
        if done.returncode != 0:
            return f"{word}: {done.stdout}{done.stderr}"
    return None
