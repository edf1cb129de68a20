"""Where in the career the holder stands."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._meant import Scope
from credcheck.claims._mentions import CLINICAL, Mention
from credcheck.claims._scope import scope
from credcheck.claims._tokens import Text
from credcheck.claims._words import pattern, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, CredentialClass, Part, Sentence, Span, Stage

_TRAINEE_WORDS = words("stage.trainee_words")
_NOW = words("stage.now")
_HEADS = words("stage.heads")
_ENDINGS = (
    "hung up",
    "hanging up",
    "closed my",
    "left ",
    "no longer",
    "struck off",
    "gave up",
    "quit",
    " til",
    "until",
)
_LICENCES = (CredentialClass.LICENCE, CredentialClass.LICENCE_DEGREE)
# Certificates with which ambulance crews work.
_CREWS = frozenset({"EMT", "EMT-B", "AEMT", "EMT-A", "EMT-I", "NREMT", "NREMT-P", "NRP", "CNA"})
_PAST = frozenset({"former", "ex", "past", "retired", "previous", "formerly"})
_HOPED = frozenset({"aspiring", "future", "prospective", "wannabe"})
_STUDIED_IN_WORK = frozenset({"researcher", "nurse_practitioner"})
"""What licensed people study beside their work: "RN, PhD student", "CRNA, DNP student"."""
_TRAINED = frozenset({"physician", "pharmacist", "dentist", "psychologist", "veterinarian", "physician_assistant"})
"""The callings whose training is told by a word alone: resident, fellow, intern."""


class CareerStage(Extractor):
    """Reads practising, trainee, student, retired or former; without a profession there is none."""

    order = 40

    def extract(self, draft: Draft) -> Draft:
        """The draft with one stage."""
        professions = draft.values(ClaimKind.PROFESSION)
        stage, spans = _read(draft) if professions else (Stage.NONE, ())
        if not professions:
            retired = [w for w in draft.bio.words if w.fold in ("retired", "retd")]
            if retired:
                stage, spans = Stage.RETIRED, (draft.bio.span(retired[0]),)
        return draft.claim(ClaimKind.STAGE, stage.value, spans, Sentence(f"claims.stage.{stage.value}"))


def _read(draft: Draft) -> tuple[Stage, tuple[Span, ...]]:
    own = [m for m in draft.mentions if m.is_own()]
    health = [m for m in own if m.profession in CLINICAL | {"medical_student", "researcher"}]
    behind = _behind_past(health)
    health = [m for m in health if m.hit.text is not draft.bio or m.hit.first not in behind]
    for mention in health:
        if mention.stage == "student" and mention.scope is not Scope.FORMER and not _works_as(mention, health, draft):
            return Stage.STUDENT, (mention.span(),)
    studied = [c for c in draft.of(ClaimKind.PROFESSION) if c.value == "medical_student"]
    if studied and not any(m.profession in CLINICAL | {"medical_student"} for m in health):
        return Stage.STUDENT, studied[0].spans
    trainee = _trainee(draft, health)
    if trainee:
        return Stage.TRAINEE, trainee
    for mention in health:
        if (
            mention.scope in (Scope.STUDENT, Scope.FUTURE)
            and not _works_as(mention, health, draft)
            and mention.profession in CLINICAL
        ):
            return Stage.STUDENT, (mention.span(),)
    ended = [] if health else _ended_posts(draft) or _ended_callings(own)
    if ended:
        return ended[0]
    held = bool(health or draft.values(ClaimKind.CREDENTIAL))
    over = _is_over(draft) if held else ()
    if over:
        return Stage.RETIRED, over
    left = _left(draft) or _became(draft, own, health) if held else None
    if left:
        return left
    past = _past(draft, health)
    if past and len(past) == len(health) and not (past[0].scope is Scope.FORMER and _holds_more(draft, past[0])):
        stage = Stage.RETIRED if any(m.scope is Scope.RETIRED for m in past) else Stage.FORMER
        return stage, (past[0].span(),)
    return Stage.PRACTISING, ()


def _past(draft: Draft, health: list[Mention]) -> list[Mention]:
    """The callings that are over; who is retired from one is so from others of the profession, unless "now" is said."""
    past = [m for m in health if m.scope in (Scope.RETIRED, Scope.FORMER)]
    retired = {m.profession for m in past if m.scope is Scope.RETIRED}
    if not retired:
        return past
    now = any(w.fold in _NOW for w in draft.bio.words)
    also = [m for m in health if m.profession in retired and (not now or m.hit.text.part is Part.NAME)]
    return [m for m in health if m in past or m in also]


def _holds_more(draft: Draft, past: Mention) -> bool:
    """Whether a post-nominal of another profession is claimed besides the calling that is over: "Former nurse, MD"."""
    held = [c.value for c in draft.of(ClaimKind.CREDENTIAL) if past.span() not in c.spans]
    return any(isinstance(v, Credential) and v.profession not in ("", past.profession) for v in held)


def _is_over(draft: Draft) -> tuple[Span, ...]:
    """Where a sentence of its own says that the holder is retired: "Surgeon. Retired.", "Retired from service"."""
    words = draft.bio.words
    for i, word in enumerate(words):
        opens = i == 0 or words[i - 1].clause != word.clause
        after = words[i + 1 : i + 2]
        ends = not after or after[0].clause != word.clause or after[0].fold in ("from", "since", "in", "now", "and")
        if opens and ends and word.fold in ("retired", "retd"):
            return (draft.bio.span(word),)
    return ()


def _left(draft: Draft) -> tuple[Stage, tuple[Span, ...]] | None:
    """What is told of the end of a career: "hung up my stethoscope", "left the profession in 2020"."""
    if not any(w in draft.bio.low for w in _ENDINGS):
        return None
    for name, stage in (("stage.retired_said", Stage.RETIRED), ("stage.former_said", Stage.FORMER)):
        found = pattern(name).search(draft.bio.low)
        if found:
            return stage, (Span(Part.BIO, *found.span()),)
    return None


def _became(draft: Draft, own: list[Mention], health: list[Mention]) -> tuple[Stage, tuple[Span, ...]] | None:
    """What the holder does now instead: "Surgeon from Sampleton, now a taxi driver"."""
    bio = [m for m in own if m.hit.text.part is Part.BIO]
    for i, word in enumerate(draft.bio.words[:-2]):
        if word.fold != "now" or draft.bio.words[i + 1].fold not in ("a", "an"):
            continue
        new = next((m for m in bio if i + 1 < m.hit.first <= i + 3), None)
        before = [m for m in health if m.hit.text.part is Part.BIO and m.hit.last < i]
        same = all(draft.bio.words[m.hit.first].clause == word.clause for m in before)
        if new and new.profession == "other" and before == health and same:
            return Stage.FORMER, (draft.bio.span(word),)
    return None


def _ended_posts(draft: Draft) -> list[tuple[Stage, tuple[Span, ...]]]:
    """The post-nominals with which a calling is said to be over: "Retired LPN", "Jane Example RN (ret'd)"."""
    found: list[tuple[Stage, tuple[Span, ...]]] = []
    for claim in draft.of(ClaimKind.CREDENTIAL):
        text = draft.name if claim.spans[0].part is Part.NAME else draft.bio
        at = next((i for i, w in enumerate(text.words) if claim.spans[0] == text.span(w)), None)
        meant = None if at is None else scope(text, at, at)
        if meant in (Scope.RETIRED, Scope.FORMER):
            found.append((Stage.RETIRED if meant is Scope.RETIRED else Stage.FORMER, claim.spans))
    return found


def _ended_callings(own: list[Mention]) -> list[tuple[Stage, tuple[Span, ...]]]:
    """Where callings outside health are all retired from: "Retired teacher"."""
    retired = [m for m in own if m.scope is Scope.RETIRED or m.hit.phrase.startswith("retired ")]
    return [(Stage.RETIRED, (retired[0].span(),))] if retired and len(retired) == len(own) else []


def _works_as(mention: Mention, health: list[Mention], draft: Draft) -> bool:
    """Whether somebody in studies practises already ("paramedic, nursing student")."""
    if mention.profession == "medical_student":
        return False
    return any(
        m is not mention
        and m.scope is Scope.SELF
        and m.profession in CLINICAL
        and (not m.stage or (m.stage == "trainee" and mention.profession == "researcher"))
        and (m.profession != mention.profession or mention.scope is Scope.FUTURE or _is_another_post(m, mention))
        for m in health
    ) or _is_licensed(draft, "" if _is_hoped(mention) or mention.profession in _STUDIED_IN_WORK else mention.profession)


def _is_another_post(one: Mention, studied: Mention) -> bool:
    """Whether two of the many callings that share one name here are not the same: "phlebotomist, rad tech student"."""
    return one.profession == "other_health" and one.hit.phrase not in studied.hit.phrase


def _is_hoped(mention: Mention) -> bool:
    """Whether a calling is only hoped for: "future nurse"."""
    return mention.scope is Scope.FUTURE or mention.hit.phrase.startswith(("future ", "aspiring "))


def _is_licensed(draft: Draft, studied: str) -> bool:
    """Whether a licence or its degree is held, and not one of what is studied: "aspiring nurse practitioner, LVN"."""
    held = (v for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential))
    claimed = draft.values(ClaimKind.PROFESSION)
    held = (v for v in held if not studied or (v.profession != studied and v.profession in claimed))
    return any(v.profession in CLINICAL and (v.kind in _LICENCES or v.code in _CREWS) for v in held)


def _trainee(draft: Draft, health: list[Mention]) -> tuple[Span, ...]:
    past = _behind_past(health)
    for mention in health:
        if (mention.stage == "trainee" and mention.scope is Scope.SELF) or mention.scope is Scope.TRAINEE:
            return (mention.span(),)
    told = any(m.profession in _TRAINED for m in health) or "physician" in draft.values(ClaimKind.PROFESSION)
    if not (told or draft.practice or draft.values(ClaimKind.CREDENTIAL)):
        return ()
    for i, word in enumerate(draft.bio.words):
        in_training = word.fold in _TRAINEE_WORDS or (word.fold == "fellow" and _clinical_fellow(draft, i))
        if (
            in_training
            and i not in past
            and not any(says(draft.bio, i) for says in (_heads_trainees, _is_of_the_past, _is_no_trainee))
        ):
            return (draft.bio.span(word),)
    return ()


def _behind_past(health: list[Mention]) -> set[int]:
    """The words of the bio right behind a calling that is over: "previously junior doctor (FY2)"."""
    over = (m.hit for m in health if m.scope in (Scope.RETIRED, Scope.FORMER) and m.hit.text.part is Part.BIO)
    return {hit.last + 1 for hit in over}


def _heads_trainees(text: Text, i: int) -> bool:
    """Whether the word behind says that trainees are led: "PGY2 RPD"."""
    after = text.words[i + 1 : i + 2]
    return bool(after) and after[0].fold in _HEADS | {"trained"} and after[0].item == text.words[i].item


def _is_of_the_past(text: Text, i: int) -> bool:
    """Whether the words before say that a training is over: "former resident"."""
    word, behind = text.words[i], text.words[i + 1 : i + 2]
    if any(w.fold == "turned" and w.item == word.item for w in behind):
        return True
    before = [w.fold for w in text.words[max(0, i - 4) : i] if w.item == word.item]
    return bool(_PAST & set(before[-3:]) or _HOPED & set(before))


def _is_no_trainee(text: Text, i: int) -> bool:
    """Whether a resident is one of a place ("resident of Boston"), or the word behind says what they are ("fellow")."""
    after = [w.fold for w in text.words[i + 1 : i + 2]]
    return text.words[i].fold == "resident" and after in (["fellow"], ["of"])


def _clinical_fellow(draft: Draft, i: int) -> bool:
    """Whether a fellow is in training: a "cardiology fellow" is, a "Fellow of the Royal Society" is not."""
    words = draft.bio.words
    after = words[i + 1].fold if i + 1 < len(words) else ""
    return after != "of" and any(h.text is draft.bio and h.last == i - 1 and h.get("spec", "abbr") for h in draft.hits)
