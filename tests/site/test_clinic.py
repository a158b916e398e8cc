"""The clinic's facts in ``clinicwriter.toml``: read, changed, and never at the cost of what else is there."""

from pathlib import Path

import pytest

from clinicwriter.site import Clinic, SettingsError, SiteKind, clinic_change, kind_change, load_clinic

WRITTEN = """\
# Whoever changes this: tell the front desk.
[site]
kind = "hugo"   # asked on a Monday

[clinic]
name = "Harbor Light"  # as on the sign
address = "7 Quay Lane"
phone = 5550170
x_own = [1, 2]
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "clinicwriter.toml"
    file.write_bytes(text.encode())
    return file


def test_the_facts_are_read(tmp_path: Path) -> None:
    write(tmp_path, WRITTEN)
    assert load_clinic(tmp_path) == Clinic(name="Harbor Light", address="7 Quay Lane", phone="5550170")


def test_a_site_without_facts_has_empty_ones(tmp_path: Path) -> None:
    assert load_clinic(tmp_path) == Clinic()


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, "\ufeff" + WRITTEN)
    assert load_clinic(tmp_path).name == "Harbor Light"


@pytest.mark.parametrize(
    "text", ['[clinic]\nname = "open\n', "[clinic\n", '[clinic]\nname = "a"\nname = "b"\n']
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsError, match="line") as raised:
        load_clinic(tmp_path)
    assert raised.value.next_step
    with pytest.raises(SettingsError):
        clinic_change(tmp_path, Clinic(name="New"))
    assert file.read_bytes() == text.encode()


def test_changing_a_fact_keeps_comments_order_and_strange_keys(tmp_path: Path) -> None:
    write(tmp_path, WRITTEN)
    change = clinic_change(tmp_path, Clinic(name="Harbor Light", address="8 Quay Lane", phone="5550170"))
    assert change.before == WRITTEN.encode()
    after = (change.after or b"").decode()
    assert '"8 Quay Lane"' in after
    for kept in ("# Whoever changes this", "# asked on a Monday", "# as on the sign", "x_own = [1, 2]"):
        assert kept in after
    lines = [line for line in after.splitlines() if line not in WRITTEN.splitlines()]
    assert [line.split(" =")[0] for line in lines] == ["address"]


def test_saving_the_same_facts_changes_no_byte(tmp_path: Path) -> None:
    write(tmp_path, WRITTEN.replace("\n", "\r\n"))
    change = clinic_change(tmp_path, load_clinic(tmp_path))
    assert change.after == change.before


def test_a_first_saving_makes_the_file(tmp_path: Path) -> None:
    clinic = Clinic("A “clinic”", "Street 1\nTown", "555", "https://a.example", "About", "No advice")
    change = clinic_change(tmp_path, clinic)
    assert change.before is None
    change.path.write_bytes(change.after or b"")
    assert load_clinic(tmp_path) == clinic


def test_a_corrected_guess_is_remembered(tmp_path: Path) -> None:
    change = kind_change(tmp_path, SiteKind.FINISHED)
    assert b'kind = "finished"' in (change.after or b"")


def test_a_footer_of_the_clinics_own_is_read_beside_the_facts(tmp_path: Path) -> None:
    write(tmp_path, WRITTEN)
    (tmp_path / "footer.md").write_text("Call {{ phone }}.\n")
    assert load_clinic(tmp_path).footer_template == "Call {{ phone }}.\n"


def test_a_footer_outside_the_site_is_not_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret.md").write_text("secret")
    write(site, '[clinic]\nname = "A"\n[footer]\ntemplate = "../secret.md"\n')
    assert load_clinic(site).footer_template == ""
