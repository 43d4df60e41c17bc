"""What the mailbox shows of mailbot's work that the register doesn't know, on a real server; no note lies beside it."""

from __future__ import annotations

import pytest

from mailbot.errors import RegisterOlder
from mailbot.jobs.comparing import older_register
from mailbot.jobs.comparing.reconcile import mend
from mailbot.jobs.comparing.work_not_in_register import find
from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.watch.worker_notes import SeenUpTo
from mailbot.one_pass import poll
from tests.support.backlog import DELIVERED, mail, proposal

JUST_THEN = '"20-Nov-2026 10:00:00 +0100"'
"""In the second of a pass: a server's clock knows no parts of one, so it may have been after it."""
AFTERWARDS = '"20-Nov-2026 11:00:00 +0100"'
"""After the passes, which are made at ten."""


def lose_note(world) -> None:
    """Leave of the state folder what a backup of the whole would have: no later note."""
    (world.app.config.state_dir / older_register.FILE).unlink(missing_ok=True)


def backed_up(world, copy) -> None:
    """Register one proposal whose letter waits, and back the register up."""
    world.account.deliver_all([proposal(1, "Före")], when=DELIVERED)
    with world.app.alone() as services:
        take_in(services, world.app.mailbox)
    world.app.services.database.backup(copy)


def restored(world, copy) -> None:
    world.app.services.database.restore(copy)
    lose_note(world)


@pytest.fixture
def with_copies(make_world, tmp_path):
    """A register restored with all that lies beside it: two letters went out meanwhile, and one that had waited."""
    world = make_world(smtp=make_world().smtp.config(copy_to_sent=True, rate_per_minute=10_000).model_dump())
    backed_up(world, tmp_path / "kopia.db")
    world.take(proposal(2, "Efter"), proposal(3, "Efter, också"))
    restored(world, tmp_path / "kopia.db")
    return world


@pytest.fixture
def without_copies(world, tmp_path):
    """The same, where nobody keeps copies in Sent; a reconcile had been made before."""
    world.take(proposal(9, "Först"))
    with world.app.alone() as services:
        mend(services, world.app.mailbox)
    backed_up(world, tmp_path / "kopia.db")
    world.account.deliver_all([proposal(2, "Efter"), proposal(3, "Efter, också")], when=AFTERWARDS)
    poll(world.app)
    restored(world, tmp_path / "kopia.db")
    return world


def test_copies_in_sent_tell_letters_numbers_and_what_went_out(with_copies):
    found = find(with_copies.app.services, with_copies.app.mailbox)
    told = [line.partition(" ")[2].partition(" ")[2] for line in found.letters]
    assert told == [
        "anna2@varberg.example: [OH-2026-0002] Tack, vi har tagit emot ditt initiativ: Efter",
        "anna3@varberg.example: [OH-2026-0003] Tack, vi har tagit emot ditt initiativ: Efter, också",
    ]
    assert (len(found.went_out), found.messages, found.told) == (1, (), {2026: 3})


def test_handled_messages_tell_where_no_copies_are_kept(without_copies):
    found = find(without_copies.app.services, without_copies.app.mailbox)
    assert [line.partition(" ")[2].partition(" ")[2] for line in found.messages] == [
        "anna2@varberg.example: Förslag",
        "anna3@varberg.example: Förslag",
    ]
    assert (found.letters, found.went_out, found.told) == ((), (), {2026: 4})


@pytest.mark.parametrize("which", ["with_copies", "without_copies"])
def test_nothing_is_sent_or_taken_in_before_the_operator_has_said(request, which):
    world = request.getfixturevalue(which)
    before = len(world.smtp.letters)
    world.account.deliver_all([proposal(4, "Nytt")], when=DELIVERED)
    with world.app.alone() as services:
        assert deliver(services, world.app.sender).sent == 0  # nobody has looked yet
        with pytest.raises(RegisterOlder, match="and the numbers told in 2026"):
            take_in(services, world.app.mailbox)
        with pytest.raises(RegisterOlder):
            deliver(services, world.app.sender)
    with pytest.raises(RegisterOlder):
        poll(world.app)
    assert (len(world.smtp.letters), world.count("INBOX")) == (before, 1)


def test_who_goes_on_answers_nobody_twice_and_gives_no_told_number(with_copies):
    services = with_copies.app.services
    found = older_register.look(services, with_copies.app.mailbox)
    assert older_register.go_on(services, found) == 0
    with_copies.take(proposal(4, "Nytt"))
    assert with_copies.register() == [("OH-2026-0001", "queued"), ("OH-2026-0004", "queued")]
    assert [letter.recipients[0] for letter in with_copies.smtp.letters] == [
        f"anna{number}@varberg.example" for number in (1, 2, 3, 4)
    ]
    assert [state for _, _, state in with_copies.letters()] == ["sent", "sent"]
    poll(with_copies.app)  # what was gone on without is not asked about again


