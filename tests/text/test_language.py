"""The language of a text: one paragraph of an invented advertisement in each language."""

from __future__ import annotations

import time

import pytest

from alertbot.text import language as module
from alertbot.text.language import LONGEST, language

SAID = {
    "en": "We are looking for an engineer who will look after the pumps of the valley with us. You "
    "write down what you learn, and you can work from home on some of the days.",
    "de": "Wir suchen eine Ingenieurin für die Pumpen im Tal, die mit uns arbeitet. Du schreibst "
    "auf, was du lernst, und kannst an einigen Tagen von zu Hause arbeiten.",
    "fr": "Nous cherchons une personne pour entretenir les pompes de la vallée avec notre équipe. "
    "Vous notez ce que vous apprenez, et vous pouvez travailler chez vous certains jours.",
    "es": "Buscamos una persona que cuide las bombas del valle con nuestro equipo. Escribes lo que "
    "aprendes y puedes trabajar desde casa algunos días de la semana, si lo prefieres.",
    "pt": "Procuramos uma pessoa para cuidar das bombas do vale com a nossa equipa. Você escreve o "
    "que aprende e pode trabalhar em casa em alguns dias da semana, se não preferir vir.",
    "it": "Cerchiamo una persona che si occupi delle pompe della valle con il nostro gruppo. "
    "Scrivi quello che impari, e in alcuni giorni della settimana puoi lavorare da casa.",
    "nl": "Wij zoeken iemand die met ons voor de pompen in het dal zorgt. Je schrijft op wat je "
    "leert en op sommige dagen kun je van huis uit werken, als dat voor jou beter is.",
    "sv": "Vi söker en person som tar hand om pumparna i dalen med oss. Du skriver ner det du lär "
    "dig och kan arbeta hemifrån några dagar i veckan, om du vill ha det så.",
    "da": "Vi søger en person, der passer pumperne i dalen sammen med os. Du skriver ned, hvad du "
    "lærer, og du kan arbejde hjemmefra nogle dage om ugen, hvis du ikke vil af sted hver dag.",
    "no": "Vi ser etter en person som tar vare på pumpene i dalen sammen med oss. Du skriver ned "
    "hva du lærer, og du kan jobbe hjemmefra noen dager i uken, hvis du vil ha det slik.",
    "fi": "Etsimme henkilöä, joka huolehtii laakson pumpuista meidän kanssa. Kirjoitat ylös mitä "
    "opit, ja voit tehdä työtä myös kotona joinakin päivinä, jos se on sinulle parempi.",
    "is": "Við leitum að manneskju sem sér um dælurnar í dalnum með okkur. Þú skrifar niður það "
    "sem þú lærir og getur unnið heima suma daga, ef það er betra fyrir þig.",
    "pl": "Szukamy osoby, która zadba o pompy w dolinie razem z nami. Zapisujesz to, czego się "
    "uczysz, i możesz pracować z domu w niektóre dni tygodnia, jeśli tak jest dla ciebie lepiej.",
    "cs": "Hledáme člověka, který se s námi bude starat o čerpadla v údolí. Zapíšeš si, co se "
    "naučíš, a některé dny v týdnu můžeš pracovat z domova, pokud je to pro tebe lepší.",
    "sk": "Hľadáme človeka, ktorý sa s nami bude starať o čerpadlá v údolí. Zapíšeš si, čo sa "
    "naučíš, a niektoré dni v týždni môžeš pracovať z domu, ak je to pre teba lepšie ako inak.",
    "hu": "Olyan embert keresünk, aki velünk együtt gondoskodik a völgy szivattyúiról. Leírod, "
    "amit megtanulsz, és egy-két napon otthonról is dolgozhatsz, ha az neked jobb, mint az iroda.",
    "ro": "Căutăm o persoană care să aibă grijă de pompele din vale împreună cu noi. Scrii ceea ce "
    "înveți și poți lucra de acasă în unele zile ale săptămânii, dacă este mai bine pentru tine.",
    "hr": "Tražimo osobu koja će se s nama brinuti za pumpe u dolini. Zapisuješ ono što naučiš, "
    "a neke dane u tjednu možeš raditi od kuće, prije ili poslije podne, gdje ti je bolje mjesto.",
    "sl": "Iščemo osebo, ki bo z nami skrbela za črpalke v dolini. Zapišeš si, kar se naučiš, in "
    "nekatere dni v tednu lahko delaš od doma, če je to za te bolje kot v pisarni.",
    "et": "Me otsime inimest, kes hoolitseb meie juures oru pumpade eest. Sa kirjutad üles, mis sa "
    "õpid, ja mõnel päeval saab töötada ka kodust, kui see on sulle parem kui kontor.",
    "lv": "Mēs meklējam cilvēku, kas kopā ar mums rūpēsies par ielejas sūkņiem. Tu pieraksti, ko "
    "iemācies, un dažas dienas nedēļā vari strādāt no mājām, ja tas tev ir labāk kā birojā.",
    "lt": "Mes ieškome žmogaus, kuris su mumis rūpinsis slėnio siurbliais. Tu užsirašai, ko "
    "išmoksti, ir kai kuriomis dienomis gali dirbti iš namų, jei taip tau yra geriau nei biure.",
    "tr": "Vadideki pompalara bizim ile birlikte bakacak bir kişi arıyoruz. Öğrendiğin her "
    "şeyi yazarsın ve bazı günler evden de çalışabilirsin, bu senin için daha iyi ise.",
    "ca": "Busquem una persona que tingui cura de les bombes de la vall amb el nostre equip. "
    "Escrius el que aprens i pots treballar des de casa alguns dies, si això és més bo per a tu.",
    "sq": "Ne kërkojmë një person që të kujdeset për pompat e luginës me ne. Ju shkruani atë që "
    "mësoni dhe mund të punoni nga shtëpia disa ditë, nëse kjo është më mirë për ju.",
    "el": "Ψάχνουμε έναν άνθρωπο που θα φροντίζει μαζί μας τις αντλίες της κοιλάδας.",
    "ru": "Мы ищем человека, который будет вместе с нами следить за насосами долины. Вы "
    "записываете то, чему научились, и это помогает другим. Мы ценим эту привычку.",
    "uk": "Ми шукаємо людину, яка разом із нами дбатиме про насоси долини. Її записи допоможуть "
    "іншим, і кілька днів на тиждень можна працювати з дому.",
    "bg": "Търсим човек, който да се грижи заедно с нас за помпите в долината. Записваш това, "
    "което си научил, и можеш да работиш от къщи няколко дни в седмицата.",
    "sr": "Тражимо особу која ће се са нама бринути за пумпе у долини. Записујеш оно што научиш, "
    "и неке дане можеш да радиш од куће, ако ти је тако боље.",
    "be": "Мы шукаем чалавека, які разам з намі будзе даглядаць помпы даліны. Ён запісвае ўсё, "
    "чаму навучыўся, і можа працаваць дома некалькі дзён.",
    "ar": "نبحث عن شخص يعتني معنا بمضخات الوادي ويكتب كل ما يتعلمه في العمل.",
    "fa": "ما به دنبال کسی هستیم که همراه ما از پمپ‌های دره نگهداری کند و چیزی یاد بگیرد.",
    "he": "אנחנו מחפשים אדם שידאג איתנו למשאבות של העמק ויכתוב את מה שלמד.",
    "hi": "हम ऐसे व्यक्ति की तलाश में हैं जो हमारे साथ घाटी के पंपों की देखभाल करे।",
    "th": "เรากำลังมองหาคนที่จะดูแลปั๊มน้ำของหุบเขาร่วมกับเรา",
    "zh": "我们正在寻找一位和我们一起照看山谷水泵的工程师，熟悉 Python 和 Kafka 者优先。",
    "ja": "谷のポンプを一緒に見守ってくれるエンジニアを探しています。Python の経験は歓迎します。",
    "ko": "골짜기의 펌프를 우리와 함께 돌볼 엔지니어를 찾고 있습니다. Python 경험을 환영합니다.",
}


