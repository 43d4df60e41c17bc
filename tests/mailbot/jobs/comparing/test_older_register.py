"""A register that is older than the mailbox is noticed: nothing goes out, and no told number is given again."""

from __future__ import annotations

import shutil

import pytest

from mailbot.errors import BackupFailed, RegisterOlder
from mailbot.jobs.by_hand.mail_from_files import ingest
from mailbot.jobs.comparing import older_register
from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.one_pass import poll
from tests.support.backlog import DELIVERED, proposal


def anna(number: int, state: str) -> tuple[str, str, str]:
    return ("receipt_complete", f"anna{number}@varberg.example", state)


@pytest.fixture
def restored(world, tmp_path):
    """One initiative whose letter is queued, a backup, two more that are answered, and then the backup again."""
    services = world.app.services
    world.account.deliver_all([proposal(1, "Före")], when=DELIVERED)
    take_in(services, world.app.mailbox)
    services.database.backup(tmp_path / "kopia.db")
    world.take(proposal(2, "Efter"), proposal(3, "Efter, också"))
    assert len(world.smtp.letters) == 3
    services.database.restore(tmp_path / "kopia.db")
    return world


def test_register_that_is_whole_lacks_nothing(world):
    world.take(proposal(1, "Fallprevention"))
    assert older_register.behind(world.app.config.state_dir, world.app.services.database) is None
    older_register.refuse(world.app.services)


def test_nothing_is_taken_in_sent_or_numbered_before_the_operator_has_said(restored):
    services = restored.app.services
    restored.account.deliver_all([proposal(4, "Nytt")], when=DELIVERED)
    for attempt in (
        lambda: take_in(services, restored.app.mailbox),
        lambda: deliver(services, restored.app.sender),
        lambda: list(ingest(services, [], send=False)),
        lambda: poll(restored.app),
    ):
        with pytest.raises(RegisterOlder, match="numbers told in 2026: 2 to 3"):
            attempt()
    assert (len(restored.smtp.letters), restored.count("INBOX")) == (3, 1)
    assert restored.register() == [("OH-2026-0001", "queued")]


def test_who_goes_on_gives_no_told_number_again_and_answers_nobody_twice(restored):
    services = restored.app.services
    assert older_register.go_on(services) == 1
    assert restored.letters() == [anna(1, "held")]
    restored.take(proposal(4, "Nytt"))
    assert restored.register() == [("OH-2026-0001", "queued"), ("OH-2026-0004", "queued")]
    assert restored.letters() == [anna(1, "held"), anna(4, "sent")]
    assert [letter.recipients[0] for letter in restored.smtp.letters][3:] == ["anna4@varberg.example"]


def test_file_that_was_copied_back_is_noticed_too(world, tmp_path):
    world.take(proposal(1, "Före"))
    world.app.services.database.backup(tmp_path / "kopia.db")
    world.take(proposal(2, "Efter"))
    world.app.services.database.close()
    state = world.app.config.state_dir
    for beside in ("-wal", "-shm"):
        (state / f"mailbot.db{beside}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "kopia.db", state / "mailbot.db")
    with pytest.raises(RegisterOlder, match="numbers told in 2026: 2 to 2"):
        poll(world.app)


def test_note_that_a_power_cut_left_broken_stops_nobody(world):
    world.take(proposal(1, "Fallprevention"))
    (world.app.config.state_dir / older_register.FILE).write_bytes(b'{"aud')
    world.take(proposal(2, "Sårvård"))
    assert len(world.register()) == 2


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + b"x" * 5000, None])
def test_what_is_no_backup_replaces_nothing(world, tmp_path, data):
    world.take(proposal(1, "Fallprevention"))
    if data is not None:
        (tmp_path / "kopia.db").write_bytes(data)
    with pytest.raises(BackupFailed, match=r"kopia\.db is no backup"):
        world.app.services.database.restore(tmp_path / "kopia.db")
    assert len(world.register()) == 1
