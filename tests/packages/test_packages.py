"""What a package says about itself is true, and a release is made only of what the history holds."""

from __future__ import annotations

import hashlib
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from clinicwriter import __version__
from devtools import building, deb, macos, naming, release, windows
from devtools.building import BuildError
from devtools.commands import COMMANDS
from devtools.debian import Debian

ROOT = Path(__file__).parent.parent.parent
LINUX = ROOT / "packaging" / "linux"
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Linux")


def a_packed_program(folder: Path) -> Path:
    """Make a small folder of the shape of the packed program."""
    program = folder / "clinicwriter"
    (program / "_internal").mkdir(parents=True)
    (program / "clinicwriter").write_text("#!/bin/sh\n", encoding="utf-8")
    (program / "clinicwriter").chmod(0o700)
    (program / "LICENCES.txt").write_text("words\n", encoding="utf-8")
    (program / "_internal" / "data").write_text("words\n", encoding="utf-8")
    (program / "_internal" / "data").chmod(0o600)
    return program


@pytest.fixture
def icons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "icons"
    folder.mkdir()
    for size_px in deb.ALL_SIZES_PX:
        shutil.copyfile(
            ROOT / "resources" / "app" / "clinicwriter-64.png", folder / f"clinicwriter-{size_px}.png"
        )
    monkeypatch.setattr(deb, "ICONS", folder)


@on_linux
def test_everybody_may_read_what_is_installed_whatever_the_rights_where_it_was_built(
    tmp_path: Path, icons: None
):
    tree = tmp_path / "tree"
    deb.lay_out(a_packed_program(tmp_path), tree)
    inside = tree / "usr" / "lib" / "clinicwriter"
    assert (inside / "clinicwriter").stat().st_mode & 0o777 == 0o755
    assert (inside / "_internal" / "data").stat().st_mode & 0o777 == 0o644
    assert (tree / "usr" / "bin" / "clinicwriter").resolve() == (inside / "clinicwriter").resolve()


@on_linux
def test_the_entry_in_the_menu_names_what_is_installed(tmp_path: Path, icons: None):
    tree = tmp_path / "tree"
    deb.lay_out(a_packed_program(tmp_path), tree)
    share = tree / "usr" / "share"
    entry = (share / "applications" / "clinicwriter.desktop").read_text(encoding="utf-8")
    kinds = re.search(r"^MimeType=(.*)$", entry, re.MULTILINE)
    mime = ElementTree.parse(share / "mime" / "packages" / "clinicwriter.xml").getroot()
    known = {node.get("type") for node in mime}
    assert kinds is not None and set(kinds[1].strip(";").split(";")) <= known
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / "clinicwriter.svg").is_file()
    assert "Exec=clinicwriter %f" in entry


def test_shops_of_programs_are_told_this_version():
    told = ElementTree.fromstring(deb.metainfo())
    assert [node.get("version") for node in told.iter("release")] == [__version__]
    assert told.findtext("launchable") == "clinicwriter.desktop"
    assert told.findtext("id") == naming.IDENTITY


@pytest.mark.parametrize(("version", "debian"), [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1")])
def test_a_first_try_of_a_version_sorts_before_it(monkeypatch: pytest.MonkeyPatch, version: str, debian: str):
    monkeypatch.setattr(naming, "__version__", version)
    assert naming.debian_version() == debian


@on_linux
@pytest.mark.parametrize("script", deb.SCRIPTS)
def test_the_scripts_of_the_package_are_good_shell(script: str):
    subprocess.run(["sh", "-n", str(LINUX / script)], check=True)


def test_the_programs_name_is_the_same_for_macos():
    assert f'bundle_identifier="{naming.IDENTITY}"' in (ROOT / "packaging" / "clinicwriter.spec").read_text(
        "utf-8"
    )


# -- Windows and macOS, as far as another system can ---------------------------------------------


@pytest.mark.skipif(not shutil.which("makensis"), reason="needs NSIS")
def test_the_script_of_the_installer_compiles_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(windows, "STAND_IN", tmp_path / "payload")
    monkeypatch.setattr(windows, "DIST", tmp_path)
    target = tmp_path / "clinicwriter-setup.exe"
    windows.compile_installer(windows.make_stand_in(), target)
    assert target.read_bytes()[:2] == b"MZ"


def test_the_uninstaller_removes_each_place_that_the_installer_wrote():
    script = (ROOT / "packaging" / "windows" / "clinicwriter.nsi").read_text(encoding="utf-8")
    install, uninstall = script.split('Section "Uninstall"')
    written = set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', install))
    removed = set(re.findall(r'DeleteReg(?:Key|Value) HKCU "([^"]+)"', uninstall))
    assert written
    assert [
        key for key in written if not any(key == one or key.startswith(one + "\\") for one in removed)
    ] == []


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("1.2.3rc4", "1.2.3.0"), ("2.0", "2.0.0.0")]
)
def test_windows_gets_four_numbers(version: str, numbers: str):
    assert windows.four_numbers(version) == numbers


