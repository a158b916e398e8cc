"""How the page is put on the screen: by the processor, without the graphics card."""

from __future__ import annotations

import os

BACKEND = "QT_QUICK_BACKEND"


class ProcessorDrawing:
    """Have Qt draw pages by the processor. State: whether its variable is still set by us.

    With a graphics card in between, the whole window waits for the card's next frame, and each letter
    with it: docs/rendering.md has the figures. Nothing in an article needs one. Qt reads the variable when
    the first page is shown, and never again; programs that are started later must not. Whoever sets it
    for this program gets what they set.
    """

    def __init__(self) -> None:
        self._is_ours = not os.environ.get(BACKEND)
        if self._is_ours:
            os.environ[BACKEND] = "software"

    def end(self) -> None:
        """Take the variable away, once the page is shown."""
        if self._is_ours:
            self._is_ours = False
            os.environ.pop(BACKEND, None)
