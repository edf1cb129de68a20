"""Post-nominals behind the name and in the bio, each with the reason why it is read or not read as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._language import language_country
from credcheck.claims._meanings import Spot
from credcheck.claims._post_nominals import PostNominal, post_nominals, tight
from credcheck.claims._scope import Scope, scope
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Part, Sentence

_AT = frozenset({"at", "from"})
_WHERE = frozenset({"in", "from", "near", "of"})
_ALONE = words("credentials.alone")
_BUSINESS = words("credentials.business")
_LONGEST = 14
# "PA-S2" is a student's, not a physician assistant's.
_STUDENT_TAIL = re.compile(r"-S[1-4]?\b")
_TITLES = frozenset({"dr", "prof", "professor"})
_NAVAL = frozenset({"commander", "captain", "lieutenant", "admiral", "cdr", "capt"})
_MOST = 100
_PAIR = 2
_YEARS = frozenset({"first", "second", "third", "fourth", "fifth", "final", "1st", "2nd", "3rd", "4th", "5th"})
# Post-nominals that are codes of states as well.
_STATES = frozenset({"MD", "PA", "DC", "MA", "ND"})
_OFFICES = words("subject.org")
_PARTING = ",|→➡>"
# What a person is of a body, not what a degree is: "LPC member".
_MEMBERS = frozenset({"member", "members", "rep", "council", "committee"})
_DIRECTOR = ["managing", "director"]
_SECOND_HALVES = frozenset({"bch", "chb", "chir", "bao"})
_IN_SMALL_NAMES = words("credentials.small")
_STUDIED = words("credentials.studied")
_LOOSE = 5
_WORDLIKE = frozenset({"ADMINISTRATOR", "ACUPUNCTURIST"})
_FIRM = words("institutions.weak") | {"services", "ltd", "limited", "plc", "gmbh"}
_SMALL = frozenset(["phd", "mbbs", "pharmd", "mph", "bsn", "dnp", "mbchb", "psyd", "dds"])


@dataclass(frozen=True, slots=True)
class _Found:
    """A word that may be a post-nominal: where it stands among the words, and what it may be."""

    first: int
    last: int
    meaning: PostNominal


@dataclass(frozen=True, slots=True)
class _Around:
    """What the whole text says: where cities end and fields begin, whether it is French or speaks of business."""

    cities: frozenset[int]
    before_field: frozenset[int]
    french: bool
    business: bool
    holder: frozenset[str]


class Credentials(Extractor):
    """Reads degrees, licences and fellowships, tells them from surnames, states and managing directors."""

    order = 10

    def extract(self, draft: Draft) -> Draft:
        """The draft with every post-nominal claimed or turned down."""
        for text in (draft.name, draft.bio):
            runs = _runs(text, _candidates(text))
            if runs:
                around = _around(draft, text, runs)
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


def _candidates(text: Text) -> list[_Found]:
    found: list[_Found] = []
    i = 0
    while i < len(text.words) and len(found) < _MOST:
        one = _at(text, i)
        if one:
            found.append(one)
        i = one.last + 1 + _bracketed(text, one.last) if one else i + 1
    return found


def _bracketed(text: Text, i: int) -> int:
    """How many words of an addition in brackets follow at once: "MRCGP[Int]", "RN(AB)", "BSc(Hons)"."""
    end = text.words[i].end
    if text.original[end : end + 1] not in ("(", "["):
        return 0
    inside = text.original[end + 1 : end + 12].split(")")[0].split("]")[0]
    return 1 if inside.isalpha() and i + 1 < len(text.words) and text.words[i + 1].text != "c" else 0


def _at(text: Text, i: int) -> _Found | None:
    """The longest post-nominal that begins at word i: "PA-C", "Pharm D", "MD"."""
    first = text.words[i]
    if first.text.islower() and first.fold not in _SMALL and text.part is not Part.NAME:
        return None
    small = first.fold in _SMALL or _is_small_tail(text, i)
    if first.kind != "word" or not (first.is_capital() or small) or len(first.fold) > _LONGEST:
        return None
    key, found = tight(first.fold), None
    for size in (1, 2, 3):
        words = text.words[i : i + size]
        if size > 1:
            if len(words) < size or words[-1].kind != "word" or not _joined(text, words[-1]):
                break
            key += tight(words[-1].fold)
        meaning = post_nominals().get(key)
        if meaning and meaning.trust != "word" and _is_written_so(words, meaning, size):
            found = _Found(i, i + size - 1, meaning)
    return found


def _joined(text: Text, word: Token) -> bool:
    between = text.original[max(0, word.start - 2) : word.start]
    bracket = between.endswith("(") and len(word.text) == 1
    short = len(word.text) <= 2 or word.fold in _SECOND_HALVES
    return bracket or between.endswith(("-", "/", ". ", ".")) or (short and between.endswith(" "))


def _is_small_tail(text: Text, i: int) -> bool:
    """Whether it ends a display name that is all in small letters: "jane example, rn"."""
    word = text.words[i]
    return i > 1 and text.part is Part.NAME and word.fold in _IN_SMALL_NAMES and text.original == text.low


def _is_written_so(words: tuple[Token, ...], meaning: PostNominal, size: int) -> bool:
    """In capitals or in its usual case: "MD", "PhD"; in small letters only what no other word looks like."""
    raw = "".join(w.text for w in words).replace(".", "")
    if size > 1 and raw.isalpha() and words[-1].text.islower() and words[0].text.islower():
        return False
    code = meaning.value.code.replace("-", "").replace(".", "").replace("/", "").replace(" ", "")
    loose = len(raw) >= _LOOSE and raw[0].isupper() and raw.upper() == code.upper() and code.upper() not in _WORDLIKE
    return (
        raw.isupper()
        or raw == code
        or loose
        or words[0].fold in _SMALL
        or words[0].text in _IN_SMALL_NAMES
        or ("." in words[0].text and len(raw) > 1)
    )


def _runs(text: Text, found: list[_Found]) -> list[list[_Found]]:
    """Neighbouring post-nominals together: "MD, PhD / MPH"."""
    runs: list[list[_Found]] = []
    for one in found:
        last = runs[-1][-1] if runs else None
        apart = last and text.original[text.words[last.last].end : text.words[one.first].start]
        if last and last.last + 1 == one.first and len(str(apart)) <= 5 and "\n" not in str(apart):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _held_and_hoped(text: Text, run: list[_Found]) -> list[list[_Found]]:
    """The last of a run apart where only it is still hoped for: "MD, PhD candidate", "RN | MSc (in progress)"."""
    if len(run) < _PAIR or not _is_parted(text, run[-2], run[-1]):
        return [run]
    hoped = scope(text, run[-1].first, run[-1].last) is Scope.STUDENT or _is_studied(text, run[-1:])
    return [run[:-1], run[-1:]] if hoped and not _is_double_degree(text, run) else [run]


def _is_parted(text: Text, one: _Found, other: _Found) -> bool:
    between = text.original[text.words[one.last].end : text.words[other.first].start]
    return any(sign in between for sign in _PARTING)


def _is_double_degree(text: Text, run: list[_Found]) -> bool:
    """Whether a bio speaks of students of medicine and science: "MD, PhD student"."""
    student = text.words[run[-1].last + 1 : run[-1].last + 2]
    both = [one.meaning.value.code for one in run[-2:]] == ["MD", "PhD"]
    return text.part is Part.BIO and both and bool(student) and student[0].fold.startswith("student")


def _judge(draft: Draft, text: Text, run: list[_Found], around: _Around) -> Draft:
    """Claims the post-nominals of a run, or says why not."""
    meant = scope(text, run[0].first, run[-1].last)
    sure = any(f.meaning.trust == "sure" for f in run)
    for one in run:
        word = text.words[one.first]
        span, quote = text.span(word, text.words[one.last]), text.quote(word, text.words[one.last])
        why = _objection(text, one, run, meant, sure, around) or _misread(text, one, run, around)
        if why:
            draft = draft.reject(ClaimKind.CREDENTIAL, quote, Sentence(why, text=quote), (span,))
        elif one.meaning.value not in draft.values(ClaimKind.CREDENTIAL):
            reason = Sentence("claims.credential.read", text=quote, code=one.meaning.value.code)
            draft = draft.claim(ClaimKind.CREDENTIAL, one.meaning.value, (span,), reason)
    return draft


def _objection(text: Text, one: _Found, run: list[_Found], meant: Scope, sure: bool, around: _Around) -> str:
    """The id of the sentence that says why this is no post-nominal of the holder, or ""."""
    if meant in (Scope.STUDENT, Scope.FUTURE) or _is_studied(text, run):
        return "claims.credential.future"
    if meant is Scope.RELATIVE or (meant is Scope.OTHERS and text.part is not Part.NAME):
        return "claims.credential.others"
    if meant is Scope.DENIED:
        return "claims.credential.denied"
    if _STUDENT_TAIL.match(text.original, text.words[one.last].end):
        return "claims.credential.future"
    if text.part is Part.NAME:
        return "" if _behind_a_name(text, one, run, sure) else "claims.credential.surname"
    if _is_somebody_elses(text, run, around.holder):
        return "claims.credential.others"
    named = one.last in around.before_field and one.meaning.value.country == "IN"
    alone = one.meaning.trust == "context" and not (sure or named or len(run) > 1 or _opens(text, one))
    return "claims.credential.context" if alone else ""


def _is_studied(text: Text, run: list[_Found]) -> bool:
    """Whether it is said to be in the making: "final year PhD", "studying BSc", "MPH - in progress"."""
    here = text.words[run[0].first]
    before = [w.fold for w in text.words[max(0, run[0].first - 3) : run[0].first] if w.item == here.item]
    after = [w.fold for w in text.words[run[-1].last + 1 : run[-1].last + 6]]
    near = bool(_STUDIED & set(before[-2:])) or before[-2:] == ["currently", "on"]
    dated = after[:1] in (["by"], ["loading"], ["coming"]) and (after[0] != "by" or _is_year(after[1:2]))
    behind = text.words[run[-1].last + 1 : run[-1].last + 2]
    school = after[:1] == ["school"] and after[1:2] != ["of"] and behind[0].item == text.words[run[-1].last].item
    return text.part is Part.BIO and (near or dated or school or _is_in_progress(after) or _is_in_a_year(after))


def _is_in_a_year(after: list[str]) -> bool:
    """Whether a year of study follows: "MBBS final year"."""
    return bool(after) and after[0] in _YEARS and after[1:2] in (["year"], ["yr"])


def _is_in_progress(after: list[str]) -> bool:
    """Whether "in progress" follows, and no other post-nominal before it: "MPH in Epi - in progress"."""
    at = next((i for i, pair in enumerate(pairwise(after)) if pair == ("in", "progress")), None)
    return at is not None and not any(tight(word) in post_nominals() for word in after[:at])


def _is_year(after: list[str]) -> bool:
    return bool(after) and after[0].isdigit() and len(after[0]) == 4


def _misread(text: Text, one: _Found, run: list[_Found], around: _Around) -> str:
    """The id of the sentence that says what else it is in a bio: a state, a managing director; or ""."""
    if text.part is Part.NAME:
        return ""
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
    if one.meaning.value.code == "MD" and len(run) == 1 and _is_director(text, one, around):
        return "claims.credential.director"
    return ""


def _behind_a_name(text: Text, one: _Found, run: list[_Found], sure: bool) -> bool:
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


def _are_initials(text: Text, one: _Found) -> bool:
    """Whether letters with dots open the name and a name follows: "J.D. Example"."""
    words = text.words[one.first : one.first + 2]
    first = one.first == one.last == 0 and len(words) > 1 and _is_dotted(words[0])
    return first and text.original[words[0].end : words[1].start] == " " and tight(words[1].fold) not in post_nominals()


def _is_state_of_office(text: Text, one: _Found) -> bool:
    """Whether the code of a state opens the name of an office: "MD State Police"."""
    behind = [w.fold for w in text.words[1:5]]
    return one.first == 0 and tight(text.words[0].fold) in _STATES and bool(_OFFICES & set(behind))


def _opens(text: Text, one: _Found) -> bool:
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


def _around(draft: Draft, text: Text, runs: list[list[_Found]]) -> _Around:
    nurse = any(one.meaning.value.code == "RN" for run in runs for one in run)
    french = nurse and language_country(text) == "FR"
    fields = frozenset(h.first - 1 for h in draft.hits_in(text.part) if h.get("spec"))
    return _Around(
        _city_ends(draft, text), fields, french, any(w.fold in _BUSINESS for w in text.words), _holder(draft)
    )


def _holder(draft: Draft) -> frozenset[str]:
    """The words of the display name where it gives a whole name of a person, else none."""
    words = [w.fold for w in draft.name.words if w.kind == "word" and w.fold not in _TITLES]
    return frozenset(words) if len(words) > 1 and words[0] in names().given else frozenset()


def _is_somebody_elses(text: Text, run: list[_Found], holder: frozenset[str]) -> bool:
    """Whether a bio names another person before it: "my wife Anna Berg, MD", "quoting Sam Sample, MD"."""
    named = text.words[max(0, run[0].first - 2) : run[0].first]
    if not holder or len(named) < 2 or not all(w.is_capital() and w.kind == "word" for w in named):
        return False
    comma = text.original[named[1].end : text.words[run[0].first].start].strip() == ","
    apart = text.original[named[0].end : named[1].start] != " "
    given, family = (w.fold for w in named)
    return (
        comma and not apart and given in names().given and family not in names().given and not {given, family} & holder
    )


def _city_ends(draft: Draft, text: Text) -> frozenset[int]:
    """The words with which names of cities end."""
    hits = draft.hits_in(text.part)
    return frozenset(
        h.last for h in hits if any(isinstance(e.value, Spot) and e.value.kind == "city" for e in h.entries)
    )


def _is_place(text: Text, one: _Found, cities: frozenset[int]) -> bool:
    """Whether it is a state behind its city: "Baltimore, MD"."""
    if one.first - 1 not in cities or len(text.words[one.first].text) != 2:
        return False
    before = text.words[one.first - 1]
    return text.original[before.end : text.words[one.first].start].strip() in (",", "")


def _is_state_behind_name(text: Text, one: _Found, run: list[_Found]) -> bool:
    """Whether "in" or "from" and a name with a comma stand before two letters: "agent in Example Falls, MD"."""
    if len(run) > 1 or len(text.words[one.first].text) != 2 or one.first < 2:
        return False
    name = text.words[one.first - 1]
    if text.original[name.end : text.words[one.first].start].strip() != "," or not name.is_capital():
        return False
    before = text.words[max(0, one.first - 4) : one.first - 1]
    return any(w.fold in _WHERE and w.item == name.item for w in before[-2:])


def _heads_a_firm(text: Text, one: _Found) -> bool:
    """Whether the name of a firm follows at once: "MD Sampleton Psych Services"."""
    here = text.words[one.last]
    item = [w for w in text.words[one.last + 1 : one.last + 7] if w.item == here.item and w.is_capital()]
    joined = bool(item) and text.original[here.end : item[0].start] == " "
    return joined and len(item) > 1 and any(w.fold in _FIRM for w in item[1:])


def _is_director(text: Text, one: _Found, around: _Around) -> bool:
    after = text.words[one.last + 1].fold if one.last + 1 < len(text.words) else ""
    before = text.words[one.first - 1].fold if one.first else ""
    if _heads_a_firm(text, one) or [w.fold for w in text.words[max(0, one.first - 2) : one.first]] == _DIRECTOR:
        return True
    near = after in ("of", "at", "and") or before in ("and", "ceo", "founder")
    return near and around.business
