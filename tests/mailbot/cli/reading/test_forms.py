from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date

import pytest

from mailbot.forms import template_file
from mailbot.forms.write import excel, word
from mailbot.forms.write.mall_toml import emit
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail
from tests.support.other_forms import filled

FILLED = {"title": "Gemensam fallprevention", "success_factors": ["Trygg"], "organisation": "Varbergs kommun"}
LACKING = {key: value for key, value in COMPLETE.items() if key != "purpose"}


@pytest.fixture
def alone(tmp_path, monkeypatch, mailbot):
    """Run mailbot in a folder without a config."""
    folder = tmp_path / "utan"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments):
        result = mailbot.bare(*arguments)
        assert result.exit_code == 0, result.output
        return result

    return run


def _parsed(run, *paths):
    return [json.loads(line) for line in run("parse", *paths, "--json").stdout.splitlines()]


def test_parse_of_a_complete_form(alone, tmp_path):
    file = tmp_path / "förslag.docx"
    file.write_bytes(word.write(FORM, COMPLETE))
    (one,) = _parsed(alone, file)
    assert list(one) == ["file", "status", "format", "template", "fields", "problems", "reason", "more"]
    assert list(one["fields"]) == [field.key for field in FORM.fields]
    assert {key: one["fields"][key] for key in FILLED} == FILLED
    assert one["fields"]["phone"] is None
    del one["fields"]
    assert one == {
        "file": str(file),
        "status": "complete",
        "format": "docx",
        "template": FORM.id,
        "problems": [],
        "reason": None,
        "more": [],
    }


def test_parse_of_an_incomplete_form_says_what_is_missing(alone, tmp_path):
    file = tmp_path / "förslag.xlsx"
    file.write_bytes(excel.write(FORM, LACKING))
    (one,) = _parsed(alone, file)
    assert (one["status"], one["format"], one["reason"]) == ("incomplete", "xlsx", "Du har inte fyllt i Syfte.")
    assert one["problems"] == [{"field": "purpose", "code": "missing", "message": "Du har inte fyllt i Syfte."}]


def test_parse_of_a_mail_reads_every_form_in_it(alone, tmp_path):
    second = {**COMPLETE, "title": "En väg in"}
    files = [File("a.docx", word.write(FORM, COMPLETE)), File("b.docx", word.write(FORM, second))]
    mail = tmp_path / "1700000000.M1P1.host:2,S"
    mail.write_bytes(a_mail(files=files))
    (one,) = _parsed(alone, mail)
    assert (one["status"], one["format"]) == ("complete", "eml")
    assert [one["fields"]["title"], *(form["fields"]["title"] for form in one["more"])] == [
        "Gemensam fallprevention",
        "En väg in",
    ]
    assert set(one["more"][0]) == {"template", "fields", "problems"}


def test_parse_of_a_mail_without_a_form(alone, tmp_path):
    mail = tmp_path / "fråga.eml"
    mail.write_bytes(a_mail("Hej! Hur gör man?"))
    assert _parsed(alone, mail) == [
        {
            "file": str(mail),
            "status": "not_a_form",
            "format": "eml",
            "template": None,
            "fields": {},
            "problems": [],
            "reason": "mailet innehåller inget ifyllt formulär",
            "more": [],
        }
    ]


def test_parse_of_a_mail_with_an_empty_form_gives_its_reason(alone, tmp_path):
    mail = tmp_path / "tom.eml"
    mail.write_bytes(a_mail(files=[File("a.docx", word.write(FORM))]))
    (one,) = _parsed(alone, mail)
    assert (one["status"], one["reason"]) == ("not_a_form", "formuläret är tomt – fyll i det och skicka det igen")


def test_parse_of_what_can_not_be_read_goes_on(alone, tmp_path):
    folder = tmp_path / "mapp"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "trasig.docx").write_bytes(b"PK\x03\x04trasig")
    (folder / "a.bin").write_bytes(bytes(range(256)))
    (folder / "ä.docx").write_bytes(word.write(FORM, COMPLETE))
    missing = tmp_path / "finns inte.docx"
    parsed = _parsed(alone, missing, folder)
    assert [(one["file"].removeprefix(f"{tmp_path}/"), one["status"]) for one in parsed] == [
        ("finns inte.docx", "unreadable"),
        ("mapp/a.bin", "unreadable"),
        ("mapp/b/trasig.docx", "unreadable"),
        ("mapp/ä.docx", "complete"),
    ]
    assert parsed[0]["reason"] == "filen kunde inte öppnas (No such file or directory)"


