"""The port through which the program asks and tells: the window answers with dialogs, a test by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clinicwriter.errors import ClinicWriterError
from clinicwriter.safekeeping import Choice
from clinicwriter.ui.settling import Changer, Contested

_KEPT_FILE = re.compile(r"“[\w-]+\.(draft|versions|z|trash|undo|export|back)”")
_NAMES = {
    "draft": "“Your draft”",
    "versions": "“Earlier versions”",
    "z": "“Earlier versions”",
    "trash": "“Trash”",
}
YOUR_TEXT_IS_KEPT = "Your text is kept."
YOUR_TEXT_IS_HERE = "Your text is in the window, but could not be kept: save a copy of it first."
STAY = ""
"""The answer of somebody who closed the question: nothing happens."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One button: what the program gets back, and the verb that people read."""

    key: str
    verb: str
    is_primary: bool = False
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question names the thing and the consequence; its answers are verbs."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    details: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell: what happened, what was kept, what to do next; details for the person who helps."""

    title: str
    text: str
    details: str = ""
    can_restart: bool = False


class Questions(Protocol):
    """Ask and tell."""

    def ask(self, question: Question) -> str:
        """Return the key of the chosen answer, or ``STAY``."""

    def tell(self, message: Message) -> bool:
        """Show a message until it was read; say whether a restart that it offers is wished."""

    def ask_text(self, title: str, label: str, text: str, verb: str, without: str = "") -> str | None:
        """Ask for one line; ``None`` means that nothing is to happen.

        ``without`` is the verb of somebody who goes on without any words: the answer is "" then.
        """

    def settle(
        self, title: str, contested: Sequence[Contested], *, by: Changer = Changer.SOMEBODY
    ) -> tuple[Choice, ...] | None:
        """Ask what to keep of each place that was changed here and elsewhere; ``None`` means: decide later.

        ``by`` says who made the other text: nobody is accused who did nothing.
        """

    def choose_folder(self, title: str, start: Path | None) -> Path | None:
        """Let somebody choose a folder."""

    def choose_file(self, title: str, start: Path | None, kinds: str) -> Path | None:
        """Let somebody choose a file that is there."""

    def choose_files(self, title: str, start: Path | None, kinds: str) -> list[Path]:
        """Let somebody choose files that are there, as many as they like; none where nothing is to happen."""

    def choose_new_file(self, title: str, suggestion: Path) -> Path | None:
        """Let somebody say where a new file is to be."""


def named_for_people(words: str) -> str:
    """Put a name that people know in place of that of a file of our own."""
    return _KEPT_FILE.sub(lambda found: _NAMES.get(found[1], "“The export”"), words)


def message_for(error: BaseException, trace: str = "", *, is_kept: bool = True) -> Message:
    """Put an error into words: one that was foreseen speaks for itself, any other gets calm ones.

    ``is_kept`` says whether the open article's text was kept when the error was met.
    """
    if isinstance(error, ClinicWriterError):
        kept = " ".join(part for part in (error.kept, error.next_step) if part)
        return Message(named_for_people(error.happened), named_for_people(kept), error.details)
    return Message(
        "Something went wrong that should not have.",
        f"{YOUR_TEXT_IS_KEPT if is_kept else YOUR_TEXT_IS_HERE} You can go on working, or restart: the same "
        "article opens again. If it happens again, copy the details and send them to the person who helps "
        "you with this computer.",
        trace or repr(error),
        can_restart=is_kept,
    )
