from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from mailbot.forms.write import word
from parsers.parse import parse
from parsers.result import ParsedForm, Unreadable
from parsers.sandbox.pool import Hung, Isolated, NotStarted, in_order
from tests.support.forms import SMALL, SMALL_ANSWERS
from tests.support.office_files import docx
from tests.support.waiting import PATIENCE, wait_for

FORM = word.write(SMALL, SMALL_ANSWERS)
SLOW = docx("<w:p/>" * 900_000)
"""Read in about a second, with about 190 MB: within the limits of the reader itself."""
TOO_MANY = Unreadable("docx", "filen kom med så många andra att den inte är öppnad – skicka formuläret för sig")
TOO_SLOW = Unreadable("docx", "filen tog för lång tid att läsa – fyll i en ny mall (Word eller Excel) och skicka den")
TOO_LARGE = Unreadable("text", "filen är för stor för att läsa – ta bort bilder och skicka den igen")
BROKEN = Unreadable("docx", "filen är skadad – fyll i en ny mall (Word eller Excel) och skicka den")


def pids(isolated: Isolated) -> list[int]:
    return [process._running[0].pid for process in isolated._processes if process._running]


def wait_until_reading(pid: int) -> None:
    """Wait until a process has spent time on a file, beyond what its start took."""

    def spent() -> int:
        return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))

    began = spent()
    wait_for(lambda: spent() >= began + 10)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def isolated():
    with Isolated([SMALL], seconds=60, megabytes=500) as running:
        yield running


def test_files_are_read_as_without_isolation(isolated):
    files = [("mall.docx", FORM), ("brev.txt", b"Hej!"), ("foto.png", b"\x89PNG\r\n\x1a\n"), ("tom", b"")]
    assert [isolated.read(*file) for file in files] == [parse(*file, [SMALL]) for file in files]


def test_process_starts_with_the_first_file_and_lives_on(isolated):
    assert pids(isolated) == []
    isolated.read("a.docx", FORM)
    (first,) = pids(isolated)
    isolated.read("b.docx", FORM)
    assert pids(isolated) == [first]


def test_slow_file_is_ended_and_the_next_one_read():
    with Isolated([SMALL], seconds=0.2) as isolated:
        isolated.read("a.txt", b"Hej")
        (first,) = pids(isolated)
        assert isolated.read("b.docx", SLOW) == TOO_SLOW
        assert is_gone(first)
        assert isolated.read("c.txt", b"Hej") == parse("c.txt", b"Hej", [SMALL])


def test_files_that_came_together_are_opened_while_there_is_time(isolated):
    read = isolated.sharing(1e-6)
    assert [read(name, FORM) for name in ("a.docx", "b.docx")] == [parse("a.docx", FORM, [SMALL]), TOO_MANY]


def test_file_that_ends_its_process_has_had_all_of_its_time():
    with Isolated([SMALL], seconds=0.2) as isolated:
        read = isolated.sharing(0.2)
        assert [read(name, SLOW) for name in ("a.docx", "b.docx")] == [TOO_SLOW, TOO_MANY]


def parsed_by_a_process_that_stands_still(isolated, read) -> object:
    """Return what comes of a form whose process gets no time for half a second."""
    isolated.read("a.docx", FORM)
    (pid,) = pids(isolated)
    results: list[object] = []
    reading = threading.Thread(target=lambda: results.append(read("b.docx", FORM)))
    os.kill(pid, signal.SIGSTOP)
    reading.start()
    time.sleep(0.5)
    os.kill(pid, signal.SIGCONT)
    reading.join()
    return results[0]


def test_seconds_are_processor_time_and_not_by_the_clock():
    with Isolated([SMALL], seconds=0.4) as isolated:
        assert parsed_by_a_process_that_stands_still(isolated, isolated.read) == parse("b.docx", FORM, [SMALL])


def test_files_share_processor_time_and_not_time_by_the_clock(isolated):
    read = isolated.sharing(0.4)
    parsed_by_a_process_that_stands_still(isolated, read)
    assert read("c.docx", FORM) == parse("c.docx", FORM, [SMALL])


