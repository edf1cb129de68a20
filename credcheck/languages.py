"""In which language sentences are read: catalogues by gettext, and the choice of one for the task at hand.

A face says `speak(settings.language)` once, when it starts; "" means the system's language. Until a face has spoken,
everything is English. The choice is a context variable: asyncio tasks and `asyncio.to_thread` inherit it, a bare thread
does not, and `with speaking("de"):` writes one report in another language than the window around it.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from credcheck import resources
from credcheck.pseudo import Pseudo

DOMAIN = "credcheck"
PSEUDO = "pseudo"
DECIMAL_COMMA = ("de",)
ENGLISH = gettext.NullTranslations()
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")


def languages() -> tuple[str, ...]:
    """The codes of all languages there are, English first."""
    folder = resources.folder() / "locale"
    return ("en", *sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def speak(language: str) -> None:
    """Read all sentences in this language from now on, in this task and those it starts; "" for the system's."""
    _SPOKEN.set(best(language or system()))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Read sentences in this language inside the block."""
    before = _SPOKEN.set(best(language or system()))
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """The code of the language that sentences are read in now."""
    return _SPOKEN.get()


def best(wanted: str) -> str:
    """The language there is for a code such as "de_AT.UTF-8"; English when there is none."""
    code = wanted.replace("-", "_").partition(".")[0].partition("@")[0]
    known = (*languages(), PSEUDO)
    return next((each for each in (code, code.partition("_")[0].lower()) if each in known), "en")


def system() -> str:
    """What the system says its user reads, "" when it says nothing."""
    said = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((each.partition(":")[0] for each in said if each), "") or locale.getlocale()[0] or ""


def catalogue() -> gettext.NullTranslations:
    """The catalogue of the language that sentences are read in now."""
    return _catalogue(spoken())


def number(plain: str) -> str:
    """A number as this language writes it, from the English way: "6,712.5" is "6.712,5" in German."""
    return plain.translate(str.maketrans(",.", ".,")) if spoken() in DECIMAL_COMMA else plain


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Looked for once, since gettext itself looks on every call."""
    if language == PSEUDO:
        return Pseudo()
    return ENGLISH if language == "en" else gettext.translation(DOMAIN, resources.folder() / "locale", [language])
