"""Where the files that ship with the program lie: themes, icons, fonts, templates, the sample site."""

from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, in an installed program as in a source tree."""
    package = Path(__file__).parent
    installed = package / "resources"
    folder = installed if installed.is_dir() else package.parent.parent / "resources"
    return folder.joinpath(*parts)
