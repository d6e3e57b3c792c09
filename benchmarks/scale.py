"""Spark on this machine against `servanda code`, as many workers each, on the same documents in one run.

python benchmarks/scale.py DOCUMENTS.jsonl[.gz] [--limit N] [--workers 2]

Prints documents a second and documents a core-second (CPU time of all processes; on a machine with other work only that says
anything), start-up included, and the ratios. Both write a lake; what they wrote is compared too.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil
from pyarrow import parquet

from servanda.scale import job

_LOOK_EVERY = 0.2


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the clock, seconds of all its processors, and the most memory of one process (bytes)."""

    seconds: float
    core_seconds: float
    memory: int


def main() -> None:
    """Run both and print their rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        count = _taken(options.documents, options.limit, place / "news.jsonl")
        costs = {}
        for name in ("servanda code", "Spark"):
            took = costs[name] = cost(_command(name, place, options.workers))
            print(
                f"{name}, {options.workers} workers, {count} documents: {count / took.seconds:.2f} a second, "
                f"{count / took.core_seconds:.2f} a core-second, largest process {took.memory / 2**20:.0f} MiB",
                flush=True,
            )
        one, other = costs["servanda code"], costs["Spark"]
        print(f"Spark to workers: {one.seconds / other.seconds:.2f} by the clock, ", end="")
        print(f"{one.core_seconds / other.core_seconds:.2f} by CPU time")
        same = _records(place / "servanda code") == _records(place / "Spark")
        print("the records are the same" if same else "THE RECORDS DIFFER")


def _taken(source: Path, limit: int, target: Path) -> int:
    """Write the first documents of a file to another, each once; return how many."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rb") as lines:
        some = {json.loads(line)["id"]: line for line in islice(lines, limit)}
    target.write_bytes(b"".join(some.values()))
    return len(some)


def _command(name: str, place: Path, workers: int) -> list[str]:
    news, lake = str(place / "news.jsonl"), str(place / name)
    if name == "Spark":
        return submitted(workers, "code", "--lake", lake, news)
    code = str(Path(sys.executable).with_name("servanda"))
    return [code, "code", "--workers", str(workers), "--format", "parquet", "--out", lake, news]


def submitted(workers: int, *arguments: str) -> list[str]:
    """Return the command that submits the job to a Spark of so many workers on this machine."""
    submit = [str(Path(sys.executable).with_name("spark-submit")), "--master", f"local[{workers},4]"]
    submit += ["--conf", "spark.ui.enabled=false", "--conf", "spark.driver.bindAddress=127.0.0.1"]
    return [*submit, job.__file__, *arguments]


def cost(command: list[str]) -> Cost:
    """Run a command and return what it took, all the processes that it starts included."""
    began = time.monotonic()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    memory = 0
    while process.poll() is None:
        for one in _all_of(process):
            try:
                spent[one.pid] = sum(one.cpu_times()[:2])
                memory = max(memory, one.memory_info().rss if "python" in one.name() else 0)
            except psutil.Error:
                continue
        time.sleep(_LOOK_EVERY)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(time.monotonic() - began, sum(spent.values()), memory)


def _all_of(process: psutil.Popen) -> Iterator[psutil.Process]:
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.Error:
        return


def _records(lake: Path) -> dict[str, object]:
    columns = ["key", "records"]
    rows = [
        row
        for f in (lake / "documents").glob("*/*.parquet")
        for row in parquet.read_table(f, columns=columns, partitioning=None).to_pylist()
    ]
    return {row["key"]: row["records"] for row in rows}


if __name__ == "__main__":
    main()
