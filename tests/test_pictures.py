"""One picture in many sizes and formats has nearly one hash; what is no picture, or too much of one, has none."""

from __future__ import annotations

import io
import sys
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from credcheck import pictures
from credcheck.store._accounts import alike


def portrait(shift: int = 0, size: int = 256) -> Any:
    """An invented face: an oval, two eyes, a mouth, somewhere on the picture."""
    made = Image.new("RGB", (256, 256), (200, 210, 230))
    draw = ImageDraw.Draw(made)
    draw.ellipse((60 + shift, 30, 190 + shift, 220), fill=(230, 180, 150))
    draw.rectangle((30, 200 - shift, 226, 256), fill=(20, 60, 120))
    draw.ellipse((95 + shift, 90, 115 + shift, 110), fill=(20, 20, 20))
    draw.ellipse((140 + shift, 90, 160 + shift, 110), fill=(20, 20, 20))
    return made.resize((size, size))


def file(picture: Any, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "size", "options"), [
    ("JPEG", 256, {"quality": 60}), ("JPEG", 64, {"quality": 80}),
    ("WEBP", 99, {}), ("GIF", 256, {}), ("PNG", 400, {}),
])  # fmt: skip
def test_the_same_picture_in_another_size_and_format_looks_alike(kind: str, size: int, options: dict[str, Any]) -> None:
    other = pictures.fingerprint(file(portrait(size=size), kind, **options))
    assert len(other) == 16
    assert alike(other, pictures.fingerprint(file(portrait())))


def test_another_picture_does_not_look_alike() -> None:
    assert not alike(pictures.fingerprint(file(portrait(50))), pictures.fingerprint(file(portrait(-50))))


def test_pictures_of_one_colour_have_no_hash() -> None:
    assert pictures.fingerprint(file(Image.new("RGB", (200, 200), (90, 120, 60)))) == ""
    assert pictures.fingerprint(file(Image.new("RGBA", (200, 200), (0, 0, 0, 0)))) == ""


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head tells of so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_000, 10_000), (5_000, 5_000), (60_000, 1)])
def test_a_head_that_tells_of_too_many_pixels_is_not_unpacked(size: tuple[int, int]) -> None:
    assert pictures.fingerprint(bomb(*size)) == ""


def test_a_file_that_is_too_large_is_not_read() -> None:
    whole = file(portrait())
    assert pictures.fingerprint(whole + bytes(pictures.CAP_BYTES)) == ""


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO"])
def test_only_the_formats_of_profile_pictures_are_opened(kind: str) -> None:
    assert pictures.fingerprint(file(portrait(), kind)) == ""


@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_broken_picture_breaks_the_hash(noise: bytes, at: int) -> None:
    whole = file(portrait(), "JPEG")
    assert pictures.fingerprint(noise) == ""
    assert len(pictures.fingerprint(whole[:at] + noise + whole[at + len(noise) :])) in (0, 16)
    assert len(pictures.fingerprint(whole[:at])) in (0, 16)


def test_without_pillow_there_is_no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert pictures.fingerprint(file(portrait())) == ""
