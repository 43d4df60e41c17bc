"""How people put it: Swedish phrases (some English) by what they mean. Data alone; `phrases` asks it."""

from __future__ import annotations

import re

REFERENCE = r"[a-zåäö]{1,8}-\d{4}-\d+"
THING = (
    r"(?:(?:initiativ(?:et|en)?|förslag(?:et|en)?|ansök(?:an|ningen|ningarna)|ärende(?:t|na)?|idén?|anmälan)\b"
    rf"|{REFERENCE})"
)
OUR = r"(?:mitt|vårt|min|vår)"
NOT = r"(?:inte|ej|icke)"
_FORM = r"(?:mall(?:en)?|blankett(?:en)?|formulär(?:et)?)"
_OURS = (
    rf"(?:(?:{OUR} |min |det |den |ditt |det här )?(?:\w+ ){{0,2}}{THING}"
    rf"|{OUR} (?:\w+ )?(?:projekt|komplettering|formulär|inlämning|mejl)\b|(?:det|detta|allt|allting|den)\b(?! \w+)"
    r"|(?:beslut|behandling|handläggning|process)\w*|(?:oss|er|mig|rug|listan|kön|dagordningen|agendan)\b)"
)
_ON = rf"(?! (?:om|på|i|med?|för|till|kring|av|från|ifall)\b(?! {_OURS}))"
"""What follows, if anything does, leads to our object, and not to another matter."""

