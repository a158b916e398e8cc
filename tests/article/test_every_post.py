"""Every post, our own and real ones: unchanged it stays, changed it changes in its field's lines alone."""

import io
from collections.abc import Callable
from datetime import timedelta

import frontmatter
import pytest
import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as RuamelError

from clinicwriter.article import Article, ArticleError, Role, parse_date

NASTY = "- \"Flu\" & 'RSV' #1: what's new? \N{SYRINGE} {50%} @home | yes: *no* \\o/"
TAG = "Flu: RSV, COVID-19"
AUTHOR = 'Dr. Zoë O\'Brien-Smith, MD: "GP" #2'
SUMMARY = "100% of it: a 'new' one"


def _next_day(article: Article) -> object:
    date = parse_date(article.fields.date or "")
    return (
        date.value.date() + timedelta(days=1)
        if date and date.has_time
        else date and date.value + timedelta(1)
    )


OPERATIONS: dict[str, tuple[Role, Callable[[Article], object]]] = {
    "title": (Role.TITLE, lambda article: NASTY),
    "tag appended": (Role.TAGS, lambda article: (*article.fields.tags, TAG)),
    "author": (Role.AUTHORS, lambda article: (AUTHOR,)),
    "summary": (Role.SUMMARY, lambda article: SUMMARY),
    "date moved": (Role.DATE, _next_day),
    "tag removed": (Role.TAGS, lambda article: article.fields.tags[:-1] if article.fields.tags else None),
    "title cleared": (Role.TITLE, lambda article: None),
}


def _windows_line_ends(data: bytes) -> bytes:
    text = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return text if text.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + text


def _windows_1252(data: bytes) -> bytes | None:
    try:
        return data.decode("utf-8").removeprefix("\ufeff").encode("cp1252")
    except UnicodeError:
        return None


COPIES: dict[str, Callable[[bytes], bytes | None]] = {
    "as it is": lambda data: data,
    "CRLF with mark": _windows_line_ends,
    "Windows-1252": _windows_1252,
}


def _articles(posts: dict[str, bytes], copy: str) -> list[Article]:
    copies = (
        (name, COPIES[copy](data)) for name, data in posts.items() if not name.startswith(("utf-16", "lone"))
    )
    return [Article.from_bytes(data, name=name) for name, data in copies if data is not None]


def _changed(article: Article, operation: str) -> Article | None:
    """Return the article after an operation; ``None`` where it is locked or has nothing to change."""
    role, value_for = OPERATIONS[operation]
    value = value_for(article)
    if article.lock or (value is None and operation != "title cleared"):
        return None
    try:
        return article.with_field(role, value)
    except ArticleError:
        # What may refuse: a header's tag with a comma, a header in an old charset, values that are only kept.
        assert article.form == "header" or article.name.endswith("anchors.md"), article.name
        return None


def _is_confined(before: Article, after: Article, role: Role) -> bool:
    """Say whether only lines of the role's entry differ; nothing but added lines where it had none."""
    old, new = (a.to_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True) for a in (before, after))
    head = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    removed = b"".join(old[head : len(old) - tail])
    if not removed:
        return True
    source = before.anatomy.front_source
    spans = [(e.key_start, e.value.end) for e in before.entries if e.key in _role_keys(before)]
    lines = [before.anatomy.charset.encode(_lines_of(source, *span)) for span in spans]
    return any(removed in line for line in lines)


def _lines_of(source: str, start: int, end: int) -> str:
    begin = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    stop = source.find("\n", end)
    return source[begin : stop + 1 if stop >= 0 else len(source)]


def _role_keys(*articles: Article) -> set[str]:
    return {entry.key for article in articles for entry in article.entries if entry.key not in article.extra}


def _others(article: Article, role_keys: set[str]) -> list[tuple[str, object]]:
    return [(entry.key, entry.meaning) for entry in article.entries if entry.key not in role_keys]


def test_an_unchanged_article_has_the_same_bytes(posts: dict[str, bytes]) -> None:
    for name, data in posts.items():
        article = Article.from_bytes(data, name=name)
        assert article.fields is article.fields
        assert article.with_text(article.text).to_bytes() == data, name
        assert article.with_body(article.body).to_bytes() == data, name


