from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.followup.celebrating.returned_letter import ReturnedLetter
from mailbot.intake.triage.evidence import Facts, Reading, Work
from mailbot.intake.triage.rules import RULES
from mailbot.intake.triage.verdict import Verdict, describe, triage
from mailbot.mail.decode import decode
from mailbot.mail.message import Attachment
from mailbot.mail.sender.automatic import automatic_sign, list_mail
from mailbot.meetings.decisions.returned_agenda import Returned
from mailbot.meetings.planning.plan_table import PlannedRow, PlanTable
from mailbot.store.values import LetterKind, Part, Standing, VerdictKind
from parsers import Vetted
from parsers.result import NotAForm, ParsedForm, Unreadable
from tests.support import mails
from tests.support.mails import (
    File,
    a_bounce,
    a_mail,
    gmail,
    gmail_html,
    ios,
    multipart,
    outlook,
    outlook_html,
    part,
    thunderbird,
)

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
DOCX = Attachment("Förslag.docx", mails.DOCX, b"PK" * 40_000)
FORM = (Reading(DOCX, (ParsedForm("gemensam-1", "docx", {"title": "Trygg hemgång"}),)),)
EVALUATES = (
    Reading(
        DOCX,
        NotAForm("docx", "är inte formuläret"),
        evaluation=ParsedForm("utvardering-1", "docx", {"learnt": "Att ringa först."}),
    ),
)
IN_BODY = (Reading(None, (ParsedForm("gemensam-1", "text", {"title": "Trygg hemgång"}),)),)
BROKEN = (Reading(DOCX, Unreadable("docx", "filen är skadad")), Reading(None, NotAForm("text", "är inte formuläret")))
ANNEX = (Reading(DOCX, NotAForm("docx", "är inte formuläret")), Reading(None, NotAForm("text", "är inte formuläret")))
AGENDA = (Reading(DOCX, NotAForm("docx", "filen är en dagordning"), Returned("t", ())),)
PLAN = (Reading(DOCX, NotAForm("docx", "är inte formuläret"), planned=PlanTable((PlannedRow("rad 2"),))),)
LETTER = (Reading(DOCX, NotAForm("docx", "filen är ett brev"), letter=ReturnedLetter("0" * 16, Vetted(b"PK"))),)
LOGO = (
    Reading(Attachment("image001.png", "image/png", b"x" * 900), Unreadable("png", "är en bild", maybe_form=False)),
)
PHOTO = (
    Reading(Attachment("IMG_1.jpg", "image/jpeg", b"x" * 90_000), Unreadable("jpg", "är en bild", maybe_form=False)),
)

NOTHING = Facts()
THREAD = Facts(Standing.INITIATOR, answers=LetterKind.RECEIPT_COMPLETE, thread_reference="OH-2026-0001", belongs=True)
WAITING = replace(THREAD, answers=LetterKind.RECEIPT_INCOMPLETE, waits_for_completion=True)
WHO = [replace(THREAD, answers=kind) for kind in (LetterKind.SENDER_CONFIRM, LetterKind.CHANGE_CONFIRM)]
ASKED_TO_DO_LIKEWISE = replace(THREAD, answers=LetterKind.SPREAD_ASKED, spreading="OH-2026-0001")
IN_CHARGE = replace(THREAD, work=Work("OH-2026-0001", Part.RESPONSIBLE))
ASKED = Facts(answers=LetterKind.ON_BEHALF, thread_reference="OH-2026-0001", asked_about="OH-2026-0001")
CONFIRM = replace(THREAD, answers=LetterKind.WITHDRAWAL_CONFIRM)
TO_EDIT = Facts(listed_secretary=True, answers=LetterKind.CELEBRATION_DRAFT)
SECRETARY = Facts(listed_secretary=True, answers=LetterKind.DECISIONS_RECEIPT)
RECEIPT = Facts(listed_secretary=True, answers=LetterKind.DESK_RECEIPT)
CODE = "Engångskod: K7Q2-9FXM"
OUR_FOOT = "Det här mejlet är skickat automatiskt, men du kan svara på det."


