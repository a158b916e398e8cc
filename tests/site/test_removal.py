"""Taking an article off a site: what goes, what changes, and what is refused."""

from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import ExportError, export, open_site, plan_export, plan_removal

CLINIC = '[clinic]\nname = "Riverbend"\naddress = "1 Mill Lane"\nphone = "555"\nurl = "https://riverbend.example"\n'


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write(root, "hugo.toml", 'title = "Riverbend"\n')
    write(root, "clinicwriter.toml", CLINIC)
    for number in range(2):
        write(
            root,
            f"content/posts/a{number}.md",
            f"---\ntitle: A{number}\ndate: 2026-01-0{number + 1}\n---\n\nText.\n",
        )
    return root


def test_in_a_site_with_a_generator_the_file_alone_goes(hugo: Path):
    plan = plan_removal(open_site(hugo), PurePosixPath("content/posts/a0.md"))
    assert [(str(file.relative), file.after) for file in plan.changed_files] == [
        ("content/posts/a0.md", None)
    ]
    assert any("made afresh" in note for note in plan.notes)


def test_a_removal_is_written_and_undone_like_an_export(hugo: Path, tmp_path: Path):
    path = hugo / "content/posts/a0.md"
    before = path.read_bytes()
    plan = plan_removal(open_site(hugo), PurePosixPath("content/posts/a0.md"))
    writer, log = Writer(tmp_path / "journal"), ExportLog(tmp_path / "exports")
    export(plan, writer, log)
    assert not path.exists()
    entry = log.last()
    assert entry is not None
    log.undo(entry, writer)
    assert path.read_bytes() == before


def test_an_article_that_is_gone_already_is_refused_with_words(hugo: Path):
    site = open_site(hugo)
    (hugo / "content/posts/a0.md").unlink()
    with pytest.raises(ExportError, match="not in the site any more"):
        plan_removal(site, PurePosixPath("content/posts/a0.md"))


def test_a_path_that_leaves_the_site_is_refused(hugo: Path, tmp_path: Path):
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    with pytest.raises(ExportError):
        plan_removal(open_site(hugo), PurePosixPath("../outside.md"))


def test_pictures_stay_and_the_plan_says_so(hugo: Path):
    path = write(hugo, "content/posts/p.md", "---\ntitle: P\ndate: 2026-01-01\n---\n\n![A tree](tree.jpg)\n")
    plan = plan_removal(open_site(hugo), PurePosixPath(path.relative_to(hugo).as_posix()))
    assert any("pictures stay" in note for note in plan.notes)


def finished_pair(root: Path, tmp_path: Path, second_head: str = "") -> Path:
    """Make a site of finished pages in which a second article has the address of the first."""
    write(root, "clinicwriter.toml", CLINIC)
    write(root, "index.html", "<html><body>Home</body></html>")
    path = PurePosixPath("articles/x.md")
    write(root, str(path), "---\ntitle: X\nslug: one\ndate: 2024-01-01\n---\n\nText.\n")
    site = open_site(root)
    plan = plan_export(
        site, site.read_article(path), path=path, base=site.read_bytes(path), today=date(2026, 1, 1)
    )
    export(plan, Writer(tmp_path / "journal"), ExportLog(tmp_path / "exports"))
    head = f"title: Old\nslug: one\ndate: 2023-01-01\n{second_head}"
    write(root, "articles/old.md", f"---\n{head}---\n\nOld.\n")
    return root


def test_a_page_that_another_article_has_too_stays_and_the_plan_says_so(tmp_path: Path):
    root = finished_pair(tmp_path / "site", tmp_path)
    plan = plan_removal(open_site(root), PurePosixPath("articles/old.md"))
    assert "blog/one.html" not in {str(file.relative) for file in plan.files if file.after is None}
    assert "blog/one.html stays: it is the page of “X” too." in plan.notes


def test_a_draft_with_the_same_address_does_not_keep_the_page(tmp_path: Path):
    root = finished_pair(tmp_path / "site", tmp_path, "draft: true\n")
    plan = plan_removal(open_site(root), PurePosixPath("articles/x.md"))
    assert "blog/one.html" in {str(file.relative) for file in plan.files if file.after is None}
