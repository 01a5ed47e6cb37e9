"""The language that a text is written in: by its script, else by the small words of languages.

Precise rather than complete: a text that is short, or written in two languages, has none here.
Languages are named by ISO 639-1; Norwegian is "no" in both its forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ar": ("Arabic", "العربية"), "be": ("Belarusian", "беларуская"),
        "bg": ("Bulgarian", "български"), "ca": ("Catalan", "català"),
        "cs": ("Czech", "čeština", "česky"), "da": ("Danish", "dansk"),
        "de": ("German", "Deutsch"), "el": ("Greek", "ελληνικά"), "en": ("English",),
        "es": ("Spanish", "español", "castellano"), "et": ("Estonian", "eesti"),
        "fa": ("Persian", "Farsi", "فارسی"), "fi": ("Finnish", "suomi"),
        "fr": ("French", "français"), "he": ("Hebrew", "עברית"), "hi": ("Hindi", "हिन्दी"),
        "hr": ("Croatian", "hrvatski"), "hu": ("Hungarian", "magyar"),
        "is": ("Icelandic", "íslenska"), "it": ("Italian", "italiano"),
        "ja": ("Japanese", "日本語"), "ko": ("Korean", "한국어"), "lt": ("Lithuanian", "lietuvių"),
        "lv": ("Latvian", "latviešu"), "mk": ("Macedonian", "македонски"),
        "nl": ("Dutch", "Nederlands", "Flemish"), "no": ("Norwegian", "norsk", "nb", "nn"),
        "pl": ("Polish", "polski"), "pt": ("Portuguese", "português"),
        "ro": ("Romanian", "română"), "ru": ("Russian", "русский"),
        "sk": ("Slovak", "slovenčina"), "sl": ("Slovenian", "Slovene", "slovenščina"),
        "sq": ("Albanian", "shqip"), "sr": ("Serbian", "srpski", "српски"),
        "sv": ("Swedish", "svenska"), "th": ("Thai", "ไทย"), "tr": ("Turkish", "Türkçe"),
        "uk": ("Ukrainian", "українська"), "zh": ("Chinese", "Mandarin", "中文"),
    }
)  # fmt: skip
"""What each language is called: in English first, then otherwise."""

_SMALL_WORDS = {
    "en": "the and of to in for with you our we are is will your that this as on be have by from "
    "an or at their who can not it what about how which they through more other these has",
    "de": "und der die das den dem des ein eine einen einem einer ist sind für mit von zu zum zur "
    "auf bei im nicht wir du sie dich dir uns unser unsere unseren deine deinen ihre ihren als "
    "auch oder sowie wie durch über nach aus werden hast bist kannst sich in an am man was "
    "wer wenn wird",
    "fr": "le la les des du et est une un dans pour avec sur vous nous notre votre vos nos au aux "
    "que qui ce cette ces par ou en sont être plus ainsi leur chez sein afin dont vers d l",
    "es": "el la los las de del y en que para con por una un es son como nuestro nuestra nuestros "
    "tu tus su sus te se más o al lo nos si eres tienes estamos somos desde sobre este esta muy",
    "pt": "o a os as de do da dos das e em que para com por uma um é são como nosso nossa nossos "
    "você seu sua ao à não no na nos nas mais ou se pelo pela também até sobre está estamos somos",
    "it": "il lo la gli le di del della dei delle e è in che per con una un sono come nostro "
    "nostra nostri tuo tua ai alla alle al nel nella non più o si da dal anche siamo sei sul "
    "presso ed",
    "nl": "de het een en van in is zijn voor met op te je jij jouw wij we ons onze aan bij naar "
    "dat die als ook niet om door of uit dit deze wordt worden heb hebt hebben kan kunt binnen "
    "u uw wat over jou ben bent",
    "sv": "och att är som för på med av inte vi du ett en till har kan din ditt dina våra vår vårt "
    "oss hos eller även dig när om det den de i från vara kommer får där samt ska vill",
    "da": "og at er som for på med af ikke vi du et en til har kan din dit dine vores os hos eller "
    "også dig når om det den de i fra være kommer får der samt skal vil bliver hvor efter mellem "
    "gennem både mere noget nogle hvad hvis ud ved arbejde arbejder opgaver jeres virksomhed",
    "no": "og at er som for på med av ikke vi du et en til har kan din ditt dine våre vår vårt oss "
    "hos eller også deg når om det den de i fra være kommer får der samt skal vil blir hvor etter "
    "mellom gjennom både mer noe noen å hva hvis ut ved arbeid jobbe jobber oppgaver deres",
    "fi": "ja on että se ei ovat olla kanssa sekä tai myös mutta kun jos me sinä meidän sinun "
    "meillä sinulla olet olemme hän joka jotka mitä kuin voit sen tämä tässä siitä niin vain",
    "is": "og að er sem fyrir á með af ekki við þú til hefur um það í frá vera hjá eða einnig "
    "þegar eru okkar þitt við þar sé ef en hér",
    "pl": "i w na z do się jest nie oraz dla że o od za po jak lub przez są twoje nasze naszego "
    "ciebie tobie nas nam ci co tym ten ta to które który która będziesz masz jesteś możliwość "
    "przy czy także u ze we",
    "cs": "a v na z do se je ne pro že o od za po jak nebo s jsou si k ve i to které který která "
    "budeš máte jsme naše našeho vám vás nás bude být jako při také co u ze své by",
    "sk": "a v na z do sa je nie pre že o od za po ako alebo s sú si k vo i to ktoré ktorý ktorá "
    "budeš máte sme naše nášho vám vás nás bude byť pri tiež čo u zo svoje by aj",
    "hu": "a az és hogy nem is egy van vagy meg mint de csak ha már lesz ami aki ez fel le ki be "
    "vagyunk számára által valamint illetve mellett után között minden során amely nálunk",
    "ro": "și si de la în cu pe pentru o un este sunt care să nu din sau ce mai ca a al ale prin "
    "noastre noastră nostru vei tău ta dacă fi va vor despre către acest această ai",
    "hr": "i u na je se za da su s od o ne ili kao iz do koji koja koje što te po biti će sve "
    "naš naše našeg vam vas nas ako kod ima imate gdje prije tijekom rješenja tjedno uvijek mjesto "
    "vrijeme tvrtka",
    "sr": "i u na je se za da su sa od o ne ili kao iz do koji koja koje šta te po biti će sve "
    "naš naše našeg vam vas nas ako kod ima imate gde pre tokom rešenja nedeljno uvek mesto "
    "vreme kompanija",
    "sl": "in v na je se za da so s z od o ne ali kot iz do ki po biti vse naš naše vam vas nas če "
    "pri ima imate kjer pred tudi ter bo bomo bodo smo ste k lahko med ob",
    "et": "ja on et ei see kui ka või mis oma ning kes sa me meie sinu meil sul oled oleme välja "
    "ole saab kuid nii aga siis eest",
    "lv": "un ir ar no uz par kas lai vai kā arī mēs tu mūsu tavs jūsu būs pie pēc bet ja tiek "
    "savu pēc kurā tev mums",
    "lt": "ir yra su į iš kad ar kaip taip pat mes tu mūsų tavo jūsų bus prie po bet jei už apie "
    "savo kuris kuri kurie nuo dėl mums tau",
    "tr": "ve bir bu için ile olan olarak da de daha çok en gibi veya ya sen biz bizim senin olan "
    "kadar her var mi ki ne olup sahip üzere göre sonra",
    "ca": "el la els les de del i en que per amb per una un és són com el nostre nostra nostres "
    "tu teu seu al als més o si ens et t'oferim des sobre aquest aquesta dels també nos",
    "sq": "dhe në të e i për me një që nga është janë do si ose tek ne ju tuaj tonë jonë më se "
    "ka kemi keni duke",
}  # fmt: skip
_LETTERS = {
    "cs": "řěů", "sk": "ľĺŕ", "hu": "őű", "ro": "țșţ", "pl": "łżśź", "tr": "ğış", "is": "þ",
    "lv": "ķļņģ", "lt": "ėįų", "de": "ß", "es": "ñ", "ca": "·", "da": "æ", "no": "æ",
}  # fmt: skip
"""Letters that few other languages have: they tell apart what shares its small words."""

_SCRIPTS = (
    ("kana", "\u3040-\u30ff\u31f0-\u31ff"),
    ("han", "\u3400-\u4dbf\u4e00-\u9fff"),
    ("ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ("cyrillic", "\u0400-\u04ff"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("arabic", "\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff"),
    ("he", "\u0590-\u05ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
)
_LATIN = "a-z\u00df-\u024f\u1e00-\u1eff"
_SCRIPT = {name: re.compile(f"[{signs}]") for name, signs in (*_SCRIPTS, ("latin", _LATIN))}
_UNSPACED = frozenset({"kana", "han", "ko", "th"})
_CYRILLIC = (
    ("uk", "іїєґ", "ыэъ"), ("be", "ўі", "ищъ"), ("mk", "ѓќѕ", "ыэъ"), ("sr", "ђћџљњј", "ыэъй"),
    ("bg", "ъ", "ыэії"), ("ru", "ыэ", "ђћії"),
)  # fmt: skip
"""Letters that a language of this script has, and those that it has not."""

_WORD = re.compile(f"[{_LATIN}]+(?:[·'’][{_LATIN}]+)*")
_ADDRESS = re.compile(r"(?:[a-z]{2,9}://|www\.|@)[!-~]*")

LONGEST = 6_000
"""Characters that are looked at: one half from the beginning, one from the end."""
_FEWEST_WORDS = 14
_FEWEST_SIGNS = 12
_LEAST_SHARE = 0.14
_MIXED = 0.4
_CLEAR = 1.35
"""By how much a language has to be likelier than the next one."""


def language(text: str) -> str | None:
    """ISO 639-1 of the language of a text; None where it is not certain."""
    sample = _ADDRESS.sub(" ", _sample(text).lower())
    if sample.isascii():
        return _by_words(sample)
    counts = {name: len(script.findall(sample)) for name, script in _SCRIPT.items()}
    script = max(counts, key=lambda name: counts[name] * (3 if name in _UNSPACED else 1))
    if script == "latin":
        return _by_words(sample)
    # Names of programs and companies are in Latin letters everywhere.
    foreign = sum(count for name, count in counts.items() if name not in (script, "latin"))
    if script in ("kana", "han"):
        return _of_signs(counts)
    letters = counts[script]
    weight = 2 if script in _UNSPACED else 1
    if letters < _FEWEST_SIGNS or letters * weight < counts["latin"] or foreign * 4 > letters:
        return None
    if script == "cyrillic":
        return _cyrillic(sample)
    if script == "arabic":
        return (
            None if re.search("[ٹڈڑے]", sample) else "fa" if re.search("[پچژگ]", sample) else "ar"
        )
    return script


def _sample(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]} {text[-(LONGEST // 2) :]}"


def _of_signs(counts: Mapping[str, int]) -> str | None:
    """Chinese or Japanese: one sign says as much as several letters."""
    signs = counts["kana"] + counts["han"]
    if signs < _FEWEST_SIGNS or signs * 3 < counts["latin"] or counts["ko"] * 2 > signs:
        return None
    if counts["kana"] * 8 >= signs:
        return "ja"
    return "zh" if counts["kana"] * 30 < signs else None


def _cyrillic(sample: str) -> str | None:
    found = Counter(sample)
    fitting = [
        (sum(found[letter] for letter in has), name)
        for name, has, has_not in _CYRILLIC
        if not sum(found[letter] for letter in has_not)
    ]
    count, name = max(fitting, default=(0, ""))
    return name if count >= 2 else None


@cache
def _table() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each small word the languages that have it, and how much it speaks for each."""
    having: dict[str, list[str]] = {}
    for name, listed in _SMALL_WORDS.items():
        for word in dict.fromkeys(listed.split()):
            having.setdefault(word, []).append(name)
    return {word: tuple((name, 1 / len(names)) for name in names) for word, names in having.items()}


