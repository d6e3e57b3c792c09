"""How often the coder finds who does it and to whom, where the pair is not given: source and target by their head words.

    python benchmarks/participants.py GOLD.jsonl [--misses N]

GOLD has `text`, `source` and `target` a line, as the public PLOVER sentences do. A party counts as found when an event's
participant lies within the gold words, holds their last word (or the last before "of", "in", "from" ...), or is an
actor of whom another mention does ("it", where "it" is Ethiopia).
"""

import argparse
import json
import re
from pathlib import Path

from servanda.coding.coder import code_documents
from servanda.record import Actor, CodedDocument, Event, Participant
from servanda.sources import Document

_AFTER_HEAD = re.compile(r"\s(?:of|in|from|for|on|at|to|who|that|which|based|belonging)\s|,|\(")


def main() -> None:
    """Print the shares found, by root where the gold has one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="how many misses to show")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    documents = [Document(str(n), row["text"]) for n, row in enumerate(rows)]
    counted = {"source": 0, "target": 0, "both": 0, "any event": 0}
    shown = 0
    for row, coded in zip(rows, code_documents(documents), strict=True):
        assert isinstance(coded, CodedDocument)
        events = [r for r in coded.records if isinstance(r, Event)]
        spans = {r.id: [(m.start, m.end) for m in r.mentions] for r in coded.records if isinstance(r, Actor)}
        source = any(_is(row["text"], row["source"], p, spans) for e in events for p in (*e.source, *e.target))
        target = any(_is(row["text"], row["target"], p, spans) for e in events for p in (*e.source, *e.target))
        sourced = any(_is(row["text"], row["source"], p, spans) for e in events for p in e.source)
        targeted = any(_is(row["text"], row["target"], p, spans) for e in events for p in e.target)
        counted["source"] += sourced
        counted["target"] += targeted
        counted["both"] += source and target
        counted["any event"] += bool(events)
        if not (sourced and targeted) and shown < options.misses:
            shown += 1
            print(row.get("root"), "|", row.get("marked", row["text"]))
            for event in events:
                print("     ", event.type, [p.quote for p in event.source], "->", [p.quote for p in event.target])
    for name, count in counted.items():
        print(f"{name} {count / len(rows):.3f}")


def _is(text: str, words: str, party: Participant, spans: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a party, at its own words or at any other mention of the same actor, is whom the gold words name."""
    start = text.find(words.strip())
    if start < 0:
        return False
    end = start + len(words.strip())
    head = start + len(_AFTER_HEAD.split(words.strip())[0].rstrip()) - 1
    mentions = [(party.start, party.end), *spans.get(party.actor or "", ())]
    return any((start <= first and last <= end) or first <= head < last for first, last in mentions)


if __name__ == "__main__":
    main()
