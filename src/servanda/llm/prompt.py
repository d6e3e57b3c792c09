"""The prompt: the instructions with the codebook's types and acts, and the text apart from them."""

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

from servanda.codebook import Codebook
from servanda.llm.light import reply_schema
from servanda.llm.settings import LLMSettings
from servanda.reading import Reading
from servanda.record.characters import whole_characters

_PROMPT = Path(__file__).parent / "data" / "prompt.txt"


def request_of(settings: LLMSettings, codebook: Codebook, text: str) -> dict[str, Any]:
    """Return the body of the request that asks for the light records of a text."""
    document = json.dumps({"text": whole_characters(text, "\ufffd")}, ensure_ascii=False)
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": instructions(codebook)},
            {"role": "user", "content": document},
        ],
        settings.max_tokens_name: settings.max_tokens,
    }
    if settings.temperature != "default":
        body["temperature"] = settings.temperature
    if settings.structure == "json_schema":
        schema = {"name": "records", "strict": True, "schema": reply_schema(codebook)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif settings.structure == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def instructions(codebook: Codebook) -> str:
    """Return what the model is told to do, with the definitions of a codebook."""
    types = (f"- {kind.name}{_modes(kind.modes)}: {kind.definition}" for kind in codebook.types.values())
    acts = (f"- {act.name}: {act.definition}" for act in codebook.acts.values())
    return Template(_PROMPT.read_text("utf-8")).substitute(types="\n".join(types), acts="\n".join(acts))


def _modes(modes: tuple[Any, ...]) -> str:
    return f" [{', '.join(mode.name for mode in modes)}]" if modes else ""


def stretches(reading: Reading, longest: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are asked for one by one: whole sentences, no more characters than stated.

    A sentence that is longer by itself is a stretch of its own; where there are no sentences, there is no stretch.
    """
    start, end = -1, -1
    for sentence in reading.sentences:
        if start >= 0 and sentence.end - start > longest:
            yield start, end
            start = -1
        if start < 0:
            start = sentence.start
        end = sentence.end
    if start >= 0:
        yield start, end
