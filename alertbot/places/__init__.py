"""Places: read from place lines, with country, region and city from a gazetteer. Pure."""

from alertbot.places.cities import City, distance_km
from alertbot.places.gazetteer import country, region
from alertbot.places.lines import locate, read, same
from alertbot.places.search import Candidate, find, nearest
from alertbot.places.workplace import countries, workplace

__all__ = [
    "Candidate",
    "City",
    "countries",
    "country",
    "distance_km",
    "find",
    "locate",
    "nearest",
    "read",
    "region",
    "same",
    "workplace",
]
