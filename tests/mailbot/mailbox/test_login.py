"""Where passwords and tokens come from."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mailbot import config
from mailbot.errors import LoginRefused, MailboxUnavailable
from mailbot.mailbox.login import CommandTokens, EntraTokens, NoLogin, Password, Token, expires, login_for
from tests.support.servers.entra import Entra
from tests.support.servers.tls import ServerCertificate, make_certificate

BOT = "omtanke@regionhalland.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> ServerCertificate:
    return make_certificate(tmp_path_factory.mktemp("entra"))


@pytest.fixture
def entra(certificate, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate.authority))
    with Entra(certificate, "hemligt") as server:
        yield server


def a_config(tmp_path: Path, *, mailbox: dict | None = None, smtp: dict | None = None) -> config.Config:
    (tmp_path / "mailbox").write_text("brevlåda\n", encoding="utf-8")
    (tmp_path / "smtp").write_text("utkorg\n", encoding="utf-8")
    server = {"host": "mail.regionhalland.example", "user": BOT}
    data = {
        "mailbox": server | {"password_file": "mailbox"} | (mailbox or {}),
        "smtp": server | {"password_file": "smtp"} | (smtp or {}),
        "identity": {"address": BOT},
        "contact": {"name": "Anna Ek", "phone": "035-00 00 00", "email": "anna.ek@regionhalland.example"},
        "secretaries": [{"name": "Anna Ek", "address": "anna.ek@regionhalland.example"}],
    }
    return config.parse(data, base=tmp_path)


def test_password_comes_from_each_servers_own_file(tmp_path):
    cfg = a_config(tmp_path)
    assert login_for(cfg, cfg.mailbox).credentials() == Password(BOT, "brevlåda")
    assert login_for(cfg, cfg.smtp).credentials() == Password(BOT, "utkorg")


def test_password_changed_on_disk_counts_from_the_next_connection(tmp_path):
    cfg = a_config(tmp_path)
    login = login_for(cfg, cfg.mailbox)
    login.credentials()
    (tmp_path / "mailbox").write_text("ny\n", encoding="utf-8")
    assert login.credentials() == Password(BOT, "ny")


def test_password_that_is_nowhere_is_a_refused_login_that_names_the_key(tmp_path):
    cfg = a_config(tmp_path)
    (tmp_path / "smtp").unlink()
    with pytest.raises(LoginRefused, match=r"smtp\.password_file"):
        login_for(cfg, cfg.smtp).credentials()


def test_password_refused_is_not_tried_again(tmp_path):
    cfg = a_config(tmp_path)
    assert not login_for(cfg, cfg.mailbox).renew()


def test_secrets_are_not_shown_in_a_repr():
    assert "hemligt" not in f"{Password(BOT, 'hemligt')!r} {Token(BOT, 'hemligt')!r}"


def test_auth_none_shows_nothing(tmp_path):
    cfg = a_config(tmp_path, smtp={"auth": "none"})
    login = login_for(cfg, cfg.smtp)
    assert isinstance(login, NoLogin)
    assert login.credentials() is None


def test_token_command_is_run_for_each_connection(tmp_path):
    counter = tmp_path / "counter"
    script = f"p = open({str(counter)!r}, 'a+'); p.write('x'); print('token', p.tell())"
    cfg = a_config(tmp_path, smtp={"auth": "xoauth2", "oauth2": {"token_command": [sys.executable, "-c", script]}})
    login = login_for(cfg, cfg.smtp)
    assert [login.credentials(), login.credentials()] == [Token(BOT, "token 1"), Token(BOT, "token 2")]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; sys.exit('ingen behörighet')", "ingen behörighet"),
        ("print()", "printed nothing"),
    ],
)
def test_token_command_that_brings_no_token_is_a_refused_login(script, said):
    with pytest.raises(LoginRefused, match=said):
        CommandTokens((sys.executable, "-c", script)).token()


def test_token_command_that_is_missing_is_a_refused_login():
    with pytest.raises(LoginRefused, match="did not run"):
        CommandTokens(("/finns/inte",)).token()


def test_xoauth2_is_written_as_the_servers_want_it():
    assert Token(BOT, "abc").xoauth2() == f"user={BOT}\x01auth=Bearer abc\x01\x01"


def test_entra_token_by_secret_is_kept_until_it_is_refused(entra, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILBOT_CLIENT_SECRET", "hemligt")
    oauth2 = {"tenant": "hallen", "client_id": "bot-id", "authority": entra.authority}
    cfg = a_config(tmp_path, mailbox={"auth": "xoauth2", "oauth2": oauth2})
    login = login_for(cfg, cfg.mailbox)
    assert [login.credentials(), login.credentials()] == [Token(BOT, "token-1")] * 2
    assert login.renew()
    assert login.credentials() == Token(BOT, "token-2")
    asked = entra.requests[0]
    assert {key: asked[key] for key in ("grant_type", "client_id", "scope")} == {
        "grant_type": "client_credentials",
        "client_id": "bot-id",
        "scope": "https://outlook.office365.com/.default",
    }


def test_entra_token_by_certificate_sends_a_signed_assertion(entra, certificate, tmp_path):
    pem = tmp_path / "client.pem"
    pem.write_bytes(rsa_pem())
    oauth2 = config.OAuth2(tenant="hallen", client_id="bot-id", authority=entra.authority, certificate_file=pem)
    assert EntraTokens(oauth2, lambda: "").token() == "token-1"
    assert entra.requests[0]["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def test_entra_that_refuses_the_secret_is_quoted(entra):
    oauth2 = config.OAuth2(tenant="hallen", client_id="bot-id", authority=entra.authority)
    with pytest.raises(LoginRefused, match="AADSTS7000215"):
        EntraTokens(oauth2, lambda: "fel").token()


def test_entra_that_is_away_can_be_asked_again(entra):
    away = config.OAuth2(tenant="hallen", client_id="bot-id", authority="https://localhost:1")
    with pytest.raises(MailboxUnavailable, match="No token from https://localhost:1/hallen"):
        EntraTokens(away, lambda: "hemligt").token()


def test_login_ends_when_the_config_or_its_certificate_says_whichever_is_first(tmp_path):
    (tmp_path / "client.pem").write_bytes(rsa_pem())
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    oauth2 = {"tenant": "t", "client_id": "c", "certificate_file": str(tmp_path / "client.pem")}
    mailbox = {"auth": "xoauth2", "oauth2": oauth2, "expires": "2099-01-01"}
    assert expires(a_config(tmp_path, mailbox=mailbox).mailbox) == tomorrow
    assert expires(a_config(tmp_path, mailbox={**mailbox, "expires": "2026-01-01"}).mailbox) == date(2026, 1, 1)
    assert expires(a_config(tmp_path, mailbox={"auth": "password"}).mailbox) is None


@pytest.mark.parametrize("data", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", None])
def test_certificate_that_cannot_be_read_says_nothing_of_its_end(tmp_path, data):
    if data is not None:
        (tmp_path / "client.pem").write_bytes(data)
    oauth2 = {"tenant": "t", "client_id": "c", "certificate_file": str(tmp_path / "client.pem")}
    assert expires(a_config(tmp_path, mailbox={"auth": "xoauth2", "oauth2": oauth2}).mailbox) is None


def rsa_pem() -> bytes:
    """A self-signed certificate and its key in one file, as the config wants them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mailbot")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
