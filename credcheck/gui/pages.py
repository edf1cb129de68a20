"""The pages of the window, each built when it is first wanted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from credcheck.gui.reading import in_order


class Pages(QStackedWidget):
    """One page at a time."""

    def __init__(self, builders: Mapping[str, Callable[[], QWidget]]) -> None:
        """Nothing is built yet."""
        super().__init__()
        self._builders = builders
        self.made: dict[str, QWidget] = {}

    def page(self, name: str) -> QWidget:
        """A page by name, with all its parts."""
        page = self._begun(name)
        while parts := _left(page):
            parts.popleft()()
        return page

    def steps(self, name: str) -> Iterator[Callable[[], object]]:
        """What is left to do until a page can be shown, each short enough for one turn of the window's loop."""
        if name not in self.made:
            yield partial(self._begun, name)
        yield partial(self.show_page, name)
        while parts := _left(self.made[name]):
            yield parts.popleft()

    def _begun(self, name: str) -> QWidget:
        if name not in self.made:
            self.made[name] = self._builders[name]()
            self.addWidget(self.made[name])
            in_order(self.made[name])
        return self.made[name]

    def show_page(self, name: str) -> QWidget:
        """Show a page, refreshed, with the keyboard where work starts."""
        page = self._begun(name)
        self.setCurrentWidget(page)
        for act in ("refresh", "take_focus"):
            getattr(page, act, partial(int))()
        return page


def _left(page: QWidget) -> deque[Callable[[], object]]:
    """The parts of a large page that are not built yet."""
    left: deque[Callable[[], object]] = getattr(page, "parts", deque())
    return left
