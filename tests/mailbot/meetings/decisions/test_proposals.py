"""From a returned agenda to the letters: nothing without the code that went to the real secretary."""

from __future__ import annotations

import email
import email.policy
import zlib
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.errors import AgendaUnreadable, IllegalTransition
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.meetings.decisions import proposals, returned_agenda, take_effect
from mailbot.meetings.decisions.receipt_answers import confirm, stop
from mailbot.meetings.decisions.returned_agenda import Returned
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.register import initiatives
from mailbot.store.tables import Decision, Event, Letter
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, LetterKind, LetterState, State
from tests.support.meetings import (
    CODE,
    NOW,
    OTHER_SECRETARY,
    SECRETARY,
    TOKEN,
    a_config,
    a_meeting,
    a_unit_of_work,
    an_initiative,
    decision_letters,
    later,
    letters,
)

ONE, TWO, THREE, FOUR = (f"OH-2026-{number:04}" for number in (1, 2, 3, 4))
WRITTEN = {
    ONE: Written("Bifall", "Väl förankrat.", "Anna Ek"),
    TWO: Written("Avslag", "Det finns redan."),
    THREE: Written("Bordläggning", ""),
    FOUR: Written("Återremiss", "Beskriv kostnaden."),
}
SECOND_CODE = "AB3D-EF4G"


def a_frozen(work, titles=("Ett", "Två", "Tre", "Fyra")):
    """A meeting whose agenda holds these initiatives."""
    for title in titles:
        an_initiative(work, title)
    return freeze.freeze(work, a_meeting(work), NOW, TOKEN)


def a_held(work):
    """The agenda of one initiative, whose meeting has begun."""
    frozen = a_frozen(work, ("Ett",))
    frozen.meeting.starts_at = frozen.meeting.stop_at
    work.session.flush()
    return frozen


def propose(work, frozen, written, code=CODE, *, verified=True, address=SECRETARY):
    result = returned_agenda.read("Dagordning.docx", fill_in_agenda.in_word(frozen.word, written))
    return proposals.propose(
        work,
        result,
        work.config.secretary(address),
        ledger_id=None,
        answers=None,
        verified=verified,
        code=code,
    )


def states(work):
    found = work.session.scalars(select(initiatives.Initiative).order_by(initiatives.Initiative.id))
    return [one.state.value for one in found]


def receipts(work, kind=LetterKind.DECISIONS_RECEIPT):
    rows = work.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id))
    mails = [email.message_from_bytes(zlib.decompress(row.mime), policy=email.policy.default) for row in rows]
    return [(mail["To"].addresses[0].addr_spec, mail.get_body(("plain",)).get_content()) for mail in mails]


def test_proposal_changes_nothing_and_previews_every_letter(work):
    frozen = a_frozen(work)
    instruction = propose(work, frozen, WRITTEN)
    assert states(work) == ["on_agenda"] * 4
    assert decision_letters(work) == []
    assert [(one.initiative.reference, one.outcome.value, one.state.value) for one in instruction.decisions] == [
        (ONE, "approved", "proposed"),
        (TWO, "rejected", "proposed"),
        (THREE, "deferred", "proposed"),
        (FOUR, "referred_back", "proposed"),
    ]
    assert CODE not in instruction.code_hash
    [(to, text)] = receipts(work)
    assert to == SECRETARY
    assert f"skicka {CODE}" in text
    assert all(f"karin.holm{number}@varberg.example" in text for number in (1, 2, 3, 4))


def test_code_releases_every_decision(work):
    propose(work, a_frozen(work), WRITTEN)
    assert confirm(work, CODE, SECRETARY) == Applied(
        done=(
            f"{ONE}: Bifall. Brevet till karin.holm1@varberg.example är på väg.",
            f"{TWO}: Avslag. Brevet till karin.holm2@varberg.example är på väg.",
            f"{THREE}: Bordläggning. Brevet till karin.holm3@varberg.example är på väg.",
            f"{FOUR}: Återremiss. Brevet till karin.holm4@varberg.example är på väg.",
        ),
        unclear=(),
    )
    assert states(work) == ["approved", "rejected", "queued", "incomplete"]
    assert decision_letters(work) == [
        ("decision_approved", "karin.holm1@varberg.example", "queued"),
        ("decision_rejected", "karin.holm2@varberg.example", "queued"),
        ("decision_deferred", "karin.holm3@varberg.example", "queued"),
        ("decision_referred_back", "karin.holm4@varberg.example", "queued"),
    ]


