"""alertbot watches job boards and sends one well-made alert per opening.

docs/architecture.md shows the flow on one page; `model` holds its nouns.
"""

import sys
from types import ModuleType

__version__ = "0.1.0"

# httpx loads its command line wherever rich and click are there: 10 MB and 100 ms that nobody here
# needs. It takes an empty module for one that is not installed.
sys.modules.setdefault("httpx._main", ModuleType("httpx._main"))