def test_what_lies_inside_is_signed_before_what_holds_it():
    parts = ["App/Contents/Frameworks/QtWebEngineProcess.app", "App"]
    commands = list(macos.steps(parts, Path("image.dmg"), "NAME", "PROFILE"))
    signed = [command[-1] for command in commands if command[0] == "codesign" and "--sign" in command]
    assert signed == [*parts, "image.dmg"]
    engine = next(command for command in commands if command[-1] == parts[0])
    assert any(word.endswith("web-engine-entitlements.plist") for word in engine)
    order = [command[:2] for command in commands if command[0] == "xcrun"]
    assert order == [["xcrun", "notarytool"], ["xcrun", "stapler"]]


def test_without_a_certificate_nothing_is_signed_or_handed_in():
    commands = list(macos.steps(["App"], Path("image.dmg"), "", ""))
    assert [command[0] for command in commands] == ["hdiutil"]


@pytest.mark.parametrize("name", ["entitlements.plist", "web-engine-entitlements.plist"])
def test_the_rights_on_macos_are_well_formed(name: str):
    rights = plistlib.loads((ROOT / "packaging" / "macos" / name).read_bytes())
    assert rights and all(rights.values())


def test_the_workflow_runs_commands_that_exist():
    text = (ROOT / ".github" / "workflows" / "packages.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs) == {"linux", "windows", "macos"}
    assert set(re.findall(r"packaging/dev\.py (\w+)`?", text)) <= set(COMMANDS)
    assert "has not been run yet" in text


# -- a release -----------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    run = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    (tmp_path / "file").write_text("words", encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run([*run, *words], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("name", ["file", "a new file"])
def test_a_release_of_a_changed_tree_is_refused(tree: Path, name: str):
    (tree / name).write_text("other words", encoding="utf-8")
    with pytest.raises(BuildError, match=name):
        release.refuse_unready(is_try=True, root=tree)


def test_a_clean_tree_is_taken(tree: Path):
    release.refuse_unready(is_try=True, root=tree)


def test_a_version_that_the_change_log_calls_unreleased_is_refused(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
):
    changes = tmp_path_factory.mktemp("changes") / "CHANGELOG.md"
    monkeypatch.setattr(release, "CHANGES", changes)
    changes.write_text(f"# What changed\n\n## {__version__}, not released yet\n", encoding="utf-8")
    with pytest.raises(BuildError, match="not released yet"):
        release.refuse_unready(is_try=False, root=tree)
    changes.write_text(f"# What changed\n\n## {__version__}, 2027-01-15\n", encoding="utf-8")
    release.refuse_unready(is_try=False, root=tree)
    changes.write_text("# What changed\n", encoding="utf-8")
    with pytest.raises(BuildError, match="says nothing"):
        release.refuse_unready(is_try=True, root=tree)


def test_the_checksums_are_those_of_the_files(tmp_path: Path):
    (tmp_path / "a.deb").write_bytes(b"package")
    release.write_sums(tmp_path)
    sums = (tmp_path / release.SUMS).read_text(encoding="utf-8")
    assert sums == f"{hashlib.sha256(b'package').hexdigest()}  a.deb\n"


@on_linux
@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_the_entry_in_the_menu_is_valid():
    subprocess.run(["desktop-file-validate", str(LINUX / "clinicwriter.desktop")], check=True)


def test_a_tool_that_is_missing_is_named_with_the_line_to_paste(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(building.shutil, "which", lambda _name: None)
    monkeypatch.setattr(building.Debian, "find", lambda: Debian("apt-get"))
    monkeypatch.setattr(building, "is_root", lambda: False)
    with pytest.raises(BuildError, match="--yes binutils zstd\n"):
        building.require_tools("objdump", "strip", "zstd")
