"""Is a document one of our forms, and which one: the thresholds live here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from parsers.document.model import TEMPLATE_PROPERTY, Document
from parsers.filled_form import count_answers, filled
from parsers.filled_in_examples import latest, without_examples
from parsers.misplaced_answers import are_misplaced
from parsers.phrases import form_phrases
from parsers.questions import find_answers
from parsers.questions.asking_lines import with_asking_lines
from parsers.questions.broken_words import with_whole_words
from parsers.questions.find_answers import possible_labels
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import normalised
from parsers.questions.labels import labels_of
from parsers.questions.looks_apart import with_parted_labels
from parsers.questions.repeated_forms import copies
from parsers.questions.shared_signs import without_shared_signs
from parsers.questions.whole_labels import with_whole_labels
from parsers.quoted_parts import own_parts
from parsers.result import NotAForm, ParsedForm
from parsers.template import FormTemplate
from parsers.unplaced_text import unplaced
from parsers.unseen_answers import are_apart, is_cut_off, is_printed, shows_form

_OWN_SHARE = 0.6


def is_ours(content: Document, template: FormTemplate, form: ParsedForm, asked: Collection[str]) -> bool:
    """Whether a document that asks these questions of a template is a form of it.

    It shows the template's title or two of its headings, or takes an answer that only
    this form offers. Else it asks half of its required questions in the form's own
    words; where it leaves out those that offer answers, or none is required, 60 % of all questions.
    """
    offered = {field.key for field in template.fields if field.required and field.choices and not field.open_choice}
    if shows_form(content, template) or any(form.values[key] for key in offered):
        return True
    own = set(asked) - _by_alias(content, template)
    requires = any(field.required for field in template.fields)
    if not requires or (offered and offered.isdisjoint(asked)):
        return len(own) >= _OWN_SHARE * len(template.fields)
    required = {field.key for field in template.fields if field.required and field.key in asked}
    return len(own & required) * 2 >= len(required)


def _by_alias(content: Document, template: FormTemplate) -> set[str | None]:
    """Return the questions that a document asks by an alias alone."""
    labels = labels_of(template)
    aliases = replace(labels, keys={name: key for name, key in labels.keys.items() if name not in labels.own})
    heads = set(possible_labels(content))
    own = {labels.key(head) for head in heads if normalised(head) in labels.own}
    return {aliases.key(head) for head in heads} - own - {control.tag for control in content.controls}


_REQUIRED_SHARE = 0.7
_ALL_SHARE = 0.35
_NEARLY_ALL, _LEAST_NAMED = 0.9, 8
_PAGE_SHARE = 0.3
_LEAST_IN_PART = 4
"""Questions of one page of a form, one after another, that no other document asks so."""
_LEAST_ELSEWHERE = 6
"""Lines beside questions without an answer that are no remarks."""
_DOCUMENT_KIND = form_phrases("document_kind")
_BRACKETS = str.maketrans("()[]", "    ")
_LONGEST_TITLE = 80
_MOST_IN_TITLE = 6
_NOT_THE_FORM = "det är inte den gemensamma mallen"
_EXAMPLE = "det är ett exempel på hur man fyller i mallen, inte ett eget förslag – fyll i en tom mall och skicka den"
_EMPTY = "formuläret är tomt – fyll i det och skicka det igen"
_NONE_BESIDE = (
    "vi ser inga svar vid frågorna, bara annan text – skriv svaren där, eller fyll i mallen, och skicka filen igen"
)
_IN_NOTES = (
    "vi ser inga svar vid frågorna, bara text i anteckningar eller text som inte syns – skriv svaren vid frågorna och "
    "skicka filen igen"
)
_HIDDEN = "inga svar syns, men kolumner med text är dolda – visa alla kolumner, spara och skicka filen igen"
_ON_HIDDEN_SHEET = "det ifyllda formuläret står på ett dolt blad – visa bladet, spara och skicka filen igen"
_IN_FILE = (
    "vi ser inget formulär i texten, men en annan fil är infogad i den – "
    "öppna den infogade filen, spara den för sig och skicka den"
)
_TOO_LONG = "filen är längre än vi kan läsa – korta det längsta svaret, eller bifoga det för sig, och skicka filen igen"
_FILL_IN = " – fyll i mallen och skicka den"
_CUT_OFF = "text är avklippt vid cellernas kanter i utskriften – skicka Excel-filen i stället för en utskrift av den"
_APART = "frågorna står på en sida i utskriften och svaren på en annan – skicka Excel-filen i stället för en utskrift"
_PART = "filen innehåller bara en del av frågorna i mallen, så några sidor saknas nog – skicka hela formuläret i en fil"
_NOT_LAID_OUT = (
    "vi känner igen frågorna, men ser inte vilket svar som hör till vilken fråga – "
    "fyll i mallen i Word eller Excel och skicka den"
)
NOT_OURS = f"{_NOT_THE_FORM}{_FILL_IN}"
"""Why a document of any other kind is not taken."""


def recognise(
    content: Document, templates: Sequence[FormTemplate], *, is_whole: bool = True
) -> tuple[ParsedForm, ...] | NotAForm:
    """Find which template a document is a form of, and read it; `is_whole`: there is nothing else in it.

    It is one when 70 % of the required and 35 % of all questions are there; half
    of all will do where the file names the template that it was made from, and
    then no other is tried; another's questions are not ours (`ours`). Of several
    templates, the one with most answers wins.
    A document that holds the form several times is as many forms, but for those
    that a later one with the same title replaces. A filled-in example is none.
    """
    content = _with_heads(content, templates)
    if version := _other_version(content, templates):
        return NotAForm(
            content.format, f"det är en annan version av mallen ({version}) än den som används nu{_FILL_IN}"
        )
    own = without_examples(content, templates)
    if own is None:
        return NotAForm(content.format, _EXAMPLE if _forms(content, templates) else _what_it_is(content, templates))
    content = own
    forms = _forms(content, templates)
    if lost := _lost_in_print(content, templates, forms) or _misplaced(content, forms):
        return NotAForm(content.format, lost)
    best = max(forms, key=lambda read: count_answers(read.form), default=None)
    if (best is None or not count_answers(best.form)) and _is_on_hidden_sheet(content, templates):
        return NotAForm(content.format, _ON_HIDDEN_SHEET)
    if best is None or not count_answers(best.form):
        return NotAForm(content.format, _what_it_is(content, templates) if best is None else _without_answers(best))
    return _each(best.content, best.template, is_whole=is_whole) or (_accounted(best, is_whole=is_whole),)


def _is_on_hidden_sheet(content: Document, templates: Sequence[FormTemplate]) -> bool:
    """Whether a form that somebody has written in stands on a sheet that nobody sees."""
    sheets = (replace(content, blocks=(sheet,), hidden_sheets=()) for sheet in content.hidden_sheets)
    return any(count_answers(read.form) for sheet in sheets for read in _forms(sheet, templates))


def _with_heads(content: Document, templates: Sequence[FormTemplate]) -> Document:
    """Return a print with the heads and feet of its pages in their places, where these ask a question.

    They do where each page is a form by itself, which somebody has answered alike.
    """
    if content.with_heads is None:
        return content
    parts = [part for line in content.margins for part in line.split("\t")]
    asks = any(labels_of(template).split(part)[0] is not None for template in templates for part in parts)
    return content.with_heads if asks else content


def _lost_in_print(content: Document, templates: Sequence[FormTemplate], forms: Sequence[_Reading]) -> str:
    """Say why a print does not show which answer is whose, or all of it; nothing where it may."""
    read = [(one.template, one.given) for one in forms] or [(template, {}) for template in templates]
    if any(is_cut_off(content, template, given) for template, given in read):
        return _CUT_OFF
    is_apart = bool(forms) and all(are_apart(content, one.given) for one in forms)
    return (_APART if content.format == "pdf" else _NOT_LAID_OUT) if is_apart else ""


def _misplaced(content: Document, forms: Sequence[_Reading]) -> str:
    """Say that a text's answers do not stand below their questions; nothing where they do."""
    return _NOT_LAID_OUT if any(are_misplaced(content, one.template, one.given) for one in forms) else ""


