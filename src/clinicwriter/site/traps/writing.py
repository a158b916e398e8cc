"""Traps of the flavours: what the text means in most places, and this site shows as running text or signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from clinicwriter.article import Article
from clinicwriter.site.kinds import SiteKind

from .finding import Severity, SiteFinding
from .scene import Scene, blank, prose_of, swapped

_NOTE_SIGN = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ ]{4}|\t).*)*)\n?", re.M)
_ITEM = r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S"
_TEXT_LINE = r"[^\s#>|`~\x00*+<\d&:!=_-][^\n|]*"
_LIST_AFTER_TEXT = re.compile(rf"^({_TEXT_LINE})\n(?=(?:[-*+]|1[.)])[ \t]+\S)", re.M)
_SHALLOW = re.compile(r"^(?P<blanks>[ ]{2,3})(?=[-*+][ \t]+\S)", re.M)
_TABLE_AFTER_TEXT = re.compile(
    rf"^({_TEXT_LINE})\n(?=\|[^\n]*\n[ ]{{0,3}}\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$)", re.M
)
_STRIKE = re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~")
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.M)
_DEFINITION = re.compile(r"^(?P<term>[^\s#>|:-][^\n]*)\n:[ \t]+(?P<meaning>[^\n]+)", re.M)
_BARE = re.compile(r"(?<![<(\[\"'=\w/@.])(https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?])(?![^\[\]\n]*\]\()")
_MARK = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_CLASSES = re.compile(r"[ \t]*\n?\{:[ \t]*[.#\w][^}\n]*\}")
_PIPE_LINE = re.compile(r"^(?![ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||$))(?=[^\n]*(?<!\\)\|)[^\n]+$", re.M)
_COMMAND = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_YEAR = re.compile(r"(?<=\S\n)(?P<number>\d{2,9})\.(?=[ \t]+\S)")


def footnotes_unknown(scene: Scene) -> Iterator[SiteFinding]:
    """Find footnotes where the site makes links of them that lead nowhere."""
    found = _NOTE_SIGN.search(scene.prose)
    files = ("package.json", "_config.yml", *(f"eleventy.config.{end}" for end in ("js", "cjs", "mjs", "ts")))
    if found and _NOTE.search(scene.prose) and not scene.says((*files, ".eleventy.js"), "footnote"):
        yield SiteFinding(
            "footnotes-unknown",
            Severity.WARNING,
            "The site does not know footnotes and would make links of them that lead nowhere.",
            "Make a list of notes at the end",
            scene.spot(*found.span()),
            _with_list_of_notes,
        )


def footnotes_after_footer(scene: Scene) -> Iterator[SiteFinding]:
    """Tell that the site puts footnotes below the clinic's footer."""
    found = _NOTE_SIGN.search(scene.prose)
    if found and _NOTE.search(scene.prose):
        yield SiteFinding(
            "footnotes-after-footer",
            Severity.NOTE,
            "The site shows the footnotes below the clinic's footer.",
            "Make a list of notes before it",
            scene.spot(*found.span()),
            _with_list_of_notes,
        )


def _with_list_of_notes(article: Article) -> Article:
    """Turn footnotes into numbers in round brackets and a numbered list at the end."""
    plain = article.text.replace("\r\n", "\n")
    prose = prose_of(plain)
    notes = {match[1]: " ".join(plain[slice(*match.span(2))].split()) for match in _NOTE.finditer(prose)}
    order = list(dict.fromkeys(match[1] for match in _NOTE_SIGN.finditer(prose) if match[1] in notes))
    order += [name for name in notes if name not in order]
    bare = _cut(plain, prose)
    for match in reversed(list(_NOTE_SIGN.finditer(prose_of(bare)))):
        if match[1] in notes:
            bare = bare[: match.start()] + f" ({order.index(match[1]) + 1})" + bare[match.end() :]
    listed = "\n".join(f"{number}. {notes[name]}" for number, name in enumerate(order, start=1))
    text = f"{bare.rstrip()}\n\n**Notes**\n\n{listed}\n"
    return article.with_text(text.replace("\n", article.anatomy.line_end))


def _cut(text: str, prose: str) -> str:
    for match in reversed(list(_NOTE.finditer(prose))):
        text = text[: match.start()] + text[match.end() :]
    return text


def _swaps(article: Article, pattern: re.Pattern[str], template: str) -> Article:
    """Replace outside code; ``\\1`` in the template stands for the words of the first group."""

    def new(match: re.Match[str], words: str) -> str:
        start = match.start(1) - match.start()
        inner = words[start : start + len(match[1])]
        return template.replace("\\1", inner)

    return swapped(article, pattern, new)


def _finding(
    scene: Scene, pattern: re.Pattern[str], name: str, message: str, label: str, template: str
) -> Iterator[SiteFinding]:
    found = pattern.search(scene.prose)
    if found:
        yield SiteFinding(
            name,
            Severity.WARNING,
            message,
            label,
            scene.spot(*found.span()),
            partial(_swaps, pattern=pattern, template=template),
        )


def list_after_text(scene: Scene) -> Iterator[SiteFinding]:
    """Find a list right below a line of text: it would become part of the paragraph."""
    message = "The site shows this list as running text: it needs a blank line above it."
    yield from _finding(scene, _LIST_AFTER_TEXT, "list-after-text", message, "Put in blank lines", "\\1\n\n")


