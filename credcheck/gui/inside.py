"""What stands in the window: pages on a rail, and a menu with every action and its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import theme, work
from credcheck.gui.check_page import CheckPage
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.rail import PAGES, Rail, banner
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Worker
from credcheck.model import Report
from credcheck.text import fold, visible

if TYPE_CHECKING:
    from credcheck.gui.about_page import AboutPage
    from credcheck.gui.history_page import HistoryPage
    from credcheck.gui.hotkey import Hotkey
    from credcheck.gui.registers_page import RegistersPage


class Inside(QObject):
    """Check, History, Registers and About, with the menus that reach everything in them."""

    quick_wanted = Signal()
    quit_wanted = Signal()
    choices_changed = Signal()

    def __init__(
        self, window: QMainWindow, worker: Worker, kept: QSettings, practice: bool = False, text: str = ""
    ) -> None:
        """Fill the window; the worker is asked for anything heavy."""
        super().__init__(window)
        self.window, self._worker, self._kept, self._practice = window, worker, kept, practice
        self._formats: tuple[work.FormatLine, ...] = ()
        self._ready: work.Ready | None = None
        self.hotkey: Hotkey | None = None
        self.pages, self.rail = QStackedWidget(), Rail()
        self.clipboard = Clipboard(self)
        self.check_page = CheckPage(worker, self.clipboard)
        self.history_page: HistoryPage | None = None
        self.registers_page: RegistersPage | None = None
        self.about_page: AboutPage | None = None
        self._lay_out()
        self._make_menus()
        self.check_page.changed.connect(self._follow)
        self.check_page.top.field.put_in(text)
        self._follow()
        self.check_page.top.field.setFocus()
        self._get_parts()

    def remember(self) -> None:
        """Keep how the page was divided."""
        self._kept.setValue("splitter", self.check_page.view().saveState())

    @property
    def platforms(self) -> Mapping[str, str]:
        """Titles of platforms by id, as far as they are known."""
        return dict(self._ready.platforms) if self._ready else {}

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
        """Show a page; pages other than Check are built when first wanted."""
        self.pages.setCurrentWidget(self._page(name))
        self.rail.choose(name)
        if name == "history" and self.history_page:
            self.history_page.refresh()
            self.history_page.search.setFocus()
        elif name == "registers" and self.registers_page:
            self.registers_page.refresh()
        elif name == "check":
            self.check_page.top.field.setFocus()

    def _page(self, name: str) -> QWidget:
        if name == "history" and self.history_page is None:
            from credcheck.gui.history_page import HistoryPage

            self.history_page = HistoryPage(self._worker)
            self.history_page.opened.connect(self._open_past)
            self.pages.addWidget(self.history_page)
        elif name == "registers" and self.registers_page is None:
            from credcheck.gui.registers_page import RegistersPage

            self.registers_page = RegistersPage(self._worker)
            self.registers_page.list_registers(self._ready.registers if self._ready else ())
            self.pages.addWidget(self.registers_page)
        elif name == "about" and self.about_page is None:
            from credcheck.gui.about_page import AboutPage

            self.about_page = AboutPage()
            self.pages.addWidget(self.about_page)
        made = {"history": self.history_page, "registers": self.registers_page, "about": self.about_page}
        return made.get(name) or self.check_page

    def _open_past(self, report: Report) -> None:
        self.check_page.message.dismiss()
        self.check_page.show_report(report)
        self.go("check")

    def _find(self) -> None:
        self.go("history")

    # ------------------------------------------------------------ the parts
    def _get_parts(self) -> None:
        view = self.check_page.view()
        view.results.export_button.setMenu(self.export_menu)
        if splitter := self._kept.value("splitter"):
            view.restoreState(splitter)
        self._worker.start(work.ready, self._get_ready, self._not_ready, lambda: None, self)

    def _get_ready(self, ready: work.Ready) -> None:
        self._ready = ready
        self._formats = ready.formats
        self.check_page.get_ready(ready)
        if self.registers_page:
            self.registers_page.list_registers(ready.registers)
        self.banner.setVisible(self._practice or ready.offline)
        self._fill_export_menu()
        self._follow()

    def _not_ready(self, error: CredCheckError) -> None:
        reason = tell(error.sentence)
        self.check_page.message.say(
            say("gui.error.open", reason=reason), Tone.BAD, (say("gui.action.again"), self._get_parts)
        )

    # ------------------------------------------------------------ export
    def export(self, format: work.FormatLine | None = None) -> None:
        """Ask where the report goes, in one format or in any of them."""
        from PySide6.QtWidgets import QFileDialog

        report = self.check_page.report
        if report is None or not report.complete or not self._formats:
            self.check_page.message.say(say("gui.export.nothing"), Tone.WARN)
            return
        offered = (format,) if format else self._formats
        dialog = QFileDialog(self.window, say("gui.export.title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{f.title} (*{f.suffix})" for f in offered])
        dialog.setDefaultSuffix(offered[0].suffix.lstrip("."))
        dialog.selectFile(file_name(report) + offered[0].suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.export_to(report, Path(file), format))
        dialog.open()

    def export_to(self, report: Report, file: Path, format: work.FormatLine | None = None) -> None:
        """Write the report; the file's ending decides when no format was chosen."""
        by_suffix = next((f for f in self._formats if file.name.endswith(f.suffix)), self._formats[0])
        doing = work.export(report, (format or by_suffix).id, file)
        self._worker.start(doing, self._exported, self._not_exported, lambda: None, self)

    def _exported(self, file: Path) -> None:
        opening = (say("gui.action.open_file"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))))
        self.check_page.message.say(say("gui.export.saved", file=str(file)), Tone.GOOD, opening)

    def _not_exported(self, error: CredCheckError) -> None:
        self.check_page.message.say(tell(error.sentence), Tone.BAD, (say("gui.action.export"), self.export))

    def _fill_export_menu(self) -> None:
        self.export_menu.clear()
        for format in self._formats:
            self.export_menu.addAction(f"{format.title} ({format.suffix})", self._exporter(format))

    def _exporter(self, format: work.FormatLine) -> Callable[[], None]:
        return lambda: self.export(format)

    # ------------------------------------------------------------ what follows the page
    def _follow(self) -> None:
        page = self.check_page
        whole = page.report is not None and page.report.complete
        self.export_action.setEnabled(whole)
        self.export_menu.setEnabled(whole)
        self.cancel_action.setEnabled(page.running or bool(page.message.text))
        self.again_action.setEnabled(not page.running)
        name = visible((page.report.case.profile.name or page.report.case.profile.handle)[:60]) if page.report else ""
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
        self.window.setCentralWidget(whole)
        self.pages.addWidget(self.check_page)
        self.rail.chosen.connect(self.go)
        self.rail.choose("check")

    def _make_menus(self) -> None:
        page, bar = self.check_page, self.window.menuBar()
        bar.setAccessibleName(say("gui.title"))
        file = bar.addMenu(say("gui.menu.file"))
        self._action(file, "new", "Ctrl+N", self._new)
        self._action(file, "paste", "Ctrl+Shift+V", self._paste)
        self._action(file, "quick", "Ctrl+Shift+Q", self.quick_wanted.emit)
        check = self._action(file, "check", "Ctrl+Return", page.check)
        check.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.again_action = self._action(file, "again", "F5", page.check_again)
        self.cancel_action = self._action(file, "cancel", "Esc", page.cancel)
        file.addSeparator()
        self.export_action = self._action(file, "export", "Ctrl+E", lambda: self.export())
        self.export_menu = QMenu(say("gui.menu.export_as"), self.window)
        file.addMenu(self.export_menu)
        file.addSeparator()
        self._action(file, "quit", "Ctrl+Q", self._quit)
        self._make_more_menus()

    def _make_more_menus(self) -> None:
        bar = self.window.menuBar()
        going = bar.addMenu(say("gui.menu.go"))
        for number, (name, _) in enumerate(PAGES):
            going.addAction(say(f"gui.page.{name}"), QKeySequence(f"Ctrl+{number + 1}"), self._goer(name))
        self._action(going, "find", "Ctrl+F", self._find)
        viewing, looks = bar.addMenu(say("gui.menu.view")), QActionGroup(self)
        now = str(self._kept.value("theme", "system"))
        for name in ("system", "light", "dark"):
            action = viewing.addAction(say(f"gui.menu.{name}"), self._wearer(name))
            action.setCheckable(True)
            action.setChecked(name == now)
            looks.addAction(action)
        helping = bar.addMenu(say("gui.menu.help"))
        self._action(helping, "shortcuts", "F1", self._goer("about"))

    def _action(self, menu: QMenu, name: str, keys: str, do: Callable[[], object]) -> QAction:
        return menu.addAction(say(f"gui.menu.{name}"), QKeySequence(keys), lambda: do())

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self.go(name)

    def _wearer(self, name: str) -> Callable[[], None]:
        return lambda: self.wear(name)

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

    def _paste(self) -> None:
        self.go("check")
        self.check_page.paste_and_check()


def file_name(report: Report) -> str:
    """A safe name for the exported file: "credcheck-jane-example-2026-11-22"."""
    profile = report.case.profile
    who = "-".join(fold(profile.name or profile.handle).lower().encode("ascii", "ignore").decode().split())[:40]
    return "-".join(p for p in ("credcheck", who.strip("-"), f"{report.at:%Y-%m-%d}") if p)
