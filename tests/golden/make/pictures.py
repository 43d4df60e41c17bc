"""Makes the pictures of docs/bilder anew, and docs/bilder.md that shows them: `make pictures`.

Every letter as Chromium shows it, and the first page of every document as LibreOffice prints it, with the
package's invented samples. Needs both programs, and poppler's pdftoppm.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from mailbot.followup.celebrating import letter_in_word
from mailbot.followup.celebrating.words import words as letter_words
from mailbot.forms import template_file
from mailbot.forms.write import prompts
from mailbot.forms.write import word as form_in_word
from mailbot.meetings.agenda.documents import excel, protocol_in_word, word
from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.render import Renderer
from mailbot.outbox.samples import SAMPLES, variables
from mailbot.store.values import LetterKind
from tests.support.achieved import LETTER
from tests.support.agenda_text import a_view, an_item
from tests.support.forms import ANSWERS, SHIPPED
from tests.support.letters import TEMPLATES
from tests.support.paths import ROOT
from tests.support.protocol_text import FALLS, PROTOCOL

FOLDER, PAGE = ROOT / "docs" / "bilder", ROOT / "docs" / "bilder.md"
WIDTH, LETTER_WIDTH, LETTER_HEIGHT = 520, 660, 3200
COLOURS = 24
DOCUMENTS = {
    "dagordning": "Dagordningen i Word: omslag, föredragningslista och initiativ per organisation",
    "dagordning-initiativ": "Ett initiativ på dagordningen: förslaget först, beslutet att fylla i sist",
    "dagordning-excel": "Dagordningen i Excel",
    "protokoll": "Protokollet i Word",
    "protokollsutdrag": "Utdraget ur protokollet till registrator",
    "framsteg": "Brevet om framsteg i Word, som sekreteraren läser och ändrar innan det går ut",
    "mallen": "Den gemensamma mallen i Word",
    "utvarderingen": "Formuläret för utvärdering i Word, med det som förslaget lovade",
}
"""Each picture of a document, and what it shows."""
PROMISED = {"reference": "OH-2026-0012"} | {
    f"promised_{key}": prompts.as_text(ANSWERS[key]).removeprefix("=")
    for key in ("purpose", "expected_effect", "success_factors", "indicators")
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in LetterKind:
            _letter(kind, folder)
        for title, (data, suffix, page) in _documents().items():
            _document(title, data, suffix, page, folder)
    PAGE.write_text(_page(), encoding="utf-8")


def letter_file(kind: LetterKind) -> str:
    """Return what the picture of a letter is called."""
    return f"brev-{kind.replace('_', '-')}.png"


def _letter(kind: LetterKind, folder: Path) -> None:
    source, shot = folder / "letter.html", folder / "letter.png"
    source.write_text(_rendered(kind).html, encoding="utf-8")
    command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={folder}/chromium", f"--window-size={LETTER_WIDTH},{LETTER_HEIGHT}"]
    _run([*command, f"--screenshot={shot}", source.as_uri()])
    _keep(shot, FOLDER / letter_file(kind))


def _rendered(kind: LetterKind):
    return Renderer(TEMPLATES).render(kind, variables(SAMPLES[kind]))


def _documents() -> dict[str, tuple[bytes, str, int]]:
    view = a_view(
        an_item(1, "Gemensam fallprevention", deferred=True, new_page=True),
        an_item(2, "En väg in för unga som mår dåligt", new_page=True),
        an_item(3, "Digital vårdplan", new_page=True),
    )
    agenda = word.write(view, words())
    evaluation = template_file.load(template_file.shipped_evaluation())
    return {
        "dagordning": (agenda, "docx", 1),
        "dagordning-initiativ": (agenda, "docx", 2),
        "dagordning-excel": (excel.write(view, words()), "xlsx", 1),
        "protokoll": (protocol_in_word.write(PROTOCOL, words()), "docx", 1),
        "protokollsutdrag": (protocol_in_word.extract(PROTOCOL, FALLS, words()), "docx", 1),
        "framsteg": (letter_in_word.write(LETTER, letter_words()), "docx", 1),
        "mallen": (form_in_word.write(SHIPPED, ANSWERS), "docx", 1),
        "utvarderingen": (form_in_word.write(evaluation, PROMISED), "docx", 1),
    }


def _document(title: str, data: bytes, suffix: str, page: int, folder: Path) -> None:
    source, shot = folder / f"document.{suffix}", folder / "document"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)])
    only = ["-f", str(page), "-l", str(page), "-singlefile"]
    _run(["pdftoppm", "-r", "90", "-png", *only, str(folder / "document.pdf"), str(shot)])
    _keep(shot.with_suffix(".png"), FOLDER / f"{title}.png", framed=True)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _keep(shot: Path, target: Path, *, framed: bool = False) -> None:
    """Keep a picture small: without the empty rest of its page, narrow, in few colours."""
    picture = Image.open(shot).convert("RGB")
    background = Image.new("RGB", picture.size, picture.getpixel((2, picture.height - 2)))
    box = ImageChops.difference(picture, background).getbbox()
    if box and not framed:
        picture = picture.crop((0, 0, picture.width, min(picture.height, box[3] + 24)))
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def _page() -> str:
    parts = ["# Alla brev och dokument i bild", ""]
    parts += ["Bilderna är gjorda med påhittade personer och förslag. `make pictures` gör dem på nytt.", ""]
    parts += ["## Dokument", ""]
    for name, what in DOCUMENTS.items():
        parts += [f"### {what}", "", f"![{what}](bilder/{name}.png)", ""]
    parts += ["## Brev", ""]
    for kind in LetterKind:
        subject = re.sub(r"^\[[^\]]*\] ", "", _rendered(kind).subject)
        parts += [f"### {subject}", "", f"Brevmallen `{kind}`.", ""]
        parts += [f"![Brevet «{subject}» så som det visas i mejlprogrammet](bilder/{letter_file(kind)})", ""]
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    main()
