"""Controls that say that they show their placeholder."""

from __future__ import annotations

import pytest

from tests.parsers.document.word.test_reader import read, styled
from tests.support.office_files import p, r, sdt


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
