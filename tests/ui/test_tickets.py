"""An answer reaches its handler only while what it was asked about is still there."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from clinicwriter.article import Article, Role
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Outcome, Work


def opened(name: str = "one") -> Session:
    session = Session()
    session.open_article(WorkingCopy(name, Article.new()))
    return session


def answers_to(qtbot: QtBot, deed: Callable[[], object], ticket: Ticket) -> list[str]:
    """Return what is heard of a job whose ticket was taken before a deed."""
    work, heard = Work(), []
    work.run("Asking", lambda: "answer", heard.append, while_=ticket, too_late=lambda: heard.append("late"))
    deed()
    qtbot.waitUntil(lambda: not work.is_busy)
    return heard


def test_an_answer_comes_while_its_article_is_open(qtbot: QtBot):
    session = opened()
    heard = answers_to(qtbot, lambda: session.set_field(Role.TITLE, "Typed"), session.article_ticket())
    assert heard == ["answer"]


def test_an_answer_about_an_article_that_was_left_is_too_late(qtbot: QtBot):
    session = opened()
    assert answers_to(qtbot, session.close_article, session.article_ticket()) == ["late"]


def test_nobody_hears_an_answer_that_comes_after_the_end(qtbot: QtBot):
    work, heard = Work(), []
    job = work.run("Asking", lambda: "answer", heard.append, while_=ALWAYS)
    assert work.end()
    qtbot.waitUntil(lambda: not work.is_busy)
    assert heard == []
    assert not job.is_stopped


def test_an_article_that_was_left_and_opened_again_is_another_opening():
    session = opened()
    ticket, copy = session.article_ticket(), session.copy
    session.close_article()
    session.open_article(copy)
    assert not ticket.holds


def test_a_ticket_of_the_text_holds_until_something_is_changed():
    session = opened()
    text, article = session.text_ticket(), session.article_ticket()
    session.set_field(Role.TITLE, "Typed")
    assert (text.holds, article.holds) == (False, True)


def test_a_ticket_of_the_place_holds_until_the_article_begins_from_other_bytes():
    session = opened()
    origin, article = session.origin_ticket(), session.article_ticket()
    session.set_field(Role.TITLE, "Typed")
    assert origin.holds
    session.move_origin(site_path=None, outside_path=None, base=b"other")
    assert (origin.holds, article.holds) == (False, True)


def test_two_tickets_hold_only_together():
    session, other = opened(), opened()
    both = session.article_ticket() & other.article_ticket()
    assert both.holds
    other.close_article()
    assert not both.holds


def test_a_deed_of_a_dialog_is_done_only_while_its_article_is_open():
    session, done = opened(), []
    deed = session.article_ticket().only(lambda: done.append("deed"))
    deed()
    session.close_article()
    deed()
    assert done == ["deed"]


def test_what_went_wrong_is_told_even_when_it_is_too_late(qtbot: QtBot):
    session, work = opened(), Work()
    told: list[Outcome] = []
    work.error_met.connect(told.append)
    work.run("Failing", lambda: 1 // 0, told.append, while_=session.article_ticket())
    session.close_article()
    qtbot.waitUntil(lambda: not work.is_busy)
    assert [type(outcome.error) for outcome in told] == [ZeroDivisionError]
