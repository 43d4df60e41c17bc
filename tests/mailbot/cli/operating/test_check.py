"""What `check` says of this machine, tried and not believed."""

from __future__ import annotations

import pytest

from mailbot.cli.checks import check_machine
from mailbot.cli.checks.check_result import Doubt
from mailbot.config.model import Config, Reading
from parsers.sandbox.pool import Isolated

UNCONFINED = (
    "a hostile file could reach the network, files outside its folder, the secrets of other processes: this system "
    "lacks Landlock (Linux 5.13) or seccomp, or the service may not call them; "
)


def a_config(*, converts: bool) -> Config:
    return Config.model_construct(reading=Reading(convert_unconfined=converts))


@pytest.fixture
def unconfined(monkeypatch):
    def stand_in(templates, *, answer, **_):
        return Isolated(templates, read="tests.support.unconfined_reader:confinement.trial", answer=answer)

    monkeypatch.setattr("parsers.sandbox.pool.Isolated", stand_in)


def test_reading_is_confined_here():
    assert (
        check_machine.reading(a_config(converts=False))
        == "files are read without network, secrets and other files (tried)"
    )


@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize(
    ("converts", "follows"),
    [
        (False, "so old Word files (.doc, .rtf) are not read, unless reading.convert_unconfined = true."),
        (True, "reading.convert_unconfined has old Word files (.doc, .rtf) converted all the same."),
    ],
)
def test_reading_that_can_not_be_confined_is_told_with_what_follows(converts, follows):
    with pytest.raises(Doubt) as doubt:
        check_machine.reading(a_config(converts=converts))
    assert str(doubt.value) == UNCONFINED + follows
