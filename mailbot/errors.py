"""Every error that mailbot raises on purpose.

Each message is one or two sentences for an operator: what is wrong, and how to
mend it. Errors that a later attempt may cure derive from `Temporary`.
"""

from __future__ import annotations

import traceback


def place(error: BaseException) -> str:
    """Return an error's type and where it arose, without its text, which may quote a mail."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}, {frame.filename.rpartition('/')[2]}:{frame.lineno}"


class MailbotError(Exception):
    """The base of all errors below."""


class Temporary(MailbotError):
    """Trying again later can help: a server is away, a lock is held."""


class ConfigError(MailbotError):
    """The config file is missing, is not TOML, or holds a value that can't be used."""


class MailboxUnavailable(Temporary):
    """The IMAP server can't be reached, hung up, or answered with a fault of its own."""


class MailboxRefused(MailboxUnavailable):
    """The IMAP server said NO to one command, which may pass; the others still work."""


class LoginRefused(MailboxUnavailable):
    """The server does not accept the user with this password or token.

    Temporary all the same: a right that was just granted takes time to spread.
    """


class SecretMissing(LoginRefused, ConfigError):
    """No password or client secret is to be found.

    It is looked for anew at each connection, so the worker goes on when it is there again.
    """


class CertificateRefused(MailboxUnavailable):
    """The server's certificate is expired, for another name, or signed by nobody we trust."""


class ReaderUnavailable(Temporary):
    """No process could be started to read files in, or it hung: the machine is short of memory or processes."""


class MessageGone(MailbotError):
    """A message was moved or removed between two commands of ours."""


class DeliveryDeferred(Temporary):
    """The SMTP server said 4xx, or the connection broke before it had accepted the letter."""


class SmtpUnavailable(DeliveryDeferred):
    """The SMTP server can't be reached, or does not let us in: no letter's fault."""


class SmtpLoginRefused(SmtpUnavailable):
    """The SMTP server does not accept the user with this password or token, or won't let it send."""


class DeliveryRefused(MailbotError):
    """The SMTP server said 5xx to this letter: trying again would not help."""


class DatabaseBusy(Temporary):
    """Another process held the database's write lock longer than we wait."""


class DatabaseNewer(MailbotError):
    """The database was written by a later version of mailbot than this one."""


class DatabaseUnavailable(Temporary):
    """The database's file can't be opened or written, or its server does not answer."""


class DatabaseDamaged(MailbotError):
    """The database's file is not one, or its pages contradict each other."""


class RegisterOlder(MailbotError):
    """The register is an earlier one than this machine has worked with, and nobody has said that it should go on."""


class BackupFailed(MailbotError):
    """The database could not be copied: its kind has another way, or the target can't be written."""


class AgendaTemplateWrong(MailbotError):
    """Occurs where one's own template for agendas asks for what is not there, or can't be understood.

    `what` is «unknown_name» or «syntax»; `around` is what stands by the mistake, if that is known.
    """

    def __init__(self, what: str, name: str, around: str = "") -> None:
        """Say what is wrong."""
        super().__init__(f"The agenda template is wrong ({what}: {name}). {around}")
        self.what, self.name, self.around = what, name, around


class TemplateFailed(MailbotError):
    """A letter template has a syntax error or names a value that does not exist."""


class IllegalTransition(MailbotError):
    """The event is not allowed in the initiative's present state."""


class NotFound(MailbotError):
    """No initiative, meeting, letter or message has that reference or number."""


class AgendaUnreadable(MailbotError):
    """A returned file is not an agenda of ours, or belongs to none that we know."""


class MeetingRefused(MailbotError):
    """A meeting or its agenda can't be changed as asked: the day is taken, it is cancelled, it is frozen."""


class MeetingToCome(MailbotError):
    """A decision is entered before its meeting has begun, so that it can hardly have been made."""


class NotInstalled(MailbotError):
    """A command needs a part of mailbot that was left out when it was installed."""


class NotAMail(MailbotError):
    """A file was to be taken in as a mail and begins with no header field."""


class AlreadyRunning(MailbotError):
    """Another mailbot works with the same register, and what was asked for is one's work alone."""


class NotLeading(Temporary):
    """Another worker leads by now: what this one was about to change is that one's to change."""


class FolderInUse(MailbotError):
    """A folder that would be written to holds somebody else's files."""


def said(error: Exception) -> str:
    """Return our own errors' sentence; of others the type and the place, for their text may quote mail."""
    return str(error) if isinstance(error, MailbotError) else place(error)
