"""How the holder stands to an institution: works there, worked there, trained there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from credcheck.claims._ground import Named
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words

_TRAINING = words("institutions.training")
_FORMER = words("institutions.former")
_NOW = words("institutions.now")
_DEGREES = words("institutions.degrees")
_FAR_DEGREES = words("institutions.far_degrees")
# Of two words or more these are fields of work: "Emergency Medicine @Example"; alone they may be what was studied.
_SUBJECTS = frozenset({"medicine", "med"})
_STUDENT = frozenset({"student", "candidate", "resident", "residency", "fellow", "fellowship", "intern", "radres"})
_LEFT = frozenset({"emeritus", "emerita", "veteran", "veterans", "vet", "retired", "ret", "retd"})
_WORK = words("institutions.work")
_BACK, _AHEAD = 14, 8
# From one institution to the next: "@ExampleU → @ExampleHospital".
_ARROW = re.compile(r"\s?(?:→|➡️?|⇒|->|=>|>)\s?@?\w")
# The years that somebody was there: "Example Hospital (2007-15)", "@Example July 2010 - June 2020", "2019-present".
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?"
_YEARS = re.compile(rf" ?,? ?\(?{_MONTH}(?:19|20)\d\d ?[-–—] ?{_MONTH}('?\d{{2,4}}|present|now|today)\b", re.IGNORECASE)
# A degree and a colon, or a year of study, before a name.
_OF_STUDY = re.compile(
    r"\b(?:ph\.?d|dphil|msc|mph|mba|ba|bsc|b\.?a|m\.?a)\.?: ?@?$|\b\d(?:st|nd|rd|th) (?:yr|year) ?@?$"
)
_NEAR = 16
_READ = ("word", "tag", "at")


Clauses = Mapping[int, tuple[tuple[int, ...], tuple[Token, ...]]]


def clauses(text: Text) -> Clauses:
    """The words and handles of each clause, and where each begins."""
    found: dict[int, list[Token]] = {}
    for token in text.tokens:
        if token.kind in _READ:
            found.setdefault(token.clause, []).append(token)
    return {clause: (tuple(t.start for t in tokens), tuple(tokens)) for clause, tokens in found.items()}


def relation(text: Text, around: Clauses, named: Named) -> str:
    """What the words around say: alumni, degrees and years are training, "former" is former, else current."""
    starts, tokens = around.get(named.first.clause, ((), ()))
    first, behind = bisect_left(starts, named.first.start), bisect_left(starts, named.last.end)
    sure = _said_at_once(text, named)
    if sure:
        return sure
    before = list(tokens[max(0, first - _BACK) : first])
    return _behind(text, named, list(tokens[behind : behind + _AHEAD])) or _ahead(named, before) or "current"


def _said_at_once(text: Text, named: Named) -> str:
    """What the signs beside it say: "@Sample (2007-15)", "PhD: Sample College", "@SampleAlumni", "4th yr @Sample"."""
    span = _YEARS.match(text.original, named.last.end)
    if span:
        return "current" if span[1][:1].isalpha() else "former"
    if named.first.kind == "at" and "alum" in named.first.fold:
        return "training"
    ahead = _OF_STUDY.search(text.low[max(0, named.first.start - _NEAR) : named.first.start])
    return "training" if ahead else ""


def _behind(text: Text, named: Named, after: list[Token]) -> str:
    """What follows: "@Example alumna", "Example College 2000", "@Example PhD"."""
    if _ARROW.match(text.original, named.last.end):
        return "training"
    chain = list(after)
    while chain and chain[0].kind == "at":
        chain = chain[1:]
    for i, word in enumerate(chain[:3]):
        if word.kind == "at" or word.item != named.last.item:
            return ""
        if word.fold in _TRAINING and word.fold not in ("trained", "training", "studied"):
            return "training"
        if i == 0 and _is_year(word) and _is_span(chain):
            return "former"
        if i == 0 and (
            _is_year(word)
            or (word.fold in ("phd", "med", "md") and word.is_capital() and word.start - named.last.end <= 1)
        ):
            return "training"
        if word.fold in _LEFT:
            return "former"
        if word.fold in _WORK:
            return ""
    return ""


def _is_span(after: list[Token]) -> bool:
    """Whether a year opens a span of years: "2017 to 2019"."""
    return any(_is_year(w) for w in after[1:3]) and len(after[0].text) == 4


def _is_year(word: Token) -> bool:
    return word.text.isdigit() and (len(word.text) == 2 or word.text[:2] in ("19", "20"))


def _ahead(named: Named, before: list[Token]) -> str:
    """What stands before, nearest first; words of another item count only when they are still open."""
    gap = False
    for i, word in enumerate(reversed(before)):
        near, further = word.item == named.first.item, before[: len(before) - i]
        if i == 0 and word.fold == "via" and before[-2:-1] and before[-2].kind == "at":
            return "training"
        if word.fold in _NOW:
            return "current"
        if word.fold in _TRAINING or (word.fold in ("student", "candidate") and i < 4):
            return "training"
        if word.fold in _FORMER and not (word.fold == "retired" and i > 3):
            between = {w.fold for w in before[len(before) - i :]}
            return "training" if between & (_STUDENT | {"radres"}) else "former"
        reach = 6 if i and before[len(before) - i].fold == "in" else 3  # "MSc in Example Studies at"
        if i < reach and near and word.is_capital() and word.fold in _FAR_DEGREES:
            return "training"
        if i == 0 and (
            (near and _is_degree_of(before)) or _is_degree_at(named, before) or _is_bracketed(named, before)
        ):
            return "training"
        if word.fold in _WORK and (i > 0 or gap):
            return _open(before, i) if any(w.fold in _FORMER | _TRAINING for w in further) else "current"
        gap = gap or not near
    return ""


def _is_degree_of(before: list[Token]) -> bool:
    """Whether a degree stands right before and no work with it: "MD Example University"."""
    degree = before[-1].fold in _DEGREES or (before[-1].fold == "c" and len(before) > 1)
    return degree and not _at_work(before)


def _is_bracketed(named: Named, before: list[Token]) -> bool:
    """Whether it stands in brackets behind a degree and its field, and no work: "MD Gen Med (AIIMS)"."""
    items = [w for w in before if w.item == before[-1].item]
    opens = named.first.item == before[-1].item + 1 and named.first.start - before[-1].end == len(" (")
    degrees = bool(items) and items[0].fold in _DEGREES | _FAR_DEGREES and items[0].is_upper()
    return opens and degrees and len(items) <= _AHEAD // 2 and not any(w.fold in _WORK for w in items)


def _is_degree_at(named: Named, before: list[Token]) -> bool:
    """Whether a degree was taken at a handle right before the name: "PhD @example"."""
    at = before[-1].kind == "at" and before[-1].end + 2 >= named.first.start
    return at and len(before) > 1 and before[-2].fold in _DEGREES


def _at_work(before: list[Token]) -> bool:
    """Whether an item that ends in a field ("Professor Medicine", "instructor of medicine") begins with work."""
    if len(before) > 1 and before[-2].fold in ("of", "in"):
        return True
    if len(before) > 1 and before[-1].fold in _SUBJECTS and before[-2].item == before[-1].item:
        return True
    return any(w.fold in _WORK and w.item == before[-1].item for w in before[-4:-1])


def _open(before: list[Token], i: int) -> str:
    """Whether a "former" ahead of a working word still governs: it does within its own item."""
    word = before[len(before) - 1 - i]
    ahead = [w for w in before[: len(before) - 1 - i] if w.item == word.item]
    if any(w.fold in _FORMER for w in ahead):
        return "former"
    return "training" if any(w.fold in _TRAINING for w in ahead) else "current"
