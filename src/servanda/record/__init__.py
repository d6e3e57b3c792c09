"""What a record is: frozen values for spans, dates, parties and the ten kinds; identity, checks and JSON.

Nothing enters but values; nothing here knows how a text was read. `problems_of` says what is wrong with records,
`to_dict` and `json_schema` give the layout that `servanda code` writes.
"""

from servanda.record.checks import CHECKS, Problem, problems_of
from servanda.record.coded import CodedDocument, CoderInfo, CodingWarning, FailedDocument, Failure
from servanda.record.dates import Date
from servanda.record.identity import Identity, document_key, text_hash
from servanda.record.kinds import (
    KINDS,
    Actor,
    Amount,
    Assessment,
    Attribution,
    Commitment,
    Event,
    Interest,
    PlaceMention,
    Record,
    Relation,
    Role,
    Statement,
    TimeExpression,
    Why,
)
from servanda.record.layout import from_dict, to_dict, to_line
from servanda.record.parties import Participant, Place
from servanda.record.schema import json_schema
from servanda.record.span import Span, SplitSpan

__all__ = [
    "CHECKS",
    "KINDS",
    "Actor",
    "Amount",
    "Assessment",
    "Attribution",
    "CodedDocument",
    "CoderInfo",
    "CodingWarning",
    "Commitment",
    "Date",
    "Event",
    "FailedDocument",
    "Failure",
    "Identity",
    "Interest",
    "Participant",
    "Place",
    "PlaceMention",
    "Problem",
    "Record",
    "Relation",
    "Role",
    "Span",
    "SplitSpan",
    "Statement",
    "TimeExpression",
    "Why",
    "document_key",
    "from_dict",
    "json_schema",
    "problems_of",
    "text_hash",
    "to_dict",
    "to_line",
]
