from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from parsers.phrases import BrokenPhrases, Phrases, load, phrase_faults

FOLDER = Path(__file__).parents[2] / "templates" / "phrases"
FILES = sorted(FOLDER.glob("*.toml"))
GREETING = """
[fragments]
name = '(?:anna|{word})'

[greeting]
means = "Greets."

[[greeting.phrases]]
id = "plain"
pattern = '\\bhej\\b'
matches = ["hej"]
misses = ["hejda"]

[[greeting.phrases]]
id = "named"
pattern = '''
  \\bgod(?: morgon
  | kväll) {name}\\b'''
matches = ["god morgon anna"]
misses = ["god dag anna"]
"""


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file of phrases beside one shared fragment, and returns its path."""
    (tmp_path / "_shared.toml").write_text("[fragments]\nword = '[a-zåäö]{2,20}'\n", encoding="utf-8")

    def write(text: str) -> Path:
        file = tmp_path / "greetings.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_phrases_match_their_examples_and_nothing_that_they_must_not() -> None:
    assert list(phrase_faults(FOLDER)) == []


def test_every_phrase_has_its_own_id() -> None:
    ids = [phrase.id for file in FILES for group in load(file).values() for phrase in group.phrases]
    assert len(ids) == len(set(ids))
    assert len(ids) > 120


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tjena", ""),
        ("hej du", "greeting.plain"),
        ("god kväll anna", "greeting.named"),
        ("god kväll åke, hej", "greeting.named"),
        ("god kväll x", ""),
    ],
)
def test_find_names_the_phrase_that_stands_first(written, text: str, found: str) -> None:
    assert Phrases(written(GREETING), "greeting").find(text) == found


def test_dots_are_left_out_of_the_pattern_too(written) -> None:
    greeting = Phrases(written(GREETING), "greeting")
    assert greeting.find_without_dots("god kvall anna") == "greeting.named"
    assert greeting.find_without_dots("god kväll anna") == ""


def test_split_and_without_leave_what_stands_between(written) -> None:
    greeting = Phrases(written(GREETING), "greeting")
    text = "ja hej du, god morgon anna!"
    assert greeting.split(text) == ["ja ", " du, ", "!"]
    assert greeting.without(text) == "ja  du, !"
    assert greeting.find_all(text) == ["greeting.plain", "greeting.named"]


def test_part_named_kept_stays(written) -> None:
    text = GREETING.replace("\\bhej\\b", "(?P<kept>hej) \\w+").replace('["hej"]', '["hej bo"]')
    assert Phrases(written(text), "greeting").without("hej bo, hejsan") == "hej, hejsan"


@pytest.mark.parametrize(("where", "found"), [("anywhere", True), ("start", True), ("whole", False)])
def test_where_says_how_much_of_a_text_it_must_be(written, where: str, *, found: bool) -> None:
    text = GREETING.replace('means = "Greets."', f'means = "Greets."\nwhere = "{where}"')
    assert bool(Phrases(written(text), "greeting").find("hej då")) is found
    assert bool(Phrases(written(text), "greeting").find("och hej då")) is (where == "anywhere")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("\\bhej\\b", "hej(", ": greeting.plain: is no pattern: missing ), unterminated subpattern at position 3"),
        ("{name}", "{names}", ": greeting.named: {names} is no fragment here; known: name, word."),
        ("{word}", "{wordy}", ": fragments.name: {wordy} is no fragment here; known: word."),
        ('["hejda"]', '["hej då"]', ": greeting.plain: matches «hej då», which it must not"),
        ('["hej"]', '["tjena"]', ": greeting.plain: does not match its example «tjena»"),
        ('misses = ["hejda"]', "", ": greeting.plain: lacks misses."),
        ('means = "Greets."', 'where = "there"', ": greeting: where is not one of anywhere, start, whole."),
        ('id = "named"', 'id = "plain"', ": greeting: has no phrases, or two with the same id."),
        ("[greeting]", "[greeting", " (at line 5, column 10)"),
    ],
)
def test_fault_names_file_and_phrase(written, old: str, new: str, fault: str) -> None:
    file = written(GREETING.replace(old, new, 1))
    (told,) = phrase_faults(file.parent)
    assert told.startswith(str(file))
    assert told.endswith(fault)


def test_command_line_starts_without_phrases() -> None:
    script = "import sys, mailbot.cli.program; print('parsers.phrases' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert said.stdout == "False\n"


def test_group_that_is_not_there_is_told(written) -> None:
    with pytest.raises(BrokenPhrases, match=r"greetings\.toml: there is no \[farewell\]; the program looks for it\."):
        Phrases(written(GREETING), "farewell").find("hej")
