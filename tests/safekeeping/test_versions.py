"""Earlier versions come back as they were, each text lies there once, and they keep to their room."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.safekeeping import DamagedError, Version, VersionStore, words_changed
from clinicwriter.safekeeping.versions import DAY_S, EXPORT, LIMIT_OF_ONE, thinned

NOW = 1_700_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "versions", clock=lambda: NOW)


def texts(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "versions" / "texts").glob("*/*"))


def test_versions_come_back_as_they_were_the_newest_first(store):
    for number in range(5):
        store.keep("a", f"text {number}".encode(), "saved", NOW + number)
    assert [store.read(version) for version in store.versions("a")] == [
        b"text %d" % n for n in (4, 3, 2, 1, 0)
    ]
    assert store.versions("b") == ()


def test_the_same_text_twice_in_a_row_is_one_version(store):
    first = store.keep("a", b"text", "saved", NOW)
    assert store.keep("a", b"text", "ten minutes", NOW + 600) == first
    assert len(store.versions("a")) == 1


def test_a_version_that_is_then_exported_is_noted_as_exported(store):
    store.keep("a", b"text", "saved", NOW)
    store.keep("a", b"text", EXPORT, NOW + 60)
    (version,) = store.versions("a")
    assert version.reason == EXPORT and version.when == NOW


def test_a_text_that_comes_again_takes_no_room_again(store, tmp_path):
    for text in (b"one", b"two", b"one", b"two"):
        store.keep("a", text, "saved", NOW)
        store.keep("b", text, "saved", NOW)
    assert len(store.versions("a")) == 4 and len(texts(tmp_path)) == 2


def test_texts_are_compressed(store, tmp_path):
    store.keep("a", b"an ordinary sentence. " * 1000, "saved", NOW)
    assert texts(tmp_path)[0].stat().st_size < 1000


def test_words_added_and_removed_are_counted_against_the_version_before(store):
    store.keep("a", b"Drink two glasses of water.", "saved", NOW)
    store.keep("a", b"Drink three large glasses of water.", "saved", NOW + 1)
    newest, oldest = store.versions("a")
    assert (newest.words_added, newest.words_removed) == (2, 1)
    assert (oldest.words_added, oldest.words_removed) == (5, 0)


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_that_only_moved_are_neither(one, other):
    assert words_changed(one + " " + other, other + " " + one) == (0, 0)
    assert words_changed(one, other) == words_changed(other, one)[::-1]


def test_everything_of_a_day_then_an_hour_a_day_a_week_is_kept():
    versions = [made(age_s) for age_s in range(200 * DAY_S, 0, -600)]
    kept = thinned(versions, NOW)
    ages = [NOW - version.when for version in kept]
    assert sum(age <= DAY_S for age in ages) == 144
    assert 143 <= sum(DAY_S < age <= 7 * DAY_S for age in ages) <= 146
    assert 82 <= sum(7 * DAY_S < age <= 90 * DAY_S for age in ages) <= 85
    assert 15 <= sum(age > 90 * DAY_S for age in ages) <= 18
    assert kept[-1] == versions[-1]


def test_every_export_is_kept_however_old():
    versions = [made(300 * DAY_S - n, EXPORT) for n in range(40)]
    assert thinned(versions, NOW) == versions


def test_one_article_never_has_more_than_its_share_and_exports_go_last():
    versions = [made(1000 - n, EXPORT if n < 100 else "saved") for n in range(LIMIT_OF_ONE + 50)]
    kept = thinned(versions, NOW)
    assert len(kept) == LIMIT_OF_ONE and kept[:100] == versions[:100] and kept[-1] == versions[-1]


def made(age_s: float, reason: str = "saved") -> Version:
    return Version("a", str(age_s), NOW - age_s, reason, 1, 0, 0)


def test_what_no_version_needs_goes_and_what_one_needs_stays(tmp_path):
    store = VersionStore(tmp_path / "versions", limit_bytes=6000, clock=lambda: NOW)
    chance = random.Random(5)
    for number in range(20):
        store.keep(f"article {number % 4}", chance.randbytes(1000), "saved", NOW - 2000 + number)
    store.tidy()
    assert sum(path.stat().st_size for path in texts(tmp_path)) <= 6000
    for number in range(4):
        versions = store.versions(f"article {number}")
        assert versions and all(len(store.read(version)) == 1000 for version in versions)
        assert versions[0].when == NOW - 2000 + 16 + number
    store.tidy()
    assert len(texts(tmp_path)) == 5


def test_versions_follow_an_article_to_its_new_name(store):
    store.keep("old", b"1", "saved", NOW)
    store.keep("new", b"2", "saved", NOW + 1)
    store.move("old", "new")
    assert [store.read(version) for version in store.versions("new")] == [b"2", b"1"]
    assert {version.article_id for version in store.versions("new")} == {"new"}
    assert store.versions("old") == ()


def test_a_damaged_text_is_told(store, tmp_path):
    version = store.keep("a", b"text", "saved", NOW)
    texts(tmp_path)[0].write_bytes(b"nonsense")
    with pytest.raises(DamagedError):
        store.read(version)


def test_a_damaged_text_that_comes_again_is_mended(store, tmp_path):
    first = store.keep("a", b"text", "saved", NOW)
    texts(tmp_path)[0].write_bytes(b"nonsense")
    store.keep("a", b"other", "saved", NOW + 1)
    store.keep("a", b"text", "saved", NOW + 2)
    assert store.read(first) == b"text"


def test_while_a_damaged_list_lies_aside_no_text_is_removed(store, tmp_path):
    store.keep("a", b"text", "saved", NOW)
    (index,) = (tmp_path / "versions").glob("*.versions")
    index.write_bytes(index.read_bytes()[:-3])
    assert store.versions("a") == () and len(store.damaged()) == 1
    store.keep("a", b"newer", "saved", NOW + 1)
    store.tidy()
    assert len(texts(tmp_path)) == 2
