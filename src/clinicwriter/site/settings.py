"""A site's ``clinicwriter.toml``: the clinic's facts and what was said about the site, read and written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from clinicwriter.safekeeping import FileChange

from .blog.habits import BlogWishes
from .errors import SettingsError
from .kinds import SiteKind
from .names import folder_inside

SETTINGS_FILE = "clinicwriter.toml"
FOOTER_FILE = "footer.md"


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's facts, shared by everybody who has the site.

    ``footer_template`` is the text of the clinic's own footer, a Markdown template beside the
    settings; "" where the usual footer is wanted.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    url: str = ""
    about: str = ""
    disclaimer: str = ""
    footer_template: str = ""


CLINIC_FACTS = tuple(field.name for field in fields(Clinic) if field.name != "footer_template")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that ``clinicwriter.toml`` says; "" and ``None`` for what it does not say."""

    clinic: Clinic = Clinic()
    kind: SiteKind | None = None
    articles: str = ""
    pages: str = ""
    pictures: str = ""
    language: str = ""
    templates: str = ""
    blog: BlogWishes = field(default_factory=BlogWishes)


def load_settings(root: Path) -> Settings:
    """Read the settings of a site; none are fine. Raises ``SettingsError`` where they cannot be read."""
    data = _read_toml(root / SETTINGS_FILE)
    site = _table(data, "site")
    kind_name = _text(site, "kind").lower()
    return Settings(
        clinic=_clinic(root, data),
        kind=SiteKind(kind_name) if kind_name in set(SiteKind) else None,
        articles=_folder(site, "articles"),
        pages=_folder(site, "pages"),
        pictures=_folder(site, "pictures"),
        language=_text(site, "language"),
        templates=_folder(site, "templates"),
        blog=_blog(_table(data, "blog")),
    )


def load_clinic(root: Path) -> Clinic:
    """Read the clinic's facts. Raises ``SettingsError`` where the file cannot be read."""
    return load_settings(root).clinic


def clinic_change(root: Path, clinic: Clinic) -> FileChange:
    """Return the change that puts these facts into ``clinicwriter.toml`` and keeps all else in it.

    Raises ``SettingsError`` where the file there is broken: it is not guessed at.
    """
    return _change(root, "clinic", {name: getattr(clinic, name) for name in CLINIC_FACTS})


def kind_change(root: Path, kind: SiteKind) -> FileChange:
    """Return the change that remembers the kind of the site, where the guess was wrong."""
    return _change(root, "site", {"kind": str(kind)})


def blog_change(root: Path, wishes: BlogWishes) -> FileChange:
    """Return the change that remembers which pages the site has besides its articles."""
    said = {
        "tag_pages": wishes.tag_pages,
        "articles_on_a_page": wishes.page_length,
        "feed": wishes.feed,
        "sitemap": wishes.sitemap,
    }
    return _change(root, "blog", {name: value for name, value in said.items() if value is not None})


def _change(root: Path, table: str, values: Mapping[str, str | int]) -> FileChange:
    path = root / SETTINGS_FILE
    before = _read_bytes(path)
    document = _parse_for_writing(path, before or b"")
    target = document.setdefault(table, tomlkit.table())
    for name, value in values.items():
        is_same = str(target.get(name, "")) == value if isinstance(value, str) else target.get(name) == value
        if not is_same:
            target[name] = value
    after = tomlkit.dumps(document).encode()
    return FileChange(path=path, before=before, after=after)


def _clinic(root: Path, data: Mapping[str, object]) -> Clinic:
    table = _table(data, "clinic")
    facts = {name: _text(table, name) for name in CLINIC_FACTS}
    clinic = Clinic(**facts)
    named = _text(_table(data, "footer"), "template") or FOOTER_FILE
    template = root / named
    try:
        is_ours = template.is_file() and template.resolve().is_relative_to(root.resolve())
    except OSError as error:
        raise _unreadable(template, error) from error
    if not is_ours:
        return clinic
    return replace(clinic, footer_template=(_read_bytes(template) or b"").decode("utf-8-sig", "replace"))


def _blog(table: Mapping[str, object]) -> BlogWishes:
    length = table.get("articles_on_a_page")
    return BlogWishes(
        tag_pages=_choice(table, "tag_pages"),
        page_length=length if isinstance(length, int) and not isinstance(length, bool) else None,
        feed=_choice(table, "feed"),
        sitemap=_choice(table, "sitemap"),
    )


def _choice(table: Mapping[str, object], name: str) -> bool | None:
    value = table.get(name)
    return value if isinstance(value, bool) else None


def _table(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _folder(table: Mapping[str, object], name: str) -> str:
    """Return a folder of the site; one that would lead out of it counts as not said."""
    return folder_inside(_text(table, name))


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"The file {path.name} in the site's folder cannot be read.",
        next_step="Ask whoever looks after the site to give you access to it.",
        details=str(error),
    )


def _read_toml(path: Path) -> Mapping[str, object]:
    data = _read_bytes(path)
    if data is None:
        return {}
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _broken(path, error) from error


def _parse_for_writing(path: Path, data: bytes) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(data.decode("utf-8-sig"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> SettingsError:
    return SettingsError(
        f"The clinic's details in {path.name} cannot be read: {error}.",
        kept="The file was left as it is; everything else works.",
        next_step="Mend that line, or put back an older copy of the file.",
        details=str(path),
    )
