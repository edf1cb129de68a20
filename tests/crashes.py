"""Where a worker of the tests stood when it crashed: its threads' stacks are kept, and told at the end of the run.

A worker's own standard error is far up in a long run's output, or nowhere.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import tempfile
from pathlib import Path

import pytest

FOLDER = "CREDCHECK_CRASHES"
"""The environment variable by which workers learn the folder."""


@pytest.hookimpl(trylast=True)  # after pytest's own, which tells standard error
def pytest_configure(config: pytest.Config) -> None:
    """A worker writes its stacks into a file; the one that started it makes the folder, and takes it away."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        folder = os.environ[FOLDER] = tempfile.mkdtemp(prefix="credcheck-crashes-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        return
    file = (Path(os.environ[FOLDER]) / f"{worker['workerid']}.txt").open("a")
    faulthandler.enable(file)
    config.add_cleanup(file.close)
    config.add_cleanup(faulthandler.disable)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the stacks of every worker that crashed."""
    for file in sorted(Path(os.environ[FOLDER]).glob("*.txt")):
        if stack := file.read_text(errors="replace"):
            terminalreporter.section(f"where {file.stem} crashed")
            terminalreporter.write_line(stack)
