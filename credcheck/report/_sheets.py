"""A report as headings, paragraphs, lists and tables, all of it plain text: what the PDF template sets in type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from credcheck.model import Answer, Binding, Candidate, Claim, Flag, Match, Report
from credcheck.report import _blocks as blocks
from credcheck.report import _rows, _words
from credcheck.report._blocks import Block, said
from credcheck.report._ink import direction, foreign, ink
from credcheck.report._waterfall import WIDTH, Bar, fall
from credcheck.report._words import word

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


def sheet(report: Report) -> dict[str, Any]:
    """The whole report for the template."""
    profile = report.case.profile
    who = profile.name or profile.handle or word("no_name")
    parts = (_share_copy, _missing, _subject, _people, _flags, _bindings, _asked, _claims, _notes, _limits, _provenance)
    return {
        "title": ink(f"{word('title')}: {who}"),
        "kind": ink(f"CredCheck · {word('title')}"),
        "made": ink(f"{word('checked_at', when=_words.when(report.at))} · {word('report_no', id=report.id)}"),
        "at": [report.at.year, report.at.month, report.at.day],
        "verdict": _verdict(report, who),
        "blocks": [block for part in parts for block in part(report)],
    }


def many(reports: Sequence[Report]) -> dict[str, Any]:
    """One sheet about many reports: how they came out, and a row for each."""
    newest = max((report.at for report in reports), default=datetime(2000, 1, 1, tzinfo=UTC))
    counted = [f"{word(f'headline.{headline.value}')}: {_words.number(n)}" for headline, n in _rows.outcomes(reports)]
    columns = ("col_account", "col_outcome", "col_person", "col_missing", "col_when")
    return {
        "title": ink(f"{word('title')}: {word('many_title')}"),
        "kind": ink(f"CredCheck · {word('title')}"),
        "made": ink(word("many_count", n=len(reports))),
        "at": [newest.year, newest.month, newest.day],
        "blocks": [
            {"kind": "heading", "text": ink(word("many_title")), "level": 1},
            blocks.bullets([ink(line) for line in counted]),
            blocks.table(columns, [2.6, 2.2, 2, 2, 1.4], [_row(report) for report in reports]),
            *_limits(reports[0] if reports else None),
        ],
    }


def _row(report: Report) -> list[str]:
    profile, verdict = report.case.profile, report.verdict
    who = "\n".join(foreign(_short(text)) for text in (profile.name, profile.handle, profile.platform) if text)
    people = [m.person.label() for m in report.case.ranking.matches if m.person.key == verdict.person]
    missing = ", ".join(_words.registry(a.registry) for a in _words.unanswered(report))
    outcome = f"{word(f'headline.{verdict.headline.value}')} (L{verdict.account.value})"
    return [
        who or ink(word("no_name")),
        ink(outcome),
        "".join(map(foreign, people)),
        ink(missing),
        _words.when(report.at),
    ]


def _verdict(report: Report, who: str) -> dict[str, Any]:
    verdict, profile = report.verdict, report.case.profile
    handle = profile.handle if profile.name else ""
    account = f"{word(f'account.{verdict.account.value}')} (L{verdict.account.value})"
    why = [said(sentence) for sentence in verdict.why]
    return {
        "tone": TONES[verdict.headline.value],
        "headline": ink(word(f"headline.{verdict.headline.value}")),
        "who": "  ".join(foreign(part) for part in (_short(who), _short(handle)) if part),
        "axes": [
            [ink(word("record_axis")), ink(word(f"record.{verdict.record.value}"))],
            [ink(word("account_axis")), ink(account)],
        ],
        "why": [*why, *([] if report.complete else [ink(word("growing"))])],
    }


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"


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
    yield blocks.fields([(word("kind.name"), foreign(profile.name) or ink(word("no_name"))), *_facts(report)])
    if profile.bio:
        yield {"kind": "quote", "text": foreign(profile.bio), "dir": direction(profile.bio)}
    else:
        yield blocks.text(ink(_words.no_bio(report)), soft=True)


def _facts(report: Report) -> list[tuple[str, str]]:
    profile = report.case.profile
    return [
        (word("handle"), foreign(profile.handle)),
        (word("platform"), foreign(profile.platform)),
        (word("address"), foreign(profile.url)),
        (word("location"), foreign(profile.location)),
        (word("links"), "\n".join(foreign(link.url) for link in profile.links)),
        (word("joined"), str(profile.joined or "")),
        (word("followers"), _words.number(profile.followers)),
        (word("pronouns"), foreign(profile.pronouns)),
        (word("labels"), ", ".join(foreign(label.value) for label in profile.labels)),
        (word("moved"), foreign(profile.moved_to)),
    ]


def _people(report: Report) -> Iterator[Block]:
    ranking = report.case.ranking
    yield blocks.heading("candidates")
    if not ranking.matches:
        yield blocks.text(ink(_words.nobody_found(report)), soft=True)
    for match in ranking.matches:
        yield from _match(match, report.verdict.person)
    if ranking.matches:
        yield blocks.text(ink(word("nobody", percent=_words.percent(ranking.nobody))))
        yield blocks.text(ink(word("bits_help")), soft=True)
        yield from _means(_words.rate_of_match(report))
    if steps := _words.fits(report):
        yield blocks.heading("fit_title", 3)
        yield blocks.bullets([ink(f"{people} ({what})") for what, people in steps])


def _match(match: Match, chosen: str) -> Iterator[Block]:
    fit = word("chosen" if match.person.key == chosen else "does_fit" if match.fits else "does_not_fit")
    yield {"kind": "heading", "text": foreign(match.person.label()), "level": 3}
    chance = word("probability", percent=_words.percent(match.probability))
    yield blocks.text(f"{ink(fit)} · {ink(chance)} · {foreign(match.person.key)}")
    for record in match.person.candidates:
        yield blocks.fields(_record(record))
    drawn = fall(match)
    rows = [[ink(word("prior")), "", _words.bits(match.prior_bits), _bar(drawn.prior, "calm")]]
    for evidence, bar in drawn.evidence:
        about = f"{ink(word(f'kind.{evidence.kind.value}'))}: {said(evidence.sentence)}"
        tone = "good" if evidence.bits > 0 else "bad" if evidence.bits < 0 else "calm"
        relation = ink(word(f"relation.{evidence.relation.value}"))
        rows.append([about, relation, _words.bits(evidence.bits), _bar(bar, tone)])
    rows.append([ink(word("total")), "", _words.bits(match.bits), _bar(drawn.total, "info")])
    columns = ("col_evidence", "col_relation", "col_bits", "col_drawn")
    yield blocks.table(columns, [5, 1.5, 1.1, 2.2], rows, right=(2,))


def _record(record: Candidate) -> list[tuple[str, str]]:
    listed = [f"{foreign(n.name.text())} ({ink(word(f'name_kind.{n.kind.value}'))})" for n in record.names]
    fields = [
        f"{foreign(t.label or t.code)} {foreign(' '.join(p for p in (t.licence, t.state) if p))}".strip()
        for t in record.taxonomies
    ]
    places = [foreign(", ".join(p for p in (q.city, q.region, q.country) if p)) for q in record.places]
    standing = ink(word(f"status_word.{record.status.value}"))
    since = f" {ink(word('since', date=str(record.status_since)))}" if record.status_since else ""
    return [
        (_words.registry(record.registry), f"{foreign(record.id)} · {standing}{since}"),
        (word("listed_as"), "; ".join(listed)),
        (word("licences"), "; ".join(fields)),
        (word("listed_where"), "; ".join(p for p in places if p)),
        (word("see"), _link(record.url)),
    ]


def _link(url: str) -> str:
    return foreign(url) if url.startswith("https://") and url.isprintable() else ""


def _bar(bar: Bar, tone: str) -> dict[str, Any]:
    scale = 100 / (WIDTH + 2)
    return {"x": bar.x * scale, "width": bar.width * scale, "tone": tone}


def _flags(report: Report) -> Iterator[Block]:
    yield blocks.heading("flags")
    yield (
        blocks.bullets([_flag(report, f) for f in report.flags])
        if report.flags
        else blocks.text(ink(word("flags_none")), soft=True)
    )
    yield from _means(_words.rate_of_flags(report))
    around = report.case.surroundings
    if around.neighbours:
        yield blocks.text(ink(word("neighbours", n=len(around.neighbours))), soft=True)


def _flag(report: Report, flag: Flag) -> str:
    quotes = [f"“{foreign(q)}”" for span in flag.spans if (q := report.case.profile.quote(span))]
    rate = _words.rate_of(flag)
    told = [f"{ink(word(f'severity.{flag.severity.value}'))}: {said(flag.sentence)}", *quotes, ink(rate)]
    return " ".join(part for part in told if part)


def _means(told: str) -> Iterator[Block]:
    """What a number means among real people, where that was measured."""
    if told:
        yield blocks.text(ink(told), soft=True)


def _bindings(report: Report) -> Iterator[Block]:
    yield blocks.heading("bindings")
    found = report.case.bindings
    yield blocks.bullets(list(map(_binding, found))) if found else blocks.text(ink(word("bindings_none")), soft=True)


def _binding(binding: Binding) -> str:
    worth = ink(word("binding_failed")) if binding.failed else f"L{binding.level.value}"
    return f"{worth}: {said(binding.sentence)} {ink(word('binding_limits'))}: {said(binding.limits)}"


def _asked(report: Report) -> Iterator[Block]:
    yield blocks.heading("asked")
    if not report.case.answers:
        yield blocks.text(ink(word("asked_none")), soft=True)
        return
    columns = ("col_source", "col_answer", "col_asked", "col_when", "col_snapshot")
    yield blocks.table(columns, [2, 3.2, 2.6, 1.5, 1.7], [_answer(a) for a in report.case.answers])
    if not _words.unanswered(report):
        yield blocks.text(ink(word("reached_none")), soft=True)


def _answer(answer: Answer) -> list[str]:
    outcome = ink(word(f"outcome.{'partial' if answer.partial else answer.outcome.value}"))
    count = f" ({len(answer.candidates)})" if answer.candidates else ""
    why = f". {_why(answer)}" if _why(answer) else ""
    as_of = str(answer.snapshot) if answer.snapshot else ink(word("live")) if answer.at else ""
    people = ink(word("people", n=answer.people)) if answer.people else ""
    share = ink(word("share", percent=_words.percent(answer.share))) if answer.people and answer.share < 1 else ""
    when = _words.when(answer.at)
    return [
        ink(_words.registry(answer.registry)),
        f"{outcome}{count}{why}",
        said(answer.asked),
        when,
        "\n".join(part for part in (as_of, people, share) if part),
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
        yield blocks.text(ink(word("claims_none")), soft=True)
    if claims.rejected:
        yield blocks.heading("rejected", 3)
        about = [f"“{foreign(r.text)}” ({ink(word(f'kind.{r.kind.value}'))}): {said(r.why)}" for r in claims.rejected]
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


def _limits(_: Report | None) -> Iterator[Block]:
    yield blocks.heading("limits")
    yield blocks.bullets([ink(word(f"limit_{limit}")) for limit in ("missing", "scope", "name", "correct")])


def _provenance(report: Report) -> Iterator[Block]:
    yield blocks.heading("provenance")
    # Digests fit the line, and are copied from it: no mark may stand in them.
    yield blocks.fields([(name, ink(value)) for name, value in _words.provenance(report)])
    yield blocks.text(ink(word("limit_verify")), soft=True)
    kept = [
        [ink(_words.registry(a.registry)), "\n".join(map(ink, a.digests))] for a in report.case.answers if a.digests
    ]
    if kept:
        yield blocks.table(("col_source", "col_digest"), [2, 5], kept)
