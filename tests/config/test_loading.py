"""What a good configuration is read as."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import channels, query, sources
from alertbot.config import load
from alertbot.model import Occasion
from alertbot.query import Settings
from tests.config.configuring import FLOORS, GOOD, HEAD, SOURCES, loaded, mistakes

EXAMPLE = Path(__file__).parents[2] / "config" / "example.yaml"

WHOLE = """\
database: sqlite:///var/alerts.db
timezone: Europe/Berlin
currency: eur
home: "Berlin, DE"
operator: screen
sources:
  contoso: {kind: board, board: contoso, every: 1h30m, tags: [a, b], base_url: "http://127.0.0.1:8/"}
  007: {kind: board, board: seven}
channels:
  team: {kind: chat, token: "${TOKEN}", to: -100123}
  screen: {kind: screen, color: true, timeout: 5s}
searches:
  one: {where: 'sre pay>=${MIN}', from: [contoso, contoso], to: [team, screen]}
  two: {match: {title: {any: [sre]}, pay: {floor: 150000}}, from: 007, to: team}
  three: {where: "sre", to: screen}
"""


def test_the_whole_of_it(tmp_path: Path) -> None:
    found = loaded(tmp_path, WHOLE)
    config = found.config
    assert found.warnings == ()
    assert config.database == f"sqlite:///{tmp_path}/var/alerts.db"
    assert (config.timezone.key, config.currency, config.home) == (
        "Europe/Berlin",
        "EUR",
        "Berlin, DE",
    )
    assert (config.operator, config.operator_said) == ("screen", True)
    assert list(config.sources) == ["contoso", "007"]
    contoso = config.sources["contoso"]
    assert (contoso.kind, contoso.every) == ("board", timedelta(minutes=90))
    assert (contoso.options.tags, contoso.options.base_url) == (("a", "b"), "http://127.0.0.1:8")
    assert config.sources["007"].every == FLOORS["board"][0]
    team = config.channels["team"].options
    assert (team.token.reveal(), team.to) == ("tok-from-the-environment", "-100123")
    assert config.channels["screen"].options.timeout == timedelta(seconds=5)
    one, two, three = config.searches.values()
    settings = Settings("Berlin, DE", "EUR")
    assert one.filter == query.parse("sre pay>=150k", settings)
    assert two.filter == query.from_keys(
        {"title": {"any": ["sre"]}, "pay": {"floor": 150000}}, settings
    )
    assert (one.sources, one.to) == (("contoso",), ("team", "screen"))
    assert (two.sources, two.to) == (("007",), ("team",))
    assert three.sources == ("contoso", "007")


def test_what_is_left_out(tmp_path: Path) -> None:
    config = loaded(tmp_path, GOOD).config
    assert config.database == f"sqlite:///{tmp_path}/alertbot.db"
    assert (config.timezone.key, config.currency, config.home) == ("UTC", "USD", None)
    assert (config.operator, config.operator_said) == ("screen", False)
    assert config.searches["sre"].to == ("screen",)


@pytest.mark.parametrize(
    ("database", "env", "expected"),
    [
        ("sqlite:///a.db", {"STATE_DIRECTORY": "/var/lib/alertbot:/x"}, "/var/lib/alertbot/a.db"),
        ("sqlite:////srv/a.db", {"STATE_DIRECTORY": "/var/lib/alertbot"}, "/srv/a.db"),
        ('"sqlite:///${D}/a.db"', {"D": "/srv/b"}, "/srv/b/a.db"),
        ("sqlite+pysqlite:////srv/a.db", {}, "/srv/a.db"),
    ],
)
def test_where_the_database_is(
    tmp_path: Path, database: str, env: dict[str, str], expected: str
) -> None:
    config = loaded(tmp_path, f"database: {database}\n{GOOD}", env).config
    assert config.database == f"sqlite:///{expected}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me@db/a",
        "postgres://me:%40pass@db.example:5433/a",
        "postgresql+psycopg:///a?host=/var/run/postgresql",
        "PostgreSQL://[::1]:5432/a?sslmode=require",
        "postgresql://?service=alerts",
    ],
)
def test_a_database_on_a_server(tmp_path: Path, url: str) -> None:
    config = loaded(tmp_path, f"database: {url}\n{GOOD}").config
    assert config.database == f"postgresql+psycopg://{url.partition('://')[2]}"


def test_the_password_of_a_database(tmp_path: Path) -> None:
    """One in the file is warned of, one from the environment is not; neither is ever shown."""
    found = loaded(tmp_path, f"database: postgresql://me:s3cret@db/a\n{GOOD}")
    assert ["literal password" in str(one) for one in found.warnings] == [True]
    assert "s3cret" not in repr(found)
    by_name = f"database: 'postgresql://me:${{PASS}}@db/a'\n{GOOD}"
    found = loaded(tmp_path, by_name, {"PASS": "s3cret"})
    assert found.warnings == ()
    assert "s3cret" not in repr(found)
    assert "s3cret" in found.config.database


def test_yaml_is_1_2(tmp_path: Path) -> None:
    text = GOOD.replace("board: contoso", "board: no, company: 08:30").replace(": sre}", ": on}")
    options = loaded(tmp_path, text).config.sources["contoso"].options
    assert (options.board, options.company) == ("no", "08:30")


def test_anchors_aliases_and_merging(tmp_path: Path) -> None:
    text = """\
sources:
  contoso: &usual {kind: board, board: contoso, every: 1h, order: oldest}
  northwind: {<<: *usual, board: northwind}
