"""Broken documents, and words of the message for each mistake ("a...b": both, in one message).

A mark stands where a mistake is expected; it is no part of the text.
"""

from __future__ import annotations

from tests.config.configuring import GOOD, HEAD, SEARCH

BROKEN: dict[str, tuple[str, list[str]]] = {
    # YAML itself
    "empty": ("▸", ["empty"]),
    "only a comment": ("▸# nothing\n", ["empty"]),
    "only a list": ("▸- a\n- b\n", ["holds keys"]),
    "only a word": ("▸hello", ["holds keys"]),
    "a tab": (f"{GOOD}home:\n▸\tBerlin\n", ["tab"]),
    "open bracket": (f"{HEAD}searches: ▸{{a: {{where: sre}}\n", ["never closed by }"]),
    "open quote": (f"{HEAD}searches:\n  a:\n    where: ▸'sre\n", ["never closed"]),
    "text after a quote": (
        f'{HEAD}searches:\n  a:\n    where: "software engineer" ▸OR sre\n',
        ["'single quotes'"],
    ),
    "odd escape": (f'{HEAD}searches: {{a: {{where: "/\\▸d/"}}}}\n', ["escape"]),
    "a colon too many": (f"{HEAD}searches:\n  a:\n    where: title▸: sre\n", ["colon"]),
    "wrong indentation": (
        f"{HEAD}searches:\n  a:\n    where: sre\n   ▸to: screen\n",
        ["indentation"],
    ),
    "set in below a line of signs": (
        f"{'# ' * 60}\n▸  home: Berlin\n{GOOD}",
        ["an indentation of 2"],
    ),
    "at sign": (f"{GOOD}home: ▸@berlin\n", ["'@'...quotes"]),
    "variable without quotes": (
        "channels: {a: {kind: chat, token: ▸${TOKEN}}}\n",
        ["inside brackets ${NAME} needs quotes"],
    ),
    "template left over": (f"{GOOD}home: {{▸{{ home }}: 1}}\n", ["quotes"]),
    "keys twice": (
        f"{GOOD}▸sources: {{}}\nhome: Berlin\n▸home: Bonn\n",
        ["'sources' is here twice, first in line 1", "'home' is here twice, first in line 5"],
    ),
    "a tag": (f"{GOOD}home: ▸!!python/object:os.system x\n", ["tags"]),
    "unknown alias": (f"{GOOD}home: ▸*place\n", ["&place"]),
    "alias of itself": (f"{GOOD}home: &a [▸*a]\n", ["*a stands inside &a"]),
    "merging a word": (f"{GOOD}home: {{<<: ▸word}}\n", ["<<"]),
    "two documents": (f"{GOOD}▸---\nhome: Berlin\n", ["second document"]),
    "another YAML": (f"▸%YAML 1.1\n---\n{GOOD}", ["YAML 1.2"]),
    "a control character": (f"{GOOD}home: Ber▸\x07lin\n", ["U+0007"]),
    "too deep": (f"{GOOD}home: {'[' * 32}▸[{']' * 33}\n", ["nested"]),
    # The head of the file
    "unknown key": (
        f"{HEAD}▸serches: {{}}\n{SEARCH}",
        ["unknown key 'serches', did you mean 'searches'?"],
    ),
    "no such key": (f"{GOOD}▸colour: red\n", ["unknown key 'colour'; known are database"]),
    "a key of a search": (
        f'{GOOD}▸digest: "08:30"\n▸max_per_day: 3\n',
        ["'digest' stands under a search, not", "'max_per_day' stands under a search or a channel"],
    ),
    "nothing but home": (
        "▸home: Berlin\n",
        ["there are no channels", "there are no searches", "there are no sources"],
    ),
    "empty sections": (
        "▸sources:\n▸channels: {}\n▸searches: []\n",
        ["there are no sources", "there are no channels", "there are no searches"],
    ),
    "sections as lists": (
        f"{HEAD}searches: ▸[{{where: sre}}]\n",
        ["'searches' holds names: searches: {a-name: {where:"],
    ),
    "bad name": (f"{HEAD}searches: {{▸a b: {{where: sre}}}}\n", ["'a b'...letters, digits"]),
    "long name": (f"{HEAD}searches: {{▸{'a' * 65}: {{where: sre}}}}\n", ["1 to 64 letters"]),
    "another driver": (
        f"{GOOD}database: ▸postgresql+asyncpg://me:s3cret-word@db/a\n",
        ["psycopg alone"],
    ),
    "a password as it is": (
        f"{GOOD}database: ▸postgresql://me:s3cret@word@db/a\n",
        ["written %40"],
    ),
    "a slash in a password": (
        f"{GOOD}database: ▸postgresql://me:s3cret/word@db/a\n",
        ["written %40"],
    ),
    "no database": (f"{GOOD}database: ▸postgresql://me@db\n", ["behind the host"]),
    "a port of letters": (f"{GOOD}database: ▸postgres://db:five/a\n", ["is like"]),
    "mysql": (f"{GOOD}database: ▸mysql://me:s3cret-word@db/a\n", ["'mysql'"]),
    "two slashes": (f"{GOOD}database: ▸sqlite://a.db\n", ["three slashes"]),
    "in memory": (f"{GOOD}database: ▸'sqlite:///:memory:'\n", ["forgotten"]),
    "database options": (f"{GOOD}database: ▸sqlite:///a.db?mode=ro\n", ["behind a ?"]),
    "home of the shell": (f"{GOOD}database: ▸sqlite:///~/a.db\n", ["${HOME}"]),
    "not a database": (f"{GOOD}database: ▸alertbot.db\n", ["sqlite:///alertbot.db"]),
    "time zone": (f"{GOOD}timezone: ▸Europe/Berln\n", ["did you mean 'Europe/Berlin'?"]),
    "time zone folder": (f"{GOOD}timezone: ▸Europe\n", ["unknown time zone"]),
    "time zone outside": (f"{GOOD}timezone: ▸../../etc/passwd\n", ["unknown time zone"]),
    "currency": (f"{GOOD}currency: ▸EURO\n", ["three letters...'EUR'"]),
    "currency as list": (f"{GOOD}currency: ▸[USD]\n", ["'currency' must be text"]),
    "home empty": (f"{GOOD}▸home:\n", ["'home' must be text"]),
    "operator": (f"{GOOD}operator: ▸scren\n", ["unknown channel 'scren', did you mean 'screen'?"]),
    "operator as list": (f"{GOOD}operator: ▸[screen]\n", ["name of a channel"]),
    # How long things are kept
    "keep nothing": (f"{GOOD}▸keep:\n", ["'keep' holds keys"]),
    "keep as duration": (f"{GOOD}keep: ▸90d\n", ["'keep' holds keys"]),
    "keep what": (
        f"{GOOD}keep: {{▸description: 90d, ▸all: 90d}}\n",
        ["'description', did you mean 'descriptions'?", "'all'; known are descriptions"],
    ),
    "keep without a unit": (f"{GOOD}keep: {{closed: ▸90}}\n", ["'keep.closed'...30s, 15m, 1h, 2d"]),
    "keep a list": (f"{GOOD}keep: {{polls: ▸[90d]}}\n", ["'keep.polls' is not right"]),
    "keep unset": (f"{GOOD}keep: {{polls: '▸${{NOPE}}'}}\n", ["'NOPE' is not set"]),
    "keep too short": (
        f"{GOOD}keep: {{closed: ▸6d 23h, ids: ▸89d, attempts: ▸1h}}\n",
        ["'keep.closed' is at least 7d", "'keep.ids' is at least 90d", "attempts' is at least 1d"],
    ),
    "keep too long": (f"{GOOD}keep: {{ids: ▸11000d}}\n", ["ten years at most"]),
    "keep a part longer": (
        f"{GOOD}keep: {{closed: 30d, descriptions: ▸31d, alerts: 30d}}\n",
        ["'keep.descriptions' is longer than 'keep.closed', with which it goes"],
    ),
    "keep more than the ids": (
        f"{GOOD}keep: {{ids: 90d, alerts: ▸91d}}\n",
        ["'keep.alerts' is longer than 'keep.ids', with which it goes"],
    ),
    # Signs of life
    "heartbeat nothing": (f"{GOOD}▸heartbeat:\n", ["'heartbeat' is a day and a time"]),
    "heartbeat of what": (f"{GOOD}heartbeat: ▸weekly\n", ["monday 09:00"]),
    "heartbeat too late": (f"{GOOD}heartbeat: ▸monday 24:00\n", ["monday 09:00"]),
    "heartbeat as list": (f"{GOOD}heartbeat: ▸[monday]\n", ["monday 09:00"]),
    "heartbeat empty": (f"{GOOD}heartbeat: ▸{{}}\n", ["'heartbeat' has a time, a 'ping'"]),
    "heartbeat misspelt": (
        f"{GOOD}heartbeat: {{▸day: mon, at: ▸'9'}}\n",
        ["'day', did you mean 'days'?", "'heartbeat.at' takes times of day"],
    ),
    "heartbeat days": (f"{GOOD}heartbeat: {{days: ▸workdays}}\n", ["mon-fri"]),
    "ping nowhere": (
        f"{GOOD}heartbeat: {{ping: {{env: ▸NOPE}}}}\n",
        ["'NOPE' is not set"],
    ),
    "ping to no address": (
        f"{GOOD}heartbeat: {{ping: ▸{{env: TOKEN}}}}\n",
        ["starts with https://"],
    ),
    "ping too often": (
        f"{GOOD}heartbeat: {{ping: {{env: PING_URL}}, every: ▸1s}}\n",
        ["'heartbeat.every' is at least 10s"],
    ),
    "every without a ping": (
        f"{GOOD}heartbeat: {{at: 9:00, every: ▸5m}}\n",
        ["how often to 'ping'"],
    ),
    # Names of one employer
    "synonyms as list": (f"{GOOD}synonyms: ▸[sre]\n", ["'synonyms' is off, or holds"]),
    "synonyms as a word": (f"{GOOD}synonyms: ▸none\n", ["'synonyms' is off, or holds"]),
    "empty synonyms": (f"{GOOD}▸synonyms:\n", ["'synonyms' is off, or holds"]),
    "built-in synonyms": (f"{GOOD}synonyms: {{builtin: ▸maybe}}\n", ["'builtin' is on or off"]),
    "a synonym of nothing": (
        f"{GOOD}synonyms: {{sre: ▸[], k8s: [▸'!', ▸~, ▸{{a: b}}], ▸'+': plus}}\n",
        ["takes another spelling", "'!' has no letter", "here stands", "here stands", "'+' has no"],
    ),
    "a synonym with a star": (f"{GOOD}synonyms: {{sre: ▸reliab*}}\n", ["without *"]),
    "a long synonym": (f"{GOOD}synonyms: {{sre: ▸a b c d e f}}\n", ["at most 5 words"]),
    "a synonym of itself": (f"{GOOD}synonyms: {{sre: ▸SRE}}\n", ["'SRE' is here twice"]),
    "a synonym twice": (
        f"{GOOD}synonyms: {{sre: reliability, ops: x, \n k8s: ▸reliability}}\n",
        ["'reliability' is here twice, first in line 4"],
    ),
    "a synonym of no variable": (f"{GOOD}synonyms: {{sre: '▸${{NOPE}}'}}\n", ["NOPE"]),
    "aliases as list": (f"{GOOD}aliases: ▸[Contoso]\n", ["'aliases' holds company: {Contoso:"]),
    "aliases of what": (
        f"{GOOD}aliases: {{▸companies: {{}}}}\n",
        ["'companies', did you mean 'company'?"],
    ),
    "aliases as names": (f"{GOOD}aliases: {{company: ▸[Contoso]}}\n", ["names of employers"]),
    "aliases of nobody": (f"{GOOD}aliases:\n  ▸company:\n", ["names of employers"]),
    "alias no list": (
        f"{GOOD}aliases: {{company: {{Contoso: ▸Contoso Cloud}}}}\n",
        ["the names of 'Contoso' are a list"],
    ),
    "alias a mapping": (
        f"{GOOD}aliases: {{company: {{Contoso: [▸{{a: b}}], Fabrikam: ▸[]}}}}\n",
        ["here stands a name", "the names of 'Fabrikam' are a list"],
    ),
    "alias empty": (
        f"{GOOD}aliases: {{company: {{Contoso: [▸'', ▸~, ▸' '], ▸'': [x]}}}}\n",
        ["a name is empty"] * 4,
    ),
    "alias of signs": (f"{GOOD}aliases: {{company: {{Contoso: [▸'!']}}}}\n", ["'!' names nobody"]),
    "alias of anybody": (
        f"{GOOD}aliases: {{company: {{Contoso: [▸Confidential]}}}}\n",
        ["'Confidential' names nobody"],
    ),
    "alias unset": (
        f"{GOOD}aliases: {{company: {{Contoso: ['▸${{NOPE}}']}}}}\n",
        ["'NOPE' is not set"],
    ),
    "alias of two": (
        f"{GOOD}aliases: {{company: {{Contoso: [Cloud, ▸fabrikam],\n Fabrikam: [▸CLOUD]}}}}\n",
        [
            "'fabrikam' is a name of 'Fabrikam' already, in line 5",
            "'CLOUD' is a name of 'Contoso' already, in line 4",
        ],
    ),
    "one employer twice": (
        f"{GOOD}aliases: {{company: {{Contoso: [x], ▸CONTOSO: [y]}}}}\n",
        ["'CONTOSO' is a name of 'Contoso' already"],
    ),
    # Sources and channels
    "no kind": ("sources: {a: ▸{board: b}}\n", ["source 'a' has no 'kind': it is api or board"]),
    "wrong kind": ("sources: {a: {kind: ▸bord}}\n", ["did you mean 'board'?...api or board"]),
    "kind as list": ("sources: {a: {kind: ▸[board]}}\n", ["'kind' of source 'a'"]),
    "source as word": ("sources: {a: ▸board}\n", ["source 'a' needs a kind"]),
    "missing option": ("sources: {a: ▸{kind: board}}\n", ["'board' is missing (kind board)"]),
    "unknown option": (
        "sources: {a: {kind: board, board: b, ▸ordr: newest}}\n",
        ["unknown key 'ordr', did you mean 'order'?"],
    ),
    "a later option": (
        "sources: {a: {kind: board, board: b, ▸was: c}}\n",
        ["was is not supported yet"],
    ),
    "number for text": (
        "sources: {a: {kind: board, board: ▸12}}\n",
        ["'board' must be text: put it in quotes, \"12\""],
    ),
    "yes for true": (
        "sources: {a: {kind: board, board: b, private: ▸yes}}\n",
        ["'private' must be true or false"],
    ),
    "text for number": ("sources: {a: {kind: board, board: b, depth: ▸deep}}\n", ["a number"]),
    "true for number": ("sources: {a: {kind: board, board: b, depth: ▸true}}\n", ["a number"]),
    "list for number": ("sources: {a: {kind: board, board: b, depth: ▸[1]}}\n", ["whole number"]),
    "too many": (
        "sources: {a: {kind: board, board: b, pages: ▸10}}\n",
        ["'pages' must be at most 9"],
    ),
    "choice": (
        "sources: {a: {kind: board, board: b, order: ▸new}}\n",
        ["'order' must be 'newest' or 'oldest'"],
    ),
    "inside a list": (
        "sources: {a: {kind: board, board: b, tags: [x, ▸[y]]}}\n",
        ["'tags.1' must be text"],
    ),
    "either or": (
        "sources: {a: {kind: board, board: b, limit: ▸{x: 1}}}\n",
        ["'limit' must be a whole number or a list"],
    ),
    "duration": ("sources: {a: {kind: board, board: b, every: ▸15}}\n", ["30s, 15m, 1h, 2d"]),
    "long duration": (
        f"sources: {{a: {{kind: board, board: b, every: ▸{'9' * 9}w}}}}\n",
        ["ten years at most"],
    ),
    "no duration": ("sources: {a: {kind: board, board: b, timeout: ▸0s}}\n", ["more than nothing"]),
    "address": (
        "sources: {a: {kind: board, board: b, base_url: ▸www.example}}\n",
        ["https://"],
    ),
    "nested key": (
        "sources: {a: {kind: api, auth: {user: me, ▸pasword: x}}}\n",
        ["unknown key 'pasword', did you mean 'password'?"],
    ),
    "chat as a comment": (
        "channels:\n  a:\n    kind: screen\n    ▸to: #job-alerts\n",
        ["# begins a comment...'#job-alerts'"],
    ),
    "chat as a comment in braces": (
        "channels:\n  a: {kind: screen, to: ▸#job-alerts}\nsearches: {b: {where: sre}}\n",
        ["# begins a comment...'#job-alerts'"],
    ),
    "chat as a comment at the end": (
        f"{GOOD}channels:\n  a: {{kind: screen, to: ▸#job-alerts}}\n",
        ["# begins a comment...'#job-alerts'"],
    ),
    # Variables and secrets
    "unset": (f"{GOOD}home: ▸${{NOPE}}\n", ["'NOPE' is not set"]),
    "unset inside": (f'{GOOD}home: "Berlin\\x2c ▸${{NOPE}}"\n', ["'NOPE' is not set"]),
    "set to nothing": (f"{GOOD}home: ▸${{EMPTY}}\n", ["'EMPTY' is empty"]),
    "variable not closed": (f"{GOOD}home: a ▸${{NOPE\n", ["never closed by }"]),
    "variable with a default": (f"{GOOD}home: ▸${{NOPE:-x}}\n", ["a name of letters"]),
    "secret unset": ('channels: {a: {kind: chat, token: "▸${NOPE}"}}\n', ["'NOPE' is not set"]),
    "secret from no variable": (
        "channels: {a: {kind: chat, token: {env: ▸NOPE}}}\n",
        ["'NOPE' is not set"],
    ),
    "secret from no file": (
        "channels: {a: {kind: chat, token: {file: ▸nope}}}\n",
        ["there is no secret's file 'nope' in"],
    ),
    "secret without braces": (
        "channels: {a: {kind: chat, token: ▸$TOKEN}}\n",
        ["written with braces: ${TOKEN}"],
    ),
    "secret left empty": ("channels: {a: {kind: chat, ▸token: }}\n", ["'token' is empty"]),
    "secret as list": ("channels: {a: {kind: chat, token: ▸[a]}}\n", ["'token' is a secret"]),
    "secret by two ways": (
        "channels: {a: {kind: chat, token: ▸{env: TOKEN, file: x}}}\n",
        ["'token' is one of"],
    ),
    "secret misspelt": (
        "channels: {a: {kind: chat, token: {▸fil: x}}}\n",
        ["unknown key 'fil', did you mean 'file'?"],
    ),
    "secret missing": ("channels: {a: ▸{kind: chat}}\n", ["'token' is missing"]),
    # Searches
    "search as word": (f"{HEAD}searches: {{a: ▸sre}}\n", ["search 'a' needs 'where:'"]),
    "search without query": (f"{HEAD}searches: {{a: ▸{{to: screen}}}}\n", ["neither"]),
    "search with two": (
        f"{HEAD}searches: {{a: {{where: sre, ▸match: {{title: sre}}}}}}\n",
        ["keep one"],
    ),
    "digest at no time": (
        f"{HEAD}searches: {{a: {{where: sre, digest: ▸daily}}, b: {{where: a, digest: ▸24:00}}}}\n",
        ['\'digest\' takes times of day, from "00:00" to "23:59"'] * 2,
    ),
    "digest of nothing": (
        f"{HEAD}searches: {{a: {{where: sre, digest: ▸[]}}, b: {{where: a, digest: ▸{{}}}}}}\n",
        ["'digest' names no time of day", "'digest' has no 'at'"],
    ),
    "digest with wrong keys": (
        f"{HEAD}searches: {{a: {{where: sre, digest: {{at: 8:30, ▸day: mon, ▸x: 1}}}}}}\n",
        ["unknown key 'day', did you mean 'days'?", "unknown key 'x'; known are at and days"],
    ),
    "digest on no day": (
        (
            f"{HEAD}searches: {{a: {{where: sre, digest: {{at: 8:30, days: ▸mo-fri}}}}, "
            "b: {where: a, digest: {at: 8:30, days: ▸[]}}, "
            "c: {where: b, digest: {at: 8:30, days: [sat, ▸weekend]}}}\n"
        ),
        ["'days' takes spans such as mon-fri", "'days' names no day", "'days' takes spans"],
    ),
    "digest too often": (
        f"{HEAD}searches: {{a: {{where: sre, digest: ▸{['8:30'] * 25}}}}}\n",
        ["'digest' names 24 times of day at most"],
    ),
    "quiet for how long": (
        (
            f"{HEAD}searches: {{a: {{where: sre, quiet: ▸22-07}}, b: {{where: a, ▸quiet: }}, "
            "c: {where: b, quiet: ▸22:00-22:00}}\n"
        ),
        ["'quiet' is from when to when", "'quiet' is from", "'quiet' begins when it ends"],
    ),
    "limits that are none": (
        (
            f"{HEAD}searches: {{a: {{where: sre, max_per_day: ▸0, per_company: ▸many}}, "
            "b: {where: a, max_per_day: ▸none, per_company: ▸[1]}}\n"
        ),
        ["'max_per_day' is a whole number", "'per_company' is a whole number"] * 2,
    ),
    "again unknown": (
        f"{HEAD}searches: {{a: {{where: sre, again: [reopened, ▸pay-raised, ▸always]}}}}\n",
        ["did you mean 'pay_raised'?", "'always'; there are pay_raised, reopened and reposted"],
    ),
    "again a word": (
        f"{HEAD}searches: {{a: {{where: sre, again: ▸repost}}}}\n",
        ["did you mean 'reposted'?"],
    ),
    "again new": (
        f"{HEAD}searches: {{a: {{where: sre, again: [▸new, reposted]}}}}\n",
        ["every search tells of what is new"],
    ),
    "again nothing": (
        f"{HEAD}searches: {{a: {{where: sre, ▸again: }}, b: {{where: a, again: ▸[]}}}}\n",
        ["'again' lists occasions"] * 2,
    ),
    "again a mapping": (
        f"{HEAD}searches: {{a: {{where: sre, again: [▸{{reposted: true}}, reopened]}}}}\n",
        ["unknown occasion"],
    ),
    "search with a wrong key": (
        f"{HEAD}searches: {{a: {{where: sre, ▸form: contoso}}}}\n",
        ["unknown key 'form', did you mean 'from'?"],
    ),
    "query as number": (f"{HEAD}searches: {{a: {{where: ▸12}}}}\n", ["quotes"]),
    "query as mapping": (f"{HEAD}searches: {{a: {{where: ▸{{title: sre}}}}}}\n", ["'match'"]),
    "query as comment": (
        f"{HEAD}searches:\n  a:\n    ▸where: #pubsub\n",
        ["'where' is empty...'#pubsub'"],
    ),
    "query plain": (f"{HEAD}searches:\n  a:\n    where: sre ▸(b\n", ["bracket"]),
    "query single quotes": (f"{HEAD}searches: {{a: {{where: 'it''s a ▸(b'}}}}\n", ["bracket"]),
    "query double quotes": (
        f'{HEAD}searches: {{a: {{where: "\\"a\\x62\\u00e9\\" ▸(b"}}}}\n',
        ["bracket"],
    ),
    "query in a block": (
        f"{HEAD}searches:\n  a:\n    where: |\n      sre\n      ▸(b\n",
        ["bracket"],
    ),
    "query folded": (
        f"{HEAD}searches:\n  a:\n    where: >-\n      sre\n      x ▸(b\n",
        ["bracket"],
    ),
    "query over lines": (f"{HEAD}searches:\n  a:\n    where: 'sre\n\n      x ▸(b'\n", ["bracket"]),
    "query behind a variable": (
        f"{HEAD}searches: {{a: {{where: 'pay>=${{MIN}} ▸(b'}}}}\n",
        ["bracket"],
    ),
    "query after an anchor": (f"{HEAD}searches: {{a: {{where: &q 'sre ▸(b'}}}}\n", ["bracket"]),
    "match as word": (f"{HEAD}searches: {{a: {{match: ▸sre}}}}\n", ["'match' holds keys"]),
    "match empty": (f"{HEAD}searches: {{a: {{match: ▸{{}}}}}}\n", ["known keys"]),
    "match keys": (
        f"{HEAD}searches:\n  a: {{match: {{▸titel: a, title: {{▸eny: a}}, pay: {{▸flor: 1}}}}}}\n",
        ["'title'", "'any'", "'floor'"],
    ),
    "match values": (
        f"{HEAD}searches: {{a: {{match: {{level: [senior, ▸boss], pay: {{floor: ▸zz}}}}}}}}\n",
        ["boss", "pay.floor"],
    ),
    "match query": (f"{HEAD}searches: {{a: {{match: {{query: 'a ▸(b'}}}}}}\n", ["bracket"]),
    "match unset": (f"{HEAD}searches: {{a: {{match: {{title: '▸${{NOPE}}'}}}}}}\n", ["'NOPE'"]),
    "from unknown": (
        f"{HEAD}searches: {{a: {{where: sre, from: [contoso, ▸contos]}}}}\n",
        ["unknown source 'contos', did you mean 'contoso'?"],
    ),
    "from empty": (f"{HEAD}searches: {{a: {{where: sre, from: ▸[]}}}}\n", ["names no source"]),
    "from nothing": (f"{HEAD}searches:\n  a:\n    where: sre\n    ▸from:\n", ["every source"]),
    "from a mapping": (
        f"{HEAD}searches: {{a: {{where: sre, from: [▸{{x: 1}}]}}}}\n",
        ["name of a"],
    ),
    "to unknown": (
        f"{HEAD}searches: {{a: {{where: sre, to: ▸scren}}}}\n",
        ["unknown channel 'scren', did you mean 'screen'?"],
    ),
    "to nowhere": (
        f"{HEAD[:-2]}, two: {{kind: screen}}}}\nsearches: {{a: ▸{{where: sre}}}}\n",
        ["search 'a' reports nowhere...screen or two"],
    ),
}
