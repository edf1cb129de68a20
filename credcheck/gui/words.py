"""What each word of the model is called in the window, which icon stands beside it and how loud it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from credcheck import wording
from credcheck.gui.theme import Tone, Topic
from credcheck.model import (
    Claim,
    ClaimKind,
    Credential,
    Headline,
    Identifier,
    Institution,
    Level,
    Outcome,
    Param,
    PersonName,
    Place,
    RecordAxis,
    Relation,
    Report,
    Sentence,
    Severity,
    Specialty,
)
from credcheck.text import visible


@dataclass(frozen=True, slots=True)
class Sign:
    """A message id, an icon and a tone: never colour alone."""

    id: str
    icon: str
    tone: Tone

    @property
    def word(self) -> str:
        """The word in the user's language."""
        return say(self.id)


HEADLINES: Mapping[Headline, Sign] = {
    Headline.BOUND: Sign("gui.headline.bound", "bound", Tone.GOOD),
    Headline.MATCH_NOT_BOUND: Sign("gui.headline.match_not_bound", "unbound", Tone.INFO),
    Headline.SEVERAL: Sign("gui.headline.several", "several", Tone.WARN),
    Headline.CONTRADICTED: Sign("gui.headline.contradicted", "contradicted", Tone.BAD),
    Headline.NO_RECORD: Sign("gui.headline.no_record", "missing", Tone.NEUTRAL),
    Headline.NOT_CHECKABLE: Sign("gui.headline.not_checkable", "unknown", Tone.NEUTRAL),
    Headline.PARODY: Sign("gui.headline.parody", "parody", Tone.NEUTRAL),
    Headline.INCOMPLETE: Sign("gui.headline.incomplete", "unreachable", Tone.WARN),
}
LISTED: Mapping[Headline, Sign] = {
    **HEADLINES, Headline.INCOMPLETE: Sign("gui.headline.incomplete_listed", "unreachable", Tone.WARN)
}  # fmt: skip
"""In a table, which does not know whether a source was out of reach or none was asked."""
RECORDS: Mapping[RecordAxis, Sign] = {
    RecordAxis.MATCH: Sign("gui.record.match", "found", Tone.GOOD),
    RecordAxis.SEVERAL: Sign("gui.record.several", "several", Tone.WARN),
    RecordAxis.CONTRADICTED: Sign("gui.record.contradicted", "contradicted", Tone.BAD),
    RecordAxis.NONE: Sign("gui.record.none", "missing", Tone.NEUTRAL),
    RecordAxis.NOT_CHECKABLE: Sign("gui.record.not_checkable", "unknown", Tone.NEUTRAL),
    RecordAxis.INCOMPLETE: Sign("gui.record.incomplete", "unreachable", Tone.WARN),
}
STILL_ASKING = (Sign("gui.headline.asking", "asking", Tone.INFO), Sign("gui.record.unknown", "asking", Tone.INFO))
CALLED_OFF = (Sign("gui.headline.stopped", "stop", Tone.NEUTRAL), Sign("gui.record.unknown", "unknown", Tone.NEUTRAL))
NOBODY_ASKED = (
    Sign("gui.headline.nobody_asked", "skipped", Tone.WARN),
    Sign("gui.record.nobody_asked", "skipped", Tone.WARN),
)
LACKING = (
    Sign("gui.headline.lacking", "skipped", Tone.WARN),
    Sign("gui.record.lacking", "skipped", Tone.WARN),
)
"""Of those who answered none failed, but one who should have answered was not asked, or answered only in part."""
LEVELS: Mapping[Level, Sign] = {
    Level.L0: Sign("gui.level.l0", "unbound", Tone.NEUTRAL),
    Level.L1: Sign("gui.level.l1", "link", Tone.NEUTRAL),
    Level.L2: Sign("gui.level.l2", "link", Tone.INFO),
    Level.L3: Sign("gui.level.l3", "bound", Tone.GOOD),
    Level.L4: Sign("gui.level.l4", "bound", Tone.GOOD),
}
OUTCOMES: Mapping[Outcome, Sign] = {
    Outcome.FOUND: Sign("gui.outcome.found", "found", Tone.GOOD),
    Outcome.NOT_FOUND: Sign("gui.outcome.not_found", "missing", Tone.NEUTRAL),
    Outcome.NOT_ASKED: Sign("gui.outcome.not_asked", "skipped", Tone.NEUTRAL),
    Outcome.FAILED: Sign("gui.outcome.failed", "unreachable", Tone.WARN),
    Outcome.ASKING: Sign("gui.outcome.asking", "asking", Tone.INFO),
}
RELATIONS: Mapping[Relation, Sign] = {
    Relation.SUPPORTS: Sign("gui.relation.supports", "check", Tone.GOOD),
    Relation.REFUTES: Sign("gui.relation.refutes", "cross", Tone.BAD),
    Relation.SILENT: Sign("gui.relation.silent", "minus", Tone.NEUTRAL),
}
SEVERITIES: Mapping[Severity, Sign] = {
    Severity.NOTE: Sign("gui.severity.note", "note", Tone.INFO),
    Severity.CAUTION: Sign("gui.severity.caution", "warning", Tone.WARN),
    Severity.ALARM: Sign("gui.severity.alarm", "alarm", Tone.BAD),
}
QUEUE_STATES: Mapping[str, Sign] = {
    "waiting": Sign("queue.state_word.waiting", "asking", Tone.NEUTRAL),
    "done": Sign("queue.state_word.done", "found", Tone.GOOD),
    "failed": Sign("queue.state_word.failed", "unreachable", Tone.WARN),
}
"""Where a row of the queue stands, by its value in the store."""
OPINIONS: Mapping[str, Sign] = {
    "agree": Sign("gui.opinion.agree", "check", Tone.GOOD),
    "disagree": Sign("gui.opinion.disagree", "cross", Tone.BAD),
    "undecided": Sign("gui.opinion.undecided", "unknown", Tone.NEUTRAL),
}
"""The user's own judgements, by their value in the store."""
TOPICS: Mapping[ClaimKind, Topic] = {
    ClaimKind.NAME: Topic.NAME,
    ClaimKind.SUBJECT: Topic.NAME,
    ClaimKind.TITLE: Topic.ROLE,
    ClaimKind.CREDENTIAL: Topic.ROLE,
    ClaimKind.PROFESSION: Topic.ROLE,
    ClaimKind.STAGE: Topic.ROLE,
    ClaimKind.HEALTH_ROLE: Topic.ROLE,
    ClaimKind.SPECIALTY: Topic.FIELD,
    ClaimKind.FIELD: Topic.FIELD,
    ClaimKind.INSTITUTION: Topic.PLACE,
    ClaimKind.PLACE: Topic.PLACE,
    ClaimKind.COUNTRY: Topic.PLACE,
    ClaimKind.IDENTIFIER: Topic.IDENTIFIER,
    ClaimKind.NEGATED: Topic.DENIAL,
}
"""Which highlight a claim gets; cues and what follows from other claims get none."""


