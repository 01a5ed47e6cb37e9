"""The words of a "Who is hiring?" header, by which its fields are told apart."""

from __future__ import annotations

import re


def _any(patterns: str) -> re.Pattern[str]:
    """Any of the patterns, parted by spaces, as whole words in any case; _ is space or hyphen."""
    choices = "|".join(patterns.split()).replace("_", r"[\s-]?")
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])", re.IGNORECASE)


URL = re.compile(
    r"https?://[^\s|<>()\[\]]{1,500}"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|io|ai|co|org|net|dev|app|tech|so|me|de|fr|nl|ch"
    r"|uk|eu|ca|xyz|gg|fm|tv|im|is|sh|ly|us|cloud|health|bio|energy|finance|jobs|careers|works"
    r"|space|vc|pe|it|es|se|no|at|pl|in|au|nz|sg|jp|be|dk|fi|to|chat|games|studio|systems|team"
    r"|world|digital|software|network|earth|aero|law|build|inc|one|run|page|link)"
    r"(?:\.(?:uk|au|nz|jp|br|za|in))?(?:/[^\s|<>()\[\]]{0,500})?(?![\w@])",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

# "PT/ET hours" are zones of time, and neither part-time work nor Ethiopia.
_ZONE = "[PMCE][SD]?T"
ZONES = re.compile(
    rf"(?<![^\W_])(?:{_ZONE}(?:/{_ZONE}){{1,4}}|{_ZONE}(?=\s(?:hours?|time|overlap)))"
    r"(?:\s(?:(?:business|working)\s)?(?:hours?|time(?:\s?zones?)?|overlap|preferred|only)){0,4}"
    r"(?![^\W_])"
)

FULL_TIME = _any("full_time ft fte permanent perm vollzeit cdi unbefristet festanstellung")
PART_TIME = _any("part_time pt teilzeit")
OTHER_TIME = _any("""
    full_time\\scontract(?:or)? contract(?:or|ors|ing|s)?(?:_to_hire)? freelance(?:rs?)? temporary
    1099 w2 c2c c2h b2b corp_to_corp fixed_term cdd
""")
INTERN = _any("interns? internships? co_op working_student werkstudent(?:in)?")
VISA = _any("visas? relocation relo sponsor(?:s|ed|ship)? h_?1_?b citizens? citizenship clearance")

REMOTE = _any("""
    remote remotely remoto distributed wfh telecommut(?:e|ing) work_from_(?:home|anywhere)
""")
NOT_REMOTE = _any("no_remote non_remote not_remote remote_not remote:_?no")
HYBRID = _any("hybrid part_remote partial_remote partially_remote semi_remote")
ONSITE = _any("on_site in_person in_office on_premise(?:s)? office")
EITHER = re.compile(
    r"remote\W{1,3}(?:or\W{1,3})?hybrid|hybrid\W{1,3}(?:or\W{1,3})?remote"
    r"|hybrid[^|]{1,80}?\bor\W{1,3}remote|remote[^|]{1,80}?\bor\W{1,3}hybrid",
    re.IGNORECASE,
)

WORKER = _any("""
    engineers? developers? devs? programmers? architects? designers? scientists? analysts?
    managers? directors? researchers? consultants? technicians? writers? marketers? recruiters?
    specialists? coordinators? assistants? advocates? administrators? sysadmins? testers? hackers?
    generalists? operators? traders? quants? postdocs? instructors? teachers? editors? artists?
    animators? accountants? technologists? mathematicians? statisticians? economists? executives?
    sres? swes? sdets? ctos? ceos? coos? cfos? cmos? cpos? vps? cofounders? co_founders? founders?
    leads? leaders? strategists? evangelists? mentors? technical_staff mts supervisors? buyers?
    entwickler(?:in|innen)? ingenieur(?:in|e)? développeu(?:r|rs|se|ses) ingénieure?s?
    desarrollador(?:a|es)? ingeniero engenheiro desenvolvedor(?:a|es)? programador(?:a|es)?
    ontwikkelaars? utvecklare
""")
WORK = _any("""
    engineering development programming design software hardware firmware embedded full_?stack
    front_?end back_?end web mobile ios android devops mlops devsecops devrel sysops secops
    machine_learning deep_learning ml ai data qa infrastructure infra platform security research
    product sales marketing support operations growth finance legal hr success staff senior sr
    junior jr principal founding head_of chief lead mid_level new_grads? graduates?
    roles? positions? openings? jobs multiple various several many all_levels stellen
    compilers? robotics cryptography blockchain graphics simulation computer_vision nlp
    ux ui crypto
""")
# A list of these beside a role is what is worked with.
TECH = _any("""
    rust python golang ruby rails java javascript typescript react node(?:\\.?js)? vue angular
    elixir erlang haskell scala clojure php kotlin swift kubernetes linux postgres(?:ql)? django
    solidity llms? cuda fpga asic rf cad c\\+\\+ c\\# \\.net
""")
ASIDE = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:relocation|relo|visas?|sponsor\w{0,8})\b[^()\[\]]{0,60}[)\]]",
    re.IGNORECASE,
)
PLACES = re.compile(
    r"(?:multiple|various|several|many|all|different)\s(?:\w{1,12}\s)?"
    r"(?:locations?|offices?|cities|countries|sites)",
    re.IGNORECASE,
)
CITIZENS = re.compile(
    r"(?:US|U\.S\.|USA|UK|EU)\b.{0,30}\b(?:citizen(?:s|ship)?|persons?|clearance|visas?)\b.{0,40}",
    re.IGNORECASE,
)

