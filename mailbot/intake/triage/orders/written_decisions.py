"""Decisions in a mail's own words: its lines («§ 6 avslag, motivering: …») and its table.

Pure. What is not clearly one of the decisions is kept as it was written, so that it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import parsers
from mailbot.intake.triage.orders.agenda_orders import command
from mailbot.intake.triage.phrasebook import (
    BECAUSE,
    BECAUSE_WITHIN,
    BESIDE_OUTCOME,
    DOUBT,
    INTRODUCES_DECISIONS,
    NEGATED,
    REASONS_LABEL,
    RESPONSIBLE_LABEL,
    TAKEN_BACK,
)
from mailbot.intake.triage.plain_text import LONGEST
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.from_html import above_quote
from mailbot.meetings.agenda.documents.words import key, words
from mailbot.meetings.decisions.on_work.work_outcome import VERB, work_outcome
from mailbot.meetings.decisions.returned_agenda import WrittenAnswer, answers_in
from mailbot.meetings.decisions.written_line import DecisionLine, Named
from mailbot.primitives.references import canonical, without_codes
from mailbot.store.values import ON_WORK, DecisionOutcome
from parsers import Document

_ONE = (
    r"(?:[A-ZÅÄÖ]{1,8}-\d{4}-\d{4,6}|§{1,2} ?\d{1,4}(?:(?:, ?| och | samt )\d{1,3}(?![\d-]))*|(?<![\d-])\d{4}(?![\d-]))"
)
_SEVERAL = rf"(?P<about>{_ONE}(?:(?: ?[,:(&+] ?| och | samt | ){_ONE}\)?){{0,40}})"
_NAMED = re.compile(
    r"(?P<reference>[A-ZÅÄÖ]{1,8}-\d{4}-\d{4,6})|§{1,2} ?(?P<paragraphs>[\d, ochsamt]+)|(?P<number>\d{4})"
)
_SAME = re.compile(r"[ :,(]*")
_ABOUT_FIRST = re.compile(rf"{_SEVERAL}(?P<rest>.*)", re.DOTALL)
_OUTCOME_FIRST = re.compile(
    rf"(?P<outcome>\w{{5,20}})(?: till| av| för| på| om)?[ :–-]{{1,4}}{_SEVERAL}(?P<rest>.*)", re.DOTALL
)
_BULLET = re.compile(r"[\s\-–•*·]{0,20}(?:\d{1,2}[.)] )?")
_BROKEN = re.compile(r"\n(?![-–•*·]\s)")
_GREETING = re.compile(r"^hej(?:san)?(?: \w+)?[!,.]?\s*", re.IGNORECASE)
_BLANK = re.compile(r"\n[^\S\n]*\n")
_ADDS = re.compile(
    rf"^[^\S\n]*ändra(?: brevet| i brevet| brevet till)? ({_ONE})[^\S\n]*:", re.MULTILINE | re.IGNORECASE
)
_SIGNS = " \t\n,.:;!()–—-"
_ENDS_WORK_OUTCOME = re.compile(r"\s*(?:[:;!(–—\n]|\.(?=\s+[A-ZÅÄÖ])|\.$|\s-\s)")
_ENDS_OUTCOME = re.compile(r"\s*(?:$|[,.:;!(–—\n]|-\s)")


@dataclass(frozen=True, slots=True)
class WrittenDecisions:
    """What a mail says was decided; `loose` are its other paragraphs and lines, politeness left out."""

    lines: tuple[DecisionLine, ...] = ()
    table: tuple[WrittenAnswer, ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def decide(self) -> bool:
        """Whether any of it is a decision that is known."""
        said = (*(line.outcome for line in self.lines), *(answer.outcome for answer in self.table))
        return any(words().outcome(one) or work_outcome(one) for one in said)


def written_decisions(message: IncomingMessage) -> WrittenDecisions:
    """Read the sender's own words and table, without what is quoted and the signature."""
    table, shown = _in_table(message)
    lines: list[DecisionLine] = []
    loose: list[str] = []
    for text in _entries(message.own_text[:LONGEST], shown):
        line, rest = _line(text)
        lines += [line] if line else []
        loose += [rest] if rest and not _is_said_beside(rest) else []
    return WrittenDecisions(tuple(lines), table, tuple(loose))


