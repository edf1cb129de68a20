"""What stands in the window: pages on a rail, and a menu with every action and its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, QSize, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import choices, menus, mirrored, past, theme, work
from credcheck.gui.check_page import CheckPage
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.cures import BROKEN, cures
from credcheck.gui.exporting import Exporting
from credcheck.gui.kept import switch, switched
from credcheck.gui.pages import Pages
from credcheck.gui.rail import PAGES, Rail, banner
from credcheck.gui.scroll import roomy
from credcheck.gui.steps import Steps
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Worker
from credcheck.model import Report
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.copies import Listed
    from credcheck.gui.history_page import HistoryPage
    from credcheck.gui.hotkey import Hotkey
    from credcheck.gui.queue_page import QueuePage
    from credcheck.gui.queue_preview import QueuePreview
    from credcheck.gui.registers_page import RegistersPage
    from credcheck.gui.settings_page import SettingsPage
    from credcheck.settings import Settings

LOOKS = ("system", "light", "dark")
LEAST = QSize(950, 480)
"""On a smaller screen, or one of few large pixels, the inside of the window scrolls."""


class Inside(QObject):
    """The pages, with the menus that reach everything in them."""

    quick_wanted = Signal()
    quit_wanted = Signal()
    choices_changed = Signal()

    settings_changed = Signal(object)
    anew_wanted = Signal()
    """The damaged cache is to be set aside, and a new one begun."""
    reopen_wanted = Signal()
    """What lies in the cache's place now is to be opened, or a new one begun where nothing does."""

    def __init__(
        self, window: QMainWindow, worker: Worker, kept: QSettings, opening: work.Opening | None = None
    ) -> None:
        """Fill the window; the worker is asked for anything heavy."""
        super().__init__(window)
        self.window, self._worker, self._kept = window, worker, kept
        self._opening = opening or work.Opening()
        self._practice = self._opening.practice
        self._ready: work.Ready | None = None
        self._due = 0
        self._preview: QueuePreview | None = None
        self.hotkey: Hotkey | None = None
        self._ahead, self._going = Steps(self), Steps(self)
        self.clipboard = Clipboard(self)
        self.check_page = CheckPage(worker, self.clipboard)
        self.pages, self.rail = Pages(self._builders()), Rail()
        self.exporting = Exporting(window, worker, self.check_page.message, lambda: self.check_page.report)
        self.exporting.signs = partial(switched, kept, "sign")
        self._lay_out()
        self._make_menus()
        self.check_page.changed.connect(self._follow)
        self.check_page.finished.connect(self._renew_history)
        self.check_page.cured.connect(self._cure)
        self.pages.currentChanged.connect(self._follow)
        self.check_page.top.field.put_in(self._opening.text)
        self._follow()
        self.check_page.top.field.setFocus()
        if self._opening.fault is not None:
            self._say_fault(tell(self._opening.fault))
        self._get_parts()

    def remember(self) -> None:
        """Keep how the page was divided."""
        self._kept.setValue("splitter", self.check_page.view().saveState())

    @property
    def platforms(self) -> Mapping[str, str]:
        """Titles of platforms by id, as far as they are known."""
        return dict(self._ready.platforms) if self._ready else {}

    @property
    def history_page(self) -> HistoryPage:
        """The page of past checks."""
        return cast("HistoryPage", self.pages.page("history"))

    @property
    def queue_page(self) -> QueuePage:
        """The page of many profiles."""
        return cast("QueuePage", self.pages.page("queue"))

    @property
    def settings_page(self) -> SettingsPage:
        """The page of choices."""
        return cast("SettingsPage", self.pages.page("settings"))

    @property
    def registers_page(self) -> RegistersPage:
        """The page of registers."""
        return cast("RegistersPage", self.pages.page("registers"))

    def put_in(self, text: str) -> None:
        """Put a text into the field, checked by nobody yet."""
        self.go("check")
        self.check_page.top.field.put_in(text)

    def show_checked(self, text: str, report: Report | None) -> None:
        """Show what was checked elsewhere; without a finished report, check the text here."""
        self.put_in(text)
        if report is not None:
            self.check_page.message.dismiss()
            self.check_page.show_report(report)
        elif text.strip():
            self.check_page.check()

    # ------------------------------------------------------------ pages
    def go(self, name: str) -> None:
        """Show a page; pages other than Check are built when first wanted, and shown a turn later then."""
        self.rail.choose(name)
        self._going.run(self.pages.steps(name))

    def _builders(self) -> Mapping[str, Callable[[], QWidget]]:
        return {
            "check": lambda: self.check_page,
            "queue": self._build_queue,
            "history": self._build_history,
            "registers": self._build_registers,
            "settings": self._build_settings,
            "about": self._build_about,
            "keys": self._build_keys,
        }

    def _build_queue(self) -> QWidget:
        from credcheck.gui.queue_page import QueuePage

        made = QueuePage(self._worker, self.clipboard, self._preview)
        made.exporting.learn(self.exporting.formats)
        made.opened.connect(self._open_past)
        made.cured.connect(self._cure)
        return made

    def _build_history(self) -> QWidget:
        from credcheck.gui.history_page import HistoryPage

        made = HistoryPage(self._worker)
        made.opened.connect(self._open_past)
        made.cured.connect(self._cure)
        made.due_changed.connect(partial(self.rail.badge, "history"))
        made.say_due(self._due)
        return made

    def _renew_history(self) -> None:
        """Who looks at the history while a check is under way sees it come in."""
        if self.pages.currentWidget() is self.pages.made.get("history"):
            self.history_page.refresh()

    def _take_due(self, due: int) -> None:
        self._due = due
        self.rail.badge("history", due)
        if "history" in self.pages.made:
            self.history_page.say_due(due)

    def _build_registers(self) -> QWidget:
        from credcheck.gui.registers_page import RegistersPage

        made = RegistersPage(self._worker)
        made.settings_wanted.connect(partial(self.go, "settings"))
        return made

    def _build_settings(self) -> QWidget:
        from credcheck.gui.settings_page import SettingsPage

        made = SettingsPage(self._worker, self._kept, self._opening)
        if self._ready is not None:
            made.list_sources(self._ready.registers, self._ready.proofs)
        made.changed.connect(self._take_settings)
        made.kept_changed.connect(self.choices_changed)
        made.look_chosen.connect(self.wear)
        if self.hotkey is not None:
            made.say_hotkey(self.hotkey.status)
            self.hotkey.changed.connect(made.say_hotkey)
        return made

    def _take_settings(self, settings: Settings) -> None:
        self._opening = replace(self._opening, settings=settings)
        self.settings_changed.emit(settings)
        if (queue := self.pages.made.get("queue")) is not None:
            cast("QueuePage", queue).start_anew()
        self._worker.start(work.ready, self._get_ready, self._not_ready, lambda: None, self)

    def _build_about(self) -> QWidget:
        from credcheck.gui.about_page import AboutPage

        return AboutPage(self._worker)

    def _build_keys(self) -> QWidget:
        from credcheck.gui.keys_page import KeysPage

        return KeysPage()

    def _open_past(self, report: Report) -> None:
        self.check_page.message.dismiss()
        self.check_page.show_report(report)
        self.go("check")

    # ------------------------------------------------------------ the parts
    def _get_parts(self) -> None:
        view = self.check_page.view()
        view.results.export_button.setMenu(self.exporting.menu)
        if splitter := self._kept.value("splitter"):
            view.restoreState(splitter)
        self._worker.start(work.ready, self._get_ready, self._not_ready, lambda: None, self)

    def _get_ready(self, ready: work.Ready) -> None:
        self._ready = ready
        self.exporting.learn(ready.formats)
        if "queue" in self.pages.made:
            self.queue_page.exporting.learn(ready.formats)
        self.check_page.get_ready(ready)
        if "settings" in self.pages.made:
            self.settings_page.list_sources(ready.registers, ready.proofs)
        self.banner.setVisible(self._practice or ready.offline)
        self._look_ahead()
        self._worker.start(past.due, self._take_due, lambda _: None, lambda: None, self)
        if not self._practice and not switched(self._kept, "welcomed"):
            self._worker.start(mirrored.listed, self._welcome, lambda _: None, lambda: None, self)
        self._follow()

    def _look_ahead(self) -> None:
        """Load, while nothing is asked, what the pages are built of, and build the largest, which takes two turns."""
        loading = [partial(import_module, f"credcheck.gui.{name}_page") for name, _ in PAGES]
        self._ahead.run((*loading, self._build_preview, partial(self.pages.page, "queue")))

    def _build_preview(self) -> None:
        from credcheck.gui.queue_preview import QueuePreview

        if "queue" not in self.pages.made:
            self._preview = QueuePreview(self._worker)

    def _welcome(self, listed: tuple[Listed, ...]) -> None:
        """The first start in three lines, where no copy is there yet."""
        offered = next((copy for copy in listed if copy.can_download and copy.copy is None), None)
        if offered is None or any(copy.copy for copy in listed):
            return
        from credcheck.gui.first_run import FirstRun

        card = FirstRun(offered)
        card.download.connect(self._download)
        card.choose.connect(partial(self.go, "settings"))
        card.done.connect(self._welcomed)
        self.check_page.welcome(card)

    def _welcomed(self) -> None:
        switch(self._kept, "welcomed", True)
        self.check_page.welcome(None)

    def _download(self, name: str) -> None:
        self.go("registers")
        self.registers_page.update_copy(name)

    def _not_ready(self, error: CredCheckError) -> None:
        reason = tell(error.sentence)
        actions = (*cures(error, self._cure), (say("gui.action.again"), self._open_again))
        self.check_page.message.say(say("gui.error.open", reason=reason), Tone.BAD, *actions)

    def _say_fault(self, reason: str) -> None:
        said, action = say("gui.error.settings", reason=reason), say("gui.action.usual_choices")
        self.check_page.message.say(said, Tone.BAD, (action, self._choose_anew))

    def _choose_anew(self) -> None:
        """Begin with the usual choices; the file that cannot be read is kept beside the new one."""
        doing = choices.set_aside(self._opening.file)
        self._worker.start(doing, self._chosen_anew, self._not_chosen, lambda: None, self)

    def _not_chosen(self, error: CredCheckError) -> None:
        self._say_fault(tell(error.sentence))

    def _chosen_anew(self, saved: choices.Saved) -> None:
        self.check_page.message.dismiss()
        self._take_settings(saved.settings)

    def _open_again(self) -> None:
        self.check_page.message.dismiss()
        self._get_parts()

    def _cure(self, id: str) -> None:
        """Open the cache anew, and show what the page has now."""
        (self.anew_wanted if id == BROKEN else self.reopen_wanted).emit()
        self._open_again()
        page = self.pages.currentWidget()
        if page is not self.check_page:
            cast("HistoryPage | QueuePage", page).message.dismiss()
            getattr(page, "refresh", partial(int))()

    # ------------------------------------------------------------ what follows the page
    def _follow(self) -> None:
        page = self.check_page
        whole = page.report is not None and page.report.complete
        queue = self.pages.currentWidget() is self.pages.made.get("queue")
        self.actions["export"].setEnabled(whole or queue)
        self.actions["share"].setEnabled(whole)
        self.exporting.menu.setEnabled(whole)
        self.actions["cancel"].setEnabled(page.running or bool(page.message.text))
        self.actions["again"].setEnabled(not page.running)
        case = page.report.case if page.report else None
        name = visible((case.called() or case.profile.handle)[:60]) if case else ""
        self.window.setWindowTitle(say("gui.window_title", name=name) if name else say("gui.title"))

    # ------------------------------------------------------------ layout and menus
    def _lay_out(self) -> None:
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.banner = banner("practice" if self._practice else "registers", self._practice)
        self.banner.setVisible(self._practice)
        down.addWidget(self.banner)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self.pages, 1)
        down.addLayout(across, 1)
        self.window.setCentralWidget(roomy(whole, say("gui.title"), LEAST))
        self.pages.page("check")
        self.rail.chosen.connect(self.go)
        self.rail.choose("check")

    def _make_menus(self) -> None:
        bar = self.window.menuBar()
        bar.setAccessibleName(say("gui.title"))
        self.actions = menus.fill(bar, self._doings(), {"export_as": self.exporting.menu})
        looks, now = QActionGroup(self), str(self._kept.value("theme", "system"))
        for name in LOOKS:
            self.actions[name].setCheckable(True)
            self.actions[name].setChecked(name == now)
            looks.addAction(self.actions[name])

    def _doings(self) -> dict[str, menus.Do]:
        page = self.check_page
        doings: dict[str, menus.Do] = {
            "new": self._new,
            "paste": self._paste,
            "quick": self.quick_wanted.emit,
            "check": page.check,
            "again": page.check_again,
            "cancel": page.cancel,
            "export": self._export,
            "share": self.exporting.ask_share,
            "quit": self._quit,
            "find": partial(self.go, "history"),
            "shortcuts": partial(self.go, "keys"),
            "about": partial(self.go, "about"),
        }
        doings |= {f"page_{name}": partial(self.go, name) for name, _ in PAGES}
        return doings | {name: partial(self.wear, name) for name in LOOKS}

    def wear(self, name: str) -> None:
        """Put on a look and remember it."""
        self._kept.setValue("theme", name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.wear(app, theme.chosen(name))

    def _quit(self) -> None:
        self.window.close()
        self.quit_wanted.emit()

    def _new(self) -> None:
        self.go("check")
        self.check_page.clear()

    def _export(self) -> None:
        """Export what is seen: on the queue's page its reports, else the one report, which is brought into view."""
        if self.pages.currentWidget() is self.pages.made.get("queue"):
            self.queue_page.exporting.ask()
            return
        self.go("check")
        self.exporting.ask()

    def _paste(self) -> None:
        self.go("check")
        self.check_page.paste_and_check()
