"""The ten kinds of record. Field names and meanings are those of the published layout, version 1."""

from dataclasses import dataclass
from typing import Literal

from servanda.record.dates import Date
from servanda.record.parties import ActorType, Participant, Place
from servanda.record.span import Span, SplitSpan

Status = Literal["occurred", "ongoing", "planned", "possible", "denied"]
Act = Literal[
    "pledge", "offer", "agreement", "reaffirmation", "intention", "demand",
    "request", "refusal", "threat", "withdrawal", "delivery",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribution:
    """To whom the text leaves a claim: `by` is None where it names nobody ("reportedly")."""

    by: Participant | None
    cue: Span


@dataclass(frozen=True, slots=True)
class Why:
    """What made the coder say so: the rule or the model (exactly one of them), and the words that triggered it."""

    trigger: Span
    rule: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in SI or ISO 4217 units (40,000 tonnes are 4e7 kg), at the words that give it."""

    value: float
    unit: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What every record has. `status` is how the text presents the act, not whether it is true.

    `in_` (written `in`) says where the spans point: into the text or into the title.
    """

    id: str
    evidence: Span
    sentence: Span
    confidence: float
    status: Status = "occurred"
    attribution: Attribution | None = None
    why: Why
    in_: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(_Common):
    """Somebody who acts or is acted on, with every mention that refers to them, pronouns included."""

    kind: Literal["actor"] = "actor"
    name: str
    type: ActorType
    country: str | None
    sector: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(_Common):
    """An office that the text gives a person; `of` is a country code or an organisation's name."""

    kind: Literal["role"] = "role"
    person: Participant
    office: str
    of: str | None
    standing: Literal["current", "interim", "acting", "elect", "former"]
    from_: Date | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(_Common):
    """A place that is meant as a place. `claimed_by` lists the states that claim a disputed one.

    `use` is literal where something is there, goes there or comes from there, modifier where the place tells whose or
    which something is ("Turkish bread", "Paris Police Department"), state where a country is spoken of that acts or is
    dealt with ("Chad said"): nothing need happen there. Pins on a map belong to the literal ones.
    """

    kind: Literal["place"] = "place"
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
    claimed_by: tuple[str, ...] = ()
    use: Literal["literal", "modifier", "state"] = "literal"

    @property
    def is_site(self) -> bool:
        """Whether something is or happens there, so that a map may show it: no country that acts, no nationality."""
        return self.use == "literal" or (self.use == "modifier" and self.precision not in ("country", "area"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(_Common):
    """A time expression: `type` and `value` as in TIMEX3 (ISO-TimeML), `resolved` as an EDTF date."""

    kind: Literal["date"] = "date"
    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    resolved: Date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(_Common):
    """Who did what to whom, after PLOVER (manual draft 2.0); CAMEO code and intensity (-10 to 10) beside it."""

    kind: Literal["event"] = "event"
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: str
    intensity: float | None
    source: tuple[Participant, ...]
    target: tuple[Participant, ...]
    place: Place | None
    date: Date | None
    pair: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Common):
    """What somebody said; `spans` lists all parts of a split quotation in order, `content` is the longest.

    The content of a split quotation has the offsets of all parts too: whoever reads nothing else misses no words.
    """

    kind: Literal["statement"] = "statement"
    speaker: Participant | None
    cue: Span | None
    content: Span | SplitSpan
    form: Literal["direct", "indirect", "mixed"]
    addressee: tuple[Participant, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(_Common):
    """Who binds whom to what: the act, the parties, the content, and what it hangs on."""

    kind: Literal["commitment"] = "commitment"
    act: Act
    by: tuple[Participant, ...]
    to: tuple[Participant, ...]
    content: Span
    sectors: tuple[str, ...]
    condition: Span | None = None
    deadline: Date | None = None
    amounts: tuple[Amount, ...] = ()
    refers_to: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(_Common):
    """Who thinks what is how likely; `likelihood` is the ICD 203 band of the phrase, as two probabilities."""

    kind: Literal["assessment"] = "assessment"
    by: Participant | None
    claim: Span
    phrase: Span | None
    likelihood: tuple[float, float] | None
    reason: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(_Common):
    """What an actor is after."""

    kind: Literal["interest"] = "interest"
    actor: tuple[Participant, ...]
    aim: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(_Common):
    """How the text characterises a pair, then or now."""

    kind: Literal["relation"] = "relation"
    between: tuple[Participant, Participant]
    quality: Span
    tone: Literal["cooperative", "mixed", "strained", "hostile"]
    direction: Literal["improving", "steady", "worsening"] | None
    when: Literal["past", "present"]


Record = (
    Actor | Role | PlaceMention | TimeExpression | Event | Statement | Commitment | Assessment | Interest | Relation
)

KINDS = ("actor", "role", "place", "date", "event", "statement", "commitment", "assessment", "interest", "relation")
