from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import credcheck
from credcheck import claims, flags, match, resources, signing, verify, wire, wording
from credcheck.errors import BadInput
from credcheck.model import ClaimKind, RecordAxis, Report, Versions
from credcheck.report import redact
from credcheck.verify import derive, verify_all
from tests import factory

HERE = Versions(credcheck.__version__, flags.RULES_VERSION, match.WEIGHTS_VERSION)
KEY = "5a" * 32
PUBLIC = signing.public_key(KEY)
ROOT = Path(__file__).resolve().parent.parent


def consistent(report: Report) -> Report:
    read = claims.extract(report.case.profile)
    return derive(replace(report, versions=HERE, case=replace(report.case, claims=read)))


def name_at() -> int:
    """Where the claim of a name stands in the example."""
    said = claims.extract(factory.match_not_bound().case.profile).all
    return next(n for n, claim in enumerate(said) if claim.kind is ClaimKind.NAME)


REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


def ids(result: verify.Result) -> list[str]:
    return [sentence.id.removeprefix("verify.") for sentence in (*result.differences, *result.remarks)]


@REPORTS
def test_a_report_that_follows_from_itself_is_the_same(report: Report) -> None:
    report = consistent(report)
    for raw in (wire.dumps(report), wire.pretty(report)):
        result = verify.verify(raw)
        assert ids(result) == ["exact", "unchanged", "unsigned"]
        assert result.same
        assert result.report == report


def changed(change: Callable[[dict[str, Any]], object], seal: bool = True) -> bytes:
    table = wire.to_table(consistent(factory.match_not_bound()))
    change(table)
    return wire.line(wire.sealed(table) if seal else table)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda t: t["verdict"].update(headline="bound"), "verdict.headline"),
        (lambda t: t["verdict"].update(account=4), "verdict.account"),
        (lambda t: t["ranking"].update(nobody=0.123), "ranking.nobody"),
        (lambda t: t["ranking"]["matches"][0].update(probability=0.5), "ranking.matches[0].probability"),
        (lambda t: t["ranking"].update(matches=[]), "ranking.matches"),
        (lambda t: t.update(flags=[]), "flags"),
        (lambda t: t["claims"][3]["spans"][0].update(text="PhD"), "claims[3].spans[0].text"),
        (lambda t: t["claims"][3]["span"].update(text="PhD"), "claims[3].span.text"),
        (lambda t: t["verdict"]["why"][0].update(text="The account is theirs."), "verdict.why[0].text"),
        (lambda t: t["claims"][name_at()]["value"].update(family="Other"), "claims[NAME]"),
        (
            lambda t: t["ranking"]["matches"][0]["evidence"][0]["sentence"].update(text="Other."),
            "ranking.matches[0].evidence[0].sentence.text",
        ),
    ],
)
def test_what_was_changed_is_named_even_with_a_new_digest(
    change: Callable[[dict[str, Any]], object], where: str
) -> None:
    where = where.replace("NAME", str(name_at()))
    result = verify.verify(changed(change))
    assert not result.follows
    assert result.intact
    assert any(where in str(dict(d.params)["where"]).split(", ") for d in result.differences)
    assert where in " ".join(map(wording.render, result.differences))


def test_a_change_without_a_new_digest_is_seen_by_the_digest() -> None:
    result = verify.verify(changed(lambda t: t.update(notes=["Another note."]), seal=False))
    assert result.follows
    assert ids(result) == ["changed", "exact"]
    assert not result.same


def test_a_hair_of_a_logarithm_is_no_difference_but_is_told() -> None:
    result = verify.verify(changed(lambda t: t["ranking"].update(nobody=t["ranking"]["nobody"] + 1e-13)))
    assert result.same
    assert ids(result)[0] == "near"


@pytest.mark.parametrize(
    ("versions", "note"),
    [
        (replace(HERE, weights="other"), "other_weights"),
        (replace(HERE, rules="other"), "other_rules"),
        (replace(HERE, program="0.0.1"), "other_program"),
    ],
)
def test_other_rules_or_weights_are_said(versions: Versions, note: str) -> None:
    assert note in ids(verify.verify(wire.dumps(replace(consistent(factory.several()), versions=versions))))


