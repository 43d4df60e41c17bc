"""Other formats, and files that can't be read: the letter names each."""

from __future__ import annotations

from mailbot.forms.write import word
from tests.golden.make.form_cases.excel import FILLED
from tests.support.form_file import FILL_IN, NOT_OURS, Case, pairs, refused
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, package, r, table

BY_HAND = "by hand"
AS_WORD_OR_EXCEL = (
    "öppna den, välj Spara som och formatet Word-dokument (.docx) eller Excel-arbetsbok (.xlsx), och skicka den filen"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
FORM = word.write(SHIPPED, FILLED)
HTML = "<html><body><table>{}</table></body></html>".format(
    "".join(f"<tr><td>{label}</td><td>{text}</td></tr>" for label, text in pairs())
)


def stream(name: str) -> bytes:
    """Return the start of an OLE file that holds a stream of this name ([MS-CFB])."""
    return OLE + name.encode("utf-16-le")


CASES = [
    Case("zipped.zip", BY_HAND, package({"förslag.docx": FORM, "__MACOSX/._förslag.docx": "x"}), reads_as="docx"),
    Case("web-page-named.doc", "Word's «Webbsida» under the name .doc, by hand", HTML.encode(), reads_as="html"),
    Case(
        "two-forms-zipped.zip",
        BY_HAND,
        package({"ett.docx": FORM, "två.docx": word.write(SHIPPED, {**FILLED, "title": "Kvällsrunda"})}),
        second={"title": "Kvällsrunda"},
        reads_as="docx",
    ),
    Case(
        "picture.png",
        BY_HAND,
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        refused=refused("unreadable", "image", "filen är en bild", "skicka formuläret som Word- eller Excelfil"),
    ),
    Case(
        "nothing.docx",
        BY_HAND,
        b"",
        refused=refused("unreadable", "empty", "filen är tom", "fyll i formuläret, spara det och skicka det igen"),
    ),
    Case(
        "password.docx",
        BY_HAND,
        stream("EncryptedPackage"),
        refused=refused(
            "unreadable",
            "encrypted",
            "filen är låst med lösenord eller krypterad",
            "ta bort lösenordet och skicka den igen",
        ),
    ),
    Case(
        "saved-mail.msg",
        BY_HAND,
        stream("__substg1.0_0037001F"),
        refused=refused(
            "unreadable", "msg", "filen är ett sparat Outlook-meddelande (.msg)", "skicka formuläret som en egen bilaga"
        ),
    ),
    Case(
        "strict.docx",
        BY_HAND,
        package({"_rels/.rels": "http://purl.oclc.org/ooxml/officeDocument", "word/document.xml": "<x/>"}),
        refused=refused("unreadable", "strict", "filen är sparad i formatet Strict Open XML", AS_WORD_OR_EXCEL),
    ),
    Case(
        "apple.pages",
        BY_HAND,
        package({"Index/Document.iwa": "x"}),
        refused=refused(
            "unreadable",
            "pages",
            "filen är gjord i Apple Pages eller Numbers",
            "välj Exportera till Word eller Excel, och skicka den filen",
        ),
    ),
    Case(
        "embedded.docx",
        BY_HAND + ", its text an embedded file",
        docx('<w:altChunk r:id="rId5" xmlns:r="r"/>'),
        refused=refused(
            "unreadable",
            "docx",
            "filen innehåller en annan fil i stället för text",
            "öppna den i Word, spara den och skicka den igen",
        ),
    ),
    Case(
        "cut-off.docx",
        BY_HAND + ", half a file",
        FORM[: len(FORM) // 2],
        refused=refused("unreadable", "zip", "filen är skadad", "öppna den, spara den på nytt och skicka den igen"),
    ),
    Case(
        "link.url",
        "a Windows shortcut by hand",
        b"[InternetShortcut]\r\nURL=https://region.example/dela/f.docx\r\n",
        refused=refused("unreadable", "link", "bilagan är en länk", "ladda ner formuläret och skicka själva filen"),
    ),
    Case(
        "entity.docx",
        BY_HAND + ", XML with entities",
        docx("", **{"word/document.xml": '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'}),
        refused=refused(
            "unreadable",
            "docx",
            "filen innehåller kod som inte hör hemma i ett formulär",
            "öppna den, spara den på nytt och skicka den igen",
        ),
    ),
    Case(
        "letter.docx",
        BY_HAND,
        docx(p(r("Hej!")) + table(("Kostnad", "2 tkr"))),
        refused=refused("not_a_form", "docx", NOT_OURS, FILL_IN),
    ),
]
