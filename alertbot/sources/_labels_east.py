"""Words of further languages by which pages say what a line holds: see `_labels`.

Turkish, Finnish, Estonian, Slovak, Czech, Hungarian, Romanian, Russian, Ukrainian, Greek,
Lithuanian, Croatian, Slovene, Korean, Indonesian, Vietnamese. All are folded.
"""

from __future__ import annotations

LABELS = {
    "title": "pozisyon|pozisyon adi|ilan adi|вакансия|должность|посада|pozicia|nazov pozicie"
    "|beosztas"
    "|munkakor|pozicio|pozitie|denumire post|ametikoht|직무|포지션|posisi|vi tri"
    "|vi tri tuyen dung|θεση",
    "company": "sirket|sirket adi|firma adi|kurum|isveren|компания|работодатель|организация"
    "|компанія"
    "|роботодавець|spolocnost|zamestnavatel|spolecnost|munkaltato|ceg|cegnev|companie"
    "|angajator|tooandja|ettevote|회사|회사명|기업명|perusahaan|cong ty|ten cong ty"
    "|tyonantajan nimi|yritys|организатор|εταιρεια|entity|hiring entity|employing entity"
    "|recruiter|darbdavys|imone|uznemums|poslodavac|delodajalec",
    "place": "lokasyon|konum|calisma yeri|sehir / ilce|calisilacak sehir|is yeri|место работы|адрес"
    "|город|регион работы|місце роботи|місто|miesto prace|lokalita|pracoviste"
    "|misto vykonu prace|misto pracoviste|munkavegzes helye|munkavegzes helyszine|helyszin"
    "|locatie|localizare|locul de munca|asukoht|tookoht|근무지|근무지역|근무 위치|lokasi"
    "|penempatan|dia diem|dia diem lam viec|noi lam viec|tyon sijainti|tyopaikan sijainti"
    "|tyopaikan osoite|τοποθεσια|darbo vieta|mjesto rada|kraj dela",
    "pay": "maas|ucret|ucret araligi|зарплата|заработная плата|оклад|зарплатня|mzda (brutto)"
    "|zakladna zlozka mzdy|zakladna zlozka mzdy (brutto)|mzdove podminky|mzda|fizetes|berezes"
    "|ber|salariu|tootasu|palk|급여|연봉|gaji|muc luong|luong|palkkaus|μισθοσ|atlyginimas"
    "|placa|base pay rate|wage / salary|salary offered|salary min|salary package"
    "|pay range minimum|compensation range",
    "posted": "yayin tarihi|yayinlanma tarihi|ilan tarihi|дата публикации|опубликовано|размещено"
    "|опубліковано|datum zverejnenia|zverejnene|datum vystaveni|publikalva|kozzeteve"
    "|meghirdetve|data publicarii|publicat la|avaldatud|등록일|게시일|tanggal posting"
    "|ngay dang|julkaistu|ilmoitus jatetty|date updated|last updated",
    "until": "son basvuru tarihi|son basvuru|деиствует до|срок подачи|прииом заявок до|uzavierka"
    "|datum uzavierky|jelentkezesi hatarido|termen limita|kandideerimise tahtaeg|tahtaeg"
    "|마감일|접수마감|batas lamaran|han nop ho so|han nop|hakuaika paattyy|hakuaika"
    "|hakuaika paattyy viimeistaan",
    "employment": "calisma sekli|calisma tipi|istihdam turu|тип занятости|занятость|график работы"
    "|тип заинятості|druh pracovneho pomeru|pracovny pomer|typ pracovniho pomeru"
    "|pracovni pomer|foglalkoztatas tipusa|munkaido|foglalkoztatas jellege|tip contract"
    "|tip job|too tuup|tooaeg|고용형태|근무형태|jenis pekerjaan|tipe pekerjaan"
    "|hinh thuc lam viec|loai hinh cong viec|tyosuhteen tyyppi|tyon luonne|type of work"
    "|hours per week|shift|tyosuhteen luonne|tehtavan luonne|palvelussuhteen tyyppi",
    "workplace": "calisma modeli|формат работы|формат роботи|sposob prace|munkavegzes modja"
    "|mod de lucru"
    "|근무방식|hinh thuc|etatyo|etatyomahdollisuus|etatyon mahdollisuus",
    "requisition": "ilan no|referans no|referans numarasi|номер вакансии|код вакансии"
    "|referencne cislo"
    "|cislo ponuky|cislo inzeratu|referenciaszam|hirdetes azonosito|공고번호|rekrytoinnin id"
    "|tyoavain|tyoavain-id|viitenumero|ilmoitusnumero|requisition #|opening id",
    "department": "departman|bolum|birim|отдел|подразделение|oddelenie|odbor|reszleg|departament"
    "|부서"
    "|departemen|bo phan|phong ban|industries|industry|osasto|yksikko|job functions",
    "level": "seviye|deneyim|tecrube|опыт работы|требуемыи опыт|уровень|досвід роботи|tapasztalat"
    "|experienta|nivel de cariera|경력|pengalaman|kinh nghiem|cap bac|tehtavan taso",
    "country": "ulke|страна|краіна|krajina|orszag|tara|국가|negara|quoc gia",
    "city": "sehir|il|населенныи пункт|mesto|telepules|varos|oras|linn|도시|kota|thanh pho"
    "|paikkakunta|sijaintikunta",
    "region": "bolge|регион|область|kraj|megye|judet|maakond|provinsi|tinh thanh|maakunta",
}  # fmt: skip
WEAK = {
    "pozisyon", "konum", "kurum", "sirket", "seviye", "deneyim", "tecrube", "birim", "bolum",
    "bolge", "sehir", "il", "ulke", "maas", "ucret", "вакансия", "должность", "компания",
    "организация", "город", "регион", "область", "адрес", "страна", "отдел", "уровень",
    "занятость", "зарплата", "pozicia", "pozicio", "beosztas", "mesto", "kraj", "krajina",
    "mzda", "odbor", "ceg", "ber", "helyszin", "palk", "linn", "tara", "oras", "companie",
    "kota", "gaji", "posisi", "lokasi", "luong", "직무", "회사", "급여", "경력", "도시",
    "국가", "부서", "entity", "recruiter", "shift", "industry", "industries", "yritys",
    "hakuaika", "osasto", "yksikko", "etatyo", "tahtaeg", "vi tri", "dia diem", "hinh thuc",
    "date updated", "last updated",
}  # fmt: skip
SECTIONS = (
    r"is tanimi|genel nitelikler|aranan nitelikler|beklenen (?:teknik )?nitelikler|nitelikler"
    r"|gorev tanimi|gorev ve sorumluluklar|sorumluluklar|hakkimizda|beklentilerimiz"
    r"|pozisyonun amaci|обязанности|требования|условия(?: работы)?|о компании|мы предлагаем"
    r"|мы ожидаем|что мы предлагаем|чем предстоит заниматься|задачи|обов'язки|вимоги"
    r"|ми пропонуємо|про компанію|napln prace.{0,60}|informacie o (?:pracovnom mieste"
    r"|vyberovom konani)|poziadavky(?: na zamestnanca)?|(?:co )?ponukame|co nabizime"
    r"|pozadujeme|koho hledame|co te ceka|feladatok|elvarasok|amit kinalunk|responsabilitati"
    r"|cerinte|oferim|tooulesanded|noudmised|omalt poolt pakume|rollist|keda me otsime"
    r"|주요 ?업무|담당 ?업무|자격 ?요건|우대 ?사항|복지(?: 및 혜택)?|회사 ?소개|혜택"
    r"|deskripsi pekerjaan|kualifikasi|persyaratan|tanggung jawab|mo ta cong viec"
    r"|yeu cau(?: cong viec)?|quyen loi|(?:tyo)?tehtavan (?:kuvaus|muut tiedot)"
    r"|hakijalta odotamme|tarjoamme sinulle|yhteystie(?:dot|tomme)|lisatietoja.{0,30}"
    r"|tyopaikan tiedot"
)

