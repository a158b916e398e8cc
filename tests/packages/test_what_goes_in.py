"""The packaged program holds what the window needs, nothing else, and nothing under the GPL."""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from clinicwriter.ui.about.components import Component, all_components, runtime_distributions
from devtools import bundle_parts, licences, needed
from devtools.bundle_licences import licences_text
from devtools.components import packages_to_gather
from devtools.sbom import write_list

ROOT = Path(__file__).parent.parent.parent
IMPORTED = re.compile(r"^\s*(?:from|import) PySide6\.Qt(\w+)", re.MULTILINE)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/QtWebEngineWidgets.abi3.so",
        "PySide6/libpyside6.abi3.so.6.11",
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/translations/qtwebengine_locales/en-US.pak",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt6Core.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/QtWebEngineProcess.exe",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "libQt6Core.so.6",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
        "clinicwriter/resources/pages/article.html",
        "clinicwriter/ui/preview/script/text.js",
        "markdown-3.11.3.dist-info/entry_points.txt",
        "PySide6/QtPdfWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "docx/templates/default.docx",
    ],
)
def test_what_is_needed_goes_in(place: str):
    assert bundle_parts.belongs_inside(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "PySide6/Qt/lib/libQt63DRender.so.6",
        "PySide6/Qt/lib/libQt6Multimedia.so.6",
        "PySide6/Qt/lib/libavcodec.so.61",
        "PySide6/QtQuick.abi3.so",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/translations/qtwebengine_locales/fr.pak",
        "PySide6/Qt/translations/qtwebengine_locales/en-GB.pak",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt6Multimedia.dll",
        "PySide6/opengl32sw.dll",
        "libQt6Multimedia.so.6",
        "libreadline.so.8",
        "libssl.so.3",
        "libglib-2.0.so.0",
        "clinicwriter-0.1.0.dist-info/direct_url.json",
        "pyside6_addons-6.11.3.dist-info/RECORD",
        "nh3-0.3.8.dist-info/sboms/nh3.cyclonedx.json",
        "docx/templates/default-docx-template/word/styles.xml",
    ],
)
def test_what_is_not_needed_stays_out(place: str):
    assert not bundle_parts.belongs_inside(place)


def test_every_part_of_qt_that_the_source_imports_is_let_in():
    sources = (ROOT / "src").rglob("*.py")
    imported = {name for path in sources for name in IMPORTED.findall(path.read_text(encoding="utf-8"))}
    assert imported
    assert imported <= bundle_parts.QT_BINDINGS | {"Test"}


def test_every_package_that_the_program_needs_is_gathered():
    gathered = dict(packages_to_gather())
    assert gathered["markdown"] == ("markdown",)
    assert gathered["python-frontmatter"] == ("frontmatter",)
    assert "yaml" in gathered["pyyaml"]
    assert gathered["pyside6"] == ()
    assert not {"pytest", "ruff", "mypy", "hypothesis"} & gathered.keys()
    assert len(gathered) == len(runtime_distributions())


# -- licences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [
        "MIT",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "(GPL-3.0-only OR MIT) AND BSD-3-Clause",
        "GPL-2.0-or-later WITH Bootloader-exception",
    ],
)
def test_a_licence_that_leaves_a_free_choice_is_allowed(expression: str):
    assert licences.is_allowed(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "GPL-3.0-only",
        "MIT AND GPL-2.0-or-later",
        "AGPL-3.0-only OR GPL-3.0-only",
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "Proprietary",
        "(MIT OR GPL-3.0-only) AND GPL-3.0-only",
    ],
)
def test_a_licence_of_the_gpl_is_refused(expression: str):
    assert not licences.is_allowed(expression)


@pytest.mark.parametrize("expression", ["(MIT", "MIT AND", "MIT MIT", ") MIT"])
def test_what_is_no_licence_expression_is_an_error(expression: str):
    with pytest.raises(licences.LicenceError):
        licences.is_allowed(expression)


def test_nothing_inside_is_under_a_licence_that_forbids_giving_it_away():
    assert list(licences.find_faults(all_components())) == []


def test_a_component_under_the_gpl_or_without_words_about_it_is_found(tmp_path: Path):
    text = tmp_path / "text"
    text.write_text("words", encoding="utf-8")
    wrong = [
        Component("a", "1", "GPL-3.0-only", (text,)),
        Component("b", "1", "", (text,)),
        Component("c", "1", "MIT"),
        Component("d", "1", "MIT", (text,)),
    ]
    assert [fault.split()[0] for fault in licences.find_faults(wrong)] == ["a", "b", "c"]


def test_all_licences_are_in_one_text_and_equal_ones_once():
    components = all_components()
    text = licences_text("Our own licence.", components)
    assert all(f"{component.name} " in text for component in components)
    assert text.count("GNU LESSER GENERAL PUBLIC LICENSE") == 1


def test_the_list_of_what_is_inside_names_each_package_by_its_address(tmp_path: Path):
    write_list(tmp_path / "inside.json", all_components())
    written = json.loads((tmp_path / "inside.json").read_text(encoding="utf-8"))
    addresses = {row.get("purl") for row in written["components"]}
    assert f"pkg:pypi/markdown@{metadata.version('markdown')}" in addresses
    references = [row["bom-ref"] for row in written["components"]]
    assert len(references) == len(set(references))
    assert written["dependencies"][0]["dependsOn"] == references


def test_the_same_things_inside_make_the_same_list(tmp_path: Path):
    for name in ("one", "two"):
        write_list(tmp_path / name, all_components())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


# -- what is asked of the system ---------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the libraries of Linux")
def test_what_a_binary_needs_is_read_from_the_binary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "program").write_bytes(b"\x7fELF")
    (tmp_path / "libqgtk3.so").write_bytes(b"\x7fELF")
    (tmp_path / "libown.so.1").write_bytes(b"no program")
    listing = "  NEEDED  libasound.so.2\n  NEEDED  libown.so.1\n  NEEDED  libc.so.6\n GLIBC_2.9 GLIBC_2.35\n"
    monkeypatch.setattr(needed, "_listing", lambda _path: listing)
    found = needed.find_needed(tmp_path)
    assert found.depends == ("libasound2t64 | libasound2", "libc6 (>= 2.35)")
    assert found.recommends == ("libgtk-3-0t64 | libgtk-3-0",)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the libraries of Linux")
def test_a_library_that_nobody_named_a_package_for_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "program").write_bytes(b"\x7fELF")
    monkeypatch.setattr(needed, "_listing", lambda _path: "  NEEDED  libnobody.so.3\n GLIBC_2.9\n")
    with pytest.raises(needed.BuildError, match=r"libnobody\.so\.3"):
        needed.find_needed(tmp_path)
