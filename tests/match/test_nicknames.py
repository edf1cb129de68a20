from __future__ import annotations

from credcheck import lists
from credcheck.text import tight


def test_every_nickname_is_folded_directed_and_shared_out() -> None:
    seen = set()
    for row in lists.rows("nicknames"):
        pair = (row["nickname"], row["name"])
        assert pair not in seen
        assert row["nickname"] != row["name"]
        assert [tight(part) for part in pair] == list(pair)
        assert row["language"]
        seen.add(pair)
    for name, formal in lists.nicknames().items():
        assert 0.9 <= sum(share for _, share in formal) <= 1.2, name


def test_usual_short_forms_are_known_in_their_direction() -> None:
    known = lists.nicknames()
    for nickname, name in (
        ("BILL", "WILLIAM"), ("PEGGY", "MARGARET"), ("PACO", "FRANCISCO"), ("BEPPE", "GIUSEPPE"),
        ("KASIA", "KATARZYNA"), ("SASHA", "ALEXANDER"), ("UWE", ""), ("HANS", "JOHANNES"),
    ):  # fmt: skip
        formal = [n for n, _ in known.get(nickname, ())]
        assert (name in formal) == bool(name)
    assert "BILL" not in [n for n, _ in known.get("WILLIAM", ())]
