"""The programs outside Python that the factory uses, and how to get the ones that are missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_NODE_SCRIPTS = Path(__file__).parent / "shapes" / "node"
_DEBIAN = {
    "soffice": "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
    "abiword": "apt-get install abiword",
    "ssconvert": "apt-get install gnumeric",
    "calligraconverter": "apt-get install calligrawords",
    "pandoc": "apt-get install pandoc",
    "chromium": "apt-get install chromium",
    "wkhtmltopdf": "apt-get install wkhtmltopdf",
    "gs": "apt-get install ghostscript",
    "qpdf": "apt-get install qpdf",
    "pdftocairo": "apt-get install poppler-utils",
    "groff": "apt-get install groff",
}
_PACKAGES = {"fpdf": "fpdf2", "odf": "odfpy"}
"""The packages whose modules have another name."""


def missing(tool: str) -> str:
    """Return how to get a tool that isn't here, or nothing.

    A tool is a program, `py:` a module, `npm:` a package, `font:` a family: printed in another, a form breaks its
    lines and pages elsewhere.
    """
    kind, _, name = tool.rpartition(":")
    if kind == "py":
        return "" if importlib.util.find_spec(name) else f"uv pip install {_PACKAGES.get(name, name)}"
    if kind == "npm":
        return "" if (_modules() / name).is_dir() else f"npm install {name}, and NODE_PATH=…/node_modules"
    if kind == "font":
        return "" if name in _fonts() else f"apt-get install fonts-crosextra-{name.lower()}"
    return "" if shutil.which(name) else _DEBIAN[name]


@cache
def _fonts() -> frozenset[str]:
    """Return the families of fonts that are here, as fontconfig lists them."""
    if not shutil.which("fc-list"):
        return frozenset()
    listed = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True).stdout
    return frozenset(name for line in listed.splitlines() for name in line.split(","))


def run(program: Sequence[str], data: bytes, suffix: str, made: str) -> bytes:
    """Run a program in a folder of its own; `{in}` and `{out}` are the files, `made` the ending of the second."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, f"Initiativ.{suffix}"), Path(folder, f"out/Initiativ.{made}")
        given.write_bytes(data)
        out.parent.mkdir()
        _call([word.format(**{"in": given, "out": out, "profile": _profile()}) for word in program], folder)
        return out.read_bytes()


def run_on_all(program: Sequence[str], files: Sequence[bytes], suffix: str, made: str) -> list[bytes]:
    """Run a program once on all files, which come after its words, for one that takes long to start."""
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(folder, f"Initiativ{number}.{suffix}") for number in range(len(files))]
        for path, data in zip(given, files, strict=True):
            path.write_bytes(data)
        words = [word.format(folder=f"{folder}/out", profile=_profile()) for word in program]
        _call([*words, *map(str, given)], folder)
        return [Path(folder, "out", path.name).with_suffix(f".{made}").read_bytes() for path in given]


def _call(words: Sequence[str], folder: str) -> None:
    subprocess.run(words, check=True, capture_output=True, cwd=folder, timeout=300)


@cache
def _profile() -> str:
    """Return where this process's programs keep their settings: making those takes longer than the work."""
    return tempfile.mkdtemp(prefix="forms-profile-")


def node(script: str, form: str, made: str) -> bytes:
    """Run one of our scripts in Node on a form as JSON."""
    program = ["node", str(_NODE_SCRIPTS / script), "{in}", "{out}"]
    os.environ["NODE_PATH"] = str(_modules())
    return run(program, form.encode(), "json", made)


def _modules() -> Path:
    return Path(os.environ.get("NODE_PATH", "node_modules"))
