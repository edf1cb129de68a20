"""Which persons are probable or possible, and what keeps one from being certain."""

from __future__ import annotations

from credcheck import lists
from credcheck.model import Case, ClaimKind, Credential, Evidence, Expected, Match, PersonName, Relation, Stage
from credcheck.text import fold
from credcheck.thresholds import Thresholds
from credcheck.verdict._answers import ANSWERED
from credcheck.verdict._claims import cues
from credcheck.verdict._evidence import (
    beside_the_name,
    is_name_refuted,
    is_named,
    is_numbered,
    is_of_another_profession,
    is_organisation,
)
from credcheck.verdict._numbers import is_renamed

TRAINING = "390200000X"
"""The NUCC code of those who are in training: student in an organised health care programme."""
LONGEST_TRAINING_DAYS = 17 * 365
"""A judgement: school, residency and fellowships take less, and many got their number in their last year of school."""
_DEGREES_ABROAD = frozenset({"MBBS", "MBChB", "MBBCh", "BMBS", "BDS"})
"""First degrees of medicine and dentistry that no school of the United States gives."""
_TELLING = ("credential: agrees", "specialty: same", "specialty: broader listed", "specialty: narrower listed")
_EVERY = frozenset(
    {
        "HEALT",
        "PROFE",
        "THERA",
        "TECHN",
        "SPECI",
        "ASSIS",
        "COUNS",
        "LICEN",
        "REGIS",
        "CERTI",
        "PRACT",
        "CLINI",
        "MEDIC",
    }
)
"""How words begin that names of many callings share."""
_US, _LAST_LATIN = "US", "\u024f"
TRAINING_TIMES = 12.0
"""How many times as probable that makes a person: a judgement, six in ten trainees and one in twenty of all have it."""


def possible(case: Case, limits: Thresholds) -> tuple[Match, ...]:
    """The persons who may be the holder, most probable first."""
    return tuple(m for m in case.ranking.matches if m.probability >= limits.possible and _may_be(m, case.claims.name()))


def _may_be(match: Match, claimed: PersonName | None) -> bool:
    if not is_named(match) or is_of_another_profession(match) or is_organisation(match):
        return False
    return not is_name_refuted(match) or is_renamed(match, claimed)


def is_nameless(case: Case, match: Match) -> bool:
    """No name is claimed, or none stands in the record (an organisation, a number out of service) to agree with it."""
    return case.claims.name() is None or not match.person.names()


def is_unexpected(case: Case, match: Match) -> bool:
    """By the profile's own words its holder would not be in the register that lists this person.

    A student, a scientist, somebody abroad: a namesake is likelier than usual, unless they quote the record's number.
    """
    if is_numbered(match) or any(lists.register_of(c.registry).country != _US for c in match.person.candidates):
        return False
    if case.claims.word(ClaimKind.STAGE) == Stage.STUDENT.value and _codes(match) == {TRAINING}:
        return False
    expected = case.claims.word(ClaimKind.NPI_EXPECTED, Expected.UNKNOWN.value)
    return expected == Expected.NO.value or (expected == Expected.UNKNOWN.value and _is_foreign(case))


def _is_foreign(case: Case) -> bool:
    """Whether it is written in another language alone, and in one script, or tells of a degree of other countries."""
    both = any(c.isalpha() and c > _LAST_LATIN for c in case.profile.bio)
    held = {c.value.code for c in case.claims.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)}
    return ("non_english" in cues(case.claims) and not both) or bool(held & _DEGREES_ABROAD)


def is_listed_too_long(case: Case, match: Match) -> bool:
    """Whether somebody in training would be listed for longer than any training lasts: the record is a namesake's."""
    since = [c.listed_since for c in match.person.candidates if c.listed_since]
    if is_numbered(match) or not since or case.today is None or _codes(match) == {TRAINING}:
        return False
    trainee = case.claims.word(ClaimKind.STAGE) == Stage.TRAINEE.value
    return trainee and (case.today - min(since)).days > LONGEST_TRAINING_DAYS


def is_calling_open(case: Case, match: Match) -> bool:
    """Whether only a group of many callings agrees ("other health"), and nothing says that it is the same calling.

    A massage therapist is no physical therapist: the register's words, a credential or a field have to agree.
    """
    if is_numbered(match) or not any(_is_of_a_group(case, e) for e in match.evidence):
        return False
    sure = any(e.relation is Relation.SUPPORTS and e.level in _TELLING for e in match.evidence)
    called = _called(case)
    return bool(called) and not sure and _stems(called).isdisjoint(_stems(" ".join(_labels(match))))


def _is_of_a_group(case: Case, evidence: Evidence) -> bool:
    if evidence.claim is None or evidence.level not in ("profession: same", "profession: kin"):
        return False
    value = case.claims.all[evidence.claim].value
    profession = value.profession if isinstance(value, Credential) else str(value)
    return profession == "other_health" or (profession == "therapist" and evidence.level == "profession: kin")


def _called(case: Case) -> str:
    """The words with which the profile names the calling."""
    return " ".join(case.profile.quote(s) for c in case.claims.of(ClaimKind.PROFESSION) for s in c.spans)


def _labels(match: Match) -> list[str]:
    return [t.label for c in match.person.candidates for t in c.taxonomies]


def _stems(text: str) -> set[str]:
    """How the telling words of a calling begin: "physi" of a physical therapist and of a physiotherapist."""
    return {word[:5] for word in fold(text).split() if len(word) >= 5 and word[:5] not in _EVERY}


def _codes(match: Match) -> set[str]:
    return {t.code for c in match.person.candidates for t in c.taxonomies}


def is_probable(match: Match, limits: Thresholds) -> bool:
    """Whether a person is probable enough for MATCH; the less agrees beside the name, the rarer it must be."""
    if is_numbered(match):
        return match.probability >= limits.numbered
    more = beside_the_name(match)
    if more <= limits.bare:
        return False
    return match.probability >= (limits.match if more >= limits.more_bits else limits.alone)


def is_in_training(case: Case, match: Match, limits: Thresholds) -> bool:
    """Whether profile and record both say training: few records do, so that this is more than the name."""
    if case.claims.word(ClaimKind.STAGE) != Stage.TRAINEE.value or _codes(match) != {TRAINING}:
        return False
    told = match.probability * TRAINING_TIMES
    return told / (told + 1 - match.probability) >= limits.alone


def is_generation_open(case: Case, match: Match, limits: Thresholds) -> bool:
    """The profile says Jr or III and the record does not: a relative carries the name, and may be the one listed.

    No doubt where the whole register lists nobody else of the name, or where the profile quotes the record's number.
    """
    if all(e.level != "generation: not stated" for e in match.evidence) or is_numbered(match):
        return False
    whole = any(a.share >= limits.whole for a in case.answers if a.outcome in ANSWERED and a.counts)
    alone = any(c.what == "pair" and c.exact and c.people == 1 for c in case.ranking.fit.steps)
    return not (whole and alone)
