from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from credcheck.gui import theme
from credcheck.gui.theme import DARK, LIGHT, Theme

TEXTS = [
    (ground, text)
    for ground in ("window", "card", "field", "hover", "selection")
    for text in ("text", "muted", "link")
    if (ground, text) not in {("selection", "muted"), ("selection", "link")}
]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda t: t.name)
class TestContrast:
    @pytest.mark.parametrize(("ground", "text"), TEXTS)
    def test_every_text_stands_out_from_every_ground(self, look: Theme, ground: str, text: str) -> None:
        assert theme.contrast(getattr(look, ground), getattr(look, text)) >= 4.5

    def test_every_tone_can_be_read_on_its_tint_and_on_cards(self, look: Theme) -> None:
        for paint in look.tones.values():
            assert theme.contrast(paint.text, paint.tint) >= 4.5
            assert theme.contrast(paint.text, look.card) >= 4.5
            assert theme.contrast(look.text, paint.tint) >= 4.5
            assert theme.contrast(look.muted, paint.tint) >= 4.5
            assert theme.contrast(look.link, paint.tint) >= 4.5

    def test_every_marking_can_be_read(self, look: Theme) -> None:
        for paint in look.topics.values():
            assert theme.contrast(paint.text, paint.tint) >= 4.5

    def test_controls_icons_and_focus_rings_can_be_seen(self, look: Theme) -> None:
        for ground in (look.window, look.card, look.field):
            assert theme.contrast(look.edge, ground) >= 3
            assert theme.contrast(look.accent, ground) >= 3
        for paint in look.tones.values():
            assert theme.contrast(paint.line, paint.tint) >= 3
            assert theme.contrast(paint.line, look.card) >= 3

    def test_the_accent_carries_its_text(self, look: Theme) -> None:
        assert theme.contrast(look.on_accent, look.accent) >= 4.5
        assert theme.contrast(look.on_accent, look.accent_hover) >= 4.5

    def test_the_palette_of_qt_has_readable_pairs(self, look: Theme) -> None:
        made, role = theme.palette(look), QPalette.ColorRole
        pairs = [
            (role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight), (role.ToolTipText, role.ToolTipBase),
            (role.PlaceholderText, role.Base), (role.Link, role.Base), (role.LinkVisited, role.Base),
        ]  # fmt: skip
        for text, ground in pairs:
            assert theme.contrast(made.color(text).name(), made.color(ground).name()) >= 4.5

    def test_the_style_sheet_leaves_no_colour_open(self, look: Theme) -> None:
        assert "@" not in theme.style_sheet(look)


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
