from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertbot import query
from alertbot.errors import QueryError
from alertbot.query import And, Demand, Filter, Not, Or, Settings
from tests.query.verdicts import TABLE


def refusal(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    return caught.value


def tried(text: str) -> Filter | QueryError:
    try:
        return query.parse(text)
    except QueryError as error:
        return error


# -- the same again -------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("a", "Senior", "c++", "C#", ".net", "full-stack", "kafka,", "yahoo!", "and", "OR", "not"),
        *('"site reliability"', '"remote"', '"EUR"', '"a*"', '"-x"', '"', "“so”", "x*", "工程师"),
        *("#pubsub", "#azure*", "#C#", "#", "/go|rust/", "/a\\/b/", "/", "(", ")", "-", "NOT", "!"),
        *("title:", "company:", "text:", "in:", "source:", 'in:"Redmond, WA"', "in:eu", "remote"),
        *("remote:us", "Hybrid", "on-site", "pay>=150k", "pay.min >= 45.5/h", "pay<€60k"),
        *("pay>=150,000 USD", "pay>=1.5m", "pay≤900/day", "posted<7d", "posted >= 36h", "EUR"),
        *("type:full-time", "level:senior..staff", "level:..sr", "level:", "pay>=", "~", ",", "*"),
    ]
)
SOUP = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " "])), max_size=14).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


@settings(deadline=None)
@given(st.one_of(SOUP, st.text(max_size=40)))
@example('pay>=150k "EUR"')
@example("-(-x)! y")
@example('"a" "b*" !')
@example("x pay>=0.001m")
def test_a_query_written_out_is_the_same_query(text: str) -> None:
    made = tried(text)
    if isinstance(made, QueryError):
        assert 0 <= made.position <= len(text)
        assert "\n" not in made.message
        return
    written = str(made)
    assert query.parse(written) == made
    assert str(query.parse(written)) == written
    assert hash(query.parse(written)) == hash(made)


@pytest.mark.parametrize("text", sorted({row[0] for row in TABLE}))
def test_every_query_of_the_table_survives_being_written(text: str) -> None:
    euros = Settings(home="Berlin, DE", currency="EUR")
    made = query.parse(text, euros)
    assert query.parse(str(made), euros) == made


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a AND b", "a b"),
        ("a b OR c", "(a b) OR c"),
        ("a (b c)", "a b c"),
        ("((a)) OR (b OR c)", "a OR b OR c"),
        ("NOT a and not b c", "-a -b c"),
        ("- -a b".replace(" -a", "-a"), "a b"),
        ("(-a)! b", "-a! b"),
        ("a!! b", "a! b"),
        ("title:(sre OR “site reliability”)", 'title:sre OR title:"site reliability"'),
        ("title:sre  -COMPANY:acme", "title:sre -company:acme"),
        ("pay >= 150,000", "pay>=150k"),
        ("pay≥$150K", "pay>=150k USD"),
        ("pay>=150.000", "pay>=150k"),
        ("pay>=60k€", "pay>=€60k"),
        ("pay>=45.50/hour", "pay>=45.5/h"),
        ("pay>=4k/mo", "pay>=4k/month"),
        ("pay.max>100", "pay>100"),
        ("posted<2w", "posted<14d"),
        ("posted<36h", "posted<36h"),
        ("posted<7days", "posted<7d"),
        ("pay>150K usd", "pay>150k USD"),
        ('pay>150k "usd"', 'pay>150k "usd"'),
        ('"150k+" "[sre]" "50km" "a~b"', '"150k+" "[sre]" "50km" "a~b"'),
        ("python\u200bremote", "python remote"),
        ("level:sr", "level:senior"),
        ("type:FULL_TIME", "type:fulltime"),
        ("#PubSub, kafka,", "#pubsub kafka"),
        ("on-site", "onsite"),
        ('"site  reliab*"', '"site reliab*"'),
        ('"kafka"', "kafka"),
        ('"Remote"', '"Remote"'),
    ],
)
def test_the_canonical_text(text: str, written: str) -> None:
    assert str(query.parse(text)) == written


def test_the_tree_is_plain_values() -> None:
    made = query.parse("a (b OR -c!)")
    assert isinstance(made, Filter)
    assert isinstance(made.condition, And)
    either = made.condition.parts[1]
    assert isinstance(either, Or)
    assert isinstance(either.parts[1], Not)
    assert isinstance(either.parts[1].part, Demand)
    assert {made, query.parse("a  (b OR -c!)")} == {made}


