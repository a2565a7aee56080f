"""`python -m bot` does what `footnote` does."""

import sys

from .cli.main import main

sys.exit(main())
