"""The words that pay is written with, and those that say that an amount is something else.

In English, German, French, Spanish, Portuguese, Dutch, Italian and Polish, and a few of their
neighbours. All folded: without accents, in lower case. Grown from real postings; add to them
freely.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PAY = (
    "banda bruttojahresgehalt comp compensation ctc earn earning earnings earns hourpay "
    "income ote package paid pay payrate paying pays payscale rate rates remuneration "
    "salaries salary wage wages payment "
    # German
    "bezuge bruttogehalt dotierung dotiert fixgehalt fixum gehalt gehaltlich gage honorar "
    "lohn monatsgehalt stundenlohn stundensatz tagessatz verdienen verdienst verdienste "
    "verdienstmoglichkeiten vergutet vergutung zielgehalt entgelt grundgehalt gehaltsspanne "
    "gehaltsrahmen gehaltsband gehaltsrange gehaltsbandbreite gehaltskorridor gehaltsangabe "
    "gehaltsniveau gehalts lehrjahr ausbildungsjahr "
    # French
    "cachet fixe fourchette gratification remunere remuneree remunerations salaire salaires "
    "salarial salariale tjm traitement thm "
    # Spanish, Portuguese, Catalan
    "sou honorarios pago remuneracion remuneracao remuneracio retribucion retribucio salari "
    "remunerado remunerada remuneradas salario salarios salariales sba sueldo sueldos renta rango "
    "tarifa faixa bolsa ganaras "
    "cobraras jornal "
    # Italian
    "compenso paga ral retribuzione retributivo stipendio lordo "
    # Dutch
    "loon salaris salarisindicatie salarisschaal uurloon uurtarief tarief verdien verdient "
    "verdienmodel maandsalaris jaarsalaris brutosalaris startsalaris "
    # Polish and others
    "wynagrodzenie wynagrodzenia wynagrodzeniu stawka stawki placa pensja zarobki widelki lon "
    "lonn manadslon mallon timlon mzda plat fizetes palkka lpa"
)
_GROSS = (
    "gross net nett netto brut bruts brute brutes bruto brutos bruta brutas brutto lordo "
    "lordi lorda netti netta neto netos neta nets bruttó b liquido liquidos libres base pre "
    "tax taxed before"
)
# Beside an amount these say that it is a perk, money of others, or a size.
_OTHER = (
    "401 401k 403b acquired acv adoption aid assistance allowance allowances aov arr assets aum "
    "backed backing "
    "bonus bonuses bookings budget budgets cac charity cheque cheques contribution "
    "contributions cost costs coverage credit credits customers deal deals deductible discount "
    "discounts donated ltv tcv "
    "donation donations ebitda employees endowment equity exits expenses fee fees fine fines "
    "fsa fund funded funding fundraise fundraising gift gifts gmv grant grants gym hra hsa "
    "incentive incentives insurance insurances insured invest invested investment investments "
    "investors learning lifetime loans marketplace match matches matching mrr mutuelle perk "
    "perks pipeline portfolio premium premiums prize prizes protection quota quotas raise "
    "raised raising referral referrals reimburse reimbursed reimbursement relocation revenue "
    "revenues reward rewards round rsu rsus save saved saving savings seed series signing "
    "spend spending sponsorship stipend stipends stock stocks subsidy transactions transport "
    "transportation tuition turnover valuation valued valuing volume voucher vouchers "
    "wellness welcome worth profit profits ticket tickets exploits cap capital fitness "
    "processed processing sold exited benefit differential differentials supplement supplements "
    # German
    "auftragsvolumen auszahlung benefits bonuszahlung bilanzsumme empfehlung fahrtkosten "
    "gebuhr gebuhren gutschein gutscheine investition investitionen jobrad jobticket kosten "
    "kostet preis preise preisgeld pramie pramien provision rabatt rabatte sachbezug spende "
    "spenden umsatz umsatze urlaubsgeld volumen zuschuss zuschusse zuschlag zuschlage zulage "
    "zulagen deutschlandticket stipendium bafog "
    # French
    "affaires bspce aide aides cadeau cadeaux carte chiffre cooptation cotisations dotation "
    "forfait frais indemnite indemnites interessement investissement leve levee panier "
    "parrainage participation portefeuille prevoyance prime primes restaurant remboursement "
    "remboursements subvention swile titres valeur "
    # Spanish, Portuguese
    "acciones accions aguinaldo aportacion participaciones pensiones bonificacion auxilio "
    "ayuda ayudas bono bonos comisiones comision dietas descuento descuentos facturacion "
    "facturamos facturado facturando formacion incentivo incentivos inversion kilometraje "
    "plus premio premios presupuesto prima subsidio vale vales ventas transporte recarga "
    "seguro cartera precio precios coste costes ronda financiacion valoracion poliza "
    "bonificaciones recomendacion referidos bienvenida guarderia importe ahorro "
    # Italian, Dutch, Polish
    "buoni buono fatturato premi rimborso welfare bonussen budzet korting omzet reiskosten "
    "reiskostenvergoeding vakantiegeld vergoeding dofinansowanie premia premie "
    "opleidingsbudget"
)
_AFTER_ONLY = (
    "article articles billion business clients commission commissions companies company "
    "contract contracts developers guaranteed development disability education home industry "
    "life lunch market meal million options page pages people policy sales shares share sign "
    "teams training travel retention users word words debt collaborateurs clientes personas "
    "usuarios"
)
_BEFORE_ONLY = (
    "authority threshold accident commission commissions cover covers weiterbildungsbudget win "
    "mileage paniers deplacement deplacements repas nuitee nuitees auslose spesen verpflegung "
    "ubernachtung dieta desplazamiento manutencion trades tip tips gratuities loan debt rent "
    "rents rental miete warmmiete wohnung loyer loyers logement chambre meuble meublee alquiler "
    "habitacion arriendo venta disability variable diem housing deposit projets chantiers dossiers "
    "variabler variablen variables variabel"
)
_NO_LONG_AFTER_A_RANGE = (
    "bonus bonuses bspce commission commissions equity benefits package company guaranteed "
    "home travel options shares plus contract contracts industry life market business sales "
    "teams people"
)
_MONEY = (
    "aud cad chf dhs dkk dollar dollars eur euro euros fcfa franken francs ft gbp inr kroner "
    "kronor lei nok pesos pln pounds rand reais rmb rupees sek sgd soles sterling usd zlotych "
    "dh dt"
)
_ROLES = (
    "accountant administrator adviser advisor agent agents analyst architect assistant associate "
    "attorney auditor broker buyer chef clerk consultant controller coordinator cook counsel "
    "designer developer director driver editor engineer engineers executive handler head "
    "instructor intern lead leader manager managers nurse officer operator partner planner "
    "president programmer recruiter representative representatives researcher rep reps scientist "
    "secretary specialist strategist supervisor teacher technician therapist trader trainee "
    "trainer underwriter vp worker writer "
    # German
    "berater beraterin einkaufer entwickler fachkraft ingenieur kaufmann kauffrau leiter leiterin "
    "leitung mitarbeiter mitarbeiterin referent sachbearbeiter techniker verkaufer werkstudent "
    # French, Spanish, Portuguese
    "charge chargee chef cheffe collaborateur comptable commercial conseiller conseillere "
    "developpeur directeur directrice gestionnaire ingenieur responsable technicien vendeur "
    "administrativo analista asesor asesora comercial contable dependiente desarrollador director "
    "directora ejecutivo gerente gestor gestora ingeniero jefe operario programador tecnico "
    "vendedor analista desenvolvedor engenheiro"
)
_DULL = (
    "a additional amount an and annual annually annuel anticipated anual are at aud band base "
    "begins benefits between brut bruto brutto budget cad cash compensation competitive "
    "contract currency daily date day details duration earnings estimate estimated eur "
    "expected fixed for from full full-time gbp gehalt gehaltsrahmen gehaltsspanne grade "
    "gross guaranteed hire hiring hour hourly hybrid in information is jahr job jobs k level "
    "likely max maximum min minimum month monthly netto new note of offer offered on-target "
    "or ote our package part part-time pay per position range ranges ranging rate rates "
    "reasonable remote remuneration retribucion role salaire salaries salario salary scale "
    "start starting starts structure target that the this time to total transparency type "
    "typical up usd variable vergutung wage we week weekly what with year yearly you your"
)


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them."""
    return frozenset(listed.split())


