"""Does a page say that the posting it shows is gone? Pure.

Only what is said plainly counts: a whole sentence of the title, a heading or the first lines ("This
position has been filled."), not a condition ("once the position has been filled"), nor what holds
for some alone ("no longer accepting applications from agencies").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from alertbot.text import cut, fold, one_line, squash

FIRST = 12
"""Lines at the beginning, and after the first heading, that may speak of the posting as such."""

_LONGEST = 300
_MOST_LINES = 400
_MOST_SENTENCES = 200


def said(title: str, headed: Iterable[str], lines: Sequence[tuple[int, str]]) -> str:
    """The sentence that says so, in short; empty where none does.

    `title`: the posting's. `headed`: what the page calls itself. `lines`: (level of a heading or 0,
    text), in order, without what surrounds every page of the site.
    """
    name = fold(one_line(title))
    names = [part for one in headed for part in _BRACKETS.split(one)]
    badges = (part for one in names for part in _sentences(one) if _BADGE.fullmatch(part))
    sentences = (one for line in (*headed, *_telling(lines)) for one in _sentences(line))
    few = islice(sentences, _MOST_SENTENCES)
    plain = (sentence for sentence in few if _is_plain(sentence, name))
    return cut(next(badges, "") or next(plain, ""), 80)


def is_sought(sentence: str) -> bool:
    """Whether a sentence speaks of what was asked for: "the job you are looking for ..."."""
    return _SOUGHT.search(sentence) is not None


def is_named(title: str, texts: Iterable[str]) -> bool:
    """Whether any of the texts names a posting with this title."""
    name = squash(title)
    return bool(name) and any(name in squash(text) for text in texts)


def _telling(lines: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The lines that may say it: the first, those after the first heading, the large headings."""
    full = [(level, text) for level, text in lines[:_MOST_LINES] if text.strip()]
    headed = next((at for at, (level, _) in enumerate(full) if level == 1), 0)
    for at, (level, text) in enumerate(full):
        if at < FIRST or headed <= at < headed + FIRST or level in (1, 2):
            yield text


def _sentences(line: str) -> Iterator[str]:
    """The sentences of a line, folded, without what an apology puts in front."""
    for part in islice(_ENDS.split(_QUOTES.sub("", fold(one_line(line[:2000])))), 20):
        sentence = _OPENER.sub("", _AROUND.sub("", part))
        if 0 < len(sentence) <= _LONGEST:
            yield sentence


def _is_plain(sentence: str, title: str) -> bool:
    if title and len(title) > 3:
        sentence = sentence.replace(_QUOTES.sub("", title), "this job")
        sentence = sentence.replace("this this job", "this job").replace("the this job", "this job")
        sentence = re.sub(r"^this job (?:job|position|role)\b", "this job", sentence)
    return any(pattern.fullmatch(sentence) for pattern in _PLAIN)


_QUOTES = re.compile(r"[\"“”„«»]")
_BRACKETS = re.compile(r"[\[\]()]")
_AROUND = re.compile(r"^[\W_]{1,50}|(?:[^\w?？]|_){1,50}$")
_ENDS = re.compile(r"[.!;:|•·。！\n]+(?:\s|$)|[。！]|\s-+\s|\s/\s")
_OPENER = re.compile(
    r"(?:(?:oops|ooops|oh no|uh oh|sorry|(?:we are|we're|i'm) (?:very |so )?sorry|unfortunately"
    r"|regrettably|sadly|notice|attention|please note(?: that)?|note|important|hinweis|leider"
    r"|schade"
    r"|desole|malheureusement|attention|lo sentimos|lo siento|lamentablemente|lamentamos|helaas"
    r"|purtroppo|siamo spiacenti|ci dispiace|infelizmente|desculpe|przykro nam|niestety|tyvarr"
    r"|desvaerre|dessverre|beklager|извините|к сожалению|申し訳ございません|很抱歉|抱歉)"
    r"[,!. ]{0,3}(?:but |that |aber |mais |pero |maar |ma |mas |ale |men |dass |que |но )?){1,3}"
)
_SOUGHT = re.compile(
    r"looking for|you requested|you (?:were|are) trying|you tried|gesucht|suchen|aufgerufen"
    r"|recherche[zr]|buscas|buscabas|zoekt|zocht|cercando|procura|szukasz|letar efter|leder etter"
)
# In a title a badge is enough, which elsewhere may be the hours of an office.
_BADGE = re.compile(
    r"(?:job |position |vacancy |posting |role |offer )?(?:expired|filled|closed|position filled)"
    r"|no longer available|(?:stelle )?(?:besetzt|abgelaufen|vergeben)|(?:offre )?(?:expiree"
    r"|pourvue)"
    r"|(?:oferta |vacante )?(?:cerrada|caducada)|(?:vacature )?(?:gesloten|vervuld|verlopen)"
    r"|(?:vaga )?(?:encerrada|expirada)|(?:annuncio )?scaduto|募集終了|掲載終了|已关闭|已關閉|마감"
)

