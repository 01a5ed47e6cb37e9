"""Mojibake: what is certain is mended, and sound text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import text

SOUND = (
    "We’re hiring “builders” – from £70,000 to €90,000… 401(k), 3× a year, ±2 hours",
    "Wir suchen für München eine Fachkraft (m/w/d): Größe, Straße, Übung, ÄRZTE, Spaß…",
    "Nous cherchons un « développeur » à Orléans — privé\xa0» à\xa0«\xa0toi\xa0», ÉTÉ, ÂGE, Œuvre",
    "¿Qué harás? Diseñar en España: año, niño, corazón, PRESTACIÓN, ESPAÑA™, ¡únete!",
    "AMANHÃ – SÃO PAULO, IRMÃ” e “MANHÔ, CIDADû, AÇÃO… remuneração, você, às vezes",
    "È un’azienda di città; perché no? PERCHÉ… più qualità, è così",
    "Wij zoeken één collega’s voor ’s-Hertogenbosch; coördinator, reünie",
    "Życie w Łodzi: pracę, źródło, ŻÓŁĆ, się, ą ć ę ł ń ó ś ź ż „tak”",
    "Vi söker en säljare på Åland. Å… SITÄ”, PÅ™ och RÄV–BJÖRN; høj løn, Ærø, ÆØÅ",
    "Příliš žluťoučký kůň; Șos. Iași, ROMÂNIA, ÎNVĂȚARE; İstanbul’da ışık, GÜNEŞ",
    "Þetta er Ísland, ÞAÐ er gott. Kỹ sư phần mềm tại Việt Nam: tuyển dụng gấp",
    "Ищем разработчика в Москве. Αναζητούμε μηχανικό. דרוש מהנדס. مطلوب مهندس",
    "株式会社は東京でエンジニアを募集。中国招聘工程师。서울에서 일할 개발자 👩‍💻🚀✅",
    "“Ã” «Â» “Å” “Ñ” (É) ‘Ð’ — CAFÉ®, NESTLÉ©, DÉCLARÉ», 2×½, R&D²",
)


def as_latin(words: str) -> str:
    return words.encode("utf-8").decode("latin-1")


def as_windows(words: str) -> str:
    """Windows-1252, with control characters for the five bytes that mean nothing there."""
    signs = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in words.encode())
    return "".join(signs)


@pytest.mark.parametrize("words", SOUND)
def test_sound_text_stays(words: str) -> None:
    assert text.mend(words) == words


pieces = st.sampled_from([word for words in SOUND for word in words.split(" ")])
between = st.sampled_from([" ", " – ", ", ", "\xa0", "\n", " « ", " ™ ", "… ", " “", "” ", ". "])


@given(st.lists(st.tuples(pieces, between), max_size=12))
def test_sound_words_of_all_languages_side_by_side_stay(words: list[tuple[str, str]]) -> None:
    joined = "".join(word + sign for word, sign in words)
    assert text.mend(joined) == joined


NATURAL = (
    "We’re hiring “builders” – £70,000 to €90,000… it’s 401(k) • 3× a year ✓ 🚀",
    "Wir suchen für München: Größe, Straße, Übung, Ärzte. Österreich – „schön“",
    "Nous cherchons un développeur à Orléans — l’équipe a déjà été créée. Où ? Ça, très bientôt…",
    "¿Qué harás? Diseñar en España: año, niño, corazón, PRESTACIÓN, ESPAÑA. ¡Únete!",
    "São Paulo: remuneração, você, às vezes, nós não, última, ÚLTIMA, é ótimo",
    "Życie w Łodzi: pracę, źródło, się, będziesz, Twoją. Wrocław, Gdańsk",
    "Příliš žluťoučký kůň a naše české Žďár; județ, ești, științe; çalışma, iş, güneş",
    "Kỹ sư phần mềm tại Việt Nam: tuyển dụng gấp",
    "Ищем разработчика в Москве и Казани",
    "株式会社は東京でエンジニアを募集。中国招聘工程师",
    "서울에서 일하는 개발자",
)


@pytest.mark.parametrize("words", NATURAL)
def test_damage_is_mended(words: str) -> None:
    assert text.mend(words) == words
    assert text.mend(as_latin(words)) == words
    assert text.mend(as_windows(words)) == words


@pytest.mark.parametrize("words", NATURAL[:2])
def test_damage_done_twice_is_mended(words: str) -> None:
    assert text.mend(as_windows(as_windows(words))) == words


@given(st.lists(pieces, min_size=1, max_size=6))
def test_mending_is_done_after_one_round(words: list[str]) -> None:
    once = text.mend(as_windows(" ".join(words)))
    assert text.mend(once) == once


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("from Â£70,000", "from £70,000"),
        ("donâ€™t", "don’t"),
        ("fÃ¼r GroÃŸe, Ãœbung in Ã–sterreich", "für Große, Übung in Österreich"),
        ("a â€“ b â€” c â€¢ d", "a – b — c • d"),
        ("â€œwhyâ€ and â€œhowâ€\x9d", "“why” and “how”"),
        ("DonÃ¢â‚¬â„¢t", "Don’t"),
        ("RÃ©sumÃ©, SÃªnior, VÃ\xaddeo, ESPAÃ‘A", "Résumé, Sênior, Vídeo, ESPAÑA"),
        ("siÄ™ w Å\x81odzi, Å‚Ã³dÅº", "się w Łodzi, łódź"),
        ("viá»‡t, tuyá»ƒn dá»¥ng", "việt, tuyển dụng"),
        ("ðŸš€ go, âœ… done, â˜… one", "🚀 go, ✅ done, ★ one"),
        ("Â£70,000 fÃ¼r „Café“ – Straße", "£70,000 für „Café“ – Straße"),
        ("PayÂ  of the worldÂ\xa0", "Pay  of the world\xa0"),
        ("we\x92re \x93here\x94\x85", "we’re “here”…"),
        ("\uf0b7 one ï‚· two", "• one • two"),
        ("", ""),
    ],
)
def test_what_is_mended(words: str, mended: str) -> None:
    assert text.mend(words) == mended


@given(st.text(st.sampled_from("ÂÃâ€™£ð\x9f\x80\xa0ïÅ™ÐÑé»¿ aA"), max_size=60))
def test_any_signs_are_taken(words: str) -> None:
    assert len(text.mend(words)) <= len(words)


def test_a_line_and_a_page_are_mended() -> None:
    assert text.one_line("M\xc3\xbcnchen  GmbH") == "München GmbH"
    assert text.from_html("<p>pay:Â\xa0â‚¬1,500</p><p>&acirc;&euro;&trade;") == "pay: €1,500\n\n’"


@pytest.mark.parametrize("signs", ["Ã", "â€", "Ð", "ðŸš", "ÃƒÂ", "Â ", "á»", "ï¬"])
def test_a_hostile_text_costs_what_its_size_costs(signs: str) -> None:
    assert len(text.mend(signs * 200_000)) <= 200_000 * len(signs)
