"""A configuration in several files: one whole, each mistake in its own file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.config import Loaded, including, load
from alertbot.errors import ConfigError
from tests.config.configuring import CHANNELS, ENV, FLOORS, GOOD, HEAD, SEARCH, SOURCES, loaded

REST = "channels: {screen: {kind: screen}}\nsearches: {sre: {where: sre}}\n"


def board(name: str) -> str:
    """A source, under its section."""
    return f"sources: {{{name}: {{kind: board, board: {name}}}}}\n"


def lay(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes files; the path of the first."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def read(path: Path, instead: Mapping[Path, Path] | None = None) -> Loaded:
    return load(path, sources=SOURCES, channels=CHANNELS, floors=FLOORS, env=ENV, instead=instead)


def told(folder: Path, files: Mapping[str, str], path: Path | None = None) -> list[str]:
    """The mistakes as they are shown, the folder left out."""
    main = lay(folder, files)
    try:
        found = read(path or main).warnings
    except ConfigError as error:
        found = error.mistakes
    return [str(one).replace(f"{folder}/", "") for one in found]


def test_one_file_is_what_it_was(tmp_path: Path) -> None:
    found = loaded(tmp_path, GOOD)
    assert found.files == (tmp_path / "alertbot.yaml",)
    assert found.folders == ()
    assert hashlib.sha256(GOOD.encode()).hexdigest().startswith(found.digest)
    assert len(found.digest) == 12


def test_files_and_folders_are_one_configuration(tmp_path: Path) -> None:
    files = {
        "main.yaml": "include: [boards, 'more/*.yaml', chats.yml]\nhome: Berlin\n",
        "boards/b.yaml": board("bee"),
        "boards/a.yml": board("ay"),
        "boards/.hidden.yaml": "%",
        "boards/notes.txt": "%",
        "more/searches.yaml": "include: [../boards/a.yml, deeper.yml]\n" + SEARCH,
        "more/deeper.yml": "currency: eur\naliases: {company: {Contoso: [Cloud]}}\n",
        "chats.yml": "channels: {screen: {kind: screen}}\naliases: {company: {Fabrikam: [Fab]}}\n",
    }
    found = read(lay(tmp_path, files))
    config = found.config
    assert found.warnings == ()
    assert list(config.sources) == ["ay", "bee"]
    assert (config.home, config.currency, list(config.searches)) == ("Berlin", "EUR", ["sre"])
    fold = config.aliases.fold
    assert (fold("cloud"), fold("FAB")) == (fold("Contoso"), fold("Fabrikam"))
    order = ["main.yaml", "boards/a.yml", "boards/b.yaml", "more/searches.yaml"]
    order += ["more/deeper.yml", "chats.yml"]
    assert [str(it.relative_to(tmp_path)) for it in found.files] == order
    assert found.folders == (tmp_path / "boards", tmp_path / "more")
    whole = "".join(files[name] for name in order).encode()
    assert hashlib.sha256(whole).hexdigest().startswith(found.digest)


def test_a_folder_is_all_of_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "conf"
    lay(folder, {"2.yaml": REST, "1.yml": board("a"), "3.txt": "%", "4.yaml/x.yaml": "%"})
    found = read(folder)
    assert [it.name for it in found.files] == ["1.yml", "2.yaml"]
    assert found.folders == (folder,)
    assert found.config.database == f"sqlite:///{folder}/alertbot.db"
    assert found.config.path == folder


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ends in .yaml or .yml; `alertbot init` makes one"):
        read(tmp_path)


def test_paths_of_secrets_and_databases_go_by_the_first_file(tmp_path: Path) -> None:
    files = {
        "a.yaml": f"include: sub/b.yaml\n{board('a')}searches: {{a: {{where: sre}}}}\n",
        "sub/b.yaml": "database: sqlite:///x.db\nchannels: {c: {kind: chat, token: {file: t}}}\n",
        "t": "tok-beside-the-first",
    }
    main = lay(tmp_path, files)
    (tmp_path / "t").chmod(0o600)
    found = read(main)
    assert found.warnings == ()
    assert found.config.database == f"sqlite:///{tmp_path}/x.db"
    assert found.config.channels["c"].options.token.reveal() == "tok-beside-the-first"


def test_a_mistake_stands_in_its_own_file(tmp_path: Path) -> None:
    files = {
        "a.yaml": f"include: [b.yaml, c.yaml]\nhome: '${{NOPE}}'\n{REST}",
        "b.yaml": "# ü\r\nsources: {a: {kind: bord}}\n",
        "c.yaml": f"{board('b')}serches: {{}}\n",
    }
    assert [line.partition(" (it is")[0] for line in told(tmp_path, files)] == [
        "a.yaml:2:8: error: the environment variable 'NOPE' is not set",
        "b.yaml:2:21: error: unknown kind 'bord', did you mean 'board'?",
        "c.yaml:2:1: error: unknown key 'serches', did you mean 'searches'?",
    ]


def test_names_of_a_file_that_cannot_be_read_are_not_missed(tmp_path: Path) -> None:
    """Nor is anything else told that may come of it."""
    files = {"a.yaml": f"include: [b.yaml, c.yaml]\n{REST}", "b.yaml": "sources:\n  a: 'open"}
    assert told(tmp_path, files) == [
        f"a.yaml:1:19: error: there is no such file 'c.yaml' in {tmp_path}",
        "b.yaml:2:6: error: a quote is opened here and never closed",
    ]


def test_what_is_in_two_files_names_both_places(tmp_path: Path) -> None:
    files = {
        "a.yaml": f"include: b.yaml\nhome: Berlin\n{HEAD}searches: {{}}\nkeep: {{polls: 8d}}\n",
        "b.yaml": (
            f"{SEARCH}home: Bonn\nsources:\n  contoso: {{kind: board, board: c}}\n"
            "keep: {closed: 99d, polls: 9d}\nchannels:\nsynonyms: off\n"
        ),
    }
    assert told(tmp_path, files) == [
        "b.yaml:2:1: error: 'home' is in two files, first in line 2 of a.yaml; keep one",
        "b.yaml:4:3: error: 'contoso' is in two files, first in line 3 of a.yaml; keep one",
        "b.yaml:5:21: error: 'polls' is in two files, first in line 6 of a.yaml; keep one",
    ]


def test_an_alias_of_two_employers_in_two_files(tmp_path: Path) -> None:
    files = {
        "a.yaml": f"include: b.yaml\n{GOOD}aliases: {{company: {{Contoso: [Cloud]}}}}\n",
        "b.yaml": "aliases: {company: {Fabrikam: [cloud]}}\n",
    }
    [line] = told(tmp_path, files)
    assert "b.yaml:1:32: error: 'cloud' is a name of 'Contoso' already, in line 5 of a.yaml" in line


@pytest.mark.parametrize(
    ("value", "column", "words"),
    [
        ("nope.yaml", 10, "there is no such file 'nope.yaml' in"),
        ("serches.yaml", 10, "no such file 'serches.yaml', did you mean 'searches.yaml'?"),
        ("a.yaml", 10, "this goes round in a circle: 'a.yaml' includes 'a.yaml'"),
        ("[searches.yaml, ./x/../a.yaml]", 26, "goes round in a circle"),
        ("~/a.yaml", 10, "no ~"),
        ("conf/**", 10, "no **"),
        ("12", 10, "'include' names a file, a folder or several, such"),
        ("[{a: b}]", 11, "'include' names a file, a folder or several, such"),
        ("", 1, "'include' names a file, a folder or several, such"),
        ("'${NOPE}'", 11, "'NOPE' is not set"),
        ("empty.yaml", 10, "'empty.yaml' is empty"),
        ("latin.yaml", 10, ""),
        ("pipe.yaml", 10, "'pipe.yaml' is not a file"),
        ("a" * 300, 10, "cannot be read: File name too long"),
        ('"a\\0b"', 10, "a path has no"),
    ],
)
def test_what_cannot_be_included(tmp_path: Path, value: str, column: int, words: str) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "x").mkdir()
    (tmp_path / "latin.yaml").write_bytes(b"sources:\n  \xe4: {}\n")
    files = {"a.yaml": f"include: {value}\n{GOOD}", "searches.yaml": "", "empty.yaml": " \n"}
    files["searches.yaml"] = "keep: {}"
    [line, *_] = told(tmp_path, files)
    if not words:
        assert line.startswith("latin.yaml:2:3: error: the file is not UTF-8 from here on")
        return
    assert line.startswith(f"a.yaml:1:{column}: error: ")
    assert words in line


def test_a_circle_of_several(tmp_path: Path) -> None:
    files = {
        "a.yaml": f"include: b.yaml\n{GOOD}",
        "b.yaml": "include: c.yaml\n",
        "c.yaml": "include:\n- b.yaml\n",
    }
    [line] = told(tmp_path, files)
    circle = "'b.yaml' includes 'c.yaml' includes 'b.yaml'"
    assert line == f"c.yaml:2:3: error: this goes round in a circle: {circle}"


def test_a_pattern_leaves_out_what_is_read_and_warns_of_nothing(tmp_path: Path) -> None:
    files = {"a.yaml": f"include: ['*.yaml', 'conf.d/*', conf]\n{GOOD}", "b.yaml": "home: Berlin\n"}
    (tmp_path / "conf").mkdir()
    assert told(tmp_path, files) == [
        "a.yaml:1:21: warning: no file that ends in .yaml or .yml is found by 'conf.d/*'",
        "a.yaml:1:33: warning: no file that ends in .yaml or .yml is found by 'conf'",
    ]


def test_a_link_that_leads_nowhere_is_no_file_left_out(tmp_path: Path) -> None:
    for name in ("conf", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "conf" / "boards.yaml").symlink_to("gone.yaml")
    (tmp_path / "other" / ".#boards.yaml").symlink_to("somebody@somewhere")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    files = {"a.yaml": f"include: [conf, loop.yaml, conf/boards.yaml, other]\n{GOOD}"}
    leads = "'boards.yaml': this is a link that leads nowhere"
    loops = "'loop.yaml': the file cannot be read: Too many levels of symbolic links"
    errors = [line for line in told(tmp_path, files) if ": error: " in line]
    assert errors == [
        f"a.yaml:1:11: error: {leads}",
        f"a.yaml:1:17: error: {loops}",
        f"a.yaml:1:28: error: {leads}",
    ]


@pytest.mark.parametrize("target", ["gone.yaml", "alertbot.yaml"])
def test_a_configuration_behind_a_link_that_leads_nowhere(target: str, tmp_path: Path) -> None:
    link = tmp_path / "alertbot.yaml"
    link.symlink_to(target)
    with pytest.raises(ConfigError, match=r"leads nowhere|Too many levels of symbolic links"):
        including.gather(link, {})


def test_a_file_of_comments_and_one_of_a_list(tmp_path: Path) -> None:
    files = {"a.yaml": f"include: [b.yaml, c.yaml]\n{GOOD}", "b.yaml": "# later\n"}
    assert told(tmp_path, {**files, "c.yaml": "# x\n- a\n"}) == [
        "c.yaml:2:1: error: a file that is included holds keys, such as searches: {...}"
    ]


def test_files_are_bounded(tmp_path: Path) -> None:
    many = {f"conf/{n}.yaml": f"# {n}" for n in range(including.MOST)}
    [line] = told(tmp_path, {"a.yaml": f"include: conf\n{GOOD}", **many})
    assert line.startswith("a.yaml:1:10: error: a configuration is at most 200 files, 4 MB")
    long = {"a.yaml": f"include: 0.yaml\n{GOOD}"}
    long |= {f"{n}.yaml": f"include: {n + 1}.yaml\n" for n in range(9)}
    [line] = told(tmp_path, long)
    assert line.startswith("7.yaml:1:10: error: a configuration is at most")
    large = {"a.yaml": f"include: large.yaml\n{GOOD}", "large.yaml": "#" * 1_000_001}
    [line] = told(tmp_path, large)
    assert line == (
        "a.yaml:1:10: error: 'large.yaml': the file is larger than 1 MB; no configuration is"
    )


def test_a_file_may_be_read_in_the_place_of_another(tmp_path: Path) -> None:
    """What is being written is read before it counts, as what it is going to be."""
    files = {"a.yaml": f"include: '*.yaml'\n{REST}", "b.yaml": board("b")}
    main = lay(tmp_path, files)
    new = tmp_path / ".b.tmp"
    new.write_text(board("new"), encoding="utf-8")
    assert list(read(main, {tmp_path / "b.yaml": new}).config.sources) == ["new"]
    new.write_text("sources: [", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^[^\n]*b\.yaml:1:10: [^\n]*$"):
        read(main, {tmp_path / "b.yaml": new})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations([*GOOD.splitlines(keepends=True), "home: Berlin\n"]), st.integers(0, 4))
def test_cut_anywhere_it_is_the_same(tmp_path: Path, lines: list[str], at: int) -> None:
    whole = loaded(tmp_path, "".join(lines)).config
    cut = {"a.yaml": "include: b.yaml\n" + "".join(lines[:at]), "b.yaml": "".join(lines[at:])}
    cut["b.yaml"] = cut["b.yaml"] or "# nothing"
    parts = read(lay(tmp_path, cut)).config
    for key in ("sources", "channels", "searches", "home", "operator"):
        assert getattr(parts, key) == getattr(whole, key)
