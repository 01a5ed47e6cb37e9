"""The words by which pages say what a line holds, and those that belong to every page of a site.

All are folded (lower case, no accents). Languages: English, German, Spanish, Catalan, Portuguese,
French, Italian, Dutch, Danish, Swedish, Polish here; `_labels_more` and `_labels_east` have
further words and languages. A language is added in these three and nowhere else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from alertbot import text as words
from alertbot.sources import _labels_east as east
from alertbot.sources import _labels_more as more


def fold(said: str) -> str:
    """`text.fold`, remembered for short lines: each is compared with many words."""
    return _folded(said) if len(said) <= 200 else words.fold(said)


_folded = lru_cache(maxsize=4096)(words.fold)

_LABELS = {
    "title": "job title|position|posicion|role title|title|stelle|position title|puesto|poste"
    "|cargo|stellenbezeichnung|stellentitel|intitule du poste|funktion|functie|stilling",
    "company": "company|employer|organization|organisation|hiring organization|company name"
    "|unternehmen|arbeitgeber|firma|empresa|entreprise|societe|azienda|werkgever|bedrijf"
    "|virksomhed|arbetsgivare|foretag|pracodawca|empleador|organizacion|employeur|compania",
    "place": "location|locations|job location|work location|office|offices|office location|place"
    "|place of work|where|city and country|standort|standorte|arbeitsort|einsatzort|dienstort|ort"
    "|ubicacion|ubicacio|lugar|lugar de trabajo|localidad|localizacion|localizacao|local|lieu"
    "|lieu de travail|localisation|sede|sede di lavoro|luogo|locatie|standplaats|plaats"
    "|arbejdssted|lokation|sted|plats|ort och land|arbetsort|miejsce pracy|lokalizacja|lloc"
    "|location name|job locations|primary location|based in|duty station",
    "city": "city|town|stadt|ciudad|ville|citta|cidade|ciutat|by|stad|miasto|municipality"
    "|gemeinde",
    "region": "state|state/province|province|bundesland|provincia|etat|estado|region/state|kanton",
    "country": "country|land|pais|pays|paese|kraj|country/region|staat",
    "pay": "salary|pay|salary range|pay range|compensation|base pay|base salary|pay rate|wage"
    "|hourly rate|rate of pay|annual salary|salary details|gehalt|vergutung|lohn|verdienst"
    "|jahresgehalt|bezahlung|entgelt|eingruppierung|salario|salari|sueldo|retribucion|retribucio"
    "|remuneracion|remuneracao|remuneration|salaire|retribuzione|stipendio|ral|salaris|lon|lonn"
    "|wynagrodzenie|rango salarial|banda salarial|expected salary|pay scale|target salary",
    "posted": "posted|date posted|posted on|posted date|posting date|job posted|published"
    "|published on|publication date|date published|listed|advertised|open since|opened on"
    "|veroffentlicht|veroffentlicht am|online seit|eingestellt am|datum|publicado|publicado el"
    "|fecha de publicacion|publicada|publicat|publie le|date de publication|publie"
    "|data pubblicazione|pubblicato|pubblicato il|data di pubblicazione|geplaatst|geplaatst op"
    "|publiceringsdatum|publicerad|opslaet|offentliggjort|data publikacji|publicado em|date"
    "|posting start date|job posting date|erschienen am|stand",
    "until": "closing date|apply by|deadline|application deadline|applications close|closes"
    "|end date"
    "|expires|expiry date|valid until|valid through|apply before|closing|bewerbungsfrist"
    "|bewerbungsschluss|bewerben bis|gultig bis|fecha limite|plazo|date limite|date de cloture"
    "|scadenza|sluitingsdatum|ansogningsfrist|sista ansokningsdag|termin|prazo|data limite"
    "|job posting end date|posting end date|frist",
    "employment": "employment type|job type|contract type|type of contract|contract|type|hours"
    "|employment|time type|work type|schedule|position type|working hours|job status"
    "|employment status|anstellungsart|beschaftigungsart|vertragsart|arbeitszeit|anstellung"
    "|arbeitsverhaltnis|umfang|arbeitszeitmodell|beschaftigung|jornada|tipo de contrato|contrato"
    "|tipo de jornada|tipus de contracte|type de contrat|contrat|tipo di contratto|contratto"
    "|dienstverband|anstallningsform|ansaettelse|ansaettelsesform|rodzaj umowy|umowa|tipo",
    "workplace": "workplace|workplace type|work model|work arrangement|remote|work mode|work style"
    "|location type|remote work|arbeitsmodell|homeoffice|home office|mobiles arbeiten"
    "|modalidad|modalidad de trabajo|modalitat de treball|teletrabajo|teletravail|mode de travail"
    "|modalita di lavoro|tryb pracy|distansarbete|regime de trabalho|workplace policy",
    "requisition": "job id|req id|requisition|requisition id|reference|ref|ref.|reference number"
    "|job number|job requisition id|job reference|reference no|requisition number|vacancy id"
    "|job code|posting id|id|job ref|ref no|ref. no|referenz|referenznummer|kennziffer|stellen-id"
    "|job-id|referencia|numero de referencia|numero de reference|riferimento|referentie"
    "|vacaturenummer|vacancy reference|referensnummer|numer referencyjny|job req|req|job #",
    "department": "department|team|division|business unit|job family|function|abteilung|bereich"
    "|fachbereich|departamento|departament|area|departement|service|reparto|afdeling|avdelning"
    "|dzial|group|job category|category|discipline",
    "level": "level|seniority|seniority level|experience level|career level|karrierestufe"
    "|berufserfahrung|nivel|niveau|livello|niveau d'experience",
}  # fmt: skip
# A place that is labelled in these parts is put together from them.
LABELS = {
    label: name
    for labels in (east.LABELS, more.LABELS, _LABELS)
    for name, all_of in labels.items()
    for label in all_of.split("|")
}
# Labels that are also plain words: they count only with a colon, or where the page sets them apart.
WEAK = {
    "title", "type", "id", "date", "by", "area", "service", "group", "tipo", "where", "ort",
    "position", "role", "local", "remote", "contract", "hours", "pay", "ref", "closes", "listed",
    "stand", "plats", "land", "team", "level", "posted", "published", "category", "function",
    "office", "offices", "place", "closing", "reference", "schedule", "company", "employment",
    "state", "town", "compensation", "discipline", "city", "req", "opened on", "based in",
    "benefits", "funktion", "umfang", "region", "sted", "frist", "datum", "bereich", "sede",
    *more.WEAK, *east.WEAK,
}  # fmt: skip

# Where the text of a posting begins.
SECTIONS = re.compile(
    rf"(?:{more.SECTIONS})|(?:{east.SECTIONS})|"
    r"(?:job |role |position |the |your |our |full )?(?:overview|description|summary"
    r"|responsibilities"
    r"|duties|requirements|qualifications|opportunity|mission|profile|purpose|tasks|details)"
    r"|(?:basic|minimum|required|preferred|key|main|core|essential|desired) ?(?:/ ?additional )?"
    r"(?:qualifications|requirements|responsibilities|duties|skills|criteria|tasks"
    r"|accountabilities)"
    r"|about (?:the|this|us|you|our)\b.{0,40}|about [a-z0-9&.' -]{2,30}|who (?:you are|we are"
    r"|are we)"
    r"|what (?:you|we|you'll|we'll|you will|we are|we're|will you|makes|it takes"
    r"|to expect)\b.{0,40}"
    r"|how you(?:'ll| will)\b.{0,40}|in this role.{0,40}|your (?:role|impact|day|team"
    r"|tasks)\b.{0,30}"
    r"|why (?:join|work|you|us|this)\b.{0,40}|benefits|perks(?: and benefits)?|we offer|skills"
    r"|experience|education|introduction|the (?:role|job|team|position|company)"
    r"|we're looking.{0,40}"
    r"|you(?:'ll| will) (?:need|have|bring|be|love)\b.{0,40}|(?:role|job|position|team|company)"
    r"|(?:deine|ihre|die|unsere|dein|ihr|das) (?:aufgaben?|profil|rolle|mission"
    r"|qualifikation(?:en)?"
    r"|vorteile|benefits|verantwortung|anforderungen|stelle|job|kenntnisse)\b.{0,30}|aufgaben"
    r"|profil"
    r"|anforderungen|qualifikationen?|wir bieten.{0,20}|was (?:wir|sie|du|dich|ihnen|uns)\b.{0,40}"
    r"|das (?:bieten|bringst|bringen|erwartet|wartet|sind|machst)\b.{0,40}|uber (?:uns|die"
    r"|das).{0,30}"
    r"|stellenbeschreibung|tatigkeiten|einleitung|unser angebot|darauf (?:kannst|konnen)\b.{0,30}"
    r"|descripcion\b.{0,30}|descripcio\b.{0,30}|requisitos?\b.{0,30}|requisits?|funciones|funcions"
    r"|responsabilidades|responsabilites?|sobre (?:nosotros|el|la)\b.{0,30}|que (?:ofrecemos|haras"
    r"|buscamos)\b.{0,30}|(?:se )?ofrecemos|beneficios|tareas|perfil\b.{0,20}|objetivo\b.{0,30}"
    r"|missions?|(?:vos|votre|le|nos|notre|les) (?:missions?|profil|poste|avantages|role)\b.{0,30}"
    r"|profil recherche|description du poste|a propos\b.{0,30}|competences\b.{0,20}"
    r"|descrizione\b.{0,30}"
    r"|requisiti\b.{0,20}|mansioni|offriamo|chi siamo|descricao\b.{0,30}|atividades"
    r"|o que oferecemos"
    r"|functieomschrijving|wat (?:ga|breng|vragen|bieden|wij)\b.{0,30}|jouw profiel|om (?:jobbet"
    r"|os|rollen"
    r"|oss)|arbetsuppgifter|kvalifikationer|opis stanowiska|wymagania|obowiazki|oferujemy",
)

# Words that are on the page for every posting.
CHROME = re.compile(
    rf"(?:{more.CHROME})|(?:{east.CHROME})|"
    r"(?:.{0,80}\b(?:we|this (?:web)?site|us(?:e|es|ing)) ?(?:use)?s? cookies\b.{0,300})"
    r"|.{0,60}\bcookies?"
    r"(?: policy| settings| preferences| notice)?|accept(?: all)?(?: cookies)?|reject all|decline"
    r"|(?:<+|«|←|‹)? ?back\b.{0,40}|(?:go )?back to .{0,40}|(?:search|browse|view|see|all|show"
    r"|find)"
    r" (?:all |more |open |other |our |for )*(?:jobs|results|positions|openings|roles|vacancies"
    r"|careers)"
    r"|new|new!|featured|hot|urgent|save(?: job| for later| this job)?|saved"
    r"|share(?: this)?(?: job)?.{0,20}"
    r"|print|(?:start )?appl(?:y|ied)(?: now| here| for this job| today| online"
    r"| to this job)? ?[»>→]?"
    r"|applied ?[=:] ?\d+|easy apply|quick apply|(?:register|login) (?:and|to) apply|sign ?in"
    r"|log ?in"
    r"|log ?out|sign ?up|register|create (?:an )?(?:account|alert|job alert)|job alerts?"
    r"|send me alerts.{0,30}"
    r"|menu|home|skip to .{0,30}|close|loading.{0,5}|please wait.{0,5}|start|footer|header"
    r"|preferences"
    r"|privacy(?: policy| notice| statement)?|terms(?: of (?:use|service))?|imprint"
    r"|contact(?: us)?|follow us"
    r"|copy link|link copied.{0,20}|email|e-mail|facebook|linkedin|twitter|x|instagram|xing"
    r"|whatsapp|youtube"
    r"|interested\??|refer a friend|view profile|language|english|deutsch|francais|espanol"
    r"|italiano|#alert"
    r"|read more|show more|show less|see more|view more|learn more|more info.{0,8}|expand.{0,8}"
    r"|upload.{0,20}"
    r"|jetzt bewerben.{0,20}|bewerben|hier bewerben|online bewerben|zuruck.{0,40}|teilen|drucken"
    r"|merken"
    r"|alle (?:stellen|jobs).{0,20}|stelle teilen|anmelden|startseite|impressum|datenschutz.{0,20}"
    r"|inscri(?:bete|u-t'hi|birse)|aplicar(?: ahora)?|solicitar.{0,20}|postular(?:me|se)?"
    r"|volver.{0,30}"
    r"|compartir|guardar|ver mas|mes informacio|iniciar sesion|postuler.{0,20}|retour.{0,30}"
    r"|partager"
    r"|candidati(?: ora)?|condividi|solliciteer.{0,20}|ansog.{0,10}|ansok.{0,10}|aplikuj.{0,10}"
    r"|autocompletar con.{0,30}|soc usuari/a|¿?ya tienes perfil.{0,10}|powered by.{0,30}|©.{0,120}"
    r"|all rights reserved\.?|start applying with .{0,20}|\((?:web|build|v)[-\w.]{3,40}\)|["
    r"|•·×✕»«<>+*𝕏-]+"
    r"|no thanks|ok|got it!?|i agree|agree|dismiss|yes|no|views?:? \d+|\d+ (?:applicants?|views?)",
)
# After these a page shows other postings, or itself.
TAIL = re.compile(
    rf"(?:{more.TAIL})|(?:{east.TAIL})|"
    r"(?:(?:find |see |view |browse |show )?(?:similar|related|other|recommended|more)"
    r" (?:jobs|positions|openings|roles|vacancies|opportunities|postings|offers).{0,30}"
    r"|jobs? (?:you (?:may|might)|like this).{0,30}|you (?:may|might) also (?:like"
    r"|be interested).{0,30}"
    r"|people also viewed.{0,20}|(?:get|receive) (?:job alerts|notified).{0,60}"
    r"|recently viewed.{0,20}"
    r"|recent posts|latest news|recent news|archives|neueste beitrage|articles recents"
    r"|(?:ahnliche|weitere|passende) (?:passende |offene |interessante )?(?:stellen|jobs"
    r"|stellenangebote|anzeigen|positionen).{0,30}"
    r"|mira (?:el resto|totes).{0,40}|(?:ofertas|empleos|vagas) (?:similares"
    r"|relacionad[ao]s).{0,20}"
    r"|(?:offres|postes) similaires.{0,20}|offerte simili.{0,20}|vergelijkbare vacatures.{0,20}"
    r"|lignende job.{0,20}|liknande jobb.{0,20}|podobne oferty.{0,20}|otras ofertas.{0,30}"
    r"|connect with us.{0,20}|stay connected.{0,20}|share this (?:job|page|position).{0,20}"
    r"|cookie (?:policy|preferences|settings|consent).{0,30}|privacy (?:policy|notice|statement)"
    r"|apply for this (?:job|position|role)|submit your application)[:.»>]?"
)

# What a person does for a living, as far as titles say it by themselves.
JOBS = re.compile(
    rf"{more.JOBS}|{east.JOBS}|"
    r"\b(?:engineer|developer|manager|analyst|designer|scientist|architect|administrator"
    r"|specialist"
    r"|consultant|director|lead|leader|head|officer|coordinator|associate|assistant|technician"
    r"|intern"
    r"|internship|nurse|teacher|driver|accountant|representative|executive|recruiter|writer|editor"
    r"|researcher|operator|supervisor|advisor|adviser|agent|clerk|chef|cook|mechanic|electrician"
    r"|programmer|sre|devops|planner|strategist|trainer|tutor|therapist|physician|pharmacist"
    r"|attorney"
    r"|counsel|paralegal|auditor|buyer|controller|cashier|janitor|welder|machinist|producer"
    r"|marketer"
    r"|partner|president|vp|cto|cfo|ceo|fellow|apprentice|trainee|worker|expert|professor|lecturer"
    r"|postdoc|student|werkstudent(?:in)?|praktikant(?:in)?|praktikum|ausbildung|referent(?:in)?"
    r"|\w*entwickler(?:in)?|\w*ingenieur(?:in|e)?|\w*leiter(?:in)?|\w*berater(?:in)?"
    r"|\w*techniker(?:in)?"
    r"|sachbearbeiter(?:in)?|\w*kraft|\w*pfleger(?:in)?|\w*fahrer(?:in)?|\w*kaufmann|\w*kauffrau"
    r"|\w*mechaniker(?:in)?|\w*assistent(?:in)?|\w*manager(?:in)?|ingenier[oa]|desarrollador(?:a)?"
    r"|gerente|analista|disenador(?:a)?|consultor(?:a|ia)?|vendedor(?:a|/a)?|tecnic[oa]"
    r"|director(?:a)?"
    r"|monitor(?:/a|a)?|enfermer[oa]|camarer[oa]|dependient[ea]|administrativ[oa]|becari[oa]"
    r"|practicas"
    r"|jefe|responsable|charge[e]?|developpeur|ingenieur|alternance|stage|stagiaire|comptable"
    r"|vendeur"
    r"|sviluppatore|ingegnere|impiegat[oa]|tirocinio|estagio|estagiari[oa]|engenheir[oa]"
    r"|desenvolvedor"
    r"|medewerker|ontwikkelaar|adviseur|verpleegkundige|konsulent|udvikler|utvecklare|ingenjor"
    r"|chef"
    r"|programista|inzynier|kierownik|specjalista|asystent)s?\b"
    r"|\((?:[mwfdxi]\s?[/|,*]\s?){1,3}[mwfdxi](?:/\w{1,3})?\)|\(all genders?\)|[a-z]/(?:in|a"
    r"|r)\b|[*:]in\b"
)
EMPLOYMENT = re.compile(
    rf"(?:{more.EMPLOYMENT})|(?:{east.EMPLOYMENT})|"
    r"(?:regular |permanent )?(?:full|part)[- ]?time(?: .{0,20})?|internship|intern"
    r"|contract(?:or)?"
    r"|temporary|permanent|freelance|apprenticeship|fixed[- ]term.{0,20}|seasonal"
    r"|(?:unbefristet.{0,3} )?"
    r"(?:vollzeit|teilzeit).{0,40}|festanstellung.{0,20}|praktikum|ausbildung|werkstudent.{0,10}"
    r"|befristet"
    r"|(?:jornada|tiempo) (?:completa|completo|parcial)|temps plein|temps partiel|cdi|cdd|stage"
    r"|alternance"
    r"|tempo pieno|tempo parziale|tempo indeterminato|fultid|deltid|heltid|voltijd|deeltijd"
    r"|fuldtid"
)
WORKPLACE = re.compile(
    rf"(?:{more.WORKPLACE})|(?:{east.WORKPLACE})|"
    r"(?:fully |100 ?% |hybrid[ /-]{1,3})?remote(?: first| ok| eligible)?|hybrid.{0,25}|on-?site"
    r"|in[- ]person"
    r"|in[- ]office"
    r"|(?:home ?office|mobiles arbeiten).{0,20}|presencial|hibrido|teletrabajo|teletravail|vor ort"
)
# Headings that name a kind of page, not a posting.
GENERIC = re.compile(
    rf"(?:{more.GENERIC})|(?:{east.GENERIC})|"
    r"(?:(?:our |all |current |open |job |latest |search |find |view |join )*(?:careers?|jobs?"
    r"|openings?"
    r"|positions?|vacanc(?:y|ies)|opportunit(?:y|ies)|postings?|search(?: results)?|roles?"
    r"|candidate portal)"
    r"(?: (?:at|with|portal|site|page|center|details?|description|board|home)\b.{0,60})?)"
    r"|(?:our|unsere?|nos|notre|nuestr[oa]s?|onze|vores|vara) (?:benefits?|perks|culture|values"
    r"|teams?"
    r"|people|story|stories|mission|offices|locations|hiring process|vorteile|werte)\b.{0,20}"
    r"|career opportunities.{0,30}|work (?:with|for|at) .{0,40}|join (?:us|our team"
    r"|the team)\b.{0,30}"
    r"|(?:karriere|stellenangebote?|jobborse|offene stellen|stellenanzeige"
    r"|jobs und karriere)\b.{0,40}"
    r"|(?:empleo|trabaja con nosotros|ofertas? de empleo|emploi|offres? d'emploi|recrutement"
    r"|lavora con noi"
    r"|vacatures|ledige stillinger|lediga jobb|oferty pracy|carreiras)\b.{0,40}|home"
    r"|welcome.{0,40}|untitled"
)
