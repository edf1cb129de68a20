"""Signatures over report files: Ed25519 (RFC 8032), keys and signatures as lower-case hex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credcheck.errors import BadInput
from credcheck.sentence import Sentence

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CONTEXT = b"credcheck-report\n"
"""Stands before what is signed, so that a signature is good for nothing else."""


def new_key() -> str:
    """A private key."""
    # Here and below, since a window that signs nothing stays 7 MB smaller.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key(private: str) -> str:
    """The public half of a private key; BadInput when it is none."""
    return _private(private).public_key().public_bytes_raw().hex()


def sign(private: str, digest: str, context: bytes = CONTEXT) -> str:
    """The signature over a digest."""
    return _private(private).sign(context + digest.encode()).hex()


def holds(public: str, signature: str, digest: str, context: bytes = CONTEXT) -> bool:
    """Whether the holder of a key signed this digest."""
    if not _is_hex(public, 32) or not _is_hex(signature, 64):
        return False
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), context + digest.encode()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """A public key as people compare it by eye or on the phone: groups of four, all of it."""
    return " ".join(public[start : start + 4] for start in range(0, len(public), 4))


def typed(public: str) -> str:
    """A public key as a person typed it, without its spaces; BadInput when it is none."""
    plain = "".join(public.split()).lower()
    if not _is_hex(plain, 32):
        raise BadInput(Sentence("verify.bad_key"))
    return plain


def _private(text: str) -> Ed25519PrivateKey:
    if not _is_hex(text, 32):
        raise BadInput(Sentence("verify.bad_key"))
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))


def _is_hex(text: str, size: int) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", text) is not None
