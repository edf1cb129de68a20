"""Which words of a bio name places, and which of them continue each other."""

from __future__ import annotations

from bisect import bisect_left

from credcheck.claims._draft import Draft
from credcheck.claims._meanings import Hit, Spot
from credcheck.claims._spots import is_common, is_little_known, is_written_as_place
from credcheck.claims._tokens import Text, Token
from credcheck.claims._whereabouts import IN, is_constituency
from credcheck.claims._words import words
from credcheck.model import ClaimKind

_NEEDS = 3
_ORGANISED = words("institutions.strong") | words("institutions.weak")
_HEAVY = 15
_GOVERNING = frozenset({"government", "party", "chamber", "ministry", "parliament", "assembly"})
_JOINS = frozenset({"of", "in", "the", "de", "at", "for", "di", "da", "do", "and", "du"})


def groups(draft: Draft, text: Text) -> list[list[Hit]]:
    """The place words of a text, those that continue each other together."""
    covered = _covered(draft, text)
    groups: list[list[Hit]] = []
    for hit in _hits(draft, text, covered):
        if groups and hit.first <= groups[-1][-1].last:
            continue
        if groups and _continues(text, groups[-1][-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _covered(draft: Draft, text: Text) -> set[int]:
    """The words that belong to institutions and callings."""
    spans = sorted((s.start, s.end) for c in draft.of(ClaimKind.INSTITUTION) for s in c.spans if s.part is text.part)
    found = {i for i, w in enumerate(text.words) if any(a <= w.start < b for a, b in spans[:60])}
    for mention in draft.mentions:
        if mention.hit.text is text:
            found |= set(range(mention.hit.first, mention.hit.last + 1))
    return found


def _hits(draft: Draft, text: Text, covered: set[int]) -> list[Hit]:
    organised = "organisation" in draft.values(ClaimKind.SUBJECT)
    fields = _fields(draft, text)
    return [
        h
        for h in draft.hits
        if h.text is text
        and h.get("spot", "demonym")
        and (h.first, h.last) not in fields
        and (h.first not in covered or _is_of_a_name(h, covered, organised))
        and h.tokens()[0].kind == "word"
        and is_written_as_place(h)
        and (not is_common(h) or (_is_placed(h) and h.phrase not in _ORGANISED))
    ]


def _fields(draft: Draft, text: Text) -> frozenset[tuple[int, int]]:
    """The single words that begin a clinical field of several: "Oral Surgery" is no town in Kazakhstan."""
    longer = (h for h in draft.hits if h.text is text and h.last > h.first and h.get("spec", "specman"))
    return frozenset((h.first, h.first) for h in longer)


def _is_of_a_name(hit: Hit, covered: set[int], organised: bool) -> bool:
    """Whether a place within a name says where its bearer is: behind it, before an organisation's, a seat's state."""
    behind = hit.text.words[hit.last + 1 : hit.last + 2]
    more = bool(behind) and hit.last + 1 in covered and behind[0].is_capital() and behind[0].follows
    county = hit.phrase.endswith(" county") and not more
    if county or _ends_a_name(hit, covered) or is_constituency(hit.text, hit.last) or _is_governed(hit, covered):
        return True
    return organised and _begins_a_name(hit, covered)


def _ends_a_name(hit: Hit, covered: set[int]) -> bool:
    """Whether it is the place behind an institution's name: "Sample Hospital Melbourne", but not "of Melbourne"."""
    before = hit.text.words[hit.first - 1].fold if hit.first else ""
    ends = hit.first - 1 in covered and hit.last in covered and hit.last + 1 not in covered
    heavy = any(isinstance(e.value, Spot) and (e.value.kind != "city" or e.value.weight >= _HEAVY) for e in hit.entries)
    return ends and heavy and before not in _JOINS and len(hit.phrase) > _NEEDS


def _is_governed(hit: Hit, covered: set[int]) -> bool:
    """Whether a government's name has it: "Government of Sampleland", "Sample Chamber of Commerce"."""
    words = hit.text.words
    before = [w.fold for w in words[max(0, hit.first - 2) : hit.first]]
    after = words[hit.last + 1].fold if hit.last + 1 in covered else ""
    return (before[-1:] == ["of"] and before[0] in _GOVERNING) or (after in _GOVERNING and hit.first - 1 not in covered)


def _begins_a_name(hit: Hit, covered: set[int]) -> bool:
    """Whether it is the region or country with which an organisation's name begins: "The BC Centre for Samples"."""
    begins = hit.first - 1 not in covered and hit.last + 1 in covered
    return begins and any(isinstance(e.value, Spot) and e.value.kind in ("region", "country") for e in hit.entries)


def _is_placed(hit: Hit) -> bool:
    """Whether "in" stands before or a comma and more of the place behind: "in Media", "Media, PA"."""
    words = hit.text.words
    before = words[hit.first - 1].fold if hit.first else ""
    behind = words[hit.last + 1 : hit.last + 2]
    if behind and behind[0].follows and behind[0].is_capital() and is_little_known(_spots(hit)):
        return False
    return before in IN or hit.text.original[hit.tokens()[-1].end :][:1] == ","


def _spots(hit: Hit) -> list[Spot]:
    return [e.value for e in hit.entries if isinstance(e.value, Spot)]


def _continues(text: Text, before: Hit, hit: Hit) -> bool:
    between = text.original[before.tokens()[-1].end : hit.tokens()[0].start].strip()
    return hit.first == before.last + 1 and between in (",", "")


def tokens_of(text: Text, group: list[Hit]) -> list[Token]:
    """The tokens from the first to the last word of some hits."""
    low, high = group[0].tokens()[0].start, group[-1].tokens()[-1].end
    first = bisect_left(text.tokens, low, key=_start)
    return [t for t in text.tokens[first : bisect_left(text.tokens, high, key=_start)] if t.end <= high]


def _start(token: Token) -> int:
    return token.start
