"""The door for everybody who works on Clinic Writer: set it up, run it, test it, measure it.

Needs Python 3.11 or newer and nothing else. Whatever is missing is installed into `.venv` first;
system libraries are installed where this program may do so, and named where it may not.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # the check itself
    sys.exit(
        "Clinic Writer needs Python 3.11 or newer, and this is Python "
        + ".".join(map(str, sys.version_info[:2]))
        + ".\nInstall a newer one from your system's packages or from python.org, and run this again with it."
    )

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
