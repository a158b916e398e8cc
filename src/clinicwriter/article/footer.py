"""The clinic's footer block at the end of an article's text, and the old footers without markers."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .errors import ArticleError
from .lines import end_after, line_start, next_line, split_lines

START: Final = "[//]: # (clinic-footer:start)"
END: Final = "[//]: # (clinic-footer:end)"

_NAME: Final = "clinic-footer:"
_MARKER: Final = re.compile(
    r"(?m)[ ]{0,3}(?:\[//\]:[ ]*#[ ]*[(\"'](?P<a>clinic-footer:(?:start|end))[)\"']"
    r"|<!--[ ]*(?P<b>clinic-footer:(?:start|end))[ ]*-->)[ \t]*(?=\r?$|\r)"
)
_FENCE: Final = re.compile(r"(?m)(?:^|(?<=\r))[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<rest>[^\r\n]*)")
_BREAK: Final = r"(?:\r\n|\n|\r)"
_BLANK_BEFORE: Final = re.compile(rf"{_BREAK}?(?P<blank>[ \t]*{_BREAK})?\Z")
_BLANK_REACH: Final = 400
_MOST_FENCES: Final = 20_000
_MOST_MARKERS: Final = 1000
_CODE_SPAN: Final = re.compile(r"(?<!`)(`{1,20})(?!`)(?:[^`\r\n]|(?!\1)`){1,200}?\1(?!`)")
_RAW: Final = "pre|script|style|textarea"
_RAW_TAG: Final = re.compile(rf"(?mi)(?:(?:^|(?<=\r))[ ]{{0,3}}<(?P<opened>{_RAW})\b|</(?P<closed>{_RAW})\b)")
"""What begins raw HTML in which nothing is Markdown (CommonMark 0.31, 4.6, kind 1), and its end."""
_LEGACY: Final = re.compile("for more information visit", re.IGNORECASE)
_LEGACY_PARAGRAPHS: Final = 6
_NO_FOOTER: Final = re.compile(r"[ ]{0,3}(?:#{1,6}[ \t]|[-*+][ \t]|\d+[.)][ \t]|>|\||!\[)")
_LEGACY_REACH: Final = 1200


@dataclass(frozen=True, slots=True)
class FooterBlock:
    """Where a footer block stands in a body, markers included, and what is between them."""

    start: int
    end: int
    markdown: str


def find_blocks(body: str) -> list[FooterBlock]:
    """Return the whole footer blocks of a body, outside of code fences that are closed."""
    if _NAME not in body:
        return []
    fences = _closed_fences(body)
    blocks = []
    opened: re.Match[str] | None = None
    for marker in _markers(body, fences):
        if _is_start(marker):
            opened = marker
        elif opened:
            between = body[opened.end() : marker.start()]
            blocks.append(FooterBlock(opened.start(), marker.end(), between.strip("\r\n")))
            opened = None
    return blocks


def has_lone_marker(body: str) -> bool:
    """Say whether a footer begins or ends without its other end."""
    if _NAME not in body:
        return False
    return len(find_blocks(body)) * 2 != len(_markers(body, _closed_fences(body)))


def _markers(body: str, fences: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Return the markers outside of code fences, which are in the order of the text."""
    starts = [start for start, _ in fences]
    markers = []
    for name in islice(re.finditer(_NAME, body), _MOST_MARKERS):
        marker = _MARKER.match(body, line_start(body, name.start()))
        index = bisect(starts, name.start()) - 1
        if marker and (index < 0 or marker.start() >= fences[index][1]):
            markers.append(marker)
    return markers


def _is_start(marker: re.Match[str]) -> bool:
    return (marker["a"] or marker["b"]).endswith("start")


def _closed_fences(body: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in _fences(body) if end is not None]


def _fences(body: str) -> list[tuple[int, int | None]]:
    """Return where code fences open and close; ``None`` for the one that never closes."""
    if "```" not in body and "~~~" not in body:
        return []
    fences: list[tuple[int, int | None]] = []
    opened: re.Match[str] | None = None
    for match in islice(_FENCE.finditer(body), _MOST_FENCES):
        if opened is None:
            if match["fence"][0] == "~" or "`" not in match["rest"]:
                opened = match
        elif match["fence"].startswith(opened["fence"]) and not match["rest"].strip():
            fences.append((opened.start(), match.end()))
            opened = None
    return [*fences, (opened.start(), None)] if opened else fences


@dataclass(frozen=True, slots=True)
class FooterParts:
    """A body in three: the text, the footer block with what stands around it, the text below it."""

    text: str
    block: FooterBlock | None = None
    below: str = ""
    source: str = ""
    """The block with its markers, and the blank rest of the body after it."""


def part_footer(body: str) -> FooterParts:
    """Part a body into the text that people edit and the footer block (the last one, where there are two).

    Hidden with the block: the line end and the blank line before it, and line ends after it.
    """
    blocks = find_blocks(body)
    if not blocks:
        return FooterParts(body)
    block = blocks[-1]
    text = body[: block.start]
    gap = _blank_before(text)
    below = body[block.end :].strip("\r\n")
    rest = re.match(_BREAK, body[block.end : block.end + 2]) if below.strip() else None
    source = body[block.start : block.end] + (rest[0] if rest else "" if below.strip() else body[block.end :])
    return FooterParts(text[: gap.start()] if gap else text, block, below if below.strip() else "", source)


