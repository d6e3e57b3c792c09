"""The Hugging Face coder: the learned coder with another judge of events."""

from servanda.codebook import Codebook
from servanda.coding.coder import code_reading
from servanda.coding.judging import Judge
from servanda.huggingface.classification import Classifier, types_of_labels
from servanda.huggingface.entailment import Entailment, entailment_label, hypotheses_of
from servanda.huggingface.model import load_model
from servanda.huggingface.settings import HuggingFaceSettings, huggingface_settings
from servanda.reading import Reading
from servanda.record import Record


def huggingface(reading: Reading, codebook: Codebook) -> list[Record]:
    """Return the records of a reading in order of the text, events judged by the model of the settings.

    Types of a user's own codebook are told by their examples, as the learned coder does it. Raises SettingsError and
    CoderError for settings or a model that will not do.
    """
    judge = None if codebook.own else judge_of(huggingface_settings(), codebook)
    return code_reading(reading, codebook, "huggingface", judge)


def judge_of(settings: HuggingFaceSettings, codebook: Codebook) -> Judge:
    """Return the judge that the settings describe, for the types of a codebook."""
    model = load_model(settings.model, settings.device)
    if settings.mode == "classification":
        types = types_of_labels(model.labels, settings.labels, list(codebook.types))
        return Classifier(model, types, settings.input)
    label = entailment_label(model.labels, settings.entailment)
    definitions = {name: kind.definition for name, kind in codebook.types.items()}
    return Entailment(model, hypotheses_of(definitions, settings.hypotheses), label, settings.input)