def test_mail_in_the_inbox_that_a_letter_in_sent_answers_is_left_to_a_human_who_may_drag_it_back(with_copies):
    """Its move was cut short by the restore."""
    services = with_copies.app.services
    older_register.go_on(services, older_register.look(services, with_copies.app.mailbox))
    with_copies.account.deliver_all(with_copies.account.messages("Hanterade/2026")[1:2], when=DELIVERED)
    with_copies.take()
    assert [reference for reference, _ in with_copies.register()] == ["OH-2026-0001"]
    assert with_copies.count("Granska") == 1
    assert [letter.recipients[0] for letter in with_copies.smtp.letters].count("anna2@varberg.example") == 1
    assert "i Skickat ligger ett brev från oss som svarar på det här mejlet" in " ".join(with_copies.reasons())
    with_copies.take(*with_copies.account.messages("Granska"))
    assert [reference for reference, _ in with_copies.register()] == ["OH-2026-0001", "OH-2026-0004"]


def test_who_goes_on_without_copies_leaves_out_what_may_have_been_told(without_copies):
    services = without_copies.app.services
    found = older_register.look(services, without_copies.app.mailbox)
    assert older_register.go_on(services, found, told={2026: 7}) == 1
    without_copies.take(proposal(4, "Nytt"))
    assert [reference for reference, _ in without_copies.register()] == ["OH-2026-0001", "OH-2026-0002", "OH-2026-0008"]
    poll(without_copies.app)


def test_new_register_beside_letters_of_one_that_is_lost_is_noticed(with_copies, tmp_path):
    state = with_copies.app.config.state_dir
    with_copies.app.services.database.close()
    for file in state.glob("mailbot.db*"):
        file.unlink()
    with_copies.app.services.database.migrate()
    found = find(with_copies.app.services, with_copies.app.mailbox)
    assert (len(found.letters), found.told) == (3, {2026: 3})
    with pytest.raises(RegisterOlder, match="3 letters in Sent, and the numbers told in 2026: 1 to 3"):
        poll(with_copies.app)


def test_what_people_and_other_mail_of_ours_put_in_sent_tells_nothing(make_world):
    world = make_world(operations={"mail_to": ["drift@region.example"]})
    world.take(proposal(1, "Fallprevention"))
    ours = world.smtp.letters[0].data
    alarm = ours.replace(b"Message-ID: <", b"Message-ID: <alarm-")
    plain = ours.replace(b"X-Mailbot: 1\r\n", b"").replace(b"Message-ID: <", b"Message-ID: <0000")
    world.app.mailbox.prepare(["Sent"])
    for data in (ours, alarm, plain, mail(5, "maria@region.example", "Hej", "Hej!")):
        world.app.mailbox.append("Sent", data)
    assert not find(world.app.services, world.app.mailbox)


def test_message_that_a_colleague_puts_among_the_handled_is_no_sign_where_copies_are_kept(make_world):
    world = make_world(smtp=make_world().smtp.config(copy_to_sent=True).model_dump())
    world.take(proposal(1, "Fallprevention"))
    with world.app.alone() as services:
        mend(services, world.app.mailbox)
    world.account.deliver_all([proposal(2, "Sårvård")], "Hanterade/2026", when=DELIVERED)
    assert not find(world.app.services, world.app.mailbox)


@pytest.mark.parametrize(("came", "lacks"), [(DELIVERED, 0), (JUST_THEN, 1), (AFTERWARDS, 1)])
def test_message_that_a_colleague_puts_among_the_handled_is_a_sign_only_if_it_came_after_the_last_pass(
    world, came, lacks
):
    world.take(proposal(1, "Fallprevention"))
    with world.app.alone() as services:
        mend(services, world.app.mailbox)
    world.account.deliver_all([proposal(2, "Sårvård")], "Hanterade/2026", when=came)
    assert len(find(world.app.services, world.app.mailbox).messages) == lacks


def test_looks_through_sent_once(with_copies, monkeypatch):
    services = with_copies.app.services
    older_register.go_on(services, older_register.look(services, with_copies.app.mailbox))
    looked = []
    headers = type(with_copies.app.mailbox).headers
    monkeypatch.setattr(
        type(with_copies.app.mailbox), "headers", lambda *args: looked.append(args[2]) or headers(*args)
    )
    assert not find(services, with_copies.app.mailbox)
    with_copies.take(proposal(4, "Nytt"))
    assert not find(services, with_copies.app.mailbox)
    assert [len(uids) for uids in looked] == [1]


def test_sent_that_was_made_anew_is_looked_through_again(with_copies):
    services = with_copies.app.services
    older_register.go_on(services, older_register.look(services, with_copies.app.mailbox))
    with services.unit_of_work("worker") as work:
        worker_notes.note_went_on(work.session, SeenUpTo(1, 4711))
    assert len(find(services, with_copies.app.mailbox).letters) == 2
