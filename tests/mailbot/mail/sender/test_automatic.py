from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.mail.decode import decode
from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender.automatic import (
    automatic_sign,
    automatic_subject,
    from_machine,
    list_mail,
    marked_spam,
    may_be_automatic,
    newsletter,
    speaks_alone,
)
from mailbot.outbox.contents import Content
from mailbot.outbox.render import Renderer
from mailbot.outbox.samples import SAMPLES, variables
from tests.support.letters import TEMPLATES, VARIANTS
from tests.support.mails import a_mail, multipart, part

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)


def message(*headers: tuple[str, str], subject: str = "Hej", **rest: str) -> IncomingMessage:
    return decode(a_mail(subject=subject, headers=headers, **rest), internal_date=NOW)


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        (("Auto-Submitted", "auto-replied"), "auto_submitted"),
        (("Auto-Submitted", "auto-generated (vacation)"), "auto_submitted"),
        (("Auto-Submitted", "auto-notified; owner-email=a@b"), "auto_submitted"),
        (("Auto-Submitted", "No"), None),
        (("Return-Path", "<>"), "null_return_path"),
        (("Return-Path", "<anna.ek@varberg.example>"), None),
        (("Return-Path", "<MAILER-DAEMON@mx.varberg.example>"), "mail_server"),
        (("Return-Path", "MAILER-DAEMON"), "mail_server"),
        (("Return-Path", "<postmaster@varberg.example>"), None),
        (("Precedence", "Bulk"), "precedence"),
        (("Precedence", "first-class"), None),
        (("X-Autoreply", "yes"), "autoreply_field"),
        (("X-Autorespond", "1"), "autoreply_field"),
        (("Content-Type", "multipart/report; report-type=disposition-notification; boundary=x"), "report"),
        (("X-Auto-Response-Suppress", "All"), None),
        (("X-Mailer", "Outlook"), None),
    ],
)
def test_automatic_sign_is_found_in_the_header(header: tuple[str, str], sign: str | None) -> None:
    assert automatic_sign(message(header)) == sign


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Autosvar: Kvittens", True),
        ("Autosvar", True),
        ("Automatiskt svar: Sv: Kvittens", True),
        ("Out of Office: semester", True),
        ("Automatic reply: x", True),
        ("Läst: Kvittens", True),
        ("Autosvar i era brev", False),
        ("SV: Frånvaro", False),
        ("Frånvaro", False),
        ("Frånvaro: Vårt förslag", True),
        ("SV: Autosvar: Vårt förslag", False),
        ("Ärende 2026-12 är registrerat", False),
        ("Förslag om frånvaro i hemtjänsten", False),
        ("Vårt förslag", False),
    ],
)
def test_automatic_subject_is_a_sign_only_with_another(subject: str, *, expected: bool) -> None:
    assert bool(automatic_subject(subject)) is expected
    assert automatic_sign(message(subject=subject)) is None
    suppressed = message(("X-Auto-Response-Suppress", "All"), subject=subject)
    assert automatic_sign(suppressed) == ("known_subject" if expected else None)


@pytest.mark.parametrize(
    "subject", ["Kvittens på ärende", "Vi har mottagit ditt mejl", "Kontaktcenter har tagit emot ditt mejl"]
)
def test_subject_of_a_receipt_is_a_sign_with_a_field_and_words(subject: str) -> None:
    suppresses, text = [("X-Auto-Response-Suppress", "All")], "Ditt mejl har kommit fram."
    assert automatic_sign(decode(a_mail(text, subject=subject, headers=suppresses), internal_date=NOW))
    assert automatic_sign(decode(a_mail(text, subject=subject), internal_date=NOW)) is None
    assert automatic_sign(decode(a_mail("Hej!", subject=subject, headers=suppresses), internal_date=NOW)) is None


