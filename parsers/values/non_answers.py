"""What people write in a field that they leave unanswered."""

from __future__ import annotations

import re

from parsers.questions.label_text import MAX_LABEL, normalised
from parsers.template import Field, Kind

_FILLER = re.compile(
    r"x{1,9}|([a-zåäö])\1{2,9}|text(?: här)?|test|tbd|todo|asdf|n a|lorem ipsum.*|ange text|(?:ej|inte) ifylld?t?"
)
_LATER = re.compile(
    r"(?:(?:jag|vi|detta|det|svar|uppgift|ska|får|måste|behöver) )*"
    r"(?:kommer|återkommer|kompletteras?|(?:ifylls|fylls i|skrivs|lämnas|skickas|meddelas|bestäms)(?= ))"
    r"(?: (?:att|om|med|det|detta|svar|kompletteras?|fyllas|i|senare|sedan|separat))*"
)
_NONE = re.compile(
    r"(?:(?:nej|inga|ingen|inget|inte|ej|icke|vet|oklart|aning|aktuellt?|relevant|tillämpligt|särskilda?|bestämt|klart|ännu"
    r"|än|just|nu|finns|har|saknas|annan|annat|andra|fler|övriga|skriv|ange|vilken|vilka|vilket|n|na|a)(?: |$))+"
)
_FREE = (Kind.TEXT, Kind.LONG_TEXT)


def is_unanswered(field: Field, text: str) -> bool:
    """Whether an answer only fills the field: «xxx», «?», or «kommer senare» where an answer is required.

    «Nej» and «Vet ej» are answers to an open question; they leave an address, a number or a day unanswered.
    """
    if len(text) > MAX_LABEL:
        return False
    bare = normalised(text)
    if field.kind in _FREE:
        return not bare or _FILLER.fullmatch(bare) is not None or (field.required and _is_later(bare))
    return field.kind in (Kind.EMAIL, Kind.PHONE, Kind.DATE) and says_none(text)


def says_none(text: str) -> bool:
    """Whether an answer chooses nothing: «Inga», «Vet ej», «Ej aktuellt», «Annan» without saying which."""
    bare = normalised(text) if len(text) <= MAX_LABEL else ""
    return _NONE.fullmatch(bare) is not None or _is_later(bare)


def _is_later(bare: str) -> bool:
    return _LATER.fullmatch(bare) is not None
