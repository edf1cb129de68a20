"""XML that servers answer: no entity is ever read."""

from __future__ import annotations

import pytest

from credcheck.errors import RegistryChanged
from credcheck.net import Fetched
from credcheck.registries._xml import root, word

BODY = b'<!DOCTYPE a [<!ENTITY x "Jane">]><a><b>&x;</b></a>'


def answer(body: bytes) -> Fetched:
    return Fetched.of("https://registry.example/", 200, {"content-type": "application/xml"}, body)


def test_an_entity_is_refused_even_in_a_whole_answer() -> None:
    with pytest.raises(RegistryChanged) as refused:
        root("Example", answer(BODY), "a")
    assert refused.value.sentence.id == "registry.entities"


def test_the_same_answer_without_it_is_read() -> None:
    assert word(root("Example", answer(b"<a><b>Jane</b></a>"), "a"), "b") == "Jane"
