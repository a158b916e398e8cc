"""Kill the program while somebody types and exports in its window, again and again, and say what was found.

    python tests/ui/torture.py --kills 500 [--seed 1] [--folder DIR]

A child process opens the real window, types numbered words into it and exports now and then. The parent kills
it at a random moment, looks at every file of the site and at the kept draft, and starts the next, which must
open the very text that was kept and finish or take back the export that was cut short. Ends with 0 only when
no file was torn, mixed or half exported, no word out of its order, and never more than two seconds of typing
missing. These are counted in words at the typist's pace: a busy machine makes no promise false.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from clinicwriter.article import Article
from clinicwriter.safekeeping import DraftStore, Places

KEY_EVERY_MS = 40
MOST_MISSING = 2000 // KEY_EVERY_MS
"""Words in two seconds of typing."""
EXPORT_CHANCE = 0.06
LONGEST_LIFE_S = 2.2
LONGEST_WAIT = 200
"""Words after which nobody waits for an export any more."""
HUNT_BELOW_S = 0.9
"""A life drawn shorter than this waits for an export, and ends a tenth of itself after that began."""
ROUNDS_IN_A_HOME = 25
"""A text that grows for ever would only measure the editor."""
WORD = re.compile(r"\bt(\d{6})\b")
KILLED = -9


@dataclass
class Findings:
    """What was found: the counts for people, and everything that must never be."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    most_missing: int = 0

    def check(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(otherwise)


# -- the child ------------------------------------------------------------------------------------


class NobodyAnswers:
    """Tell the parent of every question and message: with one person at work there must be none."""

    def __getattr__(self, name: str) -> Any:
        def asked(*arguments: object) -> str:
            say(asked=f"{name}: {arguments!r:.400}")
            return ""

        return asked


def type_for_ever(home: Path, first: int, seed: int) -> None:
    """Be the child: open the window, say what it shows, then type and export until killed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer  # noqa: PLC0415  # the parent needs no window
    from PySide6.QtGui import QTextCursor  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from clinicwriter.ui.application import build  # noqa: PLC0415
    from clinicwriter.ui.preview import PreviewPane  # noqa: PLC0415
    from clinicwriter.ui.preview.simple import SimpleView  # noqa: PLC0415

    chance = random.Random(seed)
    program = build(
        Places.below(home),
        NobodyAnswers(),  # type: ignore[arg-type]
        make_preview=lambda session, keeper: PreviewPane(
            session, keeper, make_view=lambda: (SimpleView(), False)
        ),
    )
    edit, exports, number = program.window.editor.text_edit, program.exports, first
    exports.planned.disconnect()

    def carry_out(planned: Any) -> None:
        say(exporting=[[str(c.path), sha(c.before), sha(c.after)] for c in planned.plan.changes])
        exports.write(planned)

    exports.planned.connect(carry_out)
    exports.exported.connect(lambda plan: say(exported=len(plan.changes)))
    program.work.error_met.connect(lambda outcome: say(asked=f"error: {outcome.error}"))

    def press() -> None:
        nonlocal number
        if chance.random() < EXPORT_CHANCE and not program.work.is_busy:
            exports.begin()
        number += 1
        QTest.keyClicks(edit, f"t{number:06d} ")
        if number % 40 == 0:
            QTest.keyClicks(edit, "\r")
        say(typed=number)

    typist = QTimer(interval=KEY_EVERY_MS)
    typist.timeout.connect(press)

    def begin() -> None:
        if not program.session.is_open or program.work.is_busy:
            QTimer.singleShot(30, begin)
            return
        say(text=program.session.article.text)
        edit.moveCursor(QTextCursor.MoveOperation.End)
        typist.start()

    program.window.show()
    program.desk.start()
    QTimer.singleShot(30, begin)
    program.application.exec()


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def sha(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


# -- the parent -----------------------------------------------------------------------------------


@dataclass
class Life:
    """What one child said before it was killed."""

    first: int
    code: int = 0
    text: str | None = None
    typed: int = 0
    exporting: list[list[list[Any]]] = field(default_factory=list)
    exported: int = 0
    asked: list[str] = field(default_factory=list)
    files_at_begin: dict[str, str | None] = field(default_factory=dict)


def live_and_die(home: Path, first: int, seed: int, life_s: float) -> Life:
    """Start a child, kill it some time after it began to type, and return what it said."""
    command = [
        sys.executable,
        __file__,
        "--type-in",
        str(home),
        "--from-word",
        str(first),
        "--seed",
        str(seed),
    ]
    life = Life(first, typed=first)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        for line in child.stdout:
            take(life, line)
            if life.text is not None:
                break
        life.files_at_begin = prints_of(home)
        if life_s < HUNT_BELOW_S:
            wait_for_export(life, child.stdout)
        with suppress(subprocess.TimeoutExpired):
            child.wait(life_s / 10 if life_s < HUNT_BELOW_S else life_s)
        child.kill()
        for line in child.stdout:
            take(life, line)
    life.code = child.returncode
    return life


def wait_for_export(life: Life, lines: IO[bytes]) -> None:
    """Wait until an export begins, so that the kill comes in the middle of it."""
    for line in lines:
        take(life, line)
        if life.exporting or life.typed > life.first + LONGEST_WAIT:
            return


def take(life: Life, line: bytes) -> None:
    if not line.endswith(b"}\n"):
        return
    said = json.loads(line)
    life.text = said.get("text", life.text)
    life.typed = said.get("typed", life.typed)
    life.exported += "exported" in said
    if "exporting" in said:
        life.exporting.append(said["exporting"])
    if "asked" in said:
        life.asked.append(said["asked"])


def prints_of(home: Path) -> dict[str, str | None]:
    """Return the fingerprint of every file of the site."""
    site = Places.below(home).documents
    files = [path for path in site.rglob("*") if path.is_file() and ".clinicwriter" not in path.parts]
    return {str(path): sha(path.read_bytes()) for path in files}


def words_of(text: str) -> list[int]:
    return [int(number) for number in WORD.findall(text)]


def look(home: Path, life: Life, found: Findings) -> int:
    """Look at everything after a kill; return how many words are kept."""
    found.check(life.code == KILLED, f"the program ended by itself with {life.code}")
    found.check(not life.asked, f"the program asked or told: {life.asked}")
    look_at_site(home, life, found)
    store = DraftStore(Places.below(home).drafts)
    drafts = store.drafts()
    found.check(not store.damaged(), "a draft is damaged")
    texts = [words_of(Article.from_bytes(draft.article).text) for draft in drafts]
    words = max(texts, key=len, default=[])
    found.check(words == list(range(1, len(words) + 1)), f"words are lost or out of order: {words[-5:]}")
    missing = life.typed - len(words)
    found.most_missing = max(found.most_missing, missing)
    found.check(missing <= MOST_MISSING, f"{missing} words of typing are missing")
    found.counts["words typed"] += missing + len(words) - found.counts["words at last look"]
    found.counts["words at last look"] = len(words)
    found.counts["exports finished"] += life.exported
    return len(words)


def look_at_site(home: Path, life: Life, found: Findings) -> None:
    """Every file is one that was there at the begin, or one that an export made."""
    expected = dict(life.files_at_begin)
    exports = life.exporting
    done = exports[: life.exported]
    for change in (change for export in done for change in export):
        expected[change[0]] = change[2]
    cut_short = exports[life.exported] if len(exports) > life.exported else []
    after = {path: new for path, _old, new in cut_short}
    found.counts["kills during an export"] += bool(cut_short)
    now = {path: print_ for path, print_ in prints_of(home).items() if "/.clinicwriter-" not in path}
    for path in expected.keys() | now.keys():
        is_known = now.get(path) in (expected.get(path), after.get(path, expected.get(path)))
        found.check(is_known, f"{Path(path).name} is torn or mixed after a kill")


def look_at_begin(before: Life, kept: int, life: Life, found: Findings) -> None:
    """The next start shows what was kept, and the export that was cut short is whole or absent."""
    found.check(words_of(life.text or "") == list(range(1, kept + 1)), "not what was kept was opened")
    if len(before.exporting) > before.exported:
        cut = before.exporting[before.exported]
        states = {
            "whole" if life.files_at_begin.get(path) == new else "absent"
            for path, old, new in cut
            if old != new
        }
        found.check(len(states) <= 1, "an export is half there after the next start")
        found.counts.update(f"exports cut short and {state}" for state in states)
    leftovers = [path for path in life.files_at_begin if ".clinicwriter-" in path]
    found.check(not leftovers, f"leftovers lie in the site: {leftovers}")


def torture(folder: Path, kills: int, seed: int) -> Findings:
    """Kill as many times, and return what was found."""
    chance, found = random.Random(seed), Findings()
    home, before, kept = folder / "home-0", None, 0
    for number in range(kills):
        if number % ROUNDS_IN_A_HOME == 0:
            home, before, kept = folder / f"home-{number}", None, 0
            found.counts["words at last look"] = 0
        life = live_and_die(home, kept, chance.randrange(10**6), chance.random() * LONGEST_LIFE_S)
        if before is not None:
            look_at_begin(before, kept, life, found)
        kept = look(home, life, found)
        before = life
        found.counts["kills"] += 1
    del found.counts["words at last look"]
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
    arguments.add_argument("--type-in", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--from-word", type=int, default=0, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.type_in:
        type_for_ever(asked.type_in, asked.from_word, asked.seed)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=asked.folder))
    found = torture(folder, asked.kills, asked.seed)
    lines = [f"seed {asked.seed}", *(f"{count:6} {what}" for what, count in found.counts.items())]
    lines += [f"{found.most_missing * KEY_EVERY_MS:6} ms of typing missing at most"]
    lines += [f"WRONG: {each}" for each in found.wrong] or ["Nothing torn, mixed or lost."]
    sys.stdout.write("\n".join(lines) + "\n")
    if not found.wrong:
        shutil.rmtree(folder)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
