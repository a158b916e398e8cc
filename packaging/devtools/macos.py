"""Makes the application for macOS and its disk image, signed and seen by Apple where the keys are at hand.

Runs on macOS alone. Elsewhere it prints the commands, in their order.
"""

import os
import platform
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from devtools import bundle
from devtools.building import BuildError, run
from devtools.bundle import APPLICATION
from devtools.environment import ROOT
from devtools.naming import machine, package_file

SOURCES = ROOT / "packaging" / "macos"
SIGN_AS = "CLINICWRITER_SIGN_AS"
"""Names the certificate: "Developer ID Application: ..." """
PROFILE = "CLINICWRITER_NOTARY_PROFILE"
"""Names what `xcrun notarytool store-credentials` keeps in the key chain."""
WEB_ENGINE = "QtWebEngineProcess.app"
NESTED = {".dylib", ".so", ".framework", ".app"}


def main(_arguments: list[str]) -> int:
    """Make, sign and hand in on macOS; print how it is done everywhere else."""
    image = package_file(f"macos-{machine()}.dmg")
    if platform.system() != "Darwin":
        print("The application for macOS is made on macOS. These are its steps:\n")
        for command in steps([f"{APPLICATION}/.../{WEB_ENGINE}", str(APPLICATION)], image, "NAME", "PROFILE"):
            print(" ", shlex.join(command))
        return 0
    try:
        bundle.build()
        for command in steps(_inside_out(APPLICATION), image, *_keys()):
            run(command)
    except BuildError as error:
        print(error)
        return 1
    print(f"{image.relative_to(ROOT)}: {image.stat().st_size / 1_000_000:.0f} MB")
    if not _keys()[0]:
        print(f"Not signed: {SIGN_AS} names no certificate. macOS will not open it by a double-click.")
    return 0


def steps(parts: Sequence[str], image: Path, sign_as: str, profile: str) -> Iterator[list[str]]:
    """Yield the commands: what is signed lies inside out, since a signature seals what is within it."""
    if sign_as:
        for part in parts:
            yield sign_command(part, sign_as)
        yield ["codesign", "--verify", "--deep", "--strict", str(APPLICATION)]
    make = ["hdiutil", "create", "-volname", "Clinic Writer", "-fs", "HFS+", "-format", "ULFO", "-ov"]
    yield [*make, "-srcfolder", str(APPLICATION), str(image)]
    if sign_as and profile:
        yield ["codesign", "--force", "--timestamp", "--sign", sign_as, str(image)]
        yield ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"]
        yield ["xcrun", "stapler", "staple", str(image)]
        yield ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(image)]


def sign_command(part: str, sign_as: str) -> list[str]:
    """Return how one part is signed: the engine of the page may make code while it runs, the rest may not."""
    rights = "web-engine-entitlements.plist" if WEB_ENGINE in part else "entitlements.plist"
    sign = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", sign_as]
    return [*sign, "--entitlements", str(SOURCES / rights), part]


def _inside_out(application: Path) -> list[str]:
    found = [path for path in application.rglob("*") if path.suffix in NESTED and not path.is_symlink()]
    return [str(path) for path in sorted(found, key=lambda path: -len(path.parts))] + [str(application)]


def _keys() -> tuple[str, str]:
    return os.environ.get(SIGN_AS, ""), os.environ.get(PROFILE, "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
