"""The PDF as other programs see it: tagged, in one language, with its own fonts, and nothing in it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from credcheck import languages, resources, wire
from credcheck.model import Profile, Report
from credcheck.report import _blocks, _ink, format_of
from tests import factory

PILE = "\u0301" * 4_000

REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


def run(program: str, *options: str, made: bytes, tmp_path: Path) -> str:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed (Debian: apt-get install poppler-utils)")
    file = tmp_path / "report.pdf"
    file.write_bytes(made)
    end = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, *options, str(file), *end], capture_output=True, check=True, timeout=60)
    return done.stdout.decode(errors="replace")


def longest() -> Report:
    """More of everything than any real report holds."""
    report = factory.match_not_bound()
    case = report.case
    profile = replace(case.profile, bio=" ".join([factory.BIO] * 60), links=case.profile.links * 40)
    people = tuple(factory.match(factory.person(str(1_000_000_000 + n), "Jane", f"Example{n}")) for n in range(40))
    more = replace(case, profile=profile, answers=case.answers * 15, ranking=replace(case.ranking, matches=people))
    return replace(
        report, case=more, notes=tuple(f"Note {n}. {factory.BIO}" for n in range(60)), flags=report.flags * 30
    )


@REPORTS
def test_every_report_is_tagged_and_names_its_language_and_title(report: Report, tmp_path: Path) -> None:
    made = format_of("pdf").render(report)
    about = run("pdfinfo", made=made, tmp_path=tmp_path)
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    assert re.search(r"^JavaScript: +no$", about, re.MULTILINE)
    assert "Title:           Credibility report: " in about
    assert b"/Lang (en)" in made or b"/Lang(en)" in made
    assert b"pdfuaid:part" in made or b"pdfuaid" in made


def test_headings_tables_and_lists_are_tagged(tmp_path: Path) -> None:
    tree = run("pdfinfo", "-struct", made=format_of("pdf").render(factory.match_not_bound()), tmp_path=tmp_path)
    found = set(re.findall(r"^ *(H1|H2|H3|Table|THead|TH|TR|TD|L|LI)\b", tree, re.MULTILINE))
    assert found >= {"H1", "H2", "H3", "Table", "TH", "TR", "TD", "L", "LI"}


def test_headings_are_bookmarks_and_records_are_links(tmp_path: Path) -> None:
    made = format_of("pdf").render(factory.match_not_bound())
    assert b"/Outlines" in made
    assert b"/DisplayDocTitle true" in made
    tree = run("pdfinfo", "-struct", made=made, tmp_path=tmp_path)
    assert re.search(r"^ *Link\b", tree, re.MULTILINE)
    assert tree.count("/Scope /Column") == len(re.findall(r"^ *TH\b", tree, re.MULTILINE))
    assert factory.candidate().url.encode() in made


@REPORTS
def test_only_our_own_fonts_are_used_and_all_are_in_the_file(report: Report, tmp_path: Path) -> None:
    rows = run("pdffonts", made=format_of("pdf").render(report), tmp_path=tmp_path).splitlines()[2:]
    assert rows
    assert all(re.search(r"\+Noto(Sans|Emoji)", row) and " yes yes yes " in row for row in rows)


def test_hostile_text_is_words_on_paper(tmp_path: Path) -> None:
    made = format_of("pdf").render(factory.hostile())
    page = run("pdftotext", "-raw", made=made, tmp_path=tmp_path)
    flat = re.sub(r"\s+", "", page)
    for text in (
        '<script>alert("x")</script>',
        "{{7*7}}",
        "#panic()",
        "$x$",
        "=HYPERLINK(",
        "[U+202E]",
        "javascript:alert(1)",
    ):
        assert text.replace(" ", "") in flat
    assert b"/JavaScript" not in made
    assert b"/URI" not in made


def test_a_digest_can_be_copied_from_the_page(tmp_path: Path) -> None:
    kept = replace(factory.match_not_bound(), chain=f"123456:{'ab' * 32}")
    page = run("pdftotext", "-raw", made=format_of("pdf").render(kept), tmp_path=tmp_path)
    for whole in (kept.chain, wire.digest(wire.dumps(kept)), factory.DIGEST):
        assert whole in page.splitlines() or f" {whole}\n" in page


def test_a_letter_no_font_has_is_shown_by_its_number_not_dropped(tmp_path: Path) -> None:
    report = replace(factory.empty(), case=replace(factory.empty().case, profile=Profile(name="漢字 Jane \U0001fae8")))
    page = run("pdftotext", "-raw", made=format_of("pdf").render(report), tmp_path=tmp_path)
    assert "[U+6F22][U+5B57] Jane" in page


def test_a_pile_of_marks_on_one_letter_is_counted_not_set(tmp_path: Path) -> None:
    report = replace(factory.empty(), case=replace(factory.empty().case, profile=Profile(name=f"e{PILE}x Jane{PILE}")))
    begun = time.process_time()
    page = run("pdftotext", "-raw", made=format_of("pdf").render(report), tmp_path=tmp_path)
    assert time.process_time() - begun < 8
    assert "[U+0301…×3992]x" in re.sub(r"\s", "", page)
    assert _ink.ink("Nguye\u0302\u0303n") == "Nguye\u0302\u0303n"


def test_arabic_hebrew_and_signs_are_drawn() -> None:
    for text in ("ليلى", "שרה", "नीता", "Zoë Łukasz Ωmega Ж", "✓ ★ → ❤ 🩺 👩‍⚕️ € −"):
        assert "[U+" not in _ink.ink(text)


def test_the_same_report_gives_the_same_bytes_in_one_language_and_others_in_another() -> None:
    english = format_of("pdf").render(factory.several())
    assert format_of("pdf").render(factory.several()) == english
    with languages.speaking("de"):
        german = format_of("pdf").render(factory.several())
    assert b"/Lang (de)" in german or b"/Lang(de)" in german


def test_the_longest_report_is_set_in_seconds(tmp_path: Path) -> None:
    start = time.perf_counter()
    made = format_of("pdf").render(longest())
    assert time.perf_counter() - start < 30
    pages = re.search(r"^Pages: +(\d+)", run("pdfinfo", made=made, tmp_path=tmp_path), re.MULTILINE)
    assert pages is not None
    assert 10 < int(pages[1]) < 20


@pytest.mark.parametrize(
    ("text", "way"), [("abc", "ltr"), ("12 ليلى", "rtl"), ("שרה abc", "rtl"), ("", "ltr"), ("12", "ltr")]
)
def test_a_text_runs_as_its_first_letter_does(text: str, way: str) -> None:
    assert _ink.direction(text) == way


def test_a_word_that_would_run_off_the_page_may_be_cut() -> None:
    assert _ink.CUT in _ink.foreign("a" * 200)
    assert _ink.CUT not in _ink.foreign("an ordinary sentence of ordinary words")


def test_the_fonts_come_with_their_licence() -> None:
    names = {path.stem for path in (resources.folder() / "fonts").glob("*.ttf")}
    licence = resources.read("fonts/OFL.txt")
    assert names
    assert all(name in licence for name in names)
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://an-address-that-is-long.example.gov/", "https://an-address-that-is-long.example.gov/"),
        ("@a_handle_that_goes_on_and_on_for_ever", "@a_|handle_|that_|goes_|on_|and_|on_|for_|ever"),
        ("short@example.org", "short@example.org"),
    ],
)
def test_a_long_word_is_cut_after_its_signs_and_an_address_where_it_may_end(text: str, shown: str) -> None:
    assert _ink.foreign(text)[1:-1].replace(_ink.CUT, "|") == shown


def test_a_number_stays_with_its_unit() -> None:
    assert _ink.ink("26.8 % at 14:22 UTC") == "26.8\u00a0% at 14:22\u00a0UTC"


def test_an_empty_column_is_left_out() -> None:
    made = _blocks.table(
        ("col_source", "col_answer", "col_when"), [1, 2, 3], [["a", "", "1"], ["b", "", ""]], right=(2,)
    )
    assert made["head"] == ["Source", "When"]
    assert (made["widths"], made["rows"], made["right"]) == ([1, 3], [["a", "1"], ["b", ""]], [1])
