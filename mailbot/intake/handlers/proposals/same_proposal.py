"""Whether a form is a proposal that its sender has sent before; `own` are the initiatives that are the sender's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.proposals.brought_files import template_of
from mailbot.intake.handlers.proposals.own_initiatives import OPEN
from mailbot.intake.triage.files.other_proposal import is_another
from mailbot.register import initiatives
from mailbot.store.tables import Initiative
from mailbot.store.values import State
from parsers import FieldKey, ParsedForm


def awaited(case: Case, form: ParsedForm, own: Sequence[Initiative]) -> Initiative | None:
    """Find the sender's incomplete initiative that the mail's thread or text names, and that the form is about."""
    named = [i for i in own if i.reference in case.verdict.references and i.state is State.INCOMPLETE]
    return next((i for i in named if is_about(form, i)), None)


def is_about(form: ParsedForm, initiative: Initiative) -> bool:
    """Whether the form can be that proposal: the same title or none, or half of the answers that were given."""
    version, title = initiative.form, _title(form)
    if version is None or not title or not initiative.title or _key(initiative.title) == title:
        return True
    said = initiatives.plain(form.values)
    given = {key: value for key, value in version.fields.items() if value}
    same = [key for key, value in given.items() if said.get(key) == value]
    return 2 * len(same) >= len(given)


def same_before(case: Case, form: ParsedForm, own: Sequence[Initiative]) -> Initiative | None:
    """Find an open initiative of the sender that is the same proposal again.

    It has the same content, or the same title from the same person; or it came in a file that could not be read.
    """
    return same_among(case, form, _open(case, own))


def retitled(case: Case, form: ParsedForm, own: Sequence[Initiative]) -> Initiative | None:
    """Find the open initiative that the mail answers a letter about, where the form says its texts under another title.

    That letter says: answer with the form, and with what you change.
    """
    answered = case.facts.thread_reference
    return next((i for i in _open(case, own) if i.reference == answered and _goes_on_with(case, i, form)), None)


def same_among(case: Case, form: ParsedForm, candidates: Iterable[Initiative]) -> Initiative | None:
    """Find the first of the initiatives that is the same proposal."""
    said = initiatives.content_hash(form)
    return next((i for i in candidates if i.form is None or _says(i, said) or _is_same(case, i, form)), None)


def namesake(case: Case, form: ParsedForm, own: Sequence[Initiative]) -> Initiative | None:
    """Find an open initiative from the same address with the same title, which is another proposal."""
    return next((i for i in _open(case, own) if _has_title(i, form)), None)


def _open(case: Case, own: Sequence[Initiative]) -> list[Initiative]:
    """Return what the sender can still add to; what waits for its sender's answer is met by that, or by a forgery."""
    met = (*OPEN, State.UNCONFIRMED) if case.confirmed or case.facts.fails else OPEN
    return [i for i in own if i.state in met]


def _has_title(initiative: Initiative, form: ParsedForm) -> bool:
    return bool(_title(form)) and _key(initiative.title) == _title(form)


def _is_same(case: Case, initiative: Initiative, form: ParsedForm) -> bool:
    """Whether the title, the person and the text are the same."""
    return _has_title(initiative, form) and _goes_on_with(case, initiative, form)


def _goes_on_with(case: Case, initiative: Initiative, form: ParsedForm) -> bool:
    """Whether the person and the text are the same; an answer that was asked about tells nothing."""
    version = initiative.form
    if version is None:
        return False
    doubted = {problem["field"] for problem in version.problems}
    given = {key: value for key, value in version.fields.items() if key not in doubted}
    return not is_another(template_of(case, form), given, initiatives.plain(form.values))


def _title(form: ParsedForm) -> str:
    return _key(str(form.values.get(FieldKey.TITLE) or ""))


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _says(initiative: Initiative, said: str) -> bool:
    return initiative.form is not None and initiative.form.content_hash == said
