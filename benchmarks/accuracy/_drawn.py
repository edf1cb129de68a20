"""The benchmark's table as text, and docs/accuracy.md with its reliability diagram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.accuracy import _by_place
from benchmarks.accuracy._claimants import LEVELS, PRESENT_KINDS

Table = dict[str, Any]
SIZE, EDGE = 300, 40
PAGE = Path(__file__).with_name("page.md")
RATES = Path(__file__).resolve().parents[2] / "resources" / "lists" / "probability_rates.tsv"


def text(table: Table) -> str:
    """What is printed: the headline measures, then every stratum, groups and rivals."""
    return "\n".join(
        [
            *_headline(table),
            "",
            *_frontier(table),
            "",
            *_places(table),
            "",
            *_strata(table),
            "",
            *_origins(table),
            "",
            *_rivals(table),
            "",
            *_misses(table),
        ]
    )


def write(table: Table, file: Path) -> None:
    """Write the page and, beside it in images/, the reliability diagram."""
    picture = file.parent / "images" / "reliability.svg"
    picture.write_text(diagram(table), "utf-8")
    file.write_text(page(table), "utf-8")
    RATES.write_text(_rates(table), "utf-8")


def _rates(table: Table) -> str:
    """What a stated probability means, as the list that the program reads."""
    head = [
        "# How often the person named first was the one who spoke, by the probability stated, as people write.",
        f"# Measured by benchmarks/accuracy/linking, weights {table['weights']}, seed {table['seed']}: counts only.",
        "low\thigh\tclaims\tright",
    ]
    rows = [f"{r['low']}\t{r['high']}\t{r['claims']}\t{r['right']:.4f}" for r in table["stated"]]
    return "\n".join([*head, *rows]) + "\n"


# ---------------------------------------------------------------- pieces, each a Markdown table
def _headline(table: Table) -> Iterator[str]:
    even, natural = table["calibration"], table["calibration_natural"]
    counts, gap, worst = table["counts"], table["origins"]["gap"], table["worst_stratum"]
    yield "| measure | target | all strata alike | as people write |"
    yield "| --- | --- | --- | --- |"
    yield f"| precision of MATCH | ≥ .99 | {_share(table['precision'])} | {table['precision_natural']:.4f} |"
    if worst:
        yield f"| … worst stratum of people present ({worst['kind']}) | ≥ .97 | {_share(worst['precision'])} | |"
    for level, target in zip(LEVELS[::-1], ("≥ .90", "≥ .80", "", ""), strict=True):
        natural_recall = table["recall_natural"][level]
        yield f"| recall of MATCH, level {level} | {target} | {_share(table['recall'][level])} | {natural_recall:.4f} |"
        if target:
            yield f"| … nobody else fits what they claim as well | | {_share(table['unlike'][level])} | |"
    natural_absent = f"{100 * table['absent_match_natural']:.2f} %"
    yield f"| absent people called MATCH | ≤ .5 % | {_percent(table['absent_match'])} | {natural_absent} |"
    yield f"| anybody called CONTRADICTED | ≤ .1 % | {_percent(table['contradicted'])} | |"
    yield from _ahead(table.get("side_by_side") or {})
    yield f"| expected calibration error | ≤ .03 | {even['error']:.4f} | {natural['error']:.4f} |"
    yield f"| Brier skill | ≥ .5 | {even['brier_skill']:.3f} | {natural['brier_skill']:.3f} |"
    differ = f"{counts['wrong']} of {counts['checked']:,} differ"
    yield f"| counts of who fits against counting one by one | exact | {differ} | |"
    yield f"| recall gap of {table['origins']['large']} groups of name origin | ≤ 5 points | | {_points(gap)} |"
    yield f"| holder among the candidates | | {_share(table['holder_among_candidates'])} | |"
    yield f"| ranking one claim (mean, wall clock of a shared machine) | | {table['ms_per_claim']:.2f} ms | |"


def _ahead(side: Table) -> Iterator[str]:
    """How many we miss, to the other matchers."""
    if not side:
        return
    best = [at_high_precision(side, mix) for mix in ("even", "natural")]
    told = " | ".join("none is as precise" if ratio is None else f"{ratio:.2f}" for ratio in best)
    yield f"| misses at precision ≥ .99 (B to D), our verdict's to the best other matcher's | ≤ .5 | {told} |"
    ranges = [ours_to_theirs(side, mix) for mix in ("even", "natural")]
    told = " | ".join(f"{found[0]:.2f} to {found[-1]:.2f}" for found in ranges if found)
    yield f"| … at the precision that each of them reaches, by probability alone | | {told} |"


def _strata(table: Table) -> Iterator[str]:
    heads = [level.split(" ")[0] for level in LEVELS[::-1]]
    yield (
        "| kind (people present) | "
        + " | ".join(f"recall {h}" for h in heads)
        + " | first at D | nobody else fits as well: D / C / B | precision, all levels |"
    )
    yield "| --- |" + " --- |" * 7
    for kind in PRESENT_KINDS:
        rows = {r["level"]: r for r in table["strata"] if r["kind"] == kind}
        recalls = " | ".join(_share(rows[level]["recall"]) for level in LEVELS[::-1])
        first = _plain(rows[LEVELS[3]]["first"])
        unlike = " / ".join(_plain(rows[level]["unlike"]) for level in LEVELS[:0:-1])
        yield f"| {kind} | {recalls} | {first} | {unlike} | {_share(rows['']['precision'])} |"
    yield ""
    yield "| kind (people left out) | " + " | ".join(f"called MATCH at {h}" for h in heads) + " | all levels |"
    yield "| --- |" + " --- |" * 5
    for kind in dict.fromkeys(r["kind"] for r in table["strata"] if "called_match" in r):
        rows = {r["level"]: r for r in table["strata"] if r["kind"] == kind}
        yield f"| {kind} | " + " | ".join(_percent(rows[level]["called_match"]) for level in (*LEVELS[::-1], "")) + " |"


def _frontier(table: Table) -> Iterator[str]:
    heads = " | ".join(f"recall {h} | absent {h}" for h in "DCB")
    yield f"| MATCH from | {heads} | precision | absent, all |"
    yield "| --- |" + " --- |" * 8
    for row in table["frontier"]:
        levels = " | ".join(f"{_plain(row['recall'][x])} | {_short(row['absent'][x])}" for x in LEVELS[:0:-1])
        yield f"| {row['least']} | {levels} | {_plain(row['precision'])} | {_short(row['absent'][''])} |"


def _short(row: Table) -> str:
    return "–" if row["share"] is None else f"{100 * row['share']:.2f} %"


def _places(table: Table) -> Iterator[str]:
    yield from _by_place.table(table["places"], _share, _percent)


def _origins(table: Table) -> Iterator[str]:
    yield "| name origin | claims | recall at D | precision | nobody else fits as well | recall at equal rarity |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for group, row in table["origins"]["groups"].items():
        told = " | ".join(_share(row[what]) for what in ("recall", "precision", "unlike"))
        yield f"| {group} | {row['recall']['of']:,} | {told} | {row['recall_alike']:.3f} |"
    gaps = table["origins"]["gaps"]
    told = " | ".join((_points(gaps["recall"]), "", _points(gaps["unlike"]), _points(gaps["recall_alike"])))
    yield f"| best to worst of {table['origins']['large']} | > 1,000 each | {told} |"


def _rivals(table: Table) -> Iterator[str]:
    side = table.get("side_by_side") or {}
    for mix, title in (("even", "all strata alike"), ("natural", "as people write")):
        if mix not in side:
            continue
        heads = "threshold | precision | recall | A | B | C | D | absent called MATCH"
        yield f"| {title} ({side['claims']:,} claims) | {heads} |"
        yield "| --- |" + " --- |" * 8
        for name, row in side[mix].items():
            recalls = " | ".join(f"{row['recall'][level]:.3f}" for level in ("all", *LEVELS))
            threshold = "the verdict's" if row["threshold"] is None else f"{row['threshold']:.4f}"
            precision = "none" if row["precision"] is None else f"{row['precision']:.4f}"
            yield f"| {name} | {threshold} | {precision} | {recalls} | {100 * row['absent_match']:.2f} % |"
        yield ""


def _misses(table: Table) -> Iterator[str]:
    """Whom each rival misses at the precision it reaches, and whom we miss at no less: by our probability, swept."""
    side = table.get("side_by_side") or {}
    for mix, title in (("even", "all strata alike"), ("natural", "as people write")):
        rivals = {name: row for name, row in side.get(mix, {}).items() if "ours" in row}
        if not rivals:
            continue
        levels = " | ".join(f"{told}: its misses | ours | ours to its" for told in ("A to D", "B to D"))
        yield f"| {title} | its precision | ours | {levels} |"
        yield "| --- |" + " --- |" * 8
        for name, row in rivals.items():
            told = " | ".join(_missed(row, level) for level in ("all", "B to D"))
            yield f"| {name} | {row['precision']:.4f} | {row['ours']['precision']:.4f} | {told} |"
        yield ""


def _missed(row: Table, level: str) -> str:
    its, ours = 1 - row["recall"][level], 1 - row["ours"]["recall"][level]
    return f"{its:.3f} | {ours:.3f} | {ours / its:.2f}" if its else f"0 | {ours:.3f} | –"


def ours_to_theirs(side: Table, mix: str) -> list[float]:
    """Our misses to each rival's on claims B to D, at the precision that it reaches; least first."""
    rows = [row for row in side.get(mix, {}).values() if "ours" in row]
    return sorted((1 - row["ours"]["recall"]["B to D"]) / max(1e-9, 1 - row["recall"]["B to D"]) for row in rows)


