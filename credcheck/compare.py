"""Two checks of one account: what changed between them, and on which side. Pure; it guesses at no motives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from credcheck.model import (
    Answer,
    Candidate,
    Claim,
    ClaimValue,
    Credential,
    Identifier,
    Institution,
    Outcome,
    PersonName,
    Place,
    Report,
    Sentence,
    Specialty,
)

_KINDS = {"npi": "NPI", "orcid": "ORCID"}
PROFILE = ("name", "handle", "bio", "location", "url", "account_id", "moved_to")


class Cause(StrEnum):
    """On which side something changed."""

    VERDICT = "verdict"
    ACCOUNT = "account"
    SOURCE = "source"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: what, how it was and how it is (None for not there), and on which side it changed."""

    what: Sentence
    before: Sentence | None
    after: Sentence | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, the verdict first, and in one or two sentences what the verdict's change may come from."""

    changes: tuple[Change, ...]
    why: tuple[Sentence, ...]


def compare(old: Report, new: Report) -> Comparison:
    """What changed from one check to a later one."""
    parts = (_verdict, _profile, _claims, _answers, _records, _bindings, _flags, _versions)
    changes = tuple(change for part in parts for change in part(old, new))
    return Comparison(changes, tuple(_why(old, new, {change.cause for change in changes})))


def _why(old: Report, new: Report, causes: set[Cause]) -> Iterator[Sentence]:
    if _account(old) != _account(new):
        yield Sentence("compare.other_account")
    yield Sentence("compare.other_verdict" if Cause.VERDICT in causes else "compare.same_verdict")
    for cause in (Cause.ACCOUNT, Cause.SOURCE, Cause.PROGRAM):
        if cause in causes:
            yield Sentence(f"compare.by.{cause.value}")
    if not causes:
        yield Sentence("compare.nothing")


def _account(report: Report) -> tuple[str, str]:
    return report.case.profile.platform, report.case.profile.handle.strip().removeprefix("@").lower()


def _verdict(old: Report, new: Report) -> Iterator[Change]:
    was, now = old.verdict, new.verdict
    axes = (
        ("headline", was.headline.value, now.headline.value),
        ("record", was.record.value, now.record.value),
        ("account", str(was.account.value), str(now.account.value)),
    )
    for axis, before, after in axes:
        if before != after:
            said = Sentence(f"report.{axis}.{before}"), Sentence(f"report.{axis}.{after}")
            yield Change(Sentence(f"compare.{axis}"), *said, Cause.VERDICT)
    if was.person != now.person:
        yield Change(Sentence("compare.person"), _label(old), _label(new), Cause.VERDICT)


def _label(report: Report) -> Sentence | None:
    key = report.verdict.person
    names = [m.person.label() for m in report.case.ranking.matches if m.person.key == key]
    return _text(f"{names[0]} ({_number(key)})" if names else _number(key))


def _number(key: str) -> str:
    """A person's key as people write it: "NPI 1234567893" of "npi:1234567893"."""
    kind, colon, value = key.partition(":")
    return f"{_KINDS[kind]} {value}" if kind in _KINDS else value if colon else key


def _profile(old: Report, new: Report) -> Iterator[Change]:
    was, now = old.case.profile, new.case.profile
    for part in PROFILE:
        if getattr(was, part) != getattr(now, part):
            before, after = _text(getattr(was, part)), _text(getattr(now, part))
            yield Change(Sentence(f"compare.profile.{part}"), before, after, Cause.ACCOUNT)
    links = [", ".join(link.url for link in profile.links) for profile in (was, now)]
    if links[0] != links[1]:
        yield Change(Sentence("compare.profile.links"), _text(links[0]), _text(links[1]), Cause.ACCOUNT)


def _claims(old: Report, new: Report) -> Iterator[Change]:
    was, now = ({(c.kind, c.value): c for c in r.case.claims.all} for r in (old, new))
    same_text = old.case.profile == new.case.profile
    for key, claim in {**was, **now}.items():
        if (key in was) != (key in now):
            by_program = same_text and not claim.by_user
            cause = Cause.PROGRAM if by_program else Cause.ACCOUNT
            said = _claim(claim)
            yield Change(Sentence("compare.claim"), said if key in was else None, said if key in now else None, cause)


