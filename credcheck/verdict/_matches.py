"""Which persons are probable or possible, and what keeps one from being certain."""

from __future__ import annotations

from credcheck import lists
from credcheck.model import Case, ClaimKind, Expected, Match, PersonName, Stage
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
    """Whether the profile is written in another language alone; in two scripts it speaks to readers of English too."""
    both = any(c.isalpha() and c > _LAST_LATIN for c in case.profile.bio)
    return "non_english" in cues(case.claims) and not both


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
