"""The story as a table: what happens, and which letters must follow, no more and no fewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from mailbot.demo import acts
from mailbot.demo.environment import Letters, Stage
from mailbot.demo.people import (
    ANNA,
    BJORN,
    CECILIA,
    DAVID,
    EVA,
    FREDRIK,
    GUNILLA,
    HELENA,
    KARIN,
    PER,
    SECRETARY,
    Person,
)
from mailbot.meetings import calendar
from mailbot.store.tables import Initiative
from mailbot.store.values import LetterKind as Kind
from mailbot.store.values import State


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens, and the letters that it causes.

    `so` says what holds in the register afterwards, where letters don't show it.
    """

    title: str
    happens: Callable[[Stage], None]
    letters: tuple[tuple[Kind, Person], ...] = ()
    so: Callable[[Stage], bool] = lambda _stage: True

    def expected(self) -> Letters:
        """Return the letters as (kind, address)."""
        return [(kind, person.address) for kind, person in self.letters]


def _is(stage: Stage, person: Person, state: State) -> bool:
    with stage.app.services.database.reading() as session:
        found = session.scalars(select(Initiative.state).where(Initiative.initiator_address == person.address)).one()
    return found is state


def _is_planned(stage: Stage) -> bool:
    """Whether the first meeting is held, and its agenda closes when the story goes on."""
    with stage.app.services.database.reading() as session:
        meeting = calendar.held_on(session, stage.meetings[0])
        return meeting is not None and meeting.stop_at == stage.stop_of(0)


def _nothing_decided(stage: Stage) -> bool:
    return all(_is(stage, person, State.ON_AGENDA) for person in (ANNA, BJORN, CECILIA, GUNILLA))


