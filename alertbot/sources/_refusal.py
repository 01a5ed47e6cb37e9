"""Pages that are no posting: a sign-in, a challenge, an error, a page empty without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot import text as words
from alertbot.sources._layout import Layout

_CHALLENGE = re.compile(
    r"just a moment|attention required|checking (?:your browser|if the site connection)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you (?:a human|a robot|human)"
    r"|pardon our interruption|request unsuccessful|incapsula"
    r"|access (?:to this page )?(?:has been )?"
    r"denied|enable javascript and cookies to continue|security check|bot detection|unusual traffic"
    r"|ddos protection|complete the captcha|press (?:and|&) hold|you have been blocked"
    r"|human verification"
    r"|client challenge",
)
_ERROR = re.compile(
    r"(?:error )?(?:40[0-9]|41[0-9]|429|50[0-9])\b.{0,80}|(?:page |file "
    r"|document )?not found.{0,60}"
    r"|.{0,40}(?:page (?:not found|cannot be found|can't be found|doesn't exist|does not exist))"
    r".{0,60}|(?:internal server|application|server|unexpected|gateway) error.{0,60}"
    r"|(?:bad gateway|service unavailable|gateway time-?out|too many requests|forbidden).{0,60}"
    r"|oops.{0,80}|something went wrong.{0,80}|error|.{0,30}(?:under "
    r"|scheduled )?maintenance.{0,40}"
    r"|seite (?:wurde )?nicht gefunden.{0,60}|pagina no encontrada.{0,60}|page (?:introuvable"
    r"|non trouvee)"
    r".{0,60}|.{0,40}temporarily unavailable.{0,40}",
)
_SIGN_IN = re.compile(
    r"(?:please )?(?:sign|log) ?(?:in|on)\b.{0,80}|login\b.{0,60}|anmelden|anmeldung|einloggen"
    r"|iniciar sesion.{0,40}|(?:se )?connexion.{0,40}|connectez-vous.{0,40}|accedi.{0,30}|acceder"
    r"|authentication required.{0,40}|single sign[- ]on.{0,40}",
)
_GONE = re.compile(
    r"(?:job|position|posting|vacancy|role|opening|requisition|page you requested)\b.{0,60}"
    r"(?:no longer (?:available|open|active|accepting)|has been (?:filled|closed|removed)|is closed"
    r"|has expired|expired|not available)|no longer accepting applications"
    r"|(?:stelle|anzeige|position)\b.{0,40}(?:nicht mehr (?:verfugbar|online|aktiv)"
    r"|bereits besetzt)"
    r"|oferta\b.{0,40}(?:ya no esta|no disponible|cerrada|caducad)"
    r"|offre\b.{0,40}(?:n'est plus (?:disponible|en ligne|active)|expiree|pourvue)"
    r"|vacature\b.{0,40}(?:niet meer|gesloten|vervuld|verlopen)"
    r"|(?:offerta|annuncio|posizione)\b.{0,40}(?:non e piu|scadut|chius)"
    r"|vaga\b.{0,40}(?:encerrada|nao esta mais|expirad)"
    r"|(?:stillingen|jobbet|annonsen|jobannoncen|tjansten)\b.{0,40}(?:ikke l[ae]ngere"
    r"|inte l[ae]ngre"
    r"|utg[aå]tt|udl[oø]bet|besatt|tillsatt)"
    r"|oferta\b.{0,40}(?:wygasla|nieaktualna|zakonczona)|职位已(?:关闭|下线|过期)|該職缺已關閉|募集は終了",
)
_NONE = re.compile(
    r"(?:no|not any|keine|aucun[e]?|ninguna|nessuna|geen|ingen|inga|brak|nenhuma)"
    r" (?:(?:current|open|active|offenen|aktuellen|poste|offre|posizion[ei]|vacature|lediga|ledige)"
    r" ?){0,2}"
    r"(?:job|opening|position|vacanc|stellen|offre|oferta|posizion|vacature|jobb|stillinger"
    r"|ofert|vaga)"
    r"|there are (?:currently )?no .{0,20}(?:opening|position|vacanc|job)|暂无职位|現在募集"
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|need|without) java ?script"
    r"|java ?script (?:is )?(?:disabled"
    r"|required|must be enabled|to run this app)|javascript (?:aktivieren|erforderlich)",
)
_PASSWORD = re.compile(r"""type\s{0,9}=\s{0,9}["']?password""", re.IGNORECASE)
_LITTLE, _SEEN = 400, 3000


def why(page: str, layout: Layout) -> str:
    """What the page is instead of a posting, in a few words; empty where nothing tells.

    Asked only of a page on which no posting was found, or hardly any text.
    """
    titles = [words.fold(title)[:200] for title in layout.head.titles]
    lines = list(_first(layout))
    said = "\n".join(lines)[:_SEEN]
    first = [*titles, *lines[:6]]
    named = words.cut(next(iter(layout.head.titles), ""), 80)
    if any(_CHALLENGE.search(line) for line in first) or "cf-challenge" in page[:50_000]:
        return f"a challenge page for browsers{_quoted(named)}"
    if found := _GONE.search(said):
        return f"{_SAYS_GONE}: {words.cut(words.one_line(found[0]), 80)}"
    if found := _NONE.search(said):
        return f"a page that says there are no openings ({words.cut(words.one_line(found[0]), 60)})"
    if any(_ERROR.fullmatch(line.strip(" .!:")) for line in first):
        return f"an error page{_quoted(named)}"
    if _has_password(page) or any(_SIGN_IN.fullmatch(line.strip(" .!:")) for line in first):
        return f"a sign-in page{_quoted(named)}"
    if sum(map(len, lines)) < _LITTLE and (
        "<script" in page or "<SCRIPT" in page or _wants_script(page[:50_000].lower())
    ):
        return f"a page that is empty without JavaScript{_quoted(named)}"
    return ""


# A list may have a sign-in beside it, or say that one department has no openings.
_SAYS_GONE = "a page that says the posting is gone"
_NO_LIST = ("a challenge", "an error", _SAYS_GONE)


def is_no_list(reason: str) -> bool:
    """Whether a page that is no posting for this reason is no list of them either."""
    return reason.startswith(_NO_LIST)


def is_gone(reason: str) -> bool:
    """Whether a page is no posting because it says that the posting is gone."""
    return reason.startswith(_SAYS_GONE)


def _first(layout: Layout) -> Iterator[str]:
    """The lines that a page begins with, folded: six, and as many more as it takes."""
    length = 0
    for number, line in enumerate(line for line in layout.lines if line.text):
        if number >= 6 and length > _SEEN:
            break
        yield line.folded
        length += len(line.folded)


def _has_password(page: str) -> bool:
    """Whether a page asks for a password."""
    return ("assword" in page or "ASSWORD" in page) and _PASSWORD.search(page) is not None


def _wants_script(lower: str) -> bool:
    named = "javascript" in lower or "java script" in lower
    return named and _SCRIPT.search(lower) is not None


def _quoted(title: str) -> str:
    return f" ({title})" if title else ""