_IF = (
    r"(?!.*[?？])(?!.*\b(?:if|once|when|whenever|until|till|unless|as soon as|may|might|could"
    r"|should|still (?:apply|open|hiring|accepting)|wenn"
    r"|falls|sobald|lorsque|des que|tant que|cuando"
    r"|hasta que|en cuanto|wanneer|zodra|totdat|qualora|finche|quando|assim que|jesli|gdy|kiedy"
    r"|hvis|nar|ifall)\b)"
)


def _plain(subject: str, gone: str, bare: str, alone: str = "(?!)") -> re.Pattern[str]:
    """A pattern for a whole sentence that says it in a language.

    `subject`: what is gone. `gone`: a verb, before which may stand which one it is; `bare`: a word
    that says it right after the subject; `alone`: what needs no subject.
    """
    which = r"(?:,? (?:.{1,90}?),?)?? ?(?<! no )(?<! non )(?<! nao )(?<! nie )(?<! not )"
    only = r"(?! (?:from|via|through|by (?:mail|post|e-?mail|phone)|sent|outside|without|internal"
    only += r"|to internal|for internal|loop|von|uber|per|de la part|par|por|van|da)\b)"
    said = rf"(?:{subject})(?:{which}(?:{gone})| ?(?:{bare}))|(?:{alone})"
    return re.compile(rf"{_IF}(?:{said}){only}(?:\W.{{0,160}})?")


