"""A saved mail page quotes the mail that it answers: what stands there is somebody else's, unless all answers do."""

from __future__ import annotations

import pytest

from parsers.parse import parse
from parsers.result import Code
from tests.support.forms import SMALL

OWN = "<p>Rubrik: Morgonrunda</p><p>E-post: anna@example.se</p><p>Bakgrund: I dag ringer vi runt.</p>"
OTHER = "Glöm inte att svara före fredag."


@pytest.mark.parametrize(
    "quoting",
    [
        f"<blockquote type=cite><p>{OTHER}</p></blockquote>",
        f"<div class=gmail_quote><div class=gmail_attr>Bo skrev:</div><blockquote>{OTHER}</blockquote></div>",
        f"<div class=moz-cite-prefix>Den 3 november skrev Bo:</div><blockquote type=CITE>{OTHER}</blockquote>",
        f"<blockquote type=cite><table><tr><td>{OTHER}</td></tr></table></blockquote>",
    ],
)
def test_quote_below_the_last_answer_is_asked_about(quoting):
    (form,) = parse("svar.html", f"<html><body>{OWN}{quoting}</body></html>".encode(), [SMALL])
    assert form.values["title"] == "Morgonrunda"
    assert form.values["background"] in (None, "I dag ringer vi runt.")
    assert [problem.code for problem in form.problems] in ([Code.AMBIGUOUS], [Code.UNPLACED])


def test_quoted_form_with_other_answers_is_no_form_of_the_sender():
    older = OWN.replace("Morgonrunda", "Kvällsrunda")
    page = f"<html><body>{OWN}<blockquote type=cite>{older}</blockquote></body></html>"
    (form,) = parse("svar.html", page.encode(), [SMALL])
    assert form.values["title"] == "Morgonrunda"


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Hej!</p><blockquote type=cite>{OWN}</blockquote>",
        "".join(f"<blockquote type=cite>{line.replace(': ', '</blockquote><p>')}" for line in OWN.split("<p>")[1:]),
    ],
)
def test_form_that_is_quoted_whole_or_answered_between_its_questions_is_read(page):
    (form,) = parse("svar.html", f"<html><body>{page}</body></html>".encode(), [SMALL])
    assert (form.values["title"], form.values["background"]) == ("Morgonrunda", "I dag ringer vi runt.")
    assert form.complete
