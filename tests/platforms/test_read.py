"""Any text at all: bad input, and the promise that reading never breaks and is never slow."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credcheck import platforms
from credcheck.errors import BadInput
from credcheck.model import Reading, ReadingKind
from credcheck.wording import render

BITS = st.sampled_from(
    [
        "Jane Example, MD", "@jane", "@jane.example", "\n", " ", "1,234", " Following", "5.6K Followers",
        "Joined March 2015",
        "Name:", "Bio:", "x.com/jane", "https://", "(@jane)", " – ", " | ", "· 2nd", "500+ connections", "Contact info",
        "\u202a", "\u200b", "she/her", "Boston, MA",
        "Follow", "123 posts", "<![", "did:plc:a", "NPI 1234567893", "\ud800", ",",
    ]
)  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u200b\u200e", "\x00\x00", "\ufeff"])
def test_an_empty_text_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        platforms.read(text)
    assert caught.value.sentence.id == "platform.empty"


def test_a_megabyte_is_refused_and_the_cap_is_said() -> None:
    with pytest.raises(BadInput) as caught:
        platforms.read("Cardiologist in Boston. " * 45_000)
    assert "64 KB" in render(caught.value.sentence)


@pytest.mark.parametrize(
    "text",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00".decode("latin-1"),
        bytes(range(256)).decode("latin-1"),
        bytes(range(128, 256)).decode("utf-8", "replace"),
        b"PK\x03\x04\x14\x00\x08\x00\x08".decode("latin-1"),
        "\x1f\x8b\x08\x03\x02\x01\x05",
    ],
)
def test_the_content_of_a_file_is_no_text(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        platforms.read(text)
    assert caught.value.sentence.id == "platform.binary"


@pytest.mark.parametrize("text", ["https://www.example.com/team/jane", "http://example.com", "www.example.com/jane"])
def test_an_address_of_no_known_platform_is_no_profile_and_says_so(text: str) -> None:
    reading = platforms.read(text)
    assert reading.kind is ReadingKind.NOT_A_PROFILE
    assert reading.remark is not None
    assert "example.com" in render(reading.remark)


def test_half_surrogates_do_not_survive() -> None:
    assert platforms.read("Jane \ud800 Example").profile.text.encode("utf-8")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400) | st.lists(BITS, max_size=60).map("".join))
def test_any_text_gives_a_reading_or_bad_input(text: str) -> None:
    try:
        reading = platforms.read(text)
    except BadInput:
        return
    assert isinstance(reading, Reading)
    assert reading.profile.text.encode("utf-8") is not None
    assert reading.remark is None or not render(reading.remark).startswith("platform.")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BITS | st.text(max_size=6), min_size=1, max_size=8), st.sampled_from(["", " ", "\n"]))
def test_sixty_four_kilobytes_are_read_fast(bits: list[str], between: str) -> None:
    unit = (between.join(bits) + between) or "a"
    text = (unit * (16_000 // len(unit) + 1))[:16_000]
    started = time.perf_counter()
    with contextlib.suppress(BadInput):
        platforms.read(text)
    assert time.perf_counter() - started < 2.0
