"""Many profiles out of files and pasted lists; a bad row keeps its place, a bad file says why."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import BadInput, CredCheckError
from credcheck.model import Origin, Profile
from credcheck.rows import READERS, parts, read_file, read_text

JANE = "Jane Example, MD\n@janeexample\nCardiologist\nBoston, MA"
SAM = "Sam Sample, RN\n@samsample\nER nurse"


def profiles(path: Path) -> list[Profile | None]:
    return [row.profile for row in read_file(path)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{JANE}\n---\n{SAM}", (JANE, SAM)),
        (f"{JANE}\n\n\n{SAM}\n", (JANE, SAM)),
        ("@jane\n@sam\nhttps://x.com/ali", ("@jane", "@sam", "https://x.com/ali")),
        (JANE, (JANE,)),
        ("Jane Example\r\n=====\r\nSam Sample", ("Jane Example", "Sam Sample")),
        ("", ()),
        ("---\n\n---", ()),
    ],
)
def test_a_pasted_list_is_taken_apart_where_people_set_it_apart(text: str, found: tuple[str, ...]) -> None:
    assert parts(text) == found


def test_a_list_of_very_many_empty_lines_is_taken_apart_at_once() -> None:
    begun = time.process_time()
    assert parts(f"{JANE}\n---\n{chr(10) * 1_000_000}{SAM}") == (JANE, SAM)
    assert time.process_time() - begun < 3


def test_profiles_of_a_list_are_read_as_single_ones_are() -> None:
    rows = list(read_text(f"{JANE}\n---\n\x00\x01\x02\x03\x04\n---\n{SAM}"))
    assert [r.profile.name if r.profile else None for r in rows] == ["Jane Example, MD", None, "Sam Sample, RN"]
    assert rows[1].wrong is not None


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_table_of_any_program_is_read(tmp_path: Path, code: str, comma: str) -> None:
    table = [
        ["id", "Display name", "Username", "Description", "Network"],
        ["7", "Zoë Example", "@zoe", "MD", "Twitter"],
    ]
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(comma.join(row) for row in table).encode(code))
    (row,) = read_file(path)
    assert row.id == "7"
    assert row.profile is not None
    assert (row.profile.name, row.profile.handle, row.profile.platform) == ("Zoë Example", "@zoe", "x")


def test_an_address_in_a_table_says_platform_and_handle(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("url,name\nhttps://x.com/janeexample,Jane Example\n,\nnot an address at all://,\n", "utf-8")
    first, *_ = profiles(path)
    assert first is not None
    assert (first.platform, first.handle, first.name) == ("x", "janeexample", "Jane Example")


@pytest.mark.parametrize(
    ("name", "content", "id"),
    [
        ("x.exe", b"MZ", "rows.unknown_kind"),
        ("x.csv", b"colour,size\nred,1\n", "rows.no_columns"),
        ("x.csv", b"", "rows.no_columns"),
    ],
)
def test_a_file_that_is_no_list_says_why(tmp_path: Path, name: str, content: bytes, id: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as said:
        list(read_file(path))
    assert said.value.sentence.id == id


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        list(read_file(tmp_path / "gone.csv"))


PAGE = """<html><head><title>Jane Example, MD (@janeexample) / X</title>
<meta property="og:title" content="Jane Example, MD (@janeexample) on X">
<meta property="og:description" content="Cardiologist at Example Heart Institute &amp; more">
<link rel="canonical" href="https://x.com/janeexample"></head>
<body><script>alert(1)</script><p>Log in</p></body></html>"""


def test_a_saved_page_shows_the_profile_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    (found,) = profiles(path)
    assert found is not None
    assert (found.name, found.handle, found.platform) == ("Jane Example, MD", "janeexample", "x")
    assert found.bio == "Cardiologist at Example Heart Institute & more"
    assert found.origin is Origin.SAVED


def test_counts_before_the_bio_are_not_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    said = "1,204 Followers, 45 Following, 67 Posts - Jane Example, MD (@jane) on Instagram: “Cardiologist”"
    path.write_text(f'<meta property="og:description" content="{said}">', "utf-8")
    (found,) = profiles(path)
    assert found is not None
    assert "Followers" not in found.bio


@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_no_bytes_end_the_program(content: bytes, ending: str) -> None:
    import contextlib

    with contextlib.suppress(CredCheckError):
        for row in READERS[ending](content):
            assert (row.profile is None) == (row.wrong is not None)


def test_a_hundred_thousand_rows_are_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name,handle\n" + "".join(f"Jane Example {i},jane{i}\n" for i in range(100_000)), "utf-8")
    rows = read_file(path)
    assert next(rows).id == "2"
    assert sum(1 for _ in rows) == 99_999
