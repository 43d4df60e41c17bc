"""How people put it: Swedish phrases (some English) by what they mean. Data alone; `phrases` asks it."""

from __future__ import annotations

import re

_REFERENCE = r"[a-zåäö]{1,8}-\d{4}-\d+"
_THING = (
    r"(?:(?:initiativ(?:et|en)?|förslag(?:et|en)?|ansök(?:an|ningen|ningarna)|ärende(?:t|na)?|idén?|anmälan)\b"
    rf"|{_REFERENCE})"
)
_OUR = r"(?:mitt|vårt|min|vår)"
_FORM = r"(?:mall(?:en)?|blankett(?:en)?|formulär(?:et)?)"
_NOT = r"(?:inte|ej|icke)"

# A withdrawal is a clause: who, verb and our object, and next to nothing between them.
_IT = r"(?:det|detta|den|denna)(?=$|[.,!;:]| (?:tillbaka|tillbaks|ne[rd]|nu|och|då|helt|tack)\b)"
_OBJECT = (
    rf"(?:(?:{_OUR} (?:\w+ )?)?(?:{_THING} )?{_THING}"
    rf"(?! (?:på|till|med) (?!listan|dagordning|agenda|mötet|nästa|rug|omtanke|omedelbar))|{_IT})"
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
    rf"\bvill {_NOT} (?:längre )?(?:gå vidare med\b|att (?:(?:ni|rug) (?:tar upp|behandlar|går vidare)"
    rf"|{_OBJECT} (?:tas upp|behandlas|går vidare|ligger kvar))\b)"
)

WITHDRAWAL = (
    rf"{_WE} {_SO}(?:{_WILL}{_SO})?{_ACT}",
    rf"\b(?:vill|önskar|måste|tvingas) (?:jag|vi) {_SO}{_ACT}",
    rf"\b(?=\w+ (?:jag|vi)\b){_ACT}",
    rf"(?:^|[.,!:;] ?|\b(?:hej|och|så|snälla|vänligen|gärna|ni (?:kan|får|ska)|att ni) ){_SO}{_ACT}",
    rf"{_WE} har {_SO}(?:(?:dragit|tagit) {_BACK}|återkallat|lagt ne[rd]) {_OBJECT}",
    rf"\b(?:dras|tas) {_SO}{_BACK} {_OBJECT}|\b(?:återkallas|återtas) {_SO}{_OBJECT}",
    rf"\b{_THING} (?:(?:dras|drogs|tas) (?:\w+ )?{_BACK}|återkallas|återtas|utgår|läggs ne[rd])\b",
    (
        rf"\b{_THING} (?:kan|ska|får) {_SO}"
        rf"(?:avslutas|avskrivas|strykas|läggas ne[rd]|tas bort|dras {_BACK}|återkallas)(?=\s*(?:[.,!]|$))"
    ),
    rf"\b(?:återkallelse|återkallande|återtagande|tillbakadragande) av {_OBJECT}",
    rf"\b(?:avstår|avstå) (?:\w+ )?från (?:att gå vidare|{_OUR} {_THING})",
    rf"\bglöm {_OUR} {_THING}|\bbortse från (?:{_OUR} )?{_THING}",
    r"\b(?:drar|dra|backar|backa|hoppar|hoppa) (?:oss |mig )?ur\b",
    _NOT_WANTED,
    rf"\b(?:väljer|valt|beslutat|bestämt)(?: oss)?(?: för)? att {_NOT} gå vidare\b",
    rf"\b{_THING} (?:är|känns) (?:{_NOT} (?:längre )?aktuell\w*|inaktuell\w*|överspelat)",
    r"\bwithdraw (?:our|my|the) (?:\w+ )?(?:proposal|initiative|application|submission)",
)

SPEAKS_OF_WITHDRAWING = (
    rf"\b(?:dra|ta)[rs]?\b(?: \w+){{0,6}} {_BACK}\b|\b(?:drogs?|dragits?|tog|tagits?) (?:\w+ ){{0,3}}{_BACK}\b",
    r"\båter(?:kalla\w*|tar?|tas|tagande)\b|\btillbakadrag\w+",
    (
        rf"\b(?:avbryta?|avbryter|stryka?|makulera|avsluta|avskriva?|lägga? ne[rd]|ta bort)"
        rf" (?:(?:helt|därför|gärna) )?(?:{_OUR} )?{_THING}"
    ),
)
"""Words of withdrawing, whoever does it and to whatever: no withdrawal yet."""

