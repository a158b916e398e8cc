"""Which of several sites is meant, and what a site is made with: asked where it is in doubt, and remembered.

State that changes: the sites that somebody was asked about since the start.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from clinicwriter.site import Recognition, SeveralSitesError, Site, SiteKind, kind_change
from clinicwriter.ui.operations import Operations
from clinicwriter.ui.site_care.choice_dialog import ChoiceDialog, Option
from clinicwriter.ui.tickets import ALWAYS
from clinicwriter.ui.window import Window
from clinicwriter.ui.work import Work
from clinicwriter.ui.workspace import Workspace

QUESTION = "What is this site made with?"
REMEMBERED = "Your answer is remembered in the site's folder, for everybody who works on it."


class SiteKinds(QObject):
    """Ask which site it is, and what it is made with."""

    said = Signal(str)

    def __init__(self, window: Window, workspace: Workspace, work: Work, operations: Operations) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._work = work
        self._operations = operations
        self._asked: set[Path] = set()
        operations.several_found.connect(self.ask_which)
        workspace.site_opened.connect(self._ask_in_doubt)
        window.book.connect({"site.kind": self.ask_kind})

    def ask_which(self, found: SeveralSitesError, folder: Path) -> None:
        """Let somebody choose one of the sites that lie in a folder."""
        options = [_site_option(one, folder) for one in found.choices]
        dialog = ChoiceDialog(
            f"There are {len(options)} websites in “{folder.name or folder}”.",
            "Choose the one to work on. The others stay as they are.",
            options,
            "Open this site",
            self._window,
        )
        dialog.accepted.connect(lambda: self._operations.open_site(found.choices[dialog.number].root))
        _open(dialog)

    def ask_kind(self) -> None:
        """Let somebody say what the open site is made with, where the guess was wrong."""
        site = self._workspace.site
        if site is None:
            return
        evidence = {one.kind: one.evidence for one in (*site.other_kinds, *_itself(site))}
        kinds = list(SiteKind)
        options = [Option(kind.label, evidence.get(kind, "")) for kind in kinds]
        text = f"So far it counts as: {site.kind.label}. {REMEMBERED}"
        dialog = ChoiceDialog(QUESTION, text, options, "Remember this", self._window, leave="Cancel")
        dialog.list.setCurrentRow(kinds.index(site.kind))
        dialog.accepted.connect(lambda: self._remember(site, kinds[dialog.number]))
        _open(dialog)

    def _ask_in_doubt(self) -> None:
        """Ask where the folder may be sites of several kinds, once for each until it is answered."""
        site = self._workspace.site
        if site is None or site.root in self._asked:
            return
        choices = (*_itself(site), *site.other_kinds)
        if len(choices) < 2:
            return
        self._asked.add(site.root)
        options = [Option(one.kind.label, one.evidence) for one in choices]
        text = f"Files of more than one kind lie in {site.root.name}. {REMEMBERED}"
        dialog = ChoiceDialog(QUESTION, text, options, "Remember this", self._window)
        dialog.accepted.connect(lambda: self._remember(site, choices[dialog.number].kind))
        _open(dialog)

    def _remember(self, site: Site, kind: SiteKind) -> None:
        writer = self._workspace.writer

        def done(_answer: object) -> None:
            self.said.emit(f"Remembered: {site.root.name} is a {kind.label}")
            if self._workspace.site is site:
                self._operations.open_site(site.root)

        self._work.write(
            "Remembering it",
            lambda: writer.write_all([kind_change(site.root, kind)]),
            done,
            while_=ALWAYS,
        )


def _itself(site: Site) -> tuple[Recognition, ...]:
    return (Recognition(site.root, site.kind, site.evidence),)


def _site_option(one: Recognition, folder: Path) -> Option:
    inside = one.root.is_relative_to(folder)
    name = one.root.relative_to(folder).as_posix() if inside else str(one.root)
    return Option(name, f"{one.kind.label} · {one.evidence}")


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
