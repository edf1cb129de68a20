"""What the window keeps of the user's choices beside size and place: switches and words, in `window.ini`."""

from __future__ import annotations

from PySide6.QtCore import QSettings

SWITCHES = ("watch", "tray", "sign")
"""Watch the clipboard and offer; stay in the tray when the window is closed; sign exports. All off until chosen."""


def switched(kept: QSettings, name: str) -> bool:
    """Whether a switch is on."""
    return str(kept.value(name, "false")).lower() == "true"


def switch(kept: QSettings, name: str, on: bool) -> None:
    """Turn a switch."""
    kept.setValue(name, "true" if on else "false")
    kept.sync()
