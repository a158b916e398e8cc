"""The clipboard at the program's end."""

import subprocess
import sys

COPIES = """
from clinicwriter.ui.application import prepare_application
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.theme import ThemeKeeper

application = prepare_application()
edit = TextEdit(ThemeKeeper().theme)
edit.setPlainText("words")
edit.selectAll()
edit.copy()
assert application.clipboard().text() == "words"
"""


def test_what_was_copied_does_not_end_the_program_with_a_crash():
    command = [sys.executable, "-c", COPIES]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
