"""Amounts and numbers of postings that are no pay. All of it is invented."""

from __future__ import annotations

import pytest

from alertbot import pay

MONEY = [
    "Our ARR grew to $27M within two years",
    "We closed a $340M Series C and are valued at $1.9bn",
    "Annual bonus of up to €9,000",
    "Referral bonus: €2,750",
    "£35 for gym and fitness memberships monthly.",
    "you will get €1,100 per year for courses and books",
    "USD 900/month housing allowance.",
    "equity worth $40,000 - $90,000 vesting over four years",
    "Salary package: we offer $80,000 in equity.",
    "Salary: we add a $750 referral bonus and lunch",
    "Manage accounts between $300K and $4M in annual spend",
    "Average deal size $25k - $45k; you carry a quota of $700k",
    "Customers pay between $18,000 and $42,000 per year for our product.",
    "We pay our cloud bill of 38,000 EUR per year.",
    "Transport compensation - 210 euros net per month.",
    "The firm insures claims valued above £310,000.",
    "Company-paid life insurance of $60,000 and HSA contribution of $900 per year",
    "Essenszuschuss i. H. v. bis zu 95,50 EUR",
    "Wechselprämie von 1.800 € brutto nach der Probezeit",
    "Urlaubsgeld 1.050 € und Weihnachtsgeld 880 €",
    "Neben dem Stundenlohn gibt es monatlich einen 30 €-Gutschein.",
    "Sie verantworten ein Projektbudget von 420.000 Euro.",
    "Unser Umsatz liegt bei 85 Mio. €, davon 12 % im Ausland",
    "Tickets restaurant 9,20€/jour, prime vacances de 450€",
    "Prime de cooptation de 800€ brut",
    "Budget de 1 400 € pour le matériel",
    "Nous avons levé 11M€ et comptons 65 collaborateurs.",
    "Indemnités kilométriques : 0,41 €/km ; panier repas : 11 €/jour",
    "Plus de transporte de 180 € al mes y dietas de 28 € diarios",
    "Seguro médico valorado en 540€/año y cheque guardería",
    "Facturamos 22 millones de euros y somos 130 personas",
    "Acciones por valor de 70.000 € brutos anuales.",
    "Dofinansowanie karty sportowej 150 zł miesięcznie",
]
MORE_MONEY = [
    "Extra for nights: +$3.75/hr -> Sunday +$6.20/hr",
    "You sell deals with an ACV of EUR 70-130k to manufacturers.",
    "Life cover of 3x salary up to $450,000",
    "Employer-paid disability cover of up to $1,300 per week",
    "Up to $12,500 in adoption assistance",
    "$38,000 in RSUs over four years",
    "A $4,000 retention payment after the season",
    "Salary packaging up to $15,600 a year",
    "Flats rent from $2,150 per month here",
    "Wir bewegen jährlich 45.000 Tonnen und setzen 70 Mio. € um.",
    "Wohnung ab 520 € warm im Monat verfügbar",
    "Dienstwagen mit Listenpreis bis 52.000 €",
    "Leader du secteur, 650 M€ de CA, 2 800 salariés",
    "Dossiers de 4 à 60 K€ pour des clients du secteur",
    "Chaque salarié dispose de 1 300 € par an pour se former",
    "Grand déplacement 85€/jour",
    "Cartera de clientes de 3M€ y presupuesto anual de 130.000 €",
    "Precio medio por obra entre 18.000 y 45.000 euros",
    "Objetivo de venta de 35.000 € mensuales",
    "Bonificación no salarial de 350.000 COP",
]
NUMBERS = [
    "Retirement: 403(b) and 401k plans after 60 days",
    "Salary review in 2027; hours 9:00 - 17:30",
    "Salary: negotiable. Ref: 130000-160000",
    "Call +49 30 555 01 23 or 555-0143-200",
    "Poste basé à 69003 Lyon, 37 heures par semaine, 6 semaines de congés",
    "Bewerbungsfrist: 30.11.2027, Referenz 2027-0815, 34117 Kassel",
    "38-40 Stunden/Woche, Schichtzulage 25 %, 28-30 Tage Urlaub",
    "Horario de 8 a 17h, 40 horas semanales, 23 días laborables",
    "120-180 calls per day, 4-6 weeks of training, lift 50 lbs",
    "Bac+5, coefficient 2.1, 218 jours par an",
    "ISO 27001, SOC 2, PHP 8 and 3+ years of TRY-catch in C$",
    "TJM selon profil, équipe de 12 personnes",
    "RAL commisurata all'esperienza",
    "13% Super",
    "No budget for moving ($4,000). Office: Market Street, Erie, PA 16501.",
    "GS-12, series 2210, announcement 24-118832",
]


@pytest.mark.parametrize("words", MONEY + MORE_MONEY + NUMBERS)
def test_nothing_is_read(words: str) -> None:
    assert pay.read(words) == ()


@pytest.mark.parametrize(
    "words", ["$", "€€€", "k", "-", "1.2.3.4", "00012", "12,34,5 EUR", "31.12.2027 €"]
)
def test_what_is_no_number(words: str) -> None:
    assert pay.read(words) == ()
