"""Accounts for every word of a document: the form's own, an answer's, or text that nobody has found a place for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from parsers.answer_words import AnswerAccount, account_of
from parsers.document.model import UNKNOWN, Document, InCell, InLine, Note, Place
from parsers.document.pdf.printed.paragraphs import goes_on
from parsers.own_words import OwnWords, Words, own_words, words_of
from parsers.questions.in_lines import Answer
from parsers.questions.labels import labels_of
from parsers.result import UNPLACED, Code, FieldProblem, ParsedForm
from parsers.template import FormTemplate
from parsers.values.interpret import shortened
from parsers.values.tick_marks import has_boxes, ticked
from parsers.written_lines import WrittenLine, said, written_lines

_BESIDE = "{label}: här står också {texts}, som vi inte vet hur vi ska tolka. Skriv hela svaret så som det ska vara."
_LOOSE = (
    "I filen står också {texts}, som vi inte kan koppla till någon fråga. Hör det till {form}? Skriv in det under "
    "rätt fråga. Annars skickar du bara tillbaka formuläret."
)
_MOST_QUOTED = 3
_LONGEST_LINE = 2_000
"""Letters of a line that may be several answers."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What stands in a document and became nothing, as it is written.

    `beside` are the texts in an answer's place, by question; `remarks` those on the line of a choice that was taken,
    which explain it; `loose` are all others.
    """

    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    loose: Sequence[str] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it."""
        return (*chain.from_iterable(self.beside.values()), *self.remarks, *self.loose)

    def problems(self, template: FormTemplate, known: Sequence[FieldProblem]) -> Iterator[FieldProblem]:
        """Yield what is wrong with a form, in the order of its questions: what is known, and what this adds to it.

        Where something is written beside a question, it is not just unanswered.
        """
        by_field = {problem.field: problem for problem in known}
        for asked in template.fields:
            if texts := self.beside.get(asked.key):
                yield FieldProblem(asked.key, Code.AMBIGUOUS, _BESIDE.format(label=asked.label, texts=_quoted(texts)))
            elif asked.key in by_field:
                yield by_field[asked.key]
        if self.loose and template.tells_its_words:
            form = "utvärderingen" if template.evaluates else "förslaget"
            yield FieldProblem(UNPLACED, Code.UNPLACED, _LOOSE.format(texts=_quoted(self.loose), form=form))


def _quoted(texts: Sequence[str]) -> str:
    """Repeat the first texts, none at length, and say how many more there are."""
    shown = [f"”{shortened(text)}”" for text in texts[:_MOST_QUOTED]]
    more = len(texts) - len(shown)
    if more:
        return f"{', '.join(shown)} och {more} till"
    return " och ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def unplaced(
    document: Document, template: FormTemplate, given: Mapping[str, Answer], form: ParsedForm, *, is_whole: bool
) -> Unplaced:
    """Return what stands in a document beside the blank form's own words and the answers in `form`.

    `given` says where each of these was taken from. What is asked about already is no text without a place, and
    neither are signatures, the part that the office fills in, page numbers and what stands in the pages' margins;
    nor, in a mail (`is_whole` is false), what stands above and below the form.
    """
    own = own_words(template)
    accounts = {key: account_of(template.field(key), answer, form) for key, answer in given.items()}
    answers = "\n".join(account.letters for account in accounts.values())
    near = _Nearness(template, given, form)
    beside: dict[str, list[str]] = defaultdict(list)
    remarks, loose, more = [], [], []
    for line in written_lines(document, template, given, is_whole=is_whole):
        near.pass_by(line)
        for one in _parted_by_rows(document, line, template, given) if own.without(line.words) else ():
            beside[one].append(line.text)
        if key := near.unanswered(line):
            for one in (key, *line.owners):
                beside[one].append(line.text)
        elif _says_more(line, own, [accounts[key] for key in line.owners], answers):
            more.append(line)
    for line in _without_slips(more, template, given.keys()):
        owners = [accounts[key] for key in line.owners]
        if any(account.names(line.words) for account in owners):
            remarks.append(line.text)
        elif key := near.question(line):
            beside[key].append(line.text)
        else:
            loose.append(line)
    for key, text in _notes(document, own, answers, near):
        beside[key].append(text)
    unasked = beside.pop("", [])
    return Unplaced(beside, remarks, [*_joined(loose), *unasked])


