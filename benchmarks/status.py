"""What the coder makes of acts that have not happened, and how far its confidence can be believed, on the corpus' unseen parts.

python benchmarks/status.py [choose | test]

An event of the corpus counts where a record's evidence touches its cue. A record is right when one of these has its type.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from corpus import Marked, Passage, load_corpus, split_of

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Event
from servanda.sources import Document

BINS = 10


def main() -> None:
    """Print a table of statuses, the share of reported acts that carry who reports them, and the calibration error."""
    part = sys.argv[1] if len(sys.argv) > 1 else "test"
    passages = [passage for passage in load_corpus() if split_of(passage) == part]
    pairs = list(_pairs(passages))
    found = [(event, marked) for event, marked in pairs if marked]
    print("status in the corpus -> as coded:")
    for (gold, coded), times in sorted(Counter((m[0].codes["status"], e.status) for e, m in found).items()):
        print(f"  {gold} -> {coded}: {times}")
    reported = [event for event, marked in found if marked[0].codes["attribution"]]
    print(f"reported acts: {len(reported)}, coded as reported: {sum(e.attribution is not None for e in reported)}")
    sure = [(event.confidence, any(m.codes["type"] == event.type for m in marked)) for event, marked in pairs]
    print(
        f"records: {len(sure)}, right: {sum(right for _, right in sure)}, expected calibration error: {_error(sure):.3f}"
    )


def _pairs(passages: Sequence[Passage]) -> Iterator[tuple[Event, list[Marked]]]:
    documents = (Document(p.id, p.text, published=p.published) for p in passages)
    for passage, coded in zip(passages, code_documents(documents, coder=find_coder("learned")), strict=True):
        events = coded.records if isinstance(coded, CodedDocument) else ()
        for event in (record for record in events if isinstance(record, Event)):
            start, end = event.evidence.start, event.evidence.end
            yield event, [m for m in passage.of("events") if m.cue and m.cue[0] < end and start < m.cue[1]]


def _error(sure: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over bins of equal width (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        bins.setdefault(min(math.floor(confidence * BINS), BINS - 1), []).append((confidence, right))
    return sum(abs(sum(c - right for c, right in some)) for some in bins.values()) / max(len(sure), 1)


if __name__ == "__main__":
    main()
