"""Services that careers pages are made of or embed, told by the addresses in a page's source.

For a page that cannot be read itself: it can say which kind of source would do. Each kind finds
its board in the source by its own `locate`; here are only the hosts.
"""

from __future__ import annotations

import re
from collections import Counter

_DOMAINS = {
    "greenhouse.io": "greenhouse", "lever.co": "lever", "ashbyhq.com": "ashby",
    "myworkdayjobs.com": "workday", "myworkdaysite.com": "workday", "myworkday.com": "workday",
    "smartrecruiters.com": "smartrecruiters", "workable.com": "workable",
    "recruitee.com": "recruitee", "recruiteecdn.com": "recruitee", "personio.de": "personio",
    "personio.com": "personio", "teamtailor.com": "teamtailor",
    "teamtailor-cdn.com": "teamtailor", "bamboohr.com": "bamboohr", "bamboohr.co.uk": "bamboohr",
    "breezy.hr": "breezy", "breezyhr.com": "breezy", "pinpointhq.com": "pinpoint",
    "eightfold.ai": "eightfold", "oraclecloud.com": "oracle", "icims.com": "icims",
    "rippling.com": "rippling", "rippling-ats.com": "rippling", "amazon.jobs": "amazon",
    "usajobs.gov": "usajobs",
}  # fmt: skip
# What the services' own scripts leave in a page beside an address.
_SIGNS = {
    "grnhse_app": "greenhouse", "grnhse_iframe": "greenhouse", "ashby_embed": "ashby",
    "whr_embed": "workable", "hcmUI/CandidateExperience": "oracle", "BambooHR-ATS": "bamboohr",
    "iCIMS_": "icims", "data-rippling": "rippling",
}  # fmt: skip
_HOST = re.compile(r"//([a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,6})")
_MOST = 2_000_000


def named(source: str) -> str:
    """The kind of source that an address in a page's source belongs to; empty for none."""
    plain = source[:_MOST].replace("\\/", "/").replace("\\u002F", "/")
    hosts = (found[1].lower().split(".") for found in _HOST.finditer(plain))
    counted = Counter(
        kind
        for labels in hosts
        if (kind := _DOMAINS.get(".".join(labels[-2:])) or _DOMAINS.get(".".join(labels[-3:])))
    )
    counted.update(kind for sign, kind in _SIGNS.items() if sign in plain)
    return counted.most_common(1)[0][0] if counted else ""


def hint(source: str) -> str:
    """The end of a sentence that names the kind that would do; empty where nothing names one."""
    kind = named(source)
    return f"; its source names {kind}: try kind {kind}, or `alertbot sources find`" if kind else ""
