"""Whether a word for a calling is said of somebody the holder belongs to."""

from __future__ import annotations

import re
from itertools import pairwise

from credcheck.claims._known_names import names
from credcheck.claims._meant import Scope
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words

_RELATIVE = words("scope.relative")
# "husband of @example (the actual doctor)"
_BESIDE_HANDLE = re.compile(
    r"\b(?:wife|husband|spouse|partner|mom|mum|dad|mother|father|son|daughter|brother|sister|married) "
    r"(?:of|to) @[\w.]+ "
    r"\((?:the |an? |my )?(?:\w+ )?$"
)
_FAR = 90
_LINK = words("scope.link")
_FORMER = words("scope.former")
# Before a calling these need no "of": "mari infirmier"; "femme" is a wife only before what is a woman's anyway.
_SPOUSE = frozenset(
    {
        "mari",
        "epouse",
        "epoux",
        "conjoint",
        "conjointe",
        "marido",
        "esposa",
        "esposo",
        "moglie",
        "marito",
        "suami",
        "istri",
    }
)
_OF_WOMEN = ("iere", "ante", "ienne", "euse", "trice")
_RETIRED = words("scope.retired")
_ARTICLES = frozenset(
    {"a", "an", "un", "une", "una", "ein", "eine", "einer", "eines", "een", "um", "uma", "dun", "dune"}
)
_OF = words("scope.of")
_WHOSE = frozenset(
    {"my", "our", "whose", "his", "her", "mi", "mon", "ma", "mein", "meine", "mio", "mia", "meu", "minha"}
)
_TITLES = frozenset({"dr", "prof"})
_NAMING = frozenset({"the", "el", "la", "le", "il", "der", "die", "o", "de"})
_COPULA = frozenset({"is", "was", "are", "were", "es", "est", "ist", "era", "works", "worked"})
_AND = frozenset({"and", "en", "und", "y", "e", "et"})
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "2", "3", "4", "5", "6", "zwei", "drei", "dos", "tres", "deux", "due"}
)


def relative(near: list[Token], calling: str) -> Scope | None:
    """Whether somebody the holder belongs to is meant: "son of a nurse and a doctor", "my wife is a doctor"."""
    linked = copula = False
    strange, most = 0, 3 if _is_of_one(near) else 1
    if not near:
        return None
    if _is_contracted(near):
        return Scope.RELATIVE
    if near[-1].fold in _ARTICLES and [w.fold for w in near[-2:-1]] == ["dating"]:
        return Scope.RELATIVE
    if near[-1].fold in _SPOUSE or (near[-1].fold == "femme" and calling.endswith(_OF_WOMEN)):
        return Scope.RELATIVE
    for i in range(len(near) - 1, -1, -1):
        fold = near[i].fold
        if fold in _RELATIVE:
            whose = bool(_WHOSE & {w.fold for w in near[max(0, i - 2) : i]}) or (i == 1 and near[0].fold == "the")
            named = near[i + 1].fold in _NAMING and i + 2 == len(near) if i + 1 < len(near) else False
            return Scope.RELATIVE if linked or ((copula or named) and whose) else None
        if fold in _NUMBERS and not calling.endswith("s"):
            return None
        if fold in _AND:
            if not _is_one_more(near, i):
                return None
            strange, most = 0, 2
            continue
        strange += fold not in _LINK
        if strange > most:
            return None
        linked = linked or fold in _OF
        copula = copula or fold in _COPULA
    return None


def _is_contracted(near: list[Token]) -> bool:
    """Whether a relative "is" in short: "my wife's a nurse"."""
    who = near[-2:-1] if near and near[-1].fold in _ARTICLES else []
    return bool(who) and who[0].text.endswith(("'s", "’s")) and who[0].fold[:-1] in _RELATIVE


def _is_of_one(near: list[Token]) -> bool:
    """Whether a relative of one is named, who may be told at more length: "husband to a way smarter RN"."""
    folds = [w.fold for w in near]
    threes = zip(folds, folds[1:], folds[2:], strict=False)
    return any(a in _RELATIVE and b in _OF and c in _ARTICLES for a, b, c in threes)


def told_of(before: list[Token]) -> Scope | None:
    """Whether a sentence about a relative says it: "my sister, Dr. Ann Example, is a cardiologist"."""
    folds = [w.fold for w in before]
    said = folds[-2:-1] and folds[-2] in _COPULA and folds[-1] in _ARTICLES and "i" not in folds
    kin = any(b in _RELATIVE and _WHOSE & set(folds[max(0, i - 2) : i]) for i, b in enumerate(folds))
    return Scope.RELATIVE if said and kin else None


def _is_one_more(near: list[Token], i: int) -> bool:
    """Whether "and" adds one more of the same sort: "of a nurse and a doctor"."""
    behind = near[i + 1].fold if i + 1 < len(near) else ""
    return behind in _ARTICLES and any(a.fold in _OF and b.fold in _ARTICLES for a, b in pairwise(near[:i]))


def apposed(text: Text, first: int) -> Scope | None:
    """Whether it says who a relative named before is: "married to @example, a surgeon"; "in memory of Jane, RN"."""
    here = text.words[first]
    if "@" in text.original and _BESIDE_HANDLE.search(text.original[max(0, here.start - _FAR) : here.start].lower()):
        return Scope.RELATIVE
    opens = first > 0 and text.words[first - 1].item != here.item
    if first > 1 and text.words[first - 1].fold in _RETIRED | _FORMER and text.words[first - 1].item == here.item:
        first -= 1  # "caregiver to my husband, a retired surgeon"
    article = first > 1 and text.words[first - 1].fold in _ARTICLES and text.words[first - 2].item != here.item
    if not opens and not article:
        return None
    item = text.words[first - (2 if article else 1)].item
    before = [w for w in text.words[max(0, first - 9) : first] if w.item == item and w.clause == here.clause]
    folds = [w.fold for w in before]
    if {"memory", "tribute"} & set(folds):
        return Scope.RELATIVE
    bound = next((i for i, (a, b) in enumerate(pairwise(folds)) if a in _RELATIVE and b in _OF), None)
    named = before[bound + 2 :] if bound is not None else []
    titled = bool(named) and named[0].fold in _TITLES  # "sister of Dr. Ann Example, cardiologist"
    if bound is None or not (article or titled):
        return None
    kin = bool(named) and named[0].fold in _WHOSE and named[-1].fold in _RELATIVE
    return Scope.RELATIVE if not named or kin or named[0].fold in names().given | _TITLES else None
