"""Whether the register is older than one that was worked with: restored, or a file copied back.

Two things tell. Beside the register lies a note of how far it had come. And in the mailbox lie letters and
messages that it doesn't know (`work_not_in_register`); whoever comes to lead looks there before anything else.
A register that lacks something knows nothing of letters that were sent and numbers that were told. So nothing is taken
in, sent or numbered before an operator has seen what it lacks and said that it is to go on: then no told
number is given again, and what it had queued is held, for it may have gone out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mailbot.errors import RegisterOlder
from mailbot.jobs.comparing import work_not_in_register
from mailbot.jobs.comparing.work_not_in_register import ShownMailbox, Unknown
from mailbot.jobs.services import Services
from mailbot.jobs.watch import worker_notes
from mailbot.primitives import private_files
from mailbot.register import references
from mailbot.register.audit import COUNTER
from mailbot.store import lead
from mailbot.store.engine import Database
from mailbot.store.lead import Turn
from mailbot.store.tables import Counter, Letter
from mailbot.store.values import EventKind, LetterState

FILE = "register.head"
_NOTHING = Unknown()


@dataclass(frozen=True, slots=True)
class Behind:
    """What a register lacks: so many events, letters and messages, and numbers, by year: (last known, last told)."""

    events: int
    references: dict[int, tuple[int, int]]
    letters: int = 0
    messages: int = 0

    def __str__(self) -> str:
        told = [f"{year}: {known + 1} to {last}" for year, (known, last) in sorted(self.references.items())]
        counted = {"events": self.events, "letters in Sent": self.letters, "handled messages": self.messages}
        return ", ".join(
            [*(f"{count} {what}" for what, count in counted.items() if count)]
            + ([f"and the numbers told in {'; '.join(told)}"] if told else [])
        )


def behind(state_dir: Path, database: Database) -> Behind | None:
    """Return what the register lacks of what is known to have been; None where it lacks nothing."""
    noted = _noted(state_dir / FILE)  # before the register is asked: another worker may be adding to both
    with database.reading() as session:
        counted, known = _counted(session), references.last_numbers(session)
        letters, messages, shown = worker_notes.lack(session)
    events = max(0, noted.get(COUNTER, 0) - counted.get(COUNTER, 0))
    if not (events or letters or messages):
        return None
    told = _highest(_told(noted) if events else {}, shown)
    lacking = {year: (known.get(year, 0), last) for year, last in told.items() if last > known.get(year, 0)}
    return Behind(events, lacking, letters, messages)


def refuse(services: Services) -> None:
    """Raise RegisterOlder where the register lacks something: nothing may be done that a person would notice."""
    lacks = behind(services.config.state_dir, services.database)
    if lacks is not None:
        raise RegisterOlder(
            f"The register is older than it was: it lacks {lacks}. `mailbot restore` lists it. Restore a later backup "
            "(`mailbot restore FILE`), or have it go on as it is: `mailbot restore --go-on`."
        )


def compare(services: Services, mailbox: ShownMailbox) -> None:
    """Look in the mailbox, once for each that comes to lead; RegisterOlder where it shows what the register lacks."""
    if not compared(services):
        found = look(services, mailbox)
        if found:
            refuse(services)
        with services.unit_of_work("worker") as work:
            worker_notes.note_compared(work.session, lead.here(work.session), found.seen)


def compared(services: Services) -> Turn | None:
    """Return whose reign it is, once the leader has looked in the mailbox: before that, nobody sends what may be out.

    A note that came with a restored backup counts for the register that it was made in.
    """
    with services.database.reading() as session:
        now = lead.here(session)
        return now if worker_notes.compared_in(session) == now else None


def look(services: Services, mailbox: ShownMailbox) -> Unknown:
    """Return what the mailbox shows that the register lacks, and note that, for nothing to be done meanwhile."""
    found = work_not_in_register.find(services, mailbox)
    if found:
        with services.unit_of_work("worker") as work:
            letters = len(found.letters) + len(found.went_out)
            worker_notes.note_lack(work.session, letters, len(found.messages), found.told)
    return found


def note(services: Services) -> None:
    """Note how far the register has come. What can't be written is only a note that is older.

    A register that has gone back meanwhile leaves the note: that is what tells of it.
    """
    file = _file(services)
    with services.database.reading() as session:
        counted = _counted(session)
    noted = _noted(file)
    if counted != noted and counted.get(COUNTER, 0) >= noted.get(COUNTER, 0):
        with suppress(OSError):
            fresh = file.with_name(f".{file.name}")
            private_files.write(fresh, json.dumps(counted).encode())
            fresh.replace(file)


def go_on(services: Services, found: Unknown = _NOTHING, *, told: Mapping[int, int] | None = None) -> int:
    """Go on with the register as it is; return how many letters are held that it had queued.

    `found` is what the mailbox shows, `told` the highest number by year that the operator knows of. Numbers up to
    those, and up to what was noted here, are left out, so that nobody gets another's. Letters that lie in Sent
    count as sent. The next pass reconciles: mail that was handled since the backup is entered for a human,
    and not answered again; nor is mail in the inbox that a letter in Sent answers.
    """
    with services.unit_of_work("operator") as work:
        session = work.session
        noted = _told(_noted(_file(services)))
        for year, last in _highest(noted, found.told, worker_notes.lack(session)[2], told or {}).items():
            references.leave_out(session, year, last)
        went_out = update(Letter).where(Letter.message_id.in_(found.went_out))
        session.execute(went_out.values(state=LetterState.SENT, sent_at=work.now))
        waiting = Letter.state.in_((LetterState.QUEUED, LetterState.SENDING))
        letters = session.scalars(select(Letter.id).where(waiting)).all()
        session.execute(update(Letter).where(Letter.id.in_(letters)).values(state=LetterState.HELD))
        worker_notes.reconcile_soon(session)
        worker_notes.note_went_on(session, found.seen)
        worker_notes.note_answered(session, [*worker_notes.answered(session), *found.answered])
        work.record(EventKind.NOTED, "register", held=len(letters), went_out=len(found.went_out))
    _file(services).unlink(missing_ok=True)
    note(services)
    return len(letters)


def _file(services: Services) -> Path:
    return services.config.state_dir / FILE


def _noted(file: Path) -> dict[str, int]:
    """Return the counters as they were noted; none where the note is missing, or a power cut left it broken."""
    try:
        return dict(json.loads(file.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return {}


def _told(counters: Mapping[str, int]) -> dict[int, int]:
    """Return the last number by year that a note of counters holds."""
    prefix = references.COUNTER
    return {int(name.removeprefix(prefix)): last for name, last in counters.items() if name.startswith(prefix)}


def _highest(*told: Mapping[int, int]) -> dict[int, int]:
    return {year: max(one.get(year, 0) for one in told) for year in sorted({year for one in told for year in one})}


def _counted(session: Session) -> dict[str, int]:
    return {counter.name: counter.value for counter in session.scalars(select(Counter))}
