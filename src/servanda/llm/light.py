"""Light records: what the model is asked for. Of each field a record's quotations are words of the text, all else is a name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, WithJsonSchema

from servanda.codebook import Codebook
from servanda.record.kinds import Act, Status

Quote = str
Quotes = tuple[Quote, ...]


class _Light(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    quoting: ClassVar[tuple[str, ...]] = ()

    quote: Quote
    status: Status
    according_to: Quote | None

    def quotations(self) -> Iterator[tuple[str, Quotes]]:
        """Yield the fields that quote the text, `quote` and `according_to` among them, with their quotations."""
        for name in ("quote", "according_to", *self.quoting):
            value = getattr(self, name)
            yield name, () if value is None else (value,) if isinstance(value, str) else value


class LightEvent(_Light):
    """Who did what to whom."""

    quoting = ("source", "target")
    kind: Literal["event"]
    type: str
    mode: str | None
    source: Quotes
    target: Quotes


class LightStatement(_Light):
    """Who said what."""

    quoting = ("speaker", "cue", "content", "addressee")
    kind: Literal["statement"]
    speaker: Quote
    cue: Quote | None
    content: Quote
    addressee: Quotes


class LightCommitment(_Light):
    """Who binds whom to what."""

    quoting = ("by", "to", "content", "condition")
    kind: Literal["commitment"]
    act: Act
    by: Quotes
    to: Quotes
    content: Quote
    condition: Quote | None


class LightAssessment(_Light):
    """Who thinks what is how likely."""

    quoting = ("by", "claim", "phrase", "reason")
    kind: Literal["assessment"]
    by: Quote | None
    claim: Quote
    phrase: Quote | None
    reason: Quote | None


class LightInterest(_Light):
    """What somebody is after."""

    quoting = ("actor", "aim")
    kind: Literal["interest"]
    actor: Annotated[Quotes, Field(min_length=1), WithJsonSchema({"type": "array", "items": {"type": "string"}})]
    aim: Quote


class LightRelation(_Light):
    """How the text says that two stand to each other."""

    quoting = ("one", "other", "quality")
    kind: Literal["relation"]
    one: Quote
    other: Quote
    quality: Quote
    tone: Literal["cooperative", "mixed", "strained", "hostile"]
    direction: Literal["improving", "steady", "worsening"] | None
    when: Literal["past", "present"]


LightRecord = LightEvent | LightStatement | LightCommitment | LightAssessment | LightInterest | LightRelation
_RECORD: TypeAdapter[LightRecord] = TypeAdapter(Annotated[LightRecord, Field(discriminator="kind")])


class _Reply(BaseModel):
    records: list[LightRecord]


def light_record(value: Any, codebook: Codebook) -> LightRecord | None:
    """Return a value as a light record, None where it is none: an unknown kind, type, act or status, or a field too many."""
    try:
        record = _RECORD.validate_python(value)
    except ValidationError:
        return None
    return None if isinstance(record, LightEvent) and record.type not in codebook.types else record


def reply_schema(codebook: Codebook) -> dict[str, Any]:
    """Return the JSON Schema of a reply, in the subset that structured output takes: every field required, none besides."""
    schema = _Reply.model_json_schema()
    definitions = schema.pop("$defs")
    definitions["LightEvent"]["properties"]["type"] = {"type": "string", "enum": list(codebook.types)}
    schema["additionalProperties"] = False
    plain: dict[str, Any] = _plain({**schema, "$defs": definitions})
    return plain


def _plain(value: Any) -> Any:
    """Return a schema without titles and descriptions, which the prompt has already."""
    if isinstance(value, Mapping):
        inside = {name: _plain(part) for name, part in value.items()}
        return {n: p for n, p in inside.items() if n not in ("title", "description") or not isinstance(p, str)}
    return [_plain(part) for part in value] if isinstance(value, Sequence) and not isinstance(value, str) else value
