"""The level that a title names, or a source's own word for it.

Languages: English, German, French, Spanish, Portuguese, Dutch, Italian, Polish, Catalan.
"""

from __future__ import annotations

import re

from alertbot.model import Level
from alertbot.reading.phrases import any_of
from alertbot.text import fold

# The first that fits counts: a "Senior Staff Engineer" is staff.
_TITLES = {
    Level.INTERN: any_of(r"""
        interns? internships? praktikum praktikant(?:in)? (?:pflicht|vor|schul)praktikum stagiaires?
        stagiaira? stagista tirocin(?:io|ante) estagi(?:o|ari[oa]) becari[oa]s? practicas
        practicante pasant(?:e|ia)s? practiques stazyst(?:a|ka) staz praktykan(?:t|tka) praktyki
        werkstudent\w* working_student student_(?:assistant|worker|employee) studentische_\w+
        (?:meewerk|afstudeer)stage co[ -]op apprentices? apprenticeships? apprenti(?:e|ssage)?
        apprendista apprendistato aprendiz(?:agem)? trainees? alternances? alternante? azubis?
        auszubildende\w* ausbildung_(?:zu[mr]|als) duales_studium volontar(?:in)? volontariat
        abschlussarbeit (?:bachelor|master)(?:arbeit|and(?:in)?|thesis) leerling
    """),
    Level.EXECUTIVE: any_of(r"""
        ceo cto cfo coo cmo cio ciso cpo cro chro chief_[a-z]+_officer chief_[a-z]+_[a-z&]+_officer
        vp svp evp avp vice_president president general_counsel geschaftsfuhr(?:er|erin|ung)
        managing_director executive_director directeur_general directrice_generale director_general
        directora_general diretor_geral direttore_generale algemeen_directeur c_level c_suite
        vorstand co_founder cofounder amministratore_delegato prezes bestuurder vice_presidente
        presidente cadre_dirigeant
    """),
    Level.DIRECTOR: any_of(r"""
        directors? directora directeurs? directrice direktor(?:in)? direttor[ei] direttrice
        diretora? dyrektor(?:ka)? head_of head(?=,|_[-–(/|]|$) bereichsleit(?:er|erin|ung)
        leit(?:er|erin|ung) hoofd dirigente
    """),
    Level.PRINCIPAL: any_of(
        r"(?<!vice\x20)(?<!school\x20)(?<!assistant\x20)principal distinguished"
    ),
    Level.STAFF: any_of(
        "staff(?=_(?:[a-z+#./&-]+_){0,3}(?:engineer|developer|scientist|designer|architect|manager|"
        "researcher|analyst|product|software|sre|writer|data|security)) staff_level "
        r"(?<=[,-]\x20)staff(?=$|,|\)) (?<=\()staff(?=\))"
    ),
    Level.LEAD: any_of(
        r"leads? team_leit(?:er|erin|ung) gruppenleit(?:er|erin|ung) schichtleit(?:er|erin|ung) "
        r"leaders? leitend\w* team_leider lider chef_d'equipe capo_squadra jefe_de_equipo "
        r"lider_de_equip[oe]"
    ),
    Level.MANAGER: any_of(r"""
        managers? mgr manageuses? supervisor(?:a|in)? gerente responsable(?!_de_cuenta) responsabile
        abteilungsleit(?:er|erin|ung) filialleit(?:er|erin|ung) marktleit(?:er|erin|ung)
        jef[ea]_(?:de|del) chef_de_(?:service|departement|pole|rayon|secteur) kierowni(?:k|czka)
        leidinggevende fuhrungskraft encargad[oa] cap_de coordenador_geral
    """),
    Level.SENIOR: any_of(
        "seniors?(?!_(?:living|care|cent(?:er|re)|citizens?|housing|home)) sr snr starsz[yae]"
    ),
    Level.JUNIOR: any_of(r"""
        juniore?s? jr jnr entry_level graduates? new_grads? grad berufseinsteiger\w* early_career
        debutante? mlodsz[yae] neolaureat[oi] starter einsteiger recien_graduad[oa] principiante
        associate(?=_(?:[a-z]+_){0,3}(?:engineer|developer|analyst|scientist|designer|consultant))
    """),
    Level.MID: any_of(r"""
        mid(?!_(?:market|atlantic|cap|size|sized|term|office|stage|century|day|shift|america|west))
        mid_level intermediate confirmee? medior mid_weight midweight semi_senior ssr plen[oa]
        berufserfahrene?r?
    """),
}
# Who manages no people: "Product Manager" is a craft, and says no level.
_CRAFT = any_of(
    "(?:product|project|programm?e?|account|community|content|marketing|social_media|case|success|"
    "partner|partnerships?|relationship|campaign|category|brand|property|office|territory|channel|"
    "growth|events?|vendor|contracts?|alliances?|release|delivery|portfolio|proposal|bid|lifecycle|"
    "influencer|affiliate|store|client|change|engagement|onboarding|implementation|education|"
    "compliance|risk|fraud|payroll|incident|proyectos?|progetti|projekt\\w*|produkt\\w*)_managers? "
    "(?:art|funeral|casting)_directors? stage_managers? jef[ea]_de_(?:proyecto|producto)s? "
    "responsable_de_(?:cuenta|clientele|compte)s? lead_time chef_de_(?:projet|produit|partie)"
)
_ASSISTS = any_of("""
    non_managers? non_management executive_assistant management_assistant personal_assistant
    assistant_to chief_of_staff lead_generation leads?_gen lead_qualification
    (?:to|of|for)_the_(?:ceo|cto|cfo|coo|president|founders?|director|managing_director|vp)
    directiesecretaresse vorstandsassisten(?:t|tin|z) assistente?_di_direzione
    assistante?_de_direction asistente_de_direccion
""")
# A French or Dutch internship; in English a stage is one to stand on, or of a company.
_STAGE = re.compile(
    r"(?:^|[-–|/(:,] ?)stage(?=$| ?[-–|/):,]| (?:de|en|d'|ingenieur|assistante?|developpeu|"
    r"marketing|communication|data|rh|hr|finance|juridique|commercial|charge|chef de|m1|m2|fin d|"
    r"\())"
)

