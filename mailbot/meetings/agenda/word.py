"""The agenda as a Word document, from a template that a secretary can restyle in Word.

The template is `templates/agenda/dagordning.docx`. Each decision is three run-level
content controls beside visible labels; a program that loses the controls' tags
(LibreOffice does) still leaves the labels to read by.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import structlog
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from mailbot.errors import place
from mailbot.meetings.agenda.agenda_text import AgendaView, FixedItem, ItemView, Passage
from mailbot.meetings.agenda.words import Words
from mailbot.meetings.decisions import returned_agenda
from mailbot.outbox.contents import MeetingView
from mailbot.primitives.templates_folder import templates_dir

log = structlog.get_logger()

_FIRST_ID = 1000
_SAMPLE = AgendaView(
    meeting=MeetingView("torsdag 10 december 2026", "09.00", "Rådhuset", "torsdag 26 november kl. 12.00"),
    day="2026-12-10",
    revision=1,
    mark="dagordning-0123456789abcdef",
    opening=(FixedItem(4, "Föregående protokoll"),),
    closing=(FixedItem(6, "Övriga frågor"),),
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
            facts=(),
            request=Passage("Förslag till beslut", ("Ett förslag.",)),
            summary=(),
            material=(),
        ),
    ),
)


def write(view: AgendaView, words: Words, own: Path | None = None) -> bytes:
    """Return the document (docx), from one's own template where there is one that works."""
    if own is not None:
        try:
            return _written(view, words, own)
        except Exception as error:  # noqa: BLE001 - a file of somebody's own can fail in any way
            log.error("agenda_template_failed", template=str(own), error=place(error))  # noqa: TRY400 - quotes forms
    return _written(view, words, templates_dir() / "agenda" / "dagordning.docx")


def fault(own: Path, words: Words) -> str:
    """Try one's own template on a made-up agenda; return what is wrong with it, or an empty text.

    It must give back what is read from it: the mark, and a decision to fill in.
    """
    try:
        read = returned_agenda.read(own.name, _written(_SAMPLE, words, own))
    except Exception as error:  # noqa: BLE001 - as in `write`
        return str(error) or place(error)
    if not isinstance(read, returned_agenda.Returned) or [row.reference for row in read.rows] != [
        _SAMPLE.items[0].reference
    ]:
        return "a decision filled in it could not be read back: keep {{ agenda.mark }} and the decision table"
    return ""


def _written(view: AgendaView, words: Words, path: Path) -> bytes:
    template = DocxTemplate(path)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template.render({"agenda": view, "words": words}, environment)
    document: Document = template.docx
    _complete_controls(document, words)
    document.core_properties.keywords = view.mark
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _complete_controls(document: Document, words: Words) -> None:
    """Give every control an id of its own, which the template's loop repeats, and every drop-down its choices."""
    body = document.element.body
    for number, identity in enumerate(body.iter(qn("w:id")), start=_FIRST_ID):
        identity.set(qn("w:val"), str(number))
    for drop_down in body.iter(qn("w:dropDownList")):
        _offer(drop_down, words)


def _offer(drop_down: BaseOxmlElement, words: Words) -> None:
    """Set the choices; the stored value is the Swedish word, for that is what LibreOffice keeps.

    First comes the prompt, which has none: so what the list shows is never a choice that nobody has made.
    """
    for old in list(drop_down):
        drop_down.remove(old)
    for shown, value in ((words.placeholders.outcome, ""), *((choice, choice) for choice in words.choices)):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), shown)
        item.set(qn("w:value"), value)
        drop_down.append(item)