def list_not_deep_enough(scene: Scene) -> Iterator[SiteFinding]:
    """Find a list in a list with two or three blanks: it would become part of the outer one."""
    found = _SHALLOW.search(scene.prose)
    if found and re.search(rf"^{_ITEM}", scene.prose[: found.start()], re.M):
        yield SiteFinding(
            "list-not-deep-enough",
            Severity.WARNING,
            "The site does not see that this list is inside another one: it needs four blanks before it.",
            "Put in the blanks",
            scene.spot(*found.span()),
            _deepened,
        )


def _deepened(article: Article) -> Article:
    return swapped(article, _SHALLOW, lambda _match, _words: "    ")


def table_after_text(scene: Scene) -> Iterator[SiteFinding]:
    """Find a table right below a line of text: it would be shown as signs."""
    message = "The site shows this table as signs: it needs a blank line above it."
    yield from _finding(
        scene, _TABLE_AFTER_TEXT, "table-after-text", message, "Put in a blank line", "\\1\n\n"
    )


def struck_through(scene: Scene) -> Iterator[SiteFinding]:
    """Find ``~~words~~`` where the site prints the signs."""
    message = "The site prints the signs ~~ and strikes nothing through."
    yield from _finding(scene, _STRIKE, "struck-through", message, "Strike it through", "<del>\\1</del>")


def highlighted(scene: Scene) -> Iterator[SiteFinding]:
    """Find ``==words==``, which nearly every site prints with its signs."""
    message = "The site prints the signs == and highlights nothing."
    yield from _finding(scene, _MARK, "highlighted", message, "Make it bold", "**\\1**")


def bare_address(scene: Scene) -> Iterator[SiteFinding]:
    """Find a web address that the site prints and does not make a link of."""
    message = "The site does not make a link of this web address."
    yield from _finding(scene, _BARE, "bare-address", message, "Make it a link", "<\\1>")


def tick_boxes(scene: Scene) -> Iterator[SiteFinding]:
    """Find boxes to tick where the site prints brackets."""
    found = _TASK.search(scene.prose)
    if found:
        yield SiteFinding(
            "tick-boxes",
            Severity.WARNING,
            "The site prints brackets where boxes to tick are meant.",
            "Use the signs ☐ and ☑",
            scene.spot(*found.span()),
            lambda article: swapped(
                article, _TASK, lambda match, _words: match[1] + ("☐" if match[2] == " " else "☑")
            ),
        )


def definitions(scene: Scene) -> Iterator[SiteFinding]:
    """Find a word with its meaning below where the site runs both together."""
    found = _DEFINITION.search(scene.prose)
    if found:
        yield SiteFinding(
            "definitions",
            Severity.WARNING,
            "The site prints the colon and runs the word and its meaning together.",
            "Write the word in bold before its meaning",
            scene.spot(*found.span()),
            lambda article: swapped(article, _DEFINITION, _as_bold),
        )


def _as_bold(_match: re.Match[str], words: str) -> str:
    term, _, meaning = words.partition("\n")
    return f"**{term.strip()}**: {meaning.lstrip(': ')}"


def classes_printed(scene: Scene) -> Iterator[SiteFinding]:
    """Find ``{: .name}``, which the site prints."""
    found = _CLASSES.search(scene.prose)
    if found:
        yield SiteFinding(
            "classes-printed",
            Severity.WARNING,
            "The site prints this remark in braces.",
            "Take it out",
            scene.spot(*found.span()),
            lambda article: swapped(article, _CLASSES, lambda _match, _words: ""),
        )


def pipe_makes_table(scene: Scene) -> Iterator[SiteFinding]:
    """Find a line of text with an upright stroke, of which Jekyll makes a table."""
    found = next(_stroked(_without_commands(scene.prose)), None)
    if found:
        yield SiteFinding(
            "pipe-makes-table",
            Severity.WARNING,
            "The site makes a table of this line, because there is a | in it; a link in it is destroyed.",
            "Write the | so that it stays one",
            scene.spot(*found.span()),
            _without_strokes,
        )


def _without_commands(prose: str) -> str:
    """Return the text with the site's commands blanked out: they are gone before a table is looked for."""
    return blank(_COMMAND, prose)


def _stroked(prose: str) -> Iterator[re.Match[str]]:
    """Yield lines with a stroke in paragraphs that are no table: a table has a line of hyphens."""
    for block in re.finditer(r"(?:^[^\n]*\S[^\n]*$\n?)+", prose, re.M):
        if not re.search(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||$)", block[0], re.M):
            yield from _PIPE_LINE.finditer(prose, block.start(), block.end())


def _without_strokes(article: Article) -> Article:
    text, prose = article.text, _without_commands(prose_of(article.text))
    for match in reversed(list(_stroked(prose))):
        for stroke in reversed(list(re.finditer(r"(?<!\\)\|", prose[match.start() : match.end()]))):
            at = match.start() + stroke.start()
            text = f"{text[:at]}&#124;{text[at + 1 :]}"
    return article.with_text(text)


def year_makes_list(scene: Scene) -> Iterator[SiteFinding]:
    """Find a line that begins with a year and a full stop, of which Jekyll makes a list."""
    found = _YEAR.search(scene.prose)
    if found and scene.kind is SiteKind.JEKYLL:
        yield SiteFinding(
            "year-makes-list",
            Severity.WARNING,
            f"The site makes a numbered list of the line that begins with “{found[0]}”.",
            "Keep it in the sentence",
            scene.spot(*found.span()),
            lambda article: swapped(article, _YEAR, lambda match, _words: f"{match['number']}\\."),
        )
