"""Which persons are probable or possible, and what keeps one from being certain."""

from __future__ import annotations

from credcheck.model import Case, ClaimKind, Match, Stage
from credcheck.thresholds import Thresholds
from credcheck.verdict._answers import ANSWERED
from credcheck.verdict._evidence import (
    beside_the_name,
    is_name_refuted,
    is_named,
    is_numbered,
    is_of_another_profession,
)
from credcheck.verdict._numbers import is_renamed

TRAINING = "390200000X"
"""The NUCC code of those who are in training: student in an organised health care programme."""
TRAINING_TIMES = 12.0
"""How many times as probable that makes a person: a judgement, six in ten trainees and one in twenty of all have it."""


def possible(case: Case, limits: Thresholds) -> tuple[Match, ...]:
    """The persons who may be the holder, most probable first."""
    return tuple(m for m in case.ranking.matches if m.probability >= limits.possible and _may_be(m))


def _may_be(match: Match) -> bool:
    if not is_named(match) or is_of_another_profession(match):
        return False
    return not is_name_refuted(match) or is_renamed(match)


def is_nameless(case: Case, match: Match) -> bool:
    """No person's name stands in the record (an organisation, a number out of service) to agree with the claimed."""
    return case.claims.name() is not None and not match.person.names()


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
    codes = {t.code for c in match.person.candidates for t in c.taxonomies}
    if case.claims.word(ClaimKind.STAGE) != Stage.TRAINEE.value or codes != {TRAINING}:
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
