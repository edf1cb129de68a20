"""Whose account it is: a page and a code that the user gives, on the Check page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from credcheck.gui.check_page import CheckPage
from credcheck.gui.code_panel import CodePanel
from credcheck.gui.main_window import MainWindow
from credcheck.gui.page_panel import PagePanel
from credcheck.gui.parts import Text
from credcheck.gui.proofs_card import ProofsCard, sign
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from credcheck.model import Binding, Channel, Claims, Level, Report, Sentence
from tests import factory
from tests.gui.fakes import FakeParts
from tests.gui.test_check_page import show, texts

PAGE = "https://www.mayoclinic.org/staff/jane"


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    show(window.inside.check_page, factory.match_not_bound())
    return window.inside.check_page


@pytest.fixture
def card(page: CheckPage) -> ProofsCard:
    return page.view().results.proofs


def pages(card: ProofsCard, qtbot: Any) -> PagePanel:
    qtbot.mouseClick(card.page_button, Qt.MouseButton.LeftButton)
    assert card.page is not None
    return card.page


def codes(card: ProofsCard, qtbot: Any) -> CodePanel:
    qtbot.mouseClick(card.code_button, Qt.MouseButton.LeftButton)
    assert card.code is not None
    return card.code


def test_a_page_is_looked_at_with_the_same_claims_and_stays_a_lead(
    page: CheckPage, card: ProofsCard, parts: FakeParts, qtbot: Any
) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    panel = pages(card, qtbot)
    assert "L3" in texts(panel)
    panel.line.setText("mayoclinic.org/staff/jane")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.message.text == say("proofs.pages.read"), timeout=20_000)
    assert parts.checker.leads.pages == ("https://mayoclinic.org/staff/jane",)
    assert parts.checker.claims == factory.match_not_bound().case.claims
    page.check_again()
    qtbot.waitUntil(lambda: len(parts.checker.asked) == 2 and not page.running, timeout=20_000)
    assert parts.checker.leads.pages == ("https://mayoclinic.org/staff/jane",)


def test_a_page_that_proves_nothing_is_refused_beside_it_and_nobody_is_asked(
    page: CheckPage, card: ProofsCard, parts: FakeParts, qtbot: Any
) -> None:
    panel = pages(card, qtbot)
    panel.line.setText("https://jane.example/me")
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "jane.example" in panel.message.text, timeout=20_000)
    assert parts.checker.asked == []
    assert page.report == factory.match_not_bound()


def test_pages_of_one_account_are_never_leads_for_another(page: CheckPage, card: ProofsCard, qtbot: Any) -> None:
    panel = pages(card, qtbot)
    panel.line.setText(PAGE)
    page._pages = (PAGE,)
    show(page, factory.report(factory.case(factory.profile(name="Sam Sample"), Claims()), factory.verdict()))
    assert page._leads() == ()
    assert panel.isHidden()
    assert panel.line.text() == ""


@pytest.mark.parametrize(("channel", "level"), [("registry", "L4"), ("institution", "L4"), ("account", "L0")])
def test_each_way_of_a_code_says_what_it_proves(card: ProofsCard, channel: str, level: str, qtbot: Any) -> None:
    panel = codes(card, qtbot)
    panel.channel.setCurrentIndex(panel.channel.findData(channel))
    shown = texts(panel)
    assert f"{level} · " in shown
    assert say(f"proofs.codes.proves.{channel}") in shown
    assert panel.channel.accessibleDescription() == say(f"proofs.codes.proves.{channel}")


def test_a_code_is_made_kept_shown_and_copied(card: ProofsCard, parts: FakeParts, qtbot: Any) -> None:
    panel = codes(card, qtbot)
    qtbot.keyClicks(panel.line, "1 Example Way, Boston")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.shown.isHidden(), timeout=20_000)
    (kept,) = parts.store.challenges("x:drjaneexample")
    assert (kept.code, kept.channel, kept.address) == (
        panel.shown.code.text(),
        Channel.REGISTRY,
        "1 Example Way, Boston",
    )
    assert kept.person == factory.match().person.key
    assert kept.address in panel.shown.text.text().replace("\u200b", "")
    qtbot.mouseClick(panel.shown.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == kept.code


def test_a_code_through_the_institution_needs_its_own_domain(card: ProofsCard, parts: FakeParts, qtbot: Any) -> None:
    panel = codes(card, qtbot)
    panel.channel.setCurrentIndex(panel.channel.findData("institution"))
    panel.line.setText("jane@mail.example")
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "mail.example" in panel.message.text, timeout=20_000)
    assert panel.shown.isHidden()
    assert parts.store.challenges("x:drjaneexample") == ()


def test_without_a_registered_person_no_code_is_offered(page: CheckPage, card: ProofsCard, qtbot: Any) -> None:
    show(page, factory.report(factory.case(factory.profile(), Claims()), factory.verdict()))
    panel = codes(card, qtbot)
    assert say("proofs.codes.nobody") in texts(panel)
    assert not panel.button.isVisibleTo(card)


def test_only_one_panel_is_open_and_a_report_under_way_takes_neither(
    page: CheckPage, card: ProofsCard, qtbot: Any
) -> None:
    first, second = pages(card, qtbot), codes(card, qtbot)
    assert first.isHidden()
    assert not second.isHidden()
    show(page, replace(factory.match_not_bound(), complete=False))
    assert not card.page_button.isEnabled()


def test_all_that_takes_the_keyboard_has_a_name(card: ProofsCard, qtbot: Any) -> None:
    first, second = pages(card, qtbot), codes(card, qtbot)
    named = (first.line, second.person, second.channel, second.line, second.shown.code)
    assert [w.accessibleName() for w in named if not w.accessibleName()] == []


def test_proofs_stand_in_the_card(page: CheckPage, card: ProofsCard) -> None:
    report: Report = factory.match_not_bound()
    shown = [label.text().replace("\u200b", "") for label in card.findChildren(Text)]
    assert say("gui.section.bindings") in shown
    assert len(report.case.bindings) == sum("L0" in t or "L1" in t for t in shown)


def test_a_proof_left_alone_offline_is_no_failure_and_one_that_failed_is() -> None:
    left, failed = (
        Binding("p", Level.L0, Sentence(id, title="A page"), Sentence("check.proof_missing"), failed=True)
        for id in ("check.proof_offline", "verdict.unreached")
    )
    assert (sign(left).tone, sign(failed).tone) == (Tone.NEUTRAL, Tone.WARN)
    assert sign(left).word == say("gui.bindings.left_alone")
