"""All that is said of servanda's speed, measured in one run: pairs side by side, with their ratios.

python benchmarks/run.py [PART ...] [--documents N] [--counts N N ...] [--float FILE]

Parts: coder, workers, spark, encoder, length, count, start, lake; all of them where none is named. Seconds are given by the clock and
as CPU time of all processes: on a machine with other work only the second says anything. `--float` names the encoder as
float32 (`encoder.float.onnx`, which `make train` leaves in its folder); without it that comparison is left out.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from speed import rates  # isort: skip  before numpy is loaded: it asks for one thread

import numpy as np
from documents import documents, long_document
from scale import cost, submitted

from servanda.encoder.encoder import DATA
from servanda.sources import Document

_SERVANDA = str(Path(sys.executable).with_name("servanda"))
_LENGTHS = (10_000, 100_000, 1_000_000)
_STARTS = 5
_WORDS = 350


def main() -> None:
    """Measure the parts that are named, all where none is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--documents", type=int, default=600, help="how many documents a pair is compared on")
    parser.add_argument("--counts", type=int, nargs="+", default=[300, 3000], help="numbers of documents for growth")
    parser.add_argument("--float", type=Path, help="the encoder as float32")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the run")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.parts or PARTS:
            print(f"\n{name}", flush=True)
            PARTS[name](options, Path(folder))


def _coder(options: argparse.Namespace, _: Path) -> None:
    """The coder against bare spaCy of the same model, in one process."""
    some = [Document(d["id"], d["text"], published=d["published"]) for d in islice(documents(), options.documents)]
    found = rates(some)
    for name, rate in found.items():
        _tell(name, f"{rate:.2f} documents a second, {rate / found['bare spaCy']:.2f} of bare spaCy")


def _workers(options: argparse.Namespace, folder: Path) -> None:
    news = _written(folder / "workers.jsonl", islice(documents(), options.documents))
    one, two = (cost(_code(news, workers)) for workers in (1, 2))
    _tell("one worker", f"{options.documents / one.seconds:.2f} documents a second, {one.memory / 2**20:.0f} MiB")
    _tell("two workers", f"{options.documents / two.seconds:.2f} documents a second, {two.memory / 2**20:.0f} MiB the larger")
    _tell("two to one", f"{one.seconds / two.seconds:.2f} by the clock, {one.core_seconds / two.core_seconds:.2f} by CPU time")


def _spark(options: argparse.Namespace, folder: Path) -> None:
    if shutil.which("java") is None or not Path(sys.executable).with_name("spark-submit").exists():
        _tell("left out", "needs Java and servanda[spark]")
        return
    news = _written(folder / "spark.jsonl", islice(documents(), options.documents))
    two = cost([*_code(news, 2), "--format", "parquet", "--out", str(folder / "lake")])
    spark = cost(submitted(2, "code", "--lake", str(folder / "of-spark"), str(news)))
    _tell("Spark local[2] to two workers", f"{two.seconds / spark.seconds:.2f} by the clock, {two.core_seconds / spark.core_seconds:.2f} by CPU time")


def _encoder(options: argparse.Namespace, _: Path) -> None:
    """int8 against float32, on pieces of a usual length."""
    if options.float is None:
        _tell("left out", "name the float32 encoder with --float")
        return
    ids = np.random.default_rng(7).integers(1000, 20_000, (12, 40)).astype(np.int64)
    taken = {name: _of_model(path, ids) for name, path in (("int8", DATA / "encoder.onnx"), ("float32", options.float))}
    for name, seconds in taken.items():
        _tell(name, f"{len(ids) / seconds:.0f} passages a second")
    _tell("int8 to float32", f"{taken['float32'] / taken['int8']:.2f}")


def _of_model(path: Path, ids: "np.ndarray[Any, Any]") -> float:
    import onnxruntime  # noqa: PLC0415  slow to load, and other parts need it not

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return _median(lambda: session.run(["types", "statuses"], {"ids": ids}), 20)


def _length(_: argparse.Namespace, folder: Path) -> None:
    """One process and a document ten times as long, and again."""
    took = {size: cost(_code(_written(folder / f"{size}.jsonl", [long_document(size)]), 1)) for size in (100, *_LENGTHS)}
    start = took.pop(100).core_seconds
    seconds = {size: one.core_seconds - start for size, one in took.items()}
    for size, one in took.items():
        _tell(f"{size // 1000} KB", f"{seconds[size]:.1f} s of CPU beside the start, {one.memory / 2**20:.0f} MiB")
    for size, ten in ((a, b) for a in _LENGTHS for b in _LENGTHS if b == 10 * a):
        _tell(f"{ten // 1000} KB to {size // 1000} KB", f"{seconds[ten] / seconds[size]:.1f}")


def _count(options: argparse.Namespace, folder: Path) -> None:
    """One process and more and more documents: time for each, and memory."""
    start = cost(_code(_written(folder / "none.jsonl", islice(documents(), 1)), 1)).core_seconds
    each = []
    for number in sorted(options.counts):
        took = cost(_code(_written(folder / "news.jsonl", islice(documents(), number)), 1))
        each.append((took.core_seconds - start) / number)
        _tell(f"{number} documents", f"{each[-1] * 1000:.0f} ms of CPU for each, {took.memory / 2**20:.0f} MiB")
    _tell("last to first, for each document", f"{each[-1] / each[0]:.2f}")


def _start(_: argparse.Namespace, folder: Path) -> None:
    """From nothing to an answer."""
    article = folder / "article.txt"
    article.write_text(" ".join(next(documents())["text"].split()[:_WORDS]), "utf-8")
    for command in (["--help"], ["read", str(article)]):
        taken = [cost_of_short([_SERVANDA, *command]) for _ in range(_STARTS)]
        clock, cpu = (statistics.median(values) for values in zip(*taken, strict=True))
        _tell(f"servanda {command[0]}", f"{clock:.2f} s, {cpu:.2f} s of CPU")


def cost_of_short(command: list[str]) -> tuple[float, float]:
    """Return the seconds that a short command takes, by the clock and of CPU."""
    began, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, cpu


def _lake(_: argparse.Namespace, folder: Path) -> None:
    subprocess.run([sys.executable, str(Path(__file__).with_name("lake.py")), str(folder / "ten-million")], check=True)


def _code(news: Path, workers: int) -> list[str]:
    return [_SERVANDA, "code", "--workers", str(workers), str(news)]


def _written(path: Path, some: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in some), "utf-8")
    return path


def _median(work: Callable[[], object], times: int) -> float:
    work()
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _tell(what: str, figure: str) -> None:
    print(f"  {what}: {figure}", flush=True)


PARTS: dict[str, Callable[[argparse.Namespace, Path], None]] = {
    "coder": _coder, "workers": _workers, "spark": _spark, "encoder": _encoder, "length": _length, "count": _count, "start": _start,
    "lake": _lake,
}  # fmt: skip


if __name__ == "__main__":
    main()
