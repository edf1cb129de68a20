"""The rules of the decision, in their order; each looks at the case and says what it found, or None."""

from __future__ import annotations

from collections.abc import Callable

from credcheck.model import (
    Case,
    ClaimKind,
    Expected,
    Headline,
    Level,
    Match,
    Outcome,
    RecordAxis,
    Sentence,
    Stage,
)
from credcheck.quoted import is_of_another_name, is_told
from credcheck.thresholds import Thresholds
from credcheck.verdict import _answers, _claims, _evidence, _matches, _numbers
from credcheck.verdict._answers import title
from credcheck.verdict._found import Found

_PRESENT = (Stage.PRACTISING.value, Stage.TRAINEE.value)


def _parody(case: Case, _limits: Thresholds) -> Found | None:
    labels = any(label.value == "parody" and label.self_set for label in case.profile.labels)
    if labels or "parody" in _claims.cues(case.claims):
        return Found(RecordAxis.NOT_CHECKABLE, Headline.PARODY, (Sentence("verdict.parody"),))
    return None


def _contradicted(case: Case, _limits: Thresholds) -> Found | None:
    """A quoted NPI is deactivated while present practice is claimed, or belongs to somebody else."""
    for npi in _claims.quoted(case.claims):
        match = _numbers.bearer(case, npi)
        if match is None:
            continue
        if _numbers.is_deactivated(match) and case.claims.word(ClaimKind.STAGE) in _PRESENT:
            why = Sentence("verdict.deactivated", source=title("npi"), npi=npi)
        elif _is_anothers(case, match) and not is_told(case, match):
            why = Sentence("verdict.borrowed", source=title("npi"), npi=npi, listed=match.person.label())
        else:
            continue
        return Found(RecordAxis.CONTRADICTED, Headline.CONTRADICTED, (why,))
    return None


def _is_anothers(case: Case, match: Match) -> bool:
    return is_of_another_name(match, case.claims.name()) or _numbers.is_relative(match)


def _not_checkable(case: Case, _limits: Thresholds) -> Found | None:
    why = _claims.uncheckable(case.claims) or _answers.unreadable(case)
    if why is None:
        return None
    return Found(RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE, (Sentence(why),))


def _match(case: Case, limits: Thresholds) -> Found | None:
    """The most probable person, whom nothing disputes and nobody else comes near."""
    best, *others = case.ranking.matches or (None,)
    if best is None or not _is_likely(case, best, limits) or _matches.is_nameless(case, best):
        return None
    if _is_doubtful(case, best):
        return None
    if _evidence.disputing(best) and not _numbers.is_own(case, best):
        return None
    if _matches.is_generation_open(case, best, limits):
        return None
    if others and others[0] is not None and best.probability < limits.lead * others[0].probability:
        return None
    why: tuple[Sentence, ...] = (_matched(best),)
    if _numbers.is_deactivated(best):
        quoted = any(_numbers.bearer(case, npi) is best for npi in _claims.quoted(case.claims))
        why += (Sentence(f"verdict.match_deactivated{'_quoted' if quoted else ''}", source=title("npi")),)
    return Found(RecordAxis.MATCH, Headline.MATCH_NOT_BOUND, why, best.person.key)


def _is_doubtful(case: Case, match: Match) -> bool:
    """Whether what the profile says of its holder makes a namesake of the person listed."""
    doubts = (_matches.is_unexpected, _matches.is_calling_open, _matches.is_listed_too_long)
    return case.claims.is_true(ClaimKind.NEGATED) or any(doubt(case, match) for doubt in doubts)


def _is_likely(case: Case, match: Match, limits: Thresholds) -> bool:
    return _matches.is_probable(match, limits) or _matches.is_in_training(case, match, limits)


def _matched(match: Match) -> Sentence:
    source = title(match.person.candidates[0].registry)
    word = "match_moved" if _evidence.is_moved(match) else "match"
    return Sentence(f"verdict.{word}", name=match.person.label(), source=source)


def _vouched(case: Case, limits: Thresholds) -> Found | None:
    """The one probable person whom a proof that binds names: the institution itself says who is meant."""
    proofs = [b for b in case.bindings if b.level >= Level.L3 and b.person and not b.failed]
    least = {b.person: limits.possible if b.level is Level.L4 else limits.vouched for b in proofs}
    people = [m for m in _matches.possible(case, limits) if m.person.key in least]
    if len(people) != 1 or people[0].probability < least[people[0].person.key]:
        return None
    return Found(RecordAxis.MATCH, Headline.MATCH_NOT_BOUND, (_matched(people[0]),), people[0].person.key)