def test_process_that_hangs_is_ended_and_its_file_not_judged(isolated):
    isolated.read("a.txt", b"Hej")
    (pid,) = pids(isolated)
    os.kill(pid, signal.SIGSTOP)
    isolated._processes[0]._patience = 0.1
    with pytest.raises(Hung):
        isolated.read("b.docx", FORM)
    assert is_gone(pid)
    isolated._processes[0]._patience = 300
    assert isolated.read("b.docx", FORM) == parse("b.docx", FORM, [SMALL])


def test_file_that_needs_too_much_memory_is_ended_and_the_next_one_read():
    with Isolated([SMALL], seconds=60, megabytes=100) as isolated:
        isolated.read("a.txt", b"Hej")
        (first,) = pids(isolated)
        assert isolated.read("b.txt", b"a: b\n" * 1_200_000) == TOO_LARGE
        assert is_gone(first)
        assert isolated.read("c.docx", FORM) == parse("c.docx", FORM, [SMALL])


def test_file_that_ends_its_process_is_broken():
    with Isolated[str]([], read="tests.support.hostile_reader:end_the_process", answer=str) as isolated:
        assert [isolated.read(name, FORM) for name in ("a.docx", "ends.docx", "b.docx")] == ["read", BROKEN, "read"]


def test_what_other_files_left_in_memory_is_no_fault_of_a_files():
    with Isolated[int]([], megabytes=300, read="tests.support.hostile_reader:leave_in_memory", answer=int) as isolated:
        assert [isolated.read("a", b"\0" * 100_000_000) for _ in range(4)] == [100_000_000] * 4
        assert isolated.read("b", b"\0" * 250_000_000).reason == TOO_LARGE.reason


def test_process_that_ended_while_idle_is_replaced(isolated):
    isolated.read("a.docx", FORM)
    (pid,) = pids(isolated)
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert isolated.read("b.docx", FORM) == parse("b.docx", FORM, [SMALL])
    assert pids(isolated) != [pid]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_that_stops_a_service_lets_the_file_be_read(number, isolated):
    isolated.read("a.docx", FORM)
    (pid,) = pids(isolated)
    os.kill(pid, number)
    assert isolated.read("b.docx", FORM) == parse("b.docx", FORM, [SMALL])
    assert pids(isolated) == [pid]


def test_close_leaves_no_process_and_may_be_called_again(isolated):
    isolated.read("a.docx", FORM)
    (pid,) = pids(isolated)
    isolated.close()
    isolated.close()
    assert is_gone(pid)
    assert isolated.read("b.docx", FORM) == parse("b.docx", FORM, [SMALL])


def test_process_goes_when_its_pipe_closes(isolated):
    isolated.read("a.docx", FORM)
    process, pipe = isolated._processes[0]._running
    pipe.close()
    assert process.wait(PATIENCE) == 0


def test_process_that_does_not_start_is_no_fault_of_the_file(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    said = r"python -m parsers.sandbox.worker did not start \(status 1, 300 MB allowed\)\."
    with Isolated([SMALL]) as isolated, pytest.raises(NotStarted, match=said):
        isolated.read("a.docx", FORM)


def test_many_files_are_read_in_their_order_by_all_processes():
    titles = [f"Förslag {number}" for number in range(12)]
    files = [(f"{title}.docx", word.write(SMALL, {**SMALL_ANSWERS, "title": title})) for title in titles]
    with Isolated([SMALL], seconds=60, workers=2) as isolated:
        forms = list(in_order(lambda file: isolated.read(*file), files, 2))
        assert len(pids(isolated)) == 2
    assert [form.values["title"] for (form,) in forms] == titles


def test_many_files_are_taken_as_they_are_needed(isolated):
    taken = []

    def files():
        for number in range(20):
            taken.append(number)
            yield "a.txt", b"Hej"

    results = in_order(lambda file: isolated.read(*file), files(), 1)
    next(results)
    assert len(taken) <= 4
    assert len(list(results)) == 19


def test_failing_source_of_files_fails_the_call(isolated):
    def files():
        yield "a.txt", b"Hej"
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        list(in_order(lambda file: isolated.read(*file), files(), 1))


def test_forms_survive_the_way_between_processes(isolated):
    (form,) = isolated.read("a.docx", FORM)
    assert isinstance(form, ParsedForm)
    assert (dict(form.values), form.complete, form.format) == (dict(SMALL_ANSWERS), True, "docx")
