from __future__ import annotations

import pytest

from credcheck import signing
from credcheck.errors import BadInput

KEY = "1f" * 32
DIGEST = "ab" * 32


def test_what_was_signed_holds_and_nothing_else() -> None:
    public, signature = signing.public_key(KEY), signing.sign(KEY, DIGEST)
    other = signing.public_key(signing.new_key())
    assert signing.holds(public, signature, DIGEST)
    assert not signing.holds(public, signature, "ac" + DIGEST[2:])
    assert not signing.holds(other, signature, DIGEST)


def test_signing_twice_gives_the_same_bytes() -> None:
    assert signing.sign(KEY, DIGEST) == signing.sign(KEY, DIGEST)


@pytest.mark.parametrize("text", ["", "1f", "1F" * 32, "zz" * 32, "1f" * 33, "1f" * 32 + "\n"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        signing.public_key(text)
    assert not signing.holds(text, signing.sign(KEY, DIGEST), DIGEST)
    assert not signing.holds(signing.public_key(KEY), text, DIGEST)


def test_a_fingerprint_is_the_whole_key_in_groups() -> None:
    public = signing.public_key(KEY)
    assert signing.fingerprint(public).replace(" ", "") == public
    assert signing.fingerprint("abcdef") == "abcd ef"
