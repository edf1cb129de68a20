"""Killed at any moment, while saving or migrating: the cache opens, the chain holds, no finished check is missing."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import time
import zlib
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from credcheck import wire
from credcheck.store import Opinion, ReportStore
from credcheck.store._migrate import _config
from tests import factory

KILLS = 25  # of each sort
OLD = 60


def save_for_ever(url: str, told: Pipe) -> None:
    with closing(ReportStore(url)) as cache:
        cache.open()
        for n in range(10**6):
            kept = cache.save(replace(factory.match_not_bound(), id=f"r-{time.time_ns()}-{n}"))
            told.send(kept.id)
            cache.judgements.judge(kept.id, Opinion.AGREE)
            if n % 3 == 2:
                cache.erase.report(kept.id)
                told.send(f"-{kept.id}")


def migrate(url: str, told: Pipe) -> None:
    told.send("begun")
    with closing(ReportStore(url)) as cache:
        cache.open()
        told.send("done")


@pytest.fixture(scope="module")
def context() -> multiprocessing.context.ForkServerContext:
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.store.test_killed"])
    return made


def test_no_finished_check_is_missing_after_a_kill_while_saving(
    tmp_path: Path, context: multiprocessing.context.ForkServerContext
) -> None:
    url, dice, finished = f"sqlite:///{tmp_path / 'cache.sqlite3'}", random.Random(), set[str]()
    for _ in range(KILLS):
        told = run_and_kill(context, save_for_ever, url, dice.uniform(0.0, 0.25))
        erased = {id[1:] for id in told if id.startswith("-")}
        finished = (finished | {id for id in told if not id.startswith("-")}) - erased
        with closing(ReportStore(url)) as cache:
            cache.open()
            assert cache.log.audit().faults == ()
            there = {line.id for line in cache.history(limit=100_000)}
            # A check whose erasure was under way may be gone or not; every other one is there.
            assert len(finished - there) <= 1
            finished &= there
    assert finished


def test_nothing_is_lost_by_a_kill_while_migrating(
    tmp_path: Path, context: multiprocessing.context.ForkServerContext
) -> None:
    old, dice, cut = tmp_path / "old.sqlite3", random.Random(), 0
    old_database(old)
    for n in range(KILLS):
        file = tmp_path / f"{n}.sqlite3"
        shutil.copy(old, file)
        url = f"sqlite:///{file}"
        told = run_and_kill(context, migrate, url, dice.uniform(0.0, 0.3), wait_for="begun")
        cut += "done" not in told
        with closing(ReportStore(url)) as cache:
            cache.open()
            audit = cache.log.audit()
            assert (audit.rows, audit.faults) == (OLD, ())
            assert cache.count() == OLD
            assert cache.get("r-7") == replace(factory.several(), id="r-7")
    assert cut > 0


def run_and_kill(
    context: multiprocessing.context.ForkServerContext, work: object, url: str, after_s: float, wait_for: str = ""
) -> list[str]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(url, theirs))  # type: ignore[arg-type]
    process.start()
    theirs.close()
    told = [ours.recv()] if wait_for or ours.poll(10) else []
    time.sleep(after_s)
    process.kill()
    process.join()
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        return told


def old_database(file: Path) -> None:
    """A cache as the first version left it."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0001")
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        for n in range(OLD):
            report = replace(factory.several(), id=f"r-{n}")
            body = zlib.compress(wire.dumps(report).replace(b'"credcheck-report/2"', b'"credcheck-report/1"'))
            row = (
                report.id,
                factory.AT.isoformat(timespec="microseconds"),
                "x",
                "@s",
                "S",
                "several",
                "several",
                0,
                1,
                "S",
                body,
            )
            raw.execute("INSERT INTO reports VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
        raw.commit()
