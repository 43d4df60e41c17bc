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
from mailbot.meetings.decisions import proposals
from mailbot.meetings.decisions.proposals import Applied, Returned
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
    a_desk,
    a_meeting,
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


def a_frozen(desk, titles=("Ett", "Två", "Tre", "Fyra")):
    """A meeting whose agenda holds these initiatives."""
    for title in titles:
        an_initiative(desk, title)
    return freeze.freeze(desk, a_meeting(desk), NOW, TOKEN)


def propose(desk, frozen, written, code=CODE, *, verified=True, address=SECRETARY):
    result = proposals.read("Dagordning.docx", fill_in_agenda.in_word(frozen.word, written))
    return proposals.propose(
        desk,
        result,
        desk.config.secretary(address),
        message_row_id=None,
        answers=None,
        verified=verified,
        code=code,
    )


def states(desk):
    found = desk.session.scalars(select(initiatives.Initiative).order_by(initiatives.Initiative.id))
    return [one.state.value for one in found]


def receipts(desk):
    rows = desk.session.scalars(select(Letter).where(Letter.kind == LetterKind.DECISIONS_RECEIPT).order_by(Letter.id))
    mails = [email.message_from_bytes(zlib.decompress(row.mime), policy=email.policy.default) for row in rows]
    return [(mail["To"].addresses[0].addr_spec, mail.get_body(("plain",)).get_content()) for mail in mails]


def test_proposal_changes_nothing_and_previews_every_letter(desk):
    frozen = a_frozen(desk)
    instruction = propose(desk, frozen, WRITTEN)
    assert states(desk) == ["on_agenda"] * 4
    assert decision_letters(desk) == []
    assert [(one.initiative.reference, one.outcome.value, one.state.value) for one in instruction.decisions] == [
        (ONE, "approved", "proposed"),
        (TWO, "rejected", "proposed"),
        (THREE, "deferred", "proposed"),
        (FOUR, "referred_back", "proposed"),
    ]
    assert CODE not in instruction.code_hash
    [(to, text)] = receipts(desk)
    assert to == SECRETARY
    assert f"skicka {CODE}" in text
    assert all(f"karin.holm{number}@varberg.example" in text for number in (1, 2, 3, 4))


def test_code_releases_every_decision(desk):
    propose(desk, a_frozen(desk), WRITTEN)
    assert proposals.confirm(desk, CODE, SECRETARY) == Applied(
        done=(
            f"{ONE}: Bifall. Brevet till karin.holm1@varberg.example är på väg.",
            f"{TWO}: Avslag. Brevet till karin.holm2@varberg.example är på väg.",
            f"{THREE}: Bordläggning. Brevet till karin.holm3@varberg.example är på väg.",
            f"{FOUR}: Återremiss. Brevet till karin.holm4@varberg.example är på väg.",
        ),
        unclear=(),
    )
    assert states(desk) == ["approved", "rejected", "queued", "incomplete"]
    assert decision_letters(desk) == [
        ("decision_approved", "karin.holm1@varberg.example", "queued"),
        ("decision_rejected", "karin.holm2@varberg.example", "queued"),
        ("decision_deferred", "karin.holm3@varberg.example", "queued"),
        ("decision_referred_back", "karin.holm4@varberg.example", "queued"),
    ]


def test_deferred_initiative_comes_first_at_the_next_meeting_and_is_decided_there(desk):
    propose(desk, a_frozen(desk), WRITTEN)
    proposals.confirm(desk, CODE, SECRETARY)
    an_initiative(desk, "Fem").queued_at = NOW - timedelta(days=20)
    second = freeze.freeze(desk, a_meeting(desk, date(2027, 1, 21)), NOW, "b" * 16)
    assert [item.initiative.reference for item in second.items] == [THREE, "OH-2026-0005"]
    returned = proposals.read(
        "a.xlsx", fill_in_agenda.in_excel(second.excel, {THREE: Written("Bifall", "Nu är vi klara.")})
    )
    secretary = desk.config.secretary(SECRETARY)
    proposals.propose(desk, returned, secretary, message_row_id=None, answers=None, verified=True, code=SECOND_CODE)
    proposals.confirm(desk, SECOND_CODE, SECRETARY)
    assert initiatives.find(desk.session, THREE).state is State.APPROVED


def test_old_file_of_an_earlier_meeting_decides_nothing_about_a_deferred_initiative(desk):
    frozen = a_frozen(desk)
    propose(desk, frozen, WRITTEN)
    proposals.confirm(desk, CODE, SECRETARY)
    freeze.freeze(desk, a_meeting(desk, date(2027, 1, 21)), NOW, "b" * 16)
    instruction = propose(desk, frozen, {THREE: Written("Avslag", "Nej.")}, SECOND_CODE)
    assert instruction.decisions == []
    assert f"{THREE} har redan fått beslutet Bordläggning. Det ändras inte av filen." in receipts(desk)[1][1]


