"""Text that people outside have written, made harmless for a letter.

Escaping is Jinja's business; this is what escaping leaves: characters that are
not seen or that turn the reading order (Unicode TR 36), lines where there
should be one, addresses that a mail program would turn into links, and
personnummer, which no letter repeats.
"""

from __future__ import annotations

import re

from mailbot.mail.personnummer import mask

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, but tab and newline
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction, zero width, annotation
    "\ud800-\udfff"  # half characters, which no encoding takes
    "\U000e0000-\U000e007f]"  # tags: text that nobody sees
)
_ADDRESS_OR_JOINT = re.compile(r"[\w.+-]+@[\w.-]+\w|(?<=\w)(?=:/|[.:][^\W\d])")
_BREAK = "\N{ZERO WIDTH NON-JOINER}"


def clean(text: str) -> str:
    """Return the text without unseen characters; tabs stay, and lines end with a newline."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str, limit: int = 150) -> str:
    """Return the text as one line of at most `limit` characters, cut between words where it can be, and masked."""
    line = mask(" ".join(clean(text).split()))
    if len(line) <= limit:
        return line
    space = line.rfind(" ", limit // 2, limit)
    return line[: space if space > 0 else limit - 1].rstrip(" ,.;:–-") + "…"


def unlinked(text: str) -> str:
    """Break what a mail program would make a web link of; it looks the same. Mail addresses stay whole."""
    return _ADDRESS_OR_JOINT.sub(lambda found: found.group() or _BREAK, text)


def paragraphs(text: str) -> list[list[str]]:
    """Return the text's paragraphs, each a list of its lines, masked."""
    blocks = re.split(r"\n\s*\n", mask(clean(text)).strip())
    return [[line.rstrip() for line in block.split("\n")] for block in blocks if block]
