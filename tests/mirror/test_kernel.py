from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler

from credcheck.errors import MirrorError
from credcheck.mirror import Mirror, Mirrors, NameQuery
from credcheck.mirror import kernel as kernels
from credcheck.mirror.asking import Asker
from credcheck.mirror.engines import Twin
from credcheck.mirror.kernel import ALL, EXACT, NEAR, Kernel, library
from credcheck.model import Sentence
from credcheck.registries.npi_mirror import NpiMirror
from tests.mirror.uncompiled import plain

pytestmark = pytest.mark.skipif(library() is None, reason="the kernel was not compiled on this machine")
PRACTICE = Path(__file__).resolve().parents[2] / "resources" / "practice" / "practice_register.csv.gz"
SHORTS = {"BOB": (("ROBERT", 1.0),), "LIZ": (("ELIZABETH", 1.0),)}
WORDS = st.one_of(
    st.sampled_from(
        ["EXAMPLE", "SAMPLE", "Sample-Exemplar", "de la Muestra", "O'Example", "Brindlewick", "JANE", "BOB", "J"]
    ),
    st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ -É"), max_size=20),
    st.text(max_size=100),
)


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    folder = tmp_path_factory.mktemp("mirrors")
    NpiMirror.load(PRACTICE, Mirrors(folder), silent)
    found = Mirrors(folder, lambda: SHORTS).open("npi")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def engines(mirror: Mirror) -> tuple[Kernel, Twin, Asker]:
    files = mirror.opened.files[0]
    twin = Twin(files)
    return Kernel(files, library()), twin, Asker(files, SHORTS, mirror.opened.weights, twin.given_number)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS, st.sampled_from(["", "A", "Q"]), st.sampled_from([(), ("MA",), ("WA", "TX")]),
       st.sampled_from([(), ("207RC0000X",), ("207R00000X", "163W00000X")]), st.sampled_from(["", "F", "M"]),
       st.sampled_from([1, 10, 200]))  # fmt: skip
def test_the_kernel_and_its_twin_agree_to_the_last_bit(
    engines: tuple[Kernel, Twin, Asker],
    family: str,
    first: str,
    middle: str,
    states: tuple[str, ...],
    codes: tuple[str, ...],
    sex: str,
    limit: int,
) -> None:
    kernel, twin, asker = engines
    asked = asker.ask(NameQuery(family, first, middle, states, codes, sex, limit))
    for tier in (EXACT, NEAR, ALL):
        fast, slow = kernel.search(asked, tier), twin.search(asked, tier)
        assert [a.tolist() for a in fast] == [a.tolist() for a in slow]
    assert kernel.counts(asked) == twin.counts(asked)


@pytest.mark.parametrize(
    ("a", "b"),
    [("EXAMPLE", "EXAMPEL"), ("A", "A"), ("A", "B"), ("AB", "BA"), ("DWAYNE", "DUANE"), ("MARTHA", "MARHTA")],
)
def test_the_similarity_is_rapidfuzzs(mirror: Mirror, engines: tuple[Kernel, Twin, Asker], a: str, b: str) -> None:
    assert 0.0 <= JaroWinkler.similarity(a.encode(), b.encode()) <= 1.0
    asked = engines[2].ask(NameQuery(a, b))
    assert np.array_equal(engines[0].search(asked, ALL)[0], engines[1].search(asked, ALL)[0])


def test_without_the_library_the_twin_answers(mirror: Mirror) -> None:
    fast = mirror.search(NameQuery("Exampel", "Jane"))
    with plain():
        slow = Mirror(mirror.folders, "npi", lambda: SHORTS)
        assert isinstance(slow.opened.segments[0].engine, Twin)
        assert slow.search(NameQuery("Exampel", "Jane")) == fast


def test_a_library_of_another_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "VERSION", 99)
    assert (
        kernels._loaded(
            Path(kernels.__file__).parent
            / next(n for n in kernels.NAMES if (Path(kernels.__file__).parent / n).exists())
        )
        is None
    )
    (tmp_path / "junk.so").write_bytes(b"no library")
    assert kernels._loaded(tmp_path / "junk.so") is None


def test_spoilt_index_files_never_crash_the_kernel(mirror: Mirror, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    names = [f.name for f in mirror.folders[0].iterdir() if f.suffix not in (".json", ".bin") and f.stat().st_size]
    for name in names:
        spoilt = tmp_path / "m" / "npi" / "g-spoilt"
        spoilt.mkdir(parents=True, exist_ok=True)
        for file in mirror.folders[0].iterdir():
            (spoilt / file.name).write_bytes(file.read_bytes())
        (spoilt / name).write_bytes(rng.bytes((spoilt / name).stat().st_size))
        broken = Mirror((spoilt,), "npi", lambda: SHORTS)
        for query in (
            NameQuery("Example", "Jane", "A", ("MA",), limit=200),
            NameQuery("Sampel", "Bob"),
            NameQuery("Xq"),
        ):
            with suppress(MirrorError):
                broken.search(query)
