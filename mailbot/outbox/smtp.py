"""Handing letters to the organisation's SMTP server (RFC 5321; AUTH RFC 4954, SIZE RFC 1870, SMTPUTF8 RFC 6531)."""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from mailbot.config import Smtp
from mailbot.errors import (
    DeliveryDeferred,
    DeliveryRefused,
    LoginRefused,
    MailbotError,
    MailboxUnavailable,
    SmtpLoginRefused,
    SmtpUnavailable,
)
from mailbot.mailbox import tls
from mailbot.mailbox.login import Credentials, Login, Password, Token

_CLOSING = 421  # may answer any command (RFC 5321 §3.8)
_AUTHENTICATED = 235
_TOO_LARGE = 552  # at MAIL: more than the server takes (RFC 1870 §6.1)
_OUR_RIGHTS = frozenset({530, 534, 535, 538})  # about the login, at any stage (RFC 4954 §6)
# Exchange's ways to say that it is our account that may not send, whatever the letter.
_OUR_RIGHTS_ENHANCED = frozenset({"5.7.3", "5.7.8", "5.7.30", "5.7.57", "5.7.60", "5.7.139"})

Answer = tuple[int, bytes]


class SmtpSender:
    """Sends letters over one connection, made when first needed, kept until a letter fails."""

    def __init__(self, config: Smtp, login: Login) -> None:
        self._config = config
        self._login = login
        self._smtp: smtplib.SMTP | None = None

    def connect(self) -> None:
        """Connect and log in now, rather than at the first letter; DeliveryDeferred where that fails."""
        self._drop()
        self._smtp = _connect(self._config, self._login)

    def send(self, sender: str, recipient: str, mime: bytes) -> None:
        """Hand over a letter (RFC 5322 bytes, lines ending in CRLF); to return is to know that it was accepted.

        DeliveryDeferred: it was not accepted, or nobody knows, for the connection
        broke; or the server objects to us, not to the letter. Send it again later.
        DeliveryRefused: the server will never take this letter.
        """
        with self._dropped_on_failure():
            source, target = _wire_address(sender), _wire_address(recipient)
            smtp = self._begin(source, target, mime)
            _accepted(smtp.rcpt(target), recipient)
            _accepted(smtp.data(mime), recipient)

    def probe(self, sender: str, recipient: str) -> None:
        """Have sender and recipient accepted, then take it all back (RSET): nothing is sent. Raises as `send`."""
        with self._dropped_on_failure():
            source, target = _wire_address(sender), _wire_address(recipient)
            smtp = self._begin(source, target, b"")
            _accepted(smtp.rcpt(target), recipient)
            smtp.rset()

    def close(self) -> None:
        """Say goodbye. The sender may be used again afterwards."""
        if self._smtp:
            # The server may have hung up long ago.
            with suppress(OSError):
                self._smtp.quit()
        self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp:
            smtp.close()

    def _begin(self, source: str, target: str, mime: bytes) -> smtplib.SMTP:
        """Get MAIL FROM accepted: on the kept connection, or if that has gone stale meanwhile, on a new one."""
        if self._smtp:
            options = _options(self._smtp, source, target, mime)
            with suppress(OSError):
                answer = self._smtp.mail(source, options)
                if answer[0] != _CLOSING:
                    return self._begun(self._smtp, answer)
            self._drop()
        self._smtp = _connect(self._config, self._login)
        options = _options(self._smtp, source, target, mime)
        return self._begun(self._smtp, self._smtp.mail(source, options))

    def _begun(self, smtp: smtplib.SMTP, answer: Answer) -> smtplib.SMTP:
        code, _ = answer
        if code == _TOO_LARGE:
            raise DeliveryRefused(f"{self._config.host} takes no letter of this size: {_text(answer)}")
        if not _is_positive(code):
            # No word about the letter yet: it is our address or our account that is not welcome.
            kind = SmtpLoginRefused if _is_about_login(answer) else SmtpUnavailable
            raise kind(f"{self._config.host} won't let us send: {_sentence(answer)} Check smtp.user.")
        return smtp

    @contextmanager
    def _dropped_on_failure(self) -> Iterator[None]:
        """Let no connection in an unknown state be used again, and put every fault in our own terms."""
        try:
            yield
        except MailbotError:
            self._drop()
            raise
        except smtplib.SMTPDataError as error:
            self._drop()
            raise _failure((error.smtp_code, _bytes(error.smtp_error)), "DATA") from error
        except OSError as error:
            self._drop()
            raise DeliveryDeferred(f"{self._config.host} broke the connection: {error}") from error


