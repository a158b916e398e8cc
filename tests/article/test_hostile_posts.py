"""Posts made to do harm: each is answered or clearly refused, with bounded work and memory."""

import tracemalloc

import pytest

from clinicwriter.article import Article, ArticleError, Role
from clinicwriter.article.yaml_reading import MAX_DEPTH, MAX_EVENTS

MANY = 100_000


def fenced(front: bytes, body: bytes = b"Text.\n", fence: bytes = b"---") -> bytes:
    return fence + b"\n" + front + b"\n" + fence + b"\n\n" + body


def alias_bomb() -> bytes:
    lines = [b"a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [b"%c: &%c [%s]" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(97, 120)]
    return b"title: x\n" + b"\n".join(lines)


HOSTILE = {
    "alias bomb": fenced(alias_bomb()),
    "10 MB in one value": fenced(b"title: x\nd: " + b"word " * 2_000_000),
    "10 MB of keys": fenced(b"title: x\n" + b"\n".join(b"key%d: a value" % n for n in range(500_000))),
    "100,000 keys": fenced(b"title: x\n" + b"\n".join(b"key%d: v" % n for n in range(MANY))),
    "100,000 keys, one broken": fenced(b"title: x: y\n" + b"\n".join(b"key%d: v" % n for n in range(MANY))),
    "100,000 tags": fenced(b"title: x\ntags: [" + b", ".join(b"v%d" % n for n in range(MANY)) + b"]"),
    "10,000 deep": fenced(b"title: x\na: " + b"[" * 10_000 + b"]" * 10_000),
    "10,000 deep and open": fenced(b"title: x\na: " + b"{a: " * 10_000),
    "10,000 deep in blocks": fenced(b"title: x\n" + b"\n".join(b" " * n + b"a:" for n in range(3_000))),
    "deep TOML": fenced(b"title = 'x'\na = " + b"[" * 10_000 + b"]" * 10_000, fence=b"+++"),
    "long TOML": fenced(b"title = 'x'\n" + b"\n".join(b"key%d = 1" % n for n in range(MANY)), fence=b"+++"),
    "deep JSON": b'{"title": "x", "a": ' + b"[" * MANY + b"]" * MANY + b"}\nText.\n",
    "long JSON": b"{" + b", ".join(b'"k%d": 1' % n for n in range(MANY)) + b"}\nText.\n",
    "long header": b"Title: x\n" + b"\n".join(b"key%d: v" % n for n in range(MANY)) + b"\n\nText.\n",
    "50 MB body": fenced(b"title: x", b"some words in a line\n" * 2_500_000),
    "20 MB of dashes": b"---\n" + b"-- -\n----\n" * 2_000_000,
    "20 MB of blank lines": b"\n" * 20_000_000,
    "20 MB of blanks": b" " * 20_000_000,
    "20 MB that is not UTF-8": fenced(b"title: x", b"caf\xe9\n" * 4_000_000),
    "many open remarks": fenced(b"title: x", b"<!--\n```\n[//]: # (clinic-footer:start)\n" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_post_is_answered_or_refused(name: str) -> None:
    data = HOSTILE[name]
    article = Article.from_bytes(data)
    assert article.fields.title in ("x", "x: y", None)
    assert isinstance(article.text, str)
    assert article.to_bytes() == data
    try:
        changed = article.with_field(Role.TITLE, "New")
    except ArticleError as error:
        assert str(error)
    else:
        assert changed.fields.title == "New"
        assert changed.text == article.text


def test_reading_stops_at_a_depth_and_a_number() -> None:
    deepest, too_deep = (fenced(b"a: " + b"[" * n + b"]" * n) for n in (MAX_DEPTH, MAX_DEPTH + 1))
    assert not Article.from_bytes(deepest).lock
    assert Article.from_bytes(too_deep).lock
    assert Article.from_bytes(fenced(b"a: [" + b"b, " * MAX_EVENTS + b"]")).lock


def test_an_alias_bomb_takes_no_memory() -> None:
    data = fenced(alias_bomb())
    tracemalloc.start()
    assert Article.from_bytes(data).fields.title == "x"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
