"""Clinical fields that the holder presents as their practice: beside a clinician's word, or alone beside a title."""

from __future__ import annotations

from dataclasses import dataclass, field

from credcheck.claims._composed import is_abbreviation
from credcheck.claims._draft import Draft
from credcheck.claims._meanings import Clinical, Hit
from credcheck.claims._meant import Scope
from credcheck.claims._mentions import CLINICAL, Mention
from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import Text, Token
from credcheck.claims._values import Practised
from credcheck.claims._words import words
from credcheck.model import ClaimKind, Credential, Part

_BEFORE = words("practice.before")
_AFTER = words("practice.after")
_LINK = words("practice.link")
_INTEREST = words("practice.interest")
# Executive director, public relations, information technology.
_OFTEN_ELSE = frozenset({"ed", "pr", "it", "pc", "or", "pm", "ci", "ai", "hf", "pt", "hep", "ro"})
# Behind "médico" these say that somebody is a physician, and no more.
_ANY_SURGEON = frozenset({"surgeon", "chirurgo", "chirurga", "cirujano", "cirujana", "cirurgiao", "cirurgia"})
# Codes of surgery, orthopaedics, ophthalmology, ear, nose and throat, obstetrics.
_MASTERS = ("2086", "207X", "207W", "207Y", "207V")
# A therapist of whom: "pediatric physical therapist".
_AGES = frozenset({"pediatric", "paediatric", "pediatrics", "paediatrics", "peds", "paeds", "geriatric"})
# Who helps in a field practises it not: "oncology support worker".
_HELPERS = frozenset({"worker", "assistant", "aide", "with"})
# "CVICU 13 yrs."
_YEARS = frozenset({"yrs", "years", "year", "yr"})
_WARDS = frozenset({"er", "nicu", "picu", "pacu", "cvicu", "micu", "sicu", "cticu"})
_REACH = 7
_REACH_SHORT = 4
_LONG_ITEM = 60
# Fields that have a name of their own for nurse practitioners.
_NURSE_PRACTITIONERS = ("Psychiatry", "Family Medicine", "Geriatric Medicine")


@dataclass(frozen=True, slots=True)
class _Ground:
    """The words that belong to clinical fields, the professions that words name, and which of them are others'."""

    fields: set[tuple[Part, int]] = field(default_factory=set)
    callings: dict[tuple[Part, int], str] = field(default_factory=dict)
    strange: set[tuple[Part, int]] = field(default_factory=set)
    physician: bool = False
    nurse: bool = False


def fields_of_practice(draft: Draft) -> tuple[Practised, ...]:
    """The clinical fields of the holder in reading order."""
    ground = _ground(draft)
    found: list[tuple[int, int, Practised]] = [
        (_rank(m.hit), m.hit.first, Practised(m.clinical, m.span(), m.profession == "nurse", True))
        for m in draft.mentions
        if m.clinical and m.is_own() and m.scope is not Scope.FUTURE and m.hit.text.part is not Part.LOCATION
        if not _is_any_surgeon(draft, m)
    ]
    for hit in _field_hits(draft, ground):
        one = _practised(ground, hit)
        if one:
            found.append((_rank(hit), hit.first, one))
    found += [(_rank(hit), hit.first, _named_in(hit, mention)) for hit, mention in _fields_of_callings(draft)]
    unique: dict[str, Practised] = {}
    for _, _, one in sorted(found, key=lambda f: f[:2]):
        unique.setdefault(one.clinical.label, one)
    return tuple(unique.values())


def _is_any_surgeon(draft: Draft, mention: Mention) -> bool:
    """Whether "surgeon" only says of a field before it that it is one: "ear nose throat surgeon"."""
    hit = mention.hit
    return hit.phrase == "surgeon" and any(
        h.text is hit.text and h.last == hit.first - 1 and h.tokens()[-1].item == hit.tokens()[0].item
        for h in draft.hits
        if h.get("spec", "abbr") and not (h.get("abbr") and not is_abbreviation(h))
    )


def _ground(draft: Draft) -> _Ground:
    held = [v.profession for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential)]
    nurse = "nurse" in held or any(m.is_own() and m.profession == "nurse" for m in draft.mentions)
    # Beside a degree a short form alone is a field: "IM. Dad".
    ground = _Ground(physician="physician" in held, nurse=nurse)
    for hit in draft.hits:
        if hit.get("spec", "abbr", "specman", "field"):
            ground.fields.update((hit.text.part, i) for i in range(hit.first, hit.last + 1))
    for mention in draft.mentions:
        for i in range(mention.hit.first, mention.hit.last + 1):
            ground.callings[mention.hit.text.part, i] = mention.profession
            if not mention.is_own():
                ground.strange.add((mention.hit.text.part, i))
    return ground


