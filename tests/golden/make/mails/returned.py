"""Letters that mail servers return: reports that are not as RFC 3464 has them, and words from whatever address."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails.described import Described, described
from tests.golden.make.mails.programs import BOT, crlf, multi, part, plain

DAEMON = "Mail Delivery System <mailer-daemon@mx.laholm.example>"
GATEWAY = "scanmail@halmstad.example"
NULL = (("Return-Path", "<>"),)
STATUS = "message/delivery-status"
SERVER = "Reporting-MTA: dns; mx.laholm.example\nArrival-Date: Sun, 22 Nov 2026 10:00:00 +0100\n"
GONE = "Final-Recipient: rfc822; borta@laholm.example\nAction: failed\nStatus: 5.1.1\n"
LETTER = f"From: Omtanke Halland <{BOT}>\nSubject: Kvittens\nMessage-ID: <brev@regionhalland.example>\n"
SAYS = "Det gick inte att leverera."

# Reports: (name, what stands in the part for machines, words for people).
REPORTS = (
    ("blank-line-first", f"\n{GONE}", SAYS),
    ("blank-lines-first", f"\n\n \n{SERVER}\n{GONE}", SAYS),
    ("two-blank-lines", f"{SERVER}\n\n{GONE}", SAYS),
    ("blank-line-inside", f"{SERVER}\n{GONE.replace('Action', chr(10) + 'Action')}", SAYS),
    ("no-blank-line", f"{SERVER}{GONE}", SAYS),
    (
        "diagnosis-not-folded",
        f"{SERVER}\nDiagnostic-Code: smtp; 550 5.1.1 Okänd mottagare\nse adressboken\n\n{GONE}",
        SAYS,
    ),
    ("diagnosis-in-between", GONE.replace("Action", "Diagnostic-Code: smtp; 550\nvärden sade nej\nAction"), SAYS),
    ("folded-recipient", GONE.replace("rfc822; ", "rfc822;\n    "), SAYS),
    ("action-expired", f"{SERVER}\n{GONE.replace('failed', 'expired').replace('5.1.1', '')}", SAYS),
    ("action-expired-after-days", GONE.replace("failed", "Expired (5 dagar)"), SAYS),
    ("recipient-in-words", SERVER, "<borta@laholm.example>: 550 5.1.1 Okänd. Meddelandet kunde inte levereras."),
    (
        "recipient-in-english-words",
        SERVER,
        "<borta@laholm.example>: host mx said: 550 5.1.1 User unknown\n\nYour message could not be delivered.",
    ),
    ("nothing-but-words", "\n", "Delivery to borta@laholm.example failed permanently."),
)

# Words alone: (name, From, fields, subject, words).
WORDS = (
    (
        "daemon-without-address",
        "MAILER-DAEMON <>",
        (),
        "Hej",
        "There was an error delivering your mail to <x@y.example>.",
    ),
    ("daemon-without-domain", "MAILER-DAEMON", (), "Returned mail", "550 5.1.1 <x@y.example>: User unknown"),
    ("daemon-by-name", '"Mail Delivery System" <>', (), "Hej", "Unable to deliver message to <x@y.example>."),
    (
        "daemon-in-brackets",
        "Posten <MAILER-DAEMON>",
        (),
        "Olevererbart",
        "Det gick inte att leverera till x@y.example.",
    ),
    (
        "path-of-a-daemon",
        GATEWAY,
        (("Return-Path", "<MAILER-DAEMON@mx.halmstad.example>"),),
        "Mail could not be delivered",
        "Sent <<< RCPT TO:<x@y.example>\nReceived >>> 550 5.1.1 unknown user.",
    ),
    (
        "path-without-domain",
        GATEWAY,
        (("Return-Path", "<MAILER-DAEMON>"),),
        "Hej",
        "Ditt meddelande till x@y.example kunde inte levereras.",
    ),
    ("post-master", "post_master@y.example", (), "Undeliverable Message", "To: x@y.example could not be delivered"),
    ("post-master-swedish", "post-master@y.example", (), "Hej", "Meddelandet kunde inte levereras till x@y.example."),
    (
        "delivery-system",
        "Mail Delivery System <mail.delivery.system@y.example>",
        (),
        "Delivery status notification",
        "Delivery to the following recipients failed permanently:\n\n   * x@y.example",
    ),
    (
        "delivery-subsystem",
        "mail-delivery-subsystem@y.example",
        (),
        "Hej",
        "Your message to x@y.example wasn't delivered.",
    ),
    (
        "plain-from",
        GATEWAY,
        (),
        "Delivery failure notification",
        "Your message with Subject: Re: Kvittens\ncould not be delivered to the following recipients:\n\nx@y.example",
    ),
    (
        "plain-from-swedish",
        GATEWAY,
        (),
        "Meddelandet kunde inte levereras",
        "Ditt meddelande till x@y.example kunde inte levereras. Adressen finns inte.",
    ),
    (
        "plain-from-undelivered",
        "Servern <system@y.example>",
        (),
        "Ej levererat: Kvittens",
        "Det gick inte att leverera ditt meddelande till x@y.example.",
    ),
    (
        "plain-from-in-code",
        "admin@y.example",
        (),
        "Returned mail: User unknown",
        "<x@y.example>... 550 5.1.1 unknown user, your message was not delivered.",
    ),
    ("loop-alert", GATEWAY, (), "Loop Alert", "A mail loop was detected. Your message to x@y.example is stopped."),
    ("loop-alert-in-stars", GATEWAY, (), "*** Loop Alert ***", "Your message to x@y.example looped: too many hops."),
)

# What may be a server's: (name, subject, words).
MAYBE = (
    ("loop-alert-alone", "Loop Alert", "Stopped."),
    ("failure-alone", "Delivery failure notification", "x@y.example"),
    ("undelivered-alone", "Mejlet kunde inte levereras", "Kontrollera adressen."),
    ("blocked-alone", "Message you sent blocked by our bulk email filter", "Se bifogad rapport."),
)

# People who write of returned mails: (name, verdict and rule, subject, words).
PEOPLE = (
    (
        "asks-of-a-failure",
        ("question", "asks"),
        "Delivery failure notification",
        "Hej! Jag fick det här när jag mejlade er. Har ni bytt adress?",
    ),
    (
        "tells-of-a-mail",
        ("unknown", "nothing_applies"),
        "Meddelandet kunde inte levereras",
        "Hej! Mitt mejl till x@y.example kom tillbaka. Skickar till er i stället.",
    ),
    (
        "answers-a-failure",
        ("unknown", "nothing_applies"),
        "SV: Mail could not be delivered",
        "Hej! Nu har adressen rättats.",
    ),
    ("passes-a-failure-on", ("question", "asks"), "VB: Loop Alert", "Vet ni varför det här kom?"),
    (
        "aids-not-delivered",
        ("unknown", "nothing_applies"),
        "Leveransen misslyckades",
        "Hej! Rullstolen kunde inte levereras till boendet.",
    ),
)


def entries() -> Iterator[Described]:
    for name, status, words in REPORTS:
        yield _report(name, status, words)
    for name, sender, head, subject, words in WORDS:
        yield _worded(name, sender, head, subject, words)
    yield _gateway("with-our-letter", (("Return-Path", "<MAILER-DAEMON@halmstad.example>"),), "Hej")
    yield _gateway("with-our-letter-plain", (), "Mail could not be delivered")
    yield _gateway(
        "with-our-letter-swedish", (), "Olevererbart: Kvittens", "Ditt meddelande till x@y.example avvisades."
    )
    for name, subject, words in MAYBE:
        yield described(f"returned-{name}", "unknown", "may_be_automatic", sender=GATEWAY, subject=subject, body=words)
    for name, told, subject, words in PEOPLE:
        yield described(
            f"returned-{name}",
            *told,
            sender="Karin Holm <karin.holm@falkenberg.example>",
            subject=subject,
            body=words,
            answerable=True,
        )


def _report(name: str, status: str, words: str) -> Described:
    status, letter = crlf(status), crlf(LETTER)
    parts = (
        plain(words, encoding="8bit"),
        part(f"Content-Type: {STATUS}", status.encode()),
        part("Content-Type: text/rfc822-headers", letter.encode()),
    )
    return described(
        f"returned-{name}",
        "bounce",
        "bounce",
        sender=DAEMON,
        subject="Undelivered Mail Returned to Sender",
        head=NULL,
        text=words,
        body=multi("report", "r", *parts, more="; report-type=delivery-status"),
        files=[
            ("bilaga.txt", STATUS, len(status.encode())),
            ("bilaga.txt", "text/rfc822-headers", len(letter.encode())),
        ],
    )


def _worded(name: str, sender: str, head: tuple[tuple[str, str], ...], subject: str, words: str) -> Described:
    """Put together what a server writes; a From that holds no address is written as it stands."""
    if "@" in sender:
        return described(f"returned-{name}", "bounce", "bounce", sender=sender, subject=subject, head=head, body=words)
    message_id = f"<{name}@mx.example>"
    made = described(
        f"returned-{name}",
        "bounce",
        "bounce",
        sender="x@y.example",
        subject=subject,
        head=head,
        body=words,
        message_id=message_id,
    )
    data = made.data.replace(b"From: x@y.example\r\n", f"From: {sender}\r\n".encode())
    told = {**made.told, "from": {"name": None, "address": None}}
    return Described(made.name, made.verdict, made.rule, data, told)


def _gateway(name: str, head: tuple[tuple[str, str], ...], subject: str, words: str = "") -> Described:
    words = words or "Unable to deliver message to <x@y.example>."
    letter = crlf(f"{LETTER}\nTack, vi har tagit emot.").encode()
    return described(
        f"returned-{name}",
        "bounce",
        "bounce",
        sender=GATEWAY,
        subject=subject,
        head=head,
        text=words,
        body=multi("mixed", "g", plain(words), part("Content-Type: message/rfc822", letter)),
        files=[("bilaga.eml", "message/rfc822", len(letter))],
    )
