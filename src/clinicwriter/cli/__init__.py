"""The same work without a window."""

from .commands import run_command
from .parser import COMMANDS

__all__ = ["COMMANDS", "run_command"]