def _parted_by_rows(
    document: Document, line: WrittenLine, template: FormTemplate, given: Mapping[str, Answer]
) -> Iterator[str]:
    """Yield the questions of a print whose answers go on beside another's choices: these take up several rows."""
    if document.format != "pdf" or not isinstance(line.place, InCell) or not line.place.row or not line.owners:
        return
    choices = [template.field(owner).choices for owner in line.owners]
    if all(choices) and not any(map(line.text.endswith, chain.from_iterable(choices))):
        above = line.place._replace(row=line.place.row - 1)
        yield from (
            key
            for key, answer in given.items()
            if key not in line.owners and above in answer.used and goes_on(answer.text, line.text)
        )


def _notes(document: Document, own: OwnWords, answers: str, near: _Nearness) -> Iterator[tuple[str, str]]:
    """Yield the comments on a form that may be answers, each with its question, or nothing where that is not told.

    One on a question that is answered is about that answer; a footnote is a part of it.
    """
    for note in document.notes:
        words = own.without((*chain(*map(said, note.text.split("\n"))),))
        if words and not _is_repeated(words, answers):
            yield from ((key, note.text) for key in near.asked_at(note))


def _without_slips(
    lines: Sequence[WrittenLine], template: FormTemplate, keys: Collection[str]
) -> Iterator[WrittenLine]:
    """Leave out the lines that are almost a label of a question that is answered: «Bakgurnd»."""
    labels = labels_of(template).with_slips((line.text for line in lines), set(keys)) if lines else None
    return (line for line in lines if labels is None or labels.key(line.text) not in keys)


class _Nearness:
    """Which question a text stands by: one whose answer was taken there, its own label's, its row's, the line above's.

    A label or a row counts where its question is unanswered: an answer may begin as a label and stand beside another.
    Without a question, it is the whole form that is asked about, with all its answers.
    """

    def __init__(self, template: FormTemplate, given: Mapping[str, Answer], form: ParsedForm) -> None:
        self._labels = labels_of(template)
        self._open = {field.key for field in template.fields if form.values.get(field.key) is None}
        self._over_rows = {key for key, answer in given.items() if len({place[:2] for place in answer.used}) > 1}
        """The questions whose answers were taken from several rows."""
        self._rows: dict[tuple[int, int], set[str]] = defaultdict(set)
        for key, answer in given.items():
            for place in answer.used[:1]:
                if isinstance(place, InCell):
                    self._rows[place.table, place.row].add(key)
        self._cells: dict[Place, str] = {}
        self._right_of_labels: dict[Place, str] = {}
        self._above: tuple[Place, str] | None = None

    def pass_by(self, line: WrittenLine) -> None:
        """Note a label, so that what stands below it in its cell, or right of that, is known to be there."""
        if isinstance(line.place, InCell) and (key := self._labels.key(line.text)) in self._open:
            self._cells[line.place] = key
            self._right_of_labels[line.place._replace(column=line.place.column + 1)] = key

    def unanswered(self, line: WrittenLine) -> str | None:
        """Return the question without an answer left of a line, where another took that and is asked elsewhere, too."""
        key = self._right_of_labels.get(line.place)
        is_own = key is None or key in line.owners or self._over_rows.isdisjoint(line.owners)
        return None if is_own else key

    def question(self, line: WrittenLine) -> str:
        """Return the question's key, or nothing. Lines are asked for in their order."""
        named = self._labels.split(line.text)[0]
        key = next(iter(line.owners), "") or (named if named in self._open else "") or self._cells.get(line.place)
        key = key or self._in_row(line.place)
        if not key and self._above and _follows(line.place, self._above[0]):
            key = self._above[1]
        self._above = (line.place, key) if key else None
        return key or ""

    def asked_at(self, note: Note) -> Iterator[str]:
        """Yield the questions that a footnote is on, and of a comment the unanswered ones.

        Where that is not told, no question's key, once.
        """
        named = self._labels.key(note.row_label)
        asked = {named} if named else self._rows.get((note.at.table, note.at.row), set()) if note.at else set()
        meant = asked if note.is_said else asked & self._open
        yield from meant if asked else [""] * (note.is_said or bool(self._open))

    def _in_row(self, place: Place) -> str:
        keys = self._rows[place.table, place.row] if isinstance(place, InCell) else set()
        return next(iter(keys & self._open), "") if len(keys) == 1 else ""


