"""Linking with Spark against the number of documents: pairs and time for so many made-up documents, and for ten times as many.

python benchmarks/scale_linking.py [--documents 5000] [--workers 2]

The documents have keys as news has: few words are in most of them, a tenth are near-copies, and pairs of parties are as
unevenly spread. All are of one month, so ten times the documents means blocks ten times as large.
"""

import argparse
import json
import random
import tempfile
from datetime import date
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from scale import cost, submitted

from servanda.following.near_copies import SIZE
from servanda.lake.schema import table_schema

MONTH = "2024-05"
_WORDS, _PARTIES, _CLAIMS = 60_000, 200, 4
_SECTORS = ("trade", "military", "food", "diplomacy", "energy", "health")


def main() -> None:
    """Link both lakes and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    spent = []
    for count in (options.documents, 10 * options.documents):
        with tempfile.TemporaryDirectory() as folder:
            make_lake(Path(folder), count)
            took = cost(submitted(options.workers, "link", "--lake", folder))
            pairs = {
                name: _rows(Path(folder) / name) for name in ("near_copies", "story_candidates", "ledger_candidates")
            }
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in pairs.items())
        print(f"{count} documents: {took.seconds:.0f} s, {took.core_seconds:.0f} core-seconds; {told}", flush=True)
        spent.append(took.core_seconds)
    print(f"ten times the documents: {spent[1] / spent[0]:.1f} times the CPU time")


def make_lake(folder: Path, count: int) -> None:
    """Write the tables that linking reads, for so many documents of one month; the same ones for the same number."""
    chance = random.Random(count)
    words = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    parties = list(accumulate(1 / rank for rank in range(1, _PARTIES + 1)))
    documents, claims = [], []
    sketch: list[int] = []
    for nth in range(count):
        day, key = date(2024, 5, 1 + nth * 28 // count), f"{nth:020}"
        if nth % 10 or not sketch:
            sketch = sorted(chance.getrandbits(48) for _ in range(SIZE))
        stems = {f"word:{w}" for w in chance.choices(range(_WORDS), cum_weights=words, k=12)}
        keys = [*stems, *(f"copy:{value:x}" for value in sketch[:8])]
        documents.append({"day": day, "key": key, "words": keys, "sketch": sketch})
        claims += [_claim(chance, parties, nth, at, day, key) for at in range(_CLAIMS)]
    for name, rows, schema in (
        ("documents", documents, table_schema("documents")),
        ("claims", claims, table_schema("claims")),
    ):
        path = folder / name / f"month={MONTH}" / "made.parquet"
        path.parent.mkdir(parents=True)
        kept = pa.schema([field for field in schema if field.name in rows[0]])
        parquet.write_table(pa.Table.from_pylist(rows, schema=kept), path)


def _claim(chance: random.Random, parties: list[float], nth: int, at: int, day: date, key: str) -> dict[str, object]:
    one, other = sorted(chance.choices(range(_PARTIES), cum_weights=parties, k=2))
    made = {"act": chance.choice(("pledge", None)), "by": [one], "to": [other], "sectors": [chance.choice(_SECTORS)]}
    return {
        "day": day, "document": key, "claim": f"claim-{nth}-{at}", "pairs": [f"{one}|{other}"], "packed": json.dumps(made),
    }  # fmt: skip


def _rows(table: Path) -> int:
    return sum(parquet.read_metadata(path).num_rows for path in table.glob("*/*.parquet"))


if __name__ == "__main__":
    main()