def _in_table(message: IncomingMessage) -> tuple[tuple[WrittenAnswer, ...], frozenset[str]]:
    """Return the answers in the mail's tables, and the lines of text that these tables are shown as."""
    if "<table" not in message.html.lower():
        return (), frozenset()
    markup = f"<html>{above_quote(message.html)}"
    try:
        page = parsers.read_document("mejl.html", markup.encode("utf-8", "replace"))
    except RecursionError:
        return (), frozenset()
    if not isinstance(page, Document):
        return (), frozenset()
    found = tuple(answers_in(page))
    cells = (cell or "" for table in page.tables for row in table.rows for cell in row)
    return found, frozenset(key(line) for cell in cells for line in cell.splitlines()) if found else frozenset()


def _entries(own_text: str, shown: frozenset[str]) -> Iterator[str]:
    """Give what belongs together: a decision with the lines that go on with it, or a paragraph of anything else.

    After an empty line a decision goes on only with a label, and a line of politeness ends it.
    """
    entry: list[str] = []
    was_empty = False
    for line in canonical(without_codes(own_text)).splitlines():
        said = " ".join(line.split())
        if not said or (shown and ("\t" in line or key(said) in shown)):
            was_empty = True
            continue
        apart = was_empty and not _labelled(said)
        if entry and (apart or _begins(said) or is_polite(said)):
            yield "\n".join(entry)
            entry = []
        entry.append(said)
        was_empty = False
    if entry:
        yield "\n".join(entry)


def _is_said_beside(text: str) -> bool:
    return is_polite(text) or bool(INTRODUCES_DECISIONS.find(_GREETING.sub("", text)))


def _labelled(line: str) -> bool:
    return any(label.pattern.match(line) for label in (REASONS_LABEL, RESPONSIBLE_LABEL))


def _begins(line: str) -> bool:
    bare = _BULLET.sub("", line, count=1)
    head = _OUTCOME_FIRST.match(bare)
    decides = head and (words().outcome(head["outcome"]) or VERB.pattern.fullmatch(head["outcome"]))
    return bool(_ABOUT_FIRST.match(bare)) or bool(decides)


def _line(text: str) -> tuple[DecisionLine | None, str]:
    """Return the decision that an entry is, and what in it is none."""
    bare = _BULLET.sub("", text, count=1)
    head = _OUTCOME_FIRST.match(bare)
    if head and words().outcome(head["outcome"]):
        about, aside, outcome, after = head["about"], "", head["outcome"], head["rest"]
    elif head and VERB.pattern.fullmatch(head["outcome"]):
        about, aside, outcome, after = head["about"], "", f"{head['outcome']} ", head["rest"].strip()
    else:
        head = _ABOUT_FIRST.match(bare)
        found = (_outcomes().search(head["rest"]) or VERB.pattern.search(head["rest"])) if head else None
        if head is None or found is None:
            return None, text
        about, outcome = head["about"], found[0]
        aside, after = head["rest"][: found.start()], head["rest"][found.end() :]
    is_work = bool(VERB.pattern.fullmatch(outcome.strip())) and words().outcome(outcome) is None
    outcome, after = _whole_work_outcome(outcome, after) if is_work else _whole_outcome(outcome, after)
    reasons, responsible = _parted(after)
    ordered = reasons if command(reasons) else ""
    named = tuple(_named(about))
    beside = BESIDE_OUTCOME.without(aside, " ").strip(_SIGNS)
    if NEGATED.find(beside.lower()) or DOUBT.find(beside.lower()):
        outcome, beside = f"{beside} {outcome}", ""
    if not ordered and _takes_back(outcome, after):
        outcome, reasons = f"{outcome}: {reasons}", ""
    return DecisionLine(named, beside, outcome, "" if ordered else reasons, responsible), ordered


def _takes_back(outcome: str, after: str) -> bool:
    """Whether what follows a decision without a label may take it back, or decide about another one besides.

    «Avslag: nej» agrees with itself.
    """
    unlabelled = after[: min((label.start() for label in _labels(after)), default=len(after))]
    lines = [line.lstrip(_SIGNS) for line in unlabelled.splitlines()]
    sentences = [part for line in lines for part in re.split(r"(?<=[.!?;,])\s+", line)]
    decides = any(words().outcome(found[0]) for found in _outcomes().finditer(unlabelled))
    begun = {TAKEN_BACK.find(sentence) for sentence in sentences} - {""}
    agrees = words().outcome(outcome) is DecisionOutcome.REJECTED
    return decides or bool(begun - ({"taken_back.no"} if agrees else set()))


def _labels(after: str) -> Iterator[re.Match[str]]:
    for label in (REASONS_LABEL, RESPONSIBLE_LABEL):
        yield from label.pattern.finditer(after)


