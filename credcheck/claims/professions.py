"""Professions: from the words for callings, from post-nominals, and from a clinical field beside a doctor's title."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from credcheck.claims._composed import composed
from credcheck.claims._draft import Draft
from credcheck.claims._handles import institution_of
from credcheck.claims._meanings import Clinical, Field, Hit
from credcheck.claims._meant import Scope
from credcheck.claims._mentions import CLINICAL, Mention, mentions
from credcheck.claims._practice import fields_of_practice
from credcheck.claims._untrained import is_untrained
from credcheck.claims._words import pattern, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, CredentialClass, Part, Sentence, Span

# Before a name these are titles, which say no profession.
_TITLES = frozenset(
    {
        "doctor",
        "doc",
        "docteur",
        "doctora",
        "dottore",
        "dottoressa",
        "professor",
        "prof",
        "captain",
        "judge",
        "coach",
        "pastor",
        "dj",
        "host",
        "pilot",
    }
)
_RESEARCHING = ("research", "stud", "lab", "onderz", "recherche", "investig", "ricerca", "forsch", "pesquisa", "forsk")
_CERTIFIED = (CredentialClass.CERTIFICATION, CredentialClass.BOARD)
_DEGREES = frozenset({"phd", "dphil"})
_CHAIRS = words("professions.chairs")
_JOINS_FIELD = frozenset({"in", "of", "di", "de", "en", "em", "fur", "d"})
_CALLING_TITLES = {"Nurse": "nurse", "Pharmacist": "pharmacist"}
_BEHIND = 3
"""A title and two names stand before the name of a practice."""
# Who left a medical school and is one of these is a physician: "Intern. Example Medicine '23".
_IN_TRAINING = frozenset({"intern", "resident", "sho", "fy1", "fy2", "registrar"})
_MEDICAL_SIGNS = frozenset("⚕🩺💉🥼")


class Professions(Extractor):
    """Reads what the holder is by profession: physician, nurse, researcher, something else."""

    order = 30

    def extract(self, draft: Draft) -> Draft:
        """The draft with the holder's professions; other people's and denied ones turned down."""
        found = mentions(draft.hits)
        degrees = frozenset(v.profession for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential))
        more = composed((draft.name, draft.bio), draft.hits, found, degrees)
        draft = replace(draft, mentions=(*found, *more))
        draft = replace(draft, practice=fields_of_practice(draft))
        for mention in draft.mentions:
            draft = _judge(draft, mention)
        return _minor(_scientist(_doctor(_titled(_student(_from_credentials(draft))))))


def _judge(draft: Draft, mention: Mention) -> Draft:
    quote = draft.profile.quote(mention.span())
    if not mention.is_own():
        why = Sentence(f"claims.profession.{mention.scope.value}", text=quote)
        return draft.reject(ClaimKind.PROFESSION, quote, why, (mention.span(),))
    if mention.hit.text.part is Part.NAME and mention.profession in CLINICAL and is_untrained(draft):
        why = Sentence(f"claims.profession.{Scope.DENIED.value}", text=quote)
        return draft.reject(ClaimKind.PROFESSION, quote, why, (mention.span(),))
    if mention.minor or (mention.hit.text.part is Part.NAME and mention.hit.phrase in _TITLES):
        return draft
    if mention.scope is Scope.FUTURE and (mention.profession == "physician" or _has_other(draft, mention)):
        return _future(draft, mention, quote)
    for profession in dict.fromkeys((mention.profession, *mention.also)):
        draft = add(draft, profession, (mention.span(),), _said(quote, profession))
    return draft


def _has_other(draft: Draft, mention: Mention) -> bool:
    if any(isinstance(v, Credential) and v.profession == "physician" for v in draft.values(ClaimKind.CREDENTIAL)):
        return True
    return any(
        m is not mention and m.is_own() and m.profession in CLINICAL | {"medical_student"} for m in draft.mentions
    )


def _future(draft: Draft, mention: Mention, quote: str) -> Draft:
    """A hoped-for calling: a future physician is a medical student, unless something else is claimed."""
    if _has_other(draft, mention):
        return draft.reject(
            ClaimKind.PROFESSION, quote, Sentence("claims.profession.future", text=quote), (mention.span(),)
        )
    return add(draft, "medical_student", (mention.span(),), _said(quote, "medical_student"))


def _said(quote: str, profession: str) -> Sentence:
    return Sentence("claims.profession.word", text=quote, profession=profession)


def _from_credentials(draft: Draft) -> Draft:
    """MD after the name implies physician, PharmD pharmacist."""
    held = [(c, c.value) for c in draft.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)]
    implied = {v.profession for _, v in held} | set(draft.values(ClaimKind.PROFESSION))
    held.sort(key=lambda one: one[1].kind in _CERTIFIED)
    for claim, value in held:
        if value.kind in _CERTIFIED and value.profession == "other_health" and _is_clinician(draft):
            continue
        if not value.profession or (value.profession == "nurse" and "nurse_practitioner" in implied):
            continue
        why = Sentence("claims.profession.credential", code=value.code, profession=value.profession)
        draft = add(draft, value.profession, claim.spans, why)
    return draft


def _is_clinician(draft: Draft) -> bool:
    """Whether a calling is claimed already, to which a certificate adds a skill and no second calling."""
    return bool(set(draft.values(ClaimKind.PROFESSION)) & CLINICAL)


def _student(draft: Draft) -> Draft:
    """Whether a year of a medical school makes a medical student: "4th year @examplemedicine"."""
    bio = draft.bio.low
    found = pattern("professions.medical_student").search(bio) if "me" in bio or "md" in bio or "mb" in bio else None
    if not found or set(draft.values(ClaimKind.PROFESSION)) & (CLINICAL - {"other_health"} | {"medical_student"}):
        return draft
    span = Span(Part.BIO, *found.span())
    who = "physician" if any(w.fold in _IN_TRAINING and w.is_capital() for w in draft.bio.words) else "medical_student"
    return add(draft, who, (span,), _said(draft.profile.quote(span), who))


def _titled(draft: Draft) -> Draft:
    """Titles that are a profession: "Nurse Jane"."""
    for claim in draft.of(ClaimKind.TITLE):
        if claim.value == "Prof":
            quote = " ".join(draft.profile.quote(s) for s in claim.spans)
            draft = add(draft, "researcher", claim.spans, _said(quote, "researcher"))
        profession = _CALLING_TITLES.get(str(claim.value), "")
        if profession and not set(draft.values(ClaimKind.PROFESSION)) & CLINICAL and not is_untrained(draft):
            why = _said(" ".join(draft.profile.quote(s) for s in claim.spans), profession)
            draft = add(draft, profession, claim.spans, why)
    return draft


def _doctor(draft: Draft) -> Draft:
    """A field of practice or a medical sign beside a doctor's title is a physician's."""
    if set(draft.values(ClaimKind.PROFESSION)) & (CLINICAL | {"medical_student"}):
        return draft
    handle = draft.profile.handle.lower()
    titled = "Dr" in draft.values(ClaimKind.TITLE) or _is_clinical_professor(draft)
    if draft.practice and (titled or handle.startswith(("dr", "doc")) or handle.endswith("md")):
        first = draft.practice[0]
        return add(draft, "physician", (first.span,), Sentence("claims.profession.field", field=first.clinical.label))
    if draft.practice and _opens_with_field(draft):
        first = draft.practice[0]
        return add(draft, "physician", (first.span,), Sentence("claims.profession.field", field=first.clinical.label))
    if titled and (practice := _practice_name(draft)) is not None:
        entry, span = practice
        why = Sentence("claims.profession.field", field=entry.label)
        return add(draft, entry.profession or "physician", (span,), why)
    signs = [
        t for text in (draft.name, draft.bio) for t in text.tokens if t.kind == "emoji" and t.text in _MEDICAL_SIGNS
    ]
    if titled and signs and not draft.values(ClaimKind.PROFESSION):
        return add(draft, "physician", (), Sentence("claims.profession.sign", sign=signs[0].text))
    return draft


def _is_clinical_professor(draft: Draft) -> bool:
    """Whether somebody is a professor at the bedside: "Clinical Professor of Infectious Diseases"."""
    pairs = pairwise(w.fold for w in draft.bio.words) if "clinical prof" in draft.bio.low else ()
    return any(pair in (("clinical", "professor"), ("clinical", "prof")) for pair in pairs)


def _practice_name(draft: Draft) -> tuple[Clinical, Span] | None:
    """The field in the name of a practice behind the holder's: "Dr. Jane Example – Maple Pediatrics"."""
    if "person" not in draft.values(ClaimKind.SUBJECT) and draft.of(ClaimKind.SUBJECT):
        return None
    for hit in draft.hits_in(Part.NAME):
        entry = hit.get("spec")
        if (
            entry
            and isinstance(entry.value, Clinical)
            and hit.last == len(draft.name.words) - 1
            and hit.first >= _BEHIND
        ):
            return entry.value, hit.text.span(hit.tokens()[0], hit.tokens()[-1])
    return None


