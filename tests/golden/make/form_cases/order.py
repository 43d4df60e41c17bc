"""Answers that begin lines with the form's own labels, and what is left before and below the answers."""

from __future__ import annotations

from tests.golden.make.form_cases.mail import plain
from tests.golden.make.form_cases.word import BY_HAND, lines
from tests.support.form_file import LABELS, WRITTEN, Case, pairs
from tests.support.mails import a_mail
from tests.support.office_files import docx, p, r, table

MAIL = "a mail by hand"
RULES = "Så skrev vi förra året:\nRubrik: En dörr in\nOrganisation: Region Halland\nVi vill mer."
DIVIDED = "Vi delar upp arbetet:\nResurser\nTvå personer svarar.\nRisker\nIngen svarar."
LISTED = "Vi gör så här:\n- Målgrupp: barn\n- Tidplan: våren\n- Syfte: en väg in"
UNASKED = "Ett gemensamt nummer.\nRisker: att ingen svarar.\nTidplan: under våren."
TWICE = "Ett gemensamt nummer.\nSyfte: att lotsa rätt.\nSedan ringer vi upp."
QUOTED = "\n".join(f"> {line}" for line in plain(": ").split("\n"))


def headings(**written: str) -> bytes:
    return docx("".join(p(r(label)) + lines(text) for label, text in pairs(**written)))


def doubtful(key: str, *found: str) -> tuple[str, str, str]:
    """Return the problem of a question whose answer may be one of these texts."""
    shown = " eller ".join(f"”{text}”" for text in found)
    return (key, "ambiguous", f"{LABELS[key]}: vi är osäkra på om {shown} är ditt svar. Skriv det svar som gäller.")


CASES = [
    Case("labels-in-an-answer.eml", MAIL + ", an older proposal quoted in an answer",
         a_mail(plain(": ", background=RULES)), {"background": RULES}),
    Case("labels-in-bullets.eml", MAIL, a_mail(plain(": ", description=LISTED)), {"description": LISTED}),
    Case("labels-below-labels.docx", BY_HAND + ", labels as paragraphs", headings(description=DIVIDED),
         {"description": DIVIDED}),
    Case("labels-in-one-column.docx", BY_HAND + ", a table with label and answer in the same cell",
         docx(table(*([f"{label}\n{text}"] for label, text in pairs(description=DIVIDED)))), {"description": DIVIDED}),
    Case("labels-beside-their-question.docx", BY_HAND + ", the rows of those labels deleted",
         docx(table(*pairs(description=UNASKED, risks=None, timeplan=None))),
         {"description": UNASKED, "risks": None, "timeplan": None}),
    Case("label-asked-twice.eml", MAIL, a_mail(plain(": ", description=TWICE)),
         {"description": TWICE, "purpose": None},
         (doubtful("purpose", WRITTEN["purpose"], "att lotsa rätt. Sedan ringer vi upp."),)),
    Case("label-only-in-an-answer.docx", BY_HAND + ", labels as paragraphs",
         headings(description=UNASKED, risks="", timeplan=""),
         {"description": UNASKED, "risks": None, "timeplan": None},
         (doubtful("timeplan", "under våren."), doubtful("risks", "att ingen svarar."))),
    Case("prompts-left.docx", BY_HAND + ", typed after the prompt of a control that was dissolved",
         docx(table(*pairs(title=f"Skriv här{WRITTEN['title']}", role=f"Skriv här: {WRITTEN['role']}",
                           organisation=f"Välj i listan {WRITTEN['organisation']}")))),
    Case("closing-phrase.eml", MAIL, a_mail(f"{plain(': ')}\n\nTack på förhand!\nKarin\n")),
    Case("signature-with-questions.eml", MAIL, a_mail(
         f"{plain(': ', phone=None)}\n\n-- \nKarin Åström\nTelefon: 035-12 34 56\nE-post: k@halmstad.example\n")),
    Case("forwarded-skrev.eml", MAIL + ", passed on by a telephone", a_mail(
         f"Se nedan.\n\nDen 18 nov. 2026 kl. 09:12 skrev Karin <karin.astrom@halmstad.example>:\n\n{QUOTED}\n",
         subject="Fwd: Förslag")),
]  # fmt: skip
