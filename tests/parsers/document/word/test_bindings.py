"""Controls that are bound to a value kept elsewhere in the file, which Word shows in place of their text."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read
from tests.support.office_files import p, r, sdt

_ID = "{11111111-2222-3333-4444-555555555555}"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"


def bound(text: str, *, path: str = "/n:form[1]/n:title[1]", kind: str = "<w:text/>", store: str = _ID) -> str:
    return p(sdt(r(text), tag="title", properties=f'<w:dataBinding w:xpath="{path}" w:storeItemID="{store}"/>{kind}'))


def parts(value: str) -> dict[str, str]:
    """Return the parts of a file that keeps one value."""
    return {
        "customXml/itemProps1.xml": f'<d:datastoreItem xmlns:d="{_DATA}" d:itemID="{_ID}"/>',
        "customXml/item1.xml": f'<form xmlns="urn:form"><id>7</id><title>{value}</title></form>',
        "docProps/core.xml": f'<c:core xmlns:c="urn:c" xmlns:dc="urn:dc"><dc:title>{value}</dc:title></c:core>',
    }


@pytest.mark.parametrize(
    "control",
    [
        bound("Morgonrunda"),
        bound("Morgonrunda", kind=""),
        bound("Morgonrunda", path="/n:form/n:title", store=_ID.lower()),
        bound("Morgonrunda", path="/c:core[1]/dc:title[1]", store=_CORE),
    ],
)
def test_control_that_shows_another_text_than_it_is_bound_to_is_doubted(control):
    (control,) = read(control, **parts("Kvällsrunda")).controls
    assert (control.value, control.doubted) == ("", "Morgonrunda")


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (bound("Morgonrunda i\u00a0Hylte"), "Morgonrunda i Hylte"),
        (bound("Morgonrunda"), ""),
        (bound("Morgonrunda", path="//n:title"), "Kvällsrunda"),
        (bound("Morgonrunda", path="/n:form[1]/n:title[2]"), "Kvällsrunda"),
        (bound("Morgonrunda", path="/n:form[1]/n:title[0]"), "Kvällsrunda"),
        (bound("Morgonrunda", store="{0}"), "Kvällsrunda"),
        (bound("10 december", kind="<w:date/>"), "2026-12-10"),
    ],
)
def test_control_that_shows_what_it_is_bound_to_or_that_cannot_be_told_is_read(control, value):
    (control,) = read(control, **parts(value)).controls
    assert (bool(control.value), control.doubted) == (True, "")


def test_kept_value_in_broken_xml_is_passed_over():
    broken = {**parts("Kvällsrunda"), "customXml/item1.xml": "<form"}
    assert read(bound("Morgonrunda"), **broken).controls[0].value == "Morgonrunda"
