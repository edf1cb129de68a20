"""The compiled kernel, loaded through ctypes where it was built; without it `twin` answers the same, only slower."""

from __future__ import annotations

import ctypes
import logging
import os
from ctypes import POINTER, Structure, c_double, c_int32, c_int64, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credcheck.mirror.asking import MAX_LIMIT, Asked
from credcheck.mirror.files import Files
from credcheck.mirror.twin import Scored
from credcheck.model import Count

logger = logging.getLogger(__name__)

VERSION = 9
NAMES = ("libkernel.so", "libkernel.dylib", "libkernel.dll")
EXACT, NEAR, ALL = 0, 1, 2
COUNTED = ("family", "given", "pair", "pair+specialty", "pair+state", "pair+specialty+state")


class _Vocabulary(Structure):
    _fields_ = (
        ("at", c_void_p), ("text", c_void_p), ("sign", c_void_p), ("people", c_void_p),
        ("n", c_uint32), ("text_n", c_uint32),
    )  # fmt: skip


class _Sets(Structure):
    _fields_ = (("over_row", c_void_p), ("over_set", c_void_p), ("n_over", c_uint32), ("n_sets", c_uint32))


class _Less(Structure):
    _fields_ = (("number", c_void_p), ("people", c_void_p), ("n", c_uint32), ("reserved", c_uint32))


class _Index(Structure):
    _fields_ = (
        ("forms", _Vocabulary), ("given", _Vocabulary),
        ("forms_post", c_void_p), ("post_given", c_void_p), ("post_row", c_void_p),
        ("post_states", c_void_p), ("post_codes", c_void_p), ("post_bits", c_void_p),
        ("near_at", c_void_p), ("near_form", c_void_p),
        ("n_posts", c_uint32), ("n_near", c_uint32), ("near_bits", c_uint32), ("n_rows", c_uint32),
        ("states", _Sets), ("codes", _Sets),
        ("dead", c_void_p), ("n_dead", c_uint32), ("reserved2", c_uint32),
        ("forms_less", _Less), ("given_less", _Less),
    )  # fmt: skip


class _Asked(Structure):
    _fields_ = (
        ("variant", ctypes.c_char_p * 8), ("variant_len", c_int32 * 8), ("variant_weight", c_double * 8),
        ("given", ctypes.c_char_p), ("related", c_void_p), ("want_states", c_void_p), ("want_codes", c_void_p),
        ("n_variants", c_int32), ("given_len", c_int32), ("n_related", c_int32),
        ("middle", c_int32), ("sex", c_int32), ("limit", c_int32),
        ("factor", c_double), ("family", c_double), ("given_weight", c_double), ("middle_weight", c_double),
        ("state", c_double), ("code", c_double), ("sex_weight", c_double),
        ("nickname", c_double), ("initial", c_double), ("other_name", c_double), ("name_part", c_double),
        ("middle_name", c_double), ("least", c_double), ("far", c_double), ("cut", c_double),
    )  # fmt: skip


BEST = np.dtype([("score", np.float64), ("row", np.uint32), ("post", np.uint32)])


@cache
def library() -> Any:
    """The compiled library, or None where it was not built or CREDCHECK_NO_KERNEL is set."""
    found = path()
    return None if found is None else _loaded(found)


@cache
def path() -> Path | None:
    """Where the compiled library lies, if it is there, wanted, and of this version."""
    if os.environ.get("CREDCHECK_NO_KERNEL"):
        return None
    here = Path(__file__).resolve().parent
    found = next((here / name for name in NAMES if (here / name).is_file()), None)
    return found if found is not None and _loaded(found) is not None else None


def _loaded(path: Path) -> Any:
    """PyDLL keeps the interpreter lock during a call: two threads never share one scratch area."""
    try:
        found = ctypes.PyDLL(str(path))
        found.cc_version.restype = c_int32
        if found.cc_version() != VERSION:
            return None
    except (OSError, AttributeError):
        logger.warning("the compiled search at %s cannot be loaded; the slower one is used", path.name)
        return None
    found.cc_open.restype, found.cc_open.argtypes = c_void_p, (c_void_p,)
    found.cc_close.restype, found.cc_close.argtypes = None, (c_void_p,)
    found.cc_number.restype, found.cc_number.argtypes = c_int64, (c_void_p, ctypes.c_char_p, c_int32)
    found.cc_search.restype = c_int32
    found.cc_search.argtypes = (c_void_p, c_void_p, c_void_p, c_int32, c_void_p, c_int32)
    found.cc_counts.restype, found.cc_counts.argtypes = c_int32, (c_void_p, c_void_p, POINTER(c_int64))
    return found


