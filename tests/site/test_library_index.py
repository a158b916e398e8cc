"""The library's index: found again, filled little by little, never in the site, and never in the way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from clinicwriter.site import Site, SiteError, open_site
from clinicwriter.site.library import LibraryIndex, Query, find, snippets, store
from clinicwriter.site.library import index as index_module

ARTICLE = "---\ntitle: {title}\nauthor: {author}\ntags: [{tags}]\ndate: 2026-03-0{day}\n---\n\n{text}\n"


def write(root: Path, name: str, title: str = "A title", text: str = "A text.", **more: str) -> Path:
    path = root / "content" / "blog" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"author": "Dr. Amara Osei", "tags": "sleep", "day": "4", **more}
    path.write_text(ARTICLE.format(title=title, text=text, **facts), encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "hugo.toml").write_text('baseURL = "https://clinic.example/"\n', encoding="utf-8")
    write(
        folder, "infusion.md", "Your first infusion", "The nurse sits **with you** at [the chair](/chair/)."
    )
    write(folder, "pain.md", "Living with pain", "Café owners ask: is a follow-up needed? Naïve plans fail.")
    write(folder, "kids.md", "Children", "Nothing of the other words.", author="Priya Raman", tags="family")
    return folder


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def renewed(root: Path, places: Path) -> tuple[Site, LibraryIndex]:
    site = open_site(root)
    index = LibraryIndex(places, site.root)
    index.renew(site)
    return site, index


def found(index: LibraryIndex, typed: str) -> list[str]:
    ranks = find(index, Query.of(typed))
    return [Path(path).stem for path in sorted(ranks, key=lambda path: -ranks[path])]


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the articles that are read from now on, as they are."""
    names: list[str] = []
    real = index_module._read

    def note(site: Site, path: object) -> object:
        names.append(Path(str(path)).stem)
        return real(site, path)  # type: ignore[arg-type]

    monkeypatch.setattr(index_module, "_read", note)
    return names


# -- searching ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("infus", ["infusion"]),
        ("NURSE chair", ["infusion"]),
        ("osei", ["infusion", "pain"]),
        ("family", ["kids"]),
        ("cafe naive", ["pain"]),
        ("café", ["pain"]),
        ("follow-up", ["pain"]),
        ('"is a follow up"', ["pain"]),
        ('"follow a up"', []),
        ("nurse pain", []),
        ('") OR body:x NEAR( *', []),
        ("", []),
    ],
)
def test_words_of_titles_tags_authors_and_texts_are_found(
    root: Path, places: Path, typed: str, names: list[str]
) -> None:
    _, index = renewed(root, places)
    assert sorted(found(index, typed)) == names