@pytest.mark.parametrize("code", ["AAAA-AAAA", "", "K7Q29FX"])
def test_wrong_code_does_nothing(desk, code):
    propose(desk, a_frozen(desk), WRITTEN)
    assert proposals.confirm(desk, code, SECRETARY) is None
    assert proposals.stop(desk, code, SECRETARY) is None
    assert states(desk) == ["on_agenda"] * 4


@pytest.mark.parametrize("address", [OTHER_SECRETARY, "karin.holm1@varberg.example", ""])
def test_right_code_from_another_address_does_nothing(desk, address):
    propose(desk, a_frozen(desk), WRITTEN)
    assert proposals.confirm(desk, CODE, address) is None
    assert states(desk) == ["on_agenda"] * 4


@pytest.mark.parametrize("code", ["k7q2-9fxm", "K7Q29FXM", " k7q2 9fxm "])
def test_code_is_taken_however_it_is_typed(desk, code):
    propose(desk, a_frozen(desk), WRITTEN)
    assert len(proposals.confirm(desk, code, SECRETARY.upper()).done) == 4


def test_code_works_once(desk):
    propose(desk, a_frozen(desk), WRITTEN)
    proposals.confirm(desk, CODE, SECRETARY)
    assert proposals.confirm(desk, CODE, SECRETARY) is None
    assert proposals.stop(desk, CODE, SECRETARY) is None
    assert len(decision_letters(desk)) == 4


def test_part_of_a_receipt_can_be_released_and_the_rest_later(desk):
    propose(desk, a_frozen(desk), WRITTEN)
    first = proposals.confirm(desk, CODE, SECRETARY, [TWO.lower(), "OH-2026-0099"])
    assert first == Applied(
        (f"{TWO}: Avslag. Brevet till karin.holm2@varberg.example är på väg.",),
        ("OH-2026-0099 finns inte bland de beslut som väntar.",),
    )
    assert states(desk) == ["on_agenda", "rejected", "on_agenda", "on_agenda"]
    assert len(proposals.confirm(desk, CODE, SECRETARY).done) == 3
    assert proposals.confirm(desk, CODE, SECRETARY) is None


def test_stopped_decision_leaves_the_initiative_on_the_agenda(desk):
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: WRITTEN[ONE]})
    assert proposals.stop(desk, CODE, SECRETARY) == Applied((f"{ONE}: beslutet är stoppat. Inget brev går ut.",), ())
    assert proposals.confirm(desk, CODE, SECRETARY) is None
    assert (states(desk), decision_letters(desk)) == (["on_agenda"], [])


def test_forged_return_gives_the_real_secretary_a_receipt_that_warns(desk):
    propose(desk, a_frozen(desk), WRITTEN, verified=False)
    [(to, text)] = receipts(desk)
    assert to == SECRETARY
    assert "kunde inte kontrollera att filen kom från dig" in text
    assert states(desk) == ["on_agenda"] * 4


NAMED = f"{ONE}: en tidigare fil säger"
FORGED = {ONE: Written("Avslag", "Nej.")}
FORGED_CODE = "FRGD-2345"


@pytest.mark.parametrize("address", [SECRETARY, OTHER_SECRETARY])
def test_forged_file_never_stands_beside_the_secretarys_own(desk, address):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, FORGED, FORGED_CODE, verified=False, address=address)
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    assert [NAMED in text for _to, text in receipts(desk)] == [False, False]
    assert proposals.confirm(desk, CODE, SECRETARY).unclear == ()
    assert states(desk) == ["approved"]


def test_forged_file_after_the_secretarys_own_is_named_in_its_own_warned_receipt_alone(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    propose(desk, frozen, FORGED, FORGED_CODE, verified=False)
    propose(desk, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert [NAMED in text for _to, text in receipts(desk)] == [False, True, False]
    assert ["VARNING" in text for _to, text in receipts(desk)] == [False, True, False]


def test_forged_file_is_forgotten_when_the_secretary_returns_her_own(desk):
    frozen = a_frozen(desk, ("Ett",))
    forged = propose(desk, frozen, FORGED, FORGED_CODE, verified=False)
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    assert [one.state for one in forged.decisions] == [DecisionState.REPLACED]
    assert proposals.confirm(desk, FORGED_CODE, SECRETARY) is None


def test_forged_file_is_forgotten_when_the_secretary_answers_with_her_code(desk):
    """Where no server vouches for her, the code does."""
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: WRITTEN[THREE]}, verified=False)
    propose(desk, frozen, FORGED, FORGED_CODE, verified=False)
    proposals.supersede(desk, CODE, SECRETARY)
    propose(desk, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE, verified=False)
    assert [NAMED in text for _to, text in receipts(desk)] == [False, True, False]
    assert proposals.confirm(desk, FORGED_CODE, SECRETARY) is None


