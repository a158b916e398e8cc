"""The dialog that asks which pages the site has for its articles together: lists, tags, feed, sitemap."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from clinicwriter.site import BlogHabits, BlogWishes
from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 520
ABOUT = (
    "These pages are made by Clinic Writer and follow each export. You see first which files change. "
    "Nothing is written before you agree, and it can be undone."
)
USUAL_LENGTH = 10
LENGTHS = (5, 10, 20, 30, 50)


class BlogDialog(CardDialog):
    """Ask which pages there are from now on. Accepted means: plan ``wishes``."""

    def __init__(self, blog: BlogHabits, parent: QWidget | None = None) -> None:
        super().__init__("Blog pages", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self.tag_pages = self._add("A page for each tag, and one with all tags", blog.has_tag_pages)
        self.paged = self._add("Older articles on pages of their own", bool(blog.page_length))
        self._add_length(blog.page_length or USUAL_LENGTH)
        self.feed = self._add("A feed, for people who follow the blog with a reader", blog.has_feed)
        self.sitemap = self._add("A sitemap, so that search engines find every page", blog.has_sitemap)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.plan_button = self.add_button("Show what changes", "primary")
        self.plan_button.clicked.connect(self.accept)
        self.tag_pages.setFocus()

    @property
    def wishes(self) -> BlogWishes:
        """Return what was chosen."""
        return BlogWishes(
            tag_pages=self.tag_pages.isChecked(),
            page_length=self.length.currentData() if self.paged.isChecked() else 0,
            feed=self.feed.isChecked(),
            sitemap=self.sitemap.isChecked(),
        )

    def _add(self, words: str, is_on: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setChecked(is_on)
        self.middle.addWidget(box)
        return box

    def _add_length(self, length: int) -> None:
        self.length = QComboBox(self)
        for count in sorted({*LENGTHS, length}):
            self.length.addItem(str(count), count)
        self.length.setCurrentText(str(length))
        self.length.setAccessibleName("Articles on each page")
        self.length.setEnabled(self.paged.isChecked())
        self.paged.toggled.connect(self.length.setEnabled)
        label = QLabel("Articles on each page", self)
        label.setBuddy(self.length)
        row = QHBoxLayout()
        row.setContentsMargins(26, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.length)
        row.addStretch()
        self.middle.addLayout(row)
