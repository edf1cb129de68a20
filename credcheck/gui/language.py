"""The window's language: our own sentences by `languages`, Qt's own words by the translations that come with it."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from credcheck import languages


def speak(app: QApplication) -> None:
    """Have Qt's dialogs and numbers speak the language that the sentences are read in."""
    code = languages.spoken()
    if code in ("en", languages.PSEUDO):
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(code), "qtbase", "_", folder):
        app.installTranslator(translator)
    QLocale.setDefault(QLocale(code))
