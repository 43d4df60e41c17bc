"""The story comes out right, whatever day it is told, and says so only when it did."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from mailbot.demo import scenes, story
from mailbot.errors import FolderInUse

LETTERS = {
    "agenda": 3,
    "agenda_overview": 1,
    "completion_reminder": 1,
    "decision_approved": 3,
    "decision_deferred": 1,
    "decision_on_work": 1,
    "decision_referred_back": 1,
    "decision_rejected": 1,
    "decisions_receipt": 3,
    "desk_receipt": 1,
    "done": 4,
    "evaluation_received": 1,
    "evaluation_wanted": 1,
    "forged_orders": 1,
    "handed_over": 1,
    "how_to": 1,
    "invitation_accepted": 1,
    "meetings_receipt": 1,
    "members_agenda": 2,
    "members_receipt": 2,
    "on_agenda": 6,
    "on_behalf": 1,
    "protocol": 3,
    "receipt_complete": 7,
    "receipt_incomplete": 2,
    "responsible_wanted": 7,
    "review_digest": 4,
    "spread_answered": 1,
    "spread_asked": 2,
    "status": 1,
    "withdrawn": 1,
    "work_started": 1,
}


def _tell(folder, today):
    console = Console(width=100, record=True, quiet=False, file=(folder.parent / "said.txt").open("w"))
    try:
        return story.tell(folder, console, today=today), console.export_text()
    finally:
        console.file.close()


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2026, 12, 24)])
def test_story_comes_out_right(today, tmp_path):
    right, said = _tell(tmp_path / "demo", today)
    assert right, said
    summary = json.loads((tmp_path / "demo" / "summary.json").read_text(encoding="utf-8"))
    first, second, third = (agenda.pop("items") for agenda in summary["agendas"])
    assert (first[:3], second[0], len(second), third) == (sorted(first)[:3], first[3], 2, first[:1])
    assert all((tmp_path / "demo" / name).is_file() for agenda in summary["agendas"] for name in agenda["files"])
    assert summary["letters"] == LETTERS
    assert summary["initiatives"] == {
        "approved": 2,
        "incomplete": 1,
        "rejected": 1,
        "spread": 1,
        "withdrawn": 1,
    }
    assert sum(summary["incoming"].values()) == 31
    assert (summary["unaccounted"], summary["duplicates"], summary["failed"]) == (0, 0, 0)


def test_story_that_goes_otherwise_is_not_called_right(tmp_path, monkeypatch):
    first, *others = scenes.SCENES
    monkeypatch.setattr(story, "SCENES", (scenes.Scene(first.title, first.happens), *others))
    right, said = _tell(tmp_path / "demo", date(2026, 11, 21))
    assert not right
    assert "The story did not come out right." in said


def test_story_can_be_told_again_in_the_same_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "summary.json").write_text("{}")
    assert _tell(Path("demo"), date(2027, 6, 20))[0]


def test_story_leaves_a_folder_with_other_files_alone(tmp_path):
    (tmp_path / "viktigt.txt").write_text("…")
    with pytest.raises(FolderInUse):
        story.tell(tmp_path, Console(quiet=True), today=date(2026, 11, 21))
    assert (tmp_path / "viktigt.txt").exists()
