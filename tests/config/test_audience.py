"""What a service's terms keep from being passed on is not sent to a chat that anybody may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot import channels, sources
from alertbot.config import Loaded, load
from alertbot.errors import ConfigError

HEAD = """
sources:
  ours: {kind: greenhouse, board: contoso}
  theirs: {kind: remotive}
  feed: {kind: rss, url: "https://weworkremotely.com/remote-jobs.rss"}
channels:
  public: {kind: slack, token: "${TOKEN}", to: "#jobs", audience: public}
  mine: {kind: console}
searches:
"""


def read(folder: Path, searches: str) -> Loaded:
    file = folder / "alertbot.yaml"
    file.write_text(HEAD + searches)
    kinds = sources.kinds()
    return load(
        file,
        sources={name: kind.Options for name, kind in kinds.items()},
        channels={name: kind.Options for name, kind in channels.kinds().items()},
        floors={},
        kept=lambda kind, options: sources.terms(kinds[kind], options)[0] == "no",
        env={"TOKEN": "xoxb-1"},
    )


@pytest.mark.parametrize(
    ("search", "at", "named"),
    [
        ("{where: sre, from: [ours, theirs], to: public}", "from", "theirs"),
        ("{where: sre, from: [feed], to: [mine, public]}", "from", "feed"),
        ("{where: sre, to: [public]}", "to", "theirs and feed"),
    ],
)
def test_it_is_refused(tmp_path: Path, search: str, at: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, f"  s: {search}\n")
    (mistake,) = (it for it in caught.value.mistakes if it.severity == "error")
    assert f"the terms of {named} do not allow" in mistake.message
    line = (HEAD + f"  s: {search}").splitlines()[mistake.line - 1]
    assert line[: mistake.column - 1].rstrip().endswith(f"{at}:")


@pytest.mark.parametrize(
    "search",
    [
        "{where: sre, from: [ours], to: [public]}",
        "{where: sre, from: [ours, theirs, feed], to: [mine]}",
    ],
)
def test_it_is_allowed(tmp_path: Path, search: str) -> None:
    assert "s" in read(tmp_path, f"  s: {search}\n").config.searches
