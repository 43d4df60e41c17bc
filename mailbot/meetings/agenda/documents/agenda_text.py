"""What an agenda says, as plain text: the one source of its Word and its Excel file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from mailbot.meetings.agenda.documents.words import ShownLabel, Words, unmarked
from mailbot.outbox.contents import MeetingView
from mailbot.outbox.desk_contents import SpreadTable, WorkLine
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.store.tables import AgendaItem, Initiative
from parsers import FieldKey, FormTemplate, Kind

NewPage = Literal["material", "always", "never"]
"""Which initiatives begin a new page: those that have material, all or none."""

_HEAD = (FieldKey.TITLE, FieldKey.ORGANISATION, FieldKey.UNIT, FieldKey.INITIATOR_NAME, FieldKey.ROLE)
"""The fields that stand at an item's head."""
_ENTRY = re.compile(r"[-–—•·*▪◦‣][ \u00a0]+(?=\S)")
_REACH = (Kind.EMAIL, Kind.PHONE)


@dataclass(frozen=True, slots=True)
class FixedItem:
    """An item that stands on every agenda, before the initiatives or after them."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph, and whether its writer made it an entry of a list."""

    text: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A label and its text, a string for each paragraph."""

    label: str
    paragraphs: tuple[str, ...]

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """The paragraphs without the signs that begin an entry of a list."""
        found = ((text, _ENTRY.match(text)) for text in self.paragraphs)
        return tuple(TextLine(text[mark.end() :] if mark else text, bool(mark)) for text, mark in found)

    @property
    def text(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ItemView:
    """An initiative on the agenda. Personnummer are masked; no text holds a control character."""

    paragraph: int
    reference: str
    title: str
    organisation: str
    """With its unit, as the initiator wrote it."""
    initiator: str
    deferred: bool
    """Whether it was put off at an earlier meeting."""
    removed: bool
    """Whether it was taken off after the agenda was frozen; its § number stays its own."""
    new_page: bool
    """Whether it begins a new page."""
    facts: tuple[Passage, ...]
    request: Passage
    summary: tuple[Passage, ...]
    material: tuple[str, ...]
    within: str = ""
    """The organisation without the unit."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Evaluated work on the agenda, for the group to say what becomes of it. Clean and masked like an `ItemView`."""

    paragraph: int
    reference: str
    title: str
    organisation: str
    responsible: str
    removed: bool
    """Whether it was taken off after the agenda was frozen."""
    passages: tuple[Passage, ...]
    brief: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FromOrganisation:
    """What one organisation has on the agenda."""

    organisation: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The whole agenda. `day` is the meeting's ISO day, `mark` the printed token, `called` the group's members."""

    meeting: MeetingView
    day: str
    revision: int
    mark: str
    opening: tuple[FixedItem, ...]
    items: tuple[ItemView, ...]
    closing: tuple[FixedItem, ...] = ()
    called: tuple[str, ...] = ()
    secretary: str = ""
    notices: tuple[NoticeView, ...] = ()
    under_way: tuple[WorkLine, ...] = ()
    """The work that goes on after earlier approvals, for the group to know of."""
    spread: SpreadTable = field(default_factory=SpreadTable)
    """Which organisation takes up which initiative."""

    @property
    def by_organisation(self) -> tuple[FromOrganisation, ...]:
        """What stands on it of each organisation, in the order of its first item."""
        standing = [item for item in self.items if not item.removed]
        names = dict.fromkeys(item.within for item in standing)
        return tuple(FromOrganisation(name, tuple(one for one in standing if one.within == name)) for name in names)


def fixed_items(first_paragraph: int, texts: Sequence[str]) -> tuple[FixedItem, ...]:
    """Return the fixed items, numbered from `first_paragraph`."""
    return tuple(FixedItem(first_paragraph + place, text) for place, text in enumerate(texts))


def item_view(
    item: AgendaItem,
    words: Words,
    forms: Mapping[str, FormTemplate],
    new_page: NewPage,
    *,
    outside: str = "",
    background: Sequence[Passage] = (),
) -> ItemView:
    """Return what the agenda says of one item, by the version of the form that it was put on with.

    `forms` are those in use by their ids: questions that `words` gives no place stand below the others, under
    their own labels. `background` is what the group knows beside the form, and comes last. `outside`: the
    initiator's mail domain, where no organisation that takes part has it, whatever the form says.
    """
    form = forms.get(item.form_version.template) if item.form_version else None
    fields = item.form_version.fields if item.form_version else {}
    initiative = item.initiative
    request = safe_paragraphs(fields.get(words.request_field))
    return ItemView(
        paragraph=item.paragraph,
        reference=initiative.reference,
        title=safe_line(fields.get(FieldKey.TITLE) or initiative.title) or words.untitled,
        organisation=_joined(fields, (FieldKey.ORGANISATION, FieldKey.UNIT)) or safe_line(initiative.organisation),
        within=safe_line(fields.get(FieldKey.ORGANISATION))
        or safe_line(initiative.organisation)
        or words.no_organisation,
        initiator=_joined(fields, (FieldKey.INITIATOR_NAME, FieldKey.ROLE)) or safe_line(initiative.initiator_name),
        deferred=item.deferred_before,
        removed=item.removed_at is not None,
        new_page=_begins_page(item, new_page),
        facts=(*_passages(fields, words.table), *_doubt(initiative, words, outside=outside)),
        request=Passage(words.request, request or (words.no_request,)),
        summary=(*_passages(fields, (*words.text, *_unplaced(form, words))), *background),
        material=tuple(safe_line(kept.filename) for kept in initiative.attachments) or (words.no_material,),
    )


def notice_view(item: AgendaItem, fields: Mapping[str, Any], responsible: str, words: Words) -> NoticeView:
    """Return what the agenda says of evaluated work: `fields` are the answers of its evaluation."""
    initiative = item.initiative
    return NoticeView(
        paragraph=item.paragraph,
        reference=initiative.reference,
        title=safe_line(initiative.title) or words.untitled,
        organisation=safe_line(initiative.organisation) or words.no_organisation,
        responsible=safe_line(responsible) or words.notice_nobody,
        removed=item.removed_at is not None,
        passages=tuple(_passages(fields, words.evaluation)),
        brief=tuple(_passages(fields, words.evaluation_brief)),
    )


def passages(label: str, texts: Sequence[str]) -> list[Passage]:
    """Return the texts under a label, made safe as the form's words are; nothing where there are none."""
    lines = tuple(line for text in texts if (line := safe_line(text)))
    return [Passage(label, lines)] if lines else []


