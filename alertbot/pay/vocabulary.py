"""The words that pay is written with, in English, German, French and Spanish.

All folded: without accents, in lower case. Grown from real postings; add to them freely.
"""

from __future__ import annotations

_PAY = (
    "banda base brut bruto brutos brutto bruttogehalt bruttojahresgehalt comp compensation "
    "ctc earn earning earnings earns fourchette gehalt gehaltsband gehaltsrahmen "
    "gehaltsspanne gross honorar hourpay jahresbruttogehalt jahresgehalt jahreszielgehalt "
    "lohn lpa monatsgehalt ote package paid pay paying pays rate rates remuneracion "
    "remuneration retribucion retribuzione salaire salarial salariale salaries salario "
    "salaris salary stipendio stundenlohn sueldo tagessatz tjm verdienen verdienst "
    "vergutung wage wages zielgehalt"
)
_NOT_AFTER = (
    "401 allowance arr article assets aum billion bonus bonuses budget budgets business "
    "cheques clients commission commissions companies company contract contracts coverage "
    "credit credits customers deals deductible developers discount education employees "
    "equity fund funding gift gifts gmv grant grants guaranteed home industry insurance "
    "investment investments learning life lifetime lunch market match matching meal million "
    "mrr options page pages people perk perks pipeline policy pramie pre prime prize prizes "
    "quota raised referral reimbursement relocation revenue revenues round rsu rsus sales "
    "savings series shares sign signing stipend stipends stock teams training travel umsatz "
    "urlaubsgeld users valuation voucher vouchers wellness word words worth zuschuss"
)
_NOT_BEFORE = (
    "accident protection insurances "
    "401 acquired allowance allowances arr assets aum backed backing bonus bonuses "
    "bonuszahlung budget budgetrahmen budgets budgetverantwortung contribution "
    "contributions cost costs cover coverage covers credit credits deal deals deductible "
    "development disability discount discounts donated donation donations education equity "
    "exited exploits fee fees fine fines fsa funded funding fundraising gift gmv grant "
    "grants gym hra hsa insurance insured invest invested investment investors learning "
    "lifetime loans market match matches matching mrr mutuelle perk perks pipeline "
    "portfolio pramie premium premiums prime prize prizes processed processing quota raise "
    "raised raising referral reimburse reimbursed reimbursement relocation revenue revenues "
    "reward rewards rsu rsus sales save saved saving savings series sold spend spending "
    "stipend stipends stock support transactions tuition umsatz valuation valued valuing "
    "volume voucher weiterbildungsbudget wellness worth zuschuss"
)
_MONEY = "aud cad chf dkk dollars eur euro euros gbp inr nok pesos pln pounds rand sek sgd usd"
_ALONE = (
    "annual annualised annualized annually annuel annuelle annuellement annuels annum anual "
    "anuales bruttojahresgehalt daily diario hebdomadaire horaire hourly hourpay "
    "jahresbrutto jahresbruttogehalt jahresgehalt jahresverdienst jahreszielgehalt jahrlich "
    "jahrliches journalier lpa mensual mensuales mensuel mensuelle mensuels monatlich "
    "monatliches monatsgehalt monthly pcm semanal stundenlohn stundensatz stundlich "
    "tagessatz tagessatze taglich tjm weekly wochentlich yearly"
)
_PER = "a al an each every im je l la of par per por pro the"
_DULL = (
    "a additional amount an and annual annually annuel anticipated anual are at aud band "
    "base begins benefits between brut bruto brutto budget cad cash compensation "
    "competitive contract currency daily date day details duration earnings estimate "
    "estimated eur expected fixed for from full full-time gbp gehalt gehaltsrahmen "
    "gehaltsspanne grade gross guaranteed hire hiring hour hourly hybrid in information is "
    "jahr job jobs k level likely max maximum min minimum month monthly netto new note of "
    "offer offered on-target or ote our package part part-time pay per position range "
    "ranges ranging rate rates reasonable remote remuneration retribucion role salaire "
    "salaries salario salary scale start starting starts structure target that the this "
    "time to total transparency type typical up usd variable vergutung wage we week weekly "
    "what with year yearly you your"
)

PAY = frozenset(_PAY.split())
"""Words for pay: an amount near one of them is likely to be pay."""
NOT_AFTER = frozenset(_NOT_AFTER.split())
"""Right after an amount, these say that it is something else: a bonus, funding, a budget."""
NOT_BEFORE = frozenset(_NOT_BEFORE.split())
"""Before an amount in its sentence, these say the same."""
MONEY = frozenset(_MONEY.split())
"""Words that mean a currency however they are written; other codes count in capitals only."""
ALONE = frozenset(_ALONE.split())
"""Words that mean a period by themselves; others need "per", "a", "/" and the like before them."""
PER = frozenset(_PER.split())
DULL = frozenset(_DULL.split()) | PAY
"""Words of a label that speak of the pay and not of a place or level."""
