"""Ignored findings: kept in the site, joined with colleagues', undone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinicwriter.article import Article
from clinicwriter.checks import (
    Finding,
    Ignored,
    IgnoredError,
    IgnoreScope,
    Subject,
    check_article,
    ignore,
    load_ignores,
    load_rules,
    move_ignores,
    stop_ignoring,
)
from clinicwriter.safekeeping.writing import Expected
from clinicwriter.site import colleague_files

BOOK = load_rules()
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
TEXT = "It cures pain.\n\nWe utilize it.\n"


def finding_in(text: str, rule_id: str = "claims.cure") -> Finding:
    report = check_article(Subject(Article.from_bytes(text.encode()), date(2026, 11, 25)), BOOK)
    return next(finding for finding in report.everything if finding.rule_id == rule_id)


def decision(scope: IgnoreScope, finding: Finding, article: str = "a.md", who: str = "Dana") -> Ignored:
    return Ignored.of(finding, scope, article=article, who=who, when=NOW, reason="It is a quotation.")


def test_an_ignored_finding_stays_ignored_through_edits_elsewhere(tmp_path: Path) -> None:
    ignores = ignore(tmp_path, decision(IgnoreScope.HERE, finding_in(TEXT)))
    assert ignores.hides(finding_in("New words before.\n\nIt  **cures** pain. More behind.\n"), "a.md")
    assert not ignores.hides(finding_in("It cures pain and grief.\n"), "a.md")
    assert not ignores.hides(finding_in(TEXT), "b.md")


@pytest.mark.parametrize(
    ("scope", "in_same", "in_other"),
    [(IgnoreScope.ARTICLE, True, False), (IgnoreScope.EVERYWHERE, True, True)],
)
def test_a_rule_is_ignored_as_far_as_was_said(
    tmp_path: Path, scope: IgnoreScope, in_same: bool, in_other: bool
) -> None:
    ignores = ignore(tmp_path, decision(scope, finding_in(TEXT)))
    other = finding_in("Another cure.\n")
    assert ignores.hides(other, "a.md") is in_same
    assert ignores.hides(other, "b.md") is in_other
    assert not ignores.hides(finding_in(TEXT, "plain.utilize"), "a.md")


def test_two_colleagues_keep_each_others_decisions(tmp_path: Path) -> None:
    mine = decision(IgnoreScope.HERE, finding_in(TEXT))
    theirs = decision(IgnoreScope.ARTICLE, finding_in(TEXT, "plain.utilize"), who="Sam")
    ignore(tmp_path, mine)
    ignore(tmp_path, theirs)
    assert set(load_ignores(tmp_path).entries) == {mine, theirs}


def test_a_decision_is_taken_back(tmp_path: Path) -> None:
    mine = decision(IgnoreScope.HERE, finding_in(TEXT))
    ignore(tmp_path, mine)
    assert stop_ignoring(tmp_path, mine).entries == ()
    assert load_ignores(tmp_path).entries == ()


def test_decisions_follow_their_article_to_another_name_and_write_nothing_where_there_are_none(
    tmp_path: Path,
) -> None:
    assert move_ignores(tmp_path, "draft", "a.md").entries == ()
    assert not list(tmp_path.iterdir())
    other = decision(IgnoreScope.HERE, finding_in(TEXT), "b.md")
    ignore(tmp_path, decision(IgnoreScope.HERE, finding_in(TEXT), "draft"), other)
    moved = decision(IgnoreScope.HERE, finding_in(TEXT), "a.md")
    assert set(move_ignores(tmp_path, "draft", "a.md").entries) == {moved, other}


def test_the_file_repeats_no_words_of_the_article(tmp_path: Path) -> None:
    ignore(tmp_path, decision(IgnoreScope.HERE, finding_in("Mail jo.patient@mail.org\n", "privacy.mail")))
    assert b"jo.patient" not in (tmp_path / ".clinicwriter" / "ignored.json").read_bytes()


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b'{"ignored": [1]}', b'{"ignored": [{"scope": "x"}]}'])
def test_a_broken_list_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / ".clinicwriter" / "ignored.json"
    file.parent.mkdir()
    file.write_bytes(data)
    with pytest.raises(IgnoredError):
        ignore(tmp_path, decision(IgnoreScope.HERE, finding_in(TEXT)))
    assert file.read_bytes() == data


def test_ignoring_and_taking_it_back_leave_every_other_byte_of_the_site_alone(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_bytes(b"---\r\ntitle: T\n---\n\nIt cures pain.\r\n\xc2\xa0")
    before = article.read_bytes()
    mine = decision(IgnoreScope.HERE, finding_in(TEXT))
    ignore(tmp_path, mine)
    stop_ignoring(tmp_path, mine)
    assert article.read_bytes() == before
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["a.md", "ignored.json"]


def test_a_colleague_who_is_faster_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = decision(IgnoreScope.HERE, finding_in(TEXT))
    theirs = decision(IgnoreScope.ARTICLE, finding_in(TEXT, "plain.utilize"), who="Sam")
    write, is_first = colleague_files.write_file, iter([True])

    def late(path: Path, data: bytes, *, expected: Expected) -> None:
        if next(is_first, False):
            ignore(tmp_path, theirs)
        write(path, data, expected=expected)

    monkeypatch.setattr(colleague_files, "write_file", late)
    assert set(ignore(tmp_path, mine).entries) == {mine, theirs}