@cache
def _outcomes() -> re.Pattern[str]:
    proposals = (meant for outcome, meant in words().outcomes.items() if outcome not in ON_WORK)
    known = (word for meant in proposals for word in (meant.word, *meant.also))
    return re.compile(rf"\b(?:{'|'.join(sorted(known, key=len, reverse=True))})\b", re.IGNORECASE)


def _whole_outcome(outcome: str, after: str) -> tuple[str, str]:
    """Return the decision with what belongs to it: another one right behind it, or words that change it."""
    if BECAUSE.find(after):
        return outcome, after
    if not _ENDS_OUTCOME.match(after):
        changed = re.match(r"[^,.:;\n]{0,60}", after)
        return f"{outcome}{changed[0] if changed else after}", ""
    other = _outcomes().match(after.lstrip(_SIGNS))
    return (f"{outcome}, {other[0]}", "") if other else (outcome, after)


def _whole_work_outcome(outcome: str, after: str) -> tuple[str, str]:
    """Return a decision about evaluated work with to whom it applies, or until when; reasons follow a colon or label.

    A name after a comma is one more organisation: what is none is asked about.
    """
    because = BECAUSE_WITHIN.pattern.search(after)
    ends = [label.start() for label in (*_labels(after), *([because] if because else []))]
    sign = _ENDS_WORK_OUTCOME.search(after)
    end = min([*ends, *([sign.start()] if sign else [])], default=len(after))
    rest = after[end:]
    if work_outcome(outcome) is DecisionOutcome.ENDED and after[:1] in {",", "–", "-"}:
        return outcome, after
    return f"{outcome}{after[:end]}".rstrip(_SIGNS), rest


def _parted(after: str) -> tuple[str, str]:
    """Return the reasons and who is responsible; what stands under no label are reasons."""
    labels = sorted(
        (found.start(), found.end(), label is RESPONSIBLE_LABEL)
        for label in (REASONS_LABEL, RESPONSIBLE_LABEL)
        for found in label.pattern.finditer(after)
    )
    bounds = [(0, 0, False), *labels]
    ends = [start for start, _, _ in labels] + [len(after)]
    parts = [(after[begin:end].strip(), who) for (_, begin, who), end in zip(bounds, ends, strict=True)]
    reasons = "\n".join(filter(None, (_tidy(text) for text, who in parts if not who)))
    return reasons, "\n".join(filter(None, (_tidy(text).rstrip(".") for text, who in parts if who)))


def _tidy(text: str) -> str:
    """Return a text without the signs that part it from the decision, its first letter a capital.

    Lines that a program broke are joined; what is listed stays a line.
    """
    bare = _BROKEN.sub(" ", text).lstrip(_SIGNS).rstrip(" \t\n,;–—-")
    if text.lstrip().startswith("(") and bare.endswith(")"):
        bare = bare[:-1]
    return bare[:1].upper() + bare[1:]


def _named(about: str) -> Iterator[Named]:
    """Give the initiatives that are named; a § number right before a reference is of the same one."""
    paragraph, end = 0, 0
    for found in _NAMED.finditer(about):
        numbers = [int(number) for number in re.findall(r"\d+", found["paragraphs"] or "")]
        joined = bool(paragraph) and bool(found["reference"]) and bool(_SAME.fullmatch(about[end : found.start()]))
        if paragraph and not joined:
            yield Named(paragraph=paragraph)
        if found["reference"]:
            yield Named(found["reference"], paragraph if joined else 0)
        elif found["number"]:
            yield Named(number=int(found["number"]))
        yield from (Named(paragraph=number) for number in numbers[:-1])
        paragraph, end = numbers[-1] if numbers else 0, found.end()
    if paragraph:
        yield Named(paragraph=paragraph)


@dataclass(frozen=True, slots=True)
class Additions:
    """Words for letters, by the initiative as it was named; `loose` are the mail's other paragraphs."""

    texts: tuple[tuple[Named, str], ...] = ()
    loose: tuple[str, ...] = ()


def additions(own_text: str) -> Additions:
    """Read «ändra § 6: …»: each ends with its paragraph, or where the next one begins."""
    texts: list[tuple[Named, str]] = []
    loose: list[str] = []
    for block in _BLANK.split(canonical(without_codes(own_text[:LONGEST])).strip()):
        before, *found = _ADDS.split(block)
        loose += [before.strip()] if before.strip() and not _is_said_beside(before) else []
        for about, text in zip(found[::2], found[1::2], strict=True):
            texts += [(named, _tidy(text)) for named in _named(about) if _tidy(text)]
    return Additions(tuple(texts), tuple(loose)) if texts else Additions()
