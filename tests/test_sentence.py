from __future__ import annotations

from credcheck.sentence import Sentence


def test_a_sentence_of_parameters_in_order_is_the_same_as_one_of_named_parameters() -> None:
    ordered = Sentence.ordered("match.given.exact", ("claimed", "Jane"), ("listed", "Jane"), ("source", "Register"))
    named = Sentence("match.given.exact", source="Register", listed="Jane", claimed="Jane")
    assert ordered == named
    assert hash(ordered) == hash(named)
