"""PDF forms of two invented organisations: one with form fields, one that was printed from Word."""

from __future__ import annotations

from collections.abc import Mapping

from pypdf.generic import ArrayObject, NumberObject, TextStringObject

from tests.support.paths import OTHER_FORMS
from tests.support.pdf_files import box, field, pdf, text

Answers = Mapping[str, str]
_REQUIRED = NumberObject(1 << 1)
_LONG = NumberObject(1 << 1 | 1 << 12)


def falkenberg(answers: Answers) -> bytes:
    """Form fields whose names say nothing: what a person reads is printed beside them, and in their tooltips."""
    kinds = ("Arbetssätt", "Teknik")
    choices = ArrayObject(TextStringObject(choice) for choice in ("Låg", "Medel", "Hög"))
    labels = ("Förslagets namn *", "Beskrivning *", "Prioritet", "Ditt namn", "Berör")
    page = text(50, 780, "Förslag till Falkenbergs kommun", 18)
    page += b"".join(text(50, 720 - 40 * number, label) for number, label in enumerate(labels))
    page += b"".join(text(220 + 110 * number, 560, kind) for number, kind in enumerate(kinds))

    def line(number: int) -> tuple[float, float, float, float]:
        return 200, 715 - 40 * number, 500, 735 - 40 * number

    def square(number: int) -> tuple[float, float, float, float]:
        return 200 + 110 * number, 555, 212 + 110 * number, 567

    return pdf(
        page,
        title="Förslag till Falkenbergs kommun",
        fields=(
            field("Text1", line(0), tooltip="Förslagets namn", Ff=_REQUIRED, V=answers.get("title", "")),
            field("Text2", line(1), tooltip="Beskrivning", Ff=_LONG, V=answers.get("what", "")),
            field("List1", line(2), kind="Ch", tooltip="Prioritet", Opt=choices, V=answers.get("urgent", "")),
            field("Text3", line(3), tooltip="Ditt namn", V=answers.get("name", "")),
            *(
                box(f"Berör.{kind}", square(number), ticked=kind in answers.get("kinds", ""))
                for number, kind in enumerate(kinds)
            ),
        ),
    )


def printed(answers: Answers) -> bytes:
    """Return Laholm's Word form as LibreOffice prints it; `make_files` made the two."""
    return (OTHER_FORMS / f"laholm-{'filled' if answers else 'blank'}.pdf").read_bytes()
