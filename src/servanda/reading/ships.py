"""Ships: names behind the letters that navies and owners put before them, "HMS" or "MV"; no person and no place is meant."""

import re
from collections.abc import Iterator

_NAVIES = {
    "USS": "USA", "USNS": "USA", "USCGC": "USA", "HMS": "GBR", "HMAS": "AUS", "HMCS": "CAN", "HMNZS": "NZL", "INS": "IND",
    "PNS": "PAK", "BRP": "PHL", "KRI": "IDN", "ROKS": "KOR", "JS": "JPN", "TCG": "TUR", "FS": "FRA", "ITS": "ITA",
    "ARA": "ARG", "BNS": "BGD", "SLNS": "LKA", "RSS": "SGP", "KD": "MYS", "HTMS": "THA", "NNS": "NGA", "GNS": "GHA",
}  # fmt: skip
_OWNERS = ("MV", "M/V", "MS", "MT", "M/T", "SS", "RMS", "MSC", "RV", "R/V", "FV", "F/V")
_LETTERS = "|".join(map(re.escape, sorted((*_NAVIES, *_OWNERS), key=len, reverse=True)))
_SHIP = re.compile(rf"(?<!\w)(?P<letters>{_LETTERS}) (?:[A-Z][\w'’.-]*)(?: (?:[A-Z][\w'’-]*|of the|of|\d+))*")


_ABOARD = re.compile(r"\b(?:aboard|on board) the (?P<ship>[A-Z][a-z]+)(?![\w'’-]| [A-Z])")


def find_ships(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of ships named with their letters, or that somebody is on board of: "aboard the Arizona"."""
    yield from (match.span() for match in _SHIP.finditer(text))
    yield from (match.span("ship") for match in _ABOARD.finditer(text))


def navy_of(name: str) -> str | None:
    """Return the country whose navy the letters before a ship's name are of, None for other ships and other names."""
    match = _SHIP.fullmatch(name)
    return _NAVIES.get(match["letters"]) if match else None