def test_deferred_initiative_comes_first_at_the_next_meeting_and_is_decided_there(work):
    propose(work, a_frozen(work), WRITTEN)
    confirm(work, CODE, SECRETARY)
    an_initiative(work, "Fem").queued_at = NOW - timedelta(days=20)
    second = freeze.freeze(work, a_meeting(work, date(2027, 1, 21)), NOW, "b" * 16)
    assert [item.initiative.reference for item in second.items] == [THREE, "OH-2026-0005"]
    returned = returned_agenda.read(
        "a.xlsx", fill_in_agenda.in_excel(second.excel, {THREE: Written("Bifall", "Nu är vi klara.")})
    )
    secretary = work.config.secretary(SECRETARY)
    proposals.propose(work, returned, secretary, ledger_id=None, answers=None, verified=True, code=SECOND_CODE)
    confirm(work, SECOND_CODE, SECRETARY)
    assert initiatives.find(work.session, THREE).state is State.APPROVED


def test_old_file_of_an_earlier_meeting_decides_nothing_about_a_deferred_initiative(work):
    frozen = a_frozen(work)
    propose(work, frozen, WRITTEN)
    confirm(work, CODE, SECRETARY)
    freeze.freeze(work, a_meeting(work, date(2027, 1, 21)), NOW, "b" * 16)
    instruction = propose(work, frozen, {THREE: Written("Avslag", "Nej.")}, SECOND_CODE)
    assert instruction.decisions == []
    assert f"{THREE} har redan fått beslutet Bordläggning. Det ändras inte." in receipts(work)[1][1]


@pytest.mark.parametrize("code", ["AAAA-AAAA", "", "K7Q29FX"])
def test_wrong_code_does_nothing(work, code):
    propose(work, a_frozen(work), WRITTEN)
    assert confirm(work, code, SECRETARY) is None
    assert stop(work, code, SECRETARY) is None
    assert states(work) == ["on_agenda"] * 4


@pytest.mark.parametrize("address", [OTHER_SECRETARY, "karin.holm1@varberg.example", ""])
def test_right_code_from_another_address_does_nothing(work, address):
    propose(work, a_frozen(work), WRITTEN)
    assert confirm(work, CODE, address) is None
    assert states(work) == ["on_agenda"] * 4


@pytest.mark.parametrize("code", ["k7q2-9fxm", "K7Q29FXM", " k7q2 9fxm "])
def test_code_is_taken_however_it_is_typed(work, code):
    propose(work, a_frozen(work), WRITTEN)
    assert len(confirm(work, code, SECRETARY.upper()).done) == 4


def test_code_works_once(work):
    propose(work, a_frozen(work), WRITTEN)
    confirm(work, CODE, SECRETARY)
    assert confirm(work, CODE, SECRETARY) is None
    assert stop(work, CODE, SECRETARY) is None
    assert len(decision_letters(work)) == 4


def test_part_of_a_receipt_can_be_released_and_the_rest_later(work):
    propose(work, a_frozen(work), WRITTEN)
    first = confirm(work, CODE, SECRETARY, [TWO.lower(), "OH-2026-0099"])
    assert first == Applied(
        (f"{TWO}: Avslag. Brevet till karin.holm2@varberg.example är på väg.",),
        ("OH-2026-0099 finns inte bland de beslut som väntar.",),
    )
    assert states(work) == ["on_agenda", "rejected", "on_agenda", "on_agenda"]
    assert len(confirm(work, CODE, SECRETARY).done) == 3
    assert confirm(work, CODE, SECRETARY) is None


