"""A global key as people write it, "Ctrl+Alt+K", taken apart; and what came of asking the system for it. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from credcheck.model import Sentence

MODIFIERS = {
    "ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift",
    "meta": "meta", "win": "meta", "cmd": "meta", "super": "meta",
}  # fmt: skip
KEY = re.compile(r"[A-Z0-9]|F([1-9]|1[0-9]|2[0-4])")


@dataclass(frozen=True, slots=True)
class Keys:
    """Modifiers and one letter, digit or function key."""

    modifiers: frozenset[str]
    key: str

    def text(self) -> str:
        """As people write it."""
        return "+".join([*(m.capitalize() for m in ("ctrl", "alt", "shift", "meta") if m in self.modifiers), self.key])

    def trigger(self) -> str:
        """As the desktop portal writes it: "CTRL+ALT+k"."""
        names = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "meta": "LOGO"}
        return "+".join([*(names[m] for m in names if m in self.modifiers), self.key.lower()])


def parse(text: str) -> Keys | None:
    """The keys, or None where they cannot be a global key: it must not take a letter away from every program."""
    *before, key = [part.strip() for part in text.split("+")]
    modifiers = frozenset(MODIFIERS.get(part.lower(), "?") for part in before)
    if "?" in modifiers or not KEY.fullmatch(key.upper()) or not modifiers & {"ctrl", "alt", "meta"}:
        return None
    return Keys(modifiers, key.upper())


class Came(StrEnum):
    """What came of asking for a global key."""

    OFF = "off"
    WORKS = "works"
    CHOSEN = "chosen"
    CHOSEN_UNKNOWN = "chosen_unknown"
    TAKEN = "taken"
    NONE = "none"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Status:
    """How a global key stands, and which."""

    came: Came
    keys: str = ""

    @property
    def sentence(self) -> Sentence:
        """What to tell the user."""
        return Sentence(f"hotkey.{self.came.value}", keys=self.keys)
