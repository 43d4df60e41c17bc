from __future__ import annotations

from mailbot.register.states_picture import mermaid
from tests.support.paths import ROOT


def test_picture_in_the_documentation_is_the_tables():
    shown = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{mermaid()}\n```" in shown
