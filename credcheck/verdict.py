"""The verdict on a case: outcomes on two axes, and why. Nothing else decides.

Record: PARODY and NOT_CHECKABLE come first, then CONTRADICTED, MATCH, INCOMPLETE, SEVERAL, NONE, as RULES lists them.
The thresholds are those of the weights that the case was ranked with.
Account: the strongest proof that names the matched person; proofs that name nobody never lift it above L1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from credcheck import lists, thresholds
from credcheck.model import (
    Answer,
    Case,
    ClaimKind,
    Claims,
    Credential,
    Expected,
    Flag,
    Headline,
    Identifier,
    Level,
    Match,
    Outcome,
    RecordAxis,
    Relation,
    Sentence,
    Severity,
    Stage,
    Status,
    Subject,
    Verdict,
)
from credcheck.text import fold
from credcheck.thresholds import Thresholds

_MOVABLE = (ClaimKind.PLACE, ClaimKind.COUNTRY, ClaimKind.INSTITUTION)
_ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)
_NAMED = ("surname: ", "given: ", "generation: ")
_PRESENT = (Stage.PRACTISING.value, Stage.TRAINEE.value)
_NUMBERED = ("npi: quoted", "orcid: quoted", "licence: agrees")
_KEYS = ("npi", "licence", "orcid")
TRAINING = "390200000X"
"""The NUCC code of those who are in training: student in an organised health care programme."""
TRAINING_TIMES = 12.0
"""How many times as probable that makes a person: a judgement, six in ten trainees and one in twenty of all have it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule found: the record axis, the headline, why, and whom."""

    record: RecordAxis
    headline: Headline
    why: tuple[Sentence, ...]
    person: str = ""


def decide(case: Case, flags: tuple[Flag, ...], limits: Thresholds | None = None) -> Verdict:
    """The outcome of the first rule that applies, the account's level, and every reason a reader needs."""
    limits = limits or thresholds.of(case.ranking.weights_version)
    found = next(outcome for rule in RULES if (outcome := rule(case, limits)) is not None)
    found = _overruled(case, flags, found, limits) or found
    level = _account(case, found.person)
    headline = Headline.BOUND if found.record is RecordAxis.MATCH and level >= Level.L3 else found.headline
    why = found.why + _fit(case, found) + _account_why(found, level) + _sources(case) + _fixed(found, flags)
    return Verdict(found.record, level, headline, why, found.person)


def _overruled(case: Case, flags: tuple[Flag, ...], found: _Found, limits: Thresholds) -> _Found | None:
    """What a loud remark on the record itself makes of an outcome: see OVERRULING."""
    loud = {flag.rule: flag for flag in flags if flag.severity is not Severity.NOTE}
    if found.record in (RecordAxis.MATCH, RecordAxis.SEVERAL, RecordAxis.NONE) and NUMBER_OF_ANOTHER in loud:
        params = dict(loud[NUMBER_OF_ANOTHER].sentence.params)
        why = Sentence("verdict.not_a_person", source=_title("npi"), npi=params["npi"], name=params["name"])
        return _Found(RecordAxis.CONTRADICTED, Headline.CONTRADICTED, (why,))
    if found.record is RecordAxis.MATCH and DEGREE_UNLISTED in loud:
        return _none(case, limits)
    return None


NUMBER_OF_ANOTHER, DEGREE_UNLISTED = "npi_organisation", "credential_unlisted"
"""Remarks that overrule when they ask for caution: a quoted number is an organisation's that the profile does not speak
of (CONTRADICTED); the record that fits names another profession than the degree claimed, so nobody fits (NONE)."""


# ---------------------------------------------------------------- the rules, first that applies
def _parody(case: Case, _limits: Thresholds) -> _Found | None:
    labels = any(label.value == "parody" and label.self_set for label in case.profile.labels)
    if labels or "parody" in _cues(case.claims):
        return _Found(RecordAxis.NOT_CHECKABLE, Headline.PARODY, (Sentence("verdict.parody"),))
    return None


