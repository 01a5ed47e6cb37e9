"""Two values for every key of the configuration that has to make a difference; NONE: left out.

`test_every_key` goes through the schema: a key without an entry here is told.
"""

from __future__ import annotations

import json
from typing import Any

NONE: Any = object()

GENERAL: dict[str, tuple[Any, Any]] = {
    "include": (NONE, "more.yaml"),
    "database": ("sqlite:///a.db", "sqlite:///b.db"),
    "timezone": ("Europe/Berlin", "Asia/Tokyo"),
    "currency": ("EUR", "USD"),
    "home": ("Berlin, DE", "Austin, TX"),
    "operator": ("screen", "other"),
    "keep.descriptions": ("8d", "9d"),
    "keep.closed": ("100d", "101d"),
    "keep.ids": ("100d", "101d"),
    "keep.alerts": ("8d", "9d"),
    "keep.attempts": ("8d", "9d"),
    "keep.polls": ("8d", "9d"),
    "heartbeat": (NONE, "mon 09:00"),
    "heartbeat.days": ("mon", "tue"),
    "heartbeat.at": ("09:00", "10:00"),
    "heartbeat.ping": (NONE, "https://ping.example/a"),
    "heartbeat.every": ("1h", "2h"),
    "web.listen": ("127.0.0.1:8001", "127.0.0.1:8002"),
    "web.token": (NONE, "a-token-that-is-long-enough-to-be-one"),
    "aliases.company": ({"Contoso": ["Cloud"]}, {"Contoso": ["Labs"]}),
    "synonyms": (NONE, "off"),
    "synonyms.builtin": (True, False),
}

BESIDE: dict[str, dict[str, Any]] = {
    "heartbeat.days": {"heartbeat": {"at": "09:00"}},
    "heartbeat.ping": {"heartbeat": {"at": "09:00"}},
    "heartbeat.every": {"heartbeat": {"ping": "https://ping.example/a"}},
}
"""What stands beside such a key, where it does not stand alone."""

SEARCH: dict[str, tuple[Any, Any]] = {
    "where": ("sre", "chef"),
    "from": ("contoso", "other"),
    "to": ("screen", "other"),
    "again": (NONE, "reposted"),
    "digest": (NONE, "08:30"),
    "digest.at": ("08:30", "09:30"),
    "digest.days": (NONE, "mon-fri"),
    "quiet": (NONE, "22:00-07:00"),
    "max_per_day": (3, 4),
    "per_company": (NONE, 3),
    "match.words": ("sre", "chef"),
    "match.title": ("sre", "chef"),
    "match.company": ("contoso", "fabrikam"),
    "match.text": ("python", "rust"),
    "match.hashtags": ("pubsub", "k8s"),
    "match.location": ("germany", "austria"),
    "match.remote": ("germany", "austria"),
    "match.workplace": ("onsite", "hybrid"),
    "match.type": ("fulltime", "parttime"),
    "match.level": ("junior", "senior"),
    "match.lang": ("en", "de"),
    "match.source": ("contoso", "other"),
    "match.is": ("new", "reposted"),
    "match.pay": ("150k", "160k"),
    "match.pay.floor": ("150k", "160k"),
    "match.pay.ceiling": ("150k", "160k"),
    "match.posted": ("<7d", "<8d"),
    "match.closes": ("<7d", "<8d"),
    "match.query": ("sre", "chef"),
    "match.location.radius": ("50km", "60km"),
}

