"""The model that is trained: a small encoder with a head for event types and one for statuses, and its export to ONNX."""

import torch
from torch import nn

from servanda.encoder.marks import MARKS


class EventModel(nn.Module):
    """Ids of marked passages in; scores of types and statuses, and a vector of the whole text, out.

    What the heads see is the mean over the text beside the states of the opening mark of source, target and cue (zeros
    for a part that is not marked).
    """

    def __init__(self, encoder: nn.Module, width: int, types: int, statuses: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.hidden = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.types = nn.Linear(width, types)
        self.statuses = nn.Linear(width, statuses)

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of types, logits of statuses, and vectors of length one."""
        states, mean = states_of(self.encoder, ids)
        marked = [(states * (ids == opening).unsqueeze(-1).to(states.dtype)).sum(1) for opening, _ in MARKS.values()]
        hidden = self.hidden(torch.cat([mean, *marked], dim=1))
        return self.types(hidden), self.statuses(hidden), nn.functional.normalize(mean, dim=1)


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
    """The same with probabilities instead of logits, as it is run."""

    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return probabilities of types and of statuses, and vectors of length one."""
        types, statuses, vectors = self.model(ids)
        return types.softmax(1), statuses.softmax(1), vectors
