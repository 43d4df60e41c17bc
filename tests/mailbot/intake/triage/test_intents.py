from __future__ import annotations

import pytest

from mailbot.intake.triage.intents import Intent, completes, intent, meant
from mailbot.intake.triage.orders.agenda_orders import Command, Verb, command
from mailbot.intake.triage.withdrawal_intent import withdraws_plainly
from mailbot.primitives.references import codes_in, references_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skicka", Command(Verb.SEND, (), None)),
        ("skicka K7Q2-9FXM", Command(Verb.SEND, (), "K7Q2-9FXM")),
        (
            "Hej!\n\nSkicka OH-2026-0012 och OH-2026-13, tack.",
            Command(Verb.SEND, ("OH-2026-0012", "OH-2026-0013"), None),
        ),
        ("OK, det ser bra ut. Skicka breven nu.", Command(Verb.SEND, (), None)),
        ("Ser bra ut, skicka! Kod K7Q2–9FXM", Command(Verb.SEND, (), "K7Q2-9FXM")),
        ("Stoppa OH-2026-0012!", Command(Verb.STOP, ("OH-2026-0012",), None)),
        ("Lägg till OH-2026-0012 på dagordningen", Command(Verb.ADD, ("OH-2026-0012",), None)),
        ("Ta bort OH-2026-0012 från dagordningen", Command(Verb.REMOVE, ("OH-2026-0012",), None)),
        ("Släpp OH-2026-0012", Command(Verb.RELEASE, ("OH-2026-0012",), None)),
        ("Skicka inte", None),
        ("Skicka, men vänta med OH-2026-0012", None),
        ("Skicka OH-2026-0012, stoppa OH-2026-0013", None),
        ("Ska jag skicka?", None),
        ("Skicka K7Q2-9FXM M4K8-22ZZ", None),
        ("OH-2026-0012", None),
        ("Tack!", None),
        ("", None),
    ],
)
def test_command_is_one_clear_order_or_none(text: str, expected: Command | None) -> None:
    assert command(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hur går det?", Intent.STATUS),
        ("Hur går det till att lämna ett förslag?", Intent.HOW_TO),
        ("Har ni hunnit titta på vårt initiativ?", Intent.STATUS),
        ("Har det blivit något beslut?", Intent.STATUS),
        ("Har mitt förslag kommit fram?", Intent.STATUS),
        ("När kommer beslutet?", Intent.STATUS),
        ("Läget med OH-2026-0004?", Intent.STATUS),
        ("status", Intent.STATUS),
        ("Hej!\nStatus?", Intent.STATUS),
        ("Hej, vi undrar hur det\ngår och vad\nhänder nu", Intent.STATUS),
        ("Vi drar\ntillbaka vårt\nförslag.", Intent.WITHDRAWAL),
        ("Tack Anna\nBo", Intent.NONE),
        ("Patientens status dokumenteras i journalen.", Intent.NONE),
        ("Vi drar tillbaka vårt förslag om trygg hemgång.", Intent.WITHDRAWAL),
        ("Jag vill dra vårt förslag tillbaka", Intent.WITHDRAWAL),
        ("Vi tar tillbaka initiativet.", Intent.WITHDRAWAL),
        ("Härmed återkallas förslaget.", Intent.WITHDRAWAL),
        ("Vi vill inte längre gå vidare med detta.", Intent.WITHDRAWAL),
        ("Vi drar inte tillbaka förslaget", Intent.QUESTION),
        ("Vi funderar på att dra tillbaka förslaget", Intent.QUESTION),
        ("Vi drar tillbaka förslaget om ni inte svarar", Intent.QUESTION),
        ("Hur drar man tillbaka ett förslag?", Intent.QUESTION),
        ("Tack!", Intent.THANKS),
        ("Hej Anna! Tack så mycket för hjälpen, ha en fin helg!", Intent.THANKS),
        ("Tack, men vi har ändrat telefonnumret.", Intent.NONE),
        ("Tack. Vad kostar det?", Intent.QUESTION),
        ("", Intent.NONE),
        ("Anna Ek reagerade på ditt meddelande: 👍", Intent.THANKS),
        ("Ta bort förslaget, tack. Vi går inte vidare.", Intent.WITHDRAWAL),
        ("Hur kan ni minska era kostnader för el?", Intent.QUESTION),
        ("Hur kan vi lämna in en idé?", Intent.HOW_TO),
    ],
)
def test_intent_is_one_thing_or_left_to_a_human(text: str, expected: Intent) -> None:
    assert intent(text) is expected


def test_codes_are_found_as_they_are_made() -> None:
    assert codes_in("Koden är K7Q2-9FXM (K7Q2-9FXM), inte K0Q2-9FXM, k7q2-9fxm eller K7Q2-9FXMA.") == ("K7Q2-9FXM",)