SCENES = (
    Scene(
        "The secretary invites the mailbox to a meeting: she is asked back",
        acts.the_secretary_invites,
        ((Kind.MEETINGS_RECEIPT, SECRETARY),),
        lambda stage: not _is_planned(stage),
    ),
    Scene(
        "She answers «stämmer»: the meeting is planned, and her invitation accepted",
        acts.the_secretary_confirms_the_meeting,
        ((Kind.INVITATION_ACCEPTED, SECRETARY), (Kind.DONE, SECRETARY)),
        _is_planned,
    ),
    Scene("Anna mails a complete Word form", acts.anna_proposes, ((Kind.RECEIPT_COMPLETE, ANNA),)),
    Scene("Björn mails a complete Excel form", acts.bjorn_proposes, ((Kind.RECEIPT_COMPLETE, BJORN),)),
    Scene("Cecilia leaves three questions empty", acts.cecilia_forgets, ((Kind.RECEIPT_INCOMPLETE, CECILIA),)),
    Scene("Cecilia replies with the completed form", acts.cecilia_completes, ((Kind.RECEIPT_COMPLETE, CECILIA),)),
    Scene("David asks how to propose something", acts.david_asks, ((Kind.HOW_TO, DAVID),)),
    Scene("David's out-of-office reply comes back: no answer", acts.david_is_away),
    Scene("Anna's mail is delivered a second time: no answer", acts.annas_mail_comes_again),
    Scene(
        "Eva's Word file is broken: kept for a human",
        acts.eva_sends_a_broken_file,
        ((Kind.RECEIPT_INCOMPLETE, EVA), (Kind.REVIEW_DIGEST, SECRETARY)),
    ),
    Scene("Anna asks how it is going", acts.anna_asks_for_status, ((Kind.STATUS, ANNA),)),
    Scene("A stranger asks about Anna's initiative: learns nothing", acts.a_stranger_asks),
    Scene(
        "Helena sends Fredrik's form: he is asked whether it is his",
        acts.helena_sends_fredriks_form,
        ((Kind.ON_BEHALF, FREDRIK), (Kind.RECEIPT_COMPLETE, HELENA)),
        lambda stage: _is(stage, HELENA, State.QUEUED),
    ),
    Scene(
        "Fredrik says yes, and is the initiator …",
        acts.fredrik_says_yes,
        ((Kind.RECEIPT_COMPLETE, FREDRIK), (Kind.HANDED_OVER, HELENA)),
        lambda stage: _is(stage, FREDRIK, State.QUEUED),
    ),
    Scene(
        "… and withdraws it",
        acts.fredrik_withdraws,
        ((Kind.WITHDRAWN, FREDRIK),),
        lambda stage: _is(stage, FREDRIK, State.WITHDRAWN),
    ),
    Scene("Gunilla at a private clinic proposes something", acts.gunilla_proposes, ((Kind.RECEIPT_COMPLETE, GUNILLA),)),
    Scene(
        "Two working days before the stop date: the secretary sees what is on its way",
        acts.the_overview_is_due,
        ((Kind.AGENDA_OVERVIEW, SECRETARY), (Kind.REVIEW_DIGEST, SECRETARY)),
    ),
    Scene(
        "She replies to the list of what waits: the stranger's mail is off it",
        acts.the_secretary_works_her_list,
        ((Kind.DESK_RECEIPT, SECRETARY),),
    ),
    Scene(
        "The stop date passes: the agenda is frozen and mailed",
        acts.the_stop_date_passes,
        (
            (Kind.ON_AGENDA, ANNA),
            (Kind.ON_AGENDA, BJORN),
            (Kind.ON_AGENDA, CECILIA),
            (Kind.ON_AGENDA, GUNILLA),
            (Kind.AGENDA, SECRETARY),
        ),
    ),
    Scene(
        "The secretary says «skicka till ledamöterna»: she is asked back",
        acts.the_secretary_asks_for_the_members_copy,
        ((Kind.MEMBERS_RECEIPT, SECRETARY),),
    ),
    Scene(
        "She answers «skicka»: the members get the agenda, with the meeting for their calendars",
        acts.the_secretary_sends_the_members_copy,
        ((Kind.MEMBERS_AGENDA, KARIN), (Kind.MEMBERS_AGENDA, PER), (Kind.MEMBERS_RECEIPT, SECRETARY)),
    ),
    Scene(
        "A forged «secretary» returns decisions: the real one is warned",
        acts.a_forger_decides,
        ((Kind.FORGED_ORDERS, SECRETARY), (Kind.REVIEW_DIGEST, SECRETARY), (Kind.COMPLETION_REMINDER, EVA)),
        _nothing_decided,
    ),
    Scene(
        "The forger answers «skicka» without the code: nothing happens",
        acts.the_forger_insists,
        (),
        _nothing_decided,
    ),
    Scene(
        "The secretary returns the Word agenda: her receipt previews every letter",
        acts.the_secretary_decides,
        ((Kind.DECISIONS_RECEIPT, SECRETARY),),
        _nothing_decided,
    ),
    Scene(
        "She answers «skicka»: the decision letters go out, and she gets the minutes",
        acts.the_secretary_releases,
        (
            (Kind.DECISION_APPROVED, ANNA),
            (Kind.DECISION_REJECTED, BJORN),
            (Kind.DECISION_REFERRED_BACK, CECILIA),
            (Kind.DECISION_DEFERRED, GUNILLA),
            (Kind.DONE, SECRETARY),
            (Kind.PROTOCOL, SECRETARY),
        ),
        lambda stage: _is(stage, ANNA, State.APPROVED) and _is(stage, GUNILLA, State.QUEUED),
    ),
    Scene(
        "Cecilia completes what was referred back",
        acts.cecilia_answers_the_referral,
        ((Kind.RECEIPT_COMPLETE, CECILIA),),
    ),
    Scene(
        "The next stop date passes: the deferred one is first",
        acts.the_next_stop_date_passes,
        (
            (Kind.ON_AGENDA, GUNILLA),
            (Kind.ON_AGENDA, CECILIA),
            (Kind.AGENDA, SECRETARY),
            (Kind.RESPONSIBLE_WANTED, ANNA),
            (Kind.REVIEW_DIGEST, SECRETARY),
        ),
    ),
    Scene(
        "Anna says that she is in charge of the work: it has started",
        acts.anna_takes_charge,
        ((Kind.WORK_STARTED, ANNA),),
        lambda stage: _is(stage, ANNA, State.IN_PROGRESS),
    ),
    Scene(
        "The secretary writes the decisions as lines in a mail",
        acts.the_secretary_decides_in_words,
        ((Kind.DECISIONS_RECEIPT, SECRETARY),),
    ),
    Scene(
        "She answers «skicka» again",
        acts.the_secretary_releases,
        (
            (Kind.DECISION_APPROVED, GUNILLA),
            (Kind.DECISION_APPROVED, CECILIA),
            (Kind.DONE, SECRETARY),
            (Kind.PROTOCOL, SECRETARY),
        ),
        lambda stage: _is(stage, GUNILLA, State.APPROVED) and _is(stage, CECILIA, State.APPROVED),
    ),
    Scene(
        "Two days later it is asked who is in charge of the new work",
        acts.two_days_go_by,
        ((Kind.RESPONSIBLE_WANTED, GUNILLA), (Kind.RESPONSIBLE_WANTED, CECILIA)),
    ),
    Scene(
        "Half a year later Anna gets a form to evaluate hers with, and who never answered is reminded",
        acts.half_a_year_goes_by,
        ((Kind.EVALUATION_WANTED, ANNA), (Kind.RESPONSIBLE_WANTED, GUNILLA), (Kind.RESPONSIBLE_WANTED, CECILIA)),
    ),
    Scene(
        "She returns it",
        acts.anna_evaluates,
        ((Kind.EVALUATION_RECEIVED, ANNA),),
        lambda stage: _is(stage, ANNA, State.EVALUATED),
    ),
    Scene(
        "The third stop date passes: it is announced on the agenda",
        acts.the_third_stop_date_passes,
        ((Kind.AGENDA, SECRETARY),),
    ),
    Scene(
        "The group wants it spread to Hylte and Laholm: the secretary writes so",
        acts.the_secretary_spreads_it,
        ((Kind.DECISIONS_RECEIPT, SECRETARY), (Kind.RESPONSIBLE_WANTED, GUNILLA), (Kind.RESPONSIBLE_WANTED, CECILIA)),
    ),
    Scene(
        "She answers «skicka»: both are asked whether they take it up",
        acts.the_secretary_releases,
        (
            (Kind.DECISION_ON_WORK, ANNA),
            (Kind.SPREAD_ASKED, DAVID),
            (Kind.SPREAD_ASKED, EVA),
            (Kind.DONE, SECRETARY),
            (Kind.PROTOCOL, SECRETARY),
        ),
        lambda stage: _is(stage, ANNA, State.SPREAD),
    ),
    Scene(
        "Hylte says when it takes it up",
        acts.hylte_takes_it_up,
        ((Kind.SPREAD_ANSWERED, DAVID),),
    ),
)
