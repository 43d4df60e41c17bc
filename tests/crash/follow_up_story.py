"""Approved work in the mailbox that a killed run finds: a yes, an evaluation, a decision to spread, an answer.

A decision was corrected just before: who is asked no more is to be told, and who is new is to be asked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

from mailbot.jobs import apply_decisions
from mailbot.jobs.by_hand import follow_up_by_hand
from mailbot.store.values import DecisionOutcome
from tests.scenarios.test_evaluation import evaluation
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import World, vouched

EVA = "eva.berg@varberg.example"
HYLTE, LAHOLM, VARBERG = "kim.ek@hylte.example", "lo.dahl@laholm.example", "bo.falk@varberg.example"
ORGANISATIONS = [
    {"name": "Varbergs kommun", "domains": ["varberg.example"], "contact": VARBERG},
    {"name": "Hylte kommun", "domains": ["hylte.example"], "contact": HYLTE},
    {"name": "Laholms kommun", "domains": ["laholm.example"], "contact": LAHOLM},
]
MEETINGS = [
    {"date": "2026-12-10", "stop": datetime(2026, 11, 26, 12, tzinfo=UTC)},
    {"date": "2026-12-30", "stop": datetime(2026, 12, 23, 12, tzinfo=UTC)},
]
SPREAD, EVALUATED, STARTED, APPROVED = (f"OH-2026-{number:04}" for number in (1, 2, 3, 4))
_at = partial(datetime, 2026, tzinfo=UTC)


def follow_up(world: World, arrived: str) -> None:
    """Four initiatives are approved; one is spread to two already, one evaluated, one has started."""
    services = world.app.services
    world.take(*(vouched(proposal(number, f"Egenvård {number}")) for number in (1, 2, 3, 4)))
    _pass(world, _at(month=11, day=26, hour=13))
    world.now = _at(month=12, day=10, hour=15)
    for reference in (SPREAD, EVALUATED, STARTED, APPROVED):
        follow_up_on = date(2027, 6, 1) if reference == APPROVED else date(2026, 12, 20)
        apply_decisions.decide(
            services, reference, DecisionOutcome.APPROVED, responsible=f"Eva Berg, {EVA}", follow_up_on=follow_up_on
        )
    world.take()
    _pass(world, _at(month=12, day=12, hour=16))
    question = world.letter("responsible_asked")
    for reference in (SPREAD, EVALUATED, STARTED):
        follow_up_by_hand.start(services, reference, "Eva Berg", EVA)
    _pass(world, _at(month=12, day=20, hour=9))
    world.take(*(vouched(evaluation(10 + at, reference=one)) for at, one in enumerate((SPREAD, EVALUATED))))
    _spread(world, "Hylte och Laholm")
    world.take()
    asked = world.letter("spread_asked")
    _pass(world, _at(month=12, day=23, hour=13))
    agenda = world.letter("agenda")
    world.now = _at(month=12, day=30, hour=15)
    world.take(_secretary(20, f"{EVALUATED} sprid till Hylte", agenda))
    receipt = world.letter("decisions_receipt")
    _spread(world, "Laholm och Varberg")
    fresh = [
        _secretary(30, _quoted("skicka", receipt), receipt),
        vouched(_reply(31, LAHOLM, "ja 2027-03-01", asked), "laholm.example"),
        vouched(evaluation(32, reference=STARTED, learnt=None)),
        vouched(_reply(33, EVA, "Ja", question)),
    ]
    world.account.deliver_all(fresh, when=arrived)


def _pass(world: World, now: datetime) -> None:
    world.now = now
    world.take()


def _spread(world: World, names: str) -> None:
    apply_decisions.decide(world.app.services, SPREAD, DecisionOutcome.SPREAD_SOME, spread_to=names)


def _reply(number: int, sender: str, words: str, letter) -> bytes:
    return mail(number, sender, f"Sv: {letter['Subject']}", words, In_Reply_To=letter["Message-ID"])


def _secretary(number: int, words: str, letter) -> bytes:
    return vouched(_reply(number, SECRETARY, words, letter), "regionhalland.example")


def _quoted(words: str, letter) -> str:
    head = f"Från: {letter['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter['Subject']}"
    return f"{words}\n\n{head}\n\n{letter.get_body(('plain',)).get_content()}"
