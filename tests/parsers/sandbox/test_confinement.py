"""What bytes from outside can reach, should they take over the process that reads them: nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from parsers.result import Unreadable
from parsers.sandbox.pool import Isolated
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, package, relationships, xlsx
from tests.support.paths import PROGRAM_FILES
from tests.support.servers.listening import Listening

with_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
OLD_WORD = (PROGRAM_FILES / "libreoffice-filled.doc").read_bytes()
AS_DOCX = Unreadable(
    "doc",
    "filen är i ett äldre format (.doc) – öppna den i Word, välj Spara som och formatet .docx, och skicka den filen",
)


SAID = str | tuple[str, ...] | dict[str, str]


def tried(what: str, filename: str = "", data: bytes = b"") -> object:
    with Isolated[object]([], read=f"tests.support.hostile_reader:{what}", answer=SAID) as isolated:
        return isolated.read(filename, data)


def test_process_reaches_nothing_that_no_reader_needs():
    with Isolated[object]([], read="parsers.sandbox.confinement:trial", answer=tuple[str, ...]) as isolated:
        assert isolated.read("", b"") == ()


def test_unconfined_process_says_what_it_reaches():
    everything = ("the network", "files outside its folder", "the secrets of other processes")
    with Isolated[object]([], read="tests.support.unconfined_reader:confinement.trial", answer=SAID) as isolated:
        assert isolated.read("", b"") == everything


def test_process_gets_no_secret_of_the_environment(monkeypatch):
    for name in ("MAILBOT_MAILBOX_PASSWORD", "CREDENTIALS_DIRECTORY", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD"):
        monkeypatch.setenv(name, "hemligt")
    found = tried("environment")
    assert isinstance(found, dict)
    assert set(found) <= {
        *("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH"),
        *("HOME", "TMPDIR", "PYTHONPATH"),
    }


def test_process_reads_no_file_but_programs(tmp_path):
    secret = tmp_path / "thread.key"
    secret.write_text("hemligt")
    secret.chmod(0o644)
    assert tried("open_file", str(secret)) == "PermissionError"
    assert tried("list_folder", str(tmp_path)) == "PermissionError"
    assert tried("open_file", f"/proc/{os.getpid()}/environ") == "PermissionError"
    assert tried("open_file", f"/proc/{os.getpid()}/mem") == "PermissionError"


def test_process_changes_no_file(tmp_path):
    database = tmp_path / "mailbot.db"
    database.write_text("register")
    assert tried("change_file", str(database)) == "PermissionError"
    assert tried("remove_file", str(database)) == "PermissionError"
    assert tried("change_file", str(tmp_path / "new")) == "PermissionError"
    assert tried("change_file", __file__) == "PermissionError"
    assert (database.read_text(), list(tmp_path.iterdir())) == ("register", [database])


def test_process_runs_no_program_of_its_own():
    assert tried("run_own_program") == "PermissionError"


def test_scratch_folder_goes_with_the_process():
    with Isolated[str]([], read="tests.support.hostile_reader:scratch", answer=str) as isolated:
        folder = isolated.read("", b"")
        assert isinstance(folder, str)
        assert (Path(folder).stat().st_mode & 0o777, [one.name for one in Path(folder).iterdir()]) == (0o700, ["left"])
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    "program",
    [
        'socket.create_connection(("127.0.0.1", {port}))',
        'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", {port}))',
        'socket.socket(socket.AF_INET6).connect(("::1", {port}))',
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        'socket.socket(socket.AF_UNIX).connect("/run/dbus/system_bus_socket")',
        'socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", "/dev/log")',
    ],
)
def test_process_and_its_children_reach_no_address(program):
    with Listening() as server:
        assert tried("call", data=program.format(port=server.port).encode()) == (
            "PermissionError: [Errno 13] Permission denied"
        )
    assert server.calls == 0


def linking(server: Listening) -> dict[str, bytes]:
    """Return files of every format, each of which asks for something at the server."""
    url = f"http://127.0.0.1:{server.port}/a"
    external = relationships(("rId1", "image", url), ("rId2", "attachedTemplate", url)).replace(
        f'Target="{url}"', f'Target="{url}" TargetMode="External"'
    )
    link = f'<draw:image xmlns:draw="d" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/>'
    dtd = f'<!DOCTYPE a SYSTEM "{url}" [<!ENTITY b SYSTEM "{url}">]><a>&b;</a>'
    old = (PROGRAM_FILES / "libreoffice-linked-picture.doc").read_bytes()
    ports = str(server.port).encode(), b"59999"
    wide_ports = [port.decode().encode("utf-16-le") for port in ports]
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{url}"}}{{\fldrslt x}}}}'
    return {
        "a.doc": old.replace(ports[1], ports[0]).replace(wide_ports[1], wide_ports[0]),
        "a.rtf": rf"{{\rtf1 {{\*\template {url}}}{field}{{\object\objautlink{{\*\objclass {url}}}}}}}".encode(),
        "a.html": f'<html><base href="{url}"><link rel="stylesheet" href="{url}"><img src="{url}"><p>Titel'.encode(),
        "a.docx": docx("<w:p/>", **{"word/_rels/document.xml.rels": external}),
        "b.docx": docx("<w:p/>", **{"word/styles.xml": dtd}),
        "c.docx": package({"word/document.xml": dtd, "[Content_Types].xml": "<Types/>"}),
        "a.xlsx": xlsx(f"<row><c><f>WEBSERVICE(&quot;{url}&quot;)</f><v>1</v></c></row>"),
        "a.odt": package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": link}),
        "a.ods": package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": link}),
        "a.xls": (PROGRAM_FILES / "libreoffice-filled.xls").read_bytes(),
        "a.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI(" + url.encode() + b")>>>>endobj\n",
        "a.csv": f'=WEBSERVICE("{url}")'.encode(),
        "a.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}"/></svg>'.encode(),
        "a.url": f"[InternetShortcut]\r\nURL={url}\r\n".encode(),
    }


def test_nothing_is_ever_fetched():
    with Listening() as server, Isolated[object]([SHIPPED]) as isolated:
        read = {name: isolated.read(name, data) for name, data in linking(server).items()}
    assert server.calls == 0
    assert len(read) == 14


@with_libreoffice
def test_libreoffice_would_fetch_what_a_file_refers_to():
    with (
        Listening() as server,
        Isolated[object]([SHIPPED], read="tests.support.unconfined_reader:read", converts_unconfined=True) as isolated,
    ):
        isolated.read("a.doc", linking(server)["a.doc"])
    assert server.calls > 0, "This LibreOffice fetches nothing: the test above shows nothing of .doc."


@with_libreoffice
def test_old_word_file_is_converted_without_network():
    with Isolated[object]([SHIPPED]) as isolated:
        assert isinstance(isolated.read("a.doc", OLD_WORD), tuple)


def test_old_word_file_is_not_converted_where_it_could_reach_the_network():
    with Isolated[object]([SHIPPED], read="tests.support.unconfined_reader:read") as isolated:
        assert isolated.read("a.doc", OLD_WORD) == AS_DOCX


@with_libreoffice
def test_old_word_file_is_converted_all_the_same_where_the_operator_says_so():
    with Isolated[object]([SHIPPED], read="tests.support.unconfined_reader:read", converts_unconfined=True) as isolated:
        assert isinstance(isolated.read("a.doc", OLD_WORD), tuple)
