"""Proposing: a reading in; the records that the model proposes out, with what of them will not do counted."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from servanda.codebook import Codebook
from servanda.coding.coders import CannotCodeError
from servanda.llm.client import REFUSED, UNREACHABLE, UNUSABLE, ask
from servanda.llm.grounding import Grounded, ground
from servanda.llm.kept import Kept
from servanda.llm.light import LightRecord, light_record
from servanda.llm.prompt import request_of, stretches
from servanda.llm.settings import LLMSettings, api_key
from servanda.reading import Reading
from servanda.record import CodingWarning

# Few letters make a token of English or JSON: rather too many tokens are expected than too few.
_BYTES_IN_TOKEN = 3
_MALFORMED = "of an unknown form, type or act"
_UNQUOTED = "with words that do not stand in the text"


@dataclass(frozen=True, slots=True)
class Proposals:
    """The grounded records of a reading in order, and how many were proposed and dropped, by reason."""

    grounded: tuple[Grounded, ...]
    proposed: int
    dropped: tuple[tuple[str, int], ...]

    def warnings(self) -> Iterator[CodingWarning]:
        """Yield a warning where records were dropped."""
        if self.dropped:
            count = sum(number for _, number in self.dropped)
            reasons = ", ".join(f"{number} {reason}" for reason, number in self.dropped)
            message = f"{count} of the {self.proposed} records that the model proposed were dropped: {reasons}"
            yield CodingWarning("llm_records_dropped", message)


class _Content(BaseModel):
    records: list[Any]


def propose(settings: LLMSettings, reading: Reading, codebook: Codebook) -> Proposals:
    """Return what the model proposes for a reading, asked stretch by stretch; raises CannotCodeError."""
    grounded: dict[tuple[LightRecord, int], Grounded] = {}
    dropped: Counter[str] = Counter()
    proposed = 0
    for start, end in stretches(reading, settings.longest_text):
        values = _values(settings, codebook, reading.text[start:end])
        proposed += len(values)
        for value in values:
            light = light_record(value, codebook)
            found = ground(reading, start, end, light) if light is not None else None
            if light is not None and found is not None:
                grounded[light, found.one("quote").start] = found
            else:
                dropped[_MALFORMED if light is None else _UNQUOTED] += 1
    return Proposals(tuple(grounded.values()), proposed, tuple(sorted(dropped.items())))


def _values(settings: LLMSettings, codebook: Codebook, text: str) -> list[Any]:
    """Return the records of the reply about a text as they came, from the cache where it was asked before."""
    body = json.dumps(request_of(settings, codebook, text), sort_keys=True).encode()
    key = hashlib.sha256(str(settings.base_url).encode() + b"\n" + body).hexdigest()
    kept = Kept(settings.cache)
    known = kept.reply(key)
    if known is not None:
        return _parsed(known)
    content = _asked(settings, kept, body)
    values = _parsed(content)
    kept.keep(key, content)
    return values


def _asked(settings: LLMSettings, kept: Kept, body: bytes) -> str:
    """Return the reply to a request; what it may cost at most is set aside before, and settled when it is known."""
    expected = settings.cost(len(body) // _BYTES_IN_TOKEN + 1, settings.max_tokens)
    number = kept.set_aside(expected, settings.cost_cap)
    try:
        reply = ask(settings, body, api_key(settings))
    except CannotCodeError as error:
        if error.code in (REFUSED, UNREACHABLE):
            kept.settle(number, 0.0)
        raise
    if reply.tokens_in is not None and reply.tokens_out is not None:
        kept.settle(number, settings.cost(reply.tokens_in, reply.tokens_out))
    return reply.content


def _parsed(content: str) -> list[Any]:
    """Return the records of a reply; a fence of code around them does no harm."""
    inside = content.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        return _Content.model_validate_json(inside).records
    except ValidationError as error:
        reason = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise CannotCodeError(UNUSABLE, f"the model's reply is not the JSON that was asked for: {reason}") from None