STATUS = (
    rf"\bhur går ?det\b(?! till\b){_ON}",
    rf"\bhur har det gått\b{_ON}|\bhur (?:gick|är|blev|blir) det (?:för|med?) {_OURS}",
    r"\bhur (?:blev|gick) det\b\s?(?:[?.!,]|$|då|sen|sedan)",
    r"\bhur ligger (?:det|ni|vi) till\b",
    rf"\bhur (?:det|allt) (?:går(?! till)|ligger till|har gått|gått|gick(?! till)|blir|blev)\b{_ON}",
    r"\bhur gick (?:det )?(?:på|i) (?:mötet|rug)\b",
    rf"\bvad? (?:händer|hände|har hänt)\b{_ON}",
    r"\bhar (?:det )?(?:hänt )?(?:något|nåt|någonting)(?: nytt)? hänt\b|\bhar det hänt (?:något|nåt|någonting)\b",
    rf"\bvad som (?:har )?(?:hänt|händer)\b{_ON}",
    rf"\bvad (?:är|blev) (?:beslutat|beslutet|bestämt)\b{_ON}",
    rf"\bvad (?:sa|sade|säger|tyckte|beslutade|bestämde) (?:rug|ni|mötet)\b{_ON}",
    r"\b(?:blev det|har det blivit) (?:godkänt|bifall|avslag|ja\b|nej\b|beviljat)",
    (
        rf"\bom (?:{OUR} )?{THING} (?:har|är|blir|blev|kommer) (?:\w+ )?"
        r"(?:behandla|beslut|godkän|tagits upp|upp\b|med\b)"
    ),
    r"\bvar (?:\w+ ){0,2}i processen\b|\bi vilke[tn] (?:skede|läge|fas|steg)\b",
    rf"\bvad (?:blev|blir) det (?:av|för) (?:{_OURS}|beslut)",
    rf"\b(?:status(?:en)?|läget) (?:för|på|i|med|kring|gällande|angående|om) {_OURS}",
    rf"\bstatus(?:en)? (?:\w+ )?{REFERENCE}",
    rf"\b(?:vilken|vad är|någon) (?:status|läget)\b{_ON}",
    rf"\bvad är (?:statusen|läget)\b{_ON}",
    rf"\b(?:statusuppdatering|lägesrapport|statusrapport|lägesuppdatering)\b{_ON}",
    (
        rf"\b(?:finns det (?:någon|nån|några)|har ni (?:någon|nån|några)|någon|nån) (?:uppdatering\w*|nyheter?)\b{_ON}"
        rf"|\b(?:få|ha|om|ge) (?:mig |oss )?en uppdatering\b{_ON}"
    ),
    r"(?:^|[!.,] )(?:status|läget)\s?[.?!]*$",
    rf"\bhur långt (?:har|ni|rug|det|vi|förslaget|ärendet)\b(?: \w+){{0,3}}?{_ON}",
    rf"\bhar (?:ni|rug|det|du|någon) (?:\w+ ){{0,2}}(?:hunnit|beslutats?|behandlats?|tagits upp|fattats)\b{_ON}",
    rf"\bhar (?:ni|rug|du) (?:\w+ )?(?:fattat|tagit) (?:något |ett )?beslut\b{_ON}",
    (
        rf"\bhar (?:ni|du) (?:\w+ )?(?:fått(?: in)?|tagit emot|mottagit|sett) (?:{OUR} )?"
        rf"(?:{THING}|komplettering\w*|formulär\w*){_ON}"
    ),
    (
        rf"\bnär (?:tas|behandlas|beslutas|avgörs|kommer|får|kan|ska) "
        rf"(?:(?:vi|jag|ni|rug|man|ett|något|{OUR}|få|räkna|med) ){{0,4}}"
        rf"(?:{THING}|beslut\w*|besked|svar)\b{_ON}"
    ),
    r"\bnär (?:tas|behandlas|beslutas|avgörs) (?:det|detta)\b",
    r"\bnär (?:\w+ ){0,3}(?:rug|ni) (?:(?:ska|kommer att|kan|tänker|hinner) )?(?:tar? upp|behandla|besluta|avgör)",
    rf"\bnär får (?:vi|jag) (?:veta|höra|besked|svar|reda)\b(?: något| mer)?{_ON}",
    (
        r"\b(?:är|kommer|kom|finns|står|ligger|hinner|hann|tas|ska|får) "
        rf"(?=[^.!]{{0,200}}\?)(?:{OUR} )?{THING} (?:\w+ ){{0,3}}"
        r"(?:upp|med|kvar|tur|plats|kö\w*|dagordning\w*|agendan?|(?:rug-)?möte\w*)\b"
    ),
    rf"\bnär (?:det|{OUR} {THING}|{THING}) (?:ska )?(?:tas|behandla|beslut|avgör|kommer)",
    rf"\bnär (?:\w+ ){{0,5}}(?:räkna med|vänta oss|förvänta oss) (?:ett |något )?(?:besked|svar|beslut)\b{_ON}",
    rf"\b(?:vilket|vilken) (?:datum|dag|möte|rug-möte)\b.{{0,40}}\b(?:upp|behandla\w*|{THING})",
    rf"\b(?:något|några|nåt) (?:beslut|besked|nytt|svar)\b{_ON}.{{0,40}}\?",
    (
        r"\bhar (?:mitt|vårt|min|vår) (?:\w+ ){0,2}"
        r"(?:kommit fram|kommit in|registrerats|gått igenom|behandlats|beslutats|tagits upp|godkänts|hanterats)\b"
    ),
    r"\bkom (?:mitt|vårt|min|vår) \w+ (?:fram|in)\b",
    (
        rf"\b(?:är|blev|har) (?:{OUR} )?{THING} (?:\w+ )?"
        r"(?:beslutat|behandlat|godkänt|avgjort|beviljat|klart|klar)\b.{0,20}\?"
    ),
    rf"\bvar (?:{OUR} )?{THING} (?:ligger|är|står|befinner sig)\b",
    rf"\bva[rd]t? (?:ligger|är|befinner sig|tog) (?:{OUR}|ärendet|förslaget|initiativet)\b",
    (
        rf"\bvi har (?:ännu )?{NOT} (?:hört|fått|sett) (?:något|nåt|någonting|något svar|något besked|besked|svar)\b"
        rf"{_ON}"
    ),
    rf"\b{NOT} (?:\w+ )?(?:hört (?:något|nåt)|fått (?:något |nåt )?(?:svar|besked|beslut))\b{_ON}",
    r"\b(?:what is the status|any (?:update|news)|status update|status of (?:our|my|the))\b",
)