OWN_THING = rf"\b{_OUR} (?:\w+ )?{_THING}|\b{_REFERENCE}"
"""What a withdrawal must name to be beyond doubt."""

PLAINLY = (
    r"(?:hej[ ,!]*)?(?:jag|vi) (?:(?:vill|önskar|skulle vilja|måste|behöver|har beslutat att|väljer att) )?"
    r"(?:(?:härmed|tyvärr|dessvärre|därför|nu) )?"
    r"(?:drar?|tar?|återkallar?|återtar?|avbryter|avbryta) (?:härmed )?(?:tillbaka |tillbaks )?"
    rf"(?:{_OUR} (?:\w+ )?{_THING}(?: {_REFERENCE})?|{_REFERENCE})(?: tillbaka)?[ ,]*(?:tack)?[.!]*"
    rf"|dra tillbaka (?:{_OUR} )?(?:\w+ )?{_REFERENCE}[ ,]*(?:tack)?[.!]*"
)
"""A whole sentence that withdraws and says nothing besides."""

NOT_ANY_MORE = (
    _NOT_WANTED,
    rf"\bvill {_NOT} (?:längre )?gå vidare\b",
    rf"\b(?:att {_NOT} gå|går {_NOT}) vidare\b",
    rf"\b(?:är|känns) {_NOT} (?:längre )?aktuell\w*",
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

STATUS = (
    rf"\bhur går det\b(?! till\b)(?! med (?!{_OUR}\b|{_THING}|det|allt|beslut|behandling|handläggning))",
    r"\bhur (?:har|gick|är|blev|blir) det (?:gått|för|med|beslut)\b",
    r"\bhur (?:blev|gick) det\b\s?(?:[?.!,]|$|då|sen|sedan)",
    r"\bhur ligger (?:det|ni|vi) till\b",
    r"\bhur (?:det|allt) (?:går(?! till)|ligger till|har gått|gått|gick|blir|blev)\b",
    r"\bhur gick (?:det )?(?:på|i) (?:mötet|rug)\b",
    r"\bvad (?:händer|hände|har hänt)\b",
    r"\bhar (?:det )?(?:hänt )?(?:något|nåt|någonting)(?: nytt)? hänt\b|\bhar det hänt (?:något|nåt|någonting)\b",
    r"\bvad som (?:har )?(?:hänt|händer)\b",
    r"\bvad (?:är|blev) (?:beslutat|beslutet|bestämt)\b",
    r"\bvad (?:sa|sade|säger|tyckte|beslutade|bestämde) (?:rug|ni|mötet)\b",
    r"\b(?:blev det|har det blivit) (?:godkänt|bifall|avslag|ja\b|nej\b|beviljat)",
    (
        rf"\bom (?:{_OUR} )?{_THING} (?:har|är|blir|blev|kommer) (?:\w+ )?"
        r"(?:behandla|beslut|godkän|tagits upp|upp\b|med\b)"
    ),
    r"\bvar (?:\w+ ){0,2}i processen\b|\bi vilke[tn] (?:skede|läge|fas|steg)\b",
    r"\bvad (?:blev|blir) det (?:av|för)\b",
    r"\b(?:status(?:en)?|läget) (?:för|på|i|med|kring|gällande|angående|om)\b",
    r"\bstatus(?:en)? (?:\w+ )?[a-zåäö]{1,8}-\d{4}-\d+",
    r"\b(?:vilken|vad är|någon) (?:status|läget)",
    r"\bvad är (?:statusen|läget)\b",
    r"\b(?:statusuppdatering|lägesrapport|statusrapport|lägesuppdatering)",
    r"\b(?:någon|nån|några) (?:uppdatering\w*|nyheter?)\b|\b(?:få|ha|om|ge) (?:mig |oss )?en uppdatering\b",
    r"(?:^|[!.,] )status\s?[.?!]*$",
    r"\bhur långt (?:har|ni|rug|det|vi|förslaget|ärendet)\b",
    r"\bhar (?:ni|rug|det|du|någon) (?:\w+ ){0,2}(?:hunnit|beslutats?|behandlats?|tagits upp|fattats)\b",
    r"\bhar (?:ni|rug|du) (?:\w+ )?(?:fattat|tagit) (?:något |ett )?beslut\b",
    (
        rf"\bhar (?:ni|du) (?:\w+ )?(?:fått(?: in)?|tagit emot|mottagit|sett) (?:{_OUR} )?"
        rf"(?:{_THING}|komplettering\w*|formulär\w*)"
    ),
    (
        rf"\bnär (?:tas|behandlas|beslutas|avgörs|kommer|får|kan|ska) "
        rf"(?:(?:vi|jag|ni|rug|man|ett|något|{_OUR}|ta|få|räkna|med) ){{0,4}}"
        rf"(?:{_THING}|det|detta|beslut\w*|besked|svar)\b"
    ),
    r"\bnär (?:\w+ ){0,3}(?:rug|ni) (?:(?:ska|kommer att|kan|tänker|hinner) )?(?:tar? upp|behandla|besluta|avgör)",
    r"\bnär får (?:vi|jag) (?:veta|höra|besked|svar|reda)\b",
    (
        r"\b(?:är|kommer|kom|finns|står|ligger|hinner|hann|tas|ska|får) "
        rf"(?=[^.!]{{0,200}}\?)(?:{_OUR} )?{_THING} (?:\w+ ){{0,3}}"
        r"(?:upp|med|kvar|tur|plats|kö\w*|dagordning\w*|agendan?|(?:rug-)?möte\w*)\b"
    ),
    rf"\bnär (?:det|{_OUR} {_THING}|{_THING}) (?:ska )?(?:tas|behandla|beslut|avgör|kommer)",
    r"\bnär (?:\w+ ){0,5}(?:räkna med|vänta oss|förvänta oss) (?:ett |något )?(?:besked|svar|beslut)",
    rf"\b(?:vilket|vilken) (?:datum|dag|möte|rug-möte)\b.{{0,40}}\b(?:upp|behandla\w*|{_THING})",
    r"\b(?:något|några|nåt) (?:beslut|besked|nytt|svar)\b.{0,40}\?",
    (
        r"\bhar (?:mitt|vårt|min|vår) (?:\w+ ){0,2}"
        r"(?:kommit fram|kommit in|registrerats|gått igenom|behandlats|beslutats|tagits upp|godkänts|hanterats)\b"
    ),
    r"\bkom (?:mitt|vårt|min|vår) \w+ (?:fram|in)\b",
    (
        rf"\b(?:är|blev|har) (?:{_OUR} )?{_THING} (?:\w+ )?"
        r"(?:beslutat|behandlat|godkänt|avgjort|beviljat|klart|klar)\b.{0,20}\?"
    ),
    rf"\bvar (?:{_OUR} )?{_THING} (?:ligger|är|står|befinner sig)\b",
    rf"\bva[rd]t? (?:ligger|är|befinner sig|tog) (?:{_OUR}|ärendet|förslaget|initiativet)\b",
    rf"\bvi har (?:ännu )?{_NOT} (?:hört|fått|sett) (?:något|nåt|någonting|något svar|något besked|besked|svar)\b",
    rf"\b{_NOT} (?:\w+ )?(?:hört (?:något|nåt)|fått (?:något |nåt )?(?:svar|besked|beslut))\b",
    r"\b(?:what is the status|any (?:update|news)|status update|status of (?:our|my|the))\b",
)

HOW_TO = (
    (
        r"\bhur (?:ska|kan|får|funkar|fungerar|söker)\b.{0,80}"
        r"\b(?:förslag|initiativ|idé|mall|formulär|blankett|ansök|lämna|anmäla|föreslå|fylla|skicka|rug\b)"
    ),
    (
        r"\bhur gör(?: (?:jag|man|vi))?(?: (?:då|nu))?"
        r"(?=\s*(?:$|[?.,!])| för att\b.{0,60}\b(?:förslag|initiativ|idé|mall|formulär|rug))"
        r"|\bhur (?:lämnar|skickar|anmäler|föreslår|fyller|går det till|går jag"
        r"|går man|går vi)\b"
    ),
    rf"\bvar(?:t|ifrån)? (?:hittar|finns|hämtar|får|ligger|laddar)\b.{{0,40}}\b{_FORM}",
    rf"\bfinns (?:det )?(?:någon |en |ett |något )?(?:\w+ )?{_FORM}",
    r"\bhjälp (?:med )?att (?:komma igång|fylla i|skriva|lämna)\b",
    rf"\b(?:skicka|få|sända|mejla|maila|ha|behöver|behöva|önskar|hitta\w*|saknar) (?:\S+ ){{0,3}}{_FORM}",
    rf"\bvilke[nt] {_FORM}",
    (
        r"\bvill (?:gärna )?(?:lämna|skicka|anmäla|komma med|väcka|lägga|starta) (?:in )?(?:ett|en) (?:\w+ )?"
        r"(?:förslag|idé|initiativ)\b"
    ),
    r"\b(?:vart|vem) (?:vänder|ska|skickar|kontaktar|mejlar)\b.{0,60}\b(?:förslag|idé|initiativ)",
    r"\b(?:har|fått) (?:ett|en) (?:\w+ )?(?:förslag|idé|initiativ)\b.{0,80}\b(?:hur|vart|vem|vad gör)\b",
    r"\bhow (?:do|can|should) (?:i|we) (?:submit|propose|send)|\bwhere (?:can|do) (?:i|we) find the (?:form|template)",
)

QUESTION = (
    r"\b(?:jag|vi) (?:undrar|funderar på om|skulle vilja veta|vill veta)\b|\bundrar (?:om|vad|hur|när|vem|var)\b",
    r"\b(?:en|några|ett par) (?:frågor|fråga|fundering\w*)\b",
    r"\b(?:kan|skulle) (?:ni|du|någon) (?:\w+ ){0,2}(?:berätta|förklara|ringa|svara|återkomma|hjälpa|höra av|bekräfta)",
    r"\b(?:ring|kontakta) mig\b|\bhör (?:gärna )?av (?:er|dig) till mig\b",
)

COMPLETES = (
    (
        r"\b(?:här|nu) (?:är|kommer|följer|har ni|får ni)\b.{0,60}\b(?:komplett\w+|saknades|saknas|fattades"
        r"|efterfråg\w+|ni (?:bad|frågade|undrade)|uppgifter\w*|svar(?:et|en)?)\b"
    ),
    (
        r"\b(?:kompletterar|kompletterat|kompletteras|komplettering(?:en|ar)?|kompletterande|kompletterad) "
        r"(?:\S+ ){0,4}?(?:här|nedan|med|enligt|följer|till|av|i|uppgift\w*|förslag\w*|formulär\w*|mall\w*)"
    ),
    r"^(?:komplettering|kompletteringar)\b",
)

NOT_YET = (
    r"\b(?:återkommer|kommer att|ska\b|skickar (?:det |den )?(?:snart|senare)|hinner|senare|nästa vecka|i morgon)\b"
)
"""What says that a completion is still to come."""

REACTION = r"[^\n]{1,80}\b(?:reagerade på|reacted (?:to|via))\b[^\n]{0,120}"
"""What a mail program writes for somebody who has only pressed a picture."""

THANKS = (
    (
        r"\b(?:tack|tackar|tackor|toppenbra|thanks|thank you|mottaget|noterat|toppen|perfekt|utmärkt|kanon|jättebra"
        r"|strålande|uppfattat|takk|tak)\b|[👍🙏😊🙂👏❤🎉]"
    ),
)

POLITE = re.compile(
    r"(?:"
    r"all|alla|allihop|allt|att|av|avvaktar|bara|bekräftelsen|besked|beskedet|bra|dag|dagen|de|den|det|detsamma"
    r"|detta|ditt|du|där|då|eftermiddag|emot|en|er|era|ert|ett|fantastiskt|fin|fina|fint|fortsatt|fortsättning"
    r"|fortsättningen|fram|för|förstår|förstås|gjort|glad|glada|gmail|god|grymt|ha|hej|hejsan|helg|helt|hjälp"
    r"|hjälpen|hoppas|hälsar|hälsning|härligt|hör|höra|hörs|i|info|information|informationen|is|jag|jul|jättebra"
    r"|jättefint|jättemycket|kanon|kanonbra|klart|kul|kvittensen|kvittot|kväll|lät|låter|med|meddelande"
    r"|meddelandet|mejlet|message|mig|morgon|mottagandet|mottaget|much|mycket|mötet|nej|ni|noterat|nu|nyheter"
    r"|nöjda?|och|ok|okej|om|oss|outlook|perfekt|på|roligt|samarbete|samarbetet|sen|ser|ses"
    r"|själv|skönt|snabb|snabba|snabbt|sommar|stort|strålande|super|svar|svaret|så|sådant|tack|tackar|tak|takk"
    r"|thank|thanks|this|till|tills|to|toppen|toppenbra|trevlig|trevligt|tusen|underbart|uppfattat|uppskattar"
    r"|uppskattas|utmärkt|vad|var|varmt|vecka|very|vet|veta|vi|via|vidare|vänligt|väntar|you|your|är|återkopplar"
    r"|återkoppling|återkopplingen|önskar"
    r")"
)
