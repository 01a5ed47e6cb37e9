"""Countries and regions whose places are read a little differently from those of others."""

from __future__ import annotations

CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong", "MO": "Macau", "MC": "Monaco"}
"""Countries that are one city, and its name."""

CITY_REGIONS = frozenset(
    {
        "AR-C", "AT-9", "BE-BRU", "CN-BJ", "CN-CQ", "CN-SH", "CN-TJ", "CO-DC", "CZ-10", "DE-BE",
        "DE-HH", "EG-C", "HU-BU", "ID-JK", "JP-13", "KR-11", "MX-CMX", "MY-14", "RO-B", "RU-MOW",
        "RU-SPE", "TH-10", "TR-34", "UA-30", "US-DC", "VN-HN", "VN-SG",
    }
)  # fmt: skip
"""Regions that are one city: what is named before them is a part of it."""

ONE_CITY = {
    "DE-BE": "Berlin", "DE-HH": "Hamburg", "AT-9": "Wien", "CZ-10": "Praha",
    "HU-BU": "Budapest", "RO-B": "București",
}  # fmt: skip
"""The city that a place in such a region is a part of, although only the part is named."""

PARENTS = {
    **dict.fromkeys(("HK", "MO", "TW"), "CN"),
    **dict.fromkeys(("PR", "GU", "VI", "AS", "MP"), "US"),
    **dict.fromkeys(("RE", "GP", "MQ", "GF", "YT", "NC", "PF"), "FR"),
    **dict.fromkeys(("JE", "GG", "IM", "GI", "BM", "KY"), "GB"),
    **dict.fromkeys(("AW", "CW"), "NL"), **dict.fromkeys(("FO", "GL"), "DK"), "AX": "FI",
}  # fmt: skip
"""Countries that are named with another behind them: "Hong Kong, China" is one place."""

REGION_FIRST = frozenset({"CA-QC"})
"""Regions that are meant by a name that is a city's as well."""

KNOWN_STATES = frozenset({"US", "CA", "AU", "IN", "GB"})
"""Countries whose states are better known than cities of their names elsewhere."""

UPPER_LEVEL = {
    "IE": frozenset({"IE-C", "IE-L", "IE-M", "IE-U"}),
    "BE": frozenset({"BE-BRU", "BE-VLG", "BE-WAL"}),
}
"""Countries with regions on two levels, and those of the upper one, which cities have here."""

PLAIN_WORDS = frozenset(
    {
        "apple", "best", "central", "chase", "cisco", "college", "commerce", "enterprise", "hope",
        "independence", "industry", "lead", "liberty", "lime", "media", "meta", "mobile", "most",
        "one", "oracle", "paradise", "republic", "science", "success", "talent", "time", "union",
        "wise",
    }
)  # fmt: skip
"""Words that are a town's name as well: alone they are taken for words."""

PLAIN_CODES = frozenset({"AI", "BI", "ET", "HR", "IT", "ML", "PM", "PR", "QA", "TV"})
"""Codes of countries that stand for other things where they stand alone."""