def test_parse_of_names_that_hold_no_plain_file_goes_on(alone, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "rör.docx")
    (tmp_path / "läsbar.txt").write_text("Hej", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # as for a file that may not be read
    parsed = _parsed(alone, tmp_path / "rör.docx", tmp_path / f"{'x' * 300}.docx", tmp_path / "läsbar.txt")
    assert [(one["status"], one["reason"]) for one in parsed] == [
        ("unreadable", "filen kunde inte öppnas (not a plain file)"),
        ("unreadable", "filen kunde inte öppnas (File name too long)"),
        ("not_a_form", "det är inte den gemensamma mallen – fyll i mallen och skicka den"),
    ]


def test_parse_prints_a_file_name_that_is_not_utf_8(alone, tmp_path):
    file = tmp_path / "f\udce5.txt"
    file.write_text("Hej", encoding="utf-8")
    assert [one["status"] for one in _parsed(alone, file)] == ["not_a_form"]


def test_parse_for_a_person_lists_answers_and_problems(alone, tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(word.write(FORM, LACKING))
    lines = alone("parse", file).stdout.splitlines()
    assert lines[0] == f"✘ {file}: incomplete (docx)"
    assert lines[1].split(maxsplit=1) == ["title", "Gemensam fallprevention".ljust(len(lines[1].split(maxsplit=1)[1]))]
    assert lines[-1] == "  ! purpose: Du har inte fyllt i Syfte."


def test_parse_uses_the_form_of_the_config(mailbot, tmp_path):
    own = tmp_path / "mall.toml"
    own.write_text(
        'id = "egen-1"\ntitle = "Egen"\n[[sections]]\ntitle = "A"\n'
        '[[sections.fields]]\nkey = "title"\nlabel = "Vad"\nrequired = true\n'
        '[[sections.fields]]\nkey = "when"\nlabel = "När"\nkind = "date"\n',
        encoding="utf-8",
    )
    mailbot.config.write_text(
        mailbot.config.read_text(encoding="utf-8") + '[form]\ntemplates = ["mall.toml"]\n', encoding="utf-8"
    )
    mailbot("mall", "export", tmp_path / "ut")
    assert sorted(file.name for file in (tmp_path / "ut").iterdir()) == ["Egen.docx", "Egen.xlsx"]
    (tmp_path / "a.docx").write_bytes(
        word.write(template_file.load(own), {"title": "Fallprevention", "when": date(2026, 12, 10)})
    )
    (one,) = mailbot.json("parse", tmp_path / "a.docx")
    assert (one["template"], one["fields"]) == ("egen-1", {"title": "Fallprevention", "when": "2026-12-10"})


def test_export_writes_word_and_excel(alone, tmp_path):
    said = alone("mall", "export", tmp_path / "ny" / "mapp").stdout.splitlines()
    names = [f"{FORM.title}.docx", f"{FORM.title}.xlsx"]
    assert said == [str(tmp_path / "ny" / "mapp" / name) for name in names]
    statuses = {one["reason"] for one in _parsed(alone, tmp_path / "ny")}
    assert statuses == {"formuläret är tomt – fyll i det och skicka det igen"}


def test_inspect_proposes_a_form_that_can_be_loaded(alone, tmp_path):
    file = tmp_path / "hylte.docx"
    file.write_bytes(filled.word({}))
    result = alone("mall", "inspect", file)
    proposal = tmp_path / "mall.toml"
    proposal.write_text(result.stdout, encoding="utf-8")
    assert template_file.load(proposal).title == "Utvecklingsförslag Hylte kommun"
    assert result.stderr.splitlines() == ["? Nås bäst: kind is a guess: long_text"]


def test_export_writes_the_description_that_was_read(alone, tmp_path):
    said = alone("mall", "export", "--toml", tmp_path).stdout.splitlines()
    assert said == [str(tmp_path / f"{FORM.id}.toml")]
    assert template_file.load(tmp_path / f"{FORM.id}.toml") == FORM


def test_export_keeps_versions_with_the_same_title_apart(mailbot, tmp_path):
    for form in (replace(FORM, id="omtanke-next"), FORM):
        (tmp_path / f"{form.id}.toml").write_text(emit(form), encoding="utf-8")
    with mailbot.config.open("a", encoding="utf-8") as config:
        config.write(f'[form]\ntemplates = ["omtanke-next.toml", "{FORM.id}.toml"]\n')
    said = mailbot("mall", "export", tmp_path).stdout.splitlines()
    ends = [f"{end}.{kind}" for end in ("", f" ({FORM.id})") for kind in ("docx", "xlsx")]
    assert said == [str(tmp_path / f"{FORM.title}{end}") for end in ends]


def test_inspect_of_a_pipe_is_refused(mailbot, tmp_path):
    os.mkfifo(tmp_path / "mall.docx")
    result = mailbot.bare("mall", "inspect", tmp_path / "mall.docx")
    assert (result.exit_code, result.stderr) == (
        3,
        f"mailbot: {tmp_path / 'mall.docx'}: can't be opened (not a plain file)\n",
    )


def test_inspect_reads_within_limits(mailbot, tmp_path, monkeypatch):
    monkeypatch.setattr("mailbot.cli.reading.forms._INSPECT_SECONDS", 0.01)
    (tmp_path / "mall.docx").write_bytes(word.write(FORM))
    result = mailbot.bare("mall", "inspect", tmp_path / "mall.docx")
    assert result.exit_code == 3
    assert result.stderr.startswith("mailbot: mall.docx: can't be read")