def _opens_with_field(draft: Draft) -> bool:
    """Whether the bio begins with a physician's field and names a known institution: "Internal Medicine @example"."""
    first = draft.practice[0]
    opens = first.span.part is Part.BIO and not draft.bio.low[: first.span.start].strip()
    physicians = first.clinical.profession == "physician" and any(c.startswith("20") for c in first.clinical.codes)
    handles = [t.text for t in draft.bio.tokens if t.kind == "at"]
    other = set(draft.values(ClaimKind.PROFESSION)) & {"researcher", "other"}
    return opens and physicians and not other and any(institution_of(h) for h in handles)


def _scientist(draft: Draft) -> Draft:
    """Whether "researching", "PhD in microbiology" and the like make a researcher."""
    if "researcher" in draft.values(ClaimKind.PROFESSION):
        return draft
    bio = draft.bio.low
    found = pattern("professions.researching").search(bio) if any(w in bio for w in _RESEARCHING) else None
    if found:
        span = Span(Part.BIO, *found.span())
        return add(draft, "researcher", (span,), _said(draft.profile.quote(span), "researcher"))
    return _degree_in_field(draft)


def _degree_in_field(draft: Draft) -> Draft:
    """Whether a degree or chair in a field of research is named: "PhD in virology", "virology PhD"."""
    for hit in draft.hits_in(Part.BIO):
        entry = hit.get("field")
        if entry is None or not isinstance(entry.value, Field):
            continue
        first = _of_degree(hit)
        last = hit.last + 1 if entry.value.health and _is_before_degree(hit) else hit.last
        if first < hit.first or last > hit.last:
            span = hit.text.span(hit.text.words[first], hit.text.words[last])
            return add(draft, "researcher", (span,), _said(draft.profile.quote(span), "researcher"))
    return draft


