"""A site folder: its kind, its habits, its articles, and what an export will write."""

from .blog.habits import BlogHabits, BlogWishes
from .colleague_files import (
    COLLEAGUES_FOLDER,
    change_colleague_file,
    change_file_together,
    read_colleague_file,
)
from .conflict_copies import ConflictCopy
from .cross_links import LinkStyle, link_style, link_to
from .entries import ArticleEntry
from .errors import ExportError, NoClinicError, PageTakenError, SettingsError, SiteError
from .exporting import export
from .footer import footer_html, footer_markdown
from .found_clinic import FoundClinic, find_clinic
from .kinds import KIND_RULES, KindRules, SiteKind
from .loose_pages import LoosePage
from .picture_use import UnusedPicture
from .pictures import PictureTarget, encode_picture, safe_picture_name
from .plan import ExportPlan, MoveOffer, PlannedFile
from .planning import plan_export
from .reading_faults import reading_for_plan, reading_site
from .recognition import Recognition, SeveralSitesError, recognise
from .removal import plan_removal
from .settings import SETTINGS_FILE, Clinic, clinic_change, kind_change, load_clinic
from .site import Site, open_site
from .template_pages import TemplatePages
from .traps import Severity, SiteFinding, find_traps

__all__ = [
    "COLLEAGUES_FOLDER",
    "KIND_RULES",
    "SETTINGS_FILE",
    "ArticleEntry",
    "BlogHabits",
    "BlogWishes",
    "Clinic",
    "ConflictCopy",
    "ExportError",
    "ExportPlan",
    "FoundClinic",
    "KindRules",
    "LinkStyle",
    "LoosePage",
    "MoveOffer",
    "NoClinicError",
    "PageTakenError",
    "PictureTarget",
    "PlannedFile",
    "Recognition",
    "SettingsError",
    "SeveralSitesError",
    "Severity",
    "Site",
    "SiteError",
    "SiteFinding",
    "SiteKind",
    "TemplatePages",
    "UnusedPicture",
    "change_colleague_file",
    "change_file_together",
    "clinic_change",
    "encode_picture",
    "export",
    "find_clinic",
    "find_traps",
    "footer_html",
    "footer_markdown",
    "kind_change",
    "link_style",
    "link_to",
    "load_clinic",
    "open_site",
    "plan_export",
    "plan_removal",
    "read_colleague_file",
    "reading_for_plan",
    "reading_site",
    "recognise",
    "safe_picture_name",
]