def at_high_precision(side: Table, mix: str, least: float = 0.99) -> float | None:
    """Our verdict's misses to those of the best rival that is as precise as asked for, on claims B to D."""
    rows = side.get(mix, {})
    able = [row["recall"]["B to D"] for row in rows.values() if "ours" in row and (row["precision"] or 0) >= least]
    own = [row["recall"]["B to D"] for row in rows.values() if row["threshold"] is None]
    return (1 - own[0]) / max(1e-9, 1 - max(able)) if own and able else None


def _share(row: Table) -> str:
    """A share with its interval."""
    if row["share"] is None:
        return "–"
    return f"{row['share']:.3f} ({max(0.0, row['low']):.3f}–{row['high']:.3f}, n={row['of']:,})"


def _plain(row: Table) -> str:
    return "–" if row["share"] is None else f"{row['share']:.3f}"


def _percent(row: Table) -> str:
    if row["share"] is None:
        return "–"
    return f"{100 * row['share']:.2f} % ({100 * max(0.0, row['low']):.2f}–{100 * row['high']:.2f}, n={row['of']:,})"


def _points(gap: float | None) -> str:
    return "–" if gap is None else f"{100 * gap:.1f} points"


# ---------------------------------------------------------------- the page
def page(table: Table) -> str:
    """docs/accuracy.md: the template beside this file with the tables in it."""
    numbers = {k: f"{table[k]:,}" for k in ("claims", "absent", "claims_by_origin")}
    thresholds = {name: f"{value:g}" for name, value in table["thresholds"].items()}
    tables = {
        "headline": _headline, "frontier": _frontier, "strata": _strata, "origins": _origins, "rivals": _rivals,
        "misses": _misses, "places": _places,
    }  # fmt: skip
    drawn = {name: "\n".join(make(table)).strip() for name, make in tables.items()}
    told = {name: table[name] for name in ("seed", "people", "weights", "matchers", "part")}
    return PAGE.read_text("utf-8").format(**numbers, **thresholds, **drawn, **told)


