"""Words for the kind of employment, the workplace and the period."""

from __future__ import annotations

import re

from alertbot.model import EmploymentType, Period, Workplace
from alertbot.reading.levels import level
from alertbot.reading.phrases import any_of
from alertbot.text import fold

__all__ = ["employment_type", "level", "period", "workplace"]

# The most telling first: an internship in full time is an internship. Beside English: German,
# French, Spanish, Portuguese, Dutch, Italian, Polish, Catalan, Scandinavian and some Asian words.
_TYPES = {
    EmploymentType.INTERN: any_of(r"""
        interns? internships? (?:pflicht)?praktikum praktikant(?:in)? stages? stagiaires? stagista
        practicas pasantia becari[oa] practiques trainees? traineeship apprentice apprenticeships?
        ausbildung auszubildende\w* azubi alternances? alternante? werkstudent\w* working_student
        student_(?:job|worker|employee)s? studentenjob student\w* co_op apprentissage
        professionnalisation apprendistato aprendizaje? (?:jovem_)?aprendiz(?:agem)? tirocinio
        estagi(?:o|ario|aria) formacion (?:duales|dual)_studium volontar(?:in)? abschlussarbeit
        (?:bachelor|master)arbeit staz praktyk[ai] praktyki staj stajyer
        стажировка 实习 インターン 인턴
    """),
    EmploymentType.VOLUNTEER: any_of(
        r"volunteers? volunteering ehrenamt\w* benevole benevolat voluntari\w* vrijwillig\w* "
        r"volontariato wolontari\w* service_civique freiwilligendienst bundesfreiwilligendienst fsj"
    ),
    EmploymentType.PER_DIEM: any_of(
        r"per_diem prn zero_hours? zero_hours?_contract 0_hours? on_call as_needed casual "
        r"oproep\w* nul_uren\w* a_chiamata auf_abruf"
    ),
    EmploymentType.CONTRACTOR: any_of(r"""
        contract contractors? contract_to_hire contract_to_perm\w* freelancers? freelance
        freelancing freiberuf\w* freie[rs]?_mitarbeit(?:er|erin)? selbststandig\w* independante?s?
        independent 1099 c2c corp_to_corp autonom[oae] b2b self_employed portage_salarial
        contratista prestador(?:_de_servicos)? pj zzp(?:er)? partita_iva p\.?\x20?iva
        libero_professionista liberi_professionisti umowa_(?:o_dzielo|zlecenie) konsult honorar\w*
        gig project_based projektbasis 業務委託 проектная_работа
    """),
    EmploymentType.TEMPORARY: any_of(r"""
        temporary temp temporaires? temp_to_\w+ fixed_term ftc limited_term term_limited
        term(?=$|,|\)|_appointment|_position) seasonal cdd befrist\w* zeitlich_begrenzt\w*
        interim(?:aire)? interinidad temporal(?:es)? temporari[oa] temporanea? tempo_determinato
        a_termine? a_termo zeitarbeit leiharbeit arbeitnehmeruberlassung
        saison(?:al|arbeit|nier|kraft)? saisonniere? aushilf\w* ferienjob summer_job vertretung
        elternzeitvertretung maternity_cover locum vacatair\w* duree_determinee obra_y_servicio
        por_obra eventual fijo_discontinuo stagionale somministrazione tijdelijk\w* uitzend\w*
        bepaalde_tijd czas_okreslony tymczasow\w* zastepstwo vikariat visstid tidsbegransad\w*
        契約社員 계약직
    """),
    EmploymentType.PART_TIME: any_of(r"""
        part_time partial_time teilzeit\w* temps_partiel mi_temps media_jornada jornada_parcial
        tiempo_parcial medio_tiempo deeltijd\w* tempo_parcial meio_periodo temps_parcial mini_job\w*
        geringfugig\w* nebenjob nebentatigkeit bijbaan tempo_parziale
        (?:niepelny|czesc|pol)_(?:etatu?|wymiar) niepelny_etat czesc_etatu deltid job_shar(?:e|ing)
        zkraceny_uvazek reszmunkaido\w* yari_zamanli
        частичная_занятость 兼职 アルバイト パート 파트타임
    """),
    EmploymentType.FULL_TIME: any_of(r"""
        full_time fulltime\w* vollzeit\w* temps_plein temps_complet tiempo_completo jornada_completa
        jornada_integral voltijd\w* tempo_integral tempo_inteiro periodo_integral tempo_pieno
        pelny_(?:etat|wymiar)\w* heltid plny_uvazek teljes_munkaido\w* tam_zamanli temps_complet
        norma_intreaga 全职 正社員 정규직 полная_занятость fte
    """),
    EmploymentType.OTHER: any_of("other autre andere sonstiges? otr[oa] altro outro overig inne"),
}
# What says that it is meant to last, and not for how many hours: taken for full time.
_LASTS = any_of(r"""
    permanent perm festanstellung fest_angestellt festeinstellung unbefrist\w* cdi regular
    indefinid[oa]s? indefinit employees? salaried duree_indeterminee indeterminee?
    tempo_indeterminato fix[oe] fij[oa] efetiv[oa] clt sem_termo vast onbepaalde_tijd umowa_o_prace
    nieokreslony fast_(?:stilling|ansettelse) tillsvidare\w* tillsvidareanstallning hpp direct_hire
    direkteinstieg
""")
# "Permanent contract": that a contract is spoken of does not make a contractor.
_LASTING = re.compile(
    r"\b(?:permanent|unlimited|indefinite|open[ -]ended|employment|unbefristet\w*|vast|regular|"
    r"standard|cdi|indefinid\w) contract\b|\bcontract of employment\b|"
    r"\bcontract (?=voor onbepaalde)"
)
_LIMITED = re.compile(
    r"\b(fixed[ -]term|temporary|temp|seasonal|limited[ -]term|tijdelijk|maternity cover|cdd) "
    r"contract\b|\bcontract (?=voor bepaalde)"
)
_EITHER = re.compile(
    r"\bvoll- ?(?:oder|und|/) ?teilzeit|\bfull[ -]?(?:/|or|and|&) ?-?part[ -]?time"
)
_SHARE = re.compile(r"(?<![0-9])([0-9]{2,3})(?: ?(?:%|percent|prozent|pct)| ?- ?(?=[0-9]{2,3} ?%))")
_HOURS = [EmploymentType.PART_TIME, EmploymentType.FULL_TIME]
_SOMETIMES = any_of("intermittent irregular")

