"""Callings made of a clinical field and a word for a post: "EM resident", "PGY-2 Internal Medicine", "NICU NP"."""

from __future__ import annotations

import re
from itertools import islice

from credcheck.claims._handles import institution_of
from credcheck.claims._meanings import Clinical, Hit
from credcheck.claims._mentions import Mention
from credcheck.claims._scope import scope
from credcheck.claims._tokens import Text
from credcheck.claims._words import words
from credcheck.model import Part

_TRAINEE = words("compose.trainee")
_STAGE_ALONE = words("compose.stage_alone")
_POSTS = {
    **dict.fromkeys(words("compose.attending"), ("physician", "")),
    **dict.fromkeys(words("compose.nurse_practitioner"), ("nurse_practitioner", "")),
    **dict.fromkeys(words("compose.physician_assistant"), ("physician_assistant", "")),
    **dict.fromkeys(words("compose.nurse"), ("nurse", "")),
    **dict.fromkeys(_TRAINEE | _STAGE_ALONE, ("physician", "trainee")),
}
# The words with which a post begins, the number of its year left out.
_FIRSTS = frozenset(_POSTS) | {key.rstrip("0123456789") for key in _POSTS}
_PROGRAMMES = frozenset({"residency", "fellowship"})
_LEADERS = frozenset({"director", "pd", "apd", "faculty", "chair", "preceptor"})
_OFFICE = frozenset({"coordinator", "manager", "administrator", "assistant"})
_LINK = words("compose.link")
_BETWEEN = _LINK | _TRAINEE | _STAGE_ALONE
_NOT_FELLOW = words("compose.not_fellow")
_TRADE = words("compose.trade")
_REACH = 6
_MOST = 100
_AT_HOSPITALS = frozenset({"resident", "registrar", "attending", "hospitalist"})
_HANDLE = re.compile(r",?\s?(?:physician |at |in )?@(\w{3,40})")
# The first figures of the taxonomy's codes of physicians.
_PHYSICIANS = ("20", "2080", "2086")
_NO_WARD = frozenset({"Public Health & General Preventive Medicine", "Preventive Medicine", "Lifestyle Medicine"})
# Fields in which people who are no physicians give advice as "consultants".
_LAY = frozenset(
    {
        "Sleep Medicine",
        "Obesity Medicine",
        "Lifestyle Medicine",
        "Integrative Medicine",
        "Clinical Informatics",
        "Clinical Pharmacology",
        "Addiction Medicine",
        "Reproductive Endocrinology",
        "Hospice and Palliative Medicine",
        "Sports Medicine",
        "Pain Medicine",
        "Occupational Medicine",
        "Medical Genetics",
        "Legal Medicine",
        "Primary Care",
        "Medical Oncology",
        "Medical Microbiology",
        "Physician Nutrition Specialist",
        "Plastic Surgery",
    }
)
_ADVISER, _PHYSICIAN, _ANYONE = (
    frozenset({"physician"}),
    frozenset({"physician", "lay"}),
    frozenset({"physician", "lay", ""}),
)
Fields = dict[tuple[Part, int], str]
_OWN_RESIDENCY = frozenset({"pharmacist", "dentist", "veterinarian", "psychologist", "nurse", "therapist"})


def composed(
    texts: tuple[Text, ...], hits: tuple[Hit, ...], found: tuple[Mention, ...], degrees: frozenset[str]
) -> tuple[Mention, ...]:
    """The callings that no list holds whole: a word for a post beside a clinical field, or a year of training.

    `degrees` are the professions of the holder's post-nominals: a pharmacist's residency makes no physician.
    """
    taken = {(m.hit.text.part, i) for m in found if not m.minor for i in range(m.hit.first, m.hit.last + 1)}
    fields = _fields(hits, taken)
    others = bool({*degrees, *(m.profession for m in found)} & _OWN_RESIDENCY) and "physician" not in degrees
    new: list[Mention] = []
    for text in texts:
        posts = (m for i in range(len(text.words)) if (m := _post(text, i, taken, fields, others)))
        new += islice(posts, _MOST)
    return tuple(new)


def _fields(hits: tuple[Hit, ...], taken: set[tuple[Part, int]]) -> Fields:
    """The words of clinical fields, and whose each may be: a physician's, a lay consultant's as well, or neither."""
    found: Fields = {}
    for hit in hits:
        entry = hit.get("spec", "abbr")
        if entry is None or not isinstance(entry.value, Clinical) or not _is_written(hit, entry.sort):
            continue
        physician = entry.value.profession == "physician" and entry.value.label not in _NO_WARD
        physician = physician and any(c.startswith(_PHYSICIANS) for c in entry.value.codes)
        for i in range(hit.first, hit.last + 1):
            if (hit.text.part, i) not in taken:
                found.setdefault((hit.text.part, i), _whose(hit, entry.value.label) if physician else "")
    return found


