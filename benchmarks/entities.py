"""How well the people, organisations, nationalities and places of a text are found: precision, recall and F by type.

    python benchmarks/entities.py GOLD.jsonl [--misses TYPE]

GOLD has `text` and `entities` (`begin`, `end`, `type`, `confidence`) a line, as the public re3d set does. Entities of
confidence 0.5 and more count; a found mention counts where it shares at least half of the shorter of both spans, each once.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.coding.coder import code_documents
from servanda.knowledge.countries import country_named, country_of_adjective
from servanda.knowledge.places import region_adjectives
from servanda.record import Actor, CodedDocument, PlaceMention
from servanda.sources import Document

TYPES = ("Person", "Organisation", "Nationality", "Location")
Stretch = tuple[int, int]


def main() -> None:
    """Print precision, recall and F of each type."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", choices=TYPES, help="also show what is missed or wrong of this type")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    documents = [Document(r["id"], r["text"], source=r.get("source_name"), url=r.get("url")) for r in rows]
    wanted, given, shared = Counter[str](), Counter[str](), Counter[str]()
    for row, coded in zip(rows, code_documents(documents), strict=True):
        assert isinstance(coded, CodedDocument)
        found = list(_found(coded))
        for kind in TYPES:
            gold, have = _gold(row, kind), sorted({(s, e) for name, s, e in found if name == kind})
            pairs = _paired(gold, have)
            wanted[kind] += len(gold)
            given[kind] += len(have)
            shared[kind] += len(pairs)
            if options.misses == kind:
                _show(row["text"], "missed", set(gold) - {g for g, _ in pairs})
                _show(row["text"], "wrong", set(have) - {h for _, h in pairs})
    for kind in TYPES:
        precision, recall = shared[kind] / max(1, given[kind]), shared[kind] / max(1, wanted[kind])
        f = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:13} P {precision:.3f} R {recall:.3f} F {f:.3f} (gold {wanted[kind]})")


def _gold(row: dict[str, Any], kind: str) -> list[Stretch]:
    accepted = (e for e in row["entities"] if e["confidence"] >= 0.5 and e["type"] == kind)
    return sorted({(e["begin"], e["end"]) for e in accepted})


def _found(coded: CodedDocument) -> Iterator[tuple[str, int, int]]:
    """Yield (type, start, end) of every mention: a state's or region's adjective is a nationality, states are organisations.

    An adjective inside a longer mention ("Iraqi forces") is part of that, as in re3d, and no nationality of its own.
    """
    located = {(r.start, r.end) for r in coded.records if isinstance(r, PlaceMention) and r.use == "literal"}
    mentions = [(m.start, m.end) for r in coded.records if isinstance(r, Actor) for m in r.mentions]
    parts = {(s, e) for s, e in mentions if any(a <= s and e <= b and b - a > e - s for a, b in mentions)}
    yield from (("Location", start, end) for start, end in located)
    for record in coded.records:
        if isinstance(record, PlaceMention) and record.quote in region_adjectives():
            yield "Nationality", record.start, record.end
        if not isinstance(record, Actor):
            continue
        for mention in record.mentions:
            if country_of_adjective(mention.quote) and not country_named(mention.quote):
                if (mention.start, mention.end) in parts:
                    continue
                yield "Nationality", mention.start, mention.end
            elif (mention.start, mention.end) not in located:
                yield "Person" if record.type == "person" else "Organisation", mention.start, mention.end


def _paired(gold: list[Stretch], have: list[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """Return pairs that share most first, each stretch in one pair at most."""
    shared = [(min(g[1], h[1]) - max(g[0], h[0]), g, h) for g in gold for h in have]
    close = [(n, g, h) for n, g, h in shared if n * 2 >= min(g[1] - g[0], h[1] - h[0]) and n > 0]
    pairs: list[tuple[Stretch, Stretch]] = []
    for _, g, h in sorted(close, key=lambda entry: (-entry[0], abs(entry[1][0] - entry[2][0]))):
        if all(g != other and h != found for other, found in pairs):
            pairs.append((g, h))
    return pairs


def _show(text: str, word: str, stretches: set[Stretch]) -> None:
    for start, end in sorted(stretches):
        print(f"{word:7} {text[start:end]!r:45} {text[max(0, start - 40) : end + 30]!r}")


if __name__ == "__main__":
    main()
