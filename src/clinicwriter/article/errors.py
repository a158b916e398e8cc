"""What an article refuses, in words for the person at the desk."""

from typing import Final

from clinicwriter.errors import ClinicWriterError

KEPT_AS_IT_IS: Final = "the site writes this detail in a way of its own, which is kept as it is."
TOO_MUCH: Final = "they are far too long to be an article's details."


class ArticleError(ClinicWriterError):
    """A change was refused because the article would not have stayed the same otherwise."""


def changed_too_much(what: str) -> ArticleError:
    """Return the refusal for a change that would have altered something else as well."""
    return ArticleError(
        f"The {what} could not be changed without changing something else in the article.",
        kept="Nothing was changed.",
        next_step="Ask the person who looks after the site to change it in the file.",
    )


def cannot_change(what: str, why: str, next_step: str = "") -> ArticleError:
    """Return the refusal for a detail that cannot be changed here, and why."""
    return ArticleError(
        f"The {what} cannot be changed here: {why}",
        kept="Nothing was changed.",
        next_step=next_step or "The text can still be edited.",
    )
