"""Settings: read once, refused by name when wrong."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from credcheck import locks, settings
from credcheck.errors import BadInput
from credcheck.settings import Settings, change, load, save


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


@pytest.mark.parametrize(
    "chosen",
    [
        Settings(),
        replace(Settings(), offline=True, registries_off=("npi_live", "ror"), timeout_s=12.5, answer_days=3),
        replace(Settings(), data_dir=Path('/tmp/a "quoted" ä\\path\x7f'), proxy="http://proxy.example:8080"),
    ],
)
def test_what_is_saved_is_loaded_again(tmp_path: Path, chosen: Settings) -> None:
    file = tmp_path / "new" / "settings.toml"
    save(chosen, file)
    assert load(file) == chosen


def test_saving_writes_only_what_differs_and_keeps_comments(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('# my own words\noffline = true\nproxy = "x"\n', "utf-8")
    save(replace(load(file), offline=False), file)
    assert file.read_text("utf-8") == '# my own words\nproxy = "x"\n'


def test_a_settings_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(BadInput) as caught:
        save(replace(Settings(), offline=True), tmp_path / "settings.toml")
    assert caught.value.sentence.id in ("settings.unwritable", "settings.unreadable")


def test_a_file_that_cannot_be_read_is_kept_when_it_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path, "[[[ nonsense")
    kept = settings.set_aside(path)
    assert kept is not None
    assert kept.read_text("utf-8") == "[[[ nonsense"
    assert not path.exists()
    assert settings.set_aside(path) is None


def test_two_programs_that_change_the_settings_at_once_lose_neither_choice(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    other = threading.Thread(target=change, args=(path, lambda kept: replace(kept, language="de")))

    def slowly(kept: Settings) -> Settings:
        other.start()
        other.join(0.1)  # it waits for its turn; without turns it would be done by now
        return replace(kept, theme="dark")

    change(path, slowly)
    other.join()
    assert load(path) == replace(Settings(), theme="dark", language="de")


def test_two_programs_that_write_at_once_never_write_into_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, renamed = tmp_path / "settings.toml", Path.replace

    def late(new: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", renamed)
        save(replace(Settings(), language="de"), path)
        return renamed(new, target)

    monkeypatch.setattr(Path, "replace", late)
    save(replace(Settings(), theme="dark"), path)
    assert load(path) == replace(Settings(), theme="dark")
    assert list(tmp_path.iterdir()) == [path]


def test_where_there_can_be_no_lock_the_choice_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise OSError("no locks available")

    monkeypatch.setattr(locks, "taken", refused)
    change(tmp_path / "settings.toml", lambda kept: replace(kept, theme="dark"))
    assert load(tmp_path / "settings.toml").theme == "dark"
