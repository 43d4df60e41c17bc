"""Copies in Sent that the mail server refuses at first: filed later, once, and no letter goes out again for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from mailbot.app import App
from mailbot.errors import MailboxUnavailable
from mailbot.mailbox.imap import ImapMailbox
from mailbot.one_pass import deliver_due
from tests.support.backlog import proposal

ANNA = "anna1@varberg.example"


@dataclass
class Sent:
    """What stands between mailbot and the folder Sent: `refuses` says NO; `before` and `after` may end the process."""

    world: object
    refuses: bool = False
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    tried: list[str] = field(default_factory=list)

    def on(self, app: App) -> App:
        lend = App.filing_copies

        @contextmanager
        def filing_copies(own: App):
            with lend(own) as file:

                def between(mime: bytes, unless_there: str = "") -> None:
                    self.tried.append(unless_there)
                    if self.refuses:
                        raise MailboxUnavailable("The server said NO: over quota.")
                    self.before()
                    file(mime, unless_there)
                    self.after()

                yield between

        return replace(
            type("Between", (App,), {"filing_copies": filing_copies})(
                **{name: getattr(app, name) for name in ("config", "services", "mailbox", "sender")}
            )
        )


@pytest.fixture
def world(make_world, smtp_server):
    return make_world(smtp=smtp_server.config(copy_to_sent=True, rate_per_minute=10_000).model_dump())


def sent_folder(world) -> list[bytes]:
    return world.account.messages("Sent") if "Sent" in world.account.folders() else []


def deliver(world, sent: Sent) -> int:
    return deliver_due(sent.on(world.app)).sent


def register(world, number: int = 1) -> None:
    """Take in a proposal; its receipt waits."""
    world.smtp.next_answers("CONNECT", "421 busy")
    world.take(proposal(number, "Fallprevention"))
    world.wait(minutes=2)


def test_copy_that_is_refused_is_filed_later_and_the_letter_sent_once(world):
    sent = Sent(world, refuses=True)
    register(world)
    assert deliver(world, sent) == 1
    world.wait(minutes=5)
    deliver(world, sent)
    assert (len(sent.tried), sent_folder(world)) == (1, [])
    world.wait(minutes=6)
    deliver(world, sent)
    sent.refuses = False
    world.wait(minutes=11)
    deliver(world, sent)
    deliver(world, sent)
    assert sent_folder(world) == [letter.data for letter in world.smtp.letters]
    assert (len(world.smtp.letters), len(sent.tried)) == (1, 3)


def crash() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("crashes", [{"before": crash}, {"after": crash}], ids=["before", "after"])
def test_crash_beside_the_filing_leaves_one_copy_and_one_letter(world, crashes):
    register(world)
    with pytest.raises(KeyboardInterrupt):
        deliver(world, Sent(world, **crashes))
    world.wait(minutes=11)
    assert deliver(world, Sent(world)) == 0
    assert sent_folder(world) == [letter.data for letter in world.smtp.letters]
    assert len(world.smtp.letters) == 1


def test_two_workers_file_a_copy_that_is_owed_once(world, monkeypatch):
    """The second comes between the first one's look into the folder and its copy."""
    sent, append = Sent(world, refuses=True), ImapMailbox.append
    register(world)
    deliver(world, sent)
    world.wait(minutes=11)
    appended = []

    def after_the_other(mailbox: ImapMailbox, *args) -> None:
        appended.append(args)
        if len(appended) == 1:
            deliver(world, Sent(world))
        append(mailbox, *args)

    monkeypatch.setattr(ImapMailbox, "append", after_the_other)
    deliver(world, Sent(world))
    assert (len(appended), len(sent_folder(world))) == (1, 1)
    world.wait(minutes=11)
    deliver(world, Sent(world))
    assert len(sent_folder(world)) == 1


def test_one_refusal_puts_off_the_others(world):
    sent = Sent(world, refuses=True)
    for number in (1, 2, 3):
        register(world, number)
    assert deliver(world, sent) == 3
    world.wait(minutes=11)
    sent.tried.clear()
    deliver(world, sent)
    deliver(world, sent)
    assert len(sent.tried) == 1


def test_secretary_hears_of_copies_that_are_missing_for_a_day_once(world):
    sent = Sent(world, refuses=True)
    register(world)
    deliver(world, sent)
    told = []
    for _ in range(4):
        world.wait(hours=12)
        world.app = sent.on(world.app) if type(world.app) is App else world.app
        told.append([kind for kind, _, _ in world.take()].count("review_digest"))
    assert told == [0, 1, 1, 1]
    said = world.letter("review_digest").get_body(("plain",)).get_content()
    assert "1 skickat brev har ingen kopia i mappen Sent" in " ".join(said.split())
