"""The set of filled forms: each is read right or asked about, but for those that are known to be read wrong."""

from __future__ import annotations

import json
import zlib

from tests.golden.make.filled_forms import figures, forms

ONE_IN = 12
"""How much of the set a test run reads; `make figures` reads all of it."""


def test_expected_answers_are_those_that_the_factory_states() -> None:
    for folder in (forms.FOLDER, forms.EVALUATIONS):
        stated = forms.expected_of(folder)
        written = [json.loads(line) for line in stated.read_text("utf-8").splitlines()]
        assert written == [case.line() for case in forms.cases() if case.folder == folder and case.path.exists()]
        assert {line["file"] for line in written} == {file.name for file in folder.iterdir()} - {stated.name}


def test_known_wrong_forms_are_in_the_set() -> None:
    assert figures.known_wrong() <= {case.path.name for case in forms.cases() if case.path.exists()}


def test_sampled_forms_are_never_silently_wrong_but_the_known() -> None:
    """A ratchet: a form that is no longer read wrong must leave the list (`make figures KNOWN=1`)."""
    sample = {file: line for file, line in figures.own_cases().items() if zlib.crc32(file.name.encode()) % ONE_IN == 0}
    wrong = {file.name for file, worths in figures.judge_all(sample).items() if figures.silent(worths)}
    assert wrong == figures.known_wrong() & {file.name for file in sample}
