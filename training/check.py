"""Check corpus files: every quote stands in its text, every code is in the codebook. Prints problems, then counts.

python training/check.py [FILE ...]        all of training/corpus when no file is named
"""

import json
import sys
from collections import Counter
from pathlib import Path

from jsonschema import Draft202012Validator

from corpus import FOLDER, occurrences, quotes_of, split_number
from servanda.codebook import load_codebook

SCHEMA = Draft202012Validator(json.loads(Path(__file__).with_name("schema.json").read_text("utf-8")))
GROUPS = ("events", "statements", "commitments", "negatives")
PARTS = ("source", "target", "by", "to", "speaker", "addressee", "place", "date", "content", "condition", "deadline",
         "refers_to")  # fmt: skip


def problems_of(row, book):
    wrong = list(SCHEMA.iter_errors(row))
    yield from ("/".join(map(str, error.path)) + f": {error.message}" for error in wrong)
    if wrong:
        return
    for group in GROUPS:
        for item in row[group]:
            where = f"{group} {item['cue']!r}"
            yield from (f"{where}: {p}" for p in quote_problems(row["text"], item))
            yield from (f"{where}: {p}" for p in code_problems(item, group, book))


def quote_problems(text, item):
    cue = item.get("cue")
    if cue:
        words, number = split_number(cue)
        found = occurrences(text, words)
        if not found:
            yield f"the cue {words!r} is not in the text"
        elif number > len(found):
            yield f"there is no {number}th {words!r}"
        elif len(found) > 1 and not number:
            yield f"the cue {words!r} stands {len(found)} times: number it, as in {words}#1"
    parts = [(name, value) for name in PARTS for value in quotes_of(item.get(name))]
    attribution = item.get("attribution") or {}
    parts += [(f"attribution {n}", v) for n in ("by", "cue") for v in quotes_of(attribution.get(n))]
    for name, value in parts:
        words, number = split_number(value)
        if len(occurrences(text, words)) < max(number, 1):
            yield f"{name} {value!r} is not in the text"


def code_problems(item, group, book):
    if group == "events":
        if item.get("type") not in book.types:
            yield f"unknown type {item.get('type')!r}"
        elif item.get("mode") and item["mode"] not in {m.name for m in book.types[item["type"]].modes}:
            yield f"unknown mode {item['mode']!r} of {item['type']}"
        yield from (f"unknown context {c!r}" for c in item.get("contexts", []) if c not in book.contexts)
        if not item.get("source") and not item.get("target"):
            yield "neither source nor target"
    if group == "commitments" and item.get("act") not in book.acts:
        yield f"unknown act {item.get('act')!r}"


def main(files):
    book, seen, texts = load_codebook(), {}, {}
    counts, types, acts, bad = Counter(), Counter(), Counter(), 0
    for path in files or sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                print(f"{where}: not JSON: {error}")
                bad += 1
                continue
            found = list(problems_of(row, book))
            for known, key in ((seen, row.get("id")), (texts, row.get("text"))):
                if key in known:
                    found.append(f"stands already at {known[key]}")
                known[key] = where
            for problem in found:
                print(f"{where} ({row.get('id')}): {problem}")
            bad += bool(found)
            counts.update({group: len(row.get(group, [])) for group in GROUPS})
            counts["passages"] += 1
            types.update(e.get("type") for e in row.get("events", []))
            acts.update(c.get("act") for c in row.get("commitments", []))
    print(dict(counts), dict(types), dict(acts), sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
