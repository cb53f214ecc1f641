"""`python -m zicht.methods.estimation FILE.csv` does what `zicht estimate` does."""

import sys

from .command import main

sys.exit(main())
