"""Plain text for terminals and e-mail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from credcheck.model import Answer, Match, Report
from credcheck.report import _folds, _words
from credcheck.report._words import said, word
from credcheck.report.interface import Format
from credcheck.text import visible

WIDTH = 88
HELD = "\N{NO-BREAK SPACE}"
"""Between a number and its sign while lines are broken."""


class Text(Format):
    """Plain text, 88 columns wide: for the terminal, e-mail and screen readers."""

    id = "text"
    title = "Plain text"
    suffix = ".txt"
    order = 30

    def render(self, report: Report) -> bytes:
        """The report as lines of text."""
        blocks = (_verdict, _missing, _flags, _bindings, _people, _asked, _notes, _limits, _claims, _provenance)
        found = ["\n".join(lines) for block in blocks if (lines := list(block(report)))]
        return ("\n\n".join(found) + "\n").encode("utf-8", "replace")


def _line(text: str, indent: int = 0, mark: str = "") -> str:
    """One paragraph, wrapped; nothing in it moves a cursor or turns the direction of the rest."""
    shown = " ".join(visible(text).split())
    first, rest = " " * indent + mark, " " * (indent + len(mark))
    whole = re.sub(r"(?<=\d) (?=%)|(?<=[<>]) (?=\d)", HELD, shown)
    lines = textwrap.fill(whole, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines.replace(HELD, " ")


def _verdict(report: Report) -> Iterator[str]:
    profile, verdict = report.case.profile, report.verdict
    yield _line(_words.headline(report).upper())
    yield _line(" · ".join((report.case.called() or word("no_name"), *_words.account(profile))))
    yield _line(f"{word('record_axis')} {word(f'record.{verdict.record.value}')}", 2)
    yield from (_line(" · ".join(parts), 4) for parts in (_words.matched(report),) if parts)
    yield _line(f"{word('account_axis')} {word(f'account.{verdict.account.value}')} (L{verdict.account.value})", 2)
    yield from (_line(said(sentence), 2, "- ") for sentence in _folds.reasons(report))
    if report.redacted_of:
        yield _line(word("share_copy"))
    if not report.complete:
        yield _line(word("growing"))


def _missing(report: Report) -> Iterator[str]:
    missing = _words.unanswered(report)
    if missing:
        yield _line(word("reached"))
        for answer in missing:
            why = said(answer.partial or answer.why) or word(f"outcome.{answer.outcome.value}")
            yield _line(f"{_words.registry(answer.registry)}: {why}", 2, "! ")
        yield _line(word("reached_some"), 2)


def _people(report: Report) -> Iterator[str]:
    ranking = report.case.ranking
    yield _line(word(_words.people_title(report)))
    if not ranking.matches:
        yield _line(_words.nobody_found(report), 2)
    for match in _folds.in_full(ranking):
        yield from _match(match, report)
    yield from _others(report)
    if ranking.matches:
        yield from (_line(share, 2) for share in [_words.nobody_share(report)] if share)
        yield from _means(_words.rate_of_match(report))
    steps = [f"{what}: {people}" for what, people in _words.fits(report)]
    if steps:
        yield _line(word("fit_title"), 2)
        yield from (_line(line, 4, "- ") for line in (*steps, *_words.would_help(report)))


def _others(report: Report) -> Iterator[str]:
    """A paragraph for each of those who are not shown in full."""
    if others := _folds.in_short(report.case.ranking):
        yield _line(f"{word('others')}. {word('others_more')}", 2)
        for match in others:
            who = f"{match.person.label()} [{match.person.key}], {_words.field(match)}"
            chance = f"{_words.fitting(match, report.verdict.person)}, {_words.percent(match.probability)}"
            yield _line(f"{who}: {chance}. {said(match.behind)}", 4, "- ")
            yield from (_line(remark, 6, "- ") for remark in _words.remarks(match.person.candidates))


def _match(match: Match, report: Report) -> Iterator[str]:
    chance = _words.chance(report, match)
    yield _line(
        f"{match.person.label()} [{match.person.key}], {_words.fitting(match, report.verdict.person)}, {chance}",
        2,
        "* ",
    )
    yield from (_line(listed, 4) for listed in (_words.field(match),) if listed)
    yield _line(word("prior"), 4, f"{_words.bits(match.prior_bits):>6}  ")
    for evidence in match.evidence:
        about = f"{word(f'kind.{evidence.kind.value}')} {word(f'relation.{evidence.relation.value}')}"
        yield _line(f"{about}: {said(evidence.sentence)}", 4, f"{_words.bits(evidence.bits):>6}  ")
    yield _line(word("total"), 4, f"{_words.bits(match.bits):>6}  ")
    yield from (_line(remark, 6, "- ") for remark in _words.remarks(match.person.candidates))
    yield from (f"      {_words.web(c.url)}" for c in match.person.candidates if _words.web(c.url))


def _flags(report: Report) -> Iterator[str]:
    yield _line(word("flags"))
    if not report.flags:
        yield _line(word("flags_none"), 2)
    for flag in report.flags:
        yield _line(f"{word(f'severity.{flag.severity.value}')}: {said(flag.sentence)}", 2, "- ")
        yield from _means(_words.rate_of(flag), 4)
    yield from _means(_words.rate_of_flags(report))


def _means(told: str, indent: int = 2) -> Iterator[str]:
    """What a remark or number means among real people, where that was measured."""
    if told:
        yield _line(told, indent)


def _bindings(report: Report) -> Iterator[str]:
    yield _line(word("bindings"))
    if not _folds.proofs(report):
        yield _line(word("bindings_none"), 2)
    for binding in _folds.proofs(report):
        yield _line(f"L{binding.level.value}: {said(binding.sentence)}", 2, "- ")
        yield _line(f"{word('binding_limits')}: {said(binding.limits)}", 4)
    for binding in _folds.unproved(report):
        parts = (word("binding_failed"), _words.proof(binding), said(binding.sentence))
        yield _line(": ".join(part for part in parts if part), 2, "! ")


def _asked(report: Report) -> Iterator[str]:
    yield _line(word("asked"))
    if not report.case.answers:
        yield _line(word("asked_none"), 2)
    for answer in _folds.asked(report):
        yield _line(_answer(report, answer), 2, "- ")
        yield from (_line(remark, 4, "? ") for remark in _words.remarks(answer.candidates, aside=True))
    if passed := _folds.not_asked(report):
        yield _line(word("passed_over"), 2)
    for why, answers in passed:
        yield _line(f"{', '.join(_words.registry(answer.registry) for answer in answers)}: {said(why)}", 4, "- ")


def _answer(report: Report, answer: Answer) -> str:
    snapshot = f"{word('col_snapshot')} {answer.snapshot}" if answer.snapshot else ""
    parts = (said(answer.asked), _words.when(answer.at), snapshot)
    return f"{_words.registry(answer.registry)}: {_words.outcome(report, answer)}. " + " · ".join(p for p in parts if p)


def _claims(report: Report) -> Iterator[str]:
    yield _line(word("claims"))
    if not report.case.claims.all:
        yield _line(word("claims_none"), 2)
    for claim in report.case.claims.all:
        read = " / ".join(f"“{quote}”" for quote in _words.quotes(report, claim))
        yield _line(f"{word(f'kind.{claim.kind.value}')}: {_words.value(claim)}  {read}", 2, "- ")


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        yield _line(word("notes"))
        yield from (_line(note, 2, "- ") for note in report.notes)


def _limits(_: Report) -> Iterator[str]:
    yield _line(word("limits"))
    for limit in ("missing", "scope", "name", "correct"):
        yield _line(word(f"limit_{limit}"), 2, "- ")


def _provenance(report: Report) -> Iterator[str]:
    yield _line(word("provenance"))
    yield from (_line(f"{name}: {value}", 2) for name, value in _words.provenance(report))
    yield _line(word("report_no", id=report.id), 2)
