"""What a secretary wants tried again is moved to the inbox; what somebody moved meanwhile is left."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.jobs.taking_in.wanted_moves import move_wanted
from mailbot.store.tables import Message
from tests.support.backlog import mail


def want(world, folder: str) -> None:
    with world.app.services.unit_of_work("test") as work:
        for row in work.session.scalars(select(Message)):
            row.wanted_folder = folder


def wanted(world) -> list[str]:
    with world.app.services.database.reading() as session:
        return list(session.scalars(select(Message.wanted_folder)))


def test_message_goes_where_it_is_wanted_once(world):
    world.take(mail(1, "bo@varberg.example", "Lokalen", "Vi har en lokal som ni kan låna."))
    want(world, "INBOX")
    assert move_wanted(world.app.services, world.app.mailbox) == 1
    assert (world.count("INBOX"), world.count("Granska"), wanted(world)) == (1, 0, [""])
    assert move_wanted(world.app.services, world.app.mailbox) == 0


def test_message_that_is_not_there_any_more_is_not_looked_for_again(world):
    world.take(mail(1, "bo@varberg.example", "Lokalen", "Vi har en lokal som ni kan låna."))
    want(world, "INBOX")
    listing = world.app.mailbox.list_uids("Granska")
    world.app.mailbox.prepare(["Annat"])
    world.app.mailbox.move(listing, listing.uids, "Annat")
    assert move_wanted(world.app.services, world.app.mailbox) == 0
    assert (world.count("INBOX"), world.count("Annat"), wanted(world)) == (0, 1, [""])
