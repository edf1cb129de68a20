from __future__ import annotations

import pytest

from credcheck import wording
from credcheck.gui.hotkey_windows import virtual_key
from credcheck.gui.keys import Came, Status, parse
from credcheck.gui.keys_page import everywhere
from credcheck.gui.menus import ENTRIES


@pytest.mark.parametrize(
    ("text", "shown", "trigger"),
    [
        ("Ctrl+Alt+K", "Ctrl+Alt+K", "CTRL+ALT+k"),
        ("alt + control + k", "Ctrl+Alt+K", "CTRL+ALT+k"),
        ("Meta+Shift+F9", "Shift+Meta+F9", "SHIFT+LOGO+f9"),
        ("cmd+7", "Meta+7", "LOGO+7"),
    ],
)
def test_keys_are_understood_as_people_write_them(text: str, shown: str, trigger: str) -> None:
    keys = parse(text)
    assert keys is not None
    assert (keys.text(), keys.trigger()) == (shown, trigger)


@pytest.mark.parametrize(
    "text", ["K", "Shift+K", "Ctrl", "Ctrl+", "Ctrl+Alt+KK", "Hyper+K", "Ctrl+F25", "", "+", "Ctrl+é"]
)
def test_a_key_that_would_be_taken_from_everybody_is_refused(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("came", Came)
def test_every_outcome_has_a_sentence(came: Came) -> None:
    text = wording.render(Status(came, "Ctrl+Alt+K").sentence)
    assert "hotkey." not in text
    assert "{" not in text


def test_windows_numbers_its_keys_so() -> None:
    assert [virtual_key(k) for k in ("A", "9", "F1", "F12")] == [0x41, 0x39, 0x70, 0x7B]


def test_no_menu_names_a_page_twice_and_the_sheet_gives_every_key_of_it() -> None:
    places = [(entry.menu, entry.name.removeprefix("page_")) for entry in ENTRIES if entry.name]
    assert len(set(places)) == len(places)
    keys = {said: keys for keys, said in everywhere()}
    assert keys["Go to: Settings"].split(" · ") == ["Ctrl+5", "Ctrl+,"]