@pytest.mark.parametrize(
    ("subject", "text", "sign"),
    [
        ("Frånvaro", "Jag är åter den 3 december.", "known_subject"),
        ("Ärende 2026-4711 har registrerats", "Ditt ärende har fått nummer 2026-4711.", "case_receipt"),
    ],
)
def test_subject_that_people_use_is_a_sign_with_a_field_and_words(subject: str, text: str, sign: str) -> None:
    suppresses = [("X-Auto-Response-Suppress", "All")]
    assert automatic_sign(decode(a_mail(text, subject=subject, headers=suppresses), internal_date=NOW)) == sign
    assert automatic_sign(decode(a_mail(text, subject=subject), internal_date=NOW)) is None
    assert automatic_sign(decode(a_mail(text, subject=f"SV: {subject}", headers=suppresses), internal_date=NOW)) is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Frånvaro", "Vi vill minska frånvaron i hemtjänsten."),
        ("Ert ärende 4412", "Vi har tagit emot er fråga. Diarienummer: KS 2026/12. Vi behöver fullmakt."),
    ],
)
def test_subject_that_people_use_is_no_sign_though_a_program_asks_for_no_answers(subject: str, text: str) -> None:
    suppresses = [("X-Auto-Response-Suppress", "DR, OOF, AutoReply")]
    mail = decode(a_mail(text, subject=subject, headers=suppresses), internal_date=NOW)
    assert automatic_sign(mail) is None
    assert may_be_automatic(mail)


@pytest.mark.parametrize("content", [*SAMPLES.values(), *VARIANTS.values()])
@pytest.mark.parametrize("prefix", ["", "Sv: ", "Re: ", "VB: ", "SV: RE: "])
def test_no_letter_of_ours_makes_a_machine_of_who_answers_it(prefix: str, content: Content) -> None:
    letter = Renderer(TEMPLATES).render(content.kind, variables(content))
    subject = prefix + letter.subject
    below_the_answer = f"Titeln är fel.\n\n{letter.text}"
    assert not automatic_subject(subject)
    assert not may_be_automatic(decode(a_mail(below_the_answer, subject=subject), internal_date=NOW))
    assert not may_be_automatic(decode(a_mail("Titeln är fel.", subject=subject), internal_date=NOW))


@pytest.mark.parametrize(
    ("text", "sign"),
    [("", "known_subject"), ("Jag kan inte den dagen.", None)],
)
def test_answer_to_an_invitation_is_a_machines_where_it_says_nothing(text: str, sign: str | None) -> None:
    assert automatic_sign(decode(a_mail(text, subject="Avböjt: Avstämning"), internal_date=NOW)) == sign


@pytest.mark.parametrize(
    ("headers", "text", "expected"),
    [
        ((), "Uppgiften förfaller i morgon.", True),
        ((("Reply-To", "no-reply@x.example"),), "Uppgiften förfaller i morgon.", True),
        ((("Reply-To", "anna.ek@varberg.example"),), "Vi byter chef.", False),
        ((), "Anna Ek skriver: vi vill ändra i vårt förslag.", False),
    ],
)
def test_machine_speaks_alone_unless_it_passes_on_what_a_person_says(headers, text, *, expected: bool) -> None:
    mail = a_mail(text, sender="no-reply@x.example", headers=headers)
    assert speaks_alone(decode(mail, internal_date=NOW)) is expected


def test_calendar_answer_is_automatic_and_an_invitation_is_not() -> None:
    def invitation(method: str, words: bytes = b"") -> IncomingMessage:
        calendar = part("text/calendar; charset=utf-8", f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n".encode())
        parts = [part("text/plain", words), calendar]
        return decode(b"From: a@b.example\r\n" + multipart("mixed", parts), internal_date=NOW)

    assert automatic_sign(invitation("REPLY")) == "calendar_answer"
    assert automatic_sign(invitation("REPLY", b"Jag kommer sent.")) is None
    assert automatic_sign(invitation("REQUEST")) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("no-reply@x.example", True),
        ("noreply-utskick@x.example", True),
        ("donotreply@x.example", True),
        ("mailer-daemon@x.example", True),
        ("post_master@x.example", True),
        ("mail.delivery.system@x.example", True),
        ("mail-delivery-subsystem@x.example", True),
        ("matleverans@x.example", False),
        ("svara-ej@x.example", True),
        ("quarantine@messaging.example", True),
        ("calendar-notification@x.example", True),
        ("nora.eply@x.example", False),
        ("anna@noreply.example", False),
    ],
)
def test_address_of_a_machine_is_told_by_its_name(address: str, *, expected: bool) -> None:
    assert from_machine(address) is expected