# ---------------------------------------------------------------- the diagram
def diagram(table: Table) -> str:
    """Stated against observed probability of the first person: a dot a bin, its area by how many claims."""
    mark = SIZE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {mark} {mark}" width="{mark}" height="{mark}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>Stated probability of the first person against how often it was right</title>",
        f'<rect width="{mark}" height="{mark}" fill="white"/>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#999"/>',
        f'<line x1="{EDGE}" y1="{EDGE + SIZE}" x2="{EDGE + SIZE}" y2="{EDGE}" stroke="#999" stroke-dasharray="4 3"/>',
        *_dots(table["calibration"], "#0b6e99", 0.7),
        *_dots(table["calibration_natural"], "#c4622d", 0.7),
        *(_tick(at) for at in range(0, 11, 2)),
        f'<text x="{EDGE + SIZE / 2}" y="{mark - 6}" text-anchor="middle">stated probability</text>',
        f'<text transform="rotate(-90)" x="{-EDGE - SIZE / 2}" y="12" text-anchor="middle">observed</text>',
        f'<text x="{EDGE + 8}" y="{EDGE + 18}" fill="#0b6e99">all strata alike</text>',
        f'<text x="{EDGE + 8}" y="{EDGE + 34}" fill="#c4622d">as people write</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _dots(calibration: Table, colour: str, opacity: float) -> Iterator[str]:
    most = max((b["claims"] for b in calibration["bins"]), default=1)
    for b in calibration["bins"]:
        x, y = EDGE + SIZE * b["stated"], EDGE + SIZE * (1 - b["observed"])
        radius = 3 + 9 * (b["claims"] / most) ** 0.5
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="{opacity}"/>'


def _tick(at: int) -> str:
    x, y = EDGE + SIZE * at / 10, EDGE + SIZE * (1 - at / 10)
    return (
        f'<text x="{x:.0f}" y="{EDGE + SIZE + 16}" text-anchor="middle">.{at}</text>'
        f'<text x="{EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">.{at}</text>'
    ).replace(".10<", "1<")
