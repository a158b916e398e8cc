"""Every public class and function says what it does; a Qt method overridden is explained by Qt."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src" / "clinicwriter"


def public_without_docstring(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        is_qt_name = node.name != node.name.lower() and not isinstance(node, ast.ClassDef)
        if not node.name.startswith("_") and not is_qt_name and not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (f"{node.name}.{name}" for name in public_without_docstring(node))


def test_every_public_name_of_the_window_has_a_docstring() -> None:
    missing = [
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for name in public_without_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [name for name in missing if "HeadingLike" not in name and ".id" not in name] == []
