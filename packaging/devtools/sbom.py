"""The list of software inside, as CycloneDX 1.6 prescribes it: for those who must know of flaws."""

import json
import uuid
from collections.abc import Iterable
from pathlib import Path

from clinicwriter import __version__
from clinicwriter.ui.about.components import Component

SPECIFICATION = "1.6"
_SPACE = uuid.UUID("6f1a4a86-7e0b-4a53-9f0e-2f4f5c7d9b11")
"""Any fixed one: the same list gets the same number."""


def write_list(target: Path, components: Iterable[Component]) -> None:
    """Write the list."""
    rows = [_row(component) for component in components]
    serial = uuid.uuid5(_SPACE, json.dumps([__version__, rows], sort_keys=True))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "clinicwriter",
                "name": "Clinic Writer",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": rows,
        "dependencies": [{"ref": "clinicwriter", "dependsOn": [str(row["bom-ref"]) for row in rows]}],
    }
    target.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _row(component: Component) -> dict[str, object]:
    address = _address(component)
    row: dict[str, object] = {
        "type": "library",
        "bom-ref": address or f"part:{component.name}",
        "name": component.name,
        "licenses": [{"expression": component.licence}],
    }
    if component.version:
        row["version"] = component.version
    if address:
        row["purl"] = address
    return row


def _address(component: Component) -> str:
    """Return the address that lists of known flaws use for a Python package, "" for other things."""
    return f"pkg:pypi/{component.package}@{component.version}" if component.package else ""
