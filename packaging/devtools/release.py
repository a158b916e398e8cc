"""Makes everything that a release gives to people, from a clean tree: packages, checksums, what is inside."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from clinicwriter import __version__
from clinicwriter.ui.about.components import all_components
from clinicwriter.ui.about.newer import RELEASES_PAGE
from devtools import bundle, deb, windows
from devtools.building import BuildError
from devtools.environment import ROOT
from devtools.licences import find_faults
from devtools.naming import DIST, NAME

RELEASE = DIST / "release"
SUMS = "SHA256SUMS"
CHANGES = ROOT / "CHANGELOG.md"
LIST_INSIDE = Path("clinicwriter") / "resources" / "licences" / "inside.cdx.json"
AS_A_TRY = "--try"


def main(arguments: list[str]) -> int:
    """Make a release. ``--try`` does the same before the change log names its day."""
    try:
        refuse_unready(is_try=AS_A_TRY in arguments)
        files = make_release()
    except BuildError as error:
        print(error)
        return 1
    print(f"\n{RELEASE.relative_to(ROOT)}:")
    for path in files:
        print(f"  {path.name:48} {path.stat().st_size / 1_000_000:8.1f} MB")
    if not RELEASES_PAGE:
        print("\nNo page with releases is named yet: the Help menu says whom to ask instead.")
    print("\nWhat is left to do by hand, signing first of all, is in packaging/RELEASING.md.")
    return 0


def refuse_unready(*, is_try: bool, root: Path = ROOT) -> None:
    """Raise ``BuildError`` where the tree is not what its history says, or the change log is not ready."""
    changed = _git(root, "status", "--porcelain")
    if changed:
        raise BuildError(
            f"A release is made from a clean tree, and these files are changed or new:\n{changed}\n"
            "Commit them or put them away, then run this again. Nothing was built."
        )
    heading = re.search(rf"^## {re.escape(__version__)}\b(.*)$", CHANGES.read_text(encoding="utf-8"), re.M)
    if heading is None:
        raise BuildError(f"CHANGELOG.md says nothing about version {__version__}.")
    if "not released" in heading[1] and not is_try:
        raise BuildError(
            f"CHANGELOG.md calls version {__version__} not released yet. Put the day there, or run this "
            f"with {AS_A_TRY}."
        )


def make_release() -> tuple[Path, ...]:
    """Build and gather everything; return the files. Raises ``BuildError``."""
    if faults := list(find_faults(all_components())):
        raise BuildError("\n".join(faults))
    folder = bundle.build()
    packages = [deb.make_deb(folder), deb.make_archive(folder)]
    windows.compile_installer(windows.make_stand_in(), ROOT / "build" / "stand-in-setup.exe")
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    for package in packages:
        shutil.copyfile(package, RELEASE / package.name)
    shutil.copyfile(folder / bundle.INSIDE / LIST_INSIDE, RELEASE / f"{NAME}-{__version__}.cdx.json")
    shutil.copyfile(folder / "LICENCES.txt", RELEASE / "LICENCES.txt")
    write_sums(RELEASE)
    return tuple(sorted(RELEASE.iterdir()))


def write_sums(folder: Path) -> None:
    """Write the checksum of each file, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"A release is made from a working copy with its history: {done.stderr.strip()}")
    return done.stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
