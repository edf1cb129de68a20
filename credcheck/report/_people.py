"""The people of a report as blocks of a sheet: the nearest with all their evidence, the others in a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credcheck.model import Candidate, Match, Report
from credcheck.report import _blocks as blocks
from credcheck.report import _folds, _words
from credcheck.report._blocks import Block, said
from credcheck.report._ink import foreign, ink
from credcheck.report._waterfall import WIDTH, Bar, fall
from credcheck.report._words import word


def people(report: Report) -> Iterator[Block]:
    """Everybody who may be meant, what the numbers mean, and how many registered people fit."""
    ranking = report.case.ranking
    yield blocks.heading(_words.people_title(report))
    if not ranking.matches:
        yield blocks.text(ink(_words.nobody_found(report)))
        return
    yield from blocks.aside(word("bits_help"))
    for match in _folds.in_full(ranking):
        yield from _match(match, report)
    if others := _folds.in_short(ranking):
        yield from _others(others, report.verdict.person)
    if share := _words.nobody_share(report):
        yield blocks.text(ink(share))
    yield from blocks.aside(_words.rate_of_match(report))
    yield from _fits(report)


def _fits(report: Report) -> Iterator[Block]:
    steps, help = _words.fits(report), _words.would_help(report)
    if steps:
        yield blocks.heading("fit_title", 3)
        yield blocks.bullets([*(ink(f"{what}: {people}") for what, people in steps), *map(ink, help)])


def _match(match: Match, report: Report) -> Iterator[Block]:
    yield {"kind": "heading", "text": foreign(match.person.label()), "level": 3}
    chance = _words.chance(report, match)
    yield blocks.text(
        f"{ink(_words.fitting(match, report.verdict.person))} · {ink(chance)} · {foreign(match.person.key)}"
    )
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
    yield blocks.table(columns, [6, 1.7, 1, 1.8], rows, right=(2,))


def _others(others: tuple[Match, ...], chosen: str) -> Iterator[Block]:
    yield blocks.heading("others", 3)
    rows: list[list[Any]] = [
        [
            f"{foreign(m.person.label())}\n{foreign(m.person.key)}",
            foreign(_words.field(m)),
            f"{ink(_words.fitting(m, chosen))}\n{ink(_words.percent(m.probability))}",
            "\n".join([said(m.behind), *map(foreign, _words.remarks(m.person.candidates))]),
        ]
        for m in others
    ]
    yield blocks.table(("col_listed", "col_field", "col_fit", "col_behind"), [2.6, 2.6, 1.3, 3], rows)
    yield from blocks.aside(word("others_more"))


def _record(record: Candidate) -> list[tuple[str, Any]]:
    listed = [f"{foreign(n.name.text())} ({ink(word(f'name_kind.{n.kind.value}'))})" for n in record.names]
    places = [foreign(", ".join(p for p in (q.city, q.region, q.country) if p)) for q in record.places]
    standing = ink(word(f"status_word.{record.status.value}"))
    since = f" {ink(word('since', date=str(record.status_since)))}" if record.status_since else ""
    remark = f" · {said(record.remark)}" if record.remark else ""
    return [
        (_words.registry(record.registry), f"{foreign(record.id)} · {standing}{since}{remark}"),
        (word("listed_as"), "; ".join(listed)),
        (word("licences"), "; ".join(_fields(record))),
        (word("listed_where"), "; ".join(p for p in places if p)),
        (word("record_at"), blocks.link(record.url)),
    ]


def _fields(record: Candidate) -> Iterator[str]:
    for slot in record.taxonomies:
        licence = " ".join(part for part in (slot.state, slot.licence) if part) if slot.licence else ""
        yield foreign(slot.label or slot.code) + (f" ({foreign(licence)})" if licence else "")


def _bar(bar: Bar, tone: str) -> dict[str, Any]:
    scale = 100 / (WIDTH + 2)
    return {"x": bar.x * scale, "width": bar.width * scale, "tone": tone}
