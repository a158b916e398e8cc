"""Where all parts of the window are made and joined, and where the program with a window starts."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinicwriter.language.spelling_engine import HarperEngine
from clinicwriter.safekeeping import Places, settle_places
from clinicwriter.ui.about.newer import message_of_kept_by_newer
from clinicwriter.ui.asking import DialogQuestions
from clinicwriter.ui.cataloguing import Catalogue
from clinicwriter.ui.checks import ChecksFlow, Reviewing, SiteChecking, check_before_export
from clinicwriter.ui.clipping import release_clipboard
from clinicwriter.ui.conflict_copies import ConflictCopies
from clinicwriter.ui.copying import Copies, Unkept
from clinicwriter.ui.desk import Desk
from clinicwriter.ui.display import missing_display
from clinicwriter.ui.elsewhere import Elsewhere
from clinicwriter.ui.everywhere import EverywhereFlow, ReplaceFlow
from clinicwriter.ui.exporting.flow import ExportFlow
from clinicwriter.ui.exporting.removal import RemovalFlow
from clinicwriter.ui.exporting.undoing import UndoFlow
from clinicwriter.ui.focus import FocusFlow
from clinicwriter.ui.goal import GoalFlow
from clinicwriter.ui.heap import limit_arenas
from clinicwriter.ui.hovering import Hovering
from clinicwriter.ui.importing import FileDrops, ImportFlow, PasteFlow
from clinicwriter.ui.instance import FirstWindow, hand_over
from clinicwriter.ui.joining import Surroundings
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.linking import LinkFlow
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.palette import PaletteFlow
from clinicwriter.ui.pictures import Pictures
from clinicwriter.ui.preview import PreviewPane, register_scheme
from clinicwriter.ui.questions import Questions
from clinicwriter.ui.reporting import Reporter, start_again
from clinicwriter.ui.session import Session
from clinicwriter.ui.settings import SettingsFile
from clinicwriter.ui.sharing import SharingFlow
from clinicwriter.ui.site_care.kinds import SiteKinds
from clinicwriter.ui.site_care.upkeep import Upkeep
from clinicwriter.ui.spelling import SpellingFlow, SpellingList
from clinicwriter.ui.spelling.checking import MakeEngine
from clinicwriter.ui.theme import ThemeKeeper, load_fonts, program_icon
from clinicwriter.ui.typographing import TypographyFlow
from clinicwriter.ui.web_pages import WebPages
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

NAME = "Clinic Writer"
TURN_S = 0.0005
"""So long a worker written in Python keeps the window's thread from its turn; Python's own is 5 ms."""
START_WAIT_MS = 10_000
"""So long a second start waits for the first, which may still be starting."""


@dataclass(frozen=True, slots=True)
class Program:
    """Every part of the running program, made once and handed down."""

    application: QApplication
    window: Window
    session: Session
    workspace: Workspace
    work: Work
    keeper: Keeper
    operations: Operations
    exports: ExportFlow
    undoing: UndoFlow
    removals: RemovalFlow
    elsewhere: Elsewhere
    pictures: Pictures
    surroundings: Surroundings
    questions: Questions
    settings: SettingsFile
    desk: Desk
    catalogue: Catalogue
    everywhere: EverywhereFlow
    checks: ChecksFlow
    spelling: SpellingFlow
    imports: ImportFlow


MakePreview = Callable[[Session, ThemeKeeper], PreviewPane]


def prepare_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application object, with the typefaces loaded. To be called before any widget is made."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        load_fonts()
        return existing
    allow_web_engine_as_root()
    limit_arenas()
    sys.setswitchinterval(TURN_S)
    register_scheme()
    application = QApplication([NAME, *arguments])
    application.setApplicationName(NAME)
    application.setDesktopFileName("clinicwriter")
    application.setWindowIcon(program_icon())
    load_fonts()
    atexit.register(release_clipboard)
    return application


def build(
    places: Places,
    questions: Questions | None = None,
    *,
    theme: str | None = None,
    make_preview: MakePreview | None = None,
    make_engine: MakeEngine = HarperEngine,
) -> Program:
    """Make the whole window over these places; nothing is shown and no article is opened yet.

    ``questions`` answers instead of dialogs; ``theme`` is put in force instead of the person's choice.
    ``make_engine`` makes another engine for spelling.
    """
    base = _build_base(places, questions, theme, make_preview)
    program = _build_program(base, make_engine)
    Hovering(base.window, base.session)
    Unkept(base.window.status_bar, base.keeper, base.session, base.copies)
    _build_features(program)
    _join_files(program)
    _join_findings(program)
    program.desk.join(
        program.exports,
        program.undoing,
        program.elsewhere,
        program.pictures,
        program.surroundings,
        program.catalogue,
        program.everywhere,
    )
    return program


@dataclass(frozen=True, slots=True)
class _Base:
    """Hold what everything else is made from."""

    application: QApplication
    settings: SettingsFile
    themes: ThemeKeeper
    session: Session
    workspace: Workspace
    work: Work
    window: Window
    questions: Questions
    keeper: Keeper
    copies: Copies


def _build_base(
    places: Places, questions: Questions | None, theme: str | None, make_preview: MakePreview | None
) -> _Base:
    """Make the window with its article, its site and its work in the background."""
    application = prepare_application()
    settings = SettingsFile(places.settings)
    themes = ThemeKeeper(application, theme or settings.settings.theme)
    themes.dress(application)
    session = Session()
    workspace = Workspace(places, session)
    work = Work(session)
    window = Window(session, themes, make_preview(session, themes) if make_preview else None)
    asked = questions or DialogQuestions(window, themes)
    cursor = window.editor.text_edit
    keeper = Keeper(session, workspace, lambda: cursor.textCursor().position(), session)
    copies = Copies(session, work, asked, places.documents)
    return _Base(application, settings, themes, session, workspace, work, window, asked, keeper, copies)


def _build_program(base: _Base, make_engine: MakeEngine) -> Program:
    """Make the parts that others talk to."""
    window, session, workspace, work = base.window, base.session, base.workspace, base.work
    keeper, asked, settings, copies = base.keeper, base.questions, base.settings, base.copies
    operations = Operations(session, workspace, work, keeper, asked, settings, copies)
    return Program(
        application=base.application,
        window=window,
        session=session,
        workspace=workspace,
        work=work,
        keeper=keeper,
        operations=operations,
        exports=ExportFlow(
            session,
            workspace,
            work,
            keeper,
            asked,
            copies,
            lambda copy, site: check_before_export(workspace, copy, site),
        ),
        undoing=UndoFlow(session, workspace, work, keeper, asked),
        elsewhere=Elsewhere(session, workspace, work, keeper, asked),
        pictures=Pictures(session, workspace, work, asked),
        surroundings=Surroundings(session, workspace),
        everywhere=EverywhereFlow(window, base.themes, workspace, work, asked),
        checks=ChecksFlow(window, session, workspace, work, asked),
        spelling=SpellingFlow(window, session, workspace, work, settings, make_engine),
        catalogue=Catalogue(window.library, workspace, work),
        removals=RemovalFlow(window, session, workspace, work),
        questions=asked,
        settings=settings,
        desk=Desk(window, session, workspace, work, keeper, operations, asked, settings, copies),
        imports=ImportFlow(window, workspace, work, asked),
    )


def _join_findings(program: Program) -> None:
    """Join the checks and spelling to the desk, which tells what they say and ends them."""
    desk, checks, spelling = program.desk, program.checks, program.spelling
    checks.offered.connect(desk.telling.offer)
    spelling.decisions.offered.connect(desk.telling.offer)
    for part in (checks, spelling, spelling.decisions):
        part.said.connect(desk.telling.say)
    desk.finding_wished.connect(checks.show_finding)
    checks.bring(SpellingList(spelling, program.session, program.window.editor.marks))
    spelling.findings_changed.connect(checks.renew)
    desk.at_end(checks.stop)
    desk.at_end(spelling.stop)


def _join_files(program: Program) -> None:
    """Join what takes files in and what gives them out."""
    window, desk, session, work = program.window, program.desk, program.session, program.work
    sharing = SharingFlow(session, program.workspace, work, program.questions, program.surroundings)
    pastes = PasteFlow(window.editor, session, program.workspace, work)
    window.book.connect({**program.imports.deeds(), **sharing.deeds()})
    FileDrops(window).dropped.connect(program.imports.take, Qt.ConnectionType.QueuedConnection)
    program.imports.opened_wished.connect(program.operations.open_row)
    for part in (program.imports, sharing, pastes):
        part.said.connect(desk.telling.say)
    desk.at_end(sharing.stop)


def _build_features(program: Program) -> None:
    """Make the features that join themselves to the window and need nothing from each other."""
    window, session, workspace, work = program.window, program.session, program.workspace, program.work
    asked, settings, desk, everywhere = program.questions, program.settings, program.desk, program.everywhere
    desk.deeds.removal_wished.connect(program.removals.begin)
    program.removals.said.connect(program.operations.said)
    FocusFlow(window, desk.telling)
    GoalFlow(window, session, asked, settings)
    PaletteFlow(window, workspace, desk.going.open_row)
    TypographyFlow(window, session, program.surroundings, settings)
    ReplaceFlow(window, everywhere)
    LinkFlow(window, session, workspace, work)
    Reviewing(window, session, workspace, asked).said.connect(desk.telling.say)
    site_checking = SiteChecking(window, workspace, work, asked)
    site_checking.said.connect(desk.telling.say)
    site_checking.article_wished.connect(desk.going.open_row)
    WebPages(workspace, work, program.operations, asked)
    site_kinds = SiteKinds(window, workspace, work, program.operations)
    site_kinds.said.connect(desk.telling.say)
    copies = ConflictCopies(session, workspace, work, program.keeper, program.operations, asked)
    copies.said.connect(desk.telling.say)
    upkeep = Upkeep(window, workspace, work, asked, everywhere)
    upkeep.article_wished.connect(desk.going.open_row)


def run_window(arguments: list[str]) -> int:
    """Open the window, or show the one that is open already; return the exit code."""
    trouble = missing_display()
    if trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    path = str(Path(arguments[0]).absolute()) if arguments else ""
    if path and not Path(path).exists():
        sys.stderr.write(f"There is no “{arguments[0]}” here. Nothing was opened.\n")
        return 1
    settled = settle_places(Places.standard())
    places = settled.places
    application = prepare_application()
    first = FirstWindow(places.data, application)
    if not first.listen():
        if hand_over(places.data, path, patience_ms=START_WAIT_MS):
            return 0
        sys.stderr.write("Clinic Writer is open already, but does not answer. Close it, then try again.\n")
        return 1
    program = build(places)
    first.path_came.connect(program.desk.take_path)
    reporter = Reporter(program.window.close, program.work, program.keeper, program.questions)
    reporter.catch_everything()
    program.window.restore_place(program.settings.settings.geometry)
    program.window.show()
    program.desk.start(path)
    if settled.newer_format is not None or program.settings.is_of_newer:
        program.questions.tell(message_of_kept_by_newer())
    code = application.exec()
    first.close()
    if reporter.is_restart_wished:
        start_again()
    return code


def allow_web_engine_as_root() -> None:
    """Let WebEngine start for root, to whom Chromium refuses its sandbox: a container has nobody else."""
    if sys.platform.startswith("linux") and hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
