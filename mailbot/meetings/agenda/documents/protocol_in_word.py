"""The minutes of a meeting as a Word document, and an extract of them for each initiative.

Made of Word's own headings, with a language and a title, so that a screen reader finds its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from mailbot.meetings.agenda.documents.agenda_text import FixedItem
from mailbot.meetings.agenda.documents.words import Words
from mailbot.outbox.contents import MeetingView

_INK = RGBColor.from_string("1F4E5F")
_FONT = "Calibri"
_SIZES = {"Title": 26, "Heading 1": 16, "Heading 2": 12, "Normal": 11}


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """What the group decided about one initiative. Texts are clean and masked; lines are paragraphs."""

    paragraph: int
    reference: str
    title: str
    organisation: str
    outcome: str
    """The Swedish word; empty where the initiative was taken off, or awaits its decision."""
    reasons: tuple[str, ...]
    responsible: str


@dataclass(frozen=True, slots=True)
class ProtocolView:
    """All that the minutes say. `day` is the meeting's ISO day; `adjusters` sign beside the secretary."""

    meeting: MeetingView
    day: str
    opening: tuple[FixedItem, ...]
    closing: tuple[FixedItem, ...]
    items: tuple[DecidedItem, ...]
    secretary: str
    adjusters: tuple[str, ...]


def write(view: ProtocolView, words: Words) -> bytes:
    """Return the minutes (docx)."""
    document = _begun(words.protocol_title.format(day=view.meeting.day), words)
    _cover(document, view, words)
    _fixed(document, view.opening)
    for item in view.items:
        _item(document, item, words)
    _fixed(document, view.closing)
    _signed(document, view, words)
    return _saved(document)


def extract(view: ProtocolView, item: DecidedItem, words: Words) -> bytes:
    """Return the extract (docx) with one item of the minutes, for the registrar."""
    document = _begun(words.extract_title.format(reference=item.reference, day=view.meeting.day), words)
    _cover(document, view, words)
    _item(document, item, words)
    _signed(document, view, words)
    return _saved(document)


def _begun(title: str, words: Words) -> Document:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.language = "sv-SE"
    document.core_properties.author = words.group
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        if name != "Normal":
            style.font.color.rgb = _INK
    _set_language(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.add_paragraph(title, style="Title")
    return document


def _set_language(document: Document) -> None:
    """Say in the styles' defaults that all text is Swedish."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = run.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        run.append(language)
    language.set(qn("w:val"), "sv-SE")


def _cover(document: Document, view: ProtocolView, words: Words) -> None:
    facts = (
        (words.protocol_group, words.group),
        (words.protocol_time, f"{view.meeting.day} kl. {view.meeting.time}"),
        (words.protocol_place, view.meeting.place),
        (words.protocol_secretary, view.secretary),
        (words.protocol_adjusters, ", ".join(view.adjusters)),
    )
    for label, text in facts:
        if text:
            _labelled(document, label, text)


def _fixed(document: Document, items: Sequence[FixedItem]) -> None:
    for item in items:
        document.add_heading(f"§ {item.paragraph} {item.text}", 1)


def _item(document: Document, item: DecidedItem, words: Words) -> None:
    document.add_heading(f"§ {item.paragraph} {item.title}", 1)
    _labelled(document, words.labels.case, ", ".join(filter(None, (item.reference, item.organisation))))
    if not item.outcome:
        document.add_paragraph(words.protocol_taken_off)
        return
    document.add_heading(words.labels.outcome, 2)
    document.add_paragraph(words.protocol_decision.format(outcome=item.outcome.lower()))
    if item.reasons:
        document.add_heading(words.labels.reasons, 2)
        for text in item.reasons:
            document.add_paragraph(text)
    if item.responsible:
        _labelled(document, words.labels.responsible, item.responsible)


def _signed(document: Document, view: ProtocolView, words: Words) -> None:
    document.add_heading(words.protocol_signatures, 1)
    signers: Sequence[tuple[str, str]] = (
        (words.protocol_secretary, view.secretary),
        *((words.protocol_adjuster, name) for name in view.adjusters),
    )
    for role, name in signers:
        document.add_paragraph("_" * 40).paragraph_format.space_before = Pt(24)
        document.add_paragraph(f"{name}, {role.lower()}")


def _labelled(document: Document, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)
    paragraph.paragraph_format.space_after = Pt(2)


def _saved(document: Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()
