"""Killed at any moment, or shared by many: nothing is lost, nothing doubled, nobody is told of a lock."""

import pickle
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from contents import contents

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import open_store
from servanda.store.adding import prepare_some
from servanda.store.asking_documents import numbers_of
from servanda.store.asking_ledger import LedgerQuestion, ask_ledger
from servanda.store.searching import Search, search

ADDER = Path(__file__).with_name("adder.py")
GOODS, GIVERS = ("rice", "wheat", "maize", "sugar", "cement"), ("Japan", "France")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A file of coded documents, enough for several transactions."""
    found = [
        Found(
            Document(f"{giver}-{good}-{n}", words, published=f"2022-0{1 + n}-14"), "line", f"{giver} {good} {n}", True
        )
        for giver in GIVERS
        for good in GOODS
        for n, words in enumerate(
            (
                f"{giver} will give Ghana 40,000 tonnes of {good} by the end of 2022, its foreign minister said.",
                f"{giver} delivered 10,000 tonnes of {good} to Ghana on Monday.",
            )
        )
    ]
    path = tmp_path_factory.mktemp("coded") / "coded.pickle"
    path.write_bytes(pickle.dumps(list(zip(found, prepare_some(found, "2026-01-01T00:00:00+00:00"), strict=True))))
    return path


def adder(place: str, file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(ADDER), place, str(file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run_to_the_end(place: str, file: Path) -> str:
    with adder(place, file) as process:
        out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out


def kill_after(place: str, file: Path, lines: int, delay: float) -> list[str]:
    """Kill an adder some time after it told of so many documents, and return those that it reported as kept."""
    with adder(place, file) as process:
        assert process.stdout is not None
        heard = [process.stdout.readline() for _ in range(lines)]
        time.sleep(delay)
        process.kill()
        heard += process.stdout.readlines()
    return [line.split()[1] for line in heard if line.startswith("kept ") and line.endswith("\n")]


def test_killed_adds_lose_nothing_and_double_nothing(place, file, tmp_path) -> None:
    chance, reported = random.Random(7), list[str]()
    for lines in (0, 5):
        reported += kill_after(place, file, lines, chance.random() / 5)
        store = open_store(place)
        with store.reading() as connection:
            assert [name for name in reported if len(numbers_of(connection, name)) != 1] == []
        store.close()
    run_to_the_end(place, file)
    run_to_the_end(str(tmp_path / "whole"), file)
    resumed, whole = open_store(place), open_store(tmp_path / "whole")
    expected, got = contents(whole), contents(resumed)
    assert [name for name in expected if expected[name] != got[name]] == []
    resumed.close()
    whole.close()


def test_two_writers_and_ten_readers_at_once(place, file) -> None:
    open_store(place).close()
    with adder(place, file) as one, adder(place, file) as other, ThreadPoolExecutor(10) as pool:
        readers = [pool.submit(read_while, place, (one, other)) for _ in range(10)]
        told = [process.communicate(timeout=300) for process in (one, other)]
        assert all(reader.result() for reader in readers)
    assert [error for _, error in told] == ["", ""]
    kept = [line for out, _ in told for line in out.splitlines() if line.startswith("kept ")]
    assert len(kept) == len(set(kept)) == len(GOODS) * len(GIVERS) * 2


def test_many_may_make_a_store_at_once(tmp_path) -> None:
    for n in range(5):
        together = Barrier(8)

        def make(folder: Path = tmp_path / str(n), together: Barrier = together) -> None:
            together.wait()
            open_store(folder).close()

        with ThreadPoolExecutor(8) as pool:
            for made in [pool.submit(make) for _ in range(8)]:
                made.result()


def read_while(place: str, writers: tuple[subprocess.Popen[str], ...]) -> int:
    """Ask again and again until the writers are done; return how often."""
    asked, store = 0, open_store(place)
    while not asked or any(writer.poll() is None for writer in writers):
        with store.reading() as connection:
            list(ask_ledger(connection, LedgerQuestion("2023-01-01", to="GHA")))
            search(connection, Search("tonnes"))
        asked += 1
        time.sleep(0.05)
    store.close()
    return asked
