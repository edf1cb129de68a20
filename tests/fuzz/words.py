"""The words a parser looks for, by which libFuzzer gets past its first questions: from its code, and from its seeds."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.fuzz.mutate import PIECES
from tests.fuzz.target import Target

MOST = 600
LONGEST = 40
SIGNS = ("\u202e", "\u2066", "\u2069", "\u200d", "\ufeff", "\u00a0", "🫀", "M.D.", "PhD", "RN", "NPI ", "1234567893")
_WORD = re.compile(rb"[A-Za-z_][A-Za-z0-9_:.-]{2,30}")


def words(target: Target) -> tuple[bytes, ...]:
    """What is told to the fuzzer for a target, each once."""
    ours = (word.encode("utf-8", "surrogatepass") for word in (*_written(target.modules), *SIGNS))
    seen = (word for seed in target.seeds() for word in _WORD.findall(seed[:20_000]))
    return tuple(dict.fromkeys((*PIECES, *ours, *seen)))[:MOST]


def _written(modules: Iterable[str]) -> Iterator[str]:
    """The short texts in the source of these modules: keys, headers, tags, marks; not what people are told."""
    for name in sorted(sys.modules):
        if name.startswith(tuple(modules)) and modules:
            tree = ast.parse(Path(str(sys.modules[name].__file__)).read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and 1 < len(node.value) <= LONGEST:
                    yield node.value


def dictionary(found: Iterable[bytes]) -> str:
    """The words in the form of libFuzzer's -dict."""
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in found if len(word) <= 64)
    return "\n".join(lines) + "\n"
