"""Writes down what a packaged program holds, and refuses one that holds what may not be given away."""

import sys
from collections.abc import Iterable
from pathlib import Path

from clinicwriter import __version__
from clinicwriter.ui.about.components import Component, all_components
from devtools.licences import find_faults
from devtools.sbom import write_list
from devtools.system_parts import write_system_parts

FILE_NAME = "LICENCES.txt"
RULE = "=" * 78


def main(arguments: list[str]) -> int:
    """Run in the environment that the program was packed from, on its folder and the one inside that."""
    folder, inside = Path(arguments[0]), Path(arguments[0]) / arguments[1]
    if sys.platform.startswith("linux"):
        write_system_parts(inside)
    resources = inside / "clinicwriter" / "resources"
    components = all_components(resources)
    own = (Path(__file__).parent.parent.parent / "LICENSE").read_text(encoding="utf-8")
    (folder / FILE_NAME).write_text(licences_text(own, components), encoding="utf-8")
    write_list(resources / "licences" / "inside.cdx.json", components)
    faults = list(find_faults(components))
    print("\n".join(faults))
    return 1 if faults else 0


def licences_text(own: str, components: Iterable[Component]) -> str:
    """Return one text: the program's licence, then that of each thing inside; equal texts once."""
    parts = [f"Clinic Writer {__version__} (MIT)\n\n{own.strip()}"]
    told: dict[str, str] = {}
    for component in components:
        name = f"{component.name} {component.version}".strip()
        text = component.read_text()
        words = f"The same text as that of {told[text]}." if text in told else text
        told.setdefault(text, name)
        parts.append(f"{name} ({component.licence})\n\n{words}")
    return f"\n\n{RULE}\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
