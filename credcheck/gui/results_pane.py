"""What came of a check: the verdict on two axes, what stands out, people, whose account it is, registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from credcheck import base_rates
from credcheck.gui.candidates import Candidates
from credcheck.gui.icons import Glyph
from credcheck.gui.parts import (
    Button,
    Card,
    Text,
    column,
    heading,
    margins,
    muted,
    row,
    rule,
    said_with_rate,
    word,
)
from credcheck.gui.proofs_card import ProofsCard
from credcheck.gui.steps import Steps
from credcheck.gui.theme import Tone
from credcheck.gui.words import LEVELS, OUTCOMES, SEVERITIES, Sign, say, signs, tell
from credcheck.model import Answer, Flag, Outcome, Report, Sentence, Severity
from credcheck.text import visible

STOPPED = Sign("gui.answers.stopped", "stop", Tone.NEUTRAL)
"""Shown of a register that was still being asked when the check was cancelled."""
AWAITED = "verdict.asking"
MOST_FLAGS = 16
"""More are told in number; the exported report has them all."""
LOUDEST = (Severity.ALARM, Severity.CAUTION, Severity.NOTE)


class ResultsPane(QWidget):
    """All sections of one report; a section is built anew only when its values changed."""

    spans_picked = Signal(object)
    settled = Signal()
    """Every part of the report stands."""

    def __init__(self) -> None:
        """No report yet."""
        super().__init__()
        self._titles: Mapping[str, str] = {}
        self._shown: dict[str, object] = {}
        self._stopped = False
        self._report: Report | None = None
        self._steps = Steps(self)
        whole = self._whole = column(self, 16, 12)
        whole.setContentsMargins(margins(6, 16, 16, 16))
        self._verdict, self._flags = _slot(whole), _slot(whole)
        self.candidates, self.proofs = Candidates(), ProofsCard()
        whole.addWidget(self.candidates)
        whole.addWidget(self.proofs)
        self._answers = _slot(whole)
        whole.addStretch(1)
        self.export_button = Button(say("gui.action.export"), int, "", "export", say("gui.export.menu"))

    def name_registers(self, titles: Mapping[str, str]) -> None:
        """Titles of registers by id; ids stand in until they are known."""
        self._titles = titles
        self._shown.pop("answers", None)

    def show_report(self, report: Report, after_verdict: Iterable[Callable[[], object]]) -> None:
        """Show a report, whole or so far: the verdict at once, then what is handed in, then the rest part by part."""
        case = report.case
        if self._stopped:
            self._stopped = False
            self._shown.pop("answers", None)
        self._report = report
        self._steps.run(
            (
                lambda: self._show_verdict(report),
                *after_verdict,
                lambda: self._section("flags", self._flags, report.flags, lambda: self._flags_card(report.flags)),
                *self.candidates.steps(report),
                lambda: self.proofs.show_case(case, report.complete),
                lambda: self._section("answers", self._answers, case.answers, lambda: self._answers_card(case.answers)),
                self.settled.emit,
            )
        )
        self.export_button.setEnabled(report.complete)

    def stop(self) -> None:
        """Say that no more answers are awaited: the check was cancelled."""
        self._stopped = True
        if isinstance(answers := self._shown.pop("answers", None), tuple):
            self._section("answers", self._answers, answers, lambda: self._answers_card(answers))
        if self._report is not None:
            self._show_verdict(self._report)
        self.settled.emit()

    def _show_verdict(self, report: Report) -> None:
        verdict = (report.verdict, report.complete, signs(report, self._stopped))
        self._section("verdict", self._verdict, verdict, lambda: self._verdict_card(report))

    def _section(self, name: str, slot: QVBoxLayout, value: object, build: Callable[[], QWidget | None]) -> None:
        if name in self._shown and self._shown[name] == value:
            return
        self._shown[name] = value
        if name == "verdict":  # the button outlives the card it stands on
            self.export_button.setParent(self)
        while (old := slot.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made = build()
        if made is not None:
            slot.addWidget(made)

    # ------------------------------------------------------------ verdict
    def _verdict_card(self, report: Report) -> QWidget:
        verdict = report.verdict
        sign, record = signs(report, self._stopped)
        card = Card(tone=sign.tone)
        title = Text(sign.word, tone=sign.tone).sized(1.45, QFont.Weight.DemiBold)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Glyph(sign.icon, sign.tone, 32), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        if not report.complete:
            top.addWidget(word(Sign("gui.headline.so_far", "asking", sign.tone)), 0, Qt.AlignmentFlag.AlignVCenter)
        self.export_button.setVisible(report.complete)
        top.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(top)
        card.column.addLayout(_axes(record, LEVELS[verdict.account]))
        for sentence in verdict.why:
            if not (self._stopped and sentence.id == AWAITED):  # nobody is asked any more
                card.column.addWidget(Text(tell(sentence)))
        return card

    # ------------------------------------------------------------ flags
    def _flags_card(self, flags: tuple[Flag, ...]) -> QWidget | None:
        if not flags:
            return None
        card = Card()
        card.column.addWidget(heading(say("gui.section.flags")))
        shown = sorted(flags, key=lambda flag: LOUDEST.index(flag.severity)) if len(flags) > MOST_FLAGS else flags
        for flag in shown[:MOST_FLAGS]:
            card.column.addLayout(self._flag_row(flag))
        if more := flags[MOST_FLAGS:]:
            card.column.addWidget(muted(say("gui.flags.more", n=len(more))))
        card.column.addWidget(rule())
        card.column.addWidget(muted(f"{tell(base_rates.of_flags(flags))} {tell(Sentence('flag.rate.source'))}", 0.85))
        return card

    def _flag_row(self, flag: Flag) -> QHBoxLayout:
        sign, text = SEVERITIES[flag.severity], tell(flag.sentence)
        mark = word(sign)
        mark.setFixedWidth(104)
        line = row(mark, gap=12, top=True)
        line.addLayout(said_with_rate(text, base_rates.of_rule(flag.rule)), 1)
        if flag.spans:
            show = Button(say("gui.flags.show"), lambda: self.spans_picked.emit(flag.spans), "quiet")
            show.setAccessibleDescription(text)
            line.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return line

    # ------------------------------------------------------------ answers
    def _answers_card(self, answers: tuple[Answer, ...]) -> QWidget:
        card = Card()
        card.column.addWidget(heading(say("gui.section.answers")))
        if not answers:
            card.column.addWidget(muted(say("gui.answers.none")))
        for number, group in enumerate(grouped(answers)):
            if number:
                card.column.addWidget(rule())
            card.column.addLayout(self._answer_row(group))
        return card

    def _answer_row(self, group: tuple[Answer, ...]) -> QGridLayout:
        answer = group[0]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        names = [self._titles.get(a.registry, visible(a.registry)) for a in group]
        title = Text("\u00a0· ".join(names)).sized(1.0, QFont.Weight.Medium)
        grid.addWidget(title, 0, 0)
        shown = STOPPED if self._stopped and answer.outcome is Outcome.ASKING else OUTCOMES[answer.outcome]
        grid.addWidget(word(shown), 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for number, text in enumerate(_details(answer)):
            grid.addWidget(muted(text), number + 1, 0, 1, 2)
        return grid


def _slot(whole: QVBoxLayout) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    whole.addLayout(made)
    return made


def _axes(record: Sign, account: Sign) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    for title, sign in (("gui.axis.record", record), ("gui.axis.account", account)):
        well = Card(pad=12)
        well.column.setSpacing(4)
        well.column.addWidget(muted(say(title)))
        well.column.addLayout(_wrapped(sign))
        well.column.addStretch(1)
        line.addWidget(well, 1)
    return line


def _wrapped(sign: Sign) -> QHBoxLayout:
    """A sign whose word may take two lines, in a narrow window."""
    label = Text(sign.word, tone=sign.tone).sized(1.0, QFont.Weight.DemiBold)
    return row(Glyph(sign.icon, sign.tone, 18), label, gap=6)


def grouped(answers: tuple[Answer, ...]) -> tuple[tuple[Answer, ...], ...]:
    """The answers in order; registers not asked for the same reason share one row, which comes last."""
    asked = tuple((a,) for a in answers if a.outcome is not Outcome.NOT_ASKED)
    passed: dict[Sentence | None, list[Answer]] = {}
    for answer in answers:
        if answer.outcome is Outcome.NOT_ASKED:
            passed.setdefault(answer.why, []).append(answer)
    return asked + tuple(tuple(group) for group in passed.values())


def _details(answer: Answer) -> list[str]:
    facts = []
    if answer.outcome is Outcome.FOUND:
        facts.append(say("gui.answers.people", n=len(answer.candidates)))
    if answer.snapshot:
        facts.append(say("gui.answers.snapshot", date=f"{answer.snapshot:%Y-%m-%d}"))
    elif answer.at and answer.outcome in (Outcome.FOUND, Outcome.NOT_FOUND):
        facts.append(say("gui.answers.asked_at", time=f"{answer.at.astimezone():%Y-%m-%d %H:%M}"))
    sentences = [tell(s) for s in (answer.asked, answer.why, answer.partial) if s]
    said = " · ".join(facts)
    return [*([said[0].upper() + said[1:]] if said else []), *sentences]
