"""Which question a label asks: by its own words, its aliases, and past small slips of the keyboard."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from parsers.questions.label_text import MAX_LABEL, MUTE, is_raised, normalised
from parsers.template import FormTemplate, Kind

_QUESTION_NUMBER = re.compile(
    r"\s*(?:(?:fråga\s+)?\d{1,2}(?:\.\d{1,2}){0,2}\.?\s*(?::\s*|(?<=[\s.])(?=[^\W\d]))|fråga\s*:\s*)",
    re.IGNORECASE,
)
"""«Fråga 1: », «Fråga: » or «1.2 » before a label; before an answer it may be part of it."""
_SEPARATORS = (
    *(":", "\t", "  ", " – ", " - ", " = ", "— ", "; ", " | ", " -> ", " => ", " → ", " --> ", " ==> ", " » ", " ➜ "),
    *(" ➔ ", " ~ ", "? ", "* ", "_ ", "] ", "—", "\uff1a", "\u2236", "=", ") ", "” ", "> "),
)
"""Between a label, marked or not, and its answer on a line: columns in a mail's text are parted by blanks."""
_BOXED = re.compile(r"\s*(?P<box>[☐☒☑✓✔□❏]x?|\[[ xX]?\]|[xX](?=\s))\s*(?P<label>[^☐☒☑✓✔□❏\[\]]+)")
"""A statement with the box that one ticks for yes before it."""
_ANSWERED = re.compile(r"\w:\s+\S")
"""A label with its answer: not all of it is a label, however short the answer."""
_LEADER = re.compile(r"\s?(?:[._·]{3,}|…{2,})\s?")
"""Dots from a label to its answer, or a line to write it on."""
_IN_QUOTES = re.compile(r'"(.*)",?')
"""An answer as programs write it where its label stands in quotes, too (RFC 8259 §4)."""
_LEAST_PRINTED = 3
"""Blanks in a line of the form's introduction that can't be mistaken for an answer."""
_PAGE_NUMBER = re.compile(r"\s+sida\s+\d+(?:\s+av\s+\d+)?\s*\Z|\A\s*sida\s+\d+(?:\s+av\s+\d+)?\s+", re.IGNORECASE)
_LEAST_FOR_SLIP = 5
_LONGEST_KEPT, _KEPT, _VARIANTS = 300, 4096, 64
"""Letters of a text, and how many of them, of which is kept what they say; and how many sets of labels."""
_ALIKE = 0.85
"""One wrong letter in seven passes; «resultat» for «resurser» does not."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The questions of one template, all texts normalised.

    What it says of a short text is kept: the same one is looked at for tables, for lines and for what is left over,
    and labels come again with every form.

    `keys` by label and alias; `headings` of sections, and what else the form has printed between its questions;
    `own` are the fields' labels without aliases, `helps` their help texts, `printed` what stands above the questions:
    the form's title and introduction. `inside` says how many of a separator a label itself may hold, as «Om det går
    bra: hur brett?» a colon. `run_on` finds a label that no mark parts from its answer, among those that are found
    nowhere else. `statements` are the questions that a box before their words answers: «☐ Jag samtycker».
    """

    keys: Mapping[str, str]
    headings: frozenset[str]
    own: frozenset[str]
    helps: Mapping[str, str]
    printed: str
    inside: Mapping[str, int]
    statements: frozenset[str | None] = frozenset()
    run_on: re.Pattern[str] | None = None

    def key(self, text: str) -> str | None:
        """Return the key of the field that this label asks for."""
        return self._kept_key(text) if 0 < len(text) <= MAX_LABEL else None

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - templates are few, and last as long as the process
    def _kept_key(self, text: str) -> str | None:
        key = self.keys.get(normalised(text))
        if key is None and (numbering := _QUESTION_NUMBER.match(text)):
            key = self.keys.get(normalised(text[numbering.end() :]))
        return self._of_two(text) if key is None and "/" in text else key

    def _of_two(self, text: str) -> str | None:
        """Return the key of «Bakgrund/nuläge»; «Telefon/e-post» asks two questions."""
        first, _, second = text.partition("/")
        key = self.keys.get(normalised(first))
        is_word = len(second.split()) == 1
        return key if is_word and self.keys.get(normalised(second), key) in (key, MUTE) else None

    def split(self, line: str) -> tuple[str | None, str]:
        """Take «Label: value», or a label alone, apart; (None, line) where it holds no label."""
        key, _, value = self._parts(line) if len(line) > _LONGEST_KEPT else self._kept_parts(line)
        return key, value

    def parts(self, line: str) -> tuple[str | None, str, str]:
        """As `split`, with all that stands before the value in between: «1. Label: »."""
        return self._parts(line) if len(line) > _LONGEST_KEPT else self._kept_parts(line)

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - as above
    def _kept_parts(self, line: str) -> tuple[str | None, str, str]:
        return self._parts(line)

    def _parts(self, line: str) -> tuple[str | None, str, str]:
        boxed = _BOXED.fullmatch(line) if self.statements else None
        key = self.key(boxed["label"]) if boxed else None
        return (key, boxed["label"], boxed["box"]) if boxed and key in self.statements else self._unboxed(line)

    def _unboxed(self, line: str) -> tuple[str | None, str, str]:
        if (key := self.key(line)) is not None:
            return key, line, ""
        numbering = _QUESTION_NUMBER.match(line)
        bare = line[numbering.end() :] if numbering else line
        for separator in filter(bare.__contains__, _SEPARATORS):
            for label, rest in _parted(bare, separator, 1 + self.inside.get(separator, 0)):
                if (key := self.key(label)) is not None:
                    return key, line.removesuffix(rest), self._beside(label, rest, key)
        if (leader := _LEADER.search(bare)) and (key := self.key(bare[: leader.start()])) is not None:
            value = bare[leader.end() :]
            return key, line.removesuffix(value), self._beside("", value, key)
        label, _, value = bare.partition(". ")
        if ((key := self.key(label)) and self._is_help(value, key)) or (key := self._before_help(bare)):
            return key, line, ""
        run_on = self.run_on.match(bare) if self.run_on else None
        if run_on is None:
            return None, "", line
        value = bare[run_on.end() :]
        return self.key(run_on["label"]), line.removesuffix(value), value

    def _beside(self, label: str, rest: str, key: str) -> str:
        """Return the answer beside a label, without the signs that belong to both: «*Rubrik:* Morgonrunda»."""
        # A bold label in a plain text mail, or Markdown's «**Rubrik:** Morgonrunda».
        value = (rest.lstrip("*") if "*" in label else rest).strip()
        quoted = _IN_QUOTES.fullmatch(value) if label.lstrip().startswith('"') else None
        value = quoted[1] if quoted else value
        return "" if self._is_help(value, key) else value

    def _before_help(self, text: str) -> str | None:
        """Return the key of a label that runs on into its help, or as much of that as its line has room for."""
        words = normalised(text)
        names = self._by_first_word().get(words.partition(" ")[0], ())
        begun = ((words[len(name) + 1 :], key) for name, key in names if words.startswith(f"{name} "))
        helped = ((shown, key) for shown, key in begun if " " in shown)
        return next((key for shown, key in helped if self._helps(key).startswith(f"{shown} ")), None)

    @lru_cache(maxsize=_VARIANTS)  # noqa: B019 - as above
    def _by_first_word(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, key in self.keys.items():
            names[name.partition(" ")[0]].append((name, key))
        return names

    def _helps(self, key: str) -> str:
        return f"{normalised(self.helps.get(key, ''))} "

    def _is_help(self, text: str, key: str) -> bool:
        text_of_help = self.helps.get(key, "")
        is_short = len(text) <= len(text_of_help) + MAX_LABEL
        return is_short and normalised(text) == normalised(text_of_help) and not is_raised(text, text_of_help)

    def with_own_only(self, texts: Iterable[str]) -> Labels:
        """Return labels without the aliases of each field whose own label stands in one of these texts."""
        return self._without_aliases(self._asked(texts))

    def with_mute_aliases(self, texts: Iterable[str]) -> Labels:
        """Return labels where these aliases are labels still, but ask for nothing: their key is `MUTE`."""
        return self._with_mute(self._asked(texts))

    def _asked(self, texts: Iterable[str]) -> frozenset[str | None]:
        """Return the keys of the fields whose own labels stand in these texts."""
        own = self._with_own_names()
        return frozenset(own.parts(text)[0] for text in {text.strip() for text in texts})

    @lru_cache(maxsize=_VARIANTS)  # noqa: B019 - as above
    def _with_own_names(self) -> Labels:
        return replace(self, keys={name: key for name, key in self.keys.items() if name in self.own})

    @lru_cache(maxsize=_VARIANTS)  # noqa: B019 - as above
    def _with_mute(self, asked: frozenset[str | None]) -> Labels:
        keys = {name: key if name in self.own or key not in asked else MUTE for name, key in self.keys.items()}
        return replace(self, keys=keys)

    @lru_cache(maxsize=_VARIANTS)  # noqa: B019 - as above
    def _without_aliases(self, asked: frozenset[str | None]) -> Labels:
        muted = self._with_mute(asked).keys
        return replace(self, keys={name: key for name, key in muted.items() if key != MUTE})

    def is_heading(self, text: str) -> bool:
        """Whether the text is one of the form's section headings."""
        return len(text) <= MAX_LABEL and normalised(text) in self.headings

    def is_no_answer(self, text: str) -> bool:
        """Whether a line is a section's heading, or asks two questions at once: «Bakgrund och syfte: …»."""
        return self.is_heading(text) or self._asks_two(text.partition(":")[0])

    def _asks_two(self, label: str) -> bool:
        first, both, second = normalised(label[:MAX_LABEL]).partition(" och ")
        keys = {self.keys.get(first), self.keys.get(second)} - {None, MUTE} if both else set()
        return len(keys) > 1

    def is_printed(self, line: str) -> bool:
        """Whether a line is the form's own title, with a page's number, or of its introduction."""
        words = normalised(_PAGE_NUMBER.sub("", line)) if self.printed and len(line) <= len(self.printed) else ""
        return words.count(" ") >= _LEAST_PRINTED and f" {words} " in self.printed

    def with_slips(self, texts: Iterable[str], keys: set[str]) -> Labels:
        """Return labels that also take what is almost a label of one of these fields, or runs on into its answer."""
        wanted = {name: key for name, key in self.keys.items() if key in keys and len(name) >= _LEAST_FOR_SLIP}
        possible = {normalised(text) for text in texts if len(text) <= MAX_LABEL and not _ANSWERED.search(text)}
        possible -= self.keys.keys()
        own = {name: key for name, key in self.keys.items() if key in keys and name in self.own}
        slips = {slip: key for name, key in own.items() for slip in _slips(name) if len(name) >= _LEAST_FOR_SLIP}
        alike = {
            text: wanted[name]
            for text in possible
            if len(text) >= _LEAST_FOR_SLIP
            for name in get_close_matches(text, wanted, n=1, cutoff=_ALIKE)
        }
        return replace(self, keys={**slips, **alike, **self.keys}, run_on=_run_on(own))


def _parted(text: str, separator: str, most: int) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each separator, of the first ones; nothing where there is none."""
    place = -1
    for _ in range(most):
        if (place := text.find(separator, place + 1)) < 0:
            return
        yield text[:place], text[place + len(separator) :]


def _run_on(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds one of these labels right before a capital letter, a number to call or an address."""
    labels = "|".join(r"\W+".join(name.split()) for name in names if name)
    if not labels:
        return None
    return re.compile(rf"\W*(?P<label>(?i:{labels}))(?: \([^()]*\))?\W+(?=[A-ZÅÄÖ]|\+?\d[\d -]{{4}}|\S+@)")


def _slips(name: str) -> Iterator[str]:
    """Yield what a slip of the keyboard makes of a name: two letters swapped, one lost or one doubled."""
    for place, letter in enumerate(name):
        before, after = name[:place], name[place + 1 :]
        yield from (before + after, before + letter + letter + after, before + after[:1] + letter + after[1:])


def _can_be_heading(text: str) -> bool:
    return 0 < len(text) <= MAX_LABEL and bool(normalised(text))


@lru_cache(maxsize=32)
def labels_of(template: FormTemplate) -> Labels:
    """Return a template's labels. A label counts before another field's alias."""
    names = [(field.label, field.key) for field in reversed(template.fields)]
    aliases = [(alias, field.key) for field in reversed(template.fields) for alias in field.aliases]
    sections = (field.section for field in template.fields)
    return Labels(
        {normalised(name): key for name, key in (*aliases, *names)},
        frozenset(map(normalised, filter(_can_be_heading, (*sections, *(template.printed or ()))))),
        frozenset(normalised(field.label) for field in template.fields),
        {field.key: field.help for field in template.fields},
        f" {normalised(template.title)} {normalised(template.intro)} ",
        {separator: max(name.count(separator) for name, _ in (*aliases, *names)) for separator in _SEPARATORS},
        frozenset(field.key for field in template.fields if field.kind is Kind.YES_NO),
    )
