"""Near-copies: how much of their wording two texts share, from a sketch of each.

The sketch is the bottom-k MinHash of the word shingles (Broder 1997, "On the resemblance and containment of documents"):
the smallest hashes of all runs of five words. Two sketches estimate the Jaccard resemblance of the shingle sets.
"""

import hashlib
import re
from collections.abc import Sequence

SIZE = 64
_SHINGLE = 5
_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """Return the SIZE smallest hashes of a text's shingles, rising; fewer for a short text, none for an empty one."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
    return tuple(sorted(map(_hash, runs))[:SIZE])


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of their wording that two texts have in common, 0 to 1."""
    union = sorted({*one, *other})[:SIZE]
    both = set(one) & set(other)
    return sum(value in both for value in union) / len(union) if union else 0.0


def _hash(shingle: str) -> int:
    digest = hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return int.from_bytes(digest, "big")
