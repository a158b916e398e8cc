"""What a detail means, whatever the site calls it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """The details that every article may have."""

    TITLE = "title"
    AUTHORS = "authors"
    TAGS = "tags"
    DATE = "date"
    UPDATED = "updated"
    SUMMARY = "summary"
    SLUG = "slug"
    IMAGE = "image"
    IMAGE_ALT = "image_alt"
    DRAFT = "draft"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        """Know a role by the words that people use for it: ``author``, ``description``, ``Status``."""
        name = str(value).strip().casefold().replace(" ", "_")
        known = {**_WORDS, **{role.value: role.value for role in cls}}
        return cls(known[name]) if name in known and known[name] != value else None

    @property
    def label(self) -> str:
        """Return the detail's name as people read it."""
        return _LABELS[self]


_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "author": "authors",
        "tag": "tags",
        "description": "summary",
        "web_address": "slug",
        "address": "slug",
        "picture": "image",
        "picture_description": "image_alt",
        "status": "draft",
    }
)
_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.TITLE: "Title",
        Role.AUTHORS: "Author",
        Role.TAGS: "Tags",
        Role.DATE: "Date",
        Role.UPDATED: "Updated",
        Role.SUMMARY: "Summary",
        Role.SLUG: "Web address",
        Role.IMAGE: "Picture",
        Role.IMAGE_ALT: "Picture description",
        Role.DRAFT: "Status",
    }
)

_PICTURE_KEYS = (
    "image",
    "cover",
    "heroimage",
    "hero_image",
    "featured_image",
    "featuredimage",
    "cover_image",
    "coverimage",
    "previewimage",
    "primary_image",
    "thumbnail",
    "banner",
)
_PICTURE_PARTS = ("path", "src", "image", "url", "file", "filename", "feature")
"""What names the picture itself where a detail holds it in parts, with its description and its size."""


def _picture_keys() -> Iterator[str]:
    for key in _PICTURE_KEYS:
        yield key
        yield from (f"{key}.{part}" for part in _PICTURE_PARTS)
    yield from (f"header.{part}" for part in ("image", "overlay_image", "teaser"))


ROLE_KEYS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.TITLE: ("title",),
        Role.AUTHORS: ("author", "authors", "by", "byline", "taxonomies.authors", "extra.author"),
        Role.TAGS: ("tags", "tag", "taxonomies.tags"),
        Role.DATE: (
            "date",
            "pubdate",
            "pub_date",
            "publishdate",
            "publish_date",
            "published_at",
            "datepublished",
        ),
        Role.UPDATED: (
            "updated",
            "lastmod",
            "modified",
            "last_modified_at",
            "updateddate",
            "updated_at",
            "last_updated",
        ),
        Role.SUMMARY: ("description", "summary", "excerpt", "teaser", "abstract"),
        Role.SLUG: ("slug",),
        Role.IMAGE: tuple(_picture_keys()),
        Role.IMAGE_ALT: (
            "image_alt",
            "imagealt",
            "image-alt",
            "heroimagealt",
            "hero_alt",
            "cover_alt",
            "coveralt",
            "image_description",
            "alt",
            *(f"{key}.{part}" for key in _PICTURE_KEYS for part in ("alt", "alt_text", "alttext")),
            "header.image_description",
        ),
        Role.DRAFT: ("draft", "published", "status"),
    }
)
"""The keys that sites use for a role, in lower case, the likeliest first. Counted on 24,466 real posts.

A key with a dot is a part: of a table in TOML, of a detail that holds a picture in YAML and JSON.
"""

NEW_KEYS: Mapping[Role, str] = MappingProxyType({role: keys[0] for role, keys in ROLE_KEYS.items()})
"""The key that a role gets where the site has shown none."""
