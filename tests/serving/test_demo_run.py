"""`roviec demo run` as people start it: from nothing to the story on the screen, and gone at Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.harness.processes import free_port

PROGRAM = (sys.executable, "-c", "from kernel.cli import main; main()", "demo", "run", "--days", "2")
READY = "Ctrl-C để dừng"


def begin(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], float]:
    """Start the program and wait for the end of its story; how long that took."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "ROVIEC_STATE": str(folder / "state"),
        "ROVIEC_PORT": str(port), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    began = time.monotonic()
    with open(folder / "log", "wb") as log:
        program = subprocess.Popen(PROGRAM, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    while READY not in story(folder):
        assert program.poll() is None, story(folder)
        if time.monotonic() - began > 180:
            program.kill()
            raise AssertionError(story(folder))
        time.sleep(0.1)
    return program, time.monotonic() - began


def story(folder: Path) -> str:
    return (folder / "log").read_text("utf-8", errors="replace")


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that name the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(folder) in line:
                found.append(line)
    return found


def test_the_program_tells_its_story_stops_at_ctrl_c_and_starts_again_in_seconds(tmp_path: Path) -> None:
    # As root the database runs as another user, who must be able to walk in.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        os.chmod(folder, 0o711)
    port = free_port()
    program, first = begin(tmp_path, port)
    try:
        assert "Một ngày làm việc ở Tỉnh Khánh Hòa" in story(tmp_path)
        assert "118.80 điểm" in story(tmp_path)
        assert "ha-tinh" in story(tmp_path)
        assert httpx.get(f"http://127.0.0.1:{port}/health/ready", trust_env=False).json()["status"] == "ok"
        program.send_signal(signal.SIGINT)
        assert program.wait(40) == 0, story(tmp_path)
        assert processes_of(tmp_path) == []
        program, second = begin(tmp_path, port)
        assert "dữ liệu minh họa đã có" in story(tmp_path)
        assert second < max(first, 20)
        program.send_signal(signal.SIGTERM)
        assert program.wait(40) == 0, story(tmp_path)
        assert processes_of(tmp_path) == []
    finally:
        program.kill()
        program.wait()
