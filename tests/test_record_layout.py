"""The JSON layout: what is written comes back, and is what the published schema describes."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from servanda.record import (
    KINDS,
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
    FailedDocument,
    Failure,
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
    from_dict,
    json_schema,
    to_dict,
)

TEXT = "In Suva, Fiji pledged Tuvalu two boats by May."
CODER = CoderInfo("rules", "0.1.0", "plover-1")
VALIDATOR = Draft202012Validator(json_schema())


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def party(words: str, country: str) -> Participant:
    at = span(words)
    return Participant(words, country, ("GOV",), "state", f"actor-{country}", at.start, at.end, at.quote)


FIJI, TUVALU = party("Fiji", "FJI"), party("Tuvalu", "TUV")
MAY = Date("2024-05", "month", "inferred", "the May after 2024-01-10")
COMMON: dict[str, Any] = {
    "evidence": span("pledged Tuvalu two boats"),
    "sentence": span(TEXT),
    "confidence": 0.8,
    "why": Why(span("pledged"), rule="test"),
}
SUVA = Place("Suva", "FJI", -18.14, 178.44, 2198148, "PPLC", "settlement", 3, 7, "Suva")


def one_of_each() -> tuple[Record, ...]:
    boats = span("two boats")
    return (
        Actor(
            id="actor-FJI", name="Fiji", type="state", country="FJI", sector=("GOV",), mentions=(span("Fiji"),),
            **COMMON,
        ),
        Role(id="role-1", person=FIJI, office="minister", of="FJI", standing="interim", from_=MAY, **COMMON),
        PlaceMention(
            id="place-1", name="Suva", country="FJI", lat=-18.14, lon=178.44, geonameid=None, feature=None,
            precision="settlement", start=3, end=7, quote="Suva", **COMMON,
        ),
        TimeExpression(
            id="date-1", start=42, end=45, text="May", type="DATE", value="2024-05", resolved=MAY, **COMMON
        ),
        Event(
            id="event-1", type="AGREE", mode=None, contexts=("maritime",), cameo="033", quad="verbal cooperation",
            intensity=5.2, source=(FIJI,), target=(TUVALU,), place=SUVA, date=MAY, pair=0, **COMMON,
        ),
        Statement(
            id="statement-1", speaker=FIJI, cue=span("pledged"), content=boats, form="indirect", addressee=(TUVALU,),
            spans=(boats,), **COMMON,
        ),
        Commitment(
            id="commitment-1", act="pledge", by=(FIJI,), to=(TUVALU,), content=boats, sectors=("transport",),
            deadline=MAY, amounts=(Amount(2.0, "boat", boats.start, boats.end, boats.quote),),
            attribution=Attribution(None, span("pledged")), **COMMON,
        ),
        Assessment(id="assessment-1", by=None, claim=boats, phrase=None, likelihood=(0.55, 0.8), **COMMON),
        Interest(id="interest-1", actor=(FIJI,), aim=boats, in_="title", **COMMON),
        Relation(
            id="relation-1", between=(FIJI, TUVALU), quality=boats, tone="cooperative", direction=None, when="present",
            **COMMON,
        ),
    )  # fmt: skip


def coded(*records: Record) -> CodedDocument:
    warning = CodingWarning("source_missing", "no publisher is given")
    return CodedDocument("a", "en", "0" * 64, Date.of("2024-01-10"), records, (warning,), CODER)


def written(value: Any) -> Any:
    return json.loads(json.dumps(to_dict(value)))


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that records are made of."""
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=6),
        int: st.integers(0, 99),
        float: st.floats(allow_nan=False, allow_infinity=False),
        NoneType: st.none(),
        Any: st.text(max_size=6) | st.integers(),
    }
    if hint in plain:
        return plain[hint]
    inside = get_args(hint)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})  # type: ignore[arg-type]
    if get_origin(hint) is Literal:
        return st.sampled_from(inside)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*map(values, inside))
    if inside[-1] is Ellipsis:
        return st.lists(values(inside[0]), max_size=2).map(tuple)
    return st.tuples(*map(values, inside))


