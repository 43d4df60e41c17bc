"""What LibreOffice does where it is installed: it reads files of older programs (.doc, .rtf), and prints Word files."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from parsers.document import file_type
from parsers.document.file_type import Opened
from parsers.document.limits import Refused
from parsers.document.model import Document
from parsers.document.word import reader

SECONDS: Final = 20
"""Of processor time, which each program that LibreOffice runs may take for one file."""
_HUNG: Final = 360
"""Seconds by the clock after which LibreOffice is gone, whoever started it: more than anybody waits for the file."""
_TRIES: Final = 2
_KILOBYTES: Final = 1024 * 1024
_PDF: Final = (
    "pdf:writer_pdf_Export:"
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportFormFields":{"type":"boolean","value":"false"}}'
)
"""Tagged, so that a screen reader finds its way; what is to be filled in stands as text."""
_CONVERTED = frozenset(("doc", "rtf"))
_ADVICE = "öppna den i Word, välj Spara som och formatet .docx, och skicka den filen"
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""LibreOffice runs no macro. What a .doc refers to it fetches still: `parsers.sandbox` takes the network."""
_OFF: Final = "WITHOUT_LIBREOFFICE"


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document as PDF."""

    data: bytes
    """Nothing where none could be made."""


def switch_off() -> None:
    """Let this process, and those that it starts, read no file by way of LibreOffice."""
    os.environ[_OFF] = "1"


def is_converted(data: bytes) -> bool:
    """Whether a file, by its first bytes, may go through LibreOffice."""
    return data.startswith((file_type.OLE, file_type.RTF))


def read_converted(opened: Opened) -> Document:
    """Read a .doc or .rtf as the .docx that LibreOffice makes of it; limits.Refused where none is, or it is off."""
    soffice = _soffice()
    if soffice is None:
        raise Refused(f"filen är i ett äldre format (.{opened.format}) – {_ADVICE}")
    made = _converted(soffice, opened.data, opened.format, "docx")
    converted = replace(file_type.inspect(made), is_blank=opened.is_blank)
    if converted.format != "docx":
        raise Refused(f"filen är i ett äldre format (.{opened.format}) som inte gick att läsa – {_ADVICE}")
    return replace(reader.read(converted), format=opened.format)


def print_word(_filename: str, data: bytes, _templates: object = ()) -> PrintedDocument:
    """Return a Word file (.docx) as PDF; nothing where LibreOffice is missing, is off, or makes none of it.

    To be run by `parsers.sandbox`, whose functions get templates, too.
    """
    soffice = _soffice()
    return PrintedDocument(_converted(soffice, data, "docx", _PDF) if soffice else b"")


def _soffice() -> str | None:
    return None if _OFF in os.environ else shutil.which("soffice")


def _converted(soffice: str, data: bytes, source_format: str, target_format: str) -> bytes:
    """Return what LibreOffice saves: nothing where it fails twice, or needs more time or memory than it is given.

    Now and then it ends at once and says nothing: that is no fault of the file's.
    """
    began = _spent()
    with tempfile.TemporaryDirectory(prefix="mailbot-") as folder:
        ending = target_format.partition(":")[0]
        source, target = Path(folder, f"form.{source_format}"), Path(folder, "out", f"form.{ending}")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS)
        # `timeout` kills LibreOffice's whole process group, even when this process is killed meanwhile.
        command = ["timeout", "--signal=KILL", str(_HUNG)]
        limited = 'ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@"'
        command += ["sh", "-c", limited, str(_KILOBYTES), str(SECONDS)]
        command += [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", target_format, "--outdir", str(target.parent), str(source)]
        for _ in range(_TRIES):
            subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)  # noqa: S603 - names of our own
            if target.exists():
                return target.read_bytes()
            if _spent() - began > SECONDS / _TRIES:
                break
    return b""


def _spent() -> float:
    """Return the processor time, in seconds, of all programs that this process has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
