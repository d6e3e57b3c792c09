"""The model that is trained: a small encoder with a head for each task, and its export to ONNX."""

import torch
from torch import nn

from servanda.encoder.marks import CUE_MARKS, MARKS

Tensors = tuple[torch.Tensor, ...]


class Model(nn.Module):
    """Ids of marked passages in; scores for each task, and a vector of the whole text, out.

    What the heads for events see is the mean over the text beside the states of the opening mark of source, target and
    cue (zeros for a part that is not marked); what those for the acts of commitment and for statements see is the mean
    beside the state of the opening mark of the cue; what the head for content and source sees is the state of each piece.
    """

    def __init__(self, encoder: nn.Module, width: int, types: int, statuses: int, acts: int, tags: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.hidden = _layer(4 * width, width)
        self.types = nn.Linear(width, types)
        self.statuses = nn.Linear(width, statuses)
        self.cue_hidden = _layer(2 * width, width)
        self.acts = nn.Linear(width, acts)
        self.said = nn.Linear(width, 2)
        self.tags = nn.Sequential(nn.Dropout(0.1), nn.Linear(width, tags))

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of types, logits of statuses, and vectors of length one."""
        states, mean = states_of(self.encoder, ids)
        return (*self.events(ids, states, mean), nn.functional.normalize(mean, dim=1))

    def cues(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of acts, of statement or none, and of the tags of each piece, for marked cues."""
        states, mean = states_of(self.encoder, ids)
        return self.of_cue(ids, states, mean)

    def events(self, ids: torch.Tensor, states: torch.Tensor, mean: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return logits of types and of statuses from the states of all pieces and their mean."""
        hidden = self.hidden(torch.cat([mean, *(_at(ids, states, opening) for opening, _ in MARKS.values())], dim=1))
        return self.types(hidden), self.statuses(hidden)

    def of_cue(
        self, ids: torch.Tensor, states: torch.Tensor, mean: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of acts, of statement or none, and of tags from the states of all pieces and their mean."""
        marked = sum(_at(ids, states, opening) for opening, _ in CUE_MARKS.values())
        hidden = self.cue_hidden(torch.cat([mean, marked], dim=1))
        return self.acts(hidden), self.said(hidden), self.tags(states)


def _layer(wide: int, width: int) -> nn.Module:
    return nn.Sequential(nn.Dropout(0.1), nn.Linear(wide, width), nn.GELU(), nn.Dropout(0.1))


def _at(ids: torch.Tensor, states: torch.Tensor, mark: int) -> torch.Tensor:
    return (states * (ids == mark).unsqueeze(-1).to(states.dtype)).sum(1)


def states_of(encoder: nn.Module, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the states of all word pieces, and their mean over the text."""
    mask = (ids != 0).long()
    states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).to(states.dtype)
    return states, (states * weights).sum(1) / weights.sum(1)


def vectors_of(encoder: nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """Return a vector of length one for each text, as the encoder gives it."""
    return nn.functional.normalize(states_of(encoder, ids)[1], dim=1)


class Exported(nn.Module):
    """The same with probabilities instead of logits, and all tasks at once, as it is run."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> Tensors:
        """Return probabilities of types, statuses, acts, statement and tags, and vectors of length one."""
        states, mean = states_of(self.model.encoder, ids)
        types, statuses = self.model.events(ids, states, mean)
        acts, said, tags = self.model.of_cue(ids, states, mean)
        scores = (types.softmax(1), statuses.softmax(1), acts.softmax(1), said.softmax(1), tags.softmax(2))
        return (*scores, nn.functional.normalize(mean, dim=1))
