"""The door: a command goes to the command line, anything else opens the window."""

import sys


def main() -> int:
    """Run the command line where a command is named, the window otherwise; return the exit code."""
    from clinicwriter.cli import COMMANDS, run_command
    from clinicwriter.rendering.child import WORKER_ARGUMENT

    arguments = sys.argv[1:]
    if arguments == [WORKER_ARGUMENT]:
        # A packaged program has no other interpreter to start for the preview.
        from clinicwriter.rendering.worker import main as render

        render()
        return 0
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run_command(arguments)
    from clinicwriter.ui.application import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