# What services call the levels themselves, where that differs from what titles say.
_OWN = {
    Level.INTERN: any_of(r"students?\w* schuler\w* stage ausbildung"),
    Level.EXECUTIVE: any_of(
        r"(?<!account\x20)(?<!sales\x20)executives?(?!_assistant) c_suite geschaftsleitung "
        "top_management"
    ),
    Level.DIRECTOR: any_of("department_head upper_management"),
    Level.MANAGER: any_of(
        r"management(?!_assistant) supervis(?:or|ory) team_management fuhrungs\w+ cadre_manager"
    ),
    Level.SENIOR: any_of("expert senior_level advanced"),
    Level.JUNIOR: any_of(
        r"entry no_experience beginner young_professionals? starters? absolvent\w* new_graduate"
    ),
    Level.MID: any_of(
        r"experienced associates? professionals? berufserfahr\w* mit_berufserfahrung "
        r"experimentee?s? regular middle ervaren con_experiencia"
    ),
}
_LONGEST_TITLE = 300
_LONGEST_OWN = 80


def level(title: str, words: str = "") -> Level | None:
    """The level that a title names, else that a source's own word for it names.

    "II" and "2" are none, nor is the "Manager" of a craft such as product management. Of several
    ("Mid-Senior level") the highest counts.
    """
    plain = _plain(title, _LONGEST_TITLE)
    if _STAGE.search(plain):
        return Level.INTERN
    return _first(_TITLES, _CRAFT.sub(" ", _ASSISTS.sub(" ", plain))) or _own(words)


def _own(words: str) -> Level | None:
    if len(words) > _LONGEST_OWN:
        return None
    plain = _plain(words, _LONGEST_OWN)
    plain = _ASSISTS.sub(" ", plain)
    both = (_first(_TITLES, plain), _first(_OWN, plain))
    # The patterns stand in rising weight: an own "Senior Executive" is an executive.
    order = list(_TITLES)
    said = [one for one in both if one is not None]
    return min(said, key=order.index, default=None)


def _plain(words: str, longest: int) -> str:
    return fold(words[:longest]).replace("_", " ")


def _first(levels: dict[Level, re.Pattern[str]], words: str) -> Level | None:
    return next((one for one, pattern in levels.items() if pattern.search(words)), None)
