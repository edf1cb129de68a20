"""Settings: read once, refused by name when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from credcheck import settings
from credcheck.errors import BadInput


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == settings.Settings()


def test_a_file_changes_only_what_it_names(tmp_path: Path) -> None:
    chosen = settings.load(
        write(tmp_path, 'offline = true\nregistries_off = ["npi_live"]\ntimeout_s = 5\ndata_dir = "~/x"')
    )
    assert chosen.offline
    assert chosen.registries_off == ("npi_live",)
    assert chosen.timeout_s == 5.0
    assert chosen.answer_days == settings.Settings().answer_days
    assert chosen.data_dir.is_absolute()


@pytest.mark.parametrize(
    "text", ["offline = 1", "colour = 3", "timeout_s = -1", 'registries_off = "npi"', "offline = ", "theme = true"]
)
def test_a_wrong_line_is_never_passed_over(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        settings.load(write(tmp_path, text))


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        settings.load(tmp_path / "none.toml")


def test_binary_rubbish_is_no_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput):
        settings.load(path)