def test_stopped_decision_leaves_the_initiative_on_the_agenda(work):
    propose(work, a_frozen(work, ("Ett",)), {ONE: WRITTEN[ONE]})
    assert stop(work, CODE, SECRETARY) == Applied((f"{ONE}: beslutet är stoppat. Inget brev går ut.",), ())
    assert confirm(work, CODE, SECRETARY) is None
    assert (states(work), decision_letters(work)) == (["on_agenda"], [])


def test_forged_return_gives_the_real_secretary_a_receipt_that_warns(work):
    propose(work, a_frozen(work), WRITTEN, verified=False)
    [(to, text)] = receipts(work)
    assert to == SECRETARY
    assert "kunde inte kontrollera att filen kom från dig" in text
    assert states(work) == ["on_agenda"] * 4


NAMED = f"{ONE}: i ett annat kvitto står"
FORGED = {ONE: Written("Avslag", "Nej.")}
FORGED_CODE = "FRGD-2345"


@pytest.mark.parametrize("address", [SECRETARY, OTHER_SECRETARY])
def test_forged_file_never_stands_beside_the_secretarys_own(work, address):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, FORGED, FORGED_CODE, verified=False, address=address)
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    assert [NAMED in text for _to, text in receipts(work)] == [False, False]
    assert confirm(work, CODE, SECRETARY).unclear == ()
    assert states(work) == ["approved"]


def test_forged_file_after_the_secretarys_own_is_named_in_its_own_warned_receipt_alone(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    propose(work, frozen, FORGED, FORGED_CODE, verified=False)
    propose(work, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert [NAMED in text for _to, text in receipts(work)] == [False, True, False]
    assert ["VARNING" in text for _to, text in receipts(work)] == [False, True, False]


def test_forged_file_is_forgotten_when_the_secretary_returns_her_own(work):
    frozen = a_frozen(work, ("Ett",))
    forged = propose(work, frozen, FORGED, FORGED_CODE, verified=False)
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    assert [one.state for one in forged.decisions] == [DecisionState.REPLACED]
    assert confirm(work, FORGED_CODE, SECRETARY) is None


def test_forged_file_is_forgotten_when_the_secretary_answers_with_her_code(work):
    """Where no server vouches for her, the code does."""
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: WRITTEN[THREE]}, verified=False)
    propose(work, frozen, FORGED, FORGED_CODE, verified=False)
    proposals.supersede(work, CODE, SECRETARY)
    propose(work, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE, verified=False)
    assert [NAMED in text for _to, text in receipts(work)] == [False, True, False]
    assert confirm(work, FORGED_CODE, SECRETARY) is None


def test_unverified_file_in_a_colleagues_name_stays_the_colleagues_to_stop(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, FORGED, FORGED_CODE, verified=False, address=OTHER_SECRETARY)
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    stopped = stop(work, FORGED_CODE, OTHER_SECRETARY)
    assert stopped == Applied((f"{ONE}: beslutet är stoppat. Inget brev går ut.",), ())


