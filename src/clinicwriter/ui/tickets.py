"""What an answer was asked about, so that one that comes late never lands in another article or site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was there when somebody asked: this site, this article at this opening, this very text.

    Whoever starts work takes one from ``Session`` or ``Workspace`` and gives it to ``Work.run``: the answer
    reaches its handler only while the ticket holds. That is looked at right before the handler is called, on
    the window's thread, so nothing comes between. A handler that waits for somebody in its turn (a question,
    a dialog) looks at ``holds`` once more, or leaves that to ``only``.
    """

    look: Callable[[], object]
    seen: object

    @classmethod
    def of(cls, look: Callable[[], object]) -> Ticket:
        """Return a ticket that holds as long as ``look`` returns what it returns now."""
        return cls(look, look())

    @property
    def holds(self) -> bool:
        """Say whether what was there is there still."""
        return self.look() == self.seen

    def __and__(self, other: Ticket) -> Ticket:
        return Ticket(lambda: self.holds and other.holds, True)

    def only(self, deed: Callable[..., object]) -> Callable[..., None]:
        """Return what does a deed only while this holds: for a dialog that stands open meanwhile."""

        def do(*given: object) -> None:
            if self.holds:
                deed(*given)

        return do


ALWAYS = Ticket(lambda: True, True)
"""For an answer that touches neither article nor site, or is to be noted whatever is open by then."""
