"""What machines write: known subjects and sentences, Swedish first. Data alone; `automatic` asks it."""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE | re.MULTILINE)


ANSWER_SUBJECT = re.compile(r"(?:sv|re|vs|aw|vb|fw|fwd|ang)\s*:", re.IGNORECASE)
"""What programs put before the subject that they answer or pass on."""

MACHINE_SUBJECT = re.compile(
    r"(?:(?:auto-?svar|automatiskt? (?:svar|meddelande|bekräftelse)|automatisk vastaus|automatische antwort"
    r"|out of (?:the )?office|auto(?:mat(?:ic|ed))?[ -]?(?:reply|response)|auto|ooo"
    r"|läskvitto|leveranskvitto|mottagningsbekräftelse|mottagningskvitto)\s*(?:$|[:–-]|(?:sv|re):)"
    r"|(?:läst|oläst|ej läst|inte läst|har lästs|har inte lästs|read|not read|levererat|delivered|relayed):"
    r"|(?:frånvaro\w*|frånvarande|fravær\w*|föräldraledig|tjänstledig|sjukskriven)\s*:)",
    re.IGNORECASE,
)
"""A subject that only machines use. «SV: Autosvar» is a person's, who answers one."""

AWAY_SUBJECT = re.compile(
    r"(?:frånvaro\w*|frånvarande|fravær\w*|semester\b|ledig\b|föräldraledig|tjänstledig|sjukskriven"
    r"|(?:ej|inte|ikke) (?:på plats|på kontoret|i tjänst|anträffbar)|jag är (?:på semester|ledig|borta|inte på)"
    r"|har slutat|slutat\b|away from|on (?:vacation|leave|holiday)|vacation\b)",
    re.IGNORECASE,
)
"""A subject of those who are away, whether they or a program for them write it."""

_SENT = r"(?:ärende|meddelande|e-?post\w*|mejl|mail|ansökan|anmälan|begäran|synpunkt\w*|fråga|handling|skrivelse)\b"

RECEIPT_SUBJECT = re.compile(
    r"(?:\[[^\]]{1,30}\] ?)?(?:(?:ärende|registrerings|mottagnings)?(?:bekräftelse|kvittens|kvitto)\b"
    r"|(?:(?:ditt|ert) )?(?:ärende|case|ticket)\b.{0,40}"
    r"(?:\b(?:har|är) (?:skapa|registrera|motta)\w+|\breceived|\bcreated|- kvittens)$"
    rf"|.{{0,60}}\bhar (?:tagit emot|mottagit) (?:ditt|din|er|ert) {_SENT})",
    re.IGNORECASE,
)
"""A subject that says nothing but «received»."""

CASE_SUBJECT = re.compile(
    rf"(?!.*\b[a-zåäö]{{1,8}}-\d{{4}}-\d)(?:tack för (?:ditt|din|er|ert) {_SENT}|(?:ditt|ert) ärende\b"
    r"|(?:ärende|case|ticket|inc|req|ref)(?:nummer|nr|[ -]?id)?\b[: #.]*[#a-z]{0,4}-?\d)"
    r"|.*\[[^\]\d#]{0,20}#[a-z]{0,4}-?\d+\]",
    re.IGNORECASE,
)
"""A subject of somebody's cases, not ours («OH-2026-0001»), whether a case system or a person writes it."""

CALENDAR_SUBJECT = re.compile(
    r"(?:accepterat|godkänt|avböjt|preliminärt(?: (?:accepterat|godkänt))?|accepted|declined|tentative):",
    re.IGNORECASE,
)
"""How programs head an answer to an invitation."""

AWAY = _any(
    r"\bjag (?:är|har) (?:\w+ ){0,3}(?:ledig\b|bortrest|frånvarande|semester|resande fot|tjänstledig|föräldraledig"
    r"|sjukskriven|(?:inte|ej) (?:på|i tjänst|anträffbar)|tjänsteresa|kurs\b|konferens|slutat)",
    r"\b(?:är )?(?:åter|tillbaka|på plats igen) (?:\w+ ){0,3}(?:tjänst|kontoret|jobbet|arbetet|den \d|\d{1,2}[ /]"
    r"|måndag|tisdag|onsdag|torsdag|fredag|vecka|v\.)",
    r"\bläser (?:inte|ej|inte heller) (?:\w+ )?(?:e-?post|mejl|mail)",
    r"\bbegränsad (?:tillgång|möjlighet)",
    r"\bvid (?:brådskande|akuta?|angelägna) (?:ärenden?|frågor|fall)",
    r"\b(?:hänvisas|kontakta|vänd dig) (?:\w+ ){0,4}(?:under (?:min|tiden)|i min frånvaro)",
    r"\bout of (?:the )?office\b|\b(?:annual|parental|sick|maternity) leave\b|\bon vacation\b|\blimited access to\b",
    r"\bI (?:will|shall) (?:respond|reply|get back|answer)|\bI am (?:currently )?(?:away|travelling|out)\b",
    r"\bikke på kontoret\b|\bferie\b|\b(?:fraværende|frånvarande)\b|\bföräldraledig\w*",
    r"\b(?:arbetar|jobbar) (?:inte|ej) (?:längre )?(?:kvar|här|på|i|hos)\b|\b(?:har|har nu) slutat\b",
    r"\bkontakta (?:i ?stället|under tiden)\b",
)
"""What stands in an auto-reply of somebody who is away. A person may write so as well."""

