"""Words for callings in the texts, and whose calling each is: professions, stage and fields stand on them."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._lexicon import lexicon
from credcheck.claims._meanings import Clinical, Entry, Field, Hit, Role
from credcheck.claims._meant import Scope
from credcheck.claims._scope import scope
from credcheck.claims._tokens import Token
from credcheck.claims._words import pattern, words
from credcheck.model import Part, Span

CLINICAL = words("mentions.clinical")

_ALONE = words("mentions.alone")
# Counsellors are diplomats and lawyers as well.
_COUNSEL = frozenset({"counselor", "counsellor"})
_BESIDE = _ALONE | {"and"}
_FEW, _PAIR = 5, 2
# A field of two words may end in what alone is a physician: "clínica médica".
_ENDINGS = frozenset({"medica", "medico"})
_EMERITI = frozenset({"emeritus", "emerita", "emerito", "emeritierter", "emeritierte"})
# Nobody has more callings than this in a profile; a text that does repeats itself.
_MOST = 100
_IN_CAPITALS = words("mentions.in_capitals")
_MONEY = words("credentials.money")
_HEADS = words("stage.heads")
_PRACTITIONERS = {"nurse practitioner": "nurse_practitioner", "physician assistant": "physician_assistant"}
_ON_WARDS = frozenset({"hospitalist", "nocturnist", "intensivist"})
_DOCTORS = frozenset({"doctor", "doc", "doctors"})
# What is mended by those who call themselves its doctor: "drain doctor", "the phone doctor".
_THINGS = words("mentions.things")
# What a doctor of medicine may be of: "doctor of the people", "doctor of Indian origin".
_OF_PEOPLE = words("mentions.of_people")
_DESCENT = frozenset({"origin", "descent", "heritage", "background"})
# Words behind which a word for a calling is none: "I nurse a grudge", "how to get into medical school".
_SCHOOLS = (
    "medical school",
    "med school",
    "nursing school",
    "dental school",
    "pharmacy school",
    "pa school",
    "vet school",
)
_NO_CALLING = {
    "mp": ("en", "par", "les", "mes", "your"),
    "nurse": ("i", "we", "to", "you"),
    **dict.fromkeys(_SCHOOLS, ("into", "to", "for", "after", "before", "of")),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a calling: the phrase found, the profession, stage and field it names, and how it is meant."""

    hit: Hit
    profession: str
    stage: str
    minor: bool
    scope: Scope
    clinical: Clinical | None = None
    field: Field | None = None
    also: tuple[str, ...] = ()

    def span(self) -> Span:
        """Where it stands."""
        words = self.hit.tokens()
        return self.hit.text.span(words[0], words[-1])

    def is_own(self) -> bool:
        """Whether it says something of the holder."""
        return self.scope not in (Scope.RELATIVE, Scope.OTHERS, Scope.DENIED)


def mentions(hits: tuple[Hit, ...]) -> tuple[Mention, ...]:
    """Every word for a calling, longest phrase first, none inside another."""
    found: list[Mention] = []
    reach = {Part.NAME: -1, Part.BIO: -1, Part.LOCATION: -1}
    ends = {(h.text.part, h.last) for h in hits if h.last > h.first and h.get("spec") and not h.get("role")}
    longest = _longest_from(hits)
    for hit in hits:
        if hit.last > hit.first and longest.get((hit.text.part, hit.last), -1) > hit.last:
            continue  # "emergency physician" in "emergency physician assistant"
        if hit.first == hit.last and hit.phrase in _ENDINGS and (hit.text.part, hit.last) in ends:
            continue
        if hit.first <= reach[hit.text.part]:
            continue
        if len(found) >= _MOST:
            break
        entry = hit.get("specman") or hit.get("fieldman") or hit.get("role")
        if entry and _is_written_as_role(hit):
            if not (isinstance(entry.value, Role) and entry.value.strength == "none"):
                found.append(_mention(hit, entry))
            reach[hit.text.part] = hit.last
    return tuple(found)


def _longest_from(hits: tuple[Hit, ...]) -> dict[tuple[Part, int], int]:
    """Where the longest calling of several words ends that begins at a word."""
    found: dict[tuple[Part, int], int] = {}
    for hit in hits:
        if hit.last > hit.first and hit.get("role"):
            key = (hit.text.part, hit.first)
            found[key] = max(found.get(key, -1), hit.last)
    return found


