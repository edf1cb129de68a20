"""Whose a word for a calling is: the holder's now, formerly or in future, somebody else's, or denied."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from credcheck.claims._known_names import names
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
_IN_RETIREMENT = (
    "a la retraite",
    "en retraite",
    "im ruhestand",
    "in pensione",
    "in ruste",
    "met pensioen",
    "en retiro",
)
_IN_TRAINING = (
    "in training",
    "in weiterbildung",
    "in opleiding",
    "en formation",
    "en formacion",
    "in formazione",
    "em formacao",
)
_FAR = 7
# "Doctor nahi ban paya": Hindi denies behind the word.
_DENIED_BEHIND = frozenset({"nahi", "nahin"})
_RETIRED = words("scope.retired")
_FUTURE = frozenset(
    [
        "future",
        "aspiring",
        "prospective",
        "hopeful",
        "pre",
        "upcoming",
        "futur",
        "future",
        "futura",
    ]
)
_ARTICLES = frozenset(
    {"a", "an", "un", "une", "una", "ein", "eine", "einer", "eines", "een", "um", "uma", "dun", "dune"}
)
_OF = words("scope.of")
_WHOSE = frozenset(
    {"my", "our", "whose", "his", "her", "mi", "mon", "ma", "mein", "meine", "mio", "mia", "meu", "minha"}
)
_TITLES = frozenset({"dr", "prof"})
_CANDIDATE = frozenset({"candidate", "cand", "student"})
# "Quotes from the doctor", "he's a surgeon": somebody else.
_TOWARDS = frozenset({"from", "of", "to", "with", "at", "like"})
# Between "the" and somebody else's calling these may stand: "treated by the best oncologist".
_PRAISE = frozenset({"best", "great", "greatest", "good", "finest"})
_POSTS = frozenset({"chief", "head", "lead", "senior"})
_THEY = frozenset({"hes", "shes"})
_HOPES = ("hop", "want", "wish", "aspir", "dream", "plan", "aim", "try", "train", "study", "work")
_COPULA = frozenset({"is", "was", "are", "were", "es", "est", "ist", "era", "works", "worked"})
_AND = frozenset({"and", "en", "und", "y", "e", "et"})
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "2", "3", "4", "5", "6", "zwei", "drei", "dos", "tres", "deux", "due"}
)
_PLAYS = frozenset({"play", "plays", "played", "playing", "portray", "portrays", "portrayed"})
_STAGES = frozenset({"tv", "television", "screen", "stage", "telly", "netflix", "broadway"})
_PLACED = frozenset({"as", "in", "at", "for"})
_KINDS = frozenset({"kind", "sort", "type"})
"""Of these one word may say which: "not the useful kind of doctor"."""
_AFTER_STUDENT = words("scope.after_student")
_AFTER_THING = words("scope.after_thing")


def scope(text: Text, first: int, last: int) -> Scope:
    """How the words from `first` to `last` are meant."""
    here = text.words[first]
    before = [w for w in text.words[max(0, first - 9) : first] if w.clause == here.clause]
    near = [w for w in before if w.item == here.item]
    return (
        _after(text, last)
        or _relative(near, text.words[last].fold)
        or _apposed(text, first)
        or _told_of(before)
        or _denied(before)
        or _near(near)
        or _acted(text, last, near)
        or Scope.SELF
    )


def _near(near: list[Token]) -> Scope | None:
    """What the few words before in the same item say."""
    folds = [w.fold for w in near]
    if _is_the_one(folds):
        return Scope.OTHERS
    if _is_hoped_for(folds):
        return Scope.FUTURE
    if folds[-2:-1] and folds[-2] in _THEY and folds[-1] in _ARTICLES:
        return Scope.OTHERS
    for back, word in enumerate(reversed(near)):
        if word.fold in _OTHERS and all(w.fold in _ARTICLES | _PRAISE for w in near[len(near) - back :]):
            return Scope.OTHERS
        if word.fold in _RETIRED and back < 4:
            return Scope.RETIRED
        if word.fold in _FORMER and back < 4:
            return Scope.FORMER
        if word.fold == "worked" and back > 0 and near[-back].fold in _PLACED:
            return Scope.FORMER
        if word.fold == "used" and [w.fold for w in near[len(near) - back :]][:2] == ["to", "be"]:
            return Scope.FORMER
        if word.fold in _FUTURE and back < 2:
            return Scope.FUTURE
        if word.fold == "soon" and [w.fold for w in near[len(near) - back :]] in (["to", "be"], ["to", "be", "a"]):
            return Scope.FUTURE
    return None


def _is_the_one(folds: list[str]) -> bool:
    """Whether a certain other one is meant: "quotes from the doctor", "treated by the best oncologist"."""
    praised = bool(folds) and folds[-1] in _PRAISE | _POSTS
    bare = folds[:-1] if praised else folds
    towards = bare[-2:-1] and (bare[-2] in _TOWARDS or (praised and bare[-2] == "by"))
    return bool(bare[-1:] == ["the"] and towards)


def _is_hoped_for(folds: list[str]) -> bool:
    """Whether the holder wants to become it: "hope to become a nurse", and not "left law to become a nurse"."""
    words = folds[:-1] if folds[-1:] and folds[-1] in _ARTICLES else folds
    wanting = words[-2:] == ["to", "become"] or words[-2:] == ["to", "be"]
    return wanting and bool(words[-3:-2]) and words[-3].startswith(_HOPES)


def _denied(before: list[Token]) -> Scope | None:
    """Whether it is denied: "not a doctor" denies, "not your doctor" and "not just a doctor" do not."""
    if len(before) > 2 and before[-2].fold in _ARTICLES and before[-3].fold in _DENIAL:  # "not a horse doctor"
        return Scope.DENIED if before[-1].fold not in _KEEPS else None
    nearer = ""
    for word in reversed(before):
        if word.fold in _KEEPS:
            return None
        if word.fold in _DENIAL:
            return Scope.DENIED
        if word.fold not in _DENIAL_LINK and nearer not in _KINDS:
            return None
        nearer = word.fold
    return None


def _relative(near: list[Token], calling: str) -> Scope | None:
    """Whether somebody the holder belongs to is meant: "son of a nurse and a doctor", "my wife is a doctor"."""
    linked = copula = False
    strange, most = 0, 3 if _is_of_one(near) else 1
    if near and (near[-1].fold in _SPOUSE or (near[-1].fold == "femme" and calling.endswith(_OF_WOMEN))):
        return Scope.RELATIVE
    for i in range(len(near) - 1, -1, -1):
        fold = near[i].fold
        if fold in _RELATIVE:
            whose = i > 0 and near[i - 1].fold in _WHOSE
            return Scope.RELATIVE if linked or (copula and whose) else None
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


def _is_of_one(near: list[Token]) -> bool:
    """Whether a relative of one is named, who may be told at more length: "husband to a way smarter RN"."""
    folds = [w.fold for w in near]
    threes = zip(folds, folds[1:], folds[2:], strict=False)
    return any(a in _RELATIVE and b in _OF and c in _ARTICLES for a, b, c in threes)


def _told_of(before: list[Token]) -> Scope | None:
    """Whether a sentence about a relative says it: "my sister, Dr. Ann Example, is a cardiologist"."""
    folds = [w.fold for w in before]
    said = folds[-2:-1] and folds[-2] in _COPULA and folds[-1] in _ARTICLES and "i" not in folds
    kin = any(a in _WHOSE and b in _RELATIVE for a, b in pairwise(folds))
    return Scope.RELATIVE if said and kin else None


def _is_one_more(near: list[Token], i: int) -> bool:
    """Whether "and" adds one more of the same sort: "of a nurse and a doctor"."""
    behind = near[i + 1].fold if i + 1 < len(near) else ""
    return behind in _ARTICLES and any(a.fold in _OF and b.fold in _ARTICLES for a, b in pairwise(near[:i]))


def _apposed(text: Text, first: int) -> Scope | None:
    """Whether it says who a relative named before is: "married to @example, a surgeon"; "in memory of Jane, RN"."""
    here = text.words[first]
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
    if not article or bound is None:
        return None
    named = before[bound + 2 :]
    kin = bool(named) and named[0].fold in _WHOSE and named[-1].fold in _RELATIVE
    return Scope.RELATIVE if not named or kin or named[0].fold in names().given | _TITLES else None


def _acted(text: Text, last: int, near: list[Token]) -> Scope | None:
    """Whether it is a part that is played: "I play a doctor on TV"."""
    after = [w.fold for w in text.words[last + 1 : last + 4] if w.clause == text.words[last].clause]
    on_stage = any(a == "on" and b in _STAGES for a, b in pairwise(after))
    played = any(w.fold in _PLAYS for w in near[-3:])
    return Scope.DENIED if played and (on_stage or near[-1].fold in _PLAYS or near[-1].fold in _ARTICLES) else None


def _after(text: Text, last: int) -> Scope | None:
    """What follows: "student", "candidate", "to be", "(retired)"."""
    if last + 1 >= len(text.words):
        return None
    word, here = text.words[last + 1], text.words[last]
    if word.fold in _RETIRED and word.clause == here.clause:
        return Scope.RETIRED
    dotted = text.original[here.end : word.start].strip() == "." and word.fold in _CANDIDATE
    if word.item != here.item and not dotted and not (word.text == "c" and word.start - here.end <= 2):
        return None
    if word.fold in _AFTER_STUDENT and not (word.text == "C" and word.start - here.end <= 1):
        return Scope.STUDENT
    if word.fold in _AFTER_THING:
        return Scope.OTHERS
    two = [w.fold for w in text.words[last + 1 : last + 4]]
    rest = " ".join(w.fold for w in text.words[last + 1 : last + _FAR] if w.item == here.item)
    if any(said in rest for said in _IN_RETIREMENT):
        return Scope.RETIRED
    if word.fold == "turned":
        return Scope.FORMER
    if word.fold in _DENIED_BEHIND:
        return Scope.DENIED
    if rest.startswith(_IN_TRAINING):
        return Scope.TRAINEE
    return Scope.FUTURE if two[:2] in (["to", "be"], ["2", "be"]) or two in (["in", "the", "making"],) else None
