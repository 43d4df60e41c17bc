"""What people write and leave in Word's form: changes, marks, lists, slips; and files that are no filled form."""

from __future__ import annotations

from dataclasses import replace

from mailbot.forms.write import word
from tests.golden.make.form_cases.word import BY_HAND, boxes, lines, marks, rows
from tests.support.form_file import (  # fmt: skip
    FILL_IN,
    HELPS,
    LABELS,
    NOT_OURS,
    READ,
    WRITTEN,
    Case,
    ambiguous,
    invalid,
    loose,
    missing,
    pairs,
    refused,
)
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, table, tc, tr

MACRO = {"word/vbaProject.bin": "not a real macro"}
CHOSEN = ("Gemensam", "Trygg")
NO_NUMBER = "är inte ett telefonnummer. Skriv det med siffror, till exempel 070-174 06 05."
NO_ADDRESS = "är inte en fullständig e-postadress. Skriv en, till exempel namn@example.se."


def field_code(code: str, shown: str) -> str:
    parts = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = parts
    return f'{begin}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{separate}{r(shown)}{end}'


def listed(*texts: str) -> str:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    return "".join(f"<w:p>{numbered}{r(text)}</w:p>" for text in texts)


def answered(made_as: str, name: str, *, read: object = READ, **cells: str) -> Case:
    """Return a case whose answers are XML; `read` is what the first of them means, where it is not as usual."""
    changed = {} if read is READ else {next(iter(cells)): read}
    return Case(name, made_as, docx(rows(cells)), changed)


def _moved() -> list[tuple[str, str]]:
    """Return the questions backwards, with rows that were added, and two that were taken away."""
    kept = [pair for pair in pairs() if pair[0] not in (LABELS["risks"], LABELS["unit"])]
    return [("Diarienummer", "2026-114"), *reversed(kept), ("Underskrift", "K. Åström")]


TEXTS = [
    answered(BY_HAND, "tracked-changes.docx", purpose=p(
        "<w:del><w:r><w:delText>Otryggare</w:delText></w:r></w:del>", f"<w:ins>{r('Tryggare')}</w:ins>",
        "<w:moveFrom><w:r><w:t> bort</w:t></w:r></w:moveFrom>", f"<w:moveTo>{r(' hemgång.')}</w:moveTo>")),
    answered(BY_HAND, "comment.docx", purpose=p(
        '<w:commentRangeStart w:id="1"/>', r("Tryggare hemgång."), '<w:commentRangeEnd w:id="1"/>',
        '<w:r><w:commentReference w:id="1"/></w:r>')),
    answered(BY_HAND, "field-codes-and-links.docx",
             email=p(field_code(' HYPERLINK "mailto:x@y.example" ', "karin.astrom@halmstad.example")),
             background=f"<w:p><w:hyperlink>{r('I dag får vi besked')}</w:hyperlink>"
                        f"<w:fldSimple w:instr='DATE'>{r(' sent om utskrivningar.')}</w:fldSimple></w:p>"),
    answered(BY_HAND, "soft-hyphens-and-split-runs.docx",
             title=p(r("Ge"), r("mensam\u00a0mor"), "<w:r><w:softHyphen/></w:r>",
                     r("gon\u00adrunda i hem"), r("sjukvården"))),
    answered(BY_HAND, "typographic-quotes.docx", read="“Trygg hemgång” – så kallar vi det…",
             purpose=lines("“Trygg hemgång” –  så kallar vi det…")),
    answered(BY_HAND, "bulleted-answer.docx", read="• Kortare möten\n• Färre samtal",
             background=lines("• Kortare möten\n• Färre samtal")),
    answered(BY_HAND, "numbered-answer.docx", read="Kortare möten\nFärre samtal",
             background=listed("Kortare möten", "Färre samtal")),
    answered(BY_HAND, "marks-boxes.docx", success_factors=lines(marks("success_factors", CHOSEN, "☒", "☐"))),
    answered(BY_HAND, "marks-ticks.docx", success_factors=lines(marks("success_factors", CHOSEN, "☑", "☐"))),
    answered(BY_HAND, "marks-brackets.docx",
             success_factors=lines(marks("success_factors", CHOSEN, "[x]", "[ ]"))),
    answered(BY_HAND, "marks-in-one-line.docx", success_factors=p(r("☐ Hälsofrämjande ☐ Enkel ☒ Gemensam ☒ Trygg"))),
    answered(BY_HAND, "marks-wingdings.docx", success_factors="".join(
        p(f'<w:r><w:sym w:font="Wingdings" w:char="{char}"/></w:r>', r(f" {name}"))
        for char, name in (("F0A8", "Enkel"), ("F0FE", "Gemensam"), ("F0FE", "Trygg")))),
    answered(BY_HAND, "choices-in-bullets.docx", success_factors=lines("- gemensam\n- trygg")),
    answered(BY_HAND, "choices-with-and.docx", partners=lines("regionen halland och Halmstad kommun"),
             success_factors=lines("gemensam samt trygg")),
    answered(BY_HAND, "choice-in-other-words.docx", organisation=lines("HALMSTAD KOMMUN")),
    answered(BY_HAND, "own-indicator.docx", read=["Kontinuitet", "Ensamhet"],
             indicators=boxes("indicators", ("Kontinuitet",)) + lines("Annan, skriv vilken: Ensamhet")),
    answered(BY_HAND, "email-and-phone.docx", email=lines("Karin Åström <Karin.Astrom@Halmstad.Example>"),
             phone=lines("Tel. 035 – 12 34 56")),
    Case("choices-in-cells.docx", BY_HAND + ", a mark beside each choice", docx(table(*(
        row for label, text in pairs() for row in ([(label, ""), ("Hälsofrämjande", ""), ("Enkel", ""),
        ("Gemensam", "x"), ("Trygg", "X")] if label == "Framgångsfaktorer" else [(label, text)]))))),
    Case("choices-along-the-row.docx", BY_HAND, docx("<w:tbl>" + "".join(
        tr(*(tc(lines(cell)) for cell in ((label, "☐ Enkel", "☒ Gemensam", "☒ Trygg")
             if label == "Framgångsfaktorer" else (label, text)))) for label, text in pairs()) + "</w:tbl>")),
]  # fmt: skip

