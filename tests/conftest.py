"""What every test shares: no screen, a home of its own, and long runs only when asked for."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The ordinary run tries the same examples each time, so that it says the same twice; --long tries new ones.
settings.register_profile("steady", deadline=None, derandomize="--long" not in sys.argv)
settings.load_profile("steady")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses its sandbox to root.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes: run with --long"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own place for drafts, settings and documents."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CLINICWRITER_HOME", str(folder))
    return folder
