"""Header fields: read from bytes, unfolded and decoded, whatever a sender made of them.

Python's `email` raises on some of what servers deliver and takes most of its time
for what is not asked here; these few expressions don't fail and read each byte once.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from mailbot.primitives.safe_text import one_line
from parsers import to_text

_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+:[ \t]*+([^\n]*+(?:\n[ \t][^\n]*+)*)(?:\n|\Z)")
_END = re.compile(rb"[ \t]*\r?(?:\n|\Z)")
_STRAY = re.compile(
    rb"[^\r\n]{1,998}\r?\n(?=(?:from|to|cc|subject|date|message-id|in-reply-to|references|reply-to|sender|return-path"
    rb"|received|mime-version|content-[a-z-]{1,40}|x-[a-z0-9-]{1,60})[ \t]{0,9}:)",
    re.IGNORECASE,
)
"""A line that is no field, and above one that mail programs write: a person's words don't go on like that."""
_MAX_FIELDS = 10_000
_LONGEST_FIELD = 2_000_000
"""Bytes of a field that are read: more than any program writes, and little to keep."""
_LONGEST_IDS = 100_000
_LONGEST_LIST = 200_000
_LONGEST_WORDS = 100_000
LEFT_ALONE = frozenset({"utf-7", "unicode-1-1-utf-7", "x-unicode-1-1-utf-7"})
"""Charsets whose encoded words stay as they are: their ASCII hides letters, and could hide an address."""
_FOLD = re.compile(r"\r?\n[ \t]*")
_OPENS = r"=\?([^?\s]{1,80})\?([bq])\?"
_WORD = re.compile(
    rf"{_OPENS}([^?=]*(?:(?:\?(?!=)|=(?!\?[^=]))[^?=]*)*)(?:\?=|(?==\?)|\Z)(?:\s+(?={_OPENS}))?",
    re.IGNORECASE | re.DOTALL,
)
"""An encoded word and the white space before another. One that was cut off ends where the next begins."""
_PARAMETER = re.compile(r"[;\s]([^\s=;*]+)(?:\*(\d{1,3}))?(\*)?\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", re.DOTALL)
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_ESCAPED = re.compile(r"\\([\"\\])")
_ID = re.compile(r"<([^<>]+)>")
_PIECE = re.compile(
    r"\"[^\"]*\"(?:@[^\s\",;:<>()]+)?|\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>]*>|[,;:]|[^\s\",;:<>()]+|\s+|.", re.DOTALL
)
_ADDRESS = re.compile(r"<[^<>]*>|(?:\"[^\"]*\"|[^\s\"(<@]+)@[^\s\"<>]+")
_ROUTE = re.compile(r"^(?:@[^:]*|mailto|smtp):", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]+")
_AROUND_MARKS = re.compile(r"\s{0,99}([.@])\s{0,99}")
_SPACE = re.compile(r"\s")
_QUOTED_LOCAL = re.compile(r"^\"([^\"\s]+)\"(?=@)")

# No encoded word may speak in a field that a machine acts on: it could smuggle «; dmarc=pass» in,
# or another address into From.
_FOR_PEOPLE = frozenset({"subject", "comments", "content-description", "thread-topic"})

Fields = tuple[tuple[str, str], ...]
"""(name in lower case, value) of each field, in their order."""


@dataclass(frozen=True, slots=True)
class Parameterised:
    """The value of Content-Type or Content-Disposition in lower case, and its parameters (RFC 2231)."""

    value: str
    parameters: dict[str, str]


def read(data: bytes, start: int, end: int) -> tuple[Fields, int]:
    """Read the fields from `start`; return them, and where the body begins.

    A line that is no field ends them, as an empty line does (a header without its blank line);
    one that stands among the fields is passed over.
    """
    fields: list[tuple[str, str]] = []
    for _ in range(_MAX_FIELDS):
        found = _FIELD.match(data, start, end)
        if found:
            name = found[1].decode("ascii").lower()
            fields.append((name, _value(name, found[2][:_LONGEST_FIELD].removesuffix(b"\r"))))
        elif _END.match(data, start, end) or not (found := _STRAY.match(data, start, end)):
            break
        start = found.end()
    blank = _END.match(data, start, end)
    return tuple(fields), blank.end() if blank else start


def first(fields: Fields, name: str) -> str:
    """Return the topmost field of that name, or an empty text."""
    for key, value in fields:
        if key == name:
            return value
    return ""


def every(fields: Fields, name: str) -> tuple[str, ...]:
    """Return every field of that name, topmost first."""
    return tuple(value for key, value in fields if key == name)


def _value(name: str, raw: bytes) -> str:
    text = raw.decode("ascii") if raw.isascii() else to_text(raw)
    if "\n" in text:
        text = _FOLD.sub(" ", text)
    if name in _FOR_PEOPLE and "=?" in text:
        text = decoded(text)
    return one_line(text)


def undecoded(fields: Fields) -> bool:
    """Whether a field holds an encoded word that is left as it is."""
    words = (word for _, value in fields if "=?" in value for word in _WORD.finditer(value, 0, _LONGEST_WORDS))
    return any(word[1].partition("*")[0].lower() in LEFT_ALONE for word in words)


def decoded(text: str) -> str:
    """Decode encoded words (RFC 2047), also inside quotes and split in mid-letter; no more than anybody writes."""
    out: list[str] = []
    pending, charset, place = b"", "", 0
    for word in _WORD.finditer(text, 0, _LONGEST_WORDS):
        named = word[1].partition("*")[0].lower()
        if named in LEFT_ALONE:
            continue
        if named != charset or word.start() > place:
            out += (to_text(pending, charset), text[place : word.start()])
            pending = b""
        charset, place = named, word.end()
        pending += from_base64(word[3]) if word[2] in "bB" else _from_q(word[3])
    return "".join((*out, to_text(pending, charset), text[place:]))


def _from_q(text: str) -> bytes:
    return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)


def from_base64(data: str | bytes) -> bytes:
    """Decode base64; what is not of its alphabet is passed over, and a torn end is let go."""
    raw = data.encode("ascii", "ignore") if isinstance(data, str) else data
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        kept = raw.translate(None, _NOT_BASE64)
        sound = kept[: -1 if len(kept) % 4 == 1 else None]
        return binascii.a2b_base64(sound + b"=" * (-len(sound) % 4))


def parameterised(value: str) -> Parameterised:
    """Read a value with parameters; continued and charset-marked ones are put together (RFC 2231)."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, bytes]] = {}
    for name, number, star, quoted in _PARAMETER.findall(value[:_LONGEST_WORDS]):
        content = _unquoted(quoted)
        if number or star:
            raw = unquote_to_bytes(content) if star else content.encode("utf-8", "replace")
            pieces.setdefault(name.lower(), {})[int(number or 0)] = raw
        else:
            plain.setdefault(name.lower(), decoded(content) if "=?" in content else content)
    joined = {name: _extended(b"".join(parts[n] for n in sorted(parts))) for name, parts in pieces.items()}
    words = value.partition(";")[0].split(None, 1)
    return Parameterised("".join(words[:1]).lower(), plain | joined)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPED.sub(r"\1", value[1:-1])
    return value


