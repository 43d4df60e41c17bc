"""Word's own shapes, written as XML by hand after ECMA-376 and files that Word saves."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from mailbot.forms.write import word
from tests.support.form_file import HELPS, LABELS, WRITTEN, Case, missing, pairs, two_by_two
from tests.support.forms import SHIPPED
from tests.support.office_files import W, docx, p, r, sdt, table, tc, tr

BY_HAND = "Word's XML by hand"
PLACEHOLDER = "<w:showingPlcHdr/>"
TAB = "<w:r><w:tab/></w:r>"


def lines(text: str) -> str:
    return "".join(p(r(escape(line))) for line in text.split("\n"))


def rows(special: dict[str, str] | None = None, **written: str | None) -> str:
    """Return a table of label and value, where `special` gives a field's answer cell as XML."""
    cells = {LABELS[key]: content for key, content in (special or {}).items()}
    made = (tr(tc(lines(label)), tc(cells.get(label, lines(text)))) for label, text in pairs(**written))
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def control(key: str, content: str, properties: str = "") -> str:
    return sdt(content, tag=key, properties=f'<w:alias w:val="{LABELS[key]}"/>{properties}')


def box(tag: str, title: str, *, ticked: bool, space: str = "w14") -> str:
    state = f'<{space}:checkbox><{space}:checked {space}:val="{int(ticked)}"/></{space}:checkbox>'
    return p(sdt(r("☒" if ticked else "☐"), tag=tag, properties=f'<w:alias w:val="{title}"/>{state}'), r(f" {title}"))


def boxes(key: str, chosen: tuple[str, ...], space: str = "w14") -> str:
    return "".join(box(key, name, ticked=name in chosen, space=space) for name in SHIPPED.field(key).choices)


def marks(key: str, chosen: tuple[str, ...], on: str, off: str) -> str:
    return "\n".join(f"{on if name in chosen else off} {name}" for name in SHIPPED.field(key).choices)


def legacy_text(value: str) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'
    return f'{begin}{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(value)}{END}'


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def legacy_box(name: str, *, ticked: bool) -> str:
    data = f'<w:ffData><w:checkBox><w:default w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    return p(f"{begin}<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>{END}", r(f" {name}"))


