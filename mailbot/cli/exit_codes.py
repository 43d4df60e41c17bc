"""What an error becomes for the shell."""

from __future__ import annotations

from typing import Final

from mailbot import errors

EXIT_CODES: Final = """Exit codes: 0 fine; 1 the answer is no, or something needs attention; 2 wrong usage;
3 the config can't be used; 4 not found, or not allowed as things stand; 75 try again later."""

_CODES: tuple[tuple[type[errors.MailbotError] | tuple[type[errors.MailbotError], ...], int], ...] = (
    (errors.ConfigError, 3),
    ((errors.NotFound, errors.IllegalTransition, errors.MeetingRefused, errors.AgendaUnreadable), 4),
    ((errors.Temporary, errors.AlreadyRunning), 75),
    (errors.MailbotError, 1),
)
"""The first that fits counts. 75 is EX_TEMPFAIL of sysexits.h."""


def exit_code(error: errors.MailbotError) -> int:
    """Return the status that a command which fails with this error ends with."""
    return next(code for kind, code in _CODES if isinstance(error, kind))
