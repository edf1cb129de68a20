"""Markdown for issue trackers and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from credcheck.model import Answer, Match, Report
from credcheck.report import _folds, _words
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
        blocks = (_verdict, _missing, _flags, _bindings, _people, _asked, _limits)
        found = ["\n".join(lines) for block in blocks if (lines := list(block(report)))]
        return ("\n\n".join(found) + "\n").encode("utf-8", "replace")


def inert(text: str) -> str:
    """The text as one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split())).replace("\\<", "&lt;").replace("\\>", "&gt;")


def _heading(id: str) -> str:
    return f"## {inert(word(id))}\n"


def _verdict(report: Report) -> Iterator[str]:
    profile, verdict = report.case.profile, report.verdict
    yield f"# {inert(_words.headline(report))}\n"
    yield " · ".join(inert(part) for part in (report.case.called() or word("no_name"), *_words.account(profile))) + "\n"
    yield f"- **{inert(word('record_axis'))}** {inert(word(f'record.{verdict.record.value}'))}"
    yield from (f"    - {' · '.join(map(inert, parts))}" for parts in (_words.matched(report),) if parts)
    account = f"{word(f'account.{verdict.account.value}')} (L{verdict.account.value})"
    yield f"- **{inert(word('account_axis'))}** {inert(account)}"
    yield from (f"- {inert(said(sentence))}" for sentence in _folds.reasons(report))
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
    yield _heading(_words.people_title(report))
    if not ranking.matches:
        yield inert(_words.nobody_found(report))
    for match in _folds.in_full(ranking):
        yield from _match(match, report)
    yield from _others(report)
    if ranking.matches:
        yield inert(_words.nobody_share(report))
        yield from _means(_words.rate_of_match(report))
    yield from _fits(report)


def _fits(report: Report) -> Iterator[str]:
    steps = [f"{what}: {people}" for what, people in _words.fits(report)]
    if steps:
        yield f"\n### {inert(word('fit_title'))}\n"
        yield from (f"- {inert(line)}" for line in (*steps, *_words.would_help(report)))


def _others(report: Report) -> Iterator[str]:
    others = _folds.in_short(report.case.ranking)
    if others:
        yield f"### {inert(word('others'))}\n"
        yield _row(map(word, ("col_listed", "col_field", "col_fit", "col_behind")))
        yield "| --- | --- | --- | --- |"
        for match in others:
            fit = f"{_words.fitting(match, report.verdict.person)}, {_words.percent(match.probability)}"
            who = f"{match.person.label()} ({match.person.key})"
            behind = " ".join((said(match.behind), *_words.remarks(match.person.candidates)))
            yield _row((who, _words.field(match), fit, behind))
        yield f"\n{inert(word('others_more'))}\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(inert, cells))} |"


def _match(match: Match, report: Report) -> Iterator[str]:
    chance = _words.chance(report, match)
    yield f"### {inert(match.person.label())} ({inert(match.person.key)})\n"
    yield (
        " · ".join(
            inert(part) for part in (_words.fitting(match, report.verdict.person), chance, _words.field(match)) if part
        )
        + "\n"
    )
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
    for binding in _folds.proofs(report):
        limits = f"{word('binding_limits')}: {said(binding.limits)}"
        yield f"- **L{binding.level.value}** {inert(said(binding.sentence))} {inert(limits)}"
    if not _folds.proofs(report):
        yield f"{inert(word('bindings_none'))}\n"
    for binding in _folds.unproved(report):
        told = ": ".join(part for part in (_words.proof(binding), said(binding.sentence)) if part)
        yield f"- **{inert(word('binding_failed'))}** {inert(told)}"


def _asked(report: Report) -> Iterator[str]:
    yield _heading("asked")
    if not report.case.answers:
        yield inert(word("asked_none"))
    if found := _folds.asked(report):
        yield _row(map(word, ("col_source", "col_answer", "col_asked", "col_when", "col_snapshot")))
        yield "| --- | --- | --- | --- | --- |"
        yield from (_answer(report, answer) for answer in found)
    if passed := _folds.not_asked(report):
        yield f"\n### {inert(word('passed_over'))}\n"
        for why, answers in passed:
            yield f"- {inert(', '.join(_words.registry(answer.registry) for answer in answers))}: {inert(said(why))}"


def _answer(report: Report, answer: Answer) -> str:
    told = ". ".join((_words.outcome(report, answer), *_words.remarks(answer.candidates, aside=True)))
    asked, when = said(answer.asked), _words.when(answer.at)
    return _row((_words.registry(answer.registry), told, asked, when, _words.as_of(answer)))


def _limits(report: Report) -> Iterator[str]:
    yield _heading("limits")
    for limit in ("missing", "scope", "name", "correct"):
        yield f"- {inert(word(f'limit_{limit}'))}"
    yield ""
    yield from (f"- {inert(name)}: {inert(value)}" for name, value in _words.provenance(report))
    yield f"- {inert(word('report_no', id=report.id))}"
