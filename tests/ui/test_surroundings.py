"""What the details ask at every key is answered without going through all articles of the site."""

from pytestqt.qtbot import QtBot

from clinicwriter.article import Role
from clinicwriter.site import Site
from clinicwriter.ui.application import Program
from clinicwriter.ui.joining import Surroundings


def test_a_key_in_the_title_goes_through_no_list_of_all_articles(program: Program, qtbot: QtBot, monkeypatch):
    qtbot.waitUntil(lambda: not program.work.is_busy and not program.catalogue.is_busy, timeout=15_000)
    asked: list[Site] = []
    known = Site.known_articles
    monkeypatch.setattr(Site, "known_articles", lambda site: asked.append(site) or known(site))
    title = program.window.details.form.title
    for _ in range(2):  # an article of the site, then a new one
        program.workspace.rows_changed.emit()
        asked.clear()
        title.setFocus()
        qtbot.keyClick(title, "x")
        assert asked == []
        program.operations.new_article()


def test_an_address_is_known_as_taken_and_as_left(program: Program):
    site, session = program.workspace.site, program.session
    assert site is not None
    source = Surroundings(session, program.workspace)
    path = session.origin.site_path
    here = next(entry for entry in site.known_articles() if entry.path == path)
    other = next(entry for entry in site.known_articles() if entry.path != path)
    moved = session.details.with_field(Role.SLUG, "elsewhere")
    assert source.address_left(session.details) == ""
    assert source.address_left(moved) == here.url
    assert other.title in source.address_problem(other.path.stem)
    assert source.address_problem("quite-new") == ""
