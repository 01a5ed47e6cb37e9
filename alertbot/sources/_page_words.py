"""What stands on every page of a site beside the posting, in every language.

All are folded (lower case, no accents), and whole lines. A language is added in these tables.
"""

from __future__ import annotations

import re

from alertbot.sources._labels import fold

# What a site says of its cookies; every line of them has "cookie" in it.
_COOKIES = re.compile(
    r".{0,80}\b(?:we|this (?:web)?site|us(?:e|es|ing)) ?(?:use)?s? cookies\b.{0,300}"
    r"|.{0,60}\bcookies?(?: policy| settings| preferences| notice)?"
)
# Words that are on the page for every posting: buttons, menus, links back.
_CHROME = re.compile(
    r"申请职位|立即申请|投递简历|分享|收藏|返回|登录|注册|首页|返回列表|应聘|エントリー|応募する"
    r"|ログイン|sok (?:her|stillingen|jobben)|hae paikkaa|odpovedet.{0,20}|postuler(?: .{0,20})?"
    r"|je postule|retour(?: aux? .{0,30}| a la .{0,30})?|sauvegarder.{0,20}|localiser avec .{0,20}"
    r"|signaler.{0,20}|ajouter aux favoris|volver(?: a.{0,30})?|guardar(?: .{0,15})?"
    r"|imprimir.{0,10}|enviar(?: a un amigo| por .{0,20})?|me interesa|apuntarme"
    r"|voltar(?: .{0,30})?|quero me candidatar.{0,20}|torna(?: .{0,30})?|salva(?: .{0,15})?|stampa"
    r"|segnala(?: .{0,15})?|candidati.{0,30}|invia .{0,20}candidatura|terug(?: naar .{0,30})?"
    r"|bewaar.{0,20}|delen|deel(?: deze .{0,20})?|solliciteer.{0,30}|direct solliciteren"
    r"|tilbage(?: til .{0,30})?|tillbaka(?: till .{0,30})?|tilbake(?: til .{0,30})?"
    r"|del (?:jobbet|stillingen|job).{0,20}|dela(?: .{0,15})?|skriv ut|send ansogning"
    r"|sog (?:jobbet|stillingen|job).{0,20}|ansog(?: .{0,15})?|spara(?: .{0,12})?"
    r"|gem(?: job(?:bet)?| stilling(?:en)?)?|wroc(?: .{0,30})?|zapisz(?: .{0,15})?|aplikuj.{0,20}"
    r"|udostepnij.{0,20}|drukuj|zuruck(?: .{0,40})?|(?:jetzt|online|hier|direkt) bewerben.{0,10}"
    r"|merken|teilen(?: .{0,15})?|drucken|stelle (?:merken|teilen|drucken)|weiterempfehlen.{0,20}"
    r"|skip to .{0,30}|aller au contenu.{0,20}|zum inhalt.{0,20}|saltar al.{0,20}"
    r"|ir al contenido.{0,20}|pular para.{0,20}|vai al contenuto.{0,20}"
    r"|ga naar (?:inhoud|de inhoud).{0,20}|hoppa till.{0,30}|ga til (?:innhold|hovedinnhold).{0,20}"
    r"|przejdz do.{0,30}|apply[ »>→!]{0,4}|send to a friend.{0,5}"
    r"|email (?:this|to a friend|job).{0,20}"
    r"|add to (?:favorites|favourites|my jobs|job cart).{0,10}|job cart.{0,10}"
    r"|showing \d+ locations?|tweet|pin it|refer (?:a|this).{0,25}|use my linkedin.{0,20}"
    r"|apply with .{0,20}|apply for (?:this|the) .{0,20}|application form|ilana basvur"
    r"|basvur(?:u yap)?|paylas|kaydet|откликнуться.{0,20}|поделиться|пожаловаться"
    r"|відгукнутися.{0,40}|closing soon"
    r"|poslat (?:zivotopis|odpoved)|odpovedat.{0,20}|reagovat na ponuku|zdiela?t|vytlacit|ulozit"
    r"|jelentkezem|megosztas|aplica(?: acum)?|kandideeri.{0,10}|지원하기|공유|lamar(?: sekarang)?"
    r"|ung tuyen.{0,15}|hae (?:tyo)?paikkaa|jaa|tulosta|report (?:this )?(?:job|ad|listing)"
    r"|\d+ applicants?|(?:over|more than) \d+ applicants|be among the first \d+ applicants"
    r"|see who .{2,60} has hired for this role|please (?:log ?in|sign ?in|login|register) .{0,90}"
    r"|(?:get )?ai-powered advice .{0,60}|use ai to assess .{0,40}|am i a good fit.{0,30}"
    r"|tailor my resume|link to this .{3,12}|[\d.,k+]{1,7} (?:reviews?|ratings?|bewertungen)"
    r"|\d[.,]\d(?: out of 5.{0,10})?|compartilhar?:?|copiado|candidatar(?:-me|-se)?"
    r"|denunciar.{0,30}|postularme|postulado|avisame .{0,40}|accept(?: all)?(?: cookies)?"
    r"|reject all|decline|(?:<+|«|←|‹)? ?back\b.{0,40}|(?:go )?back to .{0,40}"
    r"|(?:search|browse|view|see|all|show|find) (?:all |more |open |other |our |for )*(?:jobs"
    r"|results|positions|openings|roles|vacancies|careers)|new|new!|featured|hot|urgent"
    r"|save(?: job| for later| this job)?|saved|share(?: this)?(?: job)?.{0,20}|print"
    r"|(?:start )?appl(?:y|ied)(?: now| here| for this job| today| online| to this job)? ?[»>→]?"
    r"|applied ?[=:] ?\d+|easy apply|quick apply|(?:register|login) (?:and|to) apply|sign ?in"
    r"|log ?in|log ?out|sign ?up|register|create (?:an )?(?:account|alert|job alert)|job alerts?"
    r"|send me alerts.{0,30}|menu|home|close|loading.{0,5}|please wait.{0,5}|start|footer|header"
    r"|preferences|privacy(?: policy| notice| statement)?|terms(?: of (?:use|service))?|imprint"
    r"|contact(?: us)?|follow us|copy link|link copied.{0,20}|email|e-mail|facebook|linkedin"
    r"|twitter|x|instagram|xing|whatsapp|youtube|interested\??|refer a friend|view profile|language"
    r"|english|deutsch|francais|espanol|italiano|#alert|read more|show more|show less|see more"
    r"|view more|learn more|more info.{0,8}|expand.{0,8}|upload.{0,20}|jetzt bewerben.{0,20}"
    r"|bewerben|hier bewerben|online bewerben|zuruck.{0,40}|teilen|alle (?:stellen|jobs).{0,20}"
    r"|stelle teilen|anmelden|startseite|impressum|datenschutz.{0,20}|inscri(?:bete|u-t'hi|birse)"
    r"|aplicar(?: ahora)?|solicitar.{0,20}|postular(?:me|se)?|volver.{0,30}|compartir|guardar"
    r"|ver mas|mes informacio|iniciar sesion|postuler.{0,20}|retour.{0,30}|partager"
    r"|candidati(?: ora)?|condividi|solliciteer.{0,20}|ansog.{0,10}|ansok.{0,10}|aplikuj.{0,10}"
    r"|autocompletar con.{0,30}|soc usuari/a|¿?ya tienes perfil.{0,10}"
    r"|(?:software |proudly )?powered by.{0,30}|©.{0,120}|copyright .{0,80}"
    r"|all rights reserved\.?|start applying with .{0,20}|\((?:web|build|v)[-\w.]{3,40}\)"
    r"|[|•·×✕»«<>+*𝕏-]+|no thanks|ok|got it!?|i agree|agree|dismiss|yes|no|views?:? \d+"
    r"|\d+ (?:applicants?|views?)"
)
# After these a page shows other postings, or itself.
TAIL = re.compile(
    r"(?:相关职位|相似职位|其他职位|推荐职位|類似職缺|関連求人|おすすめの?求人|関連する求人).{0,10}"
    r"|.{0,6}似ている求人.{0,10}|(?:гарячі|горячие|інші|другие) ваканс.{0,20}"
    r"|what can i earn .{0,40}|employer questions"
    r"|andre (?:ledige )?stillinger.{0,20}|lignende (?:stillinger|jobs|annonser).{0,20}"
    r"|fler (?:lediga )?jobb.{0,20}|andra (?:lediga )?(?:jobb|tjanster).{0,20}"
    r"|se (?:flere|alle|fler|alla) .{0,30}|podobne ogloszenia.{0,20}|inne oferty.{0,20}"
    r"|vagas (?:parecidas|semelhantes).{0,20}|outras vagas.{0,20}|altre offerte.{0,20}"
    r"|annunci simili.{0,20}|andere vacatures.{0,20}|meer vacatures.{0,20}"
    r"|ces offres (?:peuvent|pourraient).{0,30}|(?:d'|les |nos )?autres offres.{0,30}"
    r"|voir (?:aussi|toutes).{0,30}|ofertas relacionadas.{0,20}|te puede interesar.{0,20}"
    r"|otras (?:vacantes|ofertas).{0,30}|mas ofertas.{0,30}|das konnte (?:dich|sie) auch.{0,30}"
    r"|(?:ahnliche|weitere|mehr|andere) (?:stellen|jobs|angebote|vakanzen|jobangebote).{0,30}"
    r"|jobs? alert.{0,30}|not (?:ready|the right).{0,40}|don't see .{0,40}|join our talent .{0,30}"
    r"|share this.{0,20}|apply now|apply online|options|latest jobs.{0,20}|jobs in .{0,30}"
    r"|explore (?:more|other|similar).{0,30}|other (?:open )?(?:jobs|positions|roles).{0,30}"
    r"|(?:benzer|diger) (?:is )?(?:ilanlar|pozisyonlar).{0,20}|похожие вакансии.{0,20}"
    r"|схожі вакансіі|podobn[ey] (?:ponuky|pozic[ie]e?|nabidky|inzeraty).{0,30}"
    r"|hasonlo allasok.{0,20}|joburi similare.{0,20}|sarnased toopakkumised.{0,20}"
    r"|비슷한 (?:포지션|공고).{0,10}|lowongan serupa.{0,20}|viec lam (?:tuong tu|lien quan).{0,20}"
    r"|samankaltaisia.{0,30}|referrals increase your chances.{0,80}|see who you know"
    r"|get notified .{0,80}|set alert|sign in to (?:set|create) job alerts.{0,60}|similar searches"
    r"|view other job posts.{0,30}|share this (?:post|ad|vacancy|opening|role).{0,20}"
    r"|candidatar a este anuncio|compartilhe:?|aptitudes asociadas.{0,30}"
    r"|explore collaborative .{0,40}"
    r"|(?:(?:find |see |view |browse |show )?(?:similar|related|other|recommended|more) (?:jobs"
    r"|positions|openings|roles|vacancies|opportunities|postings|offers).{0,30}|jobs? (?:you"
    r" (?:may|might)|like this).{0,30}|you (?:may|might) also (?:like|be interested).{0,30}|people"
    r" also viewed.{0,20}|(?:get|receive) (?:job alerts|notified).{0,60}|recently viewed.{0,20}"
    r"|recent posts|latest news|recent news|archives|neueste beitrage|articles recents|(?:ahnliche"
    r"|weitere|passende) (?:passende |offene |interessante )?(?:stellen|jobs|stellenangebote"
    r"|anzeigen|positionen).{0,30}|mira (?:el resto|totes).{0,40}|(?:ofertas|empleos|vagas)"
    r" (?:similares|relacionad[ao]s).{0,20}|(?:offres|postes) similaires.{0,20}|offerte"
    r" simili.{0,20}|vergelijkbare vacatures.{0,20}|lignende job.{0,20}|liknande jobb.{0,20}"
    r"|podobne oferty.{0,20}|otras ofertas.{0,30}|connect with us.{0,20}|stay connected.{0,20}"
    r"|share this (?:job|page|position).{0,20}|cookie (?:policy|preferences|settings"
    r"|consent).{0,30}|privacy (?:policy|notice|statement)|apply for this (?:job|position|role)"
    r"|submit your application)[:.»>]?"
)
# Headings that name a kind of page, not a posting.
GENERIC = re.compile(
    r"(?:职位|招聘|加入我们|社会招聘|校园招聘|工作机会|職缺|採用情報|求人|募集要項).{0,8}"
    r"|(?:jobs?|careers?|karriere|stellen|emplois?|empleos?|vagas|lavoro|vacatures?|stillinger"
    r"|jobb|praca) (?:bei|chez|en|at|bij|hos|w|em|in) .{0,40}|offre d'emploi.{0,20}"
    r"|detail de l'offre.{0,20}|stellenausschreibung|jobangebot|stellenangebot|jobdetails?"
    r"|stellendetails?|offene positionen|oferta de (?:empleo|trabajo|emprego)"
    r"|detalle de (?:la )?oferta.{0,20}|vaga|detalhes da vaga|offerta di lavoro"
    r"|dettaglio (?:offerta|annuncio)|vacature|functie|stillingsopslag|jobopslag|ledig stilling"
    r"|ledigt job|ledig tjanst|platsannons|oferta pracy|avoin tyopaikka|volna pozice"
    r"|job (?:detail|description|posting|opening|opportunity|announcement|details|information|ad"
    r"|advert|vacancy)|vacancy|vacancy details?|employment opportunit(?:y|ies)"
    r"|trabalhe conosco.{0,20}|carrieres?|nous rejoindre|rejoignez[- ]nous.{0,20}|werken bij.{0,40}"
    r"|mitarbeiten.{0,20}|kariyer|acik pozisyonlar|is ilan(?:i|lari)|ilan detayi?|вакансии?|карьера"
    r"|pracovn[ea] (?:ponuk[ay]|nabidk[ay])|volne pozicie|volna mista|allas(?:ok|ajanlat)|karrier"
    r"|locuri de munca|cariere?|toopakkumi(?:ne|sed)|avoimet tyopaikat|tyopaikat?|채용(?:공고)?"
    r"|lowongan(?: kerja)?|tuyen dung|general information|requirements and description"
    r"|(?:our |all |current |open |job |latest |search |find |view |join )*(?:careers?|jobs?"
    r"|openings?|positions?|vacanc(?:y|ies)|opportunit(?:y|ies)|postings?|search(?: results)?"
    r"|roles?|candidate portal)(?: (?:at|with|portal|site|page|center|details?|description|board"
    r"|home)\b.{0,60})?"
    r"|(?:our|unsere?|nos|notre|nuestr[oa]s?|onze|vores|vara) (?:benefits?|perks|culture|values"
    r"|teams?|people|story|stories|mission|offices|locations|hiring process|vorteile"
    r"|werte)\b.{0,20}|career opportunities.{0,30}|work (?:with|for|at) .{0,40}"
    r"|join (?:us|our team|the team)\b.{0,30}"
    r"|(?:karriere|stellenangebote?|jobborse|offene stellen|stellenanzeige|jobs und"
    r" karriere)\b.{0,40}"
    r"|(?:empleo|trabaja con nosotros|ofertas? de empleo|emploi|offres? d'emploi|recrutement"
    r"|lavora con noi|vacatures|ledige stillinger|lediga jobb|oferty pracy|carreiras)\b.{0,40}|home"
    r"|welcome.{0,40}|untitled"
)
_MOST_COOKIES, _MOST_CHROME = 400, 200


def is_chrome(line: str) -> bool:
    """Whether a line is on the page of every posting: cookies, buttons, "Back to results"."""
    bare = line.strip("•·-|»›‹« ")
    if not bare or len(bare) > _MOST_COOKIES:
        return False
    folded = fold(bare)
    if "cookie" in folded and _COOKIES.fullmatch(folded):
        return True
    if len(folded) > _MOST_CHROME:
        return False
    if _CHROME.fullmatch(folded):
        return True
    return folded.startswith("(") and _CHROME.fullmatch(folded.strip("()")) is not None
