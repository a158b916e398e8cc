"""A role is known by the words that people and sites use for it."""

import pytest

from clinicwriter.article import Article, Role


@pytest.mark.parametrize(
    ("word", "role"),
    [("title", Role.TITLE), ("author", Role.AUTHORS), ("Web address", Role.SLUG), ("Status", Role.DRAFT)],
)
def test_a_role_is_found_by_its_usual_words(word: str, role: Role) -> None:
    assert Role(word) is role


@pytest.mark.parametrize("role", Role)
def test_a_role_is_found_by_its_own_label(role: Role) -> None:
    assert Role(role.label) is role


def test_a_word_for_no_role_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        Role("nonsense")


def test_a_field_can_be_set_by_its_word() -> None:
    article = Article.from_bytes(b"---\ntitle: Hello\n---\nText\n").with_field("author", "Dana")
    assert article.to_bytes() == b"---\ntitle: Hello\nauthor: Dana\n---\nText\n"