def test_references_are_written_as_the_register_does() -> None:
    text = "OH-2026-0001, oh-2026-2, OH 2026-0003, OH–2026–0001, AB-2026-0001, OH-2026-12345"
    assert references_in(text, "OH") == ("OH-2026-0001", "OH-2026-0002", "OH-2026-0003", "OH-2026-12345")
    assert references_in("AB-2026-1") == ("AB-2026-0001",)


WAYS_TO_SAY = {
    Intent.STATUS: (
        "Hej, jag undrar hur det går med ansökan vi skickade in.",
        "Finns det något nytt om vårt initiativ?",
        "Vet du när RUG ska ta upp vårt förslag?",
        "Har mitt ärende behandlats?",
        "Undrar lite över statusen på OH-2026-0031",
        "Var i processen är vårt förslag?",
        "Har ni fått min komplettering?",
        "Har ni tagit emot vårt förslag?",
        "När är nästa RUG och kommer vårt förslag med då?",
        "Hej! Skickade in ett initiativ för tre veckor sedan men har inte fått något svar.",
        "Vad är beslutat kring OH-2026-0002?",
        "Har RUG fattat beslut?",
        "Vad sa RUG om vårt förslag?",
        "Blev det godkänt?",
        "Hur gick det på mötet?",
        "Kan ni säga hur det ligger till med vårt ärende?",
        "Kan jag få en statusuppdatering?",
        "Jag vill veta vad som hänt med mitt förslag",
        "Är vårt initiativ med på dagordningen?",
        "När får vi veta något?",
        "Vilken status har OH-2026-0003?",
        "Hur långt har ni kommit med vårt förslag?",
        "Jag följer upp mitt förslag från oktober. Har något hänt?",
        "Kommer förslaget upp på nästa RUG-möte?",
        "Ligger vårt ärende kvar i kön?",
        "Jag undrar hur långt ni kommit.",
        "Var står vi i processen?",
        "Min chef frågar om förslaget har behandlats.",
        "Hann förslaget med till mötet i december?",
        "När tror ni att RUG hinner ta upp vårt förslag?",
        "Har det blivit godkänt?",
        "Kan ni säga var OH-2026-0001 befinner sig?",
        "Va händer me ärendet mitt?",
        "nar kommer beslutet?",
        "Läget?",
    ),
    Intent.WITHDRAWAL: (
        "Hej, vi har bestämt oss för att dra tillbaka vårt förslag OH-2026-0004.",
        "Vi önskar återkalla vårt initiativ.",
        "Vi måste tyvärr dra tillbaka ansökan.",
        "Jag drar härmed tillbaka mitt förslag",
        "Förslaget dras tillbaka.",
        "Vänligen avskriv ärendet OH-2026-0004.",
        "Initiativet återkallas.",
        "Vi vill återta vårt förslag.",
        "Glöm vårt förslag, det blev inget.",
        "Vi avstår från att gå vidare med initiativet.",
        "Snälla stryk OH-2026-0002 från dagordningen, vi vill inte gå vidare.",
        "Initiativ OH-2026-0005 utgår.",
        "Vi drar tillbaka det.",
        "Jag ber att få återkalla initiativet",
        "Var vänlig och ta tillbaka vårt förslag, vi har ändrat oss.",
        "Ta bort mitt ärende tack",
        "Vi vill lägga ner vårt förslag, projektet blir inte av.",
        "Ni kan ta bort vårt förslag från listan.",
        "Vi vill inte att förslaget tas upp längre.",
        "Förslaget är överspelat, lägg ned det.",
        "Efter samtal med min chef drar vi tillbaka förslaget.",
        "Jag meddelar att vi drar tillbaka vårt förslag.",
        "Drar tillbaka mitt förslag.",
        "På grund av personalbrist måste vi dra tillbaka initiativet.",
        "Vi har dragit tillbaka vårt förslag.",
        "Vi har i ledningsgruppen beslutat att dra tillbaka vårt förslag.",
        "Ärendet kan avslutas, vi går inte vidare.",
        "jag drar tillbaka",
    ),
    Intent.THANKS: (
        "Tack!",
        "Stort tack för hjälpen!",
        "Tackar",
        "Tack, det var bra att veta.",
        "Hej Maria!\nTack för återkopplingen.",
        "Tack för det snabba svaret.",
        "Ok, tack!",
        "Okej tack så mycket",
        "Super, tack!",
        "Tack för att ni hör av er så snabbt.",
        "Tack och trevlig helg önskar Bo",
        "Jättebra! Tack!",
        "Tack för besked. Då avvaktar vi.",
        "Varmt tack för bekräftelsen!",
        "Tack tack",
        "Toppenbra, tack!",
        "Tack för kvittensen! Ha det bra.",
        "Vad roligt! Tack!",
        "Toppen! /Anna",
        "Thanks a lot!",
        "OK!",
        "Bra jobbat!",
    ),
    Intent.HOW_TO: (
        "Hur skickar jag in ett initiativ?",
        "Hej! Vi har en idé som vi vill lyfta. Hur går vi tillväga?",
        "Kan ni skicka mallen?",
        "Vi skulle vilja ha den gemensamma mallen.",
        "Hur lämnar man in?",
        "Var finns formuläret?",
        "Jag vill föreslå en sak, hur gör jag?",
        "Hur fyller jag i fältet framgångsfaktorer?",
        "Vilken mall ska användas?",
        "Jag hittar inte blanketten",
        "Behöver hjälp att komma igång med ett förslag",
        "Skicka gärna formuläret till mig",
        "Hur anmäler vi ett initiativ till RUG?",
        "Vi vill skicka in en idé men vet inte hur",
        "Finns blanketten i Excel?",
        "Går det att få mallen som Word?",
    ),
    Intent.QUESTION: (
        "Vem sitter i RUG?",
        "Kan privata vårdgivare vara med?",
        "Behöver chefen skriva under?",
        "Jag har några frågor om formuläret.",
        "Vad menas med framgångsfaktor?",
        "När är nästa möte?",
        "Kan ni ringa upp mig på 0340-123456?",
        "Hur lång tid tar det innan vi får svar?",
        "Kan ni ta bort vårt förslag?",
        "Vem kan lämna in förslag och hur?",
        "Hur går det med upphandlingen av larm?",
        "När får patienten besked om plats? Det står inte i rutinen.",
        "Jag vill återkalla min fråga.",
        "Vi återkallar vår bilaga.",
        "Vi återtar vår begäran om möte.",
        "Vi drar tillbaka vår invändning.",
        "Vi drar tillbaka vårt förslag på mötestid.",
        "Vi drar tillbaka den delen av förslaget som rör Hylte.",
        "Anna Ek vill återkalla meddelandet ”Förslag”.",
        "Vi avvaktar med att dra tillbaka vårt förslag.",
        "Det är ett missförstånd att vi drar tillbaka vårt förslag.",
        "Ingen vill dra tillbaka vårt förslag.",
        "Vi diskuterar att dra tillbaka vårt förslag.",
        "Vi ska nog dra tillbaka vårt förslag.",
        "Låt bli att dra tillbaka vårt förslag.",
        "Någon sa att vi drar tillbaka vårt förslag.",
        "Vi vägrar dra tillbaka vårt förslag.",
        "Vi hade tänkt dra tillbaka vårt förslag.",
        "Det vore synd att ta bort förslaget.",
        "Vi drar tillbaka vårt förslag först när alla har svarat.",
        "Vi drar tillbaka förslaget. Nej, vi drar inte tillbaka det.",
        "Laholm vill dra tillbaka sitt förslag.",
        "Jag vill inte att ni tar bort förslaget från listan.",
        "Avsluta ärendet med en utvärdering, tycker vi.",
        "Hur gör vi när en patient flyttar?",
        "Vad händer om vi inte får med Laholm?",
        "Hur är det med sekretessen?",
        "När får vi svar om lokalen?",
        "Har ni tagit beslut om kafferummet?",
        "Vad sa RUG om kostnaden?",
        "Var hittar jag blanketten för bostadsanpassning?",
        "Kan ni skicka protokollet och formuläret för reseräkning?",
        "Hur lämnar man en anmälan mot vården?",
        "Hur skickar jag en faktura till er?",
        "Hur går det till på mötet?",
        "Behöver jag skicka in ett nytt formulär?",
        "Hur kan ni vara så dåliga på att svara om initiativ?",
        "Jag vill överklaga beslutet. Hur gör jag?",
        "Varför blev det avslag?",
        "Jag begär ut handlingarna. Hur går det med ärendet?",
        "Tack! Jag väntar på svar.",
        "Ta bort förslaget från förra veckan, den nya versionen är bifogad",
    ),
    Intent.NONE: (
        "Bifogar protokollet från mötet.",
        "Hej, här är en bild.",
        "Vi har ny chef från måndag.",
        "Vårt nya telefonnummer är 035-123.",
        "Jag är sjuk i dag.",
        "Jag ska skicka formuläret på fredag.",
        "Vi har inte fått svar på vår faktura.",
        "Vi drar oss ur samarbetet med Hylte men initiativet ligger kvar.",
        "Nej tack",
        "Jättebra, tack för ingenting!",
    ),
}


