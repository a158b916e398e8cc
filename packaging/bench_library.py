"""Measures the list of articles of a large site: first reading, second start, searching while typing.

    python packaging/bench_library.py [ARTICLES] [FOLDER]

FOLDER keeps the site that is measured with for the next run; without one it is made and thrown away.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from devtools.environment import ROOT, process_environment
from devtools.measuring import Measurement, format_table
from make_many import make_many

COUNT = 10_000
TYPED = ("infusion", "nerve pain", "dana sleep", "what to expect", '"first visit"', "anbecor")
PATIENCE_S = 600.0


def measure_library(count: int = COUNT, folder: Path | None = None) -> Iterator[Measurement]:
    """Measure with a site of so many articles; each start is a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        site = folder or Path(name) / "site"
        if not site.exists():
            make_many(count, site)
        home = Path(name) / "home"
        first = _play("first", site, home)
        second = _play("second", site, home)
        of = f"{count:,} articles"
        yield Measurement(f"first reading of {of}, in the background", first["seconds"], "s")
        yield Measurement("  the longest that the window waited meanwhile", first["longest_wait"], "ms")
        yield Measurement("  memory afterwards", first["memory"], "MB")
        yield Measurement("  the index on the disk", first["disk"], "MB")
        yield Measurement(f"list of {of} shown at a second start", second["shown"], "ms")
        yield Measurement("  until the site is open as well", second["open"], "ms")
        yield Measurement(f"search in {of} while typing, middle of all keys", second["p50"], "ms")
        yield Measurement("  19 of 20 keys are quicker than", second["p95"], "ms")
        yield Measurement("  work of the window's thread for a key", second["key"], "ms")


def _play(scene: str, site: Path, home: Path) -> dict[str, float]:
    environment = {**process_environment(screen=False), "CLINICWRITER_HOME": str(home)}
    environment["PYTHONPATH"] = str(ROOT / "packaging")
    done = subprocess.run(
        [sys.executable, __file__, scene, str(site)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"The scene {scene} failed:\n{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


class _Scene:
    """The program without a screen, with the site open."""

    def __init__(self, site: Path) -> None:
        from clinicwriter.safekeeping import Places  # noqa: PLC0415  # a window only in the scenes
        from clinicwriter.ui.application import build  # noqa: PLC0415
        from clinicwriter.ui.preview import PreviewPane  # noqa: PLC0415
        from clinicwriter.ui.preview.simple import SimpleView  # noqa: PLC0415

        self.began = time.perf_counter()
        self.longest_wait = 0.0
        places = Places.standard()
        self.program = build(
            places,
            make_preview=lambda session, keeper: PreviewPane(
                session, keeper, make_view=lambda: (SimpleView(), False)
            ),
        )
        settings = self.program.settings
        settings.take(settings.settings.with_recent_site(str(site)))
        self.program.window.show()
        self.program.desk.start()

    @property
    def since_ms(self) -> float:
        return (time.perf_counter() - self.began) * 1000

    def wait(self, is_done: object) -> None:
        """Let the window work until something is so."""
        assert callable(is_done)
        end = time.perf_counter() + PATIENCE_S
        while not is_done():
            before = time.perf_counter()
            self.program.application.processEvents()
            now = time.perf_counter()
            self.longest_wait = max(self.longest_wait, (now - before) * 1000)
            if now > end:
                sys.exit("it took too long")
            time.sleep(0.001)

    def rows(self) -> int:
        return self.program.window.library.model.rowCount()

    def is_idle(self) -> bool:
        return not self.program.work.is_busy and not self.program.catalogue.is_busy

    def end(self, answer: dict[str, float]) -> None:
        self.program.window.close()
        self.program.window.preview.release()
        print(json.dumps(answer), flush=True)
        os._exit(0)


def _play_first(site: Path) -> None:
    import psutil  # noqa: PLC0415

    scene = _Scene(site)
    count = len(list((site / "content" / "blog").iterdir()))
    scene.wait(lambda: scene.program.workspace.site is not None and scene.is_idle())
    scene.wait(lambda: scene.rows() >= count and scene.is_idle())
    data = scene.program.workspace.places.data / "index"
    disk = sum(file.stat().st_size for file in data.iterdir())
    memory = psutil.Process().memory_info().rss
    answer = {"seconds": scene.since_ms / 1000, "longest_wait": scene.longest_wait}
    scene.end({**answer, "memory": memory / 1e6, "disk": disk / 1e6})


def _play_second(site: Path) -> None:
    count = len(list((site / "content" / "blog").iterdir()))
    scene = _Scene(site)
    scene.wait(lambda: scene.rows() >= count)
    shown = scene.since_ms
    scene.wait(lambda: scene.program.workspace.site is not None)
    opened = scene.since_ms
    scene.wait(scene.is_idle)
    answers, keys = _search(scene)
    answers.sort()
    scene.end(
        {
            "shown": shown,
            "open": opened,
            "p50": statistics.median(answers),
            "p95": answers[int(len(answers) * 0.95)],
            "key": statistics.median(keys),
        }
    )


def _search(scene: _Scene) -> tuple[list[float], list[float]]:
    """Type each search key by key; return how long each answer took, and the window's part of it."""
    search = scene.program.window.library.search
    came: list[float] = []
    scene.program.catalogue.finder.answered.connect(lambda _found: came.append(time.perf_counter()))
    answers, keys = [], []
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            came.clear()
            start = time.perf_counter()
            search.setText(typed[:length])
            keys.append((time.perf_counter() - start) * 1000)
            if not typed[:length].strip() or typed[length - 1] == " ":
                continue
            scene.wait(lambda: came)
            answers.append((came[0] - start) * 1000)
            scene.wait(lambda: len(came) > 1)
    return answers, keys


def main(arguments: list[str]) -> int:
    """Play a scene, or measure all and print the table."""
    scenes = {"first": _play_first, "second": _play_second}
    if arguments and arguments[0] in scenes:
        scenes[arguments[0]](Path(arguments[1]))
        return 0
    count = int(arguments[0]) if arguments else COUNT
    print(format_table(list(measure_library(count, Path(arguments[1]) if len(arguments) > 1 else None))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
