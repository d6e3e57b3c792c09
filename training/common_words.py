"""How common words are: the table `src/servanda/following/data/common_words.tsv` anew from texts of the public domain.

    python training/common_words.py DOCUMENTS.jsonl[.gz] ... > common_words.tsv

Each line of a file is an object with a `text`; the project's own corpus is always read too. A stem counts once for each
stretch of 250 words in which it stands.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus import load_corpus
from servanda.following.words import words_of

STRETCH, RAREST = 250, 2.5


def main(files: list[Path]) -> None:
    """Print the table, the commonest stem first."""
    counted: Counter[str] = Counter()
    stretches = 0
    for stretch in stretches_of(files):
        stretches += 1
        counted.update(stretch)
    print(
        "# How common words are in official releases and in the project's own corpus: of a thousand stretches of 250 words, in"
    )
    print(
        "# words, in how many a stem (Porter's English stemmer, Snowball) stands. What is not here is rarer than 2.5."
    )
    print("stem\tper_mille")
    for stem, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if count / stretches * 1000 >= RAREST:
            print(f"{stem}\t{count / stretches * 1000:.1f}")


def stretches_of(files: list[Path]) -> Iterator[set[str]]:
    """Yield the stems of each stretch: of the documents, and of the corpus' passages put together."""
    own = " ".join(passage.text for passage in load_corpus())
    for text in (own, *texts_of(files)):
        stems = [word.stem for word in words_of(text)]
        for first in range(0, len(stems), STRETCH):
            yield set(stems[first : first + STRETCH])


def texts_of(files: list[Path]) -> Iterator[str]:
    """Yield the text of every line."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
