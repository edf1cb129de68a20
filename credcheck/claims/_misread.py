"""What else the letters of a post-nominal are in a bio: a state, a firm, a managing director."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._language import language_country
from credcheck.claims._meanings import Hit, Role, Spot
from credcheck.claims._meant import Scope
from credcheck.claims._opening import families
from credcheck.claims._practice import is_surgical
from credcheck.claims._runs import Found
from credcheck.claims._scope import scope
from credcheck.claims._states_served import is_state_served
from credcheck.claims._tokens import Text
from credcheck.claims._words import pattern, words
from credcheck.model import Part

_AT = frozenset({"at", "from"})
_WHERE = frozenset({"in", "from", "near", "of"})
_BUSINESS = words("credentials.business")
_TITLES = frozenset({"dr", "prof", "professor"})
_NAVAL = frozenset({"commander", "captain", "lieutenant", "admiral", "cdr", "capt"})
# What a person is of a body, not what a degree is: "LPC member".
_MEMBERS = frozenset(
    {"member", "members", "rep", "council", "committee", "chair", "chairman", "secretary", "treasurer"}
)
_LEARNERS = frozenset({"resident", "residency", "trainee", "student", "scholar", "aspirant", "candidate"})
_DIRECTOR = ["managing", "director"]
_FIRM = words("institutions.weak") | {"services", "ltd", "limited", "plc", "gmbh"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the whole text says: where cities end and fields begin, whether it is French or speaks of business."""

    cities: frozenset[int]
    before_field: frozenset[int]
    french: bool
    business: bool
    holder: frozenset[str]
    callings: frozenset[tuple[int, int, str]]
    before_surgery: frozenset[int] = frozenset()
    studied: frozenset[int] = frozenset()
    denied: bool = False
    directs: bool = False


def surroundings(draft: Draft, text: Text, runs: list[list[Found]]) -> Around:
    """What the text says around its post-nominals."""
    held = [one.meaning for run in runs for one in run]
    codes = {meaning.value.code for meaning in held}
    local = draft.hits_in(text.part)
    fields = frozenset(h.first - 1 for h in local if h.get("spec"))
    indian = fields and any(meaning.value.country == "IN" for meaning in held)
    return Around(
        _city_ends(draft, text),
        fields,
        "RN" in codes and language_country(text) == "FR",
        any(w.fold in _BUSINESS for w in text.words),
        _holder(draft),
        _callings(local) if any(meaning.trust == "context" for meaning in held) else frozenset(),
        frozenset(h.first - 1 for h in local if is_surgical(h)) if "MS" in codes else frozenset(),
        frozenset(i for i in fields if _is_studied_field(local, text, i + 1)) if indian else frozenset(),
        "MD" in codes and _is_denied(draft),
        "MD" in codes and _directs(draft),
    )


def _is_denied(draft: Draft) -> bool:
    """Whether a managing director says that they are no physician: "Not a doctor, the other kind of MD"."""
    low = draft.bio.low
    return "not a" in low and "managing director" in low and pattern("credentials.denied").search(low) is not None


def _directs(draft: Draft) -> bool:
    """Whether the bio says what the letters behind the name stand for: "Managing Director, Example Capital"."""
    spelt = "managing director" in draft.bio.low or "managing partner" in draft.bio.low
    return (
        spelt
        and any(w.fold in _BUSINESS for w in draft.bio.words)
        and not any(h.get("spec", "specman") for h in draft.hits_in(Part.BIO))
    )


def _is_studied_field(local: tuple[Hit, ...], text: Text, first: int) -> bool:
    """Whether a word for a trainee follows the field at a word: "DM Cardiology resident"."""
    ends = (h.last for h in local if h.first == first and h.get("spec"))
    behind = (text.words[last + 1 : last + 2] for last in ends)
    return any(w.follows and w.fold in _LEARNERS for after in behind for w in after)


def _callings(local: tuple[Hit, ...]) -> frozenset[tuple[int, int, str]]:
    """The words for callings, from which to which, and the profession of each."""
    roles = ((h.first, h.last, h.get("role")) for h in local)
    return frozenset((a, b, e.value.profession) for a, b, e in roles if e and isinstance(e.value, Role))


