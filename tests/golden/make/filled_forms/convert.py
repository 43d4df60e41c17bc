"""What other programs make of a file: opened, and saved or printed in another format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tests.golden.make.filled_forms.tools import run, run_on_all

_OFFICE = ("soffice", "-env:UserInstallation=file://{profile}/office", "--headless", "--convert-to")
_HEADLESS = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir={profile}/browser")


def office(files: Sequence[bytes], suffix: str, made: str, *options: str) -> list[bytes]:
    """Let LibreOffice open files and save them in another format."""
    return run_on_all([*_OFFICE, made, *options, "--outdir", "{folder}"], files, suffix, made)


def office_page(files: Sequence[bytes], suffix: str, made: str) -> list[bytes]:
    """Let LibreOffice open web pages as documents, so that their fields become the documents'."""
    return office(files, suffix, made, "--infilter=HTML (StarWriter)")


def office_flat_page(files: Sequence[bytes], suffix: str, made: str) -> list[bytes]:
    """Let LibreOffice print web pages as PDF, with fields as they look and no longer to fill in."""
    flat = 'pdf:writer_pdf_Export:{{"ExportFormFields":{{"type":"boolean","value":"false"}}}}'
    return run_on_all([*_OFFICE, flat, "--infilter=HTML (StarWriter)", "--outdir", "{folder}"], files, suffix, made)


def abiword(data: bytes, suffix: str, made: str) -> bytes:
    return run(["abiword", f"--to={made}", "-o", "{out}", "{in}"], data, suffix, made)


def gnumeric(data: bytes, suffix: str, made: str) -> bytes:
    return run(["ssconvert", "{in}", "{out}"], data, suffix, made)


def calligra(data: bytes, suffix: str, made: str) -> bytes:
    return run(
        ["env", "QT_QPA_PLATFORM=offscreen", "calligraconverter", "--batch", "{in}", "{out}"], data, suffix, made
    )


def pandoc(data: bytes, suffix: str, made: str, *, to: str = "") -> bytes:
    return run(["pandoc", "--standalone", *(["-t", to] if to else []), "-o", "{out}", "{in}"], data, suffix, made)


def chromium(data: bytes, suffix: str, made: str) -> bytes:
    return run([*_HEADLESS, "--no-pdf-header-footer", "--print-to-pdf={out}", "{in}"], data, suffix, made)


def wkhtmltopdf(data: bytes, suffix: str, made: str) -> bytes:
    return run(["wkhtmltopdf", "--quiet", "--encoding", "utf-8", "{in}", "{out}"], data, suffix, made)


def ghostscript(data: bytes, suffix: str, made: str) -> bytes:
    return run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "{out}", "{in}"], data, suffix, made)


def cairo(data: bytes, suffix: str, made: str) -> bytes:
    return run(["pdftocairo", "-pdf", "{in}", "{out}"], data, suffix, made)


def _qpdf(*options: str) -> Callable[[bytes, str, str], bytes]:
    return partial(_run_qpdf, options)


def _run_qpdf(options: tuple[str, ...], data: bytes, suffix: str, made: str) -> bytes:
    return run(["qpdf", *options, "{in}", "{out}"], data, suffix, made)


rotated = _qpdf("--rotate=+90")
upside_down = _qpdf("--rotate=+180")
flattened = _qpdf("--generate-appearances", "--flatten-annotations=all")
linear = _qpdf("--linearize", "--object-streams=generate")
