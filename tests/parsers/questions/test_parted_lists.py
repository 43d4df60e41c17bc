"""Lists of choices that a page's end has parted: what stands in a neighbour's answer is asked about, on both sides."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from parsers.document.model import Document
from parsers.questions.in_lines import Answer
from parsers.questions.parted_lists import parted

FORM = template_file.load(template_file.shipped_evaluation())
OTHER = "Annan, skriv vilken: Skriv här"


def doubted(kind: str = "pdf", **answers: str) -> set[str]:
    given = {field.key: Answer(answers.get(field.key, ""), "") for field in FORM.fields}
    return parted(Document(kind), FORM, given)


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({"can_spread": "☒ Ja, alla\n☐ Region Halland", "spread_to": "☐ Hylte kommun"}, ("can_spread", "spread_to")),
        ({"same": f"{OTHER}\n☐ Kontinuitet"}, ("better", "same")),
        ({"same": f"☐ Kontinuitet\n{OTHER}\n☐ Delaktighet"}, ("same", "worse")),
        ({"figures": f"{OTHER}\n12 procent."}, ("worse", "figures")),
        ({"better": f"☐ Hylte kommun\n{OTHER}\nEn bil.\n☐ Delaktighet"}, ("with_whom", "cost", "better", "same")),
        ({"done": "Hembesök.\n☒ Region Halland"}, ("done", "with_whom")),
        ({"better": "☐ Förtroende\nÅ\n☒ Tillgänglighet"}, ("better",)),
    ],
    ids=["next one's boxes", "end of a list above", "end of a list within", "end above words", "two above",
         "after words", "what is left of a line"],
)  # fmt: skip
def test_list_in_a_neighbours_answer_puts_all_between_in_doubt(answers, keys):
    assert doubted(**answers) == set(keys)
    assert doubted("docx", **answers) == set()


@pytest.mark.parametrize(
    "answers",
    [
        {"better": f"☐ Delaktighet\n☒ Kontinuitet\n{OTHER}"},
        {"better": "☒ Delaktighet\nAnnan, skriv vilken: Väntetid\ntill rullstol"},
        {"with_whom": "☐ Region Halland\n☒ Annan vårdgivare i Halland"},
        {"done": "Annan personal tog över.\nAnnat gick bra."},
        {"better": "Delaktighet, Förtroende"},
    ],
    ids=["whole", "of one's own", "a choice named so", "words", "no boxes"],
)
def test_list_that_is_whole_is_not_doubted(answers):
    assert doubted(**answers) == set()
