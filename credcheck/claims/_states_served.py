"""Codes of states that are post-nominals as well: "attorney licensed in MD & VA", "realtor, MD/DC/VA"."""

from __future__ import annotations

from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import Text
from credcheck.claims._words import words

_BOTH = words("credentials.states_too")
_ONLY = words("credentials.states_only")
_JOINS = frozenset({",", "/", "&", "|", "+", "·", "•", "-", "and"})
_COURSES = words("credentials.courses")
_SERVING = frozenset({"in", "serving", "covering", "across", "throughout"})
_MOST, _PAIR = 8, 2


def is_state_served(text: Text, at: int) -> bool:
    """Whether two letters are one of several states, or where something is done: "in MD"."""
    if not _is_code(text, at):
        return False
    first = _reach(text, at, -1)
    last = _reach(text, at, 1)
    if first and text.words[first - 1].fold in _SERVING and text.original[text.words[first - 1].end :][:1] == " ":
        return not _names_a_course(text, last)
    named = [text.words[i].fold for i in range(first, last + 1) if text.words[i].text != "and"]
    many = len(named) > _PAIR or not _has_commas(text, first, last)
    return many and bool(_ONLY & set(named)) and not _goes_on(text, last)


def _has_commas(text: Text, first: int, last: int) -> bool:
    """Whether commas join the letters: "MD, NY" is a physician in New York as likely as two states."""
    return "," in text.original[text.words[first].start : text.words[last].end]


def _is_code(text: Text, i: int) -> bool:
    word = text.words[i]
    return word.text.isupper() and len(word.text) == 2 and word.fold in _BOTH | _ONLY


def _reach(text: Text, at: int, step: int) -> int:
    """The last word in one direction that is a code of a state joined to the one at `at`."""
    end = at
    for _ in range(_MOST):
        beyond = end + step
        if 0 <= beyond + step < len(text.words) and text.words[beyond].text == "and":
            beyond += step
        if not 0 <= beyond < len(text.words) or not _is_code(text, beyond) or not _joined(text, end, beyond):
            return end
        end = beyond
    return end


def _joined(text: Text, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    between = text.original[text.words[first].end : text.words[last].start].strip()
    return between in _JOINS


def _goes_on(text: Text, last: int) -> bool:
    """Whether a name goes on behind the letters: "MD, VA Hospital"; another post-nominal does not."""
    after = text.words[last + 1 : last + 2]
    joined = bool(after) and text.original[text.words[last].end : after[0].start] == " "
    return joined and after[0].is_capital() and tight(after[0].fold) not in post_nominals()


def _names_a_course(text: Text, last: int) -> bool:
    """Whether what follows is a course of study or a calling: "in PA school", "in MD training"."""
    after = text.words[last + 1 : last + 2]
    return bool(after) and after[0].follows and after[0].fold in _COURSES
