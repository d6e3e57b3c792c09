"""Draw the map's geometry from Natural Earth: countries, borders by whether they are settled, disputed areas. See README.md."""

import argparse
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapefile
from shapely import STRtree, from_wkb, make_valid, unary_union
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, split

CODES = {
    "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "KAB": "KAZ", "ESB": "GBR", "WSB": "GBR", "USG": "CUB", "SOL": "SOM",
    "CYN": "CYP", "CNM": "CYP", "KAS": "IND", "ALD": "FIN",
}  # fmt: skip
LEFT_OUT = {"ATA", "BRI", "SPI", "BRT", "PGA", "SCR", "SER", "BJN", "CLP", "CSI", "ATC", "UMI", "HMD", "IOA", "ATF"}
UNSETTLED = ("Disputed", "Indefinite", "Line of control", "Breakaway", "Indeterminant", "Unrecognized")
SMALLEST = 0.02
STERADIANS, GRID = "2e-6", "4e4"

# Whole countries of Natural Earth, or parts of one inside a box of degrees.
WHOLE = {
    "kosovo": ("KOS",), "palestine": ("PSX",), "taiwan": ("TWN",), "somaliland": ("SOL",),
    "northern-cyprus": ("CYN", "CNM"), "siachen": ("KAS",), "falkland-islands": ("FLK",), "south-georgia": ("SGS",),
}  # fmt: skip
PARTS = {"crimea": ("RUS", (32.3, 44.2, 36.7, 46.3)), "northern-territories": ("RUS", (145.2, 43.2, 149.0, 45.6))}
# A country cut along disputed lines (numbers of the GeoPackage): the piece that holds the point (lon, lat).
CUTS = {
    "golan-heights": ("ISR", (22,), (35.75, 33.0)), "aksai-chin": ("CHN", (21,), (79.5, 35.0)),
    "shaksgam": ("CHN", (15,), (76.5, 36.1)), "arunachal-pradesh": ("IND", (20,), (94.7, 28.2)),
    "essequibo": ("GUY", (31,), (-59.8, 6.0)), "belize": ("BLZ", (30,), (-88.9, 16.5)),
    "abkhazia": ("GEO", (8,), (41.0, 43.0)), "south-ossetia": ("GEO", (9,), (44.1, 42.3)),
    "transnistria": ("MDA", (7,), (29.5, 47.1)),
    "abyei": ("SDN", (25,), (28.5, 9.8)),
}  # fmt: skip
PROVINCES = {
    "kashmir": (("IND", ("Jammu and Kashmir",)), ("PAK", ("Azad Kashmir", "Northern Areas"))),
    "donbas": (("UKR", ("Donets'k", "Luhans'k", "Kherson", "Zaporizhzhya")),),
}
LINES_OF = {"nagorno-karabakh": (2, 3, 37, 38, 41, 43, 46)}
# The boundary of 1902 between Egypt and Sudan, which Sudan claims, with the parallel of 1899 that Egypt claims.
OWN_LINES = {"halaib": ((36.88, 22.0), (33.57, 22.0), (34.1, 22.2), (34.7, 22.3), (35.3, 22.8), (35.67, 23.1))}


def main() -> None:
    """Write the TopoJSON."""
    given = argparse.ArgumentParser(description=__doc__)
    for name in ("--natural-earth", "--gpkg", "--topojson", "--out"):
        given.add_argument(name, type=Path, required=True)
    paths = given.parse_args()
    raw = dict(read_countries(paths.natural_earth / "ne_10m_admin_0_countries.shp"))
    layers = {
        "countries": [feature(area, code) for code, area in countries_of(raw)],
        "disputes": [feature(area, name) for name, area in disputes_of(raw, paths.gpkg)],
    }
    with TemporaryDirectory() as folder:
        topology = topology_of(layers, paths.topojson, Path(folder))
    whole = with_borders(topology, *read_borders(paths.natural_earth))
    paths.out.write_text(json.dumps(whole, separators=(",", ":")), "utf-8")


