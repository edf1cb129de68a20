"""The first start without a register, on a network as slow and as closed as it can be: nothing leaves this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from credcheck.store import ReportStore
from tests import factory
from tests.gui.fake_proxy import Proxy, listening
from tests.gui.outside import Program
from tests.gui.people import JANE, SAM
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
CANCELLED = "The check was cancelled"
INCOMPLETE = "Incomplete: a source could not be reached"


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with listening() as made:
        yield made


@pytest.fixture
def online(screen: dict[str, str], tmp_path: Path, proxy: Proxy) -> Iterator[Program]:
    """The program at its first start, with a proxy that a user has typed into the settings."""
    made = Program(screen, tmp_path, practice=False)
    made.wait("Welcome to CredCheck")
    assert made.unnamed() == []
    made.press("Choose what is asked")
    made.wait("Every change is kept at once")
    made.gone("Welcome to CredCheck")
    made.replace("Proxy", proxy.address)
    made.wait("Changed. It holds from the next check on.")
    made.replace("Seconds to wait for an answer", "2")
    yield made
    made.end()


def archive(folder: Path) -> Path:
    """What another cache has saved, with one report in it."""
    folder.mkdir()
    store = ReportStore(f"sqlite:///{folder}/c.sqlite3")
    store.open()
    store.save(factory.match_not_bound())
    store.archive.write(folder / "all.credcheck")
    store.close()
    return folder / "all.credcheck"


def test_a_slow_network_is_cancelled_and_a_closed_one_is_said_and_asked_again(
    online: Program, proxy: Proxy, tmp_path: Path
) -> None:
    online.keys("ctrl+n")
    online.copy(JANE)
    online.keys("ctrl+shift+v")
    wait_for(lambda: proxy.asked, 20)
    online.press("Cancel")
    online.wait(CANCELLED)
    online.wait("Check")
    online.keys("ctrl+2")
    online.copy(f"{JANE}\n---\n{SAM}")
    online.press("Paste a list")
    online.wait("2 profiles were added.")
    online.press("Check them")
    online.press("Pause")
    online.wait("Paused. What is checked is kept")
    online.keys("ctrl+4")
    online.press("Download it: NPI registry (copy on this machine)")
    online.press("Cancel")
    online.wait("Cancelled. The copy that was there before")
    proxy.open.set()
    online.keys("ctrl+n")
    online.keys("ctrl+shift+v")
    online.wait(INCOMPLETE)
    online.wait("could not be reached, so the answer is incomplete.")
    before = len(proxy.asked)
    online.press("Ask again what failed")
    wait_for(lambda: len(proxy.asked) > before, 20)
    online.wait("could not be reached, so the answer is incomplete.")
    assert all(host.endswith(":443") for host in proxy.asked)
    online.keys("ctrl+5")
    online.press("Take in…")
    online.wait("File name:")
    online.enter(str(archive(tmp_path / "elsewhere")))
    online.wait("1 report was new and taken in.")
    online.press("Show what was sent")
    online.wait("npiregistry.cms.hhs.gov")
    online.press("Delete this list")
    online.wait("notes were deleted.")
    assert "Traceback" not in online.log.read_text("utf-8", "replace")
