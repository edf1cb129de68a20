"""Pages saved from a browser: HTML and MHTML, read on this machine, with nothing in them run or loaded."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import platforms
from credcheck.model import Link, Origin

X = """<html><head><title>Jane Example, MD (@janeexample) / X</title><link rel="canonical" href="https://x.com/janeexample">
<script>document.write('<b>never</b>')</script></head><body>
<div data-testid="UserName"><span>Jane Example, MD</span><div><span>@janeexample</span></div></div>
<div data-testid="UserDescription">Cardiologist.<br>Tea &amp; hearts</div>
<div><span data-testid="UserLocation">Boston, MA</span><a data-testid="UserUrl" href="https://clinic.example/j">site</a></div>
</body></html>"""
BLUESKY = """<html><head><meta property="og:title" content="Jane Example (@jane.bsky.social)">
<meta property="og:description" content="Cardiologist in Boston"></head><body></body></html>"""
MHTML = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://bsky.app/profile/jane.bsky.social
Subject: Jane
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://bsky.app/profile/jane.bsky.social

{BLUESKY}
------b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
------b--
"""


def test_the_parts_that_x_marks_on_its_page_are_read() -> None:
    found = platforms.read_page(X)
    assert (found.name, found.handle, found.platform) == ("Jane Example, MD", "janeexample", "x")
    assert (found.bio, found.location) == ("Cardiologist.\nTea & hearts", "Boston, MA")
    assert found.links == (Link("https://clinic.example/j"),)
    assert found.origin is Origin.SAVED
    assert "never" not in found.text


def test_the_page_inside_an_archive_is_read_with_its_address() -> None:
    found = platforms.read_page(platforms.page_in(MHTML.encode()).decode())
    assert (found.name, found.handle, found.platform) == ("Jane Example", "jane.bsky.social", "bluesky")
    assert found.bio == "Cardiologist in Boston"


INSIDE = f"""MIME-Version: 1.0
Content-Type: multipart/related;
\tboundary="b"

no part yet
--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

--c
Content-Type: Text/HTML; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable
Content-Location: https://bsky.app/profile/jane.bsky.social

{BLUESKY.replace("=", "=3D").replace("Boston", "Montr=E9al, a =" + chr(10) + "city")}
--c--
--b--
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_page_in_a_part_of_a_part_is_read_in_its_letters(newline: str) -> None:
    found = platforms.read_page(platforms.page_in(INSIDE.replace("\n", newline).encode()).decode())
    assert (found.name, found.platform) == ("Jane Example", "bluesky")
    assert found.bio == "Cardiologist in Montréal, a city"


HEAD = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b"
NESTED = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(3000))


@pytest.mark.parametrize(
    "archive",
    [
        f"{HEAD}0\n\n{NESTED}",
        f"{HEAD}\n\n--b\n{'Content-Type: message/rfc822' + chr(10) * 2}" * 3000,
        f"{HEAD}; {'(' * 50_000}\n\n--b\n",
        f"{HEAD}; {'a=b; ' * 50_000}\n\n--b\n",
        f"{HEAD}\n\n{'--b' + chr(10) + 'Content-Type: image/png' + chr(10) * 2 + 'x' + chr(10)}" * 100_000,
        f"{HEAD}\n{'X: y' + chr(10)}" * 300_000,
    ],
)
def test_an_archive_made_to_hold_the_program_up_is_read_at_once(archive: str) -> None:
    begun = time.process_time()
    assert platforms.page_in(archive.encode()) == archive.encode()
    assert time.process_time() - begun < 3


def test_a_page_that_is_no_archive_stays_as_it_is() -> None:
    assert platforms.page_in(X.encode()) == X.encode()
    assert platforms.page_in(b"") == b""


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    platforms.page_in(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + content)


@pytest.mark.parametrize("piece", ["<!--", "<a b='", "<a b", "<![CDATA[", "<?", "</", "<style "])
def test_a_page_of_what_never_ends_is_read_fast(piece: str) -> None:
    page = f"{X}{piece * (200_000 // len(piece))}"
    begun = time.process_time()
    found = platforms.read_page(page)
    assert found.name == "Jane Example, MD"
    assert time.process_time() - begun < 3


PIXEL = base64.b64encode(b"a picture").decode()


def archive(head: str, at: str) -> bytes:
    """A saved page with this in its head, and a picture under this address."""
    made = MHTML.replace("<html><head>", f"<html><head>{head}")
    return made.replace("Content-Type: image/png", f"Content-Type: image/png\nContent-Location: {at}").replace(
        "\nAAAA\n", f"\n{PIXEL}\n"
    ).encode()  # fmt: skip


PORTRAIT = "https://cdn.bsky.example/img/avatar/plain/did:plc:jane/x@jpeg"


@pytest.mark.parametrize(
    ("head", "at", "found"),
    [
        (f'<meta property="og:image" content="{PORTRAIT}">', PORTRAIT, b"a picture"),
        (f'<meta property="og:image" content="{PORTRAIT}">', "https://cdn.bsky.example/other", b""),
        ('<meta property="og:image" content="https://bsky.example/sign.png">', "https://bsky.example/sign.png", b""),
        ("", PORTRAIT, b""),
    ],
)
def test_only_the_profiles_own_picture_is_taken_out_of_an_archive(head: str, at: str, found: bytes) -> None:
    content = archive(head, at)
    html = platforms.page_in(content).decode()
    assert platforms.picture_in(content, html, platforms.read_page(html)) == found


def test_on_x_the_picture_framed_for_the_handle_counts_and_not_the_readers_own() -> None:
    mine, theirs = (f"data:image/png;base64,{base64.b64encode(name).decode()}" for name in (b"mine", b"theirs"))
    frames = "".join(
        f"<div data-testid='UserAvatar-Container-{handle}'><img src='{address}'></div>"
        for handle, address in (("reader", mine), ("JaneExample", theirs))
    )
    html = X.replace("<body>", f"<body>{frames}")
    assert platforms.picture_in(html.encode(), html, platforms.read_page(html)) == b"theirs"
    assert platforms.picture_in(X.encode(), X, platforms.read_page(X)) == b""
