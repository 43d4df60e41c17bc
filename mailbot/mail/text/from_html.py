"""HTML to text as a person would copy it: paragraphs, lists, rows, quotes marked with >."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from parsers import is_hiding, is_signature

_UNSEEN = frozenset({"head", "script", "style", "template", "title", "s", "strike", "del"})
"""What a browser doesn't show, and what its writer has struck out."""
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "footer", "form", "header", "hr"}
    | {"li", "main", "ol", "pre", "section", "table", "tr", "ul"}
)
_SPACED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
_CELLS = frozenset({"td", "th"})
_INDENTED = re.compile(r"border\s{0,9}:\s{0,9}(?:none|0)", re.IGNORECASE)
_LONGEST = 1_500_000

# Marks that stand for layout until the whole text is there; text itself can't hold them.
_BREAK, _PARAGRAPH, _CELL, _QUOTE, _UNQUOTE = "\x1e", "\x1d", "\x1f", "\x0e", "\x0f"
_CELL_END = "\x11"
_AROUND = f"{_BREAK}{_PARAGRAPH} \n"

_COLLAPSIBLE = re.compile(r"[\x00-\x20\x7f]+")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")

# Each begins only where its run begins, so that a million breaks take no longer than they should.
_EMPTY_LINE = re.compile(r"(?<![\x1e ]) *\x1e[\x1e ]*\n")
_LAST_BREAK = re.compile(r"\n *(?=[\x1d\x1e])")
_BLOCK_EDGE = re.compile(r"[\x1d\x1e ]+")
_MANY_EMPTY = re.compile(r"\n{3,}")
_TAG = re.compile(r"<[^<>]*>")

_QUOTE_BEGINS = re.compile(
    r"<blockquote(?![^>]{0,300}border\s?:\s?(?:none|0))|gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix"
    r"|mail-editor-reference-message|OLK_SRC_BODY_SECTION|_MailOriginal|border-top:\s?solid #(?:E1E1E1|B5C4DF)"
    r"|id=[\"']?(?:yahoo_quoted|zwchr|reply-intro|isReplyContent)|class=[\"']?(?:yahoo_quoted|protonmail_quote|gmail_extra)"
    r"|name=[\"']?(?:quote|messageReplySection)[\"']|data-marker=[\"']__(?:DIVIDER|HEADERS|QUOTED_TEXT)__"
    r"|>(?:Från|From|Fra|Von|Gesendet|De|Lähettäjä):\s?</",
    re.IGNORECASE,
)
"""Where Outlook, Gmail, Apple Mail, Thunderbird, Yahoo, Zimbra, GMX or Proton begins the mail that is answered."""


def above_quote(html: str) -> str:
    """Return the HTML above the first quote, what the sender wrote; tags may be left open."""
    quote = _QUOTE_BEGINS.search(html)
    return html[: quote.start() if quote else None]


def to_plain(html: str) -> str:
    """Return the text of an HTML page or fragment; never raises.

    Cells of a row stand on one line with a tab between. What comes after the
    first million and a half characters of markup is not read.
    """
    html = html[:_LONGEST]
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    text = "" if root is None else _laid_out("".join(_marked(root)))
    return text or unescape(_TAG.sub(" ", html)).strip()


def _marked(root: etree._Element) -> Iterator[str]:
    """Yield the text with marks where blocks begin and end."""
    as_is = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        hidden = element.tag in _UNSEEN or "hidden" in element.attrib or is_hiding(element.get("style", ""))
        as_is += (element.tag == "pre") * (1 if event == "start" else -1)
        if event == "start" and hidden:
            walk.skip_subtree()
        elif event == "start":
            yield _before(element) + _words(element.text, as_is=as_is > 0)
        else:
            yield ("" if hidden else _after(element)) + _words(element.tail, as_is=as_is > 0)


def _words(text: str | None, *, as_is: bool) -> str:
    if not text:
        return ""
    return _CONTROLS.sub(" ", text) if as_is else _COLLAPSIBLE.sub(" ", text)


def _before(element: etree._Element) -> str:
    match element.tag:
        case "br":
            return "\n"
        case "blockquote":
            return _BREAK if _is_indented(element) else _BREAK + _QUOTE
        case "li":
            return _BREAK + "- "
        case tag if tag in _CELLS:
            return _CELL if element.getprevious() is not None else ""
        case _ if is_signature(element.get("class", ""), element.get("id", "")):
            return f"{_BREAK}-- {_BREAK}"
        case _:
            return _edge(element)


def _is_indented(element: etree._Element) -> bool:
    """Whether a quote is none: Gmail and Outlook write one where somebody moves their own words in."""
    is_told = element.get("type") or element.get("cite") or "quote" in element.get("class", "")
    return not is_told and bool(_INDENTED.search(element.get("style", "")))


def _after(element: etree._Element) -> str:
    if element.tag in _CELLS:
        return _CELL_END
    if element.tag == "blockquote":
        return _BREAK if _is_indented(element) else _UNQUOTE + _BREAK
    return _edge(element)


def _edge(element: etree._Element) -> str:
    """Word's paragraphs have no space between them: it writes the empty lines itself. Nor do a cell's."""
    if element.tag in _SPACED:
        around = element.getparent()
        tight = "Mso" in element.get("class", "") or (around is not None and around.tag in _CELLS)
        return _BREAK if tight else _PARAGRAPH
    return _BREAK if element.tag in _BLOCKS else ""


def _laid_out(marked: str) -> str:
    text = "\t".join(map(_cell, marked.split(_CELL)))
    text = _EMPTY_LINE.sub(_PARAGRAPH, text)
    text = _LAST_BREAK.sub("", text)
    text = _BLOCK_EDGE.sub(_line_end, text)
    return _MANY_EMPTY.sub("\n\n", "\n".join(_quoted(text))).strip()


def _cell(text: str) -> str:
    """Return a cell, tidy, with what comes before the next one: the row's end, and first cells of the rows below."""
    cell, *below = text.split(_CELL_END)
    firsts = (one.rstrip(_AROUND) or one for one in below[:-1])
    return cell.strip(_AROUND) + "".join(firsts) + "".join(below[-1:]).rstrip(_AROUND)


def _line_end(edge: re.Match[str]) -> str:
    if _PARAGRAPH in edge[0]:
        return "\n\n"
    return "\n" if _BREAK in edge[0] else edge[0]


def _quoted(text: str) -> Iterator[str]:
    depth = 0
    for line in text.split("\n"):
        depth += line.count(_QUOTE)
        clean = line.replace(_QUOTE, "").replace(_UNQUOTE, "").replace("\xa0", " ").strip(" ")
        yield f"{'>' * min(depth, 9)} {clean}".rstrip() if depth else clean
        depth -= line.count(_UNQUOTE)
