"""Settings for every test.

The property tests try the same examples each time, so that a change is judged by what it changes.
HYPOTHESIS_PROFILE=thorough tries new ones, and 25 times as many.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
