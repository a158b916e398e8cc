"""An older footer in words that people read before they let it go, and what they answered."""

from __future__ import annotations

import re

from clinicwriter.ui.questions import STAY, Answer, Question, Questions

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]+)[^()\n]*\)")
_ESCAPED = re.compile(r"\\([^\w\s])")


class FooterAnswers:
    """Ask what becomes of an older footer, once for each article and footer.

    State: the answers of this sitting. One is forgotten when the footer is gone: whoever undoes that may
    think otherwise.
    """

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._replaces: dict[tuple[str, str], bool] = {}

    def ask(self, draft_id: str, footer: str) -> bool | None:
        """Say whether the clinic's footer takes the place of this one; ``None`` where nobody answered."""
        known = self._replaces.get((draft_id, footer))
        if known is not None:
            return known
        answer = self._questions.ask(
            Question(
                "This article ends with an older footer.",
                f"The clinic's footer can take the place of these lines:\n\n{plain_lines(footer)}",
                (Answer("keep", "Keep the old one"), Answer("replace", "Replace it", is_primary=True)),
            )
        )
        if answer == STAY:
            return None
        self._replaces[draft_id, footer] = answer == "replace"
        return answer == "replace"

    def forget_replaced(self, draft_id: str) -> None:
        """Forget that the footer of an article was to go: it is gone."""
        gone = [key for key, replaces in self._replaces.items() if replaces and key[0] == draft_id]
        for key in gone:
            del self._replaces[key]


def plain_lines(text: str) -> str:
    """Return all words of an old footer: who agrees to let it go must have seen the whole of it."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1 (\2)", text))
    lines = (line.strip("#*_-> ") for line in text.splitlines())
    return "\n".join(line for line in lines if line)