def test_unverified_file_in_a_colleagues_name_stays_the_colleagues_to_stop(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, FORGED, FORGED_CODE, verified=False, address=OTHER_SECRETARY)
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    stopped = proposals.stop(desk, FORGED_CODE, OTHER_SECRETARY)
    assert stopped == Applied((f"{ONE}: beslutet är stoppat. Inget brev går ut.",), ())


def test_corrected_file_goes_before_the_first_one(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: Written("Avslag", "Nej.")})
    propose(desk, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert f"{ONE}: en tidigare fil säger Avslag. Släpp bara ett av besluten." in receipts(desk)[1][1]
    proposals.confirm(desk, SECOND_CODE, SECRETARY)
    assert states(desk) == ["approved"]
    assert proposals.confirm(desk, CODE, SECRETARY, [ONE]) == Applied(
        (), (f"{ONE} finns inte bland de beslut som väntar.",)
    )
    assert proposals.confirm(desk, CODE, SECRETARY) is None
    assert decision_letters(desk) == [("decision_approved", "karin.holm1@varberg.example", "queued")]


def test_code_whose_decisions_were_replaced_says_so(desk):
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: WRITTEN[ONE]})
    proposals.decide(desk, ONE, DecisionOutcome.APPROVED)
    assert proposals.confirm(desk, CODE, SECRETARY) == Applied((), ("Inga beslut väntar längre på den här koden.",))
    assert proposals.confirm(desk, CODE, SECRETARY) is None


def test_personnummer_in_the_reasons_is_remarked_and_masked(desk):
    instruction = propose(desk, a_frozen(desk, ("Ett",)), {ONE: Written("Bifall", "Hjälp 811218-9876.")})
    assert f"{ONE}: det står ett personnummer i beslutet. Det tas bort i brevet." in receipts(desk)[0][1]
    assert proposals.draft_for(desk, instruction.decisions[0]).content.reasons == "Hjälp [personnummer]."


def test_same_file_again_after_release_proposes_nothing(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    proposals.confirm(desk, CODE, SECRETARY)
    again = propose(desk, frozen, {ONE: WRITTEN[ONE]}, SECOND_CODE)
    assert (again.decisions, again.answered_at) == ([], NOW)
    assert f"{ONE} har redan fått beslutet Bifall. Det ändras inte av filen." in receipts(desk)[1][1]
    assert SECOND_CODE not in receipts(desk)[1][1]


def test_corrected_file_after_release_is_a_correction_that_needs_its_own_code(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    proposals.confirm(desk, CODE, SECRETARY)
    sent(desk)
    propose(desk, frozen, {ONE: Written("Avslag", "Fel ruta.")}, SECOND_CODE)
    assert states(desk) == ["approved"]
    assert f"{ONE}: det tidigare beslutet Bifall ändras." in receipts(desk)[1][1]
    proposals.confirm(later(desk, hours=1), SECOND_CODE, SECRETARY)
    assert states(desk) == ["rejected"]
    assert [kind for kind, _to, _state in decision_letters(desk)] == ["decision_approved", "decision_corrected"]


def test_what_is_unclear_is_asked_about_and_the_rest_proposed(desk):
    frozen = a_frozen(desk)
    initiatives.transition(desk, initiatives.find(desk.session, TWO), EventKind.WITHDRAWN)
    written = {ONE: Written("Bifall", ""), TWO: WRITTEN[TWO], FOUR: Written("Kanske", "")}
    result = proposals.read("a.docx", fill_in_agenda.in_word(frozen.word, written))
    stranger = proposals.Row("OH-2026-0099", DecisionOutcome.APPROVED, "", "", None, written=True)
    rows = tuple(row for row in result.rows if row.reference != THREE)
    instruction = proposals.propose(
        desk,
        Returned(TOKEN, (*rows, stranger)),
        desk.config.secretary(SECRETARY),
        message_row_id=None,
        answers=None,
        verified=True,
        code=CODE,
    )
    assert [one.initiative.reference for one in instruction.decisions] == [ONE]
    text = receipts(desk)[0][1]
    for sentence in (
        f"{TWO}: initiativtagaren har återkallat initiativet. Inget beslut går ut.",
        f"{FOUR}: «Kanske» känns inte igen som beslut. Skriv Bifall, Avslag, Bordläggning eller Återremiss.",
        "OH-2026-0099 står inte på dagordningen.",
        f"{THREE} saknas i filen och ligger kvar.",
    ):
        assert sentence in text


def test_rejection_without_reasons_is_remarked(desk):
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: Written("Avslag", "")})
    assert f"{ONE}: Avslag utan motivering. Är det meningen?" in receipts(desk)[0][1]


