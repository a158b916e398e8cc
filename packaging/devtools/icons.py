"""Draws the program's icon at every size from its two drawings, and the files that Windows and macOS want."""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from devtools.environment import ROOT

DRAWINGS = ROOT / "resources" / "app"
FOLDER = ROOT / "build" / "icons"
SMALL_UP_TO_PX = 24
WINDOW_SIZES_PX = (16, 24, 32, 48, 64, 128)
"""Kept beside the drawings: the window shows these without drawing anything at its start."""
ALL_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512, 1024)


def main(_arguments: list[str]) -> int:
    """Draw everything; print where it is."""
    application = QGuiApplication([])
    for size_px in WINDOW_SIZES_PX:
        draw(size_px).save(str(window_icon(size_px)))
    draw_all(FOLDER)
    application.quit()
    print(
        f"The window's icons are in {DRAWINGS.relative_to(ROOT)}, all others in {FOLDER.relative_to(ROOT)}."
    )
    return 0


def window_icon(size_px: int) -> Path:
    """Return where an icon of the window lies."""
    return DRAWINGS / f"clinicwriter-{size_px}.png"


def draw(size_px: int) -> QImage:
    """Draw the icon in one size: a simpler drawing where there is room for little."""
    name = "clinicwriter-small.svg" if size_px <= SMALL_UP_TO_PX else "clinicwriter.svg"
    picture = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWINGS / name)).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return picture


def draw_all(folder: Path) -> None:
    """Draw each size, and put them together for Windows (.ico) and macOS (.icns)."""
    folder.mkdir(parents=True, exist_ok=True)
    for size_px in ALL_SIZES_PX:
        draw(size_px).save(str(folder / f"clinicwriter-{size_px}.png"))
    pictures = {size_px: Image.open(folder / f"clinicwriter-{size_px}.png") for size_px in ALL_SIZES_PX}
    small = [pictures[size_px] for size_px in ALL_SIZES_PX if size_px < 256]
    sizes = [(size_px, size_px) for size_px in ALL_SIZES_PX if size_px <= 256]
    pictures[256].save(folder / "clinicwriter.ico", sizes=sizes, append_images=small)
    pictures[1024].save(folder / "clinicwriter.icns", append_images=list(pictures.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
