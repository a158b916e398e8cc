"""What the program remembers between two starts: declared once, kept as one small file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from clinicwriter.safekeeping import MissingError, SaveError, put_aside, read_file, write_file
from clinicwriter.ui.editor.layout import TEXT_SIZE_PX

FILE_NAME = "settings.json"
MOST_RECENT = 10
FORMAT_KEY, FORMAT = "format", 1
"""Settings of a higher format come from a newer program: they are neither read nor written over."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value for a first start.

    ``english`` is the value of an ``English``, "" for the system's.
    ``text_size`` is that of the article's text in px.
    ``told_of_damage`` are the damaged files that somebody was told of, by name: each is told once.
    ``geometry`` is Qt's own description of the window's place, in base 64; ``panes`` are widths in px.
    """

    theme: str = "system"
    geometry: str = ""
    panes: tuple[int, ...] = ()
    library_shown: bool = True
    details_shown: bool = True
    recent_sites: tuple[str, ...] = ()
    recent_articles: tuple[str, ...] = ()
    open_article: str = ""
    sample_note_read: bool = False
    text_size: float = TEXT_SIZE_PX
    typography: bool = True
    session_count: bool = True
    goal_words: int = 0
    spelling: bool = True
    english: str = ""
    told_of_damage: tuple[str, ...] = ()

    def with_recent_site(self, folder: str) -> Settings:
        """Put a site first among the recent ones."""
        return replace(self, recent_sites=_first(folder, self.recent_sites))

    def with_recent_article(self, path: str) -> Settings:
        """Put an article first among the recent ones."""
        return replace(self, recent_articles=_first(path, self.recent_articles))


class SettingsFile:
    """Read the settings once and write each change. State: the settings in force.

    ``is_of_newer`` says that a newer program's settings lie here: then nothing is written.
    ``put_aside`` is where a damaged file of before lies now, ``None`` where there was none. A file that
    cannot be read now, but may be another time, is not written over.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self.is_of_newer = False
        self._may_write = True
        self.put_aside: Path | None = None
        self.settings = self._read()

    def change(self, **values: Any) -> None:
        """Change some settings and keep them; a folder that refuses is no reason to stop anybody."""
        self.take(replace(self.settings, **values))

    def take(self, settings: Settings) -> None:
        """Put these settings in force and keep them."""
        if settings == self.settings:
            return
        self.settings = settings
        if self.is_of_newer or not self._may_write:
            return
        data = {FORMAT_KEY: FORMAT, **asdict(settings)}
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._path, text.encode("utf-8"))
        except (SaveError, OSError):
            return

    def _read(self) -> Settings:
        try:
            data = json.loads(read_file(self._path).decode("utf-8"))
        except MissingError:
            return Settings()
        except SaveError:
            self._may_write = False
            return Settings()
        except ValueError:
            data = None
        if not isinstance(data, dict):
            self.put_aside = put_aside(self._path)
            return Settings()
        written = data.get(FORMAT_KEY, FORMAT)
        self.is_of_newer = isinstance(written, int) and written > FORMAT
        return Settings() if self.is_of_newer else _from_data(data)


def _from_data(data: Mapping[str, object]) -> Settings:
    """Take each value that has the right shape; the rest keeps its default."""
    first = Settings()
    values: dict[str, Any] = {}
    for field in fields(Settings):
        value, usual = data.get(field.name), getattr(first, field.name)
        if isinstance(usual, tuple) and isinstance(value, list):
            kind = int if field.name == "panes" else str
            values[field.name] = tuple(item for item in value if isinstance(item, kind))
        elif type(value) is type(usual):
            values[field.name] = value
    return replace(first, **values)


def _first(item: str, items: tuple[str, ...]) -> tuple[str, ...]:
    return (item, *(other for other in items if other != item))[:MOST_RECENT]
