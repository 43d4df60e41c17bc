"""Word's format as other programs write it, and what Word does that is seldom seen: as whole forms."""

from __future__ import annotations

from tests.golden.make.form_cases.word import BY_HAND, END, control, lines, part, rows
from tests.support.form_file import LABELS, WRITTEN, Case, pairs
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, relationships, sdt, table, tc, tr

GOOGLE = "the shape of a Google Docs export, by hand: controls of its own, every property written out"
_SHOWN = '<w:strike w:val="0"/><w:vertAlign w:val="baseline"/><w:rtl w:val="0"/>'
_DELETED_END = '<w:pPr><w:rPr><w:del w:id="1" w:author="K" w:date="2026-09-01T08:00:00Z"/></w:rPr></w:pPr>'
_CHOSEN = ("Gemensam", "Trygg")
_EMOJI = '<mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="s" w16se:font="Segoe UI Emoji" w16se:char="2705"/>'


def _google(text: str, number: int) -> str:
    """Return a cell as Google Docs writes it: a wrapper of its own, and styles that are off."""
    runs = (p(f"<w:r><w:rPr>{_SHOWN}</w:rPr><w:t>{line}</w:t></w:r>") for line in text.split("\n"))
    return tc(sdt("".join(runs), tag=f"goog_rdk_{number}", properties=f'<w:id w:val="{number}"/>'))


def _google_form() -> bytes:
    made = (
        tr(_google(label, 2 * number), _google(text, 2 * number + 1)) for number, (label, text) in enumerate(pairs())
    )
    return docx(f"<w:tbl>{''.join(made)}</w:tbl>")


def _bullets(key: str, chosen: tuple[str, ...]) -> str:
    """Return a field's choices as a list whose bullets are boxes: list 2 has ticked ones."""
    numbers = ((name, 2 if name in chosen else 1) for name in SHIPPED.field(key).choices)
    return "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{r(name)}</w:p>'
        for name, number in numbers
    )


def _abstract(number: int, glyph: str) -> str:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/></w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'


_NUMBERING = part(
    "numbering",
    _abstract(1, "\uf0a8")
    + _abstract(2, "\uf0fe")
    + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)),
)
_STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="Struket"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dold"><w:rPr><w:vanish/></w:rPr></w:style>',
)


def _letters(key: str, chosen: tuple[str, ...]) -> str:
    """Return boxes as LibreOffice saves Word's symbols: letters in the font Wingdings."""
    run = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>{}</w:t></w:r>'
    choices = SHIPPED.field(key).choices
    return "".join(p(run.format("\uf0fe" if name in chosen else "\uf0a8"), r(f" {name}")) for name in choices)


def _emoji(key: str, chosen: tuple[str, ...]) -> str:
    """Return the chosen items after an emoji, as Word writes what its emoji panel puts in."""
    ticked = f"<mc:AlternateContent>{_EMOJI}</mc:Choice><mc:Fallback><w:t>✅</w:t></mc:Fallback></mc:AlternateContent>"
    marks = ((f"<w:r>{ticked}</w:r>" if name in chosen else r("⬜"), name) for name in SHIPPED.field(key).choices)
    return "".join(p(mark, r(f" {name}")) for mark, name in marks)


def _dropped_down(text: str, *choices: str) -> str:
    """Return a drop-down of Word 97–2003 between its code and its end, as Word writes it."""
    entries = "".join(f'<w:listEntry w:val="{choice}"/>' for choice in choices)
    data = f'<w:ffData><w:ddList><w:result w:val="{choices.index(text)}"/>{entries}</w:ddList></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    return p(f"{begin}<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>{END}")


def _contents() -> str:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return sdt("".join(p(r(label), "<w:r><w:tab/></w:r>", r("2")) for label in LABELS.values()), properties=gallery)


