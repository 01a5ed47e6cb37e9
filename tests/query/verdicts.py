"""Query, opening, verdict: what a person would expect, as a table.

A verdict is "yes", "no", or what the posting does not say and passes for.
"""

from __future__ import annotations

REDMOND = {"text": "Redmond, WA", "city": "Redmond", "region": "US-WA", "country": "US"}
MUNICH = {"text": "Munich, Germany", "city": "Munich", "country": "DE"}
BERLIN = {"text": "Berlin", "city": "Berlin", "region": "DE-BE", "country": "DE"}
USD = {"currency": "USD", "period": "year"}
EUR = {"currency": "EUR", "period": "year"}


def titled(title: str, **more: object) -> dict[str, object]:
    return {"title": title, **more}


def placed(*places: object, **more: object) -> dict[str, object]:
    listed = [{"text": place} if isinstance(place, str) else place for place in places]
    return {"title": "Engineer", "places": listed, **more}


def paid(low: int | None, high: int | None, **more: object) -> dict[str, object]:
    return {"title": "Engineer", "pay": [{"min": low, "max": high, **USD, **more}]}


WORDS: list[tuple[str, dict[str, object], str]] = [
    ("cto", titled("Director of Engineering"), "no"),
    ("cto", titled("CTO"), "yes"),
    ("intern", titled("International Sales"), "no"),
    ("intern", titled("Engineering Intern (Summer)"), "yes"),
    ("java", titled("JavaScript Developer"), "no"),
    ("java", titled("Java/Kotlin Developer"), "yes"),
    ("go", titled("Django Developer"), "no"),
    ("go", titled("Backend Engineer, Go"), "yes"),
    ("c++", titled("Senior C++ Engineer"), "yes"),
    ("c", titled("Senior C++ Engineer"), "no"),
    ("c#", titled("C#/.NET Developer"), "yes"),
    ("c", titled("C# Developer"), "no"),
    (".net", titled("C#/.NET Developer"), "yes"),
    ("node.js", titled("Node.js Engineer"), "yes"),
    ("r", titled("R Developer"), "yes"),
    ("r", titled("R&D Engineer"), "no"),
    ("senior", titled("Sr. Engineer"), "yes"),
    ("sr", titled("Senior Engineer"), "yes"),
    ("Sr.", titled("Sr Engineer"), "yes"),
    ("jr", titled("Junior Engineer"), "yes"),
    ('"software engineer"', titled("Software Eng, Data"), "yes"),
    ('"engineer ii"', titled("Software Engineer 2"), "yes"),
    ('"engineer 3"', titled("Software Engineer III"), "yes"),
    ('"engineer ii"', titled("Software Engineer III"), "no"),
    ("engineer", titled("Engineers wanted"), "no"),
    ("engineer*", titled("Engineers wanted"), "yes"),
    ('"site reliability"', titled("Site Reliability Engineer"), "yes"),
    ('"site reliability"', titled("Reliability on Site"), "no"),
    ('"site rel*"', titled("Site Reliability Engineer"), "yes"),
    ("ingenieur", titled("Ingénieur logiciel"), "yes"),
    ("Ingénieur", titled("INGENIEUR LOGICIEL"), "yes"),
    ("工程", titled("软件工程师"), "yes"),
    ("工师", titled("软件工程师"), "no"),
    ("エンジニア", titled("ソフトウェアエンジニア募集"), "yes"),
    ("개발자", titled("백엔드 개발자를 찾습니다"), "yes"),
    ("/golang|\\bgo\\b/", titled("Senior GO Engineer"), "yes"),
    ("/^engineer$/", titled("Senior Engineer"), "no"),
    ("pubsub", titled("Engineer", hashtags=["pubsub"]), "yes"),
    ("contoso", titled("Engineer", company="Contoso Ltd"), "yes"),
    ("#pubsub", titled("Pubsub Engineer"), "no"),
    ("#PubSub", titled("Engineer", hashtags=["pubsub"]), "yes"),
    ("#azure*", titled("Engineer", hashtags=["azureeventgrid"]), "yes"),
    ("#azure", titled("Engineer", hashtags=["azureeventgrid"]), "no"),
    ("title:contoso", titled("Engineer", company="Contoso"), "no"),
    ("company:contoso", titled("Contoso Engineer", company="Fabrikam"), "no"),
    ("company:contoso", titled("Engineer"), "company not stated"),
    ('engineer -company:"Acme Staffing"', titled("Engineer", company="Acme Staffing"), "no"),
    ('engineer -company:"Acme Staffing"', titled("Engineer"), "company not stated"),
    ("text:kafka", titled("Engineer", description="We run Kafka."), "yes"),
    ("text:kafka", titled("Engineer", description="We run Pulsar."), "no"),
    ("text:kafka", titled("Engineer"), "description not stated"),
    ("kafka", titled("Engineer", description="We run Kafka."), "no"),
    ("engineer -kafka", titled("Kafka Engineer"), "no"),
    ("engineer NOT kafka", titled("Engineer"), "yes"),
    ("kafka rust OR go", titled("Go Engineer"), "yes"),
    ("kafka (rust OR go)", titled("Go Engineer"), "no"),
    ("title:(sre -intern)", titled("SRE Intern"), "no"),
    ('"remote"', titled("Remote Sensing Engineer"), "yes"),
]

