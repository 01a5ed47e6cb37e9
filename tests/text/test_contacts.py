"""What is an address or a telephone number, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.text import from_html
from alertbot.text.contacts import MAIL, PHONE, without_contacts

MAILS = (
    "jo.doe@northwind.example",
    "jo_doe+jobs@mail.northwind.co.example",
    "mailto:jo@northwind.example",
    "jo%40northwind.example",
    "jo (at) northwind.example",
    "jo [at] northwind [dot] example",
    "jörg@bücher.example",
)
PHONES = (
    "+49 30 1234567",
    "+49 (0)30 / 123 45 67",
    "+1 555 010 0100",
    "+1-555-010-0100",
    "+15550100100",
    "+44 (20) 7946 0958",
    "0049 30 1234567",
    "(555) 010-0100",
    "555-010-0100",
    "555.010.0100",
    "555 010 0100",
    "030 1234567",
    "(030) 123 4567",
    "0176/12345678",
    "020 7946 0958",
    "01 23 45 67 89",
)
OTHERS = (
    "$120,000 - $150,000",
    "120 000 - 150 000 EUR",
    "CHF 120'000 – 150'000 p.a.",
    "pay 100 000 000 KRW",
    "up to +10 000 EUR a year",
    "€55.000,00 - 65.000,00",
    "0 - 100 000 PLN",
    "45.50/h to 60.75/h",
    "R-0012345-67",
    "JR-2026-001234",
    "REQ 100 200 300",
    "2026-06-01 until 2026-07-01",
    "01/02/2026",
    "01.02.2026 - 05.02.2026",
    "08.00 - 17.00",
    "08:00-17:00 and 09:00-18:00",
    "24/7, ISO 27001, RFC 2616, 802.11",
    "10115 Berlin, 80331 München",
    "Engineer @ Northwind",
    "C++ @scale, 401(k), 1099-NEC",
    "telescope 12345678",
)


@pytest.mark.parametrize("mail", MAILS)
def test_an_address_is_taken_out(mail: str) -> None:
    assert without_contacts(f"Write to {mail} today.") == f"Write to {MAIL} today."
    assert without_contacts(mail) == MAIL


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_is_taken_out(phone: str) -> None:
    assert without_contacts(f"Call {phone} today.") == f"Call {PHONE} today."
    assert without_contacts(phone) == PHONE


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tel.: 30123456", f"Tel.: {PHONE}"),
        ("telephone 555 0100 1", f"telephone {PHONE}"),
        ("WhatsApp: 01761234567", f"WhatsApp: {PHONE}"),
        ("mobile (0)176 123456", f"mobile {PHONE}"),
    ],
)
def test_what_is_called_a_number_is_one(text: str, left: str) -> None:
    assert without_contacts(text) == left


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_and_signs_stay(text: str) -> None:
    assert without_contacts(text) == text
    assert without_contacts(f"For this: {text}.") == f"For this: {text}."


@given(st.text("ab@.+-() 01256/tel:\u2009", max_size=60))
def test_once_is_enough(text: str) -> None:
    once = without_contacts(text)
    assert without_contacts(once) == once


@pytest.mark.parametrize("piece", ["+1 ", "a@", "0123 4", "a.", "tel 1 ", "(", "555 ", "1" * 50])
def test_its_time_grows_with_the_text(piece: str) -> None:
    text = from_html(piece * (200_000 // len(piece)))
    began = time.process_time()
    without_contacts(text)
    assert time.process_time() - began < 2
