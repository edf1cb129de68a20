"""What has to be asked before a check, in words and with its answers as actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from credcheck.gui import work
from credcheck.gui.message_bar import Action
from credcheck.gui.words import platform_word, say, tell
from credcheck.gui.worker import Work
from credcheck.model import Sentence

MOST_PLATFORMS = 5
Start = Callable[[Work], object]


def ask(asked: work.Question, titles: Mapping[str, str], start: Start) -> tuple[str, list[Action]]:
    """The question as a message, and a button for every answer; `start` is given the work that follows."""
    named = dict(asked.sentence.params)
    if "platform" in named:
        named["platform"] = _title(str(named["platform"]), titles)
    actions: list[Action] = [(_title(p, titles), _on(p, asked, start)) for p in asked.platforms[:MOST_PLATFORMS]]
    if asked.fetch:
        actions.append((say("gui.action.fetch"), lambda: start(work.check_fetched(asked.profile))))
    return tell(Sentence(asked.sentence.id, **named)), actions


def _on(platform: str, asked: work.Question, start: Start) -> Callable[[], object]:
    return lambda: start(work.check_on(platform, asked.profile))


def _title(platform: str, titles: Mapping[str, str]) -> str:
    return titles.get(platform) or platform_word(platform)
