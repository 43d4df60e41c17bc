"""The letter about what was achieved as a Word document, which a secretary may edit before it goes out.

It is written into `templates/celebration/brev.docx`, whose styles, margins, head and foot can be changed in Word.
Made of Word's own headings, with a language and a title, so that a screen reader finds its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document

from mailbot.followup.celebrating.achievements import Achievement, Step
from mailbot.followup.celebrating.words import Words
from mailbot.primitives.templates_folder import templates_dir


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that the letter says. `name` and `address` are who it is from; `token` ties the file to its period."""

    name: str
    address: str
    period: str
    token: str
    steps: tuple[Step, ...]


def write(view: LetterView, words: Words) -> bytes:
    """Return the letter (docx)."""
    document = docx.Document(str(templates_dir() / "celebration" / "brev.docx"))
    title = words.title.format(name=view.name)
    document.core_properties.title = f"{title}, {view.period}"
    document.core_properties.author = view.name
    document.core_properties.keywords = f"{words.mark}{view.token}"
    document.add_paragraph(title, style="Title")
    document.add_paragraph(view.period, style="Subtitle")
    document.add_paragraph(words.intro)
    for step in view.steps:
        _step(document, step, words)
    document.add_heading(words.closing_title, 1)
    document.add_paragraph(words.closing.format(address=view.address))
    return _saved(document)


def _step(document: Document, step: Step, words: Words) -> None:
    document.add_heading(words.steps[step.kind], 1)
    for one in step.told:
        _achievement(document, one, words)
    if step.unnamed:
        document.add_paragraph(_unnamed(step.unnamed, words))


def _unnamed(references: Sequence[str], words: Words) -> str:
    count = len(references)
    return words.unnamed_one if count == 1 else words.unnamed_many.format(count=count)


def _achievement(document: Document, one: Achievement, words: Words) -> None:
    document.add_heading(one.title, 2)
    about = words.about_line.format(organisation=one.organisation, reference=one.reference)
    document.add_paragraph(about.strip(", "), style="Organisation")
    if one.words:
        document.add_paragraph(words.in_their_words).paragraph_format.keep_with_next = True
    for passage in one.words:
        document.add_heading(passage.label, 3)
        for text in passage.paragraphs:
            document.add_paragraph(text, style="Quote")


def _saved(document: Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()
