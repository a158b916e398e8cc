"""Where a site has its pictures, which nobody uses any more, and photos as telephones make them."""

import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from clinicwriter.article import Article
from clinicwriter.safekeeping import Writer
from clinicwriter.site import ExportError, encode_picture, open_site


def astro_site(root: Path, *references: str) -> Path:
    for folder in ("src/content/blog", "src/assets", "public/images"):
        (root / folder).mkdir(parents=True)
    (root / "astro.config.mjs").write_text("export default {}\n")
    for name in ("src/assets/stairs.png", "public/images/room.png"):
        (root / name).write_bytes(b"picture")
    text = "".join(f"![A picture]({reference})\n\n" for reference in references)
    head = "---\ntitle: Stairs\npubDate: 2026-05-01\n---\n\n"
    (root / "src/content/blog/stairs.md").write_text(head + text)
    return root


def test_a_picture_is_not_put_where_not_every_detail_can_name_it(tmp_path: Path) -> None:
    """Astro builds a picture in its source folder only where it is named from the article."""
    two = ["../../assets/stairs.png"] * 2
    site = open_site(astro_site(tmp_path, *two, "/images/room.png"))
    entry = site.articles()[0]
    target = site.picture_target("new.png", site.read_article(entry.path), entry.path)
    assert (str(target.path), target.reference) == ("public/images/new.png", "/images/new.png")


def test_a_site_with_all_pictures_in_its_source_has_them_named_from_the_article(tmp_path: Path) -> None:
    site = open_site(astro_site(tmp_path, "../../assets/stairs.png"))
    entry = site.articles()[0]
    target = site.picture_target("new.png", site.read_article(entry.path), entry.path)
    assert (str(target.path), target.reference) == ("src/assets/new.png", "../../assets/new.png")
    assert target.field_reference == target.reference


def test_new_pictures_go_where_the_articles_have_theirs(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    folder = root / "static/uploads/2026/05"
    folder.mkdir(parents=True)
    Image.new("RGB", (4, 4)).save(folder / "walk.png")
    article = root / "content/posts/sleeping-well.md"
    article.write_text(
        article.read_text()
        + "\n![Walk](/clinic/uploads/2026/05/walk.png) ![Walk](/uploads/2026/05/walk.png)\n"
    )
    target = open_site(root).picture_target("new.png", Article.new(), None)
    assert (str(target.path), target.reference) == ("static/uploads/new.png", "/clinic/uploads/new.png")


def test_a_picture_that_is_not_there_teaches_nothing(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    article = root / "content/posts/sleeping-well.md"
    article.write_text(article.read_text() + "\n![Walk](/gone/a.png) ![Walk](/gone/b.png)\n")
    assert open_site(root).layout.pictures == PurePosixPath("static/images")


@pytest.mark.parametrize("kind", ["hugo", "jekyll", "pelican", "finished"])
def test_a_picture_that_nothing_names_is_offered_for_removal(
    kind: str, copy_site: Callable[[str], Path], tmp_path: Path
) -> None:
    root = copy_site(kind)
    site = open_site(root)
    folder = root / site.layout.pictures
    folder.mkdir(parents=True, exist_ok=True)
    before = {picture.path for picture in site.unused_pictures()}
    for name in ("old room.png", "kept room.png", "in-style.png"):
        Image.new("RGB", (4, 4)).save(folder / name)
    entry = site.articles()[0]
    article = root / entry.path
    article.write_text(article.read_text() + "\n![Room](x/kept%20room.png)\n")
    (root / "site-style.css").write_text("body { background: url(In-Style.png) }")
    unused = {picture.path: picture for picture in site.unused_pictures()}
    assert set(unused) - before == {site.layout.pictures / "old room.png"}
    gone = unused[site.layout.pictures / "old room.png"]
    assert gone.size == (root / gone.path).stat().st_size
    Writer(tmp_path / "journal").write_all([gone.removal(root)])
    assert not (root / gone.path).exists()


def test_a_mention_in_what_a_build_made_does_not_keep_a_picture(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    Image.new("RGB", (4, 4)).save(root / "static/images/old-room.png")
    (root / "public/old.html").write_text("<img src=/images/old-room.png>")
    assert [str(one.path) for one in open_site(root).unused_pictures()] == ["static/images/old-room.png"]


def test_a_photo_of_a_telephone_without_the_part_for_it_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    photo = tmp_path / "IMG_0042.HEIC"
    photo.write_bytes(b"\0\0\0\x18ftypheic")
    with pytest.raises(ExportError, match=r"telephone \(HEIC\).*as JPEG"):
        encode_picture(photo, ".jpg")


def test_a_damaged_photo_of_a_telephone_is_refused_in_words(tmp_path: Path) -> None:
    pytest.importorskip("pi_heif", reason="the part for HEIC photos is not installed")
    photo = tmp_path / "IMG_0042.heic"
    photo.write_bytes(b"\0\0\0\x18ftypheic")
    with pytest.raises(ExportError, match="damaged"):
        encode_picture(photo, ".jpg")
