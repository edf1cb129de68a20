from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck import languages, wire, wording
from credcheck import report as room
from credcheck.errors import BadInput
from credcheck.model import (
    Binding,
    Claim,
    ClaimKind,
    Claims,
    Flag,
    Headline,
    Identifier,
    Institution,
    Level,
    NameKind,
    Outcome,
    Profile,
    RecordAxis,
    Relation,
    Report,
    Sentence,
    Severity,
    Status,
)
from credcheck.report import _words, markdown
from tests import factory

FORMATS = pytest.mark.parametrize("id", [kind.id for kind in room.formats()])
REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


def shown(id: str, report: Report) -> str:
    made = room.format_of(id).render(report)
    readers = {"pdf": read_pdf, "xlsx": read_xlsx}
    return readers.get(id, bytes.decode)(made)


def read_pdf(made: bytes) -> str:
    """The words of a PDF as another program reads them, without the marks we put around texts and in them."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True, timeout=60)
    return done.stdout.decode().translate(dict.fromkeys((0x2068, 0x2069, 0x200B, 0x0C)))


def read_xlsx(made: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_every_format_is_found_the_page_first() -> None:
    assert [kind.id for kind in room.formats()] == ["html", "pdf", "json", "text", "markdown", "csv", "xlsx"]
    assert all(kind.title and kind.suffix.startswith(".") and kind.__doc__ for kind in room.formats())


def test_a_format_is_named_in_the_language_spoken() -> None:
    assert [room.name_of(kind) for kind in room.formats()][:1] == ["Web page"]
    with languages.speaking("pseudo"):
        assert all(room.name_of(kind).startswith("⟦") for kind in room.formats())


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput) as caught:
        room.format_of("docx")
    assert "html, pdf, json, text" in wording.render(caught.value.sentence)


@FORMATS
def test_a_sentence_of_another_version_is_shown_by_its_id(id: str) -> None:
    strange = replace(factory.verdict(), why=(Sentence("verdict.match"), Sentence("never.heard", of="x")))
    assert "verdict.match" in shown(id, replace(factory.empty(), verdict=strange)).replace("\\", "")


@FORMATS
@REPORTS
def test_a_report_is_written_the_same_way_twice(id: str, report: Report) -> None:
    assert room.format_of(id).render(report) == room.format_of(id).render(report) != b""


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown", "csv", "xlsx"])
def test_nothing_hidden_reaches_a_reader(id: str) -> None:
    page = shown(id, factory.hostile()).removeprefix("\ufeff")
    assert not {c for c in page if unicodedata.category(c) == "Cf"} - {"\u200d"}  # the joiner of an emoji
    assert not {c for c in page if unicodedata.category(c) == "Cc"} - {"\n", "\r"}


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=40))
@FORMATS
def test_no_text_breaks_a_format(id: str, text: str) -> None:
    profile = Profile(name=text, handle=text, bio=text, url=text)
    case = replace(factory.hostile().case, profile=profile)
    room.format_of(id).render(replace(factory.hostile(), case=case, notes=(text,)))


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
@REPORTS
def test_every_reader_learns_what_a_missing_record_is_worth(id: str, report: Report) -> None:
    page = re.sub(r"[\\\s]+", " ", shown(id, report))
    assert "missing record is not proof of fraud" in page
    assert "not the truth of posts" in page
    assert "corrected by the register" in page.replace("- ", "")


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_a_profile_without_a_name_is_called_as_its_text_says(id: str) -> None:
    report = factory.unnamed()
    unread = replace(report, case=replace(report.case, claims=Claims()))
    assert "no name given" in shown(id, unread)
    assert "no name given" not in shown(id, report)


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_what_could_not_be_reached_is_said_before_who_was_asked(id: str) -> None:
    page = shown(id, factory.incomplete())
    assert 0 < page.index("could not be reached") < page.index("Who was asked")
    assert "What could not be reached" not in shown(id, factory.hostile())


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_not_known_never_looks_like_no_record(id: str) -> None:
    assert "Nobody is known so far" in shown(id, factory.incomplete())
    assert "Nobody is known so far" not in shown(id, factory.hostile())


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_what_is_awaited_counts_as_not_reached(id: str) -> None:
    assert "What could not be reached" in shown(id, factory.asking())


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown", "csv", "xlsx"])
def test_no_report_accuses_anybody(id: str) -> None:
    for report in factory.reports():
        page = shown(id, report).lower().replace("not proof of fraud", "")
        assert not re.search(r"\b(fraud|fake|liar|lying|impostor|scam)", page)


def test_json_is_the_wire_form() -> None:
    assert wire.loads(room.format_of("json").render(factory.arabic())) == factory.arabic()


def test_plain_text_keeps_to_its_width() -> None:
    for report in (factory.match_not_bound(), factory.several(), factory.incomplete(), factory.empty()):
        assert max(len(line) for line in shown("text", report).splitlines()) <= 88


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n@", "＝"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    case = replace(factory.empty().case, profile=Profile(name=f"{start}1+1", handle="@jane", bio=""))
    _, row = csv.reader(io.StringIO(shown("csv", replace(factory.empty(), case=case)).removeprefix("\ufeff")))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"))]
    assert "'@jane" in row


def test_markdown_keeps_the_words_of_a_profile_in_their_line() -> None:
    assert markdown.inert("one\n\n  two\n\tthree") == "one two three"


def test_markdown_makes_no_link_tag_or_mention_of_a_profile() -> None:
    page = shown("markdown", factory.hostile())
    assert "<script" not in page
    assert "](" not in page
    assert not re.search(r"(?<!\\)[@<`]", page)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("headline", Headline),
        ("record", RecordAxis),
        ("outcome", Outcome),
        ("relation", Relation),
        ("severity", Severity),
        ("kind", ClaimKind),
        ("status_word", Status),
        ("name_kind", NameKind),
        ("account", Level),
    ],
)
def test_every_word_of_the_model_has_a_text(group: str, words: type[Headline]) -> None:
    assert not [w for w in words if f"report.{group}.{w.value}" not in wording.templates()]
    assert set(_words.ICONS) == {h.value for h in Headline}


@pytest.mark.parametrize(
    ("probability", "text"), [(0, "0.0 %"), (1e-9, "< 0.1 %"), (0.5, "50.0 %"), (0.99999, "> 99.9 %"), (1, "100.0 %")]
)
def test_what_is_not_certain_is_never_shown_as_certain(probability: float, text: str) -> None:
    assert _words.percent(probability) == text


def test_a_weight_is_shown_with_its_sign() -> None:
    assert [_words.bits(b) for b in (4.25, -3.04, 0.0, -0.01)] == ["+4.2", "\u22123.0", "0.0", "0.0"]


# ---------------------------------------------------------------- spreadsheets, many at once, share copies
def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(room.format_of("xlsx").render(factory.hostile())))
    assert book.sheetnames == ["Checks", "Answers", "Claims", "Evidence"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)


@pytest.mark.parametrize("id", ["html", "pdf", "json", "csv", "xlsx"])
def test_many_reports_go_into_one_file(id: str) -> None:
    made = room.format_of(id).render_all(factory.reports())
    page = {"pdf": read_pdf, "xlsx": read_xlsx}.get(id, bytes.decode)(made)
    words = " ".join(page.split())
    for report in factory.reports()[:3]:
        assert (report.case.profile.name or report.id) in words or report.case.profile.name.split()[-1] in words
    assert id == "json" or room.format_of(id).render_all(()) != b""


def test_the_rows_of_many_are_the_rows_of_each() -> None:
    page = room.format_of("csv").render_all(factory.reports()).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(page))][1:] == [report.id for report in factory.reports()]
    lines = room.format_of("json").render_all(factory.reports()).splitlines()
    assert [json.loads(line)["report_id"] for line in lines] == [report.id for report in factory.reports()]


def test_a_format_for_one_report_says_so() -> None:
    with pytest.raises(BadInput) as caught:
        room.format_of("markdown").render_all(factory.reports())
    assert caught.value.sentence.id == "report.single_only"


def test_a_share_copy_names_nobody_else_and_quotes_no_profile() -> None:
    whole = factory.match_not_bound()
    copy = room.redact(whole)
    assert copy.redacted_of == wire.digest(wire.dumps(whole))
    assert copy.verdict == whole.verdict
    text = wire.pretty(copy).decode()
    for gone in (factory.OTHER_NPI, "Mother of two", "Rockford", "Exampel", "Asked by a colleague", factory.DIGEST * 2):
        assert gone not in text
    assert [a.registry for a in copy.case.answers] == [a.registry for a in whole.case.answers]
    assert wire.loads(wire.pretty(copy)) == copy


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_a_share_copy_says_what_it_is_and_of_which_report(id: str) -> None:
    copy = room.redact(factory.match_not_bound())
    page = re.sub(r"[\\\s\u200b]+", "", shown(id, copy))
    assert "Thisisasharecopy" in page
    assert copy.redacted_of in page


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown", "csv"])
def test_a_page_quotes_the_log_and_the_digest_of_its_json_file(id: str) -> None:
    kept = replace(factory.match_not_bound(), chain=f"12:{'ab' * 32}")
    page = re.sub(r"[\\\s\u200b]+", "", shown(id, kept))
    assert kept.chain in page
    assert id == "csv" or wire.digest(wire.dumps(kept)) in page


def test_a_share_copy_says_nothing_by_which_the_holder_is_reached() -> None:
    code = {"code": "credcheck-AAAA-BBBB", "address": "desk@ward.example", "day": "2026-11-22"}
    sent = [
        Binding("challenge", level, Sentence(f"challenge.{word}", **code), Sentence("challenge.limits"))
        for level, word in ((Level.L4, "registry"), (Level.L0, "unanswered"))
    ]
    whole = factory.match_not_bound()
    claims = tuple(
        Claim(ClaimKind.IDENTIFIER, Identifier(kind, value))
        for kind, value in (("email", "jane@mail.example"), ("url", "https://janes.example"), ("npi", factory.NPI))
    )
    known = tuple(replace(a, institutions=(Institution("Example Hall", city="Rockford"),)) for a in whole.case.answers)
    case = replace(whole.case, bindings=tuple(sent), claims=Claims(claims), answers=known)
    copy = room.redact(replace(whole, case=case))
    text = wire.dumps(copy).decode()
    for gone in ("mail.example", "janes.example", "ward.example", "Example Hall", "Rockford"):
        assert gone not in text
    assert [b.sentence.id for b in copy.case.bindings] == ["challenge.registry_copy", "challenge.unanswered"]
    assert [dict(b.sentence.params) for b in copy.case.bindings] == [{"day": "2026-11-22"}] * 2
    assert [c.value for c in copy.case.claims.all] == [Identifier("npi", factory.NPI)]


def test_a_share_copy_leads_to_nobody_elses_record() -> None:
    whole = factory.several()
    other = next(c for m in whole.case.ranking.matches for c in m.person.candidates)
    flag = Flag("rule", Severity.NOTE, Sentence("flag.disclaimer"), (), other.url)
    assert other.url
    assert other.url not in wire.dumps(room.redact(replace(whole, flags=(flag,)))).decode()


@pytest.mark.parametrize("id", ["text", "markdown", "html"])
@pytest.mark.parametrize(("why", "doubted"), [("verdict.perhaps_unexpected", True), ("verdict.several", False)])
def test_a_probability_beside_a_doubt_does_not_say_who_is_meant(id: str, why: str, doubted: bool) -> None:
    one = factory.several()
    params: dict[str, int | str] = (
        {"name": "SAM SAMPLE", "source": "The NPI registry"} if doubted else {"n": 2, "name": "X"}
    )
    verdict = replace(one.verdict, why=(Sentence(why, **params),))
    said = " ".join(shown(id, replace(one, verdict=verdict)).split())
    assert ("likely to be the person meant" in said) is not doubted
    assert ("by what was compared alone" in said) is doubted


@pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])
def test_where_there_was_nothing_to_check_nobody_is_said_to_be_meant(id: str) -> None:
    report = factory.match_not_bound()
    nothing = replace(report, verdict=replace(report.verdict, record=RecordAxis.NOT_CHECKABLE, person=""))
    page = re.sub(r"[\\\s]+", " ", shown(id, nothing))
    assert "Registered people of this name" in page
    assert "by the name alone" in page
    for said in ("likely to be the person meant", "was the one who spoke", "nobody in these registers"):
        assert said in re.sub(r"[\\\s]+", " ", shown(id, report))
        assert said not in page