def _rank(hit: Hit) -> int:
    return 0 if hit.text.part is Part.NAME else 1


def _field_hits(draft: Draft, ground: _Ground) -> list[Hit]:
    """Phrases and abbreviations of clinical fields outside the words for callings, none inside another."""
    taken = set(ground.callings)
    kept: list[Hit] = []
    for hit in draft.hits:
        if hit.text.part is Part.LOCATION or not hit.get("spec", "abbr"):
            continue
        places = {(hit.text.part, i) for i in range(hit.first, hit.last + 1)}
        if places & taken or (not hit.get("spec") and not is_abbreviation(hit)):
            continue
        kept.append(hit)
        taken |= places
    return kept


def _fields_of_callings(draft: Draft) -> list[tuple[Hit, Mention]]:
    """The field within a word for a calling where the list of callings names none: "endoscopy nurse", "rural GP"."""
    plain = [
        m
        for m in draft.mentions
        if not m.clinical and m.is_own() and m.profession in CLINICAL and m.hit.last > m.hit.first
    ]
    if not plain:
        return []
    inside = {(m.hit.text.part, i): m for m in plain for i in range(m.hit.first, m.hit.last + 1)}
    found: list[tuple[Hit, Mention]] = []
    for hit in draft.hits:
        mention = inside.get((hit.text.part, hit.first))
        if mention is not None and _is_within(hit, mention) and not any(_overlap(hit, h) for h, _ in found):
            found.append((hit, mention))
    wide = [h for h in draft.hits if h.get("spec")] if found else []
    return [(hit, mention) for hit, mention in found if not any(_overlap(hit, h) and h.first < hit.first for h in wide)]


def _is_within(hit: Hit, mention: Mention) -> bool:
    """Whether a field opens the word for a calling, or a word for its practitioners ends it."""
    therapist = mention.profession == "other_health" and "therapist" in mention.hit.phrase.split()
    aged = hit.phrase in _AGES
    helper = mention.hit.phrase.split()[-1] in _HELPERS
    opens = hit.first == mention.hit.first and hit.get("spec") is not None and (aged or not (therapist or helper))
    ends = hit.last == mention.hit.last and hit.get("specman") is not None and hit.phrase not in _ANY_SURGEON
    ends = ends and mention.profession != "other_health"  # "speech pathologist"
    return (opens and hit.last < mention.hit.last) or (ends and hit.first > mention.hit.first)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.text is other.text and one.first <= other.last and other.first <= one.last


def _named_in(hit: Hit, mention: Mention) -> Practised:
    """The field of a phrase as the holder of the calling practises it."""
    entry, words = hit.get("spec", "specman"), hit.tokens()
    assert entry is not None
    assert isinstance(entry.value, Clinical)
    return Practised(entry.value, hit.text.span(words[0], words[-1]), mention.profession != "physician", True)


def _practised(ground: _Ground, hit: Hit) -> Practised | None:
    entry = hit.get("spec", "abbr")
    if (
        not entry
        or not isinstance(entry.value, Clinical)
        or (hit.text.words[hit.first].kind == "tag" and not _opens(hit))
    ):
        return None
    if _is_interest(hit):
        return None
    reach = _REACH if entry.sort == "spec" else _REACH_SHORT
    near = _after(ground, hit, reach) or _before(ground, hit, reach)
    short = entry.sort == "abbr" and " " not in hit.phrase
    told = not short or _opens(hit) or (ground.physician and hit.phrase not in _OFTEN_ELSE)
    ward = ground.nurse and hit.phrase in _WARDS
    if near is None and not _is_served(ground, hit) and not ((told or ward) and _alone(ground, hit)):
        return None
    span = hit.text.span(hit.tokens()[0], hit.tokens()[-1])
    nurse = near == "nurse" or (near is None and ward and hit.phrase != "er")
    nurse = nurse or (near == "nurse_practitioner" and entry.value.label in _NURSE_PRACTITIONERS)
    return Practised(entry.value, span, nurse, near is not None)


def _is_served(ground: _Ground, hit: Hit) -> bool:
    """Whether a nurse's or physician's years in the field are told: "31 yrs in L&D"."""
    if not (ground.nurse or ground.physician):
        return False
    before = [w.fold for w in hit.text.words[max(0, hit.first - 3) : hit.first]]
    return before[-1:] == ["in"] and len(before) > 2 and before[0].isdigit() and before[1] in _YEARS


