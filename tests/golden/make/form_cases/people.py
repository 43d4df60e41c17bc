"""What people do with the form: fillers, help left beside the answer, slips, marks, and parts that others fill in."""

from __future__ import annotations

from collections.abc import Mapping

from tests.golden.make.form_cases.word import BY_HAND, lines, rows
from tests.support.form_file import FILL_IN, HELPS, LABELS, NOT_OURS, WRITTEN, Case, loose, missing, pairs, refused
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, table

TYPED = "typed by hand"
NOTHING: Mapping[str, None] = dict.fromkeys(LABELS)
ALIASES = {field.key: field.aliases[0] for field in SHIPPED.fields}
OFFICE = (
    ("Ifylls av RUG", ""),
    ("Namn", "Handläggaren"),
    ("E-post", "rug@regionhalland.example"),
    ("Bakgrund", "Se diariet"),
)
GROUP = (
    ("Roll", "Namn", "Organisation"),
    ("Projektledare", "Eva Lund", "Region Halland"),
    ("Deltagare", "Åke Ström", "Hylte kommun"),
)
PROJECT = (
    ("Titel", "Ny matsal"),
    ("Kontaktperson", "Per Öberg"),
    ("Organisation", "Region Halland"),
    ("Bakgrund", "Trångt"),
    ("Förslag", "Bygg ut"),
    ("Syfte", "Mer plats"),
    ("Mål", "Klart 2027"),
    ("Effekt", "Nöjdare gäster"),
    ("Budget", "2 mnkr"),
    ("Tidsplan", "2027"),
)


def typed(form: str = "{}: {}", labels: Mapping[str, str] | None = None, **written: str | None) -> bytes:
    return "\n".join(form.format(label, text) for label, text in pairs(labels, **written)).encode()


def beside(key: str, help_text: str) -> str:
    return f"{help_text} {WRITTEN[key]}"


MOBILE = """Hej! Jag har bara telefonen med mig, så jag skriver här.

Rubrik: Lugna nätter
Namn: Anna Ek
Organisation: Laholm
Telefon 070-174 06 05
Bakgrund: Vi springer mellan husen på natten.
Förslag: Prova tillsyn med kamera hos dem som vill.
Syfte? Att fler ska få sova.
Framgångsfaktorer: trygg o enkel
Effekt: Bättre sömn.

Mvh Anna
Skickat från min iPhone
"""

CASES = [
    Case("fillers.docx", BY_HAND, docx(table(*pairs(
        title="?", background="xxx", purpose="TBD", expected_effect="Kommer senare.", risks="??", unit="Text",
        phone="Har inget"))),
         dict.fromkeys(("title", "background", "purpose", "expected_effect", "risks", "unit", "phone")),
         tuple(map(missing, ("title", "background", "purpose", "expected_effect")))),
    Case("nothing-chosen-in-words.docx", BY_HAND, docx(table(*pairs(
        partners="Inga", goals="Vet ej", indicators="Annan, skriv vilken:", success_factors="Nej"))),
         dict.fromkeys(("partners", "goals", "indicators", "success_factors")), (missing("success_factors"),)),
    Case("help-beside-the-answer.docx", BY_HAND, docx(table(*pairs(
        title=beside("title", HELPS["title"]), background=beside("background", "Hur ser det ut i dag?"),
        purpose=f"{WRITTEN['purpose']} ({HELPS['purpose']})", evaluation=f"Svar: {WRITTEN['evaluation']}",
        risks=f"Risker: {WRITTEN['risks']}")))),
    Case("labels-with-slips.txt", TYPED, typed(labels={
        "purpose": "Sfyte", "title": "Rubrk", "risks": "Riskeer", "background": "Bakgrund/nuläge"})),
    Case("labels-parted-by-signs.txt", TYPED, b"\n".join((
        typed("{} = {}", **{**NOTHING, **dict(list(WRITTEN.items())[:6])}),
        typed("{}? {}", **{**NOTHING, **dict(list(WRITTEN.items())[6:12])}),
        typed("*{}* {}", **{**NOTHING, **dict(list(WRITTEN.items())[12:18])}),
        typed("{}; {}", **{**NOTHING, **dict(list(WRITTEN.items())[18:])})))),
    Case("table-drawn-with-bars.txt", TYPED, b"| Fr\xc3\xa5ga | Svar |\n|---|---|\n" + typed("| {} | {} |")),
    Case("from-a-phone.txt", TYPED, MOBILE.encode(), {
        **NOTHING, "title": "Lugna nätter", "initiator_name": "Anna Ek", "organisation": "Laholms kommun",
        "phone": "070-174 06 05", "background": "Vi springer mellan husen på natten.",
        "description": "Prova tillsyn med kamera hos dem som vill.", "purpose": "Att fler ska få sova.",
        "success_factors": ["Trygg", "Enkel"], "expected_effect": "Bättre sömn."}),
    Case("office-part-in-the-table.docx", BY_HAND, docx(table(*pairs(email="", background=""), *OFFICE)),
         {"email": None, "background": None}, (missing("background"),)),
    Case("office-part-in-lines.txt", TYPED, typed(email="", background="") + b"\n" + "\n".join(
        f"{label}: {text}" for label, text in OFFICE).encode(),
         {"email": None, "background": None}, (missing("background"),)),
    Case("signatures-last.docx", BY_HAND, docx(table(*pairs(phone="", manager="")) + lines(
        "Underskrift\nNamn: Per Chef\nTelefon: 070-174 06 05")), {"phone": None, "manager": None}),
    Case("project-group-first.docx", BY_HAND, docx(table(*GROUP) + table(*pairs())), {},
         (loose("”Projektledare”, ”Eva Lund”, ”Deltagare” och 2 till"),)),
    Case("circles-as-bullets.docx", BY_HAND, docx(rows(
        {"success_factors": lines("○ Gemensam\n○ Trygg"), "indicators": lines("o Kontinuitet\no Ensamhet")})),
         {"indicators": ["Kontinuitet", "Ensamhet"]}),
    Case("x-after-empty-boxes.docx", BY_HAND, docx(rows({"success_factors": lines(
        "☐ Hälsofrämjande\n☐ Enkel\n☐ Gemensam X\n☐ Trygg X")}))),
    Case("ticks-and-crosses.docx", BY_HAND, docx(rows({"success_factors": lines(
        "✗ Hälsofrämjande ✗ Enkel ✓ Gemensam ✓ Trygg"), "indicators": lines("☒ Kontinuitet\nDelaktighet\n☒ Annan")})),
         {"indicators": ["Kontinuitet", "Annan"]}),
    Case("choices-in-a-row-of-words.docx", BY_HAND, docx(table(*pairs(
        success_factors="1. Gemensam 2. Trygg", partners="Region Halland + Halmstads kommun",
        indicators="Vårdens samordning, antal fall"))), {"indicators": ["Vårdens samordning", "antal fall"]}),
    Case("all-labels-by-alias.docx", BY_HAND, docx(p(r(SHIPPED.title)) + table(*pairs(ALIASES, success_factors=""))),
         {"success_factors": None}, (missing("success_factors"),)),
    Case("project-plan.docx", BY_HAND, docx(table(*PROJECT)), refused=refused("not_a_form", "docx", NOT_OURS, FILL_IN)),
]  # fmt: skip
