"""Tells the whole story over real IMAP and SMTP on loopback: what `mailbot demo` runs."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from mailbot.demo import acts, gallery
from mailbot.demo.environment import Stage, set_up
from mailbot.demo.people import ANNA, BOT
from mailbot.demo.scenes import SCENES, Scene
from mailbot.demo.servers import DeliveredMail
from mailbot.demo.summary import chain_holds, summed_up
from mailbot.errors import FolderInUse
from mailbot.primitives import private_files

_PAUSE = timedelta(minutes=5)
_OURS = (
    "agendas",
    "mail",
    "mailbot.db",
    "mailbot.db-shm",
    "mailbot.db-wal",
    "mailbot.db.lock",
    "mailbot.db.reserve",
    "mailbot.log",
    "register.head",
)
_ALSO_OURS = ("password", "summary.json", "thread.key", "mailbot.lock")
"""The last two an earlier version left there."""


def tell(keep: Path, console: Console, *, today: date) -> bool:
    """Tell the story, leave its files in `keep`, and return whether it came out right.

    What an earlier telling left there is removed first; FolderInUse where
    `keep` holds anything else.
    """
    keep = keep.resolve()
    _clear(keep)
    console.print("\n[bold]mailbot, the whole story[/bold]: real IMAP and SMTP, on this machine alone.\n")
    with set_up(keep, today) as stage:
        faults = [fault for scene in SCENES for fault in _play(stage, scene, console)]
        summary = summed_up(stage, keep)
        faults += _left_wrong(stage, summary)
        mails = [(_direction(mail), mail.data) for mail in stage.world.delivered]
        index = gallery.write(keep / "mail", mails, followed=acts.reference(stage, ANNA))
    (keep / "password").unlink()
    (keep / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _close(console, summary, faults, keep, index)
    return not faults


def _clear(keep: Path) -> None:
    private_files.make_folder(keep)
    ours = {*_OURS, *_ALSO_OURS}
    foreign = [path.name for path in keep.iterdir() if path.name not in ours]
    if foreign:
        raise FolderInUse(f"{keep} holds files that are not the demo's ({foreign[0]}). Name an empty folder.")
    for path in keep.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _play(stage: Stage, scene: Scene, console: Console) -> list[str]:
    """Let one scene happen, show its letters, and return what went otherwise than it should."""
    stage.go_to(stage.clock.now + _PAUSE)
    scene.happens(stage)
    letters = stage.poll()
    right = sorted(letters) == sorted(scene.expected()) and scene.so(stage)
    console.print(f"{'[green]✔[/green]' if right else '[red]✘[/red]'} [bold]{scene.title}[/bold]", highlight=False)
    for kind, recipient in letters:
        console.print(f"    [cyan]→[/cyan] {kind} [dim]to {recipient}[/dim]", highlight=False)
    if right:
        return []
    return [f"{scene.title}: expected {_named(scene.expected())}, got {_named(letters)}"]


def _direction(mail: DeliveredMail) -> gallery.Direction:
    return "out" if mail.sender == BOT.address else "in"


def _named(letters: list[Any]) -> str:
    return ", ".join(f"{kind} to {recipient}" for kind, recipient in sorted(letters)) or "no letter"


def _left_wrong(stage: Stage, summary: dict[str, Any]) -> list[str]:
    """Return what the register and the servers show at the end that they should not."""
    faults = [f"{name}: {summary[name]}" for name in ("unaccounted", "duplicates", "failed") if summary[name]]
    if not chain_holds(stage):
        faults.append("the audit chain is broken")
    first, second = (agenda["items"] for agenda in summary["agendas"][:2])
    if second[0] not in first:
        faults.append(f"the deferred initiative is not first on the second agenda: {second}")
    return faults


def _close(console: Console, summary: dict[str, Any], faults: list[str], keep: Path, index: Path) -> None:
    table = Table(title="What came of it", title_justify="left", show_header=True, box=None, pad_edge=False)
    for heading in ("incoming mail", "", "initiatives", "", "letters sent", ""):
        table.add_column(heading, justify="right" if not heading else "left")
    columns = [list(summary[name].items()) for name in ("incoming", "initiatives", "letters")]
    for number in range(max(map(len, columns))):
        cells = [column[number] if number < len(column) else ("", "") for column in columns]
        table.add_row(*(str(part) for cell in cells for part in cell))
    console.print()
    console.print(table)
    console.print()
    for agenda in summary["agendas"]:
        console.print(f"Agenda {agenda['meeting']}: {', '.join(agenda['items'])}", highlight=False)
    console.print(
        f"Unaccounted {summary['unaccounted']}, duplicates {summary['duplicates']}, failed {summary['failed']}.\n"
        f"Every mail to look at: {index}\nAgendas, database, summary: {keep}",
        highlight=False,
        soft_wrap=True,
    )
    for fault in faults:
        console.print(f"[red]✘[/red] {fault}", highlight=False)
    console.print("[red]The story did not come out right.[/red]" if faults else "[green]All came out right.[/green]")
