"""Letters against a real SMTP server that fails where it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mailbot.config import Smtp
from mailbot.errors import DeliveryDeferred, DeliveryRefused, MailboxUnavailable
from mailbot.mailbox.login import Login, NoLogin, OAuth2Login, PasswordLogin
from mailbot.outbox.smtp import SmtpSender
from tests.support.servers.smtp import (
    HANG_UP,
    KEEP_AND_HANG_UP,
    PASSWORD,
    SIZE_LIMIT,
    TOKEN,
    USER,
    Delivered,
    SmtpServer,
)
from tests.support.servers.tls import make_certificate
from tests.support.servers.tokens import Tokens

BOT = "omtanke@regionhalland.example"
MAJA = "maja.lind@varberg.example"
LETTER = b"Subject: Kvittens\r\n\r\nVi har tagit emot ditt f\xc3\xb6rslag.\r\n.\r\nen punkt\r\n"


@pytest.fixture(scope="module")
def tls_server(tmp_path_factory) -> Iterator[SmtpServer]:
    with SmtpServer(make_certificate(tmp_path_factory.mktemp("tls")), implicit_tls=True) as server:
        yield server


@pytest.fixture(scope="module")
def starttls_server(tmp_path_factory) -> Iterator[SmtpServer]:
    with SmtpServer(make_certificate(tmp_path_factory.mktemp("starttls"))) as server:
        yield server


@pytest.fixture
def sender(smtp_server) -> Iterator[SmtpSender]:
    sender = SmtpSender(smtp_server.config(), NoLogin())
    yield sender
    sender.close()


class NoTokens(Tokens):
    def token(self) -> str:
        raise MailboxUnavailable("No token from https://login.example.se: away")


def send_once(server: SmtpServer, login: Login, **changes: Any) -> None:
    sender = SmtpSender(server.config(**changes), login)
    try:
        sender.send(BOT, MAJA, LETTER)
    finally:
        sender.close()


def test_letter_arrives_as_it_was_given(smtp_server, sender):
    sender.send(BOT, MAJA, LETTER)
    assert smtp_server.letters == [Delivered(BOT, (MAJA,), LETTER, connection=1)]


def test_letters_share_one_connection(smtp_server, sender):
    for _ in range(3):
        sender.send(BOT, MAJA, LETTER)
    assert smtp_server.letters == [Delivered(BOT, (MAJA,), LETTER, connection=1)] * 3


def test_connection_closed_while_idle_is_made_anew_silently(smtp_server, sender):
    sender.send(BOT, MAJA, LETTER)
    smtp_server.hang_up()
    sender.send(BOT, MAJA, LETTER)
    assert [letter.connection for letter in smtp_server.letters] == [1, 2]


def test_connection_that_says_421_before_a_letter_is_made_anew_silently(smtp_server, sender):
    sender.send(BOT, MAJA, LETTER)
    smtp_server.next_answers("MAIL", "421 4.4.2 idle for too long")
    sender.send(BOT, MAJA, LETTER)
    assert [letter.connection for letter in smtp_server.letters] == [1, 2]


def test_connection_is_made_anew_only_once_a_letter(smtp_server, sender):
    sender.send(BOT, MAJA, LETTER)
    smtp_server.next_answers("MAIL", HANG_UP, HANG_UP)
    with pytest.raises(DeliveryDeferred, match="broke the connection"):
        sender.send(BOT, MAJA, LETTER)
    assert (len(smtp_server.letters), smtp_server.connections) == (1, 2)


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("CONNECT", "421 4.3.2 not now"),
        ("CONNECT", "554 5.7.1 you are listed"),
        ("CONNECT", HANG_UP),
        ("EHLO", HANG_UP),
        ("MAIL", "451 4.3.0 later"),
        ("MAIL", "530 5.7.57 client not authenticated to send mail"),
        ("MAIL", "550 5.7.30 basic authentication is not supported"),
        ("MAIL", "553 5.1.8 sender address rejected"),
        ("MAIL", HANG_UP),
        ("RCPT", "450 4.2.0 greylisted"),
        ("RCPT", "530 5.7.0 log in first"),
        ("RCPT", HANG_UP),
        ("DATA", "451 4.3.0 later"),
        ("DATA", HANG_UP),
        ("BODY", "432 4.3.2 too many connections"),
        ("BODY", "452 4.3.1 disk full"),
        ("BODY", "550 5.7.60 may not send as this sender"),
        ("BODY", HANG_UP),
    ],
)
def test_letter_is_deferred_and_goes_next_time(smtp_server, sender, stage, answer):
    smtp_server.next_answers(stage, answer)
    with pytest.raises(DeliveryDeferred):
        sender.send(BOT, MAJA, LETTER)
    assert smtp_server.letters == []
    sender.send(BOT, MAJA, LETTER)
    assert [letter.data for letter in smtp_server.letters] == [LETTER]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("RCPT", "550 5.1.1 no such user"),
        ("DATA", "554 5.5.0 no"),
        ("BODY", "554 5.6.0 content not wanted"),
        ("MAIL", "552 5.3.4 too large"),
    ],
)
def test_letter_is_refused_and_the_next_one_goes(smtp_server, sender, stage, answer):
    smtp_server.next_answers(stage, answer)
    with pytest.raises(DeliveryRefused, match=answer):
        sender.send(BOT, MAJA, LETTER)
    assert smtp_server.letters == []
    sender.send(BOT, MAJA, LETTER)
    assert len(smtp_server.letters) == 1


def test_letter_kept_by_a_server_that_hangs_up_is_deferred(smtp_server, sender):
    smtp_server.next_answers("BODY", KEEP_AND_HANG_UP)
    with pytest.raises(DeliveryDeferred):
        sender.send(BOT, MAJA, LETTER)
    assert len(smtp_server.letters) == 1


def test_letter_above_the_servers_size_is_refused_without_being_sent(smtp_server, sender):
    with pytest.raises(DeliveryRefused, match=f"the SMTP server takes {SIZE_LIMIT}"):
        sender.send(BOT, MAJA, b"x" * (SIZE_LIMIT + 1))
    assert smtp_server.letters == []


@pytest.mark.parametrize("address", ["", "ingen", "två ord@example.se", "a@b\r\nRCPT TO:<x@example.se>", "a@x..se"])
def test_what_is_no_address_is_refused(smtp_server, sender, address):
    with pytest.raises(DeliveryRefused, match="is not a mail address"):
        sender.send(BOT, address, LETTER)
    assert smtp_server.connections == 0


def test_domain_with_swedish_letters_goes_in_ascii(smtp_server, sender):
    sender.send(BOT, "maja@åre.example", LETTER)
    assert smtp_server.letters[0].recipients == ("maja@xn--re-xia.example",)


def test_name_with_swedish_letters_goes_by_smtputf8(smtp_server, sender):
    sender.send(BOT, "åsa@example.se", LETTER)
    assert smtp_server.letters[0].recipients == ("åsa@example.se",)


def test_server_away_defers_and_says_host_and_port():
    away = Smtp(host="localhost", port=1, security="none", auth="none")
    sender = SmtpSender(away, NoLogin())
    with pytest.raises(DeliveryDeferred, match=r"localhost:1 can't be used.*smtp\.port"):
        sender.send(BOT, MAJA, LETTER)


def test_tls_is_verified_and_the_letter_arrives(tls_server):
    tls_server.reset()
    send_once(tls_server, NoLogin(), security="tls")
    assert len(tls_server.letters) == 1


def test_starttls_is_verified_and_the_letter_arrives(starttls_server):
    starttls_server.reset()
    send_once(starttls_server, NoLogin(), security="starttls")
    assert len(starttls_server.letters) == 1


@pytest.mark.parametrize("change", [{"ca_file": None}, {"host": "127.0.0.2"}])
def test_certificate_that_is_wrong_defers(tls_server, starttls_server, change):
    for server, security in ((tls_server, "tls"), (starttls_server, "starttls")):
        server.reset()
        with pytest.raises(DeliveryDeferred, match="certificate"):
            send_once(server, NoLogin(), security=security, **change)
        assert server.letters == []


def test_starttls_that_is_not_offered_defers(smtp_server):
    with pytest.raises(DeliveryDeferred, match="STARTTLS"):
        send_once(smtp_server, NoLogin(), security="starttls")


def test_password_right_logs_in(smtp_server):
    smtp_server.require_login()
    send_once(smtp_server, PasswordLogin(USER, lambda: PASSWORD))
    assert len(smtp_server.letters) == 1


def test_password_wrong_defers_without_a_second_try(smtp_server):
    asked = []
    with pytest.raises(DeliveryDeferred, match=r"smtp\.user"):
        send_once(smtp_server, PasswordLogin(USER, lambda: asked.append(1) or "fel"))
    assert asked == [1]


def test_token_refused_once_is_replaced(smtp_server):
    smtp_server.require_login()
    send_once(smtp_server, OAuth2Login(USER, Tokens("revoked", TOKEN)))
    assert len(smtp_server.letters) == 1


def test_token_refused_twice_defers(smtp_server):
    with pytest.raises(DeliveryDeferred, match=r"smtp\.user"):
        send_once(smtp_server, OAuth2Login(USER, Tokens("revoked", "revoked as well")))


def test_token_that_cannot_be_had_defers(smtp_server):
    with pytest.raises(DeliveryDeferred, match="No token from"):
        send_once(smtp_server, OAuth2Login(USER, NoTokens()))


def test_login_that_is_missing_defers(smtp_server):
    smtp_server.require_login()
    with pytest.raises(DeliveryDeferred, match="530"):
        send_once(smtp_server, NoLogin())


def test_connect_logs_in_without_a_letter(smtp_server):
    sender = SmtpSender(smtp_server.config(), PasswordLogin(USER, lambda: PASSWORD))
    sender.connect()
    sender.close()
    assert (smtp_server.connections, smtp_server.letters) == (1, [])
    with pytest.raises(DeliveryDeferred, match=r"smtp\.user"):
        SmtpSender(smtp_server.config(), PasswordLogin(USER, lambda: "fel")).connect()
