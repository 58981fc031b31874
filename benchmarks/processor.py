"""Processor time of an embedded PostgreSQL and of this process: other work on the machine hardly changes it."""

import os
import time
from pathlib import Path
from typing import Final

from kernel.embedded import EmbeddedPostgres

TICKS: Final = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat after the name in brackets (proc(5) counts from 1 and calls the first of these 3).
PARENT, OWN_TIMES, TIMES_OF_ENDED_CHILDREN = 1, slice(11, 13), slice(13, 15)


def used(server: EmbeddedPostgres) -> float:
    """Seconds of processor time that the server, with all its processes, and this process have taken so far."""
    postmaster = int((server.files.data / "postmaster.pid").read_text().split(maxsplit=1)[0])
    ticks = sum(map(int, [field for part in (OWN_TIMES, TIMES_OF_ENDED_CHILDREN) for field in _stat(postmaster)[part]]))
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields and int(fields[PARENT]) == postmaster:
                ticks += sum(map(int, fields[OWN_TIMES]))
    return ticks / TICKS + time.process_time()


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended meanwhile: its parent has its times
        return []
