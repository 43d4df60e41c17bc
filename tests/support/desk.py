"""A secretary at her desk: what she writes, what she gets, what waits for her."""

from __future__ import annotations

import zlib
from email import message_from_bytes, policy

from sqlalchemy import select

from mailbot.intake import review
from mailbot.store.tables import Letter
from tests.support.backlog import SECRETARY, mail

OTHER = "kim.falk@regionhalland.example"
BO, EVA = "bo@varberg.example", "eva@varberg.example"


def waiting(world) -> list[int]:
    with world.app.services.database.reading() as session:
        return [row.id for row in review.waiting(session)]


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def last_to(world, kind: str, recipient: str):
    """Return the newest letter of a kind that went to somebody, as it lies in the outbox."""
    with world.app.services.database.reading() as session:
        newest = select(Letter.mime).where(Letter.kind == kind, Letter.recipient == recipient)
        mime = session.scalars(newest.order_by(Letter.id.desc())).first()
    return message_from_bytes(zlib.decompress(mime), policy=policy.default)


def say(
    world,
    text: str,
    *,
    answers: str = "",
    sender: str = SECRETARY,
    quoting: bool = True,
    subject: str = "",
    files=(),
    letter=None,
    marked=lambda data: data,
):
    """Let a secretary write; `answers` is the kind of letter that she replies to, or `letter` the letter itself.

    Return what was sent since. `marked` puts the server's word on the mail.
    """
    headers, quoted = {}, ""
    letter = letter or (last_to(world, answers, sender) if answers else None)
    if letter is not None:
        headers = {"In_Reply_To": str(letter["Message-ID"])}
        if quoting:
            head = f"Från: {letter['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter['Subject']}"
            quoted = f"\n\n{head}\n\n{text_of(letter)}"
    before = len(world.letters())
    data = mail(next(world.numbers), sender, subject or "Sv: 2 mejl behöver dig", text + quoted, files, **headers)
    world.take(marked(data))
    return [(kind, to) for kind, to, _ in world.letters()[before:]]


def receipt(world) -> str:
    return text_of(world.letter("desk_receipt"))


def kinds(world) -> list[str]:
    return [kind for kind, _, _ in world.letters()]
