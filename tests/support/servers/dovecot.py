"""A private Dovecot out of a folder of its own, and accounts on it.

Every user name is a user: the first login makes an empty mailbox. Runs as root
(mail then belongs to nobody) or as an ordinary user.
"""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from imapclient.imap_utf7 import encode as utf7

from mailbot.config import Mailbox
from tests.support.servers import dovecot_config
from tests.support.servers.introspection import Introspection
from tests.support.servers.tls import ServerCertificate, make_certificate
from tests.support.waiting import PATIENCE

PASSWORD = "lösen-på-åtta"
_TAKEN, _TRIES = "Address already in use", 5
OLD = "IMAP4rev1 LITERAL+ UIDPLUS NAMESPACE"


class Dovecot:
    """The server. With `capability` (OLD, say) it announces no more than that, and its folders are «INBOX.Granska».

    `room` is how many bytes a mailbox holds, if there is a limit.
    """

    def __init__(self, *, capability: str = "", room: int | None = None, connections: int = 100) -> None:
        # Not below pytest's own folder: that is closed to the owner of the mail.
        self.folder = Path(tempfile.mkdtemp(prefix="mailbot-dovecot-"))
        self.imap_port, self.imaps_port = _free_ports(2)
        self.tls: ServerCertificate = make_certificate(self.folder)
        self.introspection = Introspection()
        self._capability, self._room, self._connections = capability, room, connections
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.introspection.__enter__()
        self._make_folders(_mail_owner())
        try:
            self._start_somewhere()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.introspection.__exit__()
        shutil.rmtree(self.folder)

    def _start_somewhere(self) -> None:
        """Start on ports that nobody has taken since they were drawn."""
        for tries in range(_TRIES):
            self._write_config()
            try:
                self.start()
            except RuntimeError as error:
                if _TAKEN not in str(error) or tries + 1 == _TRIES:
                    raise
                self.stop()
                self.imap_port, self.imaps_port = _free_ports(2)
                for log in self.folder.glob("*.log"):
                    log.unlink()
            else:
                return

    def start(self) -> None:
        """Start the server and wait for its greeting; also after `stop`, on the same ports."""
        command = [_binary("dovecot"), "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "stdout.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        _wait_until(self._is_up, self._failure)

    def stop(self) -> None:
        """Kill the server with all its processes; every connection breaks."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(PATIENCE)

    def doveadm(self, *arguments: str) -> str:
        """Run doveadm on this server and return what it prints."""
        command = [_binary("doveadm"), "-c", str(self.folder / "dovecot.conf"), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def kick(self, user: str) -> None:
        """Cut the user's connections, as a restart or a firewall would."""
        self.doveadm("kick", user)

    def freeze(self, user: str) -> None:
        """Stop answering the user, connections left open, as when a router forgets them."""
        lines = self.doveadm("who", "-1", user).splitlines()[1:]
        for line in lines:
            os.kill(int(line.split()[2]), signal.SIGSTOP)

    def account(self) -> Account:
        """Return a new, empty account."""
        return Account(self, f"u{uuid.uuid4().hex[:12]}")

    def log(self) -> str:
        """Return what the server has logged."""
        return (self.folder / "dovecot.log").read_text()

    def _is_up(self) -> bool:
        if self._process and self._process.poll() is not None:
            raise RuntimeError(self._failure())
        try:
            with socket.create_connection(("127.0.0.1", self.imap_port), 1.0) as connection:
                return connection.recv(4) == b"* OK"
        except OSError:
            return False

    def _failure(self) -> str:
        logs = [self.folder / name for name in ("stdout.log", "dovecot.log")]
        return "Dovecot did not start:\n" + "\n".join(log.read_text() for log in logs if log.exists())

    def _write_config(self) -> None:
        owner = _mail_owner()
        version = subprocess.run([_binary("dovecot"), "--version"], check=True, capture_output=True, text=True).stdout
        settings = dovecot_config.Settings(
            self.folder,
            self.tls,
            PASSWORD,
            self.introspection.url,
            owner.pw_uid,
            owner.pw_gid,
            None if os.getuid() == 0 else (owner.pw_name, grp.getgrgid(owner.pw_gid).gr_name),
            self.imap_port,
            self.imaps_port,
            self._capability,
            self._room,
            self._connections,
        )
        dovecot_config.write(version, settings)

    def _make_folders(self, owner: pwd.struct_passwd) -> None:
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        os.chown(self.folder / "mail", owner.pw_uid, owner.pw_gid)
        self.folder.chmod(0o711)


@dataclass(frozen=True)
class Account:
    """A mailbox on the server, seen through the standard library: a witness of its own."""

    server: Dovecot
    user: str
    password: str = PASSWORD

    def config(self, **changes: Any) -> Mailbox:
        """Return the config that reaches this mailbox over TLS, or with what is changed."""
        plain = changes.get("security", "tls") != "tls"
        values = {
            "host": "localhost",
            "port": self.server.imap_port if plain else self.server.imaps_port,
            "ca_file": self.server.tls.authority,
            "user": self.user,
            "timeout_seconds": PATIENCE,
        }
        return Mailbox.model_validate(values | changes)

    def deliver(self, data: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Put a message, unread, into a folder."""
        self.deliver_all([data], folder, flags)

    def deliver_all(self, messages: Iterable[bytes], folder: str = "INBOX", flags: str = "", when: str = "") -> None:
        """Put messages, in this order, into a folder; `when` is their INTERNALDATE (RFC 3501 date-time), else now.

        Dovecot takes a time that is to come for now.
        """
        with self.connected() as imap:
            for data in messages:
                _ok(imap.append(_quoted(folder), flags, when, data))

    def lay_down(self, messages: Iterable[bytes], when: datetime) -> None:
        """Put very many messages into the inbox: its folder on the disk; `when` is their INTERNALDATE."""
        with self.connected("INBOX"):
            new = self._inbox / "new"
        owner = new.stat()
        for number, data in enumerate(messages):
            file = new / f"{int(when.timestamp())}.{uuid.uuid4().hex}_{number}.test"
            file.write_bytes(data)
            os.chown(file, owner.st_uid, owner.st_gid)
            os.utime(file, (when.timestamp(), when.timestamp()))

    def let_come_at(self, when: datetime) -> None:
        """Make this the INTERNALDATE of all that lies in the inbox; it may be to come."""
        for place in ("new", "cur"):
            for file in (self._inbox / place).iterdir():
                os.utime(file, (when.timestamp(), when.timestamp()))

    @property
    def _inbox(self) -> Path:
        """The folder on the disk that the inbox is."""
        return self.server.folder / "mail" / self.user / "Maildir"

    def messages(self, folder: str = "INBOX") -> list[bytes]:
        """Return every message of a folder, oldest first, and leave its flags alone."""
        with self.connected(folder) as imap:
            return [part[1] for part in _ok(imap.uid("FETCH", "1:*", "(BODY.PEEK[])")) if isinstance(part, tuple)]

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        """Return each UID's flags, without \\Recent."""
        with self.connected(folder) as imap:
            lines = [line.decode() for line in _ok(imap.uid("FETCH", "1:*", "(FLAGS)")) if line]
        found = (re.search(r"UID (\d+) FLAGS \((.*?)\)", line) for line in lines)
        return {int(match[1]): set(match[2].split()) - {"\\Recent"} for match in found if match}

    def folders(self) -> set[str]:
        """Return the names of all folders, as they are written on the wire (RFC 3501 §5.1.3)."""
        with self.connected() as imap:
            return {line.decode().rpartition(" ")[2].strip('"') for line in _ok(imap.list())}

    @contextmanager
    def connected(self, folder: str | None = None) -> Iterator[imaplib.IMAP4]:
        """Lend a connection of the standard library's client, with a folder selected if one is named."""
        imap = imaplib.IMAP4("127.0.0.1", self.server.imap_port, timeout=PATIENCE)
        try:
            _ok(imap.authenticate("PLAIN", lambda _: f"\0{self.user}\0{self.password}".encode()))
            if folder:
                _ok(imap.select(_quoted(folder)))
            yield imap
        finally:
            imap.shutdown()


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    assert kind == "OK", data
    return data


def _quoted(folder: str) -> str:
    return '"' + utf7(folder).decode() + '"'


def _mail_owner() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _binary(name: str) -> str:
    # Debian keeps dovecot where an ordinary user's PATH does not look.
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")
    if path is None:
        raise RuntimeError(f"{name} is not installed. On Debian: apt-get install dovecot-imapd")
    return path


def _free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [taken.getsockname()[1] for taken in sockets]
    for taken in sockets:
        taken.close()
    return ports


def _wait_until(condition: Any, failure: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(failure())
        time.sleep(0.01)