class Kernel:
    """The compiled search over one copy."""

    def __init__(self, files: Files, library: Any) -> None:
        """Give the kernel the addresses of the mapped files; it reads nothing yet."""
        self._lib, self._kept, self._files = library, list[NDArray[Any]](), files
        self._index = self._addresses(files)
        self._at = ctypes.addressof(self._index)
        self._scratch = library.cc_open(self._at)
        if not self._scratch:
            raise MemoryError

    def __del__(self) -> None:
        """Free the scratch area."""
        if getattr(self, "_scratch", None):
            self._lib.cc_close(self._scratch)
            self._scratch = None

    def search(self, asked: Asked, tier: int, before: Scored | None = None) -> Scored:
        """The best rows among the forms of a tier and of `before`."""
        best = np.zeros(MAX_LIMIT, BEST)
        count = 0
        if before is not None:
            count = len(before[0])
            best["score"][:count], best["row"][:count], best["post"][:count] = before
        question, kept = _question(asked)
        count = self._lib.cc_search(self._at, ctypes.addressof(question), self._scratch, tier, best.ctypes.data, count)
        del kept
        if count < 0:
            raise self._files.damaged()
        best = best[:count]
        return best["score"], best["row"], best["post"]

    def counts(self, asked: Asked) -> tuple[Count, ...]:
        """How many people carry the name; see `counting`."""
        out = (c_int64 * 6)(*[-1] * 6)
        question, kept = _question(asked)
        failed = self._lib.cc_counts(self._at, ctypes.addressof(question), out)
        del kept
        if failed:
            raise MemoryError if failed == -1 else self._files.damaged()
        return tuple(Count(what, people) for what, people in zip(COUNTED, out, strict=True) if people >= 0)

    def given_number(self, name: bytes) -> int:
        """The number of a first name, or -1."""
        return int(self._lib.cc_number(self._at + _Index.given.offset, name, len(name)))

    def _addresses(self, files: Files) -> _Index:
        at = self._address
        bits = (len(files.array("near.at")) - 1).bit_length() - 1
        if len(files.array("near.at")) != (1 << bits) + 1:
            raise files.damaged()
        posts = len(files.array("post.row"))
        columns = [at(files, f"post.{name}", kind, posts) for name, kind in _COLUMNS]
        return _Index(
            self._vocabulary(files, "forms"), self._vocabulary(files, "given"),
            at(files, "forms.post", c_uint32, len(files.array("forms.at"))), *columns,
            at(files, "near.at", c_uint32), at(files, "near.form", c_uint32),
            posts, len(files.array("near.form")), bits, int(files.table["rows"]),
            self._sets(files, "states"), self._sets(files, "codes"), *self._dead(files),
        )  # fmt: skip

    def _vocabulary(self, files: Files, name: str) -> _Vocabulary:
        count = len(files.array(f"{name}.at")) - 1
        return _Vocabulary(
            self._address(files, f"{name}.at", c_uint32), self._address(files, f"{name}.text", c_uint8),
            self._address(files, f"{name}.sign", c_uint64, count),
            self._address(files, f"{name}.people", c_uint32, count),
            count, len(files.array(f"{name}.text")),
        )  # fmt: skip

    def _sets(self, files: Files, name: str) -> _Sets:
        over = len(files.array(f"{name}.over_row"))
        return _Sets(
            self._address(files, f"{name}.over_row", c_uint32),
            self._address(files, f"{name}.over_set", c_uint32, over),
            over, int(files.table["sets"][name]),
        )  # fmt: skip

    def _dead(self, files: Files) -> tuple[int | None, int, int, _Less, _Less]:
        dead = files.dead
        if dead is None:
            return None, 0, 0, _Less(), _Less()
        pairs = ((dead.forms, dead.forms_people), (dead.given, dead.given_people))
        if any(len(numbers) != len(people) for numbers, people in pairs):
            raise files.damaged()
        self._kept += [dead.bits, *(array for pair in pairs for array in pair)]
        forms, given = (_Less(n.ctypes.data, people.ctypes.data, len(n), 0) for n, people in pairs)
        return int(dead.bits.ctypes.data), len(dead.bits), 0, forms, given

    def _address(self, files: Files, name: str, kind: type[Any], length: int = -1) -> int:
        array = files.array(name)
        if array.itemsize != ctypes.sizeof(kind) or (length >= 0 and len(array) != length):
            raise files.damaged()
        self._kept.append(array)
        return int(array.ctypes.data)


_COLUMNS = (("given", c_uint32), ("row", c_uint32), ("states", c_uint16), ("codes", c_uint16), ("bits", c_uint16))


def _question(asked: Asked) -> tuple[_Asked, tuple[Any, ...]]:
    """The query as the kernel reads it, and what must stay alive meanwhile."""
    w, variants = asked.weights, asked.variants[:8]
    related = np.array(asked.related, np.uint32)
    states = asked.want_states if asked.states else None
    codes = asked.want_codes if asked.codes else None
    question = _Asked(
        (ctypes.c_char_p * 8)(*[v for v, _ in variants]), (c_int32 * 8)(*[len(v) for v, _ in variants]),
        (c_double * 8)(*[weight for _, weight in variants]), asked.given, related.ctypes.data,
        states.ctypes.data if states is not None else None, codes.ctypes.data if codes is not None else None,
        len(variants), len(asked.given), len(related), asked.middle, asked.sex, asked.limit,
        asked.factor, w.family, w.given, w.middle, w.state, w.code, w.sex,
        w.nickname, w.initial, w.other_name, w.name_part, w.middle_name, w.least, w.far, w.cut,
    )  # fmt: skip
    return question, (related, states, codes, asked)
