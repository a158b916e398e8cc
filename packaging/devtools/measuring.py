"""What a measurement is, how it is taken, and the table it is printed in."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row: what was measured, and beside it the same job done the plain way in the same run."""

    what: str
    value: float
    unit: str
    baseline: float | None = None
    baseline_name: str = ""

    @property
    def ratio(self) -> str:
        """Return how many times the baseline this is."""
        return f"{self.value / self.baseline:.2f}" if self.baseline else ""


def median_ms(job: Callable[[], object], *, times: int = 15) -> float:
    """Return the middle of several runs in milliseconds, after one that does not count."""
    job()
    gc.collect()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def format_table(rows: Sequence[Measurement]) -> str:
    """Return the rows as a table that reads in a terminal as on a page."""
    head = ("what", "measured", "baseline", "ratio", "the baseline is")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def _cells(row: Measurement) -> tuple[str, ...]:
    baseline = "" if row.baseline is None else f"{_number(row.baseline)} {row.unit}"
    return (row.what, f"{_number(row.value)} {row.unit}", baseline, row.ratio, row.baseline_name)


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
