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
    r"telework\w*|home[- ]?based|t[ée]l[ée]travail(?: complet)?|teletrabajo|home[- ]?office|"
    r"(?:(?:trabajo|trabalho|lavoro|da|en|em) ){0,2}remot[oa]|(?:praca )?zdaln\w{1,3}|thuiswerk\w*|"
    r"mobile[sn]? arbeit(?:en)?|ortsunabhängig|etätyö|distans(?:arbete)?|fjernarbejde|hjemmekontor|"
    r"work from anywhere|"
    rf"distributed(?=\s*[,)\-–]|\s*$)|virtual(?=\s*[,)\-–]|\s*$)){_TAIL}(?![\w])",
    re.IGNORECASE,
)
HYBRID = re.compile(
    rf"\b{_HEAD}(?:hybrid(?:e|o|i)?|h[íi]brid[oa]|ibrid[oa]|(?:praca )?hybrydow\w{{1,3}}|"
    r"(?:teilweise|partially|partly|part|semi)[- ](?:remote|home[- ]?office)|"
    rf"t[ée]l[ée]travail partiel|flexible workplace){_HYBRID_NOUNS}"
    rf"{_TAIL}(?![\w])",
    re.IGNORECASE,
)
ONSITE = re.compile(
    r"\b(?:on[- ]?site|vor-ort|stacjonarn\w{1,3}|op locatie|in sede|in loco|p[åa] plats|"
    r"in[- ]office|in[- ]person|office[- ]based|vor ort|pr[ée]sentiel|presencial|"
    r"sur site|non[- ]remote|not remote|no remote)(?:[- ](?:only|work|position))?(?![\w])",
    re.IGNORECASE,
)
NOWHERE = re.compile(
    r"(?:[0-9]+\+?\s*(?:more\s+)?locations?|(?:multiple|various|several|many|different|all|other|"
    r"mehrere|plusieurs|negotiable|flexible|any)\s*(?:us |u\.s\. |global |office )?"
    r"(?:locations?|offices?|cities|sites|standorte|lieux|places|hubs)?|n/?a|none|unavailable|unknown|"
    r"tbd|tba|tbc|to be (?:determined|announced|confirmed|decided|agreed)|nach vereinbarung|"
    r"[àa] d[ée]finir|por definir|da definire|undisclosed|not specified|unspecified|"
    r"see (?:job )?description|location|locations|"
    r"(?:us )?(?:eastern|pacific|central|mountain)(?: standard| daylight)? time(?: zone)?|"
    r"[ecmp][sd]t|gmt|utc|ist|bst|jst|sgt|hkt|sast|brt|kst|gst|pkt|msk|wat|eat|ces?t|ees?t|"
    r"wes?t|ae[ds]t|nz[ds]?t|ac[ds]t|awst|virtual|select|choose|north america time ?zones?|"
    r"nationwide|travel[- ]required|field|various|hq|headquarters|"
    r"downtown|central|city cent(?:er|re)|(?:innen)?stadt(?:zentrum|mitte)?|zentrum|centro|centrum|"
    r"centre[- ]ville|suburbs?|residence|anywhere|everywhere|"
    r"(?:visa|relocation|sponsorship|clearance|interns?|citizens?)(?: [a-z ]{1,40})?|et|"
    r"null|undefined|city|only|eligible|optional|friendly|flexible|timezones?|time ?zones?|first|"
    r"in the world|for the right candidate)\.?",
    re.IGNORECASE,
)
UNSPACED = re.compile(
    "(?P<remote>全球远程|远程|遠程|リモート(?:ワーク)?|在宅(?:勤務)?|재택(?:근무)?|원격(?:근무)?)|"
    "(?P<hybrid>ハイブリッド|混合办公|하이브리드)"
)
_EXCEPT = re.compile(
    r"\b(?:excluding|except(?: for)?|excl\.?|other than|but not|not (?:available )?in|"
    r"outside(?: of)?|au(?:ß|ss)er|sauf|excepto)\b[^)\]]*",
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
    for words in (ONSITE, HYBRID, REMOTE, UNSPACED, _WORLD):
        text = words.sub(" ", text)
    return _EMPTY_BRACKETS.sub(" ", text)


def without_limits(text: str) -> str:
    """Without words such as "only" and "timezones", and without what is excluded.

    "USA timezones" leaves "USA", and so does "USA (excluding California)".
    """
    return _ONLY.sub(" ", _EXCEPT.sub(" ", text))
