"""The form that somebody wrote or pasted into a mail: in its page, its text, or below questions that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.from_html import above_quote, to_plain
from mailbot.mail.text.quotes import answered_below, passed_on, quoted_sender, with_marked_quotes, without_quotes
from parsers import Code, FormTemplate, NotAForm, ParsedForm, Result, agreed, label_in, parse_html, parse_text

_Found = tuple[ParsedForm, ...] | NotAForm
_QUOTED = re.compile(r"(?:> ?)+")
_SHARE = 0.5


def in_body(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> _Found:
    """Read a form in what the sender wrote, as a table where it is one, else in a mail that the sender passes on.

    Of a page without a table, its words are read as text, too: what the two readings differ in is asked about.
    """
    has_table = "<table" in message.html.lower()
    page = _in_own_page(message, forms) if has_table else None
    if isinstance(page, tuple):
        return page
    own = _in_own_text(message, forms)
    if not has_table and message.html and (isinstance(own, tuple) or _names_questions(message.text, forms)):
        page = _in_own_page(message, forms)
        if isinstance(page, tuple):
            return agreed(page, own, forms) if isinstance(own, tuple) else page
    if isinstance(own, tuple):
        return own
    forwarded = passed_on(message.text, message.subject)
    if forwarded:
        return parse_text(forwarded, forms)
    for answered in (_below_quoted(message.text, forms), _in_quoted_letter(message, forms)):
        if isinstance(answered, tuple):
            return answered
    return own


def _in_quoted_letter(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> _Found | None:
    """Read the answers that the sender says stand in the letter below, where that was written by who gets the reply."""
    below = answered_below(message.text, message.own_text)
    if not below or quoted_sender(message.text) not in {to.address for to in message.recipients}:
        return None
    found = parse_html(message.html, forms) if "<table" in message.html.lower() else parse_text(below, forms)
    return found if isinstance(found, tuple) and len(found) == 1 else None


def _in_own_page(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> _Found:
    """Read the HTML above the first quote; all of it where the mail passes another one on."""
    if passed_on(message.text, message.subject):
        return parse_html(message.html, forms)
    found = parse_html(above_quote(message.html), forms)
    if isinstance(found, NotAForm):
        return found
    own = tuple(form for form in found if _is_own(form, message))
    return own or NotAForm(found[0].format, "formuläret står i ett mejl som citeras")


def _is_own(form: ParsedForm, message: IncomingMessage) -> bool:
    """Whether the answers stand in what the sender wrote, of those that stand in the page's words at all."""
    text = to_plain(message.html)
    whole, own = _run(text), _run(without_quotes(text, message.sender.name)[0])
    told = [words for words in map(_run, _texts(form)) if words in whole]
    return not told or sum(words in own for words in told) >= _SHARE * len(told)


def _texts(form: ParsedForm) -> Iterator[str]:
    yield from (value for value in form.values.values() if isinstance(value, str))


def _run(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def _names_questions(text: str, forms: Sequence[FormTemplate]) -> bool:
    """Whether most questions of a form stand in a text."""
    return any(sum(field.label in text for field in form.fields) >= _SHARE * len(form.fields) for form in forms)


def _below_quoted(text: str, forms: tuple[FormTemplate, ...]) -> _Found | None:
    """Read the answers that somebody has written between the questions of a blank form, which are quoted with >.

    What is quoted besides is nobody's answer.
    """
    if not _names_questions(text, forms) or "\n>" not in f"\n{text}":
        return None
    return parse_text("\n".join(_own_lines(text, forms)), forms)


def _own_lines(text: str, forms: Sequence[FormTemplate]) -> Iterator[str]:
    """Yield what is not quoted, and of what is quoted the questions."""
    for line in with_marked_quotes(text):
        mark = _QUOTED.match(line)
        asked = line[mark.end() :].strip() if mark else ""
        if mark is None:
            yield line
        elif label := next(filter(None, (label_in(asked, form) for form in forms)), ""):
            yield label


def _in_own_text(message: IncomingMessage, forms: tuple[FormTemplate, ...]) -> _Found:
    """Read a form above the signature, which would else end the last answer; what answers a question was none."""
    above = parse_text(message.own_text, forms)
    if message.unquoted == message.own_text:
        return above
    signed = parse_text(message.unquoted, forms)
    return above if _answered(signed) <= _answered(above) else signed


def _answered(result: Result) -> int:
    """Count the questions that are answered, well or badly, in all forms."""
    if not isinstance(result, tuple):
        return 0
    given = [{key for key, value in form.values.items() if value is not None} for form in result]
    faulty = [{problem.field for problem in form.problems if problem.code is not Code.MISSING} for form in result]
    return sum(len(keys | others) for keys, others in zip(given, faulty, strict=True))