def test_list_mail_is_told_by_its_fields() -> None:
    assert list_mail(message(("List-Id", "<nytt.example>")))
    assert list_mail(message(("List-Unsubscribe", "<mailto:av@x.example>")))
    assert list_mail(message(("Precedence", "list")))
    assert not list_mail(message())
    assert not list_mail(message(("Feedback-ID", "12345678:user:proton")))


@pytest.mark.parametrize(
    ("subject", "text", "sender", "sign"),
    [
        ("Autosvar", "Jag är på semester till den 3 december.", "anna.ek@varberg.example", "known_subject"),
        ("Autosvar", "Vad händer med vårt förslag?", "anna.ek@varberg.example", None),
        ("Ärende 2026-117", "Vi har tagit emot ditt ärende.", "kontakt@varberg.example", None),
        ("Ärende 2026-117", "Vi har mottagit ditt ärende. Ditt ärendenummer är 117.", "k@x.example", None),
        ("Ärende 117 - Kvittens", "Vi har mottagit ert mejl. Dnr: 117.", "k@x.example", "case_receipt"),
        ("Ärende 117 har skapats", "Vi har mottagit ert mejl. Dnr: 117.", "k@x.example", "case_receipt"),
        (
            "Kvittens ärende 117",
            "Ditt ärende är mottaget och har fått ärendenummer 117.",
            "k@x.example",
            "case_receipt",
        ),
        ("Kvittens på utlåning", "Vi har mottagit ert paket. Dnr: 117.", "k@x.example", None),
        ("Tack för er återkoppling", "Vi har mottagit ert mejl och skriver om förslaget.", "k@x.example", None),
        ("Slutat", "Vår chef Eva Lund har slutat.", "k@x.example", None),
        ("Ärende 2026-117", "Kan vi samordna oss?", "kontakt@varberg.example", None),
        ("Hej", "Ditt ärendenummer är 12.", "no-reply@varberg.example", "case_receipt"),
        ("Hej", "Det här meddelandet är skickat automatiskt.", "no-reply@varberg.example", "unattended"),
        ("Hej", "Det går inte att svara på det här mejlet.", "no-reply@varberg.example", "unattended"),
        ("Hej", "Svara ovanför den här linjen\n\nHej Anna", "no-reply@varberg.example", "unattended"),
        ("Hej", "Det här meddelandet är skickat automatiskt.", "x@varberg.example", None),
        ("Hej", "Tack!\n\n> Svara inte på detta meddelande", "x@varberg.example", None),
        ("Hej", "Vi vill att kvittensen skickas automatiskt.", "x@varberg.example", None),
    ],
)
def test_automatic_words_count_where_they_can_be_no_persons(subject, text, sender, sign) -> None:
    assert automatic_sign(decode(a_mail(text, subject=subject, sender=sender), internal_date=NOW)) == sign


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("X-Spam-Flag", "YES"), True),
        (("X-Spam-Status", "Yes, score=8.1"), True),
        (("X-Spam-Status", "No, score=1.1"), False),
        (("X-MS-Exchange-Organization-SCL", "6"), True),
        (("X-MS-Exchange-Organization-SCL", "-1"), False),
        (("X-Forefront-Antispam-Report", "CIP:1;SFV:SPM;H:x"), True),
        (("X-Forefront-Antispam-Report", "CIP:1;SFV:NSPM;H:x"), False),
    ],
)
def test_spam_is_what_a_filter_calls_so(header: tuple[str, str], *, expected: bool) -> None:
    assert marked_spam(message(header)) is expected


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("Läs mer.\n\nAvprenumerera här", None, True),
        ("Läs mer.\n\nUnsubscribe", None, True),
        ("Kan ni avregistrera oss?", None, False),
        ("Läs mer.\n\nAvprenumerera här", "<1@x.example>", False),
        ("Vi hörs.\n\nMvh Bo\n\nAvprenumerera här", None, False),
        ("Nytt förslag.\n\nAvprenumerera här", None, False),
        ("Något för oss?\n\nFrån: Nytt\nSkickat: i dag\nTill: mig\n\nAvprenumerera här", None, False),
    ],
)
def test_newsletter_is_told_by_its_foot_unless_somebody_passed_it_on(text, answers, *, expected: bool) -> None:
    assert bool(newsletter(decode(a_mail(text, answers=answers), internal_date=NOW))) is expected


