"""Query, fields, verdict: what an independent judge expected before any of it was run.

"y" is a match, "n" is none, "u" is a match of which something is not said. A fourth part says where
the searcher lives, if not in Berlin.
"""

from __future__ import annotations

from alertbot.query import Settings

Fields = dict[str, object]
Row = tuple[str, Fields, str] | tuple[str, Fields, str, Settings]

BERLIN = Settings(home="Berlin, DE", currency="USD")
SEATTLE = Settings(home="Seattle, WA", currency="USD")
TORONTO = Settings(home="Toronto, Canada", currency="CAD")
EN = (
    "We are looking for an engineer who will work with us and with the team on the things that "
    "matter most to our customers in the world."
)
DE = (
    "Wir suchen für unser Team in Berlin einen Ingenieur, der mit uns an den Dingen arbeitet, die "
    "für unsere Kunden wichtig sind."
)


def e(**said: object) -> Fields:
    """An engineer of whom this is said."""
    return {"title": "Engineer", **said}


def titled(title: str, **said: object) -> Fields:
    """A posting with this title."""
    return {"title": title, **said}


def at(*places: str, **said: object) -> Fields:
    """An engineer at places of which only the words are known."""
    return e(places=[{"text": place} for place in places], **said)


def pay(
    low: float | None,
    high: float | None,
    c: str | None = "USD",
    p: str | None = "year",
    b: str = "stated",
) -> Fields:
    """A range of pay: c is its currency, p its period, b its basis."""
    return {"min": low, "max": high, "currency": c, "period": p, "where": None, "basis": b}


