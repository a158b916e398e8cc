"""All rules that hold for a site: the program's own, then what the clinic's own files change and add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from clinicwriter.resources import resource_path

from .errors import RuleError
from .rule import Rule, Signal
from .rule_files import RuleFile, read_rule_file
from .sentence_functions import SENTENCE_FUNCTIONS
from .whole import DOCUMENT_FUNCTIONS

RULES_FOLDER: Final = Path(".clinicwriter") / "rules"


@dataclass(frozen=True)
class RuleBook:
    """The rules by id, in the order of their files, and the signals by name.

    ``problems`` are the clinic's files that could not be used, each with its line.
    """

    rules: Mapping[str, Rule]
    signals: Mapping[str, Signal]
    problems: tuple[RuleError, ...] = ()

    @property
    def active(self) -> tuple[Rule, ...]:
        """Return the rules that are switched on."""
        return tuple(rule for rule in self.rules.values() if rule.is_on)

    def with_file(self, file: RuleFile) -> RuleBook:
        """Return the book with a file's rules put in, over those of the same id."""
        rules = {**self.rules, **{rule.id: rule for rule in file.rules}}
        signals = {**self.signals, **{signal.name: signal for signal in file.signals}}
        return RuleBook(MappingProxyType(rules), MappingProxyType(signals), self.problems)


EMPTY_BOOK: Final = RuleBook(MappingProxyType({}), MappingProxyType({}))


def load_rules(site_folder: Path | None = None, more_files: Iterable[Path] = ()) -> RuleBook:
    """Return the program's own rules with those of a site's ``.clinicwriter/rules``.

    A clinic's file that cannot be used is left out and told in ``problems``. ``more_files`` come last; for
    them, and for the program's own, ``RuleError`` is raised.
    """
    book = own_rules()
    folder = site_folder / RULES_FOLDER if site_folder is not None else None
    for file in sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else ():
        try:
            book = _with(book, file)
        except RuleError as error:
            book = RuleBook(book.rules, book.signals, (*book.problems, error))
    for file in more_files:
        book = _with(book, file)
    return book


@cache
def own_rules() -> RuleBook:
    """Return the rules that ship with the program: read once."""
    book = EMPTY_BOOK
    for file in sorted(resource_path("checks").glob("*.toml")):
        book = book.with_file(read_rule_file(file, book.rules, is_trusted=True))
    return book


def _with(book: RuleBook, file: Path) -> RuleBook:
    changed = book.with_file(read_rule_file(file, book.rules))
    for rule in changed.active:
        if rule.file == file:
            _refuse_unknown_names(rule, changed, file)
    return changed


def _refuse_unknown_names(rule: Rule, book: RuleBook, file: Path) -> None:
    """Raise ``RuleError`` for a signal or a function that there is not."""
    for name in (*rule.when, *rule.without):
        if name not in book.signals:
            raise RuleError(file, rule.line, f"there is no signal “{name}”.")
    if rule.function and rule.function not in {*SENTENCE_FUNCTIONS, *DOCUMENT_FUNCTIONS}:
        raise RuleError(file, rule.line, f"there is no function “{rule.function}”.")