@pytest.mark.parametrize(("code", "text"), SAID.items())
def test_a_paragraph_is_enough(code: str, text: str) -> None:
    assert language(text) == code
    assert language(text.upper()) in (code, None)


def test_every_language_has_a_name_and_an_example() -> None:
    assert set(module._SMALL_WORDS) <= set(module.NAMES)
    assert set(module.NAMES) - set(SAID) == {"mk"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Senior Software Engineer",
        "Softwareentwickler (m/w/d) in Berlin",
        "Python, Kafka, Kubernetes, Terraform, AWS, GCP, Go, Rust, Java, C++, SQL, Redis, Docker",
        "12345 67890 --- *** 12345 67890 --- *** 12345 67890",
        f"{SAID['de']}\n\n{SAID['en']}",
        f"{SAID['fr']}\n\n{SAID['en']}",
        f"{SAID['ja']}\n\n{SAID['ko']}",
        "https://contoso.example/the/and/of/to/in/for/with/you/our/we/are/is/will/your/that",
        "会社",
        "\ud800\udfff\x00" * 50,
    ],
)
def test_what_is_short_or_mixed_has_none(text: str) -> None:
    assert language(text) is None


def test_foreign_words_change_nothing() -> None:
    spiced = f"{SAID['de']} Cloud Engineering, Site Reliability, Continuous Delivery, Remote Work"
    assert language(spiced) == "de"
    assert language(f"Backend Engineer (Python)\n{SAID['ru']}\nDocker, Kubernetes, CI/CD") == "ru"


@pytest.mark.parametrize("piece", ["the ", "a", "は", "я", " ", "x@y.z ", "://", "́"])
def test_it_takes_no_longer_for_longer_texts(piece: str) -> None:
    times = []
    for _ in range(3):
        started = time.process_time()
        language(piece * (100 * LONGEST // len(piece)))
        times.append(time.process_time() - started)
    assert min(times) < 0.05