def legacy_list(choices: tuple[str, ...], chosen: str) -> str:
    entries = "".join(f'<w:listEntry w:val="{choice}"/>' for choice in choices)
    data = f'<w:ffData><w:ddList><w:result w:val="{choices.index(chosen)}"/>{entries}</w:ddList></w:ffData>'
    return p(f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>{END}')


def textbox(text: str) -> str:
    inner = f"<w:txbxContent>{lines(text)}</w:txbxContent>"
    return p(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def controls(wrap: Callable[[str, str], str]) -> bytes:
    """Return a form of one row a question, each answer a control made by `wrap` of key and text."""
    body = "".join(
        tr(tc(lines(label)), wrap(key, text)) for (key, text), (label, _) in zip(WRITTEN.items(), pairs(), strict=True)
    )
    return docx(f"<w:tbl>{body}</w:tbl>")


def part(name: str, content: str) -> str:
    return f"<w:{name} {W}>{content}</w:{name}>"


def _without(*keys: str) -> list[tuple[str, str]]:
    return [(label, text) for label, text in pairs() if label not in {LABELS[key] for key in keys}]


SHARED = {"partners": "Region Halland\nHalmstads kommun", "success_factors": "Gemensam\nTrygg"}
CONTROLS = [
    Case("ours-filled.docx", "the exported form, filled in by mailbot", word.write(SHIPPED, {
        **WRITTEN, "partners": ("Region Halland", "Halmstads kommun"), "success_factors": ("Gemensam", "Trygg"),
        "goals": ("Nära",), "indicators": ("Kontinuitet",),
    })),
    Case("controls-inline.docx", BY_HAND, controls(lambda key, text: tc(p(control(key, r(text)))))),
    Case("controls-block.docx", BY_HAND, controls(lambda key, text: tc(control(key, lines(text))))),
    Case("controls-cell.docx", BY_HAND, controls(lambda key, text: control(key, tc(lines(text))))),
    Case("controls-row.docx", BY_HAND, docx("<w:tbl>" + "".join(
        sdt(tr(tc(lines(label)), tc(p(control(key, r(text))))), properties="<w:alias w:val='Rad'/>")
        for (key, text), (label, _) in zip(WRITTEN.items(), pairs(), strict=True)) + "</w:tbl>")),
    Case("controls-repeating.docx", BY_HAND + ", a repeating section for one answer", docx(rows({
        "background": sdt("".join(sdt(p(control("background", r(text))), properties="<w:alias w:val='Post'/>")
                                  for text in ("Besked kommer sent.", "Det ger dubbelarbete.")))})),
         fields={"background": "Besked kommer sent.\nDet ger dubbelarbete."}),
    Case("controls-without-labels.docx", BY_HAND + ", free text around tagged controls", docx("".join(
        p(r("Fyll i: "), control(key, r(text))) for key, text in WRITTEN.items()))),
    Case("controls-by-title.docx", BY_HAND + ", controls with a title and no tag", docx("".join(
        p(r("Fyll i: "), sdt(r(text), properties=f'<w:alias w:val="{label}"/>')) for label, text in pairs()))),
    Case("drop-down-and-date.docx", BY_HAND, docx(rows({
        "organisation": p(control("organisation", r("Halmstads kommun"), '<w:dropDownList><w:listItem w:displayText='
                                  '"Halmstads kommun" w:value="5"/></w:dropDownList>')),
        "timeplan": p(control("timeplan", r("1 februari 2027"), '<w:date w:fullDate="2027-02-01T00:00:00Z"/>')),
    })), fields={"timeplan": "2027-02-01"}),
    Case("check-boxes-word-2010.docx", BY_HAND, docx(rows({
        "partners": boxes("partners", ("Region Halland", "Halmstads kommun")),
        "success_factors": boxes("success_factors", ("Gemensam", "Trygg")),
    }))),
    Case("check-boxes-main-namespace.docx", BY_HAND, docx(rows({
        "partners": boxes("partners", ("Region Halland", "Halmstads kommun"), "w"),
        "success_factors": boxes("success_factors", ("Gemensam", "Trygg"), "w"),
    }))),
    Case("placeholders-left.docx", BY_HAND, docx(rows({
        "purpose": p(control("purpose", r("Klicka eller tryck här för att ange text."), PLACEHOLDER)),
        "unit": p(control("unit", r("Skriv här"), PLACEHOLDER)),
    })), fields={"purpose": None, "unit": None}, problems=(missing("purpose"),)),
    Case("written-beside-the-control.docx", BY_HAND, docx(rows({
        "title": p(control("title", r("Skriv här"), PLACEHOLDER)) + lines(WRITTEN["title"])}))),
    Case("legacy-fields.docx", BY_HAND + ", the form fields of Word 97–2003", docx(rows({
        "title": p(legacy_text(WRITTEN["title"])),
        "unit": p(legacy_text("\u2002\u2002\u2002\u2002\u2002")),
        "organisation": legacy_list(("Region Halland", "Halmstads kommun"), "Halmstads kommun"),
        "success_factors": "".join(legacy_box(name, ticked=name in ("Gemensam", "Trygg"))
                                   for name in SHIPPED.field("success_factors").choices),
    })), fields={"unit": None}),
]  # fmt: skip

LAYOUTS = [
    Case("table-beside.docx", BY_HAND, docx(table(*pairs()))),
    Case("table-above.docx", BY_HAND + ", each label in a row of its own", docx(table(*(
        (cell,) for pair in pairs() for cell in pair)))),
    Case("table-header-row.docx", BY_HAND + ", labels in the first row", docx(table(
        tuple(label for label, _ in pairs()), tuple(text for _, text in pairs())))),
    Case("table-two-pairs-a-row.docx", BY_HAND, docx(table(*(
        (*left, *right) for left, right in two_by_two())))),
    Case("table-help-column.docx", BY_HAND, docx(table(*(
        (label, text, HELPS[key]) for key, (label, text) in zip(LABELS, pairs(), strict=True))))),
    Case("label-and-value-in-one-cell.docx", BY_HAND, docx(table(*((f"{label}: {text}",) for label, text in pairs())))),
    Case("label-above-value-in-one-cell.docx", BY_HAND, docx("<w:tbl>" + "".join(
        tr(tc(lines(f"{label}\n{HELPS[key]}\n{text}"))) for key, (label, text) in zip(LABELS, pairs(), strict=True))
        + "</w:tbl>")),
    Case("headings.docx", BY_HAND + ", labels as headings", docx("".join(
        f'<w:p><w:pPr><w:pStyle w:val="Rubrik2"/></w:pPr>{r(label)}</w:p>{lines(text)}' for label, text in pairs()))),
    Case("headings-with-help.docx", BY_HAND, docx("".join(
        lines(f"{label}\n{HELPS[key]}\n{text}") for key, (label, text) in zip(LABELS, pairs(), strict=True)))),
    Case("colon-paragraphs.docx", BY_HAND, docx("".join(lines(f"{label}: {text}") for label, text in pairs()))),
    Case("dash-paragraphs.docx", BY_HAND, docx("".join(lines(f"{label} – {text}") for label, text in pairs()))),
    Case("writing-lines.docx", BY_HAND + ", a paper form's underscores", docx("".join(
        lines(f"{label}: ____{text}____") for label, text in pairs(unit="________"))), fields={"unit": None}),
    Case("tab-paragraphs.docx", BY_HAND + ", two questions to a line", docx("".join(
        p(r(f"{one[0]}:"), TAB, r(f"{one[1]}"), *((TAB, r(f"{two[0]}: {two[1]}")) if two[0] else ()))
        for one, two in two_by_two()))),
    Case("text-boxes.docx", BY_HAND, docx("".join(textbox(f"{label}\n{text}") for label, text in pairs()))),
    Case("header-and-footer.docx", BY_HAND + ", name in the page's header, telephone in its footer", docx(
        table(*_without("title", "phone")), **{
            "word/header1.xml": part("hdr", lines(f"Rubrik: {WRITTEN['title']}")),
            "word/footer1.xml": part("ftr", table(("Telefon", WRITTEN["phone"])) + p(r("Sida 1 av 2")))})),
    Case("contact-in-footer.docx", BY_HAND, docx(rows(email="", phone=""), **{
        "word/footer1.xml": part("ftr", lines("E-post: omtankehalland@regionhalland.example\nTelefon: 035-00 00 00"))}),
        fields={"email": None, "phone": None}),
    Case("nested-table.docx", BY_HAND, docx(rows({
        "background": lines("Så ser det ut:") + table(("Nu", "Tre samtal"), ("Sedan", "Ett möte"))})),
        fields={"background": "Så ser det ut:\nNu Tre samtal\nSedan Ett möte"}),
    Case("nested-label-table.docx", BY_HAND + ", the form inside a layout table", docx(
        f"<w:tbl>{tr(tc(p(r('Region Halland'))), tc(table(*pairs()) + p()))}</w:tbl>")),
    Case("merged-label.docx", BY_HAND, docx("<w:tbl>" + "".join(
        tr(tc(lines(label), properties='<w:gridSpan w:val="2"/>'), tc(lines(text))) for label, text in pairs())
        + "</w:tbl>")),
    Case("label-merged-downwards.docx", BY_HAND, docx("<w:tbl>" + "".join(
        tr(tc(lines(label), properties='<w:vMerge w:val="restart"/>'), tc(lines(text)))
        + (tr(tc(p(), properties="<w:vMerge/>"), tc(lines("Det tar tid."))) if label == "Bakgrund" else "")
        for label, text in pairs()) + "</w:tbl>"), fields={"background": f"{WRITTEN['background']}\nDet tar tid."}),
    Case("two-forms.docx", BY_HAND + ", one below the other", docx(
        table(*pairs()) + p() + table(*pairs(title="Kvällsrunda", goals="Personcentrerad"))),
        second={"title": "Kvällsrunda", "goals": ["Personcentrerad"]}),
]  # fmt: skip
