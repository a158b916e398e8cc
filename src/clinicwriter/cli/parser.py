"""What the command line understands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from clinicwriter import __version__
from clinicwriter.errors import ClinicWriterError

COMMANDS = frozenset({"check", "export", "import", "render", "list", "set"})
PROGRAM = "clinicwriter"

_AFTER = """\
Without a command, the window opens: clinicwriter [PATH], where PATH is an article or a site's folder.
The exit code is 0 only when the work was done; check returns 3 where there is something that should be
looked at, and 4 where something must be.
"""


class UsageError(ClinicWriterError):
    """The command line was not understood."""


class CommandParser(argparse.ArgumentParser):
    """A parser whose errors are ours: one line, then what to do."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise UsageError(
            f"This was not understood: {message}.", next_step=f"See {self.prog} --help for what there is."
        )


Commands: TypeAlias = "argparse._SubParsersAction[CommandParser]"


def make_parser() -> CommandParser:
    """Return the parser of all commands."""
    parser = CommandParser(
        prog=PROGRAM,
        description="Write, preview, check and export the articles of a clinic's website.",
        epilog=_AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Clinic Writer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_export(commands)
    _add_import(commands)
    _add_render(commands)
    _add_list(commands)
    _add_set(commands)
    return parser


def _add_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="look for what should be seen before an article goes public")
    check.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="an article's file, or a site's folder"
    )
    check.add_argument("--site", type=Path, metavar="DIR", help="the site that the files belong to")
    check.add_argument("--json", action="store_true", dest="as_json", help="print it for another program")
    check.add_argument(
        "--rules",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="more rules, over those of the program and the site",
    )
    check.add_argument("--report", type=Path, metavar="FILE", help="write a page to print here")


def _add_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="write articles into a site, as the window's Export does")
    export.add_argument("articles", nargs="+", type=Path, metavar="ARTICLE", help="an article's file")
    export.add_argument("--site", type=Path, required=True, metavar="DIR", help="the site's folder")
    export.add_argument("--plan", action="store_true", help="only say what would change")
    footer = export.add_mutually_exclusive_group()
    footer.add_argument(
        "--replace-old-footer",
        dest="replace_old_footer",
        action="store_true",
        default=None,
        help="take out an older footer at the end of the text",
    )
    footer.add_argument(
        "--keep-old-footer",
        dest="replace_old_footer",
        action="store_false",
        help="keep an older footer, and add none",
    )


def _add_import(commands: Commands) -> None:
    taking = commands.add_parser("import", help="make drafts of Word files, web pages and plain texts")
    taking.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of Word files"
    )
    taking.add_argument("--site", type=Path, required=True, metavar="DIR", help="the site's folder")
    taking.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="write the articles here instead of keeping drafts"
    )
    taking.add_argument("--report", type=Path, metavar="FILE", help="write what could not be kept as a table")


def _add_render(commands: Commands) -> None:
    render = commands.add_parser("render", help="make an article's page, without touching the site")
    render.add_argument("article", type=Path, metavar="ARTICLE", help="an article's file")
    render.add_argument("--site", type=Path, metavar="DIR", help="the site's folder")
    render.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the page here")


def _add_list(commands: Commands) -> None:
    listing = commands.add_parser("list", help="list the articles of a site")
    listing.add_argument("--site", type=Path, required=True, metavar="DIR", help="the site's folder")
    listing.add_argument("--json", action="store_true", dest="as_json", help="print it for another program")


def _add_set(commands: Commands) -> None:
    setting = commands.add_parser("set", help="change details of an article's file")
    setting.add_argument("article", type=Path, metavar="ARTICLE", help="an article's file")
    setting.add_argument(
        "details",
        nargs="+",
        metavar="FIELD=VALUE",
        help="title, author, tags (a, b), date, updated, summary, address, picture, picture-description, "
        "status (draft or published); an empty value takes the detail away",
    )
