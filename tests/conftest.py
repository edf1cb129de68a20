"""What every test gets: no network, no home of its own user, warnings as errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import open_files
from tests.crashes import pytest_configure as pytest_configure
from tests.crashes import pytest_terminal_summary as pytest_terminal_summary

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
# No test depends on the clock: on a busy machine a drawn example may take any time.
settings.register_profile("credcheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("credcheck")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--online", action="store_true", help="ask real registries (needs a connection)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    online = config.getoption("--online")
    for item in items:
        if item.get_closest_marker("online") and not online:
            item.add_marker(pytest.mark.skip(reason="asks a real registry; run with --online"))
        if item.get_closest_marker("online") and online:
            item.add_marker(pytest.mark.enable_socket)
        if item.get_closest_marker("real") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the real rows do not lie beside the project"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own settings, cache or registers."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def _few_files_stay_open() -> Iterator[None]:
    """What a test leaves open is told with its name, not when another one can open no more."""
    yield
    if open_files.counted() > open_files.MOST:
        pytest.fail(f"{open_files.counted()} files are open: {open_files.kinds()}")


@pytest.fixture
def shared() -> Path:
    """The folder of real rows (tests marked `real` only)."""
    return SHARED
