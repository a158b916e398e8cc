"""A bare Debian without Python or a desktop, to try packages in. Needs root."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RELEASE = "bookworm"
USER, USER_ID = "dana", 1000
SHARED = ("dev", "proc", "tmp/.X11-unix")
"""What a program with a window needs of the system around it."""


class BareSystemError(Exception):
    """A command in the bare system failed; the text holds its last words."""


@dataclass(frozen=True, slots=True)
class BareSystem:
    """A folder with a whole system in it, and one ordinary user."""

    root: Path

    @property
    def home(self) -> Path:
        """Return the user's home, as seen from outside."""
        return self.root / "home" / USER

    def run(self, *command: str) -> str:
        """Run a command as the system's administrator; return what it said. Raises ``BareSystemError``."""
        done = subprocess.run(
            ["chroot", str(self.root), *command],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            last = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
            raise BareSystemError(f"{' '.join(command)} failed:\n{last}")
        return done.stdout

    def install(self, package: Path) -> None:
        """Install a package from outside, with what it depends on and nothing that it only recommends."""
        place = self.root / "var" / "tmp" / package.name
        shutil.copyfile(package, place)
        self.run("apt-get", "install", "--yes", "-qq", "--no-install-recommends", f"/var/tmp/{package.name}")
        place.unlink()

    def as_user(self, *command: str, **variables: str) -> list[str]:
        """Return the command that runs a program as the ordinary user, with almost no variables."""
        given = {"HOME": f"/home/{USER}", "PATH": "/usr/bin:/bin", **variables}
        words = [f"{name}={value}" for name, value in given.items()]
        who = ["chroot", f"--userspec={USER_ID}:{USER_ID}", str(self.root)]
        return [*who, "/usr/bin/env", "-i", *words, *command]


def can_make() -> bool:
    """Say whether a bare system can be made here."""
    return os.geteuid() == 0 and all(shutil.which(name) for name in ("mmdebstrap", "chroot", "mount"))


@contextmanager
def a_bare_system(folder: Path) -> Iterator[BareSystem]:
    """Make a bare system in a folder, and take it down again."""
    root = folder / "root"
    subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", RELEASE, str(root)], check=True)
    shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
    system = BareSystem(root)
    with _shared(root):
        system.run("useradd", "--create-home", f"--uid={USER_ID}", USER)
        system.run("apt-get", "update", "-qq")
        yield system
    remove_folder(root)


def remove_folder(folder: Path) -> None:
    """Remove a folder, but nothing of another file system in it: that may be this system itself."""
    subprocess.run(["rm", "-rf", "--one-file-system", str(folder)], check=False)


@contextmanager
def _shared(root: Path) -> Iterator[None]:
    mounted: list[Path] = []
    try:
        for name in SHARED:
            place = root / name
            place.mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--rbind", f"/{name}", str(place)], check=True)
            mounted.append(place)
            # Or taking it down here would take it down there.
            subprocess.run(["mount", "--make-rslave", str(place)], check=True)
        yield
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", "--recursive", "--lazy", str(place)], check=False)
