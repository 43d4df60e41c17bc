"""The end of a mail that says nothing: the closing, the name, the address, what the telephone adds.

A signature ends a mail. Where words to the reader stand below it («PS …», «Syfte: …», a
question, a sentence), it is none, and nothing is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 25
_NAME_LINES = 8
_NAME_WORDS = 5

_DASHES = re.compile(r"--\s?")
_FROM_PHONE = re.compile(
    r"\W{0,3}(?:(?:Skicka(?:t|d|des|ts)|Sent|Sendt) (?:från|via|from|fra|(?:med|with) (?-i:[A-ZÅÄÖ]))[^.,:;!?<]{0,60}"
    r"|(?:Hämta|Skaffa|Ladda ned|Get|Hent|Last ned) (?:Outlook\b[^.:!?<]{0,40}|.{2,30} (?:för|for|til) (?:Android|iOS))"
    r")[.\s\u200b]*(?:<[^>\s]*>)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:med )?(?:(?:vänlig|varm|bäst|god|hjärtlig|många|soliga|sommar|jul)\w{0,2} )?hälsn(?:ing(?:ar)?)?\b.{0,40}"
    r"|(?:med )?(?:venlig|vennlig) hilsen\b.{0,40}|m\.?v\.?h\.?\b.{0,40}|vänligen,?|allt gott,?|hälsar .{1,30}"
    r"|(?:(?:best|kind|warm) )?regards\b.{0,20}|(?:all the )?best,"
    r"|/ ?\w[\w-]{0,30}(?:,? (?-i:[A-ZÅÄÖ])[\w-]{0,30}){0,3}",
    re.IGNORECASE,
)

_BARS = re.compile(r"\s[|•·]\s")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_REACHES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[+(]?\d[\d\s()/–-]{4,}\d")
"""A link, an address, a telephone number."""
_FOOTER = re.compile(
    r"miljön|skriver ut|personuppgift|konfidentiell|sekretess|mottagare|avsett för|avsedd för|misstag|nyhetsbrev"
    r"|avregistrera|följ oss|läs mer|besök oss|öppettider|confidential|intended|disclaimer|privacy|printing",
    re.IGNORECASE,
)
"""What a house writes below every mail."""
_CONTACT = re.compile(
    r"(?:tele?fon|tfn|tel|mobil\w*|mob|phone|direkt\w*|växel|fax|e-?post\w*|e-?mail|mejl|mail|webb\w*|web|hemsida"
    r"|besök\w*|post\w*|adress|address|org\w*|öppet\w*|reception\w*|[a-z])\b\W*(?:\w+)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^(\W{0,3}[^\W\d_][^:\n]{0,60}):(?=\s+\S|\s*$)", re.MULTILINE)
_POSTSCRIPT = re.compile(r"^\W{0,3}(?:P\.? ?S\b|OBS\b|NB\b)", re.MULTILINE | re.IGNORECASE)
_ASKS = re.compile(r"\w[»”\")]?\?+(?:\s|$)", re.MULTILINE)
_ENDS = re.compile(r"[a-zåäö]{3,}[»”\")]?[.!]+\s*$", re.MULTILINE)
_SPEAKER = re.compile(r"\b(?:jag|vi|ni|du|hon|han|det|den|men|är|har|ska|kan|vill|i|we|you|it|is)\b", re.IGNORECASE)
_FEW = 3
_LONGEST_LINE = 300


def unsigned(lines: Sequence[str], signer: str) -> list[str]:
    """Return the lines above the signature; a first line with text never begins one.

    It begins with dashes, with a closing («Med vänlig hälsning»), or with a line that is
    the name of `signer`. What a telephone adds goes wherever it stands, for the answer
    may stand below it.
    """
    kept = [line for line in lines if not _FROM_PHONE.fullmatch(line.strip())]
    while kept and not kept[0].strip():
        del kept[0]
    names = frozenset(_words(signer))
    last = next((place for place in range(len(kept)) if _begins(kept, place, names)), len(kept))
    return kept[:last]


def _begins(lines: Sequence[str], place: int, names: frozenset[str]) -> bool:
    line, below = lines[place].strip(), len(lines) - place
    dashes = bool(_DASHES.fullmatch(lines[place]))
    closing = place > 0 and below <= _LONGEST and bool(_CLOSING.fullmatch(line))
    named = place > 0 and below <= _NAME_LINES and not lines[place - 1].strip() and _is_name(line, names)
    return (dashes or closing or named) and not _speaks(lines[place + 1 : place + 1 + _LONGEST])


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a line holds words of the sender's name and nothing else, but for what bars part from it: a title."""
    words = _words(_BARS.split(line[:100])[0])
    return 0 < len(words) <= _NAME_WORDS and names.issuperset(words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _speaks(lines: Sequence[str]) -> bool:
    """Whether somebody says something there, and not only who and where they are."""
    text = "\n".join(line[:_LONGEST_LINE] for line in lines)
    return any(map(_says_something, _PARAGRAPHS.split(text)))


def _says_something(paragraph: str) -> bool:
    if _FOOTER.search(paragraph):
        return False
    text = _REACHES.sub("", paragraph)
    if _POSTSCRIPT.search(text) or _ASKS.search(text) or not all(map(_CONTACT.fullmatch, _LABELLED.findall(text))):
        return True
    return len(_words(text)) > _FEW and bool(_ENDS.search(text) or _SPEAKER.search(text))
