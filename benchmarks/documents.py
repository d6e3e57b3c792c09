"""Documents to measure on: the bundled articles again and again, under other days, with other people's names.

python benchmarks/documents.py COUNT > news.jsonl
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice, product
from typing import Any

from servanda.knowledge.given_names import is_given_name
from servanda.samples import load_samples

_PERSON = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")
_SYLLABLES = ("ba", "ko", "ri", "sen", "dal", "mu", "tov", "ne", "lis", "gar", "vik", "yo")
_DAYS_APART = 37


def documents() -> Iterator[dict[str, Any]]:
    """Yield documents without end, always the same; people are called otherwise in every round."""
    samples = load_samples()
    surnames = (("".join(parts)).title() for size in count(2) for parts in product(_SYLLABLES, repeat=size))
    for turn in count():
        for sample in samples:
            text = _renamed(sample.text, surnames) if turn else sample.text
            day = date.fromisoformat(sample.published) + timedelta(days=turn * _DAYS_APART % 3650)
            yield {"id": f"{sample.id}-{turn}", "title": sample.title, "published": str(day), "source": sample.source, "text": text}


def long_document(characters: int) -> dict[str, Any]:
    """Return one document of that length, of many articles one after the other."""
    text = ""
    for document in documents():
        text += document["text"] + "\n\n"
        if len(text) >= characters:
            return {"id": f"{characters} characters", "published": "2024-05-01", "text": text[:characters]}
    raise AssertionError


def _renamed(text: str, surnames: Iterator[str]) -> str:
    """Return a text in which everybody with a given name has another surname, one for all places."""
    others: dict[str, str] = {}
    for match in _PERSON.finditer(text):
        if is_given_name(match[1]) and match[2] not in others:
            others[match[2]] = next(surnames)
    if not others:
        return text
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, others))})\b", lambda match: others[match[0]], text)


if __name__ == "__main__":
    for made in islice(documents(), int(sys.argv[1])):
        print(json.dumps(made, ensure_ascii=False))
