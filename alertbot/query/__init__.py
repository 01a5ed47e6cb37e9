"""The query language: text or YAML keys to a Filter, and a Filter to text. docs/query.md tells it.

`parse(str(f))` is f again. What a filter means for an opening is said by `alertbot.matching`.
"""

from alertbot.query.doubts import Doubt, ambiguous
from alertbot.query.grammar import parse
from alertbot.query.keys import from_keys
from alertbot.query.saying import to_keys
from alertbot.query.sense import remarks
from alertbot.query.tree import (
    And,
    Condition,
    Demand,
    Filter,
    Leaf,
    Not,
    Or,
    Settings,
    Verdict,
    leaves,
)
from alertbot.query.view import View

__all__ = [
    "And",
    "Condition",
    "Demand",
    "Doubt",
    "Filter",
    "Leaf",
    "Not",
    "Or",
    "Settings",
    "Verdict",
    "View",
    "ambiguous",
    "from_keys",
    "leaves",
    "parse",
    "remarks",
    "to_keys",
]
