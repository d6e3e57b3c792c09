"""The client: one request in, the model's answer out, with patience for what passes and none for what does not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from servanda.coding.coders import CannotCodeError
from servanda.llm.settings import LLMSettings

try:
    import httpx
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("httpx is missing: pip install 'servanda[llm]'") from error

UNREACHABLE, REFUSED, TIMEOUT, UNUSABLE = "llm_unreachable", "llm_refused", "llm_timeout", "llm_reply_unusable"
_LONGEST_WAIT = 60.0
_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model answered, and how many tokens it took: None where the endpoint does not say."""

    content: str
    tokens_in: int | None
    tokens_out: int | None


class _Passing(Exception):  # noqa: N818  not an error yet: it is tried again
    """Something that may be over in a moment; `after` is how many seconds the endpoint asks to wait."""

    def __init__(self, code: str, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.code, self.after = code, after


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: Any = None


class _Usage(BaseModel):
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(ge=0)


def ask(settings: LLMSettings, body: bytes, key: str | None, pause: Callable[[float], None] = time.sleep) -> Reply:
    """Return the reply to a request, tried again with growing pauses after 408, 429, 5xx, timeouts and cut connections.

    Raises CannotCodeError: llm_unreachable, llm_timeout, llm_refused for any other status, and llm_reply_unusable for a
    reply that is too long, is no JSON, or is no completion.
    """
    wait = settings.first_wait
    for attempt in range(1, settings.attempts + 1):
        try:
            return _reply(_sent(settings, body, key))
        except _Passing as passing:
            if attempt == settings.attempts:
                message = f"{_shown(str(passing), key)} ({attempt} attempts). Run the coder again later"
                raise CannotCodeError(passing.code, message) from None
            pause(min(max(wait, passing.after or 0.0), _LONGEST_WAIT))
            wait *= 2
    raise AssertionError("there is at least one attempt")


def _sent(settings: LLMSettings, body: bytes, key: str | None) -> bytes:
    """Return the body of the answer to one request."""
    # Nothing compressed: a small body must not grow beyond measure when it is unpacked.
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    url = f"{str(settings.base_url).rstrip('/')}/chat/completions"
    try:
        with (
            httpx.Client(timeout=settings.timeout) as client,
            client.stream("POST", url, content=body, headers=headers) as response,
        ):
            return _body(settings, response, key)
    except httpx.TimeoutException:
        raise _Passing(TIMEOUT, f"no answer from {settings.host} in {settings.timeout:g} seconds") from None
    except httpx.TransportError as error:
        raise _Passing(UNREACHABLE, f"{settings.host} cannot be reached: {error}") from None


def _body(settings: LLMSettings, response: httpx.Response, key: str | None) -> bytes:
    status = response.status_code
    if status in (408, 429) or status >= 500:
        raise _Passing(UNREACHABLE, f"{settings.host} answers with status {status}", _after(response))
    body = _read(settings, response)
    if status != 200:
        excerpt = _shown(body.decode("utf-8", "replace"), key)
        raise CannotCodeError(
            REFUSED, f"{settings.host} answers with status {status}: {excerpt}. Correct the settings under [llm]"
        )
    form = response.headers.get("content-type", "")
    if "json" not in form.lower() or response.headers.get("content-encoding", "identity") != "identity":
        raise CannotCodeError(UNUSABLE, f"the reply is not plain JSON but {_shown(form, key) or 'of no stated type'}")
    return body


def _read(settings: LLMSettings, response: httpx.Response) -> bytes:
    """Return the body as it comes over the wire, never more of it than the settings allow, never for longer."""
    deadline, body = time.monotonic() + settings.timeout, bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > settings.longest_reply:
            raise CannotCodeError(UNUSABLE, f"the reply is longer than {settings.longest_reply:,} bytes")
        if time.monotonic() > deadline:
            raise _Passing(TIMEOUT, f"{settings.host} took longer than {settings.timeout:g} seconds to answer")
    return bytes(body)


def _after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None


def _reply(body: bytes) -> Reply:
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        raise CannotCodeError(
            UNUSABLE, f"the reply is no completion: {_shown(body.decode('utf-8', 'replace'))}"
        ) from None
    first = completion.choices[0]
    if first.finish_reason == "length":
        raise CannotCodeError(UNUSABLE, "the reply was cut off. Raise max_tokens or lower longest_text under [llm]")
    if not first.message.content:
        said = _shown(first.message.refusal or "nothing")
        raise CannotCodeError(UNUSABLE, f"the model gives no records but says: {said}")
    try:
        usage = _Usage.model_validate(completion.usage)
    except ValidationError:
        return Reply(first.message.content, None, None)
    return Reply(first.message.content, usage.prompt_tokens, usage.completion_tokens)


def _shown(text: str, key: str | None = None) -> str:
    """Return the beginning of what the endpoint says on one line, never with the key in it."""
    hidden = text.replace(key, "***") if key else text
    return " ".join("".join(c if c.isprintable() else " " for c in hidden).split())[:_EXCERPT]
