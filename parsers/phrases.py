"""Words that are looked for, as data: in a TOML file, each with an id, a pattern, and examples that are its test.

    [fragments]                      # named pieces, written {our} in a pattern; beside those of `_shared.toml`
    our = '(?:mitt|vårt|min|vår)'

    [status]                         # a group: phrases that mean one thing
    means = "Asks how it goes."
    where = "anywhere"               # or "start", or "whole": how much of a text it must be
    [[status.phrases]]
    id = "how_goes_ours"
    pattern = 'hur går {our} förslag'
    matches = ["hur går vårt förslag?"]
    misses = ["hur går det till?"]

In a pattern, line breaks and what indents a line are dropped: write `[ ]` for a space that begins one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

_SHIPPED = Path(__file__).parent / "_phrases"
_FOLDER = _SHIPPED if _SHIPPED.is_dir() else Path(__file__).parent.parent / "templates" / "phrases"
"""Where the readers' own phrases are: in the wheel, or beside the package in a checkout."""
SHARED = "_shared.toml"
"""The file whose fragments all files of its folder may use."""

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_WHERE = {"anywhere": "search", "start": "match", "whole": "fullmatch"}
_WITHOUT_DOTS = str.maketrans("åäöÅÄÖ", "aaoAAO")


class BrokenPhrases(Exception):
    """A file of phrases can't be used: it names the file, the phrase and what is wrong."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to put it. `id` is `group.id`; `pattern` holds no fragment any more."""

    id: str
    pattern: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that mean one thing, and how they are looked for."""

    name: str
    method: str
    flags: int
    phrases: tuple[Phrase, ...]


class Phrases:
    """A group of a file, read and compiled when it is first asked, once a process."""

    def __init__(self, file: Path, name: str) -> None:
        self._file, self._name = file, name

    def find(self, text: str) -> str:
        """Return the id of the phrase that stands first in the text, or an empty text."""
        found = self._search(text)
        return self._id(found) if found else ""

    def find_without_dots(self, text: str) -> str:
        """Return the same for a text of somebody who writes no å, ä and ö at all."""
        found: re.Match[str] | None = getattr(self._dotless, self._group.method)(text)
        return self._id(found) if found else ""

    def find_all(self, text: str) -> list[str]:
        """Return the ids of all that stand in the text, in order, each as often as it does."""
        return [self._id(found) for found in self.pattern.finditer(text)]

    def without(self, text: str, instead: str = "") -> str:
        """Return the text with each of them replaced, but for a part that its pattern names `kept`."""
        return self.pattern.sub(lambda found: found.groupdict().get("kept") or instead, text)

    def split(self, text: str) -> list[str]:
        """Return what stands between them."""
        ends = [found.span() for found in self.pattern.finditer(text)]
        starts = [0, *(end for _, end in ends)]
        return [text[start:end] for start, end in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All phrases as one pattern; each is a named part."""
        return _compiled(self._file, self._group)

    @cached_property
    def _search(self) -> Callable[[str], re.Match[str] | None]:
        return getattr(self.pattern, self._group.method)  # type: ignore[no-any-return]

    @cached_property
    def _dotless(self) -> re.Pattern[str]:
        return _compiled(self._file, self._group, _WITHOUT_DOTS)

    @cached_property
    def _group(self) -> Group:
        groups = load(self._file)
        if self._name not in groups:
            raise BrokenPhrases(f"{self._file}: there is no [{self._name}]; the program looks for it.")
        return groups[self._name]

    def _id(self, found: re.Match[str]) -> str:
        return self._group.phrases[int((found.lastgroup or "p0")[1:])].id


def form_phrases(group: str) -> Phrases:
    """Return a group of the readers' own phrases; nothing is read before it is first asked."""
    return Phrases(_FOLDER / "forms.toml", group)


def form_words(name: str) -> str:
    """Return words that our form shows, and that the readers know again: a fragment of their phrases."""
    return _fragments(_FOLDER / "forms.toml")[name]


def first_found(groups: Iterable[Phrases], text: str) -> str:
    """Return the id of the first phrase that a group finds in the text, the groups in order; else an empty text."""
    return next(filter(None, (group.find(text) for group in groups)), "")


