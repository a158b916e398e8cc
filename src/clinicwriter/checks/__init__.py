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
)
from .ignores import Ignored, Ignores, IgnoreScope, ignore, load_ignores, stop_ignoring
from .report import NOT_COMPLIANCE, Group, Report
from .rule import Rule, RuleFix, Scope, Signal
from .rule_book import RULES_FOLDER, RuleBook, load_rules
from .subject import Subject

__all__ = [
    "NOT_COMPLIANCE",
    "RULES_FOLDER",
    "Checker",
    "DetailChange",
    "Family",
    "Finding",
    "Fix",
    "Group",
    "IgnoreScope",
    "Ignored",
    "IgnoredError",
    "Ignores",
    "Place",
    "Report",
    "Rule",
    "RuleBook",
    "RuleError",
    "RuleFix",
    "Scope",
    "Severity",
    "Signal",
    "Subject",
    "TextChange",
    "TextPlace",
    "check_article",
    "fingerprint_of",
    "ignore",
    "load_ignores",
    "load_rules",
    "stop_ignoring",
]
