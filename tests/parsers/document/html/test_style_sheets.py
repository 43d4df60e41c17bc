"""What a page's sheets say stands in its elements' styles, by selectors of tags, classes, ids and attributes."""

from __future__ import annotations

import pytest
from lxml import etree

from parsers.document.html.style_sheets import declarations, declared, write_in


def _said(sheet: str, element: str = '<p class="a b" id="c" data-d="1" style="color:red">x</p>'):
    root = etree.HTML(f"<html><head><style>{sheet}</style></head><body><div class='e'>{element}</div></body></html>")
    write_in(root)
    return dict(declared(next(root.iter("p"))))


@pytest.mark.parametrize(
    "selector", ["p", ".a", "p.a", ".a.b", "#c", "[data-d]", "p#c.b", "div p", ".e>p", "h1, .a", "body div.e .b"]
)
def test_rule_is_written_into_what_it_is_of(selector) -> None:
    assert _said(f"{selector} {{ display : none }}") == {"display": "none", "color": "red"}


@pytest.mark.parametrize(
    "rule",
    [
        ".x{display:none}",
        "p.x{display:none}",
        "span p{display:none}",
        "p:hover{display:none}",
        "p::before{display:none}",
        "@media print{p{display:none}}",
        "@supports (x:y){p{display:none}}",
        "/* p{display:none} */",
        "p + p{display:none}",
    ],
)
def test_rule_of_others_is_not(rule) -> None:
    assert _said(rule) == {"color": "red"}


def test_own_style_counts_before_a_sheet_and_what_is_important_before_both() -> None:
    assert _said(".a{color:blue}")["color"] == "red"
    assert _said(".a{color:blue!important}")["color"] == "blue"
    assert _said("@charset 'utf-8'; .a{opacity:0} .a{opacity:1}")["opacity"] == "1"


def test_last_of_two_declarations_counts() -> None:
    assert declarations("COLOR: Red; color : blue;;x") == {"color": "blue"}