ABOUT = rf"\b{THING}|\b(?:proposal|initiative)\b"
"""Our object, named."""

_WHO = r"(?:jag|vi|man)"
_PROPOSAL = r"(?:förslag(?:et)?|initiativ(?:et)?|idén?|ansökan)"
_ITS = r"(?:(?!(?:om|på|till|för|mot|med|av)\b)\S+ ){0,3}"
_ANOTHERS = r"(?! (?:för|till|om|av)\b(?! (?:\w+ )?(?:förslag|initiativ|idé|omtanke|rug|mig|oss|att lämna)))"
_THE_FORM = rf"(?:{_ITS}{_FORM})\b{_ANOTHERS}"
_PROPOSE = (
    rf"(?:(?:lämna|skicka|anmäl(?:a|er)|föreslå|väcka|lyfta|komma med|lägga|lägger|söka?|starta|fylla|fyller|skriva?)r?"
    rf"(?: {_WHO})?(?: in| fram| i| upp)? {_ITS}(?:{_PROPOSAL}\b|{_FORM}\b|fälte[tn]\b)|föreslår? )"
)

ASKS_FOR_FORM = (
    rf"\bvar(?:t|ifrån)? (?:hittar|finns|hämtar|får|ligger|laddar) (?:{_WHO} )?{_THE_FORM}",
    rf"\bfinns (?:det )?{_THE_FORM}",
    rf"\b(?:kan|skulle) (?:ni|du|någon) (?:\w+ ){{0,2}}?(?:skicka|sända|mejla|maila|ge) {_THE_FORM}",
    rf"\b(?:kan|skulle|får|vill) {_WHO} (?:\w+ ){{0,2}}?(?:få|ha) {_THE_FORM}|\bgår det att få {_THE_FORM}",
    rf"(?:^|[.!?] |\bhej |\boch |\bsnälla )(?:skicka|mejla|maila|sänd) (?:gärna )?(?:mig |oss )?{_THE_FORM}",
    rf"\b{_WHO} (?:\w+ )?(?:vill|vilja|önskar|behöver) (?:gärna )?(?:få |ha )?{_THE_FORM}",
    rf"(?:\b{_WHO} |^)(?:hittar|saknar|finner) {_THE_FORM}|\bvilke[nt] {_FORM}\b",
    r"\bwhere (?:can|do) (?:i|we) find the (?:form|template)",
)

HOW_TO = (
    *ASKS_FOR_FORM,
    rf"\bhur (?:ska|kan|får|gör|bör) {_WHO} (?:.{{0,40}} )?{_PROPOSE}|\bhur {_PROPOSE}",
    rf"\bhur (?:lämnar|skickar) {_WHO} in\s*(?:$|[?.,!])",
    rf"\bhur gör(?: {_WHO})?(?: (?:då|nu))?(?=\s*(?:$|[?.,!])| för att {_PROPOSE})",
    rf"\bhur går (?:{_WHO} tillväga|det till)(?=\s*(?:$|[?.,!])| för att {_PROPOSE}| (?:att|när man) {_PROPOSE})",
    rf"\b(?:funkar|fungerar) det (?:att|när man) {_PROPOSE}",
    rf"\bhjälp (?:med )?(?:att )?(?:komma igång med|{_PROPOSE}) ?(?:ett )?(?:förslag|initiativ)?",
    (
        r"\bvill (?:gärna )?(?:lämna|skicka|anmäla|komma med|väcka|lägga|starta) (?:in )?(?:ett|en) (?:\w+ )?"
        r"(?:förslag|idé|initiativ)\b"
    ),
    r"\b(?:vart|vem) (?:vänder|ska|skickar|kontaktar|mejlar)\b.{0,60}\b(?:förslag|idé|initiativ)",
    r"\b(?:har|fått) (?:ett|en) (?:\w+ )?(?:förslag|idé|initiativ)\b.{0,80}\b(?:hur|vart|vem|vad gör)\b",
    rf"\bvill {_PROPOSE}.{{0,40}}\binte hur\b",
    r"\bhow (?:do|can|should) (?:i|we) (?:submit|propose|send) (?:an?|our|my|the) (?:\w+ )?(?:proposal|idea)",
)

