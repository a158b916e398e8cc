"""What the pane asks of whatever shows the page: the web view or, without WebEngine, the simple one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicwriter.rendering import BlockSwap

from .addresses import FindFile
from .shown import ShownBlocks


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place in the shown text that somebody clicked.

    ``block`` is the block's index, ``text`` its words as shown, ``before`` how many characters of
    them stand before the place; ``line`` is the line that the height of the place suggests.
    """

    block: int
    line: int
    before: int
    text: str
    is_double: bool


class PageView(QWidget):
    """Show one page whose text is a list of blocks. The two views below fill the wishes."""

    begun = Signal()
    """The page is there and takes changes."""
    shown = Signal(int)
    """The frame with this revision was drawn."""
    scrolled = Signal(float)
    """Somebody scrolled: the line at the top of the view now."""
    pointed = Signal(object)
    """Somebody clicked in the text; carries a ``Pointed``."""
    linked = Signal(str)
    """Somebody clicked a link; carries its whole address."""
    hovered = Signal(str)
    """The pointer is over a link; carries its address, empty for none."""
    over_line = Signal(int)
    """The pointer is over what this line begins; -1 for nothing of the text."""
    failed = Signal()
    """The page's process died or hung; the view has begun to replace it."""
    gave_up = Signal()
    """The page's process died again and again; it is not replaced any more."""
    zoom_wished = Signal(int)
    """Somebody turned the wheel with Ctrl: so many steps in or out."""
    menu_wished = Signal(object)
    """Somebody asked for the menu at this place of the screen (``QPoint``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def open_page(self, path: str, html: str, find_file: FindFile) -> None:
        """Load this page; its text is empty until blocks are shown."""
        raise NotImplementedError

    def reframe(self, html: str) -> None:
        """Take what changed around the text from this page; the text and the scroll stay."""
        raise NotImplementedError

    def show_swaps(self, revision: int, swaps: Sequence[BlockSwap], lines: Sequence[str]) -> None:
        """Swap blocks; ``lines`` are the text's lines."""
        raise NotImplementedError

    def show_all(self, revision: int, blocks: ShownBlocks, lines: Sequence[str]) -> None:
        """Show these blocks in place of all; those that are equal stay as they are."""
        raise NotImplementedError

    def follow_line(self, line: float, height: float, share: float) -> None:
        """Keep this line at this height (pixels below the top of the page's view).

        The place that is so far into the line, from 0 to 1, is seen in any case.
        """

    def scroll_to_line(self, line: float) -> None:
        """Have this line at the top of the view."""

    def mark_line(self, line: int | None) -> None:
        """Mark the paragraph that holds this line; ``None`` marks none."""

    def mark_hovered(self, line: int | None) -> None:
        """Tint the paragraph that holds this line, as if the pointer were over it; ``None`` tints none."""

    def mark_found(self, text: str, *, matches_case: bool = False, whole_words: bool = False) -> None:
        """Mark what the find bar looks for; nothing for an empty text."""

    def set_zoom(self, factor: float) -> None:
        """Show the page this much larger."""

    def print_page(self, html: str, then: Callable[[bytes], None]) -> None:
        """Make a page that is one file a PDF; ``then`` gets its bytes, none where it failed."""
        raise NotImplementedError

    def copy_selection(self) -> None:
        """Put what is selected on the clipboard."""

    def release(self) -> None:
        """End what stands behind the view. It is not used afterwards."""
