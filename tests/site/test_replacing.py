"""Words replaced in all articles: in titles, summaries and texts, and in nothing else."""

from __future__ import annotations

from pathlib import Path

from clinicwriter.article import Query
from clinicwriter.site import open_site
from clinicwriter.site.library import BulkPlan, Replacement, plan_replacement

HEAD = "---\ntitle: The flu\nslug: flu\ntags: [flu]\nsummary: 'Of flu'\n---\n\n"


def planned(root: Path, files: dict[str, str], new: str = "cold") -> BulkPlan:
    for name, text in files.items():
        root.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        root.joinpath(name).write_text(text, encoding="utf-8")
    return plan_replacement(open_site(root), Replacement(Query("flu"), new))


def texts(plan: BulkPlan) -> list[str]:
    return [file.after.decode() for group in plan.groups for file in group if file.after]


def test_title_summary_and_text_change_and_address_and_tags_stay(tmp_path: Path) -> None:
    site = {"hugo.toml": "", "content/posts/a.md": HEAD + "Flu\n"}
    plan = planned(tmp_path, site)
    wanted = HEAD.replace("The flu", "The cold").replace("Of flu", "Of cold") + "Cold\n"
    assert texts(plan) == [wanted]
    assert not any("title" in note for note in plan.notes)


def test_a_title_of_which_the_web_address_is_made_stays_and_the_plan_says_so(tmp_path: Path) -> None:
    article = "Title: The flu\nDate: 2024-01-01\n\nFlu\n"
    plan = planned(tmp_path, {"pelicanconf.py": "", "content/a.md": article})
    assert texts(plan) == [article.replace("\nFlu", "\nCold")]
    assert any("title" in note for note in plan.notes)


def test_a_title_does_not_become_empty_and_locked_details_stay(tmp_path: Path) -> None:
    only = "---\ntitle: Flu\n---\n\nAn flu\n"
    locked = "+++\ntitle = 'flu'\nx = \n+++\n\nAn flu\n"
    site = {"hugo.toml": "", "content/posts/a.md": only, "content/posts/b.md": locked}
    plan = planned(tmp_path, site, new="")
    assert sorted(texts(plan)) == sorted(text.replace("An flu", "An ") for text in (only, locked))
