"""Other organisations' forms: made blank and filled in, learnt by `mailbot mall inspect`, and judged.

Each shape is made as one file that the form is learnt from and two that are read: with the
proposed mall.toml as it is (raw), and with one that a person corrected, which is stated here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden.make.filled_forms import convert, tools
from tests.golden.make.filled_forms.judged import Said, Worth, judge
from tests.golden.make.filled_forms.other import shapes
from tests.golden.make.filled_forms.other.forms import OTHER_FORMS, Asked, Given, OtherForm
from tests.golden.make.filled_forms.other.shapes import Fill

FOLDER = Path(__file__).parents[3] / "other_forms"
_CONFIG = """
form.templates = ["mall.toml"]
mailbox = { host = "imap.example.se", user = "bot@example.se" }
smtp = { host = "smtp.example.se", user = "bot@example.se" }
identity.address = "bot@example.se"
contact = { name = "Anna Ek", phone = "035-00 00 00", email = "anna.ek@example.se" }
secretaries = [{ name = "Anna Ek", address = "anna.ek@example.se" }]
organisations = [{ name = "Region Halland", domains = ["region.example"] }]
"""
_WORD = (
    shapes.rows,
    shapes.boxes,
    shapes.rooms,
    shapes.columns,
    shapes.headings,
    shapes.inline,
)
_TEXTS, _SHEETS = ("docx", "odt"), ("xlsx", "ods")


@dataclass(frozen=True)
class Learnt:
    """One form in one shape and format."""

    form: OtherForm
    shape: Callable[[OtherForm, Fill], bytes]
    suffix: str
    made_as: str

    def path(self, which: str) -> Path:
        return FOLDER / f"{self.form.name}-{self.shape.__name__}-{which}.{self.suffix}"

    @property
    def fills(self) -> dict[str, Fill]:
        return {"blank": None, **{str(number): fill for number, fill in enumerate(self.form.fills)}}


def learnt() -> Iterator[Learnt]:
    """Return every form, shape and format."""
    for form in OTHER_FORMS:
        for shape in _WORD:
            yield from (Learnt(form, shape, suffix, "docx") for suffix in ("docx", "pdf"))
        yield from (Learnt(form, shape, "odt", "docx") for shape in (shapes.boxes, shapes.headings, shapes.inline))
        yield from (Learnt(form, shape, suffix, "docx") for shape in (shapes.bold, shapes.lists) for suffix in _TEXTS)
        yield from (Learnt(form, shape, suffix, "xlsx") for shape in (shapes.sheet, shapes.below) for suffix in _SHEETS)


def shape_of(file: Path) -> str:
    """Return the shape and the format of a file of ours."""
    return f"{file.stem.split('-')[1]} {file.suffix.lstrip('.')}"


def make() -> None:
    """Make the files that are missing; printed and converted ones where LibreOffice is here."""
    FOLDER.mkdir(exist_ok=True)
    for one in learnt():
        if one.suffix != one.made_as and tools.missing("soffice"):
            continue
        wanted = {one.path(which): fill for which, fill in one.fills.items() if not one.path(which).exists()}
        made = [one.shape(one.form, fill) for fill in wanted.values()]
        if made and one.suffix != one.made_as:
            made = convert.office(made, one.made_as, one.suffix)
        for path, data in zip(wanted, made, strict=True):
            path.write_bytes(data)


def judge_all() -> dict[tuple[str, Path], dict[str, Worth]]:
    """Learn and read every form; return what its answers are worth, by «raw» or «corrected» and file."""
    raw = {("raw", file): worths for one in learnt() for file, worths in judge_raw(one).items()}
    corrected = {("corrected", file): worths for form in OTHER_FORMS for file, worths in judge_corrected(form).items()}
    return raw | corrected


def judge_raw(one: Learnt) -> dict[Path, dict[str, Worth]]:
    """Learn a form from its blank, and read the filled ones by what is proposed, as it is."""
    proposed = _mailbot("mall", "inspect", str(one.path("blank")))
    return dict(_read([one], proposed.stdout, proposed.stderr))


def judge_corrected(form: OtherForm) -> dict[Path, dict[str, Worth]]:
    """Read a form's filled files, in every shape and format, by what a person would correct the proposal to."""
    return dict(_read([one for one in learnt() if one.form is form], _corrected(form), ""))


def _read(forms: Sequence[Learnt], mall: str, doubts: str) -> Iterator[tuple[Path, dict[str, Worth]]]:
    """Read the filled files of one form by this mall.toml, and judge them."""
    fills = {one.path(which): fill for one in forms for which, fill in one.fills.items() if fill}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "mall.toml").write_text(mall, "utf-8")
        Path(folder, "config.toml").write_text(_CONFIG, "utf-8")
        done = _mailbot("--config", f"{folder}/config.toml", "parse", "--json", *map(str, fills))
    if "Traceback" in done.stderr:
        raise RuntimeError(done.stderr[-2000:])
    said = {Path(line["file"]): line for line in map(json.loads, done.stdout.splitlines())}
    form = forms[0].form
    for file, fill in fills.items():
        by_label = _by_label(said[file], mall, doubts, form) if file in said else _nothing(done.stderr)
        yield file, judge(by_label, {"fields": {a.label: _expected(a, fill[a.label]) for a in form.asked}})


def _mailbot(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mailbot", *words], check=False, capture_output=True, text=True)


def _by_label(said: Said, mall: str, doubts: str, form: OtherForm) -> Said:
    """Return a reading with labels for keys. A question that wasn't learnt is asked about if a doubt names it."""
    labels = {f["key"]: f["label"] for s in tomllib.loads(mall)["sections"] for f in s["fields"]}
    fields = {labels[key]: value for key, value in said["fields"].items()}
    problems = [{**problem, "field": labels.get(problem["field"], problem["field"])} for problem in said["problems"]]
    unlearnt = [a.label for a in form.asked if a.label not in fields and a.label in doubts]
    return {**said, "fields": fields, "problems": [*problems, *({"field": label} for label in unlearnt)]}


def _nothing(why: str) -> Said:
    return {"fields": {}, "problems": [], "reason": why, "more": []}


def _expected(asked: Asked, given: Given) -> Any:
    if isinstance(given, bool):
        return {"any": [given, "Ja" if given else "Nej"]}
    return list(given) if isinstance(given, tuple) else given


def _corrected(form: OtherForm) -> str:
    """Return the mall.toml that a person would write for this form."""
    fields = [
        f'[[sections.fields]]\nkey = "q{number}"\nlabel = "{asked.label}"\nkind = "{asked.kind}"\n'
        f'help = "{asked.help}"\n'
        + (f"choices = {json.dumps(asked.choices, ensure_ascii=False)}\n" if asked.choices else "")
        for number, asked in enumerate(form.asked)
    ]
    printed = json.dumps(form.office, ensure_ascii=False)
    said = f'id = "{form.name}-1"\ntitle = "{form.title}"\nintro = "{form.intro}"\nprinted = {printed}\n'
    head = f'{said}[[sections]]\ntitle = "Frågor"\n'
    return head + "".join(fields)
