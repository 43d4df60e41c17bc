"""Whether the register is older than one that this machine has worked with: restored, or a file copied back.

Beside the register lies a note of how far it had come. A register that has not come so far knows
nothing of letters that were sent and numbers that were told. So nothing is taken in, sent or numbered
before an operator has said that it is to go on: then no told number is given again, and what it had
queued is held, for it may have gone out.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mailbot.errors import RegisterOlder
from mailbot.jobs import worker_notes
from mailbot.jobs.services import Services
from mailbot.primitives import private_files
from mailbot.register.audit import COUNTER
from mailbot.store.engine import Database
from mailbot.store.tables import Counter, Letter
from mailbot.store.values import EventKind, LetterState

FILE = "register.head"
_REFERENCES = "reference-"


@dataclass(frozen=True, slots=True)
class Behind:
    """What a register lacks: so many events, and these references, by year: (the last it knows, the last told)."""

    events: int
    references: dict[str, tuple[int, int]]

    def __str__(self) -> str:
        told = [f"{year}: {known + 1} to {last}" for year, (known, last) in sorted(self.references.items())]
        return f"{self.events} events" + (f", and the numbers told in {'; '.join(told)}" if told else "")


def behind(state_dir: Path, database: Database) -> Behind | None:
    """Return what the register lacks of what it once was here; None where it lacks nothing."""
    noted = _noted(state_dir / FILE)  # before the register is asked: another worker may be adding to both
    with database.reading() as session:
        counted = _counted(session)
    if noted.get(COUNTER, 0) <= counted.get(COUNTER, 0):
        return None
    references = {
        name.removeprefix(_REFERENCES): (counted.get(name, 0), last)
        for name, last in noted.items()
        if name.startswith(_REFERENCES) and last > counted.get(name, 0)
    }
    return Behind(noted[COUNTER] - counted.get(COUNTER, 0), references)


def refuse(services: Services) -> None:
    """Raise RegisterOlder where the register lacks something: nothing may be done that a person would notice."""
    lacks = behind(services.config.state_dir, services.database)
    if lacks is not None:
        raise RegisterOlder(
            f"The register is older than it was: it lacks {lacks}. Restore a later backup (`mailbot restore FILE`), "
            "or have it go on as it is: `mailbot restore --go-on`."
        )


def note(services: Services) -> None:
    """Note how far the register has come. What can't be written is only a note that is older."""
    file = _file(services)
    with services.database.reading() as session:
        counted = _counted(session)
    if counted != _noted(file):
        with suppress(OSError):
            fresh = file.with_name(f".{file.name}")
            private_files.write(fresh, json.dumps(counted).encode())
            fresh.replace(file)


def go_on(services: Services) -> int:
    """Go on with the register as it is; return how many letters are held that it had queued.

    Numbers that were told are left out, so that nobody gets another's. The next pass reconciles: mail that
    was handled since the backup is entered for a human, and not answered again.
    """
    noted = _noted(_file(services))
    with services.unit_of_work("operator") as work:
        for name, last in noted.items():
            if name.startswith(_REFERENCES) and last > _counted(work.session).get(name, 0):
                work.session.merge(Counter(name=name, value=last))
        waiting = Letter.state.in_((LetterState.QUEUED, LetterState.SENDING))
        letters = work.session.scalars(select(Letter.id).where(waiting)).all()
        work.session.execute(update(Letter).where(Letter.id.in_(letters)).values(state=LetterState.HELD))
        worker_notes.reconcile_soon(work.session)
        work.record(EventKind.NOTED, "register", held=len(letters))
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


def _counted(session: Session) -> dict[str, int]:
    return {counter.name: counter.value for counter in session.scalars(select(Counter))}
