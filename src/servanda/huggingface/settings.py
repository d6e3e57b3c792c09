"""Settings of the Hugging Face coder: [huggingface] of servanda.toml, or variables that begin with SERVANDA_HF_."""

from string import Formatter
from typing import Literal

from pydantic import Field, field_validator

from servanda.settings import Settings, load_settings

_PARTS = frozenset(("text", "source", "target", "cue"))


class HuggingFaceSettings(Settings):
    """Which model judges events, and how.

    `labels` says which event types each label of a classifier stands for: one, several that share its probability, or
    "*" for all that no other label names. `hypotheses` says what a text must entail to tell of a type, where the
    definition of the codebook will not do; `entailment` is the model's label for it. `input` is what the model reads: {text}
    is the passage, {source}, {target} and {cue} the words of the event that is asked for; hypotheses may have them too.
    """

    model: str = Field(min_length=1)
    mode: Literal["classification", "entailment"] = "classification"
    device: str = "cpu"
    input: str = "{text}"
    labels: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    hypotheses: dict[str, str] = Field(default_factory=dict)
    entailment: str = "entailment"

    @field_validator("input")
    @classmethod
    def _input(cls, value: str) -> str:
        return _template(value)

    @field_validator("hypotheses")
    @classmethod
    def _hypotheses(cls, value: dict[str, str]) -> dict[str, str]:
        return {name: _template(hypothesis) for name, hypothesis in value.items()}


def huggingface_settings() -> HuggingFaceSettings:
    """Return the settings of the working folder and the environment; raises SettingsError."""
    return load_settings(HuggingFaceSettings, "huggingface", "SERVANDA_HF")


def _template(value: str) -> str:
    found = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
    if found - _PARTS:
        raise ValueError(
            f"{{{min(found - _PARTS)}}} is unknown; known are {{text}}, {{source}}, {{target}} and {{cue}}"
        )
    return value
