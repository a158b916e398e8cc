"""The open article given out: which file, with or without lines to sign, and made away from the window."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image, UnidentifiedImageError
from PySide6.QtCore import QObject, Signal

from clinicwriter.article import Article, parse_date
from clinicwriter.rendering import render_body
from clinicwriter.safekeeping import write_file
from clinicwriter.sharing import Sheet, WordText, as_sheet
from clinicwriter.site import ExportError, encode_picture
from clinicwriter.ui.copying import file_name
from clinicwriter.ui.joining import Surroundings, path_from_page
from clinicwriter.ui.preview.pdf import PdfMaker, has_web_engine, paper_size
from clinicwriter.ui.preview.single_file import fill_page, single_file
from clinicwriter.ui.questions import STAY, Answer, Message, Question, Questions
from clinicwriter.ui.session import Session
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

_PICTURE = re.compile(r"""<img\b[^>]*?\bsrc=["']([^"']+)""", re.IGNORECASE)
NO_ENGINE = Message(
    "This computer cannot make a PDF of the page.",
    "Choose Save as Word file instead, or open the page in the browser and print it there.",
)


class SharingFlow(QObject):
    """Give the open article out as a file. State: what makes a PDF, from the first one on."""

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        work: Work,
        questions: Questions,
        surroundings: Surroundings,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._workspace = workspace
        self._work = work
        self._questions = questions
        self._surroundings = surroundings
        self._pdf: PdfMaker | None = None

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """Return what each action does."""
        return {"article.to-word": self.give_word, "article.to-pdf": self.give_pdf}

    def stop(self) -> None:
        """End what makes PDFs: the program ends."""
        if self._pdf is not None:
            self._pdf.release()

    # -- Word ----------------------------------------------------------------------------------

    def give_word(self) -> None:
        """Write the open article as a Word file."""
        chosen = self._ask("Save as Word file", ".docx")
        if chosen is None:
            return
        path, signs = chosen
        article, flavour = self._session.article, self._surroundings.flavour
        sheet, address = self._sheet(article, signs=signs), self._public_address(article)
        find_file, named = self._finder(article), self._surroundings.name_date()

        def make() -> None:
            # What writes Word files takes 12 MB: it is loaded with the first one.
            from clinicwriter.sharing.word import word_file  # noqa: PLC0415

            day = parse_date(article.fields.date or str(named or ""))
            text = WordText(
                sheet,
                article.fields.authors,
                _in_words(day.value) if day is not None else "",
                article.fields.summary or "",
                render_body(article.text, flavour),
                address,
            )
            write_file(path, word_file(text, lambda source: _picture_bytes(find_file(source))))

        self._work.write("Making the Word file", make, lambda _none: self._tell(path), while_=ALWAYS)

    # -- PDF -----------------------------------------------------------------------------------

    def give_pdf(self) -> None:
        """Write the open article's page as a PDF."""
        if not has_web_engine():
            self._questions.tell(NO_ENGINE)
            return
        chosen = self._ask("Save as PDF", ".pdf")
        if chosen is None:
            return
        path, signs = chosen
        article, flavour = self._session.article, self._surroundings.flavour
        sheet, address = self._sheet(article, signs=signs), self._surroundings.page_url(article)
        frame, find_file = self._surroundings.page(article), self._surroundings.file_finder()

        def make() -> str:
            page = fill_page(frame, render_body(article.text, flavour))
            return as_sheet(single_file(page, address, find_file), sheet)

        self._work.write("Making the PDF", make, lambda page: self._print(page, path, sheet), while_=ALWAYS)

    def _print(self, page: str, path: Path, sheet: Sheet) -> None:
        if self._pdf is None:
            self._pdf = PdfMaker(self)
        self._pdf.make(page, sheet.size, lambda data: self._keep_pdf(data, path))

    def _keep_pdf(self, data: bytes, path: Path) -> None:
        if not data.startswith(b"%PDF"):
            self._questions.tell(NO_ENGINE)
            return
        self._work.write(
            "Saving the PDF", lambda: write_file(path, data), lambda _none: self._tell(path), while_=ALWAYS
        )

    # -- parts ---------------------------------------------------------------------------------

    def _ask(self, title: str, suffix: str) -> tuple[Path, bool] | None:
        """Ask whether somebody is to sign, and where the file is to be."""
        if not self._session.is_open:
            return None
        answers = (
            Answer(STAY, "Cancel"),
            Answer("plain", "Only the article"),
            Answer("signed", "With lines to sign", is_primary=True),
        )
        text = "For somebody to sign off, there can be lines for name, date and signature at the end."
        answer = self._questions.ask(Question(title, text, answers))
        if answer == STAY or not self._session.is_open:
            return None
        name = f"{file_name(self._session.fields.title)}{suffix}"
        path = self._questions.choose_new_file(title, self._workspace.places.documents / name)
        if path is None or not self._session.is_open:
            return None
        if path.suffix.lower() != suffix:
            path = path.with_name(f"{path.name}{suffix}")
            if path.exists() and not self._may_replace(path):
                return None
        return path, answer == "signed"

    def _may_replace(self, path: Path) -> bool:
        answers = (Answer("keep", "Keep it"), Answer("replace", "Replace it", is_primary=True))
        question = Question(f"“{path.name}” is there already.", "What it says now would be lost.", answers)
        return self._questions.ask(question) == "replace"

    def _sheet(self, article: Article, *, signs: bool) -> Sheet:
        site = self._workspace.site
        clinic = (site.clinic.name or site.name) if site is not None else ""
        title = article.fields.title or "Article without a title"
        return Sheet(title, clinic, _in_words(date.today()), signs, paper_size())

    def _public_address(self, article: Article) -> str:
        """Return the page's address on the web, "" where the clinic's is not known."""
        site = self._workspace.site
        home = site.clinic.url if site is not None else ""
        return urljoin(home, self._surroundings.page_url(article)) if home else ""

    def _finder(self, article: Article) -> Callable[[str], Path | None]:
        """Return what finds the file of a picture by its source in the text's HTML."""
        page, find_file = self._surroundings.page_url(article), self._surroundings.file_finder()

        def find(source: str) -> Path | None:
            path = path_from_page(page, source)
            return find_file(path) if path else None

        return find

    def _tell(self, path: Path) -> None:
        self.said.emit(f"Saved: {path.name}")


def _picture_bytes(file: Path | None) -> bytes | None:
    """Return a picture upright and without what a camera wrote into it, ``None`` where it cannot be read."""
    if file is None:
        return None
    suffix = ".jpg" if file.suffix.lower() in (".jpg", ".jpeg") else ".png"
    try:
        data = encode_picture(file, suffix)
        Image.open(io.BytesIO(data)).verify()
    except (ExportError, UnidentifiedImageError, OSError):
        return None
    return data


def _in_words(day: date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")
