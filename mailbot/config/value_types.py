"""What a value of the config may be: a mail address, a domain, a time in Sweden."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
)

from mailbot.primitives.addresses import is_mail_address
from mailbot.primitives.swedish_time import STOCKHOLM


def _mail_address(value: str) -> str:
    if not is_mail_address(value):
        message = "is not a mail address"
        raise ValueError(message)
    return value.lower()


def _domain(value: str) -> str:
    if "@" in value or "." not in value:
        message = "is not a mail domain: write the part after the @"
        raise ValueError(message)
    return value.lower()


def _local(value: object) -> object:
    """Read a TOML time without an offset as Swedish time; a number is none, though pydantic would take it."""
    if isinstance(value, int | float):
        message = "is not a time: write it as 2026-12-01T08:00:00, without quotes"
        raise ValueError(message)  # noqa: TRY004 - pydantic reports a ValueError only
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=STOCKHOLM)
    return value


MailAddress = Annotated[str, AfterValidator(_mail_address)]
Domain = Annotated[str, AfterValidator(_domain)]
SwedishTime = Annotated[AwareDatetime, BeforeValidator(_local)]


class Section(BaseModel):
    """A table of the config file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
