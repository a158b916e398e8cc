"""The export as a trip: plan elsewhere, show the plan, write it. Taking it back is ``undoing``'s.

State that changes: whether a trip is under way, from the wish to the written plan or to its being put away,
of which article it is, and what was answered about older footers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, ArticleError
from clinicwriter.checks import Report
from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import ChangedElsewhereError, NotNotedError, SaveError, read_file
from clinicwriter.site import (
    ExportError,
    ExportPlan,
    MoveOffer,
    NoClinicError,
    PageTakenError,
    Site,
    SiteFinding,
    export,
    plan_export,
    reading_for_plan,
    reading_site,
)
from clinicwriter.ui.copying import Copies
from clinicwriter.ui.exporting.old_footer import FooterAnswers
from clinicwriter.ui.keeping import Keeper
from clinicwriter.ui.library import LibraryRow
from clinicwriter.ui.questions import STAY, Answer, Message, Question, Questions, message_for
from clinicwriter.ui.session import Session, WorkingCopy
from clinicwriter.ui.settling import BothSides
from clinicwriter.ui.tickets import ALWAYS, Ticket
from clinicwriter.ui.work import Outcome, Work
from clinicwriter.ui.workspace import DRAFT_KEY, Workspace, article_id

Rows = tuple[LibraryRow, ...]
TAKES_PAGE = (
    "The article can take the place of the one on that page. Its menu and all else around it stays. "
    "You see every change first, and Undo export brings the page back as it was."
)
ARTICLE_LEFT = "Another article was opened meanwhile. Nothing was exported"
SITE_CHANGED = "The site or the article's file changed meanwhile. Nothing was exported; please export again"
NO_CLINIC = (
    "They stand below every article. Nothing was written, and your text is kept. "
    "Fill them in once; the export goes on by itself."
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What somebody answered before the plan is shown: see ``plan_export``."""

    replaces_footer: bool | None = None
    takes_offer: bool | None = None
    takes_page: bool = False


@dataclass(frozen=True, slots=True)
class PlannedExport:
    """A plan, and what it was made of: the article as it was then, and its site; ``here`` are both."""

    plan: ExportPlan
    copy: WorkingCopy
    site: Site
    here: Ticket
    report: Report | None = None
    """What the checks found in the article, ``None`` where nothing checks it."""
    agreed: Agreed = field(default_factory=Agreed)


CheckArticle = Callable[[WorkingCopy, Site], Report]


@dataclass(frozen=True, slots=True)
class Written:
    """What lies in the site after an export; ``trouble`` is what could not be noted on this computer."""

    article: Article
    data: bytes
    rows: Rows
    trouble: ClinicWriterError | None


class ChangedOutsideError(ExportError):
    """The article's file is not the one that the work began from: both are to be joined first."""


