"""The first config: asks for what only the operator knows, tries it, and writes the file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output
from mailbot.errors import ConfigError, IllegalTransition

app = typer.Typer()

_MICROSOFT_IMAP, _MICROSOFT_SMTP = "outlook.office365.com", "smtp.office365.com"
_TRIED = ("database", "mailbox", "smtp")


@dataclass(frozen=True, slots=True)
class _Answers:
    """What was asked for; `oauth2` is tenant and client id, where Microsoft's servers are used."""

    imap: str
    smtp: str
    user: str
    address: str
    contact: tuple[str, str, str]
    secretary: tuple[str, str]
    oauth2: tuple[str, ...]


@app.command()
def init(
    ctx: typer.Context,
    hidden: Annotated[bool, typer.Option("--hide-input/--show-input", help="Whether the secret is shown.")] = True,
) -> None:
    """Ask for servers, address, contact and secretary, write config.toml, and try it.

    Writes beside it the file that holds the secret, readable by you alone. Overwrites nothing.

    Exit codes: 1 written, but something does not work yet; 4 there is such a file already.
    """
    file = context.named(ctx) or context.DEFAULT_CONFIG
    if file.exists():
        raise IllegalTransition(f"{file} is there already. Change it, or name another with --config.")
    answers = _ask()
    secret = "client_secret" if answers.oauth2 else "password"
    _write_secret(file.with_name(secret), typer.prompt(f"The {secret.replace('_', ' ')}", hide_input=hidden))
    file.write_text(_toml(answers, secret), encoding="utf-8")
    typer.echo(f"\nWritten: {file} and {file.with_name(secret)}. Trying them:")
    if not _try(file):
        raise typer.Exit(1)
    typer.echo("\nconfig.example.toml explains the rest. Next: mailbot check, then mailbot run.")


def _ask() -> _Answers:
    imap = typer.prompt("IMAP server", default=_MICROSOFT_IMAP)
    smtp = typer.prompt("SMTP server", default=_MICROSOFT_SMTP if imap == _MICROSOFT_IMAP else imap)
    address = typer.prompt("Address of the shared mailbox")
    user = typer.prompt("User that logs in", default=address)
    is_microsoft = imap == _MICROSOFT_IMAP
    ids = ("Entra tenant (id)", "Entra application (client id)") if is_microsoft else ()
    oauth2 = tuple(typer.prompt(one) for one in ids)
    typer.echo("The person whom letters name for questions:")
    contact = (typer.prompt("  Name"), typer.prompt("  Telephone"), typer.prompt("  Mail address"))
    typer.echo("The secretary, who gets agendas and codes:")
    secretary = (typer.prompt("  Name", default=contact[0]), typer.prompt("  Mail address", default=contact[2]))
    return _Answers(imap, smtp, user, address, contact, secretary, oauth2)


def _write_secret(file: Path, secret: str) -> None:
    with os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as opened:
        opened.write(secret + "\n")


def _toml(answers: _Answers, secret: str) -> str:
    login = f'auth = "xoauth2"\n{_oauth2(answers.oauth2)}' if answers.oauth2 else f'password_file = "{secret}"'
    name, phone, email = map(_quoted, answers.contact)
    secretary, address = map(_quoted, answers.secretary)
    servers = "\n\n".join(
        f"[{table}]\nhost = {_quoted(host)}\nuser = {_quoted(answers.user)}\n{login}"
        for table, host in (("mailbox", answers.imap), ("smtp", answers.smtp))
    )
    return (
        f"{servers}\n\n[identity]\naddress = {_quoted(answers.address)}\n\n"
        f"[contact]\nname = {name}\nphone = {phone}\nemail = {email}\n\n"
        f"[[secretaries]]\nname = {secretary}\naddress = {address}\n"
    )


def _oauth2(ids: tuple[str, ...]) -> str:
    tenant, client = map(_quoted, ids)
    return f'oauth2 = {{ tenant = {tenant}, client_id = {client}, client_secret_file = "client_secret" }}'


def _quoted(text: str) -> str:
    """Return a basic string of TOML."""
    escaped = text.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(sign for sign in escaped if sign.isprintable())}"'


def _try(file: Path) -> bool:
    from mailbot import config as reader
    from mailbot.cli.operating import check

    try:
        config = reader.load(file)
    except ConfigError as error:
        output.note(str(error))
        return False
    works = [check.tried(one, config) for one in check.CHECKS if one.name in _TRIED]
    return all(works)