@pytest.mark.parametrize("meant", WAYS_TO_SAY)
def test_intent_is_found_however_it_is_put(meant: Intent) -> None:
    assert {words: intent(words) for words in WAYS_TO_SAY[meant]} == dict.fromkeys(WAYS_TO_SAY[meant], meant)


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        ("", "Hur går det med OH-2026-0001?", Intent.STATUS),
        ("Undrar Anna", "Hur går det med OH-2026-0001?", Intent.STATUS),
        ("", "Tack!", Intent.THANKS),
        ("Vi har bytt nummer.", "Tack!", Intent.NONE),
        ("", "Var hittar jag mallen?", Intent.HOW_TO),
        ("Läs mer hos oss.", "Var hittar jag mallen?", Intent.QUESTION),
        ("Se ämnesraden.", "Återkallelse av OH-2026-0001", Intent.WITHDRAWAL),
        ("Vi ses.", "Sv: Hur går det med OH-2026-0001?", Intent.NONE),
        ("Tack!", "Hur går det med OH-2026-0001?", Intent.STATUS),
        ("Tack /Anna", "Drar tillbaka mitt förslag OH-2026-0001", Intent.WITHDRAWAL),
        ("Tack!", "Sv: Hur går det med OH-2026-0001?", Intent.THANKS),
    ],
)
def test_subject_is_asked_where_the_words_say_nothing(text: str, subject: str, expected: Intent) -> None:
    assert meant(text, subject).intent is expected


