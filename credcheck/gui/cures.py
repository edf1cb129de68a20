"""What can be done about a cache that is damaged or gone: a button beside the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from credcheck.errors import CredCheckError
from credcheck.gui.message_bar import Action
from credcheck.gui.words import say

BROKEN, GONE = "store.broken", "store.gone"
WORDS = {BROKEN: "gui.action.set_aside", GONE: "gui.action.open_again"}


def cures(error: CredCheckError, cure: Callable[[str], object]) -> tuple[Action, ...]:
    """The button for an error, if there is a cure; `cure` is told which is wanted."""
    id = error.sentence.id
    return ((say(WORDS[id]), partial(cure, id)),) if id in WORDS else ()