def _contradicted(case: Case, _limits: Thresholds) -> _Found | None:
    for npi in _quoted(case.claims):
        match = _bearer(case, npi)
        if match is None:
            continue
        if _deactivated(match) and case.claims.word(ClaimKind.STAGE) in _PRESENT:
            why = Sentence("verdict.deactivated", source=_title("npi"), npi=npi)
        elif _somebody_else(match) or _relative(match):
            why = Sentence("verdict.borrowed", source=_title("npi"), npi=npi, listed=match.person.label())
        else:
            continue
        return _Found(RecordAxis.CONTRADICTED, Headline.CONTRADICTED, (why,))
    return None


def _not_checkable(case: Case, _limits: Thresholds) -> _Found | None:
    why = _uncheckable(case.claims) or _unreadable(case)
    if why is None:
        return None
    return _Found(RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE, (Sentence(why),))


def _match(case: Case, limits: Thresholds) -> _Found | None:
    best, *others = case.ranking.matches or (None,)
    if best is None or not (_probable(best, limits) or _in_training(case, best, limits)) or _nameless(case, best):
        return None
    if _disputed(best) and not _own_number(case, best):
        return None
    if _generation_open(case, best, limits):
        return None
    if others and others[0] is not None and best.probability < limits.lead * others[0].probability:
        return None
    why: tuple[Sentence, ...] = (
        Sentence("verdict.match", name=best.person.label(), source=_title(best.person.candidates[0].registry)),
    )
    if _deactivated(best):
        why += (Sentence("verdict.match_deactivated", source=_title("npi")),)
    return _Found(RecordAxis.MATCH, Headline.MATCH_NOT_BOUND, why, best.person.key)


def _vouched(case: Case, limits: Thresholds) -> _Found | None:
    """The one probable person whom a proof that binds names: the institution itself says who is meant."""
    proofs = [b for b in case.bindings if b.level >= Level.L3 and b.person and not b.failed]
    least = {b.person: limits.possible if b.level is Level.L4 else limits.vouched for b in proofs}
    people = [m for m in _possible(case, limits) if m.person.key in least]
    if len(people) != 1 or people[0].probability < least[people[0].person.key] or _other_profession(people[0]):
        return None
    name, source = people[0].person.label(), _title(people[0].person.candidates[0].registry)
    why = (Sentence("verdict.match", name=name, source=source),)
    return _Found(RecordAxis.MATCH, Headline.MATCH_NOT_BOUND, why, people[0].person.key)


def _other_profession(match: Match) -> bool:
    """Whether the record speaks of another profession; another field of one profession is often an old entry."""
    return any(
        e.relation is Relation.REFUTES and e.level.startswith(("profession: ", "credential: ")) for e in match.evidence
    )


def _incomplete(case: Case, limits: Thresholds) -> _Found | None:
    asking = [a for a in case.answers if a.outcome is Outcome.ASKING]
    if asking:
        return _lacking("verdict.asking", n=len(asking))
    if any(a.outcome is Outcome.FAILED and not _stood_in(case, a) for a in case.answers):
        return None if _possible(case, limits) and _answered(case) else _lacking("verdict.failed")
    if not _answered(case):
        return _lacking("verdict.nobody_asked")
    if _expected_elsewhere(case) and not _possible(case, limits):
        return _lacking("verdict.not_there", source=_title("npi"))
    if any(a.partial and _finder(a) for a in case.answers) and not _possible(case, limits):
        return _lacking("verdict.partial")
    return None


def _several(case: Case, limits: Thresholds) -> _Found | None:
    possible = _possible(case, limits)
    if not possible:
        return None
    if len(possible) == 1:
        why = Sentence("verdict.perhaps", name=possible[0].person.label(), percent=_percent(possible[0]))
    else:
        why = Sentence("verdict.several", n=len(possible), name=possible[0].person.label())
    return _Found(RecordAxis.SEVERAL, Headline.SEVERAL, (why, *_open_questions(case, possible[0], limits)))


def _open_questions(case: Case, best: Match, limits: Thresholds) -> tuple[Sentence, ...]:
    """What keeps the first from being certain, and what would help most."""
    found: tuple[Sentence, ...] = ()
    if _probable(best, limits) and _generation_open(case, best, limits):
        found = tuple(e.sentence for e in best.evidence if e.level == "generation: not stated")
    return found + case.ranking.would_help[:1]


