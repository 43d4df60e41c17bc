"""What people and machines write that is easily taken for the other, and words that seem to say more than they do."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import LETTER, attached, multi, plain

RECEIPT = "Sv: [OH-2026-0001] Tack, vi har tagit emot ditt initiativ: Trygg hemgång"
KARIN = "Karin Holm <karin.holm@falkenberg.example>"
ANSWER = (("In-Reply-To", LETTER), ("References", LETTER))
HUMAN, ASKS = ("unknown", "nothing_applies"), ("question", "asks")
STATUS, WITHDRAWAL = ("status_request", "asks_status"), ("withdrawal", "asks_to_withdraw")
MAY_BE, SIGN = ("unknown", "may_be_automatic"), ("automatic", "automatic_sign")
COMPLETION = ("completion", "completes_in_words")

# New mails: (name, verdict and rule, whether it may be answered, sender, subject, words).
NEW = (
    (
        "colleague-takes-over",
        HUMAN,
        True,
        KARIN,
        "Semester",
        "Hej! Jag har semester vecka 50 och 51. Bo Lind tar över vårt förslag under tiden, kontakta i stället honom.",
    ),
    ("manager-left", HUMAN, True, KARIN, "Slutat", "Vår chef Anna Ek har slutat. Skriv in Per Ström i förslaget."),
    (
        "about-plans",
        HUMAN,
        True,
        KARIN,
        "Ditt ärende om Mina planer",
        "Hej Maria! Vi har tagit emot ditt mejl och tycker att ni ska lyfta det i RUG.",
    ),
    (
        "receipt-of-parcel",
        MAY_BE,
        False,
        KARIN,
        "Kvittens på utlåning",
        "Hej! Vi har mottagit ert paket med larmen. Dnr: 2026/12.",
    ),
    ("new-member", MAY_BE, False, KARIN, "Ledig plats", "Sven har slutat. Vi föreslår Ulla i hans ställe."),
    ("away-by-hand-or-not", MAY_BE, False, KARIN, "Frånvaro", "Jag är sjukskriven. Vid akuta ärenden, ring växeln."),
    (
        "mailings-to-patients",
        HUMAN,
        True,
        KARIN,
        "Utskick",
        "Vi vill ändra utskick till patienter så att kallelserna blir lättare att läsa.",
    ),
    (
        "you-get-this",
        HUMAN,
        True,
        KARIN,
        "Information",
        "Du får det här mejlet eftersom du är kontaktperson. Solgården byter chef den 1 december.",
    ),
    (
        "sign-off-course",
        HUMAN,
        True,
        KARIN,
        "Utbildningsdag",
        "Välkommen på utbildningsdag. Avanmäl dig via mejl till mig om du får förhinder.",
    ),
    ("others-procurement", ASKS, True, KARIN, "Fråga", "Hej! Hur går det med upphandlingen av larm i Laholm?"),
    ("patients-notice", ASKS, True, KARIN, "Rutin", "När får patienten besked om plats? Det står inte i rutinen."),
    ("recall", ASKS, True, KARIN, "Återkalla: Förslag", "Karin Holm vill återkalla meddelandet Förslag."),
    ("about-autosvar", HUMAN, True, KARIN, "Autosvar i era brev", "Era autosvar är otydliga. Skriv vem man kan ringa."),
    ("declined", SIGN, False, KARIN, "Avböjt: Avstämning", ""),
    (
        "declined-in-words",
        HUMAN,
        True,
        KARIN,
        "Avböjt: Avstämning",
        "Jag kan inte, men ta gärna upp vårt förslag ändå.",
    ),
    (
        "task-due",
        ("automatic", "machine_address"),
        False,
        "Planeraren <no-reply@plan.example>",
        "Uppgift förfaller",
        "Uppgiften Fyll i tidrapport förfaller i morgon.",
    ),
    (
        "page-passes-on",
        HUMAN,
        False,
        "Webbplatsen <no-reply@webb.example>",
        "Meddelande från webbplatsen",
        "Namn: Anna Ek\nMeddelande: Vi vill ändra målgruppen i vårt förslag.",
    ),
    (
        "shared-by-machine",
        ("unknown", "cloud_link"),
        False,
        "Karin Holm <no-reply@delning.example>",
        "Karin Holm har delat Plan.docx",
        "Karin Holm har delat en fil med dig: https://falkenberg.sharepoint.com/:w:/s/vard/Eabc",
    ),
)

# Answers to our letters: (name, verdict and rule, words).
ANSWERS = (
    ("away-but-a-person", HUMAN, "Jag är ledig till den 30 november, men ring gärna Bo om förslaget."),
    (
        "thanks-and-more",
        HUMAN,
        "Tack för ditt mejl. Jag är tillbaka på kontoret på måndag. Lägg till Hylte i förslaget.",
    ),
    ("received-and-more", MAY_BE, "Vi har mottagit ert mejl. Bo Lind börjar hos oss den 1 mars och tar över."),
    ("left", MAY_BE, "Jag har slutat på Falkenbergs kommun. Kontakta i stället Eva Lund."),
    ("number", MAY_BE, "Hej! Ditt ärendenummer är 448812. Vi återkommer så snart vi kan."),
    ("two-days", MAY_BE, "Tack för ditt mejl till kommunen! Vi besvarar ditt mejl inom två arbetsdagar."),
    ("address-gone", MAY_BE, "E-postadressen används inte längre. Skriv till vard@falkenberg.example."),
    ("unwatched", MAY_BE, "Denna brevlåda bevakas inte."),
    ("registered", MAY_BE, "Er handling har kommit in till kommunen och har fått diarienummer KS 2026/00417."),
    ("next-meeting", STATUS, "Kommer förslaget upp på nästa RUG-möte?"),
    ("in-line", STATUS, "Hej! Ligger vårt ärende kvar i kön?"),
    ("how-far", STATUS, "Jag undrar hur långt ni kommit med förslaget."),
    ("boss-asks", STATUS, "Min chef frågar om förslaget har behandlats än. Vet ni det?"),
    ("lay-down", WITHDRAWAL, "Vi vill lägga ner vårt förslag, projektet blir inte av."),
    ("off-the-list", WITHDRAWAL, "Ni kan ta bort vårt förslag från listan."),
    ("no-longer", WITHDRAWAL, "Vi vill inte att förslaget tas upp längre."),
    ("outdated", WITHDRAWAL, "Förslaget är överspelat, lägg ned det."),
    ("after-talks", WITHDRAWAL, "Efter samtal med min chef drar vi tillbaka förslaget."),
    ("wrong-file", ASKS, "Jag vill dra tillbaka bilagan från i går, den var fel."),
    ("question-back", ASKS, "Jag återkallar min fråga, det löste sig."),
    ("objection", ASKS, "Vi drar tillbaka vår invändning. Kör på."),
    ("refuses", ASKS, "Vi vägrar dra tillbaka vårt förslag!"),
    ("waits", ASKS, "Vi avvaktar med att dra tillbaka vårt förslag."),
    ("on-condition", ASKS, "Vi drar tillbaka vårt förslag först när Laholm har lämnat sitt."),
    ("a-part", ASKS, "Vi drar tillbaka den delen av förslaget som rör Hylte."),
    ("misunderstood", ASKS, "Det är ett missförstånd att vi drar tillbaka vårt förslag."),
    ("labels-alone", COMPLETION, "Syfte: Att hemgången blir trygg.\nFörväntad effekt: Färre återinskrivningar."),
)


def entries() -> Iterator[Described]:
    for name, (verdict, rule), answerable, sender, subject, words in NEW:
        yield described(f"new-{name}", verdict, rule, sender=sender, subject=subject, body=words, answerable=answerable)
    for name, (verdict, rule), words in ANSWERS:
        yield described(
            f"answer-{name}",
            verdict,
            rule,
            sender=KARIN,
            subject=RECEIPT,
            body=words,
            head=ANSWER,
            answerable=(verdict, rule) != MAY_BE,
            about=["OH-2026-0001"],
        )
    yield _scanned()


def _scanned() -> Described:
    """A copier's mail: the sheet may be a form, and its sender is nobody."""
    sheet = ("Skannat_0012.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")
    words = "Skannat dokument bifogas."
    return described(
        "new-scanned",
        "submission",
        "unread_file",
        sender="Kopiator plan 3 <no-reply@skrivare.example>",
        subject="Skannat från kopiator plan 3",
        body=multi("mixed", "sida", plain(words), attached(*sheet)),
        text=words,
        files=[(sheet[0], sheet[1], len(sheet[2]))],
    )