def test_marks_in_a_link_ask_nothing() -> None:
    assert intent("Se https://varberg.example/fil?id=1&status") is Intent.NONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Här är uppgifterna som saknades: 0340-12 34 56", True),
        ("Här kommer\nkompletteringen.", True),
        ("Komplettering: effekten mäts med enkät", True),
        ("Jag kompletterar förslaget med ett telefonnummer.", True),
        ("Tack! Telefon är 0340-12.", False),
        ("Jag återkommer med kompletteringen i nästa vecka.", False),
        ("Är något ofullständigt?", False),
        ("Hej!\nSyfte: Att fler är trygga", True),
        ("Syfte:\nAtt fler är trygga", True),
        ("Se https://varberg.example/fil", False),
        ("Vi ses kl. 10:30", False),
    ],
)
def test_completion_in_words_says_that_it_is_one(text: str, *, expected: bool) -> None:
    assert completes(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Jag drar tillbaka mitt förslag.",
        "Vi återkallar vårt initiativ.",
        "Hej! Jag drar tillbaka OH-2026-0012.",
        "Jag skulle vilja dra tillbaka mitt förslag tack",
        "Hej Maria!\n\nVi drar tillbaka vårt förslag.\n\nTack för hjälpen!",
    ],
)
def test_withdrawal_that_names_its_object_is_plain(text):
    assert withdraws_plainly(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jag tar tillbaka det jag skrev om kostnaden.",
        "Ta tillbaka den gamla bilagan, den nya bifogas.",
        "Vi vill inte gå vidare med leverantören Alfa, så ta bort stycket om dem.",
        "Stryk ett kommatecken i rubriken.",
        "Vi vägrar dra tillbaka vårt förslag.",
        "Vi drar tillbaka vårt förslag först när alla parter har sagt sitt.",
        "Det vore synd att dra tillbaka vårt förslag.",
        "Vi hade tänkt dra tillbaka vårt förslag men har ändrat oss.",
        "Vi drar tillbaka vår invändning mot förslaget.",
        "Vi drar tillbaka vårt förslag. Eller vänta till i morgon.",
        "Vi drar tillbaka vårt förslag. Chefen vill vänta till våren.",
    ],
)
def test_withdrawal_of_something_else_is_not_plain(text):
    assert not withdraws_plainly(text)


@pytest.mark.parametrize(
    "text",
    [
        "skicka\n\nMaria",
        "Skicka\n\nMaria Lindqvist\nRUG-sekreterare\n035-00 00 00",
        "Ja, skicka dem.",
        "Hej!\n\nSkicka.",
    ],
)
def test_command_may_be_signed(text):
    assert command(text) == Command(Verb.SEND, (), None)


@pytest.mark.parametrize(
    "text",
    [
        "skicka\n\nmen inte OH-2026-0001",
        "skicka\n\nVänta med det första.",
        "skicka\n\nstoppa",
        "skicka\n\nStämmer det?",
    ],
)
def test_command_that_something_is_added_to_is_none(text):
    assert command(text) is None


def test_code_may_be_written_in_small_letters_where_it_has_a_digit():
    assert codes_in("skicka k7q2-9fxm") == ("K7Q2-9FXM",)
    assert codes_in("en plan-fasa") == ()
