"""Takes the signs off answers that nearly all of a text's answers begin or end with: a frame, a quote, a list's mark.

«| », «> », «....», «<br>»: what stands at every answer was nobody's, whatever program or habit put it there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from parsers.document.model import Document
from parsers.questions.in_lines import Answer

_FORMATS = ("text", "html")
_BREAK = r"<br ?/?>"
_FIRST = re.compile(rf"\s*(?:{_BREAK}|`{{3}}\w*|(?:[^\w\s\x00-\x1f☐☒☑\"'“”«»(\[+@<\ufffd]|_){{1,4}}|<(?!\w))(?=\s|\w)")
_LAST = re.compile(rf"\s*(?:{_BREAK}|`{{3}}|[|!*#_>;/\\=~^:}}{{-]{{1,4}})\s*\Z")
_DOTS = re.compile(r"[.…]{3,}\Z")
_BREAKS = re.compile(rf"[ \n]?{_BREAK}[ \n]?(?=\S)")
_END: Final = 60
"""Letters of an answer's end that are looked at."""
_LEAST: Final = 5
_SHARE, _SHARE_OF_DOTS = 0.6, 0.4
"""Of the answers; a longer run of dots is taken for a line to write on, and is gone already."""


def without_shared_signs(content: Document, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers of a text or a page without the signs that most of them share, at each of their lines."""
    if content.format not in _FORMATS:
        return dict(given)
    given = {key: replace(one, text=_BREAKS.sub("\n", one.text)) for key, one in given.items()}
    texts = [answer.text for answer in given.values() if answer.text]
    ends = [text[-_END:] for text in texts]
    first, last = _shared(_FIRST, texts), _shared(_LAST, ends) or _shared_dots(ends)
    if not first and not last:
        return dict(given)
    return {key: replace(one, text=_bare(one.text, first, last)) for key, one in given.items()}


def _shared(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    found = Counter(
        sign[0].strip() for sign in map(pattern.search if pattern is _LAST else pattern.match, texts) if sign
    )
    sign, count = next(iter(found.most_common(1)), ("", 0))
    return sign if count >= max(_LEAST, _SHARE * len(texts)) else ""


def _shared_dots(texts: Sequence[str]) -> str:
    """Return as many dots as each of most answers ends with: a sentence has one more."""
    runs = [len(found[0]) for found in map(_DOTS.search, texts) if found]
    return "." * min(runs) if len(runs) >= max(_LEAST, _SHARE_OF_DOTS * len(texts)) else ""


def _bare(text: str, first: str, last: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    bare = (line.removeprefix(first).removesuffix(last).strip() for line in lines)
    return "\n".join(bare).strip()
