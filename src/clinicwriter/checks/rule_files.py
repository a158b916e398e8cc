"""Rule files read: TOML to rules, and where something is wrong the file, the line and the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from clinicwriter.language import words_of

from .errors import RuleError
from .finding import Family, Severity
from .patterns import PatternError, compile_pattern, refuse_runaway
from .rule import Rule, RuleFix, Scope, Signal

_MOST_BYTES: Final = 1_000_000
_MOST_RULES: Final = 2_000
_PATTERNS: Final = ("pattern", "needs")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_HEADER: Final = re.compile(r"^[ \t]*\[\[\s*rule\s*\]\]|^[ \t]*\[\s*signals\.([\w\"'-]+)\s*\]", re.M)
Check = Callable[[re.Pattern[str]], None]
_TOML_LINE: Final = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file says: its rules, and the signals that rules about the whole article are made of."""

    rules: tuple[Rule, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One table of the file with where it stands."""

    file: Path
    text: str
    line: int
    data: Mapping[str, object]

    def error(self, problem: str, key: str = "") -> RuleError:
        """Return an error at the line of a key."""
        return RuleError(self.file, self._line_of(key), problem)

    def _line_of(self, key: str) -> int:
        lines = self.text.splitlines()
        for number in range(self.line, len(lines)):
            if re.match(r"\s*\[\[?\s*(?:rule\s*\]|signals\.)", lines[number]):
                break
            if key and re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
                return number + 1
        return self.line


def read_rule_file(file: Path, known: Mapping[str, Rule], *, is_trusted: bool = False) -> RuleFile:
    """Read a rule file. A rule with an id of ``known`` changes that rule: what it does not say stays.

    ``is_trusted`` skips the trial of its patterns: the program's own were tried by its tests.
    Raises ``RuleError``.
    """
    text = _read(file)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _TOML_LINE.search(str(error))
        raise RuleError(
            file, int(line[1]) if line else 0, f"it is not written properly ({error})."
        ) from error
    rows = list(_rows(file, text, data))
    family = _family(file, data)
    check = (lambda _pattern: None) if is_trusted else refuse_runaway
    guards = _guards(file, data)
    rules = tuple(_rule(row, family, guards, known, check) for row in rows)
    return RuleFile(rules, tuple(_signals(file, text, data, check)))


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RuleError(file, 0, "the file cannot be read.") from error
    if len(data) > _MOST_BYTES:
        raise RuleError(file, 0, "the file is larger than 1 MB.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RuleError(file, line, "it holds a sign that is no text in UTF-8.") from error


def _rows(file: Path, text: str, data: Mapping[str, object]) -> Iterator[_Row]:
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise RuleError(file, 0, "each rule must begin with [[rule]].")
    if len(rules) > _MOST_RULES:
        raise RuleError(file, 0, f"there are more than {_MOST_RULES:,} rules.")
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text) if not found[1]]
    for number, rule in enumerate(rules):
        yield _Row(file, text, lines[number] if number < len(lines) else 0, rule)


def _family(file: Path, data: Mapping[str, object]) -> Family:
    said = data.get("family", "style")
    if said not in set(Family):
        raise RuleError(file, 1, f"there is no family “{said}”. There are: {', '.join(Family)}.")
    return Family(str(said))


def _guards(file: Path, data: Mapping[str, object]) -> Mapping[str, str]:
    """Return the patterns that several rules of a file are spared by."""
    said = data.get("guards", {})
    if not isinstance(said, dict) or not all(isinstance(one, str) and one for one in said.values()):
        raise RuleError(file, 0, "guards must be a table of patterns.")
    return said


def _signals(file: Path, text: str, data: Mapping[str, object], check: Check) -> Iterator[Signal]:
    table = data.get("signals", {})
    if not isinstance(table, dict):
        raise RuleError(file, 0, "signals must be a table.")
    lines = {
        str(found[1]).strip("\"'"): text.count("\n", 0, found.start()) + 1
        for found in _HEADER.finditer(text)
        if found[1]
    }
    for name, said in table.items():
        row = _Row(file, text, lines.get(name, 0), said if isinstance(said, dict) else {})
        pattern = _pattern(row, "pattern", check)
        if pattern is None:
            raise row.error(f"the signal “{name}” has no pattern.")
        yield Signal(name, pattern, _hints(row, "hints"), _text(row, "label"))


# -- one rule --------------------------------------------------------------------------------------


def _rule(
    row: _Row, family: Family, guards: Mapping[str, str], known: Mapping[str, Rule], check: Check
) -> Rule:
    rule_id = _text(row, "id")
    if not _ID.fullmatch(rule_id):
        raise row.error("the rule needs an id of small letters, figures, dots and hyphens.", "id")
    _refuse_unknown(row)
    base = known.get(rule_id) or Rule(rule_id, family, Severity.SHOULD, "", "")
    rule = replace(base, **_changes(row, guards, check), file=row.file, line=row.line)
    _refuse_incomplete(row, rule)
    return rule


def _changes(row: _Row, guards: Mapping[str, str], check: Check) -> dict[str, Any]:
    """Return what the row says, by the names of the rule's fields."""
    changes: dict[str, Any] = {}
    for key in row.data:
        if key in _PATTERNS:
            changes[key] = _pattern(row, key, check)
        elif key in _READERS:
            name, read = _READERS[key]
            changes[name] = read(row, key)
    if "unless" in row.data or "spared_by" in row.data:
        changes["unless"] = _excuses(row, guards, check)
    if "pattern" in changes and "hints" not in changes:
        changes["hints"] = frozenset()
    examples = row.data.get("examples")
    if isinstance(examples, dict):
        inner = replace(row, data=examples)
        changes["bad"], changes["good"] = _texts(inner, "bad"), _texts(inner, "good")
    if "off" in row.data:
        changes["is_on"] = not _flag(row, "off")
    return changes


def _refuse_unknown(row: _Row) -> None:
    allowed = {*_PATTERNS, *_READERS, "id", "examples", "off", "minds_case", "unless", "spared_by"}
    unknown = sorted(set(row.data) - allowed)
    if unknown:
        raise row.error(f"“{unknown[0]}” is nothing that a rule has.", unknown[0])


def _refuse_incomplete(row: _Row, rule: Rule) -> None:
    if not rule.is_on:
        return
    if not (rule.pattern or rule.terms or rule.function or rule.when):
        raise row.error("the rule says nothing to look for: a pattern, or words.")
    for name in ("title", "why"):
        if not getattr(rule, name):
            raise row.error(f"the rule has no {name}.")


def _pattern(row: _Row, key: str, check: Check) -> re.Pattern[str] | None:
    pattern = _compiled(row, key, _text(row, key), minds_case=_flag(row, "minds_case"))
    if pattern is not None:
        _tried(row, key, pattern, check)
    return pattern


def _compiled(row: _Row, key: str, source: str, *, minds_case: bool) -> re.Pattern[str] | None:
    try:
        return compile_pattern(source, minds_case=minds_case) if source else None
    except PatternError as error:
        raise row.error(str(error), key) from error


def _tried(row: _Row, key: str, pattern: re.Pattern[str], check: Check) -> None:
    try:
        check(pattern)
    except PatternError as error:
        raise row.error(str(error), key) from error


def _excuses(row: _Row, guards: Mapping[str, str], check: Check) -> re.Pattern[str] | None:
    """Return one pattern for all that a rule is spared by: its own, and those of the file that it names."""
    sources = [_text(row, "unless")] if row.data.get("unless") else []
    for name in _texts(row, "spared_by"):
        if name not in guards:
            raise row.error(f"there is no guard “{name}” in this file.", "spared_by")
        sources.append(guards[name])
    pattern = _compiled(row, "unless", "|".join(f"(?:{source})" for source in sources), minds_case=False)
    if pattern is not None:
        _tried(row, "unless", pattern, check)
    return pattern


# -- values ----------------------------------------------------------------------------------------


def _text(row: _Row, key: str) -> str:
    value = row.data.get(key, "")
    if not isinstance(value, str):
        raise row.error(f"{key} must be a text in quotation marks.", key)
    return value.strip("\n")


def _texts(row: _Row, key: str) -> tuple[str, ...]:
    value = row.data.get(key, [])
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise row.error(f"{key} must be a list of texts.", key)
    return tuple(value)


def _hints(row: _Row, key: str) -> frozenset[str]:
    return frozenset(hint.casefold() for hint in _texts(row, key))


def _terms(row: _Row, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read words with their plainer wordings, ``utilize = use; make use of``, each on its own."""
    terms = {}
    for said in _texts(row, key):
        term, _sign, plain = said.partition("=")
        if not words_of(term):
            raise row.error(f"“{said}” names no word.", key)
        terms[" ".join(term.split())] = tuple(one.strip() for one in plain.split(";") if one.strip())
    return MappingProxyType(terms)


def _flag(row: _Row, key: str) -> bool:
    value = row.data.get(key, False)
    if not isinstance(value, bool):
        raise row.error(f"{key} must be true or false.", key)
    return value


def _number(row: _Row, key: str) -> float:
    value = row.data.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise row.error(f"{key} must be a number.", key)
    return value


def _severity(row: _Row, key: str) -> Severity:
    said = _text(row, key)
    if said not in set(Severity):
        raise row.error(f"severity is one of {', '.join(Severity)}.", key)
    return Severity(said)


def _scopes(row: _Row, key: str) -> frozenset[Scope]:
    said = _texts(row, key)
    for one in said:
        if one not in set(Scope):
            raise row.error(f"there is no scope “{one}”. There are: {', '.join(Scope)}.", key)
    return frozenset(Scope(one) for one in said)


def _fixes(row: _Row, key: str) -> tuple[RuleFix, ...]:
    value = row.data.get(key, [])
    if not isinstance(value, list):
        raise row.error("fixes must be a list.", key)
    return tuple(_fix(row, one) for one in value)


def _fix(row: _Row, said: object) -> RuleFix:
    names = {field.name for field in fields(RuleFix)}
    if not isinstance(said, dict) or not set(said) <= names or "label" not in said:
        raise row.error("each fix needs a label, and words to replace or to put after.", "fixes")
    if not all(isinstance(value, str) for value in said.values()):
        raise row.error("a fix is made of texts.", "fixes")
    return RuleFix(**said)


_READERS: Final[Mapping[str, tuple[str, Callable[[_Row, str], object]]]] = {
    "severity": ("severity", _severity),
    "scope": ("scopes", _scopes),
    "title": ("title", _text),
    "why": ("why", _text),
    "advice": ("advice", _text),
    "source": ("source", _text),
    "group": ("group_title", _text),
    "hints": ("hints", _hints),
    "terms": ("terms", _terms),
    "function": ("function", _text),
    "when": ("when", _texts),
    "without": ("without", _texts),
    "answers": ("answers", _texts),
    "states": ("states", _texts),
    "limit": ("limit", _number),
    "limit_worse": ("limit_worse", _number),
    "once": ("is_once", _flag),
    "looks_ahead": ("looks_ahead", _flag),
    "allow_list": ("uses_allow_list", _flag),
    "covers_sentence": ("covers_sentence", _flag),
    "is_slip": ("is_slip", _flag),
    "stops_export": ("stops_export", _flag),
    "fixes": ("fixes", _fixes),
}
