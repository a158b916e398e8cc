"""The command line: its stories in a process of their own, as somebody runs it, the rest in this one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from clinicwriter.cli import run_command
from clinicwriter.rendering import WORKER_ARGUMENT
from clinicwriter.resources import resource_path

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource_path("sample-site"), tmp_path / "Riverbend"))


@pytest.fixture
def start(home: Path) -> Run:
    """Run a command line in a process of its own."""

    def call(*arguments: object, code: int = 0) -> Done:
        environment = {**os.environ, "CLINICWRITER_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "clinicwriter", *map(str, arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            timeout=120,
            check=False,
        )
        return checked(done, code)

    return call


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line here."""

    def call(*arguments: object, code: int = 0) -> Done:
        words = [str(argument) for argument in arguments]
        returned = run_command(words)
        told = capsys.readouterr()
        return checked(subprocess.CompletedProcess(words, returned, told.out, told.err), code)

    return call


def checked(done: Done, code: int) -> Done:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if code:
        assert 1 <= len(done.stderr.strip().splitlines()) <= 2
        assert done.stderr.startswith("clinicwriter: ")
    else:
        assert done.stderr == ""
    return done


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def changed(site: Path, before: Mapping[str, bytes]) -> set[str]:
    now = files_of(site)
    return {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}


def test_version_and_help_are_told(run: Run) -> None:
    assert run("--version").stdout.startswith("Clinic Writer ")
    told = run("--help").stdout
    for command in ("export", "render", "list", "set"):
        assert command in told
        assert run(command, "--help").stdout


def test_list_names_every_article(run: Run, site: Path) -> None:
    told = run("list", "--site", site).stdout
    assert told.startswith("A site of finished pages with 6 articles in articles\n")
    assert "articles/first-infusion.md" in told
    assert "draft" in told


def test_list_is_data_for_another_program(start: Run, site: Path) -> None:
    articles = json.loads(start("list", "--site", site / "articles", "--json").stdout)
    assert len(articles) == 6
    first = next(one for one in articles if one["path"] == "articles/first-infusion.md")
    assert first["title"] == "What to expect at your first infusion"
    assert first["authors"] == ["Dana Whitfield, RN"]
    assert first["address"] == "/blog/first-infusion.html"
    assert first["draft"] is False
    assert first["words"] > 100


def test_exporting_without_an_edit_changes_nothing(run: Run, site: Path) -> None:
    before = files_of(site)
    told = run("export", *sorted((site / "articles").glob("*.md")), "--site", site).stdout
    assert told.count("nothing to change") == 6
    assert changed(site, before) == set()


def test_a_plan_is_told_and_nothing_is_written(run: Run, site: Path) -> None:
    article = site / "articles" / "first-infusion.md"
    article.write_bytes(article.read_bytes().replace(b"forty minutes", b"about forty minutes"))
    before = files_of(site)
    told = run("export", article, "--site", site, "--plan").stdout
    assert "blog/first-infusion.html: Page" in told
    assert "nothing was written" in told
    assert changed(site, before) == set()


def test_an_article_changed_by_set_is_exported_and_then_done(start: Run, site: Path) -> None:
    before = files_of(site)
    article = site / "articles" / "first-infusion.md"
    start("set", article, "title=Your first infusion, hour by hour", "tags=ketamine, first visit, safety")
    assert changed(site, before) == {"articles/first-infusion.md"}
    start("export", article, "--site", site)
    assert {
        "articles/first-infusion.md",
        "blog/first-infusion.html",
        "blog/index.html",
        "feed.xml",
    } <= changed(site, before)
    page = (site / "blog" / "first-infusion.html").read_text("utf-8")
    assert "Your first infusion, hour by hour" in page
    assert page.count("For more information visit:") == 1
    then = files_of(site)
    assert "nothing to change" in start("export", article, "--site", site).stdout
    assert changed(site, then) == set()


