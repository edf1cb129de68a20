"""A report as headings, paragraphs, lists and tables, all of it plain text: what the PDF template sets in type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from credcheck.model import Answer, Binding, Claim, Flag, Headline, Level, Profile, Report
from credcheck.report import _blocks as blocks
from credcheck.report import _folds, _rows, _words
from credcheck.report._blocks import Block, said
from credcheck.report._ink import direction, foreign, ink
from credcheck.report._people import people
from credcheck.report._words import word
from credcheck.text import at

TONES = {
    "bound": "good",
    "match_not_bound": "info",
    "several": "warn",
    "contradicted": "bad",
    "no_record": "calm",
    "not_checkable": "calm",
    "parody": "calm",
    "incomplete": "warn",
}
LOUD = {"note": "calm", "caution": "warn", "alarm": "bad"}


def sheet(report: Report) -> dict[str, Any]:
    """The whole report for the template."""
    profile = report.case.profile
    who = report.case.called() or at(profile.handle) or word("no_name")
    parts = (_share_copy, _missing, _subject, _flags, _bindings, people, _asked, _notes, _limits, _claims, _provenance)
    return {
        "title": ink(f"{word('title')}: {who}"),
        "kind": ink(f"CredCheck · {word('title')}"),
        "made": ink(f"{word('checked_at', when=_words.when(report.at))} · {word('report_no', id=report.id)}"),
        "head": ink(f"{word('title')}: {_short(who, 60)}"),
        "foot": ink(word("report_no", id=report.id)),
        "at": [report.at.year, report.at.month, report.at.day],
        "verdict": _verdict(report, who),
        "blocks": [block for part in parts for block in part(report)],
    }


def many(reports: Iterable[Report]) -> dict[str, Any]:
    """One sheet about many reports: how they came out, and a row for each. They are gone through once."""
    counted, days, rows = Counter[Headline](), set[date](), list[list[str]]()
    for report in reports:
        counted[report.verdict.headline] += 1
        days.add(report.at.date())
        rows.append(_row(report))
    came_out = [f"{_words.counted(headline)}: {_words.number(n)}" for headline, n in _rows.in_turn(counted)]
    columns = ("col_account", "col_outcome", "col_person", "col_missing", "col_when")
    newest = max(days, default=date(2000, 1, 1))
    return {
        "title": ink(f"{word('title')}: {word('many_title')}"),
        "kind": ink(f"CredCheck · {word('title')}"),
        "made": ink(_made(len(rows), days)),
        "head": ink(f"{word('title')}: {word('many_title')}"),
        "foot": ink(word("many_count", n=len(rows))),
        "at": [newest.year, newest.month, newest.day],
        "blocks": [
            {"kind": "heading", "text": ink(word("many_title")), "level": 1},
            blocks.bullets([ink(line) for line in came_out]),
            blocks.table(columns, [2.6, 2.2, 2, 2, 1.4], rows),
            *_limits(None, ("missing", "scope", "name", "many")),
        ],
    }


def _made(n: int, days: set[date]) -> str:
    """How many checks, and from which day to which."""
    ends = " – ".join(dict.fromkeys(f"{day:%Y-%m-%d}" for day in ((min(days), max(days)) if days else ())))
    return " · ".join(part for part in (word("many_count", n=n), ends) if part)


def _row(report: Report) -> list[str]:
    profile, verdict = report.case.profile, report.verdict
    who = "\n".join(foreign(_short(text)) for text in (report.case.called(), _account(profile)) if text)
    people = [m.person.label() for m in report.case.ranking.matches if m.person.key == verdict.person]
    missing = ", ".join(_words.registry(a.registry) for a in _words.unanswered(report))
    outcome = f"{_words.headline(report)} (L{verdict.account.value})"
    return [
        who or ink(word("no_name")),
        ink(outcome),
        "".join(map(foreign, people)),
        ink(missing),
        ink(_words.when(report.at)),
    ]


def _verdict(report: Report, who: str) -> dict[str, Any]:
    verdict, profile = report.verdict, report.case.profile
    account = _account(profile) if report.case.called() else _words.platform(profile.platform)
    theirs = f"{word(f'account.{verdict.account.value}')} (L{verdict.account.value})"
    why = [said(sentence) for sentence in _folds.reasons(report)]
    return {
        "tone": TONES[verdict.headline.value],
        "headline": ink(_words.headline(report)),
        "who": " · ".join(foreign(part) for part in (_short(who), _short(account)) if part),
        "axes": [
            [
                ink(word("record_axis")),
                ink(word(f"record.{verdict.record.value}")),
                " · ".join(map(foreign, _words.matched(report))),
            ],
            [ink(word("account_axis")), ink(theirs), ""],
        ],
        "why": [*why, *([] if report.complete else [ink(word("growing"))])],
    }


def _account(profile: Profile) -> str:
    return " · ".join(_words.account(profile))


def _short(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _share_copy(report: Report) -> Iterator[Block]:
    if report.redacted_of:
        yield blocks.text(ink(word("share_copy")))


def _missing(report: Report) -> Iterator[Block]:
    missing = _words.unanswered(report)
    if missing:
        lines = [
            f"{ink(_words.registry(a.registry))}: {_why(a) or ink(word(f'outcome.{a.outcome.value}'))}" for a in missing
        ]
        yield {"kind": "callout", "title": ink(word("reached")), "items": lines, "text": ink(word("reached_some"))}


def _subject(report: Report) -> Iterator[Block]:
    profile = report.case.profile
    yield blocks.heading("subject")
    yield blocks.text(ink(word(f"source_{profile.origin.value}")), soft=True)
    yield blocks.fields([(word("kind.name"), foreign(report.case.called()) or ink(word("no_name"))), *_facts(report)])
    if profile.bio:
        yield {"kind": "quote", "text": foreign(profile.bio), "dir": direction(profile.bio)}
    else:
        yield blocks.text(ink(_words.no_bio(report)), soft=True)


def _facts(report: Report) -> list[tuple[str, str]]:
    profile = report.case.profile
    return [
        (word("handle"), foreign(at(profile.handle))),
        (word("platform"), foreign(_words.platform(profile.platform))),
        (word("address"), foreign(profile.url)),
        (word("location"), foreign(profile.location)),
        (word("links"), "\n".join(foreign(link.url) for link in profile.links)),
        (word("joined"), str(profile.joined or "")),
        (word("followers"), _words.number(profile.followers)),
        (word("pronouns"), foreign(profile.pronouns)),
        (word("labels"), ", ".join(foreign(label.value) for label in profile.labels)),
        (word("moved"), foreign(profile.moved_to)),
    ]


def _flags(report: Report) -> Iterator[Block]:
    yield blocks.heading("flags")
    if not report.flags:
        yield blocks.text(ink(word("flags_none")))
    yield from blocks.aside(_words.rate_of_flags(report))  # before the list, so that no end of a page parts them
    if report.flags:
        yield blocks.remarks([_flag(report, flag) for flag in report.flags])
    around = report.case.surroundings
    if around.lookalikes:
        yield from blocks.aside(word("lookalikes", n=len(around.lookalikes)))
    if around.neighbours:
        yield from blocks.aside(word("neighbours", n=len(around.neighbours)))


def _flag(report: Report, flag: Flag) -> dict[str, Any]:
    quotes = [f"“{foreign(q)}”" for span in flag.spans if (q := report.case.profile.quote(span))]
    tag = ink(word(f"severity.{flag.severity.value}"))
    told = " ".join([said(flag.sentence), *quotes])
    return blocks.remark(LOUD[flag.severity.value], tag, told, ink(_words.rate_of(flag)))


def _bindings(report: Report) -> Iterator[Block]:
    yield blocks.heading("bindings")
    if found := _folds.proofs(report):
        yield blocks.remarks([_binding(binding) for binding in found])
    else:
        yield blocks.text(ink(word("bindings_none")))
    if failed := _folds.unproved(report):
        yield blocks.heading("binding_failed", 3)
        yield blocks.bullets([_unproved(binding) for binding in failed])


def _unproved(binding: Binding) -> str:
    name = _words.proof(binding)
    return f"{ink(name)}: {said(binding.sentence)}" if name else said(binding.sentence)


def _binding(binding: Binding) -> dict[str, Any]:
    limits = f"{ink(word('binding_limits'))}: {said(binding.limits)}"
    tone = "good" if binding.level > Level.L2 else "calm"
    return blocks.remark(tone, f"L{binding.level.value}", said(binding.sentence), limits)


def _asked(report: Report) -> Iterator[Block]:
    yield blocks.heading("asked")
    if not report.case.answers:
        yield blocks.text(ink(word("asked_none")))
        return
    if found := _folds.asked(report):
        columns = ("col_source", "col_answer", "col_asked", "col_when", "col_snapshot")
        yield blocks.table(columns, [2.2, 2.6, 2.6, 1.5, 1.9], [_answer(report, answer) for answer in found])
    if found and not _words.unanswered(report):
        yield from blocks.aside(word("reached_none"))
    if passed := _folds.not_asked(report):
        yield blocks.heading("passed_over", 3)
        yield blocks.bullets([f"{_names(answers)}: {said(why)}" for why, answers in passed])


def _names(answers: tuple[Answer, ...]) -> str:
    return ink(", ".join(_words.registry(answer.registry) for answer in answers))


def _answer(report: Report, answer: Answer) -> list[str]:
    people = word("people", n=answer.people) if answer.people else ""
    share = word("share", percent=_words.percent(answer.share)) if answer.people and answer.share < 1 else ""
    aside = _words.remarks(answer.candidates, aside=True)
    return [
        ink(_words.registry(answer.registry)),
        "\n".join(ink(line) for line in (_words.outcome(report, answer), *aside)),
        said(answer.asked),
        ink(_words.when(answer.at)),
        "\n".join(ink(part) for part in (_words.as_of(answer), people, share) if part),
    ]


def _why(answer: Answer) -> str:
    return said(answer.partial or answer.why)


def _claims(report: Report) -> Iterator[Block]:
    claims = report.case.claims
    yield blocks.heading("claims")
    if claims.all:
        rows = [[str(n), *_claim(report, claim)] for n, claim in enumerate(claims.all, 1)]
        yield blocks.table(("col_number", "col_claim", "col_value", "col_words"), [0.5, 1.6, 2.4, 3], rows)
    else:
        yield blocks.text(ink(word("claims_none")))
    if claims.rejected:
        yield blocks.heading("rejected", 3)
        about = [
            f"“{foreign(r.text)}” ({ink(word(f'kind.{r.kind.value}'))}): {said(r.why)}" for r in _folds.rejected(report)
        ]
        yield blocks.bullets(about)


def _claim(report: Report, claim: Claim) -> list[str]:
    quoted = " · ".join(f"“{foreign(q)}”" for q in _words.quotes(report, claim))
    return [
        ink(word(f"kind.{claim.kind.value}")),
        foreign(_words.value(claim)),
        quoted or ink(_words.unquoted(report, claim)),
    ]


def _notes(report: Report) -> Iterator[Block]:
    if report.notes:
        yield blocks.heading("notes")
        yield blocks.bullets([foreign(note) for note in report.notes])


def _limits(_: Report | None, limits: tuple[str, ...] = ("missing", "scope", "name", "correct")) -> Iterator[Block]:
    yield blocks.heading("limits")
    yield blocks.bullets([ink(word(f"limit_{limit}")) for limit in limits])


def _provenance(report: Report) -> Iterator[Block]:
    yield blocks.heading("provenance")
    # Digests fit the line, and are copied from it: no mark may stand in them.
    yield blocks.fields([(name, ink(value)) for name, value in _words.provenance(report)])
    yield blocks.text(ink(_words.how_to_verify(report)), soft=True)
    kept = [
        [ink(_words.registry(a.registry)), "\n".join(map(ink, a.digests))] for a in report.case.answers if a.digests
    ]
    if kept:
        yield blocks.table(("col_source", "col_digest"), [2, 5], kept)
