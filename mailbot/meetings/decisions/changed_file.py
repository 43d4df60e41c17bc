"""What a returned agenda holds beside its answers that the files as they were mailed don't: it is asked about.

A note below the table, an altered proposal, rows that were sorted without their decisions: none of it says plainly
what was decided, and all of it may change that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailbot.meetings.agenda.documents.words import key
from mailbot.meetings.decisions import returned_agenda
from mailbot.meetings.decisions.lines_on_agenda import asked_about
from mailbot.meetings.decisions.returned_agenda import Returned, Row
from mailbot.store.tables import Agenda

_MOST_QUOTED = 5
_CERTAIN = 12
"""Letters in a row that stand elsewhere by no chance; a line of a PDF is a part of what we wrote."""
_MOVED = "Raderna står i en annan ordning än i filen du fick. Kontrollera att varje beslut står vid rätt ärende."


def as_mailed(agenda: Agenda) -> tuple[Returned, ...]:
    """Return what an agenda's files said when they went out. It opens them: to be called before any transaction."""
    files = (("dagordning.xlsx", agenda.excel), ("dagordning.docx", agenda.word))
    read = (returned_agenda.read(name, data) for name, data in files)
    return tuple(one for one in read if isinstance(one, Returned))


def compared(mailed: Sequence[Returned], returned: Returned) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the rows, those in doubt that hold another's texts, and a Swedish sentence for what else is to be asked.

    `mailed` is what `as_mailed` said. A comment that somebody made on the file is asked about, too.
    """
    rows = tuple(_doubted(row, mailed) for row in returned.rows)
    moved = [_MOVED] if _are_moved(returned, mailed) and rows == returned.rows else []
    return rows, (*moved, *asked_about(returned.notes), *_new(returned, mailed))


def _doubted(row: Row, mailed: Sequence[Returned]) -> Row:
    """Return the row in doubt where a cell beside its answers stands by other initiatives alone in what was mailed."""
    rows = [one for file in mailed for one in file.rows]
    own = {cell for one in rows if one.reference == row.reference for cell in one.beside}
    others = {cell for one in rows if one.reference != row.reference for cell in one.beside}
    if not own or not (others - own).intersection(row.beside):
        return row
    stands = f"{row.reference} står i filen bredvid det som gäller ett annat ärende. Är raderna sorterade?"
    return replace(row, outcome=None, unclear=f"{stands} Skriv beslutet i mejlet.")


def _are_moved(returned: Returned, mailed: Sequence[Returned]) -> bool:
    """Whether the initiatives stand in another order."""
    known = [row.reference for row in mailed[0].rows] if mailed else []
    found = [row.reference for row in returned.rows if row.reference in known]
    return found != [reference for reference in known if reference in found]


def _new(returned: Returned, mailed: Sequence[Returned]) -> Iterator[str]:
    """Give a sentence for each of the first lines that were not mailed, and one that counts the rest."""
    lines = [key(line) for one in mailed for line in one.besides]
    whole, known = "\n".join(lines), set(lines)
    found = [line for line in returned.besides if key(line) not in known and not _is_part(key(line), whole)]
    if mailed:
        yield from asked_about(found[:_MOST_QUOTED])
    if mailed and (more := len(found[_MOST_QUOTED:])):
        yield f"{more} rader till i filen hör inte till något beslut."


def _is_part(said: str, whole: str) -> bool:
    return len(said) >= _CERTAIN and said in whole
