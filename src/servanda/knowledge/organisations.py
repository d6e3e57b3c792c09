"""Organisations that act in the news: intergovernmental, national, armed, political, commercial.

A bare name that several use is that of the one usually meant; the others carry it with `?` in the file, or a
qualified name ("Liberal Party (Brazil)"), which is found as it stands but is no form that texts write.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.countries import load_countries
from servanda.knowledge.forms import Claims, SurfaceForm, folded, lookup, split_yielded, surface_forms_of

KINDS = frozenset({
    "un", "security", "economic", "regional", "bank", "court", "treaty_body", "armed_group", "party", "ngo", "company",
    "media", "agency", "central_bank", "legislature", "military", "intelligence", "police", "religious",
})  # fmt: skip
REGIONS = frozenset({
    "world", "africa", "americas", "asia", "eurasia", "europe", "middle_east", "oceania"
})  # fmt: skip

_COLUMNS = ("name", "abbreviation", "aliases", "sector", "country", "region", "kind")
_REQUIRED = ("name", "sector", "region", "kind")
_DATA = Path(__file__).parent / "data" / "organisations.tsv"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `country` is None for one that belongs to no single country.

    `sectors` are codes of the codebook, the first the main one; `yielded` are forms left to something better known.
    """

    name: str
    abbreviation: str | None
    aliases: tuple[str, ...]
    sectors: tuple[str, ...]
    country: str | None
    region: str
    kind: str
    yielded: tuple[str, ...]

    def forms(self) -> Iterator[str]:
        """Yield every form that stands for this organisation."""
        for text in (self.name, self.abbreviation, *self.aliases):
            if text and text not in self.yielded:
                yield text


def load_organisations(path: Path | None = None) -> Mapping[str, Organisation]:
    """Return the organisations by name, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file.
    """
    return _read(path or _DATA)


def organisation_named(name: str) -> Organisation | None:
    """Return the organisation with this name, abbreviation or alias, written as usual or in capitals; else None.

    "Full Name (ABBR)", as `full_name` gives it, is found too.
    """
    owner = _owners().get(folded(name))
    return load_organisations()[owner] if owner else None


def full_name(organisation: Organisation) -> str:
    """Return "Full Name (ABBR)", or the name alone where there is no abbreviation."""
    if organisation.abbreviation is None or organisation.abbreviation == organisation.name:
        return organisation.name
    return f"{organisation.name} ({organisation.abbreviation})"


@cache
def surface_forms() -> tuple[SurfaceForm, ...]:
    """Return every written form of every organisation: kind is the organisation's, code its name."""
    found: dict[SurfaceForm, None] = {}
    for organisation in load_organisations().values():
        texts = [text for text in organisation.forms() if not text.endswith(")")]
        found.update(dict.fromkeys(surface_forms_of(texts, organisation.kind, organisation.name)))
    return tuple(found)


@cache
def _read(path: Path) -> Mapping[str, Organisation]:
    claims = Claims()
    organisations: dict[str, Organisation] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        organisation = _organisation(row)
        if organisation.name in organisations:
            raise row.error(f"{organisation.name} stands twice", "Keep one row for each organisation")
        for text in organisation.forms():
            claims.add(text, organisation.name, row)
        organisations[organisation.name] = organisation
    return MappingProxyType(organisations)


def _organisation(row: Row) -> Organisation:
    abbreviation, abbreviation_yielded = split_yielded(row.many("abbreviation"))
    aliases, aliases_yielded = split_yielded(row.many("aliases"))
    if len(abbreviation) > 1:
        raise row.error("there are several abbreviations", "Keep the usual one and move the others to aliases")
    for sector in row.many("sector"):
        if len(sector) != 3 or not sector.isupper():
            raise row.error(f"the sector is {sector!r}", "Give three capital letters, as in the codebook")
    if row["country"] and row["country"] not in load_countries():
        problem = f"the country {row['country']!r} is not known"
        raise row.error(problem, "Give a code of countries.tsv or leave it empty")
    for column, known in (("region", REGIONS), ("kind", KINDS)):
        if row[column] not in known:
            raise row.error(f"{column} is {row[column]!r}", f"Choose one of {', '.join(sorted(known))}")
    return Organisation(
        row["name"], abbreviation[0] if abbreviation else None, aliases, row.many("sector"),
        row["country"] or None, row["region"], row["kind"], abbreviation_yielded + aliases_yielded,
    )  # fmt: skip


@cache
def _owners() -> Mapping[str, str]:
    organisations = load_organisations().values()
    return lookup(
        [(full_name(each), each.name) for each in organisations]
        + [(text, each.name) for each in organisations for text in each.forms()]
    )