channels: {screen: {kind: screen}}
searches: {sre: {where: &q sre}, again: {where: *q}}
"""
    northwind = loaded(tmp_path, text).config.sources["northwind"]
    assert (northwind.options.board, northwind.options.order) == ("northwind", "oldest")
    assert northwind.every == timedelta(hours=1)


def test_an_interval_below_the_floor_is_raised_unless_private(tmp_path: Path) -> None:
    text = GOOD.replace("board: contoso}", "board: contoso, every: 10s}")
    found = loaded(tmp_path, text)
    assert found.config.sources["contoso"].every == timedelta(minutes=5)
    [warning] = found.warnings
    assert (warning.line, warning.column, warning.severity) == (1, 57, "warning")
    assert "10s" in warning.message
    assert "5m" in warning.message
    private = loaded(tmp_path, text.replace("every: 10s", "every: 10s, private: true"))
    assert (private.config.sources["contoso"].every, private.warnings) == (
        timedelta(seconds=10),
        (),
    )


def test_a_byte_order_mark_is_a_warning(tmp_path: Path) -> None:
    [warning] = loaded(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()).warnings
    assert (warning.line, warning.column, warning.severity) == (1, 1, "warning")


def test_names_in_any_script(tmp_path: Path) -> None:
    text = GOOD.replace("{sre:", "{münchen-jobs_2.0:")
    assert list(loaded(tmp_path, text).config.searches) == ["münchen-jobs_2.0"]


def test_on_what_occasions_a_search_tells_of_an_opening_again(tmp_path: Path) -> None:
    text = """\
searches:
  one: {where: sre, again: [pay_raised, reopened, reposted]}
  two: {where: sre, again: reopened}
  three: {where: sre}
"""
    one, two, three = loaded(tmp_path, HEAD + text).config.searches.values()
    assert one.again == {Occasion.PAY_RAISED, Occasion.REOPENED, Occasion.REPOSTED}
    assert two.again == {Occasion.REOPENED}
    assert three.again == frozenset()
    assert {search.version for search in (one, two)} == {three.version}


def _version(folder: Path, search: str, head: str = "", more: str = "") -> str:
    source = f"sources: {{contoso: {{kind: board, board: contoso}}{more}}}\n"
    text = f"{head}{source}channels: {{screen: {{kind: screen}}}}\nsearches:\n  a: {{{search}}}\n"
    return loaded(folder, text).config.searches["a"].version


def test_a_version_changes_when_what_is_found_may_change(tmp_path: Path) -> None:
    first = _version(tmp_path, "where: 'sre in:germany'")
    assert _version(tmp_path, "where: ' sre   in:germany '") == first
    assert _version(tmp_path, "where: 'sre in:germany', to: [screen]") == first
    assert _version(tmp_path, "where: 'sre in:germany', from: contoso") == first
    assert _version(tmp_path, "where: 'sre in:germany', again: [reposted, reopened]") == first
    assert _version(tmp_path, "where: 'sre in:germany'", "currency: EUR\nhome: Berlin\n") == first
    assert _version(tmp_path, "where: 'sre in:austria'") != first
    more = ", b: {kind: board, board: b}"
    assert _version(tmp_path, "where: 'sre in:germany'", "", more) != first
    for head, asks in (("currency: EUR\n", "sre pay>=10k"), ("home: Berlin\n", "sre -(remote a)")):
        query = f"where: '{asks}'"
        assert _version(tmp_path, query, head) != _version(tmp_path, query)


def test_a_version_is_the_same_everywhere(tmp_path: Path) -> None:
    """It is stored: another process, or version of Python, has to come to the same."""
    assert _version(tmp_path, "where: 'sre pay>=150k'") == "8e3726249b082cdf"


def test_the_example_is_good(tmp_path: Path) -> None:
    copy = tmp_path / "example.yaml"
    copy.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "telegram-token").write_text("123456:AbC-dEf\n", encoding="utf-8")
    (tmp_path / "telegram-token").chmod(0o600)
    kinds = sources.kinds()
    found = load(
        copy,
        sources={name: kind.Options for name, kind in kinds.items()},
        channels={name: kind.Options for name, kind in channels.kinds().items()},
        floors={name: (kind.MANNERS.every, kind.MANNERS.floor) for name, kind in kinds.items()},
        env={"SLACK_BOT_TOKEN": "xoxb-1-invented"},
    )
    assert found.warnings == ()
    assert set(found.config.channels) == {"team", "me"}


def test_warnings_leave_a_configuration_in_use(tmp_path: Path) -> None:
    text = """\
sources: {contoso: {kind: board, board: contoso}, other: {kind: board, board: b}}
channels: {screen: {kind: screen}, spare: {kind: screen}, boss: {kind: screen}}
operator: boss
searches: {sre: {where: remote sre, from: contoso, to: screen}}
"""
    told = [(it.line, it.column, it.message) for it in mistakes(tmp_path, text)]
    assert [place[:2] for place in told] == [(1, 51), (2, 36), (4, 25)]
    assert "no search looks at the source 'other'" in told[0][2]
    assert "no search reports to the channel 'spare'" in told[1][2]
    assert "'home' is not set" in told[2][2]


def test_a_source_that_a_search_does_not_look_at_is_named(tmp_path: Path) -> None:
    text = """\
sources: {contoso: {kind: board, board: contoso}, other: {kind: board, board: b}}
channels: {screen: {kind: screen}}
searches:
  a: {where: sre source:contso}
  b: {where: sre -source:other, from: contoso}
  c: {match: {words: sre, source: CONTOSO}, from: contoso}
"""
    told = [(it.line, it.column, it.message) for it in mistakes(tmp_path, text)]
    assert told == [
        (4, 25, "source:contso never holds: there is no such source, did you mean 'contoso'?"),
        (5, 26, "source:other never holds: it is not under 'from'"),
    ]


def test_the_stand_ins_are_models_of_their_kinds() -> None:
    assert all(issubclass(model, sources.SourceOptions) for model in SOURCES.values())