@cache
def load(file: Path) -> Mapping[str, Group]:
    """Return the groups of a file by name; BrokenPhrases where it, a key or a fragment is amiss."""
    data = _read(file)
    flags = re.MULTILINE | (re.IGNORECASE if data.pop("ignore_case", False) else 0)
    shared = file.with_name(SHARED)
    fragments = {**_fragments(shared), **_fragments(file)}
    data.pop("fragments", None)
    return {name: _group(file, name, table, fragments, flags) for name, table in data.items()}


def phrase_faults(folder: Path) -> Iterator[str]:
    """Say of every phrase in a folder's files what is wrong with it, its examples too; nothing where all is well."""
    for file in sorted(folder.glob("*.toml")):
        try:
            for group in load(file).values():
                _compiled(file, group)
                for phrase in group.phrases:
                    yield from (f"{file}: {phrase.id}: {wrong}" for wrong in _tried(group, phrase))
        except BrokenPhrases as error:
            yield str(error)


def _tried(group: Group, phrase: Phrase) -> Iterator[str]:
    pattern = re.compile(phrase.pattern, group.flags)
    finds = getattr(pattern, group.method)
    if not phrase.matches or not phrase.misses:
        yield "has no examples: give both `matches` and `misses`"
    yield from (f"does not match its example «{text}»" for text in phrase.matches if not finds(text))
    yield from (f"matches «{text}», which it must not" for text in phrase.misses if finds(text))


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenPhrases(f"{file}: is not a readable TOML file: {error}") from error


@cache
def _fragments(file: Path) -> Mapping[str, str]:
    """Return the file's fragments by name, those that stand in others filled in: a fragment may use those above it."""
    known: dict[str, str] = {}
    if file.name != SHARED:
        known.update(_fragments(file.with_name(SHARED)))
    for name, text in (_read(file).get("fragments", {}) if file.is_file() else {}).items():
        known[name] = _filled(text, known, f"{file}: fragments.{name}")
    return known


def _filled(text: str, fragments: Mapping[str, str], place: str) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[1] not in fragments:
            raise BrokenPhrases(f"{place}: {{{found[1]}}} is no fragment here; known: {', '.join(sorted(fragments))}.")
        return fragments[found[1]]

    return _FRAGMENT.sub(piece, "".join(map(str.lstrip, text.splitlines())))


def _group(file: Path, name: str, table: Any, fragments: Mapping[str, str], flags: int) -> Group:
    place = f"{file}: {name}"
    where = table.get("where", "anywhere") if isinstance(table, dict) else None
    if where not in _WHERE:
        raise BrokenPhrases(f"{place}: where is not one of {', '.join(_WHERE)}.")
    phrases = tuple(_phrase(place, name, entry, fragments) for entry in table.get("phrases", ()))
    if len({phrase.id for phrase in phrases}) < max(1, len(phrases)):
        raise BrokenPhrases(f"{place}: has no phrases, or two with the same id.")
    return Group(name, _WHERE[where], flags, phrases)


def _phrase(place: str, group: str, entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Phrase:
    missing = [key for key in ("id", "pattern", "matches", "misses") if not entry.get(key)]
    if missing:
        raise BrokenPhrases(f"{place}.{entry.get('id', '?')}: lacks {', '.join(missing)}.")
    name = f"{group}.{entry['id']}"
    text = _filled(entry["pattern"], fragments, f"{place}.{entry['id']}")
    return Phrase(name, text, tuple(entry["matches"]), tuple(entry["misses"]))


def _compiled(file: Path, group: Group, changed: Mapping[int, Any] | None = None) -> re.Pattern[str]:
    """Compile all phrases as one; where that fails, say which is at fault.

    Those in a row that begin at a word's start stand together, each with its mark at the end: so the compiler sees
    what they share, and tries none of them in the middle of a word.
    """
    parts = [phrase.pattern.translate(changed or {}) for phrase in group.phrases]
    marked = (f"(?:{part})(?P<p{number}>)" for number, part in enumerate(parts))
    rows = ("|".join(row) for _, row in groupby(marked, key=_begins_at_word))
    try:
        return re.compile("|".join(f"(?:{row})" for row in rows), group.flags)
    except re.error:
        for phrase in group.phrases:
            _alone(file, group, phrase)
        raise


def _begins_at_word(pattern: str) -> bool:
    return pattern.lstrip("(?:").startswith(r"\b")


def _alone(file: Path, group: Group, phrase: Phrase) -> None:
    try:
        re.compile(phrase.pattern, group.flags)
    except re.error as error:
        raise BrokenPhrases(f"{file}: {phrase.id}: is no pattern: {error}") from error