def invitation(method: str, words: bytes = b"RUG") -> bytes:
    calendar = part("text/calendar; charset=utf-8", f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n".encode())
    return b"From: rug@region.example\r\n" + multipart("alternative", [part("text/plain", words), calendar])


def auto(*headers: tuple[str, str], **rest) -> bytes:
    return a_mail(headers=headers, **rest)


SHAPES = [
    # machines
    (auto(("Auto-Submitted", "auto-replied"), subject="Autosvar"), (), THREAD, "automatic", "automatic_sign", False),
    (auto(("Auto-Submitted", "auto-generated")), FORM, NOTHING, "automatic", "automatic_sign", False),
    (auto(("X-Autoreply", "yes")), (), NOTHING, "automatic", "automatic_sign", False),
    (auto(("Precedence", "bulk")), (), NOTHING, "automatic", "automatic_sign", False),
    (auto(("Return-Path", "<>")), (), NOTHING, "automatic", "automatic_sign", False),
    (a_mail(subject="Automatiskt svar: Kvittens"), (), THREAD, "automatic", "automatic_subject_in_thread", False),
    (a_mail("Status?", subject="Autosvar: Kvittens"), (), NOTHING, "unknown", "may_be_automatic", False),
    (a_mail("Hur går det med vårt förslag?", subject="Autosvar: Kvittens"), (), NOTHING, "status_request",
     "asks_status", True),
    (a_mail(subject="Autosvar: vårt förslag"), FORM, THREAD, "submission", "form", True),
    (auto(("X-Auto-Response-Suppress", "All")), FORM, NOTHING, "submission", "form", True),
    (a_bounce(), (), NOTHING, "bounce", "bounce", False),
    (a_bounce("4.4.1", "delayed"), (), NOTHING, "bounce", "bounce", False),
    (auto(("List-Id", "<nytt.example>"), ("Precedence", "bulk")), (), NOTHING, "list_mail", "list_fields", False),
    (auto(("List-Unsubscribe", "<mailto:x@y.example>")), FORM, NOTHING, "list_mail", "list_fields", False),
    (auto(("X-Mailbot", "1")), (), NOTHING, "own_letter", "own_message", False),
    (a_mail(), EVALUATES, NOTHING, "follow_up", "evaluation", True),
    (a_mail(), EVALUATES + FORM, NOTHING, "submission", "form", True),
    (auto(("Auto-Submitted", "auto-replied")), EVALUATES, NOTHING, "automatic", "automatic_sign", False),
    (a_mail(), FORM, Facts(own_message=True), "own_letter", "own_message", False),
    (a_mail(), FORM, Facts(duplicate=True), "duplicate", "handled_before", False),
    (a_mail(), FORM, Facts(duplicate=True, same_id_other_content=True), "duplicate", "same_id_other_content", False),
    (invitation("REPLY", b""), (), Facts(listed_secretary=True), "automatic", "automatic_sign", False),
    (invitation("REPLY", b"Jag kommer sent."), (), NOTHING, "unknown", "nothing_applies", True),
    (invitation("COUNTER", b"Kan vi ses klockan tio?"), (), NOTHING, "question", "asks", True),
    # the secretary
    (invitation("REQUEST"), (), Facts(listed_secretary=True), "meeting_invitation", "calendar_request", True),
    (b"Auto-Submitted: auto-generated\r\n" + invitation("REQUEST"), (), Facts(listed_secretary=True),
     "meeting_invitation", "calendar_request", False),
    (invitation("REQUEST"), (), NOTHING, "meeting_invitation", "calendar_request", True),
    (invitation("REQUEST"), FORM, NOTHING, "submission", "form", True),
    (a_mail("Se bilaga"), AGENDA, NOTHING, "decision_return", "agenda_returned", True),
    (a_mail("Skicka"), LETTER, Facts(listed_secretary=True), "secretary_command", "letter_returned", True),
    (a_mail("Se bilaga"), ANNEX, TO_EDIT, "secretary_command", "letter_returned", True),
    (a_mail("Se bilaga"), LETTER, NOTHING, "unknown", "no_usable_file", True),
    (a_mail("Se bilaga"), FORM, TO_EDIT, "submission", "form", True),
    (a_mail(outlook("Skicka", CODE)), LOGO, TO_EDIT, "secretary_command", "secretary_instructs", True),
    (a_mail("Årets möten"), PLAN, Facts(listed_secretary=True), "meeting_invitation", "meeting_plan", True),
    (a_mail("Årets möten"), PLAN, NOTHING, "unknown", "no_usable_file", True),
    (a_mail("Stoppdag 2027-03-01"), (), Facts(listed_secretary=True), "secretary_command", "sets_stop_date", True),
    (a_mail("Avboka mötet 15 mars"), (), Facts(listed_secretary=True), "secretary_command", "calls_off_meeting", True),
    (a_mail("Registrera, för någon annans räkning: Eva Ek, eva@x.example\n\nDela nattpatrull."), (),
     Facts(listed_secretary=True), "secretary_command", "registers_what_was_told", True),
    (a_mail("Stoppdag 2027-03-01?"), (), Facts(listed_secretary=True), "question", "asks", True),
    (a_mail("Stoppdag 2027-03-01"), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail(outlook("Skicka", CODE)), (), SECRETARY, "secretary_command", "secretary_instructs", True),
    (a_mail("Skicka K7Q2-9FXM"), (), Facts(listed_secretary=True), "secretary_command", "secretary_instructs", True),
    (a_mail("Skicka"), (), Facts(listed_secretary=True), "secretary_command", "secretary_says_no_order", True),
    (a_mail("Rätt ska vara bifall"), (), Facts(listed_secretary=True), "secretary_command", "secretary_says_no_order",
     True),
    (a_mail("Se nedan.\n\n-----Vidarebefordrat meddelande-----\nFrån: Bo\nSkickat: i dag\nTill: Maria\nÄmne: Lokal\n\n"
            "Vi har en."), (), Facts(listed_secretary=True), "unknown", "nothing_applies", True),
    (a_mail(outlook("Ja tack!", "    skicka K7Q2-9FXM")), (), RECEIPT, "secretary_command", "secretary_agrees", True),
    (a_mail(outlook("Ja, men vänta", "    skicka K7Q2-9FXM")), (), RECEIPT, "secretary_command",
     "secretary_not_understood", True),
    (a_mail(outlook("Ja", CODE)), (), RECEIPT, "secretary_command", "secretary_not_understood", True),
    (a_mail(outlook("Ja", "    skicka K7Q2-9FXM")), (), SECRETARY, "secretary_command", "secretary_not_understood",
     True),
    (a_mail(outlook("Ja, det stämmer.", CODE)), (), SECRETARY, "secretary_command", "secretary_instructs", True),
    (a_mail("Skicka K7Q2-9FXM"), (), NOTHING, "secretary_command", "secretary_instructs", True),
    (a_mail("Ta bort OH-2026-0001"), (), replace(SECRETARY, answers=None), "secretary_command", "secretary_instructs",
     True),
    (a_mail("OH-2026-0001 bifall"), (), Facts(listed_secretary=True), "decision_return", "decisions_in_words", True),
    (a_mail("OH-2026-0001 bifall: bra"), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Fick OH-2026-0001 bifall?"), (), Facts(listed_secretary=True), "question", "asks", True),
    (a_mail("Ändra OH-2026-0001: Hör av dig."), (), Facts(listed_secretary=True), "secretary_command",
     "adds_to_letters", True),
    (a_mail("Ändra OH-2026-0001: Hör av dig."), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Stoppa K7Q2-9FXM"), (), CONFIRM, "unknown", "nothing_applies", True),
    (a_mail("Skicka inte"), (), SECRETARY, "secretary_command", "secretary_not_understood", True),
    (a_mail("Klart 8"), (), Facts(listed_secretary=True), "secretary_command", "secretary_works_the_desk", True),
    (a_mail("Klart 8"), (), Facts(answers=LetterKind.REVIEW_DIGEST), "secretary_command", "secretary_works_the_desk",
     True),
    (a_mail("Klart 8"), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Klart 8? Eller?"), (), Facts(listed_secretary=True), "question", "asks", True),
    (a_mail("Klart 8\nmen inte 9"), (), Facts(listed_secretary=True), "secretary_command", "secretary_not_understood",
     True),
    (a_mail("Tack så mycket!"), (), SECRETARY, "thanks", "only_thanks", True),
    (a_mail("Ska vi skicka?"), (), SECRETARY, "secretary_command", "secretary_not_understood", True),
    # forms
    (a_mail("Här är vårt förslag"), FORM, NOTHING, "submission", "form", True),
    (a_mail("Hur går det med detta?"), FORM, NOTHING, "submission", "form", True),
    (a_mail("Titel: Trygg hemgång"), IN_BODY, NOTHING, "submission", "form", True),
    (a_mail(), FORM, THREAD, "submission", "form", True),
    (a_mail(outlook("Nu ifylld")), FORM, WAITING, "completion", "form_in_waiting_thread", True),
    (a_mail(), FORM, Facts(junk=True), "submission", "form", True),
    (a_mail(), BROKEN, NOTHING, "submission", "unread_file", True),
    (a_mail(), BROKEN, WAITING, "completion", "unread_in_waiting_thread", True),
    (a_mail(), BROKEN, THREAD, "unknown", "nothing_applies", True),
    (a_mail("Hej"), ANNEX, NOTHING, "unknown", "no_usable_file", True),
    (a_mail("Hej"), PHOTO, NOTHING, "unknown", "no_usable_file", True),
    (a_mail("Hej"), LOGO, NOTHING, "unknown", "nothing_applies", True),
    (a_mail(sender="no-reply@x.example"), FORM, NOTHING, "submission", "form", False),
    (a_mail(sender=None), FORM, NOTHING, "submission", "form", False),
    # words
    (a_mail(gmail("Hej! Hur går det med vårt förslag?")), (), THREAD, "status_request", "asks_status", True),
    (a_mail(None, html=gmail_html("Vad händer nu?")), (), THREAD, "status_request", "asks_status", True),
    (a_mail(ios("När tas ärendet upp?")), (), THREAD, "status_request", "asks_status", True),
    (a_mail("Hej, vad är status för OH-2026-0001?"), (), NOTHING, "status_request", "asks_status", True),
    (a_mail(ios("Vi drar tillbaka vårt förslag.")), (), THREAD, "withdrawal", "asks_to_withdraw", True),
    (a_mail(thunderbird("Jag vill återkalla OH-2026-0001.")), (), THREAD, "withdrawal", "asks_to_withdraw", True),
    (a_mail("Vi drar inte tillbaka förslaget."), (), THREAD, "question", "asks", True),
    (a_mail("Kan man dra tillbaka ett förslag?"), (), THREAD, "question", "asks", True),
    (a_mail(outlook("Ja", CODE)), (), CONFIRM, "withdrawal", "withdrawal_confirmed", True),
    (a_mail(outlook("Ja", CODE)), (), WHO[0], "completion", "earlier_mail_confirmed", True),
    (a_mail("K7Q2-9FXM"), (), WHO[1], "completion", "earlier_mail_confirmed", True),
    (a_mail(outlook("", CODE)), (), WHO[1], "unknown", "nothing_applies", True),
    (a_mail(outlook("Nej, det var inte jag", CODE)), (), WHO[0], "unknown", "nothing_applies", True),
    (a_mail("Ja"), (), WHO[1], "unknown", "nothing_applies", True),
    (a_mail(outlook("Nej, vänta", CODE)), (), CONFIRM, "unknown", "nothing_applies", True),
    (a_mail("Hej!\n\nJa, det är mitt förslag.\n\nMvh Anna"), (), ASKED, "completion", "takes_over", True),
    (a_mail("Försenat till 2027-03-01"), (), IN_CHARGE, "follow_up", "reports_on_work", True),
    (a_mail("Ja 2027-03-01"), (), ASKED_TO_DO_LIKEWISE, "follow_up", "answers_spreading", True),
    *(
        (a_mail(said), (), replace(who, work=IN_CHARGE.work), "unknown", "nothing_applies", True)
        for who in WHO
        for said in ("Ja", "Ja tack!", "Jag ansvarar", "Försenat till 2027-09-01")
    ),
    (a_mail("Nej: vi saknar personal"), (), ASKED_TO_DO_LIKEWISE, "follow_up", "answers_spreading", True),
    # «har slutat», «frånvarande» and the like stand in auto-replies as well; «vi stoppar arbetet» in none.
    (a_mail("Stoppat: personalen har slutat"), (), IN_CHARGE, "follow_up", "reports_on_work", True),
    (a_mail("Vi stoppar arbetet. Den som ledde det har slutat."), (), IN_CHARGE, "follow_up", "reports_on_work", True),
    (a_mail("Arbetet är nedlagt, för Eva är föräldraledig."), (), IN_CHARGE, "follow_up", "reports_on_work", True),
    (a_mail("Arbetet läggs ned. Projektledaren är frånvarande."), (), IN_CHARGE, "follow_up", "reports_on_work", True),
    (a_mail("Jag har slutat."), (), IN_CHARGE, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig. Mitt svar dröjer till den 1 mars."), (), IN_CHARGE, "unknown", "may_be_automatic", False),
    (a_mail("Jag är föräldraledig. Eva Berg, eva@varberg.example, tar över."), (), IN_CHARGE, "unknown",
     "may_be_automatic", False),
    (a_mail("Försenat till 2027-03-01"), (), replace(IN_CHARGE, work=None), "unknown", "nothing_applies", True),
    (a_mail("Kanske försenat till 2027-03-01"), (), IN_CHARGE, "unknown", "nothing_applies", True),
    (a_mail("Ja, men Bo ska ha svaren."), (), ASKED, "unknown", "nothing_applies", True),
    (a_mail("Ja"), (), replace(ASKED, asked_about=None), "unknown", "nothing_applies", True),
    (a_mail("Ja"), (), CONFIRM, "unknown", "nothing_applies", True),
    (a_mail(None, html=outlook_html("Tack så mycket!")), (), THREAD, "thanks", "only_thanks", True),
    (a_mail("Tack Anna!\n\nMvh Bo"), (), THREAD, "thanks", "only_thanks", True),
    (a_mail("Tack! Telefon är 0340-12."), (), WAITING, "unknown", "nothing_applies", True),
    (a_mail("Hur gör man för att lämna ett förslag?"), (), NOTHING, "question", "asks_how", True),
    (a_mail("Hej, jag vill lämna in ett förslag."), (), NOTHING, "question", "asks_how", True),
    (a_mail("Finns det någon mall?"), (), NOTHING, "question", "asks_how", True),
    (a_mail("Är ni öppna i jul?"), (), NOTHING, "question", "asks", True),
    (a_mail("Vad händer, och kan vi dra tillbaka vårt förslag?"), (), THREAD, "question", "asks", True),
    (a_mail("Vi ses."), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Vad händer?"), (), Facts(junk=True), "unknown", "junk_without_form", False),
    (a_mail("Vad händer?"), (), replace(THREAD, junk=True), "status_request", "asks_status", True),
    (b"", (), NOTHING, "unknown", "nothing_applies", False),
    (a_mail("Här kommer det som saknades: 0340-12 34 56."), (), WAITING, "completion", "completes_in_words", True),
    (a_mail("Här kommer det som saknades: 0340-12 34 56."), (), THREAD, "unknown", "nothing_applies", True),
    (a_mail("Jag vill lämna ett förslag: https://1drv.ms/w/s!A"), (), NOTHING, "unknown", "cloud_link", True),
    (a_mail("-----BEGIN PGP MESSAGE-----"), (), NOTHING, "unknown", "encrypted", True),
    (
        a_mail("Ett skyddat meddelande.", files=[File("m.rpmsg", b"v", "application/x-microsoft-rpmsg-message")]),
        (),
        NOTHING,
        "unknown",
        "encrypted",
        True,
    ),
    # what a machine may have written
    (a_mail(f"Hej!\n\n{OUR_FOOT}"), FORM, NOTHING, "unknown", "like_our_letter", False),
    (a_mail(f"Hej!\n\n{OUR_FOOT}", subject="SV: Tack"), FORM, NOTHING, "submission", "form", True),
    (a_mail(f"Hej!\n\n{OUR_FOOT}", answers="<1@x.example>"), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Tack för ditt mejl. Jag är ledig till måndag."), (), NOTHING, "unknown", "may_be_automatic", False),
    (a_mail("Tack för ditt mejl. Jag är ledig, men hur går det?"), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig, men hur går det med vårt förslag?"), (), THREAD, "status_request", "asks_status", True),
    (a_mail("Jag har semester. Vi drar tillbaka förslaget."), (), THREAD, "withdrawal", "asks_to_withdraw", True),
    (a_mail("Tack för ert mejl! Hur går det?", answers="<1@x.example>"), (), THREAD, "status_request", "asks_status",
     True),
    (a_mail("Tack för ert mejl! Var hittar jag blanketten? Se vår webbplats."), (), NOTHING, "unknown",
     "may_be_automatic", False),
    (a_mail("Svara inte på det här mejlet, ring mig."), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Hej!", subject="[#99112] Vårt ärende"), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig."), BROKEN, NOTHING, "submission", "unread_file", True),
    (a_mail("Målgrupp: Föräldralediga"), (), WAITING, "completion", "completes_in_words", True),
    (a_mail("Jag är ledig.\n\nE-post: kommun@x.example"), (), WAITING, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig till måndag, ring Bo om förslaget.", subject="Semester"), (), THREAD, "unknown",
     "nothing_applies", True),
    (a_mail("Jag är ledig till måndag.", subject="Semester"), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig till måndag.", subject="Semester"), (), NOTHING, "unknown", "may_be_automatic", False),
    (a_mail("Jag är ledig till måndag.", subject="Semester"), ANNEX, NOTHING, "unknown", "may_be_automatic", False),
    (a_mail("Vi har mottagit ert mejl.", subject="Kvittens på mejl"), (), NOTHING, "unknown", "may_be_automatic",
     False),
    (a_mail("Vi har mottagit ert mejl, Bo börjar den 1 mars."), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Ditt ärendenummer är 4711."), (), THREAD, "unknown", "may_be_automatic", False),
    (a_mail("Ditt ärendenummer är 4711. Hur går det?"), (), NOTHING, "unknown", "may_be_automatic", False),
    (a_mail("Uppgiften förfaller.", sender="no-reply@x.example"), (), NOTHING, "automatic", "machine_address", False),
    (a_mail("Se bilaga.", sender="no-reply@x.example"), ANNEX, NOTHING, "unknown", "no_usable_file", False),
    (a_mail("Syfte: Trygghet"), (), WAITING, "completion", "completes_in_words", True),
    # what is like a newsletter, or called spam
    (a_mail("Läs mer. Avprenumerera här."), (), NOTHING, "unknown", "newsletter_words", False),
    (a_mail("Läs mer. Avprenumerera här.", sender="no-reply@x.example"), (), NOTHING, "automatic", "machine_address",
     False),
    (a_mail("Får vi bjuda in er?\nAvprenumerera här."), (), NOTHING, "question", "asks", True),
    (a_mail("Vi hörs.\n\nMvh Bo\nBolaget\nAvprenumerera här."), (), NOTHING, "unknown", "nothing_applies", True),
    (a_mail("Läs mer. Avprenumerera här."), (), THREAD, "unknown", "nothing_applies", True),
    (auto(("X-Spam-Flag", "YES")), (), NOTHING, "unknown", "marked_spam", False),
    (auto(("X-Spam-Flag", "YES")), FORM, NOTHING, "submission", "form", True),
]  # fmt: skip


@pytest.mark.parametrize(("data", "forms", "facts", "kind", "rule", "answerable"), SHAPES, ids=range(len(SHAPES)))
def test_verdict_of_each_shape(data, forms, facts, kind, rule, *, answerable) -> None:
    verdict = triage(decode(data, internal_date=NOW), forms, facts)
    references = (facts.thread_reference,) if facts.thread_reference else ()
    decided = next(one for one in RULES if one.name == rule)
    expected = Verdict(VerdictKind(kind), rule, answerable, references, (), decided.review, decided.detail)
    assert replace(verdict, phrases=()) == expected


@pytest.mark.parametrize(
    ("text", "facts", "phrases"),
    [
        ("Hur går det?", THREAD, ("status.how_is_it_going",)),
        ("Hej! Var hittar jag mallen?", NOTHING, ("asks_for_form.where_is_it",)),
        ("Hur går det? Och var hittar jag mallen?", THREAD, ("status.how_is_it_going", "asks_for_form.where_is_it")),
        ("Vi drar tillbaka vårt förslag.", THREAD, ("withdraws.we_withdraw",)),
        ("Kan man dra det tillbaka?", THREAD, ("speaks.take_back",)),
        ("Ar det sa?", THREAD, ("question.mark",)),
        ("Kan ni beratta hur det gar?", THREAD, ("status.tell_how_it_goes",)),
        ("Tack så mycket!", THREAD, ("thanks.thanks",)),
        ("Här är det som saknades.", WAITING, ("completes.here_it_is",)),
        ("Syfte: Trygghet", WAITING, ()),
        ("Vi ses på torsdag.", THREAD, ()),
    ],
)
def test_verdict_names_the_phrases_that_it_goes_by(text: str, facts, phrases) -> None:
    assert triage(decode(a_mail(text), internal_date=NOW), (), facts).phrases == phrases


def test_every_rule_decides_some_shape() -> None:
    assert {shape[4] for shape in SHAPES} == {rule.name for rule in RULES}


def test_references_are_the_threads_first_and_each_once() -> None:
    facts = replace(THREAD, known_references=("OH-2026-0003", "OH-2026-0001"))
    assert triage(decode(a_mail(), internal_date=NOW), (), facts).references == ("OH-2026-0001", "OH-2026-0003")


_SIGNS = st.sampled_from(
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated; x=y"),
        ("Return-Path", "<>"),
        ("Precedence", "junk"),
        ("X-Autorespond", "1"),
        ("X-Vacation", "1"),
        ("X-OTRS-Loop", "everything"),
        ("X-Failed-Recipients", "bo@laholm.example"),
        ("List-Id", "<x.example>"),
        ("List-Unsubscribe", "<mailto:av@x.example>"),
        ("Return-Path", "<MAILER-DAEMON@mx.example>"),
        ("Content-Type", "multipart/report; boundary=x"),
    ]
)
_FACTS = st.builds(
    Facts,
    standing=st.sampled_from(Standing),
    listed_secretary=st.booleans(),
    answers=st.none() | st.sampled_from(LetterKind),
    belongs=st.booleans(),
    duplicate=st.booleans(),
    waits_for_completion=st.booleans(),
    junk=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(
    sign=_SIGNS,
    facts=_FACTS,
    forms=st.sampled_from([(), FORM, IN_BODY, BROKEN, ANNEX, AGENDA]),
    text=st.sampled_from(["Skicka K7Q2-9FXM", "Vad händer?", "Tack!", "Vi drar tillbaka förslaget."]),
)
def test_no_mail_with_an_automatic_sign_is_ever_answerable(sign, facts, forms, text) -> None:
    message = decode(a_mail(text, headers=[sign]), internal_date=NOW)
    assert automatic_sign(message) or list_mail(message)
    assert triage(message, forms, facts).answerable is False


def test_description_has_the_shape_of_the_command_line() -> None:
    message = decode(a_mail(outlook("Hur går det?"), files=[File("a.docx", b"1")]), internal_date=NOW)
    described = describe("mail/1.eml", message, triage(message, (), THREAD), THREAD)
    assert described == {
        "file": "mail/1.eml",
        "verdict": "status_request",
        "rule": "asks_status",
        "phrases": ["status.how_is_it_going"],
        "sender_standing": "initiator",
        "subject": "Ett förslag",
        "references": ["OH-2026-0001"],
        "from": {"name": "Anna Ek", "address": "anna.ek@varberg.example"},
        "message_id": "<1@varberg.example>",
        "date": "2026-11-12T10:14:00+01:00",
        "text": "Hur går det?",
        "attachments": [{"filename": "a.docx", "content_type": mails.DOCX, "size": 1}],
        "answerable": True,
    }
    empty = decode(b"", internal_date=NOW)
    described = describe("tom", empty, triage(empty, (), NOTHING), NOTHING)
    assert (described["from"], described["message_id"], described["date"]) == (
        {"name": None, "address": None},
        None,
        None,
    )
