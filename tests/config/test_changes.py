"""What changed between two configurations is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.config import Config
from alertbot.config.changes import changes, contents
from tests.config.configuring import loaded
