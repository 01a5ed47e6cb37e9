"""Pay: read from text, brought to a year, shown as stated. Pure."""

from alertbot.pay.amounts import annual, display
from alertbot.pay.currencies import code
from alertbot.pay.gathering import repeats
from alertbot.pay.plausible import doubted
from alertbot.pay.prose import read
from alertbot.pay.unread import mention, unread

__all__ = ["annual", "code", "display", "doubted", "mention", "read", "repeats", "unread"]
