"""Whose a word for a calling is: the holder's now, formerly or in future, somebody else's, or denied."""

from __future__ import annotations

from enum import StrEnum

from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words


class Scope(StrEnum):
    """How a mention is meant."""

    SELF = "self"
    FORMER = "former"
    RETIRED = "retired"
    FUTURE = "future"
    STUDENT = "student"
    RELATIVE = "relative"
    OTHERS = "others"
    DENIED = "denied"
    TRAINEE = "trainee"


_RELATIVE = words("scope.relative")
_LINK = words("scope.link")
_OTHERS = words("scope.others")
_DENIAL = words("scope.denial")
_DENIAL_LINK = words("scope.denial_link")
_KEEPS = frozenset(["your", "just", "only", "my", "merely", "all", "every"])
_FORMER = words("scope.former")
_RETIRED = words("scope.retired")
_FUTURE = frozenset(
    [
        "future",
        "aspiring",
        "wannabe",
        "prospective",
        "hopeful",
        "pre",
        "upcoming",
        "amateur",
        "futur",
        "future",
        "futura",
    ]
)
_PLACED = frozenset({"as", "in", "at", "for"})
_AFTER_STUDENT = words("scope.after_student")
_AFTER_THING = words("scope.after_thing")


def scope(text: Text, first: int, last: int) -> Scope:
    """How the words from `first` to `last` are meant."""
    here = text.words[first]
    before = [w for w in text.words[max(0, first - 9) : first] if w.clause == here.clause]
    near = [w for w in before if w.item == here.item]
    return _after(text, last) or _near(near) or _denied(before) or _relative(near) or Scope.SELF


def _near(near: list[Token]) -> Scope | None:
    """What the few words before in the same item say."""
    for back, word in enumerate(reversed(near)):
        if back == 0 and word.fold in _OTHERS:
            return Scope.OTHERS
        if word.fold in _RETIRED and back < 4:
            return Scope.RETIRED
        if word.fold in _FORMER and back < 4:
            return Scope.FORMER
        if word.fold == "worked" and back > 0 and near[-back].fold in _PLACED:
            return Scope.FORMER
        if word.fold in _FUTURE and back < 2:
            return Scope.FUTURE
    return None


def _denied(before: list[Token]) -> Scope | None:
    """Whether it is denied: "not a doctor" denies, "not your doctor" and "not just a doctor" do not."""
    for word in reversed(before):
        if word.fold in _KEEPS:
            return None
        if word.fold in _DENIAL:
            return Scope.DENIED
        if word.fold not in _DENIAL_LINK:
            return None
    return None


def _relative(near: list[Token]) -> Scope | None:
    linked, strange = False, 0
    for word in reversed(near):
        if word.fold in _RELATIVE:
            return Scope.RELATIVE if linked or word.fold == "married" else None
        strange += word.fold not in _LINK
        if strange > 1:
            return None
        linked = linked or word.fold in ("of", "to", "de", "d")
    return None


def _after(text: Text, last: int) -> Scope | None:
    """What follows: "student", "candidate", "to be", "(retired)"."""
    if last + 1 >= len(text.words):
        return None
    word, here = text.words[last + 1], text.words[last]
    if word.fold in _RETIRED and word.clause == here.clause:
        return Scope.RETIRED
    if word.item != here.item and not (word.fold == "c" and word.start - here.end <= 2):
        return None
    if word.fold in _AFTER_STUDENT:
        return Scope.STUDENT
    if word.fold in _AFTER_THING:
        return Scope.OTHERS
    two = [w.fold for w in text.words[last + 1 : last + 4]]
    if two[:2] == ["in", "training"]:
        return Scope.TRAINEE
    return Scope.FUTURE if two[:2] in (["to", "be"], ["2", "be"]) or two in (["in", "the", "making"],) else None