def _none(case: Case, _limits: Thresholds) -> _Found:
    expected = case.claims.word(ClaimKind.NPI_EXPECTED, Expected.UNKNOWN.value)
    source = _title(_asked_first(case))
    why: tuple[Sentence, ...] = (Sentence(f"verdict.none.{expected}", source=source),)
    namesakes = [m for m in case.ranking.matches if not _name_refuted(m) and not m.fits]
    if namesakes:
        source = _title(namesakes[0].person.candidates[0].registry)
        why += (Sentence("verdict.namesakes", n=len(namesakes), source=source),)
    return _Found(RecordAxis.NONE, Headline.NO_RECORD, why)


Rule = Callable[[Case, Thresholds], _Found | None]
RULES: tuple[Rule, ...] = (_parody, _contradicted, _not_checkable, _match, _vouched, _incomplete, _several, _none)
"""In this order; the last one always applies."""


# ---------------------------------------------------------------- what the rules look at
def _uncheckable(claims: Claims) -> str | None:
    """Why there is nothing to check, or None."""
    subject, name = claims.word(ClaimKind.SUBJECT), claims.name()
    if _identifiers(claims):
        return None
    if subject == Subject.ORGANISATION.value:
        return "verdict.organisation"
    if subject == Subject.PERSONA.value:
        return "verdict.persona"
    if name is None or not name.family or not (name.given or name.nickname):
        return "verdict.anonymous"
    if claims.is_true(ClaimKind.NEGATED) and not claims.is_true(ClaimKind.HEALTH_ROLE):
        return "verdict.negated"
    return None if _health_claim(claims) else "verdict.no_claim"


def _unreadable(case: Case) -> str | None:
    """The reason where no register could be asked because the name stands in a script that none of them lists."""
    finders = [a for a in case.answers if _finder(a)]
    passed = bool(finders) and all(a.outcome is Outcome.NOT_ASKED for a in finders)
    script = any(a.why is not None and a.why.id.endswith(".other_script") for a in finders)
    return "verdict.other_script" if passed and script else None


def _health_claim(claims: Claims) -> bool:
    if any(isinstance(c.value, Credential) and c.value.profession for c in claims.all):
        return True
    if claims.first(ClaimKind.HEALTH_ROLE) is not None:
        return claims.is_true(ClaimKind.HEALTH_ROLE)
    professions = {str(c.value) for c in claims.of(ClaimKind.PROFESSION)} - {"other"}
    return bool(professions)


def _identifiers(claims: Claims) -> tuple[Identifier, ...]:
    values = [c.value for c in claims.of(ClaimKind.IDENTIFIER)]
    return tuple(v for v in values if isinstance(v, Identifier) and v.kind in _KEYS and v.valid is not False)


def _quoted(claims: Claims) -> tuple[str, ...]:
    return tuple(i.value for i in _identifiers(claims) if i.kind == "npi")


def _bearer(case: Case, npi: str) -> Match | None:
    """The match whose records carry a quoted NPI."""
    for match in case.ranking.matches:
        if match.person.key == f"npi:{npi}" or any(c.id == npi for c in match.person.candidates):
            return match
    return None


def _deactivated(match: Match) -> bool:
    states = {c.status for c in match.person.candidates if c.registry.startswith("npi")}
    return Status.DEACTIVATED in states and Status.ACTIVE not in states


def _somebody_else(match: Match) -> bool:
    """Neither surname nor given name agrees at any level; one that differs may be a marriage or a call name."""
    levels = {e.level for e in match.evidence}
    given = {level for level in levels if level.startswith("given: ")}
    return "surname: conflict" in levels and given <= {"given: conflict"}


def _relative(match: Match) -> bool:
    """The surname agrees, the given name and field or profession do not: a namesake's number."""
    refuted = {e.level.partition(": ")[0] for e in match.evidence if e.relation is Relation.REFUTES}
    return "given" in refuted and "surname" not in refuted and bool(refuted & {"specialty", "profession", "credential"})


def _renamed(match: Match) -> bool:
    """A quoted number leads to the record and only one of the names differs: the holder may have taken another.

    Surnames change by marriage; that a given name did is believed where field or place agree.
    """
    quoted = any(e.relation is Relation.SUPPORTS and e.level.startswith(_NUMBERED) for e in match.evidence)
    given = any(e.relation is Relation.REFUTES and e.level.startswith("given: ") for e in match.evidence)
    return quoted and not _somebody_else(match) and (not given or bool(_agreeing(match)))


