"""What a person does for a living, as far as titles say it by themselves, in every language.

All words are folded (lower case, no accents). A language is added in these tables.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WHOLE = re.compile(
    r"(?:"  # words, and their plurals
    r"engineer|developer|manager|analyst|designer|scientist|architect|administrator|specialist"
    r"|consultant|director|lead|leader|head|officer|coordinator|associate|assistant|technician"
    r"|intern|internship|nurse|teacher|driver|accountant|representative|executive|recruiter|writer"
    r"|editor|researcher|operator|supervisor|advisor|adviser|agent|clerk|chef|cook|mechanic"
    r"|electrician|programmer|sre|devops|planner|strategist|trainer|tutor|therapist|physician"
    r"|pharmacist|attorney|counsel|paralegal|auditor|buyer|controller|cashier|janitor|welder"
    r"|machinist|producer|marketer|partner|president|vp|cto|cfo|ceo|fellow|apprentice|trainee"
    r"|worker|expert|professor|lecturer|postdoc|student|werkstudent(?:in)?|praktikant(?:in)?"
    r"|praktikum|ausbildung|referent(?:in)?|sachbearbeiter(?:in)?|ingenier[oa]|desarrollador(?:a)?"
    r"|gerente|analista|disenador(?:a)?|consultor(?:a|ia)?|vendedora?|tecnic[oa]|director(?:a)?"
    r"|monitora?|enfermer[oa]|camarer[oa]|dependient[ea]|administrativ[oa]|becari[oa]|practicas"
    r"|jefe|responsable|chargee?|developpeur|ingenieur|alternance|stage|stagiaire|comptable|vendeur"
    r"|sviluppatore|ingegnere|impiegat[oa]|tirocinio|estagio|estagiari[oa]|engenheir[oa]"
    r"|desenvolvedor|medewerker|ontwikkelaar|adviseur|verpleegkundige|konsulent|udvikler|utvecklare"
    r"|ingenjor|programista|inzynier|kierownik|specjalista|asystent"
    r")s?|(?:"  # words as they are
    r"coordinadora?|educadora?|operari[oa]|mozo|conductora?|recepcionista|auxiliar|programadora?"
    r"|asesora?|comercial|encargad[oa]|limpiadora?|profesora?|medic[oa]|abogad[oa]|contable"
    r"|delegad[oa]|especialista|directora?|agente|ayudante|peon|soldadora?|addett[oa]|operai[oa]"
    r"|responsabile|commerciale|magazzinier[ea]|contabile|progettista|tecnico|infermier[ea]"
    r"|educatore|educatrice|segretari[oa]|consulente|cuoc[oa]|camerier[ea]|venditore|venditrice"
    r"|manutentore|saldatore|autista|coordinatore|specialista|stagista|coordenadora?|assistente"
    r"|atendente|motorista|enfermeir[oa]|professora?|estagi[oa]|aprendiz|supervisora?|compradora?"
    r"|advogad[oa]|arquitet[oa]|lider|specjalistka|kierowca|ksiegow[ya]|pracownik|magazynier"
    r"|doradca|menedzer|analityk|konsultant|sprzedawca|technik|przedstawiciel|lekarz|nauczyciel"
    r"|projektant|asiantuntija|insinoori|myyja|hoitaja|opettaja|vedouci|ucetni|vyvojar|prodavac"
    r"|stajyer|yazilimci|vyvojar(?:ka)?|veduci|uctovni(?:k|cka)|predava[cc](?:ka)?|vodi[cc]"
    r"|konzultant(?:ka)?|referent(?:ka)?|skladni[kc]\w*|delni[kc]\w*|ucitel(?:ka)?"
    r"|programator(?:ka)?|asistent(?:ka)?|manaz[ee]r(?:ka)?|analytik|inginer|dezvoltator|contabil"
    r"|vanzator|sofer|asistenta?|noustaja|arendaja|juht|insener|spetsialist|nounik|assistent"
    r"|raamatupidaja|muuja|opetaja|staf|pengembang"
    r")|(?:"  # English trades, less those that are surnames: firms are called after bakers
    r"plumber|cleaner|librarian|dentist|midwife|carer|caregiver|paramedic|barista|bartender|waiter"
    r"|waitress|journalist|courier|dispatcher|surveyor|inspector|hygienist|veterinarian|lawyer"
    r"|solicitor|foreman|stylist|scheduler|labou?rer|roofer|plasterer|fitter|glazier|receptionist"
    r"|secretary|nutritionist|dietitian|chemist|physicist|economist|animator|illustrator"
    r"|copywriter|translator|interpreter|registrar|curator|archivist|conservator|steward|attendant"
    r"|dishwasher|estimator|underwriter|actuary|treasurer|lifeguard|instructor|educator"
    r"|headteacher|chaplain|seamstress|optometrist|\w{2,30}(?:ologist|ographer|iatrist|ician)"
    r"|\w{0,30}therapist|\w{2,30}(?:keeper|fighter)"
    r")s?|(?:"  # French: whatever ends them
    r"cheffe?s?|directeur|directrice|assistante?|conseill(?:er|ere)|technicien(?:ne)?"
    r"|infirmi(?:er|ere)|gestionnaire|animat(?:eur|rice)|educat(?:eur|rice)|operat(?:eur|rice)"
    r"|conduct(?:eur|rice)|secretaire|employee?|aide|juriste|analyste|consultante?|commerciale?"
    r"|formateur|acheteu[rs]e?|cuisini(?:er|ere)|serveu[rs]e?"
    r")\w*|(?:"  # Russian and Ukrainian, with their cases
    r"инженер|разработчик|менеджер|специалист|аналитик|бухгалтер|водитель|руководитель|повар"
    r"|продавец|оператор|врач|администратор|консультант|дизаинер|программист|тестировщик|розробник"
    r"|інженер|фахівець|кухар|воді[ии]|юрист|стажер|помощник|учитель|маркетолог|архитектор"
    r")\w{0,4}"
)
# What a word ends with, in languages that put words together.
_ENDING = re.compile(
    r"\w*(?:(?:"
    r"entwickler(?:in)?|ingenieur(?:in|e)?|leiter(?:in)?|berater(?:in)?|techniker(?:in)?|kraft"
    r"|pfleger(?:in)?|fahrer(?:in)?|kaufmann|kauffrau|mechaniker(?:in)?|assistent(?:in)?"
    r"|manager(?:in)?"
    r")s?|(?:"
    r"referent|koordinator|beauftragte|verkaufer|monteur|erzieher|lehrer|arzt|arztin|helfer"
    r"|mitarbeiter|fachkraft|architekt|elektroniker|buchhalter|disponent|meister|planer|spezialist"
    r"|controller|jurist|fachangestellte|leitung|administrator|einkaufer|analyst|professur|koch"
    r")(?:in|r)?|"
    r"medewerker|beheerder|begeleider|leraar|chauffeur|verkoper|hulpverlener|docent|coordinator"
    r"|specialist|projectleider|teamleider|stagiair|kok|bediende|arbeider|leder|chef|medarbejder"
    r"|medarbetare|assistent|radgivare|radgiver|sygeplejerske|sjukskoterska|sykepleier|larare"
    r"|laerer|paedagog|pedagog|saljare|saelger|selger|tekniker|ekonom|okonom|handlaggare|konsult"
    r"|projektleder|projektledare|ingenior|mekaniker|elektriker|utvikler|radgjevar|assistenter|kock"
    r"|vikar|studentermedhjaelper|praktikant|laege|lakare|muhendisi?|uzmani?|yoneticisi|muduru"
    r"|gelistirici(?:si)?|asistani|sorumlusu|danismani|teknisyeni|ogretmeni|elemani|temsilcisi"
    r"|operatoru|arkkitehti|asiantuntija|insinoori|kehittaja|paallikko|suunnittelija|johtaja"
    r"|koordinaattori|konsultti|kirjanpitaja|assistentti|opettaja|hoitaja|tyontekija|myyja"
    r"|esihenkilo|harjoittelija|ohjaaja|laakari|tutkija|asentaja|kuljettaja|siivooja|kokki|sihteeri"
    r"|mernok|fejleszto|vezeto|szakerto|elado|asszisztens|menedzser|technikus|gyakornok|ugyintezo"
    r"|munkatars|tanacsado|konyvelo|sofor"
    r")"
)
_TWO_WORDS = re.compile(
    r"\b(?:"
    r"obchodn(?:i|y) (?:zastupce|zastupca|reprezentant)|zdravotni \w+|nhan vien|ky su|chuyen vien"
    r"|lap trinh vien|truong phong|giam doc|ke toan"
    r")\b"
)
# In writing without spaces between words.
_ANYWHERE = re.compile(
    r"工程师|工程師|经理|經理|主管|专员|專員|助理|设计师|設計師|开发|開發|架构师|分析师|运营|實習"
    r"|实习|顾问|顧問|销售|总监|會計|会计|产品|教师|护士|エンジニア|デザイナ|マネージャ|アナリスト"
    r"|営業|開発|コンサル|ディレクタ|개발자|엔지니어|디자이너|매니저|마케터|기획자|담당자|연구원"
    r"|인턴"
)
# "(m/f/d)" and its like: all have one of these signs.
_SIGNS = frozenset("(/*:")
_SIGNED = re.compile(
    r"\((?:h/f|f/h|m/f|f/m|h/f/x|m/v|v/m|m/v/x|k/m|m/k|w/m/d|m/w/d|d/m/w|f/m/d|m/f/d|m/f/x|h/m|m/h"
    r"|x/f/m|m/w/x|gn|all genders|d/f/m|m/d/w|w/d/m)\)"
    r"|\((?:[mwfdxi]\s?[/|,*]\s?){1,3}[mwfdxi](?:/\w{1,3})?\)|\(all genders?\)|[a-z]/(?:in|a|r)\b"
    r"|[*:]in\b|\b(?:h/f|f/h|m/w/d|w/m/d|k/m|m/v/x)\b"
)
_WORD = re.compile(r"\w+")
_SHORT, _LONGEST = 200, 60


def is_job(folded: str) -> bool:
    """Whether a folded text names what a person does: "senior nurse (m/f/d)"."""
    return _of_short(folded) if len(folded) <= _SHORT else _names(folded)


def _names(folded: str) -> bool:
    return bool(
        any(_is_word(word) for word in _WORD.findall(folded) if len(word) <= _LONGEST)
        or _TWO_WORDS.search(folded)
        or (not folded.isascii() and _ANYWHERE.search(folded))
        or (not _SIGNS.isdisjoint(folded) and _SIGNED.search(folded))
    )


_of_short = lru_cache(maxsize=2048)(_names)


@lru_cache(maxsize=8192)  # the same words are in all titles
def _is_word(word: str) -> bool:
    return bool(_WHOLE.fullmatch(word) or _ENDING.fullmatch(word))
