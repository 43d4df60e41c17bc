"""Letters from Jinja2 templates: the shipped ones, and those that the operator puts in their place.

A letter kind is a folder with `subject.txt`, `body.txt` and `body.html`; what
they share begins with an underscore. `_sentences.txt` is used by both bodies,
so that the two say the same.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, TemplateRuntimeError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from mailbot.errors import TemplateFailed
from mailbot.outbox.samples import SAMPLES, variables
from mailbot.primitives import safe_text
from mailbot.store.values import LetterKind

PARTS = ("subject.txt", "body.txt", "body.html")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A written letter: one line of subject, its text and its HTML, and whose template was used.

    `template` is «shipped», «own», or «fallback» where the own one failed.
    """

    subject: str
    text: str
    html: str
    template: str


class Renderer:
    """Writes letters. `own` holds any of the files of `shipped`, and its files go first."""

    def __init__(self, shipped: Path, own: Path | None = None) -> None:
        self._shipped = _compiled_once(shipped)
        self._own_folder = own
        self._own = _Folders(own, shipped, edited=True) if own else self._shipped

    def render(self, kind: LetterKind, variables: Mapping[str, object]) -> Rendered:
        """Write a letter; TemplateFailed only where the shipped template fails.

        `variables` are the fields of the kind's Content, and `identity`,
        `contact`, `form_url` and `recipient`.
        """
        if not self._overrides(kind):
            return self._render_shipped(kind, variables, "shipped")
        try:
            return self._own.letter(kind, variables, "own")
        except Exception:  # noqa: BLE001 - a template of somebody's own can fail in any way; `faults` tells how
            return self._render_shipped(kind, variables, "fallback")

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Try every own template with sample content; return file and fault of those that don't work."""
        if self._own_folder is None:
            return ()
        if not self._own_folder.is_dir():
            return ((str(self._own_folder), "there is no such folder"),)
        return tuple(sorted({*self._unused(self._own_folder), *self._broken(self._own_folder)}))

    def _render_shipped(self, kind: LetterKind, variables: Mapping[str, object], template: str) -> Rendered:
        try:
            return self._shipped.letter(kind, variables, template)
        except Exception as error:
            raise TemplateFailed(f"The shipped letter template {kind} can't be rendered: {error}") from error

    def _overrides(self, kind: LetterKind) -> bool:
        own = self._own_folder
        return own is not None and (any((own / kind / part).exists() for part in PARTS) or any(own.glob("_*")))

    def _unused(self, own: Path) -> Iterator[tuple[str, str]]:
        """Find files that no letter asks for: a misspelt name would be passed over in silence."""
        used = {f"{kind}/{part}" for kind in LetterKind for part in PARTS}
        for path in own.rglob("*.*"):
            name = path.relative_to(own).as_posix()
            if path.is_file() and name not in used and not name.startswith("_"):
                yield name, "no letter uses a file of this name"

    def _broken(self, own: Path) -> Iterator[tuple[str, str]]:
        for kind in filter(self._overrides, LetterKind):
            for part in PARTS:
                try:
                    self._own.part(f"{kind}/{part}", {**variables(SAMPLES[kind]), "subject": "Ett brev"})
                except Exception as error:  # noqa: BLE001 - as in `render`
                    yield _place(error, own, f"{kind}/{part}")


class _Folders:
    """The templates of some folders; a file in an earlier one goes before its namesake in a later one.

    `edited` says that they may change meanwhile: then each letter asks for the times of a dozen files.
    """

    def __init__(self, *folders: Path, edited: bool = False) -> None:
        # Notepad puts a byte order mark first, which utf-8-sig takes away.
        loader = FileSystemLoader(folders, encoding="utf-8-sig")
        self._text = _environment(loader, autoescape=False, edited=edited)
        self._html = _environment(loader, autoescape=True, edited=edited)
        self._inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def letter(self, kind: LetterKind, variables: Mapping[str, object], template: str) -> Rendered:
        subject = safe_text.shortened(self.part(f"{kind}/subject.txt", variables))
        text = self.part(f"{kind}/body.txt", variables)
        html = self.part(f"{kind}/body.html", {**variables, "subject": subject})
        return Rendered(subject, _tidy(text), self._inliner.inline(html), template)

    def part(self, name: str, variables: Mapping[str, object]) -> str:
        environment = self._html if name.endswith(".html") else self._text
        written = environment.get_template(name).render(variables)
        if not written.strip():
            raise TemplateRuntimeError("the template gives an empty text")
        return written


@cache
def _compiled_once(shipped: Path) -> _Folders:
    """Return the shipped templates: to compile them takes many times as long as to write a letter."""
    return _Folders(shipped)


def _environment(loader: FileSystemLoader, *, autoescape: bool, edited: bool) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=loader,
        autoescape=autoescape,
        auto_reload=edited,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "line": _line,
        "unlinked": safe_text.unlinked,
        "paragraphs": safe_text.paragraphs,
        "breakable": _breakable,
    }
    return environment


def _line(text: str, limit: int = 150) -> str:
    """Write what somebody outside has written as one line without links."""
    return safe_text.unlinked(safe_text.shortened(text, limit))


def _breakable(text: str) -> Markup:
    """Keep each word of an address or a file name on one line in HTML; one that is too long is broken at its signs."""
    words = (re.split(r"(?<=[@/])(?=\w)|(?=[.])", word) for word in safe_text.clean(text).split())
    return Markup(" ").join(
        Markup('<span class="word">{}</span>').format(Markup("<wbr>").join(parts)) for parts in words
    )


def _finalize(value: object) -> object:
    """Clean every value on its way into a letter. Markup comes from macros, which have cleaned it."""
    if value is None:
        raise TemplateRuntimeError("a value is None, which no letter should say")
    return safe_text.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _tidy(text: str) -> str:
    """Return the text with single blank lines, as the templates' tags leave more."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


def _place(error: Exception, folder: Path, default: str) -> tuple[str, str]:
    """Return the file and what is wrong in it. Jinja makes its traceback point into the template."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(folder)]
    if not frames:
        return default, str(error)
    return Path(frames[-1].filename).relative_to(folder).as_posix(), f"line {frames[-1].lineno}: {error}"