def _agreeing(match: Match) -> frozenset[ClaimKind]:
    """Which of field, place and institution agree with the record."""
    told = (ClaimKind.SPECIALTY, ClaimKind.PLACE, ClaimKind.INSTITUTION)
    return frozenset(e.kind for e in match.evidence if e.relation is Relation.SUPPORTS and e.kind in told)


def _own_number(case: Case, match: Match) -> bool:
    """Whether a changed name is explained: nothing but one name differs from the record of the quoted number.

    Either two of field, place and institution agree, or the profile itself gives the listed surname.
    """
    against = [e for e in match.evidence if e.relation is Relation.REFUTES and e.kind not in _MOVABLE]
    if not _renamed(match) or len(against) != 1 or not against[0].level.startswith(("surname: ", "given: ")):
        return False
    words = set(fold(f"{case.profile.name} {case.profile.bio}").split())
    listed = [set(fold(n.name.family).split()) for n in match.person.names() if n.name.family]
    given = any(e.relation is Relation.SUPPORTS and e.level.startswith("given: ") for e in match.evidence)
    return len(_agreeing(match)) > 1 or (given and any(name <= words for name in listed))


def _nameless(case: Case, match: Match) -> bool:
    """No person's name stands in the record (an organisation, a number out of service) to agree with the claimed."""
    return case.claims.name() is not None and not match.person.names()


def _name_refuted(match: Match) -> bool:
    return any(e.relation is Relation.REFUTES and e.level.startswith(_NAMED) for e in match.evidence)


def _disputed(match: Match) -> bool:
    """Whether a claim speaks against the person. A place does not: registers list one of several, often an old one."""
    return any(e.relation is Relation.REFUTES and e.kind not in _MOVABLE for e in match.evidence)


def _probable(match: Match, limits: Thresholds) -> bool:
    """Whether a person is probable enough for MATCH; a name alone must be rarer than one that more agrees with."""
    if any(e.relation is Relation.SUPPORTS and e.level.startswith(_NUMBERED) for e in match.evidence):
        return match.probability >= limits.numbered
    more = beside_the_name(match)
    return match.probability >= (limits.match if more >= limits.more_bits else limits.alone)


def beside_the_name(match: Match) -> float:
    """What all that is not the name weighs in sum: a place elsewhere takes from what the specialty adds."""
    return sum(e.bits for e in match.evidence if e.kind is not ClaimKind.NAME)


def _in_training(case: Case, match: Match, limits: Thresholds) -> bool:
    """Whether profile and record both say training: few records do, so that this is more than the name."""
    codes = {t.code for c in match.person.candidates for t in c.taxonomies}
    if case.claims.word(ClaimKind.STAGE) != Stage.TRAINEE.value or codes != {TRAINING}:
        return False
    told = match.probability * TRAINING_TIMES
    return told / (told + 1 - match.probability) >= limits.alone


def _generation_open(case: Case, match: Match, limits: Thresholds) -> bool:
    """The profile says Jr or III and the record does not: a relative carries the name, and may be the one listed.

    No doubt where the whole register lists nobody else of the name, or where the profile quotes the record's number.
    """
    levels = {e.level for e in match.evidence}
    if "generation: not stated" not in levels or any(level.startswith(_NUMBERED) for level in levels):
        return False
    whole = any(a.share >= limits.whole for a in case.answers if a.outcome in _ANSWERED and a.counts)
    alone = any(c.what == "pair" and c.exact and c.people == 1 for c in case.ranking.fit.steps)
    return not (whole and alone)


def _possible(case: Case, limits: Thresholds) -> tuple[Match, ...]:
    return tuple(
        m
        for m in case.ranking.matches
        if m.probability >= limits.possible
        and _named(m)
        and (not _name_refuted(m) or _renamed(m))
        and not _other_profession(m)
    )


def _percent(match: Match) -> int:
    """Never 100: what is only possible is not certain."""
    return min(99, round(100 * match.probability))


def _named(match: Match) -> bool:
    return any(e.level.startswith(("surname: ", "npi: quoted", "orcid: quoted", "licence: ")) for e in match.evidence)


def _cues(claims: Claims) -> frozenset[str]:
    return frozenset(str(c.value) for c in claims.of(ClaimKind.CUE))


def _finder(answer: Answer) -> bool:
    rounds = {row["family"]: row["round"] for row in lists.rows("registers")}
    return rounds.get(_family(answer.registry), "find") == "find"