LABELLED = [
    Case("labels-decorated.docx", BY_HAND, docx(table(*(
        (f"{number}. {label.upper()} *:", text) for number, (label, text) in enumerate(pairs(), 1))))),
    Case("labels-by-alias.docx", BY_HAND, docx(table(*pairs(
        {"title": "Förslagets namn", "email": "Mejladress", "evaluation": "Utvärdering", "timeplan": "Tidsplan"})))),
    Case("labels-misspelt.docx", BY_HAND, docx(table(*pairs(
        {"background": "Bakgurnd", "organisation": "Organisaton", "success_factors": "Framgångfaktorer"})))),
    Case("labels-in-english.docx", BY_HAND, docx(table(*pairs(
        {"title": "Title", "background": "Background", "purpose": "Purpose", "expected_effect": "Expected effect",
         "organisation": "Organization", "risks": "Risks", "goals": "Goals", "timeplan": "Schedule"})))),
    Case("rows-added-moved-deleted.docx", BY_HAND, docx(table(*_moved())), {"risks": None, "unit": None},
         (loose("”2026-114”"),)),
    Case("required-row-deleted.docx", BY_HAND, docx(table(*pairs(purpose=None))),
         {"purpose": None}, (missing("purpose"),)),
    Case("help-left-in-place.docx", BY_HAND, docx(table(*pairs(
        background=HELPS["background"], unit=HELPS["unit"]))),
         {"background": None, "unit": None}, (missing("background"),)),
    Case("help-left-above-the-answer.docx", BY_HAND, docx(
        rows(background=f"{HELPS['background']}\n{WRITTEN['background']}"))),
    Case("dashes-for-nothing.docx", BY_HAND, docx(table(*pairs(unit="–", risks="-", expected_effect="..."))),
         {"unit": None, "risks": None, "expected_effect": None}, (missing("expected_effect"),)),
    Case("nothing-ticked.docx", BY_HAND, docx(rows({"success_factors": boxes("success_factors", ())})),
         {"success_factors": None}, (missing("success_factors"),)),
    Case("ambiguous-choice.docx", BY_HAND, docx(table(*pairs(organisation="Halland"))), {"organisation": None},
         (ambiguous("organisation", "Region Halland", "Annan vårdgivare i Halland"),)),
    Case("two-addresses.docx", BY_HAND, docx(table(*pairs(email="a.ek@varberg.example, b.ek@varberg.example"))),
         {"email": None}, (ambiguous("email", "a.ek@varberg.example", "b.ek@varberg.example"),)),
    Case("invalid-address-and-factor.docx", BY_HAND, docx(table(*pairs(
        email="karin(at)halmstad", success_factors="Rolig"))),
         {"email": None, "success_factors": None},
         (invalid("email", f"”karin(at)halmstad” {NO_ADDRESS}"),
          invalid("success_factors",
                  "”Rolig” finns inte bland valen. Välj bland Hälsofrämjande, Enkel, Gemensam, Trygg."))),
    Case("too-long.docx", BY_HAND, docx(table(*pairs(title="A" * 201))), {"title": "A" * 201},
         (("title", "too_long", "Rubrik: svaret är för långt, 201 tecken. Korta det till högst 200."),)),
    Case("several-faults.docx", BY_HAND, docx(table(*pairs(title="", success_factors="", phone="ring kansliet"))),
         {"title": None, "success_factors": None, "phone": None},
         (missing("title"), invalid("phone", f"”ring kansliet” {NO_NUMBER}"), missing("success_factors"))),
    Case("with-macros.docm", BY_HAND + ", a macro part that is never run", docx(table(*pairs()), **MACRO)),
    Case("template.dotx", BY_HAND, docx(table(*pairs()))),
    Case("named-doc-by-mistake.doc", BY_HAND + ", a .docx under another name", docx(table(*pairs())), reads_as="docx"),
]  # fmt: skip

OTHERS = [
    Case("empty-form.docx", "the exported form, untouched", word.write(SHIPPED),
         refused=refused("not_a_form", "docx", "formuläret är tomt", "fyll i det och skicka det igen")),
    Case("last-years-form.docx", "the exported form of another version", word.write(
        replace(SHIPPED, id="omtanke-0"), {"title": "Äldre förslag"}), refused=refused(
             "not_a_form", "docx", "det är en annan version av mallen (omtanke-0) än den som används nu", FILL_IN)),
    Case("minutes.docx", BY_HAND, docx(p(r("Mötesprotokoll")) + table(("Närvarande", "Karin"), ("Beslut", "Bifall"))),
         refused=refused("not_a_form", "docx", f"{NOT_OURS} utan ”Mötesprotokoll”", FILL_IN)),
    Case("annex.docx", BY_HAND, docx(lines("Hej!\nHär kommer bakgrund och syfte i en bilaga.")),
         refused=refused("not_a_form", "docx", NOT_OURS, FILL_IN)),
]  # fmt: skip
