"""What is thrown away can be brought back, and never over something else."""

from pathlib import Path

import pytest

from clinicwriter.safekeeping import (
    DamagedError,
    Draft,
    DraftStore,
    MissingError,
    ReadOnlyFileError,
    SaveError,
    Trash,
)
from clinicwriter.safekeeping import trash as trash_module

DRAFT = Draft("one", None, None, None, b"text", None, "First infusion", 3, 5.0)


@pytest.fixture
def trash(tmp_path: Path) -> Trash:
    return Trash(tmp_path / "trash")


@pytest.fixture
def store(tmp_path: Path, trash: Trash) -> DraftStore:
    return DraftStore(tmp_path / "drafts", trash)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "site" / "a.md"
    path.parent.mkdir()
    path.write_bytes(b"text")
    return path


def test_a_file_is_moved_to_the_trash_and_back(trash, article):
    entry = trash.put_file(article, "First infusion")
    assert not article.exists()
    assert trash.entries() == (entry,) and entry.label == "First infusion" and trash.read(entry) == b"text"
    assert trash.restore(entry) == article
    assert article.read_bytes() == b"text" and trash.entries() == ()


def test_a_file_comes_back_into_a_folder_that_went_too(trash, article):
    entry = trash.put_file(article, "A")
    article.parent.rmdir()
    assert trash.restore(entry) == article and article.exists()


def test_a_file_comes_back_beside_a_new_one_of_its_name(trash, article):
    names = []
    for text in (b"1", b"2", b"3"):
        article.write_bytes(text)
        entry = trash.put_file(article, "A")
        article.write_bytes(b"new")
        back = trash.restore(entry)
        assert isinstance(back, Path) and back.read_bytes() == text
        names.append(back.name)
    assert names == ["a (restored).md", "a (restored 2).md", "a (restored 3).md"]
    assert article.read_bytes() == b"new"


def test_a_file_that_is_not_there_is_told(trash, tmp_path):
    with pytest.raises(MissingError):
        trash.put_file(tmp_path / "gone.md", "Gone")
    assert trash.entries() == ()


def test_a_file_that_cannot_be_deleted_is_in_its_place_and_not_in_the_trash(trash, article):
    article.chmod(0o444)
    with pytest.raises(ReadOnlyFileError):
        trash.put_file(article, "A")
    assert article.exists() and trash.entries() == ()


def test_a_draft_comes_back_with_its_pictures(trash, store):
    store.keep(DRAFT)
    (store.pictures_folder("one") / "p.jpg").write_bytes(b"picture")
    entry = store.discard("one")
    assert entry is not None and trash.read(entry) == b"text"
    assert trash.restore(entry) == DRAFT
    assert store.drafts() == [DRAFT] and (store.pictures_folder("one") / "p.jpg").read_bytes() == b"picture"
    assert trash.entries() == ()


def test_a_draft_comes_back_under_another_name_where_one_of_its_name_lies(trash, store):
    store.keep(DRAFT)
    entry = store.discard("one")
    assert entry is not None
    newer = Draft("one", None, None, None, b"newer", None, "Newer", 0, 9.0)
    store.keep(newer)
    back = trash.restore(entry)
    assert isinstance(back, Draft) and back.draft_id != "one" and back.article == b"text"
    assert sorted(draft.article for draft in store.drafts()) == [b"newer", b"text"]


def test_what_is_back_already_is_told_in_plain_words_and_comes_back_once(trash, article):
    entry = trash.put_file(article, "First infusion")
    trash.restore(entry)
    with pytest.raises(SaveError, match="“First infusion” is not in the trash any more"):
        trash.restore(entry)
    trash.delete(entry)
    assert [path.name for path in article.parent.iterdir()] == ["a.md"]


def test_a_list_leaves_out_what_is_brought_back_while_it_is_read(trash, article, monkeypatch):
    entry = trash.put_file(article, "First infusion")
    gone = trash._folder / "0-gone.trash"
    monkeypatch.setattr(trash_module, "list_files", lambda folder, _suffix: [gone, *folder.iterdir()])
    assert trash.entries() == (entry,)


def test_a_trash_that_is_tidied_away_while_something_is_thrown_takes_it_all_the_same(
    trash, article, monkeypatch
):
    real = trash_module.write_file

    def write(path: Path, data: bytes, *, expected: bytes | None) -> None:
        monkeypatch.setattr(trash_module, "write_file", real)
        path.parent.rmdir()
        real(path, data, expected=expected)

    monkeypatch.setattr(trash_module, "write_file", write)
    entry = trash.put_file(article, "First infusion")
    assert trash.read(entry) == b"text"
    assert not article.exists()


def test_an_emptied_trash_is_empty(trash, store, article, tmp_path):
    store.keep(DRAFT)
    (store.pictures_folder("one") / "p.jpg").write_bytes(b"picture")
    store.discard("one")
    trash.put_file(article, "A")
    assert trash.empty() == 2
    assert list((tmp_path / "trash").iterdir()) == []


def test_the_last_thrown_is_first(tmp_path, article):
    times = iter([10.0, 10.0, 20.0, 20.0])
    trash = Trash(tmp_path / "trash", clock=lambda: next(times))
    trash.put_file(article, "Earlier")
    article.write_bytes(b"again")
    trash.put_file(article, "Later")
    assert [entry.label for entry in trash.entries()] == ["Later", "Earlier"]


def test_a_damaged_entry_is_put_aside_and_the_others_stay(trash, article, tmp_path):
    bad = trash.put_file(article, "Bad")
    article.write_bytes(b"again")
    good = trash.put_file(article, "Good")
    path = tmp_path / "trash" / f"{bad.entry_id}.trash"
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(DamagedError):
        trash.read(bad)
    assert trash.entries() == (good,)
    assert len(trash.damaged()) == 1