def _answered(case: Case) -> bool:
    return any(a.outcome in _ANSWERED and _finder(a) for a in case.answers)


def _asked_first(case: Case) -> str:
    """The register that a sentence about all names: the NPI registry if it answered, else the first that did."""
    answered = [_family(a.registry) for a in case.answers if a.outcome in _ANSWERED and _finder(a)]
    return "npi" if "npi" in answered or not answered else answered[0]


def _expected_elsewhere(case: Case) -> bool:
    """Whether the NPI registry, where somebody with these claims would be listed, is not among those that answered."""
    known = {row["family"] for row in lists.rows("registers")} - {"npi", "practice"}
    answered = {_family(a.registry) for a in case.answers if a.outcome in _ANSWERED and _finder(a)}
    return case.claims.word(ClaimKind.NPI_EXPECTED) == Expected.YES.value and answered <= known


def _stood_in(case: Case, failed: Answer) -> bool:
    """Whether a failed answer does not matter: it only confirms, or the same register answered another way."""
    same = [a for a in case.answers if _family(a.registry) == _family(failed.registry)]
    return not _finder(failed) or any(a.outcome in _ANSWERED for a in same)


def _lacking(id: str, **params: int | str) -> _Found:
    return _Found(RecordAxis.INCOMPLETE, Headline.INCOMPLETE, (Sentence(id, **params),))


# ---------------------------------------------------------------- account
def _account(case: Case, person: str) -> Level:
    """The best level of the proofs that hold; a proof that does not name the matched person is worth L1 at most."""
    levels = [
        binding.level if person and binding.person == person else min(binding.level, Level.L1)
        for binding in case.bindings
        if not binding.failed
    ]
    return max(levels, default=Level.L0)


def _account_why(found: _Found, level: Level) -> tuple[Sentence, ...]:
    if found.record is not RecordAxis.MATCH:
        return ()
    if level >= Level.L3:
        return (Sentence("verdict.bound"),)
    return (Sentence("verdict.linked" if level is Level.L2 else "verdict.not_bound"),)


# ---------------------------------------------------------------- sentences
def _fit(case: Case, found: _Found) -> tuple[Sentence, ...]:
    """How many registered people carry the name, and what each claim leaves of them."""
    steps = case.ranking.fit.steps
    if found.record not in (RecordAxis.MATCH, RecordAxis.SEVERAL, RecordAxis.NONE) or not steps:
        return ()
    first, *rest = steps
    said = [Sentence("verdict.fit.exact" if first.exact else "verdict.fit.about", n=first.people)]
    for before, step in pairwise((first, *rest)):
        if step.people != before.people:  # a claim that leaves as many as before says nothing
            said.append(Sentence(f"verdict.fit.{_step(step.what)}", n=step.people))
    return tuple(said)


def _step(what: str) -> str:
    return "state" if what.endswith("state") else "specialty"


def _sources(case: Case) -> tuple[Sentence, ...]:
    """Which sources could not be asked, and which only hold a part of their register."""
    said: list[Sentence] = []
    for answer in case.answers:
        if answer.outcome is Outcome.FAILED:
            said.append(Sentence("verdict.unreached", source=_title(answer.registry)))
            said += [answer.why] if answer.why else []
        elif answer.outcome in _ANSWERED and answer.share < 0.995 and _finder(answer):
            percent = max(1, round(100 * answer.share))
            said.append(Sentence("verdict.part_copy", source=_title(answer.registry), percent=percent))
    return tuple(said)


def _fixed(found: _Found, flags: tuple[Flag, ...]) -> tuple[Sentence, ...]:
    """What every report says: what a missing record means, what is not judged, and how to have it corrected."""
    said = [Sentence("verdict.see_flags", n=len(flags))] if flags else []
    if found.record in (RecordAxis.NONE, RecordAxis.INCOMPLETE, RecordAxis.NOT_CHECKABLE):
        said.append(Sentence("verdict.not_proof"))
    return (*said, Sentence("verdict.scope"), Sentence("verdict.correct"))


def _title(registry: str) -> str:
    titles = {row["family"]: row["title"] for row in lists.rows("registers")}
    return titles.get(_family(registry), f"The register {registry}")


def _family(registry: str) -> str:
    return registry.split("_", 1)[0]