# -- refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("titel:x", 0, "unknown field 'titel', did you mean 'title'?"),
        ("a salary>=5", 2, "unknown field 'salary', did you mean 'pay'?"),
        ("location:berlin", 0, "unknown field 'location', did you mean 'in'?"),
        ("(a", 0, "never closed"),
        ("a (b (c)", 2, "never closed"),
        ("a)", 1, "closes none"),
        ("a ()", 2, "nothing between"),
        ('a "b', 2, "never closed"),
        ("a /b", 2, "never closed"),
        ("/(/", 0, "RE2"),
        ("/(?=a)/", 0, "RE2"),
        ("/a*/", 0, "fits everything"),
        ("/./", 0, "fits everything"),
        ("//", 0, "empty"),
        ("/a/b", 3, "after a pattern"),
        (f"/{'a' * 201}/", 0, "200 characters"),
        ("/(\\pL{50}){20}/", 0, "RE2"),
        ("text:/\\pL/", 0, "too large a pattern"),
        ("OR a", 0, "OR stands between"),
        ("a OR", 4, "missing at the end"),
        ("a AND", 5, "missing at the end"),
        ("a OR OR b", 5, "OR stands between"),
        ("a - b", 2, "directly before"),
        ("-a", 0, "asks for nothing"),
        ("-a -b", 0, "asks for nothing"),
        ("a OR -b", 0, "asks for nothing"),
        ("-remote NOT hybrid", 0, "asks for nothing"),
        ("pay>=0", 0, "always holds"),
        ("level:intern..executive", 0, "always holds"),
        ("a & b", 2, "leave the & out"),
        ("*", 0, "nothing to look for"),
        ("a*b", 0, "end of a word"),
        ("a #", 2, "directly before a hashtag"),
        ("#a#b", 0, "hashtag is written"),
        ("title:", 0, "needs a value"),
        ("title:(a pay>=5)", 9, "its values alone"),
        ("title:-a", 6, "before the field"),
        ("title:#a", 6, "no field"),
        ("title>5", 0, "takes a colon"),
        ("pay:150k", 0, "takes a comparison"),
        ("pay>=lots", 5, "written like 150k"),
        ("pay>=150kk", 5, "unknown currency"),
        ("pay>=150k/fortn", 5, "unknown period"),
        ("pay>=€150k USD", 5, "one currency"),
        ("pay>=12,34,5", 5, "not an amount"),
        ("posted<soon", 7, "12h, 7d or 2w"),
        ("type:fultime", 5, "did you mean 'fulltime'?"),
        ("level:seniour", 6, "did you mean 'senior'?"),
        ("level:staff..junior", 6, "junior..staff"),
        ("remote:mars", 7, "no country"),
        ("hybrid:us", 0, "stands alone"),
        ("in:/x/", 3, "takes a word"),
        ("python + remote", 7, "leave out the +"),
        ("python 150k+", 7, "pay>=150k"),
        ("$150k sre", 0, "pay>=150k"),
        (">=150k sre", 0, "behind the name of a field"),
        ("in:berlin 50km", 10, "directly behind its place"),
        ('in:"Berlin" ~50km', 12, "directly behind its place"),
        ("in:berlin~50000km", 3, "between 1 and 500 km"),
        ("[sre OR devops]", 0, "round brackets"),
        ("title:[sre]", 6, "round brackets"),
        ("title:(sre, devops)", 7, "joined by OR"),
        ("company!=contoso", 0, "a - before it"),
        ("pay>=100 k", 5, "no space in it"),
        ("pay>=100k+", 5, "leave the +"),
        ("pay>=100k-150k", 5, "pay>=100k pay<=150k"),
        ("posted<7", 7, "write 7d"),
        ("posted<2months", 7, "60d"),
        ("type:permanent", 5, "did you mean 'fulltime'?"),
        ("level:senior+", 6, "write senior.."),
        ("level:junior-senior", 6, "junior..senior"),
        ("level:entry", 6, "did you mean 'junior'?"),
        ("remote:yes", 7, "write remote"),
        ("remote:no", 7, "write -remote"),
        ("workplace:remote", 0, "stand alone"),
        ("hashtag:python", 0, "#python"),
        ("#python,#remote", 0, "parted by spaces"),
        ("title:-intern", 6, "-title:intern"),
        ("*script", 0, "/script/"),
        ("http://contoso.example", 0, "goes in quotes"),
        ('"" sre', 0, "nothing to look for"),
        ("(" * 51 + "a" + ")" * 51, 50, "50 brackets"),
        ("a " * 201, 400, "200 conditions"),
        ("a" * 2001, 2000, "2000 characters"),
        ("in:berlin " * 61, 600, "60 places"),
        (" ".join(f'text:"a {n}"' for n in range(41)), 470, "40 phrases"),
    ],
    ids=lambda part: str(part)[:20],
)
def test_what_is_refused_and_where(text: str, position: int, message: str) -> None:
    error = refusal(text)
    assert message in error.message
    assert error.position == position


def test_what_is_written_out_too_long_is_refused() -> None:
    assert "when written out" in refusal(f"company:({' '.join(['abcdefg'] * 150)})").message


def test_a_demanded_floor_of_nothing_asks_that_pay_be_stated() -> None:
    assert str(query.parse("pay>=0!")) == "pay>=0!"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2000,
        "NOT " * 500,
        "-" * 1999 + "x",
        '"' * 2000,
        "/" * 2000,
        "/" + "\\" * 1999,
        "/" + "\\pL" * 66 + "/",
        "/(\\pL{50}){20}/",
        "/(((a{9}){9}){9}){9}/",
        "(a OR -b) " * 199,
        "a:" * 1000,
        "pay>=" + "1" * 1990,
        "pay>=" + "1," * 990,
        "x" * 1000 + ":a",
        "#" * 2000,
        "!" * 2000,
        "\u0300" * 2000,
        "工程师" * 600,
        " OR ".join('"eng eng eng ii"' for _ in range(100)),
        " OR ".join("sen*" for _ in range(199)),
        " ".join(f"(a{n} OR b{n}) (-a{n} OR -b{n})" for n in range(45)),
        " OR ".join(f"pay>={n + 900}k GBP" for n in range(110)),
        " ".join(f'-"sr eng x{n}"' for n in range(60)) + ' "sr eng x1 x2"',
        " ".join(f"in:place{n}" for n in range(60)),
    ],
    ids=lambda text: text[:12],
)
def test_no_query_is_slow_to_parse(text: str) -> None:
    spent = []
    for _ in range(3):
        started = time.process_time()
        made = tried(text)
        spent.append(time.process_time() - started)
        assert not isinstance(made, QueryError) or len(made.message) < 300
    assert min(spent) < 0.05
