"""Why a mail waits for a human, as the secretary reads it: what it is, what was done, and what to do now.

Text in braces is filled in by whoever uses the sentence.
"""

from __future__ import annotations

CAPPED = (
    "Avsändaren har redan fått flera svar den här timmen. Mejlet är inte besvarat. Svara själv, om det är en människa."
)
MANY_FORMS = "Mejlet har {count} formulär, och inget är registrerat. Be avsändaren skicka högst {most} i taget."
NO_COMPLETION = "En komplettering utan ett formulär som går att läsa. Inget är ändrat. Be om formuläret, om det behövs."
AGENDA_BESIDE_FORM = "Mejlet har också en dagordning, som inte är läst. Skicka den i ett eget mejl."
WITHDRAWAL_BESIDE_FORM = (
    "Mejlet med formuläret säger också att något ska återkallas. Det är inte gjort. Fråga avsändaren."
)
OTHER_FORM = (
    "Ett svar med ett formulär som inte liknar det förslag som väntar på komplettering. Fråga avsändaren vad "
    "som gäller."
)
UNVERIFIED_FORM = (
    "Ett formulär till {reference}, men avsändaren kan inte kontrolleras. Inget är ändrat. Ring initiativtagaren."
)
STILL_UNREADABLE = "{reference}: bilagan går fortfarande inte att öppna. Be om en ny fil."
UNREADABLE_FROM_STRANGER = (
    "En bilaga som kan vara formuläret går inte att öppna, och avsändaren är okänd. Svara själv, om mejlet verkar äkta."
)
UNREADABLE = "{reference}: bilagan går inte att öppna. Avsändaren är ombedd att skicka en ny."
ON_AGENDA_ALREADY = (
    "Ny version av {reference}, som redan står på dagordningen med den förra. Ta upp det på mötet, om det behövs."
)
PERSONNUMMER = "{reference} innehåller ett personnummer: bilagorna följer inte med dagordningen förrän du släpper dem."
PERSONNUMMER_IN_MAIL = "Mejlet innehåller ett personnummer. Se till att det inte sprids vidare."
IN_THREAD = "Det är ett svar på ett brev om {reference}."
NOT_THE_SECRETARYS_AGENDA = (
    "En dagordning med beslut kom från någon som inte är RUG-sekreterare. Inget är gjort. Är besluten riktiga? "
    "Skicka in filen själv."
)
NOT_ONE_AGENDA = "Mejlet har flera dagordningar, eller ingen som går att läsa. Skicka en fil i taget."
UNKNOWN_AGENDA = (
    "Dagordningen hör inte till något möte som mailbot känner till. Inget är gjort. Fyll i den dagordning som "
    "du fick från mailbot."
)
NO_INSTRUCTION = (
    "En instruktion som mailbot inte förstår eller inte får följa. Inget är gjort. Är den från dig? Skriv bara "
    "instruktionen."
)
NO_CODE = (
    "En instruktion i sekreterarens namn utan giltig engångskod. Inget är gjort. Är den från dig? Svara på det "
    "senaste mejlet med kod. Annars har någon försökt i ditt namn: ring IT."
)
INVITATION = "En mötesinbjudan. Inget är inlagt. Be IT lägga in mötet."
NOT_ONES_OWN = (
    "Frågar om ett ärende, men adressen hör inte till något som frågan kan gälla. Svara själv, om avsändaren får veta."
)
FILE_BESIDE_QUESTION = "En fråga med en bilaga. Frågan är besvarad, men ingen har läst bilagan. Öppna den."
SAYS_MORE = "Mejlet säger mer än det som är besvarat. Läs det, och svara på resten."
QUESTION = "En fråga som mailbot inte kan svara på. Svara själv."
QUESTION_FROM_STRANGER = (
    "Frågar hur man lämnar ett förslag, men avsändaren kan inte kontrolleras. Svara själv, om mejlet verkar äkta."
)
FILE_BESIDE_THANKS = "Ett tack med en bilaga, som ingen har läst. Öppna den."
NOT_THE_FORM = (
    "Det som skickades är inte formuläret. Avsändaren har fått veta det. Titta om det är något annat viktigt."
)
NOT_UNDERSTOOD = "Mailbot förstod inte vad mejlet gäller. Läs det och svara själv."
WITHDRAWS_WHAT = (
    "Vill återkalla ett förslag, men det är inte klart vilket, eller så är det någon annans. Inget är gjort. "
    "Fråga avsändaren."
)
WITHDRAWS_DECIDED = "Vill återkalla {reference}, som redan är avgjort. Inget är gjort. Svara själv."
WITHDRAWN_ON_AGENDA = "{reference} är återkallat men står på en fryst dagordning. Säg det på mötet."
FORM_FROM_MACHINE = (
    "Ett automatiskt mejl med ett formulär, eller med en fil som kan vara det. Det är inte besvarat. Fråga avsändaren."
)
INVITATION_BESIDE_FORM = "Mejlet med formuläret är också en mötesinbjudan. Mötet är inte inlagt."
CAME_BACK = (
    "Ett brev till {recipient} kom tillbaka från en annan adress. Brevet är inte märkt. Fråga {recipient} om det kom "
    "fram."
)
SAME_ID = (
    "Mejlet har samma märkning (Message-ID) som ett tidigare men annat innehåll. Det är inte besvarat. Svara "
    "själv, om det verkar äkta."
)
BEFORE_START = "Kom innan mailbot började svara. Det är inte besvarat. Svara själv, om det behövs."
OWN_ADDRESS = "Skickat från den gemensamma brevlådans egen adress. Mailbot svarar inte sig själv. Läs det."
FOREIGN_ADDRESS = "Avsändarens adress har å, ä, ö eller andra tecken som mailbot inte kan skriva till. Svara själv."
NO_ADDRESS = (
    "Avsändaren har ingen adress, tar inte emot svar eller är en maskin. Mejlet är inte besvarat. Läs det och ta "
    "kontakt på annat sätt, om det behövs."
)
WITHHELD_BY_SERVER = "Servern lämnar inte ut mejlet. Öppna det i brevlådan."
TOO_LARGE = "Mejlet är större än {limit} MB och är inte öppnat. Öppna det i brevlådan."
POISON = "Mejlet har stoppat mailbot flera gånger och öppnas inte igen. Läs det i brevlådan, och säg till IT."
FAULT = "Ett fel i mailbot: mejlet är kvar, men inget är gjort med det. Läs det, och säg till IT."
MARKED_SPAM = "Ett filter har märkt mejlet som skräppost. Det är inte besvarat. Svara själv, om det är äkta."
LIKE_OUR_LETTER = (
    "Mejlet är skrivet som ett brev från mailbot. Det är inte besvarat. Svara själv, om någon har skickat det vidare."
)
NEWSLETTER_WORDS = "Mejlet ser ut som ett nyhetsbrev. Det är inte besvarat. Svara själv, om det behövs."
MAY_BE_AUTOMATIC = (
    "Mejlet ser ut som ett automatiskt svar. Det är inte besvarat. Svara själv, om en människa har skrivit det."
)
