"""The sender's own words: without quotes, without signature.

Line by line, since the libraries for this take quadratic time on hostile mail and
take the lines of a list («- Syfte: …») for a signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailbot.mail.text.signature import unsigned
from mailbot.primitives.addresses import IN_TEXT
from mailbot.primitives.phrases import phrases

FORWARDED = "---------- Forwarded message ----------"
"""The line that stands above a message which somebody passed on."""

_HEADER_FROM = phrases("quotes", "header_from")
_HEADER_SENT = phrases("quotes", "header_sent")
_HEADER_WHEN = phrases("quotes", "header_when")
_HEADER_REST = phrases("quotes", "header_rest")
_DIVIDER = phrases("quotes", "divider")
_FORWARDS = phrases("quotes", "forwards")
_FORWARD_SUBJECT = phrases("quotes", "forward_subject")
_WROTE = phrases("quotes", "wrote")
_WROTE_THIS = phrases("quotes", "wrote_this")
_OPENING = phrases("quotes", "opening")
_ANSWERS_BELOW = phrases("quotes", "answers_below")
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST = 500_000
_WROTE_LINES = 3
_HEADER_LINES = 8

_MARKS = re.compile(r"^(?:> ?)+")
_RULE = re.compile(r"\s{0,9}[_*=–—]{10,}\s*")


def own_words(text: str, signer: str = "") -> str:
    """Return what the sender wrote, as a text without outer white space.

    Lines that begin with > go, and all that follows the header of a quoted or
    forwarded message; an answer below a quote marked with > is kept. The signature
    of `signer` goes, unless words stand below it. What comes after half a million
    characters is not looked at.
    """
    return without_quotes(text, signer)[1]


def without_quotes(text: str, signer: str) -> tuple[str, str]:
    """Return the text as `own_words` does, first with the signature and all, then without it."""
    lines = _unquoted(text)
    return "\n".join(lines).strip(), "\n".join(unsigned(lines, signer)).strip()


def passed_on(text: str, subject: str) -> str:
    """Return what stands below the header of a forwarded message, its marks of quoting taken away; else nothing.

    A message is forwarded where its subject or the line above the header says so; where the subject does, the header
    itself may be marked, too. What an answer quotes is not.
    """
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    bare = [_MARKS.sub("", line) for line in lines]
    lines = bare if _FORWARD_SUBJECT.find(subject) else lines
    begins = next((place for place in range(len(lines)) if _begins_forwarded(lines, place, subject)), len(lines))
    return "\n".join(bare[begins + 1 :]).strip()


def answered_below(text: str, own: str) -> str:
    """Return the topmost message that is quoted, its marks taken away, where own words say that it was answered there.

    «Se mina svar nedan», which Outlook sets apart from what was there before by colours alone.
    """
    if not _ANSWERS_BELOW.find(own):
        return ""
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begins = next((place for place in range(len(lines)) if _attribution(lines, place)), len(lines))
    return "\n".join(_unquoted("\n".join(_MARKS.sub("", line) for line in lines[begins + 1 :]))).strip()


def quoted_sender(text: str) -> str:
    """Return the address that wrote the topmost message which is quoted, in lower case; nothing where none is told."""
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place in range(len(lines)):
        introduced = _attribution(lines, place)
        if introduced:
            found = IN_TEXT.search(" ".join(lines[place : place + introduced])[:500])
            return found[0].lower() if found else ""
    return ""


def _begins_forwarded(lines: Sequence[str], place: int, subject: str) -> bool:
    says_so = _FORWARD_SUBJECT.find(subject) or (_DIVIDER.find(lines[place]) and _FORWARDS.find(lines[place]))
    return bool(says_so) and _attribution(lines, place) > 0


def with_marked_quotes(text: str) -> list[str]:
    """Return the lines of a text as `own_words` does, with those that begin with > and with any signature."""
    return _unquoted(text, keeps_marked=True)


def _unquoted(text: str, *, keeps_marked: bool = False) -> list[str]:
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        skipped = _attribution(lines, place)
        if skipped and not _marked_quote_follows(lines, place + skipped):
            break
        if skipped:
            place += skipped
            continue
        if keeps_marked or not lines[place].startswith(">"):
            kept.append(lines[place].rstrip())
        place += 1
    return _without_rule(kept)


def _attribution(lines: Sequence[str], place: int) -> int:
    """Return how many lines from here introduce a quoted message; 0 is none."""
    line = lines[place]
    if _DIVIDER.find(line) or _header_block(lines, place):
        return 1
    if not _OPENING.find(line):
        return 0
    if _WROTE_THIS.find(line[:500]):
        return 1
    for count in range(1, _WROTE_LINES + 1):
        if not any(map(str.strip, lines[place + count - 1 : place + count])):
            return 0
        joined = " ".join(lines[place : place + count])[:500].rstrip()
        if joined.endswith(":") and _WROTE.find(joined) and _introduces(joined, lines, place + count):
            return 0 if _is_above(lines, place, count) else count
    return 0


def _is_above(lines: Sequence[str], place: int, count: int) -> bool:
    """Whether the first of so many lines is the sender's own, above one that introduces the quote without it."""
    if IN_TEXT.search(lines[place]) or _YEAR.search(lines[place]):
        return False
    return any(_attribution(lines, below) for below in range(place + 1, place + count))


def _introduces(wrote: str, lines: Sequence[str], below: int) -> bool:
    """Whether «… skrev …:» is a program's: with an address or a whole date, or above a quote.

    People tell in the same words what somebody said.
    """
    if IN_TEXT.search(wrote) or (_YEAR.search(wrote) and _CLOCK.search(wrote)):
        return True
    return bool(_CLOCK.search(wrote)) and (
        _marked_quote_follows(lines, below) or not any(map(str.strip, lines[below:]))
    )


def _header_block(lines: Sequence[str], place: int) -> bool:
    """«Från: … Skickat: … Till: …», as Outlook puts above what it quotes, in any order; first who wrote it, or when.

    A journey has the like: only mail is «sent», or has an address, a year or a time of day.
    """
    if not (_HEADER_FROM.find(lines[place]) or _HEADER_SENT.find(lines[place])):
        return False
    block = lines[place : place + _HEADER_LINES]
    whole = "\n".join(block)
    of_mail = any(map(_HEADER_SENT.find, block)) or any(sign.search(whole) for sign in (IN_TEXT, _YEAR, _CLOCK))
    return of_mail and all(any(map(told.find, block)) for told in (_HEADER_FROM, _HEADER_WHEN, _HEADER_REST))


def _marked_quote_follows(lines: Sequence[str], place: int) -> bool:
    return next((line for line in lines[place : place + 4] if line.strip()), "").startswith(">")


def _without_rule(lines: list[str]) -> list[str]:
    """Take away the line that Outlook draws between an answer and what it quotes."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _RULE.fullmatch(lines[end - 1])):
        end -= 1
    return lines[:end]
