"""Posts to test with: our own beside these tests, and real ones where they are there."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from clinicwriter.article import Article

REPOSITORY = Path(__file__).parents[2]
OWN_POSTS = Path(__file__).parent / "posts"
REAL_POSTS = REPOSITORY.parent / "shared" / "corpus"
_JS_READER = """
const yaml = require("js-yaml");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const read = (text) => { {
  const hasDetails = text.split(/[\\r\\n]/).some((line) => line.trim() && !line.trim().startsWith("#"));
  try { return hasDetails ? yaml.load(text, {schema: yaml.JSON_SCHEMA}) ?? {} : {}; } catch { return null; }
} };
console.log(JSON.stringify(texts.map(read)));
"""


def _posts_in(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".markdown"))
    wanted = (path for path in paths if path.name != "SOURCES.md" and "LICENSES" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in wanted}


@pytest.fixture(scope="session")
def own_posts() -> dict[str, bytes]:
    """Return the posts of our own making, by path."""
    return _posts_in(OWN_POSTS)


@pytest.fixture(scope="session")
def real_posts() -> dict[str, bytes]:
    """Return real posts, by path."""
    if not REAL_POSTS.is_dir():
        pytest.skip("the real posts are not here")
    return _posts_in(REAL_POSTS)


@pytest.fixture(scope="session", params=["own", "real"])
def posts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return our own posts, then the real ones."""
    return request.getfixturevalue(f"{request.param}_posts")


@pytest.fixture
def odd_post():
    """Return a reader of one of our odd posts."""

    def read(name: str) -> Article:
        return Article.from_bytes((OWN_POSTS / "odd" / f"{name}.md").read_bytes())

    return read


@pytest.fixture
def usual_post():
    """Return a reader of one of our usual posts."""

    def read(name: str) -> Article:
        return Article.from_bytes((OWN_POSTS / "usual" / f"{name}.md").read_bytes())

    return read


@pytest.fixture(scope="session")
def js_yaml():
    """Return a reader that gives many texts to js-yaml at once; ``None`` for what it rejects."""
    node = shutil.which("node")
    if not node or subprocess.run([node, "-e", "require('js-yaml')"], capture_output=True).returncode:  # noqa: PLW1510
        pytest.skip("js-yaml is not here")

    def read(texts: list[str]) -> list[dict[str, object] | None]:
        given = json.dumps(texts).encode()
        answer = subprocess.run([node, "-e", _JS_READER], input=given, capture_output=True, check=True)
        return json.loads(answer.stdout)

    return read
