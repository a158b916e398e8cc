"""The clinic's own facts and staff are not taken for a patient's."""

import pytest

from clinicwriter.checks.allow_list import AllowList
from clinicwriter.site import Clinic

ALLOWED = AllowList.of(
    Clinic(
        name="Riverbend Wellness",
        address="24 Harbor Street, Suite 3, Springfield, CA 95825",
        phone="(555) 310-0134",
        url="https://www.riverbend.org",
        about="Find us on https://www.facebook.com/riverbendwellness",
    ),
    ["Dana Whitfield, RN", "Dr. Priya Nair"],
)


@pytest.mark.parametrize(
    "words",
    [
        "(555) 310-0134",
        "+1 555.310.0134",
        "95825",
        "24 Harbor Street",
        "info@riverbend.org",
        "Dana Whitfield",
        "Whitfield",
        "Nair",
        "Riverbend",
        "https://www.facebook.com/riverbendwellness",
    ],
)
def test_the_clinics_own_is_permitted(words: str) -> None:
    assert ALLOWED.permits(words)


@pytest.mark.parametrize(
    "words",
    [
        "(555) 310-0135",
        "95826",
        "25 Harbor Street",
        "jo@gmail.com",
        "Dana Morrow",
        "Maria",
        "",
        "Street",
        "3",
        "https://www.facebook.com/jo.smith",
    ],
)
def test_what_is_not_the_clinics_is_not_permitted(words: str) -> None:
    assert not ALLOWED.permits(words)


def test_the_state_is_read_from_the_address() -> None:
    assert ALLOWED.state == "CA"
    assert AllowList.of(Clinic(address="Somewhere"), ()).state == ""