def _by_words(sample: str) -> str | None:
    words = _WORD.findall(sample)
    if len(words) < _FEWEST_WORDS:
        return None
    scores: dict[str, float] = {}
    seen: dict[str, set[str]] = {}
    table = _table()
    hits: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for name, weight in table.get(word, ()):
            hits[name] += count
            # A word that stands there ten times is a habit, or a list, and no ten witnesses.
            scores[name] = scores.get(name, 0.0) + weight * min(count, 8)
            seen.setdefault(name, set()).add(word)
    if not sample.isascii():
        for name, letters in _LETTERS.items():
            if name in scores:
                scores[name] += 0.5 * sum(min(sample.count(letter), 8) for letter in letters)
    ranked = sorted(((score, name) for name, score in scores.items()), reverse=True)
    (score, best), (second, _) = (*ranked, (0.0, ""), (0.0, ""))[:2]
    if not best or hits[best] < _LEAST_SHARE * len(words) or len(seen[best]) < 4:
        return None
    if score < _CLEAR * second or _is_mixed(seen, hits[best], best, Counter(words)):
        return None
    return best


def _is_mixed(seen: Mapping[str, set[str]], hits: int, best: str, words: Counter[str]) -> bool:
    """Whether another language has much in the text that the best one has not."""
    return any(
        sum(words[word] for word in found - seen[best]) > _MIXED * hits
        for name, found in seen.items()
        if name != best
    )
