"""Who is hiring, where a page does not label it: from its titles, its lines and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from alertbot import text as words
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import fold
from alertbot.sources._layout import Head, Line
from alertbot.sources._names import (
    LEGAL,
    MOST_NAME,
    SERVICES,
    is_firm,
    is_legal,
    is_name,
    names_a_place,
)
from alertbot.sources._page_words import GENERIC

_SEPARATORS = re.compile(
    r"\s+[|·•–—»@-]\s+|\s*[|ǀ｜∣¦]\s*|,? \b(?:at|bei|en|chez|@|ved|hos|till|til"
    r"|presso|bij|в)\s+(?=[A-Z0-9])"
)
_OF_SITES = re.compile(
    r"\b(?:careers?|jobs?|job board|karriere|stellenangebote?|ofertas? de (?:empleo|trabajo"
    r"|emprego)"
    r"|offres? d'emploi|empleo|emploi|vacatures|hiring|portal"
    r"|official site|career site|lavora con noi|recruiting|recruitment|apply now|apply"
    r"|details?|page|kariyer|karrier|kariera|kariéra|вакансии|cariere|lowongan|tuyển dụng)\b",
    re.IGNORECASE,
)


def parts_of(title: str) -> list[str]:
    """What a page's title is put together from: the posting's own, an employer, a place."""
    return [part for part in _SEPARATORS.split(title) if part]


def without_site(title: str, site: str) -> str:
    """A page's title without the site's name behind it."""
    parts = parts_of(title)
    while len(parts) > 1 and GENERIC.fullmatch(fold(parts[0].strip())):
        title = title[title.find(parts[1], len(parts.pop(0))) :]  # "Vacancy | Nurse"
    if site and len(parts) > 1 and fold(parts[-1]) == fold(site):
        return title[: title.rfind(parts[-1])].rstrip(" |·•–—»@-")
    named = [part for part in parts if is_job(fold(part))]
    legal = [part for part in parts if is_legal(part)]
    if len(named) == 1 and len(parts) - len(legal) == 1 and named[0] not in legal:
        return named[0].strip()
    if len(named) == 1 and named[0] is parts[0]:
        kept = list(parts)
        # "Engineer - Berlin - Contoso": behind the title a place, or an employer and a place.
        while len(kept) > 1 and (
            names_a_place(kept[-1])
            or GENERIC.fullmatch(fold(kept[-1]))
            or ((len(kept) > 2 or is_legal(kept[-1])) and is_name(kept[-1]))
        ):
            kept.pop()
        if len(kept) < len(parts):
            return title[: title.find(kept[-1]) + len(kept[-1])].strip()
    pipes = [part.strip() for part in title.split("|")]
    return pipes[0] if len(pipes) > 1 and pipes[0] else title


def find(
    lines: list[Line],
    zone: range,
    head: Head,
    title: str,
    url: str,
    used: set[int],
    facts: dict[str, str],
) -> tuple[str, int]:
    """The employer, "" where nothing tells; and the number of the line with the name, or -1."""
    text = "\n".join(line.text for line in lines if title not in line.text)[:_MOST_TEXT]
    lower = text.lower()
    beside = _beside(lines, zone, used, set(facts.values()))
    told = [name for name in (*_behind_title(head, title), _site(head.site)) if name]
    # A job board is called what its address is, and so is many an employer's own site.
    foreign = [name for name in told if not _is_host(name, url)]
    sure = is_legal(beside[0]) and not any(is_named(lines, name) for name in foreign)
    for name in [] if sure else [*foreign, *told]:
        return beside if fold(name) in fold(beside[0]) else (name, -1)
    if beside[0]:
        return beside
    if is_firm(head.owner):
        return head.owner, -1
    in_text = _in_text(lines, text, lower)
    name = _of_site(head, title, lower) or _in_address(text, url)
    if in_text.startswith(f"{name} "):  # the address has the first word of it
        name = in_text
    return name or in_text or next(iter(told), ""), -1


def _is_host(name: str, url: str) -> bool:
    """Whether a name is that of an address: "Contoso.com" of www.contoso.com."""
    try:
        host = words.squash((urlsplit(url).hostname or "").removeprefix("www."))
    except ValueError:
        return False
    squashed = words.squash(name)
    return len(squashed) > 2 and host.startswith(squashed)


def _of_site(head: Head, title: str, lower: str) -> str:
    """The name in a title of the site alone, if the text has it too: "Careers at Contoso".

    `lower`: the text in lower case.
    """
    for whole in head.titles:
        if fold(title) in fold(whole):
            continue
        for part in _SEPARATORS.split(whole):
            name = _site((part or "").strip())
            if name and _times(lower, name):
                return name
    return ""


_BEFORE = re.compile(
    r"(?<!\w)(?i:at|@|by|bei|chez|en|hos|bij|presso|website|company|employer)\s+(?=[^a-z\s])"
)


_RATING = re.compile(
    r"\s*\d[.,]\d\W{0,3}[\d.,k]{0,8} ?(?:reviews?|ratings?|bewertungen|opiniones|avis)\b.*$",
    re.IGNORECASE,
)


def cleaned(said: str, head: Head) -> str:
    """An employer's name without what stands around it: "at Contoso · Remote"."""
    said = _RATING.sub("", said) or said
    first = said.partition(" - ")[0]
    if first != said and any(first in title and said not in title for title in head.titles):
        said = first  # "Contoso University - School of Law"
    parts = [_BEFORE.sub("", part.strip(), count=1) for part in re.split(r"\s+[•|·]\s*", said)]
    names = [part for part in parts if part and is_name(part)]
    return names[0] if len(parts) > 1 and names else parts[0]


