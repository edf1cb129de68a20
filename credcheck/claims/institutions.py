"""Institutions: handles, names of the registry of research organisations, and names built on words such as Hospital."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._handles import institution_of
from credcheck.claims._lexicon import Hit, names, post_nominals, tight
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Institution, Part, Sentence, Span

_STRONG = words("institutions.strong")
_WEAK = words("institutions.weak")
_INNER = words("institutions.inner")
_OFFICE = words("institutions.office")
_TRAINING = words("institutions.training")
_FORMER = words("institutions.former")
_NOW = frozenset(["now", "currently", "current", "incoming", "present", "today"])
_DEGREES = words("institutions.degrees")
_PERSONAL = words("institutions.personal")
_SOCIAL = words("institutions.social")


_Reading = tuple[int, int, Institution | None, str]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of an institution: from which token to which, and what the lists know of it."""

    first: Token
    last: Token
    known: Institution | None
    why: str


class Institutions(Extractor):
    """Reads employers and schools with the relation: current, former or training."""

    order = 60

    def extract(self, draft: Draft) -> Draft:
        """The draft with every institution of the bio."""
        text = draft.bio
        taken = _callings(draft)
        for named in sorted([*_handles(draft), *_named(draft, taken)], key=lambda n: n.first.start):
            span = text.span(named.first, named.last)
            value = _value(named, text.quote(named.first, named.last), _relation(text, named))
            draft = draft.claim(
                ClaimKind.INSTITUTION,
                value,
                (span,),
                Sentence(named.why, text=value.as_written, relation=value.relation),
            )
        return draft


def _value(named: _Named, written: str, relation: str) -> Institution:
    known = named.known
    if known is None:
        return Institution(written, written, relation)
    return Institution(written, known.name, relation, known.ror, known.country, known.region, known.city)


def _callings(draft: Draft) -> frozenset[tuple[int, int]]:
    return frozenset((m.span().start, m.span().end) for m in draft.mentions if m.hit.text.part is Part.BIO)


def _handles(draft: Draft) -> list[_Named]:
    found = []
    tokens = draft.bio.tokens
    for i, token in enumerate(tokens):
        if token.kind == "at" and _is_institutional(draft, tokens, i):
            found.append(_Named(token, token, institution_of(token.text), "claims.institution.handle"))
    return found


def _is_institutional(draft: Draft, tokens: tuple[Token, ...], i: int) -> bool:
    """A handle in a bio names an institution unless the words before it or its own form make it a person's."""
    token = tokens[i]
    before = [t.fold for t in tokens[max(0, i - 6) : i] if t.clause == token.clause and t.kind in ("word", "tag")][-3:]
    if set(before) & (_PERSONAL | _SOCIAL):
        return False
    return institution_of(token.text) is not None or not _is_personal(token.text)


def _is_personal(handle: str) -> bool:
    """Whether a handle is a person: a given name, a hump, another name."""
    body = handle[1:]
    humps = [j for j in range(1, len(body)) if body[j].isupper() and body[j - 1].islower()] or [body.find("_")]
    first, second = body[: humps[0]].lower(), body[humps[0] :].strip("_").lower()
    return humps[0] > 2 and first in names().given and second in names().family


def _named(draft: Draft, taken: frozenset[tuple[int, int]]) -> list[_Named]:
    """Names in words: of the lists, then built around Hospital and the like, then behind an office."""
    text = draft.bio
    found: list[_Named] = []
    used: set[int] = set()
    for first, last, known, why in [*_listed(draft), *_built(draft, text), *_offices(draft, text)]:
        places = set(range(first, last + 1))
        if places & used or _is_calling(text, first, last, taken):
            continue
        used |= places
        found.append(_Named(text.words[first], text.words[last], known, why))
    return found


def _is_calling(text: Text, first: int, last: int, taken: frozenset[tuple[int, int]]) -> bool:
    a, b = text.words[first].start, text.words[last].end
    return any(x < b and a < y and (x <= a and b <= y) for x, y in taken)


def _listed(draft: Draft) -> list[_Reading]:
    """Names of the lists, widened to what is built around them."""
    found: list[_Reading] = []
    reach = -1
    for hit in draft.hits_in(Part.BIO):
        entry = hit.get("inst")
        if not entry or hit.first <= reach or not isinstance(entry.value, Institution) or not _is_written_as_name(hit):
            continue
        reach = hit.last
        first, last = _widen(hit.text, hit.first, hit.last)
        found.append((first, last, entry.value, "claims.institution.listed"))
    return found


def _is_written_as_name(hit: Hit) -> bool:
    words = hit.tokens()
    if len(words) == 1:
        word = words[0]
        if word.kind == "tag":
            return word.text[1:].isupper() and len(word.fold) > 2 and word.fold not in _NOT_ACRONYMS
        if len(word.fold) <= 6:
            return (
                word.is_upper()
                and tight(word.fold) not in post_nominals()
                and not hit.get("spec", "abbr", "role", "spot", "specman")
                and word.fold not in _NOT_ACRONYMS
            )
        return word.is_capital() and not hit.get("spec", "abbr", "role", "spot", "specman", "field", "demonym")
    if hit.get("spec", "field", "role", "specman"):
        return False
    return sum(w.is_capital() for w in words if w.fold not in _INNER) >= max(
        1, len([w for w in words if w.fold not in _INNER]) - 1
    )


_NOT_ACRONYMS = words("institutions.not_acronyms")


