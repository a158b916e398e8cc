"""The README says what is: its commands exist, its links lead somewhere, its pictures are there."""

import re
from pathlib import Path

import pytest

from clinicwriter.cli import COMMANDS as CLI_COMMANDS
from devtools.commands import COMMANDS as DEV_COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

CODE_BLOCK = re.compile(r"^```.*?\n(.*?)^```", re.S | re.M)
DEV_COMMAND = re.compile(r"packaging/dev\.py[ ]+([a-z]+)")
CLI_COMMAND = re.compile(r"^clinicwriter ([a-z]+)\b", re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)[^)]*\)|\b(?:src|href)=\"([^\"#]+)\"")


@pytest.fixture(params=PAGES, ids=lambda path: path.name)
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_command_for_engineers_exists(page: Path) -> None:
    named = set(DEV_COMMAND.findall(page.read_text(encoding="utf-8")))
    assert named <= set(DEV_COMMANDS)


def test_every_command_of_the_command_line_exists(page: Path) -> None:
    blocks = "\n".join(CODE_BLOCK.findall(page.read_text(encoding="utf-8")))
    assert set(CLI_COMMAND.findall(blocks)) <= set(CLI_COMMANDS)


def test_every_link_inside_the_project_leads_to_a_file(page: Path) -> None:
    prose = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = ["".join(found) for found in LINK.findall(prose)]
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_the_readme_shows_every_command_for_engineers() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(DEV_COMMANDS) - set(DEV_COMMAND.findall(text)) == set()


def test_the_readme_shows_every_command_of_the_command_line() -> None:
    blocks = "\n".join(CODE_BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert set(CLI_COMMANDS) - set(CLI_COMMAND.findall(blocks)) == set()


def test_the_readme_shows_the_real_window() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"!\[[^\]]+\]\(docs/pictures/[\w-]+\.png\)|src=\"docs/pictures/[\w-]+\.png\"", text)
