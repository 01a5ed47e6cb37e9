"""Pay as postings of several languages word it. All of it is invented."""

from __future__ import annotations

import pytest

from alertbot import pay
from alertbot.model import Pay, Period

HOUR, DAY, WEEK, MONTH, YEAR = Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR
Expected = tuple[float | None, float | None, str | None, Period | None]
Case = tuple[str, Expected]

ENGLISH: list[Case] = [
    ("Pay: $24.40/hr DOE", (24.4, 24.4, "USD", HOUR)),
    ("$118K–$146K OTE", (118_000, 146_000, "USD", YEAR)),
    ("90-115k USD", (90_000, 115_000, "USD", YEAR)),
    ("£31k-£37k pro rata", (31_000, 37_000, "GBP", YEAR)),
    ("Day rate £540 inside IR35", (540, 540, "GBP", DAY)),
    ("£475pd, outside IR35", (475, 475, "GBP", DAY)),
    ("£12.60ph plus tips", (12.6, 12.6, "GBP", HOUR)),
    ("£2,150 pcm", (2150, 2150, "GBP", MONTH)),
    ("£39,400 rising to £44,100 per annum", (39_400, 44_100, "GBP", YEAR)),
    ("Salary from $61,000 up to $78,500", (61_000, 78_500, "USD", YEAR)),
    ("$71,200.00/Yr. - $93,800.00/Yr.", (71_200, 93_800, "USD", YEAR)),
    ("Typical rates: $95-$130/hr", (95, 130, "USD", HOUR)),
    ("Up to $1,340.00 per week", (None, 1340, "USD", WEEK)),
    ("Starting pay is $18.75/hour plus a $400 sign-on bonus!", (18.75, 18.75, "USD", HOUR)),
    ("base $112k - $131k, bonus 10%", (112_000, 131_000, "USD", YEAR)),
    ("Salary (EUR): 52,000 - 61,000", (52_000, 61_000, "EUR", YEAR)),
    ("Salary range: 48-59k (€)", (48_000, 59_000, "EUR", YEAR)),
    ("$2,800-$3,400/mo USD, paid every two weeks", (2800, 3400, "USD", MONTH)),
    ("Salary: Rs 7,20,000 - 9,60,000 PA", (720_000, 960_000, "INR", YEAR)),
    ("CTC up to 22 lakh", (None, 2_200_000, "INR", YEAR)),
    ("9-13 LPA", (900_000, 1_300_000, "INR", YEAR)),
    ("SEK 41k-49k/month", (41_000, 49_000, "SEK", MONTH)),
    ("AED 17,500 per month", (17_500, 17_500, "AED", MONTH)),
    ("Minimum: $19.10/hr Maximum: $23.60/hr", (19.1, 23.6, "USD", HOUR)),
    ("$0 - $580 per day", (None, 580, "USD", DAY)),
    ("Pay (annual, bonus not included): $83,000 - $97,000", (83_000, 97_000, "USD", YEAR)),
    ("Salary: EUR47k", (47_000, 47_000, "EUR", YEAR)),
    ("Rate: $31.00- $38.00 hr DOE", (31, 38, "USD", HOUR)),
    ("Wage: $210 - $240 day", (210, 240, "USD", DAY)),
    ("Rate of pay: $18.25–20.75 an hour, by shift", (18.25, 20.75, "USD", HOUR)),
    ("Shifts are paid £13.40p/h.", (13.4, 13.4, "GBP", HOUR)),
    ("Minimum $143K - Maximum $171K USD", (143_000, 171_000, "USD", YEAR)),
    ("The minimum pay for this role is $64,000.", (64_000, None, "USD", YEAR)),
    ("The maximum annual pay is $91,000.", (None, 91_000, "USD", YEAR)),
    ("Pay: Min. $26.10, Max. $33.80 an hour", (26.1, 33.8, "USD", HOUR)),
    ("Hourly rate: $27-34 Annual allowance for courses", (27, 34, "USD", HOUR)),
    ("BENEFITS: $23.75/HOUR, paid weekly", (23.75, 23.75, "USD", HOUR)),
    ("Base plus commission (48,000-66,000 USD/year)", (48_000, 66_000, "USD", YEAR)),
    ("Pay Range (USD)\n93,400 - 121,700 per annum", (93_400, 121_700, "USD", YEAR)),
]
GERMAN: list[Case] = [
    ("Bruttojahresgehalt zwischen 51.000 und 63.500 €", (51_000, 63_500, "EUR", YEAR)),
    ("ab 3.150 € brutto/Monat", (3150, None, "EUR", MONTH)),
    ("Stundenlohn 16,35 Euro", (16.35, 16.35, "EUR", HOUR)),
    ("Gehalt: 55-65.000 € brutto im Jahr", (55_000, 65_000, "EUR", YEAR)),
    ("Zielgehalt bis 72 TEUR", (None, 72_000, "EUR", YEAR)),
    ("47.500,- € brutto p. a.", (47_500, 47_500, "EUR", YEAR)),
    ("Tagessatz 640 - 720 €", (640, 720, "EUR", DAY)),
    ("17,80 €/Std. zzgl. Schichtzulagen", (17.8, 17.8, "EUR", HOUR)),
    ("90 € die Stunde", (90, 90, "EUR", HOUR)),
    ("Monatsgehalt: 4.320 € brutto (14 Monatsgehälter)", (4320, 4320, "EUR", MONTH)),
    (
        "Entgeltgruppe 10 TVöD (3.895,33 € bis 5.012,10 € monatlich)",
        (3895.33, 5012.1, "EUR", MONTH),
    ),
    (
        "Das KV-Mindestgehalt beträgt EUR 2.915,40 brutto pro Monat, Überzahlung ist möglich.",
        (2915.4, None, "EUR", MONTH),
    ),
    ("Geboten werden € 3.680,-- brutto monatlich (Vollzeit)", (3680, 3680, "EUR", MONTH)),
    ("Lohn: CHF 88'000 – 101'500 brutto jährlich", (88_000, 101_500, "CHF", YEAR)),
    ("Fr. 5'450.- x 13", (5450, 5450, "CHF", MONTH)),
    ("Ausbildungsvergütung im 2. Lehrjahr: 1.180 €", (1180, 1180, "EUR", None)),
    ("Minijob (538 €) mit 14,10 Euro Stundenlohn", (14.1, 14.1, "EUR", HOUR)),
    ("Bruttogehalt zw. 2.700 € und 3.250 € im Monat", (2700, 3250, "EUR", MONTH)),
    ("14 x 2.380 €", (2380, 2380, "EUR", MONTH)),
    ("Bilanzbuchhalter (m/w/d) in Kassel - bis 74.000 €", (None, 74_000, "EUR", YEAR)),
]
FRENCH: list[Case] = [
    ("43-51K€ brut annuel selon profil", (43_000, 51_000, "EUR", YEAR)),
    ("2 350 € brut mensuel", (2350, 2350, "EUR", MONTH)),
    ("TJM 430-510€", (430, 510, "EUR", DAY)),
    ("TJM : 460/500€ selon séniorité", (460, 500, "EUR", DAY)),
    ("33/41 K€", (33_000, 41_000, "EUR", YEAR)),
    ("Annuel de 31000.0 Euros à 36500.0 Euros sur 12.0 mois", (31_000, 36_500, "EUR", YEAR)),
    ("Mensuel de 1870,00 Euros sur 13 mois", (1870, 1870, "EUR", MONTH)),
    ("Salaire : 13,10 € de l'heure", (13.1, 13.1, "EUR", HOUR)),
    ("entre 46 000euros et 52 000euros par an", (46_000, 52_000, "EUR", YEAR)),
    ("jusqu'à 68K€ fixe + variable", (None, 68_000, "EUR", YEAR)),
    ("à partir de 41k€", (41_000, None, "EUR", YEAR)),
    ("Fixe : 39K€, variable : 8K€", (39_000, 39_000, "EUR", YEAR)),
    ("Salaire : CHF 6'100.- à 6'700.- par mois", (6100, 6700, "CHF", MONTH)),
    ("Niveau de salaire : 37/43 KE", (37_000, 43_000, "EUR", YEAR)),
    ("Indemnité de stage : 1 150 € brut mensuel", (1150, 1150, "EUR", MONTH)),
    ("Taux : entre 19 et 23€ de l'heure Primes : 12 %", (19, 23, "EUR", HOUR)),
    ("9 200 - 11 000 MAD net / mois", (9200, 11_000, "MAD", MONTH)),
]
SPANISH: list[Case] = [
    ("27.500€ - 32.000€ b/a", (27_500, 32_000, "EUR", YEAR)),
    ("1.720 euros brutos al mes", (1720, 1720, "EUR", MONTH)),
    ("salario 26k-31k", (26_000, 31_000, None, YEAR)),
    ("Salario:34000 a 37500 brutos anuales", (34_000, 37_500, None, YEAR)),
    ("Salario: desde 19.500 € hasta 23.000 € al año", (19_500, 23_000, "EUR", YEAR)),
    ("SBA: 38.400€ + variable", (38_400, 38_400, "EUR", YEAR)),
    ("Salario bruto mensual 1.310 € x 14 pagas", (1310, 1310, "EUR", MONTH)),
    ("Sueldo de 21,000 a 24,500 MXN mensuales", (21_000, 24_500, "MXN", MONTH)),
    ("Salario entre 3.800.000 y 5.100.000 COP", (3_800_000, 5_100_000, "COP", None)),
    ("Sueldo: S/ 2,750 mensuales", (2750, 2750, "PEN", MONTH)),
    ("30 mil pesos mensuales", (30_000, 30_000, None, MONTH)),
]
OTHERS: list[Case] = [
    ("Salário: R$ 7.400,00 por mês", (7400, 7400, "BRL", MONTH)),
    ("R$ 2.900 a R$ 3.600 mensais", (2900, 3600, "BRL", MONTH)),
    ("Salaris tussen €2.950,- en €3.840,- bruto per maand", (2950, 3840, "EUR", MONTH)),
    ("€16,20 per uur", (16.2, 16.2, "EUR", HOUR)),
    ("Bruto jaarsalaris van € 57.000 tot € 69.000", (57_000, 69_000, "EUR", YEAR)),
    ("RAL 34-39k", (34_000, 39_000, None, YEAR)),
    ("Retribuzione 1.650 € lordi al mese per 14 mensilità", (1650, 1650, "EUR", MONTH)),
    ("Stipendio tra 27.000 e 31.000 euro annui lordi", (27_000, 31_000, "EUR", YEAR)),
    ("17 500 - 23 000 zł netto + VAT / mies.", (17_500, 23_000, "PLN", MONTH)),
    ("Wynagrodzenie: od 9 200 do 11 800 zł brutto", (9200, 11_800, "PLN", None)),
    ("od 28,50 zł/godz.", (28.5, None, "PLN", HOUR)),
]