def _is_interest(hit: Hit) -> bool:
    here = hit.text.words[hit.first]
    before = hit.text.words[max(0, hit.first - 5) : hit.first]
    after = hit.text.words[hit.last + 1 : hit.last + 2]
    return any(w.fold in _INTEREST and w.clause == here.clause for w in before) or any(
        w.fold in _INTEREST and w.item == here.item for w in after
    )


def _after(ground: _Ground, hit: Hit, reach: int) -> str | None:
    """The calling that follows a field: "palliative care nurse", "emergency and critical care physician"."""
    text, here = hit.text, hit.text.words[hit.first]
    for i in range(hit.last + 1, min(len(text.words), hit.last + reach)):
        word = text.words[i]
        if word.item != here.item or not word.follows or (text.part, i) in ground.strange:
            return None
        if word.fold in _AFTER or ground.callings.get((text.part, i)) in CLINICAL:
            return _profession(ground, text, i)
        if word.fold not in _LINK and not word.text.isdigit() and (text.part, i) not in ground.fields:
            return None
    return None


def _before(ground: _Ground, hit: Hit, reach: int) -> str | None:
    """The calling before a field: "consultant in anaesthesia", "resident, dermatology"."""
    text, here = hit.text, hit.text.words[hit.first]
    bracketed = text.original[max(0, here.start - 1) : here.start] == "("
    for i in range(hit.first - 1, max(-1, hit.first - reach), -1):
        word = text.words[i]
        if (
            (text.part, i) in ground.strange
            or word.clause != here.clause
            or (reach < _REACH and word.item != here.item and not bracketed)
        ):
            return None
        if word.fold in _BEFORE or ground.callings.get((text.part, i)) in CLINICAL:
            return _profession(ground, text, i)
        if word.text == "MS" and i == hit.first - 1 and is_surgical(hit):
            return "physician"
        if word.fold not in _LINK and not word.text.isdigit() and (text.part, i) not in ground.fields:
            return None
    return None


def is_surgical(hit: Hit) -> bool:
    """Whether a field is one in which India's surgeons are masters: "MS Ortho"."""
    entry = hit.get("spec", "abbr")
    codes = entry.value.codes if entry is not None and isinstance(entry.value, Clinical) else ()
    return any(c.startswith(_MASTERS) for c in codes)


def _profession(ground: _Ground, text: Text, i: int) -> str:
    if text.words[i].fold in ("rn", "nursing", "sister", "matron"):
        return "nurse"
    profession = ground.callings.get((text.part, i), "")
    return profession if profession in CLINICAL else "physician"


def _alone(ground: _Ground, hit: Hit) -> bool:
    """Whether an item of the bio is nothing but fields and signs: "Infectious Diseases & Microbiology"."""
    text, here = hit.text, hit.text.words[hit.first]
    low, high = _item_bounds(text, hit.first, here)
    if high - low > _LONG_ITEM:
        return False
    rest = [
        i
        for i in range(low, high)
        if not hit.first <= i <= hit.last and text.words[i].fold != "and" and (text.part, i) not in ground.fields
        if not (i > hit.last and (text.words[i].text.isdigit() or text.words[i].fold in _YEARS))
    ]
    if not rest or _behind_slash(text, hit, rest) or (low == hit.first and _before_handle(text, hit)):
        return True
    behind = all(i > hit.last for i in rest)
    return behind and here.is_capital() and text.words[rest[0]].fold in ("at", "in", "of")


def _before_handle(text: Text, hit: Hit) -> bool:
    """Whether a handle follows at once: "Infectious Disease @example"."""
    end = text.words[hit.last].end
    return text.original[end : end + 3].lstrip().startswith("@") and hit.tokens()[0].is_capital()


def _behind_slash(text: Text, hit: Hit, rest: list[int]) -> bool:
    """Whether a slash parts the field from the other words of its item: "Integrative Medicine/Balance"."""
    if min(rest) < hit.first:
        return False
    return text.original[text.words[hit.last].end : text.words[min(rest)].start].startswith("/")


def _opens(hit: Hit) -> bool:
    """Whether the bio begins with tags and this is one of them: "#ID #GenMed ..."."""
    words = hit.text.words
    return hit.text.part is Part.BIO and all(
        w.kind == "tag" or tight(w.fold) in post_nominals() for w in words[: hit.first + 1]
    )


def _item_bounds(text: Text, i: int, here: Token) -> tuple[int, int]:
    """The first word of an item and the word behind its last."""
    low, high = i, i + 1
    while low > max(0, i - _LONG_ITEM) and text.words[low - 1].item == here.item:
        low -= 1
    while high < min(len(text.words), i + _LONG_ITEM + 1) and text.words[high].item == here.item:
        high += 1
    return low, high
