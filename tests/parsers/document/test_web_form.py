"""A saved web form: what its fields show is what its writer answered."""

from __future__ import annotations

import pytest

from parsers.document.file_type import Opened
from parsers.document.html import reader as html


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<label>Rubrik<br><input value='Morgonrunda'></label>", ("Rubrik", "Morgonrunda")),
        ("<input type=checkbox checked> Enkel<br><input type=checkbox> Trygg", ("☒ Enkel", "☐ Trygg")),
        ("<input type=radio> Ja <input type=radio checked> Nej", ("☐ Ja ☒ Nej",)),
        ("<select><option>Hylte<option selected>Laholm</select>", ("Laholm",)),
        ("<select><option>Hylte<option>Laholm</select>", ("\ufffd Hylte",)),
        ("<select><option>Välj<option>Laholm</select>", ("Välj",)),
        ("<select><option><option>Laholm</select>", ()),
        ("<select><option>Hylte</select>", ("Hylte",)),
        ("<select multiple><option>Hylte<option>Laholm</select>", ()),
        ("<p>Mål<textarea>Ett\nTvå</textarea></p>", ("Mål", "Ett", "Två")),
        ("<input type=hidden value=a><input type=submit value=b><button>c</button>", ()),
        ("<dl><dt>Rubrik<dd>Morgonrunda<dt>Roll<dd>Planerare</dl>", ("Rubrik", "Morgonrunda", "Roll", "Planerare")),
        ("Tid<br><input value=120><small>3/200</small>", ("Tid", "120 3/200")),
        ("<fieldset><legend>Om dig</legend>Roll</fieldset>", ("Om dig", "Roll")),
    ],
)
def test_field_is_read_as_it_is_shown(markup, lines):
    assert html.read(Opened("html", f"<html><body>{markup}</body></html>".encode())).lines == lines
