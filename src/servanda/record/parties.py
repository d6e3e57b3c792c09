"""Participant and Place: a party or a place as the text mentions it, with who or where it is."""

from dataclasses import dataclass
from typing import Literal

ActorType = Literal["person", "state", "organisation", "group", "people"]


@dataclass(frozen=True, slots=True)
class Participant:
    """One party of a record, at the words that name it.

    `country` is ISO 3166 alpha-3 (KOS for Kosovo) or None; `sector` holds codes of the codebook (GOV, MIL, IGO, ...);
    `actor` is the id of the actor record it belongs to, None when it has none.
    """

    name: str
    country: str | None
    sector: tuple[str, ...]
    type: ActorType
    actor: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place at the words that name it; latitude and longitude in degrees (WGS 84), None when unresolved."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str | None
    precision: Literal["point", "settlement", "region", "country", "area", "unknown"]
    start: int
    end: int
    quote: str
