"""Every kind of source against the suite that is the same for all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot import sources
from alertbot.model import Page, RawPosting
from alertbot.sources import SourceKind, SourceOptions
from alertbot.testing import conformance

FIXTURES = Path(__file__).parent / "fixtures"
TYPES = {
    ".json": "application/json",
    ".html": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
KINDS = sources.kinds()


def options(name: str) -> SourceOptions:
    given = json.loads((FIXTURES / name / "options.json").read_bytes())
    return KINDS[name].Options.model_validate(given)


OPTIONS = {name: options(name) for name in KINDS}


def samples(name: str) -> list[Page]:
    files = sorted(FIXTURES.joinpath(name).iterdir())
    return [
        conformance.page(file.read_bytes(), TYPES[file.suffix])
        for file in files
        if file.name != "options.json"
    ]


def first_list(name: str) -> Page:
    """The sample that has the most postings: a list."""

    def postings(sample: Page) -> int:
        found = KINDS[name].parse(OPTIONS[name], sample)
        return sum(isinstance(one, RawPosting) for one in found)

    return max(samples(name), key=postings)


def test_each_kind_has_samples_here() -> None:
    assert all(samples(name) for name in KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_manners(name: str) -> None:
    conformance.declares_manners(KINDS[name])
    conformance.asks_politely(KINDS[name], OPTIONS[name])


@pytest.mark.parametrize("name", KINDS)
def test_broken_is_not_empty(name: str) -> None:
    conformance.refuses_the_broken(KINDS[name], OPTIONS[name])


@pytest.mark.parametrize("name", KINDS)
def test_half_a_payload_is_not_believed(name: str) -> None:
    for sample in samples(name):
        if sample.content_type in ("application/json", "application/xml"):
            conformance.is_never_half_believed(KINDS[name], OPTIONS[name], sample)


@pytest.mark.parametrize("name", KINDS)
def test_pages_that_repeat_end_the_walk(name: str) -> None:
    conformance.ends_where_pages_repeat(KINDS[name], OPTIONS[name], first_list(name))


@pytest.mark.parametrize("name", KINDS)
def test_details_that_fail_cost_no_posting(name: str) -> None:
    conformance.does_without_details(KINDS[name], OPTIONS[name], first_list(name))


@pytest.mark.parametrize("name", KINDS)
def test_samples_are_read(name: str) -> None:
    for sample in samples(name):
        conformance.reads(KINDS[name], OPTIONS[name], sample)
        conformance.ignores_the_charset_header(KINDS[name], OPTIONS[name], sample)


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_is_recognised_by_its_own_kind_alone(name: str) -> None:
    # `inspect` asks `page` last: nearly anything may be one.
    others: list[SourceKind] = [KINDS[other] for other in KINDS if other not in (name, "page")]
    for sample in samples(name):
        assert not any(kind.recognise(sample) for kind in others)


def test_other_json_is_recognised_by_no_kind() -> None:
    for body in (b'{"a": 1}', b"[]", b"null", b'{"offers": [{"id": 1}]}', b"17", b""):
        given_page = conformance.page(body, "application/json")
        assert not any(kind.recognise(given_page) for kind in KINDS.values())


SWAPS = st.sampled_from(
    [
        b"", b"\0", b'"', b"\\", b"{", b"}", b"[", b",", b"null", b"NaN", b"1e999", b"-1", b"<",
        b">", b"</script>", b"<!--", b"\xff", b"\\ud800", b"true", b"9" * 5000, b"&quot;", b"\n",
        b"<b>",
    ]
)  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None)
@given(data=st.data())
def test_a_damaged_sample_gives_sound_postings_or_an_error(name: str, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(samples(name)))
    body = sample.body
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        cut = data.draw(st.integers(0, 40))
        body = body[:at] + data.draw(SWAPS) + body[at + cut :]
    conformance.survives(KINDS[name], OPTIONS[name], body, sample.content_type)


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None)
@given(body=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode())))
def test_any_bytes_give_sound_postings_or_an_error(name: str, body: bytes) -> None:
    conformance.survives(KINDS[name], OPTIONS[name], body, "text/html")
