"""Pictures: taken into a draft, seen in the preview and the details before they are in the site, exported."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from clinicwriter.ui.application import Program
from clinicwriter.ui.exporting.flow import pending_pictures
from clinicwriter.ui.joining import Surroundings
from clinicwriter.ui.pictures import pictures_folder, reference_from, take_picture

WAIT_MS = 20_000


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Our Garden (1).JPG"
    Image.new("RGB", (40, 30), "green").save(path, "JPEG")
    return path


def test_a_dropped_picture_stands_in_the_text_with_its_description(
    program: Program, qtbot: QtBot, answering, picture: Path
):
    answering.texts.append("A green garden")
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program, lambda: "![A green garden](" in program.session.lines.text())


def test_a_new_picture_is_served_to_the_preview_before_it_is_in_the_site(
    program: Program, qtbot: QtBot, answering, picture: Path
):
    answering.texts.append("A green garden")
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program, lambda: "![A green garden](" in program.session.lines.text())
    site = program.workspace.site
    assert site is not None
    pending = pending_pictures(program.workspace, site, program.session.origin)
    reference = next(iter(pending))
    source = Surroundings(program.session, program.workspace)
    url = urljoin(source.page_url(program.session.details), reference)
    assert site.file_for_url(url) is None
    served = source.file_finder()(url)
    assert served is not None
    assert served.read_bytes() == picture.read_bytes()


def test_what_is_given_out_keeps_its_own_pictures_when_another_article_is_opened_meanwhile(
    program: Program, qtbot: QtBot, answering, picture: Path
):
    answering.texts.append("A green garden")
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program, lambda: "![A green garden](" in program.session.lines.text())
    site = program.workspace.site
    assert site is not None
    reference = next(iter(pending_pictures(program.workspace, site, program.session.origin)))
    source = Surroundings(program.session, program.workspace)
    url, find_file = urljoin(source.page_url(program.session.details), reference), source.file_finder()
    program.window.book["article.new"].trigger()
    settle(qtbot, program, lambda: "green" not in program.session.lines.text())
    assert source.file_finder()(url) is None
    assert find_file(url) is not None


def test_a_picture_whose_address_is_none_is_no_file(program: Program):
    source = Surroundings(program.session, program.workspace)
    assert source.picture_file("//[odd") is None


def test_a_picture_is_exported_with_its_article_and_undone_with_it(
    program: Program, qtbot: QtBot, answering, picture: Path
):
    root = program.workspace.root
    assert root is not None
    before = {path for path in root.rglob("*") if path.is_file() and ".clinicwriter" not in path.parts}
    answering.texts.append("A green garden")
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program, lambda: "![A green garden](" in program.session.lines.text())
    plans: list[object] = []
    program.exports.planned.disconnect()
    program.exports.planned.connect(plans.append)
    program.exports.begin()
    settle(qtbot, program, lambda: plans)
    program.exports.write(plans[0])
    settle(qtbot, program, lambda: not program.session.copy.is_edited)
    new = {path for path in root.rglob("*") if path.is_file() and ".clinicwriter" not in path.parts} - before
    assert [path.suffix for path in new] == [".jpg"]
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: not next(iter(new)).exists())
    assert program.session.copy.is_edited


def test_the_articles_own_picture_is_shown_in_the_details(
    program: Program, qtbot: QtBot, answering, picture: Path
):
    answering.paths.append(picture)
    program.window.details.picture_wished.emit()
    settle(qtbot, program, lambda: "garden" in (program.session.fields.image or "").casefold())


def test_two_pictures_of_one_name_do_not_replace_each_other(tmp_path: Path, picture: Path):
    folder = tmp_path / "draft"
    folder.mkdir()
    first = take_picture(picture, folder)
    other = tmp_path / "other" / picture.name
    other.parent.mkdir()
    Image.new("RGB", (40, 30), "red").save(other, "JPEG")
    second = take_picture(other, folder)
    again = take_picture(picture, folder)
    assert first != second
    assert again == first
    assert first.read_bytes() == picture.read_bytes()


def test_a_picture_beside_a_file_from_anywhere_is_named_from_there(tmp_path: Path):
    assert reference_from(tmp_path / "a", tmp_path / "a" / "my room.png") == "my%20room.png"
    assert reference_from(tmp_path / "a", tmp_path / "b" / "room.png") == "../b/room.png"


def test_pictures_are_chosen_where_the_last_one_came_from(
    program: Program, qtbot: QtBot, answering, picture: Path, monkeypatch: pytest.MonkeyPatch
):
    starts: list[Path | None] = []

    def choose(title: str, start: Path | None, kinds: str) -> Path | None:
        starts.append(start)
        return picture

    monkeypatch.setattr(answering, "choose_file", choose)
    for _ in range(2):
        program.window.editor.picture_wished.emit()
        settle(qtbot, program, lambda: True)
    assert starts == [pictures_folder() or program.workspace.root, picture.parent]