def _other_version(content: Document, templates: Sequence[FormTemplate]) -> str:
    """Return the id that a file names, where it is another version of one of the templates: «mallen-0»."""
    named = content.properties.get(TEMPLATE_PROPERTY, "")
    family, _, number = named.rpartition("-")
    ids = {template.id for template in templates}
    return named if number and named not in ids and family in {one.rpartition("-")[0] for one in ids} else ""


def _what_it_is(content: Document, templates: Sequence[FormTemplate]) -> str:
    """Say what a file is instead, where its title names a kind of document: other words of it are nobody's business."""
    if content.holds_files:
        return _IN_FILE
    title = " ".join((content.properties.get("title") or next(iter(content.lines), "")).split())
    words = normalised(title)
    ours = [
        template
        for template in templates
        if words == normalised(template.title) or _begins_with_title(content, template)
    ]
    if any(_names_questions(content, template, is_titled=template in ours) for template in templates):
        return _NOT_LAID_OUT
    if ours:
        other = f"det är en annan version av mallen än den som används nu{_FILL_IN}"
        return _TOO_LONG if content.is_cut else other
    if content.format == "pdf" and any(_is_part(content, template) for template in templates):
        return _PART
    if len(title) <= _LONGEST_TITLE and any(map(_DOCUMENT_KIND.find, words.split())):
        return f"{_NOT_THE_FORM} utan ”{title}”{_FILL_IN}"
    return NOT_OURS