def _claim(claim: Claim) -> Sentence | None:
    said = claim.value.replace("_", " ") if isinstance(claim.value, str) else _value(claim.value)
    return Sentence(f"compare.says.{claim.kind.value}", value=said)


def _value(value: ClaimValue) -> str:
    match value:
        case PersonName():
            return value.text()
        case Credential():
            return value.code
        case Specialty():
            return value.label
        case Institution():
            return value.name or value.as_written
        case Place():
            return ", ".join(p for p in (value.city, value.region, value.country) if p) or value.as_written
        case Identifier():
            return " ".join(p for p in (_KINDS.get(value.kind, value.kind), value.value, value.region) if p)
        case _:
            return str(value)


def _answers(old: Report, new: Report) -> Iterator[Change]:
    was, now = ({a.registry: a for a in r.case.answers} for r in (old, new))
    for registry in dict.fromkeys((*was, *now)):
        before, after = was.get(registry), now.get(registry)
        if _outcome(before) != _outcome(after):
            what = Sentence("compare.answer", registry=registry)
            yield Change(what, _outcome(before), _outcome(after), Cause.SOURCE)
        if before and after and before.snapshot != after.snapshot:
            what = Sentence("compare.snapshot", registry=registry)
            dates = _text(str(before.snapshot or "")), _text(str(after.snapshot or ""))
            yield Change(what, *dates, Cause.SOURCE)


def _outcome(answer: Answer | None) -> Sentence | None:
    if answer is None:
        return None
    partial = answer.partial is not None and answer.outcome is Outcome.FOUND
    return Sentence(f"report.outcome.{'partial' if partial else answer.outcome.value}")


def _records(old: Report, new: Report) -> Iterator[Change]:
    """Records that came, went or changed their standing, of registries that answered both times."""
    was, now = (_listed(report) for report in (old, new))
    both = {registry for registry, _ in was} & {registry for registry, _ in now} | _answered(old) & _answered(new)
    for key in dict.fromkeys((*was, *now)):
        if key[0] in both and _standing(was.get(key)) != _standing(now.get(key)):
            what = Sentence("compare.entry", registry=key[0], id=key[1])
            yield Change(what, _standing(was.get(key)), _standing(now.get(key)), Cause.SOURCE)


def _listed(report: Report) -> dict[tuple[str, str], Candidate]:
    return {(a.registry, c.id): c for a in report.case.answers for c in a.candidates}


def _answered(report: Report) -> set[str]:
    whole = (Outcome.FOUND, Outcome.NOT_FOUND)
    return {a.registry for a in report.case.answers if a.outcome in whole and not a.partial}


def _standing(record: Candidate | None) -> Sentence | None:
    if record is None:
        return None
    name = record.names[0].name.text() if record.names else record.id
    return Sentence(f"compare.standing.{record.status.value}", name=name)


def _bindings(old: Report, new: Report) -> Iterator[Change]:
    was, now = ({(b.proof, b.sentence): b for b in r.case.bindings} for r in (old, new))
    for key, binding in {**was, **now}.items():
        if (key in was) != (key in now):
            said = binding.sentence
            yield Change(
                Sentence("compare.binding"), said if key in was else None, said if key in now else None, Cause.ACCOUNT
            )


def _flags(old: Report, new: Report) -> Iterator[Change]:
    was, now = ({(f.rule, f.sentence): f for f in r.flags} for r in (old, new))
    for key, flag in {**was, **now}.items():
        if (key in was) != (key in now):
            said = flag.sentence
            what = Sentence("compare.flag")
            yield Change(what, said if key in was else None, said if key in now else None, Cause.VERDICT)


def _versions(old: Report, new: Report) -> Iterator[Change]:
    for part in ("program", "rules", "weights"):
        before, after = getattr(old.versions, part), getattr(new.versions, part)
        if before != after:
            yield Change(Sentence(f"compare.version.{part}"), _text(before), _text(after), Cause.PROGRAM)


def _text(text: str) -> Sentence | None:
    return Sentence("compare.text", text=text) if text else None
