"""Parts that hold other parts under a wrapping of their own: opened, so that what a sender attached is found.

S/MIME-signed content, Outlook's winmail.dat and uuencoded files take the place of
their wrapping. A forwarded message stays a file, and its files are added.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mailbot.mail.mime.headers import Parameterised
from mailbot.mail.mime.parts import MAX_LEAVES, Entity, Leaf, take_apart
from mailbot.mail.mime.smime import signed_content
from mailbot.mail.mime.tnef import SIGNATURE, unpack
from mailbot.primitives.filenames import type_of

ENCLOSED = frozenset({"message/rfc822", "message/global"})
SEALED = frozenset(
    {
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/pgp-encrypted",
        "application/x-microsoft-rpmsg-message",
    }
)
"""Types of what can't be read, once all that can be opened is."""
REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status", "message/disposition-notification"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_DEEPEST = 4
_UUENCODED = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n((?:[ -`]{1,100}\r?\n)+)end[ \t]*$", re.MULTILINE)


def opened(entity: Entity) -> Entity:
    """Return the entity with its wrappings opened, as far as they can be; never raises."""
    leaves = tuple(_opened(entity.leaves, 0))
    if len(leaves) <= MAX_LEAVES:
        return replace(entity, leaves=leaves)
    return Entity(entity.headers, leaves[:MAX_LEAVES], (*entity.defects, "too many parts"))


def forwarded(entity: Entity) -> Iterator[tuple[Leaf, Entity]]:
    """Yield the messages that somebody passed on with this one: the leaf, and what it is opened; also those within.

    What a report encloses is what it reports on, and passed on by nobody.
    """
    yield from _forwarded(entity, 0)


def _forwarded(entity: Entity, depth: int) -> Iterator[tuple[Leaf, Entity]]:
    if depth == _DEEPEST or any(leaf.kind.value in REPORTS for leaf in entity.leaves):
        return
    for leaf in filter(_is_message, entity.leaves):
        inner = opened(take_apart(leaf.data))
        if inner.headers:
            yield leaf, inner
        yield from _forwarded(inner, depth + 1)


def _is_message(leaf: Leaf) -> bool:
    return leaf.kind.value in ENCLOSED or leaf.stated_name.lower().endswith(".eml")


def _opened(leaves: Iterable[Leaf], depth: int) -> Iterator[Leaf]:
    for number, leaf in enumerate(leaves):
        inner = _inside(leaf) if depth < _DEEPEST else ()
        if not inner:
            yield leaf
            continue
        # Alternatives are numbered from one in each entity: keep those from here apart from the others.
        apart = (number + 1) * MAX_LEAVES
        moved = (replace(one, alternative=one.alternative and one.alternative + apart) for one in inner)
        yield from _opened(moved, depth + 1)


def _inside(leaf: Leaf) -> tuple[Leaf, ...]:
    """Return what stands for the leaf; nothing where it is no wrapping, or nothing is in it."""
    if leaf.kind.value in SEALED:
        content = signed_content(leaf.data)
        return take_apart(content).leaves if content else ()
    if leaf.kind.value in _TNEF or leaf.data.startswith(SIGNATURE):
        return _from_outlook(leaf)
    if leaf.kind.value == "text/plain" and b"\nend" in leaf.data and b"begin" in leaf.data:
        return _from_uuencoded(leaf)
    return ()


def _from_outlook(leaf: Leaf) -> tuple[Leaf, ...]:
    packed = unpack(leaf.data)
    if packed is None:
        return ()
    bodies = (("text/html", packed.html), ("text/plain", packed.text))
    texts = [_text(kind, text.encode()) for kind, text in bodies if text.strip()][-1:]
    return (*texts, *(_file(name, data) for name, data in packed.files))


def _from_uuencoded(leaf: Leaf) -> tuple[Leaf, ...]:
    """Take the files of an old program out of a text (POSIX uuencode)."""
    found = [(match, _uudecoded(match[2])) for match in _UUENCODED.finditer(leaf.data)]
    if not any(data for _match, data in found):
        return ()
    rest = replace(leaf, data=_UUENCODED.sub(b"", leaf.data))
    return (rest, *(_file(match[1].decode("utf-8", "replace"), data) for match, data in found))


def _uudecoded(lines: bytes) -> bytes:
    """Decode line by line; one that some gateway has shortened is filled up."""
    return b"".join(map(_uudecoded_line, lines.splitlines()))


def _uudecoded_line(line: bytes) -> bytes:
    length = (line[0] - 32) & 63
    needed = -(-length // 3) * 4
    try:
        return binascii.a2b_uu(line[:1] + line[1 : needed + 1].ljust(needed))
    except binascii.Error:
        return b""


def _text(kind: str, data: bytes) -> Leaf:
    return Leaf((), Parameterised(kind, {"charset": "utf-8"}), data)


def _file(name: str, data: bytes) -> Leaf:
    return Leaf((), Parameterised(type_of(name), {"name": name or "bilaga"}), data)
