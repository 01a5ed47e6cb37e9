"""Broken configurations as the world writes them, with the kinds that there are.

As in `broken`: a mark stands where a mistake is expected, and the words of each ("a...b": both).
"""

from __future__ import annotations

SOURCES = "sources:\n  contoso: {kind: greenhouse, board: contoso}\n"
CHANNELS = "channels:\n  screen: {kind: console}\n"
SEARCHES = "searches:\n  sre: {where: sre, to: screen}\n"
GOOD = SOURCES + CHANNELS + SEARCHES


def source(options: str) -> str:
    """A configuration with one source."""
    return f"sources:\n  a: {options}\n{CHANNELS}{SEARCHES}"


def channel(options: str) -> str:
    """A configuration with one channel."""
    return f"{SOURCES}channels:\n  screen: {options}\n{SEARCHES}"


def search(options: str, head: str = "") -> str:
    """A configuration with one search."""
    return f"{head}{SOURCES}{CHANNELS}searches:\n  a: {options}\n"


ODD: dict[str, tuple[str | bytes, list[str]]] = {
    "a tab before a key": (f"{SOURCES}{CHANNELS}searches:\n▸\tsre: {{where: sre}}\n", ["a tab"]),
    "a tab in the middle": (
        f"{SOURCES}{CHANNELS}searches:\n  a:\n    where: sre\n▸\t\tto: screen\n",
        ["a tab"],
    ),
    "a blank that is none": (
        f"{SOURCES}{CHANNELS}searches:\n▸\u00a0\u00a0sre: {{where: sre}}\n",
        ["U+00A0; YAML is indented with spaces"],
    ),
    "a letter that is not seen": (search("{▸wh\u200bere: sre}"), ["U+200B"]),
    "a letter of another script": (
        GOOD.replace("sources:", "▸sour\u0441es:"),
        ["did you mean 'sources'?"],
    ),
    "a mark in the middle": (GOOD.replace("channels:", "▸\ufeffchannels:"), ["U+FEFF"]),
    "Windows and a mistake": (
        GOOD.replace("to: screen", "to: ▸scren").replace("\n", "\r\n"),
        ["did you mean 'screen'?"],
    ),
    "old Macintosh and a mistake": (
        GOOD.replace("to: screen", "to: ▸scren").replace("\n", "\r"),
        ["did you mean 'screen'?"],
    ),
    # Blanks, colons, quotes and indentation
    "no blank behind a colon": (
        f"sources:\n  contoso:▸{{kind: greenhouse, board: contoso}}\n{CHANNELS}{SEARCHES}",
        ["a blank has to stand behind the colon of 'contoso:'"],
    ),
    "no blank in brackets": (search("{▸where:sre}"), ["blank...'where:'"]),
    "no blank twice": (
        f"{SOURCES}{CHANNELS}searches:\n  a:\n    ▸where:sre\n    to:screen\n",
        ["needs 'where:'...blank"],
    ),
    "no colon": (f"▸sources\n  a: {{kind: rss}}\n{CHANNELS}{SEARCHES}", ["colon...'sources:'"]),
    "no colon further in": (
        f"{SOURCES}{CHANNELS}searches:\n  ▸sre\n    where: sre\n",
        ["colon...'sre:'"],
    ),
    "set in too far": (
        f"sources:\n  a:\n    kind: greenhouse\n      ▸board: a\n{CHANNELS}{SEARCHES}",
        ["indented further than the line above"],
    ),
    "set in too little": (
        f"sources:\n  a:\n    kind: greenhouse\n   ▸board: a\n{CHANNELS}{SEARCHES}",
        ["indentation"],
    ),
    "not set in": (
        f"▸sources:\n▸contoso:\n  kind: greenhouse\n{CHANNELS}{SEARCHES}",
        ["there are no sources", "'contoso' stands beside 'sources:'...indent it"],
    ),
    "an apostrophe": (
        f"{SOURCES}{CHANNELS}searches:\n  a:\n    where: 'what'▸s up'\n",
        ["is written twice, ''"],
    ),
    "a star": (search("{where: ▸*.py}"), ["*...'single quotes'"]),
    "an exclamation mark": (search("{where: ▸!java sre}"), ["!...'single quotes'"]),
    "a backtick": (search("{where: ▸`sre`}"), ["'`'"]),
    "a percent sign": (search("{where: ▸%sre}"), ["'%'"]),
    "words of a template": (search("{where: {▸{ query }}}"), ["quotes"]),
    "braces of a template": (f"{{▸% if x %}}\n{GOOD}", ["'%'"]),
    "a variable in brackets": (
        channel("{kind: slack, token: ▸${SLACK_BOT_TOKEN}, to: '#a'}"),
        ["'${NAME}'"],
    ),
    "a list with names": (
        f"sources:\n  ▸- contoso: {{kind: greenhouse, board: contoso}}\n{CHANNELS}{SEARCHES}",
        ["'sources' holds names"],
    ),
    "a list for a mapping": (
        f"{SOURCES}{CHANNELS}searches:\n  ▸- name: sre\n    where: sre\n",
        ["'searches' holds names"],
    ),
    "a list merged": (search("{<<: ▸[1, 2], where: sre}"), ["<<"]),
    "nothing merged": (search("{▸<<: , where: sre}"), ["<<"]),
    "merged from nowhere": (search("{<<: ▸*usual, where: sre}"), ["&usual"]),
    "a key that is a list": (search("{▸[a, b]: c, where: sre}"), ["one word"]),
    "brackets without end": (search(f"{{where: {'[' * 30}▸{'[' * 2000}"), ["nested"]),
    "deep levels": (
        GOOD + "".join(f"{' ' * n}{'▸' if n == 32 else ''}a:\n" for n in range(60)),
        ["nested"],
    ),
    # Names and keys
    "a capital letter": (GOOD.replace("sources:", "▸Sources:"), ["did you mean 'sources'?"]),
    "one for many": (GOOD.replace("searches:", "▸search:"), ["did you mean 'searches'?"]),
    "a section twice": (f"{GOOD}▸searches:\n  b: {{where: sre}}\n", ["here twice...line 5"]),
    "a source twice": (
        GOOD.replace("channels:", "  ▸contoso: {kind: rss}\nchannels:"),
        ["here twice...line 2"],
    ),
    "an option twice": (source("{kind: rss, url: 'https://a.example', ▸url: x}"), ["twice"]),
    "a key of elsewhere": (f"▸log_level: debug\n{GOOD}", ["unknown key 'log_level'; known are"]),
    "a picture for a name": (GOOD.replace("  sre:", "  ▸🚀:"), ["'🚀'...letters, digits"]),
    "a name with a blank": (GOOD.replace("  sre:", "  ▸my search:"), ["'my search'"]),
    "a name of a thousand": (GOOD.replace("  sre:", f"  ▸{'a' * 1000}:"), ["1 to 64"]),
    "no name": (GOOD.replace("  sre:", "  ▸'':"), ["1 to 64 letters"]),
    "nothing for a name": (GOOD.replace("  sre:", "  ▸~:"), ["1 to 64 letters"]),
    # Sources
    "a source of nothing": (f"sources:\n  ▸a:\n{CHANNELS}{SEARCHES}", ["'a' needs a kind"]),
    "a source as an address": (source("▸https://boards.greenhouse.io/a"), ["needs a kind"]),
    "no kind but a type": (source("▸{type: greenhouse, board: a}"), ["has no 'kind'"]),
    "a kind in capitals": (source("{kind: ▸Greenhouse, board: a}"), ["mean 'greenhouse'?"]),
    "a kind misspelt": (source("{kind: ▸workdy, url: a}"), ["did you mean 'workday'?"]),
    "a number for a kind": (source("{kind: ▸1}"), ["unknown kind '1'"]),
    "an option misspelt": (source("{kind: greenhouse, ▸bord: a}"), ["did you mean 'board'?"]),
    "a board as an address": (
        source("{kind: greenhouse, board: ▸https://boards.greenhouse.io/contoso}"),
        ["the last part of the board's address"],
    ),
    "an empty board": (source("{kind: greenhouse, board: ▸''}"), ["'board' is empty"]),
    "a board of digits": (source("{kind: greenhouse, board: ▸12}"), ['put it in quotes, "12"']),
    "never": (source("{kind: greenhouse, board: a, every: ▸0}"), ["30s, 15m, 1h, 2d"]),
    "no minutes": (source("{kind: greenhouse, board: a, every: ▸0m}"), ["more than nothing"]),
    "a unit that is none": (source("{kind: greenhouse, board: a, every: ▸1x}"), ["30s, 15m"]),
    "back in time": (source("{kind: greenhouse, board: a, every: ▸-5m}"), ["30s, 15m"]),
    "octal": (source("{kind: greenhouse, board: a, every: ▸015}"), ["30s, 15m"]),
    "by cron": (source("{kind: greenhouse, board: a, every: ▸'*/5 * * * *'}"), ["30s, 15m"]),
    "beyond all": (source(f"{{kind: greenhouse, board: a, every: ▸{'9' * 5000}d}}"), ["30s"]),
    "Norway": (source("{kind: greenhouse, board: a, private: ▸no}"), ["true or false"]),
    "one for true": (source("{kind: greenhouse, board: a, private: ▸1}"), ["true or false"]),
    "an address of nowhere": (source("{kind: rss, url: ▸example.com/feed}"), ["https://"]),
    "an address of a file": (source("{kind: rss, url: ▸'file:///etc/passwd'}"), ["https://"]),
    "a port of nobody": (source("{kind: rss, url: ▸'https://a.example:99999/'}"), ["port"]),
    "half an address": (source("{kind: page, url: ▸'https://[::1'}"), ["host"]),
    "a blank in an address": (source("{kind: rss, url: ▸'https://a.example/a b'}"), ["%20"]),
    # Channels and secrets
    "a chat of a comment": (
        f"{SOURCES}channels:\n  screen:\n    kind: slack\n    ▸to: #jobs\n{SEARCHES}",
        ["# begins a comment...'#jobs'"],
    ),
    "no chat": (channel("{kind: slack, ▸token: '${SLACK_BOT_TOKEN}'}"), ["needs 'to'"]),
    "a chat of a fraction": (
        channel("{kind: telegram, token: '${TELEGRAM_TOKEN}', to: ▸1.5}"),
        ["'to' must be text"],
    ),
    "a chat by name": (
        channel("{kind: telegram, token: '${TELEGRAM_TOKEN}', to: ▸me}"),
        ["a Telegram chat is an id"],
    ),
    "a chat to which nothing leads": (
        channel("{kind: slack, token: '${SLACK_BOT_TOKEN}', to: ▸“#jobs”}"),
        ["#name in small letters, or an id"],
    ),
    "a chat in capitals": (
        channel("{kind: slack, token: '${SLACK_BOT_TOKEN}', to: ▸'#Job-Alerts'}"),
        ["#name in small letters, or an id"],
    ),
    "a chat by its address": (
        channel("{kind: slack, token: '${SLACK_BOT_TOKEN}', to: ▸'https://a.example/C0123456'}"),
        ["#name in small letters, or an id"],
    ),
    "a webhook for a token": (
        channel("{kind: slack, token: ▸'${HOOK}', to: '#a'}"),
        ["'token' is not right...stands under 'webhook'"],
    ),
    "an app's token": (
        channel("{kind: slack, token: ▸xapp-1-invented, to: '#a'}"),
        ["'token' is not right...begins with xoxb-"],
    ),
    "a secret without a blank": (
        channel("{kind: slack, token: ▸'env:SLACK_BOT_TOKEN', to: '#a'}"),
        ["write {env: NAME}, with a blank"],
    ),
    "a token misspelt": (
        channel("{kind: slack, ▸tokn: '${SLACK_BOT_TOKEN}', to: '#a', ▸colour: red}"),
        ["unknown key 'tokn', did you mean 'token'?", "unknown key 'colour'"],
    ),
    "a 'to' beside a webhook": (
        channel("{kind: slack, webhook: '${HOOK}', ▸to: '#a'}"),
        ["takes no 'to'"],
    ),
    "two ways": (
        channel("{kind: slack, token: '${SLACK_BOT_TOKEN}', ▸webhook: '${HOOK}', to: '#a'}"),
        ["not both"],
    ),
    "a kind of elsewhere": (channel("{kind: ▸discord}"), ["unknown kind 'discord'"]),
    "a variable misspelt": (
        channel("{kind: telegram, token: '▸${TELEGRAM_TOKN}', to: 1}"),
        ["'TELEGRAM_TOKN' is not set, did you mean 'TELEGRAM_TOKEN'?"],
    ),
    "a secret's file that is not there": (
        channel("{kind: telegram, token: {file: ▸nope}, to: 1}"),
        ["no secret's file 'nope' in $CREDENTIALS_DIRECTORY (not set), /run/secrets or"],
    ),
    "a secret's file that is a folder": (
        channel("{kind: telegram, token: {file: ▸..}, to: 1}"),
        ["is not a file"],
    ),
    "a template that is not there": (channel("{kind: console, template: ▸a.j2}"), ["no file"]),
    "no alerts": (channel("{kind: console, max_per_day: ▸0}"), ["1 at least, or none"]),
    "a webhook without its secret": (channel("▸{kind: webhook, url: '${HOOK}'}"), ["'secret'"]),
    # Searches
    "a search of no words": (search("{where: ▸''}"), ["the query is empty"]),
    "a list of words": (search("{where: ▸[sre, swe]}"), ["'where' is a query"]),
    "a contradiction": (search("{where: 'sre -▸sre'}"), ["do not go together"]),
    "pay that cannot be": (search("{where: 'pay>=200k ▸pay<=100k'}"), ["do not go together"]),
    "a query under another key": (
        search("{▸query: sre}"),
        ["unknown key 'query': a query stands under 'where'"],
    ),
    "words under another key": (
        search("{▸keywords: [sre], ▸frm: contoso}"),
        ["unknown key 'keywords': a query stands under 'where'", "did you mean 'from'?"],
    ),
    "keys misspelt under match": (
        search("{match: {title: {▸anyof: [sre]}, ▸titel: {any: [sre]}}}"),
        ["unknown key 'anyof', did you mean 'any'?", "unknown key 'titel', did you mean 'title'?"],
    ),
    "a key of odd letters under match": (
        search("{match: {title: sre, ▸'lo\"ation': {any: [berlin]}}}"),
        ["unknown key 'lo\"ation', did you mean 'location'?"],
    ),
    "several of each in one": (
        search("{where: sre, from: ▸contoso x, to: ▸screen; y, again: ▸'reopened, reposted'}"),
        ["[contoso, x]", "[screen, y]", "several are a list: [reopened, reposted]"],
    ),
    "nothing in a list": (search("{where: sre, to: [screen, ▸~]}"), ["here stands the name"]),
    "a digest by another key": (
        search("{where: sre, digest: {▸time: '08:30'}}"),
        ["unknown key 'time'; known are at and days"],
    ),
    "a heartbeat by another key": (
        f"heartbeat: {{▸day: mon}}\n{GOOD}",
        ["unknown key 'day', did you mean 'days'?"],
    ),
    "no chat behind 'to'": (
        f"{SOURCES}{CHANNELS}  other: {{kind: console}}\nsearches: {{a: {{where: sre, ▸to: }}}}\n",
        ["reports nowhere: say 'to:' with screen or other"],
    ),
    "a field misspelt": (search("{where: '▸titel:sre'}"), ["did you mean 'title'?"]),
    "a place of nowhere": (search("{where: 'in:▸\"New Yrok\"'}"), ["did you mean 'New York'?"]),
    "several in one": (search("{where: sre, to: ▸'screen, other'}"), ["a list: [screen, other]"]),
    "from everywhere": (search("{where: sre, from: ▸all}"), ["leave 'from' out"]),
    "a channel in capitals": (search("{where: sre, to: ▸Screen}"), ["mean 'screen'?"]),
    "a long query": (search(f"{{where: '{'a ' * 1000}▸{'a ' * 1000}'}}"), ["2000 characters"]),
    "deep brackets": (search(f"{{where: '{'(' * 50}▸{'(' * 50}a{')' * 100}'}}"), ["50 brackets"]),
    "quiet in halves": (search("{where: sre, quiet: ▸10pm-7am}"), ["22:00-07:00"]),
    "quiet without end": (search("{where: sre, quiet: ▸22:00}"), ["22:00-07:00"]),
    "a digest in words": (search("{where: sre, digest: ▸8am}"), ["times of day"]),
    "a digest with seconds": (search("{where: sre, digest: ▸'08:30:00'}"), ["times of day"]),
    "a limit below nothing": (search("{where: sre, max_per_day: ▸-1}"), ["1 at least"]),
    "a limit beyond all": (search(f"{{where: sre, max_per_day: ▸{'9' * 5000}}}"), ["1 at least"]),
    # The head of the file
    "a zone by its letters": (f"timezone: ▸CEST\n{GOOD}", ["such as Europe/Berlin"]),
    "a zone by its offset": (f"timezone: ▸+02:00\n{GOOD}", ["such as Europe/Berlin"]),
    "a zone of nowhere": (f"timezone: ▸Europe/Nowhere\n{GOOD}", [", such as Europe/Berlin"]),
    "a zone of two places": (f"timezone: ▸Europe/Istnbul\n{GOOD}", ["mean 'Europe/Istanbul'?"]),
    "a zone in another area": (f"timezone: ▸America/Lodon\n{GOOD}", ["mean 'Europe/London'?"]),
    "a zone by its letters and hours": (f"timezone: ▸CEST+1\n{GOOD}", ["named by a place"]),
    "a zone by its country": (f"timezone: ▸Germany\n{GOOD}", ["named by a place"]),
    "a zone by its city": (f"timezone: ▸Berlin\n{GOOD}", ["did you mean 'Europe/Berlin'?"]),
    "a zone of a number": (f"timezone: ▸2\n{GOOD}", ["'timezone' must be text"]),
    "a currency by its sign": (f"currency: ▸€\n{GOOD}", ["three letters"]),
    "a database by its path": (f"database: ▸/var/lib/a.db\n{GOOD}", ["sqlite:///alertbot.db"]),
    "a database of a folder": (f"database: ▸sqlite:///.\n{GOOD}", ["this is a folder"]),
    "a database of another": (f"database: ▸mysql://a:b@db/a\n{GOOD}", ["'mysql' is no database"]),
    "an operator of nobody": (f"operator: ▸nobody\n{GOOD}", ["unknown channel 'nobody'"]),
    "kept for ever": (f"keep: {{closed: ▸forever}}\n{GOOD}", ["a duration"]),
    "a file that is not there": (f"include: ▸more.yaml\n{GOOD}", ["no such file 'more.yaml'"]),
    "a file of itself": (f"include: ▸alertbot.yaml\n{GOOD}", ["round in a circle"]),
}
