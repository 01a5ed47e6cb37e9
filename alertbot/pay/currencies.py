"""Currencies: their codes and signs, who uses which sign, and about what they are worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from alertbot.pay.vocabulary import words

# How many of each are about a euro. Only for telling an hour's pay from a year's, where a factor
# of two does not matter; conversion is the business of alertbot.pay.rates.
_WEIGHTS = (
    "AED 4 ARS 1500 AUD 1.7 BDT 135 BGN 2 BHD .4 BOB 8 BRL 6 CAD 1.6 CHF 1 CLP 1050 CNY 8 "
    "COP 4500 CRC 560 CZK 25 DKK 7.5 DOP 68 EGP 55 EUR 1 GBP .87 GEL 3 GHS 13 GTQ 9 HKD 9 HRK 7.5 "
    "HUF 390 IDR 18500 ILS 4 INR 97 ISK 145 JPY 165 KES 145 KRW 1550 KWD .35 KZT 580 LKR 340 "
    "MAD 10.6 MXN 21 MYR 4.8 NGN 1700 NOK 11.7 NZD 1.9 OMR .43 PEN 4 PHP 65 PKR 320 PLN 4.3 "
    "PYG 8000 QAR 4 RON 5 RSD 117 RUB 95 SAR 4.2 SEK 11 SGD 1.5 THB 37 TND 3.4 TRY 45 TWD 35 "
    "UAH 47 USD 1.1 UYU 46 VND 29000 XAF 656 XOF 656 ZAR 20"
)
_PARTS = _WEIGHTS.split()
ROUGHLY: Final = {
    code: Decimal(weight) for code, weight in zip(_PARTS[::2], _PARTS[1::2], strict=True)
}
"""About how many of a currency are worth a euro."""
CODES: Final = frozenset(ROUGHLY)
"""The currencies that work is paid in."""

# Signs that stand for one currency wherever they are used in job postings. All folded.
SIGNS: Final[dict[str, str]] = {
    "us$": "USD", "u$s": "USD", "u$d": "USD", "usd$": "USD", "$us": "USD", "$usd": "USD",
    "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "cdn$": "CAD", "$ca": "CAD", "$cad": "CAD",
    "a$": "AUD", "au$": "AUD", "aud$": "AUD", "$aud": "AUD", "nz$": "NZD", "nzd$": "NZD",
    "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "hk$": "HKD", "hkd$": "HKD", "r$": "BRL",
    "brl$": "BRL", "mx$": "MXN", "mxn$": "MXN", "$mxn": "MXN", "nt$": "TWD", "rd$": "DOP",
    "ar$": "ARS", "ars$": "ARS", "clp$": "CLP", "cop$": "COP", "col$": "COP", "s/": "PEN",
    "€": "EUR", "£": "GBP", "₹": "INR", "₪": "ILS", "₩": "KRW", "฿": "THB", "₱": "PHP",
    "₫": "VND", "₴": "UAH", "₺": "TRY", "₽": "RUB", "₦": "NGN", "zl": "PLN", "zlotych": "PLN",
    "kc": "CZK", "rs": "INR", "rp": "IDR", "rm": "MYR", "fr": "CHF", "sfr": "CHF", "franken": "CHF",
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "eu": "EUR", "e": "EUR", "usd": "USD",
    "gbp": "GBP",
    "chf": "CHF", "cad": "CAD", "aud": "AUD", "pln": "PLN", "inr": "INR", "sek": "SEK",
    "nok": "NOK", "dkk": "DKK", "rmb": "CNY", "us dollars": "USD", "ft": "HUF", "lei": "RON",
    "fcfa": "XOF", "reais": "BRL", "soles": "PEN", "rupees": "INR", "sterling": "GBP",
}  # fmt: skip

_DOLLARS = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN",
    "TW": "TWD", "CL": "CLP", "CO": "COP", "AR": "ARS", "UY": "UYU", "PR": "USD", "EC": "USD",
    "SV": "USD", "PA": "USD", "GU": "USD", "VI": "USD",
}  # fmt: skip
_PESOS = {
    "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP", "UY": "UYU", "DO": "DOP",
}  # fmt: skip
_RUPEES = {"IN": "INR", "PK": "PKR", "LK": "LKR", "BD": "BDT"}

# Signs that several countries share: the country decides.
SHARED: Final[dict[str, dict[str, str]]] = {
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "¥": {"JP": "JPY", "CN": "CNY"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "kronor": {"SE": "SEK"},
    "kroner": {"NO": "NOK", "DK": "DKK"},
    "pounds": {"GB": "GBP", "EG": "EGP"},
    "francs": {"CH": "CHF"},
    "dh": {"MA": "MAD", "AE": "AED"},
    "dhs": {"MA": "MAD", "AE": "AED"},
    "dt": {"TN": "TND"},
    "r": {"ZA": "ZAR"},
    "rand": {"ZA": "ZAR"},
    "pesos": _PESOS,
    "lakh": _RUPEES,
}
_LIKELIEST: Final = {"lakh": "INR", "r": "ZAR", "rand": "ZAR"}
"""What a shared sign means where no country says otherwise."""
DOLLARS: Final = frozenset({"$", "dollar", "dollars"})
"""Signs by which any dollar, or a peso, may be meant."""

_OF_EURO = words(
    "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG"
)  # fmt: skip
_OWN = {
    "US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "CH": "CHF", "IN": "INR",
    "PL": "PLN", "SE": "SEK", "NO": "NOK", "DK": "DKK", "MX": "MXN", "BR": "BRL", "CO": "COP",
    "CL": "CLP", "AR": "ARS", "PH": "PHP", "SG": "SGD", "CZ": "CZK", "HU": "HUF", "RO": "RON",
    "ZA": "ZAR", "JP": "JPY", "IL": "ILS", "AE": "AED",
}  # fmt: skip

# What a currency looks like where there is no doubt which it is.
SYMBOLS: Final[dict[str, str]] = {"EUR": "€", "GBP": "£", "USD": "$", "INR": "₹"}


def code(sign: str, country: str | None) -> str | None:
    """ISO 4217 of a sign, word or code in lower case; None where the country has to decide it."""
    if sign in SHARED:
        return SHARED[sign].get(country or "", _LIKELIEST.get(sign))
    if sign in SIGNS:
        return SIGNS[sign]
    upper = sign.upper()
    return upper if upper in CODES else None


def own(country: str | None) -> str | None:
    """The currency of a country (alpha-2): what size its amounts have. Not every country's."""
    return "EUR" if country in _OF_EURO else _OWN.get(country or "")
