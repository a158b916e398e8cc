"""Drafts are kept whole; a damaged one is told and put aside, never thrown away."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicwriter.safekeeping import (
    DamagedError,
    Draft,
    DraftStore,
    LastOpen,
    LastOpenFile,
    MissingError,
    new_draft_id,
)

DRAFT = Draft("one", "/clinic/site", "articles/a.md", None, b"text \xff\r\n", b"base", "A", 7, 100.0)

places = st.none() | st.text(max_size=30)
drafts = st.builds(
    Draft,
    draft_id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True),
    site=places,
    site_path=places,
    outside_path=places,
    article=st.binary(max_size=300),
    base=st.none() | st.binary(max_size=300),
    title=st.text(max_size=40),
    cursor=st.integers(0, 10**6),
    kept_at=st.floats(0, 1e10),
)


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(draft=drafts)
def test_a_draft_comes_back_as_it_was_kept(store, draft):
    store.keep(draft)
    assert store.load(draft.draft_id) == draft


def test_drafts_are_listed_the_last_kept_first(store):
    for number in (2, 3, 1):
        store.keep(replace(DRAFT, draft_id=f"d{number}", kept_at=float(number)))
    assert [draft.draft_id for draft in store.drafts()] == ["d3", "d2", "d1"]


def test_no_drafts_are_an_empty_list(store):
    assert store.drafts() == [] and store.damaged() == ()


def test_a_draft_that_equals_its_file_is_not_called_edited():
    assert DRAFT.is_edited
    assert not replace(DRAFT, base=DRAFT.article).is_edited
    assert replace(DRAFT, base=None).is_edited


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-1], lambda d: b"", lambda d: bytes(len(d)), lambda d: d + b"x"]
)
def test_a_damaged_draft_is_told_and_put_aside(store, tmp_path, damage):
    store.keep(DRAFT)
    store.keep(replace(DRAFT, draft_id="two"))
    path = tmp_path / "drafts" / "one.draft"
    spoilt = damage(path.read_bytes())
    path.write_bytes(spoilt)
    assert [draft.draft_id for draft in store.drafts()] == ["two"]
    (aside,) = store.damaged()
    assert aside.read_bytes() == spoilt and "one" in aside.name


def test_loading_a_damaged_draft_says_so(store, tmp_path):
    store.keep(DRAFT)
    (tmp_path / "drafts" / "one.draft").write_bytes(b"nonsense")
    with pytest.raises(DamagedError, match="put aside"):
        store.load("one")
    assert len(store.damaged()) == 1


def test_every_cut_of_a_draft_is_noticed(store, tmp_path):
    store.keep(DRAFT)
    path = tmp_path / "drafts" / "one.draft"
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(DamagedError):
            store.load("one")


def test_a_person_can_read_the_text_in_the_kept_file(store, tmp_path):
    store.keep(replace(DRAFT, article="Blåbær".encode()))
    assert "Blåbær".encode() in (tmp_path / "drafts" / "one.draft").read_bytes()


def test_a_draft_that_is_not_there_is_told(store):
    with pytest.raises(MissingError):
        store.load("nobody")


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".hidden", "a" * 65, "a.b", "a\n"])
def test_a_name_that_would_leave_the_folder_is_refused(store, name):
    with pytest.raises(ValueError, match="not a draft"):
        store.load(name)


def test_new_names_are_good_and_differ():
    assert len({new_draft_id() for _ in range(100)}) == 100
    assert DraftStore(Path("x")) is not None and new_draft_id().isalnum()


def test_a_discarded_draft_lies_in_the_trash_with_its_pictures(store, tmp_path):
    store.keep(DRAFT)
    (store.pictures_folder("one") / "p.jpg").write_bytes(b"picture")
    entry = store.discard("one")
    assert entry is not None and store.drafts() == []
    assert not (tmp_path / "drafts" / "pictures" / "one").exists()
    assert store.discard("one") is None


LAST = LastOpen("one", "/clinic/site", "articles/a.md", None, 42)


def test_the_open_article_is_remembered(tmp_path):
    LastOpenFile(tmp_path / "data" / "last-open").remember(LAST)
    assert LastOpenFile(tmp_path / "data" / "last-open").recall() == LAST


def test_a_damaged_note_of_the_open_article_is_put_aside(tmp_path):
    path = tmp_path / "last-open"
    assert LastOpenFile(path).recall() is None
    path.write_bytes(b"{")
    assert LastOpenFile(path).recall() is None
    assert not path.exists() and len(list((tmp_path / "damaged").iterdir())) == 1
