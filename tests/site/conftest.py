"""Copies of the small sites, and what tests ask of them."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import ExportLog, Writer
from clinicwriter.site import ExportPlan, Site, clinic_change, export, open_site, plan_export

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 23)


@pytest.fixture
def copy_site(tmp_path: Path) -> Callable[[str], Path]:
    """Copy one of the small sites to where a test may change it."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(SITES / name, tmp_path / "site"))

    return copy


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class Desk:
    """An open site with everything that an export needs, and its files as they were at first."""

    site: Site
    writer: Writer
    log: ExportLog
    at_first: Mapping[str, bytes]

    @property
    def root(self) -> Path:
        return self.site.root

    def files(self) -> Mapping[str, bytes]:
        return files_of(self.root)

    def changed(self) -> set[str]:
        now = self.files()
        return {
            name for name in now.keys() | self.at_first.keys() if now.get(name) != self.at_first.get(name)
        }

    def article(self, name: str) -> Article:
        path = next(entry.path for entry in self.site.articles() if name in str(entry.path))
        return self.site.read_article(path)

    def change_phone(self, phone: str) -> None:
        self.writer.write_all([clinic_change(self.root, replace(self.site.clinic, phone=phone))])
        self.site.refresh()

    def new(self, title: str, text: str = "A short text.\n", **roles: object) -> Article:
        article = self.site.new_article(today=TODAY).with_field(Role.TITLE, title).with_text(text)
        for name, value in roles.items():
            article = article.with_field(Role(name), value)  # type: ignore[arg-type]
        return article

    def plan_new(self, article: Article, **options: object) -> ExportPlan:
        return plan_export(self.site, article, path=None, base=None, today=TODAY, **options)  # type: ignore[arg-type]

    def plan_path(
        self, path: str, change: Callable[[Article], Article] = lambda article: article, **options: object
    ) -> ExportPlan:
        place = PurePosixPath(path)
        base = self.site.read_bytes(place)
        article = change(self.site.read_article(place))
        return plan_export(self.site, article, path=place, base=base, today=TODAY, **options)  # type: ignore[arg-type]

    def export(self, plan: ExportPlan) -> None:
        export(plan, self.writer, self.log)

    def export_all(self) -> None:
        """Export every article as often as it takes until each knows the others."""
        for _ in range(2):
            for entry in self.site.articles():
                self.export(self.plan_path(str(entry.path)))


@pytest.fixture
def open_desk(copy_site: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Desk]:
    """Open a copy of a small site, ready to export to."""

    def open_copy(name: str) -> Desk:
        root = copy_site(name)
        site = open_site(root)
        return Desk(site, Writer(tmp_path / "journal"), ExportLog(tmp_path / "log"), files_of(root))

    return open_copy


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photo as a telephone makes it: large, lying on its side, with a place in it."""
    image = Image.new("RGB", (2400, 1200), "white")
    image.paste((200, 30, 30), (0, 0, 1200, 1200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Somephone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (38.0, 34.0, 12.0)
    path = tmp_path / "IMG 0042.JPG"
    image.save(path, "JPEG", exif=exif)
    return path
