"""Alerts to look at: one for each way in which they differ, all of them invented. Pure.

`alertbot preview` shows them, and the goldens of every channel are made of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.model import Alert, Context
from alertbot.samples.invented import NOW
from alertbot.samples.openings import OPENINGS
from alertbot.samples.together import TOGETHER

SAMPLES: Mapping[str, tuple[Alert, Context]] = {**OPENINGS, **TOGETHER}
"""By name. Each is to be rendered in its own context: the moment is fixed too."""

__all__ = ["NOW", "SAMPLES"]
