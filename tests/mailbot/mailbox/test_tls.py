"""TLS to both mail servers, set up wrongly or tampered with: refused with what to mend, and no password is said."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mailbot.config import Smtp
from mailbot.errors import MailbotError
from mailbot.mailbox import tls
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.login import PasswordLogin
from mailbot.outbox.smtp import SmtpSender
from tests.support.servers.smtp import PASSWORD, USER, SmtpServer
from tests.support.servers.stripping_line import StrippingLine
from tests.support.servers.tls import make_certificate
from tests.support.waiting import PATIENCE

SECRETS = (PASSWORD, "lösen-på-åtta")
INSTEAD = {"imap": (b"", b"TAG NO not now\r\n", b"TAG BAD what is that\r\n"), "smtp": (b"", b"454 4.7.0 not now\r\n")}
"""What is answered to STARTTLS in the server's place; nothing where it is not even offered."""
Try = Callable[..., None]


@pytest.fixture(params=["imap", "smtp"])
def protocol(request) -> str:
    return request.param


@pytest.fixture
def both_ports(protocol, dovecot) -> Iterator[tuple[int, int]]:
    """The port of a server that begins with TLS, and of one that begins in the clear."""
    if protocol == "imap":
        yield dovecot.imaps_port, dovecot.imap_port
        return
    with SmtpServer(dovecot.tls, implicit_tls=True) as implicit, SmtpServer(dovecot.tls) as explicit:
        yield implicit.port, explicit.port


@pytest.fixture
def log_in(protocol, dovecot, mailbox_account) -> Try:
    """A function that connects and logs in with what is changed in the config."""

    def imap(**changes: Any) -> None:
        login = PasswordLogin(mailbox_account.user, lambda: mailbox_account.password)
        with ImapMailbox(mailbox_account.config(**changes), login) as mailbox:
            mailbox.list_uids("INBOX")

    def smtp(**changes: Any) -> None:
        values = {"host": "localhost", "ca_file": dovecot.tls.authority, "auth": "none", "timeout_seconds": PATIENCE}
        config = Smtp.model_validate({**values, **changes})
        sender = SmtpSender(config, PasswordLogin(USER, lambda: PASSWORD))
        try:
            sender.connect()
        finally:
            sender.close()

    return imap if protocol == "imap" else smtp


def said_by(log_in: Try, **changes: Any) -> str:
    with pytest.raises(MailbotError) as refused:
        log_in(**changes)
    return str(refused.value)


def test_each_way_lets_in_where_the_server_speaks_it(log_in, both_ports):
    implicit, explicit = both_ports
    log_in(security="tls", port=implicit)
    log_in(security="starttls", port=explicit)


def test_tls_where_the_server_begins_in_the_clear_names_the_other_setting(log_in, both_ports):
    _, explicit = both_ports
    assert 'Try security = "starttls"' in said_by(log_in, security="tls", port=explicit)


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_greeting_waited_for_where_the_server_begins_with_tls_names_the_other_setting(log_in, both_ports, security):
    implicit, _ = both_ports
    said = said_by(log_in, security=security, port=implicit, timeout_seconds=1)
    assert 'wants security = "tls"' in said


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_certificate_for_another_name_is_refused(log_in, both_ports, security):
    port = dict(zip(["tls", "starttls"], both_ports, strict=True))[security]
    said = said_by(log_in, security=security, port=port, host="127.0.0.2")
    assert "shows a certificate that can't be trusted" in said


def test_connections_share_what_is_trusted_until_it_is_another(dovecot, tmp_path):
    trusted = tmp_path / "authority.pem"
    trusted.write_bytes(dovecot.tls.authority.read_bytes())
    server = Smtp(host="localhost", ca_file=trusted, auth="none")
    first = tls.context(server)
    assert tls.context(server) is first
    (tmp_path / "another").mkdir()
    trusted.write_bytes(make_certificate(tmp_path / "another").authority.read_bytes())
    os.utime(trusted, (1, 1))
    assert tls.context(server).get_ca_certs() != first.get_ca_certs()


def test_starttls_that_somebody_strips_is_refused_before_a_password_is_said(log_in, both_ports, protocol):
    _, explicit = both_ports
    for instead in INSTEAD[protocol]:
        with StrippingLine(explicit, instead) as line:
            said_by(log_in, security="starttls", port=line.port)
            assert is_silent_about_secrets(line.heard)
            line.strips = False
            log_in(security="starttls", port=line.port)
            assert is_silent_about_secrets(line.heard)


def is_silent_about_secrets(heard: bytes) -> bool:
    assert heard
    spelled = [base64.b64encode(f"\0{user}\0{word}".encode()) for word in SECRETS for user in (USER, "")]
    named = [b"AUTH ", b"LOGIN", b"AUTHENTICATE", *(word.encode() for word in SECRETS)]
    return not any(one in heard for one in [*spelled, *named])
