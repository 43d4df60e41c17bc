"""How people say that they take a proposal back, and what leaves it open. Data alone; `phrases` asks it."""

from __future__ import annotations

from mailbot.intake.triage.phrasebook import NOT, OUR, REFERENCE, THING

# A withdrawal is a clause: who, verb and our object, and next to nothing between them.
_IT = r"(?:det|detta|den|denna)(?=$|[.,!;:]| (?:tillbaka|tillbaks|ne[rd]|nu|och|då|helt|tack)\b)"
_OBJECT = (
    rf"(?:(?:{OUR} (?:\w+ )?)?(?:{THING} )?{THING}"
    rf"(?! (?:på|till|med|från) (?!listan|dagordning|agenda|mötet|nästa|rug|omtanke|omedelbar))|{_IT})"
)
_WE = (
    r"(?:(?<!\batt )(?<!\bom )(?<!\bnär )(?<!\bsom )\b(?:jag|vi)\b"
    r"|\b(?:meddelar?|informerar? (?:er )?om|säga|bekräftar?) att (?:jag|vi)\b)"
)
_SO = r"(?:(?:härmed|tyvärr|dessvärre|därför|nu|gärna|helst|helt|alltså|också) )*"
_WILL = (
    r"(?:(?:vill|önskar|skulle vilja|måste|behöver|tvingas|kommer att|väljer att|ber (?:om )?att få"
    r"|har (?:\w+ ){0,3}(?:beslutat|beslutit|bestämt|valt|enats)(?: oss)?(?: om| för)?(?: att)?) )"
)
_BACK = r"(?:tillbaka|tillbaks)"
_THEN = rf" (?:(?:jag|vi) )?{_SO}"
_ACT = (
    rf"(?:(?:dra|ta)r?{_THEN}(?:{_BACK} {_OBJECT}|{_OBJECT} (?:\w+ )?{_BACK})"
    rf"|lägg(?:er|a)?{_THEN}(?:ne[rd] {_OBJECT}|{_OBJECT} ne[rd])|tar?{_THEN}bort {_OBJECT}"
    rf"|(?:återkallar?|återtar?|avbryt(?:a|er)?|stryk(?:a|er)?|makulera|avslutar?|avskriva?){_THEN}{_OBJECT})"
)
_NOT_WANTED = (
    rf"\bvill {NOT} (?:längre )?(?:gå vidare med\b|att (?:(?:ni|rug) (?:tar upp|behandlar|går vidare)"
    rf"|{_OBJECT} (?:tas upp|behandlas|går vidare|ligger kvar))\b)"
)

WITHDRAWAL = (
    rf"{_WE} {_SO}(?:{_WILL}{_SO})?{_ACT}",
    rf"\b(?:vill|önskar|måste|tvingas) (?:jag|vi) {_SO}{_ACT}",
    rf"\b(?=\w+ (?:jag|vi)\b){_ACT}",
    rf"(?:^|[.,!:;] ?|\b(?:hej|och|så|snälla|vänligen|gärna|ni (?:kan|får|ska)|att ni) ){_SO}{_ACT}",
    rf"{_WE} har {_SO}(?:(?:dragit|tagit) {_BACK}|återkallat|lagt ne[rd]) {_OBJECT}",
    rf"\b(?:dras|tas) {_SO}{_BACK} {_OBJECT}|\b(?:återkallas|återtas) {_SO}{_OBJECT}",
    rf"\b{THING} (?:(?:dras|drogs|tas) (?:\w+ )?{_BACK}|återkallas|återtas|utgår|läggs ne[rd])\b",
    (
        rf"\b{THING} (?:kan|ska|får) {_SO}"
        rf"(?:avslutas|avskrivas|strykas|läggas ne[rd]|tas bort|dras {_BACK}|återkallas)(?=\s*(?:[.,!]|$))"
    ),
    rf"\b(?:återkallelse|återkallande|återtagande|tillbakadragande) av {_OBJECT}",
    rf"\b(?:avstår|avstå) (?:\w+ )?från (?:att gå vidare|{OUR} {THING})",
    rf"\bglöm {OUR} {THING}|\bbortse från (?:{OUR} )?{THING}",
    rf"\b(?:drar|dra|backar|backa|hoppar|hoppa) (?:oss |mig )?ur(?=[.!,;]|$| (?:{_OBJECT}|efter|på grund|eftersom))",
    rf"{_WE} drar {_SO}{_BACK}(?=\s*(?:[.!]|$))",
    _NOT_WANTED,
    rf"\b(?:väljer|valt|beslutat|bestämt)(?: oss)?(?: för)? att {NOT} gå vidare\b",
    rf"\b{THING} (?:är|känns) (?:{NOT} (?:längre )?aktuell\w*|inaktuell\w*|överspelat)",
    r"\bwithdraw (?:our|my|the) (?:\w+ )?(?:proposal|initiative|application|submission)",
)

SPEAKS_OF_WITHDRAWING = (
    rf"\b(?:dra|ta)[rs]?\b(?: \w+){{0,6}} {_BACK}\b|\b(?:drogs?|dragits?|tog|tagits?) (?:\w+ ){{0,3}}{_BACK}\b",
    r"\båter(?:kalla\w*|tar?|tas|tagande)\b|\btillbakadrag\w+",
    (
        rf"\b(?:avbryta?|avbryter|stryka?|makulera|avsluta|avskriva?|lägga? ne[rd]|ta bort)"
        rf" (?:(?:helt|därför|gärna) )?(?:{OUR} )?{THING}"
    ),
)
"""Words of withdrawing, whoever does it and to whatever: no withdrawal yet."""

OWN_THING = rf"\b{OUR} (?:\w+ )?{THING}|\b{REFERENCE}"
"""What a withdrawal must name to be beyond doubt."""

PLAINLY = (
    r"(?:hej[ ,!]*)?(?:jag|vi) (?:(?:vill|önskar|skulle vilja|måste|behöver|har beslutat att|väljer att) )?"
    r"(?:(?:härmed|tyvärr|dessvärre|därför|nu) )?"
    r"(?:drar?|tar?|återkallar?|återtar?|avbryter|avbryta) (?:härmed )?(?:tillbaka |tillbaks )?"
    rf"(?:{OUR} (?:\w+ )?{THING}(?: {REFERENCE})?|{REFERENCE})(?: tillbaka)?[ ,]*(?:tack)?[.!]*"
    rf"|dra tillbaka (?:{OUR} )?(?:\w+ )?{REFERENCE}[ ,]*(?:tack)?[.!]*"
)
"""A whole sentence that withdraws and says nothing besides."""

NOT_ANY_MORE = (
    _NOT_WANTED,
    rf"\bvill {NOT} (?:längre )?gå vidare\b",
    rf"\b(?:att {NOT} gå|går {NOT}) vidare\b",
    rf"\b(?:är|känns) {NOT} (?:längre )?aktuell\w*",
)
"""Negations that are a withdrawal's own."""

NEGATED = r"\b(?:inte|ej|aldrig|ingen|inga)\b"
DOUBT = (
    r"\b(?:hur|(?:om|ifall|kan) (?:man|jag|vi|det|ni|de|rug|någon|inte)|går det|utan att|innan|förrän|tills|först"
    r"|såvida|eventuellt|kanske|möjligen|troligen|nog|funderar|överväger|diskutera\w*)\b|\?"
)
"""What leaves open whether somebody means it: a condition, doubt, a question."""

CLAUSE = r"[,;:]|\b(?:eftersom|därför att|på grund av)\b"
"""What ends a clause, so that a negation behind it is of something else."""
