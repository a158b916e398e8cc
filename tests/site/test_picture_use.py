"""Where a site has its pictures, which nobody uses any more, and photos as telephones make them."""

import errno
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from clinicwriter.article import Article
from clinicwriter.safekeeping import Writer
from clinicwriter.site import ExportError, SiteError, encode_picture, open_site
from clinicwriter.site.picture_use import busiest_picture_folder


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


ARTICLE = "content/posts/sleeping-well.md"


def unused_in(root: Path, *names: str, drafts: tuple[bytes, ...] = ()) -> set[str]:
    """Put pictures into a site, and return which of them are offered for removal."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (4, 4)).save(path)
    return {str(one.path) for one in open_site(root).unused_pictures(drafts)} & set(names)


def add(root: Path, text: str, name: str = ARTICLE) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "mention"),
    [
        ("Übung.png", "![x](/images/Übung.png)"),
        ("für-uns alle.png", "![x](/images/für-uns%20alle.png)"),
        (unicodedata.normalize("NFD", "müde.png"), "![x](/images/müde.png)"),
        ("müde.png", '<img src="/images/m&uuml;de.png">'),
        ("müde.png", '{"src": "/images/m\\u00fcde.png"}'),
        ("müde.png", "url(/images/m\\fc de.png)"),
        ("rest&copy.png", '<img src="/images/rest&amp;copy.png">'),
        ("my pic.png", "url(/images/my\\ pic.png)"),
        ("x12.png", "images\\x12.png"),
    ],
)
def test_a_picture_is_in_use_however_its_name_is_spelled(
    name: str, mention: str, copy_site: Callable[[str], Path]
) -> None:
    root = copy_site("hugo")
    picture = f"static/images/{name}"
    assert unused_in(root, picture) == {picture}
    add(root, mention)
    assert unused_in(root, picture) == set()


@pytest.mark.parametrize("charset", ["utf-16", "cp1252"])
def test_an_article_in_an_old_charset_keeps_its_pictures(
    charset: str, copy_site: Callable[[str], Path]
) -> None:
    root = copy_site("hugo")
    (root / ARTICLE).write_bytes("---\ntitle: A\n---\n![x](/images/müde.png)\n".encode(charset))
    assert unused_in(root, "static/images/müde.png") == set()


@pytest.mark.parametrize("before", [2_100_000, 999_990])
def test_a_picture_named_late_in_a_large_file_is_in_use(
    before: int, copy_site: Callable[[str], Path]
) -> None:
    root = copy_site("hugo")
    add(root, "x" * before + "url(/images/knee-joint.png)" + "x" * 2_000_000, "static/site.css")
    assert unused_in(root, "static/images/knee-joint.png") == set()


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_theme_that_is_a_linked_folder_is_read_and_a_ring_of_links_ends(
    copy_site: Callable[[str], Path], tmp_path: Path
) -> None:
    root = copy_site("hugo")
    add(tmp_path / "shared", "url(/images/knee.png)", "css/a.css")
    (tmp_path / "shared" / "again").symlink_to(tmp_path / "shared")
    (root / "themes").symlink_to(tmp_path / "shared")
    assert unused_in(root, "static/images/knee.png") == set()


def test_a_picture_that_a_draft_alone_names_is_in_use(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    draft = b"---\ntitle: New\n---\n![Knee](/images/knee.png)\n"
    assert unused_in(root, "static/images/knee.png", drafts=(draft,)) == set()


def test_pictures_of_an_articles_folder_stay_where_a_template_takes_them_all(
    copy_site: Callable[[str], Path],
) -> None:
    root = copy_site("hugo")
    add(root, "---\ntitle: A\n---\n{{< gallery >}}\n", "content/posts/a/index.md")
    pictures = ("content/posts/a/old-room.png", "content/posts/a/featured.png")
    assert unused_in(root, *pictures) == {pictures[0]}
    add(root, '{{ range .Page.Resources.ByType "image" }}', "layouts/shortcodes/gallery.html")
    assert unused_in(root, *pictures) == set()


def test_pictures_of_a_folder_that_a_template_lists_stay(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    add(root, '{{ range readDir "static/images/walls" }}', "layouts/shortcodes/walls.html")
    assert unused_in(root, "static/images/walls/p1.png") == set()


def test_other_sizes_of_a_named_picture_stay(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    add(root, "![x](/images/knee.png)")
    images = "static/images"
    sizes = [f"{images}/knee{size}.png" for size in ("", "-800", "@2x", "-800x600", "_480w")]
    assert unused_in(root, *sizes, f"{images}/IMG-2034.png") == {f"{images}/IMG-2034.png"}


def test_pictures_that_browsers_ask_for_by_themselves_stay(copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    names = ("static/images/favicon-32.png", "static/images/apple-touch-icon.png")
    assert unused_in(root, *names) == set()


def test_a_text_that_cannot_be_read_may_name_any_picture(
    copy_site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site("hugo")
    site = open_site(root)
    real = Path.open

    def refuse(path: Path, *mode: str) -> object:
        if path == root / ARTICLE:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *mode)

    (root / "static/images/knee.png").write_bytes(b"picture")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SiteError, match="permission"):
        site.unused_pictures()


@pytest.mark.parametrize("text", ["\n" * 20_000, "image" * 20_000, "![" * 50_000, "![](" + "\n" * 50_000])
def test_a_site_with_a_strange_article_opens_soon(text: str, copy_site: Callable[[str], Path]) -> None:
    root = copy_site("hugo")
    add(root, text)
    began = time.perf_counter()
    assert busiest_picture_folder(root, [PurePosixPath(ARTICLE)], ["static"], "") is not None
    assert time.perf_counter() - began < 1


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
