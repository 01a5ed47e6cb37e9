"""Currencies: ISO 4217 codes, the signs that stand for them, and who uses which sign."""

from __future__ import annotations

from typing import Final

_CODES = (
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK EGP EUR GBP GEL GHS HKD "
    "HRK HUF IDR ILS INR ISK JPY KES KRW KWD KZT LKR MAD MXN MYR NGN NOK NZD OMR PEN PHP "
    "PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR "
)
CODES: Final = frozenset(_CODES.split())
"""The currencies that work is paid in."""

# Signs that stand for one currency wherever they are used in job postings.
SIGNS: Final[dict[str, str]] = {
    "us$": "USD", "u$s": "USD", "usd$": "USD", "$us": "USD", "ca$": "CAD", "c$": "CAD",
    "cad$": "CAD", "cdn$": "CAD", "$ca": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD",
    "nz$": "NZD", "nzd$": "NZD", "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "hk$": "HKD",
    "hkd$": "HKD", "r$": "BRL", "mx$": "MXN", "mxn$": "MXN", "nt$": "TWD", "€": "EUR", "£": "GBP",
    "₹": "INR", "₪": "ILS", "₩": "KRW", "฿": "THB", "₱": "PHP", "₫": "VND", "₴": "UAH",
    "₺": "TRY", "₽": "RUB", "₦": "NGN", "zł": "PLN", "kč": "CZK", "rs": "INR", "rm": "MYR",
    "fr.": "CHF", "sfr": "CHF", "euro": "EUR", "euros": "EUR", "eur": "EUR", "usd": "USD",
    "gbp": "GBP", "chf": "CHF", "cad": "CAD", "aud": "AUD", "pln": "PLN", "inr": "INR",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "lpa": "INR", "us dollars": "USD",
}  # fmt: skip

_DOLLARS = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN",
    "TW": "TWD", "CL": "CLP", "CO": "COP", "AR": "ARS", "UY": "UYU", "PR": "USD", "EC": "USD",
    "SV": "USD", "PA": "USD", "GU": "USD", "VI": "USD",
}  # fmt: skip

# Signs that several countries share: the country decides.
SHARED: Final[dict[str, dict[str, str]]] = {
    "$": _DOLLARS,
    "dollars": _DOLLARS,
    "¥": {"JP": "JPY", "CN": "CNY"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "pounds": {"GB": "GBP", "EG": "EGP"},
    "r": {"ZA": "ZAR"},
    "rand": {"ZA": "ZAR"},
    "pesos": {"MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP", "UY": "UYU"},
}

# What a currency looks like where there is no doubt which it is.
SYMBOLS: Final[dict[str, str]] = {"EUR": "€", "GBP": "£", "USD": "$", "INR": "₹"}


def code(sign: str, country: str | None) -> str | None:
    """ISO 4217 of a sign, word or code in lower case; None where the country has to decide it."""
    if sign in SHARED:
        return SHARED[sign].get(country or "")
    if sign in SIGNS:
        return SIGNS[sign]
    upper = sign.upper()
    return upper if upper in CODES else None
