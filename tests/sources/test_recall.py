"""Reading only what is worded anew comes to what reading all comes to, whatever the page is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting
from alertbot.sources import Parsed, SourceKind, SourceOptions, apart, greenhouse
from alertbot.sources._recall import Memory, Same, pack, read, unpack
from alertbot.testing.conformance import BROKEN, page
from alertbot.traversal import Traversal

FIXTURES = Path(__file__).parent / "fixtures"
KINDS = sources.kinds()
KEYS = {name: key for name in KINDS if (key := apart(KINDS[name])) is not None}


def options(name: str) -> SourceOptions:
    given = json.loads((FIXTURES / name / "options.json").read_bytes())
    return KINDS[name].Options.model_validate(given)


OPTIONS = {name: options(name) for name in KEYS}


def elements(name: str, payload: object) -> list[object]:
    """The list of a board, as its kind says where it is; empty where it is not there."""
    key = KEYS[name]
    listed = payload.get(key) if key and isinstance(payload, dict) else payload
    return listed if isinstance(listed, list) else []


def board(name: str) -> object:
    """The sample of a kind that has the most postings."""
    files = FIXTURES.joinpath(name).glob("*.json")
    payloads = [json.loads(file.read_bytes()) for file in files]
    return max(payloads, key=lambda one: len(elements(name, one)))


def with_elements(name: str, listed: Sequence[object]) -> object:
    """The sample with other postings in it."""
    payload = board(name)
    return {**payload, KEYS[name]: listed} if isinstance(payload, dict) else listed


def sound(name: str) -> list[object]:
    """Those of the elements that are one posting each, and of different ids."""
    found: dict[str, object] = {}
    for one in elements(name, board(name)):
        alone = KINDS[name].parse(OPTIONS[name], shown(with_elements(name, [one])))
        ids = [it.external_id for it in alone if isinstance(it, RawPosting)]
        found |= dict.fromkeys(ids, one)
    assert len(found) > 1, "a sample with postings"
    return list(found.values())


@dataclass
class Watcher:
    """A source that is polled, by its pages alone; `quick`: with a memory of their texts.

    Of a poll it tells all that anybody sees of it, or the words of the error.
    """

    name: str
    quick: bool
    options: SourceOptions | None = None
    stored: dict[str, bytes] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    spared: int = 0

    def poll(self, came: Page) -> tuple[Any, ...]:
        mine = self.options or OPTIONS[self.name]
        known = self.memory.of("it", mine) if self.quick else {}
        walk = Traversal(KINDS[self.name], mine, news=self._news, known=known)
        request = walk.next()
        assert request is not None
        try:
            walk.take(replace(came, request=request))
        except ParseError as error:
            return (str(error),)
        self.memory.keep("it", mine, walk.texts)
        harvest = walk.harvest
        self.spared = len(harvest.same)
        listed = {id: harvest.listed[id] for id in self._news(harvest.prints)}
        self.stored.update({id: harvest.prints[id] for id in listed})
        rest = [walk.next() for _ in range(50)]
        return (
            listed, harvest.seen, harvest.rows, harvest.skipped, harvest.holes, harvest.employers,
            list(harvest.companies.items()), harvest.total, harvest.deferred, walk.pages, rest,
        )  # fmt: skip

    def _news(self, prints: Mapping[str, bytes]) -> Iterable[str]:
        return [id for id, one in prints.items() if self.stored.get(id) != one]


def both(name: str, pages: Iterable[Page]) -> Watcher:
    """Polls the same pages quickly and as a whole, and finds the same; answers the quick one."""
    quick, whole = Watcher(name, quick=True), Watcher(name, quick=False)
    for came in pages:
        assert quick.poll(came) == whole.poll(came)
    assert quick.stored == whole.stored
    return quick


def shown(payload: object, *, indent: int | None = None, tight: bool = False) -> Page:
    separators = (",", ":") if tight else None
    text = json.dumps(payload, indent=indent, separators=separators, ensure_ascii=not tight)
    return page(text.encode(), "application/json")


names = st.sampled_from(sorted(KEYS))


@st.composite
def postings(draw: st.DrawFn, name: str) -> object:
    """One element of a list: as in the sample, with a member that is another, or nothing of it."""
    listed = elements(name, board(name))
    one = deepcopy(draw(st.sampled_from(listed)))
    odd: list[object] = [
        None,
        7,
        "x",
        [],
        {},
        {"title": "A group", "postings": [one]},
        {"postings": []},
    ]
    way = draw(st.sampled_from("===mmmmo"))
    if way == "o":
        return draw(st.sampled_from([*odd, {"postings": listed[:2]}]))
    if way == "m" and isinstance(one, dict):
        key = draw(st.sampled_from(sorted(one)))
        others = [other.get(key) for other in listed if isinstance(other, dict)]
        one[key] = draw(st.sampled_from([None, 0, 17, "", "Baker", [], {}, False, *others]))
    return one


@st.composite
def boards(draw: st.DrawFn) -> tuple[str, list[Page]]:
    """A kind, and what its board shows at several polls: much of it again and again."""
    name = draw(names)
    pool = [*sound(name), *draw(st.lists(postings(name), max_size=2))]
    pages = [shown(with_elements(name, pool[:-2]), tight=True)]
    for _ in range(draw(st.integers(1, 4))):
        picked = st.permutations(range(len(pool))).map(lambda order: order[: len(pool) - 1])
        numbers = draw(picked)
        numbers += numbers[: draw(st.sampled_from([0, 0, 0, 1]))]
        payload = with_elements(name, [pool[number] for number in numbers])
        if isinstance(payload, dict):
            around = st.sampled_from(
                ["total", "meta", *(key for key in payload if key != KEYS[name])]
            )
            more: dict[str, object] = draw(
                st.dictionaries(around, st.sampled_from([0, 1, 7, None, "Another", {}]))
            )
            payload = (
                {**more, KEYS[name]: payload[KEYS[name]]} if draw(st.booleans()) else payload | more
            )
        indent, tight = draw(st.sampled_from([(None, True), (None, True), (2, False)]))
        url = draw(st.sampled_from([pages[0].url, pages[0].url, "https://two.example/careers/1"]))
        pages.append(replace(shown(payload, indent=indent, tight=tight), url=url))
    return name, pages


@given(boards())
def test_any_board_comes_to_the_same(given: tuple[str, list[Page]]) -> None:
    both(*given)


JUNK = [
    b",", b"]", b"}", b"[", b"{", b'"', b"\\", b"\0", b"\xff", b"\n", b"\t", b"NaN", b"-", b"1e999",
    b"\xef\xbb\xbf", b"\\ud800", b"0", b'"jobs": [],', b'"data": [{}],', b"[]", b"<", b"\xc3", b" ",
]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, list[Page]]:
    """A kind, and its board before and after its bytes were spoilt somewhere, twice."""
    name = draw(names)
    whole = shown(board(name), tight=draw(st.booleans()))
    charset = draw(st.sampled_from(["", "utf-8", "latin-1", "utf-16"]))
    body = bytearray(whole.body)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(body)))
        gone = draw(st.sampled_from([0, 0, 0, 1, 1, 5, len(body)]))
        body[at : at + gone] = draw(st.sampled_from([b"", *JUNK]))
    after = replace(whole, body=bytes(body), charset=charset)
    return name, [whole, after, whole, after]


@given(spoilt())
def test_any_bytes_come_to_the_same(given: tuple[str, list[Page]]) -> None:
    both(*given)


@pytest.mark.parametrize("name", KEYS)
def test_what_is_no_board_is_refused_after_a_board_too(name: str) -> None:
    whole = shown(board(name))
    for body in BROKEN.values():
        both(name, [whole, replace(whole, body=body), whole])


@pytest.mark.parametrize("name", KEYS)
def test_only_what_is_worded_anew_is_read(name: str) -> None:
    listed = sound(name)
    quick = both(name, [shown(with_elements(name, listed))])
    assert quick.spared == 0
    quick.poll(shown(with_elements(name, listed[::-1])))
    assert quick.spared == len(listed) - 1, "all but one, which is read so that no list is empty"


def job(id: int, **more: object) -> dict[str, object]:
    """A posting as Greenhouse lists it."""
    return {"id": id, "title": f"Baker {id}", "absolute_url": f"https://b.example/{id}"} | more


A, B, C = (json.dumps(job(id)) for id in (901, 902, 903))
ODD = {
    "an id twice": f'{{"jobs": [{B}, {A}, {json.dumps(job(901, title="Cook"))}]}}',
    "a posting twice": f'{{"jobs": [{A}, {B}, {A}]}}',
    "a new posting twice": f'{{"jobs": [{A}, {C}, {C}]}}',
    "one without an id": f'{{"jobs": [{A}, {{"title": "Cook"}}, {B}]}}',
    "one without an id at the end": f'{{"jobs": [{A}, {B}, {{"title": "Cook"}}]}}',
    "no object": f'{{"jobs": [{A}, 7, {B}]}}',
    "the list twice": f'{{"jobs": [{A}], "jobs": [{A}, {B}, {C}]}}',
    "the list twice, shorter": f'{{"jobs": [{A}, {B}], "jobs": [{B}]}}',
    "a list of that name before it": f'{{"meta": {{"jobs": [{A}, {B}]}}, "jobs": [{B}, {C}]}}',
    "a list of that name in a string": f'{{"of": "\\"jobs\\": [1]", "jobs": [{B}, {C}]}}',
    "a list of that name after it": f'{{"jobs": [{B}, {C}], "meta": {{"jobs": [{A}]}}}}',
    "NaN around it": f'{{"jobs": [{B}, {C}], "meta": NaN}}',
    "NaN in it": f'{{"jobs": [{B}, {json.dumps(job(903, score=float("nan")))}]}}',
    "a line break in a string": f'{{"jobs": [{B}, {C[:-2]}\n"}}]}}',
    "a comma too many": f'{{"jobs": [{A}, {B}, ]}}',
    "a comma too few": f'{{"jobs": [{A} {B}]}}',
    "a bracket too few": f'{{"jobs": [{A}, {B}}}',
    "something behind it": f'{{"jobs": [{A}, {B}]}} {{}}',
    "damage behind the list": f'{{"jobs": [{A}, {B}], "meta": {{"total": 0x7}}}}',
    "half of it": f'{{"jobs": [{A}, {B[:-9]}',
    "an escape that is none": f'{{"jobs": [{A}, {B}, {C[:-2]}\\q"}}]}}',
    "half of a pair": f'{{"jobs": [{A}, {B}, {C[:-2]}\\ud800"}}]}}',
    "a number that is too long": f'{{"jobs": [{A}, {B}, {{"id": {"9" * 5000}}}]}}',
    "deep nesting": f'{{"jobs": [{A}, {B}], "meta": {"[" * 100_000}}}',
    "no envelope": f"[{A}, {B}]",
    "an empty list": '{"jobs": []}',
    "white space": f' {{ "jobs" :\n[ {B}\t, {A} ] , "meta":1}}\n',
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_comes_to_the_same(name: str) -> None:
    usual = page(f'{{"jobs": [{A}, {B}]}}'.encode(), "application/json")
    odd = replace(usual, body=ODD[name].encode())
    both("greenhouse", [usual, odd, usual, odd])


def test_an_element_is_not_taken_for_the_posting_of_another() -> None:
    sample = [dict(one) for one in sound("lever")[:2] if isinstance(one, dict)]
    none, two = {"title": "None", "postings": []}, {"title": "Two", "postings": sample}
    both("lever", [shown([none, two]), shown([*sample, none])])
    third = {**sample[0], "id": "0b1c"}
    both("lever", [shown([none, two]), shown([third, none])])


class Fussy:
    """A kind that does not keep to what APART promises."""

    APART = "jobs"

    def parse(self, options: SourceOptions, page: Page) -> Iterable[Parsed]:
        found = list(greenhouse.parse(greenhouse.Options(board="b"), page))
        if len(found) < 2:
            raise ParseError("a board has two postings at least")
        return found


def test_a_page_that_is_refused_in_part_is_read_as_a_whole() -> None:
    came = shown({"jobs": [job(901), job(902)]})
    fussy = cast(SourceKind, Fussy())
    whole = read(fussy, SourceOptions(), came, {})
    known = {whole.digests[1]: Same("902", bytes(16), "")}
    assert read(fussy, SourceOptions(), came, known) == whole


def test_a_text_is_another_at_another_address() -> None:
    came = shown({"jobs": [job(901), job(902)]})
    kind = KINDS["greenhouse"]
    here, there = (
        read(kind, OPTIONS["greenhouse"], replace(came, url=url), {})
        for url in ("https://one.example/jobs", "https://two.example/jobs")
    )
    assert here.postings == there.postings
    assert set(here.digests).isdisjoint(there.digests), "links may be made absolute by it"


def test_charsets_and_marks_come_to_the_same() -> None:
    word = json.dumps({"jobs": [job(901, title="Bäcker"), job(902)]}, ensure_ascii=False)
    more = json.dumps({"jobs": [job(903), job(901, title="Bäcker")]}, ensure_ascii=False)
    for codec, charset in (
        ("utf-8", ""), ("utf-8", "utf-8"), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", ""),
        ("cp1252", "iso-8859-1"), ("utf-8", "iso-8859-1"), ("utf-16-le", "utf-16-le"),
    ):  # fmt: skip
        pages = [
            replace(shown([]), body=one.encode(codec), charset=charset) for one in (word, more)
        ]
        assert both("greenhouse", pages).spared == 1, (codec, charset)


def test_what_the_database_knows_of_a_posting_decides_whether_it_is_read() -> None:
    quick = both("greenhouse", [shown({"jobs": [job(901), job(902), job(903)]})])
    quick.stored["902"] = b"as another process has seen it since"
    listed, *_ = quick.poll(shown({"jobs": [job(903), job(901), job(902)]}))
    assert set(listed) == {"902"}


def test_other_options_are_another_reading() -> None:
    came = shown({"jobs": [job(901), job(902)]})
    quick = both("greenhouse", [came])
    quick.options = OPTIONS["greenhouse"].model_copy(update={"company": "Another"})
    listed, *_ = quick.poll(came)
    assert {one.company for one in listed.values()} == {"Another"}


def test_a_memory_that_is_full_keeps_no_more() -> None:
    mine = OPTIONS["greenhouse"]
    texts = {"list": pack({bytes(16): Same("901", bytes(16), "Contoso")})}
    memory = Memory(most=2 * len(texts["list"]))
    for source in "abc":
        memory.keep(source, mine, texts)
    assert [bool(memory.of(source, mine)) for source in "abc"] == [True, True, False]
    memory.keep("a", mine, {})
    memory.keep("c", mine, texts)
    assert [bool(memory.of(source, mine)) for source in "abc"] == [False, True, True]


def test_what_is_packed_comes_out_as_it_was() -> None:
    texts = {bytes([n]) * 16: Same(f"{n}", bytes(16), "Bäcker") for n in range(9)}
    assert unpack(pack(texts)) == texts
    assert unpack(pack({bytes(16): Same("\ud800", bytes(16), "")})) == {}, "then it is read again"
