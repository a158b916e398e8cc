"""A kill in the middle of a new article's first export: the next start knows which file is its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from clinicwriter.article import Role


class KilledError(BaseException):
    """The process is no more."""


def begin_export(now: Any) -> Any:
    now.settle()
    now.person.dice.choice = lambda keys: keys[0]
    now.program.operations.new_article()
    now.program.session.set_field(Role.TITLE, "Brand new")
    QTest.keyClicks(now.program.window.editor.text_edit, "First words.")
    now.program.keeper.keep_now()
    now.program.exports.begin()
    now.settle()
    assert now.person.errors == []
    return now.plans.pop()


def killed_at(call: int, now: Any, layer: Any) -> bool:
    """Let the export be written, and kill it at this call of the system; say whether it was."""
    left = call

    def meddle(_name: str, real: Any, args: Any, kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise KilledError
        return real(*args, **kwargs)

    try:
        with layer.between(meddle):
            now.work.run_next()
    except KilledError:
        return True
    return False


def titles(now: Any) -> list[str]:
    return [row.title for row in now.program.operations.shown_rows()]


@pytest.mark.parametrize("kind", ["posts", "finished"])
@pytest.mark.parametrize(
    "call", [5, 40, 70, *(pytest.param(c, marks=pytest.mark.long) for c in range(0, 260, 3))]
)
def test_a_first_export_killed_at_any_call_can_be_gone_on_with(
    layer, start_whole, make_home, tmp_path: Path, call: int, kind: str
):
    site = make_home(tmp_path, kind)
    before = set(site.rglob("*.md"))
    now = start_whole(tmp_path)
    planned = begin_export(now)
    now.program.exports.write(planned)
    killed_at(call, now, layer)
    now.die()
    again = start_whole(tmp_path)
    again.settle()
    session = again.program.session
    assert session.article.text.rstrip().endswith("First words.")
    assert session.origin.is_new == (set(site.rglob("*.md")) == before)
    assert titles(again).count("Brand new") == 1
    QTest.keyClicks(again.program.window.editor.text_edit, "More words. ")
    again.person.dice.choice = lambda keys: keys[0]
    again.program.exports.begin()
    again.settle()
    assert again.person.errors == []
    again.program.exports.write(again.plans.pop())
    again.settle()
    (made,) = set(site.rglob("*.md")) - before
    assert all(words in made.read_bytes() for words in (b"First words.", b"More words."))
    assert titles(again).count("Brand new") == 1


def test_a_kill_between_the_export_and_its_noting_is_set_right_by_the_next_start(
    start_whole, make_home, tmp_path: Path
):
    site = make_home(tmp_path, "posts")
    now = start_whole(tmp_path)
    planned = begin_export(now)
    now.program.exports.write(planned)
    now.work.run_next()
    now.die()
    again = start_whole(tmp_path)
    again.settle()
    session, workspace = again.program.session, again.program.workspace
    path = site / planned.plan.article_path
    assert session.origin.base == path.read_bytes() == session.article.to_bytes()
    versions = workspace.versions.versions(session.origin.draft_id) or workspace.versions.versions(
        workspace.read_from_site(workspace.site, planned.plan.article_path).draft_id
    )
    assert versions or workspace.log.entries()
    again.program.undoing.begin()
    again.person.dice.choice = lambda _keys: "undo"
    again.settle()
    assert not path.exists()
    assert session.origin.is_new
    assert "First words." in session.article.text