def test_an_article_from_elsewhere_becomes_a_new_one_once(run: Run, site: Path, tmp_path: Path) -> None:
    details = "---\ntitle: Café hours\ntags: [first visit]\ndate: 2026-11-20\n---\n"
    text = f"{details}\n![A desk](desk.jpg)\n\nCome in.\n"
    (tmp_path / "letter.md").write_text(text, "utf-8")
    shutil.copy(site / "images" / "front-desk.jpg", tmp_path / "desk.jpg")
    before = files_of(site)
    told = run("export", tmp_path / "letter.md", "--site", site).stdout
    assert "articles/cafe-hours.md: New article" in told
    assert {"articles/cafe-hours.md", "images/desk.jpg", "blog/cafe-hours.html"} <= changed(site, before)
    assert "../images/desk.jpg" in (site / "articles" / "cafe-hours.md").read_text("utf-8")
    then = files_of(site)
    assert "nothing to change" in run("export", tmp_path / "letter.md", "--site", site).stdout
    assert changed(site, then) == set()
    (tmp_path / "letter.md").write_text(text + "More.\n", "utf-8")
    assert "already taken" in run("export", tmp_path / "letter.md", "--site", site, code=1).stderr


def test_a_refused_export_writes_nothing_and_says_what_to_do(start: Run, site: Path, tmp_path: Path) -> None:
    (tmp_path / "untitled.md").write_text("Some text.\n")
    before = files_of(site)
    told = start("export", tmp_path / "untitled.md", "--site", site, code=1).stderr.splitlines()
    assert told[0] == "clinicwriter: The article has no title yet."
    assert "Give it a title" in told[1]
    assert changed(site, before) == set()


def test_a_file_of_the_site_that_is_no_article_is_refused(run: Run, site: Path) -> None:
    before = files_of(site)
    told = run("export", site / "README.md", "--site", site, code=1).stderr
    assert "README.md is none of the site's articles" in told
    assert changed(site, before) == set()


def test_an_older_footer_is_asked_about_by_an_option(run: Run, site: Path) -> None:
    old = site / "articles" / "old.md"
    old.write_text("---\ntitle: Old\n---\n\nText.\n\n**For more information visit:**\n\nOld Street 1\n")
    assert "--replace-old-footer" in run("export", old, "--site", site, code=1).stderr
    run("export", old, "--site", site, "--replace-old-footer")
    assert "Old Street" not in old.read_text()


def test_render_prints_or_writes_the_page(run: Run, site: Path, tmp_path: Path) -> None:
    before = files_of(site)
    article = site / "articles" / "first-infusion.md"
    page = run("render", article, "--site", site).stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "off-label" in page
    run("render", article, "-o", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == page
    run("render", article, "-o", tmp_path / "page.html")
    assert changed(site, before) == set()


def test_render_takes_a_file_that_is_in_no_site(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Hello\n\n<script>alert(1)</script>\n\nText.\n")
    page = run("render", tmp_path / "a.md").stdout
    assert "<h1" in page
    assert "<script" not in page


def test_render_never_writes_into_the_site(run: Run, site: Path) -> None:
    before = files_of(site)
    article = site / "articles" / "first-infusion.md"
    run("render", article, "--site", site, "-o", site / "blog" / "first-infusion.html", code=1)
    assert changed(site, before) == set()


def test_set_changes_one_line_and_takes_a_detail_away(run: Run, site: Path) -> None:
    article = site / "articles" / "first-infusion.md"
    before = article.read_bytes().splitlines()
    run("set", article, "summary=Short = sweet")
    after = article.read_bytes().splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [b"summary: Short = sweet"]
    run("set", article, "summary=")
    assert not any(line.startswith(b"summary") for line in article.read_bytes().splitlines())
    assert "nothing to change" in run("set", article, "date=2026-11-18").stdout


@pytest.mark.parametrize("assignment", ["colour=green", "title", "date=soon", "status=maybe", "=x"])
def test_set_refuses_what_it_does_not_understand(run: Run, site: Path, assignment: str) -> None:
    before = files_of(site)
    run("set", site / "articles" / "first-infusion.md", "title=New", assignment, code=1)
    assert changed(site, before) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "a.md"),
        ("list", "--site", "nowhere"),
        ("render", "nowhere.md"),
        ("set", "nowhere.md", "title=x"),
        ("--wrong",),
    ],
)
def test_what_cannot_be_done_fails_with_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments, code=1)


def test_the_packaged_program_can_be_its_own_renderer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clinicwriter", WORKER_ARGUMENT],
        check=False,
        input=b"",
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_title_cannot_be_emptied(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "visit.md"
    file.write_bytes(b"---\ntitle: Visit\n---\nText\n")
    assert "needs a title" in run("set", file, "title=", code=1).stderr
    assert file.read_bytes() == b"---\ntitle: Visit\n---\nText\n"