_ENGLISH = _plain(
    r"(?:(?:the|this|that|our|your) )?(?:specific |particular |exact )?(?:(?:job|position|vacancy"
    r"|role|opening|posting|requisition|opportunity|listing|advert|advertisement|ad|offer|post"
    r"|announcement|internship|project|gig|contract)s?\b ?){1,3}"
    r"(?=\W*(?:(?:that |which )?you\b|at\b|with\b|is\b|has\b|was\b|no\b|does\b|doesn't\b|isn't\b"
    r"|expired\b|filled\b|closed\b|removed\b))",
    r"(?:(?:is|was|has been|are) )?(?:(?:unfortunately|sadly|currently|now) ){0,2}no longer "
    r"(?:available|open|active|online|live|listed|posted|valid|advertised|vacant|published"
    r"|recruiting|being advertised|(?:accepting|taking|receiving)(?: (?:new|any|further|more))?"
    r" (?:applications|applicants|candidates|submissions)|exists)"
    r"|(?:is not|isn't) (?:available|active|open|online|accepting applications) (?:any ?more|any "
    r"longer)|(?:does not|doesn't) exist (?:any ?more|any longer)"
    r"|(?:has|have) (?:(?:now|already|since|unfortunately|recently|sadly|just"
    r"|either) ){0,2}(?:been "
    r"(?:(?:now|already|since|recently|either) )?)?(?:filled|closed|expired|ended|removed|withdrawn"
    r"|cancell?ed|unpublished|archived|taken (?:down|offline)|deactivated|deleted|discontinued)"
    r"|(?:is|was) (?:(?:now|already|currently|unfortunately|sadly|probably) ){0,2}(?:filled|closed"
    r"|expired|archived|withdrawn|inactive|unpublished)",
    r"expired|filled|closed|removed",
    r"(?:(?:we are|we're|this company is|the employer is) )?no longer (?:accepting|taking)"
    r"(?: (?:new|any|further))? (?:applications|applicants)"
    r"|(?:the )?applications?(?: for th(?:is|e) (?:job|position|role|posting|vacancy))?"
    r"(?: (?:are|is|have|has))?(?: (?:now|been|already|currently))? closed"
    r"|(?:the )?application (?:deadline|period|window)(?: for th(?:is|e) (?:job|position|role))?"
    r"(?: (?:has|is))?(?: (?:now|already))? (?:passed|expired|closed|ended|over)"
    r"|(?:this (?:job|position|role|posting) is )?(?:now )?closed (?:for|to) (?:new )?applica\w+",
)
_GERMAN = _plain(
    r"(?:(?:die|der|das|diese[rs]?|von ihnen|ihre|unsere|gesuchte|gewunschte"
    r"|ausgewahlte) ){0,3}(?:stelle"
    r"|stellen(?:anzeige|ausschreibung|angebot)|job(?:angebot|anzeige)?|anzeige|position|vakanz"
    r"|ausschreibung|inserat|(?:ausbildungs|praktikums)platz)",
    r"(?:ist|wurde|war|sind)(?: (?:leider|inzwischen|bereits|mittlerweile|schon|nun|aktuell"
    r"|zwischenzeitlich|anderweitig)){0,3} (?:nicht (?:mehr|langer) (?:verfugbar|online|aktiv"
    r"|vakant"
    r"|offen|aktuell|vorhanden|aufrufbar|ausgeschrieben|zu besetzen|gultig|erreichbar)|besetzt"
    r"|vergeben|geschlossen|abgelaufen|deaktiviert|offline|archiviert|geloscht|beendet|entfernt)"
    r"|existiert (?:leider )?nicht mehr|steht (?:leider )?nicht (?:mehr|langer) zur verfugung",
    r"(?:bereits )?besetzt|abgelaufen",
    r"(?:die )?bewerbungsfrist (?:ist )?(?:leider |bereits )?abgelaufen|(?:eine )?bewerbung(?:en)?"
    r"(?: auf diese stelle)? (?:ist|sind) (?:leider )?nicht mehr moglich",
)
_FRENCH = _plain(
    r"(?:cette |cet |ce |l'|la |le |votre )?(?:offre(?: d'emploi| de stage| d'alternance)?|annonce"
    r"|poste|emploi|mission|stage|opportunite)",
    r"n'est(?: malheureusement| desormais)? plus (?:disponible|en ligne|active?|ouverte?|a pourvoir"
    r"|valable|valide|d'actualite|accessible|publiee?|visible)|n'existe plus"
    r"|(?:a|ont)(?: malheureusement| deja| depuis)? ete (?:pourvue?|retiree?|supprimee?|cloturee?"
    r"|fermee?|archivee?|desactivee?|depubliee?)|(?:est|a)(?: desormais| deja| maintenant"
    r"| malheureusement)? (?:expiree?|pourvue?|cloturee?|close|fermee?|archivee?|terminee?)",
    r"expiree?|pourvue?|cloturee?|archivee?",
    r"(?:les )?candidatures(?: pour cette offre| pour ce poste)?(?: sont)? (?:closes|cloturees"
    r"|fermees|terminees)|la date limite de candidature est (?:depassee|passee)",
)
_SPANISH = _plain(
    r"(?:(?:esta|este|la|el|aquesta|aquest) |l')?(?:oferta(?: de (?:trabajo|empleo|feina))?|vacante"
    r"|puesto|plaza|posicion|anuncio|empleo|convocatoria|busqueda)",
    r"ya no (?:esta|se encuentra|es) (?:disponible|activ[oa]|vigente|abiert[oa]|publicad[oa]"
    r"|valid[oa])|ya no existe|ya no acepta (?:mas )?(?:candidatur|solicitud|postulacion"
    r"|inscripcion)"
    r"\w+|(?:ya )?(?:se )?(?:ha|fue|esta|se encuentra)(?: ya)?(?: sido)? (?:cerrad[oa]|caducad[oa]"
    r"|cubiert[oa]|expirad[oa]|finalizad[oa]|eliminad[oa]|retirad[oa]|vencid[oa]|desactivad[oa]"
    r"|archivad[oa])|ha (?:caducado|expirado|finalizado|cerrado)"
    r"|ja no (?:esta|es) (?:disponible|activa|vigent|oberta)|ha (?:caducat|finalitzat|expirat)",
    r"(?:cerrad|caducad|expirad|finalizad|cubiert|tancad|finalitzad)[oa]|no esta disponible",
    r"(?:el )?(?:plazo|proceso) de (?:inscripcion|seleccion|candidaturas|solicitudes) (?:ha |esta "
    r"|se ha )?(?:finalizado|cerrado|terminado|vencido|concluido)|inscripcion(?:es)? cerradas?"
    r"|ya no se (?:aceptan|admiten) (?:mas )?(?:candidatur|solicitud|postulacion|inscripcion)\w+",
)
_ITALIAN = _plain(
    r"(?:(?:questa|questo|la|il) |l'|quest')?(?:offerta(?: di lavoro)?|annuncio(?: di lavoro)?"
    r"|posizione|posto|selezione|opportunita)",
    r"non e (?:purtroppo )?piu (?:disponibile|attiv[oa]|apert[oa]|online|valid[oa]|visibile"
    r"|presente"
    r"|vacante)|non (?:esiste|accetta) piu|(?:e|e stat[oa]|risulta) (?:gia |ormai )?(?:scadut"
    r"|chius|copert|rimoss|archiviat|conclus|terminat|ritirat|disattivat|assegnat)[oa]",
    r"(?:scadut|chius)[oa]",
    r"(?:le )?candidature (?:sono )?chiuse",
)
_PORTUGUESE = _plain(
    r"(?:(?:esta|essa|este|a|o) )?(?:vaga|oferta(?: de (?:emprego|trabalho))?|oportunidade|posicao"
    r"|anuncio|processo seletivo)",
    r"(?:ja )?nao (?:esta|se encontra)(?: mais)? (?:mais )?(?:disponivel|ativ[oa]|abert[oa]"
    r"|publicad[oa]|no ar|aceitando (?:novas )?candidaturas)|nao (?:existe mais|aceita mais "
    r"candidaturas)|(?:ja )?(?:foi|esta) (?:encerrad|preenchid|fechad|expirad|removid|finalizad"
    r"|cancelad|arquivad|desativad)[oa]|expirou|encerrou",
    r"(?:encerrad|expirad|preenchid|finalizad|fechad)[oa]",
    r"(?:as )?(?:candidaturas|inscricoes) (?:foram |estao )?encerradas",
)
_DUTCH = _plain(
    r"(?:(?:deze|de|onze|die) )?(?:vacature|functie|baan|positie|stage|advertentie)",
    r"(?:is|staat)(?: (?:helaas|inmiddels|momenteel|al|reeds)){0,3} (?:niet (?:meer|langer) "
    r"(?:beschikbaar|open|actief|online|actueel|vacant|geldig|opengesteld|zichtbaar)|gesloten"
    r"|vervuld|verlopen|ingevuld|gevuld|verwijderd|offline|bezet|vergeven)"
    r"|bestaat (?:helaas )?niet meer",
    r"gesloten|vervuld|verlopen",
    r"solliciteren(?: op deze vacature)? is (?:helaas )?niet meer mogelijk"
    r"|(?:de )?sollicitatietermijn is (?:verstreken|verlopen)",
)
_POLISH = _plain(
    r"(?:(?:ta|to) )?(?:oferta(?: pracy)?|ogloszenie(?: o prac[ey])?|rekrutacja|stanowisko)",
    r"jest (?:juz )?(?:nieaktualn|nieaktywn|niedostepn|archiwaln)[ae]|(?:juz )?nie jest (?:juz )?"
    r"(?:aktualn|aktywn|dostepn)[ae]|(?:juz )?wygasl[ao]|zostal[ao] (?:juz )?(?:zakonczon|zamkniet"
    r"|usuniet|zarchiwizowan|wycofan|obsadzon)[ae]",
    r"(?:zakonczon|zamkniet|nieaktualn|archiwaln)[ae]",
)
_NORDIC = _plain(
    r"(?:(?:den har|det har|denne|dette|denna) )?(?:stilling(?:en|sannonsen)?|jobb?(?:et)?"
    r"|(?:jobb|plats|job)?annon[sc]en?|jobopslaget?|opslaget|tjansten|rekryteringen|utlysningen)",
    r"(?:er|ar)(?: (?:desvaerre|dessverre|tyvarr|nu|na|allerede|redan)){0,2} (?:(?:ikke (?:laengere"
    r"|lenger)|inte langre) (?:tilgjengelig|tilgaengelig|tillganglig|aktiv|aktuell?|ledig"
    r"|oppen|apen"
    r"|aben|publicerad|publisert|online)t?e?|besatt?|tillsatt|utlopt|udlobet|lukket|stengt|stangd"
    r"|avslutad|avsluttet|arkiverad|inaktiv)|har (?:gatt ut|utlopt|utgatt|tagits bort|avslutats"
    r"|bli(?:vit|tt) (?:tillsatt|besatt|fjernet))|er blevet (?:besat|fjernet|lukket)",
    r"besatt?|tillsatt",
    r"(?:ansokningstiden|ansogningsfristen|soknadsfristen)(?: (?:har|er|ar))? (?:gatt ut|passerat"
    r"|udlobet|utlopt|utgatt|overskredet)",
)
_EASTERN = _plain(
    r"(?:(?:tato|toto|tento|tahle) )?(?:pozice|pozicia|nabidka(?: prace)?|ponuka|inzerat"
    r"|pracovni (?:pozice|nabidka))|(?:(?:ez az|ez a|az|a) )?(?:allas|allashirdetes|hirdetes"
    r"|pozicio)"
    r"|(?:(?:acest|aceasta) )?(?:anunt(?:ul)?|job(?:ul)?|post(?:ul)?|oferta|pozitia)"
    r"|(?:bu )?(?:is )?ilan[i]?(?:n)?|(?:tama )?(?:tyopaikka|tehtava|(?:tyopaikka)?ilmoitus"
    r"|haku(?:aika)?)|(?:эта |данная )?(?:вакансия|вакансія)",
    r"(?:jiz|uz) (?:neni|nie je) (?:aktualni|aktivni|dostupn[ay]|k dispozici|otevrena|volna"
    r"|aktualn[ay])|(?:byla|byl|bola|je) (?:jiz |uz )?(?:obsazena|ukoncena?|uzavrena|obsadena)"
    r"|(?:mar )?nem (?:elerheto|aktualis|aktiv) ?(?:mar)?|lejart|lezarult|megszunt"
    r"|nu mai este (?:disponibil|activ|valabil|deschis)a?|a (?:expirat|fost (?:ocupat|inchis)a?)"
    r"|(?:yayindan )?kaldiril(?:mistir|di)|suresi dol(?:mustur|du)|artik (?:aktif|yayinda|mevcut) "
    r"degil(?:dir)?|ei ole enaa (?:avoinna|saatavilla|voimassa|haettavissa)|on (?:jo )?(?:paattynyt"
    r"|taytetty|sulkeutunut|vanhentunut|suljettu)|(?:уже )?(?:закрыта|неактуальна|удалена"
    r"|снята с публикации)|(?:находится |перенесена )?в архив[еі]?|больше не (?:актуальна|доступна"
    r"|активна)|закрита",
    r"(?!)",
)
_ASIAN = re.compile(
    r"(?:この|本|当)?(?:求人|募集|ポジション|お仕事)(?:情報)?(?:への|の)?(?:応募|募集|掲載|公開|受付)?[はをが]?、?"
    r"(?:既に|すでに|現在)?(?:募集|掲載|公開|受付)?[をがは]?(?:終了|停止|締め切)(?:し|いたし|され|り|られ)?"
    r"(?:ました|ております|ています)?"
    r"|[该此本這这該]?[个個]?(?:职位|職位|职缺|職缺|岗位|招聘)(?:信息)?(?:现|現|目前)?(?:已经|已經|已)"
    r"(?:关闭|關閉|下线|下線|下架|过期|過期|失效|结束|結束|停止招聘|停招|招满|删除|刪除)了?"
    r"|(?:이|본|해당)? ?(?:채용|채용 ?공고|공고|포지션|모집)[은는이가]? ?(?:이미 )?"
    r"(?:마감|종료|만료)(?:된|되었습니다|됐습니다)?(?: ?(?:공고|채용|포지션))?(?:입니다)?"
    r"|(?:마감|종료)된 (?:채용 ?)?(?:공고|포지션|채용)(?:입니다)?"
)
_PLAIN = (
    _ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH, _POLISH, _NORDIC, _EASTERN,
    _ASIAN,
)  # fmt: skip