def test_a_report_is_derived_with_the_weights_it_was_made_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older table that stays in resources/ gives the older numbers again, though newer ones are in use."""
    shutil.copytree(resources.folder(), tmp_path / "resources")
    weights = tmp_path / "resources" / "weights"
    now = (weights / f"{match.WEIGHTS_VERSION}.tsv").read_text("utf-8")
    (weights / "2020-01-01.1.tsv").write_text(halved(now), "utf-8")
    monkeypatch.setattr(resources, "folder", lambda: tmp_path / "resources")
    match.versions.cache_clear()
    try:
        newer = consistent(factory.match_not_bound())
        older = derive(replace(newer, versions=replace(HERE, weights="2020-01-01.1")))
        assert older.case.ranking != newer.case.ranking
        assert ids(verify.verify(wire.dumps(older)))[:2] == ["exact", "old_weights"]
    finally:
        match.versions.cache_clear()


def test_a_verdict_is_derived_with_the_thresholds_of_the_weights_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A match under the thresholds of today is none under those of a table that asked for certainty."""
    shutil.copytree(resources.folder(), tmp_path / "resources")
    weights = tmp_path / "resources" / "weights"
    now = (weights / f"{match.WEIGHTS_VERSION}.tsv").read_text("utf-8")
    (weights / "2020-01-01.2.tsv").write_text(certain(now), "utf-8")
    monkeypatch.setattr(resources, "folder", lambda: tmp_path / "resources")
    match.versions.cache_clear()
    try:
        newer = consistent(serious(factory.match_not_bound()))
        older = derive(replace(newer, versions=replace(HERE, weights="2020-01-01.2")))
        assert newer.verdict.record is RecordAxis.MATCH
        assert older.verdict.record is RecordAxis.SEVERAL
        assert older.case.ranking.matches == newer.case.ranking.matches
        assert ids(verify.verify(wire.dumps(older)))[:2] == ["exact", "old_weights"]
    finally:
        match.versions.cache_clear()


@pytest.mark.parametrize(("weights", "same"), [("2026-11-26.3", True), (match.WEIGHTS_VERSION, False)])
def test_what_a_number_meant_is_asked_of_the_present_table_only(weights: str, same: bool) -> None:
    """Base rates are measured anew with each table: an honest older report tells those of its day."""
    made = derive(replace(consistent(factory.match_not_bound()), versions=replace(HERE, weights=weights)))
    table = json.loads(wire.dumps(made))
    table[wire.BASE_RATES][0]["sentence"]["text"] += " Measured on another day."
    assert verify.verify(wire.line(wire.sealed(table))).follows is same


def serious(report: Report) -> Report:
    """The same account without the label that calls it a parody."""
    return replace(report, case=replace(report.case, profile=replace(report.case.profile, labels=())))


def certain(table: str) -> str:
    """The same table, whose thresholds nobody reaches."""
    rows = [line.split("\t") for line in table.splitlines()]
    for row in rows:
        if row[0] == "threshold" and row[2] in ("match", "alone", "numbered"):
            row[4] = "1.1"
    return "\n".join("\t".join(row) for row in rows) + "\n"


def halved(table: str) -> str:
    """The same table with other chances, as an older measurement might have had them."""
    head, *rows = [line for line in table.splitlines() if not line.startswith("#")]
    place = head.split("\t").index("m")
    cells = [row.split("\t") for row in rows]
    for row in cells:
        if row[0] == "level":
            row[place] = str(float(row[place]) / 2)
    return "\n".join([head, *("\t".join(row) for row in cells)]) + "\n"


def test_what_the_user_entered_or_took_out_is_counted_not_blamed() -> None:
    report = consistent(factory.match_not_bound())
    kept = tuple(c for c in report.case.claims.all if c.kind is not ClaimKind.PLACE)
    dropped = len(report.case.claims.all) - len(kept)
    said = tuple(
        replace(c, value=factory.name("Joan", "Example"), by_user=True) if c.kind is ClaimKind.NAME else c for c in kept
    )
    case = replace(report.case, claims=replace(report.case.claims, all=said))
    result = verify.verify(wire.dumps(derive(replace(report, case=case))))
    assert result.same
    assert ids(result)[:2] == ["exact", "corrected"]
    assert dict(result.remarks[1].params)["n"] == dropped + 1


def test_a_claim_of_an_older_reader_is_not_compared() -> None:
    report = consistent(factory.match_not_bound())
    strange = replace(report.case.claims.all[name_at()], value=factory.name("Joan", "Sample"))
    case = replace(report.case, claims=replace(report.case.claims, all=(strange,)))
    older = derive(replace(report, case=case, versions=replace(HERE, program="0.0.1")))
    assert "other_reader" in ids(verify.verify(wire.dumps(older)))


@pytest.mark.parametrize("raw", [b"{}", b"", b"[]", b"\xff"])
def test_what_is_no_report_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        verify.verify(raw)


# ---------------------------------------------------------------- bytes
@pytest.mark.parametrize(
    "convert", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b + b" ", lambda b: b.rstrip() + b"\n\n"]
)
def test_a_file_that_was_converted_on_its_way_is_told(convert: Callable[[bytes], bytes]) -> None:
    result = verify.verify(convert(wire.pretty(consistent(factory.several()))))
    assert ids(result)[0] == "not_as_written"
    assert not result.intact


