"""What a file may cost the process that reads it, and what its sender is told when it costs more.

What decides about a file is work and processor time, so that the same file gets the same
answer however busy the machine is:

| limit | of what | whose | what follows |
| --- | --- | --- | --- |
| `SECONDS` | processor time | a file, in its process | the file is too slow |
| `MEGABYTES` | memory | a process | the file is too large |
| `sharing(seconds)` | processor time | all files of a mail | the rest is not opened |
| `libreoffice.SECONDS` | processor time | LibreOffice, for a file and for all of a mail | not convertible; not opened |
| `xls_process` | processor time, memory | an .xls file | the file is damaged |
| `limits` and the readers | bytes, parts, rows, pages | a file | the file is too large or damaged |

By the clock there is one, `PATIENCE`: it ends a process that hangs, and says nothing of the file.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from parsers.sandbox import worker

SECONDS: Final = 1.8
"""Of processor time: two seconds, less what it takes to end a process and say so."""
PATIENCE: Final = 300.0
"""Seconds by the clock after which a process hangs: many times what any file may take, for the machine may be busy."""
MEGABYTES: Final = 300
TOO_MANY = "filen kom med så många andra att den inte är öppnad – skicka formuläret för sig"
_TOO_SLOW = "filen tog för lång tid att läsa – fyll i en ny mall (Word eller Excel) och skicka den"
_TOO_LARGE = "filen är för stor för att läsa – ta bort bilder och skicka den igen"
BROKEN = "filen är skadad – fyll i en ny mall (Word eller Excel) och skicka den"
REASONS: Mapping[int, str] = MappingProxyType({worker.OUT_OF_MEMORY: _TOO_LARGE, -signal.SIGPROF: _TOO_SLOW})
"""What a file did to its process, by the status that the process ended with."""
