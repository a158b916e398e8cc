"""Kill a writer at random moments, again and again, and say what was found.

    python tests/safekeeping/torture.py --kills 500 [--seed 1] [--folder DIR]

A child process exports four files, a new one and a deletion, round after round, while a thread of it keeps a
draft. The parent kills it, looks at every file, recovers as the program does at start, looks again, and
starts the next. Ends with 0 only when nothing torn, mixed, lost or left over was ever found.
"""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from clinicwriter.safekeeping import (
    Draft,
    DraftStore,
    ExportLog,
    FileChange,
    Outcome,
    VersionStore,
    Writer,
    read_file,
)

NAMES = ("articles/a.md", "blog/a.html", "blog/index.html", "feed.xml")


@dataclass
class Findings:
    """What was found: the counts for people, and everything that must never be."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(otherwise)


def content(number: int, name: str) -> bytes:
    """Make bytes that tell their round, and whether they are whole; each of another length."""
    body = f"round {number} of {name}\n" + f"line {number}\n" * (200 + number * 37 % 3000)
    return f"{number} {hashlib.sha256(body.encode()).hexdigest()}\n{body}".encode()


def round_of(data: bytes, name: str) -> int:
    """Return the round that these bytes are of; -1 for anything torn or mixed."""
    try:
        number = int(data.split(b" ", 1)[0])
    except ValueError:
        return -1
    return number if data == content(number, name) else -1


def changes_to(site: Path, number: int) -> list[FileChange]:
    changes = [FileChange(site / name, now(site / name), content(number, name)) for name in NAMES]
    changes.append(FileChange(site / f"new{number}" / "page.html", None, content(number, "page")))
    old = site / f"new{number - 1}" / "page.html"
    if old.exists():
        changes.append(FileChange(old, now(old), None))
    return changes


def now(path: Path) -> bytes | None:
    return read_file(path) if path.exists() else None


def write_for_ever(home: Path, number: int) -> None:
    """Be the child: export and keep a draft until killed; say on standard output what is certainly kept."""
    threading.Thread(target=keep_for_ever, args=(home, number * 1000), daemon=True).start()
    writer, log, versions = (
        Writer(home / "journal"),
        ExportLog(home / "exports"),
        VersionStore(home / "versions"),
    )
    while True:
        number += 1
        changes = changes_to(home / "site", number)
        writer.write_all(changes, f"Round {number}", partial(log.record, changes, f"Round {number}"))
        say(exported=number)
        versions.keep("a", content(number, "version"), "export")


def keep_for_ever(home: Path, number: int) -> None:
    store = DraftStore(home / "drafts")
    while True:
        number += 1
        store.keep(draft(number))
        say(kept=number)


def draft(number: int) -> Draft:
    return Draft(
        "d", None, None, None, content(number, "draft"), None, f"Draft {number}", number, time.time()
    )


def say(**what: int) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def run_and_kill(home: Path, number: int, delay_s: float) -> dict[str, int]:
    """Start a child, kill it some time after its first word, and return the last of each thing it said."""
    command = [sys.executable, __file__, "--write-in", str(home), "--from-round", str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        heard = [child.stdout.readline()]
        time.sleep(delay_s)
        child.kill()
        heard += child.stdout.readlines()
    said: dict[str, int] = {}
    for line in heard:
        if line.endswith(b"}\n"):
            said.update(json.loads(line))
    return said


def look(home: Path, said: dict[str, int], found: Findings) -> int:
    """Look at everything after a kill, before and after recovering; return the round that the site is at."""
    site = home / "site"
    for name in NAMES:
        data = now(site / name)
        found.check(data is None or round_of(data, name) >= 0, f"{name} is torn after a kill")
    recoveries = Writer(home / "journal").recover()
    found.counts.update(f"export {each.outcome.value}" for each in recoveries)
    found.counts["kills between exports"] += not recoveries
    found.check(all(r.outcome is Outcome.COMPLETED for r in recoveries), f"not completed: {recoveries}")
    rounds = {round_of(now(site / name) or b"0 ", name) if (site / name).exists() else 0 for name in NAMES}
    found.check(len(rounds) == 1, f"the site is of several rounds: {sorted(rounds)}")
    at = max(rounds)
    found.check(
        at >= said.get("exported", 0), f"export {said.get('exported')} was said to be done, site at {at}"
    )
    pages = sorted(path.relative_to(site).as_posix() for path in site.glob("new*/*"))
    found.check(pages == ([f"new{at}/page.html"] if at else []), f"pages at round {at}: {pages}")
    look_at_draft(home, said, found)
    look_at_logs(home, found)
    found.check(not list(site.rglob(".clinicwriter-*")), "a leftover lies in the site")
    return at


def look_at_draft(home: Path, said: dict[str, int], found: Findings) -> None:
    store = DraftStore(home / "drafts")
    drafts = store.drafts()
    found.check(not store.damaged(), "a draft is damaged")
    kept = drafts[0].cursor if drafts else 0
    found.check(kept >= said.get("kept", 0), f"draft {said.get('kept')} was kept, {kept} is there")
    found.check(not drafts or drafts[0].article == content(kept, "draft"), "the draft is mixed")
    found.counts["drafts kept"] += kept % 1000


def look_at_logs(home: Path, found: Findings) -> None:
    log, versions = ExportLog(home / "exports"), VersionStore(home / "versions")
    log.entries()
    found.check(not list((home / "exports").glob("damaged/*")), "the export log is damaged")
    for version in versions.versions("a")[:3]:
        found.check(round_of(versions.read(version), "version") >= 0, "a version is torn")
    found.check(not versions.damaged(), "the versions are damaged")


def torture(home: Path, kills: int, seed: int) -> Findings:
    """Kill as many times, and return what was found."""
    chance, found, at = random.Random(seed), Findings(), 0
    for _ in range(kills):
        said = run_and_kill(home, at, chance.random() * 0.12)
        at = look(home, said, found)
        found.counts["kills"] += 1
    found.counts["exports written"] = at
    return found


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--kills", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments.add_argument(
        "--folder", type=Path, help="a folder on the disk to try (default: a temporary one)"
    )
    arguments.add_argument("--write-in", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--from-round", type=int, default=0, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.write_in:
        write_for_ever(asked.write_in, asked.from_round)
    home = Path(tempfile.mkdtemp(prefix="torture-", dir=asked.folder))
    found = torture(home, asked.kills, asked.seed)
    sys.stdout.write(
        f"seed {asked.seed}\n" + "".join(f"{count:6} {what}\n" for what, count in found.counts.items())
    )
    sys.stdout.write(
        "".join(f"WRONG: {each}\n" for each in found.wrong) or "Nothing torn, mixed, lost or left over.\n"
    )
    if not found.wrong:
        shutil.rmtree(home)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
