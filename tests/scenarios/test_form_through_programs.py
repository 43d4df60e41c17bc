"""What is written into a form, of a proposal or an evaluation, is read back when another program saved it otherwise.

LibreOffice converts a few of each to each format in one call; their answers are drawn by hypothesis, the same
ones in every run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from time import process_time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from mailbot.forms import template_file
from mailbot.forms.write import excel, word
from mailbot.primitives.templates_folder import templates_dir
from parsers.parse import parse
from parsers.result import NotAForm, Unreadable, Value
from parsers.sandbox.allowance import SECONDS
from parsers.template import FormTemplate
from tests.mailbot.forms.write.test_roundtrip import lively
from tests.parsers.test_parse import double, drop, parts_of, spoil
from tests.support.forms import SHIPPED
from tests.support.office_files import package
from tests.support.paths import PROGRAM_FILES

CONVERTS = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
_COUNT = 3
_SOURCES = {"odt": "docx", "doc": "docx", "rtf": "docx", "pdf": "docx", "ods": "xlsx", "xls": "xlsx"}


def _drawn(template: FormTemplate) -> list[tuple[FormTemplate, dict[str, Value]]]:
    drawn: list[dict[str, Value]] = []

    @given(values=lively(template))
    @settings(derandomize=True, max_examples=_COUNT + 1, phases=[Phase.generate], database=None, deadline=None)
    def draw(values: dict[str, Value]) -> None:
        drawn.append(values)

    draw()
    return [(template, values) for values in drawn[-_COUNT:]]


EVALUATION = template_file.load(templates_dir() / "mall" / "utvardering.toml")
DRAWN = _drawn(SHIPPED) + _drawn(EVALUATION)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms as Word and as Excel, numbered."""
    place = tmp_path_factory.mktemp("converted")
    for number, (template, values) in enumerate(DRAWN):
        (place / f"{number}.docx").write_bytes(word.write(template, values))
        (place / f"{number}.xlsx").write_bytes(excel.write(template, values))
    return place


def convert(folder: Path, ending: str) -> list[bytes]:
    """Return the forms as LibreOffice saves them in a format."""
    sources = [str(folder / f"{number}.{_SOURCES[ending]}") for number in range(len(DRAWN))]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True)
    return [(folder / f"{number}.{ending}").read_bytes() for number in range(len(DRAWN))]


def as_read(data: bytes) -> Mapping[str, Value]:
    (form,) = parse("form", data, [SHIPPED, EVALUATION])
    assert form.problems == ()
    return dict(form.values)


def in_one_line(values: Mapping[str, Value]) -> dict[str, Value]:
    """Forget where lines end: a printed page does not say which of them were only full, nor a page's last one."""
    return {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in values.items()}


@CONVERTS
@pytest.mark.parametrize("ending", [ending for ending in _SOURCES if ending != "pdf"])
def test_answers_are_read_back_equal_from_another_programs_file(folder, ending):
    files = convert(folder, ending)
    assert [as_read(data) for data in files] == [values for _, values in DRAWN]


@CONVERTS
def test_answers_are_read_back_equal_from_a_printed_form_but_for_their_line_ends(folder):
    for data, (_, drawn) in zip(convert(folder, "pdf"), DRAWN, strict=True):
        (form,) = parse("form", data, [SHIPPED, EVALUATION])
        asked = {problem.field for problem in form.problems}
        assert asked <= repeating(drawn)
        assert without(asked, in_one_line(form.values)) == without(asked, in_one_line(drawn))


def repeating(values: Mapping[str, Value]) -> set[str]:
    """Return the questions whose answers say two others' once more, by chance: in a print they are asked about."""
    texts = {key: " ".join(value.split()) for key, value in values.items() if isinstance(value, str)}
    return {
        key
        for key, text in texts.items()
        if len({other for name, other in texts.items() if name != key and other in text}) > 1
    }


def without(keys: set[str], values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if key not in keys}


@given(source=st.sampled_from(("pdf", "odt", "ods", "xls")), data=st.data())
@settings(derandomize=True, max_examples=60, deadline=None, database=None)
def test_another_programs_file_with_one_byte_changed_is_answered_in_time(source, data):
    form = (PROGRAM_FILES / f"libreoffice-filled.{source}").read_bytes()
    at, byte = data.draw(st.integers(0, len(form) - 1)), data.draw(st.integers(0, 255))
    begun = process_time()
    assert isinstance(parse("x", form[:at] + bytes([byte]) + form[at + 1 :], [SHIPPED]), tuple | NotAForm | Unreadable)
    assert process_time() - begun < SECONDS


@given(source=st.sampled_from(("odt", "ods")), change=st.sampled_from((drop, double, spoil)), data=st.data())
@settings(derandomize=True, max_examples=40, deadline=None, database=None)
def test_another_programs_file_with_one_xml_node_changed_is_answered_in_time(source, change, data):
    parts = parts_of((PROGRAM_FILES / f"libreoffice-filled.{source}").read_bytes())
    name = data.draw(st.sampled_from(("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")))
    root = etree.fromstring(parts[name])
    change(data.draw(st.sampled_from(list(root.iter(etree.Element)))))
    changed = package({**parts, name: etree.tostring(root)})
    begun = process_time()
    assert isinstance(parse("x", changed, [SHIPPED]), tuple | NotAForm | Unreadable)
    assert process_time() - begun < SECONDS