def test_a_report_of_the_first_form_is_read_and_said_to_be_unsealed() -> None:
    table = wire.to_table(consistent(factory.several()))
    older = {k: v for k, v in table.items() if k not in ("seal", "chain", "redacted_of")}
    result = verify.verify(wire.line({**older, "schema": "credcheck-report/1"}))
    assert "unsealed" in ids(result)
    assert result.same


def mutations(raw: bytes, how_many: int) -> Iterator[bytes]:
    dice = random.Random(20261126)
    for _ in range(how_many):
        place = dice.randrange(len(raw))
        yield raw[:place] + bytes([raw[place] ^ dice.randrange(1, 256)]) + raw[place + 1 :]


def is_intact(raw: bytes, key: str = "") -> bool:
    try:
        table = json.loads(wire.dumps(wire.loads(raw))) and json.loads(raw.decode("utf-8-sig"))
        return not verify._seal(raw, table, key)[0]
    except (BadInput, UnicodeDecodeError):
        return False


def resealed(raw: bytes) -> bytes:
    """With a digest that fits, as a forger would write it; the bytes alone where they are no JSON any more."""
    try:
        table = json.loads(raw)
    except ValueError:
        return raw
    seal = table.get("seal") if isinstance(table, dict) else None
    if not isinstance(seal, dict) or not {"key", "signature"} <= seal.keys():
        return raw
    made = wire.sealed(table, seal["key"], seal["signature"])
    return (
        wire.line(made)
        if b"\n" not in raw.rstrip()
        else (json.dumps(made, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode("utf-8", "backslashreplace")
    )


def test_each_of_ten_thousand_changed_bytes_is_seen() -> None:
    raw = wire.dumps(consistent(factory.empty()))
    assert is_intact(raw)
    assert [m for m in mutations(raw, 10_000) if is_intact(m)] == []


def test_each_of_ten_thousand_changed_bytes_of_a_signed_report_is_seen_though_the_digest_was_made_to_fit() -> None:
    raw = wire.signed(wire.dumps(consistent(factory.empty())), KEY)
    assert is_intact(raw, PUBLIC)
    unseen = []
    for mutation in mutations(raw, 10_000):
        forged = resealed(mutation)
        # A byte of the digest itself, written anew, gives the report as it was: nothing is changed any more.
        if forged != raw and is_intact(forged, PUBLIC):
            unseen.append(forged)
    assert unseen == []


@REPORTS
def test_some_changed_bytes_of_every_report_are_seen(report: Report) -> None:
    raw = wire.signed(wire.pretty(consistent(report)), KEY)
    assert is_intact(raw, PUBLIC)
    assert [m for m in mutations(raw, 60) if is_intact(m, PUBLIC)] == []


# ---------------------------------------------------------------- signatures
def test_it_says_which_of_accident_and_forgery_it_could_check() -> None:
    raw = wire.pretty(consistent(factory.several()))
    signed = wire.signed(raw, KEY)
    assert ids(verify.verify(raw))[1:] == ["unchanged", "unsigned"]
    assert ids(verify.verify(signed))[1:] == ["unchanged", "signed", "unknown_signer"]
    assert ids(verify.verify(signed, signing.fingerprint(PUBLIC)))[1:] == ["unchanged", "signed", "known_signer"]
    assert verify.verify(signed).key == PUBLIC


def test_a_rewritten_report_with_a_fitting_digest_is_seen_by_its_signature() -> None:
    table = json.loads(wire.signed(wire.pretty(consistent(factory.several())), KEY))
    forged = wire.sealed({**table, "notes": ["Seen and approved."]}, PUBLIC, table["seal"]["signature"])
    result = verify.verify(wire.line(forged))
    assert ids(result)[0] == "forged"
    assert not result.same


def test_another_signer_and_a_missing_signature_are_seen_when_the_key_is_named() -> None:
    raw = wire.pretty(consistent(factory.several()))
    assert ids(verify.verify(wire.signed(raw, "5b" * 32), PUBLIC))[0] == "other_signer"
    assert ids(verify.verify(raw, PUBLIC))[0] == "signature_missing"
    for result in (verify.verify(wire.signed(raw, "5b" * 32), PUBLIC), verify.verify(raw, PUBLIC)):
        assert verify.end(result).id == "verify.end.other_key"
        assert not result.same
        assert "unchanged" in ids(result)


def test_what_is_no_key_is_refused_and_no_report_blamed() -> None:
    raw = wire.signed(wire.pretty(consistent(factory.several())), KEY)
    for key in ("deadbeef", "x" * 64):
        with pytest.raises(BadInput) as caught:
            verify.verify(raw, key)
        assert caught.value.sentence.id == "verify.bad_key"
    assert verify.verify(raw, f" {signing.fingerprint(PUBLIC).upper()}\n").same


def test_signing_changes_nothing_but_the_seal() -> None:
    raw = wire.pretty(consistent(factory.several()))
    signed = wire.signed(raw, KEY)
    assert wire.digest(signed) == wire.digest(raw)
    assert wire.loads(signed) == wire.loads(raw)
    assert wire.signed(signed, KEY) == signed


# ---------------------------------------------------------------- in words
def relabelled(report: Report) -> bytes:
    return changed(lambda t: t["verdict"].update(headline="bound"))


@pytest.mark.parametrize(
    ("make", "end"),
    [
        (wire.pretty, "follows"),
        (lambda r: wire.pretty(r).replace(b"\n", b"\r\n"), "changed"),
        (relabelled, "differs"),
        (lambda r: relabelled(r) + b" ", "differs_changed"),
        (lambda r: wire.pretty(redact(r)), "share_copy"),
        (lambda r: wire.pretty(redact(r)) + b" ", "share_copy_changed"),
    ],
)
def test_the_end_says_which_of_verdict_and_file_holds(make: Callable[[Report], bytes], end: str) -> None:
    result = verify.verify(make(consistent(factory.match_not_bound())))
    assert verify.end(result).id == f"verify.end.{end}"
    assert result.same is (end in ("follows", "share_copy"))


def test_what_other_weights_come_to_is_not_called_wrong_but_not_shown_to_follow() -> None:
    report = replace(consistent(factory.match_not_bound()), versions=replace(HERE, weights="older"))
    table = json.loads(wire.dumps(report))
    table["ranking"]["nobody"] += 0.01
    raw = wire.line(table)
    result = verify.verify(wire.line({**table, "seal": {**table["seal"], "digest": wire.digest(raw)}}))
    assert verify.end(result).id == "verify.end.other_rules"
    assert not result.same


def test_other_weights_excuse_no_claim_that_the_profile_does_not_make() -> None:
    report = replace(consistent(factory.match_not_bound()), versions=replace(HERE, weights="older"))
    spoilt = replace(report, case=replace(report.case, profile=replace(report.case.profile, name="Sam Sample")))
    result = verify.verify(wire.dumps(spoilt))
    assert "verify.differs.claims" in {sentence.id for sentence in result.differences}
    assert verify.end(result).id == "verify.end.differs"


def test_many_differences_are_a_sentence_a_sort() -> None:
    def spoil(table: dict[str, Any]) -> None:
        for found in table["ranking"]["matches"]:
            found["bits"] += 1
            for evidence in found["evidence"]:
                evidence["bits"] += 1
                evidence["sentence"]["text"] = "Other."

    told = verify.verify(changed(spoil)).differences
    assert [sentence.id for sentence in told] == ["verify.differs.ranking", "verify.differs.texts"]
    assert all(len(str(dict(sentence.params)["where"]).split(", ")) == 6 for sentence in told)


# ---------------------------------------------------------------- batches and machines
def test_every_row_of_a_batch_is_checked_by_itself() -> None:
    good = [
        wire.sealed({**wire.to_table(consistent(report)), "id": "a", "line": 1}) for report in factory.reports()[:2]
    ]
    bad = {**good[0], "id": "other"}
    raw = b"".join(map(wire.line, (*good, bad))) + b'{"id": "d", "error": {}}\n'
    found = [(line, not isinstance(result, BadInput) and result.same) for line, result in verify_all(raw)]
    assert found == [(1, True), (2, True), (3, False), (4, False)]
    failed = list(verify_all(raw))[3][1]
    assert isinstance(failed, BadInput)
    assert failed.sentence.id == "verify.failed_row"


def test_a_row_of_a_batch_nested_without_end_is_refused_and_the_others_checked() -> None:
    raw = wire.line(wire.to_table(consistent(factory.match_not_bound()))) + b'{"a": ' + b"[" * 100_000 + b"}\n"
    found = [isinstance(result, BadInput) for _, result in verify_all(raw)]
    assert found == [False, True]


def test_another_locale_time_zone_and_hash_seed_give_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(wire.signed(wire.pretty(consistent(factory.match_not_bound())), KEY))
    outputs = set()
    for seed, zone, language in (
        ("0", "UTC", "C"),
        ("7", "Asia/Tokyo", "en_US.UTF-8"),
        ("99", "America/St_Johns", "C.UTF-8"),
    ):
        home = tmp_path / seed
        home.mkdir()
        own = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANGUAGE": "en", "HOME": str(home)}
        command = [sys.executable, "-m", "credcheck", "verify", str(file)]
        outputs.add(
            subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, check=True).stdout
        )
    assert len(outputs) == 1
    assert b"the same byte for byte" in outputs.pop()
