"""A classifier as judge of events: each of its labels stands for one event type, for several, or for none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from servanda.coding.judging import NONE
from servanda.encoder import EventScores, Passage
from servanda.huggingface.model import Model
from servanda.huggingface.scores import independent, words_of
from servanda.settings import SettingsError

_REST = "*"


@dataclass(frozen=True, slots=True)
class Classifier:
    """A judge by the labels of a model; `types` are the event types that each label stands for."""

    model: Model
    types: Mapping[str, tuple[str, ...]]
    input: str

    def judge(self, passages: Sequence[Passage]) -> list[EventScores]:
        """Return the scores of each marked event: the probability of a label is shared by the types it stands for."""
        texts = [self.input.format_map(words_of(p)) for p in passages]
        return [self._scores(row) for row in self.model.probabilities(texts)]

    def _scores(self, row: Mapping[str, float]) -> EventScores:
        types: dict[str, float] = {}
        for label, probability in row.items():
            stands_for = self.types[label]
            for name in stands_for:
                types[name] = types.get(name, 0.0) + probability / len(stands_for)
        if self.model.exclusive:
            return EventScores(MappingProxyType(types), MappingProxyType({}))
        return independent({name: p for name, p in types.items() if name != NONE})


def types_of_labels(
    labels: Sequence[str], given: Mapping[str, str | tuple[str, ...]], types: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the event types that each label stands for: as given, and a label that is a type's name is that type.

    Raises SettingsError for a label or a type that is unknown, a label that stands for nothing, and a type that no
    label stands for: the model would say that there is never such an event.
    """
    known = [*types, NONE]
    made = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in given.items()}
    named = {label: made.get(label, (label,)) for label in labels}
    taken = {name for names in named.values() for name in names}
    rest = tuple(name for name in known if name not in taken)
    filled = {label: rest if names == (_REST,) else names for label, names in named.items()}
    _refuse("a label that the model has not", set(made) - set(labels), labels)
    _refuse("no event type", {n for names in filled.values() for n in names} - set(known), known)
    _refuse("a label for no type", {label for label, names in filled.items() if not names}, known)
    _refuse("a type without a label", set(known) - {n for names in filled.values() for n in names}, labels)
    return MappingProxyType(filled)


def _refuse(what: str, names: set[str], allowed: Sequence[str]) -> None:
    if names:
        raise SettingsError(
            f"servanda.toml, [huggingface] labels: {min(names)!r} is {what}. Use {', '.join(allowed)}; "
            f'"*" is all types that no other label names'
        )
