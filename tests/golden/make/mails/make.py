"""Makes the corpus: a mail and what is to be said of it, side by side in `mails/`.

Run it as a program after a change here; the files are kept with the code, so that a
change in what is made shows. What is expected is stated where a mail is described, never
taken from what mailbot says; but for the ids of the phrases that it goes by, which are
looked over in the files and kept as they stand there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from tests.golden.make.mails import (
    everyday,
    headers,
    lookalikes,
    machines_write,
    mixed_words,
    oddities,
    people_write,
    returned,
    stray,
)
from tests.golden.make.mails.described import Described
from tests.golden.make.mails.programs import Note
from tests.support.paths import MAILS

START = datetime(2026, 11, 12, 8, 0, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True)
class Entry:
    """A mail by name, and the line that `mailbot triage --json` prints of it."""

    name: str
    data: bytes
    line: dict


def entries() -> Iterator[Entry]:
    for number, (name, program, said, (verdict, rule, about)) in enumerate(people_write.entries()):
        mail = program(Note(when=START + timedelta(minutes=number), number=number, **said))
        made = Described(f"{number:03}-{name}", verdict, rule, mail.data, mail.told, answerable=True, about=about)
        yield _entry(made.name, made)
    for number, made in enumerate((*machines_write.entries(), *oddities.entries()), start=200):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(everyday.entries(), start=600):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(lookalikes.entries(), start=700):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(mixed_words.entries(), start=900):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(headers.entries(), start=800):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(returned.entries(), start=1000):
        yield _entry(f"{number}-{made.name}", made)
    for number, made in enumerate(stray.entries(), start=1100):
        yield _entry(f"{number}-{made.name}", made)


def _entry(name: str, made: Described) -> Entry:
    line = {
        "file": f"{name}.eml",
        "verdict": made.verdict,
        "rule": made.rule,
        "phrases": [],
        "sender_standing": "unverified",
        "subject": made.told["subject"],
        "references": made.about,
        "from": made.told["from"],
        "message_id": made.told["message_id"],
        "date": made.told["date"],
        "text": made.told["text"],
        "attachments": made.told["attachments"],
        "answerable": made.answerable,
    }
    return Entry(name, made.data, line)


def _said(line: dict) -> tuple[str, str, str]:
    """Return what a mail is known by where others before it are new, so that it has another number."""
    return line["subject"], line["text"], line["rule"]


def main() -> None:
    MAILS.mkdir(exist_ok=True)
    lines = [json.loads(file.read_text(encoding="utf-8")) for file in MAILS.glob("*.json")]
    phrases = {_said(line): line["phrases"] for line in lines}
    for old in MAILS.iterdir():
        old.unlink()
    for entry in entries():
        (MAILS / f"{entry.name}.eml").write_bytes(entry.data)
        line = {**entry.line, "phrases": phrases.get(_said(entry.line), [])}
        text = json.dumps(line, ensure_ascii=False, indent=1)
        (MAILS / f"{entry.name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
