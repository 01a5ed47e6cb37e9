"""Words for the kind of employment, the level and the workplace."""

from __future__ import annotations

import re

from alertbot.model import EmploymentType, Level, Period, Workplace
from alertbot.text import fold


def _any(words: str) -> re.Pattern[str]:
    """A pattern for any of the words, which are themselves patterns, parted by spaces.

    A word stands between what is neither letter nor digit; _ is a space or hyphen in it.
    """
    choices = "|".join(words.split()).replace("_", "[ -]?")
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")


# The first that fits counts: "Full-time contract" is a contract.
_TYPES = {
    EmploymentType.INTERN: _any("""
        interns? internships? praktikum praktikant(?:in)? stage stagiaire practicas pasantia trainee
        apprentice apprenticeship ausbildung alternance werkstudent\\w* working_student co_op
        apprentissage azubi tirocinio
    """),
    EmploymentType.VOLUNTEER: _any(
        r"volunteer volunteering ehrenamt\w* benevole benevolat voluntari\w*"
    ),
    EmploymentType.PER_DIEM: _any("per_diem prn"),
    EmploymentType.CONTRACTOR: _any("""
        contract contractors? freelancers? freelance freiberuflich independant 1099 c2c autonomo b2b
        contract_to_hire self_employed
    """),
    EmploymentType.TEMPORARY: _any("""
        temporary temp temporaire fixed_term seasonal cdd befristet\\w* interim temporal zeitarbeit
        saisonnier
    """),
    EmploymentType.PART_TIME: _any("""
        part_time teilzeit temps_partiel media_jornada tiempo_parcial deeltijd tempo_parcial
    """),
    EmploymentType.FULL_TIME: _any("""
        full_time permanent perm vollzeit festanstellung unbefristet\\w* cdi regular temps_plein
        tiempo_completo jornada_completa indefinido employee voltijd salaried tempo_integral
    """),
    EmploymentType.OTHER: _any("other autre andere sonstige otro"),
}
_LASTING = re.compile(
    r"(?:permanent|unlimited|indefinite|open[ -]ended|employment|unbefristet\w*) contract"
)

# The first that fits counts: a "Senior Staff Engineer" is staff.
_LEVELS = {
    Level.INTERN: _any("""
        interns? internships? praktikum praktikant(?:in)? stagiaire werkstudent(?:in)?
        working_student co[ -]op apprentice apprenticeship trainee alternance alternant
    """),
    Level.EXECUTIVE: _any("""
        ceo cto cfo coo cmo cio ciso cpo cro chro chief_[a-z]+_officer chief_[a-z]+_[a-z]+_officer
        vp svp evp avp vice_president president general_counsel geschaftsfuhrer(?:in)?
        managing_director executive_director c_level
    """),
    Level.DIRECTOR: _any("""
        directors? directeur directrice direktor(?:in)? head_of head(?=,|_-|$)
        bereichsleit(?:er|ung) leiter(?:in)?
    """),
    Level.PRINCIPAL: _any("principal distinguished"),
    Level.STAFF: _any(
        "staff(?=_(?:[a-z+#./&-]+_){0,3}(?:engineer|developer|scientist|designer|architect|manager|"
        "researcher|analyst|product|software|sre|writer|data|security)) staff(?=,|$) "
        "member_of_technical_staff"
    ),
    Level.LEAD: _any(r"leads? teamlead teamleiter(?:in)? leader leitend\w*"),
    Level.MANAGER: _any("managers? mgr supervisor gerente responsable abteilungsleit(?:er|ung)"),
    Level.SENIOR: _any("seniors? sr snr"),
    Level.JUNIOR: _any("""
        junior jr jnr entry_level graduate new_grad grad berufseinsteiger\\w* early_career debutant
        associate(?=_(?:[a-z]+_){0,3}(?:engineer|developer|analyst|scientist|designer|consultant))
    """),
    Level.MID: _any("mid(?!_market) mid_level intermediate confirme medior mid_weight"),
}
# Who manages no people: "Product Manager" is a craft, and says no level.
_CRAFT = _any(
    "(?:product|project|programm?e?|account|community|content|marketing|social_media|case|success|"
    "partner|partnerships?|relationship|campaign|category|brand|property|office|territory|channel|"
    "growth|events?|vendor|contracts?|alliances?|release|delivery|portfolio|proposal|bid|lifecycle|"
    "influencer|affiliate|store|client|change|engagement|onboarding|implementation|education|"
    r"compliance|risk|fraud|payroll|projekt\w*|produkt\w*)_managers?"
)
_ASSISTS = _any("""
    executive_assistant management_assistant personal_assistant assistant_to chief_of_staff
    lead_generation leads?_gen lead_qualification to_the_(?:ceo|cto|cfo|coo)
""")

_PERIODS = (
    (Period.HOUR, re.compile(r"hour|\bhr\b|\bph\b|stund|heure|hora\b")),
    (Period.DAY, re.compile(r"dai?ly|\bday\b|\bpd\b|\btag|jour|dia\b")),
    (Period.WEEK, re.compile(r"week|\bwk\b|\bpw?k\b|woch|semaine|semana")),
    (Period.MONTH, re.compile(r"month|\bmon\b|\bpm\b|monat|mois|mensuel|mes\b|mensual")),
    (Period.YEAR, re.compile(r"year|annu|\byr\b|\bann\b|\bpa\b|jahr|\ban\b|ano\b|anual")),
)
_TWO_WEEKS = re.compile(
    r"bi ?week|bi ?month|fortnight|semi ?month|twice|\bbw\b|\bsm\b|one ?time|every two"
)


def employment_type(words: str) -> EmploymentType | None:
    """schema.org's word for a source's words ("Full-time", "CDI", "Contract"), or None."""
    plain = _LASTING.sub("permanent", _camel(words))
    return next((kind for kind, pattern in _TYPES.items() if pattern.search(plain)), None)


def _camel(words: str) -> str:
    """FullTime and FULL_TIME as "full time"."""
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words[:200])).replace("_", " ")


def level(title: str, words: str = "") -> Level | None:
    """The level that a title names, else that a source's own word for it names.

    "II" and "2" are none, nor is the "Manager" of a craft such as product management.
    """
    return _level(title) or _level(words)


def _level(words: str) -> Level | None:
    plain = _ASSISTS.sub(" ", fold(words[:300]))
    craft = _CRAFT.sub(" ", plain)
    return next((level for level, pattern in _LEVELS.items() if pattern.search(craft)), None)


def workplace(word: str) -> Workplace | None:
    """A source's own word for the workplace: "Remote", "OnSite", "TELECOMMUTE", "hybrid"."""
    plain = re.sub(r"[\s_-]+", "", fold(word))
    if "hybrid" in plain or plain == "flexible":
        return Workplace.HYBRID
    if plain.startswith(("nonremote", "notremote", "noremote")):
        return Workplace.ONSITE
    if "remote" in plain or "telecommute" in plain or plain in ("fully", "homeoffice", "virtual"):
        return Workplace.REMOTE
    if "onsite" in plain or plain in ("office", "inoffice", "inperson"):
        return Workplace.ONSITE
    return None


def period(words: str) -> Period | None:
    """The period of a source's words: "1 YEAR", "per-year-salary", "PA", "Hourly Rate"."""
    plain = re.sub(r"[-_]+", " ", fold(words[:100]))
    if _TWO_WEEKS.search(plain):
        return None
    return next((period for period, pattern in _PERIODS if pattern.search(plain)), None)
