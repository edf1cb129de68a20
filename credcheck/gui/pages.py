"""The pages of the window, each built when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """One page at a time."""

    def __init__(self, builders: Mapping[str, Callable[[], QWidget]]) -> None:
        """Nothing is built yet."""
        super().__init__()
        self._builders = builders
        self.made: dict[str, QWidget] = {}

    def page(self, name: str) -> QWidget:
        """A page by name."""
        if name not in self.made:
            self.made[name] = self._builders[name]()
            self.addWidget(self.made[name])
        return self.made[name]

    def show_page(self, name: str) -> QWidget:
        """Show a page, refreshed, with the keyboard where work starts."""
        page = self.page(name)
        self.setCurrentWidget(page)
        for act in ("refresh", "take_focus"):
            getattr(page, act, partial(int))()
        return page
