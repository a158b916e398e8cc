"""Findings about an article: rules as data, one engine. They advise and certify nothing."""

from .checker import Checker, check_article
from .errors import IgnoredError, RuleError
from .finding import (
    DetailChange,
    Family,
    Finding,
    Fix,
    Place,
    Severity,
    TextChange,
    TextPlace,
    fingerprint_of,
    words_are_gone,
)
from .ignores import Ignored, Ignores, IgnoreScope, ignore, load_ignores, move_ignores, stop_ignoring
from .printing import report_page
from .report import NOT_COMPLIANCE, Group, Report
from .review import DueReview, Review, due_review, read_review, text_hash, uses_reviews, with_review
from .rule import Rule, RuleFix, Scope, Signal
from .rule_book import RULES_FOLDER, RuleBook, load_rules
from .site_report import CheckedArticle, IsWanted, Progress, RuleCount, SiteReport, check_site
from .subject import Subject

__all__ = [
    "NOT_COMPLIANCE",
    "RULES_FOLDER",
    "CheckedArticle",
    "Checker",
    "DetailChange",
    "DueReview",
    "Family",
    "Finding",
    "Fix",
    "Group",
    "IgnoreScope",
    "Ignored",
    "IgnoredError",
    "Ignores",
    "IsWanted",
    "Place",
    "Progress",
    "Report",
    "Review",
    "Rule",
    "RuleBook",
    "RuleCount",
    "RuleError",
    "RuleFix",
    "Scope",
    "Severity",
    "Signal",
    "SiteReport",
    "Subject",
    "TextChange",
    "TextPlace",
    "check_article",
    "check_site",
    "due_review",
    "fingerprint_of",
    "ignore",
    "load_ignores",
    "load_rules",
    "move_ignores",
    "read_review",
    "report_page",
    "stop_ignoring",
    "text_hash",
    "uses_reviews",
    "with_review",
    "words_are_gone",
]
