"""A process of its own that adds documents which are coded already: adder.py PLACE PICKLE; it tells of each once it is safe."""

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from servanda.sources.found import Found
from servanda.store import open_store
from servanda.store.adding import Outcome, add
from servanda.store.preparing import Prepared, key_of


def main(place: str, file: str) -> None:
    known: list[tuple[Found, Prepared]] = pickle.loads(Path(file).read_bytes())
    prepared = {one.key: one for _, one in known}

    def code(found: Sequence[Found], had_at: str) -> list[Prepared]:
        return [prepared[key_of(one)] for one in found]

    def told(outcome: Outcome) -> None:
        sys.stdout.write(f"{outcome.state} {outcome.id}\n")
        sys.stdout.flush()

    add(open_store(place), (found for found, _ in known), told, code=code)


if __name__ == "__main__":
    main(*sys.argv[1:])
