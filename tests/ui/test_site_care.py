"""Which site it is, what it is made with, which footers are old, which pictures are not used."""

import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from clinicwriter.site import SiteKind
from clinicwriter.ui.application import Program
from clinicwriter.ui.everywhere import PlanDialog
from clinicwriter.ui.site_care.choice_dialog import ChoiceDialog

WAIT_MS = 20_000
SITES = Path(__file__).parent.parent / "site" / "sites"
Kind = type[ChoiceDialog] | type[PlanDialog]


def settle(qtbot: QtBot, program: Program, holds: Callable[[], object] = lambda: True) -> None:
    qtbot.waitUntil(lambda: not program.work.is_busy and bool(holds()), timeout=WAIT_MS)


def shown(qtbot: QtBot, program: Program, kind: Kind = ChoiceDialog) -> ChoiceDialog | PlanDialog:
    def found() -> list[ChoiceDialog | PlanDialog]:
        return [dialog for dialog in program.window.findChildren(kind) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT_MS)
    return found()[0]


def rows(dialog: ChoiceDialog | PlanDialog) -> list[str]:
    assert isinstance(dialog, ChoiceDialog)
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


@pytest.fixture
def two_sites(tmp_path: Path) -> Path:
    folder = tmp_path / "websites"
    for name in ("hugo", "jekyll"):
        shutil.copytree(SITES / name, folder / name)
    return folder


def test_several_sites_in_a_folder_are_a_question_with_evidence(
    program: Program, qtbot: QtBot, two_sites: Path
):
    program.operations.open_path(two_sites)
    dialog = shown(qtbot, program)
    assert [row.partition("\n")[0] for row in rows(dialog)] == ["hugo", "jekyll"]
    assert "hugo.toml" in rows(dialog)[0]
    dialog.list.setCurrentRow(1)
    dialog.accept()
    settle(qtbot, program, lambda: program.workspace.root == two_sites / "jekyll")
    assert program.settings.settings.recent_sites[0] == str(two_sites / "jekyll")


def test_a_folder_with_files_of_two_kinds_is_asked_about_once_and_remembered(
    program: Program, qtbot: QtBot, two_sites: Path
):
    root = two_sites / "hugo"
    (root / "astro.config.mjs").write_text("export default {}\n")
    (root / "clinicwriter.toml").unlink()
    program.operations.open_path(root)
    dialog = shown(qtbot, program)
    labels = [row.partition("\n")[0] for row in rows(dialog)]
    assert set(labels) == {"Hugo site", "Astro site"}
    dialog.list.setCurrentRow(labels.index("Hugo site"))
    dialog.accept()
    settle(qtbot, program, (root / "clinicwriter.toml").is_file)
    settle(qtbot, program, lambda: program.workspace.site and not program.workspace.site.other_kinds)
    assert program.workspace.site is not None
    assert program.workspace.site.kind is SiteKind.HUGO


def test_a_wrong_guess_is_corrected_from_the_menu(program: Program, qtbot: QtBot):
    program.window.book["site.kind"].trigger()
    dialog = shown(qtbot, program)
    assert rows(dialog)[dialog.number].startswith(SiteKind.FINISHED.label)
    dialog.list.setCurrentRow(list(SiteKind).index(SiteKind.PELICAN))
    dialog.accept()
    settle(qtbot, program, lambda: program.workspace.site and program.workspace.site.kind is SiteKind.PELICAN)
    assert program.workspace.root is not None
    assert 'kind = "pelican"' in (program.workspace.root / "clinicwriter.toml").read_text("utf-8")


def test_articles_with_an_old_or_no_footer_are_listed_and_open(program: Program, qtbot: QtBot):
    root = program.workspace.root
    assert root is not None
    path = PurePosixPath("articles/keeping-you-safe.md")
    assert program.workspace.site is not None
    without = program.workspace.site.read_article(path).with_footer(None)
    (root / path).write_bytes(without.to_bytes())
    program.window.book["site.old-footers"].trigger()
    dialog = shown(qtbot, program)
    listed = [row for row in rows(dialog) if "How we keep you safe" in row]
    assert listed == ["How we keep you safe during treatment\nThere is no footer"]
    dialog.list.setCurrentRow(rows(dialog).index(listed[0]))
    dialog.accept()
    settle(qtbot, program, lambda: str(program.session.origin.site_path) == "articles/keeping-you-safe.md")


def test_a_picture_that_nothing_names_is_removed_when_somebody_agrees_and_can_come_back(
    program: Program, qtbot: QtBot, answering
):
    root = program.workspace.root
    assert root is not None
    program.window.book["site.pictures"].trigger()
    settle(qtbot, program, lambda: answering.told)
    assert answering.told[-1].title == "Every picture is in use."
    lonely = root / "images" / "lonely.png"
    Image.new("RGB", (40, 30), "red").save(lonely)
    data = lonely.read_bytes()
    program.window.book["site.pictures"].trigger()
    dialog = shown(qtbot, program, PlanDialog)
    assert isinstance(dialog, PlanDialog)
    assert dialog.write_button.text() == "Remove 1 file"
    assert lonely.is_file()
    dialog.accept()
    settle(qtbot, program, lambda: not lonely.exists())
    answering.answers.append("undo")
    program.undoing.begin()
    settle(qtbot, program, lambda: lonely.exists() and lonely.read_bytes() == data)


def test_a_picture_is_described_or_said_to_be_decoration_or_left(
    program: Program, qtbot: QtBot, answering, tmp_path: Path
):
    picture = tmp_path / "leaf.png"
    Image.new("RGB", (40, 30), "green").save(picture)
    before = program.session.lines.text()
    answering.texts.append(None)
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program)
    assert program.session.lines.text() == before
    answering.texts.append("")
    program.window.editor.picture_dropped.emit([picture])
    settle(qtbot, program, lambda: "![](" in program.session.lines.text())


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("torn.jpg", b"\xff\xd8\xff\xe0 no picture", "damaged"),
    ],
)
def test_a_picture_that_no_site_can_have_is_refused_when_it_is_put_in(
    program: Program, qtbot: QtBot, answering, tmp_path: Path, name: str, data: bytes, words: str
):
    before = program.session.lines.text()
    (tmp_path / name).write_bytes(data)
    program.window.editor.picture_dropped.emit([tmp_path / name])
    settle(qtbot, program, lambda: answering.told)
    assert words in answering.told[-1].title
    assert program.session.lines.text() == before