def test_corrected_file_goes_before_the_first_one(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: Written("Avslag", "Nej.")})
    propose(work, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert f"{ONE}: i ett annat kvitto står Avslag. Släpp bara ett av besluten." in receipts(work)[1][1]
    confirm(work, SECOND_CODE, SECRETARY)
    assert states(work) == ["approved"]
    assert confirm(work, CODE, SECRETARY, [ONE]) == Applied((), (f"{ONE} finns inte bland de beslut som väntar.",))
    assert confirm(work, CODE, SECRETARY) is None
    assert decision_letters(work) == [("decision_approved", "karin.holm1@varberg.example", "queued")]


def test_code_whose_decisions_were_replaced_says_so(work):
    propose(work, a_frozen(work, ("Ett",)), {ONE: WRITTEN[ONE]})
    take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    assert confirm(work, CODE, SECRETARY) == Applied((), ("Inga beslut väntar längre på den här koden.",))
    assert confirm(work, CODE, SECRETARY) is None


def test_personnummer_in_the_reasons_is_remarked_and_masked(work):
    instruction = propose(work, a_frozen(work, ("Ett",)), {ONE: Written("Bifall", "Hjälp 811218-9876.")})
    assert f"{ONE}: det står ett personnummer i beslutet. Det tas bort i brevet." in receipts(work)[0][1]
    assert take_effect.draft_for(work, instruction.decisions[0]).content.reasons == "Hjälp [personnummer]."


def test_same_file_again_after_release_proposes_nothing(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    confirm(work, CODE, SECRETARY)
    again = propose(work, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert (again.decisions, again.answered_at) == ([], NOW)
    assert f"{ONE} har redan fått beslutet Bifall. Det ändras inte." in receipts(work)[1][1]
    assert SECOND_CODE not in receipts(work)[1][1]


def test_corrected_file_after_release_is_a_correction_that_needs_its_own_code(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    confirm(work, CODE, SECRETARY)
    sent(work)
    propose(work, frozen, {ONE: Written("Avslag", "Fel ruta.")}, SECOND_CODE)
    assert states(work) == ["approved"]
    assert f"{ONE}: det tidigare beslutet Bifall ändras." in receipts(work)[1][1]
    confirm(later(work, hours=1), SECOND_CODE, SECRETARY)
    assert states(work) == ["rejected"]
    assert [kind for kind, _to, _state in decision_letters(work)] == ["decision_approved", "decision_corrected"]


def test_what_is_unclear_is_asked_about_and_the_rest_proposed(work):
    frozen = a_frozen(work)
    initiatives.transition(work, initiatives.find(work.session, TWO), EventKind.WITHDRAWN)
    written = {ONE: Written("Bifall", ""), TWO: WRITTEN[TWO], FOUR: Written("Kanske", "")}
    result = returned_agenda.read("a.docx", fill_in_agenda.in_word(frozen.word, written))
    stranger = returned_agenda.Row("OH-2026-0099", DecisionOutcome.APPROVED, "", "", None, written=True)
    rows = tuple(row for row in result.rows if row.reference != THREE)
    instruction = proposals.propose(
        work,
        Returned(TOKEN, (*rows, stranger)),
        work.config.secretary(SECRETARY),
        ledger_id=None,
        answers=None,
        verified=True,
        code=CODE,
    )
    assert [one.initiative.reference for one in instruction.decisions] == [ONE]
    text = receipts(work)[0][1]
    for sentence in (
        f"{TWO}: initiativtagaren har återkallat initiativet. Inget beslut går ut.",
        f"{FOUR}: «Kanske» känns inte igen som beslut. Skriv Bifall, Avslag, Bordläggning eller Återremiss.",
        "OH-2026-0099 står inte på dagordningen.",
        f"{THREE} saknas i filen och ligger kvar.",
    ):
        assert sentence in text


@pytest.mark.parametrize("outcome", ["Avslag", "Återremiss"])
def test_decision_that_needs_reasons_is_asked_about_and_not_taken(work, outcome):
    instruction = propose(work, a_frozen(work, ("Ett", "Två")), {ONE: Written(outcome, ""), TWO: WRITTEN[TWO]})
    assert [decision.initiative.reference for decision in instruction.decisions] == [TWO]
    assert f"{ONE}: {outcome} behöver en motivering." in receipts(work)[0][1]


def test_initiative_withdrawn_after_the_receipt_gets_no_decision(work):
    propose(work, a_frozen(work, ("Ett",)), {ONE: WRITTEN[ONE]})
    initiatives.transition(work, initiatives.find(work.session, ONE), EventKind.WITHDRAWN)
    assert confirm(work, CODE, SECRETARY) == Applied(
        (), (f"{ONE}: initiativtagaren har återkallat initiativet. Inget beslut går ut.",)
    )
    assert (states(work), decision_letters(work)) == (["withdrawn"], [])
    assert work.session.scalars(select(Decision.state)).all() == [DecisionState.STOPPED]


def test_cancelled_meeting_decides_nothing(work):
    frozen = a_frozen(work, ("Ett",))
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    calendar.cancel(work, frozen.meeting)
    assert confirm(work, CODE, SECRETARY).unclear == (f"{ONE} ligger inte kvar på den här dagordningen.",)
    assert states(work) == ["queued"]


def test_earlier_revision_still_decides_what_stands_on_the_newest(work):
    frozen = a_frozen(work, ("Ett",))
    freeze.add_item(work, frozen.meeting, an_initiative(work, "Två"), "b" * 16)
    propose(work, frozen, {ONE: WRITTEN[ONE]})
    assert f"{TWO} saknas i filen och ligger kvar." in receipts(work)[0][1]
    confirm(work, CODE, SECRETARY)
    assert states(work) == ["approved", "on_agenda"]


def test_item_taken_off_is_not_decided(work):
    frozen = a_frozen(work)
    freeze.remove_item(work, frozen.meeting, initiatives.find(work.session, ONE), "b" * 16)
    assert ONE not in [one.initiative.reference for one in propose(work, frozen, WRITTEN).decisions]
    assert f"{ONE} står inte på dagordningen." in receipts(work)[0][1]


def test_unknown_token_is_refused(work):
    with pytest.raises(AgendaUnreadable, match="belongs to no agenda"):
        proposals.propose(
            work,
            Returned("f" * 16, ()),
            work.config.secretary(SECRETARY),
            ledger_id=None,
            answers=None,
            verified=True,
            code=CODE,
        )


@pytest.mark.parametrize(("verified", "state"), [(True, "approved"), (False, "on_agenda")])
def test_direct_mode_applies_a_verified_file_at_once_and_no_other(session, verified, state):
    work = a_unit_of_work(session, a_config(decisions={"mode": "direct"}))
    propose(work, a_held(work), {ONE: WRITTEN[ONE]}, verified=verified)
    assert states(work) == [state]
    assert (CODE in receipts(work)[0][1]) is not verified


def test_held_outbox_keeps_the_letters(session):
    work = a_unit_of_work(session, hold=True)
    propose(work, a_frozen(work, ("Ett",)), {ONE: WRITTEN[ONE]})
    [said] = confirm(work, CODE, SECRETARY).done
    assert said.endswith("väntar på att släppas.")
    assert decision_letters(work) == [("decision_approved", "karin.holm1@varberg.example", "held")]


def test_decision_by_hand_is_carried_out_and_replaces_proposals(work):
    propose(work, a_frozen(work, ("Ett",)), {ONE: Written("Avslag", "Nej.")})
    decided = take_effect.decide(work, ONE, DecisionOutcome.APPROVED, "Ja.", "Anna Ek")
    assert (decided.state, decided.applied_at, states(work)) == (DecisionState.APPLIED, NOW, ["approved"])
    found = work.session.scalars(select(Decision).order_by(Decision.id))
    assert [one.state.value for one in found] == ["replaced", "applied"]


@pytest.mark.parametrize("state", [State.QUEUED, State.INCOMPLETE, State.WITHDRAWN, State.IN_PROGRESS])
def test_decision_by_hand_is_refused_where_nothing_waits(work, state):
    initiative = an_initiative(work)
    initiative.state = state
    with pytest.raises(IllegalTransition, match=f"is {state}: it waits for no meeting"):
        take_effect.decide(work, ONE, DecisionOutcome.APPROVED)


def test_correction_replaces_a_letter_that_has_not_gone(work):
    a_frozen(work, ("Ett",))
    take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    work.write_events()
    correcting = later(work, hours=1)
    take_effect.decide(correcting, ONE, DecisionOutcome.REJECTED, "Fel.")
    correcting.write_events()
    assert states(work) == ["rejected"]
    assert decision_letters(work) == [("decision_rejected", "karin.holm1@varberg.example", "queued")]
    stopped = work.session.scalars(select(Letter.kind).where(Letter.state == LetterState.STOPPED)).all()
    assert stopped == [LetterKind.DECISION_APPROVED]
    about = select(Event.kind).where(Event.subject == ONE)
    kinds = work.session.scalars(about.order_by(Event.id.desc()).limit(3)).all()
    assert kinds == [EventKind.LETTER_QUEUED, EventKind.DECISION_CORRECTED, EventKind.LETTER_STOPPED]


def test_correction_after_sending_says_what_it_corrects(work):
    a_frozen(work, ("Ett",))
    take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    sent(work)
    decided = take_effect.decide(later(work, hours=1), ONE, DecisionOutcome.REFERRED_BACK, "Beskriv kostnaden.")
    assert states(work) == ["incomplete"]
    assert [kind for kind, _to, _state in decision_letters(work)] == ["decision_approved", "decision_corrected"]
    content = take_effect.draft_for(work, decided).content
    assert (content.outcome, content.earlier) == ("Återremiss", "Bifall")


def test_second_correction_names_what_the_initiator_was_last_told(work):
    a_frozen(work, ("Ett",))
    take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    sent(work)
    take_effect.decide(later(work, hours=1), ONE, DecisionOutcome.REJECTED)
    decided = take_effect.decide(later(work, hours=2), ONE, DecisionOutcome.DEFERRED)
    assert take_effect.draft_for(work, decided).content.earlier == "Bifall"
    assert [(kind, state) for kind, _to, state in decision_letters(work)] == [
        ("decision_approved", "sent"),
        ("decision_corrected", "queued"),
    ]


def test_third_decision_names_the_second_where_the_initiator_was_told_that(work):
    a_frozen(work, ("Ett",))
    for hours, outcome in enumerate((DecisionOutcome.APPROVED, DecisionOutcome.REJECTED)):
        take_effect.decide(later(work, hours=hours), ONE, outcome)
        sent(work)
    decided = take_effect.decide(later(work, hours=2), ONE, DecisionOutcome.DEFERRED)
    assert take_effect.draft_for(work, decided).content.earlier == "Avslag"


def test_decision_by_hand_is_about_the_newest_revision(work):
    frozen = a_frozen(work, ("Ett",))
    second = freeze.add_item(work, frozen.meeting, an_initiative(work, "Två"), "b" * 16)
    assert take_effect.decide(work, ONE, DecisionOutcome.APPROVED).agenda_item is second.items[0]


def test_deferred_initiative_belongs_to_the_later_meeting_alone(work):
    first = a_frozen(work, ("Ett",))
    take_effect.decide(work, ONE, DecisionOutcome.DEFERRED)
    second = freeze.freeze(work, a_meeting(work, date(2027, 1, 21)), NOW, "b" * 16)
    calendar.cancel(work, first.meeting)
    assert states(work) == ["on_agenda"]
    assert take_effect.decide(work, ONE, DecisionOutcome.APPROVED).agenda_item is second.items[0]


def test_file_of_a_cancelled_meeting_decides_nothing_at_the_next(work):
    first = a_frozen(work, ("Ett",))
    calendar.cancel(work, first.meeting)
    freeze.freeze(work, a_meeting(work, date(2027, 1, 21)), NOW, "b" * 16)
    assert propose(work, first, {ONE: WRITTEN[ONE]}).decisions == []
    assert f"{ONE} ligger inte kvar på den här dagordningen." in receipts(work)[0][1]


def sent(work):
    for letter in work.session.scalars(select(Letter)):
        letter.state, letter.sent_at = LetterState.SENT, work.now


def test_letters_tell_the_decision_once(work):
    propose(work, a_frozen(work), WRITTEN)
    confirm(work, CODE, SECRETARY)
    assert len(letters(work, LetterKind.DECISION_APPROVED)) == 1
    assert take_effect.apply(work, work.session.scalars(select(Decision)).all()).unclear == tuple(
        f"{reference}: beslutet är redan hanterat." for reference in (ONE, TWO, THREE, FOUR)
    )
    assert len(decision_letters(work)) == 4
