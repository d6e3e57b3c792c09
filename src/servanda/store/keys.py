"""Keys: numbers for long keys, the same on every machine."""

import hashlib


def key_number(key: str) -> int:
    """Return a signed number of 64 bits for a blocking key: an index of numbers is a third of one of words."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def record_number(identity: str) -> int:
    """Return the number in a record's id ("event-0f..." has 64 bits of it); raises ValueError where it has none."""
    return int.from_bytes(bytes.fromhex(identity.rpartition("-")[2].rjust(16, "0")[:16]), signed=True)


def record_id(kind: str, number: int) -> str:
    """Return the id of which `record_number` took the number."""
    return f"{kind}-{number.to_bytes(8, signed=True).hex()}"
