"""The words by which pages say what a line holds: "Location: Boise", in every language.

All are folded (lower case, no accents). A language is added here, in `_posting_words`,
`_page_words` and `_job_words`, and nowhere else.
"""

from __future__ import annotations

from functools import lru_cache

from alertbot import text as words


def fold(said: str) -> str:
    """`text.fold`, remembered for short lines: each is compared with many words."""
    return _folded(said) if len(said) <= 200 else words.fold(said)


_folded = lru_cache(maxsize=4096)(words.fold)

# A place that is labelled in parts (city, region, country) is put together from them.
_LABELS = {
    "title":
        "pozisyon|pozisyon adi|ilan adi|вакансия|должность|посада|pozicia|nazov pozicie|beosztas"
        "|munkakor|pozicio|pozitie|denumire post|ametikoht|직무|포지션|posisi|vi tri"
        "|vi tri tuyen dung|θεση|职位名称|职位|岗位名称|招聘职位|職位名稱|職缺名稱|職種|募集職種"
        "|ポジション|stillingstittel|tehtavanimike|nazev pozice|posting title|posting job title"
        "|requisition title|job role|vacancy title|titre du poste|denominacion del puesto"
        "|nome da vaga|titulo da vaga|stanowisko|vacaturetitel|qualifica|profilo ricercato"
        "|figura ricercata|titel|nome della posizione|job title|position|posicion|role title|title"
        "|stelle|position title|puesto|poste|cargo|stellenbezeichnung|stellentitel"
        "|intitule du poste|funktion|functie|stilling",
    "company":
        "sirket|sirket adi|firma adi|kurum|isveren|компания|работодатель|организация|компанія"
        "|роботодавець|spolocnost|zamestnavatel|spolecnost|munkaltato|ceg|cegnev|companie|angajator"
        "|tooandja|ettevote|회사|회사명|기업명|perusahaan|cong ty|ten cong ty|tyonantajan nimi"
        "|yritys|организатор|εταιρεια|entity|hiring entity|employing entity|recruiter|darbdavys"
        "|imone|uznemums|poslodavac|delodajalec|公司|公司名称|企业名称|招聘单位|公司名稱|会社名"
        "|企業名|arbeidsgiver|tyonantaja|firma|hiring company|recruiting company|legal entity"
        "|company/organization|recruteur|nom de l'entreprise|nombre de la empresa|nome da empresa"
        "|empregador|datore di lavoro|nome azienda|naam bedrijf|organisatie|firmanavn|foretagsnamn"
        "|nazwa firmy|organisation name|institution|einrichtung|dienststelle|bedrijfsnaam"
        "|arbejdsgiver|agency|hiring agency|ministry|company|employer|organization|organisation"
        "|hiring organization|company name|unternehmen|arbeitgeber|empresa|entreprise|societe"
        "|azienda|werkgever|bedrijf|virksomhed|arbetsgivare|foretag|pracodawca|empleador"
        "|organizacion|employeur|compania",
    "place":
        "lokasyon|konum|calisma yeri|sehir / ilce|calisilacak sehir|is yeri|место работы|адрес"
        "|город|регион работы|місце роботи|місто|miesto prace|lokalita|pracoviste"
        "|misto vykonu prace|misto pracoviste|munkavegzes helye|munkavegzes helyszine|helyszin"
        "|locatie|localizare|locul de munca|asukoht|tookoht|근무지|근무지역|근무 위치|lokasi"
        "|penempatan|dia diem|dia diem lam viec|noi lam viec|tyon sijainti|tyopaikan sijainti"
        "|tyopaikan osoite|τοποθεσια|darbo vieta|mjesto rada|kraj dela|工作地点|工作地址|工作城市"
        "|所在地|地点|工作地點|上班地點|勤務地|就業場所|arbeidssted|tyopaikka|sijainti|misto prace"
        "|primary work location|posting location|job location(s)|location(s)|work site|worksite"
        "|workplace location|campus location|duty location|duty locations|city, state|city/state"
        "|job site|place of work|lieu d'affectation|lieu du poste|lieu de mission|localite"
        "|centro de trabajo|lugar de la oferta|ubicacion del puesto|localidade|cidade/uf"
        "|local da vaga|luogo di lavoro|sede di lavoro|zona di lavoro|plaats van tewerkstelling"
        "|werklocatie|werkplek|geografi|tjanstgoringsort|placeringsort|stationeringsort"
        "|arbejdsstedets placering|lokalizacja pracy|miejsce|dienstsitz|beschaftigungsort"
        "|einsatzorte|arbeitsorte|ort der beschaftigung|area of consideration|tewerkstellingsplaats"
        "|regio|adresse du lieu de travail|sijaintipaikka|location|locations|job location"
        "|work location|office|offices|office location|place|where|city and country|standort"
        "|standorte|arbeitsort|einsatzort|dienstort|ort|ubicacion|ubicacio|lugar|lugar de trabajo"
        "|localidad|localizacion|localizacao|local|lieu|lieu de travail|localisation|sede|luogo"
        "|standplaats|plaats|arbejdssted|lokation|sted|plats|ort och land|arbetsort|miejsce pracy"
        "|lokalizacja|lloc|location name|job locations|primary location|based in|duty station",
    "city":
        "sehir|il|населенныи пункт|mesto|telepules|varos|oras|linn|도시|kota|thanh pho|paikkakunta"
        "|sijaintikunta|城市|by/kommune|kunta|kommun|commune|localita|comune|woonplaats|city|town"
        "|stadt|ciudad|ville|citta|cidade|ciutat|by|stad|miasto|municipality|gemeinde",
    "region":
        "bolge|регион|область|megye|judet|maakond|provinsi|tinh thanh|maakunta|etat|省份|fylke"
        "|kraj/region|departement/region|lan|wojewodztwo|state or province|state|state/province"
        "|province|bundesland|provincia|estado|region/state|kanton",
    "country":
        "ulke|страна|краіна|krajina|orszag|tara|국가|negara|quoc gia|kraj|国家|国家/地区|maa|zeme"
        "|landes|country/territory|country|land|pais|pays|paese|country/region|staat",
    "pay":
        "maas|ucret|ucret araligi|зарплата|заработная плата|оклад|зарплатня|mzda (brutto)"
        "|zakladna zlozka mzdy|zakladna zlozka mzdy (brutto)|mzdove podminky|mzda|fizetes|berezes"
        "|ber|salariu|tootasu|palk|급여|연봉|gaji|muc luong|luong|palkkaus|μισθοσ|atlyginimas|placa"
        "|base pay rate|wage / salary|salary offered|salary min|salary package|pay range minimum"
        "|compensation range|薪资|薪酬|月薪|年薪|薪资范围|工资|薪水|待遇|薪資|工作待遇|給与|年収"
        "|月給|palkka|plat|lonn og betingelser|pay grade|salary information|salary range (annual)"
        "|starting salary|remuneration package|salaire brut|fourchette de salaire|salaire propose"
        "|salario bruto anual|salario ofrecido|faixa salarial|remuneracao mensal|retribuzione annua"
        "|ral prevista|brutosalaris|salarisindicatie|salarisschaal|loontrin|lonetype|widelki|stawka"
        "|posted min pay rate|min pay|pay rate type|base pay range|besoldung|entgeltgruppe"
        "|besoldungsgruppe|vergutungsgruppe|tarif|gehaltsspanne|salary|pay|salary range|pay range"
        "|compensation|base pay|base salary|pay rate|wage|hourly rate|rate of pay|annual salary"
        "|salary details|gehalt|vergutung|lohn|verdienst|jahresgehalt|bezahlung|entgelt"
        "|eingruppierung|salario|salari|sueldo|retribucion|retribucio|remuneracion|remuneracao"
        "|remuneration|salaire|retribuzione|stipendio|ral|salaris|lon|lonn|wynagrodzenie"
        "|rango salarial|banda salarial|expected salary|pay scale|target salary",
    "posted":
        "yayin tarihi|yayinlanma tarihi|ilan tarihi|дата публикации|опубликовано|размещено"
        "|опубліковано|datum zverejnenia|zverejnene|datum vystaveni|publikalva|kozzeteve"
        "|meghirdetve|data publicarii|publicat la|avaldatud|등록일|게시일|tanggal posting|ngay dang"
        "|julkaistu|ilmoitus jatetty|date updated|last updated|发布时间|发布日期|更新时间|刊登日期"
        "|掲載日|掲載開始日|publisert|ilmoitus julkaistu|zverejneno|datum zverejneni|job post date"
        "|post date|opening date|open date|announcement date|published date|date de parution"
        "|mise en ligne|mise en ligne le|date de mise en ligne|fecha de alta"
        "|fecha de inicio de publicacion|data de publicacao|publicada em|data di inserimento"
        "|data inserimento|publicatiedatum|plaatsingsdatum|publicerad den|opslag oprettet|oprettet"
        "|dodano|opublikowano|data dodania|ausschreibungsdatum|ausgeschrieben am|anzeige vom"
        "|online seit dem|job posting|posted|date posted|posted on|posted date|posting date"
        "|job posted|published|published on|publication date|date published|listed|advertised"
        "|open since|opened on|veroffentlicht|veroffentlicht am|online seit|eingestellt am|datum"
        "|publicado|publicado el|fecha de publicacion|publicada|publicat|publie le"
        "|date de publication|publie|data pubblicazione|pubblicato|pubblicato il"
        "|data di pubblicazione|geplaatst|geplaatst op|publiceringsdatum|publicerad|opslaet"
        "|offentliggjort|data publikacji|publicado em|date|posting start date|job posting date"
        "|erschienen am|stand",
    "until":
        "son basvuru tarihi|son basvuru|деиствует до|срок подачи|прииом заявок до|uzavierka"
        "|datum uzavierky|jelentkezesi hatarido|termen limita|kandideerimise tahtaeg|tahtaeg|마감일"
        "|접수마감|batas lamaran|han nop ho so|han nop|hakuaika paattyy|hakuaika"
        "|hakuaika paattyy viimeistaan|截止日期|有效期|申请截止|應徵截止|応募締切|掲載終了日"
        "|soknadsfrist|haku paattyy|uzaverka|close date|closing date/time|last date to apply"
        "|final filing date|review date|date limite de candidature|fin de publication"
        "|fecha de cierre|fecha fin|inscricoes ate|data de encerramento|data scadenza"
        "|scadenza candidature|reageren kan tot|reageer voor|sluit op|ansok senast|ansokan senast"
        "|sista ansokningsdagen|ansogningsfristen|ansogningsfrist den|aplikuj do"
        "|termin skladania ofert|oferta wazna do|bewerbungsende|ausschreibungsfrist|bewerbung bis"
        "|closing date|apply by|deadline|application deadline|applications close|closes|end date"
        "|expires|expiry date|valid until|valid through|apply before|closing|bewerbungsfrist"
        "|bewerbungsschluss|bewerben bis|gultig bis|fecha limite|plazo|date limite|date de cloture"
        "|scadenza|sluitingsdatum|ansogningsfrist|sista ansokningsdag|termin|prazo|data limite"
        "|job posting end date|posting end date|frist",
    "employment":
        "calisma sekli|calisma tipi|istihdam turu|тип занятости|занятость|график работы"
        "|тип заинятості|druh pracovneho pomeru|pracovny pomer|typ pracovniho pomeru|pracovni pomer"
        "|foglalkoztatas tipusa|munkaido|foglalkoztatas jellege|tip contract|tip job|too tuup"
        "|tooaeg|고용형태|근무형태|jenis pekerjaan|tipe pekerjaan|hinh thuc lam viec"
        "|loai hinh cong viec|tyosuhteen tyyppi|tyon luonne|type of work|hours per week|shift"
        "|tyosuhteen luonne|tehtavan luonne|palvelussuhteen tyyppi|工作性质|职位类型|工作类型"
        "|雇佣类型|工作性質|雇用形態|勤務形態|ansettelsesform|stillingstype|tyosuhde|tyoaika"
        "|typ uvazku|uvazek|druh pracovniho pomeru|position schedule|appointment type|work schedule"
        "|job classification|full-time/part-time|full/part time|full time/part time"
        "|regular/temporary|employee type|shift type|worker type|temps de travail|duree du travail"
        "|nature du contrat|type d'emploi|duree hebdomadaire|tipo de empleo|tipo de puesto"
        "|jornada laboral|horario|tipo de vaga|regime de contratacao|tipo di impiego"
        "|orario di lavoro|inquadramento|contractvorm|soort dienstverband|uren per week|arbeidsduur"
        "|anstallningstyp|omfattning|varaktighet|arbejdstid|ansaettelsestype|wymiar etatu"
        "|wymiar pracy|typ umowy|arbeitszeitregelung|befristung|beschaftigungsumfang|stellenumfang"
        "|pensum|employment type|job type|contract type|type of contract|contract|type|hours"
        "|employment|time type|work type|schedule|position type|working hours|job status"
        "|employment status|anstellungsart|beschaftigungsart|vertragsart|arbeitszeit|anstellung"
        "|arbeitsverhaltnis|umfang|arbeitszeitmodell|beschaftigung|jornada|tipo de contrato"
        "|contrato|tipo de jornada|tipus de contracte|type de contrat|contrat|tipo di contratto"
        "|contratto|dienstverband|anstallningsform|ansaettelse|ansaettelsesform|rodzaj umowy|umowa"
        "|tipo",
    "workplace":
        "calisma modeli|формат работы|формат роботи|sposob prace|munkavegzes modja|mod de lucru"
        "|근무방식|hinh thuc|etatyo|etatyomahdollisuus|etatyon mahdollisuus|工作方式|办公方式"
        "|勤務スタイル|work location type|workplace arrangement|remote type|remote status|telework"
        "|telework eligible|mode d'exercice|lieu d'exercice|modalidade|modelo de trabalho"
        "|modello di lavoro|smart working|thuiswerken|hybride werken|arbetsplats|arbejdsplads"
        "|model pracy|miejsce wykonywania pracy zdalnej|arbeitsort-modell|workplace|workplace type"
        "|work model|work arrangement|remote|work mode|work style|location type|remote work"
        "|arbeitsmodell|homeoffice|home office|mobiles arbeiten|modalidad|modalidad de trabajo"
        "|modalitat de treball|teletrabajo|teletravail|mode de travail|modalita di lavoro"
        "|tryb pracy|distansarbete|regime de trabalho|workplace policy",
    "requisition":
        "ilan no|referans no|referans numarasi|номер вакансии|код вакансии|referencne cislo"
        "|cislo ponuky|cislo inzeratu|referenciaszam|hirdetes azonosito|공고번호|rekrytoinnin id"
        "|tyoavain|tyoavain-id|viitenumero|ilmoitusnumero|requisition #|opening id|职位编号"
        "|岗位编号|求人番号|referansenummer|stillings-id|ilmoitustunnus|requisition number|req.num."
        "|req num|req. num.|job req id|announcement number|vacancy announcement number"
        "|control number|posting number|position number|recruitment #|numero de l'offre"
        "|numero d'offre|reference de l'offre|ref. de l'offre|n° de l'offre|id de la oferta"
        "|codigo de la oferta|codigo da vaga|codice offerta|codice annuncio|rif|vacature-id"
        "|referentienummer|arendenummer|referens|jobnummer|annonsnummer|numer oferty"
        "|nr referencyjny|nr ref.|ausschreibungsnummer|job-nr|job-nr.|stellennummer|stellen-nr"
        "|stellen-nr.|kennzahl|chiffre|anzeigennummer|job id|req id|requisition|requisition id"
        "|reference|ref|ref.|reference number|job number|job requisition id|job reference"
        "|reference no|vacancy id|job code|posting id|id|job ref|ref no|ref. no|referenz"
        "|referenznummer|kennziffer|stellen-id|job-id|referencia|numero de referencia"
        "|numero de reference|riferimento|referentie|vacaturenummer|vacancy reference"
        "|referensnummer|numer referencyjny|job req|req|job #",
    "department":
        "departman|bolum|birim|отдел|подразделение|oddelenie|odbor|reszleg|departament|부서"
        "|departemen|bo phan|phong ban|industries|industry|osasto|yksikko|job functions|部门"
        "|所属部门|职能|部門|配属部署|职位类别|avdeling|oddeleni|job function|business area"
        "|business unit name|org unit|organizational unit|functional area|work area"
        "|category (portal searching)|direction|pole|filiere|metier|famille de metier|domaine"
        "|seccion|funcion|setor|area de atuacao|funzione|area professionale|vakgebied|werkveld"
        "|functiegroep|yrkesomrade|kategori|fagomrade|forretningsomrade|obszar|kategoria|fachgebiet"
        "|geschaftsbereich|tatigkeitsbereich|funktionsbereich|berufsfeld|aufgabengebiet|department"
        "|team|division|business unit|job family|function|abteilung|bereich|fachbereich"
        "|departamento|area|departement|service|reparto|afdeling|avdelning|dzial|group|job category"
        "|category|discipline",
    "level":
        "seviye|deneyim|tecrube|опыт работы|требуемыи опыт|уровень|досвід роботи|tapasztalat"
        "|experienta|nivel de cariera|경력|pengalaman|kinh nghiem|cap bac|tehtavan taso|职级"
        "|工作经验|経験|experience required|required experience|job level|grade|grade level"
        "|experience requise|niveau de poste|experiencia|nivel de experiencia|senioridade"
        "|esperienza|ervaring|ervaringsniveau|erfaring|poziom|poziom stanowiska|level|seniority"
        "|seniority level|experience level|career level|karrierestufe|berufserfahrung|nivel|niveau"
        "|livello|niveau d'experience",
}  # fmt: skip
LABELS = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
LONGEST = max(map(len, LABELS))
# Labels that are also plain words: they count only with a colon, or where the page sets them apart.
WEAK = {
    "title", "type", "id", "date", "by", "area", "service", "group", "tipo", "where", "ort",
    "position", "local", "remote", "contract", "hours", "pay", "ref", "closes", "listed", "stand",
    "plats", "land", "team", "level", "posted", "published", "category", "function", "office",
    "offices", "place", "closing", "reference", "schedule", "company", "employment", "state",
    "town", "compensation", "discipline", "city", "req", "opened on", "based in", "funktion",
    "umfang", "sted", "frist", "datum", "bereich", "sede", "职位", "公司", "地点", "部门", "部門",
    "待遇", "所在地", "城市", "职能", "agency", "kategori", "esperienza", "ervaring", "erfaring",
    "experiencia", "direction", "pole", "metier", "domaine", "setor", "horario", "grade", "miejsce",
    "lan", "etat", "tarif", "regio", "firma", "institution", "funcion", "seccion", "titel",
    "obszar", "poziom", "chiffre", "job posting", "oprettet", "plat", "mzda", "maa", "zeme",
    "kunta", "job role", "referens", "omfattning", "arbetsplats", "ministry", "comune", "localita",
    "smart working", "qualifica", "stanowisko", "経験", "job function", "mise en ligne",
    "organisatie", "einrichtung", "befristung", "pensum", "kategoria", "rif", "pozisyon", "konum",
    "kurum", "sirket", "seviye", "deneyim", "tecrube", "birim", "bolum", "bolge", "sehir", "il",
    "ulke", "maas", "ucret", "вакансия", "должность", "компания", "организация", "город", "регион",
    "область", "адрес", "страна", "отдел", "уровень", "занятость", "зарплата", "pozicia", "pozicio",
    "beosztas", "mesto", "kraj", "krajina", "odbor", "ceg", "ber", "helyszin", "palk", "linn",
    "tara", "oras", "companie", "kota", "gaji", "posisi", "lokasi", "luong", "직무", "회사", "급여",
    "경력", "도시", "국가", "부서", "entity", "recruiter", "shift", "industry", "industries",
    "yritys", "hakuaika", "osasto", "yksikko", "etatyo", "tahtaeg", "vi tri", "dia diem",
    "hinh thuc", "date updated", "last updated",
}  # fmt: skip
