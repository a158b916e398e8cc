"""Every public class and function of the program says what it does; what overrides Qt is explained by Qt."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public_without_docstring(tree: ast.AST, prefix: str = "") -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from public_without_docstring(node, f"{prefix}{node.name}.")


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def is_explained_elsewhere(module: str, name: str) -> bool:
    """Say whether a method has its words from a class above: Qt's, or one of ours that says them."""
    owner, _, method = name.rpartition(".")
    found: object = importlib.import_module(module)
    for part in filter(None, owner.split(".")):
        found = getattr(found, part)
    if not isinstance(found, type):
        return False
    above = [base for base in found.__mro__[1:] if method in vars(base)]
    return getattr(found, "_is_protocol", False) or any(
        vars(base)[method].__doc__ or not base.__module__.startswith("clinicwriter") for base in above
    )


def test_every_public_name_has_a_docstring() -> None:
    missing = [
        f"{module}: {name}"
        for path in sorted((SOURCE / "clinicwriter").rglob("*.py"))
        for name in public_without_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if not is_explained_elsewhere(module := module_name(path), name)
    ]
    assert missing == []


def test_a_silent_name_is_seen() -> None:
    source = (
        'class Door:\n    """Open."""\n    def open(self): ...\n    def _latch(self): ...\ndef knock(): ...\n'
    )
    assert list(public_without_docstring(ast.parse(source))) == ["Door.open", "knock"]
