"""Two articles whose common beginning nobody knows, side by side: each place where they differ is asked."""

from __future__ import annotations

from clinicwriter.article import Article, Role
from clinicwriter.safekeeping import made_up_base
from clinicwriter.ui.settling.contested import BothSides

_NO_DETAILS = b"---\nnothing: is known\n---\n"


def without_base(mine: Article, theirs: Article) -> BothSides:
    """Return both sides as if each had changed every place where they differ.

    A detail that one side alone has is taken. Whether it is a draft stays as it is in mine.
    """
    base = mine
    if mine.details_differ(theirs):
        base = Article.from_bytes(_NO_DETAILS).with_field(Role.DRAFT, theirs.fields.is_draft)
    return BothSides(base.with_text(made_up_base(mine.text, theirs.text)), mine, theirs)
