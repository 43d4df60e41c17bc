"""The files that go with an agenda, in one zip: documents and pictures, nothing that acts or fetches."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from mailbot.outbox.contents import FileFault
from mailbot.primitives.filenames import plain_name
from mailbot.primitives.personnummer import mask
from mailbot.store.tables import Initiative, InitiativeAttachment
from parsers import Hung, Isolated, Unreadable, Vetted

_SECONDS, _SECONDS_IN_ALL, _MEGABYTES = 6.0, 20.0, 800
"""Of processor time for a file and for all of an agenda's, and of memory: they may be larger than forms."""
_NOT_LOOKED_INTO = "är för stor eller krånglig för att vi ska kunna granska den"
_FOLDER_LENGTH, _NAME_LENGTH = 80, 100
_ENTRY_OVERHEAD = 200


@dataclass(frozen=True, slots=True)
class Material:
    """The zip, None where nothing goes along; the files that did not come with it, and those that came as a copy."""

    data: bytes | None
    withheld: tuple[FileFault, ...] = ()
    left_out: tuple[FileFault, ...] = ()
    cleaned: tuple[FileFault, ...] = ()


def pack(initiatives: Sequence[Initiative], room: int) -> Material:
    """Put the initiatives' files into a zip of at most `room` bytes, a folder for each initiative.

    A file that is not safe, is withheld, or has no room left is named with the reason instead.
    One that is only safe without some of what is in it goes along without that, and is named, too.
    """
    target = BytesIO()
    withheld, left_out, cleaned = [], [], []
    guard: Isolated[Vetted] = Isolated(
        (), read="parsers.passing_on.may_be_passed_on:vet", answer=Vetted, seconds=_SECONDS, megabytes=_MEGABYTES
    )
    with guard, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        look = guard.sharing(_SECONDS_IN_ALL)
        for path, kept in _named(initiatives):
            vetted = Vetted(b"", kept.withheld) if kept.withheld else _vetted(look, kept)
            cost = len(zlib.compress(vetted.data)) + 2 * len(path.encode()) + _ENTRY_OVERHEAD
            if vetted.withheld:
                withheld.append(FileFault(path, vetted.withheld))
            elif cost > room:
                left_out.append(FileFault(path, "får inte plats i mejlet"))
            else:
                archive.writestr(zipfile.ZipInfo(path), vetted.data, zipfile.ZIP_DEFLATED)
                room -= cost
                if vetted.removed:
                    cleaned.append(FileFault(path, vetted.removed))
        empty = not archive.namelist()
    return Material(None if empty else target.getvalue(), tuple(withheld), tuple(left_out), tuple(cleaned))


def _vetted(look: Callable[[str, bytes], Vetted | Unreadable], kept: InitiativeAttachment) -> Vetted:
    """Look into a file in a process that may be killed; what defeats it, or hangs, does not go along."""
    try:
        vetted = look(kept.filename, zlib.decompress(kept.compressed))
    except Hung:
        return Vetted(b"", _NOT_LOOKED_INTO)
    return Vetted(b"", _NOT_LOOKED_INTO) if isinstance(vetted, Unreadable) else vetted


def _named(initiatives: Sequence[Initiative]) -> Iterator[tuple[str, InitiativeAttachment]]:
    """Give every file its path in the zip: «<reference> Rubrik/bilaga.pdf», each path once."""
    used: set[str] = set()
    for initiative in initiatives:
        folder = plain_name(mask(f"{initiative.reference} {initiative.title}"), _FOLDER_LENGTH)
        for kept in initiative.attachments:
            path = _unused(f"{folder}/{plain_name(mask(kept.filename), _NAME_LENGTH) or 'fil'}", used)
            used.add(path.casefold())
            yield path, kept


def _unused(path: str, used: set[str]) -> str:
    whole = PurePosixPath(path)
    number = 1
    while path.casefold() in used:
        number += 1
        path = str(whole.with_name(f"{whole.stem} ({number}){whole.suffix}"))
    return path
