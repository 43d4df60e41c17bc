"""The form: read filled ones, write blank ones."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.forms.learn.propose import ProposedForm
    from parsers import FormTemplate, Isolated, ParsedForm, Result

app = typer.Typer()
mall = typer.Typer(no_args_is_help=True, help="The form as files.")

_MAIL = re.compile(
    rb"From |(From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+):",
    re.IGNORECASE,
)
"""How a message begins, whatever its file is called (Maildir gives it no ending)."""

_INSPECT_SECONDS = 10
_INSPECT_MEGABYTES = 500
"""What a blank form may take: it is read several times over, by its owner, once."""


@app.command()
def parse(ctx: typer.Context, files: paths.Paths, as_json: output.Json = False) -> None:
    """Read filled forms, or mails with forms in them, and show fields and problems; change nothing.

    A file that can't be read is a line like the others. Needs no config: without one the shipped form is meant.
    """
    from parsers import Isolated, in_order

    templates = context.templates(context.config_if_any(ctx))
    workers = os.cpu_count() or 1
    reading: Isolated[Result] = Isolated(templates, workers=workers)
    reading_mails: Isolated[Result] = Isolated(templates, workers=workers, read="mailbot.cli.reading.mail_forms:read")
    with reading as forms, reading_mails as mails:
        for described in in_order(lambda file: _describe(file, forms, mails), paths.files(files), workers):
            if as_json:
                output.emit(described)
            else:
                _print(described)


def _describe(file: Path, forms: Isolated[Result], mails: Isolated[Result]) -> dict[str, Any]:
    """Return what `parse --json` says of a file. Whatever a file does to its reader, the next one has its turn."""
    from parsers import Hung, Unreadable

    try:
        return _read(file, paths.content(file), forms, mails)
    except OSError as error:
        result = Unreadable("unknown", f"filen kunde inte öppnas ({error.strerror})")
    except Hung:
        result = Unreadable("unknown", "läsningen hängde sig och avbröts – försök igen")
    return {"file": str(file), **_said(result, "unknown")}


def _read(file: Path, data: bytes, forms: Isolated[Result], mails: Isolated[Result]) -> dict[str, Any]:
    if _is_mail(file, data):
        return {"file": str(file), **_said(mails.read(file.name, data), "eml")}
    result = forms.read(file.name, data)
    return {"file": str(file), **_said(result, result[0].format if isinstance(result, tuple) else result.format)}


def _is_mail(file: Path, data: bytes) -> bool:
    return file.suffix.lower() == ".eml" or _MAIL.match(data) is not None


def _said(result: Result, kind: str) -> dict[str, Any]:
    if not isinstance(result, tuple):
        from parsers import NotAForm

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
    as_toml: Annotated[bool, typer.Option("--toml", help="Write the form's mall.toml instead, to change it.")] = False,
) -> None:
    """Write the blank form as Word and Excel, ready to publish. Needs no config.

    Of forms with one title, as two versions are, the first keeps it as its name; the name of another ends in its id.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    for form in context.blank_forms(context.config_if_any(ctx)):
        for name, data in (_as_toml if as_toml else _as_files)(form):
            path = folder / name
            if path in written:
                path = path.with_stem(f"{path.stem} ({form.id})")
            path.write_bytes(data)
            written.add(path)
            typer.echo(str(path))


def _as_files(form: FormTemplate) -> list[tuple[str, bytes]]:
    from mailbot.intake.handlers.proposals.form_files import blank_forms
    from mailbot.primitives.filenames import safe_name

    return [(safe_name(file.filename, file.content_type), file.data) for file in blank_forms(form)]


def _as_toml(form: FormTemplate) -> list[tuple[str, bytes]]:
    from mailbot.forms.write.mall_toml import emit

    return [(f"{form.id}.toml", emit(form).encode())]


@mall.command(name="inspect")
def inspect_form(
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A blank form: Word, Excel or PDF.")],
) -> None:
    """Read somebody's own blank form and propose a mall.toml for it on stdout; what is unsure goes to stderr.

    Look the proposal through, save it, and add it to form.templates in the config. Needs no config.
    """
    from mailbot.errors import ConfigError
    from mailbot.forms.write.mall_toml import emit

    try:
        data = paths.content(file)
    except OSError as error:
        raise ConfigError(f"{file}: can't be opened ({error.strerror})") from error
    proposal = _proposal(file.name, data)
    for doubt in proposal.doubts:
        typer.echo(output.text(f"? {doubt}"), err=True)
    typer.echo(emit(proposal.template, proposal.doubts), nl=False)


def _proposal(filename: str, data: bytes) -> ProposedForm:
    """Read a blank form within limits; ConfigError where it can't be read, ReaderUnavailable where that hangs."""
    from mailbot.errors import ConfigError, ReaderUnavailable
    from mailbot.forms.learn.propose import ProposedForm, refusal
    from parsers import Hung, Isolated, Unreadable

    try:
        reading: Isolated[ProposedForm | str] = Isolated(
            (),
            seconds=_INSPECT_SECONDS,
            megabytes=_INSPECT_MEGABYTES,
            read="mailbot.cli.reading.blank_form:read",
            answer=ProposedForm | str,
        )
        with reading as reader:
            found = reader.read(filename, data)
    except Hung as error:
        raise ReaderUnavailable(f"{error} Try again.") from error
    if isinstance(found, Unreadable):
        raise refusal(filename, found)
    if isinstance(found, str):
        raise ConfigError(found)
    return found
