"""What the program asks of the C library's heap: few arenas, and free pages back to the computer.

Both are glibc's own calls; with another C library nothing is done, as nothing is known to be needed.
"""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""The parameter's number in glibc's ``malloc.h``."""
MOST_ARENAS = 2
"""The window's thread has the first to itself; each arena more keeps what its threads once needed."""


def limit_arenas() -> None:
    """Have all threads share a few heaps. To be called before any of them is started."""
    library = _c_library()
    if library is not None and hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, MOST_ARENAS)


def give_back() -> None:
    """Give free pages of the heap back, after work that needed far more than it keeps. Takes some 2 ms."""
    library = _c_library()
    if library is not None and hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def _c_library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform.startswith("linux") else None