def read_countries(path: Path) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield code and area of each country as it is administered."""
    for row in shapefile.Reader(str(path), encoding="utf-8").iterShapeRecords():
        yield row.record["ADM0_A3"], make_valid(shape(row.shape.__geo_interface__))


def countries_of(raw: dict[str, BaseGeometry]) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield areas by the codes of the project, without islets that nobody would see; a code may come more than once."""
    for code, area in sorted(raw.items()):
        if code not in LEFT_OUT:
            parts = sorted(getattr(area, "geoms", [area]), key=lambda part: -part.area)
            kept = [part for n, part in enumerate(parts) if part.area >= SMALLEST or n < 2]
            yield CODES.get(code, code), MultiPolygon(kept) if len(kept) > 1 else kept[0]


def read_borders(folder: Path) -> tuple[list[BaseGeometry], list[str]]:
    """Return the land boundaries, and of each "settled" or "disputed" (also indefinite, ceasefire and armistice lines)."""
    lines, kinds = [], []
    for row in shapefile.Reader(str(folder / "ne_10m_admin_0_boundary_lines_land.shp")).iterShapeRecords():
        kind = row.record["FEATURECLA"]
        if not kind.startswith(("Overlay", "Lease")):
            lines.append(shape(row.shape.__geo_interface__))
            kinds.append("disputed" if kind.startswith(UNSETTLED) else "settled")
    return lines, kinds


def disputes_of(raw: dict[str, BaseGeometry], gpkg: Path) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the areas of disputes by the ids of disputes.tsv."""
    lines = {n: shape_of(blob) for n, blob in sqlite3.connect(gpkg).execute("SELECT fid, geom FROM disputed_borders")}
    for name, codes in WHOLE.items():
        yield name, unary_union([raw[code] for code in codes])
    yield "western-sahara", unary_union([raw["SAH"], cut(raw["MAR"], [lines[33]], (-14.0, 24.5))])
    for name, (code, corners) in PARTS.items():
        yield name, unary_union([p for p in raw[code].geoms if box(*corners).contains(p.representative_point())])
    for name, (code, numbers, point) in CUTS.items():
        yield name, cut(raw[code], [lines[n] for n in numbers], point)
    for name, groups in PROVINCES.items():
        joined = unary_union([province(gpkg, c, p).buffer(0.02) for c, names in groups for p in names]).buffer(-0.02)
        yield name, joined.intersection(unary_union([raw[code] for code, _ in groups]))
    for name, numbers in LINES_OF.items():
        yield name, ring_of([list(p.coords) for n in numbers for p in getattr(lines[n], "geoms", [lines[n]])])
    for name, points in OWN_LINES.items():
        yield name, Polygon(points).intersection(unary_union([raw["EGY"], raw["SDN"]]))


def ring_of(lines: list[list[Any]]) -> Polygon:
    """Return the area inside lines that follow each other, each turned and put where its end is nearest."""
    first, *rest = lines
    ring = list(first)
    while rest:
        turned = [points for line in rest for points in (line, line[::-1])]
        following = min(turned, key=lambda points: Point(points[0]).distance(Point(ring[-1])))
        ring += following
        rest = [line for line in rest if line not in (following, following[::-1])]
    return Polygon(ring)


def cut(area: BaseGeometry, lines: list[BaseGeometry], point: tuple[float, float]) -> BaseGeometry:
    """Return the piece of an area that holds a point, once cut along lines that are drawn out to its edge."""
    pieces = [p for line in lines for p in getattr(line, "geoms", [line])]
    merged = linemerge(MultiLineString(pieces)) if len(pieces) > 1 else pieces[0]
    part = min(getattr(area, "geoms", [area]), key=lambda p: p.distance(Point(point)))
    for line in getattr(merged, "geoms", [merged]):
        parts = split(part, drawn_out(line)).geoms
        part = min(parts, key=lambda p: (p.distance(Point(point)), p.area))
    return part


def drawn_out(line: LineString, by: float = 0.3) -> LineString:
    """Return a line made longer at both ends, degrees."""
    points = list(line.coords)
    return LineString([_beyond(points[0], points[1], by), *points, _beyond(points[-1], points[-2], by)])


def _beyond(end: Any, before: Any, by: float) -> tuple[float, float]:
    x, y = end[0] - before[0], end[1] - before[1]
    length = (x * x + y * y) ** 0.5 or 1
    return end[0] + by * x / length, end[1] + by * y / length


def province(gpkg: Path, country: str, name: str) -> BaseGeometry:
    """Return the area of a province."""
    query = "SELECT geom FROM states_provinces WHERE adm0_a3 = ? AND name = ?"
    return make_valid(shape_of(sqlite3.connect(gpkg).execute(query, (country, name)).fetchone()[0]))


def shape_of(blob: bytes) -> BaseGeometry:
    """Return the geometry of a GeoPackage's blob (OGC 12-128r18, 2.1.3): a header, then well-known binary."""
    return from_wkb(blob[8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7] :])


