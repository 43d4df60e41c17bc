"""Word forms of seven invented organisations: each as a function from answers to a file, blank where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.golden.make.form_cases.word import box, legacy_box, legacy_list, legacy_text
from tests.support.office_files import docx, p, r, tc, tr

Answers = Mapping[str, str]
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style></w:styles>'
)


def file(body: str) -> bytes:
    return docx(body, **{"word/styles.xml": STYLES})


def head(text: str, style: str = "Rubrik1") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{r(escape(text))}</w:p>'


def bold(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def grey(text: str) -> str:
    return (
        '<w:r><w:rPr><w:color w:val="808080"/><w:sz w:val="16"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def lines(text: str) -> str:
    return "".join(p(r(escape(line))) for line in text.split("\n"))


def wide(*content: str) -> str:
    return tr(tc(*content, properties='<w:gridSpan w:val="2"/>'))


def table(*rows: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    columns = max(row.count("<w:tc>") for row in rows)
    grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def pair(label: str, space: str) -> str:
    return tr(tc(lines(label)), tc(space))


def boxes(choices: tuple[str, ...], chosen: str) -> str:
    """Return choices to tick by hand, a line each."""
    return "\n".join(f"{'☒' if choice in chosen.split(', ') else '☐'} {choice}" for choice in choices)


def laholm(answers: Answers) -> bytes:
    """Plain table: a title row, numbers, remarks in parentheses, choices in words, two questions to a row."""

    def said(key: str, blank: str = "") -> str:
        return lines(answers.get(key, blank))

    def four(first: str, space: str, second: str, other: str) -> str:
        return tr(tc(lines(first)), tc(space), tc(lines(second)), tc(other))

    return file(
        table(
            tr(tc(p(bold("Förbättringsförslag i Laholms kommun")), properties='<w:gridSpan w:val="4"/>')),
            four("1. Namn *", said("name"), "2. E-post *", said("email")),
            four("3. Telefon", said("phone"), "4. Verksamhet", said("unit")),
        )
        + p(r("Fält markerade med * är obligatoriska."))
        + table(
            pair("5. Rubrik på förslaget *", said("title")),
            pair("6. Beskriv förslaget * (högst 300 ord)", said("what")),
            pair("7. Område", said("area", "Välj: Äldreomsorg / Skola / Kultur")),
            pair("8. Har du pratat med din chef?", said("boss", "☐ Ja\n☐ Nej")),
            pair("9. Önskat startdatum (ÅÅÅÅ-MM-DD)", said("start")),
        )
    )


def idea(answers: Answers) -> bytes:
    """Headings of Word with empty paragraphs under them, some with a line of help."""

    def room(key: str, empty: int = 3) -> str:
        return lines(answers[key]) if key in answers else "<w:p/>" * empty

    return file(
        head("Idéblankett för Hallandsvården", "Rubrik")
        + p(r("Har du en idé? Beskriv den här, så hör vi av oss."))
        + head("Om idén")
        + head("Idéns namn (måste fyllas i)", "Rubrik2")
        + room("title", 1)
        + head("Vilket problem löser idén? (måste fyllas i)", "Rubrik2")
        + p(grey("Beskriv läget i dag med några meningar."))
        + room("problem")
        + head("Hur vet vi att det fungerar?", "Rubrik2")
        + room("proof")
        + head("Om dig")
        + head("Ditt namn (måste fyllas i)", "Rubrik2")
        + room("name", 1)
        + head("Mejladress", "Rubrik2")
        + room("email", 1)
    )


def deviation(answers: Answers) -> bytes:
    """Lines to write on, several on a line, and boxes in the running text."""

    def rule(key: str, length: int = 20) -> str:
        return answers.get(key, "_" * length)

    levels = ("Låg", "Medel", "Hög")
    ticks = " ".join(f"{'☒' if level == answers.get('level') else '☐'} {level}" for level in levels)
    return file(
        head("Avvikelse i samverkan", "Rubrik")
        + p(bold("Uppgifter om dig"))
        + p(r(f"Namn: {rule('name')}\t"), r(f"Telefon: {rule('phone')}"))
        + p(r(f"Arbetsplats: {rule('unit')}"))
        + p(bold("Vad hände?"))
        + p(r(f"Rubrik (obligatorisk): {rule('title')}"))
        + p(r(f"Datum för händelsen: {rule('date')}"))
        + p(r(f"Allvarlighetsgrad (kryssa i ett): {ticks}"))
        + p(r("Beskriv händelsen (obligatorisk):"))
        + (lines(answers["what"]) if "what" in answers else p(r("_" * 60)) * 3)
    )


def directive(answers: Answers) -> bytes:
    """Controls without tags; the label above its control, in boxes of a table."""

    def control(key: str, properties: str = "") -> str:
        shown = "" if key in answers else "<w:showingPlcHdr/>"
        content = r(escape(answers.get(key, "Klicka eller tryck här för att ange text.")))
        return p(f"<w:sdt><w:sdtPr>{properties}{shown}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")

    def items(*choices: str) -> str:
        listed = "".join(f'<w:listItem w:displayText="{choice}" w:value="{choice}"/>' for choice in choices)
        return f'<w:dropDownList><w:listItem w:displayText="Välj ett objekt." w:value=""/>{listed}</w:dropDownList>'

    partners = ("Regionen", "Kommunen", "Annan, ange vilken")
    chosen = answers.get("partners", "").split(", ")
    return file(
        head("Projektdirektiv", "Rubrik")
        + table(
            wide(p(bold("1 Bakgrund och mål"))),
            tr(tc(lines("Projektets namn*")), tc(lines("Projektets ägare"))),
            tr(tc(control("title")), tc(control("owner"))),
            tr(tc(lines("Startdatum*")), tc(lines("Prioritet"))),
            tr(tc(control("start", "<w:date/>")), tc(control("priority", items("1 – hög", "2 – medel", "3 – låg")))),
            wide(p(bold("2 Innehåll"))),
            wide(p(r("Mål för projektet*")), p(grey("Vad ska vara annorlunda när projektet är slut?"))),
            wide(control("goal")),
            wide(p(r("Deltagande parter (ett eller flera val)"))),
            wide("".join(box("", partner, ticked=partner in chosen) for partner in partners)),
        )
    )


def innovation(answers: Answers) -> bytes:
    """The form fields of Word 97–2003."""
    places = ("Hemmet", "Vårdcentralen", "Sjukhuset")
    phases = ("Idé", "Prototyp", "I drift")

    def written(key: str) -> str:
        return legacy_text(answers.get(key, "\u2002\u2002\u2002\u2002\u2002"))

    return file(
        p(bold("Innovationsformulär"))
        + p(r("Innovationens namn (obligatoriskt): "), written("title"))
        + p(r("Beskrivning (obligatoriskt): "), written("what"))
        + p(r("Kontaktperson: "), written("name"))
        + table(
            pair(
                "Var används den? (flera val möjliga)",
                "".join(legacy_box(place, ticked=place in answers.get("places", "")) for place in places),
            ),
            pair("Hur långt har ni kommit?", legacy_list(phases, answers.get("phase", "Idé"))),
        )
    )


def bolds(answers: Answers) -> bytes:
    """Labels in bold, which no style tells from the text, each with help in grey beside it and room below."""

    def room(key: str) -> str:
        return lines(answers.get(key, "\n"))

    return file(
        p(bold("Utvecklingsidé – Kungsbacka kommun"))
        + p(bold("Rubrik* "), grey("Ett kort namn"))
        + room("title")
        + p(bold("Nuläge*"))
        + room("now")
        + p(bold("Önskat läge "), grey("Beskriv vad som ska bli bättre"))
        + room("wanted")
        + p(bold("Kostnad, ungefär"))
        + room("cost")
    )


def crossed(answers: Answers) -> bytes:
    """A table with a heading row, help in a column of its own, sections, and boxes."""

    def row(label: str, helped: str, key: str, blank: str = "") -> str:
        return tr(tc(lines(label)), tc(p(grey(helped))), tc(lines(answers.get(key, blank))))

    span = '<w:gridSpan w:val="3"/>'
    kinds = ("Arbetssätt", "Teknik", "Lokaler", "Annat, vad?")
    return file(
        head("Utvecklingsärende", "Rubrik")
        + table(
            tr(tc(p(bold("Fråga"))), tc(p(bold("Hjälp"))), tc(p(bold("Svar")))),
            tr(tc(p(bold("A. Ärendet")), properties=span)),
            row("Ärendets rubrik", "Obligatorisk uppgift.", "title"),
            row("Sammanfattning", "Obligatorisk uppgift. Högst en halv sida.", "what"),
            row(
                "Typ av ärende", "Markera ett eller flera alternativ.", "kinds", boxes(kinds, answers.get("kinds", ""))
            ),
            tr(tc(p(bold("B. Ekonomi")), properties=span)),
            row("Finns pengar avsatta?", "Ja eller nej.", "money", "☐ Ja  ☐ Nej"),
            row("Belopp i kronor", "Frivillig uppgift.", "sum"),
        )
    )