class ExportFlow(QObject):
    """Bring the open article to the site."""

    planned = Signal(object)
    """A plan is ready to be shown; carries the ``PlannedExport``."""
    exported = Signal(object)
    """The plan was written; carries the ``ExportPlan``."""
    busy_changed = Signal(bool)
    """A trip began or ended: there is one at a time."""
    settling_wished = Signal()
    """Somebody else changed the article's file, and both texts are to be joined before the export."""
    clinic_wished = Signal()
    """The clinic's facts are to be told first, as the footer is made of them; then the export begins anew."""
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        keeper: Keeper,
        questions: Questions,
        copies: Copies,
        check: CheckArticle | None = None,
    ) -> None:
        super().__init__(session)
        self._check = check
        self._session = session
        self._workspace = workspace
        self._work = work
        self._keeper = keeper
        self._questions = questions
        self._copies = copies
        self._footer_answers = FooterAnswers(questions)
        self._is_busy = False
        self._article = ALWAYS

    @property
    def is_busy(self) -> bool:
        """Say whether an export is being planned, shown or written."""
        return self._is_busy

    def begin(self) -> None:
        """Plan the export of the open article and show it; nothing is written."""
        site = self._workspace.site
        if self._is_busy or site is None or not self._session.is_open or not self._is_of_site():
            return
        self._set_busy(True)
        self._keeper.keep_now()
        self._article = self._session.article_ticket()
        here = self._session.origin_ticket() & self._workspace.site_ticket()
        self._plan(site, self._session.copy, Agreed(), here)

    def put_away(self) -> None:
        """Note that the plan is shown no more: another export may begin."""
        self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)

    def _is_of_site(self) -> bool:
        path = self._session.origin.outside_path
        if path is None:
            return True
        self._questions.tell(
            Message(
                f"“{path.name}” does not belong to the open site.",
                "Save writes it in its own place. To bring it to the site, choose Duplicate: "
                "the copy is a draft of the site.",
            )
        )
        return False

    def fix(self, planned: PlannedExport, finding: SiteFinding) -> None:
        """Mend what was found as one step that can be undone, then plan the export again."""
        if not self._is_current(planned.here):
            return
        try:
            mended = finding.apply(self._session.article)
        except ArticleError as error:
            self.put_away()
            self._questions.tell(message_for(error))
            return
        self._session.replace_article(mended, finding.fix_label)
        self.put_away()
        self.begin()

    def _report(self, plan: ExportPlan, copy: WorkingCopy, site: Site) -> Report | None:
        """Check what will stand in the site: an old footer that goes is looked at no more."""
        if self._check is None:
            return None
        return self._check(replace(copy, article=plan.article), site)

    def _plan(self, site: Site, copy: WorkingCopy, agreed: Agreed, here: Ticket) -> None:
        """Plan it; ``here`` is of the first plan of this trip, as everything is of its article and site."""
        article = self._session.article_ticket()

        @reading_for_plan()
        def make() -> PlannedExport:
            pictures = pending_pictures(self._workspace, site, copy)
            try:
                plan = plan_export(
                    site,
                    copy.article,
                    path=copy.site_path,
                    base=copy.base,
                    pictures=pictures,
                    today=date.today(),
                    replace_legacy_footer=agreed.replaces_footer,
                    takes_offer=agreed.takes_offer,
                    takes_page=agreed.takes_page,
                )
            except ExportError as error:
                if _is_changed(site, copy):
                    raise ChangedOutsideError(error.happened, details=error.details) from error
                raise
            return PlannedExport(plan, copy, site, here, self._report(plan, copy, site), agreed)

        def fail(outcome: Outcome) -> None:
            if isinstance(outcome.error, ExportError) and not here.holds:
                self._end_late()
            elif isinstance(outcome.error, PageTakenError):
                self._ask_about_page(outcome.error, site, copy, agreed, here)
            elif isinstance(outcome.error, NoClinicError):
                self._ask_about_clinic(outcome.error)
            else:
                self._fail(outcome, article)

        self._work.run(
            "Looking at what will change",
            make,
            self._show,
            fail,
            while_=here,
            too_late=self._end_late,
            on_stopped=self.put_away,
        )

    def _ask_about_page(
        self, error: PageTakenError, site: Site, copy: WorkingCopy, agreed: Agreed, here: Ticket
    ) -> None:
        """Ask whether the article takes the place of a page that somebody made by hand."""
        answers = (
            Answer("leave", "Leave the page as it is"),
            Answer("take", "Put the article in its place", is_primary=True),
        )
        answer = self._questions.ask(Question(error.happened, TAKES_PAGE, answers))
        if answer != "take":
            self.put_away()
        elif self._is_current(here):
            self._plan(site, copy, replace(agreed, takes_page=True), here)

    def _ask_about_clinic(self, error: NoClinicError) -> None:
        """Lead on to the clinic's details, which nobody has told yet."""
        self.put_away()
        article = self._session.article_ticket()
        answers = (Answer("later", "Not now"), Answer("tell", "Fill them in", is_primary=True))
        answer = self._questions.ask(Question(error.happened, NO_CLINIC, answers))
        if answer == "tell" and article.holds:
            self.clinic_wished.emit()

    def _show(self, planned: PlannedExport) -> None:
        if planned.plan.legacy_footer:
            self._ask_about_footer(planned)
        elif planned.plan.offer is not None:
            self._ask_about_move(planned, planned.plan.offer)
        else:
            self.planned.emit(planned)

    def _ask_about_move(self, planned: PlannedExport, offer: MoveOffer) -> None:
        answers = (Answer("leave", offer.no), Answer("move", offer.yes, is_primary=True))
        answer = self._questions.ask(Question(offer.question, offer.text, answers))
        if answer == STAY:
            self.put_away()
        elif self._is_current(planned.here):
            self._plan_again(planned, takes_offer=answer == "move")

    def _ask_about_footer(self, planned: PlannedExport) -> None:
        replaces = self._footer_answers.ask(planned.copy.draft_id, planned.plan.legacy_footer)
        if replaces is None:
            self.put_away()
        elif self._is_current(planned.here):
            self._plan_again(planned, replaces_footer=replaces)

    def _plan_again(self, planned: PlannedExport, **answer: bool) -> None:
        self._plan(planned.site, planned.copy, replace(planned.agreed, **answer), planned.here)

    def _is_current(self, here: Ticket) -> bool:
        """Say whether the trip's article and site are still the open ones; end the trip if not."""
        is_current = here.holds
        if not is_current:
            self._end_late()
        return is_current

    def _end_late(self) -> None:
        self.put_away()
        self.said.emit(SITE_CHANGED if self._article.holds else ARTICLE_LEFT)

    def write(self, planned: PlannedExport) -> None:
        """Write a plan that somebody agreed to: the very article and site that it was made of."""
        if not self._is_current(planned.here):
            return
        self._set_busy(True)
        article = self._session.article_ticket()
        self._work.write(
            "Exporting",
            lambda: self._carry_out(planned),
            lambda written: self._note_exported(planned, written),
            lambda outcome: self._fail(outcome, article, planned.copy.article),
            while_=ALWAYS,  # the files are written: that is noted whatever is open by now
        )

    def _carry_out(self, planned: PlannedExport) -> Written:
        """Write the plan. Once its files are there it counts as done, whatever else cannot be noted."""
        plan, copy, site, workspace = planned.plan, planned.copy, planned.site, self._workspace
        troubles: list[ClinicWriterError] = []
        try:
            export(plan, workspace.writer, workspace.log, copy.draft_id)
        except NotNotedError as error:
            troubles.append(error)
        data, rows = _written_bytes(plan, site), workspace.rows
        try:
            self._keep_exported(copy, plan, site, data)
            site.refresh()
            rows = workspace.gather_rows(site)
        except ClinicWriterError as error:
            error.kept = "The export itself is done."
            troubles.append(error)
        article = site.article_from_bytes(data, plan.article_path)
        return Written(article, data, rows, next(iter(troubles), None))

    def _keep_exported(self, copy: WorkingCopy, plan: ExportPlan, site: Site, data: bytes) -> None:
        versions = self._workspace.versions
        name = article_id(replace(copy, site_path=plan.article_path), site.root)
        if copy.site_path != plan.article_path:
            versions.move(article_id(copy, site.root), name)
        self._workspace.keep_version(name, data, "export", copy.base)

    def _fail(self, outcome: Outcome, article: Ticket, written: Article | None = None) -> None:
        self.put_away()
        error = outcome.error
        if isinstance(error, (ChangedOutsideError, ChangedElsewhereError)) and article.holds:
            self._offer_settling(message_for(error).title, article)
        elif isinstance(error, SaveError) and written is not None:
            self._copies.offer(outcome, written, is_kept=self._keeper.keep_and_wait())
        else:
            self._work.error_met.emit(outcome)

    def _offer_settling(self, happened: str, article: Ticket) -> None:
        """Lead on from a file that somebody else changed to both texts, side by side."""
        answers = (Answer("later", "Not now"), Answer("join", "Join both texts", is_primary=True))
        text = "Nothing was written, and your text is kept. Join both texts, then export."
        answer = self._questions.ask(Question(happened, text, answers))
        if answer == "join" and article.holds:
            self.settling_wished.emit()

    def _note_exported(self, planned: PlannedExport, written: Written) -> None:
        plan, copy, session = planned.plan, planned.copy, self._session
        article, data = written.article, written.data
        if session.is_open and session.origin.draft_id == copy.draft_id:
            joined = _joined(copy.article, session.article, article)
            session.move_origin(site_path=plan.article_path, outside_path=None, base=data)
            if joined.text != session.lines.text():
                session.text_replacement_wished.emit(joined.text)
            session.take_written(joined)
            self._keeper.keep_now()
        else:
            self._renew_draft(planned, data)
        stale = f"{DRAFT_KEY}{copy.draft_id}" if copy.site_path is None else ""
        rows = tuple(row for row in written.rows if row.key != stale)
        self._workspace.take_rows(rows, planned.site)
        self.put_away()
        self._footer_answers.forget_replaced(copy.draft_id)
        self.exported.emit(plan)
        count = len(plan.changes)
        self.said.emit(f"Exported: {count} file{'' if count == 1 else 's'} in the site changed")
        if written.trouble is not None:
            self._work.error_met.emit(Outcome(error=written.trouble, trace=written.trouble.details))

    def _renew_draft(self, planned: PlannedExport, data: bytes) -> None:
        """Have the draft of an article that was put away meanwhile begin from what was written."""
        drafts, copy = self._workspace.drafts, planned.copy
        was, path = copy.article.to_bytes(), str(planned.plan.article_path)

        def renew() -> None:
            for draft in drafts.drafts():
                if draft.draft_id == copy.draft_id:
                    text = data if draft.article == was else draft.article
                    drafts.keep(replace(draft, article=text, base=data, site_path=path))

        self._work.write("Keeping the draft", renew, while_=ALWAYS)


