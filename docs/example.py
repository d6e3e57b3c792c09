"""One output line with a record of every kind, made by hand: what the data dictionary shows."""

from itertools import pairwise
from typing import Any

from servanda.record import (
    Actor,
    Amount,
    Assessment,
    Attribution,
    CodedDocument,
    CoderInfo,
    CodingWarning,
    Commitment,
    Date,
    Event,
    Identity,
    Interest,
    Participant,
    Place,
    PlaceMention,
    Record,
    Relation,
    Role,
    Span,
    Statement,
    TimeExpression,
    Why,
    text_hash,
)

TEXT = (
    "In Suva, Prime Minister Ana Vuki of Fiji pledged Tonga 40 tonnes of rice by 20 May. "
    "She said that relations with Tonga were warming. Fiji wants a ferry line, which analysts call likely."
)
FIRST = TEXT.index(" She said")
SECOND = TEXT.index(" Fiji wants")


def example() -> CodedDocument:
    """Return the example: the text above, read as the contract says it should be."""
    identity = Identity(text_hash(TEXT), "rules", "plover-1")
    records = identity.number([*_who_and_where(), *_what()])
    published = Date.of("2024-05-14")
    doubt = CodingWarning("source_missing", "no publisher is given, and the text names no source")
    return CodedDocument(
        "a", "en", text_hash(TEXT), published, records, (doubt,), CoderInfo("rules", "0.1.0", "plover-1")
    )


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def _common(evidence: str, trigger: str) -> dict[str, Any]:
    at = _span(evidence)
    starts = [0, FIRST + 1, SECOND + 1, len(TEXT) + 1]
    start, after = next((a, b) for a, b in pairwise(starts) if a <= at.start < b)
    sentence = Span.of(TEXT, start, after - 1)
    return {
        "id": "",
        "evidence": at,
        "sentence": sentence,
        "confidence": 0.8,
        "why": Why(_span(trigger), rule="example"),
    }


def _party(words: str, name: str, country: str, kind: Any) -> Participant:
    at = _span(words)
    return Participant(name, country, ("GOV",), kind, None, at.start, at.end, at.quote)


def _who_and_where() -> list[Record]:
    vuki = _party("Ana Vuki", "Ana Vuki", "FJI", "person")
    day = Date("2024-05-20", "day", "inferred", "the 20 May after 2024-05-14")
    return [
        Actor(
            name="Ana Vuki", type="person", country="FJI", sector=("GOV",), mentions=(_span("Ana Vuki"), _span("She")),
            **_common("Ana Vuki", "Ana Vuki"),
        ),
        Role(
            person=vuki, office="Prime Minister", of="FJI", standing="current",
            **_common("Prime Minister Ana Vuki of Fiji", "Prime Minister"),
        ),
        PlaceMention(
            name="Suva", country="FJI", lat=-18.14, lon=178.44, geonameid=2198148, feature="PPLC",
            precision="settlement", start=3, end=7, quote="Suva", **_common("Suva", "Suva"),
        ),
        TimeExpression(
            start=_span("20 May").start, end=_span("20 May").end, text="20 May", type="DATE", value="2024-05-20",
            resolved=day, **_common("20 May", "20 May"),
        ),
    ]  # fmt: skip


def _what() -> list[Record]:
    vuki, tonga = _party("Ana Vuki", "Ana Vuki", "FJI", "person"), _party("Tonga", "Tonga", "TON", "state")
    fiji = _party("Fiji", "Fiji", "FJI", "state")
    suva = Place("Suva", "FJI", -18.14, 178.44, 2198148, "PPLC", "settlement", 3, 7, "Suva")
    day = Date("2024-05-20", "day", "inferred", "the 20 May after 2024-05-14")
    tonnes, pledged = _span("40 tonnes"), "pledged Tonga 40 tonnes of rice"
    said = Attribution(vuki, _span("said"))
    return [
        Event(
            type="AGREE", mode=None, contexts=(), cameo="030", quad="verbal cooperation", intensity=2.5,
            source=(vuki,), target=(tonga,), place=suva, date=None, **_common(pledged, "pledged"),
        ),
        Statement(
            speaker=vuki, cue=_span("said"), content=_span("relations with Tonga were warming"), form="indirect",
            spans=(_span("relations with Tonga were warming"),), **_common("relations with Tonga were warming", "said"),
        ),
        Commitment(
            act="pledge", by=(vuki,), to=(tonga,), content=_span("40 tonnes of rice"), sectors=("food",), deadline=day,
            amounts=(Amount(40_000.0, "kg", tonnes.start, tonnes.end, tonnes.quote),), **_common(pledged, "pledged"),
        ),
        Assessment(
            by=None, claim=_span("a ferry line"), phrase=_span("likely"), likelihood=(0.55, 0.8),
            **_common("analysts call likely", "likely"),
        ),
        Interest(actor=(fiji,), aim=_span("a ferry line"), **_common("Fiji wants a ferry line", "wants")),
        Relation(
            between=(fiji, tonga), quality=_span("warming"), tone="cooperative", direction="improving", when="past",
            attribution=said, **_common("relations with Tonga were warming", "warming"),
        ),
    ]  # fmt: skip
