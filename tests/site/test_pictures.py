"""Pictures: upright, small enough, without where and with what they were taken, and never over another."""

import io
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clinicwriter.site import ExportError, encode_picture, open_site
from clinicwriter.site.planning import renamed

SITES = Path(__file__).parent / "sites"

TARGETS = {
    "finished": ("images/quiet-room.jpg", "../images/quiet-room.jpg", "../images/quiet-room.jpg"),
    "hugo": ("static/images/quiet-room.jpg", "/clinic/images/quiet-room.jpg", "/images/quiet-room.jpg"),
    "jekyll": (
        "assets/images/quiet-room.jpg",
        '{{ "/assets/images/quiet-room.jpg" | relative_url }}',
        "/assets/images/quiet-room.jpg",
    ),
    "eleventy": (
        "src/assets/images/quiet-room.jpg",
        "/clinic/assets/images/quiet-room.jpg",
        "/assets/images/quiet-room.jpg",
    ),
    "astro": ("public/images/quiet-room.jpg", "/clinic/images/quiet-room.jpg", "/images/quiet-room.jpg"),
    "pelican": ("content/images/quiet-room.jpg", "{static}/images/quiet-room.jpg", "/images/quiet-room.jpg"),
    "hexo": ("source/images/quiet-room.jpg", "/images/quiet-room.jpg", "/images/quiet-room.jpg"),
    "docusaurus": ("static/img/quiet-room.jpg", "/img/quiet-room.jpg", "/img/quiet-room.jpg"),
}


@pytest.mark.parametrize("name", list(TARGETS))
def test_a_picture_goes_where_the_kind_of_site_has_them(name: str) -> None:
    site = open_site(SITES / name)
    entry = site.articles()[0]
    target = site.picture_target("Quiet Room.JPEG", site.read_article(entry.path), entry.path)
    assert (str(target.path), target.reference, target.field_reference) == TARGETS[name]


def test_a_bundles_picture_lies_beside_its_article() -> None:
    site = open_site(SITES / "hugo")
    path = PurePosixPath("content/posts/knee-plan/index.md")
    target = site.picture_target("new.png", site.read_article(path), path)
    assert (str(target.path), target.reference) == ("content/posts/knee-plan/new.png", "new.png")


def test_a_photo_comes_out_upright_small_and_without_its_place(photo: Path) -> None:
    data = encode_picture(photo, ".jpg")
    image = Image.open(io.BytesIO(data))
    assert image.size == (800, 1600)
    assert not image.getexif()
    assert b"Somephone" not in data
    assert b"Exif" not in data
    top, bottom = image.getpixel((400, 100)), image.getpixel((400, 1500))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 90 < 200 < bottom[1]


def test_the_same_photo_gives_the_same_bytes(photo: Path) -> None:
    assert encode_picture(photo, ".jpg") == encode_picture(photo, ".jpg")


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "green").save(tmp_path / "a.png")
    assert Image.open(io.BytesIO(encode_picture(tmp_path / "a.png", ".png"))).size == (30, 20)


def test_clear_parts_stay_clear_in_png_and_turn_white_in_jpeg(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png")
    png = Image.open(io.BytesIO(encode_picture(tmp_path / "a.png", ".png")))
    jpeg = Image.open(io.BytesIO(encode_picture(tmp_path / "a.png", ".jpg")))
    assert png.getpixel((0, 0)) == (0, 0, 0, 0)
    assert jpeg.getpixel((0, 0)) == (255, 255, 255)


def test_text_hidden_in_a_png_is_left_behind(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Comment", "taken in room 4")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", pnginfo=info)
    assert b"room 4" not in encode_picture(tmp_path / "a.png", ".png")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_every_way_of_keeping_colours_is_taken(tmp_path: Path, mode: str, suffix: str) -> None:
    Image.new(mode, (8, 8)).save(tmp_path / "a.tif")
    assert Image.open(io.BytesIO(encode_picture(tmp_path / "a.tif", suffix))).size == (8, 8)


def test_a_drawing_that_may_carry_programs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(ExportError, match="SVG"):
        encode_picture(tmp_path / "a.svg", ".png")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 no picture", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_picture_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(ExportError, match=r"a\.jpg is damaged"):
        encode_picture(tmp_path / "a.jpg", ".jpg")


def test_a_picture_cut_short_is_refused(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "half.jpg").write_bytes(photo.read_bytes()[:3000])
    with pytest.raises(ExportError, match="damaged"):
        encode_picture(tmp_path / "half.jpg", ".jpg")


def test_an_enormous_picture_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    Image.new("1", (11_000, 11_000)).save(tmp_path / "a.png")
    with pytest.raises(ExportError, match="far too many pixels"):
        encode_picture(tmp_path / "a.png", ".png")


def test_a_picture_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="not there any more"):
        encode_picture(tmp_path / "a.png", ".png")


@pytest.mark.parametrize(
    "before",
    [
        "![p](@) ![p](<@>) [![p](@ 'photo.jpg')](@)",
        "![p][x]\n\n[x]: @\n",
        '<img src="@"> <img src=\'@\' alt="photo.jpg"> <img src=@>',
        '{{< figure src="@" >}} {{< img @ >}} {% picture "@" %}',
        "Save photo.jpg (photo.jpg) as\n\n![p](@)\n\n`![p](photo.jpg)`\n\n```\n![p](photo.jpg)\n```\n",
        "1. One\n\n    ![p](@)\n",
    ],
)
def test_a_pictures_name_changes_where_it_is_an_address_alone(before: str) -> None:
    changed = renamed(before.replace("@", "photo.jpg"), "photo.jpg", "/images/new.jpg")
    assert changed == before.replace("@", "/images/new.jpg")
