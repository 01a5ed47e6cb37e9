from __future__ import annotations

import pytest

from alertbot import query
from alertbot.errors import QueryError
from alertbot.query import Settings


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        (
            {
                "title": {"any": ["software engineer", "sre"]},
                "hashtags": {"all": ["pubsub"]},
                "location": {"any": ["washington"]},
                "pay": {"floor": "150k"},
            },
            '(title:"software engineer" OR title:sre) #pubsub in:washington pay>=150k',
        ),
        ({"title": "sre"}, "title:sre"),
        ({"title": ["sre", "devops*"]}, "title:sre OR title:devops*"),
        (
            {"words": {"all": ["a", "b"], "none": ["c", "d e"]}},
            'a b -c -"d e"',
        ),
        ({"company": {"none": ["Acme Staffing"]}, "words": "x"}, '-company:"Acme Staffing" x'),
        ({"hashtags": ["#pubsub", "azure*"]}, "#pubsub OR #azure*"),
        ({"text": "/go|rust/"}, "text:/go|rust/"),
        ({"text": "/a/b/"}, "text:/a\\/b/"),
        ({"title": "remote"}, "title:remote".replace("remote", '"remote"')),
        ({"title": 'say "hi"'}, 'title:"say hi"'),
        ({"location": "Redmond, WA"}, 'in:"Redmond, WA"'),
        ({"pay": 150_000}, "pay>=150k"),
        ({"pay": {"floor": "€60k", "ceiling": "90k EUR"}}, "pay>=€60k pay<=€90k"),
        ({"pay": {"floor": 45.5}}, "pay>=45.5"),
        ({"remote": True}, "remote"),
        ({"remote": ["us", "germany"]}, "remote:us OR remote:germany"),
        ({"workplace": {"none": ["onsite"]}, "words": "x"}, "-onsite x"),
        ({"posted": "< 7d"}, "posted<7d"),
        ({"posted": "7d"}, "posted<7d"),
        ({"type": "full-time"}, "type:fulltime"),
        ({"level": "senior..staff"}, "level:senior..staff"),
        ({"source": ["contoso"]}, "source:contoso"),
        ({"query": "a OR b", "title": "c"}, "(a OR b) title:c"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_keys_and_text_are_one_filter(keys: dict[str, object], written: str) -> None:
    settings = Settings(home="Berlin, DE")
    made = query.from_keys(keys, settings)
    assert str(made) == written
    assert query.parse(written, settings) == made


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({}, "nothing is asked for"),
        ({"titel": "x"}, "titel: unknown key 'titel', did you mean 'title'?"),
        ({"title": {"anny": ["x"]}}, "title.anny: unknown key 'anny', did you mean 'any'?"),
        ({"title": {}}, "title: is empty"),
        ({"title": {"any": []}}, "title.any: the list is empty"),
        ({"title": {"any": [""]}}, "title.any: is empty"),
        ({"title": {"any": [{"x": 1}]}}, "title.any: is a text or a number"),
        ({"title": {"any": [True]}}, "title.any: is a text or a number"),
        ({"title": "&"}, "title: '&' has no letter or digit"),
        ({"pay": {"flor": 1}}, "pay.flor: unknown key 'flor', did you mean 'floor'?"),
        ({"pay": {}}, "pay: is empty"),
        ({"pay": {"floor": "lots"}}, "pay.floor: an amount is written"),
        ({"posted": "soon"}, "posted: a time is written"),
        ({"posted": "=7d"}, "posted: a time is written"),
        ({"hashtags": "two words"}, "hashtags: a hashtag is one word"),
        ({"workplace": "remot"}, "workplace: unknown workplace 'remot', did you mean 'remote'?"),
        ({"type": "fultime"}, "type: unknown type 'fultime', did you mean 'fulltime'?"),
        ({"query": 5}, "query: is a text"),
        ({"text": "/(/"}, "text: not a pattern that RE2 knows"),
        ({"title": {"none": ["intern"]}}, "this asks for nothing"),
        ({"words": {"any": ["a"] * 201}}, "words.any: more than 200 conditions"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_mistakes_name_the_path_and_the_right_word(keys: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.from_keys(keys)
    assert caught.value.message.startswith(message)


def test_a_mistake_in_the_query_keeps_its_place() -> None:
    with pytest.raises(QueryError) as caught:
        query.from_keys({"query": "a OR titel:b"})
    assert caught.value.message.startswith("query: unknown field 'titel'")
    assert caught.value.position == 5
