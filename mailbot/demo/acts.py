"""What people do in the story, one function each."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from sqlalchemy import select

from mailbot.config import STOCKHOLM
from mailbot.demo import fill_in_agenda
from mailbot.demo.environment import Stage
from mailbot.demo.fill_in_agenda import Written
from mailbot.demo.invitations import invitation
from mailbot.demo.mails import Mail, files_of, text_of
from mailbot.demo.people import (
    ANNA,
    BJORN,
    CALLS,
    CECILIA,
    DAVID,
    EVA,
    EVALUATION,
    FALLS,
    FREDRIK,
    GUNILLA,
    HELENA,
    LACKING,
    MEALS,
    MEDICINE,
    SECRETARY,
    STRANGER,
    WOUNDS,
    Person,
    without,
)
from mailbot.forms.write import excel, word
from mailbot.meetings.agenda import overview
from mailbot.store.tables import Initiative
from mailbot.store.values import LetterKind as Kind

_ANNAS_PROPOSAL = 3
"""Its place among the mails of the story."""


def reference(stage: Stage, person: Person) -> str:
    """Return the reference that somebody's one initiative got."""
    with stage.app.services.database.reading() as session:
        return session.scalars(select(Initiative.reference).where(Initiative.initiator_address == person.address)).one()


def the_secretary_invites(stage: Stage) -> None:
    """Invite the mailbox to the first meeting, from her calendar."""
    calendar = invitation(stage.meetings[0], stage.clock.now)
    stage.send(Mail(SECRETARY, "RUG-möte", "Välkomna!", invites=calendar))


def the_secretary_confirms_the_meeting(stage: Stage) -> None:
    """Answer the receipt."""
    stage.send(Mail(SECRETARY, "", "Stämmer\n\nMaria", answers=stage.letter(Kind.MEETINGS_RECEIPT, SECRETARY)))


def annas_mail_comes_again(stage: Stage) -> None:
    """Deliver her proposal a second time."""
    stage.send_again(_ANNAS_PROPOSAL)


def anna_proposes(stage: Stage) -> None:
    """Mail a complete Word form."""
    files = [("Förslag fallprevention.docx", word.write(stage.form, FALLS))]
    stage.send(Mail(ANNA, "Förslag från hemrehab", "Hej!\n\nHär kommer vårt förslag.\n\nHälsningar\nAnna", files))


def bjorn_proposes(stage: Stage) -> None:
    """Mail a complete Excel form."""
    files = [("Läkemedelslista.xlsx", excel.write(stage.form, MEDICINE))]
    stage.send(Mail(BJORN, "Initiativ", "Hej, jag bifogar mallen ifylld.\n\nMvh Björn", files))


def cecilia_forgets(stage: Stage) -> None:
    """Mail a form that lacks three answers."""
    files = [("Trygghetssamtal.docx", word.write(stage.form, without(CALLS, LACKING)))]
    stage.send(Mail(CECILIA, "Trygghetssamtal", "Hej!\n\nSe bifogad fil.\n\n/Cecilia", files))


def cecilia_completes(stage: Stage) -> None:
    """Reply with the form that came back, its gaps filled."""
    letter = stage.letter(Kind.RECEIPT_INCOMPLETE, CECILIA)
    (name,) = files_of(letter)
    files = [(name, word.write(stage.form, CALLS))]
    stage.send(Mail(CECILIA, "", "Nu ska allt vara med!\n\n/Cecilia", files, answers=letter))


def david_asks(stage: Stage) -> None:
    """Ask how to propose something."""
    text = "Hej!\n\nHur gör man för att lämna ett förslag till Omtanke Halland?\n\nDavid Nilsson"
    stage.send(Mail(DAVID, "Fråga", text))


def david_is_away(stage: Stage) -> None:
    """Let David's mail program answer mailbot's letter."""
    letter = stage.letter(Kind.HOW_TO, DAVID)
    headers = [("Auto-Submitted", "auto-replied")]
    text = "Jag är på semester och läser inte min mail."
    stage.send(Mail(DAVID, "Autosvar: semester", text, answers=letter, headers=headers), from_machine=True)


def eva_sends_a_broken_file(stage: Stage) -> None:
    """Mail half a Word file."""
    files = [("Mall ifylld.docx", word.write(stage.form, MEALS)[:9000])]
    stage.send(Mail(EVA, "Förslag", "Hej, här är min mall.\n\nEva", files))


def anna_asks_for_status(stage: Stage) -> None:
    """Reply to the receipt and ask."""
    letter = stage.letter(Kind.RECEIPT_COMPLETE, ANNA)
    stage.send(Mail(ANNA, "", "Hej!\n\nHur går det med mitt förslag?\n\nAnna", answers=letter))