def test_without_full_text_search_in_sqlite_the_same_is_found(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_FULL_TEXT", "CREATE VIRTUAL TABLE found USING fts_that_is_not_there(body)")
    _, index = renewed(root, places)
    for typed, names in (("infus", ["infusion"]), ("cafe naive", ["pain"]), ("nurse pain", [])):
        assert found(index, typed) == names
    write(root, "pain.md", text="Other words now, many more than there were.")
    index.renew(open_site(root))
    assert found(index, "cafe") == []


def test_a_word_of_the_title_counts_more_than_one_of_the_text(root: Path, places: Path) -> None:
    write(root, "zz.md", "Other things", "Pain " * 3 + "and many other words " * 30)
    _, index = renewed(root, places)
    assert found(index, "pain")[0] == "pain"


def test_a_snippet_shows_the_found_words_as_people_read_them(root: Path, places: Path) -> None:
    _, index = renewed(root, places)
    piece = snippets(index, ["content/blog/infusion.md"], Query.of("chai nurs"))["content/blog/infusion.md"]
    assert piece.text == "The nurse sits with you at the chair."
    assert [piece.text[start:end] for start, end in piece.marks] == ["nurse", "chair"]


# -- filling -----------------------------------------------------------------------------------


def test_a_second_start_reads_no_article_again(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = renewed(root, places)
    names = reads(monkeypatch)
    site = open_site(root)
    index = LibraryIndex(places, site.root)
    assert index.entries() == first.articles()
    assert index.recall(site) == 3
    assert site.known_articles() == first.articles()
    assert not index.renew(site).is_change
    assert names == []


def test_what_another_program_changed_renamed_and_deleted_is_followed(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, index = renewed(root, places)
    blog = root / "content" / "blog"
    write(root, "infusion.md", "Your first infusion", "Dressing gown.")
    (blog / "pain.md").rename(blog / "ache.md")
    (blog / "kids.md").unlink()
    write(root, "new/index.md", "Brand new", "A lamp.")
    names = reads(monkeypatch)
    renewal = index.renew(site)
    assert (sorted(names), renewal.read, renewal.removed) == (["ache", "index", "infusion"], 3, 2)
    assert [found(index, word) for word in ("dressing", "nurse", "cafe", "other", "lamp")] == [
        ["infusion"], [], ["ache"], [], ["index"],
    ]  # fmt: skip
    assert site.known_articles() == open_site(root).articles()


def test_stopping_keeps_what_is_done_and_the_next_look_does_the_rest(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        write(root, f"more-{number}.md")
    site = open_site(root)
    index = LibraryIndex(places, site.root)
    names = reads(monkeypatch)
    stopped = index.renew(site, is_wanted=lambda: len(names) < 5)
    assert not stopped.is_complete
    assert len(index.entries()) == 5
    assert index.renew(site).is_complete
    assert (len(index.entries()), len(names)) == (23, 23)


def test_progress_is_told_and_rows_come_as_they_are_read(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "BATCH_S", 0.0)
    site = open_site(root)
    told: list[tuple[int, int, int]] = []
    LibraryIndex(places, root).renew(
        site, lambda done, total: told.append((done, total, len(site.known_articles())))
    )
    assert [done for done, _, _ in told] == [1, 2, 3]
    assert {total for _, total, _ in told} == {3}
    assert [known for *_, known in told] == sorted(known for *_, known in told)


KILLED = """
import sys
from pathlib import Path
from clinicwriter.site import open_site
from clinicwriter.site.library import LibraryIndex, index
index.BATCH_S = 0.01
site = open_site(Path(sys.argv[1]))
LibraryIndex(Path(sys.argv[2]), site.root).renew(site, lambda done, total: print(done, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill signal")
def test_a_kill_while_indexing_does_no_harm(root: Path, places: Path) -> None:
    for number in range(400):
        write(root, f"more-{number}.md", text=f"Number{number} stands here.")
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(root), str(places)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    site = open_site(root)
    index = LibraryIndex(places, site.root)
    assert 0 < len(index.entries()) < 403
    assert index.renew(site).is_complete
    assert len(index.entries()) == 403
    assert found(index, "number399") == ["more-399"]


@pytest.mark.parametrize("damage", [b"this is no database at all" * 100, b""])
def test_a_damaged_index_is_made_anew(root: Path, places: Path, damage: bytes) -> None:
    _, index = renewed(root, places)
    index.file.path.write_bytes(damage)
    again = LibraryIndex(places, root)
    assert again.entries() == ()
    again.renew(open_site(root))
    assert found(again, "nurse") == ["infusion"]


@pytest.mark.parametrize("table", ["about", "article", "body"])
def test_an_index_that_lost_a_table_is_made_anew(root: Path, places: Path, table: str) -> None:
    index = LibraryIndex(places, root)
    index.renew(open_site(root))
    entries = index.entries()
    with closing(sqlite3.connect(index.file.path)) as connection:
        connection.execute(f"DROP TABLE {table}")
        connection.commit()
    article = root / entries[0].path
    article.write_bytes(article.read_bytes() + b"\nMore.\n")
    assert index.renew(open_site(root)).is_complete
    assert {entry.path for entry in index.entries()} == {entry.path for entry in entries}


def test_damage_in_the_middle_is_noticed_and_mended(root: Path, places: Path) -> None:
    for number in range(200):
        write(root, f"more-{number}.md", text=f"Words {number} " * 200)
    _, index = renewed(root, places)
    data = bytearray(index.file.path.read_bytes())
    data[8192:-4096] = os.urandom(len(data) - 8192 - 4096)
    index.file.path.write_bytes(data)
    again = LibraryIndex(places, root)
    again.entries()
    find(again, Query.of("words"))
    site = open_site(root)
    again.renew(site)
    assert len(site.known_articles()) == 203
    assert len(find(again, Query.of("words"))) == 201


def test_the_index_lies_in_the_programs_own_folder_and_not_in_the_site(root: Path, places: Path) -> None:
    before = set(root.rglob("*"))
    _, index = renewed(root, places)
    assert set(root.rglob("*")) == before
    assert index.file.path.parent == places


def test_two_sites_have_two_indexes(root: Path, places: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    (other / "content" / "blog" / "pain.md").unlink()
    _, first = renewed(root, places)
    _, second = renewed(other, places)
    assert (len(first.entries()), len(second.entries())) == (3, 2)


def test_an_index_that_cannot_be_kept_still_serves_this_run(root: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", encoding="utf-8")
    _, index = renewed(root, in_the_way / "index")
    assert found(index, "nurse") == ["infusion"]
    assert in_the_way.read_text(encoding="utf-8") == "no folder"


def test_two_programs_fill_one_index_at_the_same_time(root: Path, places: Path) -> None:
    for number in range(120):
        write(root, f"more-{number}.md")
    children = [
        subprocess.Popen([sys.executable, "-c", KILLED, str(root), str(places)], stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [child.wait() for child in children] == [0, 0]
    index = LibraryIndex(places, root)
    assert len(index.entries()) == 123
    assert found(index, "nurse") == ["infusion"]


def test_other_keys_in_the_sites_habits_read_the_articles_anew(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(root, places)
    (root / "hugo.toml").write_text(
        'baseURL = "https://clinic.example/"\n[permalinks]\nblog = "/news/:slug/"\n', encoding="utf-8"
    )
    site = open_site(root)
    index = LibraryIndex(places, root)
    assert index.recall(site) == 0
    index.renew(site)
    assert {entry.url.rpartition("/")[0].rpartition("/")[0] for entry in index.entries()} == {"/news"}


# -- folders that make trouble -----------------------------------------------------------------


def test_a_drive_that_went_away_is_said_and_nothing_is_forgotten(root: Path, places: Path) -> None:
    site, index = renewed(root, places)
    root.rename(root.with_name("away"))
    with pytest.raises(SiteError, match="not there any more") as error:
        index.renew(site)
    assert "drive is not connected" in error.value.next_step
    assert len(index.entries()) == 3
    root.with_name("away").rename(root)
    assert not index.renew(site).is_change


def test_an_article_that_may_not_be_read_is_listed_with_the_reason(
    root: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = root / "content" / "blog" / "pain.md"
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    site, index = renewed(root, places)
    row = next(entry for entry in site.known_articles() if entry.path.stem == "pain")
    assert row.problem == "This file cannot be read."
    monkeypatch.undo()
    index.renew(site)
    assert found(index, "cafe") == ["pain"]


def test_links_that_lead_outside_are_not_followed(root: Path, places: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\nHidden words.\n", encoding="utf-8")
    try:
        (root / "content" / "blog" / "linked").symlink_to(outside, target_is_directory=True)
        (root / "content" / "blog" / "circle").symlink_to(root, target_is_directory=True)
    except OSError:
        pytest.skip("links may not be made here")
    site, index = renewed(root, places)
    assert len(site.known_articles()) == 3
    assert found(index, "hidden") == []


def test_long_odd_and_unreadable_names_are_listed_and_found(root: Path, places: Path) -> None:
    names = ["a" * 252 + ".md", "ÄRZTE und Ärztinnen.md", "con.md", "100% of $x.md"]
    for number, name in enumerate(names):
        try:
            write(root, name, f"Odd{number}", "Peculiar.")
        except OSError:
            pytest.skip("this system does not take such names")
    if sys.platform == "linux":
        raw = os.fsencode(root / "content" / "blog") + b"/caf\xe9.md"
        Path(os.fsdecode(raw)).write_bytes(b"---\ntitle: Raw\n---\nPeculiar.\n")
        names.append("raw")
    site, index = renewed(root, places)
    assert len(find(index, Query.of("peculiar"))) == len(names)
    assert not index.renew(site).is_change
    assert len(LibraryIndex(places, root).entries()) == 3 + len(names)


def test_text_that_is_no_text_is_no_obstacle(root: Path, places: Path) -> None:
    blog = root / "content" / "blog"
    (blog / "noise.md").write_bytes(bytes(range(256)) * 20)
    (blog / "half.md").write_bytes(b'---\ntitle: "\\ud83d half"\n---\nBroken \xed\xa0\xbd pair.\n')
    (blog / "empty.md").write_bytes(b"")
    site, index = renewed(root, places)
    assert len(site.known_articles()) == 6
    (blog / "half.md").write_bytes(b"---\ntitle: whole\n---\nNow mended.\n")
    index.renew(site)
    assert found(index, "mended") == ["half"]


def test_a_search_while_the_index_fills_gets_an_answer(root: Path, places: Path) -> None:
    site, index = renewed(root, places)
    write(root, "more.md", text="Another lamp.")
    answers: list[list[str]] = []
    index.renew(site, lambda _done, _total: None, lambda: answers.append(found(index, "nurse")) is None)
    assert answers == [["infusion"]]


def test_the_time_of_a_file_counts_besides_its_size(root: Path, places: Path) -> None:
    site, index = renewed(root, places)
    path = root / "content" / "blog" / "infusion.md"
    text = path.read_text(encoding="utf-8").replace("nurse", "medic")
    path.write_text(text, encoding="utf-8")
    later = time.time_ns() + 5_000_000_000
    os.utime(path, ns=(later, later))
    index.renew(site)
    assert (found(index, "medic"), found(index, "nurse")) == (["infusion"], [])
