from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from credcheck import resources
from credcheck.model import ClaimKind, Part, Profile, Report, Sentence, Span
from credcheck.report import format_of
from credcheck.report._marks import pieces
from credcheck.report._waterfall import WIDTH, fall
from credcheck.report._words import web
from credcheck.report.html import said
from tests import factory

REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "use", "line", "rect", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(report: Report) -> Reader:
    return Reader(format_of("html").render(report).decode())


@REPORTS
def test_the_page_loads_nothing_and_runs_nothing(report: Report) -> None:
    page = read(report)
    names = {tag for tag, _ in page.tags}
    assert page.open == []
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "form", "input", "base"}
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"style", "src", "srcset"}
    style = resources.read("report/report.css")
    assert not re.search(r"url\(|@import|expression", style)


@REPORTS
def test_the_policy_allows_this_style_sheet_and_nothing_else(report: Report) -> None:
    page = format_of("html").render(report).decode()
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in page


@REPORTS
def test_every_link_is_https_or_inside_the_page_and_every_target_is_there(report: Report) -> None:
    page = read(report)
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = [attrs["href"] or "" for _, attrs in page.tags if "href" in attrs]
    assert all(link.startswith("https://") or link.removeprefix("#") in ids for link in links)


def test_hostile_text_stays_text() -> None:
    page = format_of("html").render(factory.hostile()).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "<b>Jane" not in page


def test_the_page_says_both_axes_and_every_answer() -> None:
    words = read(factory.match_not_bound()).words
    for text in ("Registry match, account not bound", "Does somebody fit?", "Is the account theirs?", "(L1)"):
        assert text in words
    for text in ("npi_mirror", "npi_api", "orcid", "Not asked", "2026-11-09", factory.DIGEST, "rules-1", "weights-1"):
        assert text in words


def test_an_empty_report_says_what_is_empty() -> None:
    words = read(factory.empty()).words
    for text in (
        "No source was asked",
        "Nobody was looked up, because no register was asked",
        "No rule had a remark",
        "has no text",
    ):
        assert text in words


def test_a_text_in_a_sentence_is_isolated_and_escaped() -> None:
    told = said(Sentence("report.unknown_format", format="<b>\u202ex", known="a & b"))
    assert "<bdi>&lt;b&gt;[U+202E]x</bdi>" in told
    assert "<bdi>a &amp; b</bdi>" in told
    assert said(None) == ""


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://example.org", "https://a b", 'https://x"onclick=', "https://x\u202e", "", "data:x"],
)
def test_only_a_plain_https_address_becomes_a_link(url: str) -> None:
    assert web(url) == ""
    assert web("https://example.org/a?b=c&d=%20") != ""


# ---------------------------------------------------------------- marks and bars
def marked(bio: str, *spans: tuple[int, int]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    claims = tuple(factory.claim(ClaimKind.CUE, "x", Span(Part.BIO, *span)) for span in spans)
    return [(p.text, p.claims, p.ends) for p in pieces(Profile(bio=bio), Part.BIO, claims)]


def test_pieces_carry_the_claims_read_from_them() -> None:
    assert marked("abcdef", (1, 4), (3, 5)) == [
        ("a", (), ()),
        ("bc", (1,), ()),
        ("d", (1, 2), (1,)),
        ("e", (2,), (2,)),
        ("f", (), ()),
    ]


@pytest.mark.parametrize("span", [(-1, 2), (4, 2), (2, 2), (9, 12)])
def test_a_span_outside_the_text_marks_nothing(span: tuple[int, int]) -> None:
    assert marked("abcdef", span) == [("abcdef", (), ())]


def test_a_span_past_the_end_is_cut_off() -> None:
    assert marked("abc", (1, 99)) == [("a", (), ()), ("bc", (1,), (1,))]
    assert marked("") == []


def test_ten_thousand_claims_are_marked_in_no_time() -> None:
    spans = [(n, n + 5) for n in range(0, 50_000, 5)]
    assert len(marked("x" * 50_000, *spans)) == 10_000


def test_each_bar_begins_where_the_one_before_ended() -> None:
    match = factory.match(fits=False)
    drawn = fall(match)
    a_bit = drawn.prior.width / abs(match.prior_bits)
    widths = [max(abs(e.bits) * a_bit, 1.5) for e in match.evidence]
    assert [bar.width for _, bar in drawn.evidence] == pytest.approx(widths, abs=0.3)
    bars = [drawn.prior, *(bar for _, bar in drawn.evidence)]
    assert {bar.up for bar in bars} == {True, False}
    for before, bar in pairwise(bars):
        end = before.x + before.width if before.up else before.x
        assert (bar.x if bar.up else bar.x + bar.width) == pytest.approx(end, abs=0.2)
    assert all(bar.x + bar.width <= WIDTH + 2 for _, bar in drawn.evidence)


def test_a_match_without_weights_is_drawn() -> None:
    nothing = replace(factory.match(), evidence=(), prior_bits=0.0, bits=0.0)
    assert fall(nothing).total.width > 0
