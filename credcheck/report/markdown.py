"""Markdown for issue trackers and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credcheck.model import Match, Report
from credcheck.report import _words
from credcheck.report._words import said, word
from credcheck.report.interface import Format
from credcheck.text import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~=&:@$'\"/])")


class Markdown(Format):
    """Markdown for issue trackers and wikis; nothing in a profile can become a link, a tag or a mention."""

    id = "markdown"
    title = "Markdown"
    suffix = ".md"
    order = 40

    def render(self, report: Report) -> bytes:
        """The report as Markdown."""
        blocks = (_verdict, _missing, _people, _flags, _bindings, _asked, _limits)
        found = ["\n".join(lines) for block in blocks if (lines := list(block(report)))]
        return ("\n\n".join(found) + "\n").encode("utf-8", "replace")


def inert(text: str) -> str:
    """The text as one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split())).replace("\\<", "&lt;").replace("\\>", "&gt;")


def _heading(id: str) -> str:
    return f"## {inert(word(id))}\n"


def _verdict(report: Report) -> Iterator[str]:
    profile, verdict = report.case.profile, report.verdict
    yield f"# {inert(word(f'headline.{verdict.headline.value}'))}\n"
    yield f"{inert(profile.name or word('no_name'))} {inert(profile.handle)}\n"
    yield f"- **{inert(word('record_axis'))}** {inert(word(f'record.{verdict.record.value}'))}"
    account = f"{word(f'account.{verdict.account.value}')} (L{verdict.account.value})"
    yield f"- **{inert(word('account_axis'))}** {inert(account)}"
    yield from (f"- {inert(said(sentence))}" for sentence in verdict.why)
    if report.redacted_of:
        yield f"\n{inert(word('share_copy'))}"


def _missing(report: Report) -> Iterator[str]:
    missing = _words.unanswered(report)
    if missing:
        yield _heading("reached")
        for answer in missing:
            why = said(answer.partial or answer.why) or word(f"outcome.{answer.outcome.value}")
            yield f"- {inert(_words.registry(answer.registry))}: {inert(why)}"


def _people(report: Report) -> Iterator[str]:
    ranking = report.case.ranking
    yield _heading("candidates")
    if not ranking.matches:
        yield inert(_words.nobody_found(report))
    for match in ranking.matches:
        yield from _match(match)
    if ranking.matches:
        yield inert(word("nobody", percent=_words.percent(ranking.nobody)))
        yield from _means(_words.rate_of_match(report))


def _match(match: Match) -> Iterator[str]:
    chance = word("probability", percent=_words.percent(match.probability))
    yield f"### {inert(match.person.label())} ({inert(match.person.key)}): {inert(chance)}\n"
    yield f"| {word('col_evidence')} | {word('col_relation')} | {word('col_bits')} |\n| --- | --- | ---: |"
    yield f"| {inert(word('prior'))} | | {_words.bits(match.prior_bits)} |"
    for evidence in match.evidence:
        relation = word(f"relation.{evidence.relation.value}")
        yield f"| {inert(said(evidence.sentence))} | {inert(relation)} | {_words.bits(evidence.bits)} |"
    yield f"| {inert(word('total'))} | | {_words.bits(match.bits)} |\n"
    yield from (f"- {inert(remark)}" for remark in _words.remarks(match.person.candidates))


def _flags(report: Report) -> Iterator[str]:
    yield _heading("flags")
    for flag in report.flags:
        rate = inert(_words.rate_of(flag))
        yield f"- **{inert(word(f'severity.{flag.severity.value}'))}** {inert(said(flag.sentence))} {rate}".rstrip()
    if not report.flags:
        yield inert(word("flags_none"))
    yield from _means(_words.rate_of_flags(report))


def _means(told: str) -> Iterator[str]:
    """What a number means among real people, where that was measured."""
    if told:
        yield f"\n{inert(told)}"


def _bindings(report: Report) -> Iterator[str]:
    yield _heading("bindings")
    for binding in report.case.bindings:
        worth = word("binding_failed") if binding.failed else f"L{binding.level.value}"
        limits = f"{word('binding_limits')}: {said(binding.limits)}"
        yield f"- **{inert(worth)}** {inert(said(binding.sentence))} {inert(limits)}"
    if not report.case.bindings:
        yield inert(word("bindings_none"))


def _asked(report: Report) -> Iterator[str]:
    yield _heading("asked")
    yield f"| {word('col_source')} | {word('col_answer')} | {word('col_when')} | {word('col_snapshot')} |"
    yield "| --- | --- | --- | --- |"
    for answer in report.case.answers:
        outcome = word(f"outcome.{'partial' if answer.partial else answer.outcome.value}")
        told = f"{outcome}. {said(answer.partial or answer.why)}"
        told = " ".join((told, *_words.remarks(answer.candidates, aside=True)))
        cells = (_words.registry(answer.registry), told, _words.when(answer.at), str(answer.snapshot or ""))
        yield f"| {' | '.join(inert(cell) for cell in cells)} |"


def _limits(report: Report) -> Iterator[str]:
    yield _heading("limits")
    for limit in ("missing", "scope", "name", "correct"):
        yield f"- {inert(word(f'limit_{limit}'))}"
    yield ""
    yield from (f"- {inert(name)}: {inert(value)}" for name, value in _words.provenance(report))
    yield f"- {inert(word('report_no', id=report.id))}"