PAY: Final = words(_PAY)
GROSS: Final = words(_GROSS)
"""Words that may stand between an amount and what belongs to it."""
MONEY: Final = words(_MONEY)
"""Words that mean a currency however they are written; other codes count in capitals only."""
DULL: Final = words(_DULL) | PAY
"""Words of a label that speak of the pay and not of a place or level."""

ROLES: Final = words(_ROLES)
"""Words for who does the work, as titles have them."""

_OTHER_WORDS: Final = words(_OTHER)
_AFTER: Final = _OTHER_WORDS | words(_AFTER_ONLY)
_BEFORE: Final = _OTHER_WORDS | words(_BEFORE_ONLY)
LIGHT: Final = words(_NO_LONG_AFTER_A_RANGE)
"""After a range of a salary's size these begin the next thing: "£45,000 - £55,000 Bonus Car"."""

# German and Dutch write what pay is in one word, and what is none.
_PAY_ENDS = re.compile(
    r"[^\W\d_]{3,}(?:gehalt|gehaltes|gehalter|vergutung|lohn|lohne|entgelt|verdienst|einkommen|"
    r"bezahlung|entlohnung|besoldung|honorar|salaris|loon)$|^(?:brutto|netto)[^\W\d_]{4,}$|"
    r"^(?:bezahlung|entlohnung|entlohnt|besoldung|einkommen|mindest(?:gehalt|lohn|entgelt))$"
)
_OTHER_ENDS = re.compile(
    r"^(?!uber(?:be)?zahlung)[^\W\d_]{3,}(?:zuschuss|zuschusse|bonus|boni|budget|budgets|pramie|pramien|zulage|zulagen|"
    r"gutschein|gutscheine|volumen|umsatz|kosten|rabatt|rabatte|zahlung|zahlungen|ticket|"
    r"provision|beitrag|vorsorge|zuwendung|geld|verantwortung|guthaben|versicherung|summe|preis|preise|pauschale|"
    r"pauschalen|beihilfe|erstattung|"
    r"vergoeding|zuschlag|zuschlage|wert)$"
)


@lru_cache(maxsize=8192)
def is_pay(word: str) -> bool:
    """Whether a word is one for pay: an amount near it is likely to be pay."""
    return word in PAY or (6 < len(word) < 50 and bool(_PAY_ENDS.search(word)))


@lru_cache(maxsize=8192)
def is_other_before(word: str) -> bool:
    """Whether a word before an amount says that it is no pay."""
    return word in _BEFORE or (7 < len(word) < 50 and bool(_OTHER_ENDS.search(word)))


@lru_cache(maxsize=8192)
def is_other_after(word: str) -> bool:
    """Whether a word right after an amount says that it is no pay."""
    return word in _AFTER or (7 < len(word) < 50 and bool(_OTHER_ENDS.search(word)))
