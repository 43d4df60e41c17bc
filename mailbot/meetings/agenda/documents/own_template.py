"""The agenda from a template that a secretary has restyled in Word; from the shipped one where hers fails."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import structlog
from docx.opc.exceptions import PackageNotFoundError

from mailbot.errors import AgendaTemplateWrong, place
from mailbot.meetings.agenda.documents import word
from mailbot.meetings.agenda.documents.agenda_text import AgendaView, FixedItem, ItemView, NoticeView, Passage
from mailbot.meetings.agenda.documents.words import Words
from mailbot.meetings.decisions import returned_agenda
from mailbot.outbox.contents import About, MeetingView
from mailbot.outbox.desk_contents import SpreadRow, SpreadTable, WorkLine
from mailbot.outbox.meeting_contents import TemplateFault

log = structlog.get_logger()

_LONGEST_PLACE = 120
_SAMPLE = AgendaView(
    meeting=MeetingView("torsdag 10 december 2026", "09.00", "Rådhuset", "torsdag 26 november kl. 12.00"),
    day="2026-12-10",
    revision=1,
    mark="dagordning-0123456789abcdef",
    opening=(FixedItem(4, "Föregående protokoll"),),
    closing=(FixedItem(7, "Övriga frågor"),),
    called=("Karin Holm",),
    secretary="Eva Nordin",
    items=(
        ItemView(
            paragraph=5,
            reference="AB-2026-0001",
            title="Ett prov",
            organisation="Ekstads kommun",
            within="Ekstads kommun",
            initiator="Anna Ek",
            deferred=False,
            removed=False,
            new_page=False,
            facts=(Passage("Samverkar med", ("Region Ek",)),),
            request=Passage("Förslag till beslut", ("Ett förslag.",)),
            summary=(Passage("Bakgrund", ("Ett läge.", "- en punkt")),),
            material=("Kostnader.xlsx",),
        ),
    ),
    notices=(
        NoticeView(
            paragraph=6,
            reference="AB-2026-0002",
            title="Ett prov till",
            organisation="Ekstads kommun",
            responsible="Eva Ek",
            removed=False,
            passages=(Passage("Lärdomar", ("En sak.",)),),
            brief=(),
        ),
    ),
    under_way=(WorkLine(About("AB-2026-0003", "Ett arbete", "Bo Ek"), "Ekstads kommun", "Pågår", "2027-03-01", ""),),
    spread=SpreadTable(("Ekstads kommun",), (SpreadRow(About("AB-2026-0004", "Ett till", "Bo Ek"), ("Nej",)),)),
)


def write(view: AgendaView, words: Words, own: Path | None) -> tuple[bytes, TemplateFault | None]:
    """Return the document (docx), from one's own template where there is one that works, and why that one doesn't."""
    wrong = fault(own, words) if own else None
    if own is not None and wrong is None:
        try:
            return word.write(view, words, own), None
        except Exception as error:  # noqa: BLE001 - a file of somebody's own can fail in any way
            wrong = _said(error, own)
    if wrong is not None:
        log.error("agenda_template_failed", template=str(own), what=wrong.what, name=wrong.name, where=wrong.where)
    return word.write(view, words), wrong


def fault(own: Path, words: Words) -> TemplateFault | None:
    """Try one's own template on a made-up agenda; return what is wrong with it, and where.

    It must give back what is read from it: the mark, and a decision to fill in.
    """
    try:
        read = returned_agenda.read(own.name, word.write(_SAMPLE, words, own))
    except Exception as error:  # noqa: BLE001 - as in `write`
        return _said(error, own)
    references = [row.reference for row in read.rows] if isinstance(read, returned_agenda.Returned) else []
    proposals, notices = ([one.reference for one in some] for some in (_SAMPLE.items, _SAMPLE.notices))
    if references == proposals:
        return TemplateFault(own.name, "no_notices")
    return None if references == [*proposals, *notices] else TemplateFault(own.name, "no_decision")


def _said(error: Exception, own: Path) -> TemplateFault:
    """Say what an error means to who has written the template. What forms say is never quoted."""
    if not own.is_file():
        return TemplateFault(own.name, "missing")
    if isinstance(error, PackageNotFoundError | zipfile.BadZipFile | KeyError):
        return TemplateFault(own.name, "not_word")
    if isinstance(error, AgendaTemplateWrong):
        return TemplateFault(own.name, error.what, error.name, _place_of(error, own))
    return TemplateFault(own.name, "other", place(error))


def _place_of(error: AgendaTemplateWrong, own: Path) -> str:
    """Return the paragraph of a mistake: the first that holds the name, or stands in what was read around it."""
    if error.what == "unknown_name":
        held = (text for text in _paragraphs(own) if re.search(rf"\b{error.name}\b", text))
    else:
        held = (text for text in _paragraphs(own) if "{" in text and text in error.around)
    return next(held, error.around)[:_LONGEST_PLACE]


def _paragraphs(own: Path) -> Iterator[str]:
    document = docx.Document(str(own))
    sections = [part for one in document.sections for part in (one.header, one.footer)]
    for holder in (document, *sections):
        for paragraph in holder._element.iter(docx.oxml.ns.qn("w:p")):  # noqa: SLF001 - cells, too, in their order
            yield "".join(text.text or "" for text in paragraph.iter(docx.oxml.ns.qn("w:t")))