def _widen(text: Text, first: int, last: int) -> tuple[int, int]:
    """With the capital words that belong to it on both sides: "Example School of Medicine"."""
    words = text.words
    while (
        first > 0
        and words[first].follows
        and words[first - 1].kind == "word"
        and words[first - 1].item == words[first].item
    ):
        word = words[first - 1]
        inner = (
            word.fold in ("of", "for", "de", "and")
            and first > 1
            and words[first - 2].is_capital()
            and words[first - 2].fold in _STRONG | _WEAK
        )
        if not inner:
            break
        first -= 2
        while first > 0 and words[first].follows and _is_name_word(words[first - 1]):
            first -= 1
    while last + 1 < len(words) and words[last + 1].follows and words[last + 1].item == words[last].item:
        word = words[last + 1]
        if word.fold in _STRONG | _WEAK and word.is_capital():
            last += 1
        elif (
            word.fold in ("of", "for")
            and words[last].fold in _STRONG | _WEAK
            and last + 2 < len(words)
            and _is_name_word(words[last + 2])
            and words[last + 2].follows
        ):
            last += 2
        else:
            break
    return first, last


def _is_name_word(word: Token) -> bool:
    return (
        word.kind == "word"
        and word.is_capital()
        and not word.text.isdigit()
        and tight(word.fold) not in post_nominals()
        and word.fold
        not in (
            "i",
            "the",
            "a",
            "at",
            "and",
            "prof",
            "dr",
            "professor",
            "director",
            "doctor",
            "chair",
            "associate",
            "assistant",
            "former",
            "alum",
            "consultant",
            "head",
            "dean",
            "nurse",
            "physician",
            "president",
            "ceo",
            "in",
            "my",
            "views",
            "phd",
            "md",
            "clinical",
            "senior",
            "fellow",
            "faculty",
            "member",
            "founder",
            "deputy",
            "chief",
            "lead",
            "resident",
        )
    )


def _built(draft: Draft, text: Text) -> list[_Reading]:
    words = text.words
    found: list[_Reading] = []
    for i, word in enumerate(words):
        if word.kind != "word" or not word.is_capital() or not (word.fold in _STRONG or word.fold in _WEAK):
            continue
        first = i
        while (
            first > 0
            and words[first].follows
            and words[first].item == words[first - 1].item
            and (
                _is_name_word(words[first - 1])
                or (
                    words[first - 1].fold in ("of", "and", "de", "the")
                    and first > 1
                    and words[first - 1].follows
                    and _is_name_word(words[first - 2])
                )
            )
        ):
            first -= 1
        while words[first].fold in _INNER and first < i:
            first += 1
        last = _to_the_right(words, i)
        if (word.fold in _STRONG and last > first) or (
            last
            > first + (word.fold not in ("lab", "school", "hospice", "foundation", "society", "trust", "institute"))
            and first < i
        ):
            found.append((first, last, None, "claims.institution.built"))
    return sorted(found, key=lambda f: f[0] - f[1])


def _to_the_right(words: tuple[Token, ...], last: int) -> int:
    while last + 1 < len(words) and words[last + 1].follows and words[last + 1].item == words[last].item:
        word = words[last + 1]
        if _is_name_word(word):
            last += 1
        elif (
            word.fold in _INNER
            and last + 2 < len(words)
            and words[last + 2].follows
            and _is_name_word(words[last + 2])
            and words[last + 2].item == word.item
        ):
            last += 2
        else:
            break
    return last


def _offices(draft: Draft, text: Text) -> list[_Reading]:
    """A capital name behind an office or "at": "Founder of Example Press", "at Example"."""
    words = text.words
    found: list[_Reading] = []
    for i, word in enumerate(words):
        at = word.fold == "at" and word.follows
        if not at and word.fold not in _OFFICE:
            continue
        j = i + 1
        if not at and j < len(words) and words[j].fold in ("of", "at", "for"):
            j += 1
        if j < len(words) and words[j].fold == "the" and words[j].follows:
            j += 1
        if j >= len(words) or not words[j].follows or words[j].clause != word.clause or not _is_name_word(words[j]):
            continue
        last = _to_the_right(words, j)
        if any(
            h.text is text and h.first <= j <= h.last and h.get("spec", "field", "role", "spot", "specman")
            for h in draft.hits
        ):
            continue
        found.append((j, last, None, "claims.institution.office"))
    return found


def _relation(text: Text, named: _Named) -> str:
    """What the words around say: alumni and degrees are training, "former" is former, else current."""
    before = [
        t
        for t in text.tokens
        if t.clause == named.first.clause and t.end <= named.first.start and t.kind in ("word", "tag")
    ]
    after = [
        t
        for t in text.tokens
        if t.clause == named.first.clause and t.start >= named.last.end and t.kind in ("word", "tag")
    ]
    for word in reversed(before):
        if word.fold in _NOW:
            return "current"
        if word.fold in _TRAINING:
            return "training"
        if word.fold in _FORMER and not (word.fold == "retired" and len(before) > 3):
            return "former"
    if after and after[0].fold in _TRAINING and after[0].start - named.last.end <= 2:
        return "training"
    if after and after[0].fold in ("emeritus", "emerita"):
        return "former"
    near = before[-1] if before else None
    if near and near.fold in _DEGREES and near.end + 4 >= named.first.start and near.item == named.first.item:
        return "training"
    return "current"


def spans(draft: Draft) -> tuple[Span, ...]:
    """Where institutions stand."""
    return tuple(s for c in draft.of(ClaimKind.INSTITUTION) for s in c.spans)