def is_behind_its_calling(text: Text, one: Found, around: Around) -> bool:
    """Whether the calling that it licenses stands before it: "Optometrist, OD"."""
    before = text.original[text.words[one.first - 1].end : text.words[one.first].start] if one.first else ""
    if before not in (", ", " (") or not text.words[one.first].text.isupper():
        return False
    callings = [c for c in around.callings if c[1:] == (one.first - 1, one.meaning.value.profession)]
    return any(scope(text, first, last) is Scope.SELF for first, last, _ in callings)


def _holder(draft: Draft) -> frozenset[str]:
    """The words of the display name where it gives a whole name of a person, else none."""
    words = [w.fold for w in draft.name.words if w.kind == "word" and w.fold not in _TITLES]
    return frozenset(words) if len(words) > 1 and words[0] in names().given else frozenset()


def misread(text: Text, one: Found, run: list[Found], around: Around) -> str:
    """The id of the sentence that says what else it is in a bio: a state, a managing director; or ""."""
    if text.part is Part.NAME:
        return "claims.credential.director" if one.meaning.value.code == "MD" and around.directs else ""
    before = text.words[one.first - 1].fold if one.first else ""
    after = text.words[one.last + 1].fold if one.last + 1 < len(text.words) else ""
    if (before in _AT and len(run) == 1) or (one.meaning.value.code == "MD" and after == "anderson"):
        return "claims.credential.institution"
    if after in _MEMBERS and text.words[one.last + 1].follows and len(run) == 1:
        return "claims.credential.institution"
    if text.original[text.words[one.last].end :][:3].strip().startswith("="):
        return "claims.credential.context"
    if one.meaning.value.code == "RN" and (around.french or before in _NAVAL):
        return "claims.credential.context"
    if _is_place(text, one, around.cities) or _is_state_behind_name(text, one, run):
        return "claims.credential.place"
    if one.first == one.last and is_state_served(text, one.first):
        return "claims.credential.place"
    if pattern("credentials.joked").match(text.low, text.words[one.last].end):
        return "claims.credential.joked"
    if one.meaning.value.code == "MD" and len(run) == 1 and _is_director(text, one, around):
        return "claims.credential.director"
    return ""


def _is_place(text: Text, one: Found, cities: frozenset[int]) -> bool:
    """Whether it is a state behind its city: "Baltimore, MD"."""
    if one.first - 1 not in cities or len(text.words[one.first].text) != 2:
        return False
    before = text.words[one.first - 1]
    return text.original[before.end : text.words[one.first].start].strip() in (",", "")


def _is_state_behind_name(text: Text, one: Found, run: list[Found]) -> bool:
    """Whether "in" or "from" and a name with a comma stand before two letters: "agent in Example Falls, MD"."""
    if len(run) > 1 or len(text.words[one.first].text) != 2 or one.first < 2:
        return False
    name = text.words[one.first - 1]
    if text.original[name.end : text.words[one.first].start].strip() != "," or not name.is_capital():
        return False
    before = text.words[max(0, one.first - 4) : one.first - 1]
    return any(w.fold in _WHERE and w.item == name.item for w in before[-2:])


def _heads_a_firm(text: Text, one: Found) -> bool:
    """Whether the name of a firm follows at once: "MD Sampleton Psych Services"."""
    here = text.words[one.last]
    item = [w for w in text.words[one.last + 1 : one.last + 7] if w.item == here.item and w.is_capital()]
    joined = bool(item) and text.original[here.end : item[0].start] == " "
    return joined and len(item) > 1 and any(w.fold in _FIRM for w in item[1:])


def _is_director(text: Text, one: Found, around: Around) -> bool:
    after = text.words[one.last + 1].fold if one.last + 1 < len(text.words) else ""
    here = text.words[one.first]
    before = text.words[one.first - 1].fold if one.first and text.words[one.first - 1].clause == here.clause else ""
    if _heads_a_firm(text, one) or [w.fold for w in text.words[max(0, one.first - 2) : one.first]] == _DIRECTOR:
        return True
    near = after in ("of", "at", "and") or before in ("and", "ceo", "founder")
    return near and around.business


def _city_ends(draft: Draft, text: Text) -> frozenset[int]:
    """The words with which names of cities end; no family name that a text begins with: "Sarah Johnson MD"."""
    hits = draft.hits_in(text.part)
    named = families(text)
    return frozenset(
        h.last
        for h in hits
        if any(isinstance(e.value, Spot) and e.value.kind == "city" for e in h.entries)
        and not (h.first == h.last and h.first in named)
    )
