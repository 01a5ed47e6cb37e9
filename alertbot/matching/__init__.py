"""Which filters an opening fits, and because of what.

`matches` is the plain definition of the truth; `Index` gives the same for many filters.
"""

from alertbot.matching.index import Index
from alertbot.matching.truth import matches

__all__ = ["Index", "matches"]
