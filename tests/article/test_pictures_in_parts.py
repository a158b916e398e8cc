"""A picture that stands in parts, as ``image: {path: ..., alt: ...}``: shown, and changed line by line."""

import pytest

from clinicwriter.article import Article, ArticleError, Habits, Role, learn_habits

JEKYLL = b"""---
title: Knee
image:            # nested map used by an SEO plug-in
  path: /assets/images/stairs.png   # kept
  alt: "A wooden staircase"
tags: [knee]
---
Text.
"""
FLOW = b"""---
title: Knee
image: {path: /a.png, alt: 'Stairs'}
tags: [knee]
---
Text.
"""
COVER = b"""---
title: Knee
cover:
    image: stairs.png
    alt: Stairs
    relative: true
---
Text.
"""
JSON = b"""{
  "title": "Knee",
  "image": { "path": "/a.png", "alt": "Stairs" },
  "draft": false
}

Text.
"""
TABLE = b"""+++
title = "Knee"
[cover]
image = "a.png"
alt = "Stairs"
+++
Text.
"""
INLINE = b"""+++
title = "Knee"
cover = { image = "a.png", alt = "Stairs" } # theirs
draft = false
+++
Text.
"""


def changed(source: bytes, role: Role, value: str | None) -> bytes:
    return Article.from_bytes(source).with_field(role, value).to_bytes()


@pytest.mark.parametrize(
    ("source", "image", "description"),
    [
        (JEKYLL, "/assets/images/stairs.png", "A wooden staircase"),
        (FLOW, "/a.png", "Stairs"),
        (COVER, "stairs.png", "Stairs"),
        (JSON, "/a.png", "Stairs"),
        (TABLE, "a.png", "Stairs"),
        (INLINE, "a.png", "Stairs"),
    ],
    ids=["jekyll", "flow", "cover", "json", "table", "inline"],
)
def test_the_picture_and_its_description_are_read_and_changed_alone(
    source: bytes, image: str, description: str
) -> None:
    fields = Article.from_bytes(source).fields
    assert (fields.image, fields.image_alt) == (image, description)
    other = changed(source, Role.IMAGE, "/b.png")
    assert other == source.replace(image.encode(), b"/b.png") or other == source.replace(
        image.encode(), b'"/b.png"'
    )
    words = changed(source, Role.IMAGE_ALT, "A way up")
    assert Article.from_bytes(words).fields.image_alt == "A way up"
    assert Article.from_bytes(words).fields.image == image
    back = Article.from_bytes(words).with_field(Role.IMAGE_ALT, description).to_bytes()
    assert back == source


@pytest.mark.parametrize(
    "source",
    [JEKYLL, FLOW, COVER, JSON, TABLE, INLINE],
    ids=["jekyll", "flow", "cover", "json", "table", "inline"],
)
def test_a_description_goes_and_comes_beside_its_picture(source: bytes) -> None:
    without = Article.from_bytes(source).with_field(Role.IMAGE_ALT, None)
    assert without.fields.image_alt is None
    assert without.fields.image == Article.from_bytes(source).fields.image
    again = without.with_field(Role.IMAGE_ALT, "Steps: many, [steep] ones")
    assert again.fields.image_alt == "Steps: many, [steep] ones"
    assert [entry.key for entry in again.entries if entry.key.endswith(".alt")]
    assert len(again.to_bytes().splitlines()) <= len(source.splitlines())


def test_a_new_description_is_one_more_line_of_the_same_indent() -> None:
    source = COVER.replace(b"    alt: Stairs\n", b"")
    assert changed(source, Role.IMAGE_ALT, "Steps") == source.replace(
        b"    relative: true\n", b"    relative: true\n    alt: Steps\n"
    )


def test_a_picture_taken_out_takes_its_own_description_along() -> None:
    assert changed(JEKYLL, Role.IMAGE, None) == b"---\ntitle: Knee\ntags: [knee]\n---\nText.\n"
    assert changed(FLOW, Role.IMAGE, None) == b"---\ntitle: Knee\ntags: [knee]\n---\nText.\n"
    assert changed(JSON, Role.IMAGE, None) == b'{\n  "title": "Knee",\n  "draft": false\n}\n\nText.\n'
    assert changed(INLINE, Role.IMAGE, None) == b'+++\ntitle = "Knee"\ndraft = false\n+++\nText.\n'


def test_what_else_the_site_says_there_stays_for_the_next_picture() -> None:
    emptied = Article.from_bytes(COVER).with_field(Role.IMAGE, None)
    assert emptied.to_bytes() == COVER.replace(b"image: stairs.png", b'image: ""')
    assert emptied.fields.image is None
    again = emptied.with_field(Role.IMAGE, "b.png")
    assert again.to_bytes() == COVER.replace(b"stairs.png", b'"b.png"')


