"""The embedded mail world behaves as real servers do, over real connections."""

from __future__ import annotations

import imaplib
import smtplib
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from mailbot.demo.servers import HOST, DeliveredMail, MailWorld
from tests.support.waiting import PATIENCE

BOT, ANNA, KIM = "omtanke@regionhalland.example", "anna.ek@varberg.example", "kim@hylte.example"
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def running():
    with MailWorld({BOT: "b", ANNA: "a", KIM: "k"}, lambda: NOW) as world:
        yield world


@pytest.fixture
def world(running):
    """The world with empty inboxes and no past."""
    running._postman.delivered.clear()
    for address, password in running._people.items():
        with _inbox(running, address, password) as client:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
    return running


def test_submit_delivers_with_the_servers_own_fields(world):
    world.submit(_mail(ANNA, BOT))
    expected = (
        b"Return-Path: <anna.ek@varberg.example>\r\n"
        b"Authentication-Results: mx.demo.example; dmarc=pass header.from=varberg.example\r\n"
        b"Received: from client.demo.example by mx.demo.example with ESMTP; Fri, 20 Nov 2026 08:30:00 +0000\r\n"
    ) + _mail(ANNA, BOT)
    assert world.delivered == (DeliveredMail(ANNA, (BOT,), expected),)
    assert _read(world, BOT, "b") == [expected]
    assert _read(world, ANNA, "a") == []


def test_submit_unverified_fails_dmarc_whatever_the_mail_claims(world):
    claim = b"authentication-results:\r\n mx.demo.example; dmarc=pass\r\n header.from=varberg.example\r\n"
    foreign = b"Authentication-Results: mx.other.example; dmarc=pass\r\n"
    world.submit(claim + foreign + _mail(ANNA, BOT), verified=False)
    (delivered,) = world.delivered
    results = [line for line in delivered.data.splitlines() if b"dmarc=" in line]
    assert results == [
        b"Authentication-Results: mx.demo.example; dmarc=fail header.from=varberg.example",
        b"Authentication-Results: mx.other.example; dmarc=pass",
    ]


def test_login_as_one_does_not_vouch_for_another(world):
    with smtplib.SMTP(HOST, world.smtp_port) as client:
        client.login(KIM, "k")
        client.sendmail(KIM, [BOT], _mail(ANNA, BOT))
    assert b"dmarc=fail header.from=varberg.example" in world.delivered[0].data


def test_wrong_password_is_refused_by_both(world):
    with smtplib.SMTP(HOST, world.smtp_port) as client, pytest.raises(smtplib.SMTPAuthenticationError):
        client.login(ANNA, "wrong")
    with pytest.raises(imaplib.IMAP4.error), _inbox(world, ANNA, "wrong"):
        pass


def test_mail_to_several_people_reaches_each_and_is_noted_once(world):
    world.submit(_mail(BOT, f"{ANNA}, Kim <{KIM.upper()}>"))
    assert [delivered.recipients for delivered in world.delivered] == [(ANNA, KIM)]
    assert len(_read(world, ANNA, "a")) == len(_read(world, KIM, "k")) == 1


def test_unknown_recipient_is_refused(world):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as raised:
        world.submit(_mail(ANNA, "nobody@varberg.example"))
    assert raised.value.recipients == {
        "nobody@varberg.example": (550, b"5.1.1 <nobody@varberg.example>: no such mailbox")
    }
    assert world.delivered == ()


def test_machine_sends_with_an_empty_return_path(world):
    world.submit(_mail(ANNA, BOT), envelope_from="")
    assert world.delivered[0].data.startswith(b"Return-Path: <>\r\n")


def test_internaldate_is_the_clocks(world):
    world.submit(_mail(ANNA, BOT))
    with _inbox(world, BOT, "b") as client:
        _, answer = client.fetch("1", "(INTERNALDATE)")
    assert b"20-Nov-2026 08:30:00 +0000" in answer[0]


def test_world_ends_with_a_client_still_connected():
    with MailWorld({ANNA: "a"}, lambda: NOW) as world:
        client = imaplib.IMAP4(HOST, world.imap_port, timeout=PATIENCE)
        client.login(ANNA, "a")
    client.shutdown()
    assert not world._thread.is_alive()


def _mail(sender, recipients):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipients, "Ett förslag"
    message.set_content("Hej! Här kommer vårt förslag på åtgärd.\n.\n..två punkter\n")
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


@contextmanager
def _inbox(world, address, password):
    client = imaplib.IMAP4(HOST, world.imap_port, timeout=PATIENCE)
    try:
        client.login(f'"{address}"', password)
        client.select("INBOX")
        yield client
    finally:
        client.shutdown()


def _read(world, address, password):
    with _inbox(world, address, password) as client:
        _, numbers = client.search(None, "ALL")
        return [client.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers[0].split()]