WHERE: list[tuple[str, dict[str, object], str]] = [
    ("in:washington", placed(REDMOND), "yes"),
    ("in:wa", placed(REDMOND), "yes"),
    ("in:redmond", placed(REDMOND), "yes"),
    ('in:"Redmond, WA"', placed(REDMOND), "yes"),
    (
        'in:"Redmond, WA"',
        placed({"text": "Redmond, OR", "city": "Redmond", "region": "US-OR"}),
        "no",
    ),
    ("in:germany", placed(MUNICH), "yes"),
    ("in:germany", placed("Munich"), "yes"),
    ("in:germany", placed(REDMOND), "no"),
    ("in:india", placed({"text": "Indianapolis, IN", "region": "US-IN", "country": "US"}), "no"),
    ("in:india", placed("Indianapolis, IN"), "no"),
    ("in:york", placed({"text": "New York, NY", "city": "New York", "region": "US-NY"}), "no"),
    ("in:eu", placed(MUNICH), "yes"),
    ("in:eu", placed(REDMOND), "no"),
    ("in:georgia", placed({"text": "Tbilisi, Georgia", "country": "GE"}), "yes"),
    ("in:georgia", placed({"text": "Atlanta, GA", "region": "US-GA", "country": "US"}), "yes"),
    ("in:germany", placed(REDMOND, MUNICH), "yes"),
    ("in:germany", placed("53 Locations"), "place not stated"),
    ("in:germany", placed(), "place not stated"),
    ("in:germany!", placed("53 Locations"), "no"),
    ("engineer -in:germany", placed("53 Locations"), "place not stated"),
    ("engineer -in:germany!", placed("53 Locations"), "no"),
    ("engineer -in:germany", placed(REDMOND), "yes"),
    ("in:washington", placed({"text": "United States", "country": "US"}), "place only stated"),
    ("remote", placed("Remote (US only)"), "no"),
    ("remote", placed("Remote", workplace="remote", remote_in=["US"]), "no"),
    ("remote", placed(workplace="remote", remote_in=["US", "DE"]), "yes"),
    ("remote", placed(workplace="remote", remote_in=[]), "yes"),
    ("remote", placed(workplace="remote"), "where remote is open to not stated"),
    ("remote!", placed(workplace="remote"), "no"),
    ("remote", placed(BERLIN, workplace="hybrid"), "no"),
    ("remote", placed(BERLIN), "no"),
    ("remote", placed(), "workplace not stated"),
    ("remote:us", placed("Remote (US only)"), "yes"),
    ("remote:de", placed("Remote (US only)"), "no"),
    ("remote:anywhere", placed(workplace="remote", remote_in=["US"]), "no"),
    ("hybrid", placed(BERLIN, workplace="hybrid"), "yes"),
    ("hybrid", placed(BERLIN), "no"),
    ("hybrid", placed(), "workplace not stated"),
    ("onsite", placed(BERLIN), "yes"),
    ("onsite", placed(BERLIN, workplace="remote"), "no"),
    ("onsite", placed("53 Locations"), "workplace not stated"),
]

