"""Publishers: the state whose own body published a text, for there "the Vice President" needs no country."""

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import pycountry

from servanda.codebook.tables import read_table
from servanda.knowledge import countries

_DATA = Path(__file__).parent / "data" / "publishers.tsv"
_BODY = re.compile(
    r"\b(ministry|department|government|embassy|presidency|office of the|parliament|cabinet|senate|congress|army|navy)\b",
    re.IGNORECASE,
)


def home_of(source: str | None, url: str | None) -> str | None:
    """Return the ISO 3166 alpha-3 code of the state that speaks in a text, None where it is no state's own.

    The publisher's name tells ("The White House", "Ministry of Foreign Affairs of Japan"), or the host of the address.
    """
    return _named(source or "") or _hosted(urlsplit(url).hostname or "" if url else "")


def _named(source: str) -> str | None:
    words = source.removeprefix("The ").strip()
    for country in countries.load_countries().values():
        if words in country.seats:
            return country.code
    if not _BODY.search(source):
        return None
    tokens = re.findall(r"[\w.'-]+", source)
    stretches = (" ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(len(tokens), i, -1))
    for stretch in stretches:
        found = countries.country_named(stretch) or countries.country_of_adjective(stretch)
        if found is not None:
            return found.code
    return None


def _hosted(host: str) -> str | None:
    labels = host.lower().split(".")
    suffixes = _load()
    for first in range(len(labels)):
        ending = labels[first:]
        exact = suffixes.get(".".join(ending))
        if exact is not None:
            return exact
        if len(ending) == 2 and ".".join([ending[0], "{cc}"]) in suffixes:
            found = pycountry.countries.get(alpha_2=ending[1].upper())
            return found.alpha_3 if found is not None else None
    return None


@cache
def _load() -> MappingProxyType[str, str]:
    rows = read_table(_DATA, ("suffix", "country"), ("suffix", "country"))
    return MappingProxyType({row["suffix"]: row["country"] for row in rows})