GONE = _any(
    r"\bjag (?:har (?:nu )?slutat|(?:arbetar|jobbar) (?:inte|ej) (?:längre )?(?:kvar|här|på|i|hos))\b"
    r"[^?]{0,300}\b(?:kontakta|vänd dig|skriv till|mejla)\b",
    r"\b(?:[\w-]{0,6}adress(?:en)?|brevlådan?|inkorgen|mottagaren)\b"
    r" (?:(?:används|bevakas|läses|övervakas) (?:inte|ej)|finns (?:inte|ej) längre|upphör"
    r"|är (?:inte|ej) (?:längre )?(?:aktiv|i bruk|bevakad|bemannad))\b",
)
"""What stands in an answer from a mailbox that nobody reads any more."""

RECEIVED = _any(
    rf"\bvi (?:har )?(?:nu )?(?:tagit emot|mottagit|registrerat) (?:ditt|din|er|ert) {_SENT}",
    rf"\b(?:ditt|ert|din|er) {_SENT} (?:har|är) (?:\w+ )?(?:tagits emot|mottaget|mottagen|mottagits|registrera\w+"
    r"|skapats|kommit (?:in|fram)|inkommit)",
    r"\b(?:ditt )?meddelande\b[\s\S]{0,300}\b(?:lästes|har lästs|levererades|togs bort utan att)\b",
    r"\byour (?:request|case|ticket|message|e-?mail) (?:has been|was) (?:received|registered|created)\b",
)
"""What stands in a receipt. A person may write so as well."""

NUMBER = _any(
    r"\bärende\w* har (?:fått|tilldelats) (?:\w+ )?(?:nummer|nr|ärendenummer|referens\w*)\b",
    r"\bhar (?:fått|tilldelats) (?:ärende|diarie|referens)(?:nummer|nr)\b",
    r"\b(?:ärendenummer|ärende-id|ärendenr|diarienummer|dnr)\s?[:#.]",
)
"""How a receipt tells its number."""

YOUR_NUMBER = _any(
    r"\b(?:ditt|ert) (?:ärende(?:nummer|nr|-id)?|diarienummer|referensnummer) (?:är|har|blir)\b",
)
"""How a receipt gives somebody a number."""

PROMISE = _any(
    r"\b(?:(?:be)?svarar|återkommer|hör av (?:oss|mig))\b[^.?!]{0,60}\b(?:inom|så (?:snart|fort))\b",
)
"""How auto-replies put the reader off."""

_NO_BUT = r"(?![^.?!\n]{0,40}\bmen\b)"
"""«… skickat automatiskt, men du kan svara»: our own letters and people go on, machines don't."""

UNATTENDED = _any(
    r"\b(?:detta|det här|följande) (?:är )?(?:ett )?(?:automat\w+|autogenerera\w+|maskinellt|systemgenerera\w+)"
    r" (?:\w+ )?(?:e-?post|mejl|mail|meddelande|svar|utskick|brev|bekräftelse|kvittens|skapa|genererat|skickat)",
    r"\b(?:detta|det här) är ett autosvar\b",
    r"\b(?:detta|det här) (?:mejlet|mailet|e-?post\w*|meddelandet?|svaret|brevet|mejl|mail|svar)"
    r" (?:(?:skickas|skickades|genereras|skapas) automat\w+|kan (?:inte|ej) besvaras"
    r"|(?:är|har) (?:\w+ )?(?:automat\w+ (?:skapa|genere|skicka|utsän)\w*|skickats? automat\w+|autogenerera\w+))"
    + _NO_BUT,
    r"\b(?:mejl|mail|meddelande|brev|svar|e-?post|adress|brevlåda)\w*"
    r" (?:går (?:inte|ej) att|kan (?:inte|ej)) (?:svara på|besvaras?)\b",
    r"\b(?:går (?:inte|ej) att|kan (?:inte|ej)) svara på (?:detta|det här) (?:mejl|mail|meddelande|brev|e-?post)",
    r"\b(?:be)?svara (?:inte|ej) (?:på )?(?:detta|det här) (?:mejl|mail|meddelande|brev|e-?post)",
    r"\b(?:please )?do not reply (?:to this|directly)|\bthis is an? automat\w+|\bautomatically generated\b"
    r"|\bthis (?:e-?mail|mailbox|message) (?:is|was)"
    r" (?:not monitored|no longer (?:monitored|in use)|unmonitored|sent automatically)",
)
"""What a mail says that nobody wrote, and that nobody reads answers to."""