QUESTION = (
    r"\b(?:jag|vi) (?:undrar|funderar på om|skulle vilja veta|vill veta)\b|\bundrar (?:om|vad|hur|när|vem|var)\b",
    r"\b(?:en|några|ett par) (?:frågor|fråga|fundering\w*)\b",
    r"\b(?:kan|skulle) (?:ni|du|någon) (?:\w+ ){0,2}(?:berätta|förklara|ringa|svara|återkomma|hjälpa|höra av|bekräfta)",
    r"\b(?:ring|kontakta) mig\b|\bhör (?:gärna )?av (?:er|dig) till mig\b|\bväntar på (?:ett )?(?:svar|besked)\b",
)

NEVER_ANSWERED = (
    r"\böverklag\w*|\bompröv\w*|\bklaga\w*|\bklagomål\w*|\bbegär(?:a|an|de)?\b|\blämnas? ut\b|\butlämn\w*"
    r"|\ballmänn?a? handling\w*|\bdiarie\w*|\bradera\w*|\bgdpr\b"
    r"|\bdataskydd\w*|\bpersonuppgift\w*|\bsekretess\w*|\bvarför\b"
)
"""Appeals, complaints, disclosure, erasure, reproaches: a human answers."""

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
        r"|strålande|uppfattat|takk|tak|ok|okej|bra jobbat)\b|[👍🙏😊🙂👏❤🎉]"
    ),
)

POLITE = re.compile(
    r"(?:"
    r"a|all|alla|allihop|allt|att|av|avvaktar|bara|bekräftelsen|besked|beskedet|bra|dag|dagen|de|den|det|detsamma"
    r"|detta|ditt|du|där|då|eftermiddag|emot|en|er|era|ert|ett|fantastiskt|fin|fina|fint|fortsatt|fortsättning"
    r"|fortsättningen|fram|för|förhand|förstår|förstås|gjort|glad|glada|gmail|god|grymt|ha|hej|hejsan|helg|helt|hjälp"
    r"|hjälpen|hoppas|hälsar|hälsning|hälsningar|härligt|hör|höra|hörs|i|info|information|informationen|is|jag|jobbat|jul|jättebra"
    r"|jättefint|jättemycket|kanon|kanonbra|klart|kul|kvittensen|kvittot|kväll|lot|lät|låter|med|meddelande"
    r"|meddelandet|mejlet|message|mig|morgon|mottagandet|mottaget|much|mycket|mötet|mvh|ni|noterat|nu|nyheter"
    r"|nöjda?|och|ok|okej|om|oss|outlook|perfekt|på|roligt|samarbete|samarbetet|sen|ser|ses"
    r"|själv|skönt|snabb|snabba|snabbt|sommar|stort|strålande|super|svar|svaret|så|sådant|tack|tackar|tak|takk"
    r"|thank|thanks|this|till|tills|to|toppen|toppenbra|trevlig|trevligt|tusen|underbart|uppfattat|uppskattar"
    r"|uppskattas|utmärkt|vad|var|varmt|vecka|very|vet|veta|vi|via|vidare|vänlig|vänliga|vänligt|väntar|you|your|är|återkopplar"
    r"|återkoppling|återkopplingen|önskar"
    r")"
)
