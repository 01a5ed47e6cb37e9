"""Pay: read from text, brought to a year, shown as stated. Pure."""

from alertbot.pay.amounts import annual, display
from alertbot.pay.currencies import code
from alertbot.pay.prose import read

__all__ = ["annual", "code", "display", "read"]
