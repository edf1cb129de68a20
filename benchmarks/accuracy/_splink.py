"""Splink 5 on DuckDB as its documentation trains it: links claims to the whole register, then scores our candidates.

u by random sampling, the prior from a deterministic rule, m by expectation maximisation in two rounds: blocked on names
for all but names, blocked on first code and state for names. Compared are given name and surname together with term
frequencies, the middle initial, specialty codes as sets, the place (a city in common, else a state), and the
profession. Run by the Python that has Splink (see _rivals.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

Row = dict[str, Any]
SEED = 7


def score(rows: list[Row], register: Path) -> list[list[float]]:
    """The match probability of every candidate of every claim."""
    linker = _trained(rows, register)
    found = linker.inference.predict(threshold_match_probability=0.0).as_record_list()
    chances: dict[tuple[str, str], float] = {}
    for pair in found:
        left, right = str(pair["unique_id_l"]), str(pair["unique_id_r"])
        claim, person = (left, right) if left.startswith("claim") else (right, left)
        chances[claim, person] = float(pair["match_weight"])
    return [[_chance(chances.get((f"claim{row['id']}", c["id"]), -60.0)) for c in row["candidates"]] for row in rows]


def _chance(weight: float) -> float:
    """The probability of a match weight; kept apart from 1 by the double's own precision."""
    return float(2.0**weight / (1.0 + 2.0**weight)) if weight < 50 else 1.0 - 2.0**-weight


def _trained(rows: list[Row], register: Path) -> Any:
    import duckdb
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    connection = duckdb.connect()
    claims, people = _tables(connection, rows, register)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.ForenameSurnameComparison("given", "surname", forename_surname_concat_col_name="whole"),
            cl.ExactMatch("middle").configure(term_frequency_adjustments=True),
            cl.ArrayIntersectAtSizes("codes", [1]),
            cl.CustomComparison(
                output_column_name="place",
                comparison_levels=[
                    cll.NullLevel("states"),
                    cll.ArrayIntersectLevel("cities", 1),
                    cll.ArrayIntersectLevel("states", 1),
                    cll.ElseLevel(),
                ],
            ),
            cl.ExactMatch("profession").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("candidate", arrays_to_explode=["candidate"])],
    )
    api = DuckDBAPI(connection)
    tables = [api.register(claims, dataset_display_name="claims"), api.register(people, dataset_display_name="people")]
    linker = Linker(tables, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("given", "surname")], recall=0.5)
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=SEED)
    training.estimate_parameters_using_expectation_maximisation(block_on("given", "surname"), max_pairs=5e6)
    training.estimate_parameters_using_expectation_maximisation(block_on("code", "state"), max_pairs=5e6)
    return linker


def _tables(connection: Any, rows: list[Row], register: Path) -> tuple[Any, Any]:
    import pyarrow as pa

    people = connection.execute("select * from read_json_auto(?, format='newline_delimited')", [str(register)])
    people = people.to_arrow_table() if hasattr(people, "to_arrow_table") else people.fetch_arrow_table()
    claims = pa.Table.from_pylist([_claim(row) for row in rows], schema=people.schema)
    return claims, people


def _claim(row: Row) -> Row:
    name = row["name"]
    return {
        "unique_id": f"claim{row['id']}",
        "given": name["given"] or None,
        "surname": name["family"] or None,
        "whole": f"{name['given']} {name['family']}",
        "middle": name["middle"][:1] or None,
        "codes": row["codes"] or None,
        "states": row["states"] or None,
        "cities": row["cities"] or None,
        "profession": row["profession"] or None,
        "code": next(iter(row["codes"]), None),
        "state": next(iter(row["states"]), None),
        "candidate": [c["id"] for c in row["candidates"]],
    }
