"""Write docs/check_rules.md: every rule of the checks with its reason and its source, from the rule files.

python packaging/rules_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clinicwriter.checks import NOT_COMPLIANCE, Family, Rule, load_rules

PAGE = Path(__file__).parent.parent / "docs" / "check_rules.md"
HEAD = f"""\
# What the checks look for, and why

This page is for a clinic's clinicians and managers. `packaging/rules_page.py` makes it from the rule files.

{NOT_COMPLIANCE} Laws differ from state to state, and sources change: each rule names its own, so that you can
look it up. None of this is legal advice.

**Must look**: somebody may be harmed, recognised or misled. **Should look**: most editors would change it.
**Tip**: it can be better.

A clinic can change or switch off every rule in its site: [checks.md](checks.md#rules-of-your-own) says how.
"""
LEADS = {
    Family.PRIVACY: "What could tell who a patient is: the 18 kinds of 45 CFR 164.514(b)(2)(i). What "
    "is in the clinic's own details (name, address, telephone, website, authors) is not reported.",
    Family.CLAIMS: "What a promise, a number or a comparison needs before it goes public.",
    Family.STYLE: "How sentences read.",
    Family.WEB: "What search engines, screen readers and telephones need.",
    Family.REVIEW: "Only for clinics that note who reviewed an article.",
    Family.PLAIN_WORDS: "Each word is reported once, at its first use. Those marked “off” are left to "
    "clinics that want them: they are right in too many sentences.",
}
ORDER = (Family.PRIVACY, Family.CLAIMS, Family.STYLE, Family.WEB, Family.REVIEW)


def page_text() -> str:
    """Return the page as it should be."""
    rules = load_rules().rules.values()
    parts = [HEAD]
    for family in ORDER:
        parts.append(f"## {family.label}\n\n{LEADS[family]}\n")
        parts += [_rule(rule) for rule in rules if rule.family is family]
    words = [rule for rule in rules if rule.family is Family.PLAIN_WORDS]
    parts.append("\n".join(_words(words)))
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    where = f" ({', '.join(rule.states)} only)" if rule.states else ""
    lines = [
        f"**{_plain(rule.title)}**{where} · {rule.severity.label} · `{rule.id}`  ",
        f"{_plain(rule.why)}",
    ]
    if rule.advice:
        lines[-1] += f" {_plain(rule.advice)}"
    if rule.bad and "](" not in rule.bad[0]:
        lines[-1] += "  "
        lines.append(f"For instance: “{_plain(rule.bad[0])}”")
    if rule.source:
        lines[-1] += "  "
        lines.append(f"Source: {rule.source}")
    return "\n".join(lines) + "\n"


def _words(rules: list[Rule]) -> Iterator[str]:
    yield f"## {Family.PLAIN_WORDS.label}\n\n{LEADS[Family.PLAIN_WORDS]}\n"
    yield "| word | in plain words | source |"
    yield "| --- | --- | --- |"
    for rule in rules:
        term, plain = next(iter(rule.terms.items()))
        said = "; ".join(plain) or rule.advice
        yield f"| {term}{'' if rule.is_on else ' (off)'} | {said} | {rule.source} |"
    yield ""


def _plain(text: str) -> str:
    """Return a text in which no sign is taken for markup, and what differs each time as an ellipsis."""
    for name in (
        "words",
        "plain",
        "length",
        "other",
        "target",
        "date",
        "missing",
        "hidden",
        "size",
        "reviewer",
    ):
        text = text.replace(f"{{{name}}}", "…")
    for name in ("count_words", "before", "here"):
        text = text.replace(f"{{{name}}}", "…")
    return text.replace("[", "\\[").replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8")
    print(f"{PAGE}: written")
