"""The rendering of a text that is being written, in child processes, so that typing never waits for it.

One child answers each change at once with the blocks that it touches. A second one renders the whole text
after a pause; the first then sets right what differs. A child that answers nothing for a while is ended and
replaced, and the lines that it was at are named as too tangled to show.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from .answers import Answer, Block
from .child import Child
from .flavours import Flavour
from .frames import Frame, Kind, answer_from_value

if TYPE_CHECKING:
    from clinicwriter.article import LineChange

PATIENCE_S: Final = 1.0
_START_PATIENCE_S: Final = 15.0
_LONGEST_PAUSE_S: Final = 0.3
_SHORTEST_PAUSE_S: Final = 0.1
_EXACT_WITHIN_S: Final = 0.45
_MOST_FAILURES: Final = 6
_SHARE_WORKED: Final = 0.7
"""A child is given up only if it could work for so much of the time that it was waited for."""
_LONGEST_WAIT_S: Final = 10.0
_STOP_WITHIN_S: Final = 5.0

OnAnswer = Callable[[Answer], None]


class RenderProcess:
    """Render a text as it is written; ``on_answer`` hears each answer in order, on a thread of its own.

    Every answer has to be taken: its operations build on those before. After ``stop`` none comes, and no
    process is left. All methods return at once; ``stop`` waits for the processes' end, a few milliseconds.
    """

    def __init__(self, flavour: Flavour, on_answer: OnAnswer, *, patience_s: float = PATIENCE_S) -> None:
        self._events: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._keeper = _Keeper(flavour, on_answer, self._events, patience_s)
        self._thread = Thread(target=self._keeper.run, name="rendering", daemon=True)
        self._thread.start()

    def open(self, revision: int, lines: tuple[str, ...]) -> None:
        """Take a whole text; the answers' first operation replaces all blocks shown before."""
        self._events.put(lambda: self._keeper.open(revision, lines))

    def change(self, revision: int, change: LineChange) -> None:
        """Take a change of the text."""
        self._events.put(lambda: self._keeper.change(revision, change))

    def pause(self) -> None:
        """Rest while nobody looks: changes are noted, nothing is rendered."""
        self._events.put(self._keeper.pause)

    def resume(self) -> None:
        """Catch up and go on."""
        self._events.put(self._keeper.resume)

    def stop(self) -> None:
        """End the processes, for good."""
        self._events.put(self._keeper.stop)
        self._thread.join(_STOP_WITHIN_S)

    @property
    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes that there are now, for whoever watches memory."""
        return self._keeper.pids


class _Keeper:
    """See to the children, on one thread. This object changes: text, blocks shown, children, clocks."""

    def __init__(
        self,
        flavour: Flavour,
        on_answer: OnAnswer,
        events: SimpleQueue[Callable[[], None]],
        patience_s: float,
    ) -> None:
        self._flavour = flavour
        self._on_answer = on_answer
        self._events = events
        self._patience_s = patience_s
        self._lines: list[str] = []
        self._revision = 0
        self._has_text = False
        self._blocks: list[Block] = []
        self._tangles: dict[str, str] = {}
        self._has_tangle = False
        self._failures = 0
        self._is_resting = self._is_stale = self._is_over = False
        self._keys: Child | None = None
        self._asked = 0
        self._sign_at = 0.0
        self._sign_worked_s: float | None = None
        self._due_at = 0.0
        self._has_begun = False
        self._progress: tuple[int, int, int] | None = None
        self._whole: Child | None = None
        self._whole_began_at: float | None = None
        self._whole_took_s = 0.0
        self._quiet_at: float | None = None

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(child.pid for child in (self._keys, self._whole) if child is not None)

    def run(self) -> None:
        """Take one event after the other, and look at the clocks between, until it is over."""
        self._start_keys()
        while not self._is_over:
            with suppress(Empty):
                self._events.get(timeout=self._wait_s())()
            self._look_at_clocks()
        self._end_keys()
        self._end_whole()

    # -- what is asked -------------------------------------------------------------------------

    def open(self, revision: int, lines: tuple[str, ...]) -> None:
        self._lines = list(lines)
        self._revision = revision
        self._has_text = True
        self._tangles = {}
        self._failures = 0
        if self._is_resting:
            self._is_stale = True
            return
        if self._whole is not None:
            self._whole.send(Frame.of(Kind.OPEN, revision, [self._lines, 0, {}, False]))
        if self._asked > 1:
            self._end_keys()  # it is still at another text
        self._open_keys()
        self._note_change()

    def change(self, revision: int, change: LineChange) -> None:
        self._lines[change.first : change.first + change.removed] = change.inserted
        self._revision = revision
        if self._is_resting:
            self._is_stale = True
            return
        frame = Frame.of(Kind.CHANGE, revision, [change.first, change.removed, change.inserted])
        if self._whole is not None:
            self._whole.send(frame)
        if self._keys is None:
            self._failures = 0
            self._open_keys()
        else:
            self._ask_keys(frame)
        self._note_change()

    def pause(self) -> None:
        self._is_resting = True
        self._quiet_at = None
        self._end_whole()

    def resume(self) -> None:
        self._is_resting = False
        if self._is_stale and self._has_text:
            self._open_keys()
        self._is_stale = False
        if self._has_text:
            self._note_change()

    def stop(self) -> None:
        self._is_over = True

    # -- clocks --------------------------------------------------------------------------------

    def _note_change(self) -> None:
        """Start the pause anew; where a whole render takes long, it begins sooner."""
        pause = max(_SHORTEST_PAUSE_S, min(_LONGEST_PAUSE_S, _EXACT_WITHIN_S - self._whole_took_s))
        self._quiet_at = monotonic() + pause

    def _deadlines(self) -> list[float]:
        found = []
        if self._quiet_at is not None:
            found.append(self._quiet_at)
        if self._asked:
            found.append(self._due_at)
        if self._whole_began_at is not None:
            found.append(self._whole_began_at + self._whole_patience_s())
        return found

    def _wait_s(self) -> float | None:
        deadlines = self._deadlines()
        return max(0.0, min(deadlines) - monotonic()) if deadlines else None

    def _whole_patience_s(self) -> float:
        """Return how long a whole render may take: no keystroke waits for it."""
        return _START_PATIENCE_S + 0.0002 * len(self._lines) * self._patience_s

    def _look_at_clocks(self) -> None:
        now = monotonic()
        if self._asked and now >= self._due_at and not self._has_waited_for_its_turn(now):
            self._replace_keys()
        if self._whole_began_at is not None and now >= self._whole_began_at + self._whole_patience_s():
            self._end_whole()
        if self._quiet_at is not None and now >= self._quiet_at:
            self._quiet_at = None
            self._use_the_pause()

    def _note_sign(self) -> None:
        """Wait anew for the child that answers keys."""
        self._sign_at = monotonic()
        self._sign_worked_s = self._keys.worked_s() if self._keys is not None else None
        self._due_at = self._sign_at + (self._patience_s if self._has_begun else _START_PATIENCE_S)

    def _has_waited_for_its_turn(self, now: float) -> bool:
        """Say whether the child was hardly given any time, as on a busy computer; wait longer then."""
        worked_s = self._keys.worked_s() if self._keys is not None else None
        if worked_s is None or self._sign_worked_s is None or now > self._sign_at + _LONGEST_WAIT_S:
            return False
        missing_s = self._patience_s * _SHARE_WORKED - (worked_s - self._sign_worked_s)
        if missing_s <= 0:
            return False
        self._due_at = now + max(missing_s, _SHORTEST_PAUSE_S)
        return True

    def _use_the_pause(self) -> None:
        if self._has_tangle:
            if self._keys is not None:
                self._ask_keys(Frame.of(Kind.RETRY, self._revision))
            return
        if self._whole is None:
            self._start_whole()
        if self._whole is not None and self._whole_began_at is None:
            self._whole_began_at = monotonic()
            self._whole.send(Frame.of(Kind.RENDER, self._revision))

    def _start_whole(self) -> None:
        try:
            self._whole = Child(self._flavour, self._hear, renders_whole=True)
        except OSError:
            return
        self._whole.send(Frame.of(Kind.OPEN, self._revision, [self._lines, 0, {}, False]))

    # -- the child that answers keys -----------------------------------------------------------

    def _start_keys(self) -> None:
        self._has_begun = False
        self._asked = 1  # to say that it is ready
        self._progress = None
        try:
            self._keys = Child(self._flavour, self._hear, renders_whole=False)
            self._note_sign()
        except OSError:
            self._asked = 0  # no process to be had now: the next change tries again

    def _open_keys(self, *, is_careful: bool = False) -> None:
        if self._keys is None:
            self._start_keys()
        value = [self._lines, len(self._blocks), self._tangles, is_careful]
        self._ask_keys(Frame.of(Kind.OPEN, self._revision, value))

    def _ask_keys(self, frame: Frame) -> None:
        if self._keys is None:
            return
        if not self._asked:
            self._note_sign()
        self._asked += 1
        self._keys.send(frame)

    def _end_keys(self) -> None:
        if self._keys is not None:
            child, self._keys = self._keys, None
            child.end()
        self._asked = 0

    def _end_whole(self) -> None:
        if self._whole is not None:
            child, self._whole = self._whole, None
            child.end()
        self._whole_began_at = None

    def _replace_keys(self) -> None:
        """End a child that does not answer any more, and have another one go on without what stopped it."""
        progress = self._progress
        self._end_keys()
        self._failures += 1
        if self._failures > _MOST_FAILURES:
            return
        is_known = progress is not None and progress[0] == self._revision
        if progress is not None and is_known:
            self._note_tangle(*progress[1:])
        if self._has_text:
            self._open_keys(is_careful=True)

    def _note_tangle(self, line: int, count: int) -> None:
        self._end_whole()  # it may have got stuck at the same lines
        text = "\n".join(self._lines[line : line + count])
        # What is shown is of an older text: its lines behind the change stand elsewhere.
        end = line + count - (len(self._lines) - sum(block.line_count for block in self._blocks))
        shown = [
            block.html for block in self._blocks if block.line < end and block.line + block.line_count > line
        ]
        self._tangles = {**self._tangles, text: "".join(shown)}

    # -- what children say ---------------------------------------------------------------------

    def _hear(self, child: Child, frame: Frame | None) -> None:
        self._events.put(lambda: self._take(child, frame))

    def _take(self, child: Child, frame: Frame | None) -> None:
        if child is self._whole:
            self._take_from_whole(frame)
        elif child is self._keys:
            self._take_from_keys(frame)

    def _take_from_keys(self, frame: Frame | None) -> None:
        if frame is None:
            self._replace_keys()
            return
        if frame.kind is Kind.READY:
            self._has_begun = True
        self._note_sign()
        if frame.kind is Kind.PROGRESS:
            self._progress = (frame.revision, *frame.value)
            return
        self._progress = None
        if frame.kind is Kind.READY:
            self._asked -= 1
            self._failures = 0 if self._asked == 0 else self._failures
        if frame.body != b"null":
            self._pass_on(answer_from_value(frame.revision, frame.value))

    def _pass_on(self, answer: Answer) -> None:
        for swap in answer.operations:
            self._blocks[swap.first : swap.first + swap.removed] = swap.blocks
        had_tangle, self._has_tangle = self._has_tangle, answer.tangled is not None
        if not self._has_tangle:
            self._tangles = {}
            if had_tangle:
                self._note_change()
        self._on_answer(answer)

    def _take_from_whole(self, frame: Frame | None) -> None:
        if frame is None:
            self._end_whole()
            return
        if frame.kind is not Kind.UNITS:
            return
        if self._whole_began_at is not None:
            self._whole_took_s = monotonic() - self._whole_began_at
        self._whole_began_at = None
        if frame.revision == self._revision and self._keys is not None:
            self._ask_keys(Frame(Kind.CORRECT, frame.revision, frame.body))
        elif self._quiet_at is None:
            self._use_the_pause()
