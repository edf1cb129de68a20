"""What people paste, copy and save: profile texts, addresses, pages, pictures, and what comes over the local socket."""

from __future__ import annotations

import contextlib
import functools
import io
import json
from importlib.util import find_spec

from credcheck import claims, pictures, platforms
from credcheck.errors import CredCheckError
from credcheck.gui import instance
from credcheck.model import Part
from credcheck.net import guard
from tests import factory
from tests.fuzz.target import DATA, Target, encoded, text
from tests.platforms import test_saved_pages as saved

ADDRESSES = [
    "https://x.com/janeexample",
    "@jane@social.example",
    "https://bsky.app/profile/did:plc:aaaa",
    "http://[::1]/",
    "１２７.0.0.1",
]
PAGE = '<title>Jane (@jane)</title><meta property="og:description" content="MD &amp;"><link rel=canonical href=x>'
LABELLED = (
    '<html><script type="application/ld+json">{"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Jane",'
    '"alternateName":"jane","description":"MD","sameAs":["https://clinic.example/j"],"image":"https://x/y.png"}}</script>'
    '<meta name=description content="x"><h1>Jane</h1><ul><li>MD<li><a rel=me href="//x.com/jane">x</a></ul></html>'
)
PAGES = [PAGE, saved.X, saved.BLUESKY, LABELLED, f"<!doctype html><body>{factory.BIO}</body>"]


def targets() -> list[Target]:
    """One for each way in."""
    wish = instance.line_of(instance.Request("show", "x", "token"))
    return [
        Target("profile", profiles, profile, ("credcheck.platforms", "credcheck.claims")),
        Target("address", addresses, address, ("credcheck.platforms",)),
        Target("page", lambda: encoded(PAGES), lambda b: platforms.read_page(text(b)), ("credcheck.platforms",)),
        Target("picture", images, lambda b: pictures.fingerprint(b)),
        Target("socket", lambda: [wish, b"{}", b"[]"], request, ("credcheck.gui.instance",)),
    ]


def profiles() -> list[bytes]:
    """Pasted profiles of every platform."""
    pasted = json.loads((DATA / "platforms" / "data" / "pasted.json").read_text("utf-8"))
    reported = [report.case.profile.text for report in factory.reports()]
    return encoded([factory.BIO, factory.HOSTILE_BIO, *reported, *(one["text"] for one in pasted)])


def addresses() -> list[bytes]:
    """Addresses of profiles on every platform."""
    rows = json.loads((DATA / "platforms" / "data" / "addresses.json").read_text("utf-8"))
    return encoded([*ADDRESSES, *dict.fromkeys(row["input"] for row in rows)])


def profile(content: bytes) -> None:
    """What a text says; every span lies inside the part that it quotes."""
    found = platforms.read(text(content)).profile
    for claim in claims.extract(found).all:
        for span in claim.spans:
            assert 0 <= span.start <= span.end <= len(found.part(Part(span.part)))


def address(content: bytes) -> None:
    """An address that passes the guard names a public-looking host."""
    written = text(content)
    with contextlib.suppress(CredCheckError):
        platforms.read(written)
    host = guard.check_url(written).host
    assert "." in host
    assert not host.rpartition(".")[2].isdigit()


def request(content: bytes) -> None:
    """A wish of a second start; what is read is written and read again as the same."""
    found = instance.request_of(content)
    assert found is None or instance.request_of(instance.line_of(found)) == found


@functools.cache
def images() -> list[bytes]:
    """A small picture in each form that is read; none of them where there is no Pillow to make them."""
    made = [b"", b"GIF89a"]
    if find_spec("PIL"):
        from PIL import Image

        for form in pictures.FORMATS:
            out = io.BytesIO()
            Image.linear_gradient("L").resize((24, 16)).save(out, form)
            made.append(out.getvalue())
    return made
