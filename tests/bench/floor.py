"""The yardstick for intake: a plain one-process script that does the work and promises nothing.

Fetches in batches, reads with `email`, walks the form's XML, writes one Core
transaction for each message, sends a letter over one connection and moves in
batches. No ledger, no identity, no triage, no recovery.
"""

from __future__ import annotations

import io
import smtplib
import zipfile
import zlib
from email import message_from_bytes, policy
from email.message import EmailMessage

from imapclient import IMAPClient
from lxml import etree
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, create_engine, event

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BATCH = 50

metadata = MetaData()
originals = Table("originals", metadata, Column("id", Integer, primary_key=True), Column("data", LargeBinary))
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sender", Text),
    Column("title", Text),
    Column("fields", Text),
)
letters = Table("letters", metadata, Column("id", Integer, primary_key=True), Column("mime", LargeBinary))


def run(imap: tuple[str, int, str, str], smtp: tuple[str, int], database_url: str) -> int:
    """Take in everything in INBOX; `imap` is host, port, user and password. Return how many messages."""
    engine = create_engine(database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful)
    metadata.create_all(engine)
    done = 0
    with IMAPClient(imap[0], imap[1], ssl=False) as client, smtplib.SMTP(*smtp) as out:
        client._imap.debug = 0
        client.plain_login(imap[2], imap[3])
        if not client.folder_exists("Done"):
            client.create_folder("Done")
        client.select_folder("INBOX")
        uids = client.search("ALL")
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            for answer in client.fetch(batch, ["BODY.PEEK[]"]).values():
                _take(engine, out, answer[b"BODY[]"])
                done += 1
            client.move(batch, "Done")
    engine.dispose()
    return done


def _careful(connection, _record) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _take(engine, out: smtplib.SMTP, data: bytes) -> None:
    message = message_from_bytes(data, policy=policy.default)
    files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    texts = [text for name, data in files.items() if name.endswith(".docx") for text in walked(data)]
    letter = _letter(str(message["From"]), str(message["Subject"]), str(message["Message-ID"]))
    with engine.begin() as connection:
        connection.execute(originals.insert().values(data=zlib.compress(data)))
        connection.execute(proposals.insert().values(sender=message["From"], title=texts[0], fields="\n".join(texts)))
        connection.execute(letters.insert().values(mime=letter))
    out.sendmail("bot@example.se", [message["From"].addresses[0].addr_spec], letter)


def walked(form: bytes) -> list[str]:
    """Return the text of every table cell of a Word form."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return ["".join(cell.itertext(f"{W}t")) for cell in root.iter(f"{W}tc")]


def _letter(to: str, subject: str, message_id: str) -> bytes:
    letter = EmailMessage(policy=policy.SMTP)
    letter["From"], letter["To"], letter["Subject"] = "bot@example.se", to, f"Sv: {subject}"
    letter["In-Reply-To"] = letter["References"] = message_id
    letter.set_content("Hej!\n\nTack, vi har tagit emot ditt förslag.\n")
    letter.add_alternative("<p>Hej!</p><p>Tack, vi har tagit emot ditt förslag.</p>", subtype="html")
    return letter.as_bytes()
