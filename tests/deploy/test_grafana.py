"""The dashboard and the alert rules: of the right shape, and about metrics that there are."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from tests.web.site import site

FOLDER = Path(__file__).parents[2] / "deploy" / "grafana"
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
RULES: dict[str, Any] = YAML(typ="safe").load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))
NAME = re.compile(r"\b(?:alertbot|process)_[a-z_]+\b")
PARENTHESES = {"(": ")", "[": "]", "{": "}"}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """By the name of each sample, the labels that some series of it has."""

    async def scrape() -> str:
        async with site(tmp_path_factory.mktemp("month")) as one:
            one.app.tally.polled("contoso", "done", 0.3, postings=3, openings=2)
            one.app.tally.answered("team", "delivered")
            return (await one.get("/metrics")).text

    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(asyncio.run(scrape())):
        for one in family.samples:
            found.setdefault(one.name, set()).update(one.labels)
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in RULES["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for variable in DASHBOARD["templating"]["list"]:
        yield variable.get("definition", "")
    yield from (rule["expr"] for rule in rules())


def test_every_metric_is_exported(exported: dict[str, set[str]]) -> None:
    named = {name for expression in expressions() for name in NAME.findall(expression)}
    assert len(named) > 12
    assert named <= exported.keys()


def test_what_is_grouped_by_are_its_labels(exported: dict[str, set[str]]) -> None:
    """Prometheus itself adds those of the job and the instance."""
    for expression in expressions():
        labels = {name for name in NAME.findall(expression) for name in exported[name]}
        for group in re.findall(r"\bby \(([^)]*)\)", expression):
            assert {it.strip() for it in group.split(",")} <= labels | {"job", "instance"}


def test_every_metric_of_ours_is_looked_at_or_documented(exported: dict[str, set[str]]) -> None:
    page = (FOLDER.parents[1] / "docs" / "status.md").read_text(encoding="utf-8")
    ours = {re.sub("_(bucket|count|sum)$", "", it) for it in exported if it.startswith("alertbot")}
    assert {name for name in ours if f"`{name}" not in page} == set()


@pytest.mark.parametrize("expression", sorted(set(filter(None, expressions()))))
def test_every_expression_is_closed(expression: str) -> None:
    open_ones: list[str] = []
    for sign in re.sub(r'"[^"]*"', "", expression):
        if sign in PARENTHESES:
            open_ones.append(PARENTHESES[sign])
        elif sign in PARENTHESES.values():
            assert open_ones.pop() == sign
    assert open_ones == []


def test_the_rules_are_those_of_prometheus() -> None:
    assert set(RULES) == {"groups"}
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names) >= 5
    for rule in rules():
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert re.fullmatch(r"[0-9]+[smhd]", rule.get("for", "1m"))
        assert rule["labels"]["severity"] in ("critical", "warning", "info")
        assert {"summary", "description"} == set(rule["annotations"])


def test_the_dashboard_is_one_of_grafana() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert DASHBOARD["uid"] == "alertbot"
    assert isinstance(DASHBOARD["schemaVersion"], int)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        assert panel["title"]
        assert panel["datasource"]["uid"] == "${datasource}"
        assert panel["targets"]
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
