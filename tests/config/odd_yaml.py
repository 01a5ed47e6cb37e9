"""Files that are no YAML, or not the YAML that they look like: as in `odd`."""

from __future__ import annotations

from tests.config.odd import CHANNELS, GOOD, SEARCHES, SOURCES, channel, search

ODD_YAML: dict[str, tuple[str | bytes, list[str]]] = {
    "nothing but blanks": ("▸\n\n   \n", ["the file is empty; `alertbot init` makes one"]),
    "nothing but a mark": ("▸---\n", ["empty"]),
    "null": ("▸null\n", ["empty"]),
    "a number": ("▸42\n", ["holds keys"]),
    "TOML": ('▸[sources.contoso]\nkind = "greenhouse"\n', ["[sections]...'sources:'"]),
    "INI": ("# mine\n▸[sources]\ncontoso = greenhouse\n", ["[sections]"]),
    "HTML": ("▸<!DOCTYPE html>\n<html></html>\n", ["holds keys"]),
    "JSON without a comma": ('{"sources": {"a": {"kind": "rss" ▸"url": "x"}}}', ["a comma or }"]),
    "UTF-16": (GOOD.encode("utf-16-le"), ["UTF-16; save it as UTF-8"]),
    "UTF-16 the other way": (GOOD.encode("utf-16-be"), ["UTF-16; save it as UTF-8"]),
    "UTF-16 with its mark": (GOOD.encode("utf-16"), ["UTF-16; save it as UTF-8"]),
    "Latin-1": ("sources:\n  fröhlich: {}\n".encode("latin-1"), ["not UTF-8 from here on"]),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ["no text file"]),
    "packed": (b"\x1f\x8b\x08\x00" + bytes(range(256)), ["no text file"]),
    "NUL": (search("{where: 's▸\0re'}"), ["U+0000"]),
    "two versions": (
        f"{SOURCES}▸<<<<<<< HEAD\n{CHANNELS}=======\n{CHANNELS}>>>>>>> other\n{SEARCHES}",
        ["left over from a merge"],
    ),
    "a quote that swallows lines": (
        f'{SOURCES}channels:\n  team:\n    kind: slack\n    to: ▸"#jobs\n    token: "${{HOOK}}"\n',
        ["a quote is opened here and not closed before line 7"],
    ),
    "a quote that swallows lines, inside brackets": (
        f"{SOURCES}{CHANNELS}searches:\n  a: {{where: ▸'sre, to: screen}}\n  b: {{where: 'sre'}}\n",
        ["not closed before line 7"],
    ),
    "a bracket that is left open": (
        f"{SOURCES}{CHANNELS}searches:\n  a:\n    from: ▸[contoso\n    where: sre\n",
        ["[ is opened here and never closed by ]"],
    ),
    "cut short in brackets": (f"{GOOD}keep: ▸{{closed: ", ["{ is opened here and never closed"]),
    "cut short behind a bracket": (f"{GOOD}synonyms: {{a: [b], c: ▸[", ["[ is opened here and"]),
    "a brace closed by a bracket": (
        f"sources:\n  a: ▸{{kind: rss, url: x)\n  b: {{kind: rss, url: x}}\n{CHANNELS}{SEARCHES}",
        ["{ is opened here and never closed by }"],
    ),
    "a comma missing in brackets of several lines": (
        '{"sources": {\n  "a": {"kind": "rss"}\n  ▸"b": {"kind": "rss"}\n}}',
        ["a comma or }...opened in line 1"],
    ),
    "a colon missing in the first of two keys": (
        search("\n    ▸where sre\n    to: screen"),
        ["a key without its colon"],
    ),
    "a blank missing in the first of two keys": (
        search("\n    where:▸sre\n    to: screen"),
        ["a blank...the colon of 'where:'"],
    ),
    "a blank missing before brackets": (
        search("\n    where: sre\n    to:▸[screen]\n    again: []"),
        ["a blank...the colon of 'to:'"],
    ),
    "a blank missing before brackets in brackets": (
        search("\n    match:\n      title:▸{any: [sre], none: [chef]}\n      remote: true"),
        ["a blank...the colon of 'title:'"],
    ),
    "a blank missing in a list": (
        search("\n    where: sre\n    to:\n    ▸-screen\n    quiet: '22:00-07:00'"),
        ["a blank...the - of a list"],
    ),
    "an indentation of neither": (
        search("\n    where: sre\n   ▸to: screen"),
        ["an indentation of 3...2 (line 6) or 4 (line 7)"],
    ),
    "an indentation beside a list": (
        search("\n    where: sre\n    to:\n      - screen\n     ▸again: []"),
        ["an indentation of 5...4 (line 8) or 6 (line 9)"],
    ),
    "an indentation of the first key": (
        f"# mine\n▸  home: Bonn\n{GOOD}",
        ["of 2, where line 3 has 0"],
    ),
    "a directive": (f"▸%TAG ! x\n{GOOD}", ["! and % mean something"]),
    "a colon missing before brackets": (
        search("\n    match:\n      title▸ {any: [sre], none: [chef]}\n      remote: true"),
        ["a colon has to stand behind 'title', as in 'title: {'"],
    ),
    "two lines in one": (
        search("\n    match: {title: {any: [sre]}} ▸to: screen"),
        ["text goes on behind the closing }"],
    ),
    "a name that is missing": (
        search("\n    where: sre\n    to: screen\n    ▸where: python\n    to: screen"),
        ["'where' and 'to' are here twice, first in line 7...the name"],
    ),
    "a name that is set in too far": (
        search("\n    where: sre\n    ▸b:\n    digest: '08:30'"),
        ["unknown key 'b'; known are where...a name of your own stands further left"],
    ),
    "a name twice, the first time of nothing": (
        f"{SOURCES}{CHANNELS}searches:\n  a:\n  ▸a: {{where: sre}}\n",
        ["'a' is here twice, first in line 6; keep one"],
    ),
    # What stands in a section not its own
    "a section indented": (
        f"{SOURCES}{CHANNELS}  ▸searches:\n    sre: {{where: sre, to: screen}}\n",
        ["'searches:' begins a section: take the blanks"],
    ),
    "a section indented as far as what is in it": (
        f"{SOURCES}{CHANNELS}  ▸searches:\n  sre: {{where: sre, to: screen}}\n",
        ["'searches:' begins a section: take the blanks"],
    ),
    "no line that begins the searches": (
        f"{SOURCES}{CHANNELS}  ▸sre: {{where: sre, to: screen}}\n  go: {{where: go, to: screen}}\n",
        ["'sre' is a search...'searches:', which is missing above it"],
    ),
    "no line that begins the channels": (
        f"{SOURCES}  ▸screen: {{kind: console}}\n{SEARCHES}",
        ["'screen' is a channel...'channels:', which is missing above it"],
    ),
    "a search beside its section": (
        f"{GOOD}▸go: {{where: go, to: screen}}\n",
        ["'go' stands beside 'searches:', not under it"],
    ),
    "a name among the options": (
        channel("\n    kind: console\n    ▸other:\n    max_per_day: 3"),
        ["unknown key 'other'; known are...a name of your own stands further left"],
    ),
    "no line that begins the channels, below aliases": (
        f"{SOURCES}{SEARCHES}aliases:\n  company: {{A: [B]}}\n  ▸screen: {{kind: console}}\n",
        ["'screen' is a channel...'channels:', which is missing above it"],
    ),
    "a source among the channels": (
        f"{SOURCES}{CHANNELS}  ▸other: {{kind: lever, site: other}}\n{SEARCHES}",
        ["'other' is a source: it stands under 'sources:'"],
    ),
}