@settings(max_examples=60)
@given(values(CodedDocument))
def test_what_is_written_comes_back(document: CodedDocument) -> None:
    assert from_dict(written(document)) == document


@settings(max_examples=60)
@given(values(CodedDocument) | values(FailedDocument))
def test_what_is_written_fits_the_schema(document: CodedDocument | FailedDocument) -> None:
    VALIDATOR.validate(written(document))


def test_the_example_has_every_kind() -> None:
    assert tuple(record.kind for record in one_of_each()) == KINDS


def test_the_example_fits_the_schema_and_comes_back() -> None:
    document = coded(*one_of_each())
    VALIDATOR.validate(written(document))
    assert from_dict(written(document)) == document


def test_a_failure_fits_the_schema_and_comes_back() -> None:
    failed = FailedDocument(None, Failure("invalid_json", "line 3: not JSON"))
    assert written(failed) == {"id": None, "error": {"code": "invalid_json", "message": "line 3: not JSON"}}
    VALIDATOR.validate(written(failed))
    assert from_dict(written(failed)) == failed


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["title"] == "servanda record, version 1"


def test_fields_are_written_as_the_contract_names_them() -> None:
    rows = {row["kind"]: row for row in written(coded(*one_of_each()))["records"]}
    assert list(rows["event"])[:2] == ["id", "kind"]
    assert rows["role"]["from"]["value"] == "2024-05"
    assert "from_" not in rows["role"]
    assert rows["interest"]["in"] == "title"
    assert "in" not in rows["event"]
    assert rows["event"]["pair"] == 0
    assert rows["event"]["why"] == {"trigger": to_dict(span("pledged")), "rule": "test"}
    assert rows["commitment"]["attribution"] == {"by": None, "cue": to_dict(span("pledged"))}


def test_a_field_that_is_not_set_is_written_as_null() -> None:
    rows = {row["kind"]: row for row in written(coded(*one_of_each()))["records"]}
    assert rows["event"]["attribution"] is None
    assert rows["role"]["until"] is None


def add_to_document(row: dict[str, Any]) -> None:
    row["extra"] = 1


def add_to_record(row: dict[str, Any]) -> None:
    row["records"][4]["extra"] = 1


def add_to_span(row: dict[str, Any]) -> None:
    row["records"][4]["evidence"]["extra"] = 1


def leave_out(row: dict[str, Any]) -> None:
    del row["records"][4]["source"]


def leave_out_what_has_a_default(row: dict[str, Any]) -> None:
    del row["records"][4]["status"]


def misspell_a_kind(row: dict[str, Any]) -> None:
    row["records"][4]["kind"] = "happening"


def misspell_a_status(row: dict[str, Any]) -> None:
    row["records"][4]["status"] = "done"


def write_a_number_as_text(row: dict[str, Any]) -> None:
    row["records"][4]["confidence"] = "high"


def write_a_name_as_in_code(row: dict[str, Any]) -> None:
    row["records"][1]["from_"] = row["records"][1].pop("from")


@pytest.mark.parametrize(
    "spoil",
    [
        add_to_document, add_to_record, add_to_span, leave_out, leave_out_what_has_a_default, misspell_a_kind,
        misspell_a_status, write_a_number_as_text, write_a_name_as_in_code,
    ],
)  # fmt: skip
def test_the_schema_refuses(spoil: Callable[[dict[str, Any]], None]) -> None:
    row = written(coded(*one_of_each()))
    spoil(row)
    assert not VALIDATOR.is_valid(row)


@pytest.mark.parametrize("row", [{}, {"id": 1}, {"id": 1, "error": {}}, {"id": 1, "records": []}])
def test_what_is_no_document_is_not_read(row: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        from_dict(row)


def test_half_a_character_comes_back() -> None:
    half = Span(0, 1, "\ud83d")
    document = coded(Interest(id="i", actor=(), aim=half, **COMMON))
    assert from_dict(written(document)) == document
