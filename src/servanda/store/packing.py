"""Packing: plain rows as compressed JSON, for what is large and always read whole."""

import json
import zlib
from typing import Any


def pack(row: Any) -> bytes:
    """Return a plain value as compressed JSON; a lone surrogate of a damaged text is kept as its escape."""
    return zlib.compress(json.dumps(row, separators=(",", ":")).encode("ascii"), 6)


def unpack(packed: bytes) -> Any:
    """Return what `pack` was given."""
    return json.loads(zlib.decompress(packed))
