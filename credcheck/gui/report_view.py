"""One report: the profile at the left, what came of it at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter

from credcheck.gui.parts import keep_edges
from credcheck.gui.profile_pane import ProfilePane
from credcheck.gui.results_pane import ResultsPane
from credcheck.gui.scroll import scrolling
from credcheck.gui.words import say
from credcheck.model import Profile, Report


class ReportView(QSplitter):
    """Both panes, each scrolling by itself."""

    claims_changed = Signal(object)

    def __init__(self) -> None:
        """Empty panes."""
        super().__init__(Qt.Orientation.Horizontal)
        self.profile, self.results = ProfilePane(), ResultsPane()
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        keep_edges(self)
        for pane, name, least in (
            (self.profile, "gui.profile.title", 324),
            (self.results, "gui.section.verdict", 456),
        ):
            area = scrolling(pane, say(name))
            area.setMinimumWidth(least)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # on a screen too small for both
            self.addWidget(area)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 5)
        self.setSizes([360, 800])
        self.profile.changed.connect(self.claims_changed)
        self.results.spans_picked.connect(self.profile.text.select)
        self._shown: Profile | None = None

    def show_report(self, report: Report, shown: Callable[[], object]) -> None:
        """Show a report, whole or so far; `shown` brings the view forward once its verdict stands."""
        case = report.case
        if case.profile != self._shown:  # another account is read from its top
            self._shown = case.profile
            for area in self.findChildren(QScrollArea):
                area.verticalScrollBar().setValue(0)
        self.results.show_report(report, (shown, *self.profile.steps(case.profile, case.claims)))
