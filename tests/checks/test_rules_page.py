"""The page for clinicians says what the rules say."""

from rules_page import PAGE, page_text


def test_the_page_for_clinicians_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_text(), "run packaging/rules_page.py"