@pytest.mark.parametrize("copy", COPIES)
def test_text_typed_and_taken_back_leaves_the_same_bytes(posts: dict[str, bytes], copy: str) -> None:
    for article in _articles(posts, copy):
        typed = article.with_text(article.text + "x")
        assert typed.text == article.text + "x", article.name
        if article.anatomy.head_ends_line:
            assert typed.with_text(article.text).to_bytes() == article.to_bytes(), article.name


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_changed_detail_changes_its_own_lines_alone(
    posts: dict[str, bytes], operation: str, copy: str
) -> None:
    role = OPERATIONS[operation][0]
    changed = 0
    for article in _articles(posts, copy):
        after = _changed(article, operation)
        if after is None or after == article:
            continue
        changed += 1
        assert after.text == article.text, article.name
        assert article.form == "none" or after.body == article.body, article.name
        role_keys = _role_keys(article, after)
        assert _others(after, role_keys) == _others(article, role_keys), article.name
        assert article.form == "none" or _is_confined(article, after, role), article.name
        if copy == "CRLF with mark" and article.form != "none":
            assert after.to_bytes().count(b"\n") == after.to_bytes().count(b"\r\n"), article.name
    assert changed > 5


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_changed_detail_reads_as_intended(posts: dict[str, bytes], operation: str) -> None:
    for article in _articles(posts, "as it is"):
        after = _changed(article, operation)
        if after is None:
            continue
        wanted = {
            "title": after.fields.title == NASTY,
            "tag appended": after.fields.tags == (*article.fields.tags, TAG),
            "author": after.fields.authors == (AUTHOR,),
            "summary": after.fields.summary == SUMMARY,
            "tag removed": after.fields.tags == article.fields.tags[:-1],
            "title cleared": after.fields.title is None,
        }
        assert wanted.get(operation, True), article.name
        if operation == "date moved":
            moved, was = parse_date(after.fields.date or ""), parse_date(article.fields.date or "")
            assert moved and was and moved.value - was.value == timedelta(days=1), article.name


def _edited_pairs(posts: dict[str, bytes], operation: str) -> list[tuple[Article, Article]]:
    articles = [article for article in _articles(posts, "as it is") if article.form == "yaml"]
    pairs = [(article, _changed(article, operation)) for article in articles if not article.problems]
    return [(before, after) for before, after in pairs if after is not None]


def _same_but(before: dict[str, object], after: dict[str, object], role_keys: set[str]) -> bool:
    def kept(values: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in values.items() if str(key) not in role_keys}

    return kept(before) == kept(after)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_pyyaml_reads_what_was_meant(posts: dict[str, bytes], operation: str) -> None:
    for before, after in _edited_pairs(posts, operation):
        old, new = (yaml.load(a.anatomy.front_source, yaml.CBaseLoader) or {} for a in (before, after))
        assert _same_but(old, new, _role_keys(before, after)), before.name
        _check_value(new, before, after, operation)


def _check_value(values: dict[str, object], before: Article, after: Article, operation: str) -> None:
    if operation == "title":
        # A title that was a folded text still ends with the line end of folded texts.
        assert any(isinstance(value, str) and value.strip() == NASTY for value in values.values()), (
            before.name
        )
    elif operation == "tag appended":
        assert any(isinstance(value, list) and value[-1:] == [TAG] for value in values.values()), before.name
    elif operation == "author":
        assert any(value in (AUTHOR, [AUTHOR]) for value in values.values()), before.name
    elif operation == "summary":
        assert any(isinstance(value, str) and value.strip() == SUMMARY for value in values.values()), (
            before.name
        )


@pytest.mark.parametrize("operation", OPERATIONS)
def test_ruamel_reads_what_was_meant(posts: dict[str, bytes], operation: str) -> None:
    reader = YAML(typ="safe", pure=False)
    reader.allow_duplicate_keys = True
    for before, after in _edited_pairs(posts, operation):
        try:
            old = reader.load(io.StringIO(before.anatomy.front_source)) or {}
        except (RuamelError, ValueError):
            continue  # It could not read the article before the change either.
        new = reader.load(io.StringIO(after.anatomy.front_source)) or {}
        assert _same_but(old, new, _role_keys(before, after)), before.name
        if not before.name.startswith("odd/duplicate"):
            _check_value(new, before, after, operation)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_js_yaml_reads_what_was_meant(posts: dict[str, bytes], operation: str, js_yaml) -> None:
    pairs = _edited_pairs(posts, operation)
    olds = js_yaml([before.anatomy.front_source for before, _ in pairs])
    news = js_yaml([after.anatomy.front_source for _, after in pairs])
    for (before, after), old, new in zip(pairs, olds, news, strict=True):
        if old is None:
            continue  # It could not read the article before the change either.
        assert new is not None, before.name
        assert _same_but(old, new, _role_keys(before, after)), before.name
        _check_value(new, before, after, operation)


def test_python_frontmatter_reads_the_same_titles_and_texts(posts: dict[str, bytes]) -> None:
    compared = 0
    for article in _articles(posts, "as it is"):
        try:
            post = frontmatter.loads(article.to_bytes().decode("utf-8"))
        except (ValueError, yaml.YAMLError):
            continue
        title = next((value for key, value in post.metadata.items() if key.casefold() == "title"), None)
        if article.form != "yaml" or not isinstance(title, str):
            continue
        compared += 1
        assert article.fields.title == (title.strip() or None), article.name
        assert article.text.split() == post.content.split(), article.name
    assert compared > 15