def say(id: str, **params: Param) -> str:
    """A text of the window in the user's language."""
    return tell(Sentence(id, **params))


def tell(sentence: Sentence) -> str:
    """A sentence in the user's language; where it names a command, the window says its own way instead."""
    own = f"window.{sentence.id}"
    return wording.render(Sentence(own, **dict(sentence.params)) if own in wording.room("window") else sentence)


def kind_word(kind: ClaimKind) -> str:
    """What a kind of claim is called."""
    return say(f"gui.kind.{kind.value}")


def topic_word(topic: Topic) -> str:
    """What a highlight stands for."""
    return say(f"gui.topic.{topic.value}")


def claim_text(claim: Claim) -> str:
    """What is claimed, safe to show."""
    value = claim.value
    if isinstance(value, bool):
        return say("gui.yes" if value else "gui.no")
    if isinstance(value, PersonName):
        return visible(value.text())
    if isinstance(value, Credential):
        return visible(value.code)
    if isinstance(value, Specialty):
        return visible(value.label)
    if isinstance(value, Institution):
        return visible(value.name or value.as_written)
    if isinstance(value, Place):
        return place_text(value)
    if isinstance(value, Identifier):
        return identifier_text(value)
    return _plain(visible(value).replace("_", " "))


def _plain(text: str) -> str:
    known = f"gui.value.{text}"
    return say(known) if known in wording.templates() else text[:1].upper() + text[1:]


def place_text(place: Place) -> str:
    """A place: "Springfield, IL, US", or as it was written."""
    known = ", ".join(p for p in (place.city, place.region, place.country) if p)
    return visible(known or place.as_written)


def identifier_text(identifier: Identifier) -> str:
    """An identifier with its kind and state: "Licence 036000000 (IL)"."""
    shown = say("gui.identifier", kind=_identifier_kind(identifier.kind), value=identifier.value)
    return f"{shown} ({visible(identifier.region)})" if identifier.region else shown


def _identifier_kind(kind: str) -> str:
    names = {"npi": "NPI", "orcid": "ORCID", "licence": "Licence", "url": "Address", "email": "E-mail", "handle": "@"}
    return names.get(kind, kind)


def platform_word(platform: str) -> str:
    """A platform's id as people write it."""
    special = {"x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok", "youtube": "YouTube", "orcid": "ORCID"}
    return special.get(platform, visible(platform).replace("_", " ").capitalize())


def percent(probability: float) -> str:
    """A probability in whole per cent, never rounded up to certainty nor down to nothing."""
    if 0.99 <= probability < 1:
        return ">99 %" if probability > 0.995 else "99 %"
    if 0 < probability < 0.01:
        return "<1 %"
    return f"{probability * 100:.0f} %"


def at(handle: str) -> str:
    """A handle with its sign before it, also among words that run from right to left."""
    return f"\u200e@{visible(handle).removeprefix('@')[:100]}" if handle else ""


def signs(report: Report, stopped: bool = False) -> tuple[Sign, Sign]:
    """The headline and the first axis of a report; still asked, called off, not asked and not reached differ."""
    verdict, outcomes = report.verdict, {answer.outcome for answer in report.case.answers}
    if verdict.headline is not Headline.INCOMPLETE:
        return HEADLINES[verdict.headline], RECORDS[verdict.record]
    if Outcome.ASKING in outcomes:
        return CALLED_OFF if stopped else STILL_ASKING
    if not outcomes - {Outcome.NOT_ASKED}:
        return NOBODY_ASKED
    if Outcome.FAILED not in outcomes:
        return LACKING
    return HEADLINES[verdict.headline], RECORDS[verdict.record]
