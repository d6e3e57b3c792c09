"""Settings of the LLM coder: [llm] of servanda.toml, or variables that begin with SERVANDA_LLM_."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, model_validator

from servanda.settings import Settings, SettingsError, load_settings


class LLMSettings(Settings):
    """Which model is asked where, what it may cost, and where its replies are kept.

    `api_key_variable` names the variable of the environment that holds the key; the key itself is never kept. Prices
    are for a million tokens, `cost_cap` is for all that is asked with the same `cache`, in the same currency.
    `confidence` is that of every record. Times are in seconds, lengths in characters, `longest_reply` in bytes.
    """

    base_url: HttpUrl
    model: str = Field(min_length=1)
    api_key_variable: str | None = None
    price_in: float = Field(0.0, ge=0)
    price_out: float = Field(0.0, ge=0)
    cost_cap: float | None = Field(None, gt=0)
    cache: Path = Path.home() / ".cache" / "servanda" / "llm"
    confidence: float = Field(0.7, ge=0, le=1)
    structure: Literal["json_schema", "json_object", "none"] = "json_schema"
    temperature: float | Literal["default"] = 0.0
    max_tokens: int = Field(8192, ge=1)
    max_tokens_name: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    longest_text: int = Field(24_000, ge=1000)
    longest_reply: int = Field(4_000_000, ge=1000)
    timeout: float = Field(120.0, gt=0)
    attempts: int = Field(5, ge=1, le=20)
    first_wait: float = Field(1.0, ge=0)

    @model_validator(mode="after")
    def _priced(self) -> "LLMSettings":
        if self.cost_cap is not None and self.price_in + self.price_out == 0:
            raise ValueError("cost_cap needs prices: state price_in and price_out for a million tokens")
        return self

    @property
    def host(self) -> str:
        """Where the endpoint is, without a password that its address may hold."""
        return f"{self.base_url.host}:{self.base_url.port}"

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Return what so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


def llm_settings() -> LLMSettings:
    """Return the settings of the working folder and the environment; raises SettingsError."""
    return load_settings(LLMSettings, "llm", "SERVANDA_LLM")


def api_key(settings: LLMSettings, environ: Mapping[str, str] | None = None) -> str | None:
    """Return the key of the variable that the settings name, None where they name none; raises SettingsError."""
    name = settings.api_key_variable
    if name is None:
        return None
    key = (os.environ if environ is None else environ).get(name, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise SettingsError(f"the variable {name} holds no key. Set it, or leave api_key_variable out of [llm]")
    return key
