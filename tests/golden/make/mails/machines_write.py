"""What machines write to the mailbox: nothing here may ever be answered, but invitations by people."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import BOT, LETTER, crlf, hyper, multi, part, plain

RECEIPT = "[OH-2026-0001] Ditt förslag är registrerat"
STATUS, NOTIFICATION, ENCLOSED, HEADERS, CALENDAR = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/rfc822",
    "text/rfc822-headers",
    "text/calendar",
)
OUR_LETTER = crlf(f"From: Omtanke Halland <{BOT}>\nSubject: Kvittens\nMessage-ID: {LETTER}\n\nTack!\n").encode()


def entries() -> Iterator[Described]:
    yield from _away()
    yield from _case_systems()
    yield from _bounces()
    yield from _receipts()
    yield from _lists()
    yield from _spam()
    yield from _calendars()
    yield from _ours()


def _away() -> Iterator[Described]:
    anna = "Anna Ek <anna.ek@varberg.example>"
    answer = (("In-Reply-To", LETTER), ("References", LETTER))
    away = "Hej!\n\nJag är på semester och är åter i tjänst måndag 30 november. Vid brådskande ärenden, ring växeln."
    # (name, fields, subject, words, whether the answer is in our thread)
    for name, head, subject, words, rule, about in (
        (
            "exchange-sv",
            (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"), *answer),
            f"Automatiskt svar: {RECEIPT}",
            away,
            "automatic_sign",
            True,
        ),
        (
            "exchange-unmarked",
            answer,
            f"Automatiskt svar: {RECEIPT}",
            "Jag är inte här.",
            "automatic_subject_in_thread",
            True,
        ),
        (
            "exchange-suppressing",
            (("X-Auto-Response-Suppress", "DR, OOF"),),
            "Frånvaro: Anna Ek",
            away,
            "automatic_sign",
            False,
        ),
        (
            "exchange-en",
            (("X-Auto-Response-Suppress", "All"), *answer),
            f"Automatic reply: {RECEIPT}",
            "I am out of office until 30 November with limited access to e-mail.",
            "automatic_sign",
            True,
        ),
        ("unmarked-new-mail", (), "Autosvar", away, "automatic_sign", False),
        (
            "unmarked-english",
            (),
            "Out of Office",
            "I am on parental leave and will respond when I return.",
            "automatic_sign",
            False,
        ),
        (
            "unmarked-parental",
            answer,
            f"Föräldraledig: {RECEIPT}",
            "Hej! Jag är föräldraledig till augusti. Kontakta Bo.",
            "automatic_sign",
            True,
        ),
        (
            "gmail-vacation",
            (("Precedence", "bulk"), ("X-Autoreply", "yes"), *answer),
            f"Frånvarande Re: {RECEIPT}",
            away,
            "automatic_sign",
            True,
        ),
        (
            "cyrus-sieve",
            (("Auto-Submitted", "auto-replied (vacation)"), *answer),
            f"Auto: {RECEIPT}",
            away,
            "automatic_sign",
            True,
        ),
        ("null-path", (("Return-Path", "<>"),), "Semester", "Jag är ledig.", "automatic_sign", False),
        ("zimbra", (("X-Autorespond", "Zimbra"),), "Re: Kvittens", "Åter den 1 december.", "automatic_sign", False),
        (
            "gone",
            (("Auto-Submitted", "auto-replied"),),
            "Har slutat",
            "Anna Ek har slutat sin anställning i kommunen.",
            "automatic_sign",
            False,
        ),
        (
            "norwegian",
            (("Auto-Submitted", "auto-replied"),),
            "Automatisk svar: Kvittens",
            "Jeg er på ferie.",
            "automatic_sign",
            False,
        ),
        (
            "junk-precedence",
            (("Precedence", "junk"),),
            "Sv: Kvittens",
            "Vi läser mejlen på vardagar.",
            "automatic_sign",
            False,
        ),
    ):
        refs = ["OH-2026-0001"] if about else []
        yield described(
            f"away-{name}", "automatic", rule, sender=anna, subject=subject, body=words, head=head, about=refs
        )


def _case_systems() -> Iterator[Described]:
    for name, sender, subject, words in (
        (
            "artvise",
            "Kontaktcenter <kontaktcenter@halmstad.example>",
            "Ärende 2026-104233 - Kvittens",
            "Hej!\n\nVi har tagit emot ditt ärende. Ditt ärendenummer är 2026-104233. En handläggare återkommer.",
        ),
        (
            "flexite",
            "Servicedesk <noreply@servicedesk.varberg.example>",
            "[#INC-88123] Kvittens",
            "Ditt ärende har registrerats. Ärendenummer: INC-88123.",
        ),
        (
            "diarium",
            "Registrator <registrator@laholm.example>",
            "Bekräftelse: din handling är mottagen",
            "Hej. Vi har mottagit din e-post. Diarienummer: KS 2026/331. Detta är ett automatiskt utskick.",
        ),
        (
            "easit",
            "IT-support <itsupport@regionhalland.example>",
            "Ärende R-20261113 har skapats",
            "Vi har registrerat ditt ärende.\n\nSvara inte på detta meddelande.",
        ),
        (
            "authority",
            "Myndigheten <no-reply@myndigheten.example>",
            "Tack för ditt meddelande",
            "Vi har tagit emot ditt meddelande och svarar inom tre arbetsdagar.",
        ),
        (
            "unattended",
            "Lönesystemet <hr@falkenberg.example>",
            "Ny lönespecifikation",
            "Du har en ny lönespecifikation. Det går inte att svara på det här mejlet.",
        ),
        (
            "survey",
            "Enkät <enkat@undersokning.example>",
            "Hur nöjd är du med ditt ärende?",
            "Detta är ett automatiskt meddelande från ärendesystemet. Klicka för att svara på enkäten.",
        ),
        (
            "english",
            "Helpdesk <helpdesk@leverantor.example>",
            "Case 55120 received",
            "Your request has been received. This is an automated message, please do not reply to this e-mail.",
        ),
    ):
        by_words_alone = name in {"unattended", "survey"}
        verdict, rule = ("unknown", "may_be_automatic") if by_words_alone else ("automatic", "automatic_sign")
        yield described(f"case-{name}", verdict, rule, sender=sender, subject=subject, body=words)
    yield described(
        "case-marked",
        "automatic",
        "automatic_sign",
        sender="Support <support@kungsbacka.example>",
        subject="Re: Kvittens [ärende 4711]",
        body="Tack, vi återkommer.",
        head=[("Auto-Submitted", "auto-generated")],
    )


def _report(kind: str, words: str, status: str, enclosed: bytes = OUR_LETTER, enclosed_type: str = ENCLOSED) -> bytes:
    report = part(f"Content-Type: {kind}", crlf(status).encode())
    letter = part(f"Content-Type: {enclosed_type}", enclosed)
    more = "; report-type=delivery-status"
    return multi("report", "rep", plain(words, encoding="8bit"), report, letter, more=more)


def _bounces() -> Iterator[Described]:
    gone = "Final-Recipient: rfc822; borta@laholm.example\nAction: failed\nStatus: 5.1.1\n"
    late = "Final-Recipient: rfc822; sen@laholm.example\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sun, 15 Nov 2026\n"
    server = "Reporting-MTA: dns; mx.regionhalland.example\n\n"
    null = (("Return-Path", "<>"),)
    for name, sender, subject, words, status, enclosed_type in (
        (
            "postfix",
            "Mail Delivery System <mailer-daemon@mx.regionhalland.example>",
            "Undelivered Mail Returned to Sender",
            "I'm sorry to have to inform you that your message could not be delivered.",
            gone,
            HEADERS,
        ),
        (
            "postfix-delay",
            "Mail Delivery System <mailer-daemon@mx.regionhalland.example>",
            "Delayed Mail (still being retried)",
            "THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
            late,
            HEADERS,
        ),
        (
            "exim",
            "Mail Delivery System <mailer-daemon@exim.laholm.example>",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.",
            gone,
            ENCLOSED,
        ),
        (
            "exchange-online",
            "Microsoft Outlook <microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@regionhalland.example>",
            "Olevererbart: Ditt förslag är registrerat",
            "Det gick inte att leverera till borta@laholm.example.",
            gone,
            ENCLOSED,
        ),
        (
            "exchange-full",
            "Microsoft Outlook <postmaster@laholm.example>",
            "Det går inte att leverera: Kvittens",
            "Mottagarens postlåda är full.",
            gone.replace("5.1.1", "5.2.2"),
            ENCLOSED,
        ),
        (
            "gmail",
            "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            "Delivery Status Notification (Failure)",
            "Adressen hittades inte.",
            gone,
            ENCLOSED,
        ),
    ):
        enclosed_name = "bilaga.eml" if enclosed_type == ENCLOSED else "bilaga.txt"
        files = [("bilaga.txt", STATUS, len(crlf(server + status))), (enclosed_name, enclosed_type, len(OUR_LETTER))]
        yield described(
            f"bounce-{name}",
            "bounce",
            "bounce",
            sender=sender,
            subject=subject,
            text=words,
            body=_report(STATUS, words, server + status, enclosed_type=enclosed_type),
            head=null,
            files=files,
        )
    for name, sender, subject, words in (
        (
            "words-sv",
            "Postmaster <postmaster@laholm.example>",
            "Meddelandet kunde inte levereras",
            "Ditt meddelande till borta@laholm.example kunde inte levereras. Adressen finns inte.",
        ),
        (
            "words-sv-delayed",
            "Postmaster <postmaster@laholm.example>",
            "Leveransen är fördröjd",
            "Det gick inte att leverera till sen@laholm.example. Servern försöker igen i två dygn.",
        ),
        (
            "qmail",
            "MAILER-DAEMON@mx.hylte.example",
            "failure notice",
            (
                "Hi. This is the qmail-send program at mx.hylte.example.\nI'm afraid I wasn't able to deliver your message to "
                "the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
                "<borta@hylte.example>:\nSorry, no mailbox here by that name. (#5.1.1)"
            ),
        ),
    ):
        yield described(
            f"bounce-{name}",
            "bounce",
            "bounce",
            sender=sender.lower() if "<" not in sender else sender,
            subject=subject,
            body=words,
            head=null,
        )
    delivered = "Final-Recipient: rfc822; anna.ek@varberg.example\nAction: delivered\nStatus: 2.0.0\n"
    yield described(
        "report-delivered",
        "automatic",
        "automatic_sign",
        sender="Postmaster <postmaster@varberg.example>",
        subject="Levererat: Kvittens",
        text="Meddelandet har levererats.",
        head=null,
        body=_report(STATUS, "Meddelandet har levererats.", server + delivered),
        files=[("bilaga.txt", STATUS, len(crlf(server + delivered))), ("bilaga.eml", ENCLOSED, len(OUR_LETTER))],
    )


def _receipts() -> Iterator[Described]:
    said = "Reporting-UA: Outlook\nFinal-Recipient: rfc822;anna.ek@varberg.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    for name, subject, words in (
        (
            "outlook",
            "Läst: Ditt förslag är registrerat",
            "Ditt meddelande till Anna Ek lästes den 13 november 2026 09:30.",
        ),
        (
            "thunderbird",
            "Return Receipt (displayed) - Kvittens",
            "This is a Return Receipt for the mail that you sent.",
        ),
        ("deleted", "Har inte lästs: Kvittens", "Ditt meddelande togs bort utan att läsas."),
    ):
        files = [("bilaga.txt", NOTIFICATION, len(crlf(said)))]
        body = multi(
            "report",
            "mdn",
            plain(words, encoding="8bit"),
            part(f"Content-Type: {NOTIFICATION}", crlf(said).encode()),
            more="; report-type=disposition-notification",
        )
        yield described(
            f"read-{name}",
            "automatic",
            "automatic_sign",
            sender="Anna Ek <anna.ek@varberg.example>",
            subject=subject,
            body=body,
            text=words,
            files=files,
        )


def _lists() -> Iterator[Described]:
    for name, head, rule, words in (
        (
            "mailman",
            (("List-Id", "Vårdnytt <vardnytt.listor.example>"), ("Precedence", "list")),
            "list_fields",
            "Nytt nummer ute nu.",
        ),
        (
            "one-click",
            (
                ("List-Unsubscribe", "<https://utskick.example/u/1>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ),
            "list_fields",
            "Höstens kurser för dig i vården.",
        ),
        (
            "google-groups",
            (("List-Post", "<mailto:natverk@grupper.example>"),),
            "list_fields",
            "Hej alla! Vem har en mall för fallrapport?",
        ),
        (
            "campaign",
            (("X-Campaign", "mc-2026-11"), ("Feedback-ID", "1:2:3")),
            "list_fields",
            "Boka din plats redan i dag!",
        ),
        (
            "words-only",
            (),
            "newsletter_words",
            "Välkommen till vårt frukostseminarium.\n\nDu får det här mejlet eftersom du har varit på vår mässa. Avprenumerera här.",
        ),
    ):
        yield described(
            f"list-{name}",
            "unknown" if rule == "newsletter_words" else "list_mail",
            rule,
            sender="Vårdnytt <nytt@vardnytt.example>",
            subject="Vårdnytt i november",
            body=words,
            head=head,
        )


def _spam() -> Iterator[Described]:
    for name, head, rule, answerable, subject, words in (
        (
            "flagged",
            (("X-Spam-Flag", "YES"),),
            "marked_spam",
            False,
            "Du har vunnit",
            "Klicka på länken och hämta din vinst i dag.",
        ),
        (
            "scl",
            (("X-MS-Exchange-Organization-SCL", "6"),),
            "marked_spam",
            False,
            "Faktura 1203",
            "Se din faktura. Vad händer annars?",
        ),
        (
            "forefront",
            (("X-Forefront-Antispam-Report", "CIP:192.0.2.9;CTRY:XX;SFV:SPM;H:x;"),),
            "marked_spam",
            False,
            "Lån",
            "Låna pengar i dag.",
        ),
        (
            "unmarked",
            (),
            "nothing_applies",
            True,
            "Din postlåda är full",
            "Logga in här för att behålla dina mejl: https://ond.example/login?u=1",
        ),
        (
            "sales",
            (),
            "nothing_applies",
            True,
            "Effektivisera er planering",
            "Vår plattform sparar tid. Svara ja så bokar vi en demo.",
        ),
    ):
        yield described(
            f"spam-{name}",
            "unknown",
            rule,
            sender="Kundtjänst <info@erbjudande.example>",
            subject=subject,
            body=words,
            head=head,
            answerable=answerable,
        )


def _calendar(method: str, summary: str) -> bytes:
    return crlf(
        f"BEGIN:VCALENDAR\nPRODID:-//Exempel//SV\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\nUID:rug-2026-12-10@regionhalland.example\n"
        f"DTSTART;TZID=Europe/Stockholm:20261210T090000\nDTEND;TZID=Europe/Stockholm:20261210T113000\nSUMMARY:{summary}\n"
        "LOCATION:Regionens hus\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()


def _calendars() -> Iterator[Described]:
    maria = "Maria Lindqvist <maria.lindqvist@regionhalland.example>"
    place = "RUG möts i Regionens hus."
    for name, method, subject, text, verdict, rule, head, answerable in (
        ("request", "REQUEST", "RUG-möte 10 december", place, "meeting_invitation", "calendar_request", (), True),
        (
            "cancel",
            "CANCEL",
            "Inställt: RUG-möte 10 december",
            place,
            "meeting_invitation",
            "calendar_request",
            (),
            True,
        ),
        (
            "by-machine",
            "REQUEST",
            "Inbjudan: RUG-möte",
            place,
            "meeting_invitation",
            "calendar_request",
            (("Auto-Submitted", "auto-generated"),),
            False,
        ),
        ("accepted", "REPLY", "Accepterat: RUG-möte 10 december", "", "automatic", "automatic_sign", (), False),
        ("proposed", "COUNTER", "Ny tid föreslagen: RUG-möte", "", "automatic", "automatic_sign", (), False),
    ):
        data = _calendar(method, subject)
        body = multi(
            "alternative",
            "cal",
            plain(text, encoding="8bit"),
            hyper(f"<p>{text}</p>"),
            part(f"Content-Type: {CALENDAR}; charset=utf-8; method={method}", data),
        )
        yield described(
            f"calendar-{name}",
            verdict,
            rule,
            sender=maria,
            subject=subject,
            body=body,
            text=text,
            head=head,
            files=[("bilaga.ics", CALENDAR, len(data))],
            answerable=answerable,
        )


def _ours() -> Iterator[Described]:
    bot = f"Omtanke Halland <{BOT}>"
    yield described(
        "own-letter",
        "own_letter",
        "own_message",
        sender=bot,
        subject=RECEIPT,
        body="Tack! Ditt förslag är registrerat.",
        head=[("X-Mailbot", "1"), ("Auto-Submitted", "auto-replied")],
        about=["OH-2026-0001"],
    )
    yield described(
        "another-bot",
        "own_letter",
        "own_message",
        sender="Omtanke Skåne <omtanke@regionskane.example>",
        subject="[OS-2026-0004] Ditt förslag är registrerat",
        body="Tack! Ditt förslag är registrerat.",
        head=[("X-Mailbot", "1"), ("Auto-Submitted", "auto-replied")],
    )
