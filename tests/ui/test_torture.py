"""Somebody types and exports in the real window while it is killed: nothing is torn, mixed or lost."""

import subprocess
import sys
from pathlib import Path

import pytest

TORTURE = Path(__file__).with_name("torture.py")


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
@pytest.mark.parametrize("kills", [20, pytest.param(500, marks=pytest.mark.long)])
def test_a_window_killed_while_somebody_types_and_exports_loses_less_than_two_seconds(tmp_path, kills):
    command = [sys.executable, str(TORTURE), "--kills", str(kills), "--folder", str(tmp_path), "--seed", "7"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{kills} kills\n" in done.stdout
    assert "0 kills during an export" not in done.stdout, done.stdout
