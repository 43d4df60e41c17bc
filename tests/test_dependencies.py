"""What is pinned is enough: the locks are installed as they stand, so nothing that they leave out would come along.

`pip check` passes over extras. Here they are followed, by the metadata of what is installed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = {
    name: [Requirement(line) for line in lines] for name, lines in PROJECT["project"]["optional-dependencies"].items()
}
PYTHONS = ("3.11.2", "3.12.0", "3.13.0")
RUNNING, DEVELOPING = "requirements.lock", "requirements-dev.lock"


def _group(name: str) -> Iterator[Requirement]:
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from _group(entry["include-group"])


ROOTS = {
    RUNNING: [*NEEDED, *EXTRAS["demo"], *_group("build")],
    DEVELOPING: [*NEEDED, *(one for extra in EXTRAS.values() for one in extra), *_group("dev")],
}


def _pins(lock: str) -> list[Requirement]:
    lines = re.findall(r"^([a-z0-9].*?) \\$", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return [Requirement(line) for line in lines]


def _environment(python: str) -> dict[str, str]:
    return {"python_full_version": python, "python_version": python.rpartition(".")[0]}


def _applies(requirement: Requirement, python: str, extras: Iterable[str] = ()) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate(_environment(python) | {"extra": extra}) for extra in (*extras, ""))


def _left_out(roots: Iterable[Requirement], pins: Iterable[Requirement], python: str) -> set[str]:
    """Return the names of what is needed on that Python, extras followed, and is not pinned to a version that fits."""
    pinned = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins if _applies(pin, python)}
    waiting, seen, missing = [one for one in roots if _applies(one, python)], set(), set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if not wanted.specifier.contains(pinned.get(name, "0"), prereleases=True) or name not in pinned:
            missing.add(name)
        elif (name, *sorted(wanted.extras)) not in seen:
            seen.add((name, *sorted(wanted.extras)))
            waiting += [one for one in _needs(name) if _applies(one, python, wanted.extras)]
    return missing


def _needs(name: str) -> list[Requirement]:
    """Return what an installed package requires; what only another Python or system has is not installed."""
    try:
        return [Requirement(line) for line in requires(name) or ()]
    except PackageNotFoundError:
        return []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", [RUNNING, DEVELOPING])
def test_lock_holds_all_that_is_needed_with_every_extra(lock, python):
    assert _left_out(ROOTS[lock], _pins(lock), python) == set()


@pytest.mark.parametrize("gone", ["psycopg-binary", "cryptography", "lxml", "pytest"])
def test_pin_that_is_left_out_is_missed(gone):
    rest = [pin for pin in _pins(DEVELOPING) if pin.name != gone]
    assert _left_out(ROOTS[DEVELOPING], rest, "3.11.2") == {gone}


def test_developing_comes_on_top_of_running_and_changes_none_of_it():
    running, developing = ({f"{pin.name}{pin.specifier}" for pin in _pins(lock)} for lock in (RUNNING, DEVELOPING))
    assert running - developing == set()
    tools = {"coverage", "hypothesis", "import-linter", "mypy", "pytest", "ruff"}
    assert {pin.name for pin in _pins(DEVELOPING)} >= tools
    assert {pin.name for pin in _pins(RUNNING)} & tools == set()


def test_what_works_for_others_brings_no_servers_along():
    pins = [pin for pin in _pins(RUNNING) if pin.name not in {"aiosmtpd", "proxy-protocol", "pymap", "pysasl"}]
    assert _left_out(NEEDED, pins, "3.11.2") == set()


@pytest.mark.parametrize("lock", [RUNNING, DEVELOPING])
def test_every_pin_has_its_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(entries) == len(_pins(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_every_dependency_has_a_lower_bound_and_an_upper_one_only_with_its_reason():
    direct = [*NEEDED, *(one for extra in EXTRAS.values() for one in extra)]
    assert [str(one) for one in direct if ">=" not in str(one.specifier)] == []
    capped = [one.name for one in direct if any(bound.operator not in {">=", "!="} for bound in one.specifier)]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert capped == re.findall(r'^    "([a-z0-9.-]+)[^"]*<[^"]*",  # \w', text, re.MULTILINE)


def test_python_is_bounded_by_what_is_tested():
    bound = SpecifierSet(PROJECT["project"]["requires-python"])
    assert [f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in bound] == ["3.11", "3.12", "3.13"]