def test_initiative_withdrawn_after_the_receipt_gets_no_decision(desk):
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: WRITTEN[ONE]})
    initiatives.transition(desk, initiatives.find(desk.session, ONE), EventKind.WITHDRAWN)
    assert proposals.confirm(desk, CODE, SECRETARY) == Applied(
        (), (f"{ONE}: initiativtagaren har återkallat initiativet. Inget beslut går ut.",)
    )
    assert (states(desk), decision_letters(desk)) == (["withdrawn"], [])
    assert desk.session.scalars(select(Decision.state)).all() == [DecisionState.STOPPED]


def test_cancelled_meeting_decides_nothing(desk):
    frozen = a_frozen(desk, ("Ett",))
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    calendar.cancel(desk, frozen.meeting)
    assert proposals.confirm(desk, CODE, SECRETARY).unclear == (f"{ONE} ligger inte kvar på den här dagordningen.",)
    assert states(desk) == ["queued"]


def test_earlier_revision_still_decides_what_stands_on_the_newest(desk):
    frozen = a_frozen(desk, ("Ett",))
    freeze.add_item(desk, frozen.meeting, an_initiative(desk, "Två"), "b" * 16)
    propose(desk, frozen, {ONE: WRITTEN[ONE]})
    assert f"{TWO} saknas i filen och ligger kvar." in receipts(desk)[0][1]
    proposals.confirm(desk, CODE, SECRETARY)
    assert states(desk) == ["approved", "on_agenda"]


def test_item_taken_off_is_not_decided(desk):
    frozen = a_frozen(desk)
    freeze.remove_item(desk, frozen.meeting, initiatives.find(desk.session, ONE), "b" * 16)
    assert ONE not in [one.initiative.reference for one in propose(desk, frozen, WRITTEN).decisions]
    assert f"{ONE} står inte på dagordningen." in receipts(desk)[0][1]


def test_unknown_token_is_refused(desk):
    with pytest.raises(AgendaUnreadable, match="belongs to no agenda"):
        proposals.propose(
            desk,
            Returned("f" * 16, ()),
            desk.config.secretary(SECRETARY),
            message_row_id=None,
            answers=None,
            verified=True,
            code=CODE,
        )


@pytest.mark.parametrize(("verified", "state"), [(True, "approved"), (False, "on_agenda")])
def test_direct_mode_applies_a_verified_file_at_once_and_no_other(session, verified, state):
    desk = a_desk(session, a_config(decisions={"mode": "direct"}))
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: WRITTEN[ONE]}, verified=verified)
    assert states(desk) == [state]
    assert (CODE in receipts(desk)[0][1]) is not verified


def test_held_outbox_keeps_the_letters(session):
    desk = a_desk(session, hold=True)
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: WRITTEN[ONE]})
    [said] = proposals.confirm(desk, CODE, SECRETARY).done
    assert said.endswith("väntar på att släppas.")
    assert decision_letters(desk) == [("decision_approved", "karin.holm1@varberg.example", "held")]


def test_decision_by_hand_is_carried_out_and_replaces_proposals(desk):
    propose(desk, a_frozen(desk, ("Ett",)), {ONE: Written("Avslag", "Nej.")})
    decided = proposals.decide(desk, ONE, DecisionOutcome.APPROVED, "Ja.", "Anna Ek")
    assert (decided.state, decided.applied_at, states(desk)) == (DecisionState.APPLIED, NOW, ["approved"])
    found = desk.session.scalars(select(Decision).order_by(Decision.id))
    assert [one.state.value for one in found] == ["replaced", "applied"]


@pytest.mark.parametrize("state", [State.QUEUED, State.INCOMPLETE, State.WITHDRAWN, State.IN_PROGRESS])
def test_decision_by_hand_is_refused_where_nothing_waits(desk, state):
    initiative = an_initiative(desk)
    initiative.state = state
    with pytest.raises(IllegalTransition, match=f"is {state}: it neither waits"):
        proposals.decide(desk, ONE, DecisionOutcome.APPROVED)


