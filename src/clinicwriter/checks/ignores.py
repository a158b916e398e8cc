"""Findings that somebody decided to leave: here, in one article, or everywhere; kept in the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from clinicwriter.site import change_colleague_file, read_colleague_file

from .errors import IgnoredError
from .finding import Finding

IGNORED_FILE: Final = "ignored.json"
_ABOUT: Final = "Findings that colleagues decided to leave. Clinic Writer reads and writes this file."


class IgnoreScope(StrEnum):
    """How far an ignored finding reaches."""

    HERE = "here"
    """This finding in this article: it stays ignored until its sentence changes."""
    ARTICLE = "article"
    """The rule in this article."""
    EVERYWHERE = "everywhere"
    """The rule in every article of the site."""

    @property
    def label(self) -> str:
        """Say it as people read it."""
        return _LABELS[self]


_LABELS: Final = {
    IgnoreScope.HERE: "Ignore here",
    IgnoreScope.ARTICLE: "Ignore in this article",
    IgnoreScope.EVERYWHERE: "Ignore everywhere",
}


@dataclass(frozen=True, slots=True)
class Ignored:
    """One decision: what is ignored and how far, by whom, when (ISO 8601) and why.

    It repeats no words of the article: these may name a patient, and some sites publish every file they have.
    """

    scope: IgnoreScope
    rule: str
    title: str
    who: str
    when: str
    reason: str = ""
    article: str = ""
    fingerprint: str = ""

    @classmethod
    def of(
        cls, finding: Finding, scope: IgnoreScope, *, article: str, who: str, when: datetime, reason: str = ""
    ) -> Ignored:
        """Make the decision about a finding. ``article`` is ``Subject.name``."""
        return cls(
            scope,
            finding.rule_id,
            finding.title,
            who,
            when.isoformat(timespec="seconds"),
            " ".join(reason.split()),
            "" if scope is IgnoreScope.EVERYWHERE else article,
            finding.fingerprint if scope is IgnoreScope.HERE else "",
        )

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what is decided, whoever decided it."""
        return self.scope, self.rule, self.article, self.fingerprint


@dataclass(frozen=True)
class Ignores:
    """All decisions of a site. What is worked out is kept, so this value has no slots."""

    entries: tuple[Ignored, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str, str], Ignored]:
        return {entry.key: entry for entry in self.entries}

    def find(self, finding: Finding, article: str) -> Ignored | None:
        """Return the decision that a finding is ignored by, the widest first; ``None`` for an open one."""
        keys = (
            (IgnoreScope.EVERYWHERE, finding.rule_id, "", ""),
            (IgnoreScope.ARTICLE, finding.rule_id, article, ""),
            (IgnoreScope.HERE, finding.rule_id, article, finding.fingerprint),
        )
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def hides(self, finding: Finding, article: str) -> bool:
        """Say whether a finding is ignored."""
        return self.find(finding, article) is not None

    def of_article(self, article: str) -> tuple[Ignored, ...]:
        """Return the decisions that reach an article, the newest first."""
        found = (one for one in self.entries if one.article in ("", article))
        return tuple(sorted(found, key=lambda one: one.when, reverse=True))

    def with_entry(self, entry: Ignored) -> Ignores:
        """Return these decisions and one more; an older one about the same gives way."""
        return Ignores((*(one for one in self.entries if one.key != entry.key), entry))

    def without_entry(self, entry: Ignored) -> Ignores:
        """Return these decisions without one, whoever made it."""
        return Ignores(tuple(one for one in self.entries if one.key != entry.key))


def load_ignores(root: Path) -> Ignores:
    """Read the decisions of a site; none are fine. Raises ``IgnoredError`` or ``SaveError``."""
    return _parse(read_colleague_file(root, IGNORED_FILE))


def ignore(root: Path, *entries: Ignored) -> Ignores:
    """Keep decisions in the site, beside those that colleagues made meanwhile; return all there are now.

    Raises ``IgnoredError`` where the file there cannot be read, and ``SaveError``; it is then as before.
    """

    def change(ignores: Ignores) -> Ignores:
        for entry in entries:
            ignores = ignores.with_entry(entry)
        return ignores

    return _changed(root, change)


def stop_ignoring(root: Path, *entries: Ignored) -> Ignores:
    """Take decisions back; return those that are left. Raises as ``ignore`` does."""

    def change(ignores: Ignores) -> Ignores:
        for entry in entries:
            ignores = ignores.without_entry(entry)
        return ignores

    return _changed(root, change)


def move_ignores(root: Path, old: str, new: str) -> Ignores:
    """Have the decisions about one article follow it to another name; return all there are now.

    Raises as ``ignore`` does.
    """

    def change(ignores: Ignores) -> Ignores:
        for entry in ignores.entries:
            if entry.article == old:
                ignores = ignores.without_entry(entry).with_entry(replace(entry, article=new))
        return ignores

    now = load_ignores(root)
    return _changed(root, change) if any(entry.article == old for entry in now.entries) else now


def _changed(root: Path, change: Callable[[Ignores], Ignores]) -> Ignores:
    def write(before: bytes | None) -> bytes:
        ignores = _parse(before)
        changed = change(ignores)
        if before is not None and changed.entries == ignores.entries:
            return before
        return _written(changed.entries)

    return _parse(change_colleague_file(root, IGNORED_FILE, write))


def _written(entries: Iterable[Ignored]) -> bytes:
    """Write one decision a line, sorted: two colleagues' files then join without a conflict."""
    rows = sorted(entries, key=lambda entry: (entry.article, entry.rule, entry.fingerprint, entry.scope))
    lines = [json.dumps(asdict(row), ensure_ascii=False) for row in rows]
    body = ",\n".join(f"    {line}" for line in lines)
    listed = f"[\n{body}\n  ]" if lines else "[]"
    return f'{{\n  "about": {json.dumps(_ABOUT)},\n  "ignored": {listed}\n}}\n'.encode()


def _parse(data: bytes | None) -> Ignores:
    if data is None:
        return Ignores()
    try:
        rows = json.loads(data.decode("utf-8-sig"))["ignored"]
        return Ignores(tuple(_entry(row) for row in rows))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IgnoredError(
            "The list of ignored findings in the site cannot be read.",
            kept="The file was left as it is. Until it is mended, ignored findings are shown again.",
            next_step=f"Mend or remove the file {IGNORED_FILE} in the folder .clinicwriter.",
            details=str(error),
        ) from error


def _entry(row: Mapping[str, object]) -> Ignored:
    said = {name: str(row.get(name, "")) for name in Ignored.__dataclass_fields__ if name != "scope"}
    return Ignored(scope=IgnoreScope(str(row["scope"])), **said)
