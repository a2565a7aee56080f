"""`python -m bot` does what `footnote` does."""

import sys

from .cli import main

sys.exit(main())
