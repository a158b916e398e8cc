"""Where the packaged program begins."""

import sys

from clinicwriter.__main__ import main

sys.exit(main())