def _is_written_as_role(hit: Hit) -> bool:
    """Short words that mean much else are callings only where they stand alone or in capitals."""
    word = hit.text.words[hit.first]
    if hit.phrase == "mp" and hit.first and hit.text.words[hit.first - 1].fold in _NO_CALLING["mp"]:
        return False  # "pas de consultation en MP"
    if hit.phrase in _DOCTORS and _is_of_something_else(hit):
        return False
    if hit.phrase in _IN_CAPITALS:
        return word.text.lstrip("#").isupper() and not (hit.phrase == "gp" and _is_business(hit))
    if hit.first and hit.text.words[hit.first - 1].fold in _NO_CALLING.get(hit.phrase, ()) and word.text.islower():
        return False
    if hit.phrase in _ALONE or hit.phrase in ("occupational therapy", "speech therapy", "veterinary medicine"):
        return _stands_alone(hit)
    if hit.phrase == "pi":
        return word.is_upper() and hit.text.original[word.end : word.end + 2] in (" @", "@ ")
    if hit.phrase in _COUNSEL:
        return pattern("mentions.counsel").search(hit.text.low) is not None
    return not (hit.phrase == "doc" and word.is_upper() and hit.first > 0)


def _is_of_something_else(hit: Hit) -> bool:
    """Whether a doctor mends things or holds another degree: "drain doctor", "Doctor of Metaphysics"."""
    before = hit.text.words[max(0, hit.first - 1) : hit.first]
    if before and before[0].fold in _THINGS and hit.text.words[hit.first].follows:
        return True
    after = hit.text.words[hit.last + 1 : hit.last + 4]
    if len(after) < _PAIR or after[0].fold != "of" or not after[0].follows:
        return False
    what = list(after[1:])
    capitals = hit.text.words[hit.first].is_capital() and what[0].is_capital() and not what[0].text.isdigit()
    free = what[0].fold in _OF_PEOPLE or any(w.fold in _DESCENT for w in what[1:]) or _is_clinical(what)
    return what[0].fold in _THINGS or (capitals and not free)


def _is_clinical(what: list[Token]) -> bool:
    """Whether one or two words name a field of medicine."""
    phrases = (what[0].fold, " ".join(w.fold for w in what[:2]))
    return any(e.sort == "spec" for phrase in phrases for e in lexicon().meanings(phrase))


def _is_business(hit: Hit) -> bool:
    """Whether the text speaks of business, where GP is a general partner."""
    return any(w.fold in _MONEY for w in hit.text.words)


def _stands_alone(hit: Hit) -> bool:
    """Whether its item says nothing else than callings of this sort: "Nursing", "Chiropractic and physiotherapy"."""
    words, item = hit.text.words, hit.text.words[hit.first].item
    low, high = hit.first, hit.last
    while low > 0 and words[low - 1].item == item:
        low -= 1
    while high + 1 < len(words) and words[high + 1].item == item:
        high += 1
    return high - low < _FEW and all(
        hit.first <= i <= hit.last or words[i].fold in _BESIDE for i in range(low, high + 1)
    )


def _are_led(hit: Hit) -> bool:
    """Whether the word behind says that students or trainees are led: "SRNA preceptor"."""
    after = hit.text.words[hit.last + 1 : hit.last + 2]
    return bool(after) and after[0].fold in _HEADS and after[0].item == hit.tokens()[-1].item


def _is_practitioner(hit: Hit) -> str:
    """What somebody is whose field is called by its physicians: "hospitalist NP", "intensivist PA-C"; or ""."""
    after = hit.text.words[hit.last + 1 : hit.last + 3]
    if not after or hit.text.original[hit.tokens()[-1].end : after[0].start] != " ":
        return ""
    said = " ".join(w.fold for w in after)
    if said in _PRACTITIONERS:
        return _PRACTITIONERS[said]
    letters = hit.text.original[after[0].start :][:4]
    if letters == "PA-C" or (after[0].text in ("PA", "PAs") and hit.phrase in _ON_WARDS):
        return "physician_assistant"
    return "nurse_practitioner" if after[0].text in ("NP", "APRN", "CRNP", "FNP", "ACNP", "AGACNP") else ""


def _mention(hit: Hit, entry: Entry) -> Mention:
    meant = scope(hit.text, hit.first, hit.last)
    value = entry.value
    if isinstance(value, Clinical | Role) and value.profession == "physician" and (other := _is_practitioner(hit)):
        return Mention(hit, other, "", False, meant, clinical=value if isinstance(value, Clinical) else None)
    if isinstance(value, Clinical):
        role = hit.get("role")
        stage = role.value.stage if role and isinstance(role.value, Role) else ""
        meant = Scope.OTHERS if stage and _are_led(hit) else meant
        return Mention(hit, value.profession, stage, False, meant, clinical=value)
    if isinstance(value, Field):
        return Mention(hit, "researcher", "", False, meant, field=value)
    assert isinstance(value, Role)
    meant = Scope.OTHERS if value.stage and _are_led(hit) else meant
    over = hit.phrase.startswith("retired from ") or bool(_EMERITI & set(hit.phrase.split()))
    meant = Scope.RETIRED if meant is Scope.SELF and over else meant
    also = tuple(e.value.profession for e in hit.entries if isinstance(e.value, Role) and e.value.strength != "minor")
    return Mention(hit, value.profession, value.stage, value.strength == "minor", meant, also=also)
