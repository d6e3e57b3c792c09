"""The encoder: texts in; vectors, and what a marked event is, out. Imports nothing of ours but `record`.

One small transformer (MiniLM, fine-tuned on the project's own corpus; see data/MODEL_CARD.md) that onnxruntime runs on a
CPU. `Passage` says what is asked: a text, and where the cue, the source and the target of an event stand in it.
"""

from servanda.encoder.encoder import CueScores, Encoder, EventScores, load_encoder
from servanda.encoder.marks import Passage

__all__ = ["CueScores", "Encoder", "EventScores", "Passage", "load_encoder"]
