"""What `dev.py run` does where there is no screen: the same job, with a picture instead of the window."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from clinicwriter.article import Role
from clinicwriter.site import ExportPlan
from clinicwriter.ui.exporting.flow import PlannedExport
from devtools.environment import ROOT
from devtools.stage import Stage, StageError

FOLDER = ROOT / "build" / "without-screen"
ARTICLE = "articles/first-infusion.md"
SENTENCE = "Most people feel a little nervous before a first visit. "
ADDED = "You are welcome to bring somebody along. "


def main(arguments: Sequence[str]) -> int:
    """Draw the window, export the sample article, and print where picture and page are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        if arguments:
            _draw(str(Path(arguments[0]).absolute()))
        else:
            _draw_and_export()
    except StageError as error:
        print(error)
        return 1
    return 0


def _draw(path: str) -> None:
    stage = Stage(FOLDER)
    stage.open(path)
    _draw_window(stage)
    stage.close()


def _draw_and_export() -> None:
    stage = Stage(FOLDER)
    stage.open()
    stage.open_row(f"site:{ARTICLE}")
    _edit(stage)
    _draw_window(stage)
    plan = _export(stage)
    site = stage.program.workspace.root
    print(f"The sample article, exported into a copy of the sample site: {plan.label}")
    for planned in plan.changed_files:
        print(f"  {planned.sentence}: {site}/{planned.relative}")
    stage.close()


def _edit(stage: Stage) -> None:
    """Change a sentence and a tag, as somebody at the keyboard would."""
    session = stage.program.session
    article = session.article
    session.replace_article(article.with_text(article.text.replace(SENTENCE, SENTENCE + ADDED, 1)), "Typing")
    session.set_field(Role.TAGS, (*session.fields.tags, "good to know"))
    stage.wait_for_page()


def _draw_window(stage: Stage) -> None:
    picture = FOLDER / "window.png"
    stage.settle(0.5)
    stage.draw(picture)
    print(f"The window: {picture}")


def _export(stage: Stage) -> ExportPlan:
    """Press Export to site, and agree to the plan."""
    done: list[ExportPlan] = []
    exports = stage.program.exports
    exports.exported.connect(done.append)
    plans: list[PlannedExport] = []
    exports.planned.connect(plans.append)
    stage.with_dialog(exports.begin, lambda _dialog: None)
    exports.write(plans[0])
    stage.wait_until(lambda: bool(done), "export the article")
    return done[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
