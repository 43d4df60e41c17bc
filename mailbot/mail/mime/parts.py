"""A message's leaf parts (RFC 2045, RFC 2046), found in one pass over its bytes.

Delimiter lines are looked up among all boundaries that are open, so nesting costs
nothing and no depth of it can overflow a stack.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mailbot.mail.mime import headers
from mailbot.mail.mime.headers import Fields, Parameterised

MAX_LEAVES = 10_000
_MAX_DELIMITERS = 100_000
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t\r]*+\n)*(?:>?From (?! *:)[^\n]*\n)?")
_NO_MARKS = re.compile(r"[\W_]+")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_WORDS = re.compile(rb"^[ \t]*+(?:[A-Za-z0-9+/=]{1,40}[ \t]+\S|[A-Za-z0-9+/=]{0,40}[^A-Za-z0-9+/=\s])", re.MULTILINE)
"""The beginning of a line that is no base64: a short word and another, or a mark that base64 doesn't have."""
_TEXT = Parameterised("text/plain", {})
_ENCLOSED = ("message/rfc822", "message/global")


@dataclass(frozen=True)
class Leaf:
    """A part that holds no others: its fields, its type, and its bytes after transfer decoding.

    `alternative` numbers the multipart/alternative it stands in; 0 is none.
    """

    headers: Fields
    kind: Parameterised
    data: bytes
    alternative: int = 0

    def header(self, name: str) -> str:
        """Return the first field of that name, or an empty text."""
        return headers.first(self.headers, name)

    @cached_property
    def stated_name(self) -> str:
        """The file name that the part says it has, as it came, or an empty text."""
        disposition = headers.parameterised(self.header("content-disposition")).parameters
        return disposition.get("filename", "") or self.kind.parameters.get("name", "")


@dataclass(frozen=True, slots=True)
class _Multipart:
    boundary: bytes
    digest: bool
    alternative: int


@dataclass(frozen=True, slots=True)
class _Part:
    headers: Fields
    kind: Parameterised
    start: int
    alternative: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A message taken apart: its own fields, its leaves in order, and what was amiss."""

    headers: Fields
    leaves: tuple[Leaf, ...]
    defects: tuple[str, ...]


def take_apart(data: bytes) -> Entity:
    """Split a message into fields and leaves; never raises, and never recurses."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    opening = _START.match(data)
    fields, body = headers.read(data, opening.end() if opening else 0, len(data))
    part = _Part(fields, _kind(fields, digest=False), body)
    walk = _Walk(data)
    leaves = tuple(walk.leaves(part))
    if headers.undecoded(fields):
        walk.defects.append("encoded words in utf-7")
    return Entity(fields, leaves, tuple(dict.fromkeys(walk.defects)))


class _Walk:
    """The state of one pass: which multiparts are open, innermost last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[_Multipart] = []
        self._lines: set[bytes] = set()
        self._alternatives = 0
        self.defects: list[str] = []

    def leaves(self, root: _Part) -> Iterator[Leaf]:
        part: _Part | None = self._entered(root)
        count = 0
        for start, after, line in self._delimiters(root.start) if self._open else ():
            if not self._close(line):
                continue
            if part:
                yield self._leaf(part, start)
                count += 1
            if count >= MAX_LEAVES:
                self.defects.append("too many parts")
                return
            part = None if self._ended(line) else self._entered(self._part(after))
        if part:
            yield self._leaf(part, len(self._data))
        if self._open:
            self.defects.append("multipart not closed")

    def _delimiters(self, start: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield where the line before ends, where the next one starts, and what follows the dashes."""
        data, place = self._data, start - 1
        for _ in range(_MAX_DELIMITERS):
            place = data.find(b"\n--", place)
            if place < 0:
                return
            stop = data.find(b"\n", place + 1)
            stop = stop if stop >= 0 else len(data)
            yield place, stop + 1, data[place + 3 : min(stop, place + 300)].rstrip()
            place = stop
        self.defects.append("too many delimiters")

    def _close(self, line: bytes) -> bool:
        """Close the multiparts inside the one that this line delimits; say whether it delimits any."""
        if line not in self._lines:
            return False
        for depth in range(len(self._open), 0, -1):
            if line in (self._open[depth - 1].boundary, self._open[depth - 1].boundary + b"--"):
                if depth < len(self._open):
                    self.defects.append("multipart not closed")
                del self._open[depth:]
                return True
        return False

    def _ended(self, line: bytes) -> bool:
        ended = line != self._open[-1].boundary
        if ended:
            self._open.pop()
        return ended

    def _part(self, start: int) -> _Part:
        fields, body = headers.read(self._data, start, len(self._data))
        around = self._open[-1]
        return _Part(fields, _kind(fields, digest=around.digest), body, around.alternative)

    def _entered(self, part: _Part) -> _Part | None:
        """Open a multipart and return None, or give the part back as a leaf."""
        boundary = self._boundary(part) if part.kind.value.startswith("multipart/") else b""
        if not boundary:
            return part
        around = part.alternative
        if part.kind.value == "multipart/alternative":
            self._alternatives += 1
            around = self._alternatives
        self._lines |= {boundary, boundary + b"--"}
        self._open.append(_Multipart(boundary, part.kind.value == "multipart/digest", around))
        return None

    def _boundary(self, part: _Part) -> bytes:
        """Return the boundary that the part names, else the one that its body begins with."""
        named = part.kind.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
        # Only for the outermost is it worth a look through the rest whether the boundary occurs at all.
        if named and (self._open or self._data.find(b"--" + named, part.start) >= 0):
            return named
        self.defects.append("boundary missing")
        first = re.compile(rb"\s{0,20}--([^\r\n]{1,70})\r?\n").match(self._data, part.start)
        return first[1].rstrip() if first else b""

    def _leaf(self, part: _Part, end: int) -> Leaf:
        raw = self._data[part.start : max(end, part.start)].removesuffix(b"\r")
        encoding = headers.first(part.headers, "content-transfer-encoding")
        kind = _TEXT if part.kind.value.startswith("multipart/") else part.kind
        return Leaf(part.headers, kind, _transferred(raw, encoding), part.alternative)


def _kind(fields: Fields, *, digest: bool) -> Parameterised:
    kind = headers.parameterised(headers.first(fields, "content-type"))
    if kind.value.count("/") == 1:
        return kind
    return Parameterised(_ENCLOSED[0] if digest else "text/plain", kind.parameters)


def _transferred(raw: bytes, encoding: str) -> bytes:
    """Undo the transfer encoding (RFC 2045 §6); one that nobody knows leaves the bytes as they are."""
    match _NO_MARKS.sub("", encoding.partition(";")[0].lower()):
        case "base64":
            return _from_base64(raw)
        case "quotedprintable":
            return binascii.a2b_qp(raw)
        case _:
            return raw


def _from_base64(raw: bytes) -> bytes:
    """Decode down to the first line of plain words: a server may have put its own below, or the field is wrong."""
    words = _WORDS.search(raw) if raw.translate(None, _BASE64 + b"\r\n") else None
    if words is None:
        return headers.from_base64(raw)
    return b"\n".join(filter(None, (headers.from_base64(raw[: words.start()]), raw[words.start() :])))
