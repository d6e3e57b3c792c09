"""Follow storylines in memory and write what the scorer of ledgers reads.

    follow_storylines.py FOLDER_OF_STORYLINES OUT

Each folder holds docs.jsonl and expected.json; OUT gets NAME.ledger.jsonl (as of the day that expected.json gives) and
NAME.stories.jsonl.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from servanda.codebook import load_codebook
from servanda.coding.coder import code_documents
from servanda.following.filed import Filed, file_document
from servanda.following.layout import ledger_row
from servanda.following.memory import follow
from servanda.following.standing import as_of
from servanda.record import CodedDocument
from servanda.sources import Document, read_lines


def main() -> None:
    """Write the ledger and the stories of every storyline of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.folder.glob("*/expected.json")):
        expected = json.loads(path.read_text("utf-8"))
        followed = follow(filed_documents(path.parent / "docs.jsonl"))
        standing = (as_of(entry, expected["as_of"]) for entry in followed.entries)
        _write(options.out / f"{expected['name']}.ledger.jsonl", (ledger_row(entry) for entry in standing if entry))
        rows = ({"id": key, "story": story} for key, story in followed.stories.items())
        _write(options.out / f"{expected['name']}.stories.jsonl", rows)


def filed_documents(path: Path) -> list[Filed]:
    """Return the documents of a file of JSON lines with their records."""
    with path.open("rb") as lines:
        documents = [document for document in read_lines(lines) if isinstance(document, Document)]
    coded = code_documents(documents, load_codebook())
    pairs = zip(documents, coded, strict=True)
    return [file_document(document, record) for document, record in pairs if isinstance(record, CodedDocument)]


def _write(path: Path, rows: Iterable[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
