"""What is asked of the checks, and what they answer, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clinicwriter.checks import RULES_FOLDER, Checker, Ignores, Report, Subject, load_ignores, load_rules
from clinicwriter.errors import ClinicWriterError
from clinicwriter.ui.tickets import Ticket

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """What is to be checked. ``make`` reads files: it is called in the worker.

    ``text`` holds while the text is the one asked about; ``root`` is where decisions to ignore are kept.
    """

    text: Ticket
    root: Path
    make: Callable[[], Subject]


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """A report without what is ignored; ``full`` has all. ``problems`` are files that could not be used."""

    question: CheckQuestion
    subject: Subject
    report: Report
    full: Report
    ignores: Ignores
    problems: tuple[str, ...] = ()


class CheckWorker:
    """Check in the worker's thread. State: the checker and the rule files that it was made from."""

    def __init__(self) -> None:
        self._checker: Checker | None = None
        self._made_from: tuple[Path | None, _Stamp] = (None, ())

    def answer(self, question: CheckQuestion) -> CheckAnswer:
        """Check what is asked. Files that cannot be read are told among the ``problems``."""
        subject = question.make()
        checker = self._checker_for(subject.site.root if subject.site is not None else None)
        problems = [str(problem) for problem in checker.rules.problems]
        try:
            ignores = load_ignores(question.root)
        except ClinicWriterError as error:
            ignores = Ignores()
            problems.append(f"{error.happened} {error.next_step}")
        full = checker.check(subject)
        report = full.without(lambda finding: ignores.hides(finding, subject.name))
        # Worked out here and kept: the window's thread would need milliseconds for it.
        _ = report.findings
        return CheckAnswer(question, subject, report, full, ignores, tuple(problems))

    def _checker_for(self, root: Path | None) -> Checker:
        made_from = (root, _stamp(root))
        if self._checker is None or made_from != self._made_from:
            self._checker = Checker(load_rules(root))
            self._made_from = made_from
        return self._checker


def _stamp(root: Path | None) -> _Stamp:
    """Return name, time and size of a site's own rule files: when they change, they are read again."""
    folder = root / RULES_FOLDER if root is not None else None
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for file in sorted(folder.glob("*.toml")):
        with suppress(OSError):  # another program's lock is often a link to nothing
            facts = file.stat()
            found.append((file.name, facts.st_mtime_ns, facts.st_size))
    return tuple(found)
