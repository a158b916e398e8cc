"""Each rule's own examples: what it says is bad is found, what it says is good is not."""

from datetime import date

import pytest

from clinicwriter.article import Article
from clinicwriter.checks import Checker, Finding, Rule, Scope, Subject, load_rules

BOOK = load_rules()
CHECKER = Checker(BOOK)
EXAMPLES = [
    pytest.param(rule, text, expected, id=f"{rule.id}-{'bad' if expected else 'good'}-{number}")
    for rule in BOOK.active
    for expected, texts in ((True, rule.bad), (False, rule.good))
    for number, text in enumerate(texts)
]


def found_by(rule: Rule, text: str) -> list[Finding]:
    """Check an example where the rule looks: in the text, else in the title, else in the summary."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    if rule.scopes <= {Scope.TITLE, Scope.DETAILS}:
        source = f'---\ntitle: "{quoted}"\n---\n\nText.\n'
    elif rule.scopes <= {Scope.SUMMARY, Scope.DETAILS}:
        source = f'---\ntitle: A title\ndescription: "{quoted}"\n---\n\nText.\n'
    else:
        source = f"---\ntitle: A title\n---\n\n{text}\n"
    report = CHECKER.check(Subject(Article.from_bytes(source.encode()), date(2026, 11, 25)))
    return [finding for finding in report.everything if finding.rule_id == rule.id]


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES)
def test_an_example_is_what_its_rule_says_it_is(rule: Rule, text: str, expected: bool) -> None:
    assert bool(found_by(rule, text)) is expected


def test_every_rule_with_a_pattern_or_words_has_an_example() -> None:
    silent = [rule.id for rule in BOOK.active if (rule.pattern or rule.terms) and not rule.bad]
    assert silent == []
