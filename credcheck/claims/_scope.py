"""Whose a word for a calling is: the holder's now, formerly or in future, somebody else's, or denied."""

from __future__ import annotations

import re
from itertools import pairwise

from credcheck.claims._kin import apposed, relative, told_of
from credcheck.claims._meant import Scope
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words

_OTHERS = words("scope.others")
_DENIAL = words("scope.denial")
_DENIAL_LINK = words("scope.denial_link")
_KEEPS = frozenset(["your", "just", "only", "my", "merely", "all", "every"])
_FORMER = words("scope.former")
_IN_RETIREMENT = (
    "a la retraite",
    "en retraite",
    "im ruhestand",
    "im unruhestand",
    "in pensione",
    "in ruste",
    "met pensioen",
    "en retiro",
    "in quiescenza",
    "w stanie spoczynku",
    "na emeryturze",
    "на пенсии",
)
# The years of a career that is over: "GP 1978-2016".
_SPANNED = re.compile(r",? \(?(?:19|20)\d\d ?[-–—] ?(?:19\d\d|20[01]\d|202[0-4])\b")
# Somebody's words, and who is said to say so: "\"Trust me, I'm a doctor\" - every villain".
_SAID = re.compile(r"[\"“][^\"“”]{0,80}\bI(?:['’]m| am)\b[^\"“”]{0,80}[\"”] ?[-–—~]")
# Behind a calling in German: in retirement, out of service.
_OFF_DUTY = re.compile(r",? \(?(?:i\. ?R|a\. ?D)\b")
_IN_TRAINING = (
    "in training",
    "in weiterbildung",
    "in opleiding",
    "en formation",
    "en formacion",
    "in formazione",
    "em formacao",
)
# "Cardiologist? No."
_DENIED_AT_ONCE = re.compile(r"\? (?:no|nope|nah)\b", re.IGNORECASE)
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
        "someday",
        "eventually",
        "futur",
        "future",
        "futura",
    ]
)
_TELLING = _OTHERS | _RETIRED | _FORMER | _FUTURE | {"worked", "used", "soon"}
_ARTICLES = frozenset(
    {"a", "an", "un", "une", "una", "ein", "eine", "einer", "eines", "een", "um", "uma", "dun", "dune"}
)
_CANDIDATE = frozenset({"candidate", "cand", "student"})
# "Quotes from the doctor", "he's a surgeon": somebody else.
_TOWARDS = frozenset({"from", "of", "to", "with", "at", "like"})
# Between "the" and somebody else's calling these may stand: "treated by the best oncologist".
_PRAISE = frozenset({"best", "great", "greatest", "good", "finest"})
_PRACTISING = frozenset({"practising", "practicing"})
_POSTS = frozenset({"chief", "head", "lead", "senior"})
_THEY = frozenset({"hes", "shes"})
_HOPES = ("hop", "want", "wish", "aspir", "dream", "plan", "aim", "try", "train", "study", "work")
# "Quería ser médico", "mum wanted me to be a doctor".
_WISHED = frozenset({"queria", "quise", "sonaba", "voulais", "revais", "volevo", "sognavo", "sonhava"})
_TO_BE = frozenset({"ser", "etre", "essere", "fare", "diventare", "devenir"})
_SOMEBODY = frozenset({"me", "him", "her", "them", "us"})
_TOLD = ("once told", "once said", "told me", "said to me", "saved my", "taught me", "who saved")
_PAST_LIFE = ("in a past life", "in a former life", "in a previous life", "in another life", "in my past life")
_HOPED = frozenset({"wanted", "hoped", "wished", "dreamed", "dreamt", "planned", "meant", "supposed", "tried"})
# "I hold your cat while the doctor works".
_WHILE = frozenset({"while", "whilst", "until", "till", "because", "than", "when", "if", "before", "after", "for"})
_COURSES = frozenset({"school", "training", "program", "programme", "course", "college"})
_PLAYS = frozenset({"play", "plays", "played", "playing", "portray", "portrays", "portrayed"})
_STAGES = frozenset({"tv", "television", "screen", "stage", "telly", "netflix", "broadway"})
_PLACED = frozenset({"as", "in", "at", "for"})
_OTHER_KIND = frozenset(
    {"useless", "other", "wrong", "fake", "phd", "book", "boring", "unhelpful", "nonmedical", "cheap"}
)
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
        _denied_at_once(text, last)
        or _after(text, last)
        or relative(near, text.words[last].fold)
        or apposed(text, first)
        or told_of(before)
        or _denied(before)
        or _near(near)
        or _acted(text, last, near)
        or _quoted(text, first)
        or Scope.SELF
    )


