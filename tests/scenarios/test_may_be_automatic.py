"""What a machine may have written is answered by nobody, and lost by nobody."""

from __future__ import annotations

import pytest

from mailbot.forms.write import word
from mailbot.intake.review_reasons import Reason
from tests.support.backlog import COMPLETE, FORM, mail, proposal

ANNA = "anna1@varberg.example"
INVITATION = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    "words",
    [
        "Jag har slutat. Kontakta Per Olsson, som tar över.",
        "Jag läser inte min e-post just nu. Behöver du formuläret? Finns på intranätet.",
        "Jag är på semester. Har du frågor om hur det går med ditt ärende? Kontakta Lisa Lund.",
        "Svara inte på det här mejlet, ring mig på 0340-880 00.",
    ],
)
def test_answer_that_may_be_a_machines_is_shown_and_not_answered(world, words):
    world.take(proposal(1, "Fallprevention"))
    letter_id = str(world.letter("receipt_complete")["Message-ID"])
    world.take(mail(2, ANNA, "SV: Tack", words, In_Reply_To=letter_id))
    assert world.ledger()[-1] == ("unknown", "may_be_automatic", "review")
    thread = Reason.IN_THREAD.text(reference="OH-2026-0001")
    assert world.reasons()[-1] == f"{Reason.MAY_BE_AUTOMATIC.text()} {thread}"
    assert [recipient for _, recipient, _ in world.letters()].count(ANNA) == 1


def test_invitation_with_a_form_is_registered_and_the_meeting_pointed_out(world):
    files = [("Förslag.docx", word.write(FORM, COMPLETE)), ("möte.ics", INVITATION)]
    world.take(mail(1, ANNA, "Avstämning", "Formuläret ligger med.", files))
    assert (world.ledger(), world.reasons()) == (
        [("submission", "form", "handled")],
        [Reason.INVITATION_BESIDE_FORM.text()],
    )
    assert world.register() == [("OH-2026-0001", "queued")]