def _blank_before(text: str) -> re.Match[str] | None:
    """Find the line end and the blank line at a text's end; look no further, as texts may be long."""
    return _BLANK_BEFORE.search(text, max(0, len(text) - _BLANK_REACH))


def join_footer(text: str, block: str, line_end: str) -> str:
    """Return a body of a text and a footer block, parted by a blank line."""
    return (text + end_after(text, line_end) + line_end + block) if text else block


def keep_around(body: str, parts: FooterParts, text: str, between: str) -> str | None:
    """Return a body with another text above the footer, and all the rest where it stands.

    ``between`` parts what is above from what is below. ``None`` where what is below changed as well.
    """
    if parts.block is None or not parts.text:
        return None
    blank, block = body[len(parts.text) : parts.block.start], body[parts.block.start :]
    above = text
    if parts.below and text.endswith(between + parts.below):
        above = text.removesuffix(between + parts.below)
    elif parts.below:
        return None
    return above + blank + block if above and re.fullmatch(rf"{_BREAK}[ \t]*{_BREAK}", blank) else None


def without_blocks(body: str) -> str:
    """Return a body without footer blocks and the blank line before; the text keeps its line end."""
    text = _cut_blocks(body)
    gap = _blank_before(text)
    return text[: gap.start("blank")] if text != body and gap and gap["blank"] is not None else text


def _cut_blocks(body: str) -> str:
    for block in reversed(find_blocks(body)):
        below = body[block.end :].lstrip("\r\n")
        body = body[: block.start] + (below if below.strip() else "")
    return body


def with_block(body: str, markdown: str, line_end: str) -> str:
    """Return a body with one footer block at its end, a blank line around each marker.

    Raises ``ArticleError`` where the end of the text cannot be told from code or a remark.
    """
    if has_lone_marker(body):
        raise _unclear(
            "a footer begins or ends in it without its other end", "Take out the line that names it."
        )
    text = _cut_blocks(body)
    if any(end is None for _, end in _fences(text)):
        raise _unclear("it ends inside a code block", "Close the code block with a line of three backticks.")
    outside = _CODE_SPAN.sub("", _without_fences(text)) if "<" in text else ""
    if outside.rfind("<!--") > outside.rfind("-->"):
        raise _unclear("it ends inside a hidden remark", "Close the remark with -->.")
    if tag := _open_raw_tag(outside):
        raise _unclear(f"it ends inside <{tag}>", f"Close it with </{tag}>.")
    return _ended(text, line_end) + _block(markdown, line_end) + line_end


def _without_fences(text: str) -> str:
    for start, end in reversed(_closed_fences(text)):
        text = text[:start] + text[end:]
    return text


def _open_raw_tag(text: str) -> str:
    """Return the tag that takes all that follows for its own words and is open at the end; "" for none."""
    opened = ""
    for match in _RAW_TAG.finditer(text):
        if match["opened"] and not opened:
            opened = match["opened"].lower()
        elif match["closed"] and match["closed"].lower() == opened:
            opened = ""
    return opened


def _ended(text: str, line_end: str) -> str:
    """Return a text that a footer can follow: it ends with a line end and a blank line."""
    if not text.strip("\r\n"):
        return text
    gap = _blank_before(text)
    if gap is None or gap.start() == gap.end():
        return text + end_after(text, line_end) + line_end
    return (
        text
        if gap["blank"] is not None and gap.start() < gap.start("blank")
        else text + end_after(text, line_end)
    )


def _block(markdown: str, line_end: str) -> str:
    lines = re.split(_BREAK, markdown.strip("\r\n"))
    return line_end.join([START, "", *lines, "", END])


def _unclear(why: str, next_step: str) -> ArticleError:
    return ArticleError(
        f"The footer was not added to the text, because {why}.",
        kept="Nothing was changed.",
        next_step=next_step,
    )


def find_legacy(text: str) -> tuple[int, int] | None:
    """Return where an old footer without markers begins and ends: "For more information visit" near the end.

    It ends before what no such footer has: a heading, a list, a picture, a quote, a table, or a paragraph
    more than its heading, link, address, telephone, description and disclaimer. That is somebody's text.
    """
    reach = max(0, len(text) - _LEGACY_REACH)
    found = list(_LEGACY.finditer(text, reach))
    if not found or has_lone_marker(text):
        return None
    position = found[-1].start()
    start = line_start(text, position)
    if re.search(r"\w", text[start:position]):
        return None
    rule = re.search(
        rf"(?:\A|(?<=[\r\n]))[ ]{{0,3}}(?:-{{3,}}|\*{{3,}}|_{{3,}})[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*\Z",
        text[:start],
    )
    return (rule.start() if rule else start), _legacy_end(text, next_line(text, position))


def _legacy_end(text: str, position: int) -> int:
    """Return where the paragraphs of an old footer end, after its first line."""
    paragraphs = 1
    was_blank = False
    for line in split_lines(text[position:]):
        is_blank = not line.strip()
        paragraphs += was_blank and not is_blank
        if paragraphs > _LEGACY_PARAGRAPHS or _NO_FOOTER.match(line):
            break
        was_blank = is_blank
        position += len(line)
    return position