def key(found: Pay) -> Expected:
    return (
        None if found.min is None else float(found.min),
        None if found.max is None else float(found.max),
        found.currency,
        found.period,
    )


@pytest.mark.parametrize(("words", "expected"), ENGLISH + GERMAN + FRENCH + SPANISH + OTHERS)
def test_one_range(words: str, expected: Expected) -> None:
    assert [key(found) for found in pay.read(words)] == [expected]


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        ("$62,000 - $71,000 + super", "AU", (62_000, 71_000, "AUD", YEAR)),
        ("73,100 - $79,800 (plus super)", "AU", (73_100, 79_800, "AUD", YEAR)),
        ("Entre 61 000 $ et 74 000 $ par année", "CA", (61_000, 74_000, "CAD", YEAR)),
        ("Sueldo: $16,500 libres mensuales", "MX", (16_500, 16_500, "MXN", MONTH)),
        ("Salario: $2.150.000 + prestaciones", "CO", (2_150_000, 2_150_000, "COP", None)),
        ("Salario: $1'850.000 al mes", "CO", (1_850_000, 1_850_000, "COP", MONTH)),
        ("Sueldo semanal de $2,750 más bonos", "MX", (2750, 2750, "MXN", WEEK)),
        ("Pago diario de $410 pesos", "MX", (410, 410, "MXN", DAY)),
        ("Renta líquida: $1.050.000", "CL", (1_050_000, 1_050_000, "CLP", None)),
        ("Lön: 38 000 - 44 500 kr/mån", "SE", (38_000, 44_500, "SEK", MONTH)),
        ("Løn: 47.000 kr./md.", "DK", (47_000, 47_000, "DKK", MONTH)),
        ("Salary: 5.2L - 6.8L per annum", "IN", (520_000, 680_000, "INR", YEAR)),
    ],
)
def test_the_country_decides(words: str, country: str, expected: Expected) -> None:
    assert [key(found) for found in pay.read(words, country=country)] == [expected]


def test_what_a_nation_in_the_sentence_says_goes_before_the_country() -> None:
    words = "The US base salary range for this role is $101,000-$139,000 + bonus + equity."
    assert [key(found) for found in pay.read(words, country="CA")] == [
        (101_000, 139_000, "USD", YEAR)
    ]


def test_a_posting_as_a_whole() -> None:
    body = """Was wir bieten
    • Gehalt zwischen 49.000 € und 58.000 € brutto jährlich, je nach Erfahrung
    • 29 Tage Urlaub und 45 € monatlicher Sachbezug
    • Zuschuss zum Deutschlandticket, 1.200 € Weiterbildungsbudget im Jahr
    • Prämie von 900 € für jede Empfehlung"""
    assert [key(found) for found in pay.read(body)] == [(49_000, 58_000, "EUR", YEAR)]
