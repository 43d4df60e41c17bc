from __future__ import annotations

from parsers.labels import labels_of
from parsers.lines import Answer, in_lines
from tests.parsers.forms import SHIPPED

FIELDS = {field.key: field for field in SHIPPED.fields}


def read(*lines: str) -> list[tuple[str, Answer]]:
    return list(in_lines(lines, FIELDS, labels_of(SHIPPED)))


def test_alias_in_an_answer_is_no_question_where_the_label_stands():
    assert read("Syfte", "Effekt: färre besök", "Förväntad effekt: lugn", "Roll eller yrke", "Chef",
                "Förankrat hos chef\tPer Öberg") == [
        ("purpose", Answer("Effekt: färre besök", "textrad 1")),
        ("expected_effect", Answer("lugn", "textrad 3")),
        ("role", Answer("Chef", "textrad 4")),
        ("manager", Answer("Per Öberg", "textrad 6")),
    ]  # fmt: skip


def test_alias_is_a_question_where_the_label_does_not_stand():
    assert read("Syfte: lugn", "Effekt: färre besök") == [
        ("purpose", Answer("lugn", "textrad 1")),
        ("expected_effect", Answer("färre besök", "textrad 2")),
    ]
