"""A disk that is really full, seen from the window: told, nothing lost, and all is well with room again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest


def fill(folder: Path) -> Path:
    """Fill a disk to its last byte; return the file that fills it."""
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
        for size in (4096, 1):
            with suppress(OSError):
                while True:
                    filler.write(bytes(size))
    return folder / "filler"


def say_yes(keys: list[Any]) -> Any:
    return keys[0]


def test_what_cannot_be_kept_or_exported_on_a_full_disk_is_once_there_is_room(
    start_whole, make_home, mount_small_disk, uncaught
):
    home = mount_small_disk(2048)
    site = make_home(home, "posts")
    now = start_whole(home)
    now.settle()
    program, person = now.program, now.person
    person.dice.choice = say_yes
    before = {path: path.read_bytes() for path in site.rglob("*.md")}
    filler = fill(home)
    words = "Many words. " * 400
    program.window.editor.text_edit.textCursor().insertText(words)
    QTest.keyClicks(program.window.editor.text_edit, "Typed on a full disk. ")
    assert not program.keeper.keep_and_wait()
    assert "disk is full" in program.window.status_bar.kept.text()
    assert not program.window.status_bar.rescue.isHidden()
    program.window.book["export.begin"].trigger()
    now.settle()
    program.exports.write(now.plans.pop())
    now.settle()
    assert "disk is full" in person.asked[-1].title
    assert "still in the window" in person.asked[-1].text
    assert {path: path.read_bytes() for path in site.rglob("*.md")} == before
    assert "Typed on a full disk. " in program.session.article.text
    filler.unlink()
    assert program.keeper.keep_and_wait()
    now.hear()
    assert program.window.status_bar.rescue.isHidden()
    program.window.book["export.begin"].trigger()
    now.settle()
    program.exports.write(now.plans.pop())
    now.settle()
    assert any(b"Typed on a full disk. " in path.read_bytes() for path in site.rglob("*.md"))
    assert not uncaught
    assert program.window.close()
    now.die()
