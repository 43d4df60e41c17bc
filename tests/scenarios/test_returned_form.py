"""The form that goes back to be completed: what it shows, and what is read from it when it comes again."""

from __future__ import annotations

from mailbot.register.initiatives import find
from parsers.parse import parse
from tests.support import backlog
from tests.support.backlog import FORM, mail, proposal
from tests.support.world import vouched

ANNA = "anna1@varberg.example"
NUMBER = "19121212-1212"


def returned(world) -> tuple[str, bytes]:
    """Return the file of the last letter that asks for a completion, by its name."""
    (file,) = world.letter("receipt_incomplete").iter_attachments()
    return str(file.get_filename()), file.get_content()


def sent_back(world, file: tuple[str, bytes]) -> None:
    letter = world.letter("receipt_incomplete")
    world.take(
        vouched(mail(2, ANNA, "Sv: komplettering", "Här är den.", [file], In_Reply_To=str(letter["Message-ID"])))
    )


def test_answer_that_could_not_be_read_goes_back_as_it_was_written(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention", email="anna snabel-a varberg", organisation="Varberg, Laholm")))
    _, data = returned(trusting)
    (form,) = parse("x", data, [FORM])
    assert dict(form.written) == {"email": "anna snabel-a varberg", "organisation": "Varberg, Laholm"}
    text = trusting.letter("receipt_incomplete").get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "\nDet här behöver du fylla i eller ändra\n" in text
    assert "\n- E-post\n  ”anna snabel-a varberg” är inte en fullständig e-postadress." in text


def test_masked_personnummer_in_the_returned_form_replaces_nothing(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention", background=f"Patienten {NUMBER} föll.", purpose=None)))
    name, data = returned(trusting)
    (form,) = parse("x", data, [FORM])
    assert form.values["background"] == "Patienten [personnummer] föll."
    filled = backlog.word.write(FORM, {**form.values, "purpose": "Färre fall."})
    sent_back(trusting, (name, filled))
    with trusting.app.services.database.reading() as session:
        newest = find(session, "OH-2026-0001").form
        assert newest is not None
        assert (newest.number, newest.fields["background"]) == (2, f"Patienten {NUMBER} föll.")
    assert trusting.register() == [("OH-2026-0001", "queued")]
