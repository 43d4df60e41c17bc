"""Text that people outside have written, made harmless for a letter.

Escaping is Jinja's business; this is what escaping leaves: characters that are
not seen or that turn the reading order (Unicode TR 36), lines where there
should be one, addresses that a mail program would turn into links, and
personnummer, which no letter repeats.
"""

from __future__ import annotations

import re

from mailbot.primitives.addresses import IN_TEXT
from mailbot.primitives.personnummer import mask

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_PICTURE = "\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, but tab and newline
    "\xad\u200b\u200c\u2060\ufeff"  # soft hyphen, zero width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"  # direction, annotation
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u2800\u3164\uffa0"  # fillers that show nothing
    "\ufe00-\ufe0e\U000e0100-\U000e01ef"  # variants of the sign before
    "\ud800-\udfff"  # half characters, which no encoding takes
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # marks of hieroglyphs, shorthand, music
    "\U000e0000-\U000e007f]"  # tags: text that nobody sees
    # What makes one picture of two («👩‍⚕️») is no character of its own, but only there.
    f"|(?<![{_PICTURE}])(?<![{_PICTURE}]\ufe0f)\u200d|\u200d(?![{_PICTURE}])|(?<![{_PICTURE}\u203c\u2049\u3297\u3299])\ufe0f"
)
_DOCUMENTS = "docx?|dotx?|xlsx?|xlsm|csv|pptx?|od[tsp]|pdf|rtf|txt|html?|eml|msg|jpe?g|png|gif|tiff?|heic|toml"
"""Endings of files that no web address ends with."""
_SCHEMES = (
    "mailto|tel|sms|callto|sips?|skype|msteams|onenote|outlook|webcal|news|file|data|javascript|vbscript|ms-[a-z-]+"
)
_LINK = re.compile(
    rf"(?P<address>{IN_TEXT.pattern})"
    rf"|(?<=\w)\.(?=[^\W\d_]{{2}})(?!(?:{_DOCUMENTS})(?![\w-]|\.\w))"  # a web address, or a sentence without its space
    r"|(?<=\w):(?=//|\\\\)"
    rf"|(?<!\w)(?:{_SCHEMES}):(?=\S)"
    r"|(?<![\\\w])\\\\(?=\w)",  # a file server's name
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def clean(text: str) -> str:
    """Return the text without unseen characters; tabs stay, and lines end with a newline."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return the text without what begins another line, and without what hides or turns its letters."""
    if not text.isprintable():
        text = _UNSEEN.sub("", _CONTROLS.sub(" ", text))
    return text.strip()


def shortened(text: str, limit: int = 150) -> str:
    """Return the text as one line of at most `limit` characters, cut between words where it can be, and masked."""
    line = mask(" ".join(clean(text).split()))
    if len(line) <= limit:
        return line
    space = line.rfind(" ", limit // 2, limit)
    return line[: space if space > 0 else limit - 1].rstrip(" ,.;:–-") + "…"


def unlinked(text: str) -> str:
    """Put a space into what a mail program would make a link of, where a reader sees it. Mail addresses stay whole."""
    return _LINK.sub(lambda found: found["address"] or f"{found.group()} ", text)


def paragraphs(text: str) -> list[list[str]]:
    """Return the text's paragraphs, each a list of its lines, masked."""
    blocks = re.split(r"\n\s*\n", mask(clean(text)).strip())
    return [[line.rstrip() for line in block.split("\n")] for block in blocks if block]
