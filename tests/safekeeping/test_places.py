"""Where things are kept."""

from clinicwriter.safekeeping import Places


def test_one_variable_puts_everything_below_one_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("CLINICWRITER_HOME", str(tmp_path))
    places = Places.standard()
    assert {places.data, places.settings, places.documents} == {
        tmp_path / "data",
        tmp_path / "settings",
        tmp_path / "documents",
    }
    assert places.drafts.parent == places.trash.parent == places.journal.parent == places.data


def test_without_it_the_systems_own_folders_are_used(monkeypatch):
    monkeypatch.delenv("CLINICWRITER_HOME")
    places = Places.standard()
    assert places.data.is_absolute() and "ClinicWriter" in places.data.parts
    assert "ClinicWriter" in str(places.settings)