def _doubt(initiative: Initiative, words: Words, *, outside: str) -> tuple[Passage, ...]:
    """Say where anybody may have written in the initiator's name, or who wrote from elsewhere under any name."""
    unconfirmed = () if initiative.sender_confirmed else (words.sender_unconfirmed,)
    elsewhere = (words.sender_outside.format(domain=safe_line(outside)),) if outside else ()
    said = (*unconfirmed, *elsewhere)
    return (Passage(words.sender, said),) if said else ()


def _begins_page(item: AgendaItem, new_page: NewPage) -> bool:
    """Tell whether an item begins a new page; one that was taken off is a line that needs none."""
    wanted = new_page == "always" or (new_page == "material" and bool(item.initiative.attachments))
    return wanted and item.removed_at is None


def _passages(fields: Mapping[str, Any], shown: Sequence[ShownLabel]) -> list[Passage]:
    """Return a passage for each label whose fields have an answer."""
    found = [
        Passage(one.label, tuple(text for name in one.fields for text in safe_paragraphs(fields.get(name))))
        for one in shown
    ]
    return [passage for passage in found if passage.paragraphs]


def _unplaced(form: FormTemplate | None, words: Words) -> list[ShownLabel]:
    """Return the questions of somebody's own form that have no place in the agenda; how to reach people stays out."""
    placed = {*_HEAD, words.request_field, *(name for one in (*words.table, *words.text) for name in one.fields)}
    asked = form.fields if form else ()
    return [
        ShownLabel(label=one.label, fields=(one.key,))
        for one in asked
        if one.key not in placed and one.kind not in _REACH
    ]


def _joined(fields: Mapping[str, Any], names: Sequence[str]) -> str:
    return ", ".join(text for name in names if (text := safe_line(fields.get(name))))


def safe_line(value: Any) -> str:
    """Return an answer as one line of clean, masked text."""
    return " ".join(safe_paragraphs(value))


def safe_paragraphs(value: Any) -> tuple[str, ...]:
    """Return an answer as paragraphs of clean, masked text; nothing for no answer."""
    # Twice: a number may be broken over two lines, or held apart by a mark that is cleaned away.
    lines = (unmarked(mask(_clean(line))).strip() for line in mask(_text(value)).splitlines())
    return tuple(line for line in lines if line)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, list):
        return ", ".join(str(choice) for choice in value)
    return "" if value is None else str(value)


def _clean(text: str) -> str:
    """Leave out what XML does not allow, and what nobody sees."""
    return clean("".join(sign for sign in text.replace("\t", " ") if unicodedata.category(sign) not in {"Cc", "Cn"}))
