"""Entailment as judge of events: a passage tells of a type when it entails the type's hypothesis.

After Yin, Hay and Roth (2019), "Benchmarking Zero-shot Text Classification"; with definitions of a codebook, as Hu et al.
(2024), "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation Classification".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.encoder import EventScores, Passage
from servanda.huggingface.model import Model
from servanda.huggingface.scores import independent, words_of
from servanda.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Entailment:
    """A judge by a model of natural language inference; `hypotheses` by event type, `label` is that of entailment."""

    model: Model
    hypotheses: Mapping[str, str]
    label: str
    input: str

    def judge(self, passages: Sequence[Passage]) -> list[EventScores]:
        """Return the scores of each marked event: how surely its passage entails what each type says."""
        asked = [(words, name) for words in map(words_of, passages) for name in self.hypotheses]
        rows = self.model.probabilities(
            [self.input.format_map(words) for words, _ in asked],
            [self.hypotheses[name].format_map(words) for words, name in asked],
        )
        entailed = [row[self.label] for row in rows]
        each = len(self.hypotheses)
        return [
            independent(dict(zip(self.hypotheses, entailed[first : first + each], strict=True)))
            for first in range(0, len(entailed), each)
        ]


def entailment_label(labels: Sequence[str], given: str) -> str:
    """Return the model's label of that name, in whatever case; raises SettingsError where it has none."""
    found = next((label for label in labels if label.lower() == given.lower()), None)
    if found is None:
        raise SettingsError(
            f"servanda.toml, [huggingface] entailment: the model has no label {given!r}. Use one of {', '.join(labels)}"
        )
    return found


def hypotheses_of(definitions: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return what a passage must entail to tell of each type: as given, else the definition with its braces doubled.

    Raises SettingsError for a hypothesis of a type that is unknown.
    """
    unknown = set(given) - set(definitions)
    if unknown:
        raise SettingsError(
            f"servanda.toml, [huggingface] hypotheses: {min(unknown)!r} is no event type. Use {', '.join(definitions)}"
        )
    plain = {name: text.replace("{", "{{").replace("}", "}}") for name, text in definitions.items()}
    return {name: given.get(name, text) for name, text in plain.items()}
