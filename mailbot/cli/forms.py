"""The form: read filled ones, write blank ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli import output, paths, setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.form import FormTemplate, NotAForm, ParsedForm, Unreadable

    Result = tuple[ParsedForm, ...] | NotAForm | Unreadable

app = typer.Typer()
mall = typer.Typer(no_args_is_help=True, help="The form as files.")

_MAIL = re.compile(
    rb"From |(From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+):",
    re.IGNORECASE,
)
"""How a message begins, whatever its file is called (Maildir gives it no ending)."""


@app.command()
def parse(ctx: typer.Context, files: paths.Paths, as_json: output.Json = False) -> None:
    """Read filled forms, or mails with forms in them, and show fields and problems; change nothing.

    A file that can't be read is a line like the others. Needs no config: without one the shipped form is meant.
    """
    templates = setting.templates(setting.config_if_any(ctx))
    for file in paths.files(files):
        described = _describe(file, templates)
        if as_json:
            output.emit(described)
        else:
            _print(described)


def _describe(file: Path, templates: Sequence[FormTemplate]) -> dict[str, Any]:
    """Return what `parse --json` says of a file. Whatever a file does to its reader, the next one has its turn."""
    from parsers.form import Unreadable

    try:
        data = file.read_bytes()
        result, kind = _read_mail(data, templates) if _is_mail(file, data) else _read_file(file.name, data, templates)
    except OSError as error:
        result, kind = Unreadable("unknown", f"filen kunde inte öppnas ({error.strerror})"), "unknown"
    except Exception as error:  # noqa: BLE001 - any file may be given
        result, kind = Unreadable("unknown", f"filen kunde inte läsas ({type(error).__name__})"), "unknown"
    return {"file": str(file), **_said(result, kind)}


def _is_mail(file: Path, data: bytes) -> bool:
    return file.suffix.lower() == ".eml" or _MAIL.match(data) is not None


def _read_file(name: str, data: bytes, templates: Sequence[FormTemplate]) -> tuple[Result, str]:
    from parsers.parse import parse as read

    result = read(name, data, templates)
    return result, result[0].format if isinstance(result, tuple) else result.format


def _read_mail(data: bytes, templates: Sequence[FormTemplate]) -> tuple[Result, str]:
    """Read every form in a mail; where there is none, tell of the file that may have been one."""
    from mailbot.intake.reading import read
    from mailbot.mail.incoming import Location, RawMessage
    from parsers.form import NotAForm, Unreadable

    nowhere = RawMessage(data, datetime.now(UTC), Location("", "", 0, 0))
    results = [reading.result for reading in read(nowhere, tuple(templates), ()).readings]
    forms = tuple(form for result in results if isinstance(result, tuple) for form in result)
    closed = [result for result in results if isinstance(result, Unreadable) and result.maybe_form]
    none = NotAForm("eml", "mailet innehåller inget ifyllt formulär")
    return forms or next(iter(closed), none), "eml"


def _said(result: Result, kind: str) -> dict[str, Any]:
    if not isinstance(result, tuple):
        from parsers.form import NotAForm

        status = "not_a_form" if isinstance(result, NotAForm) else "unreadable"
        nothing: dict[str, Any] = {"template": None, "fields": {}, "problems": []}
        return {"status": status, "format": kind, **nothing, "reason": result.reason, "more": []}
    first, *more = (_form(form) for form in result)
    return {
        "status": "complete" if result[0].complete else "incomplete",
        "format": kind,
        **first,
        "reason": None if result[0].complete else " ".join(problem.message for problem in result[0].problems),
        "more": more,
    }


def _form(form: ParsedForm) -> dict[str, Any]:
    problems = [{"field": p.field, "code": p.code.value, "message": p.message} for p in form.problems]
    return {"template": form.template, "fields": dict(form.values), "problems": problems}


def _print(described: dict[str, Any]) -> None:
    mark = "✔" if described["status"] == "complete" else "✘"
    typer.echo(output.text(f"{mark} {described['file']}: {described['status']} ({described['format']})"))
    if described["template"] is None:
        typer.echo(output.text(f"  {described['reason']}"))
    for form in (described, *described["more"]):
        output.facts((f"  {key}", value) for key, value in form["fields"].items())
        for problem in form["problems"]:
            typer.echo(output.text(f"  ! {problem['field']}: {problem['message']}"))


@mall.command()
def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go; made where it is missing.")],
) -> None:
    """Write the blank form as Word and Excel, ready to publish. Needs no config."""
    from mailbot.intake.receipts import blank_forms
    from mailbot.mail.filenames import safe_name

    folder.mkdir(parents=True, exist_ok=True)
    for form in setting.templates(setting.config_if_any(ctx)):
        for file in blank_forms(form):
            path = folder / safe_name(file.filename, file.content_type)
            path.write_bytes(file.data)
            typer.echo(str(path))