def _written_bytes(plan: ExportPlan, site: Site) -> bytes:
    """Return the article's file as the plan left it, without asking the disk once more."""
    file = site.root / plan.article_path
    after = next((planned.after for planned in plan.files if planned.path == file), None)
    return after if after is not None else site.read_bytes(plan.article_path)


def _is_changed(site: Site, copy: WorkingCopy) -> bool:
    """Say whether the article's file is there and not what the work began from. Reads the file."""
    if copy.site_path is None or copy.base is None:
        return False
    try:
        return read_file(site.root / copy.site_path) != copy.base
    except SaveError:
        return False


def _joined(planned: Article, now: Article, written: Article) -> Article:
    """Return what was written with what somebody wrote since it was planned; their words go first."""
    if now.to_bytes() == planned.to_bytes():
        return written
    sides = BothSides(planned, now, written)
    try:
        return now if sides.contested else sides.article()
    except ArticleError:
        return now


@reading_site()
def pending_pictures(workspace: Workspace, site: Site, copy: WorkingCopy) -> dict[str, Path]:
    """Return the pictures that were put into an article and are not in the site yet, by their reference."""
    folder = workspace.drafts.pictures_folder(copy.draft_id)
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        target = site.picture_target(file.name, copy.article, copy.site_path)
        for reference in (target.reference, target.field_reference):
            found[reference] = file
    return found
