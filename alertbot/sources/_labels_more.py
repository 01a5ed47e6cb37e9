"""More words by which pages say what a line holds: see `_labels`, which takes them in.

Chinese, Japanese, Norwegian, Finnish and Czech; and what was left out of the other languages.
"""

from __future__ import annotations

LABELS = {
    "title": "职位名称|职位|岗位名称|招聘职位|職位名稱|職缺名稱|職種|募集職種|ポジション|stillingstittel"
    "|tehtavanimike|nazev pozice|posting title|posting job title|requisition title|job role"
    "|vacancy title|titre du poste|denominacion del puesto|nome da vaga|titulo da vaga|stanowisko"
    "|vacaturetitel|qualifica|profilo ricercato|figura ricercata|titel|nome della posizione",
    "company": "公司|公司名称|企业名称|招聘单位|公司名稱|会社名|企業名|arbeidsgiver|tyonantaja"
    "|zamestnavatel|firma|hiring company|recruiting company|legal entity|company/organization"
    "|recruteur|nom de l'entreprise|nombre de la empresa|nome da empresa|empregador|datore di lavoro"
    "|nome azienda|naam bedrijf|organisatie|firmanavn|foretagsnamn|nazwa firmy|organisation name"
    "|institution|einrichtung|dienststelle|bedrijfsnaam|arbejdsgiver|agency|hiring agency|ministry",
    "place": "工作地点|工作地址|工作城市|所在地|地点|工作地點|上班地點|勤務地|就業場所|arbeidssted"
    "|tyopaikka|sijainti|misto vykonu prace|misto prace|lokalita|primary work location"
    "|posting location|job location(s)|location(s)|work site|worksite|workplace location"
    "|campus location|duty location|duty locations|city, state|city/state|job site|place of work"
    "|lieu d'affectation|lieu du poste|lieu de mission|localite|centro de trabajo|lugar de la oferta"
    "|ubicacion del puesto|localidade|cidade/uf|local da vaga|luogo di lavoro|sede di lavoro"
    "|zona di lavoro|plaats van tewerkstelling|werklocatie|werkplek|geografi|tjanstgoringsort"
    "|placeringsort|stationeringsort|arbejdsstedets placering|lokalizacja pracy|miejsce|dienstsitz"
    "|beschaftigungsort|einsatzorte|arbeitsorte|ort der beschaftigung|area of consideration"
    "|tewerkstellingsplaats|regio|adresse du lieu de travail|sijaintipaikka",
    "pay": "薪资|薪酬|月薪|年薪|薪资范围|工资|薪水|待遇|薪資|工作待遇|給与|年収|月給|palkka|mzda|plat"
    "|lonn og betingelser|pay grade|pay range minimum|salary information|salary range (annual)"
    "|starting salary|remuneration package|salaire brut|fourchette de salaire|salaire propose"
    "|salario bruto anual|salario ofrecido|faixa salarial|remuneracao mensal|retribuzione annua"
    "|ral prevista|brutosalaris|salarisindicatie|salarisschaal|loontrin|lonetype|widelki|stawka"
    "|posted min pay rate|min pay|pay rate type|base pay range|besoldung|entgeltgruppe"
    "|besoldungsgruppe|vergutungsgruppe|tarif|gehaltsspanne",
    "posted": "发布时间|发布日期|更新时间|刊登日期|掲載日|掲載開始日|publisert|ilmoitus julkaistu"
    "|julkaistu|zverejneno|datum zverejneni|job post date|post date|opening date|open date"
    "|announcement date|published date|date de parution|mise en ligne|mise en ligne le"
    "|date de mise en ligne|fecha de alta|fecha de inicio de publicacion|data de publicacao"
    "|publicada em|data di inserimento|data inserimento|publicatiedatum|plaatsingsdatum"
    "|publicerad den|opslag oprettet|oprettet|dodano|opublikowano|data dodania|ausschreibungsdatum"
    "|ausgeschrieben am|anzeige vom|online seit dem|job posting",
    "until": "截止日期|有效期|申请截止|應徵截止|応募締切|掲載終了日|soknadsfrist|haku paattyy|uzaverka"
    "|close date|closing date/time|last date to apply|final filing date|review date"
    "|date limite de candidature|fin de publication|fecha de cierre|fecha fin|inscricoes ate"
    "|data de encerramento|data scadenza|scadenza candidature|reageren kan tot|reageer voor"
    "|sluit op|ansok senast|ansokan senast|sista ansokningsdagen|ansogningsfristen"
    "|ansogningsfrist den|aplikuj do|termin skladania ofert|oferta wazna do|bewerbungsende"
    "|ausschreibungsfrist|bewerbung bis",
    "employment": "工作性质|职位类型|工作类型|雇佣类型|工作性質|雇用形態|勤務形態|ansettelsesform|stillingstype"
    "|tyosuhde|tyoaika|typ uvazku|uvazek|druh pracovniho pomeru|position schedule|appointment type"
    "|work schedule|job classification|full-time/part-time|full/part time|full time/part time"
    "|regular/temporary|employee type|shift type|worker type|temps de travail|duree du travail"
    "|nature du contrat|type d'emploi|duree hebdomadaire|tipo de empleo|tipo de puesto"
    "|jornada laboral|horario|tipo de vaga|regime de contratacao|tipo di impiego|orario di lavoro"
    "|inquadramento|contractvorm|soort dienstverband|uren per week|arbeidsduur|anstallningstyp"
    "|omfattning|varaktighet|arbejdstid|ansaettelsestype|wymiar etatu|wymiar pracy|typ umowy"
    "|etat|arbeitszeitregelung|befristung|beschaftigungsumfang|stellenumfang|pensum",
    "workplace": "工作方式|办公方式|勤務スタイル|work location type|workplace arrangement|remote type"
    "|remote status|telework|telework eligible|mode d'exercice|lieu d'exercice|modalidade"
    "|modelo de trabalho|modello di lavoro|smart working|thuiswerken|hybride werken|arbetsplats"
    "|arbejdsplads|model pracy|miejsce wykonywania pracy zdalnej|arbeitsort-modell",
    "requisition": "职位编号|岗位编号|求人番号|referansenummer|stillings-id|ilmoitustunnus"
    "|requisition number|req.num.|req num|req. num.|job req id|announcement number"
    "|vacancy announcement number|control number|posting number|position number|recruitment #"
    "|numero de l'offre|numero d'offre|reference de l'offre|ref. de l'offre|n° de l'offre"
    "|id de la oferta|codigo de la oferta|codigo da vaga|codice offerta|codice annuncio|rif"
    "|vacature-id|referentienummer|arendenummer|referens|stillings-id|jobnummer|annonsnummer"
    "|numer oferty|nr referencyjny|nr ref.|ausschreibungsnummer|job-nr|job-nr.|stellennummer"
    "|stellen-nr|stellen-nr.|kennzahl|chiffre|anzeigennummer",
    "department": "部门|所属部门|职能|部門|配属部署|职位类别|avdeling|osasto|oddeleni|job function"
    "|business area|business unit name|org unit|organizational unit|functional area|work area"
    "|category (portal searching)|direction|pole|filiere|metier|famille de metier|domaine"
    "|seccion|funcion|setor|area de atuacao|funzione|area professionale|vakgebied|werkveld"
    "|functiegroep|yrkesomrade|kategori|fagomrade|forretningsomrade|obszar|kategoria|fachgebiet"
    "|geschaftsbereich|tatigkeitsbereich|funktionsbereich|berufsfeld|aufgabengebiet",
    "level": "职级|工作经验|経験|experience required|required experience|job level|grade|grade level"
    "|experience requise|niveau de poste|experiencia|nivel de experiencia|senioridade"
    "|esperienza|ervaring|ervaringsniveau|erfaring|poziom|poziom stanowiska",
    "country": "国家|国家/地区|maa|zeme|landes|country/territory",
    "city": "城市|by/kommune|kunta|kommun|mesto|commune|localita|comune|woonplaats",
    "region": "省份|fylke|maakunta|kraj/region|departement/region|lan|wojewodztwo|state or province",
}  # fmt: skip
WEAK = {
    "职位", "公司", "地点", "部门", "部門", "经验", "待遇", "所在地", "城市", "职能", "agency", "kategori",
    "esperienza", "ervaring", "erfaring", "experiencia", "direction", "pole", "metier", "domaine",
    "setor", "horario", "grade", "miejsce", "lan", "etat", "tarif", "regio", "firma", "institution",
    "funcion", "seccion", "titel", "obszar", "poziom", "chiffre", "job posting", "oprettet", "plat",
    "mzda", "maa", "zeme", "kunta", "job role", "referens", "omfattning", "arbetsplats", "ministry",
    "comune", "localita", "smart working", "qualifica", "stanowisko", "经営", "経験", "job function",
    "mise en ligne", "organisatie", "einrichtung", "befristung", "pensum", "kategoria", "rif",
}  # fmt: skip
SECTIONS = (
    r"(?:职位|岗位|工作|任职|应聘|公司|职责|團隊|团队|關於|关于|福利|加分|我们|我們|你将|你將|【|職務|職位|業務|仕事"
    r"|応募|求める|必須|歓迎|募集)[^，。,.]{0,16}"
    r"|(?:om (?:stillingen|virksomheden|bedriften|arbeidsgiveren|oss|os|rollen|jobbet|tjansten|dig"
    r"|deg|foretaget|teamet|jobbet|selskabet)\b.{0,30})"
    r"|(?:arbeidsoppgaver|kvalifikasjoner|personlige egenskaper|vi tilbyr|vi erbjuder|vi tilbyder"
    r"|dine (?:arbejds)?opgaver|arbejdsopgaver|dit arbejde|din profil|din rolle|din baggrund"
    r"|dina arbetsuppgifter|arbetsbeskrivning|arbetsuppgifterna|vem ar du|om tjansten|din roll"
    r"|dina kvalifikationer|vi soker.{0,30}|vi soger.{0,30}|hvem er du|hvad vi tilbyder.{0,20}"
    r"|hvad du.{0,30}|hvorfor.{0,30}|stillingsbeskrivelse|jobbeskrivelse|meriterande)"
    r"|(?:tyotehtavat|tehtavan kuvaus|odotamme|tarjoamme|napln prace|napln|pozadavky|nabizime)"
    r"|(?:twoje zadania|zakres obowiazkow|twoj zakres.{0,20}|nasze wymagania|oczekujemy|o nas"
    r"|czego oczekujemy|co oferujemy|to oferujemy|oferta|mile widziane|o stanowisku|o projekcie"
    r"|twoja rola|opis oferty|opis)"
    r"|(?:descrizione (?:azienda|posizione|offerta)|responsabilita|attivita|cosa farai|cosa cerchiamo"
    r"|cosa offriamo|la risorsa.{0,30}|competenze.{0,20}|profilo|il ruolo|l'azienda|chi cerchiamo"
    r"|requisiti.{0,20}|benefit|si offre|offerta)"
    r"|(?:over (?:de functie|ons|het team|jou|deze functie)|functie-?eisen|jouw (?:functie|taken|rol)"
    r"|wij (?:bieden|vragen|zoeken).{0,20}|dit (?:ga je doen|bieden wij|breng jij mee|vragen wij).{0,20}"
    r"|wat je (?:gaat doen|meebrengt|krijgt).{0,20}|taken|profiel|aanbod|ons aanbod|functieprofiel"
    r"|de functie|het bedrijf|jouw werk.{0,20}|wie (?:ben|zijn) .{0,20}|taakomschrijving)"
    r"|(?:sobre (?:a|o|nos|voce)\b.{0,30}|responsabilidades e atribuicoes|requisitos e qualificacoes"
    r"|informacoes adicionais|principais (?:atividades|responsabilidades)|o que (?:voce|esperamos)"
    r".{0,30}|quem somos.{0,20}|beneficios.{0,20}|diferenciais|descricao.{0,30}|perfil.{0,20})"
    r"|(?:qui sommes[- ]nous.{0,10}|l'entreprise|le profil|descriptif.{0,30}|description.{0,30}"
    r"|votre (?:mission|role|profil|quotidien)\b.{0,20}|ce que (?:nous|vous).{0,30}|le poste"
    r"|profil (?:souhaite|attendu).{0,10}|presentation.{0,30}|activites.{0,20}|qualites.{0,20}"
    r"|conditions.{0,20}|avantages.{0,10}|detail de l'offre|nous (?:recherchons|offrons).{0,20})"
    r"|(?:que (?:haras|buscamos|ofrecemos|te ofrecemos|necesitas).{0,20}|quienes somos.{0,10}|tu (?:mision"
    r"|rol|perfil)\b.{0,20}|conocimientos.{0,20}|acerca de.{0,30}|tu dia a dia.{0,10}|lo que .{0,40})"
    r"|(?:ihr (?:profil|aufgabengebiet|verantwortungsbereich)|das sind deine.{0,20}|wer wir sind.{0,5}"
    r"|wir uber uns|darum geht.{0,10}|so (?:sieht|wirst|uberzeugst).{0,30}|benefits.{0,20}|dein aufgabengebiet"
    r"|das (?:bringen sie mit|bringst du mit|erwartet sie|erwartet dich|bieten wir).{0,20}|ihre vorteile"
    r"|deine vorteile|stellenprofil|aufgabengebiet|tatigkeitsbeschreibung|ihre tatigkeit.{0,10}"
    r"|(?:job|stellen)details|die aufgabe|gut zu wissen|interesse\?|kontakt)"
    r"|job (?:purpose|specification|profile|information|posting|specs?)|position (?:details|information)"
    r"|main (?:tasks|purpose)|general (?:description|summary|information)|duties and responsibilities"
    r"|essential (?:functions|duties).{0,30}|minimum requirements|role (?:purpose|description)"
    r"|how you will.{0,40}|company (?:description|overview)|additional information|overview"
)
JOBS = (
    r"工程师|工程師|经理|經理|主管|专员|專員|助理|设计师|設計師|开发|開發|架构师|分析师|运营|實習|实习|顾问|顧問"
    r"|销售|总监|會計|会计|产品|教师|护士|エンジニア|デザイナ|マネージャ|アナリスト|営業|開発|コンサル|ディレクタ"
    r"|\((?:h/f|f/h|m/f|f/m|h/f/x|m/v|v/m|m/v/x|k/m|m/k|w/m/d|m/w/d|d/m/w|f/m/d|m/f/d|m/f/x|h/m|m/h"
    r"|x/f/m|m/w/x|gn|all genders|d/f/m|m/d/w|w/d/m)\)|\b(?:h/f|f/h|m/w/d|w/m/d|k/m|m/v/x)\b"
    r"|\b(?:chargee?s? (?:de|d')|cheffe?s?|directeur|directrice|assistante?|conseill(?:er|ere)"
    r"|technicien(?:ne)?|infirmi(?:er|ere)|gestionnaire|animat(?:eur|rice)|educat(?:eur|rice)"
    r"|operat(?:eur|rice)|conduct(?:eur|rice)|secretaire|employee?|aide|agente? |juriste|analyste"
    r"|consultante?|commercial[e]?|formateur|acheteu[rs]e?|cuisini(?:er|ere)|serveu[rs]e?)"
    r"|\b(?:coordinador[a]?|educador[a]?|operari[oa]|mozo|conductor[a]?|recepcionista|auxiliar"
    r"|programador[a]?|asesor[a]?|comercial|encargad[oa]|limpiador[a]?|profesor[a]?|medic[oa]"
    r"|abogad[oa]|contable|delegad[oa]|especialista|director[a]?|agente|ayudante|peon|soldador[a]?)\b"
    r"|\b(?:addett[oa]|operai[oa]|responsabile|commerciale|magazzinier[ea]|contabile|progettista"
    r"|tecnico|infermier[ea]|educatore|educatrice|segretari[oa]|consulente|cuoc[oa]|camerier[ea]"
    r"|venditore|venditrice|manutentore|saldatore|autista|coordinatore|specialista|stagista)\b"
    r"|\b(?:coordenador[a]?|assistente|atendente|vendedor[a]?|motorista|enfermeir[oa]|professor[a]?"
    r"|tecnic[oa]|estagi[oa]|aprendiz|supervisor[a]?|comprador[a]?|advogad[oa]|arquitet[oa]|lider)\b"
    r"|\b(?:\w*(?:medewerker|beheerder|begeleider|leraar|monteur|chauffeur|verkoper|hulpverlener"
    r"|docent|coordinator|specialist|projectleider|teamleider|stagiair|kok|bediende|arbeider))\b"
    r"|\b\w*(?:leder|chef|medarbejder|medarbetare|assistent|radgivare|radgiver|sygeplejerske"
    r"|sjukskoterska|sykepleier|larare|laerer|paedagog|pedagog|saljare|saelger|selger|tekniker"
    r"|ekonom|okonom|handlaggare|konsult|projektleder|projektledare|ingenior|mekaniker|elektriker"
    r"|utvikler|radgjevar|assistenter|kok|kock|vikar|studentermedhjaelper|praktikant|laege|lakare)\b"
    r"|\b(?:\w*(?:referent|koordinator|beauftragte|verkaufer|monteur|erzieher|lehrer|arzt|arztin|helfer"
    r"|mitarbeiter|fachkraft|architekt|elektroniker|buchhalter|disponent|meister|planer|spezialist"
    r"|controller|jurist|fachangestellte|leitung|administrator|einkaufer|analyst|professur|koch)(?:in|r)?)\b"
    r"|\b(?:specjalista|specjalistka|inzynier|kierowca|ksiegow[ya]|pracownik|magazynier|doradca|menedzer"
    r"|analityk|konsultant|sprzedawca|operator|technik|przedstawiciel|lekarz|nauczyciel|projektant)\b"
    r"|\b(?:asiantuntija|insinoori|myyja|hoitaja|opettaja|vedouci|ucetni|technik|vyvojar|prodavac)\b"
)
EMPLOYMENT = (
    r"全职|兼职|实习|合同工|全職|兼職|正社員|契約社員|アルバイト|社招|校招|全日制|cdi .{0,30}|cdd .{0,30}"
    r"|(?:contrat )?(?:cdi|cdd|interim|apprentissage|alternance)|indefinido|temporal|fijo discontinuo"
    r"|tempo (?:determinato|indeterminato|integral|parcial)|clt|pj|efetivo|estagio|full ?time|part ?time"
    r"|heltidsstilling|deltidsstilling|fast stilling|fast|vikariat|tillsvidareanstallning.{0,20}"
    r"|tidsbegransad.{0,20}|fastansaettelse|pelny etat|umowa o prace|umowa zlecenie|b2b"
    r"|vast(?: contract)?|tijdelijk(?: contract)?|fulltime|parttime|\d{2}(?:-\d{2})? uur|kokoaikainen|osa-aikainen"
    r"|vakituinen|plny uvazek|hpp|voll-? ?(?:oder|und|/|or) ?teilzeit.{0,20}|minijob|dauerhaft|befristet.{0,30}"
)
WORKPLACE = (
    r"远程|混合办公|现场办公|在宅勤務|リモート|remoto|remota|hibrida|hibrido.{0,20}|modelo hibrido|da remoto|ibrido|in sede"
    r"|sur site|hybride.{0,20}|op locatie|thuiswerken|distans|pa plats|hybrydow[ao]|zdaln[aie]{1,2}|stacjonarn[aie]{1,2}"
    r"|praca (?:zdalna|hybrydowa|stacjonarna)|etatyo|hjemmekontor|a distancia|100 ?% (?:remoto|teletravail)|a domicile"
)
CHROME = (
    r"申请职位|立即申请|投递简历|分享|收藏|返回|登录|注册|首页|返回列表|应聘|エントリー|応募する|ログイン|sok (?:her|stillingen|jobben)"
    r"|hae paikkaa|odpovedet.{0,20}|postuler(?: .{0,20})?|je postule|retour(?: aux? .{0,30}| a la .{0,30})?|sauvegarder.{0,20}|signaler.{0,20}|ajouter aux favoris"
    r"|volver(?: a.{0,30})?|guardar(?: .{0,15})?|imprimir.{0,10}|enviar(?: a un amigo| por .{0,20})?|me interesa|apuntarme|voltar(?: .{0,30})?|quero me candidatar.{0,20}"
    r"|torna(?: .{0,30})?|salva(?: .{0,15})?|stampa|segnala(?: .{0,15})?|candidati.{0,30}|invia .{0,20}candidatura|terug(?: naar .{0,30})?|bewaar.{0,20}|delen|deel(?: deze .{0,20})?"
    r"|solliciteer.{0,30}|direct solliciteren|tilbage(?: til .{0,30})?|tillbaka(?: till .{0,30})?|tilbake(?: til .{0,30})?|del (?:jobbet|stillingen|job).{0,20}"
    r"|dela(?: .{0,15})?|skriv ut|send ansogning|sog (?:jobbet|stillingen|job).{0,20}|ansog(?: .{0,15})?|spara(?: .{0,12})?|gem(?: job(?:bet)?| stilling(?:en)?)?|wroc(?: .{0,30})?|zapisz(?: .{0,15})?"
    r"|aplikuj.{0,20}|udostepnij.{0,20}|drukuj|zuruck(?: .{0,40})?|(?:jetzt|online|hier|direkt) bewerben.{0,10}|merken|teilen(?: .{0,15})?|drucken"
    r"|stelle (?:merken|teilen|drucken)|weiterempfehlen.{0,20}|skip to .{0,30}|aller au contenu.{0,20}|zum inhalt.{0,20}|saltar al.{0,20}"
    r"|ir al contenido.{0,20}|pular para.{0,20}|vai al contenuto.{0,20}|ga naar (?:inhoud|de inhoud).{0,20}|hoppa till.{0,30}|ga til (?:innhold|hovedinnhold).{0,20}|przejdz do.{0,30}|apply[ »>→!]{0,4}"
    r"|send to a friend.{0,5}|email (?:this|to a friend|job).{0,20}|add to (?:favorites|favourites|my jobs|job cart).{0,10}|job cart.{0,10}"
    r"|tweet|pin it|refer (?:a|this).{0,25}|use my linkedin.{0,20}|apply with .{0,20}|apply for (?:this|the) .{0,20}|application form"
)
TAIL = (
    r"(?:相关职位|相似职位|其他职位|推荐职位|類似職缺|関連求人).{0,10}|andre (?:ledige )?stillinger.{0,20}|lignende (?:stillinger|jobs).{0,20}"
    r"|fler (?:lediga )?jobb.{0,20}|andra (?:lediga )?(?:jobb|tjanster).{0,20}|se (?:flere|alle|fler|alla) .{0,30}|podobne ogloszenia.{0,20}"
    r"|inne oferty.{0,20}|vagas (?:parecidas|semelhantes).{0,20}|outras vagas.{0,20}|altre offerte.{0,20}|annunci simili.{0,20}"
    r"|andere vacatures.{0,20}|meer vacatures.{0,20}|ces offres (?:peuvent|pourraient).{0,30}|autres offres.{0,30}|nos autres offres.{0,20}"
    r"|voir (?:aussi|toutes).{0,30}|ofertas relacionadas.{0,20}|te puede interesar.{0,20}|otras (?:vacantes|ofertas).{0,30}|mas ofertas.{0,30}"
    r"|das konnte (?:dich|sie) auch.{0,30}|(?:ahnliche|weitere|mehr|andere) (?:stellen|jobs|angebote|vakanzen|jobangebote).{0,30}"
    r"|jobs? alert.{0,30}|not (?:ready|the right).{0,40}|don't see .{0,40}|join our talent .{0,30}|share this.{0,20}|apply now|apply online"
    r"|latest jobs.{0,20}|jobs in .{0,30}|explore (?:more|other|similar).{0,30}|other (?:open )?(?:jobs|positions|roles).{0,30}"
)
GENERIC = (
    r"(?:职位|招聘|加入我们|社会招聘|校园招聘|工作机会|職缺|採用情報|求人|募集要項).{0,8}"
    r"|(?:jobs?|careers?|karriere|stellen|emplois?|empleos?|vagas|lavoro|vacatures?|stillinger|jobb|praca) (?:bei|chez|en|at|bij|hos|w|em|in) .{0,40}"
    r"|offre d'emploi.{0,20}|detail de l'offre.{0,20}|stellenausschreibung|jobangebot|stellenangebot|jobdetails?|stellendetails?|offene positionen"
    r"|oferta de (?:empleo|trabajo|emprego)|detalle de (?:la )?oferta.{0,20}|vaga|detalhes da vaga|offerta di lavoro|dettaglio (?:offerta|annuncio)"
    r"|vacature|functie|stillingsopslag|jobopslag|ledig stilling|ledigt job|ledig tjanst|platsannons|oferta pracy|avoin tyopaikka|volna pozice"
    r"|job (?:detail|description|posting|opening|opportunity|announcement|details|information|ad|advert|vacancy)|vacancy|vacancy details?"
    r"|employment opportunit(?:y|ies)|trabalhe conosco.{0,20}|carrieres?|nous rejoindre|rejoignez[- ]nous.{0,20}|werken bij.{0,40}|mitarbeiten.{0,20}"
)
