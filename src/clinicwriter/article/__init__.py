"""An article as a value: bytes in, bytes out."""

from .article import Article
from .counting import count_words
from .dates import ArticleDate, parse_date, write_date
from .entries import Problem
from .errors import ArticleError
from .fields import Fields
from .finding import Query
from .habits import Habits
from .kept_places import code_places
from .learning import learn_habits
from .lines import LineChange, TextLines
from .roles import Role
from .slugs import slugify

__all__ = [
    "Article",
    "ArticleDate",
    "ArticleError",
    "Fields",
    "Habits",
    "LineChange",
    "Problem",
    "Query",
    "Role",
    "TextLines",
    "code_places",
    "count_words",
    "learn_habits",
    "parse_date",
    "slugify",
    "write_date",
]