def _extended(raw: bytes) -> str:
    """`charset'language'text`, or just text where the sender forgot the rest."""
    charset, mark, rest = raw.partition(b"'")
    _language, second, text = rest.partition(b"'")
    return to_text(text, charset.decode("ascii", "replace")) if mark and second else to_text(raw)


def mailboxes(value: str) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of each mailbox in an address field as it came, addresses in lower case.

    What stands in angle brackets and can be no address («<anna ek@…>») is an empty one: pressed
    together it would be another person's, and let go, the next one's.

    Encoded words in names are decoded last, so that no comma or address in one counts.
    Group names are let go (RFC 5322 §3.4); a comment is the name where there is no other,
    and a comma in a name («Ek, Anna <anna@…>») parts nothing. What has no @ is no mailbox.
    """
    value = value[:_LONGEST_LIST].replace('\\"', "'")
    if value.count('"') % 2:
        value = value.replace('"', " ")
    found: list[tuple[str, str]] = []
    pieces: list[str] = []
    addressed = False
    for piece in (*_PIECE.findall(value), ";"):
        if piece == ";" or (piece == "," and addressed):
            found += _mailboxes(pieces)
        if piece in ";:" or (piece == "," and addressed):
            pieces, addressed = [], False
        else:
            pieces.append(piece)
            addressed = addressed or bool(_ADDRESS.fullmatch(piece))
    return tuple(found)


def _mailboxes(pieces: list[str]) -> list[tuple[str, str]]:
    """Return the mailbox in angle brackets, else one for each bare address, by the words around it."""
    angles = [piece for piece in pieces if piece[0] == "<" and len(piece) > 1]
    addresses = dict.fromkeys(angles[-1:] or filter(_ADDRESS.fullmatch, pieces))
    comments = [piece[1:-1] for piece in pieces if piece[0] == "(" and len(piece) > 1]
    words = "".join(piece for piece in pieces if piece[0] not in "<>()" and piece not in addresses)
    name = decoded(words.replace('"', " ").strip() or " ".join(comments))
    name = " ".join(one_line(name).split()).strip("' ")
    torn = set() if angles else {one for one in addresses if _is_torn(one, "".join(pieces[: pieces.index(one)]))}
    return [(name, "" if written in torn else _address(written)) for written in addresses if "@" in written]


def _is_torn(address: str, before: str) -> bool:
    """Whether words before a bare address may be its beginning: «anna ek@…», whose end would be another's.

    Those that say the same as it does are a name: «Anna Ek anna.ek@…».
    """
    words = [word for word in _NAME_WORD.findall(before.casefold()) if len(word) > 1]
    local = address.casefold().partition("@")[0]
    return bool(words) and '"' not in before and not any(word in local for word in words)


def _address(written: str) -> str:
    """Return the address without its brackets, and without a route or scheme before it (RFC 5322 §4.4).

    White space counts for nothing around its dots and its @; anywhere else there is no address.
    """
    bare = written.strip("<>[] '")
    if '"' not in bare and _SPACE.search(bare):
        bare = _AROUND_MARKS.sub(r"\1", bare)
    address = _QUOTED_LOCAL.sub(r"\1", _ROUTE.sub("", bare).strip()).rstrip(".").lower()
    return address if "@" in address and ('"' in address or not _SPACE.search(address)) else ""


def message_ids(value: str) -> tuple[str, ...]:
    """Return the ids with their angle brackets; white space from folding inside one is removed.

    Of a field that is very long, those at its end, which are the newest.
    """
    value = value[-_LONGEST_IDS:]
    ids = tuple(f"<{''.join(found.split())}>" for found in _ID.findall(value))
    return ids or tuple(f"<{word}>" for word in value.split() if "@" in word)


def moment(value: str) -> datetime | None:
    """Return the aware time of a date field, or None where it says none."""
    try:
        when = parsedate_to_datetime(value)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return when
