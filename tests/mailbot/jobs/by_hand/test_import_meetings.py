from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.errors import MeetingRefused
from mailbot.jobs.by_hand.import_meetings import import_meetings
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.store.tables import Letter, Meeting
from tests.support.invitations import outlook
from tests.support.meetings import a_config

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SERIES = outlook(method="PUBLISH", more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2\n").replace("\n", "\r\n").encode()


@pytest.fixture
def services(tmp_path):
    services = app.services(a_config(state_dir=str(tmp_path)), clock=lambda: NOW)
    yield services
    services.close()


def test_calendar_enters_its_meetings_and_writes_to_nobody(services):
    assert import_meetings(services, "möten.ics", SERIES) == Applied(
        (
            "Måndag 15 mars 2027 kl. 09.00, Regionens hus. Stoppdag måndag 1 mars kl. 12.00.",
            "Måndag 19 april 2027 kl. 09.00, Regionens hus. Stoppdag måndag 5 april kl. 12.00.",
        ),
        (),
    )
    with services.database.reading() as session:
        assert session.scalars(select(Letter)).all() == []


def test_same_file_again_changes_nothing(services):
    import_meetings(services, "möten.ics", SERIES)
    assert import_meetings(services, "möten.ics", SERIES) == Applied((), ())
    with services.database.reading() as session:
        assert len(session.scalars(select(Meeting)).all()) == 2


@pytest.mark.parametrize("data", [b"Hej", b"BEGIN:VCALENDAR\r\n", SERIES.replace(b"RUG", b"Fika"), b"PK\x03\x04"])
def test_any_other_file_is_refused(services, data):
    with pytest.raises(MeetingRefused):
        import_meetings(services, "möten.ics", data)
