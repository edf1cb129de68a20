"""The people who could be meant: each with claim beside record, field by field, and the weight of every piece."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from credcheck import base_rates
from credcheck.base_rates import is_doubted, is_open
from credcheck.gui.evidence import Evidence
from credcheck.gui.parts import (
    Button,
    Card,
    Text,
    heading,
    margins,
    muted,
    row,
    rule,
    word,
)
from credcheck.gui.sides import about
from credcheck.gui.theme import Tone
from credcheck.gui.words import Sign, percent, say, tell
from credcheck.model import Answer, Count, Match, Outcome, Report
from credcheck.text import visible

MOST_SHOWN = 8
FITS = Sign("gui.candidates.fits", "found", Tone.GOOD)
NAMED = Sign("gui.candidates.named", "minus", Tone.NEUTRAL)
UNLIKELY = Sign("gui.candidates.unlikely", "minus", Tone.NEUTRAL)


class Candidates(Card):
    """The card of people; the best one is open."""

    def __init__(self) -> None:
        """An empty card."""
        super().__init__()
        self._shown: object = None

    def steps(self, report: Report) -> list[Callable[[], object]]:
        """What shows the matches, most probable first, person by person."""
        ranking = report.case.ranking
        said = (is_open(report.verdict), is_doubted(report.verdict))
        shown = (report.case.claims, ranking, nobody(report.case.answers, report.complete), said)
        if self._shown == shown:
            return []
        return [
            partial(self._head, report),
            *(partial(self._person, report, number) for number in range(len(ranking.matches[:MOST_SHOWN]))),
            partial(self._whole, report, shown),
        ]

    def _whole(self, report: Report, shown: object) -> None:
        self._shown = shown  # only now: steps that were cut off are done anew
        if report.case.ranking.matches:
            self._foot(report)

    def _person(self, report: Report, number: int) -> None:
        self.column.addWidget(rule())
        self.column.addWidget(PersonRow(report, number))

    def _head(self, report: Report) -> None:
        self._shown, ranking = None, report.case.ranking
        self.clear()
        title = "gui.section.candidates_open" if is_open(report.verdict) else "gui.section.candidates"
        self.column.addWidget(heading(say(title)))
        if not ranking.matches:
            self.column.addWidget(muted(say(nobody(report.case.answers, report.complete))))
            return
        if ranking.fit.steps:
            self.column.addWidget(muted(fit_text(ranking.fit.steps)))

    def _foot(self, report: Report) -> None:
        ranking = report.case.ranking
        self.column.addWidget(rule())
        more = len(ranking.matches) - MOST_SHOWN
        if more > 0:
            self.column.addWidget(muted(say("gui.candidates.not_shown", n=more)))
        share = say("gui.candidates.nobody", percent=percent(ranking.nobody))
        self.column.addWidget(muted(say("gui.candidates.open") if is_open(report.verdict) else share))


def nobody(answers: tuple[Answer, ...], complete: bool) -> str:
    """Which words say that there is nobody: not found, not asked and not reached are three things."""
    outcomes = {answer.outcome for answer in answers}
    if not complete:
        return "gui.candidates.none_yet"
    if Outcome.FAILED in outcomes:
        return "gui.candidates.none_failed"
    return "gui.candidates.none" if outcomes & {Outcome.FOUND, Outcome.NOT_FOUND} else "gui.candidates.none_asked"


class PersonRow(QWidget):
    """One person: a line that tells them apart, and the evidence under it when opened."""

    def __init__(self, report: Report, at: int) -> None:
        """The first shows its evidence at once, and what its probability means; others build theirs when asked."""
        super().__init__()
        self._report, self._match = report, report.case.ranking.matches[at]
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(4)
        sign, shown = how_well(report, self._match)
        label = visible(self._match.person.label())
        self.button = Button(label, self.toggle, "row", "opened")
        spoken = say("gui.candidates.button", name=label, word=sign.word, percent=shown)
        self.button.setAccessibleName(spoken if shown else f"{label}, {sign.word}")
        self.button.setToolTip(say("gui.candidates.expand", name=label))
        number = Text(shown).sized(1.15, QFont.Weight.DemiBold)
        number.setWordWrap(False)
        self._whole.addLayout(row(self.button, 1, word(sign), number, gap=12))
        line = muted(about(self._match.person))
        line.setContentsMargins(margins(36, 0, 0, 0))
        self._whole.addWidget(line)
        if at == 0 and (rate := base_rates.of_first(report)) is not None:
            means = muted(tell(rate), 0.85)
            means.setContentsMargins(margins(36, 0, 0, 0))
            self._whole.addWidget(means)
        self._body: QWidget | None = None
        self.button.draw("open")
        if at == 0:
            self.toggle()

    def toggle(self) -> None:
        """Show or hide the evidence."""
        if self._body is None:
            verdict = self._report.verdict
            self._body = Evidence(self._report.case.claims, self._match, is_open(verdict) or is_doubted(verdict))
            self._whole.addWidget(self._body)
            visible_now = True
        else:
            visible_now = self._body.isHidden()
        self._body.setVisible(visible_now)
        self.button.draw("opened" if visible_now else "open")


def how_well(report: Report, match: Match) -> tuple[Sign, str]:
    """Whether a person fits, and how probably; where there was nothing to check, only that the name is the same."""
    if is_open(report.verdict):
        return NAMED if match.fits else UNLIKELY, ""
    return FITS if match.fits else UNLIKELY, percent(match.probability)


def fit_text(steps: tuple[Count, ...]) -> str:
    """How many registered people fit, claim after claim: "this name: 37 → and field: 2"."""
    return f"{say('gui.fit.intro')}: " + " → ".join(_step(step) for step in steps)


def _step(step: Count) -> str:
    last = step.what.split("+")[-1]
    known = last if last in ("family", "given", "pair", "specialty", "state") else ""
    label = say(f"gui.fit.{known}") if known else visible(step.what)
    number = f"{step.people:,}" if step.exact else say("gui.fit.about", n=step.people)
    return f"{label}: {number}"