def _near(near: list[Token]) -> Scope | None:
    """What the few words before in the same item say."""
    folds = [w.fold for w in near]
    telling = (back for back in range(len(folds)) if folds[-1 - back] in _TELLING)
    return _phrased(folds) or next((said for back in telling if (said := _worded(folds, back))), None)


def _phrased(folds: list[str]) -> Scope | None:
    """What the last words before say together: "he's a", "wants to become a", "almost a"."""
    if folds[-2:] in (["kind", "of"], ["sort", "of"], ["type", "of"]) and folds[-3:-2] and folds[-3] in _OTHER_KIND:
        return Scope.DENIED
    if _is_the_one(folds) or _never_was(_bare(folds)) or _bare(folds)[-2:] == ["thanks", "to"]:
        return Scope.OTHERS
    if _is_hoped_for(folds) or _bare(folds)[-1:] in (["almost"], ["nearly"]):
        return Scope.FUTURE
    return Scope.OTHERS if folds[-2:-1] and folds[-2] in _THEY and folds[-1] in _ARTICLES else None


def _worded(folds: list[str], back: int) -> Scope | None:
    """What one word before says, with `back` words between it and the calling."""
    word, between = folds[-1 - back], folds[len(folds) - back :]
    if word in _OTHERS and all(f in _ARTICLES | _PRAISE for f in between):
        return Scope.OTHERS
    if word in _RETIRED and back < 4:
        return Scope.RETIRED
    used = word == "used" and between[:2] == ["to", "be"]
    if used or (word in _FORMER and back < 4) or (word == "worked" and back > 0 and between[0] in _PLACED):
        return Scope.FORMER
    soon = word == "soon" and between in (["to", "be"], ["to", "be", "a"])
    return Scope.FUTURE if soon or (word in _FUTURE and back < 2) else None


def _is_the_one(folds: list[str]) -> bool:
    """Whether a certain other one is meant: "quotes from the doctor", "treated by the best oncologist"."""
    praised = bool(folds) and folds[-1] in _PRAISE | _POSTS
    bare = folds[:-1] if praised else folds
    if bare[-1:] != ["the"] or len(bare) < 2:
        return False
    acts = not praised and bare[-2] in _WHILE
    return acts or bare[-2] in _TOWARDS or (praised and bare[-2] == "by")


def _is_hoped_for(folds: list[str]) -> bool:
    """Whether the holder wants to become it: "hope to become a nurse", and not "left law to become a nurse"."""
    words = _bare(folds)
    wanting = words[-2:] == ["to", "become"] or words[-2:] == ["to", "be"]
    return wanting and bool(words[-3:-2]) and words[-3].startswith(_HOPES) and words[-3] not in _HOPED


def _bare(folds: list[str]) -> list[str]:
    """The words without the article before the calling."""
    return folds[:-1] if folds[-1:] and folds[-1] in _ARTICLES else folds


def _never_was(words: list[str]) -> bool:
    """Whether it came to nothing: "almost became a doctor", "wanted to be a nurse", "could have been a surgeon"."""
    if words[-2:-1] and words[-2] in _WISHED and words[-1] in _TO_BE:
        return True
    if words[-2:] in (["to", "be"], ["to", "become"]):
        if words[-3:-2] and words[-3] in _SOMEBODY:
            return True
        return (words[-3:-2] == ["going"] and words[-4:-3] != ["am"]) or (bool(words[-3:-2]) and words[-3] in _HOPED)
    almost = words[-1:] in (["became"], ["become"]) and words[-2:-1] in (["almost"], ["nearly"])
    return almost or (words[-2:] == ["have", "been"] and bool({"could", "should", "would"} & set(words[-4:-2])))


