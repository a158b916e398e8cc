"""The clinic's facts as the footers of its articles have them."""

from collections.abc import Callable
from typing import Any

import pytest

from clinicwriter.site import Clinic
from clinicwriter.site.footer import escape_markdown, footer_markdown
from clinicwriter.site.found_clinic import find_clinic, read_clinic

WILLOW = r"""**For more information visit:**

[Willow Street Clinic \u2013 Family Medicine \| Alder Bay](https://willowstreet.example/clinic/)

418 Willow Street, Suite 2, Alder Bay, CA 95999
The Willow Street Clinic offers family medicine in Alder Bay. Call 555-0142 to make an appointment.
""".replace(r"\u2013", "\u2013")
FULL = Clinic(
    name="Sutter | Stone *Clinic*",
    address="24 Harbor Street, Suite 3, Springfield",
    phone="(555) 010-0134",
    url="https://clinic.example/?a=1&b=2",
    about="Doctor-led care for pain & mood, since 1999.",
    disclaimer="This page is no substitute for a visit.",
)


def test_a_footer_typed_by_hand_says_name_address_and_line() -> None:
    assert read_clinic(WILLOW) == Clinic(
        name="Willow Street Clinic \u2013 Family Medicine | Alder Bay",
        address="418 Willow Street, Suite 2, Alder Bay, CA 95999",
        phone="555-0142",
        url="https://willowstreet.example/clinic/",
        about="The Willow Street Clinic offers family medicine in Alder Bay. "
        "Call 555-0142 to make an appointment.",
    )


@pytest.mark.parametrize(
    "line",
    ["We have seen 1,200,000 people since 1999.", "Fax 555-0143.", "In an emergency call 555-0199-00."],
)
def test_a_number_that_nobody_says_to_call_is_no_telephone(line: str) -> None:
    assert read_clinic(WILLOW.replace("Call 555-0142 to make an appointment.", line)).phone == ""


def test_our_own_footer_is_read_back_whole() -> None:
    assert read_clinic(footer_markdown(FULL)) == FULL


@pytest.mark.parametrize(
    "footer",
    [
        "For more information visit [Sleep Clinic](https://s.example/), 1 High Street, York\n",
        "For more information visit:\n\n**Sleep Clinic**  \n1 High Street, York  \nhttps://s.example/\n",
        '*For more information visit*\n[Sleep Clinic](<https://s.example/> "Home")\\\n1 High Street, York',
    ],
)
def test_other_ways_of_writing_one_are_read(footer: str) -> None:
    found = read_clinic(footer)
    assert (found.name, found.url) == ("Sleep Clinic", "https://s.example/")
    assert "1 High Street, York" in found.address


def test_words_that_are_no_facts_give_no_name() -> None:
    assert read_clinic("For more information visit:\n") == Clinic()


# -- in a site ------------------------------------------------------------------------------------


def put(desk: Any, number: int, footer: str) -> None:
    file = desk.root / desk.site.layout.new_articles / f"2027-01-0{number}-note.md"
    head = f"---\ntitle: Note {number}\ndate: 2027-01-0{number}\n---\n\nWords.\n\n"
    file.write_text(head + footer, encoding="utf-8")
    desk.site.refresh()


def test_most_of_the_articles_decide_and_nothing_is_written(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("jekyll")
    for number, footer in enumerate((WILLOW, WILLOW, WILLOW.replace("418", "12")), 1):
        put(desk, number, footer)
    before = desk.files()
    found = find_clinic(desk.site)
    assert found is not None
    assert found.clinic == read_clinic(WILLOW)
    assert found.articles == 2
    assert desk.files() == before


def test_of_two_moves_the_newest_address_counts(open_desk: Callable[[str], Any]) -> None:
    desk = open_desk("hugo")
    put(desk, 1, WILLOW)
    put(desk, 2, WILLOW.replace("418", "12"))
    found = find_clinic(desk.site)
    assert found is not None
    assert found.clinic.address.startswith("12 ")


def test_a_site_without_footers_has_nothing_to_say(open_desk: Callable[[str], Any]) -> None:
    assert find_clinic(open_desk("hexo").site) is None


def test_words_with_signs_come_back_as_they_were() -> None:
    for name in ("A_b* [c] `d`", "1. Clinic", "Health & <Care>", "a|b~c^d"):
        footer = f"**For more information visit:**\n\n{escape_markdown(name)}\n"
        assert read_clinic(footer).name == name
