"""What operators are told: once when it is wrong, once when it is over, by whichever worker comes first."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
import structlog

from mailbot.jobs.intake import take_in
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.watch.alarms import AlarmWatch
from tests.support.backlog import DELIVERED, proposal

OPERATOR, OTHER = "drift@region.example", "jour@region.example"
BROKEN, MENDED = "mailbot: Posten hämtas inte", "mailbot: Posten hämtas igen"


@pytest.fixture
def watched(make_world):
    """A world in which a worker leads and has made a pass, and two operators are named."""
    world = make_world(operations={"mail_to": [OPERATOR, OTHER]})
    with world.app.alone():
        passes(world)
        yield world


def passes(world) -> None:
    with world.app.services.unit_of_work("worker") as work:
        worker_notes.note_pass(work.session, work.now)


def watch(world) -> AlarmWatch:
    return AlarmWatch(world.app.services, world.app.tell_operators)


def look_twice(world, *watches: AlarmWatch) -> None:
    for _ in range(2):
        for one in watches:
            one.look()
        world.wait(minutes=1)


def told(world) -> list[tuple[str, str]]:
    """Return (recipient, subject) of what was sent, in order."""
    mails = [(sent.recipients[0], read(sent)) for sent in world.smtp.letters]
    return [(recipient, str(mail["Subject"])) for recipient, mail in mails]


def read(sent):
    return message_from_bytes(sent.data, policy=policy.default)


def to_both(*subjects: str) -> list[tuple[str, str]]:
    return [(address, subject) for subject in subjects for address in (OPERATOR, OTHER)]


def test_nothing_is_told_where_all_is_well(watched):
    look_twice(watched, watch(watched))
    assert told(watched) == []


def test_stop_and_recovery_are_told_once_each(watched):
    watching = watch(watched)
    watched.wait(minutes=20)
    look_twice(watched, watching)
    look_twice(watched, watching)
    assert told(watched) == to_both(BROKEN)
    passes(watched)
    look_twice(watched, watching)
    look_twice(watched, watching)
    assert told(watched) == to_both(BROKEN, MENDED)


def test_mail_says_what_is_wrong_since_when_and_what_to_do(watched, monkeypatch):
    monkeypatch.setattr("mailbot.app.socket.gethostname", lambda: "bot1")
    watching = watch(watched)
    watched.wait(minutes=20)
    look_twice(watched, watching)
    mail = read(watched.smtp.letters[0])
    assert (mail["To"], mail["Auto-Submitted"], mail.get_content_type()) == (OPERATOR, "auto-generated", "text/plain")
    assert mail.get_content().replace("\r\n", "\n") == (
        "NYTT FEL\n\n"
        "Posten hämtas inte. Sedan 2026-11-20 kl. 10.21.\n"
        "mailbot health säger: no successful pass since 2026-11-20 09:00 UTC\n"
        "Kör «mailbot check». I loggen säger poll_failed vad som är fel.\n\n"
        "Brevlådan är omtankehalland@regionhalland.example. Det här brevet kommer från mailbot på bot1. "
        "Du får ett brev när något blir fel, och ett när det är avhjälpt.\n"
    )


def test_what_lasts_no_second_look_is_not_told(watched):
    watching = watch(watched)
    watched.wait(minutes=20)
    watching.look()
    passes(watched)
    watching.look()
    watched.wait(minutes=20)
    watching.look()
    assert told(watched) == []


def test_one_of_several_workers_tells_and_one_that_starts_later_goes_on(watched):
    first, second = watch(watched), watch(watched)
    watched.wait(minutes=20)
    look_twice(watched, first, second)
    look_twice(watched, watch(watched))
    assert told(watched) == to_both(BROKEN)
    passes(watched)
    look_twice(watched, second, watch(watched))
    assert told(watched) == to_both(BROKEN, MENDED)


def test_what_a_worker_took_on_and_died_over_another_tells_under_the_same_message_id(watched):
    watched.wait(minutes=20)

    def dies(news):
        watched.app.tell_operators(news)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look_twice(watched, AlarmWatch(watched.app.services, dies))
    look_twice(watched, watch(watched))
    assert told(watched) == to_both(BROKEN)  # it may be at it still
    watched.wait(minutes=5)
    look_twice(watched, watch(watched))
    assert told(watched) == to_both(BROKEN, BROKEN)
    assert len({read(sent)["Message-ID"] for sent in watched.smtp.letters}) == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "421 4.3.2 closing"])
def test_alarm_that_no_server_takes_is_told_when_one_does(watched, answer):
    watching = watch(watched)
    watched.wait(minutes=20)
    watched.smtp.next_answers("RCPT", answer, answer)
    look_twice(watched, watching)
    assert told(watched) == []
    watching.look()
    assert told(watched) == to_both(BROKEN)


def test_operator_whom_the_server_refuses_keeps_no_other_from_being_told(watched):
    watching = watch(watched)
    watched.wait(minutes=20)
    watched.smtp.next_answers("RCPT", "550 5.1.1 no such user")
    look_twice(watched, watching)
    look_twice(watched, watching)
    assert told(watched) == [(OTHER, BROKEN)]


def test_what_was_over_before_it_could_be_told_is_told_as_over(watched):
    watching = watch(watched)
    watched.wait(minutes=20)
    watched.smtp.next_answers("RCPT", "451 later", "451 later")
    look_twice(watched, watching)
    passes(watched)
    look_twice(watched, watching)
    assert told(watched) == to_both(MENDED)


def test_alarm_waits_behind_no_held_or_queued_letter_and_no_older_register(make_world, tmp_path):
    world = make_world(operations={"mail_to": [OPERATOR]}, hold_all=True)
    services = world.app.services
    services.database.backup(tmp_path / "kopia.db")
    world.take(proposal(1, "Fallprevention"))
    with world.app.alone():
        services.database.restore(tmp_path / "kopia.db")
        passes(world)
        look_twice(world, watch(world))
    assert told(world) == [(OPERATOR, "mailbot: Registret är äldre än det borde vara")]


def test_register_that_is_away_is_told_and_that_it_is_back(watched, monkeypatch):
    watching = watch(watched)
    database = watched.app.config.state_dir / "mailbot.db"
    away = database.with_name("borta.db")
    watched.app.services.database.close()
    database.rename(away)
    database.mkdir()
    look_twice(watched, watching)
    look_twice(watched, watching)
    assert told(watched) == to_both("mailbot: Registret går inte att nå")
    database.rmdir()
    away.rename(database)
    look_twice(watched, watching)
    look_twice(watched, watching)
    assert told(watched) == to_both("mailbot: Registret går inte att nå", "mailbot: Registret går att nå igen")


def test_log_tells_where_no_operator_is_named(world):
    with structlog.testing.capture_logs() as log:
        look_twice(world, watch(world))
        look_twice(world, watch(world))
    assert [(one["event"], str(one["problem"])) for one in log] == [("alarm", "no_leader"), ("alarm", "stopped")]


def test_alarm_that_comes_back_to_the_mailbox_is_known_for_our_own(watched):
    watched.wait(minutes=20)
    look_twice(watched, watch(watched))
    watched.account.deliver_all([watched.smtp.letters[0].data], when=DELIVERED)
    take_in(watched.app.services, watched.app.mailbox)
    assert [verdict for verdict, _, _ in watched.ledger()] == ["own_letter"]
