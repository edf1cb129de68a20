"""Takes values out of a platform's JSON without trusting its shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from credcheck.errors import RegistryChanged
from credcheck.model import Sentence

NAME, BIO, ROWS = 300, 20_000, 100


def table(value: Any, platform: str) -> Mapping[str, Any]:
    """The value as a JSON object; anything else means the platform changed."""
    if not isinstance(value, dict):
        raise RegistryChanged(Sentence("platform.changed", platform=platform))
    return value


def text(row: Mapping[str, Any], key: str, cap: int = NAME) -> str:
    """A string of the object, capped and fit for UTF-8; "" where it is missing or no string."""
    value = row.get(key)
    return whole(value[:cap]) if isinstance(value, str) else ""


def count(row: Mapping[str, Any], key: str) -> int | None:
    """A count of the object, or None."""
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else None


def moment(row: Mapping[str, Any], key: str) -> datetime | None:
    """A time of the object as aware UTC, or None."""
    try:
        found = datetime.fromisoformat(text(row, key, 40))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def rows(row: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    """The objects in a list of the object; a single object counts as a list of one."""
    value = row.get(key)
    found = value if isinstance(value, list) else [value]
    return tuple(entry for entry in found[:ROWS] if isinstance(entry, dict))


def whole(value: str) -> str:
    """The text with half surrogate pairs replaced, so that it can be written as UTF-8."""
    if value.isascii():
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