def _begins_with_title(content: Document, template: FormTemplate) -> bool:
    """Whether a print has a form's title in several lines at its head: a page in columns has no room for it in one."""
    lines = [line for _, text in content.placed() for line in text.split("\n")] if content.format == "pdf" else []
    return f"{normalised(' '.join(lines[:_MOST_IN_TITLE]))} ".startswith(f"{normalised(template.title)} ")


def _names_questions(content: Document, template: FormTemplate, *, is_titled: bool) -> bool:
    """Whether the words of most questions stand in a document, though few of them could be told from the answers.

    Under the form's own title those that need an answer will do.
    """
    words = " ".join(normalised(text.translate(_BRACKETS)) for _, text in content.placed())
    fields = [field for field in template.fields if field.required or not is_titled]
    named = sum(normalised(field.label) in words for field in fields)
    if named < _REQUIRED_SHARE * len(fields):
        return False
    if named >= _NEARLY_ALL * len(fields) and len(fields) >= _LEAST_NAMED:
        return True
    return is_titled or len(find_answers.find(content, template)) < _ALL_SHARE * len(template.fields)


def _is_part(content: Document, template: FormTemplate) -> bool:
    """Whether a print asks several questions in a row as the form does, in its own words: its other pages lack."""
    asked = find_answers.find(content, template).keys() - _by_alias(content, template)
    keys = [field.key for field in template.fields]
    first = min((keys.index(key) for key in asked), default=0)
    return len(asked) >= _LEAST_IN_PART and set(keys[first : first + _LEAST_IN_PART]) <= asked


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document read as a form of a template, and where its answers were found."""

    content: Document
    template: FormTemplate
    given: dict[str, Answer]
    form: ParsedForm


def _forms(content: Document, templates: Sequence[FormTemplate]) -> list[_Reading]:
    named = [template for template in templates if content.properties.get(TEMPLATE_PROPERTY) == template.id]
    whole = [
        (template, with_asking_lines(with_whole_labels(with_whole_words(own, template), template), template))
        for template in named or templates
        for own in (with_parted_labels(content, template),)
    ]
    found = [(template, own, without_shared_signs(own, find_answers.find(own, template))) for template, own in whole]
    forms = [
        _Reading(own, template, given, filled(own, template, given))
        for template, own, given in found
        if _is_form(template, given)
        or (named and len(given) * 2 >= len(template.fields))
        or (is_printed(content, template) and len(given) >= _PAGE_SHARE * len(template.fields))
    ]
    return [read for read in forms if named or is_ours(content, read.template, read.form, read.given.keys())]


def _accounted(read: _Reading, *, is_whole: bool) -> ParsedForm:
    """Return a form with what its document says beside its answers, and what is to be asked about that."""
    left = unplaced(read.content, read.template, read.given, read.form, is_whole=is_whole)
    return replace(read.form, problems=tuple(left.problems(read.template, read.form.problems)), unplaced=left.texts)


def _without_answers(read: _Reading) -> str:
    """Say that a form is empty; or else that there is text, as on another sheet, which may be answers, or is hidden."""
    if read.content.hides_columns:
        return _HIDDEN
    left = unplaced(read.content, read.template, read.given, read.form, is_whole=True)
    if read.content.format == "pdf" and read.content.notes and left.texts:
        return _IN_NOTES
    lines = sum(text.count("\n") + 1 for text in left.texts)
    return _NONE_BESIDE if lines >= _LEAST_ELSEWHERE and read.template.tells_its_words else _EMPTY


def _each(content: Document, template: FormTemplate, *, is_whole: bool) -> tuple[ParsedForm, ...]:
    """Return the forms that somebody has written in, where the document holds several; else nothing."""
    parts = copies(content, template)
    if len(parts) == 1:
        return ()
    read = [one for part in own_parts(parts) for one in _forms(part, [template])]
    forms = [one for one in read if count_answers(one.form)]
    # One alone: the first question's words are repeated in an answer, or the other copies are blank.
    if len(forms) <= 1 or not _ask_again(read):
        return ()
    return latest([_accounted(one, is_whole=is_whole) for one in forms], template)


def _ask_again(parts: Sequence[_Reading]) -> bool:
    """Whether each part asks mostly what the first one asks, as a copy does: else an answer repeats a label's words."""
    first, *others = (set(part.given) for part in parts)
    return all(2 * len(keys & first) > len(keys) for keys in others)


def _is_form(template: FormTemplate, given: dict[str, Answer]) -> bool:
    """Whether all required questions are asked; else most of them, and enough of all.

    Where none is required, enough of all: a telephone number below a mail is no form.
    """
    required = {field.key for field in template.fields if field.required}
    enough_required = len(given.keys() & required) >= _REQUIRED_SHARE * len(required)
    are_all_there = bool(required) and required <= given.keys()
    enough = are_all_there or len(given) >= _ALL_SHARE * len(template.fields)
    return bool(given) and enough_required and enough
