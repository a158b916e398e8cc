"""What an export refuses, in which words, and that nothing at all is written then."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import SaveError
from clinicwriter.site import Clinic, ExportError, clinic_change, plan_export

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(open_desk: Callable[[str], Any]) -> Any:
    return open_desk("finished")


def refusal(desk: Any, article: Article, **options: Any) -> ExportError:
    arguments = {"path": None, "base": None, "today": TODAY} | options
    with pytest.raises(ExportError) as raised:
        plan_export(desk.site, article, **arguments)
    if desk.root.is_dir():
        assert desk.changed() == set()
    assert raised.value.happened
    assert raised.value.kept == "Nothing was written."
    return raised.value


@pytest.mark.parametrize("title", [None, "", "   "])
def test_an_article_without_a_title(desk: Any, title: str | None) -> None:
    article = desk.new("x").with_field(Role.TITLE, title)
    assert "no title" in str(refusal(desk, article))


@pytest.mark.parametrize("title", ["Walking", "WALKING", " walking "])
def test_a_web_address_that_an_article_has(desk: Any, title: str) -> None:
    error = refusal(desk, desk.new(title))
    assert "/blog/walking.html is already taken" in str(error)
    assert "Choose another web address" in error.next_step


def test_a_web_address_that_differs_by_case_alone(desk: Any) -> None:
    (desk.root / "articles" / "Swimming.md").write_text("---\ntitle: Else\n---\n\nText.\n")
    desk.at_first = desk.files()
    assert "already taken" in str(refusal(desk, desk.new("Swimming")))


def test_a_web_address_that_another_page_has(desk: Any) -> None:
    (desk.root / "blog" / "Swimming.html").write_text("<html>by hand</html>")
    desk.at_first = desk.files()
    assert "blog/Swimming.html" in str(refusal(desk, desk.new("Swimming")))


def test_the_address_of_the_blog_page(desk: Any) -> None:
    assert "already taken" in str(refusal(desk, desk.new("Index")))


def test_a_page_written_by_hand_is_never_replaced(desk: Any) -> None:
    (desk.root / "blog" / "walking.html").write_text("<html>by hand</html>")
    desk.at_first = desk.files()
    path = PurePosixPath("articles/walking.md")
    error = refusal(desk, desk.site.read_article(path), path=path, base=desk.site.read_bytes(path))
    assert "blog/walking.html" in str(error)


@pytest.mark.parametrize(
    "slug", ["../outside", "a/../../b", "con", "nul", "a\\b", "a:b", "ü" * 200, "x" * 260]
)
def test_an_address_that_would_be_no_safe_file(desk: Any, slug: str) -> None:
    assert "cannot be written" in str(refusal(desk, desk.new("Fine", slug=slug)))


@pytest.mark.parametrize("path", ["../x.md", "/tmp/x.md", "articles/../../x.md", "articles/con.md"])
def test_a_place_outside_the_site(desk: Any, path: str) -> None:
    assert "cannot be written" in str(refusal(desk, desk.new("Fine"), path=PurePosixPath(path), base=b""))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("folder", ["articles", "blog"])
def test_a_link_that_leads_out_of_the_site(desk: Any, tmp_path: Path, folder: str) -> None:
    shutil.move(desk.root / folder, tmp_path / "outside")
    outside = {path.name: path.read_bytes() for path in (tmp_path / "outside").iterdir()}
    (desk.root / folder).symlink_to(tmp_path / "outside")
    desk.site.refresh()
    desk.at_first = desk.files()
    assert "would leave the site's folder" in str(refusal(desk, desk.new("Fine")))
    assert {path.name: path.read_bytes() for path in (tmp_path / "outside").iterdir()} == outside


def test_a_site_that_vanished(desk: Any, tmp_path: Path) -> None:
    article = desk.new("Fine")
    desk.root.rename(tmp_path / "moved")
    error = refusal(desk, article)
    assert "is not there any more" in str(error)
    assert not desk.root.exists()


def test_a_file_changed_elsewhere_since(desk: Any) -> None:
    path = PurePosixPath("articles/walking.md")
    base, article = desk.site.read_bytes(path), desk.site.read_article(path)
    (desk.root / path).write_bytes(base + b"More.\n")
    desk.at_first = desk.files()
    assert "changed outside Clinic Writer" in str(refusal(desk, article, path=path, base=base))


def test_a_file_taken_away_elsewhere(desk: Any) -> None:
    path = PurePosixPath("articles/walking.md")
    base, article = desk.site.read_bytes(path), desk.site.read_article(path)
    (desk.root / path).unlink()
    desk.at_first = desk.files()
    assert "not in the site any more" in str(refusal(desk, article, path=path, base=base))


def test_a_file_that_changes_between_plan_and_export(desk: Any) -> None:
    plan = desk.plan_path("articles/walking.md")
    (desk.root / "articles" / "walking.md").write_bytes(b"---\ntitle: Else\n---\n")
    desk.at_first = desk.files()
    with pytest.raises(SaveError):
        desk.export(plan)
    assert desk.changed() == set()


def test_a_clinic_without_a_name(desk: Any) -> None:
    desk.writer.write_all([clinic_change(desk.root, Clinic(address="Street"))])
    desk.site.refresh()
    desk.at_first = desk.files()
    error = refusal(desk, desk.new("Fine"))
    assert "Site > Clinic details" in error.next_step


def test_broken_clinic_details(desk: Any) -> None:
    (desk.root / "clinicwriter.toml").write_text("[clinic\n")
    desk.site.refresh()
    desk.at_first = desk.files()
    assert "clinicwriter.toml cannot be read" in str(refusal(desk, desk.new("Fine")))


def test_a_broken_footer_of_the_clinics_own(desk: Any) -> None:
    (desk.root / "footer.md").write_text("{{ name")
    desk.site.refresh()
    desk.at_first = desk.files()
    assert "footer.md" in str(refusal(desk, desk.new("Fine")))


def test_a_text_whose_end_cannot_be_told_from_code(desk: Any) -> None:
    assert "code" in str(refusal(desk, desk.new("Fine", "Text\n\n```\nopen\n")))


def test_a_damaged_picture(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "room.jpg").write_bytes(b"no picture")
    article = desk.new("Fine", "![Room](../images/room.jpg)\n")
    error = refusal(desk, article, pictures={"../images/room.jpg": tmp_path / "room.jpg"})
    assert "room.jpg is damaged" in str(error)


def test_a_file_that_is_no_text(desk: Any) -> None:
    article = Article.from_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01\x00\x00")
    assert str(refusal(desk, article))


@pytest.mark.parametrize("denied", ["articles", "blog", "feed.xml"])
def test_a_folder_or_file_that_may_not_be_written(
    desk: Any, monkeypatch: pytest.MonkeyPatch, denied: str
) -> None:
    (desk.root / "feed.xml").write_text("<generator>Clinic Writer</generator>")
    desk.at_first = desk.files()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and Path(path).name != denied)
    assert f"may not write to {denied}" in str(refusal(desk, desk.new("Fine")))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the all-mighty user may write anywhere"
)
def test_a_folder_that_is_really_read_only(desk: Any) -> None:
    (desk.root / "articles").chmod(0o555)
    try:
        assert "may not write" in str(refusal(desk, desk.new("Fine")))
    finally:
        (desk.root / "articles").chmod(0o755)
