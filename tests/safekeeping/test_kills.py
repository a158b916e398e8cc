"""A writer that is killed at any moment leaves nothing torn, mixed or lost."""

import subprocess
import sys
from pathlib import Path

import pytest

TORTURE = Path(__file__).with_name("torture.py")


@pytest.mark.parametrize("kills", [20, pytest.param(500, marks=pytest.mark.long)])
def test_a_writer_killed_at_random_moments_leaves_every_export_whole_or_absent(tmp_path, kills):
    command = [sys.executable, str(TORTURE), "--kills", str(kills), "--folder", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{kills} kills" in done.stdout
    assert "export completed" in done.stdout, "no kill hit an export in the middle: " + done.stdout
