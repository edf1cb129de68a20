"""How long a server asks us to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.net.faults import asked_wait_s

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 30)}, 30.0),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 30)}, 30.0),
        ({"x-ratelimit-reset": "2026-11-22T12:05:00.000000Z"}, 300.0),
        ({"x-ratelimit-reset": "20"}, 20.0),
    ],
)
def test_the_wait_is_read_in_every_form(headers: dict[str, str], wait_s: float | None) -> None:
    assert asked_wait_s(headers, NOW) == wait_s


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_header_breaks_the_reader(after: str, reset: str, date: str) -> None:
    wait_s = asked_wait_s({"retry-after": after, "x-ratelimit-reset": reset, "date": date}, NOW)
    assert wait_s is None or wait_s >= 0


@pytest.mark.parametrize("hours", [-5, 0, 5])
def test_a_moment_to_wait_for_is_one_of_the_servers_clock(hours: int) -> None:
    here, date = NOW + timedelta(hours=hours), {"date": "Sun, 22 Nov 2026 12:00:00 GMT"}
    assert asked_wait_s(date | {"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT"}, here) == 60.0
    assert asked_wait_s(date | {"x-ratelimit-reset": str(int(NOW.timestamp()) + 60)}, here) == 60.0
    assert asked_wait_s({"date": "some day", "retry-after": "7"}, here) == 7.0
