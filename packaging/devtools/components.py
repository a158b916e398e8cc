"""The packages that go into the packaged program, with the names that they are imported by."""

import re
from importlib import metadata

from clinicwriter.ui.about.components import plain_name, runtime_distributions

QT_PACKAGES = frozenset({"pyside6", "pyside6-addons", "pyside6-essentials", "shiboken6"})
PROGRAM = "clinicwriter"


def packages_to_gather() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each package that the program needs, and what is imported from it; nothing for those of Qt.

    Qt is gathered by a list of its own: whole, it is ten times as large as what is needed.
    """
    names = [plain_name(distribution.name) for distribution in runtime_distributions()]
    return tuple((name, () if name in QT_PACKAGES else import_names(name)) for name in names)


def import_names(package: str) -> tuple[str, ...]:
    """Return the names under which an installed package's modules are imported."""
    files = metadata.distribution(package).files or ()
    tops = {path.parts[0] for path in files if path.suffix in {".py", ".so", ".pyd"}}
    names = {re.sub(r"(\.cpython[\w-]*|\.abi3)?\.(py|so|pyd)$", "", top) for top in tops}
    return tuple(sorted(name for name in names if name.isidentifier()))
