"""What the menu over a doubtful word offers, and the hint that shows when the pointer rests there."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QToolTip

from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.ui.editor.marks import Mark
from clinicwriter.ui.spelling.word_files import WordList


class Deeds(Protocol):
    """What can be done about a finding."""

    def change(self, finding: LanguageFinding, suggestion: str) -> None:
        """Put a suggestion in place of the words."""

    def add_word(self, finding: LanguageFinding, words: WordList) -> None:
        """Add the words to a dictionary."""

    def ignore_here(self, finding: LanguageFinding) -> None:
        """Show this no more at this place."""

    def ignore_everywhere(self, finding: LanguageFinding) -> None:
        """Show these words no more."""


def fill_menu(menu: QMenu, finding: LanguageFinding, deeds: Deeds, *, has_site: bool) -> None:
    """Put what can be done about a finding before whatever the menu has."""
    first = next(iter(menu.actions()), None)
    begun = len(menu.actions())
    _add_changes(menu, finding, deeds)
    menu.addSeparator()
    _add_decisions(menu, finding, deeds, has_site=has_site)
    if first is None:
        return
    menu.addSeparator()
    for action in menu.actions()[begun:]:
        menu.removeAction(action)
        menu.insertAction(first, action)


def _add_changes(menu: QMenu, finding: LanguageFinding, deeds: Deeds) -> None:
    if finding.kind is LanguageKind.GRAMMAR or not finding.suggestions:
        words = finding.question if finding.kind is LanguageKind.GRAMMAR else "No suggestions"
        menu.addAction(_plain(words)).setEnabled(False)
    for suggestion in finding.suggestions:
        words = (
            f"Change to \u201c{suggestion}\u201d" if suggestion else f"Leave out \u201c{finding.words}\u201d"
        )
        action = menu.addAction(_plain(words))
        action.triggered.connect(lambda _checked=False, text=suggestion: deeds.change(finding, text))
        font = action.font()
        font.setBold(True)
        action.setFont(font)


def _add_decisions(menu: QMenu, finding: LanguageFinding, deeds: Deeds, *, has_site: bool) -> None:
    if finding.kind is LanguageKind.SPELLING:
        if has_site:
            shared = menu.addAction("Add to the clinic\u2019s dictionary")
            shared.setToolTip("Right in all articles of this site, for your colleagues as well")
            shared.triggered.connect(lambda: deeds.add_word(finding, WordList.CLINIC))
        own = menu.addAction("Add to my dictionary")
        own.setToolTip("Right in all articles that you write on this computer")
        own.triggered.connect(lambda: deeds.add_word(finding, WordList.OWN))
    here = menu.addAction("Ignore here")
    here.triggered.connect(lambda: deeds.ignore_here(finding))
    everywhere = menu.addAction("Ignore everywhere")
    everywhere.setToolTip("Mark these words no more in any article")
    everywhere.triggered.connect(lambda: deeds.ignore_everywhere(finding))


def _plain(words: str) -> str:
    return words.replace("&", "&&")


def show_hint(mark: Mark, place: QPoint) -> None:
    """Say in a hint what is doubtful."""
    if isinstance(mark.key, LanguageFinding):
        QToolTip.showText(place, mark.key.question)
