"""Sentences that people labelled: what should be found, and what should not.

``*_first.tsv`` came with the first draft of the rules. ``*_second.tsv`` are 201 sentences that were written
before these rules were, ``*_third.tsv`` are 100 that were written when they were ready. The rules were mended
on all of them afterwards; docs/checks.md gives the figures from before and after.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from clinicwriter.article import Article
from clinicwriter.checks import Checker, Family, Finding, Scope, Subject, TextPlace, load_rules
from clinicwriter.site import SETTINGS_FILE, Site, open_site

CASES = Path(__file__).parent / "cases"
BOOK = load_rules()
CHECKER = Checker(BOOK)
ABOUT_ALL = {rule.id for rule in BOOK.active if Scope.DOCUMENT in rule.scopes}
CLINIC = """\
[site]
kind = "finished"
[clinic]
name = "Propel Therapeutics"
address = "1010 Hurley Way Suite 140, Sacramento, CA 95825"
phone = "(916) 555-0100"
url = "https://propeltherapeutics.com"
"""


def sentences(name: str) -> list[tuple[str, str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["label"], row["kind"], row["text"]) for row in rows]


CASE_FILES = [f"{family}_{part}" for family in ("privacy", "claims") for part in ("first", "second", "third")]
ALL = [
    pytest.param(name, label, kind, text, id=f"{name}-{number}-{kind}")
    for name in CASE_FILES
    for number, (label, kind, text) in enumerate(sentences(f"{name}.tsv"))
]


@pytest.fixture(scope="module")
def clinic_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("clinic")
    (root / SETTINGS_FILE).write_text(CLINIC, encoding="utf-8")
    (root / "index.html").write_text("<html><body></body></html>", encoding="utf-8")
    return open_site(root)


UNDISCLOSED = "off-label-undisclosed"
"""A kind of claim that only the rule about the whole article sees: what the article does not say."""


def findings(text: str, family: Family, site: Site, ignored: set[str]) -> list[Finding]:
    article = Article.from_bytes(f"---\ntitle: A title\n---\n\n{text}\n".encode())
    report = CHECKER.check(Subject(article, date(2026, 11, 25), site))
    return [
        finding
        for finding in report.everything
        if finding.family is family
        and isinstance(finding.place, TextPlace)
        and finding.rule_id not in ignored
    ]


@pytest.mark.parametrize(("name", "label", "kind", "text"), ALL)
def test_a_sentence_is_judged_as_people_did(
    name: str, label: str, kind: str, text: str, clinic_site: Site
) -> None:
    family = Family.PRIVACY if name.startswith("privacy") else Family.CLAIMS
    ignored = set() if kind == UNDISCLOSED else ABOUT_ALL
    assert bool(findings(text, family, clinic_site, ignored)) is (label == "1")


def test_there_are_more_than_two_hundred_sentences_of_our_own() -> None:
    assert sum(len(sentences(f"{name}.tsv")) for name in CASE_FILES if not name.endswith("first")) >= 200
