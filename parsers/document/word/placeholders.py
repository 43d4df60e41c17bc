"""Whether a content control that says that it shows its placeholder (ECMA-376 part 1 §17.5.2.39) does so.

Word gives a placeholder a style of characters, and takes the flag away when somebody writes. Programs that fill in
controls leave the flag beside their own text, and some the style, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.document.package import first
from parsers.document.word.controls import DOUBTED, UNPICKED, VAL, Element, W
from parsers.phrases import form_phrases

_R, _T, _SDT, _R_PR, _R_STYLE = (W + name for name in ("r", "t", "sdt", "rPr", "rStyle"))
_KNOWN = form_phrases("placeholder")
_OFF: Final = "0"


def judge_flags(root: Element, *, is_own: bool) -> None:
    """Doubt each flag whose text does not look like a placeholder; `is_own`: the file was made from a template here.

    The placeholders of such a file are known. So plain text that is none of them was written by somebody, and styled
    text may have been. Lists of other files may show their first entry without anybody having picked it.
    """
    if not is_own:
        for choices in root.iter(W + "dropDownList"):
            choices.set(UNPICKED, "")
    for flag in root.iter(W + "showingPlcHdr"):
        control = next(flag.iterancestors(_SDT), None)
        runs = [] if control is None else [run for run in control.iter(_R) if first(run, _T) is not None]
        if runs and flag.get(VAL) != DOUBTED and not _is_known(runs):
            is_styled = any(style is not None for run in runs for style in run.iterfind(f"{_R_PR}/{_R_STYLE}"))
            if is_own or not is_styled:
                flag.set(VAL, _OFF if is_own and not is_styled else DOUBTED)


def _is_known(runs: Sequence[Element]) -> bool:
    texts = (text.text or "" for run in runs for text in run.iterchildren(_T))
    bare = " ".join("".join(texts).casefold().split()).strip(" .…:")
    return not bare or bool(_KNOWN.find(bare))