JUDGED: list[Row] = [
    # --- words inside words (career-ops 1169, 2970; feder-cr; keyword filters)
    ("cto", titled("Director, FP&A - Growth"), "n"),
    ("cto", titled("Interim CTO (Berlin)"), "y"),
    ("cto", titled("Contractor, Tailoring"), "n"),
    ("-intern tools", titled("Engineer, Internal Tools"), "y"),
    ("intern", titled("Internist (m/f/d)"), "n"),
    ("intern", titled("Intern - Data Science"), "y"),
    ("intern*", titled("International Sales"), "y"),
    ("go", titled("Google Ads Specialist"), "n"),
    ("go", titled("Category Manager"), "n"),
    ("go", titled("Go / Rust Developer"), "y"),
    ("java", titled("Java-Entwickler (m/w/d)"), "y"),
    ("java", titled("Senior Java, Spring Boot"), "y"),
    ("java -javascript", titled("Java and JavaScript Developer"), "n"),
    ("script", titled("JavaScript Engineer"), "n"),
    ("react", titled("React Native Engineer"), "y"),
    ("react", titled("Reactor Operator"), "n"),
    ("sales", titled("Salesforce Administrator"), "n"),
    ("data", titled("Data-Driven Marketing Lead"), "y"),
    ("qa", titled("Qatar Country Manager"), "n"),
    ("qa", titled("QA/Test Engineer"), "y"),
    ("hr", titled("Chrome Extension Engineer"), "n"),
    ("it", titled("Digital Marketing Manager"), "n"),
    ("ui", titled("UI/UX Designer"), "y"),
    ("ux", titled("Linux Administrator"), "n"),
    ("ios", titled("iOS Engineer"), "y"),
    ("ios", titled("Biosafety Officer"), "n"),
    ("scala", titled("Scalability Engineer"), "n"),
    ("rust", titled("Trust & Safety Analyst"), "n"),
    ("agent -thesis", titled("Speech Synthesis Agent Engineer"), "y"),
    ("crypto*", titled("Cryptocurrency Analyst"), "y"),
    ("c", titled("C-Level Assistant"), "n"),
    ("c", titled("Objective-C Developer"), "n"),
    ("c++", titled("C/C++ Software Engineer"), "y"),
    ("c", titled("C/C++ Software Engineer"), "y"),
    ("c#", titled("Senior C# Developer."), "y"),
    (".net", titled("ASP.NET Developer"), "n"),
    (".net", titled("Full Stack .NET/Angular Engineer"), "y"),
    ("r", titled("Statistician (R, SAS)"), "y"),
    ("r", titled("Toys R Us Cashier"), "y"),
    ("node", titled("Node.js Engineer"), "y"),
    ("vue.js", titled("Vue Developer"), "y"),
    ("k8s", titled("Kubernetes Administrator"), "y"),
    ('"machine learning"', titled("Machine-Learning Engineer"), "y"),
    ('"machine learning"', titled("Learning Machine Operator"), "n"),
    ('"product manager"', titled("Product Marketing Manager"), "n"),
    ('"product manager"', titled("Production Manager"), "n"),
    ('"data scientist"', titled("Data Scientists"), "n"),
    ('"front end"', titled("Frontend Developer"), "y"),
    ("frontend", titled("Front-End Developer"), "y"),
    ('"vp engineering"', titled("Vice President, Engineering"), "y"),
    ("senior", titled("Seniority Levels Coordinator"), "n"),
    ("sr.", titled("Senior Accountant"), "y"),
    ("senior", titled("SR Accountant"), "y"),
    ("junior", titled("Jr. Developer"), "y"),
    ("-senior engineer", titled("Sr Engineer"), "n"),
    ('"software engineer iii"', titled("Software Engineer 3"), "y"),
    ('"engineer i"', titled("Software Engineer II"), "n"),
    ("manager", titled("Eng Mgr, Payments"), "y"),
    ("engineer", titled("Eng Mgr, Payments"), "y"),
    ("engineer", titled("Bioengineering Technician"), "n"),
    ("koch", titled("Verkäufer Biskoch"), "n"),
    ("leiter", titled("Halbleiter-Technologe"), "n"),
    ("entwickler", titled("Frontend-Entwicklerin"), "y"),
    ("entwickler", titled("Webentwickler:in"), "y"),
    ("ingenieur", titled("Bauingenieur (m/w/d)"), "y"),
    ("data scientist", titled("Scientist, Data"), "y"),
    ("café", titled("Cafe Manager"), "y"),
    ("zurich", titled("Account Manager Zürich"), "y"),
    ("münchen", titled("Vertrieb Muenchen"), "y"),
    ("后端", titled("资深后端开发工程师"), "y"),
    ("개발자", titled("백엔드 개발자 모집"), "y"),
    ("デザイナー", titled("プロダクトマネージャー"), "n"),
    ("инженер", titled("Ведущий Инженер-программист"), "y"),
    ("инженер", titled("Ведущий инженер по тестированию"), "y"),
    ("company:bosch engineer", e(company="Robert Bosch GmbH"), "y"),
    ("company:meta engineer", e(company="Metabase"), "n"),
    ("-company:meta engineer", e(company="Metabase"), "y"),
    ("-company:meta engineer", e(), "u"),
    ('company:"J.P. Morgan" engineer', e(company="JP Morgan"), "y"),
    ("company:at&t engineer", e(company="AT&T Services, Inc."), "y"),
    ("title:acme", e(company="Acme"), "n"),
    ("acme", e(company="Acme"), "y"),
    ('engineer -text:"security clearance"', e(description="Requires a security clearance."), "n"),
    ('engineer -text:"security clearance"', e(), "u"),
    ("engineer -text:java", e(description="You know JavaScript."), "y"),
    ("#remote engineer", e(hashtags=["remote"]), "y"),
    ("-#crypto engineer", e(hashtags=["ai"]), "y"),
    ("-#crypto engineer", e(hashtags=["crypto"]), "n"),
    ("/\\b(java|kotlin)\\b/", titled("JavaScript Developer"), "n"),
    ("/^senior/", titled("Senior Developer"), "y"),
    # --- places (career-ops, jobs-finder-toolkit, job-agent, applypack)
    ("engineer in:india", at("Indiana, PA"), "n"),
    ("engineer in:india", at("Hyderabad, Telangana"), "y"),
    ("engineer in:germany", at("Munich, Germany (Hybrid)"), "y"),
    ("engineer in:germany", at("Germantown, MD"), "n"),
    ("engineer in:munich", at("München"), "y"),
    ("engineer in:munich", at("Germany"), "u"),
    ("engineer in:bavaria", at("Munich"), "y"),
    ("engineer in:us", at("San Francisco, CA & New York, NY"), "y"),
    ("engineer in:us", at("Waltham, Waltham"), "y"),
    ("engineer in:us", at("Boston"), "y"),
    ("engineer in:us", at("Columbus"), "y"),
    ("engineer in:australia", at("Melbourne"), "y"),
    ("engineer in:australia", at("Melbourne, FL"), "n"),
    ("engineer in:canada", at("Vancouver, BC"), "y"),
    ("engineer in:canada", at("Vancouver, WA"), "n"),
    ("engineer in:canada", at("Toronto, CA"), "y"),
    ("engineer in:us", at("Mountain View, CA, US"), "y"),
    ("engineer in:poland", at("Warsaw"), "y"),
    ("engineer in:poland", at("Warsaw, IN"), "n"),
    ("engineer in:spain", at("Valencia, CA"), "n"),
    ('engineer in:"Cambridge, UK"', at("Cambridge, MA"), "n"),
    ('engineer in:"Cambridge, MA"', at("Cambridge, Massachusetts, United States"), "y"),
    ("engineer in:eu", at("Zurich, Switzerland"), "n"),
    ("engineer in:europe", at("Zurich, Switzerland"), "y"),
    ("engineer in:dach", at("Wien"), "y"),
    ("engineer in:apac", at("Singapore"), "y"),
    ("engineer in:berlin", at("Europe"), "u"),
    ("engineer in:berlin", at("3 Locations"), "u"),
    ("engineer in:berlin", at("Various"), "u"),
    ("engineer in:berlin", at("Berlin; London; Paris"), "y"),
    ("engineer in:berlin", at("Munich or Hamburg"), "n"),
    ("engineer in:berlin", at("Remote - USA"), "n"),
    ("engineer in:berlin", at("Headquarters"), "u"),
    ("engineer -in:us", at("53 Locations"), "u"),
    ("engineer -in:us", at("New York, NY", "London"), "n"),
    ("engineer in:england", at("Manchester, UK"), "y"),
    ("engineer in:england", at("Edinburgh, UK"), "n"),
    ('engineer in:"northern ireland"', at("Dublin, Ireland"), "n"),
    ('engineer in:"Munich"~60km', at("Augsburg, Germany"), "y"),
    ('engineer in:"Berlin"~50km', at("Potsdam"), "y"),
    ('engineer in:"Berlin"~50km', at("Germany"), "u"),
    ('engineer in:"Berlin"~50km', at("France"), "n"),
    # --- remote (echojobs 2258, freehire 2696, toolkit 262, remoteok)
    ("engineer remote", at("Remote (US only)"), "n"),
    ("engineer remote", at("Remote (US only)"), "y", SEATTLE),
    ("engineer remote", at("Remote - Europe"), "y"),
    ("engineer remote", at("Remote, Poland"), "n"),
    ("engineer remote", at("Anywhere"), "y"),
    ("engineer remote", at("Worldwide"), "y"),
    ("engineer remote", at("Remote - US or Canada"), "y", TORONTO),
    ("engineer remote", at("Remote in the United States or Canada (East Coast/ET)"), "y", TORONTO),
    ("engineer remote", at("North America (Remote)"), "y", SEATTLE),
    ("engineer remote", at("Remote, LATAM"), "n"),
    ("engineer remote", e(workplace="hybrid"), "n"),
    ("engineer remote", at("Berlin (Remote possible)"), "y"),
    (
        "engineer remote",
        at(
            "San Francisco, CA & New York, NY",
            description="Four weeks a year you are free to work from anywhere in the world.",
        ),
        "n",
    ),
    ("engineer remote", at("Hybrid Remote, Berlin"), "n"),
    ("engineer hybrid", at("Berlin · Hybrid"), "y"),
    ("engineer remote", at("Home Office, Deutschland"), "y"),
    ("engineer remote:eu", at("Remote - Germany"), "y"),
    ("engineer remote:de", at("Remote - EMEA"), "y"),
    ("engineer remote:uk", at("Remote - EU"), "n"),
    ("engineer remote!", at("Remote"), "n"),
    ("engineer onsite", at("Berlin", workplace="onsite"), "y"),
    ("engineer onsite", e(workplace="remote", remote_in=[]), "n"),
    ("engineer (remote OR in:berlin)", at("Berlin"), "y"),
    ("engineer (remote OR in:berlin)", at("Munich"), "n"),
    # --- pay (jobseek 3174/3194, career-ops 675, 164)
    ("engineer pay>=100k", e(pay=[pay(90000, 155000)]), "y"),
    ("engineer pay>=100k", e(pay=[pay(70000, 90000)]), "n"),
    ("engineer pay>=100k", e(pay=[pay(50, None, p="hour")]), "y"),
    ("engineer pay>=100k", e(pay=[pay(25.5, 25.5, p="hour")]), "n"),
    ("engineer pay>=50/h", e(pay=[pay(104000, 104000)]), "y"),
    ("engineer pay>=100k", e(pay=[pay(8000, 9000, p="month")]), "y"),
    ("engineer pay>=100k", e(pay=[pay(2000, 2500, p="week")]), "y"),
    ("engineer pay>=100k", e(pay=[pay(400, 500, p="day")]), "y"),
    ("engineer pay>=150k", e(pay=[pay(110000, 120000, c="EUR")]), "n"),
    ("engineer pay>=150k", e(pay=[pay(150000, 160000, c="CAD")]), "n"),
    ("engineer pay>=100k", e(pay=[pay(8000000, 12000000, c="JPY")]), "n"),
    ("engineer pay>=€60k", e(pay=[pay(60000, 70000, c="EUR")]), "y"),
    ("engineer pay>=£50k", e(pay=[pay(45000, 55000, c="GBP")]), "y"),
    ("engineer pay<100k", e(pay=[pay(120000, 140000)]), "n"),
    ("engineer -pay<100k", e(), "u"),
    ("engineer pay>=150k!", e(pay=[pay(140000, 160000)]), "y"),
    ("engineer pay>=150k!", e(pay=[pay(140000, 160000, b="predicted")]), "n"),
    ("engineer pay>=100k", e(pay=[pay(90000, 120000, p=None)]), "u"),
    # --- the rest
    ("engineer posted<24h", e(posted_at="2026-11-26T01:00:00Z"), "y"),
    ("engineer posted<24h", e(posted_at="2026-11-24T01:00:00Z"), "n"),
    ("engineer posted>30d", e(posted_at="2026-09-01"), "y"),
    ("engineer posted>=2026-11-20", e(posted_at="2026-11-19"), "n"),
    ("engineer type:intern", e(employment_type="INTERN"), "y"),
    ("engineer -type:contractor", e(employment_type="FULL_TIME"), "y"),
    ("engineer type:(fulltime OR contractor)", e(employment_type="PART_TIME"), "n"),
    ("engineer level:senior..", e(level="director"), "y"),
    ("engineer level:..mid", e(level="senior"), "n"),
    ("engineer -level:senior", e(level="senior"), "n"),
    ("engineer lang:german", e(description=DE), "y"),
    ("engineer -lang:de", e(description=EN), "y"),
    ("engineer closes>3d", e(valid_through="2026-11-27"), "n"),
    ("(rust OR go) -(senior OR staff)", titled("Staff Rust Engineer"), "n"),
    ("rust OR go -senior", titled("Senior Rust Engineer"), "y"),
    ("engineer NOT (in:us OR in:india)", at("Pune"), "n"),
    ("engineer not manager", titled("Engineering Manager, Engineer Tools"), "n"),
]
