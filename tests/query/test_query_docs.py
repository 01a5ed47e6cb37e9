"""Every example of docs/query.md is run, so that none of them lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from alertbot import query
from alertbot.errors import QueryError
from alertbot.query import Settings
from alertbot.query.words import Words
from tests.config.configuring import HEAD, loaded

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def rows() -> list[list[str]]:
    """The cells of the tables' rows."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


QUERIES = [line for block in blocks("query") for line in block.splitlines()]
CELLS = [(row[1] if len(row) > 2 else row[0]).strip("`").replace("\\|", "|") for row in rows()]


@pytest.mark.parametrize("text", [*QUERIES, *CELLS])
def test_an_example_is_a_query(text: str) -> None:
    made = query.parse(text)
    assert query.parse(str(made)) == made


def test_every_field_is_on_the_page() -> None:
    named = {row[0].strip("`").rstrip(":") for row in rows() if len(row) > 2}
    assert named == {
        *("title", "company", "text", "#", "in", "remote", "hybrid", "onsite", "pay", "pay.min"),
        *("pay.mid", "posted", "closes", "type", "level", "lang", "source", "is"),
    }


@pytest.mark.parametrize("line", "".join(blocks("refused")).splitlines())
def test_what_is_said_to_be_refused_is_refused(line: str) -> None:
    text, message = re.split(r"\s{3,}", line)
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert caught.value.message.startswith(message)


def test_the_yaml_is_the_query_below_it() -> None:
    keys = YAML(typ="safe", pure=True).load(blocks("yaml")[0])
    written = PAGE.split("```yaml")[1].split("```query\n")[1].splitlines()[0]
    assert query.from_keys(keys) == query.parse(written)
    assert str(query.from_keys(keys)) == written


def test_the_synonyms_are_a_configuration(tmp_path: Path) -> None:
    text = f"{HEAD}searches: {{s: {{where: sre}}}}\n{blocks('synonyms')[0]}"
    same = loaded(tmp_path, text).config.settings.synonyms
    written = query.parse('"production engineer"', Settings(synonyms=same))
    assert isinstance(written.condition, Words)
    assert " sre " in written.condition.others
