"""What a machine may have written, or a person: told apart by more than words, else left to a human."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails import forms
from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.everyday import ANSWER, ASKS, HUMAN, KARIN, MAY_BE, RECEIPT, SIGN, STATUS, WITHDRAWAL
from tests.golden.make.mails.programs import attached, crlf, multi, part, plain

CALENDAR = "text/calendar"
CENTRE = "Kontaktcenter <kontaktcenter@varberg.example>"
OUR_FOOT = "Det här mejlet är skickat automatiskt, men du kan svara på det."

# Answers to our letters: (name, verdict and rule, whether it may be answered, words).
ANSWERS = (
    ("below-it-our-letter", HUMAN, True, f"Titeln är fel i ärendet.\n\nHej!\n\nTack för förslaget.\n\n{OUR_FOOT}"),
    ("passed-to-me", HUMAN, True, "Det här meddelandet skickades automatiskt till mig, men jag har inget skickat."),
    ("ring-instead", MAY_BE, False, "Svara inte på det här mejlet, ring mig på 0340-880 00. Jag har nya uppgifter."),
    ("cannot-answer", MAY_BE, False, "Ert mejl går inte att svara på! Jag har försökt tre gånger."),
    ("cannot-open", MAY_BE, False, "Vi har mottagit ert meddelande men bilagan går inte att öppna. Dnr. KS 2026/4."),
    ("new-address", MAY_BE, False, "Adressen används inte längre, byt till karin.holm2@falkenberg.example."),
    ("on-a-course", MAY_BE, False, "Tack för ditt mejl! Jag är på kurs i dag men vill ändra titeln."),
    ("away-and-asks-you", MAY_BE, False, "Jag är på semester. Har du frågor om hur det går med ditt ärende? Ring Bo."),
    ("reads-nothing", MAY_BE, False, "Jag läser inte min e-post just nu. Behöver du formuläret? Se intranätet."),
    ("in-english", MAY_BE, False, "This mailbox is no longer monitored. How do I submit a request? Visit our site."),
    ("away-and-asks-us", STATUS, True, "Jag är ledig till måndag, men hur går det med vårt förslag?"),
    ("away-and-withdraws", WITHDRAWAL, True, "Jag är på semester, men vi vill dra tillbaka förslaget."),
    ("thanks-and-asks", STATUS, True, "Tack för ert mejl! Hur går det med vårt förslag?"),
)

# New mails: (name, verdict and rule, whether it may be answered, sender, subject, words).
NEW = (
    (
        "frequent-questions",
        MAY_BE,
        False,
        CENTRE,
        "Tack för ditt mejl",
        "Vi svarar inom två arbetsdagar.\n\nVanliga frågor:\nVar hittar jag blanketten? På vår webbplats.",
    ),
    (
        "numbered-by-a-system",
        MAY_BE,
        False,
        CENTRE,
        "[#99112] Tack för ditt initiativ",
        "Vad händer nu? En handläggare tittar på ditt ärende.",
    ),
    (
        "registrar",
        MAY_BE,
        False,
        KARIN,
        "Ert ärende 4412",
        "Vi har tagit emot er fråga. Diarienummer: KS 2026/12. Vi behöver fullmakt från er senast fredag.",
    ),
    (
        "receipt-in-words",
        SIGN,
        False,
        CENTRE,
        "Kvittens ärende 2026-11223",
        "Ditt ärende är mottaget och har fått ärendenummer 2026-11223. Vi svarar normalt inom tre veckor.",
    ),
    (
        "quarantine",
        ("automatic", "machine_address"),
        False,
        "quarantine@skydd.example",
        "Mejl i karantän",
        "Ett mejl till dig har stoppats.",
    ),
    (
        "signature-with-newsletter",
        HUMAN,
        True,
        KARIN,
        "Samarbete",
        "Hej! Vi vill ses.\n\nMvh Karin Holm\nBolaget AB\nPrenumerera på vårt nyhetsbrev | Avregistrera dig här",
    ),
    (
        "member-asks",
        ASKS,
        True,
        KARIN,
        "Inbjudan",
        "Du får det här mejlet eftersom du är medlem i vårt nätverk. Kan ni berätta om ert arbete den 4 mars?",
    ),
)


def entries() -> Iterator[Described]:
    for name, (verdict, rule), answerable, words in ANSWERS:
        yield described(
            f"answer-{name}",
            verdict,
            rule,
            sender=KARIN,
            subject=RECEIPT,
            body=words,
            head=ANSWER,
            answerable=answerable,
            about=["OH-2026-0001"],
        )
    for name, (verdict, rule), answerable, sender, subject, words in NEW:
        text = words.partition("\n\nMvh")[0]
        yield described(
            f"new-{name}", verdict, rule, sender=sender, subject=subject, body=words, text=text, answerable=answerable
        )
    yield _calendar("declined-in-words", ASKS, "REPLY", "Jag kan inte den dagen. Kan vi ses på fredag?")
    yield _calendar("other-time-in-words", HUMAN, "COUNTER", "Klockan tio passar bättre.")
    yield _calendar("invited-with-a-form", ("submission", "form"), "REQUEST", "Se formuläret.", forms.docx())


def _calendar(name: str, told: tuple[str, str], method: str, words: str, *files: tuple[str, str, bytes]) -> Described:
    """A mail from a calendar, with words of the sender's own."""
    data = crlf(f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nSUMMARY:Avstämning\nEND:VEVENT\nEND:VCALENDAR\n")
    event = part(f"Content-Type: {CALENDAR}; charset=utf-8; method={method}", data.encode())
    listed = [("bilaga.ics", CALENDAR, len(data.encode())), *((n, kind, len(content)) for n, kind, content in files)]
    return described(
        f"calendar-{name}",
        *told,
        sender=KARIN,
        subject="Avstämning",
        body=multi("mixed", "kal", plain(words), event, *(attached(*file) for file in files)),
        text=words,
        files=listed,
        answerable=True,
    )
