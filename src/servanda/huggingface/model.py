"""A sequence classifier of transformers: texts, or pairs of texts, in; the probability of each of its labels out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from servanda.coding.coders import CoderError
from servanda.record.characters import whole_characters

try:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"{error.name} is missing: pip install 'servanda[huggingface]'") from error

_AT_ONCE = 32
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class Model:
    """A classifier with its tokenizer; `exclusive` says that its labels exclude each other."""

    tokenizer: Any
    network: Any
    labels: tuple[str, ...]
    exclusive: bool

    def probabilities(self, texts: Sequence[str], seconds: Sequence[str] | None = None) -> list[dict[str, float]]:
        """Return the probability of each label for each text, or for each text with its second; in order.

        Those of exclusive labels sum to one. A text that is too long is cut at its end, its second never.
        """
        rows: list[dict[str, float]] = [{} for _ in texts]
        for batch in _batches(texts):
            first = [whole_characters(texts[i]) for i in batch]
            second = None if seconds is None else [whole_characters(seconds[i]) for i in batch]
            for index, row in zip(batch, self._run(first, second), strict=True):
                rows[index] = dict(zip(self.labels, row, strict=True))
        return rows

    def _run(self, first: list[str], second: list[str] | None) -> list[list[float]]:
        encoded = self.tokenizer(
            first,
            second,
            padding=True,
            truncation="only_first",
            max_length=min(_LONGEST, self.tokenizer.model_max_length),
            return_tensors="pt",
        )
        with torch.inference_mode():
            logits = self.network(**encoded.to(self.network.device)).logits.float()
        scores: list[list[float]] = (logits.softmax(-1) if self.exclusive else logits.sigmoid()).tolist()
        return scores


@cache
def load_model(name: str, device: str = "cpu") -> Model:
    """Return the model of a folder, or of that name on the Hugging Face Hub; raises CoderError when there is none."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        network = AutoModelForSequenceClassification.from_pretrained(name).eval().to(device)
    except Exception as error:
        reason = str(error).strip().partition("\n")[0]
        raise CoderError(
            f"the model {name!r} cannot be loaded: {reason}. Set [huggingface] model or SERVANDA_HF_MODEL to a folder "
            "with a sequence classifier, or to its name on the Hub"
        ) from error
    labels = network.config.id2label
    exclusive = network.config.problem_type != "multi_label_classification"
    return Model(tokenizer, network, tuple(labels[i] for i in sorted(labels)), exclusive)


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indices of texts of like length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for first in range(0, len(order), _AT_ONCE):
        yield order[first : first + _AT_ONCE]