def _of_degree(hit: Hit) -> int:
    """The word for the degree or chair that a field is joined to, else the field's own first word."""
    words, first = hit.text.words, hit.first
    if first and words[first - 1].fold in _DEGREES and _is_beside(hit):
        return first - 1
    joined = first > 1 and words[first - 1].fold in _JOINS_FIELD and words[first].follows
    return first - 2 if joined and words[first - 2].fold in _DEGREES | _CHAIRS and words[first - 1].follows else first


def _is_beside(hit: Hit) -> bool:
    """Whether a degree stands right before a field of the life sciences: "PhD Pharmacology"."""
    entry, text = hit.get("field"), hit.text
    health = entry is not None and isinstance(entry.value, Field) and entry.value.health
    return health and text.original[text.words[hit.first - 1].end : hit.tokens()[0].start] == " "


def _is_before_degree(hit: Hit) -> bool:
    """Whether a doctorate follows at once: "immunology PhD student"."""
    behind = hit.text.words[hit.last + 1 : hit.last + 2]
    return bool(behind) and behind[0].follows and behind[0].fold in _DEGREES


def _minor(draft: Draft) -> Draft:
    """Side callings (coach) count where nothing else is claimed, vague ones (clinician) where no profession is."""
    for mention in draft.mentions:
        claimed = set(draft.values(ClaimKind.PROFESSION))
        if mention.profession in CLINICAL:
            claimed &= CLINICAL | {"medical_student"}
        if (
            mention.minor
            and mention.is_own()
            and not _is_general(mention)
            and not claimed
            and mention.hit.text.part is not Part.NAME
        ):
            quote = draft.profile.quote(mention.span())
            draft = add(draft, mention.profession, (mention.span(),), _said(quote, mention.profession))
    return draft


def _is_general(mention: Mention) -> bool:
    """Whether "the" makes it one of its kind: "the care of the clinician"."""
    words = mention.hit.text.words
    return mention.hit.first > 0 and words[mention.hit.first - 1].fold == "the"


def add(draft: Draft, profession: str, spans: tuple[Span, ...], why: Sentence) -> Draft:
    """The draft with one profession more, unless it is claimed already."""
    if profession in draft.values(ClaimKind.PROFESSION):
        return draft
    return draft.claim(ClaimKind.PROFESSION, profession, spans, why)