JOBS = (
    r"\b(?:\w*(?:muhendisi?|uzmani?|yoneticisi|muduru|gelistirici(?:si)?|asistani|sorumlusu"
    r"|danismani|teknisyeni|ogretmeni|elemani|temsilcisi|operatoru)|stajyer|yazilimci)\b"
    r"|\b(?:инженер|разработчик|менеджер|специалист|аналитик|бухгалтер|водитель|руководитель|повар"
    r"|продавец|оператор|врач|администратор|консультант|дизаинер|программист|тестировщик|розробник"
    r"|інженер|фахівець|кухар|воді[ии]|юрист|стажер|помощник|учитель|маркетолог"
    r"|архитектор)\w{0,4}\b"
    r"|\b(?:\w*(?:arkkitehti|asiantuntija|insinoori|kehittaja|paallikko|suunnittelija|johtaja"
    r"|koordinaattori|konsultti|kirjanpitaja|assistentti|opettaja|hoitaja|tyontekija|myyja"
    r"|esihenkilo"
    r"|harjoittelija|ohjaaja|laakari|tutkija|asentaja|kuljettaja|siivooja|kokki|sihteeri))\b"
    r"|\b(?:\w*(?:mernok|fejleszto|vezeto|szakerto|elado|asszisztens|menedzser|technikus|gyakornok"
    r"|ugyintezo|munkatars|tanacsado|konyvelo|sofor))\b"
    r"|\b(?:vyvojar(?:ka)?|veduci|uctovni(?:k|cka)|predava[cc](?:ka)?|vodi[cc]|konzultant(?:ka)?"
    r"|obchodn(?:i|y) (?:zastupce|zastupca|reprezentant)|referent(?:ka)?|skladni[kc]\w*"
    r"|delni[kc]\w*"
    r"|ucitel(?:ka)?|zdravotni \w+|programator(?:ka)?|asistent(?:ka)?|manaz[ee]r(?:ka)?|analytik"
    r"|inginer|dezvoltator|contabil|vanzator|sofer|asistenta?|specialist)\b"
    r"|\b(?:noustaja|arendaja|juht|insener|spetsialist|nounik|assistent|raamatupidaja|muuja"
    r"|opetaja)\b"
    r"|개발자|엔지니어|디자이너|매니저|마케터|기획자|담당자|연구원|인턴"
    r"|\b(?:nhan vien|ky su|chuyen vien|lap trinh vien|truong phong|giam doc|ke toan|staf"
    r"|pengembang)\b"
)
CHROME = (
    r"ilana basvur|basvur(?:u yap)?|paylas|kaydet|откликнуться|поделиться|пожаловаться"
    r"|poslat (?:zivotopis|odpoved)|odpovedat.{0,20}|reagovat na ponuku|zdiela?t|vytlacit|ulozit"
    r"|jelentkezem|megosztas|aplica(?: acum)?|kandideeri.{0,10}|지원하기|공유|lamar(?: sekarang)?"
    r"|ung tuyen.{0,15}|hae (?:tyo)?paikkaa|jaa|tulosta|report (?:this )?(?:job|ad|listing)"
    r"|\d+ applicants?|(?:over|more than) \d+ applicants"
    r"|be among the first \d+ applicants"
    r"|see who .{2,60} has hired for this role|please (?:log ?in|sign ?in|login|register) .{0,90}"
    r"|(?:get )?ai-powered advice .{0,60}|use ai to assess .{0,40}|am i a good fit.{0,30}"
    r"|tailor my resume|link to this .{3,12}|[\d.,k+]{1,7} (?:reviews?|ratings?|bewertungen)"
    r"|\d[.,]\d(?: out of 5.{0,10})?|compartilhar?:?|copiado|candidatar(?:-me|-se)?"
    r"|denunciar.{0,30}|postularme"
    r"|postulado|avisame .{0,40}"
)
TAIL = (
    r"(?:benzer|diger) (?:is )?(?:ilanlar|pozisyonlar).{0,20}|похожие вакансии.{0,20}"
    r"|схожі вакансіі"
    r"|podobn[ey] (?:ponuky|pozic[ie]e?|nabidky|inzeraty).{0,30}|hasonlo allasok.{0,20}"
    r"|joburi similare.{0,20}|sarnased toopakkumised.{0,20}|비슷한 (?:포지션|공고).{0,10}"
    r"|lowongan serupa.{0,20}|viec lam (?:tuong tu|lien quan).{0,20}|samankaltaisia.{0,30}"
    r"|referrals increase your chances.{0,80}|see who you know|get notified .{0,80}"
    r"|set alert|sign in to (?:set|create) job alerts.{0,60}|similar searches"
    r"|view other job posts.{0,30}|share this (?:post|ad|vacancy|opening|role).{0,20}"
    r"|candidatar a este anuncio|compartilhe:?|aptitudes asociadas.{0,30}"
    r"|explore collaborative .{0,40}"
)
GENERIC = (
    r"kariyer|acik pozisyonlar|is ilan(?:i|lari)|ilan detayi?|вакансии?|карьера"
    r"|pracovn[ea] (?:ponuk[ay]|nabidk[ay])|volne pozicie|volna mista|allas(?:ok|ajanlat)|karrier"
    r"|locuri de munca|cariere?|toopakkumi(?:ne|sed)|avoimet tyopaikat|tyopaikat?|채용(?:공고)?"
    r"|lowongan(?: kerja)?|tuyen dung|general information|requirements and description"
)
EMPLOYMENT = (
    r"tam zamanli|yari zamanli|donemsel|полная занятость|частичная занятость"
    r"|полныи (?:рабочии )?день"
    r"|повна заинятість|plny uvazok|skrateny uvazok|na dohodu|zivnost|tpp|teljes munkaido"
    r"|reszmunkaido"
    r"|norma intreaga|taistooaeg|osaline tooaeg|정규직|계약직|인턴십|penuh waktu|paruh waktu"
    r"|toan thoi gian|ban thoi gian|kokoaikatyo|osa-aikatyo|maaraaikainen"
)
WORKPLACE = (
    r"yerinde|uzaktan(?: calisma)?|hibrit(?: calisma)?|ofisten|удаленно|удаленная работа|гибрид"
    r"|офис"
    r"|дистанціино|praca z domu|praca na dialku|prace z domova|tavmunka|hibrid|home office"
    r"|etatyo(?:mahdollisuus)?|osittainen etatyomahdollisuus|재택근무|etatyo mahdollinen|kaugtoo"
)