def _whose(hit: Hit, label: str) -> str:
    """Whose field it is: a "sleep consultant" is no physician, a "consultant in sleep medicine" is."""
    return "lay" if label in _LAY and not {"medicine", "surgery"} & set(hit.phrase.split()) else "physician"


def _is_written(hit: Hit, sort: str) -> bool:
    return sort == "spec" or is_abbreviation(hit)


def is_abbreviation(hit: Hit) -> bool:
    """Whether a short form is written as one: "EM" in capitals, "Onc" with one, "peds" anyhow."""
    tokens = hit.tokens()
    if all(w.is_upper() for w in tokens):
        return True
    return len(hit.phrase) > 3 or (len(hit.phrase) == 3 and tokens[0].is_capital())


def _post(text: Text, i: int, taken: set[tuple[Part, int]], fields: Fields, others: bool) -> Mention | None:
    word = text.words[i]
    if word.fold not in _FIRSTS:
        return None
    key = _numbered(text, i)
    post = _POSTS.get(key)
    if post is None or (text.part, i) in taken or (text.part, i) in fields:
        return None
    if post[0] not in ("physician", "nurse") and not word.is_upper():
        return None
    if word.fold == "fellow" and _is_honour(text, i):
        return None
    if others and post == ("physician", "trainee"):
        return None
    led = _led_by(text, i) if word.fold in _PROGRAMMES else None
    if led == "office":
        return None
    post = ("physician", "") if led else post
    whose = _ANYONE if post[0] != "physician" else _ADVISER if key == "consultant" else _PHYSICIAN
    near = _beside(text, i, fields, whose)
    if key == "ide" and not word.is_upper():
        return None
    if key == "mo" and not (word.is_upper() and (near == i - 1 or not i or text.words[i - 1].clause != word.clause)):
        return None
    if key == "consultant" and near is not None and _is_trade(text, max(i, near), fields):
        return None
    alone = key in _STAGE_ALONE and word.is_upper()
    if near is None and not alone and not _is_at_hospital(text, i, key):
        return None
    first, last = min(i, i if near is None else near), max(i, i if near is None else near)
    return Mention(Hit(text, i, i, word.fold, ()), post[0], post[1], False, scope(text, first, last))


def _led_by(text: Text, i: int) -> str | None:
    """Who leads a training that is named: "Program Director, EM Residency" does, its coordinator has the office."""
    around = [*text.words[max(0, i - _REACH) : i], *(w for w in text.words[i + 1 : i + 2] if w.follows)]
    said = {w.fold for w in around if w.clause == text.words[i].clause}
    if _OFFICE & said:
        return "office"
    return "physician" if _LEADERS & said else None


def _is_trade(text: Text, i: int, fields: Fields) -> bool:
    """Whether what is dealt in follows: "consultant anaesthetic equipment sales"."""
    behind = text.words[i + 1 : i + 5]
    own = [w for n, w in enumerate(behind, i + 1) if w.item == text.words[i].item and (text.part, n) not in fields]
    return any(w.fold in _TRADE for w in own[:2])


def _is_at_hospital(text: Text, i: int, key: str) -> bool:
    """Whether the handle of a known institution follows, or, for an intern, of a hospital by its letters."""
    if key == "intern":
        found = _HANDLE.match(text.original, text.words[i].end)
        return found is not None and "hosp" in found[1].lower()
    return key in _AT_HOSPITALS and _is_at_known(text, i)


def _is_at_known(text: Text, i: int) -> bool:
    """Whether the handle of a known institution follows: "resident @SampleIM"."""
    found = _HANDLE.match(text.original, text.words[i].end)
    return found is not None and institution_of(found.group(1)) is not None


def _numbered(text: Text, i: int) -> str:
    """A word with the number of the year behind it: "CA-1", "PGY 2"."""
    fold, after = text.words[i].fold, text.words[i + 1 : i + 2]
    joined = fold + after[0].fold if after and after[0].fold.isdigit() and after[0].follows else fold
    return joined if joined in _POSTS else fold


def _is_honour(text: Text, i: int) -> bool:
    """Whether a fellow is no trainee: "senior fellow", "Fellow of the Royal College"."""
    around = [w.fold for w in (*text.words[max(0, i - 2) : i], *text.words[i + 1 : i + 4])]
    return bool(_NOT_FELLOW & set(around))


def _beside(text: Text, i: int, fields: Fields, whose: frozenset[str]) -> int | None:
    """The word of a clinical field that belongs to the post at word i, before or behind it."""
    for step in (-1, 1):
        for j in range(i + step, i + step * _REACH, step):
            if not 0 <= j < len(text.words) or text.words[j].clause != text.words[i].clause:
                break
            if (text.part, j) in fields:
                fits = fields[text.part, j] in whose
                if fits and (text.words[j].item == text.words[i].item or step == 1):
                    return j
                break
            if text.words[j].fold not in _BETWEEN:
                break
    return None