def a_stranger_asks(stage: Stage) -> None:
    """Quote somebody else's reference."""
    named = reference(stage, ANNA)
    stage.send(Mail(STRANGER, f"Status för {named}", f"Hej! Hur går det med {named}? Vad innehåller det?"))


def helena_sends_fredriks_form(stage: Stage) -> None:
    """Mail a form with somebody else's address in it."""
    files = [("Måltidsvänner.docx", word.write(stage.form, {**MEALS, "email": FREDRIK.address}))]
    stage.send(Mail(HELENA, "VB: Måltidsvänner", "Hej!\n\nDen här kom till mig.\n\nHelena", files))


def fredrik_says_yes(stage: Stage) -> None:
    """Reply that the proposal is his."""
    letter = stage.letter(Kind.ON_BEHALF, FREDRIK)
    stage.send(Mail(FREDRIK, "", "Ja, det är mitt förslag.\n\nFredrik", answers=letter))


def fredrik_withdraws(stage: Stage) -> None:
    """Reply to its receipt and take it back."""
    letter = stage.letter(Kind.RECEIPT_COMPLETE, FREDRIK)
    stage.send(Mail(FREDRIK, "", "Hej, jag drar tillbaka mitt förslag.\n\nFredrik", answers=letter))


def gunilla_proposes(stage: Stage) -> None:
    """Mail a form with material."""
    files = [("Sårvård.docx", word.write(stage.form, WOUNDS)), ("Bakgrund sår.txt", "Siffror från i fjol.".encode())]
    stage.send(Mail(GUNILLA, "Sårvård på distans", "Hej!\n\nFörslag och underlag bifogas.\n\nGunilla", files))


def the_overview_is_due(stage: Stage) -> None:
    """Go to two working days before the first meeting's stop date."""
    stage.go_to(overview.begins(stage.stop_of(0)) + timedelta(minutes=1))


def the_stop_date_passes(stage: Stage) -> None:
    """Go to the first meeting's stop date."""
    stage.go_to(stage.stop_of(0) + timedelta(minutes=1))


def the_next_stop_date_passes(stage: Stage) -> None:
    """Go to the second meeting's stop date."""
    stage.go_to(stage.stop_of(1) + timedelta(minutes=1))


def a_forger_decides(stage: Stage) -> None:
    """Return an agenda full of rejections in the secretary's name, after the meeting."""
    stage.go_to(datetime.combine(stage.meetings[0], time(13), STOCKHOLM))
    name, agenda = _agenda(stage, ".docx")
    written = {reference(stage, person): Written("Avslag", "Nej.") for person in (ANNA, BJORN, CECILIA, GUNILLA)}
    stage.send(
        Mail(SECRETARY, "Beslut", "Här är besluten.", [(name, fill_in_agenda.in_word(agenda, written))]), verified=False
    )


def the_forger_insists(stage: Stage) -> None:
    """Release it, without a code."""
    stage.send(Mail(SECRETARY, "Sv: Beslut", "skicka"), verified=False)


def the_secretary_decides(stage: Stage) -> None:
    """Return the Word agenda with all four kinds of decision."""
    name, agenda = _agenda(stage, ".docx")
    written = {
        reference(stage, ANNA): Written(
            "Bifall", "Försöket svarar mot färdplanen och bygger på det som redan görs.", "Närsjukvården och Varberg"
        ),
        reference(stage, BJORN): Written("Avslag", "Frågan hanteras redan i det nationella arbetet.", ""),
        reference(stage, CECILIA): Written("Återremiss", "Beskriv hur samtalen bemannas under helger.", "Cecilia"),
        reference(stage, GUNILLA): Written("Bordläggning", "RUG vill höra sårmottagningen först.", ""),
    }
    letter = stage.letter(Kind.AGENDA, SECRETARY)
    files = [(name, fill_in_agenda.in_word(agenda, written))]
    stage.send(Mail(SECRETARY, "", "Hej, besluten från i dag.\n\nMaria", files, answers=letter))


def the_secretary_releases(stage: Stage) -> None:
    """Answer the newest receipt."""
    letter = stage.letter(Kind.DECISIONS_RECEIPT, SECRETARY)
    stage.send(Mail(SECRETARY, "", "skicka", answers=letter))


