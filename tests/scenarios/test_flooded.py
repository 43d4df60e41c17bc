"""What strangers cause reaches a victim seldom, and makes nobody wait who belongs to the house."""

from __future__ import annotations

import pytest

from mailbot.one_pass import poll
from tests.scenarios.test_who_may_do_what import ANNA, TITLE, form, text_of
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

VICTIM = "offer@annan.example"


def flood(count: int, sender: str, dress=lambda data: data, **changes) -> list[bytes]:
    """Return proposals; `{}` in the sender is a number."""
    numbers = range(100, 100 + count)
    return [dress(mail(n, sender.format(n), "F", "Se.", form(**{"title": f"Reklam {n}", **changes}))) for n in numbers]


def went_out(world) -> list[str]:
    return [to for letter in world.smtp.letters for to in letter.recipients if to != SECRETARY]


def reminded(world) -> int:
    return [kind for kind, _, _ in world.letters()].count("completion_reminder")


STRANGERS = [
    pytest.param(flood(4, "v{0}@annan{0}.example"), id="made-up addresses"),
    pytest.param(flood(4, "v{}@varberg.example"), id="made-up addresses of the house"),
    pytest.param(flood(4, "v{}@ond.example", lambda data: vouched(data, "ond.example")), id="a domain of one's own"),
]


@pytest.mark.parametrize("strangers", STRANGERS)
def test_initiator_of_the_house_waits_behind_no_stranger_however_many(trusting, strangers):
    trusting.take(*strangers, vouched(proposal(1, TITLE)))
    assert len(went_out(trusting)) == 5
    assert went_out(trusting)[0] == "anna1@varberg.example"


def test_secretarys_order_waits_behind_no_stranger(trusting):
    order = vouched(mail(1, SECRETARY, "RUG", "Lägg till OH-2026-0001"), "regionhalland.example")
    trusting.take(*STRANGERS[0].values[0], order)
    assert list(trusting.smtp.letters[0].recipients) == [SECRETARY]


def test_where_no_server_is_trusted_letters_go_out_as_they_came(world):
    world.take(*flood(2, "v{}@annan.example"), proposal(1, TITLE))
    assert went_out(world) == ["v100@annan.example", "v101@annan.example", "anna1@varberg.example"]


def test_victim_is_reminded_of_nothing_that_it_was_not_asked_for(make_world):
    world = make_world(trust={"authserv_id": "mx.example"}, letters={"unverified_per_hour": 3})
    world.take(*flood(5, VICTIM, purpose=None))
    assert [kind for kind, _, _ in world.letters()].count("receipt_incomplete") == 3
    world.wait(hours=2)
    world.take(*flood(6, VICTIM, purpose=None, expected_effect=None)[5:])
    assert [kind for kind, _, _ in world.letters()].count("receipt_incomplete") == 4
    world.wait(days=15)
    poll(world.app)
    assert reminded(world) == 3
    poll(world.app)
    assert reminded(world) == 3
    world.wait(hours=2)
    poll(world.app)
    poll(world.app)
    assert reminded(world) == 4


def test_initiator_who_is_known_is_reminded_of_each(make_world):
    world = make_world(trust={"authserv_id": "mx.example"}, letters={"unverified_per_hour": 3})
    world.take(*flood(5, ANNA, vouched, purpose=None))
    world.wait(days=15)
    poll(world.app)
    assert reminded(world) == 5


def test_strangers_hide_no_mail_of_the_house_in_the_digest(trusting):
    words = "Kan ni ringa mig om avtalet?"
    strangers = [mail(n, f"x{n}@ond.example", "Reklam", words) for n in range(100, 107)]
    trusting.take(*strangers[:1], vouched(mail(1, ANNA, "Viktig fråga", words)), *strangers[1:])
    digest = text_of(trusting.letter("review_digest"))
    assert digest.count("Viktig fråga") == 1
    assert ANNA in digest
