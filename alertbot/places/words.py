"""Words for how a posting is worked (remote, hybrid, on site) and words that name no place."""

from __future__ import annotations

import re

_TAIL = (
    r"(?:[- ](?:first|friendly|ok|okay|eligible|only|possible|based|optional|work(?:ing)?|jobs?|"
    r"position|role|opportunity|allowed|within|from|in|anywhere in))*"
)
_HEAD = r"(?:(?:fully|100\s?%|full|partially|partly|part|semi)[- ])?"
_REMOTE_NOUNS = (
    r"(?![- ](?:sensing|access|support|control|controlled|desktop|monitoring|patient|operations|"
    r"operated|operator|infrastructure|systems?|site|sites|diagnostics|piloted|pilot|imaging|"
    r"management|hands|sales|area|communit|learning|identification|weapon|vehicle|town|server|"
    r"device|proctor|tower|storage|procedure|assistance|teleop))"
)
_HYBRID_NOUNS = (
    r"(?![- ](?:cloud|mobile|apps?|application|vehicle|infrastructure|it\b|identity|electric|"
    r"search|power|energy|systems?|plant|bond|seed|warfare|threat|integration|car|engine|quantum|network|"
    r"retriev|event|mainframe|it-|develop|aircraft|microelec))"
)
REMOTE = re.compile(
    rf"\b{_HEAD}(?:remote(?:ly)?{_REMOTE_NOUNS}|work(?:ing)?[- ]from[- ]home|wfh|telecommut\w*|"
    r"telework|home[- ]?based|t[ée]l[ée]travail(?: complet)?|teletrabajo|remoto|home[- ]?office|"
    r"work from anywhere|"
    rf"distributed(?=\s*[,)\-–]|\s*$)|virtual(?=\s*[,)\-–]|\s*$)){_TAIL}(?![\w])",
    re.IGNORECASE,
)
HYBRID = re.compile(
    rf"\b{_HEAD}(?:hybrid(?:e|o)?|h[íi]brido|teilweise remote|flexible workplace){_HYBRID_NOUNS}"
    rf"{_TAIL}(?![\w])",
    re.IGNORECASE,
)
ONSITE = re.compile(
    r"\b(?:on[- ]?site|in[- ]office|in[- ]person|office[- ]based|vor ort|pr[ée]sentiel|presencial|"
    r"sur site|non[- ]remote|not remote|no remote)(?:[- ](?:only|work|position))?(?![\w])",
    re.IGNORECASE,
)
NOWHERE = re.compile(
    r"(?:[0-9]+\+?\s*(?:more\s+)?locations?|(?:multiple|various|several|many|different|all|other|mehrere|"
    r"plusieurs|negotiable|flexible|any)\s*(?:us |u\.s\. |global |office )?"
    r"(?:locations?|offices?|cities|sites|standorte|lieux|places|hubs)?|n/?a|none|unavailable|unknown|"
    r"tbd|tba|undisclosed|not specified|unspecified|see (?:job )?description|location|locations|"
    r"deutschlandweit|bundesweit|nationwide|travel[- ]required|field|various|hq|headquarters|"
    r"null|undefined|city|only|eligible|optional|friendly|flexible|timezones?|time ?zones?|first|"
    r"in the world|for the right candidate)\.?",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\b(?:anywhere(?: in the world| in the(?! world)| in)?|worldwide|globally|weltweit)(?![\w])",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"[(\[](?:only|[-–—,/|&+\s])*[)\]]", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:only|timezones?|time ?zones?|residents?|candidates?|based|travel[- ]required|"
    r"citizens|preferred|locations?)(?![\w])",
    re.IGNORECASE,
)


def without_workplace(text: str) -> str:
    """A place line without the words for remote, hybrid and on site, and what they leave behind."""
    for words in (REMOTE, HYBRID, ONSITE, _WORLD):
        text = words.sub(" ", text)
    return _EMPTY_BRACKETS.sub(" ", text)


def without_limits(text: str) -> str:
    """Words such as "only" and "timezones" taken out: "USA timezones" leaves "USA"."""
    return _ONLY.sub(" ", text)