def feature(geometry: BaseGeometry, name: str | None, **properties: str) -> dict[str, Any]:
    """Return a GeoJSON feature."""
    named = {"id": name} if name else {}
    return {"type": "Feature", **named, "properties": properties, "geometry": mapping(geometry)}


def topology_of(layers: dict[str, list[dict[str, Any]]], programs: Path, folder: Path) -> dict[str, Any]:
    """Return layers as one topology, simplified together, so that shared lines stay shared."""
    files = []
    for name, features in layers.items():
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
        files.append(f"{name}={path}")
    made = b""
    for command in (["geo2topo", "-q", GRID, *files], ["toposimplify", "-s", STERADIANS]):
        done = subprocess.run([programs / command[0], *command[1:]], input=made, check=True, capture_output=True)
        made = done.stdout
    topology: dict[str, Any] = json.loads(made)
    return topology


def with_borders(topology: dict[str, Any], lines: list[BaseGeometry], kinds: list[str]) -> dict[str, Any]:
    """Return a topology with a line for each kind of border.

    A border is an arc that two areas share. It is disputed where the nearest boundary is, or around a disputed area.
    """
    around = {a if a >= 0 else ~a for g in topology["objects"]["disputes"]["geometries"] for a in arcs_of(g["arcs"])}
    tree, found = STRtree(lines), {"settled": [], "disputed": []}
    uses: dict[int, int] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        for arc in {a if a >= 0 else ~a for a in arcs_of(geometry.get("arcs", []))}:
            uses[arc] = uses.get(arc, 0) + 1
    for arc, count in uses.items():
        if count > 1:
            middle = LineString(points_of(topology, arc)).interpolate(0.5, normalized=True)
            found["disputed" if arc in around else kinds[int(tree.nearest(middle))]].append([arc])
    layer = [{"type": "MultiLineString", "id": kind, "arcs": arcs} for kind, arcs in found.items()]
    objects = {**topology["objects"], "borders": {"type": "GeometryCollection", "geometries": layer}}
    return {**topology, "objects": objects}


def arcs_of(arcs: Any) -> Iterator[int]:
    """Yield the numbers of arcs in whatever nesting."""
    if isinstance(arcs, int):
        yield arcs
    else:
        for inner in arcs:
            yield from arcs_of(inner)


def points_of(topology: dict[str, Any], arc: int) -> list[tuple[float, float]]:
    """Return the points of an arc in degrees: each is the step from the one before, times the scale (TopoJSON 1.0, 2.2)."""
    steps = topology["arcs"][arc]
    if "transform" not in topology:
        return [tuple(step) for step in steps]
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = list(accumulate(step[0] for step in steps))
    y = list(accumulate(step[1] for step in steps))
    return [(kx * a + x0, ky * b + y0) for a, b in zip(x, y, strict=True)]


if __name__ == "__main__":
    main()
