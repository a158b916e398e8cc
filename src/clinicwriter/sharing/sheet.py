"""The page of an article on paper, for somebody to sign off: its footer, and the lines to fill in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

SIGN_OFF = ("Name", "Date", "Signature")
"""What somebody who signs off an article fills in."""
_UNSAFE_IN_CSS = re.compile(r"[^\w .,;:()·-]")
_STYLE = """
@page {{
  size: {size};
  margin: 18mm 16mm 20mm;
  @bottom-left {{ content: "{left}"; font: 8.5pt sans-serif; color: #555; }}
  @bottom-right {{
    content: "Page " counter(page) " of " counter(pages); font: 8.5pt sans-serif; color: #555;
  }}
}}
@media print {{
  html, body {{ background: #fff !important; }}
  pre, table, figure, img, blockquote, aside, address, .clinic-footer, .sign-off {{ break-inside: avoid; }}
  h1, h2, h3, h4 {{ break-after: avoid; }}
}}
.sign-off {{ margin: 14mm 0 0; font: 10pt sans-serif; color: #222; }}
.sign-off p {{ margin: 0 0 4mm; }}
.sign-off div {{ display: flex; gap: 8mm; }}
.sign-off span {{ flex: 1; padding-top: 2mm; margin-top: 12mm; border-top: 0.4mm solid #444; }}
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on the paper besides the page. ``size`` is a paper's name in CSS: "A4" or "letter"."""

    title: str
    clinic: str = ""
    made_on: str = ""
    signs: bool = False
    size: str = "A4"

    @property
    def footer(self) -> str:
        """Return what stands at the foot of each page, besides its number."""
        return " · ".join(part for part in (self.clinic, self.title, self.made_on) if part)


def as_sheet(page: str, sheet: Sheet) -> str:
    """Return a page with the footer that is printed below it, and with the lines to sign where wanted."""
    style = f"<style>{_STYLE.format(size=sheet.size, left=_in_css(sheet.footer))}</style>"
    page = _put_before(page, "</head>", style, at_end=False)
    return _put_before(page, "</body>", _sign_off_html(sheet), at_end=True) if sheet.signs else page


def sign_off_words(sheet: Sheet) -> str:
    """Return the sentence above the lines to sign."""
    return f"I have read “{sheet.title}” and agree that it is published."


def _sign_off_html(sheet: Sheet) -> str:
    lines = "".join(f"<span>{html.escape(line)}</span>" for line in SIGN_OFF)
    words = html.escape(sign_off_words(sheet))
    return f'<section class="sign-off"><p>{words}</p><div>{lines}</div></section>\n'


def _put_before(page: str, tag: str, more: str, *, at_end: bool) -> str:
    # Not by page.lower(): there are letters that have more than one small one.
    found = [place.start() for place in re.finditer(re.escape(tag), page, re.IGNORECASE | re.ASCII)]
    if not found:
        return page + more if at_end else more + page
    place = found[-1 if at_end else 0]
    return page[:place] + more + page[place:]


def _in_css(text: str) -> str:
    """Write text for a string in a style sheet: any sign that could end it by its number."""
    return _UNSAFE_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", " ".join(text.split()))
