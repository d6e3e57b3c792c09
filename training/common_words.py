"""How common words are: the table `src/servanda/following/data/common_words.tsv` anew from texts of the public domain.

    python training/common_words.py DOCUMENTS.jsonl[.gz] ... > common_words.tsv

Each line of a file is an object with a `text`. A stem counts once for each stretch of 250 words in which it stands; the
documents count half, and the project's own corpus of news, however short, the other half.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus import load_corpus
from servanda.following.words import words_of

STRETCH, RAREST = 250, 2.5


def main(files: list[Path]) -> None:
    """Print the table, the commonest stem first."""
    own = shares_of([" ".join(passage.text for passage in load_corpus())])
    others = shares_of(texts_of(files)) if files else own
    mean = {stem: (own.get(stem, 0.0) + others.get(stem, 0.0)) / 2 for stem in own | others}
    print(
        "# How common words are in official releases and in the project's own corpus of news: of a thousand stretches of 250"
    )
    print(
        "# words, in how many a stem (Porter's English stemmer, Snowball) stands. What is not here is rarer than 2.5."
    )
    print("stem\tper_mille")
    for stem, share in sorted(mean.items(), key=lambda item: (-item[1], item[0])):
        if share >= RAREST:
            print(f"{stem}\t{share:.1f}")


def shares_of(texts: Iterable[str]) -> dict[str, float]:
    """Return in how many of a thousand stretches each stem stands."""
    stretches = list(stretches_of(texts))
    counted = Counter(stem for stretch in stretches for stem in stretch)
    return {stem: count * 1000 / len(stretches) for stem, count in counted.items()}


def stretches_of(texts: Iterable[str]) -> Iterator[set[str]]:
    """Yield the stems of each stretch of each text."""
    for text in texts:
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
