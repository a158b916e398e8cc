"""Every trouble with a file is told in plain words, with the system's own words in the details."""

import errno

import pytest

from clinicwriter.safekeeping import errors
from clinicwriter.safekeeping.errors import SaveError, explain

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SaveError)]


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_error_of_the_system_has_words_and_its_number_in_the_details(tmp_path, number):
    told = explain(OSError(number, "system words", "a.md"), tmp_path / "a.md")
    assert "a.md" in told.happened and told.kept and told.next_step
    assert errno.errorcode[number] in told.details and "system words" in told.details
    assert "Errno" not in str(told)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.DiskFullError),
        (errno.EACCES, errors.NoPermissionError),
        (errno.EROFS, errors.ReadOnlyDiskError),
        (errno.EIO, errors.DriveGoneError),
        (errno.ENAMETOOLONG, errors.BadNameError),
        (errno.EBUSY, errors.BusyError),
        (errno.ENOENT, errors.MissingError),
        (errno.EDOM, SaveError),
    ],
)
def test_the_kind_of_trouble_is_known(tmp_path, number, kind):
    assert type(explain(OSError(number, "x"), tmp_path)) is kind


@pytest.mark.parametrize(
    ("code", "kind"), [(32, errors.BusyError), (112, errors.DiskFullError), (53, errors.DriveGoneError)]
)
def test_the_numbers_of_windows_are_known(tmp_path, code, kind):
    error = PermissionError(errno.EACCES, "x")
    error.winerror = code
    assert type(explain(error, tmp_path)) is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_words_are_whole_sentences_without_shouting(tmp_path, kind):
    told = kind.of(tmp_path / "first infusion.md")
    assert "“first infusion.md”" in told.happened
    for sentence in (told.happened, told.kept, told.next_step):
        assert sentence.endswith(".") and "!" not in sentence
