"""The sender's own words: without quotes, without signature.

Line by line, since the libraries for this take quadratic time on hostile mail and
take the lines of a list («- Syfte: …») for a signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

FORWARDED = "---------- Forwarded message ----------"
"""The line that stands above a message which somebody passed on."""

_LABELS = {
    "from": r"Från|From|Fra|Frå|Von",
    "when": r"Skickat|Sent|Sendt|Gesendet|Datum|Date|Dato",
    "rest": r"Till|To|Til|An|Ämne|Subject|Emne|Betreff|Kopia|Cc|Kopi",
}
_HEADER = {
    name: re.compile(rf"[>*\s]{{0,9}}(?:{words})\s?:\**(?:\s|$)", re.IGNORECASE) for name, words in _LABELS.items()
}

_DIVIDER = re.compile(
    r"[>\s]{0,9}(?:-{2,20} ?(?:Original ?(?:Message|Appointment)"
    r"|Ursprungligt meddelande|Ursprunglig avtalad tid|Originalmeddelande|Opprinnelig (?:melding|avtale)"
    r"|Oprindelig (?:meddelelse|aftale)|Original besked|Ursprüngliche Nachricht|Forwarded message"
    r"|Vidarebefordrat (?:meddelande|brev|mejl)|Videresendt (?:melding|meddelelse|besked)) ?-{2,20}"
    r"|Begin forwarded message:|(?:Påbörja )?Vidarebefordrat (?:brev|mejl|meddelande):|Inledning på vidarebefordrat"
    r"|Videresendt (?:melding|besked|meddelelse):|Start på videresendt|Start på vidarebefordrat"
    r"|.{1,200}\d[.:]\d\d >>>\s*$)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"forwarded|vidarebefordr|videresend", re.IGNORECASE)
_FORWARD_SUBJECT = re.compile(r"\s*(?:vb|fw|fwd|vs|vidarebefordrat):", re.IGNORECASE)
_WROTE = re.compile(r"\b(?:skrev|wrote|skreiv|schrieb|a écrit)\b", re.IGNORECASE)
_DATED = re.compile(r"\d{1,2}[.:]\d\d|\S@\S")
_OPENING = re.compile(r"\s{0,9}(?:On|Den|Le|Am|På|\d|(?:må|ti|on|to|fr|lö|lø|sö|sø)\w{0,5}\.?,?\s)", re.IGNORECASE)
_LONGEST = 500_000
_WROTE_LINES = 3
_HEADER_LINES = 8
_SIGNATURE_LINES = 25
_NAME_LINES = 8
_NAME_WORDS = 5

_RULE = re.compile(r"\s{0,9}[_*=]{10,}\s*")
_DASHES = re.compile(r"--\s?")
_FROM_PHONE = re.compile(
    r"(?:Skicka(?:t|des|ts) (?:från|med|via)|Sent (?:from|via)|Sendt (?:fra|med)"
    r"|(?:Hämta|Skaffa|Ladda ned|Get|Hent|Last ned) Outlook)\b.{0,90}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:med )?(?:(?:vänlig|varm|bäst|god|hjärtlig|många|soliga|sommar|jul)\w{0,2} )?hälsn(?:ing(?:ar)?)?\b.{0,40}"
    r"|(?:med )?(?:venlig|vennlig) hilsen\b.{0,40}|m\.?v\.?h\.?\b.{0,40}|vänligen,?|allt gott,?|hälsar .{1,30}"
    r"|(?:(?:best|kind|warm) )?regards\b.{0,20}|(?:all the )?best,|/ ?[A-ZÅÄÖ][\wÅÄÖåäöé -]{0,30}",
    re.IGNORECASE,
)


def own_words(text: str, signer: str = "") -> str:
    """Return what the sender wrote, as a text without outer white space.

    Lines that begin with > go, and all that follows the header of a quoted or
    forwarded message; an answer below a quote marked with > is kept. The signature
    goes with its closing («Med vänlig hälsning»), or from a line that is the name of
    `signer`. What comes after half a million characters is not looked at.
    """
    return "\n".join(_unsigned(_unquoted(text), frozenset(_names(signer)))).strip()


def unquoted(text: str) -> str:
    """Return the text as `own_words` does, signature and all."""
    return "\n".join(_unquoted(text)).strip()


def passed_on(text: str, subject: str) -> str:
    """Return what stands below the header of a forwarded message, its marks of quoting taken away; else nothing.

    A message is forwarded where its subject or the line above the header says so. What an answer quotes is not.
    """
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begins = next((place for place in range(len(lines)) if _begins_forwarded(lines, place, subject)), len(lines))
    return "\n".join(re.sub(r"^(?:> ?)+", "", line) for line in lines[begins + 1 :]).strip()


def _begins_forwarded(lines: Sequence[str], place: int, subject: str) -> bool:
    if _DIVIDER.match(lines[place]):
        return bool(_FORWARDS.search(lines[place]) or _FORWARD_SUBJECT.match(subject))
    return bool(_FORWARD_SUBJECT.match(subject)) and _header_block(lines, place)


def _names(signer: str) -> list[str]:
    return re.findall(r"\w+", signer.casefold())


def _unquoted(text: str) -> list[str]:
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
        if not lines[place].startswith(">"):
            kept.append(lines[place].rstrip())
        place += 1
    return _without_rule(kept)


def _attribution(lines: Sequence[str], place: int) -> int:
    """Return how many lines from here introduce a quoted message; 0 is none."""
    line = lines[place]
    if _DIVIDER.match(line) or _header_block(lines, place):
        return 1
    if not _OPENING.match(line):
        return 0
    for count in range(1, _WROTE_LINES + 1):
        joined = " ".join(lines[place : place + count])[:500].rstrip()
        if joined.endswith(":") and _WROTE.search(joined) and _DATED.search(joined):
            return count
    return 0


def _header_block(lines: Sequence[str], place: int) -> bool:
    """«Från: … Skickat: … Till: …», as Outlook puts above what it quotes, in any order after the first."""
    if not _HEADER["from"].match(lines[place]):
        return False
    below = lines[place + 1 : place + _HEADER_LINES]
    return any(map(_HEADER["when"].match, below)) and any(map(_HEADER["rest"].match, below))


def _marked_quote_follows(lines: Sequence[str], place: int) -> bool:
    return next((line for line in lines[place : place + 4] if line.strip()), "").startswith(">")


def _without_rule(lines: list[str]) -> list[str]:
    """Take away the line that Outlook draws between an answer and what it quotes."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _RULE.fullmatch(lines[end - 1])):
        end -= 1
    return lines[:end]


def _unsigned(lines: list[str], names: frozenset[str]) -> list[str]:
    """Cut at the first line that begins a signature; a first line with text never does.

    What a phone writes first of all stands above the quote, and the answer below.
    """
    lines = list(dropwhile(_says_nothing, lines))
    for place, line in enumerate(lines):
        if _DASHES.fullmatch(line) or _FROM_PHONE.fullmatch(line.strip()):
            return lines[:place]
        below = len(lines) - place
        if place and below <= _SIGNATURE_LINES and _CLOSING.fullmatch(line.strip()):
            return lines[:place]
        if place and below <= _NAME_LINES and _is_name(line, names) and not lines[place - 1].strip():
            return lines[:place]
    return lines


def _says_nothing(line: str) -> bool:
    return not line.strip() or bool(_FROM_PHONE.fullmatch(line.strip()))


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a line holds words of the sender's name and nothing else."""
    words = re.findall(r"\w+", line.casefold()[:100])
    return 0 < len(words) <= _NAME_WORDS and names.issuperset(words)