def _follows(place: Place, above: Place) -> bool:
    """Whether a place is the same as that above, or its next line."""
    is_next = isinstance(place, InLine) and isinstance(above, InLine) and place.line == above.line + 1
    return place == above or is_next


def _says_more(line: WrittenLine, own: OwnWords, owners: Sequence[AnswerAccount], answers: str) -> bool:
    """Whether a line says something that is neither the form's nor an answer's."""
    if owners:
        return _says_more_than(owners, line, own)
    rest = own.without(line.words)  # nothing, as of most lines: labels and help
    if not rest or _is_ticked(line, answers):
        return bool(rest)
    return line.words != (UNKNOWN,) and not _is_repeated(line.words, answers) and not _is_repeated(rest, answers)


def _says_more_than(owners: Sequence[AnswerAccount], line: WrittenLine, own: OwnWords) -> bool:
    """Whether a line from which answers were taken says something that is neither theirs nor the form's."""
    run = "".join(line.words)
    is_boxed, is_answer = has_boxes(line.text), bool(run) and any(run in account.letters for account in owners)
    rest = () if is_answer and not is_boxed else own.without(line.words)
    if not (rest or is_boxed) or any(account.is_doubted for account in owners):
        return False
    if is_boxed and all(account.is_untaken(line.text) for account in owners):
        return True
    if not line.words or is_answer:
        return False
    for account in owners:
        rest = account.without(rest)
    return bool(rest) and not (len(rest) > 1 and any("".join(rest) in account.letters for account in owners))


def _is_ticked(line: WrittenLine, answers: str) -> bool:
    """Whether a line ticks what is no answer."""
    return any(item and not _is_repeated(words_of(item), answers) for item in ticked(line.text))


def _is_repeated(words: Words, answers: str) -> bool:
    """Whether a line is an answer, or several words of one, once more: at the head of a page, or printed in a field."""
    run = "".join(words).strip("\ufffd")
    return f"\n{run}\n" in f"\n{answers}\n" or (len(words) > 1 and run in answers) or _is_made_of(run, answers)


def _is_made_of(run: str, answers: str) -> bool:
    """Whether a line is several answers, one after another, as a page shows the fields of a form."""
    texts = set(filter(None, answers.split("\n"))) if len(run) <= _LONGEST_LINE else ()
    ends, reached = {0}, [0]
    while reached and len(run) not in ends:
        start = reached.pop()
        found = {start + len(text) for text in texts if run.startswith(text, start)} - ends
        ends |= found
        reached += found
    return len(run) in ends


def _joined(lines: Sequence[WrittenLine]) -> Iterator[str]:
    """Yield the texts of lines, those of one cell or of lines that follow each other together."""
    for _, group in groupby(enumerate(lines), key=lambda numbered: _together(*numbered)):
        yield "\n".join(line.text for _, line in group)


def _together(number: int, line: WrittenLine) -> Hashable:
    return line.place.line - number if isinstance(line.place, InLine) else line.place
