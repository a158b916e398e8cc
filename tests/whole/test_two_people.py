"""Two people with a window each work in one shared folder at the same time: no word of either is lost."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from clinicwriter.safekeeping import Places, SiteLock
from clinicwriter.ui.settings import SettingsFile

WORD = re.compile(rb"\b(?:ann|bob)\d{3}\b")


class Somebody:
    """One of the two, at a window and with a home of their own. State: how many words were typed."""

    def __init__(self, name: str, now: Any, chance: random.Random) -> None:
        self.name, self.now, self.chance = name, now, chance
        self.count = 0
        self.typed: set[bytes] = set()
        now.person.dice = chance
        now.settle()

    @property
    def program(self) -> Any:
        return self.now.program

    def open(self, path: str) -> None:
        self.program.operations.open_row(f"site:{path}")
        self.now.settle()

    def type(self) -> None:
        self.count += 1
        word = f"{self.name}{self.count:03d}"
        edit = self.program.window.editor.text_edit
        places = (QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.End)
        edit.moveCursor(self.chance.choice(places))
        QTest.keyClicks(edit, f" {word} ")
        self.typed.add(word.encode())

    def come_back(self) -> None:
        self.program.window.came_to_front.emit()
        self.now.settle()

    def export(self, before_writing: Any = lambda: None) -> None:
        """Export as a person does; the other may do something between the plan and the writing."""
        self.program.window.book["export.begin"].trigger()
        self.now.settle()
        if self.now.plans:
            before_writing()
            self.program.exports.write(self.now.plans.pop())
        self.now.settle()
        self.program.exports.put_away()
        self.now.plans.clear()

    def act(self, other: Somebody) -> None:
        deed = self.chance.choice(["type", "type", "come back", "export", "export during", "pause"])
        if deed == "type":
            self.type()
        elif deed == "come back":
            self.come_back()
        elif deed == "export":
            self.export()
        elif deed == "export during":
            self.export(other.export)
        else:
            self.program.keeper.keep_now()
            self.now.settle()


def words_anywhere(site: Path, *people: Somebody) -> set[bytes]:
    """Return the words that are in the site, in a window, or in what either of them can bring back."""
    texts = [path.read_bytes() for path in site.rglob("*.md")]
    for each in people:
        workspace = each.program.workspace
        texts.append(each.program.session.article.to_bytes())
        texts += [draft.article for draft in workspace.drafts.drafts()]
        for kept in workspace.places.versions.glob("*.versions"):
            texts += read_versions(workspace, kept)
    return {word for text in texts for word in WORD.findall(text)}


def read_versions(workspace: Any, index: Path) -> list[bytes]:
    return [workspace.versions.read(version) for version in workspace.versions._read_index(index)]


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.long) for n in range(2, 60))])
def test_two_people_in_one_article_lose_no_word(start_whole, make_home, tmp_path: Path, seed: int, uncaught):
    site = make_home(tmp_path / "ann", "posts")
    make_home_of_bob(tmp_path, site)
    chance = random.Random(seed)
    ann = Somebody("ann", start_whole(tmp_path / "ann"), random.Random(seed))
    bob = Somebody("bob", start_whole(tmp_path / "bob"), random.Random(seed + 1000))
    for each in (ann, bob):
        each.open("content/posts/post-1.md")
    for _ in range(20):
        me, other = chance.choice([(ann, bob), (bob, ann)])
        me.act(other)
        assert ann.typed | bob.typed <= words_anywhere(site, ann, bob)
        assert not uncaught, uncaught
    for each in (ann, bob):
        assert each.now.person.errors == []
    finish(site, ann, bob)


def finish(site: Path, ann: Somebody, bob: Somebody) -> None:
    """Keep both sides of everything: then every word that stood in a window at the end is in the one file."""
    for each in (ann, bob):
        each.now.person.dice = AlwaysBoth()
    for each in (ann, bob, ann):
        each.come_back()
        wanted = set(WORD.findall(each.program.session.article.to_bytes()))
        each.export()
        assert wanted <= set(WORD.findall((site / "content/posts/post-1.md").read_bytes()))
    bob.come_back()
    assert bob.program.session.article.to_bytes() == ann.program.session.article.to_bytes()


class AlwaysBoth:
    """Answer with what brings things on: join both texts, keep both pieces."""

    def random(self) -> float:
        return 1.0

    def choice(self, some: list[Any]) -> Any:
        return next((each for each in some if each in ("join", "both", "replace", "leave")), some[0])


def make_home_of_bob(home: Path, site: Path) -> None:
    SettingsFile(Places.below(home / "bob").settings).change(recent_sites=(str(site),))


def test_each_is_told_that_the_other_has_the_article_open_and_nothing_stays_behind(
    start_whole, make_home, tmp_path: Path
):
    site = make_home(tmp_path / "ann", "posts")
    now = start_whole(tmp_path / "ann")
    now.settle()
    article = str(now.program.session.origin.site_path)
    other = SiteLock(site)
    (holder,) = other.take(article)
    assert holder.sentence.endswith(f"has this article open on {holder.computer}.")
    now.program.operations.new_article()
    now.settle()
    now.program.operations.open_row(f"site:{article}")
    now.settle()
    bar = now.program.window.status_bar
    assert "has this article open" in bar.neighbour.text()
    other.release_all()
    now.program.desk._neighbours._tell_again()
    now.settle()
    assert not bar.neighbour.text()
    other.take(article)
    now.program.desk._neighbours._tell_again()
    now.settle()
    assert bar.neighbour.text() == holder.sentence
    other.release_all()
    assert now.program.window.close()
    assert not (site / ".clinicwriter").exists()
