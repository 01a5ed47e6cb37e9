"""Places: read from place lines, with country and subdivision where the words decide them. Pure."""

from alertbot.places.gazetteer import country, region
from alertbot.places.lines import read
from alertbot.places.workplace import countries, workplace

__all__ = ["countries", "country", "read", "region", "workplace"]