SOURCE: dict[str, tuple[Any, Any]] = {
    # Of every kind
    "every": ("50h", "60h"),
    "base_url": ("https://one.example", "https://two.example"),
    "private": (False, True),
    "timeout": ("5s", "6s"),
    "company": ("Contoso Cloud", "Fabrikam Labs"),
    # Of several
    "board": ("contoso", "fabrikam"),
    "site": ("contoso", "fabrikam"),
    "host": ("one.example.com", "two.example.com"),
    "pages": (1, 2),
    "query": ("pipe fitter", "lock keeper"),
    "search": ("pipe fitter", "lock keeper"),
    "location": ("Berlin", "Bonn"),
    "language": ("en", "de"),
    "title": ("Engineer", "Chef"),
    # Of one
    "adzuna.app_id": ("id-one", "id-two"),
    "adzuna.app_key": ("key-one", "key-two"),
    "adzuna.country": ("gb", "de"),
    "adzuna.what": ("sre", "chef"),
    "adzuna.what_exclude": (NONE, "chef"),
    "adzuna.where": (NONE, "London"),
    "adzuna.category": (NONE, "it-jobs"),
    "adzuna.max_days_old": (3, 4),
    "amazon.country": ("USA", "DEU"),
    "amazon.category": (["software-development"], ["design"]),
    "amazon.business_category": ([], ["aws"]),
    "arbeitnow.visa_sponsorship": (False, True),
    "eightfold.domain": ("tailspin.example", "contoso.example"),
    "eightfold.interface": ("pcsx", "v2"),
    "hackernews.threads": (1, 2),
    "hackernews.thread": (NONE, 12345),
    "himalayas.country": (NONE, "Germany"),
    "himalayas.worldwide": (False, True),
    "himalayas.seniority": (NONE, "Senior"),
    "himalayas.employment_type": (NONE, "Full Time"),
    "himalayas.companies": (NONE, "contoso"),
    "himalayas.timezone": (NONE, "1"),
    "icims.jibe": (False, True),
    "jobicy.geo": ("usa", "uk"),
    "jobicy.industry": (NONE, "hr"),
    "jobicy.tag": (NONE, "python"),
    "jobicy.count": (50, 60),
    "lever.eu": (False, True),
    "page.url": ("https://careers.example/jobs", "https://careers.example/more"),
    "page.sitemap": ("https://careers.example/a.xml", "https://careers.example/b.xml"),
    "page.pattern": (NONE, "/jobs/"),
    "page.links": (NONE, "a.more"),
    "page.next": (NONE, "a.next"),
    "page.posting": (NONE, "li"),
    "page.title": (NONE, "h2"),
    "page.place": (NONE, "p"),
    "page.pay": (NONE, "p"),
    "page.date": (NONE, "time"),
    "page.description": (NONE, "p"),
    "remotive.category": (NONE, "software-dev"),
    "remotive.company_name": (NONE, "contoso"),
    "rss.url": ("https://valley.example/a.rss", "https://valley.example/b.rss"),
    "themuse.categories": (["Operations"], ["Design"]),
    "themuse.locations": (["Berlin, Germany"], ["Bonn, Germany"]),
    "themuse.companies": ([], ["Contoso"]),
    "themuse.levels": ([], ["Senior Level"]),
    "usajobs.api_key": ("key-one", "key-two"),
    "usajobs.email": ("one@example.org", "two@example.org"),
    "usajobs.keyword": ("sre", "chef"),
    "usajobs.organization": (NONE, "AF"),
    "usajobs.series": (NONE, "2210"),
    "usajobs.remote": (False, True),
    "workday.url": (
        "https://contoso.wd5.myworkdayjobs.com/en-US/One",
        "https://contoso.wd5.myworkdayjobs.com/en-US/Two",
    ),
    "workday.facets": ({}, {"locations": ["abc"]}),
}

_SIGNED = ("whsec_" + "a" * 32, "whsec_" + "b" * 32)
CHANNEL: dict[str, tuple[Any, Any]] = {
    # Of every kind
    "to": ("", "#b"),
    "audience": ("private", "public"),
    "timeout": ("5s", "6s"),
    "max_per_day": (3, 4),
    "template": (NONE, "alert.j2"),
    # Of one
    "apprise.url": ("json://127.0.0.1/a", "json://127.0.0.1/b"),
    "console.color": (False, True),
    "slack.to": ("#a", "#b"),
    "slack.token": ("xoxb-1", "xoxb-2"),
    "slack.webhook": ("/hook/a", "/hook/b"),
    "slack.silent": (False, True),
    "slack.api_url": ("/one", "/two"),
    "telegram.to": (1, 2),
    "telegram.token": ("123456:one", "123456:two"),
    "telegram.silent": (False, True),
    "telegram.api_url": ("/one", "/two"),
    "webhook.url": ("/one", "/two"),
    "webhook.secret": _SIGNED,
    "webhook.old_secret": (NONE, _SIGNED[1]),
    "webhook.headers": ({}, {"X-Key": "value"}),
}

REFUSED = {
    "slack.silent": "Slack cannot post without a sound",
    "apprise.to": "stands in its 'url'",
    "console.to": "a terminal has no chats",
    "webhook.to": "a webhook has no chats",
}
"""Keys that a kind has from what all share, and refuses: what it says is what can be seen."""

_THREADS = [
    {"objectID": "2", "title": "Ask HN: Who is hiring? (June 2026)"},
    {"objectID": "1", "title": "Ask HN: Who is hiring? (May 2026)"},
]
_SITEMAP = "<urlset><url><loc>https://a.example{}</loc></url>{}</urlset>"
_LIST = """<html><body><ul><li><a href="/jobs/1">Engineer</a></li>
<li><a href="/jobs/2">Chef</a></li></ul>
<a class="next" href="/jobs?page=2">More</a></body></html>"""

ANSWERS = {
    "hackernews.threads": json.dumps({"hits": _THREADS}),
    "page.sitemap": _SITEMAP.format("/jobs/1", ""),
    "page.pattern": _SITEMAP.format(
        "/about", "<url><loc>https://careers.example/jobs/1</loc></url>"
    ),
    "page.next": _LIST,
}
"""What a board shows, where its kind's own samples do not have what the key is about."""

BASES: dict[str, dict[str, Any]] = {
    "page.sitemap": {},
    "page.pattern": {"sitemap": "https://careers.example/a.xml"},
    "page.next": {"url": "https://careers.example/jobs", "links": "li a"},
}
"""What stands beside the key, where its kind's own sample does not go with it."""
