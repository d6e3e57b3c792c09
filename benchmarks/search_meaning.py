"""How long a search by meaning takes in a store of many sentences.

    python benchmarks/search_meaning.py [DOCUMENTS] [SENTENCES_EACH]

The vectors are random ones of the right length and size: only the time of the search is measured, not what it finds.
"""

import statistics
import sys
import tempfile
import time

import numpy as np
from sqlalchemy import insert

from servanda.store import open_store
from servanda.store.meaning import WIDTH, packed_vectors, search_meaning
from servanda.store.schema import documents, sentence_vectors
from servanda.store.searching import Search


def fill(store, count: int, each: int) -> None:
    """Add documents without words that have vectors."""
    random = np.random.default_rng(1)
    spans = np.array([(10 * n, 10 * n + 9) for n in range(each)], "<i4").tobytes()
    for start in range(1, count + 1, 1000):
        numbers = range(start, min(start + 1000, count + 1))
        rows = [
            {
                "number": n,
                "key": f"{n}",
                "id": f"{n}",
                "sha256": "0",
                "text": "",
                "how": "made",
                "place": "",
                "had_at": "",
            }
            for n in numbers
        ]
        made = random.standard_normal((len(rows), each, WIDTH)).astype(np.float32)
        made /= np.linalg.norm(made, axis=2, keepdims=True)
        vectors = [
            {"document": n, "spans": spans, "vectors": packed_vectors(some).tobytes()}
            for n, some in zip(numbers, made, strict=True)
        ]
        with store.writing() as connection:
            connection.execute(insert(documents), rows)
            connection.execute(insert(sentence_vectors), vectors)


def main() -> None:
    """Fill a store, search ten times, print the median."""
    given = [int(word) for word in sys.argv[1:]]
    count, each = given + [100_000, 10][len(given) :]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(folder)
        fill(store, count, each)
        vector = np.random.default_rng(2).standard_normal(WIDTH).astype(np.float32)
        vector /= np.linalg.norm(vector)
        times = []
        for _ in range(10):
            began = time.perf_counter()
            with store.reading() as connection:
                search_meaning(connection, Search("x"), vector)
            times.append(time.perf_counter() - began)
        sys.stdout.write(
            f"{count * each} sentences: median {statistics.median(times):.3f} s, longest {max(times):.3f} s\n"
        )
        store.close()


if __name__ == "__main__":
    main()
