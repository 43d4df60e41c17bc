"""Several messages that were read are decided in one transaction, each in a savepoint: commits are what is dear.

A message that fails, or for which more than the register is asked, is decided alone, in its turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from mailbot.errors import Temporary, place
from mailbot.jobs.taking_in.begun_message import Begun
from mailbot.jobs.taking_in.intake_message import Entry
from mailbot.jobs.taking_in.written_outcome import log_taken
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Message

log = structlog.get_logger()


def decide_several(entry: Entry, ready: Sequence[Begun]) -> Iterator[tuple[Begun, str]]:
    """Decide messages of one folder in their order; yield each once that is committed, with what `decide` returns.

    What came of it is what `Entry.decide` makes of one after another. Raises what that does.
    """
    left = list(ready)
    while left:
        try:
            verdicts = _together(entry, left) if len(left) > 1 else []
        except Temporary:
            raise
        except Exception as error:  # noqa: BLE001 - alone, each is blamed for its own fault and for no other's
            log.warning("shared_commit_failed", messages=len(left), error=place(error))
            yield from ((begun, entry.decide(begun)) for begun in left)
            return
        yield from zip(left, verdicts, strict=False)
        del left[: len(verdicts)]
        if left:
            alone = left.pop(0)
            yield alone, entry.decide(alone)


def _together(entry: Entry, ready: Sequence[Begun]) -> list[str]:
    """Decide messages up to the first that must be decided alone, and commit them; return their verdicts."""
    verdicts: list[str] = []
    with entry.services.unit_of_work("worker") as shared:
        known = entry.look_up(shared, ready)
        for begun in ready:
            verdict = _verdict(entry, shared, begun, known)
            if verdict is None:
                break
            verdicts.append(verdict)
    entry.services.checkpoint("committed")
    for begun in ready[: len(verdicts)]:
        log_taken(begun.row)
    return verdicts


def _verdict(entry: Entry, shared: UnitOfWork, begun: Begun, known: Sequence[Message]) -> str | None:
    """Decide one message; None where it must be decided alone: it fails, and is undone, or was tried before."""
    try:
        return None if begun.attempts else entry.decide_in(shared, begun, known)
    except SQLAlchemyError:
        raise  # the database may have undone more than the savepoint
    except Exception as error:  # noqa: BLE001 - as said
        log.info("decided_alone", message=begun.row_id, error=place(error))
        return None