def _incomplete(case: Case, limits: Thresholds) -> Found | None:
    """A source is still asked, failed, was not asked or holds only a part, and no person stands in for its answer."""
    asking = [a for a in case.answers if a.outcome is Outcome.ASKING]
    if asking:
        return _lacking("verdict.asking", n=len(asking))
    if any(a.outcome is Outcome.FAILED and not _answers.is_stood_in(case, a) for a in case.answers):
        return None if _matches.possible(case, limits) and _answers.has_any(case) else _lacking("verdict.failed")
    if not _answers.has_any(case):
        return _lacking("verdict.nobody_asked")
    if _answers.is_expected_elsewhere(case) and not _matches.possible(case, limits):
        return _lacking("verdict.not_there", source=title("npi"))
    short = next((a.partial for a in case.answers if a.partial and _answers.is_finder(a)), None)
    if short is not None and not _matches.possible(case, limits):
        return Found(RecordAxis.INCOMPLETE, Headline.INCOMPLETE, (Sentence("verdict.partial"), short))
    return None


def _lacking(id: str, **params: int | str) -> Found:
    return Found(RecordAxis.INCOMPLETE, Headline.INCOMPLETE, (Sentence(id, **params),))


def _several(case: Case, limits: Thresholds) -> Found | None:
    possible = _matches.possible(case, limits)
    if not possible:
        return None
    if len(possible) == 1:
        why = _perhaps(case, possible[0])
    else:
        why = Sentence("verdict.several", n=len(possible), name=possible[0].person.label())
    return Found(RecordAxis.SEVERAL, Headline.SEVERAL, (why, *_open_questions(case, possible[0], limits)))


def _perhaps(case: Case, match: Match) -> Sentence:
    """Why the only one who may be meant is not certain."""
    name, source = match.person.label(), title(match.person.candidates[0].registry)
    if case.claims.name() is None:
        return Sentence("verdict.number_only", name=name, source=source)
    if _matches.is_unexpected(case, match):
        return Sentence("verdict.perhaps_unexpected", name=name, source=source)
    if case.claims.is_true(ClaimKind.NEGATED):
        return Sentence("verdict.perhaps_denied", name=name, source=source)
    if _matches.is_listed_too_long(case, match):
        return Sentence("verdict.perhaps_long", name=name, source=source)
    if _matches.is_calling_open(case, match):
        return Sentence("verdict.perhaps_calling", name=name, source=source)
    return Sentence("verdict.perhaps", name=name, percent=_percent(match))


def _percent(match: Match) -> int:
    """Never 100: what is only possible is not certain."""
    return min(99, round(100 * match.probability))


def _open_questions(case: Case, best: Match, limits: Thresholds) -> tuple[Sentence, ...]:
    """What keeps the first from being certain, and what would help most."""
    found: tuple[Sentence, ...] = ()
    if _matches.is_probable(best, limits) and _matches.is_generation_open(case, best, limits):
        found = tuple(e.sentence for e in best.evidence if e.level == "generation: not stated")
    return found + case.ranking.would_help[:1]


def none(case: Case, _limits: Thresholds) -> Found:
    """Nobody listed fits; namesakes who do not fit are a remark."""
    expected = case.claims.word(ClaimKind.NPI_EXPECTED, Expected.UNKNOWN.value)
    source = title(_answers.asked_first(case))
    why: tuple[Sentence, ...] = (Sentence(f"verdict.none.{expected}", source=source),)
    namesakes = [m for m in case.ranking.matches if not _evidence.is_name_refuted(m) and not m.fits]
    if namesakes:
        source = title(namesakes[0].person.candidates[0].registry)
        why += (Sentence("verdict.namesakes", n=len(namesakes), source=source),)
    return Found(RecordAxis.NONE, Headline.NO_RECORD, why)


Rule = Callable[[Case, Thresholds], Found | None]
RULES: tuple[Rule, ...] = (_parody, _contradicted, _not_checkable, _match, _vouched, _incomplete, _several, none)
"""In this order; the last one always applies."""