OUR_FOOT = _any(r"^det här mejlet är skickat automatiskt, men du kan svara på det\.$")
"""What stands at the foot of our letters."""

ABOVE_THE_LINE = _any(
    r"\bsvara ovanför (?:den(?:na| här)) (?:rad|linje)|\bskriv (?:ditt )?svar ovanför",
    r"\b(?:type|write) your reply above|\breply above this line",
)
"""What case systems put at the top of what they send."""

THANKS_FOR_MAIL = _any(
    r"\btack för (?:ditt|din|er|ert) (?:mejl|mail|meddelande|e-?post\w*|brev|kontakt)",
    r"\bthank you for (?:your (?:e-?mail|message)|contacting)",
)
"""How auto-replies begin."""

NEWSLETTER = _any(
    r"\b(?:avprenumerera|avregistrera dig|avanmäl dig)\b (?:dig )?(?:här|genom att klicka|via länken"
    r"|från (?:vår\w*|nyhetsbrev\w*|utskick\w*|e-?post\w*|list\w*|dessa|detta|det här))",
    r"^\W{0,20}avprenumerera\W{0,20}$",
    r"\b(?:klicka|länk|tryck)\w* (?:\w+ )?(?:för att )(?:avprenumerera|avregistrera|avanmäl)",
    r"\b(?:avsluta|hantera|ändra) (?:din|dina) (?:prenumeration|utskick|e-?postinställning)",
    r"\bdu (?:får|har fått) (?:detta|det här) (?:\w+ )?(?:mejl|mail|nyhetsbrev|utskick|brev|e-?post)\w*"
    r" (?:eftersom|för att|därför att) du (?:\w+ ){0,3}(?:prenumererar|anmält|registrera\w*|kund|medlem|tackat|valt)",
    r"\bunsubscribe\b|\bmanage (?:your )?(?:preferences|subscription)",
)
"""What stands at the foot of newsletters."""

UNDELIVERED = _any(
    r"\b(?:det )?(?:går|gick) (?:inte|ej) att leverera",
    r"\b(?:kunde|kan|har) (?:inte|ej) (?:levereras|levererats|nå(?:tts)?|skickas|delas ut)",
    r"\bleverans\w* (?:\S+ ){0,6}misslyckades|\bproblem vid leverans|\bleveransstatusmeddelande",
    r"\b(?:wasn't|was not|could not be|couldn't be) delivered\b",
    r"\b(?:olevererbart|olevererat|ej levererat|icke levererat|leveransfel|misslyckad leverans)\b",
    r"\bmeddelandet (?:nådde inte|kom inte fram|avvisades|returneras)",
    r"\b(?:undeliverable|undelivered|delivery (?:status notification|failure|has failed)|failure notice|returned mail"
    r"|mail delivery failed|message not delivered)\b",
)
"""What says that a mail came back."""

DELAYED = _any(
    r"\b(?:fördröj\w+|försenad\w*|nytt försök|försöker igen|delayed|will (?:keep|continue) trying|warning)\b"
)
"""What says that the sender's server has not given up."""

OUR_BUSINESS = _any(r"\b(?:förslag|initiativ|idé|komplettering|framgångsfaktor|dagordning|rug)\w*\b")
"""What only a person who knows us writes about."""

KNOWN_THING = _any(
    r"\b(?:mitt|vårt|min|vår|våra|mina|hans|hennes|deras) (?:\w+ )?(?:förslag|initiativ|idé|ärende|ansökan)\w*",
    r"\b(?:förslaget|initiativet|idén|kompletteringen|dagordningen|rug)\b",
)
"""How somebody speaks of a proposal that they know: «vårt», «förslaget»; «ett» and «ditt» are said to anyone."""
