"""What a start sets right after a kill or a damage, and what it tells of that. Reads and writes files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.safekeeping import Draft, ExportEntry, Recovery, SaveError, read_file
from clinicwriter.ui.questions import Message
from clinicwriter.ui.session import WorkingCopy, field_value
from clinicwriter.ui.workspace import Workspace, article_id

PUT_ASIDE = (
    "It was put aside and not thrown away; everything else is here. The person who helps you with this "
    "computer may still get text out of it: the details say where it lies."
)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What to tell: short sentences for the status bar, and messages that are to be read.

    ``told_of`` are the names of all damaged files that the messages speak of, and of those told before.
    """

    sentences: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    told_of: tuple[str, ...] = ()


def recover(workspace: Workspace, told_before: tuple[str, ...], damaged_settings: Path | None) -> Recovered:
    """Finish or take back what was cut short, tell drafts of their files, and see what is damaged."""
    found = workspace.writer.recover()
    with suppress(SaveError):
        take_up_exports(workspace)
    workspace.tidy()
    damaged = workspace.damaged()
    new = {name: path for name, path in damaged.items() if name not in told_before}
    messages = [*_settings_message(damaged_settings), *_damage_message(tuple(new.values()))]
    return Recovered(tuple(_sentences(found)), tuple(messages), tuple(damaged))


def take_up_exports(workspace: Workspace) -> None:
    """Tell each new draft whose first export came through, but was not noted, which file is its own.

    Otherwise the next export would find its web address taken: by itself. Raises ``SaveError``.
    """
    entries = {entry.draft_id: entry for entry in reversed(workspace.log.entries()) if entry.draft_id}
    for draft in workspace.drafts.drafts():
        entry = entries.get(draft.draft_id)
        if entry is not None and draft.base is None and draft.site is not None:
            _take_up(workspace, draft, Path(draft.site), entry)


def _take_up(workspace: Workspace, draft: Draft, root: Path, entry: ExportEntry) -> None:
    file = entry.files[0]
    if file.before is not None or not file.path.is_relative_to(root) or not workspace.log.wrote_all(entry):
        return
    data, place = read_file(file.path), PurePosixPath(file.path.relative_to(root).as_posix())
    exported = Article.from_bytes(data, name=str(place))
    mine = Article.from_bytes(draft.article, name=str(place))
    name = article_id(WorkingCopy(draft.draft_id, exported, site_path=place), root)
    workspace.versions.move(draft.draft_id, name)
    workspace.versions.keep(name, data, "export", entry.made_at)
    article = with_words_of(exported, mine).to_bytes()
    workspace.drafts.keep(replace(draft, article=article, base=data, site_path=str(place)))


def with_words_of(exported: Article, mine: Article) -> Article:
    """Return an exported article with the text and the details that somebody wrote in its draft."""
    for role in Role:
        value = field_value(mine, role)
        if value and value != field_value(exported, role):
            with suppress(ArticleError):
                exported = exported.with_field(role, value)
    return exported.with_text(mine.text)


def _sentences(found: tuple[Recovery, ...]) -> Iterator[str]:
    for each in found:
        yield each.outcome.sentence
        names = "”, “".join(path.name for path in each.left_alone)
        if names:
            yield f"Somebody else changed “{names}” since, so that was left alone."


def _settings_message(path: Path | None) -> Iterator[Message]:
    if path is not None:
        yield Message(
            "The settings of Clinic Writer were damaged.",
            "Your articles and drafts are not touched. The program starts with its usual settings: "
            "if another site opens than yours, choose your site again.",
            f"The damaged file: {path}",
        )


def _damage_message(paths: tuple[Path, ...]) -> Iterator[Message]:
    if paths:
        what = "Something that was kept is damaged." if len(paths) == 1 else "Some kept files are damaged."
        yield Message(what, PUT_ASIDE, "\n".join(map(str, paths)))