@pytest.mark.parametrize(
    "details",
    [
        "image: {{ page.image }}",
        "image:\n  ? [a]\n  : b",
        "image: &a\n  path: x.png",
        "image:\n  path: a.png\n  path: b.png",
        "cover:\n  caption: Only words",
    ],
)
def test_what_holds_no_plain_picture_is_kept_as_it_is(details: str) -> None:
    article = Article.from_bytes(f"---\ntitle: A\n{details}\n---\nText.\n".encode())
    assert article.fields.image is None
    with pytest.raises(ArticleError):
        article.with_field(Role.IMAGE, "b.png")


def test_a_part_that_is_nested_deeper_is_kept() -> None:
    source = b"---\ncover:\n  image: a.png\n  sizes:\n    - {w: 1}\n  alt: A\n---\nText.\n"
    assert changed(source, Role.IMAGE, "/b.png") == source.replace(b"a.png", b"/b.png")
    assert changed(source, Role.IMAGE_ALT, "B") == source.replace(b"alt: A", b"alt: B")


def test_new_articles_write_the_picture_as_the_site_does() -> None:
    habits = learn_habits([Article.from_bytes(JEKYLL), Article.from_bytes(JEKYLL)])
    article = Article.new(habits=habits, text="Text.\n").with_field(Role.TITLE, "New")
    article = article.with_field(Role.IMAGE, "/b.png").with_field(Role.IMAGE_ALT, "B")
    assert b'image:\n  path: /b.png\n  alt: "B"\n' in article.to_bytes().replace(b"alt: B", b'alt: "B"')
    tagged = article.with_field(Role.TAGS, ("knee",))
    assert (tagged.fields.image, tagged.fields.image_alt, tagged.fields.tags) == ("/b.png", "B", ("knee",))
    assert tagged.fields.title == "New"


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
def test_a_site_of_pictures_in_parts_is_learned_in_every_form(form: str) -> None:
    source = {"yaml": COVER, "json": JSON, "toml": TABLE}[form]
    habits = learn_habits([Article.from_bytes(source), Article.from_bytes(source)])
    article = Article.new(habits=habits, text="Text.\n")
    article = (
        article.with_field(Role.IMAGE, "b.png").with_field(Role.IMAGE_ALT, "B").with_field(Role.TITLE, "T")
    )
    assert (article.fields.image, article.fields.image_alt, article.fields.title) == ("b.png", "B", "T")
    again = Article.from_bytes(article.to_bytes())
    assert not again.problems
    assert again.fields == article.fields


def test_a_detail_that_is_there_already_never_gets_a_second_one_of_its_name() -> None:
    habits = Habits(keys={Role.IMAGE: "header.image", Role.IMAGE_ALT: "image.alt"})
    article = Article.from_bytes(b"---\ntitle: A\nheader:\n  big: true\n---\nText.\n", habits=habits)
    after = article.with_field(Role.IMAGE, "/b.png").with_field(Role.IMAGE_ALT, "B")
    assert after.to_bytes().count(b"header:") == after.to_bytes().count(b"image:") == 1
    assert not after.problems
    whole = Article.from_bytes(JEKYLL)
    with pytest.raises(ArticleError):
        whole.with_extra("image", "/b.png")


def test_a_picture_in_parts_survives_a_line_that_nobody_understands() -> None:
    source = JEKYLL.replace(b"title: Knee", b'title: "Knee" again')
    article = Article.from_bytes(source)
    assert article.problems
    assert article.fields.image_alt == "A wooden staircase"
    assert article.with_field(Role.IMAGE, "/b.png").to_bytes() == source.replace(
        b"/assets/images/stairs.png", b"/b.png"
    )
    assert b"image" not in article.with_field(Role.IMAGE, None).to_bytes()


@pytest.mark.parametrize(
    ("details", "left", "shown"),
    [
        ("image: a.png\nthumbnail: b.png\n", "thumbnail: b.png\n", "b.png"),
        ("image:\n  path: a.png\n  alt: A\n  Width: 3\nthumbnail: b.png\n", "thumbnail: b.png\n", "b.png"),
        ("image: {path: a.png, Height: 3}\ntags: [a]\n", "tags: [a]\n", None),
        (
            "header:\n  image: a.png\n  teaser: b.png\n",
            'header:\n  image: ""\n  teaser: b.png\n',
            "b.png",
        ),
    ],
)
def test_a_picture_taken_out_leaves_the_one_that_another_detail_names(
    details: str, left: str, shown: str | None
) -> None:
    source = f"---\ntitle: Knee\n{details}---\nText.\n".encode()
    after = Article.from_bytes(source).with_field(Role.IMAGE, None)
    assert after.to_bytes() == source.replace(details.encode(), left.encode())
    assert after.fields.image == shown
    if shown:
        assert after.with_field(Role.IMAGE, None).fields.image is None


def test_the_cover_of_json_is_taken_out_beside_another_picture() -> None:
    article = Article.from_bytes(b'{"cover":{"image":"a.png","alt":""},"image":"b.png"}\n\nText.\n')
    after = article.with_field(Role.IMAGE, None)
    assert after.to_bytes() == b'{"cover":{"image":"a.png","alt":""}}\n\nText.\n'
    assert after.fields.image == "a.png"