_PERIODS = (
    (
        Period.HOUR,
        re.compile(r"hour|\bhrs?\b|\bp[./]?h\b|stund|\bstd\b|heure|\bhora\b|\buur|\bora\b|godz"),
    ),
    (Period.DAY, re.compile(r"dai?ly|\bday\b|\bpd\b|\btag|jour|\bdia\b|diari|\bdag|giorn|dzien")),
    (
        Period.WEEK,
        re.compile(r"week|\bwk\b|\bpw?k\b|woch|semaine|hebdo|semana|settiman|tydzien|tyg"),
    ),
    (
        Period.MONTH,
        re.compile(
            r"month|\bmon\b|\bpm\b|monat|\bmois\b|mensuel|\bmes\b|mensu?al|maand|mese|mensil|miesi"
        ),
    ),
    (
        Period.YEAR,
        re.compile(
            r"year|annu|\byr\b|\bann\b|\bp[./]?a\b|jahr|\ban\b|\bano\b|anual|jaar|\banno\b|\brok\b|roczn"
        ),
    ),
)
_TWO_WEEKS = re.compile(
    r"bi ?week|bi ?month|fortnight|semi ?month|twice|\bbw\b|\bsm\b|one ?time|every two|two weeks"
)


def employment_type(words: str) -> EmploymentType | None:
    """schema.org's word for a source's words ("Full-time", "CDI", "Contract"), or None.

    Of several the most telling counts, however they are ordered ("FULL_TIME, INTERN"). Full or part
    time, as one likes, is neither: what is not known fits searches for both.
    """
    plain = _LIMITED.sub(r"\1 ", _LASTING.sub("permanent", _camel(words)))
    found = [kind for kind, pattern in _TYPES.items() if pattern.search(plain)]
    first = found[0] if found else None
    if found[:2] == _HOURS or (first in (None, *_HOURS) and _EITHER.search(plain)):
        return None
    if first in (None, EmploymentType.OTHER):
        return _by_share(plain) or _by_lasting(plain) or first
    return first


def _by_share(plain: str) -> EmploymentType | None:
    """Full time from "100 %", part time from "60-80%", and neither from "80-100%"."""
    shares = [int(found[1]) for found in _SHARE.finditer(plain)]
    if not shares or min(shares) < max(shares) == 100:
        return None
    return EmploymentType.FULL_TIME if min(shares) >= 100 else EmploymentType.PART_TIME


def _by_lasting(plain: str) -> EmploymentType | None:
    if _LASTS.search(plain):
        return EmploymentType.FULL_TIME
    return EmploymentType.PER_DIEM if _SOMETIMES.search(plain) else None


def _camel(words: str) -> str:
    """FullTime and FULL_TIME as "full time"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words[:200])
    return " ".join(re.sub(r" ?- (?=time)| -(?=time)", "-", fold(parted).replace("_", " ")).split())


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
