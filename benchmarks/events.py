"""Events end to end on the project's own corpus: found, typed, presented and between whom, by part and status.

    python benchmarks/events.py [--part test] [--coder learned] [--show N]

An event is found when its words overlap the gold cue, or lie in the same sentence with the same type. Precision counts the
records that fit no gold event; the corpus codes every event of a passage.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Event, Participant
from servanda.sources import Document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
from corpus import Marked, Passage, load_corpus, split_of

Span = tuple[int, int]


def main() -> None:
    """Print the figures of one part of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="test", choices=["train", "choose", "test"])
    parser.add_argument("--coder", default="learned")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    passages = [p for p in load_corpus() if split_of(p) == options.part]
    documents = [Document(p.id, p.text, published=p.published) for p in passages]
    counted: Counter[str] = Counter()
    statuses: Counter[tuple[str, str]] = Counter()
    calibration: list[tuple[float, bool]] = []
    for passage, coded in zip(passages, code_documents(documents, coder=find_coder(options.coder)), strict=True):
        assert isinstance(coded, CodedDocument)
        events = [r for r in coded.records if isinstance(r, Event)]
        _count(passage, events, counted, statuses, calibration)
        if options.show and counted["gold"] and counted["shown"] < options.show:
            counted["shown"] += 1
            _show(passage, events)
    _print(counted, statuses, calibration)


def _count(
    passage: Passage,
    events: list[Event],
    counted: Counter[str],
    statuses: Counter[tuple[str, str]],
    calibration: list[tuple[float, bool]],
) -> None:
    gold = list(passage.of("events"))
    counted["gold"] += len(gold)
    counted["system"] += len(events)
    free = list(events)
    for marked in gold:
        match = next((e for e in free if _covers(e, marked.cue)), None)
        if match is None:
            continue
        free.remove(match)
        counted["found"] += 1
        right = match.type == marked.codes["type"]
        calibration.append((match.confidence, right))
        counted["typed"] += right
        statuses[marked.codes["status"], match.status] += 1
        for part, parties in (("source", match.source), ("target", match.target)):
            if marked.parts[part]:
                counted[f"gold {part}"] += 1
                counted[part] += _named(marked, part, parties)
    calibration += [(e.confidence, False) for e in free]


def _covers(event: Event, cue: Span | None) -> bool:
    trigger = event.why.trigger
    return cue is not None and trigger.start < cue[1] and trigger.end > cue[0]


def _named(marked: Marked, part: str, parties: tuple[Participant, ...]) -> bool:
    return any(p.start < end and p.end > start for start, end in marked.parts[part] for p in parties)


def _show(passage: Passage, events: list[Event]) -> None:
    print("\n", passage.text)
    for marked in passage.of("events"):
        assert marked.cue is not None
        print("   gold  ", marked.codes["type"], marked.codes["status"], passage.text[slice(*marked.cue)])
    for e in events:
        words = ([p.quote for p in e.source], [p.quote for p in e.target])
        print("   system", e.type, e.status, e.why.trigger.quote, e.confidence, *words)


def _print(counted: Counter[str], statuses: Counter[tuple[str, str]], calibration: list[tuple[float, bool]]) -> None:
    recall, precision = counted["found"] / counted["gold"], counted["found"] / max(counted["system"], 1)
    print(f"gold {counted['gold']}, system {counted['system']}, recall {recall:.3f}, precision {precision:.3f}")
    print(f"type right of found {counted['typed'] / max(counted['found'], 1):.3f}")
    for part in ("source", "target"):
        print(f"{part} right of found {counted[part] / max(counted[f'gold {part}'], 1):.3f}")
    print("status, gold against system:")
    for gold in ("occurred", "ongoing", "planned", "possible", "denied"):
        print("  ", gold, {s: n for (g, s), n in sorted(statuses.items()) if g == gold})
    print(f"expected calibration error {_calibration_error(calibration):.3f}")


def _calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins (Guo et al. 2017)."""
    error = 0.0
    for low in range(10):
        held = [(c, r) for c, r in pairs if low / 10 <= c < (low + 1) / 10 or (low == 9 and c >= 1)]
        if held:
            error += abs(sum(c for c, _ in held) - sum(r for _, r in held)) / len(pairs)
    return error


if __name__ == "__main__":
    main()
