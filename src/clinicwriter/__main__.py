"""The door: a command goes to the command line, anything else opens the window."""

import sys


def main() -> int:
    """Run the command line where a command is named, the window otherwise; return the exit code."""
    from clinicwriter.cli import COMMANDS, run_command

    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run_command(arguments)
    from clinicwriter.ui.application import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