def _denied(before: list[Token]) -> Scope | None:
    """Whether it is denied: "not a doctor" denies, "not your doctor" and "not just a doctor" do not."""
    if len(before) > 1 and before[-2].fold == "non" and before[-1].fold in _PRACTISING:
        return Scope.FORMER
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


def _acted(text: Text, last: int, near: list[Token]) -> Scope | None:
    """Whether it is a part that is played: "I play a doctor on TV"."""
    after = [w.fold for w in text.words[last + 1 : last + 4] if w.clause == text.words[last].clause]
    on_stage = any(a == "on" and b in _STAGES for a, b in pairwise(after))
    played = any(w.fold in _PLAYS for w in near[-3:])
    return Scope.DENIED if played and (on_stage or near[-1].fold in _PLAYS or near[-1].fold in _ARTICLES) else None


def _quoted(text: Text, first: int) -> Scope | None:
    """Whether it stands in words of somebody else."""
    start = text.words[first].start
    if '"' not in text.original and "”" not in text.original:
        return None
    said = any(m.start() < start < m.end() for m in _SAID.finditer(text.original))
    return Scope.OTHERS if said else None


def _is_left(text: Text, i: int) -> bool:
    """Whether somebody who left early follows: "EMT school dropout"."""
    return any(w.follows and w.fold in ("dropout", "dropouts", "reject") for w in text.words[i + 1 : i + 2])


def _denied_at_once(text: Text, last: int) -> Scope | None:
    return Scope.DENIED if _DENIED_AT_ONCE.match(text.original, text.words[last].end) else None


def _is_over(text: Text, here: Token, word: Token) -> Scope | None:
    """Whether a calling is behind the holder by the word, the letters or the years that follow: "i.R.", "1978-2016"."""
    if (word.fold in _RETIRED and word.clause == here.clause) or _OFF_DUTY.match(text.original, here.end):
        return Scope.RETIRED
    return Scope.FORMER if _SPANNED.match(text.original, here.end) else None


def _after(text: Text, last: int) -> Scope | None:
    """What follows: "student", "candidate", "to be", "(retired)"."""
    if last + 1 >= len(text.words):
        return None
    word, here = text.words[last + 1], text.words[last]
    if over := _is_over(text, here, word):
        return over
    dotted = text.original[here.end : word.start].strip() == "." and word.fold in _CANDIDATE
    if word.item != here.item and not dotted and not (word.text == "c" and word.start - here.end <= 2):
        return None
    if word.fold in _AFTER_STUDENT and not (word.text == "C" and word.start - here.end <= 1):
        return Scope.STUDENT
    if word.fold in _AFTER_THING or (word.fold in _COURSES and _is_left(text, last + 1)):
        return Scope.OTHERS
    two = [w.fold for w in text.words[last + 1 : last + 4]]
    rest = " ".join(w.fold for w in text.words[last + 1 : last + _FAR] if w.item == here.item)
    if any(said in rest for said in _IN_RETIREMENT):
        return Scope.RETIRED
    if rest.startswith(_PAST_LIFE):
        return Scope.FORMER
    if word.fold == "named" or rest.startswith(_TOLD):
        return Scope.OTHERS
    if word.fold == "turned" or two[:2] == ["no", "more"]:
        return Scope.FORMER
    if word.fold in _DENIED_BEHIND:
        return Scope.DENIED
    if rest.startswith(_IN_TRAINING):
        return Scope.TRAINEE
    hoped = two[:2] in (["to", "be"], ["2", "be"]) or two in (["in", "the", "making"],)
    return Scope.FUTURE if hoped or word.fold == "someday" or is_one_day(two) else None


def is_one_day(after: list[str]) -> bool:
    """Whether "one day" follows, and not "one day at a time"."""
    return after[:2] == ["one", "day"] and after[2:3] != ["at"]