def test_correction_replaces_a_letter_that_has_not_gone(desk):
    a_frozen(desk, ("Ett",))
    proposals.decide(desk, ONE, DecisionOutcome.APPROVED)
    proposals.decide(later(desk, hours=1), ONE, DecisionOutcome.REJECTED, "Fel.")
    assert states(desk) == ["rejected"]
    assert decision_letters(desk) == [("decision_rejected", "karin.holm1@varberg.example", "queued")]
    stopped = desk.session.scalars(select(Letter.kind).where(Letter.state == LetterState.STOPPED)).all()
    assert stopped == [LetterKind.DECISION_APPROVED]
    kinds = desk.session.scalars(select(Event.kind).order_by(Event.id.desc()).limit(3)).all()
    assert kinds == [EventKind.LETTER_QUEUED, EventKind.DECISION_CORRECTED, EventKind.LETTER_STOPPED]


def test_correction_after_sending_says_what_it_corrects(desk):
    a_frozen(desk, ("Ett",))
    proposals.decide(desk, ONE, DecisionOutcome.APPROVED)
    sent(desk)
    decided = proposals.decide(later(desk, hours=1), ONE, DecisionOutcome.REFERRED_BACK, "Beskriv kostnaden.")
    assert states(desk) == ["incomplete"]
    assert [kind for kind, _to, _state in decision_letters(desk)] == ["decision_approved", "decision_corrected"]
    content = proposals.draft_for(desk, decided).content
    assert (content.outcome, content.earlier) == ("Återremiss", "Bifall")


def test_second_correction_names_what_the_initiator_was_last_told(desk):
    a_frozen(desk, ("Ett",))
    proposals.decide(desk, ONE, DecisionOutcome.APPROVED)
    sent(desk)
    proposals.decide(later(desk, hours=1), ONE, DecisionOutcome.REJECTED)
    decided = proposals.decide(later(desk, hours=2), ONE, DecisionOutcome.DEFERRED)
    assert proposals.draft_for(desk, decided).content.earlier == "Bifall"
    assert [(kind, state) for kind, _to, state in decision_letters(desk)] == [
        ("decision_approved", "sent"),
        ("decision_corrected", "queued"),
    ]


def test_third_decision_names_the_second_where_the_initiator_was_told_that(desk):
    a_frozen(desk, ("Ett",))
    for hours, outcome in enumerate((DecisionOutcome.APPROVED, DecisionOutcome.REJECTED)):
        proposals.decide(later(desk, hours=hours), ONE, outcome)
        sent(desk)
    decided = proposals.decide(later(desk, hours=2), ONE, DecisionOutcome.DEFERRED)
    assert proposals.draft_for(desk, decided).content.earlier == "Avslag"


def test_decision_by_hand_is_about_the_newest_revision(desk):
    frozen = a_frozen(desk, ("Ett",))
    second = freeze.add_item(desk, frozen.meeting, an_initiative(desk, "Två"), "b" * 16)
    assert proposals.decide(desk, ONE, DecisionOutcome.APPROVED).agenda_item is second.items[0]


def test_deferred_initiative_belongs_to_the_later_meeting_alone(desk):
    first = a_frozen(desk, ("Ett",))
    proposals.decide(desk, ONE, DecisionOutcome.DEFERRED)
    second = freeze.freeze(desk, a_meeting(desk, date(2027, 1, 21)), NOW, "b" * 16)
    calendar.cancel(desk, first.meeting)
    assert states(desk) == ["on_agenda"]
    assert proposals.decide(desk, ONE, DecisionOutcome.APPROVED).agenda_item is second.items[0]


def test_file_of_a_cancelled_meeting_decides_nothing_at_the_next(desk):
    first = a_frozen(desk, ("Ett",))
    calendar.cancel(desk, first.meeting)
    freeze.freeze(desk, a_meeting(desk, date(2027, 1, 21)), NOW, "b" * 16)
    assert propose(desk, first, {ONE: WRITTEN[ONE]}).decisions == []
    assert f"{ONE} ligger inte kvar på den här dagordningen." in receipts(desk)[0][1]


def sent(desk):
    for letter in desk.session.scalars(select(Letter)):
        letter.state, letter.sent_at = LetterState.SENT, desk.now


def test_letters_tell_the_decision_once(desk):
    propose(desk, a_frozen(desk), WRITTEN)
    proposals.confirm(desk, CODE, SECRETARY)
    assert len(letters(desk, LetterKind.DECISION_APPROVED)) == 1
    assert proposals.apply(desk, desk.session.scalars(select(Decision)).all()).unclear == tuple(
        f"{reference}: beslutet är redan hanterat." for reference in (ONE, TWO, THREE, FOUR)
    )
    assert len(decision_letters(desk)) == 4