PLACE = _any("""
    us usa u\\.s\\.a?\\.? uk eu eea emea latam apac anz dach benelux nordics europe european
    worldwide anywhere global international americas asia africa america canada mexico brazil
    argentina chile colombia peru uruguay germany france spain portugal italy poland ukraine
    romania bulgaria serbia croatia slovenia slovakia czechia czech_republic hungary austria
    switzerland netherlands belgium luxembourg ireland england scotland wales britain
    united_kingdom united_states denmark sweden norway finland iceland estonia latvia lithuania
    greece turkey cyprus malta israel egypt nigeria kenya ghana south_africa morocco uae dubai
    india pakistan bangladesh sri_lanka nepal china taiwan hong_kong japan korea singapore malaysia
    indonesia thailand vietnam philippines australia new_zealand deutschland schweiz españa brasil
    nyc new_york manhattan brooklyn sf sfo san_francisco bay_area silicon_valley palo_alto
    mountain_view menlo_park sunnyvale san_jose santa_clara redwood_city san_mateo oakland berkeley
    los_angeles santa_monica san_diego seattle bellevue redmond portland austin dallas houston
    denver boulder chicago boston cambridge philadelphia pittsburgh atlanta miami washington
    dc d\\.c\\. raleigh durham charlotte nashville detroit ann_arbor minneapolis salt_lake_city
    phoenix las_vegas toronto montr[eé]al vancouver ottawa waterloo calgary london oxford bristol
    manchester edinburgh glasgow dublin berlin munich m[uü]nchen hamburg cologne k[oö]ln frankfurt
    stuttgart leipzig dresden karlsruhe paris lyon grenoble toulouse nantes bordeaux lille
    amsterdam rotterdam utrecht eindhoven delft brussels antwerp ghent z[uü]rich geneva lausanne
    basel bern vienna wien graz linz madrid barcelona valencia lisbon lisboa porto milan rome
    turin warsaw krak[oó]w wroc[lł]aw gda[nń]sk prague brno budapest bucharest cluj sofia belgrade
    zagreb athens stockholm gothenburg malm[oö] copenhagen aarhus oslo helsinki tallinn riga
    vilnius kyiv lviv tel_aviv bangalore bengaluru mumbai delhi hyderabad pune chennai tokyo osaka
    seoul shanghai beijing shenzhen taipei bangkok hanoi jakarta manila sydney melbourne brisbane
    perth auckland wellington s[aã]o_paulo buenos_aires santiago bogot[aá] medell[ií]n mexico_city
    california texas florida colorado massachusetts virginia oregon illinois ohio utah
    est pst cst mst cet gmt utc time_?zones? hq based downtown area
""")
_STATE = (
    "(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[ADEINOST]"
    "|N[CDEHJMVY]|O[HKNR]|PA|QC|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|BC|AB)"
)
CITY_AND_STATE = re.compile(rf"[^\W\d_][\w .'’-]{{1,40}},\s?{_STATE}\b")
CITY_STATE = re.compile(rf"[A-Z][\w.'’-]{{1,20}}(?:\s[A-Z][\w.'’-]{{1,20}}){{0,2}}\s{_STATE}")

_CODE = "(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SGD|INR|PLN|SEK|NOK|DKK|JPY|BRL|ILS|CZK|HUF)"
_DIGITS = r"\d[\d.,]*+"
_NO_FUNDING = r"(?!\s?(?:[mMbB]\b|MM\b|bn\b|mm\b|mil|bil|\d))"
MONEY = re.compile(
    rf"(?:US|CA|AU|NZ|C|A|R|S)?[$€£¥₹]\s?{_DIGITS}{_NO_FUNDING}\s?[kK]?"
    rf"|{_CODE}\s?{_DIGITS}{_NO_FUNDING}\s?[kK]?"
    rf"|(?<![\w.,$€£]){_DIGITS}\s?(?:[kK]\b\s?{_CODE}?|{_CODE}\b|[kK]?\s?[€£₹]|LPA\b)"
    r"|(?<![\w.,])\d{2,3}[,.]\d{3}\s?[-–—]\s?\d{2,3}[,.]\d{3}(?![\w.,])"
)
FUNDING = _any("rais(?:ed|ing) funding funded series_[a-e] seed valuation revenue arr mrr backed")
OF_PAY = _any("salary compensation comp equity competitive bonus stock options pay ote benefits")
