"""What somebody's research is said to be about, in the words of the text: "Professor of Sample Genetics"."""

from __future__ import annotations

from collections.abc import Iterator

from credcheck.claims._meanings import Hit
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words

_CHAIRS = words("topics.chairs")
_OF = frozenset({"of", "in", "on"})
_VERBS = words("topics.verbs")
# Behind these stands what is worked on: "working on", "specialising in", "research on".
_LINKED = words("topics.linked")
_LINKS = frozenset({"on", "in", "into"})
_CLOSERS = words("topics.closers")
_NOT_IN_TOPICS = words("topics.never")
_ADJECTIVES = ("al", "ic", "ive", "ar", "ary", "ous")
_NOT_ADJECTIVES = words("topics.not_adjectives")
_NOUNS = words("topics.nouns")
_HEADS, _ARTS = words("topics.heads"), words("topics.arts")
_SCIENCES = ("ology", "omics", "oscopy", "osis", "itis", "ography", "ometry", "emia", "genesis", "informatics")
_LONGEST, _WIDER = 4, 2
_CALLINGS = ("role", "specman", "fieldman")
_NAMES = ("spot", "demonym", "inst")


def topics(text: Text, hits: tuple[Hit, ...]) -> Iterator[tuple[int, int]]:
    """The first and last words of each topic named behind a chair, a degree or a word for research."""
    taken = {i for h in hits if _is_otherwise(h) for i in range(h.first, h.last + 1)}
    for i in range(len(text.words)):
        start, listed = _opened(text, i)
        while start is not None:
            last = _end(text, start, taken)
            if last is None:
                break
            yield start, last
            start = _next(text, last, listed)


def listed(text: Text, hits: tuple[Hit, ...]) -> Iterator[tuple[int, int]]:
    """The first and last words of each item that is nothing but a topic of science: "Mitosis | Gut microbiome"."""
    taken = {i for h in hits if _is_otherwise(h) or h.get("spec", "abbr") for i in range(h.first, h.last + 1)}
    read = {h.last for h in hits if h.get("field")}  # with what says which, elsewhere
    first = 0
    for i, word in enumerate(text.words):
        behind = text.words[i + 1 : i + 2]
        if behind and behind[0].item == word.item and behind[0].clause == word.clause:
            continue
        if i - first < _LONGEST and _is_scientific(word) and i not in read and _is_a_topic(text, first, i, taken):
            yield first, i
        first = i + 1


def _is_a_topic(text: Text, first: int, last: int, taken: set[int]) -> bool:
    """Whether the words of an item may name a topic, and only spaces and hyphens stand between them."""
    topical = all(_is_topical(text.words[i], i in taken) for i in range(first, last + 1))
    return topical and all(_touches(text, i) for i in range(first + 1, last + 1))


def _is_scientific(word: Token) -> bool:
    return word.fold in _HEADS or (word.fold.endswith(_SCIENCES) and word.fold not in _ARTS)


def widened(text: Text, hit: Hit, hits: tuple[Hit, ...]) -> int:
    """The first word of a field with what says more closely which: "human genetics", "environmental sociology"."""
    taken = {i for h in hits if _is_otherwise(h) for i in range(h.first, h.last + 1)}
    first = hit.first
    while hit.first - first < _WIDER and first > 0 and _touches(text, first) and first - 1 not in taken:
        word = text.words[first - 1]
        if not (word.fold in _NOUNS or (word.fold.endswith(_ADJECTIVES) and word.fold not in _NOT_ADJECTIVES)):
            break
        first -= 1
    return first


def _is_otherwise(hit: Hit) -> bool:
    """Whether words are a calling, or a place or an institution by their capital."""
    named = hit.get(*_NAMES) is not None and hit.tokens()[0].is_capital()
    return (named or hit.get(*_CALLINGS) is not None) and hit.get("field") is None


def _opened(text: Text, i: int) -> tuple[int | None, bool]:
    """The word at which topics begin behind word i, and whether commas part them."""
    word, behind = text.words[i], text.words[i + 1 : i + 3]
    if not behind:
        return None, False
    between = text.original[word.end : behind[0].start]
    if word.fold == "research" and between.strip() == ":":
        return i + 1, True
    if between != " ":
        return None, False
    if word.fold in _VERBS:
        return i + 1, True
    if len(behind) > 1 and _touches(text, i + 2):
        if word.fold in _CHAIRS and behind[0].fold in _OF:
            return i + 2, False
        if word.fold in _LINKED and behind[0].fold in _LINKS:
            return i + 2, True
    return None, False


def _touches(text: Text, i: int) -> bool:
    """Whether only a space or a hyphen parts word i from the word before it."""
    return 0 < i < len(text.words) and text.original[text.words[i - 1].end : text.words[i].start] in (" ", "-")


def _end(text: Text, start: int, taken: set[int]) -> int | None:
    """The last word of the topic that begins at a word; None where the words name no topic."""
    if not _is_topical(text.words[start], start in taken):
        return None
    last = start
    while _touches(text, last + 1) and _is_topical(text.words[last + 1], last + 1 in taken):
        last += 1
    closed = not _touches(text, last + 1) or text.words[last + 1].fold in _CLOSERS
    return last if closed and last - start < _LONGEST else None


def _is_topical(word: Token, taken: bool) -> bool:
    plain = word.kind == "word" and word.fold not in _CLOSERS and word.fold not in _NOT_IN_TOPICS
    return plain and not taken and len(word.fold) > 1


def _next(text: Text, last: int, listed: bool) -> int | None:
    """The word at which the next topic of a list begins: behind "and", behind a comma where commas part them."""
    behind = text.words[last + 1 : last + 3]
    if not behind or behind[0].clause != text.words[last].clause:
        return None
    between = text.original[text.words[last].end : behind[0].start].strip()
    joined = behind[0].fold == "and" and between in (("", ",") if listed else ("",))
    if joined:
        return last + 2 if len(behind) > 1 and behind[1].clause == behind[0].clause else None
    return last + 1 if listed and between in (",", "/") else None
