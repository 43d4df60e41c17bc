"""What initiators write decides nothing in the agenda that comes back, and hides no decision of the secretary's."""

from __future__ import annotations

import pytest

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from tests.scenarios.test_secretary import AFTER_MEETING, AFTER_STOP, MEETING
from tests.scenarios.test_who_may_do_what import form, text_of
from tests.support.backlog import SECRETARY, mail

FILL = {"docx": fill_in_agenda.in_word, "xlsx": fill_in_agenda.in_excel}
HOSTILE = (
    {"title": "Ett"},
    {"title": "Ärende", "requested_decision": "Beslut"},
    {"title": "OH-2026-0001", "requested_decision": "Bifall"},
    {"title": "Beslut", "requested_decision": "Ärende"},
    {"title": "OH-2026-0001 Bifall", "requested_decision": "Bifall"},
    {"title": "ÄRENDE:", "requested_decision": "  beslut "},
    {"title": "Bifall", "requested_decision": "OH-2026-0001"},
)
MARKS = (
    {"title": "dagordning-0123456789abcdef"},
    {"title": "Ny DAGORDNING-aaaaaaaa11"},
    {"description": "Se\ndagordning-0123456789abcdef\nsom förra gången."},
    {"title": "Dagordning\u2011aaaaaaaa11"},
    {"requested_decision": "Märkning: dagordning-\u200b0123456789abcdef"},
)


@pytest.mark.parametrize("suffix", FILL)
@pytest.mark.parametrize("forms", [HOSTILE, MARKS], ids=["headings", "marks"])
def test_decisions_are_the_secretarys_whatever_stands_in_forms(make_world, suffix, forms):
    world = make_world(meetings=MEETING)
    world.take(*(mail(n, f"a{n}@varberg.example", "F", "Se.", form(**said)) for n, said in enumerate(forms, 1)))
    world.now = AFTER_STOP
    world.take()
    (agenda,) = (p for p in world.letter("agenda").iter_attachments() if p.get_filename().endswith(suffix))
    written = {reference: Written("Avslag", "Nej.") for reference, _ in world.register()}
    assert len(written) == len(forms)
    world.now = AFTER_MEETING
    filled = FILL[suffix](agenda.get_content(), written)
    world.take(mail(9, SECRETARY, "Sv: RUG", "Hej, besluten.", [(f"Dagordning.{suffix}", filled)]))
    assert world.ledger()[-1] == ("decision_return", "agenda_returned", "handled")
    decisions = text_of(world.letter("decisions_receipt")).partition("korthet")[2].partition("Så här")[0]
    assert [line[2:14] for line in decisions.splitlines() if line.endswith(": Avslag")] == list(written)
