"""Other ways to find a name among millions, each as its users build it; all candidates go through our own scorer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from benchmarks.speed.crowd import CODES, Crowd
from credcheck import lists
from credcheck.mirror import NameQuery, Weights
from credcheck.mirror.names import by_formal, folded, related_given, surname_forms, surname_variants
from credcheck.registries._nppes import STATES

Find = Callable[[NameQuery], list[int]]
ROWS = NDArray[np.int64]


class Scorer:
    """The scorer all engines share: rows in, the ten best out. Works on arrays, not row by row."""

    def __init__(self, crowd: Crowd) -> None:
        """Keep the crowd, with every surname's forms."""
        self._crowd, self._w = crowd, Weights()
        self._nicknames = lists.nicknames()
        self._formal = by_formal(self._nicknames)

    def best(self, query: NameQuery, rows: ROWS, limit: int = 10) -> list[int]:
        """The best rows, both readings of the name considered."""
        if not len(rows):
            return []
        straight = self._scores(query.family, query.given, query, rows)
        swapped = self._scores(query.given, query.family, query, rows) * self._w.swapped
        scores = np.maximum(straight, swapped)
        found: list[int] = rows[np.lexsort((rows, -scores))[:limit]].tolist()
        return found

    def _scores(self, family: str, given: str, query: NameQuery, rows: ROWS) -> NDArray[np.float64]:
        c, w = self._crowd, self._w
        total = w.given * self._given(folded(given), rows)
        legal, other = self._family(family, c.family[rows]), self._family(family, c.other[rows])
        total += w.family * np.maximum(legal, np.where(c.other[rows] > 0, other * w.other_name, 0.0))
        if query.states:
            total += w.state * np.isin(c.state[rows], [STATES.index(s) for s in query.states])
        if query.codes:
            total += w.code * np.isin(c.code[rows], [CODES.index(k) for k in query.codes])
        return total

    def _given(self, claimed: str, rows: ROWS) -> NDArray[np.float64]:
        distinct, inverse = np.unique(self._crowd.given[rows], return_inverse=True)
        listed = [self._crowd.givens[g] for g in distinct.tolist()]
        found = process.cdist([claimed], listed, scorer=JaroWinkler.similarity, dtype=np.float64)[0]
        related = set(related_given(claimed, self._nicknames, self._formal))
        for at, name in enumerate(listed):
            if name in related:
                found[at] = self._w.nickname
            elif name[:1] == claimed[:1] and (len(claimed) == 1) != (len(name) == 1):
                found[at] = self._w.initial
        judged: NDArray[np.float64] = found[inverse]
        return judged

    def _family(self, claimed: str, numbers: NDArray[np.int32]) -> NDArray[np.float64]:
        distinct, inverse = np.unique(numbers, return_inverse=True)
        forms = [
            (at, form, part)
            for at, n in enumerate(distinct.tolist())
            for form, part in surname_forms(self._crowd.families[n])
        ]
        best = np.zeros(len(distinct))
        weight = np.array([self._w.name_part if part else 1.0 for _, _, part in forms])
        for variant, direct in surname_variants(claimed, self._w):
            alike = process.cdist([variant], [f for _, f, _ in forms], scorer=JaroWinkler.similarity, dtype=np.float64)
            np.maximum.at(best, [at for at, _, _ in forms], alike[0] * weight * direct)
        judged: NDArray[np.float64] = best[inverse]
        return judged


