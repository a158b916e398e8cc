"""The packaged program starts whatever an old profile left in the environment."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

HOOK = Path(__file__).parent.parent.parent / "packaging" / "start" / "clean_environment.py"
Clean = Callable[[dict[str, str]], None]


@pytest.fixture
def clean() -> Clean:
    spec = importlib.util.spec_from_file_location("clean_environment", HOOK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.clean  # type: ignore[no-any-return]


def test_what_leads_to_another_qt_is_forgotten(clean: Clean):
    environment = {"QT_PLUGIN_PATH": "/opt/other", "QTWEBENGINEPROCESS_PATH": "/opt/x", "HOME": "/tmp"}
    clean(environment)
    assert environment == {"HOME": "/tmp"}


@pytest.mark.parametrize("value", ["nonsense", "eglfs", "xcb;nonsense", "", " "])
def test_a_platform_that_is_not_inside_is_forgotten(clean: Clean, value: str):
    environment = {"QT_QPA_PLATFORM": value}
    clean(environment)
    assert environment == {}


@pytest.mark.parametrize("value", ["xcb", "wayland;xcb", "offscreen:size=800x600"])
def test_a_platform_that_is_inside_is_kept(clean: Clean, value: str):
    environment = {"QT_QPA_PLATFORM": value}
    clean(environment)
    assert environment == {"QT_QPA_PLATFORM": value}


def test_the_sandbox_is_given_up_only_by_whoever_says_so_plainly(clean: Clean):
    environment = {"QTWEBENGINE_DISABLE_SANDBOX": "nonsense"}
    clean(environment)
    assert environment == {}
    environment = {"QTWEBENGINE_DISABLE_SANDBOX": "1"}
    clean(environment)
    assert environment == {"QTWEBENGINE_DISABLE_SANDBOX": "1"}


def test_a_larger_picture_of_everything_is_kept_where_it_is_a_number(clean: Clean):
    environment = {"QT_SCALE_FACTOR": "1.5", "QT_FONT_DPI": "large"}
    clean(environment)
    assert environment == {"QT_SCALE_FACTOR": "1.5"}


def test_a_browser_opened_from_the_program_gets_the_systems_libraries(clean: Clean):
    environment = {"LD_LIBRARY_PATH": "/opt/clinicwriter/_internal", "LD_LIBRARY_PATH_ORIG": "/usr/local/lib"}
    clean(environment)
    assert environment == {"LD_LIBRARY_PATH": "/usr/local/lib"}
    environment = {"LD_LIBRARY_PATH": "/opt/clinicwriter/_internal"}
    clean(environment)
    assert environment == {}