def cecilia_answers_the_referral(stage: Stage) -> None:
    """Reply to the decision with what RUG asked for."""
    letter = stage.letter(Kind.DECISION_REFERRED_BACK, CECILIA)
    values = {**CALLS, "resources": "Helgerna bemannas av kommunens trygghetsteam."}
    files = [("Trygghetssamtal, komplett.docx", word.write(stage.form, values))]
    stage.send(Mail(CECILIA, "", "Här är kompletteringen.\n\n/Cecilia", files, answers=letter))


def anna_takes_charge(stage: Stage) -> None:
    """Answer who is in charge of what was approved."""
    letter = stage.letter(Kind.RESPONSIBLE_WANTED, ANNA)
    stage.send(Mail(ANNA, "", "Hej!\n\nJag ansvarar.\n\n/Anna", answers=letter))


def the_secretary_works_her_list(stage: Stage) -> None:
    """Reply to the list of what waits, and take the stranger's mail off it."""
    letter = stage.letter(Kind.REVIEW_DIGEST, SECRETARY)
    local, _, _ = STRANGER.address.partition("@")
    (number,) = re.findall(rf"(?m)^Nr (\d+): .*\n{re.escape(local)}@", text_of(letter))
    stage.send(Mail(SECRETARY, "", f"skräp {number}", answers=letter))


def the_secretary_asks_for_the_members_copy(stage: Stage) -> None:
    """Reply to the agenda."""
    letter = stage.letter(Kind.AGENDA, SECRETARY)
    stage.send(Mail(SECRETARY, "", "Skicka till ledamöterna\n\nMaria", answers=letter))


def the_secretary_sends_the_members_copy(stage: Stage) -> None:
    """Answer the receipt."""
    stage.send(Mail(SECRETARY, "", "skicka", answers=stage.letter(Kind.MEMBERS_RECEIPT, SECRETARY)))


def the_secretary_decides_in_words(stage: Stage) -> None:
    """Reply to the second agenda with a line for each decision, after the meeting."""
    stage.go_to(datetime.combine(stage.meetings[1], time(13), STOCKHOLM))
    lines = (
        f"{reference(stage, GUNILLA)} bifall: Sårmottagningen är med. Ansvarig: Kustkliniken",
        f"{reference(stage, CECILIA)} bifall: Helgerna är lösta. Ansvarig: Falkenbergs kommun",
    )
    stage.send(Mail(SECRETARY, "", "\n".join(lines), answers=stage.letter(Kind.AGENDA, SECRETARY)))


def two_days_go_by(stage: Stage) -> None:
    """Go to the second day after the second meeting, when who is in charge is asked for."""
    stage.go_to(datetime.combine(stage.meetings[1] + timedelta(days=2), time(13), STOCKHOLM))


def half_a_year_goes_by(stage: Stage) -> None:
    """Go to the day on which Anna's work is evaluated, before the third meeting's stop date."""
    stage.go_to(stage.stop_of(2) - timedelta(days=7))


def anna_evaluates(stage: Stage) -> None:
    """Return the evaluation form."""
    values = {**EVALUATION, "reference": reference(stage, ANNA), "evaluator": ANNA.name}
    files = [("Utvärdering.docx", word.write(stage.evaluation, values))]
    letter = stage.letter(Kind.EVALUATION_WANTED, ANNA)
    stage.send(Mail(ANNA, "", "Hej!\n\nHär är utvärderingen.\n\n/Anna", files, answers=letter))


def the_third_stop_date_passes(stage: Stage) -> None:
    """Go to the third meeting's stop date."""
    stage.go_to(stage.stop_of(2) + timedelta(minutes=1))


def the_secretary_spreads_it(stage: Stage) -> None:
    """Reply to the third agenda with what the group decides of evaluated work."""
    stage.go_to(datetime.combine(stage.meetings[2], time(13), STOCKHOLM))
    line = f"{reference(stage, ANNA)} sprid till Hylte och Laholm: Färre fall, och nöjda deltagare."
    stage.send(Mail(SECRETARY, "", line, answers=stage.letter(Kind.AGENDA, SECRETARY)))


def hylte_takes_it_up(stage: Stage) -> None:
    """Answer for Hylte, with a day."""
    day = stage.meetings[2] + timedelta(days=60)
    stage.send(Mail(DAVID, "", f"Hej!\n\nJa, {day}.\n\n/David", answers=stage.letter(Kind.SPREAD_ASKED, DAVID)))


def _agenda(stage: Stage, suffix: str) -> tuple[str, bytes]:
    """Return the newest agenda that the secretary got, as the file of that kind."""
    files = files_of(stage.letter(Kind.AGENDA, SECRETARY))
    return next((name, data) for name, data in files.items() if name.endswith(suffix))
