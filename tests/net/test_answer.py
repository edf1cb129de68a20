"""What an answer says of itself."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged, RegistryDown, RegistryError
from credcheck.net import Fetched


def answer(body: bytes, kind: str = "application/json") -> Fetched:
    return Fetched.of("https://registry.example/x", 200, {"content-type": kind}, body)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf\n <html lang=en>",
        b"",
        b"   ",
        b'{"a": [1, 2',
        b'{"a": "b',
        b'[{"a": 1},',
        b'{"results": [{"number": "12"}',
        b'{"a": tr',
        b"<HTML>",
    ],
)
def test_a_page_or_half_an_answer_means_try_later(body: bytes) -> None:
    with pytest.raises(RegistryDown):
        answer(body).json()


@pytest.mark.parametrize("body", [b"Hello", b"{'a': 1}", b"[1 2]", b"[" * 100_000 + b"]", b"[" + b"9" * 5_000 + b"]"])
def test_what_is_no_json_means_our_bug(body: bytes) -> None:
    with pytest.raises(RegistryChanged):
        answer(body).json()


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_every_cut_of_an_object_means_try_later(value: object) -> None:
    whole = json.dumps({"value": value}).encode()
    assert answer(whole).json() == {"value": value}
    for end in (1, len(whole) // 2, len(whole) - 1):
        with pytest.raises(RegistryDown):
            answer(whole[:end]).json()


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_bytes_and_no_charset_raise_anything_else(body: bytes, charset: str) -> None:
    fetched = answer(body, f"text/plain; charset={charset}")
    assert isinstance(fetched.text(), str)
    with contextlib.suppress(RegistryError):
        fetched.json()


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("é".encode(), "text/plain", "é"),
        ("é".encode("latin-1"), "text/plain; charset=ISO-8859-1", "é"),
        (b"\xef\xbb\xbfa", "text/plain; charset=utf-8", "a"),
        (b"\\x41", "text/plain; charset=unicode_escape", "\\x41"),
        (b"\xff", "text/plain", "\ufffd"),
    ],
)
def test_text_is_decoded_as_declared(body: bytes, kind: str, text: str) -> None:
    assert answer(body, kind).text() == text
