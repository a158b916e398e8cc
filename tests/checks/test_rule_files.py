"""Rule files of a clinic: they change and add rules, and a bad one is refused with its line."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicwriter.article import Article
from clinicwriter.checks import (
    RULES_FOLDER,
    Report,
    RuleBook,
    RuleError,
    Severity,
    Subject,
    check_article,
    load_rules,
)
from clinicwriter.checks.patterns import PatternError, compile_pattern, nests_repeats, refuse_runaway
from clinicwriter.checks.rule_book import EMPTY_BOOK
from clinicwriter.checks.rule_files import read_rule_file

BOOK = load_rules()
RULE = '[[rule]]\nid = "clinic.name"\ntitle = "Our name"\nwhy = "One word."\n'


def site_with(root: Path, text: str, name: str = "own.toml") -> Path:
    folder = root / RULES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return root


def check(text: str, rules: RuleBook) -> Report:
    return check_article(Subject(Article.from_bytes(text.encode()), date(2026, 11, 25)), rules)


def found(text: str, rules: RuleBook) -> set[str]:
    return {finding.rule_id for finding in check(text, rules).everything}


def test_a_clinic_adds_a_rule(tmp_path: Path) -> None:
    rules = load_rules(site_with(tmp_path, RULE + "pattern = 'River Bend'\n"))
    assert "clinic.name" in found("Welcome to River Bend.\n", rules)


def test_a_rule_can_look_at_a_whole_paragraph(tmp_path: Path) -> None:
    site_with(tmp_path, RULE + "scope = 'paragraph'\npattern = 'once\\b.*\\btwice'\n")
    rules = load_rules(tmp_path)
    assert "clinic.name" in found("We say it once. We say it twice.\n", rules)
    assert "clinic.name" not in found("We say it once.\n\nWe say it twice.\n", rules)


def test_a_clinic_switches_a_rule_off(tmp_path: Path) -> None:
    assert "claims.cure" in found("It cures pain.\n", load_rules())
    rules = load_rules(site_with(tmp_path, '[[rule]]\nid = "claims.cure"\noff = true\n'))
    assert "claims.cure" not in found("It cures pain.\n", rules)


def test_a_changed_rule_keeps_what_is_not_said(tmp_path: Path) -> None:
    before = load_rules().rules["claims.cure"]
    rules = load_rules(site_with(tmp_path, '[[rule]]\nid = "claims.cure"\nseverity = "tip"\n'))
    after = rules.rules["claims.cure"]
    assert after.severity is Severity.TIP
    assert (after.pattern, after.title, after.hints) == (before.pattern, before.title, before.hints)


def test_a_word_that_is_off_can_be_switched_on(tmp_path: Path) -> None:
    assert "plain.provide" not in found("We provide care.\n", load_rules())
    rules = load_rules(site_with(tmp_path, '[[rule]]\nid = "plain.provide"\noff = false\n'))
    assert "plain.provide" in found("We provide care.\n", rules)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[rule]]\nid = 5\n", 2),
        ('[[rule]]\nid = "Bad Id"\n', 2),
        ("[[rule]\n", 1),
        (RULE, 1),
        (RULE + "pattern = '('\n", 5),
        (RULE + "pattern = '(a+)+b'\n", 5),
        (RULE + "pattern = '(?:a|a)*b'\n", 5),
        (RULE + "pattern = 'x*'\n", 5),
        (RULE + "\npattern = 'a'\nscope = 'everywhere'\n", 7),
        (RULE + "pattern = 'a'\nseverity = 'terrible'\n", 6),
        (RULE + "pattern = 'a'\nflavour = 'x'\n", 6),
        (RULE + "pattern = 'a'\nspared_by = ['nobody']\n", 6),
        (RULE + "terms = ['= use']\n", 5),
        (RULE + "function = 'nothing'\n", 1),
        (RULE + "when = ['nothing']\n", 1),
        (RULE + "pattern = 'a'\nonce = 'yes'\n", 6),
        (RULE + "pattern = 'a'\nfixes = [{ replace = 'b' }]\n", 6),
        (RULE + "pattern = 'a'\n\n" + RULE.replace("clinic.name", "clinic.other") + "pattern = ')'\n", 11),
        ("[signals.x]\npattern = '['\n", 2),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    rules = load_rules(site_with(tmp_path, text))
    assert [problem.line for problem in rules.problems] == [line]
    assert rules.rules == load_rules().rules
    assert "own.toml" in str(rules.problems[0])


def test_one_bad_file_leaves_the_others(tmp_path: Path) -> None:
    site_with(tmp_path, "oh no", "a.toml")
    rules = load_rules(site_with(tmp_path, RULE + "pattern = 'x'\n", "b.toml"))
    assert len(rules.problems) == 1
    assert "clinic.name" in rules.rules


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a = 1\n\n\xff", b"\x00", b"x = " + b"[" * 100_000])
def test_bytes_that_are_no_rules_are_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(data)
    with pytest.raises(RuleError):
        read_rule_file(file, {})


VALUES = st.recursive(
    st.one_of(
        st.text(max_size=12), st.integers(-5, 99), st.booleans(), st.sampled_from(["(a+)+", "[", "must"])
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        "id",
        "severity",
        "scope",
        "pattern",
        "unless",
        "terms",
        "fixes",
        "examples",
        "when",
        "limit",
        "off",
        "x",
    ]
)


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    safe = str(value).encode("unicode_escape", "surrogatepass").decode().replace('"', '\\"')
    return f'"{safe}"'


@settings(deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=3))
def test_any_rule_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rules: list[dict[str, object]]
) -> None:
    lines = [f"{key} = {written(value)}" for rule in rules for key, value in [("#", 0), *rule.items()]]
    text = "\n".join("[[rule]]" if line.startswith("#") else line for line in lines)
    file = tmp_path_factory.mktemp("rules") / "own.toml"
    file.write_text(text, encoding="utf-8")
    try:
        book = EMPTY_BOOK.with_file(read_rule_file(file, BOOK.rules))
    except RuleError as error:
        assert error.file == file
    else:
        assert check("Some text.\n", book) is not None


# -- patterns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source", ["(a+)+b", "(?:a*)*b", r"(\w+\s*)+:", "(a|aa)+b", r"(?:.*,){9}x{0,99}(y+)*"]
)
def test_a_pattern_that_can_run_away_is_refused_soon(source: str) -> None:
    began = time.process_time()
    with pytest.raises(PatternError):
        refuse_runaway(compile_pattern(source))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "source", [r"\b(?:a|b)\b[^.]{0,40}\bc", r"\w+ed\b", r"(?:\w+\s+){0,3}than", "[(+*)]+"]
)
def test_an_ordinary_pattern_passes(source: str) -> None:
    refuse_runaway(compile_pattern(source))


@pytest.mark.parametrize(
    ("source", "nests"),
    [("(a+)+", True), ("(a+){2}", False), (r"\(a+\)+", False), ("[(a+)]+", False), ("((ab)*c)*", True)],
)
def test_repeats_of_repeats_are_seen(source: str, nests: bool) -> None:
    assert nests_repeats(source) is nests


def test_none_of_the_programs_own_patterns_can_run_away() -> None:
    book = load_rules()
    patterns = [rule.pattern for rule in book.rules.values()] + [rule.unless for rule in book.rules.values()]
    patterns += [rule.needs for rule in book.rules.values()]
    patterns += [signal.pattern for signal in book.signals.values()]
    for source in {pattern for pattern in patterns if pattern is not None}:
        refuse_runaway(source)


def test_every_hint_of_a_rule_is_in_all_that_its_examples_find() -> None:
    """A hint that is missing would hide findings: the rule without hints finds no more in the examples."""
    for rule in load_rules().active:
        if rule.pattern is None or not rule.hints:
            continue
        for text in rule.bad:
            matches = [match[0].casefold() for match in rule.pattern.finditer(text.replace("’", "'"))]
            if matches and "<digit>" not in rule.hints:
                assert any(hint in text.casefold() for hint in rule.hints), rule.id