def _filed(crowd: Crowd) -> tuple[list[str], ROWS, ROWS]:
    """(forms, form number, row) of every surname form a person can be found under."""
    numbers: dict[str, int] = {}
    of_family = [[numbers.setdefault(f, len(numbers)) for f, _ in surname_forms(name)] for name in crowd.families]
    counts = np.array([len(f) for f in of_family])
    flat, start = np.array([n for f in of_family for n in f]), np.concatenate(([0], np.cumsum(counts)))
    forms, rows = [], []
    for column in (crowd.family, crowd.other):
        repeat = counts[column]
        first = np.repeat(start[column], repeat)
        within = np.arange(len(first)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        forms.append(flat[first + within])
        rows.append(np.repeat(np.arange(len(crowd)), repeat))
    return list(numbers), np.concatenate(forms), np.concatenate(rows)


class Postings:
    """Rows by surname form, and their order."""

    def __init__(self, crowd: Crowd) -> None:
        """Sort once."""
        self.forms, form, row = _filed(crowd)
        order = np.argsort(form, kind="stable")
        self._row = row[order]
        self._at = np.searchsorted(form[order], np.arange(len(self.forms) + 1))

    def of(self, forms: list[int], most: int = 60_000) -> ROWS:
        """The rows of these forms, until there are too many."""
        found, total = [], 0
        for form in forms:
            found.append(self._row[self._at[form] : self._at[form + 1]])
            total += len(found[-1])
            if total > most:
                break
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def claimed(query: NameQuery) -> list[str]:
    """Every surname a look-up may mean, the swapped reading included."""
    w = Weights()
    return [v for name in (query.family, query.given) for v, _ in surname_variants(name, w) if len(v) > 1]


def sqlite_keys(crowd: Crowd, folder: Path, scorer: Scorer) -> Find:
    """SQLite: four blocking keys a record (the usual record-linkage way), WITHOUT ROWID."""
    forms, form, row = _filed(crowd)
    base = sqlite3.connect(folder / "keys.sqlite3")
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("CREATE TABLE k (key TEXT, row INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID")
    givens = [folded(g)[:1] for g in crowd.givens]
    for start in range(0, len(form), 200_000):
        part = slice(start, start + 200_000)
        pairs = zip(form[part].tolist(), row[part].tolist(), strict=True)
        base.executemany(
            "INSERT OR IGNORE INTO k VALUES (?, ?)",
            ((key, r) for f, r in pairs for key in _keys(forms[f], givens[crowd.given[r]])),
        )
    base.commit()

    def find(query: NameQuery) -> list[int]:
        rows: set[int] = set()
        for family, given in ((query.family, query.given), (query.given, query.family)):
            for variant, _ in surname_variants(family, Weights()):
                for key in _keys(variant, folded(given)[:1]):
                    rows.update(r for (r,) in base.execute("SELECT row FROM k WHERE key = ? LIMIT 5000", (key,)))
        return scorer.best(query, np.array(sorted(rows), np.int64))

    return find


def _keys(family: str, initial: str) -> tuple[str, ...]:
    bones = family[:1] + "".join(c for c in family[1:] if c not in "AEIOUYHW ")
    return (f"1{family[:4]}{initial}", f"2{family[-4:]}{initial}", f"3{bones[:5]}{initial}", f"4{family}")


def fts5_trigram(crowd: Crowd, folder: Path, scorer: Scorer) -> Find:
    """SQLite FTS5 trigrams on the surname vocabulary, then postings."""
    postings = Postings(crowd)
    base = sqlite3.connect(folder / "fts.sqlite3")
    base.execute("CREATE VIRTUAL TABLE v USING fts5(form, tokenize='trigram', detail=full)")
    base.executemany("INSERT INTO v(rowid, form) VALUES (?, ?)", ((i + 1, f) for i, f in enumerate(postings.forms)))
    base.commit()

    def find(query: NameQuery) -> list[int]:
        forms: list[tuple[float, int]] = []
        for variant in claimed(query):
            grams = {variant[i : i + 3] for i in range(len(variant) - 2)} or {variant}
            match = " OR ".join(f'"{g}"' for g in sorted(grams) if len(g) == 3)
            if not match:
                continue
            sql = "SELECT rowid, form FROM v WHERE v MATCH ? ORDER BY bm25(v) LIMIT 500"
            forms += [(-JaroWinkler.similarity(variant, f), i - 1) for i, f in base.execute(sql, (match,))]
        chosen = list(dict.fromkeys(i for s, i in sorted(forms) if s < -0.8))
        return scorer.best(query, postings.of(chosen))

    return find


def tantivy_fuzzy(crowd: Crowd, folder: Path, scorer: Scorer) -> Find:
    """tantivy: fuzzy terms within two edits, nicknames, boosts; 300 documents to the scorer."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("family", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("given", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("row", stored=True, fast=True)
    (folder / "tantivy").mkdir()
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder / "tantivy"))
    writer = index.writer(300_000_000, 2)
    for row, (f, o, g) in enumerate(
        zip(crowd.family.tolist(), crowd.other.tolist(), crowd.given.tolist(), strict=True)
    ):
        document = tantivy.Document(given=crowd.givens[g], row=row)
        for number in (f, o):
            for form, _ in surname_forms(crowd.families[number]):
                document.add_text("family", form)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    nicknames = lists.nicknames()
    formal = by_formal(nicknames)
    query_of, occur = tantivy.Query, tantivy.Occur

    def find(query: NameQuery) -> list[int]:
        rows: set[int] = set()
        for family, given in ((query.family, query.given), (query.given, query.family)):
            first = folded(given)
            named = [
                (occur.Should, query_of.boost_query(query_of.term_query(schema, "given", n), 2.0))
                for n in (first, *related_given(first, nicknames, formal))
            ]
            if len(first) > 1:
                named.append((occur.Should, query_of.fuzzy_term_query(schema, "given", first, distance=1)))
            else:
                named.append((occur.Should, query_of.regex_query(schema, "given", f"{first}.*")))
            like = []
            for variant, _ in surname_variants(family, Weights()):
                like.append((occur.Should, query_of.boost_query(query_of.term_query(schema, "family", variant), 4.0)))
                like.append((occur.Should, query_of.fuzzy_term_query(schema, "family", variant, distance=2)))
            whole = query_of.boolean_query(
                [(occur.Must, query_of.boolean_query(like)), (occur.Should, query_of.boolean_query(named))]
            )
            for _, address in searcher.search(whole, 300).hits:
                rows.add(searcher.doc(address)["row"][0])
        return scorer.best(query, np.array(sorted(rows), np.int64))

    return find


def duckdb_scan(crowd: Crowd, folder: Path, scorer: Scorer) -> Find:
    """DuckDB: Jaro-Winkler over the surname vocabulary on two threads, then postings."""
    import duckdb
    import pyarrow as pa

    postings = Postings(crowd)
    base = duckdb.connect(str(folder / "duck.db"), config={"threads": 2})
    table = pa.table({"id": pa.array(range(len(postings.forms))), "form": pa.array(postings.forms)})
    base.register("arrow", table)
    base.execute("CREATE TABLE v AS SELECT * FROM arrow")

    def find(query: NameQuery) -> list[int]:
        names = claimed(query)
        likeness = ", ".join("jaro_winkler_similarity(form, ?)" for _ in names)
        sql = (
            f"SELECT id FROM (SELECT id, greatest({likeness}, 0.0) AS s FROM v) WHERE s > 0.8 ORDER BY s DESC LIMIT 200"
        )
        return scorer.best(query, postings.of([i for (i,) in base.execute(sql, names).fetchall()]))

    return find


RIVALS: dict[str, Callable[[Crowd, Path, Scorer], Any]] = {
    "sqlite": sqlite_keys, "fts5": fts5_trigram, "tantivy": tantivy_fuzzy, "duckdb": duckdb_scan,
}  # fmt: skip