FACTS: list[tuple[str, dict[str, object], str]] = [
    ("pay>=150k", paid(120_000, 160_000), "yes"),
    ("pay>=150k", paid(120_000, 149_000), "no"),
    ("pay>150k", paid(120_000, 150_000), "no"),
    ("pay<=200k", paid(150_000, 200_000), "yes"),
    ("pay<=200k", paid(150_000, 220_000), "no"),
    ("pay.min>=150k", paid(120_000, 160_000), "no"),
    ("pay.mid>=140k", paid(120_000, 160_000), "yes"),
    ("pay.mid>140k", paid(120_000, 160_000), "no"),
    ("pay>=150k", titled("Engineer"), "pay not stated"),
    ("pay>=150k!", titled("Engineer"), "no"),
    ("engineer -pay<100k", titled("Engineer"), "pay not stated"),
    ("pay>=150k", paid(160_000, None), "yes"),
    ("pay>=150k", paid(100_000, None), "pay only from $100,000 a year"),
    ("pay>=150k", paid(None, 140_000), "no"),
    ("pay.min>=150k", paid(None, 140_000), "no"),
    ("pay.min>=150k", paid(None, 160_000), "pay only up to $160,000 a year"),
    ("pay>=150k", paid(60_000, 90_000, **EUR), "no"),
    ("pay>=90k", paid(60_000, 100_000, **EUR), "yes"),
    ("pay>=90k", paid(60_000_000, 90_000_000, currency="CLP", period="year"), "pay in CLP, not"),
    ("pay>=€60k", paid(50_000, 70_000, **EUR), "yes"),
    ("pay>=€80k", paid(50_000, 70_000, **EUR), "no"),
    ("pay>=150k USD", paid(120_000, 160_000), "yes"),
    ("pay>=150k", paid(70, 80, period="hour"), "yes"),
    ("pay>=150k", paid(40, 50, period="hour"), "no"),
    ("pay>=45/h", paid(90_000, 95_000), "yes"),
    ("pay>=45/h", paid(80_000, 90_000), "no"),
    ("pay>=150k", paid(200_000, 250_000, basis="predicted"), "pay only estimated"),
    ("pay>=150k", paid(90_000, 95_000, currency=None), "currency of pay not stated"),
    ("pay>=150k", paid(50, 60, period=None), "period of pay not stated"),
    ("posted<7d", titled("Engineer", posted_at="2026-05-18"), "yes"),
    ("posted<7d", titled("Engineer", posted_at="2026-05-01"), "no"),
    ("posted>30d", titled("Engineer", posted_at="2026-04-01"), "yes"),
    ("posted<7d", titled("Engineer"), "posting date not stated"),
    ("type:fulltime", titled("Engineer", employment_type="FULL_TIME"), "yes"),
    ("type:fulltime", titled("Engineer", employment_type="CONTRACTOR"), "no"),
    ("type:contract", titled("Engineer"), "employment type not stated"),
    ("level:senior", titled("Engineer", level="senior"), "yes"),
    ("level:senior..principal", titled("Engineer", level="staff"), "yes"),
    ("level:senior..staff", titled("Engineer", level="principal"), "no"),
    ("level:senior..", titled("Engineer", level="director"), "yes"),
    ("level:..mid", titled("Engineer", level="senior"), "no"),
    ("level:senior", titled("Engineer"), "level not stated"),
    ("source:contoso", titled("Engineer", source="Contoso"), "yes"),
    ("source:contoso", titled("Engineer", source="fabrikam"), "no"),
    ("(remote OR pay>=150k)!", titled("Engineer"), "no"),
    ("engineer OR pay>=150k", titled("Engineer"), "yes"),
    ("engineer -(remote -pay>=150k)", paid(100_000, 120_000), "workplace not stated"),
]

TABLE = [*WORDS, *WHERE, *FACTS]