def _connect(config: Smtp, login: Login) -> smtplib.SMTP:
    """Return a connection that is ready for MAIL FROM. Whatever fails until then is no letter's fault."""
    place = f"{config.host}:{config.port}"
    try:
        smtp = _opened(config)
        try:
            _log_in(smtp, login)
        except BaseException:
            smtp.close()
            raise
    except ssl.SSLCertVerificationError as error:
        raise SmtpUnavailable(str(tls.refused(config, error))) from error
    except MailboxUnavailable as error:
        raise (SmtpLoginRefused if isinstance(error, LoginRefused) else SmtpUnavailable)(str(error)) from error
    except smtplib.SMTPAuthenticationError as error:
        said = _sentence((error.smtp_code, _bytes(error.smtp_error)))
        raise SmtpLoginRefused(
            f"{place} refuses {config.user}: {said} Check smtp.user and its password or token."
        ) from error
    except OSError as error:
        said = tls.mismatch(config, error)
        raise SmtpUnavailable(
            said or f"{place} can't be used: {error}. Check smtp.host, smtp.port and smtp.security."
        ) from error
    return smtp


def _opened(config: Smtp) -> smtplib.SMTP:
    if config.security == "tls":
        return smtplib.SMTP_SSL(config.host, config.port, timeout=config.timeout_seconds, context=tls.context(config))
    smtp = smtplib.SMTP(config.host, config.port, timeout=config.timeout_seconds)
    if config.security == "starttls":
        try:
            smtp.starttls(context=tls.context(config))
        except BaseException:
            smtp.close()
            raise
    return smtp


def _log_in(smtp: smtplib.SMTP, login: Login) -> None:
    """Log in; with a token that is refused once more with a new one."""
    smtp.ehlo_or_helo_if_needed()
    try:
        _show(smtp, login.credentials())
    except smtplib.SMTPAuthenticationError:
        if not login.renew():
            raise
        _show(smtp, login.credentials())


def _show(smtp: smtplib.SMTP, credentials: Credentials | None) -> None:
    if credentials is None:
        return
    if isinstance(credentials, Token):
        xoauth2 = credentials.xoauth2()
        # An answer to the server's challenge, its error report, must be empty.
        smtp.auth("XOAUTH2", lambda challenge=None: "" if challenge else xoauth2)
    elif "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
        _show_plain(smtp, credentials)
    else:
        smtp.login(credentials.user, credentials.password)


def _show_plain(smtp: smtplib.SMTP, credentials: Password) -> None:
    """AUTH PLAIN in UTF-8 (RFC 4616); smtplib's own takes ASCII alone."""
    shown = b64encode(f"\0{credentials.user}\0{credentials.password}".encode()).decode()
    code, said = smtp.docmd("AUTH", f"PLAIN {shown}")
    if code != _AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, said)


def _options(smtp: smtplib.SMTP, source: str, target: str, mime: bytes) -> list[str]:
    """Return MAIL FROM's parameters; DeliveryRefused where the letter needs what the server has not."""
    options = []
    if "size" in smtp.esmtp_features:
        limit = int(smtp.esmtp_features["size"] or 0)
        if 0 < limit < len(mime):
            raise DeliveryRefused(f"The letter has {len(mime)} bytes, and the SMTP server takes {limit}.")
        options.append(f"size={len(mime)}")
    if not mime.isascii() and smtp.has_extn("8bitmime"):
        options.append("body=8bitmime")
    if not (source + target).isascii():
        if not smtp.has_extn("smtputf8"):
            raise DeliveryRefused(f"The SMTP server can't send to {target}: it does not know SMTPUTF8.")
        options.append("SMTPUTF8")
    return options


def _wire_address(address: str) -> str:
    """Return the address with its domain in ASCII (RFC 3490), so that most servers can take it."""
    local, _, domain = address.rpartition("@")
    if not local or any(c.isspace() or c in "<>" for c in address):
        raise DeliveryRefused(f"{address!r} is not a mail address.")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise DeliveryRefused(f"{address!r} is not a mail address: {error}.") from error


def _accepted(answer: Answer, recipient: str) -> None:
    if not _is_positive(answer[0]):
        raise _failure(answer, recipient)


def _failure(answer: Answer, about: str) -> DeliveryDeferred | DeliveryRefused:
    """Tell a letter that can't be delivered from one that has to wait (RFC 5321 §4.2.1)."""
    is_final = answer[0] // 100 == 5 and not _is_about_login(answer)  # noqa: PLR2004 - 5xx
    message = f"The SMTP server answered {_text(answer)} ({about})"
    return DeliveryRefused(message) if is_final else DeliveryDeferred(message)


def _is_about_login(answer: Answer) -> bool:
    code, said = answer
    return code in _OUR_RIGHTS or said.decode("utf-8", "replace").partition(" ")[0] in _OUR_RIGHTS_ENHANCED


def _is_positive(code: int) -> bool:
    return code // 100 == 2  # noqa: PLR2004 - 2xx


def _text(answer: Answer) -> str:
    code, said = answer
    return f"{code} {said.decode('utf-8', 'replace')}"


def _sentence(answer: Answer) -> str:
    """Return what the server said, ended as a sentence, so that another can follow."""
    said = _text(answer)
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said
