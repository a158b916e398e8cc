"""Makes the packages for Linux from the packed program: a .deb to install, an archive to unpack and start."""

import gzip
import hashlib
import shutil
import string
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from clinicwriter import __version__
from devtools import bundle
from devtools.building import BuildError, require_tools, run
from devtools.environment import ROOT
from devtools.icons import ALL_SIZES_PX
from devtools.icons import FOLDER as ICONS
from devtools.naming import (
    DIST,
    IDENTITY,
    MAINTAINER,
    NAME,
    debian_version,
    machine,
    package_file,
    release_date,
    source_time,
)
from devtools.needed import Needed, find_needed

SOURCES = ROOT / "packaging" / "linux"
TREE = ROOT / "build" / "deb"
SCRIPTS = ("postinst", "prerm", "postrm")
LEVEL, QUICK_LEVEL = 19, 3
"""How hard the packages are pressed: the second takes seconds instead of minutes, for a try."""
MOST_MB = 140
DESCRIPTION = """\
Description: write and export the articles of a clinic's website
 Clinic Writer is for the people at a clinic who look after its website. They
 write an article and see the page beside it as it will be, fill in its
 details and export it into the website's folder. Everything stays on the
 computer: the program opens no connection to the network.
"""


def main(arguments: list[str]) -> int:
    """Make both packages; with --no-bundle from the packed program that lies there already.

    With --quick they are made fast and large.
    """
    level = QUICK_LEVEL if "--quick" in arguments else LEVEL
    try:
        if "--no-bundle" not in arguments or not bundle.BUNDLE.is_dir():
            bundle.build()
        for path in (make_deb(bundle.BUNDLE, level), make_archive(bundle.BUNDLE, level)):
            print(f"{path.relative_to(ROOT)}: {_size_mb(path):.0f} MB")
    except BuildError as error:
        print(error)
        return 1
    return 0


def make_deb(folder: Path, level: int = LEVEL, version: str = "") -> Path:
    """Make the .deb from a packed program. Raises ``BuildError``, also where it is too large."""
    shutil.rmtree(TREE, ignore_errors=True)
    lay_out(folder, TREE)
    _write_control(TREE, find_needed(folder), version or debian_version())
    target = DIST / f"{NAME}_{version or debian_version()}_{_architecture()}.deb"
    target.unlink(missing_ok=True)
    print("Packing the .deb ...", flush=True)
    packing = ["--root-owner-group", "-Zzstd", f"-z{level}"]
    build = ["dpkg-deb", *packing, "--build", str(TREE), str(target)]
    run(build, environment={"SOURCE_DATE_EPOCH": str(source_time())})
    return _checked(target, level)


def make_archive(folder: Path, level: int = LEVEL) -> Path:
    """Make the archive that runs from wherever it is unpacked. Raises ``BuildError``."""
    require_tools("zstd")
    target = package_file(f"linux-{machine()}.tar.zst")
    target.unlink(missing_ok=True)
    place = f"{NAME}-{__version__}"
    words = _filled(SOURCES / "read-me.txt", {"version": __version__})
    (folder / "READ ME.txt").write_text(words, encoding="utf-8")
    print("Packing the archive ...", flush=True)
    same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{source_time()}"]
    renamed = f"--transform=s,^{folder.name},{place},"
    run(
        ["tar", *same, renamed, f"--use-compress-program=zstd -{level} -T0", "-cf", str(target), folder.name],
        folder=folder.parent,
    )
    (folder / "READ ME.txt").unlink()
    return _checked(target, level)


def lay_out(folder: Path, tree: Path) -> None:
    """Lay the program and all that announces it to a desktop into the tree of a package."""
    share = tree / "usr" / "share"
    shutil.copytree(folder, tree / "usr" / "lib" / NAME, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _copy(SOURCES / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _copy(SOURCES / f"{NAME}.xml", share / "mime" / "packages" / f"{NAME}.xml")
    _copy(SOURCES / "apparmor", share / NAME / "apparmor")
    _write(share / "metainfo" / f"{IDENTITY}.metainfo.xml", metainfo())
    _write_packed(share / "man" / "man1" / f"{NAME}.1.gz", (SOURCES / f"{NAME}.1").read_bytes())
    _lay_out_icons(share / "icons" / "hicolor")
    documents = share / "doc" / NAME
    _write_packed(documents / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    _copy(folder / "LICENCES.txt", documents / "copyright")
    _give_usual_rights(tree)


def metainfo() -> str:
    """Return what shops for programs show."""
    developer = IDENTITY.rpartition(".")[0]
    words = {"id": IDENTITY, "developer_id": developer, "version": __version__, "date": release_date()}
    return _filled(SOURCES / "metainfo.xml", words)


def _lay_out_icons(folder: Path) -> None:
    for size_px in ALL_SIZES_PX:
        if size_px <= 512:
            place = folder / f"{size_px}x{size_px}" / "apps" / f"{NAME}.png"
            _copy(ICONS / f"{NAME}-{size_px}.png", place)
    _copy(ROOT / "resources" / "app" / f"{NAME}.svg", folder / "scalable" / "apps" / f"{NAME}.svg")


def _write_control(tree: Path, needed: Needed, version: str) -> None:
    control = tree / "DEBIAN"
    size_kb = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": NAME,
        "Version": version,
        "Architecture": _architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size_kb),
        "Depends": ", ".join(needed.depends),
        "Recommends": ", ".join(needed.recommends),
        "Suggests": "git",
        "Section": "editors",
        "Priority": "optional",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    _write(control / "control", lines + DESCRIPTION)
    _write(control / "md5sums", "".join(_md5_lines(tree)))
    for script in SCRIPTS:
        _copy(SOURCES / script, control / script)
        (control / script).chmod(0o755)


def _md5_lines(tree: Path) -> list[str]:
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in files
    ]


def _give_usual_rights(tree: Path) -> None:
    """Whatever the rights in the source tree: everybody may read, and run what runs."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            is_run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_run else 0o644)


def _architecture() -> str:
    done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError("A .deb is made on Debian or Ubuntu.")
    return done.stdout.strip()


def _checked(package: Path, level: int) -> Path:
    if level == LEVEL and _size_mb(package) > MOST_MB:
        raise BuildError(f"{package.name} has {_size_mb(package):.0f} MB; more than {MOST_MB} is too much.")
    return package


def _size_mb(path: Path) -> float:
    return path.stat().st_size / 1_000_000


def _filled(template: Path, words: Mapping[str, str]) -> str:
    return string.Template(template.read_text(encoding="utf-8")).substitute(words)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _write_packed(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, mtime=source_time()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
