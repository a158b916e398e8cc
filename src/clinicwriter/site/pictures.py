"""An article's pictures: where each goes in the site, how the text points to it, and its bytes made safe."""

from __future__ import annotations

import importlib
import io
import posixpath
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image, ImageCms, ImageOps

from clinicwriter.article import slugify

from .errors import ExportError
from .kinds import SiteKind
from .layout import Layout

LONGEST_SIDE_PIXELS = 1600
MOST_PIXELS = 100_000_000
_TELEPHONE_SUFFIXES = frozenset({".heic", ".heif", ".hif"})
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_SUFFIXES = {".jpg": ".jpg", ".jpeg": ".jpg", ".png": ".png", ".gif": ".png", ".webp": ".webp"}


@dataclass(frozen=True, slots=True)
class PictureTarget:
    """Where a picture goes, and how the text (``reference``) and the details name it."""

    path: PurePosixPath
    reference: str
    field_reference: str = ""


def picture_target(layout: Layout, name: str, article_path: PurePosixPath) -> PictureTarget:
    """Return where a picture of this name goes for an article that lies at ``article_path``."""
    safe = safe_picture_name(name)
    if article_path.stem == "index":
        return PictureTarget(article_path.parent / safe, safe, safe)
    path = layout.pictures / safe
    served = served_path(layout, path)
    seen_from = layout.pages if layout.kind is SiteKind.FINISHED else article_path.parent
    values = {
        "base": layout.base,
        "path": served,
        "name": safe,
        "relative": posixpath.relpath(path.as_posix(), seen_from.as_posix()),
    }
    rules = layout.rules
    if rules.taken_in and path.is_relative_to(rules.taken_in):
        return PictureTarget(path, values["relative"], values["relative"])
    reference = rules.picture_reference.format(**values)
    if layout.kind is SiteKind.JEKYLL and layout.base:
        reference = f'{{{{ "{reference}" | relative_url }}}}'
    return PictureTarget(path, reference, rules.field_reference.format(**values))


def safe_picture_name(name: str) -> str:
    """Return a file name that is right on every system and needs no escaping in a link."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    suffix = _SUFFIXES.get(PurePosixPath(plain).suffix.lower(), ".jpg")
    return slugify(PurePosixPath(plain).stem)[:80].strip("-") + suffix


def served_path(layout: Layout, path: PurePosixPath) -> str:
    """Return a file's path below the finished site's root."""
    served = [*layout.rules.served]
    if layout.kind in (SiteKind.PELICAN, SiteKind.HEXO, SiteKind.ELEVENTY, SiteKind.JEKYLL):
        served.insert(0, str(layout.content).strip("."))
    for folder in sorted(served, key=len, reverse=True):
        if folder and path.is_relative_to(folder):
            return str(path.relative_to(folder))
    return str(path)


def encode_picture(source: Path, suffix: str) -> bytes:
    """Return a picture upright, at most 1600 pixels long, and without location or camera data.

    The same file gives the same bytes each time. Raises ``ExportError`` where it is no picture we take.
    """
    if source.suffix.lower() in (".svg", ".svgz"):
        raise ExportError(
            f"The drawing {source.name} is an SVG file, which can carry hidden programs.",
            next_step="Save it as PNG and insert that.",
        )
    if source.suffix.lower() in _TELEPHONE_SUFFIXES:
        _learn_heic(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source) as opened:
                _require_sane_size(opened, source)
                return _encoded(opened, suffix)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(source) from error
    except FileNotFoundError as error:
        raise ExportError(
            f"The picture {source.name} is not there any more.", next_step="Insert it again, then export."
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise ExportError(
            f"The picture {source.name} is damaged or of a kind that cannot be read.",
            next_step="Open it in another program, save it as JPEG or PNG, and insert that.",
            details=str(error),
        ) from error


def _learn_heic(source: Path) -> None:
    """Let pictures of telephones be opened, where the optional package for them is installed."""
    try:
        importlib.import_module("pi_heif").register_heif_opener()
    except ImportError as error:
        raise ExportError(
            f"The photo {source.name} is in the form of a telephone (HEIC), which cannot be opened here.",
            next_step="Send it from the telephone as JPEG, or ask whoever set up Clinic Writer "
            "to add the part for HEIC photos.",
            details="pip install clinicwriter[heic]",
        ) from error


def _require_sane_size(image: Image.Image, source: Path) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(source)


def _too_large(source: Path) -> ExportError:
    return ExportError(
        f"The picture {source.name} has far too many pixels for a web page.",
        next_step="Make a smaller copy of it and insert that.",
    )


def _encoded(opened: Image.Image, suffix: str) -> bytes:
    image = _plain_colours(ImageOps.exif_transpose(opened), keeps_clear=suffix != ".jpg")
    image.thumbnail((LONGEST_SIDE_PIXELS, LONGEST_SIDE_PIXELS), Image.Resampling.LANCZOS)
    # A fresh copy of the pixels alone: what the file said about camera and place stays behind.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    if suffix == ".jpg":
        clean.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    elif suffix == ".webp":
        clean.save(out, "WEBP", quality=85, method=4)
    else:
        clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _plain_colours(image: Image.Image, *, keeps_clear: bool) -> Image.Image:
    """Return the picture in sRGB, with its clear parts kept or laid on white."""
    image = _in_srgb(image)
    is_clear = image.has_transparency_data
    if keeps_clear:
        return image.convert("RGBA" if is_clear else "RGB")
    if not is_clear:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
    return changed if changed is not None else image


def free_target(
    layout: Layout,
    name: str,
    article_path: PurePosixPath,
    data: bytes,
    bytes_at: Callable[[PurePosixPath], bytes | None],
) -> PictureTarget:
    """Return the first target that is free or holds these very bytes: no other picture is written over."""
    plain = PurePosixPath(safe_picture_name(name))
    number = 1
    while True:
        numbered = plain.name if number == 1 else f"{plain.stem}-{number}{plain.suffix}"
        target = picture_target(layout, numbered, article_path)
        there = bytes_at(target.path)
        if there is None or there == data:
            return target
        number += 1
