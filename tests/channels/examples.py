"""Alerts to render: the samples that ship, and what tests make further ones of."""

from __future__ import annotations

from alertbot.samples import NOW
from alertbot.samples import SAMPLES as ALERTS
from alertbot.samples.invented import CONTEXT, HOSTILE, MATCH, POSTING, alert, opening

__all__ = ["ALERTS", "CONTEXT", "HOSTILE", "MATCH", "NOW", "POSTING", "alert", "opening"]
