"""What a mail is: the verdict, without any of its effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.config import Config
    from mailbot.intake.file_contents import FileContents
    from mailbot.intake.reading import Read
    from mailbot.intake.triage.evidence import Facts
    from parsers import FormTemplate, Isolated

    FactsOf = Callable[[Read], Facts]

app = typer.Typer()

_FILE_SECONDS = 1.5
"""Of processor time, for one file in a mail and for all of them together: a mail takes three seconds at most."""


@app.command()
def triage(ctx: typer.Context, files: paths.Paths, as_json: output.Json = False) -> None:
    """Say of mails what they are, by which rule, and who sent them; change nothing.

    A file that can't be read is a line like the others. Without a config no sender is verified, a thread is
    believed to be what its subject says, and a duplicate is one repeated within the call; with one, the
    register is asked.
    """
    from mailbot.intake.file_contents import FileContents
    from parsers import Isolated

    config = context.config_if_any(ctx)
    templates = context.templates(config)
    reading: Isolated[FileContents] = Isolated(
        templates, seconds=_FILE_SECONDS, read="mailbot.intake.file_contents:read", answer=FileContents
    )
    with _knowledge(config) as facts_of, reading as reader:
        described = map(_Triage(templates, facts_of, reader).describe, paths.files(files))
        if as_json:
            for one in described:
                output.emit(one)
        else:
            output.table(("File", "Verdict", "Rule", "Standing", "From", "Subject"), map(_cells, described))


def _cells(one: dict[str, Any]) -> tuple[object, ...]:
    sender = one["from"]["address"]
    return Path(one["file"]).name, one["verdict"], one["rule"], one["sender_standing"], sender, one["subject"]


@contextmanager
def _knowledge(config: Config | None) -> Iterator[FactsOf]:
    """Give what tells the facts about a mail: the register read-only, an empty one before the first start, or none."""
    if config is None:
        yield _believed
        return
    from mailbot.intake import facts, ledger
    from mailbot.jobs import thread_key
    from mailbot.mail.thread_ids import ThreadKey
    from mailbot.store.engine import Database

    database = Database(config.database_url)
    key = thread_key.kept(database)
    if key is None:
        key, database = ThreadKey("none"), Database("sqlite://")
        database.migrate()
    with database.reading() as session:

        def facts_of(read: Read) -> Facts:
            before = ledger.before(ledger.alike(session, [read.message]), read.message, apart_from=0)
            return facts.gather(session, config, key, read, before, junk=False)

        yield facts_of
    database.close()


def _believed(read: Read) -> Facts:
    """Return what the mail itself says of its thread, where there is no register to ask.

    With a reference in its subject, what is a reply by its fields or by the subject's first
    word, or speaks of a completion there, counts as one to a letter that asked for something.
    """
    from mailbot.config import Config
    from mailbot.intake.triage.evidence import Facts
    from mailbot.intake.triage.intents import is_answer
    from mailbot.mail.sender.automatic import automatic_subject
    from mailbot.primitives.references import references_in
    from mailbot.store.values import LetterKind

    message, prefix = read.message, str(Config.model_fields["reference_prefix"].default)
    in_subject = references_in(message.subject, prefix)
    subject = message.subject
    in_words = is_answer(subject) or "komplett" in subject.casefold() or bool(automatic_subject(subject))
    said = bool(message.in_reply_to or message.references) or in_words
    answers = bool(in_subject) and said
    return Facts(
        answers=LetterKind.RECEIPT_INCOMPLETE if answers else None,
        thread_reference=in_subject[0] if answers else None,
        waits_for_completion=answers,
        known_references=references_in(f"{message.subject}\n{message.text}", prefix),
    )


@dataclass(frozen=True, slots=True)
class _Triage:
    """Triages one mail after the other, and remembers which it has seen."""

    templates: tuple[FormTemplate, ...]
    facts_of: FactsOf
    reader: Isolated[FileContents]
    seen: set[tuple[str, str]] = field(default_factory=set)

    def describe(self, file: Path) -> dict[str, Any]:
        """Return what `triage --json` says of a file. Whatever it does to the reader, the next one has its turn."""
        try:
            return self._describe(file)
        except Exception as error:  # noqa: BLE001 - any file may be given
            output.note(f"{file}: {error.strerror if isinstance(error, OSError) else type(error).__name__}")
            return {"file": str(file), **_NOTHING}

    def _describe(self, file: Path) -> dict[str, Any]:
        from mailbot.intake.reading import read
        from mailbot.intake.triage.verdict import describe, triage
        from mailbot.mail.message import Location, RawMessage

        data = paths.content(file)
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        seen = read(
            RawMessage(data, written, Location("", "", 0, 0)), self.templates, (), self.reader.sharing(_FILE_SECONDS)
        )
        if not seen.message.headers:
            return {"file": str(file), **_NOTHING}
        identity = (seen.message.message_id, seen.message.fingerprint)
        facts = self.facts_of(seen)
        facts = replace(facts, duplicate=facts.duplicate or identity in self.seen)
        self.seen.add(identity)
        return describe(str(file), seen.message, triage(seen.message, seen.readings, facts), facts)


_NOTHING: dict[str, Any] = {
    "verdict": "unknown",
    "rule": "unreadable_file",
    "phrases": [],
    "sender_standing": "unverified",
    "subject": None,
    "references": [],
    "from": {"name": None, "address": None},
    "message_id": None,
    "date": None,
    "text": None,
    "attachments": [],
    "answerable": False,
}