def _site(site: str) -> str:
    name = words.one_line(_OF_SITES.sub(" ", site)).strip(" |·•–—»@-:,")
    return name if name and is_name(name) else ""


def _behind_title(head: Head, title: str) -> Iterator[str]:
    """The names that a page's titles add to the posting's, the last ones first."""
    for whole in head.titles:
        at = fold(whole).find(fold(title))
        if at < 0 or len(whole) == len(title):
            continue
        for rest in (whole[at + len(title) :], whole[:at]):
            for part in reversed(_SEPARATORS.split(f" {rest} ")):
                if name := _site((part or "").strip()):
                    yield name


def _beside(lines: list[Line], zone: range, used: set[int], known: set[str]) -> tuple[str, int]:
    """A line between title and body, or above the title, that the text names again."""
    above = [number for number in range(max(0, zone.start - 6), zone.start - 1) if number >= 0]
    whole = "\n".join(line.text for line in lines).lower()
    for number in [*zone, *reversed(above)]:
        said = lines[number].text.strip()
        if not 0 < len(said) <= MOST_NAME + 45 or number in used or said in known:
            continue
        name = _ASIDE.sub("", said)
        # What is in the text is cheaper to see than what is a place.
        named = whole.count(name.lower(), 0, _MOST_TEXT) > 1 and is_named(lines, name)
        if (named or LEGAL.search(name)) and is_name(name):
            return name, number
    return "", -1


_ASIDE = re.compile(r"(?<=\S)\s*\([^()]{1,40}\)$")


def is_named(lines: list[Line], name: str) -> bool:
    """Whether a sentence of the page has a name in it."""
    long = (line.text for line in lines if len(line.text) > len(name) + 20)
    return _times("\n".join(long)[:_MOST_TEXT].lower(), name) > 0


def _times(lower: str, name: str) -> int:
    """How often a name stands as a word in a text of lower case."""
    sought = name.lower()
    times = 0
    at = lower.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        alone = not (_is_letter(lower[at - 1 : at]) or _is_letter(lower[end : end + 1]))
        times += alone
        at = lower.find(sought, end if alone else at + 1)
    return times


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _in_address(text: str, url: str) -> str:
    """A word of the text, as it is spelt there, that the page's host or path is named after."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    whole = words.squash(text[:_MOST_SEARCHED])
    labels = (parts.hostname or "").split(".")[:-1]
    if any(label in SERVICES for label in labels[-1:]):
        labels += parts.path.split("/")[1:2]  # boards.example/contoso
    for label in labels:
        bare = re.sub(
            r"^(?:jobs|careers?|karriere|empleo|trabaja)-?|-?(?:jobs|careers?)$", "", label
        )
        if len(bare) < 3 or bare.lower() in SERVICES or bare.isdigit():
            continue
        squashed = words.squash(bare)
        for found in _NAMES.finditer(text[:_MOST_SEARCHED]) if squashed in whole else ():
            name = found[0].strip(" .")
            while name:
                if words.squash(name) == squashed:
                    return name
                name = name.rpartition(" ")[0]
    return ""


_NAMES = re.compile(r"(?:\b[A-ZÀ-Þ][\w&'.-]{1,30}(?: |\b)){1,4}")
_MOST_TEXT, _MOST_SEARCHED = 200_000, 100_000
_EQUAL = re.compile(
    r"(?:^|[.!] )((?:[A-Z][\w&'-]{0,30}\.? ){1,4})is (?:an?|proud to be an?|committed to being an?)"
    r" (?:\w+ )?equal[ -](?:employment[ -])?opportunity",
    re.MULTILINE,
)
_ABOUT = re.compile(
    r"(?:about|uber|sobre|a propos de|over|om) ((?!us\b|the\b|you\b|our\b|uns\b).{2,40})"
)


_BEGINS = re.compile(
    r"^(?:• )?(?:(?:At|Bei|Chez|Hos|Bij) (?P<at>(?:[A-Z0-9][\w&'.-]{0,30} ?){1,4}), (?:we|you"
    r"|our|wir|nous|vi)\b"
    r"|(?P<name>(?:[A-Z0-9][\w&'.-]{0,30} ){1,5})(?:is|are) (?:an?|the|one of|looking for|seeking"
    r"|hiring|building|on a mission|searching)\b)",
    re.MULTILINE,
)
_NO_NAME = re.compile(
    r"(?:this|the|our|your|we|you|it|he|she|they|there|that|what|who|job|role|position)\b.*"
)


def _in_text(lines: list[Line], text: str, lower: str) -> str:
    """The name in "Contoso is a maker of ships", or a heading "About Contoso"."""
    if "opportunity" in lower and (found := _EQUAL.search(text)):
        return found[1].strip()
    for line in lines:
        if len(line.text) <= 60 and (found := _ABOUT.fullmatch(line.folded.strip(" :"))):
            name = line.text.strip(" :")[-len(found[1]) :]
            if is_name(name) and _times(lower, name) > 1:
                return name
    for found in _BEGINS.finditer(text[:20_000]):
        name = (found["at"] or found["name"]).strip()
        if is_name(name) and not _NO_NAME.fullmatch(fold(name)):
            return name
    return ""
