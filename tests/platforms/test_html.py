"""Profile notes in HTML become inert text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck.platforms import _html

PIECES = st.sampled_from(
    ["<", ">", "<p>", "</p>", "<br>", "<![", "<!--", "-->", "<a href='x'>", "<script>", "&amp;", "&#0;", "</", "<!"]
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br />three", "one\ntwo\nthree"),
        ("<p>a &amp; b &lt;c&gt;</p>", "a & b <c>"),
        ('<a href="https://x.example"><span class="invisible">https://</span>x.example</a>', "https://x.example"),
        ("<p>hi<script>alert(1)</script><style>p{}</style></p>", "hi"),
        ("<p>@<span>jane</span></p>", "@jane"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("", ""),
        ("no tags", "no tags"),
        ("<img src=x onerror=alert(1)>hi", "hi"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ],
)
def test_a_note_becomes_plain_text(html: str, text: str) -> None:
    assert _html.plain(html) == text


def test_only_web_links_are_kept() -> None:
    html = '<a href="javascript:alert(1)">a</a><a href="https://x.example">b</a><a href="data:text/html,x">c</a>'
    assert _html.links(html) == ("https://x.example",)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_no_markup_breaks_the_reading(html: str) -> None:
    assert isinstance(_html.plain(html), str)
    assert all(link.startswith("http") for link in _html.links(html))


@pytest.mark.parametrize("piece", ["<", "<a ", "<![", "<!--", "&", "<script>", "<p", "</", "<a href='"])
def test_a_long_broken_note_is_read_fast(piece: str) -> None:
    assert len(_html.plain(piece * 10_000)) <= _html.CAP
