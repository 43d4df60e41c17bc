"""Controls that say that they show their placeholder."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read, styled
from tests.support.office_files import p, r, sdt, tc, tr


@pytest.mark.parametrize(
    ("run", "doubted"), [(r("Skolsköterska"), "Skolsköterska"), (styled("Skriv", '<w:rStyle w:val="P"/>'), "")]
)
def test_flag_of_a_placeholder_is_doubted_where_its_text_has_no_style(run, doubted):
    (control,) = read(p(sdt(run, tag="role", properties="<w:showingPlcHdr/>"))).controls
    assert (control.value, control.doubted) == ("", doubted)


def made_from(template: str) -> dict[str, str]:
    """Return the part of a Word file that says which template it was made from."""
    return {"docProps/custom.xml": f'<Properties><property name="mall"><v>{template}</v></property></Properties>'}


@pytest.mark.parametrize(
    ("run", "value", "doubted"),
    [
        (r("Skolsköterska"), "Skolsköterska", ""),
        (r("Skriv här"), "", ""),
        (styled("Skriv här", '<w:rStyle w:val="P"/>'), "", ""),
        (styled("Klicka eller tryck här för att ange text.", '<w:rStyle w:val="P"/>'), "", ""),
        (styled("Skolsköterska", '<w:rStyle w:val="P"/>'), "", "Skolsköterska"),
    ],
)
def test_flag_of_a_placeholder_counts_where_a_file_of_ours_shows_one(run, value, doubted):
    body = p(sdt(run, tag="role", properties="<w:showingPlcHdr/>"))
    (control,) = read(body, **made_from("omtanke-1")).controls
    assert (control.value, control.doubted) == (value, doubted)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda control: p(control(r("Skolsköterska"))),
        lambda control: control(p(r("Skolsköterska"))),
        lambda control: f"<w:tbl>{tr(control(tc(p(r('Skolsköterska')))))}</w:tbl>",
    ],
    ids=["inline", "block", "cell"],
)
@pytest.mark.parametrize("tag", ["", "role"])
def test_doubted_text_stands_where_it_is_seen_as_what_is_not_told(wrap, tag):
    content = read(wrap(lambda inner: sdt(inner, tag=tag, properties="<w:showingPlcHdr/>")))
    cells = [cell for one in content.tables for row in one.rows for cell in row]
    assert [*content.lines, *cells] == ["\ufffd Skolsköterska"]


PROMPT = '<w:listItem w:displayText="Välj" w:value=""/>'
TOWNS = '<w:listItem w:displayText="Halmstad" w:value="1"/><w:listItem w:displayText="Hylte" w:value="2"/>'


@pytest.mark.parametrize(
    ("shown", "entries", "ours", "expected"),
    [
        ("Halmstad", TOWNS, {}, ("", "Halmstad")),
        ("Hylte", TOWNS, {}, ("Hylte", "")),
        ("Halmstad", TOWNS, made_from("omtanke-1"), ("Halmstad", "")),
        ("Halmstad", PROMPT + TOWNS, {}, ("Halmstad", "")),
        ("Välj", PROMPT + TOWNS, {}, ("", "")),
    ],
)
def test_first_entry_of_a_list_is_doubted_where_it_may_stand_there_by_itself(shown, entries, ours, expected):
    properties = f"<w:dropDownList>{entries}</w:dropDownList>"
    (control,) = read(p(sdt(r(shown), tag="place", properties=properties)), **ours).controls
    assert (control.value, control.doubted) == expected


@pytest.mark.parametrize(
    ("told", "entries", "expected"),
    [
        ("", ("Halmstad", "Hylte"), "\ufffd Halmstad"),
        ('<w:result w:val="0"/>', ("Halmstad", "Hylte"), "Halmstad"),
        ('<w:result w:val="1"/>', ("Halmstad", "Hylte"), "Hylte"),
        ("", ("Välj kommun", "Hylte"), "Välj kommun"),
        ("", ("–", "Hylte"), "–"),
    ],
)
def test_list_of_older_word_without_a_choice_is_doubted(told, entries, expected):
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    field = f"<w:ffData><w:ddList>{told}{listed}</w:ddList></w:ffData>"
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>'
    assert read(p(begin, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', r(" "))).lines == (f"{expected} ",)
