"""Draws the pictures of the README from the real window, in both themes and both sizes."""

import subprocess
import sys
import tempfile
from pathlib import Path

from devtools.environment import ROOT, process_environment
from devtools.stage import Stage

PICTURES = ROOT / "docs" / "pictures"
ARTICLE = "articles/first-infusion.md"
THEMES = ("light", "dark")
LARGE, SMALL = (1440, 900), (1366, 768)
BEFORE = "You rest until you are steady, and then your companion takes you home."
AFTER = "You rest until you are *steady*, and then your companion takes you home. We call you the next day."


def main(arguments: list[str]) -> int:
    """Draw all pictures; each theme and size has a process of its own, as on a fresh start."""
    if arguments:
        theme, *size = arguments
        _draw(theme, (int(size[0]), int(size[1])))
        return 0
    for theme in THEMES:
        for width, height in (LARGE, SMALL):
            command = [sys.executable, "-m", "devtools.screenshots", theme, str(width), str(height)]
            subprocess.run(command, cwd=ROOT, env=process_environment(screen=False), check=True)
    for picture in sorted(PICTURES.glob("*.png")):
        print(picture.relative_to(ROOT), f"{picture.stat().st_size // 1000} KB")
    return 0


def _draw(theme: str, size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(Path(home), theme=theme, size=size)
        stage.open()
        stage.open_row(f"site:{ARTICLE}")
        _edit(stage)
        if size == LARGE:
            _draw_large(stage, theme)
        else:
            _draw_small(stage, theme)
        stage.close()


def _edit(stage: Stage) -> None:
    session = stage.program.session
    article = session.article
    session.replace_article(article.with_text(article.text.replace(BEFORE, AFTER, 1)), "Typing")
    stage.program.window.editor.go_to_line(0)
    stage.program.window.banner.hide()
    stage.program.keeper.keep_now()
    stage.wait_for_page()
    stage.settle(1.0)


def _draw_large(stage: Stage, theme: str) -> None:
    stage.draw(PICTURES / f"main_{theme}.png")
    if theme == "light":
        stage.with_dialog(stage.program.exports.begin, lambda _dialog: _draw_plan(stage))


def _draw_plan(stage: Stage) -> None:
    stage.settle(0.3)
    stage.draw(PICTURES / "export_light.png")


def _draw_small(stage: Stage, theme: str) -> None:
    stage.draw(PICTURES / f"small_{theme}.png")
    if theme == "light":
        stage.program.window.panes.show_library(True)
        stage.settle(0.5)
        stage.draw(PICTURES / "drawer_light.png")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
