"""A mall.toml: the form as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import parsers
from mailbot.config import Config
from mailbot.errors import ConfigError
from mailbot.primitives.templates_folder import templates_dir

_WITH_CHOICES = (parsers.Kind.CHOICE, parsers.Kind.MULTI_CHOICE)
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "id": 'id = "forslag-1"',
        "title": 'title = "Förslag"',
        "sections": '[[sections]], with title = "Om dig"',
        "key": 'key = "start_date"',
        "label": 'label = "Startdatum"',
        "kind": 'kind = "date"',
        "required": "required = true",
        "max_length": "max_length = 200",
    }
)
EVALUATED = "reference"
"""The key of the field that says which initiative an evaluation form is about."""
_Name = Annotated[str, Field(min_length=1, max_length=120)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _FieldTable(_Table):
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    label: _Name
    kind: parsers.Kind = parsers.Kind.TEXT
    required: bool = False
    aliases: tuple[_Name, ...] = ()
    help: str = ""
    choices: tuple[_Name, ...] = ()
    open_choice: bool = False
    max_length: int = Field(default=20_000, ge=1, le=30_000)

    @model_validator(mode="after")
    def _has_the_choices_of_its_kind(self) -> Self:
        if self.kind in _WITH_CHOICES and not self.choices:
            raise ValueError('needs choices = ["…", "…"]')
        if self.kind not in _WITH_CHOICES and (self.choices or self.open_choice):
            raise ValueError('has choices, so it needs kind = "choice" or "multi_choice"')
        return self


class _SectionTable(_Table):
    title: _Name
    fields: tuple[_FieldTable, ...] = ()


class _FormTable(_Table):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)
    title: _Name
    intro: str = ""
    author: str = ""
    printed: tuple[str, ...] | None = None
    evaluates: bool = False
    sections: tuple[_SectionTable, ...]

    @model_validator(mode="after")
    def _asks_each_question_once(self) -> Self:
        fields = [field for section in self.sections for field in section.fields]
        if not fields:
            raise ValueError("has no fields: write at least one [[sections.fields]]")
        _refuse_repeated("key", [field.key for field in fields])
        _refuse_repeated("label or alias", [name for field in fields for name in (field.label, *field.aliases)])
        return self


def _refuse_repeated(what: str, names: list[str]) -> None:
    lowered = [name.casefold() for name in names]
    for name in lowered:
        if lowered.count(name) > 1:
            raise ValueError(f"{what} “{name}” occurs twice; each may mean one field only")


def shipped() -> Path:
    """Return the place of the mall.toml that comes with mailbot."""
    return templates_dir() / "mall" / "mall.toml"


def shipped_evaluation() -> Path:
    """Return the place of the form that comes with mailbot for evaluating approved work."""
    return templates_dir() / "mall" / "utvardering.toml"


def active(config: Config) -> tuple[parsers.FormTemplate, ...]:
    """Return the forms that are read: those of the config, the one to give away first, else the shipped one.

    Raises ConfigError as `load`, and where two have the same id.
    """
    paths: dict[str, Path] = {}
    forms = [(path, load(path)) for path in config.form.templates or (shipped(),)]
    for path, loaded in forms:
        if loaded.id in paths:
            raise ConfigError(
                f'{path}: id "{loaded.id}" is taken by {paths[loaded.id]}; '
                "give each form, and each version of it, an id of its own"
            )
        paths[loaded.id] = path
    return tuple(loaded for _, loaded in forms)


def evaluation(config: Config) -> parsers.FormTemplate:
    """Return the form on which approved work is evaluated: the config's, else the shipped one.

    Raises ConfigError as `load`, and where the file is another kind of form.
    """
    path = config.follow_up.form or shipped_evaluation()
    form = load(path)
    keys = {field.key for field in form.fields}
    if not form.evaluates or EVALUATED not in keys:
        raise ConfigError(f'{path}: an evaluation form says evaluates = true, and has a field "{EVALUATED}"')
    return form


def load(path: Path) -> parsers.FormTemplate:
    """Read a mall.toml.

    Raises ConfigError with one line for every fault: the file, the key and what is wrong.
    """
    try:
        table = _FormTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: is not a readable TOML file: {error}") from error
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {_explained(fault)}" for fault in error.errors())) from None
    fields = tuple(_field(field, section.title) for section in table.sections for field in section.fields)
    return parsers.FormTemplate(
        table.id, table.title, fields, table.intro, table.author, table.printed, table.evaluates
    )


def _explained(fault: Any) -> str:
    """Say where a fault is, counting sections and fields from 1, and what it is."""
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
    said = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        said = "is not a key of a mall.toml; check the spelling"
    elif example := _EXAMPLES.get(str(fault["loc"][-1]) if fault["loc"] else ""):
        said = f"{said}; example: {example}"
    return f"{place or 'the form'}: {said}"


def _field(table: _FieldTable, section: str) -> parsers.Field:
    return parsers.Field(section=section, **table.model_dump())