def _repeated() -> str:
    """Return a table whose rows are items of a repeating section ([MS-DOCX] 2.6.1.22)."""
    item = '<w15:repeatingSectionItem xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    made = (
        sdt(tr(tc(lines(label)), tc(p(control(key, r(text), "<w:text/>")))), properties=item)
        for (key, text), (label, _) in zip(WRITTEN.items(), pairs(), strict=True)
    )
    return f"<w:tbl>{sdt(''.join(made), properties=item.replace('Item', ''))}</w:tbl>"


_NOTED = (
    "Syfte: här står också ”Syfte: se bilagan.”, som vi inte vet hur vi ska tolka. "
    "Skriv hela svaret så som det ska vara."
)

CASES = [
    Case("google-docs.docx", GOOGLE, _google_form()),
    Case("struck-by-style.docx", BY_HAND + ", a character style that strikes out, a paragraph style that hides", docx(
        rows({"organisation": p(
            '<w:r><w:rPr><w:rStyle w:val="Struket"/></w:rPr><w:t>Region Halland</w:t></w:r>', r("Halmstads kommun")),
            "purpose": f'<w:p><w:pPr><w:pStyle w:val="Dold"/></w:pPr>{r("Internt.")}</w:p>'
            + lines(WRITTEN["purpose"])}),
        **{"word/styles.xml": _STYLES})),
    Case("deleted-paragraph-ends.docx", BY_HAND + ", tracked changes", docx(rows({"background": (
        f"<w:p>{_DELETED_END}{r('I dag får vi ')}</w:p>"
        f"<w:p>{_DELETED_END}<w:del><w:r><w:delText>sällan</w:delText></w:r></w:del></w:p>"
        f"{p(r('besked sent om utskrivningar.'))}")}))),
    Case("moved-paragraph.docx", BY_HAND + ", tracked changes: an answer moved to another question", docx(rows({
        "background": '<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>'
            f'{r(WRITTEN["purpose"])}</w:moveFrom></w:p>' + lines(WRITTEN["background"]),
        "purpose": f'<w:p><w:moveTo>{r(WRITTEN["purpose"])}</w:moveTo></w:p>'}))),
    Case("boxes-as-bullets.docx", BY_HAND + ", lists whose bullets are Wingdings' boxes", docx(
        rows({"success_factors": _bullets("success_factors", _CHOSEN)}), **{"word/numbering.xml": _NUMBERING})),
    Case("boxes-as-letters.docx", "the shape of LibreOffice, by hand: symbols as letters in Wingdings", docx(
        rows({"success_factors": _letters("success_factors", _CHOSEN)}))),
    Case("boxes-as-emoji.docx", BY_HAND + ", the emoji panel", docx(
        rows({"success_factors": _emoji("success_factors", _CHOSEN)}))),
    Case("legacy-drop-down.docx", BY_HAND + ", FORMDROPDOWN with its code", docx(rows({
        "organisation": _dropped_down("Halmstads kommun", "Region Halland", "Halmstads kommun")}))),
    Case("table-of-contents.docx", BY_HAND + ", labels as headings, listed in a table of contents", docx(
        _contents() + "".join(lines(f"{label}\n{text}") for label, text in pairs()))),
    Case("repeating-section.docx", BY_HAND, docx(_repeated())),
    Case("footnote.docx", BY_HAND, docx(rows({"purpose": p(
        r("Tryggare hemgång."), '<w:r><w:footnoteReference w:id="2"/></w:r>')}), **{
        "word/_rels/document.xml.rels": relationships(("rId1", "footnotes", "footnotes.xml")),
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{p(r("Syfte: se bilagan."))}</w:footnote>')}),
        {}, (("purpose", "ambiguous", _NOTED),)),
    Case("protected-form.docx", BY_HAND + ", protected but for its fields", docx(table(*pairs()), **{
        "word/settings.xml": part(
            "settings", '<w:documentProtection w:edit="forms" w:enforcement="1" w:hash="x" w:salt="y"/>')})),
]  # fmt: skip
