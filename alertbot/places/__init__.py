"""Places: read from place lines, with country, region and city from a gazetteer. Pure."""

from alertbot.places.cities import City, distance_km, is_borough
from alertbot.places.extents import Circle
from alertbot.places.gazetteer import country, group, name_of, region
from alertbot.places.lines import effort, locate, read, same
from alertbot.places.search import Candidate, find, nearest, reach
from alertbot.places.workplace import countries, workplace

__all__ = [
    "Candidate",
    "Circle",
    "City",
    "countries",
    "country",
    "distance_km",
    "effort",
    "find",
    "group",
    "is_borough",
    "locate",
    "name_of",
    "nearest",
    "reach",
    "read",
    "region",
    "same",
    "workplace",
]
