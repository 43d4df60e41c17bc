"""Numbers the points at which a process may be killed, from outside the product: in the libraries that it calls.

A point is the moment before or after a command on the wire, a commit, or a file that takes another's place. «After»
means that the other side has done it and answered, and that nothing of mailbot's has run since. The same run passes
the same points in the same order, so that a number plays a kill again.
"""

from __future__ import annotations

import imaplib
import os
import re
import signal
import smtplib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imapclient.tls import IMAP4_TLS
from sqlalchemy.engine.default import DefaultDialect

_COMMAND = re.compile(rb"[A-P]{4}\d+ ((?:UID )?[A-Z]+)")
_VERB = re.compile(rb"(EHLO|HELO|AUTH|MAIL|RCPT|DATA|RSET|NOOP|QUIT|STARTTLS)\b", re.IGNORECASE)


@dataclass
class Points:
    """Writes each point that the main thread passes as a line into a file; at number `last` the process ends.

    It counts on from those that the processes before have passed.
    """

    trace: Path
    last: int
    passed: int = field(default=0, init=False)
    _said: str = field(default="", init=False)

    def watch(self) -> None:
        """Count from now on, in this process."""
        self.passed = len(self.trace.read_text(encoding="ascii").splitlines()) if self.trace.exists() else 0
        for connection in (imaplib.IMAP4, IMAP4_TLS):  # imapclient before 4 sends over TLS by itself
            if "send" in vars(connection):
                _replaced(connection, "send", self._imap_sends)
        _replaced(imaplib.IMAP4, "_command_complete", self._imap_answered)
        _replaced(smtplib.SMTP, "send", self._smtp_sends)
        _replaced(smtplib.SMTP, "getreply", self._smtp_answered)
        _replaced(DefaultDialect, "do_commit", lambda call: self._both("commit", call))
        _replaced(Path, "replace", lambda call: self._both("file", call))

    def _imap_sends(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def send(client: Any, data: bytes) -> Any:
            if command := _COMMAND.match(data):
                client.said = f"imap {command[1].decode()}"
                self._pass("before", client.said)
            return call(client, data)

        return send

    def _imap_answered(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def answered(client: Any, name: str, tag: Any) -> Any:
            answer = call(client, name, tag)
            self._pass("after", client.said)
            return answer

        return answered

    def _smtp_sends(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def send(client: Any, data: bytes | str) -> Any:
            verb = _VERB.match(data.encode() if isinstance(data, str) else data[:20])
            self._said = f"smtp {verb[1].decode().upper() if verb else 'letter'}"
            self._pass("before", self._said)
            return call(client, data)

        return send

    def _smtp_answered(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def answered(client: Any) -> Any:
            reply = call(client)
            self._pass("after", self._said or "smtp greeting")
            self._said = ""
            return reply

        return answered

    def _both(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def done(*args: Any) -> Any:
            self._pass("before", name)
            answer = call(*args)
            self._pass("after", name)
            return answer

        return done

    def _pass(self, side: str, name: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        self.passed += 1
        with self.trace.open("a", encoding="ascii") as lines:
            lines.write(f"{side} {name}\n")
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def _replaced(owner: type, name: str, around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    setattr(owner, name, around(getattr(owner, name)))
