"""Post-nominals behind the name and in the bio, each with the reason why it is read or not read as one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._meant import Scope
from credcheck.claims._misread import Around, is_behind_its_calling, misread, surroundings
from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._runs import Found, runs_in
from credcheck.claims._scope import is_one_day, scope
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Part, Sentence

_ALONE = words("credentials.alone")
# "PA-S2" is a student's, not a physician assistant's.
_STUDENT_TAIL = re.compile(r"-S[1-4]?\b")
_PAIR = 2
_SCHOOL_YEARS = frozenset({"i", "ii", "iii", "iv", "1", "2", "3", "4"})
_YEARS = frozenset({"first", "second", "third", "fourth", "fifth", "final", "1st", "2nd", "3rd", "4th", "5th"})
# Post-nominals that are codes of states as well.
_STATES = frozenset({"MD", "PA", "DC", "MA", "ND"})
_OFFICES = words("subject.org")
_WITH = frozenset({"with", "by", "for", "thanks", "colleague", "partner", "mentor"})
_OTHERS = frozenset(
    {"physician", "doctor", "supervisor", "colleague", "partner", "mentor", "attending", "surgeon", "dr"}
)
_PARTING = ",|→➡>"
_STUDIED = words("credentials.studied")


class Credentials(Extractor):
    """Reads degrees, licences and fellowships, tells them from surnames, states and managing directors."""

    order = 10

    def extract(self, draft: Draft) -> Draft:
        """The draft with every post-nominal claimed or turned down."""
        for text in (draft.name, draft.bio):
            runs = runs_in(text)
            if runs:
                around = surroundings(draft, text, runs)
            for run in (part for whole in runs for part in _held_and_hoped(text, whole)):
                draft = _judge(draft, text, run, around)
        return _without_halves(draft)


def _without_halves(draft: Draft) -> Draft:
    """The draft without "PA" where "PA-C" is claimed as well: one of them is how the other is said in short."""
    codes = [v.code for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential) and "-" in v.code]
    if not codes:
        return draft
    halves = {half for code in codes for half in code.split("-")}
    kept = [
        c
        for c in draft.claims
        if not (c.kind is ClaimKind.CREDENTIAL and isinstance(c.value, Credential) and c.value.code in halves)
    ]
    return draft if len(kept) == len(draft.claims) else replace(draft, claims=tuple(kept))


def _held_and_hoped(text: Text, run: list[Found]) -> list[list[Found]]:
    """The last of a run apart where only it is still hoped for: "MD, PhD candidate", "RN | MSc (in progress)"."""
    if len(run) < _PAIR or not _is_parted(text, run[-2], run[-1]):
        return [run]
    hoped = scope(text, run[-1].first, run[-1].last) is Scope.STUDENT or _is_studied(text, run[-1:])
    return [run[:-1], run[-1:]] if hoped and not _is_double_degree(text, run) else [run]


def _is_parted(text: Text, one: Found, other: Found) -> bool:
    between = text.original[text.words[one.last].end : text.words[other.first].start]
    return any(sign in between for sign in _PARTING)


def _is_double_degree(text: Text, run: list[Found]) -> bool:
    """Whether a bio speaks of students of medicine and science: "MD, PhD student"."""
    student = text.words[run[-1].last + 1 : run[-1].last + 2]
    both = [one.meaning.value.code for one in run[-2:]] == ["MD", "PhD"]
    return text.part is Part.BIO and both and bool(student) and student[0].fold.startswith("student")


def _judge(draft: Draft, text: Text, run: list[Found], around: Around) -> Draft:
    """Claims the post-nominals of a run, or says why not."""
    meant = scope(text, run[0].first, run[-1].last)
    sure = any(f.meaning.trust == "sure" for f in run)
    for one in run:
        word = text.words[one.first]
        span, quote = text.span(word, text.words[one.last]), text.quote(word, text.words[one.last])
        why = _objection(text, one, run, meant, sure, around) or misread(text, one, run, around)
        if why:
            draft = draft.reject(ClaimKind.CREDENTIAL, quote, Sentence(why, text=quote), (span,))
        elif one.meaning.value not in draft.values(ClaimKind.CREDENTIAL):
            reason = Sentence("claims.credential.read", text=quote, code=one.meaning.value.code)
            draft = draft.claim(ClaimKind.CREDENTIAL, one.meaning.value, (span,), reason)
    return draft


def _objection(text: Text, one: Found, run: list[Found], meant: Scope, sure: bool, around: Around) -> str:
    """The id of the sentence that says why this is no post-nominal of the holder, or ""."""
    if meant in (Scope.STUDENT, Scope.FUTURE) or _is_studied(text, run):
        return "claims.credential.future"
    if meant is Scope.RELATIVE or (meant is Scope.OTHERS and text.part is not Part.NAME):
        return "claims.credential.others"
    if meant is Scope.DENIED:
        return "claims.credential.denied"
    if _STUDENT_TAIL.match(text.original, text.words[one.last].end) or _is_year_of_school(text, one):
        return "claims.credential.future"
    if one.last in around.studied and one.meaning.value.country == "IN":
        return "claims.credential.future"
    if around.denied and one.meaning.value.code == "MD":
        return "claims.credential.denied"
    if text.part is Part.NAME:
        return "" if _behind_a_name(text, one, run, sure) else "claims.credential.surname"
    if _is_somebody_elses(text, run, around.holder):
        return "claims.credential.others"
    named = one.last in around.before_field and one.meaning.value.country == "IN"
    named = named or (one.last in around.before_surgery and one.meaning.value.code == "MS")
    alone = one.meaning.trust == "context" and not (sure or named or len(run) > 1 or _opens(text, one))
    alone = alone and not is_behind_its_calling(text, one, around)
    return "claims.credential.context" if alone else ""


def _is_year_of_school(text: Text, one: Found) -> bool:
    """Whether a year makes a student of osteopathic medicine of the letters: "OMS-III"."""
    after = text.words[one.last + 1 : one.last + 2]
    return one.meaning.value.code == "OMS" and bool(after) and after[0].fold in _SCHOOL_YEARS


def _is_studied(text: Text, run: list[Found]) -> bool:
    """Whether it is said to be in the making: "final year PhD", "studying BSc", "MPH - in progress"."""
    here = text.words[run[0].first]
    before = [w.fold for w in text.words[max(0, run[0].first - 3) : run[0].first] if w.item == here.item]
    after = [w.fold for w in text.words[run[-1].last + 1 : run[-1].last + 6]]
    near = bool(_STUDIED & set(before[-2:])) or before[-2:] == ["currently", "on"]
    dated = after[:1] in (["by"], ["loading"], ["coming"]) and (after[0] != "by" or _is_year(after[1:2]))
    behind = text.words[run[-1].last + 1 : run[-1].last + 2]
    school = after[:1] == ["school"] and after[1:2] != ["of"] and behind[0].item == text.words[run[-1].last].item
    said = near or dated or school or _is_in_progress(after) or _is_in_a_year(after) or _is_dreamt_of(text, run, after)
    return text.part is Part.BIO and said


def _is_dreamt_of(text: Text, run: list[Found], after: list[str]) -> bool:
    """Whether it is for some later day: "RN → (someday) CRNA", "MD one day"."""
    before = [w.fold for w in text.words[max(0, run[0].first - 1) : run[0].first]]
    behind = text.words[run[-1].last + 1 : run[-1].last + 2]
    later = bool(behind) and behind[0].follows and (after[0] == "someday" or is_one_day(after))
    return later or before in (["someday"], ["eventually"])


def _is_in_a_year(after: list[str]) -> bool:
    """Whether a year of study follows: "MBBS final year"."""
    return bool(after) and after[0] in _YEARS and after[1:2] in (["year"], ["yr"])


def _is_in_progress(after: list[str]) -> bool:
    """Whether "in progress" follows, and no other post-nominal before it: "MPH in Epi - in progress"."""
    at = next((i for i, pair in enumerate(pairwise(after)) if pair == ("in", "progress")), None)
    return at is not None and not any(tight(word) in post_nominals() for word in after[:at])


def _is_year(after: list[str]) -> bool:
    return bool(after) and after[0].isdigit() and len(after[0]) == 4


def _behind_a_name(text: Text, one: Found, run: list[Found], sure: bool) -> bool:
    """A post-nominal stands behind the name, in capitals where the name is not."""
    if _are_initials(text, one) or _is_state_of_office(text, one):
        return False
    if one.meaning.trust == "sure":
        return True
    before = [w for w in text.words[: one.first] if w.kind == "word"]
    word = text.words[one.first]
    comma = "," in text.original[text.words[one.first - 1].end : word.start] if one.first else False
    if not before or (len(before) < 2 and not comma and not sure):
        return False
    others_small = any(not w.is_upper() for w in before)
    return (
        comma
        or (sure and one is not run[0])
        or (others_small and (word.is_upper() or sure) and word.fold not in names().family)
        or (others_small and word.is_upper())
    )


def _are_initials(text: Text, one: Found) -> bool:
    """Whether letters with dots open the name and a name follows: "J.D. Example"."""
    words = text.words[one.first : one.first + 2]
    first = one.first == one.last == 0 and len(words) > 1 and _is_dotted(words[0])
    return first and text.original[words[0].end : words[1].start] == " " and tight(words[1].fold) not in post_nominals()


def _is_state_of_office(text: Text, one: Found) -> bool:
    """Whether the code of a state opens the name of an office: "MD State Police"."""
    behind = [w.fold for w in text.words[1:5]]
    return one.first == 0 and tight(text.words[0].fold) in _STATES and bool(_OFFICES & set(behind))


def _opens(text: Text, one: Found) -> bool:
    """Whether it is an item of its own, as in "NP. Mom."."""
    word = text.words[one.first]
    beside = text.words[max(0, one.first - 1) : one.first]
    if not _is_dotted(word):  # the last dot ends the sentence as well
        beside += text.words[one.last + 1 : one.last + 2]
    alone = not any(w.item == word.item for w in beside)
    return alone and word.fold in _ALONE


def _is_dotted(word: Token) -> bool:
    """Whether it is written as letters with dots: "D.O."."""
    return word.text.endswith(".") and word.is_upper()


def _is_introduced(text: Text, first: int) -> bool:
    """Whether what stands before a name says that it is another's: "with Sam Sample", "Supervising physician: Sam"."""
    before = text.words[first - 1] if first else None
    if before is None:
        return False
    colon = text.original[before.end : text.words[first].start].strip() == ":"
    return before.fold in _WITH or (colon and before.fold in _OTHERS)


def _is_somebody_elses(text: Text, run: list[Found], holder: frozenset[str]) -> bool:
    """Whether a bio names another person before it: "my wife Anna Berg, MD", "Supervisor: Sam Sample MD"."""
    named = text.words[max(0, run[0].first - 2) : run[0].first]
    if not holder or len(named) < 2 or not all(w.is_capital() and w.kind == "word" for w in named):
        return False
    comma = text.original[named[1].end : text.words[run[0].first].start].strip() == ","
    apart = text.original[named[0].end : named[1].start] != " "
    given, family = (w.fold for w in named)
    return (
        (comma or _is_introduced(text, run[0].first - 2))
        and not apart
        and given in names().given
        and family not in names().given
        and not {given, family} & holder
    )
