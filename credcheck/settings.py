"""The user's choices: frozen, from a TOML file, read once, handed down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs

from credcheck import locks
from credcheck.errors import BadInput
from credcheck.sentence import Sentence

APP = "credcheck"
WAIT_S = 5.0
"""So long another program that changes the file is waited for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and what may leave the machine. Every field is a key of settings.toml."""

    data_dir: Path = Path(platformdirs.user_data_dir(APP, appauthor=False))
    offline: bool = False
    registries_off: tuple[str, ...] = ()
    answer_days: int = 7
    miss_days: int = 1
    keep_days: int = 0
    timeout_s: float = 30.0
    proxy: str = ""
    theme: str = "system"
    language: str = ""
    database: str = ""

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the verification cache."""
        return self.database or f"sqlite:///{self.data_dir / 'credcheck.sqlite3'}"

    @property
    def mirrors_dir(self) -> Path:
        """Where local copies of registers lie, one folder a register."""
        return self.data_dir / "mirrors"


def default_path() -> Path:
    """Where settings.toml lies by default."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """Settings from a TOML file; a missing default file means defaults, a wrong key or value is a BadInput."""
    path, asked = path or default_path(), path is not None
    if not path.exists():
        if asked:
            raise BadInput(Sentence("settings.missing", path=str(path)))
        return Settings()
    import tomllib  # here, since most people have no settings file and the window starts sooner

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadInput(Sentence("settings.unreadable", path=str(path), reason=str(error))) from error
    return from_table(table, str(path))


def change(path: Path | None, how: Callable[[Settings], Settings]) -> None:
    """Change what the file says, not what options of this run made of it, while no other program changes it too."""
    path = path or default_path()
    with _writing(path), locks.turn(path.with_name(f"{path.name}.lock"), WAIT_S):
        save(how(load(path) if path.exists() else Settings()), path)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write what differs from the defaults; comment lines of the old file stay. Raises BadInput when it cannot."""
    import secrets  # here, like tomllib below: the window starts sooner

    path = path or default_path()
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")  # one of its own: another program may write too
    with _writing(path):
        try:
            old = path.read_text("utf-8") if path.exists() else ""
            comments = [line for line in old.splitlines() if line.startswith("#")]
            new.write_text("\n".join([*comments, *_lines(settings), ""]), "utf-8")
            new.replace(path)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except (OSError, UnicodeError) as error:
        raise BadInput(Sentence("settings.unwritable", path=str(path), reason=str(error))) from error


def set_aside(path: Path | None = None) -> Path | None:
    """Rename a file that cannot be read, so that the defaults hold; where it is now, None where there was none."""
    path = path or default_path()
    if not path.exists():
        return None
    kept = path.with_name(f"{path.name}.{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.kept")
    try:
        return path.rename(kept)
    except OSError as error:
        raise BadInput(Sentence("settings.unwritable", path=str(path), reason=str(error))) from error


def _lines(settings: Settings) -> list[str]:
    defaults = Settings()
    pairs = ((f.name, getattr(settings, f.name)) for f in fields(Settings))
    return [f"{name} = {_toml(value)}" for name, value in pairs if value != getattr(defaults, name)]


def _toml(value: object) -> str:
    """A value as TOML; its basic strings are those of JSON."""
    import json  # here, like tomllib: the window starts sooner

    plain = value if isinstance(value, (bool, int, float, tuple)) else str(value)
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_table(table: Mapping[str, Any], path: str = "settings") -> Settings:
    """Settings from parsed TOML; unknown keys and wrong types are refused by name."""
    defaults = Settings()
    known = {f.name for f in fields(Settings)}
    for key, value in table.items():
        if key not in known or not _fits(getattr(defaults, key), value):
            raise BadInput(Sentence("settings.bad_key", path=path, key=key))
    return replace(defaults, **{k: _cast(getattr(defaults, k), v) for k, v in table.items()})


def _fits(default: object, value: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, (int, float)):
        return isinstance(value, (int, float)) and value >= 0
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    return isinstance(value, str)


def _cast(default: Any, value: Any) -> Any:
    return Path(value).expanduser() if isinstance(default, Path) else type(default)(value)