def test_signs_of_a_forwarded_machine_mail_are_not_the_forwarders() -> None:
    report = multipart("report", [part("message/disposition-notification", b"Disposition: x")], boundary="r")
    parts = [part("text/plain", b"Vad betyder det?"), part("message/rfc822", report)]
    mail = decode(b"From: a@b.example\r\n" + multipart("mixed", parts, boundary="f"), internal_date=NOW)
    assert [file.filename for file in mail.attachments] == ["bilaga.eml", "bilaga.txt"]
    assert automatic_sign(mail) is None


@pytest.mark.parametrize(
    "text",
    [
        "Jag kan inte svara på frågan om resurser ännu, resten är ifyllt.",
        "Fråga 7 går inte att svara på i dag.",
        "Svara inte på det här förrän jag har fyllt i resten.",
        "Det här är ett automatiserat arbetssätt som sparar tid.",
        "Detta meddelande är automatiskt översatt, men jag skriver själv.",
        "Kan ni avregistrera Kalle Ek från er kontaktlista?",
        "Vi vill ändra utskick till patienter så att de blir lättare att läsa.",
        "Vi skulle vilja hantera prenumeration av hjälpmedel gemensamt.",
        "Du får det här mejlet eftersom du är kontaktperson för Omtanke Halland.",
        "Välkommen på utbildning! Avanmäl dig via mejl till mig senast fredag.",
    ],
)
def test_words_of_a_person_are_no_sign_of_a_machine(text):
    message = decode(a_mail(text), internal_date=NOW)
    assert automatic_sign(message) is None
    assert not may_be_automatic(message)
    assert not newsletter(message)


@pytest.mark.parametrize(
    "text",
    [
        "Det här mejlet går inte att svara på.",
        "Detta är ett automatiskt meddelande.",
        "Svara inte på detta mejl.",
        "Hej!\n\nMvh Kommunen\nDet här är ett autosvar.",
        "Jag är på semester. Har du frågor om hur det går med ditt ärende?",
        "Tack för ditt mejl! Vill du lämna ett förslag? Så gör du.",
        "Jag läser inte min e-post just nu. Behöver du formuläret?",
        "E-postadressen upphör den 1 december.",
        "Mottagaren finns inte längre. Hur lämnar jag synpunkter?",
        "This mailbox is no longer monitored. How do I submit a request?",
        "Vi svarar inom två arbetsdagar. Hur går det till?",
        "Vi har mottagit ert meddelande men bilagan går inte att öppna. Dnr. KS 2026/4.",
        "Jag har slutat. Kontakta Per.",
    ],
)
def test_words_that_machines_use_may_be_a_machines_and_are_no_sign_alone(text):
    message = decode(a_mail(text), internal_date=NOW)
    assert may_be_automatic(message)
    assert automatic_sign(message) is None


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Tack för ert mejl! Hur går det?", "<1@x.example>"),
        ("Jag är ledig till måndag, ring Bo om förslaget.", None),
        ("Anna har slutat, jag tar över hennes initiativ.", None),
        ("Det här meddelandet skickades automatiskt till mig, men jag har inget skickat.", None),
        ("Målgrupp: Föräldralediga som är åter på jobbet", None),
    ],
)
def test_words_of_who_answers_or_knows_a_proposal_are_a_persons(text, answers):
    assert not may_be_automatic(decode(a_mail(text, answers=answers), internal_date=NOW))
