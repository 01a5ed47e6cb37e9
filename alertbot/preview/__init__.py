"""Messages as the chat services will show them, drawn from the very bodies that are sent. Pure."""

from __future__ import annotations

from alertbot.preview.reading import shown
from alertbot.preview.shown import Part, Run, Shown

__all__ = ["Part", "Run", "Shown", "shown"]
