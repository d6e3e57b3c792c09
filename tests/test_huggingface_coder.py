"""The Hugging Face coder: small real models, made here, judge events in place of the encoder."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from servanda.codebook import load_codebook
from servanda.coding.coder import code_documents
from servanda.coding.coders import CoderError, NamedCoder
from servanda.record import Event, FailedDocument
from servanda.settings import SettingsError
from servanda.sources import Document

torch = pytest.importorskip("torch", reason="torch is not installed: pip install 'servanda[huggingface]'")
transformers = pytest.importorskip("transformers", reason="transformers is not installed")

from servanda.encoder import Passage  # noqa: E402
from servanda.huggingface.classification import types_of_labels  # noqa: E402
from servanda.huggingface.coder import huggingface, judge_of  # noqa: E402
from servanda.huggingface.settings import HuggingFaceSettings  # noqa: E402

VIOLENT = ("bombed", "shelled", "attacked", "raided")
FRIENDLY = ("met", "visited", "received", "hosted")
BOOK = load_codebook()
ALL = tuple(BOOK.types)
TEXT = "Chad bombed Sudan on Tuesday. Fiji visited Tuvalu in May."


def tokenizer_of(words: list[str]):
    vocabulary = {w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(words)])}
    made = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    return transformers.PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=64, **names)


def trained(folder: Path, labels: list[str], firsts: list[str], seconds: list[str] | None, gold: list[int], **more):
    """Train a very small BERT on a few texts until it knows them, and keep it in a folder."""
    torch.manual_seed(7)
    torch.set_num_threads(1)
    tokenizer = tokenizer_of(" ".join([*firsts, *(seconds or [])]).lower().replace(".", " .").split())
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64, id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, **more,
    )  # fmt: skip
    model = transformers.BertForSequenceClassification(config)
    inputs = tokenizer(firsts, seconds, padding=True, return_tensors="pt")
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    target = torch.tensor(gold)
    if more:
        target = torch.nn.functional.one_hot(target, len(labels)).float()
    for _ in range(150):
        optimizer.zero_grad()
        model(**inputs, labels=target).loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def sentences(verbs: tuple[str, ...]) -> list[str]:
    sides = (("Chad", "Sudan", ""), ("Fiji", "Tuvalu", " in May"), ("Mali", "Niger", " on Tuesday"))
    return [f"{a} {verb} {b}{when}." for verb in verbs for a, b, when in sides]


@pytest.fixture(scope="module")
def classifier(tmp_path_factory) -> Path:
    """A model that takes violence for LABEL_0 and all else for LABEL_1."""
    texts = [*sentences(VIOLENT), *sentences(FRIENDLY)]
    gold = [0] * (len(texts) // 2) + [1] * (len(texts) // 2)
    return trained(tmp_path_factory.mktemp("classifier"), ["LABEL_0", "LABEL_1"], texts, None, gold)


@pytest.fixture(scope="module")
def entailment(tmp_path_factory) -> Path:
    premises = [*sentences(VIOLENT), *sentences(FRIENDLY)]
    hypotheses = ["war", "peace", "nothing"]
    pairs = [(p, h) for p in premises for h in hypotheses]
    gold = [0 if h == ("war" if any(v in p for v in VIOLENT) else "peace") else 1 for p, h in pairs]
    firsts, seconds = [p for p, _ in pairs], [h for _, h in pairs]
    return trained(tmp_path_factory.mktemp("entailment"), ["ENTAILMENT", "neutral"], firsts, seconds, gold)


def settled(folder: Path, monkeypatch, text: str) -> None:
    (folder / "servanda.toml").write_text(text, "utf-8")
    monkeypatch.chdir(folder)


def events_of(text: str) -> dict[str, str]:
    (coded,) = code_documents([Document("a", text, published="2026-05-01")], coder=NamedCoder("hf", huggingface))
    assert not isinstance(coded, FailedDocument), coded
    return {r.source[0].name: r.type for r in coded.records if isinstance(r, Event)}


def test_the_labels_of_a_classifier_decide_what_an_event_is(classifier, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SERVANDA_HF_MODEL", str(classifier))
    settled(tmp_path, monkeypatch, '[huggingface]\nlabels = { LABEL_0 = "ASSAULT", LABEL_1 = "*" }\n')
    assert events_of(TEXT)["Chad"] == "ASSAULT"
    settled(tmp_path, monkeypatch, '[huggingface]\nlabels = { LABEL_0 = "NONE", LABEL_1 = "*" }\n')
    assert "Chad" not in events_of(TEXT)
    everything = ", ".join(f'"{name}"' for name in (*ALL, "NONE") if name not in ("PROTEST", "SANCTION"))
    settled(
        tmp_path, monkeypatch, f'[huggingface.labels]\nLABEL_0 = ["SANCTION", "PROTEST"]\nLABEL_1 = [{everything}]\n'
    )
    assert events_of(TEXT)["Chad"] in ("SANCTION", "PROTEST")


def test_entailment_of_a_hypothesis_decides_what_an_event_is(entailment, tmp_path, monkeypatch) -> None:
    hypotheses = "\n".join(f'{name} = "nothing"' for name in ALL if name not in ("ASSAULT", "CONSULT"))
    settled(
        tmp_path,
        monkeypatch,
        f'[huggingface]\nmodel = "{entailment}"\nmode = "entailment"\n'
        f'[huggingface.hypotheses]\nASSAULT = "war"\nCONSULT = "peace"\n{hypotheses}\n',
    )
    assert events_of(TEXT) == {"Chad": "ASSAULT", "Fiji": "CONSULT"}
    swapped = (tmp_path / "servanda.toml").read_text().replace('"war"', '"x"').replace('"peace"', '"war"')
    settled(tmp_path, monkeypatch, swapped.replace('"x"', '"peace"'))
    assert events_of(TEXT) == {"Chad": "CONSULT", "Fiji": "ASSAULT"}


def test_without_hypotheses_the_definitions_of_the_codebook_are_asked(entailment) -> None:
    settings = HuggingFaceSettings(model=str(entailment), mode="entailment")
    judge = judge_of(settings, BOOK)
    assert judge.hypotheses == {name: kind.definition for name, kind in BOOK.types.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["classification", "entailment"])
def test_scores_sum_to_one_in_order_and_whatever_stands_beside(mode, request) -> None:
    folder = request.getfixturevalue("classifier" if mode == "classification" else "entailment")
    labels = {"LABEL_0": "ASSAULT", "LABEL_1": "*"} if mode == "classification" else {}
    judge = judge_of(HuggingFaceSettings(model=str(folder), mode=mode, labels=labels), BOOK)
    passages = [Passage(f"Chad {verb} Sudan. " * n, (0, 4), None, (5, 8)) for n in (1, 9) for verb in VIOLENT]
    passages += [Passage(""), Passage("\ud800 half a character"), Passage("word " * 2000)]
    scores = judge.judge(passages)
    for one, passage in zip(scores, passages, strict=True):
        assert set(one.types) == {*ALL, "NONE"}
        assert sum(one.types.values()) == pytest.approx(1, abs=1e-4)
        (alone,) = judge.judge([passage])
        assert one.types == pytest.approx(alone.types, abs=1e-4)
    assert judge.judge([]) == []


def test_labels_that_do_not_exclude_each_other_are_judged_one_by_one(tmp_path) -> None:
    texts, problem = [*sentences(VIOLENT), *sentences(FRIENDLY)], "multi_label_classification"
    gold = [0] * (len(texts) // 2) + [1] * (len(texts) // 2)
    folder = trained(tmp_path, ["ASSAULT", "CONSULT"], texts, None, gold, problem_type=problem)
    rest = {"CONSULT": tuple(name for name in (*ALL, "NONE") if name != "ASSAULT")}
    judge = judge_of(HuggingFaceSettings(model=str(folder), labels=rest), BOOK)
    (scores,) = judge.judge([Passage("Chad bombed Sudan.")])
    assert scores.types["ASSAULT"] > 0.8
    assert sum(scores.types.values()) == pytest.approx(1, abs=1e-4)


def test_the_words_of_an_event_can_be_part_of_what_the_model_reads(classifier) -> None:
    settings = HuggingFaceSettings(
        model=str(classifier), labels={"LABEL_0": "ASSAULT", "LABEL_1": "*"}, input="{source} {cue} {target}."
    )
    passage = Passage("Chad met Sudan after Mali bombed Niger.", (21, 25), (33, 38), (26, 32))
    assert judge_of(settings, BOOK).judge([passage])[0].types["ASSAULT"] > 0.8


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ({"LABEL_0": "ASSAULT"}, "'LABEL_1' is no event type"),
        ({"LABEL_0": "ASSAULT", "LABEL_1": "CONSULT"}, "is a type without a label"),
        ({"LABEL_0": "ASSAULT", "LABEL_1": "*", "LABEL_9": "AID"}, "'LABEL_9' is a label that the model has not"),
        ({"LABEL_0": "ASSAULT", "LABEL_1": ()}, "'LABEL_1' is a label for no type"),
    ],
)
def test_labels_that_leave_something_open_are_refused(labels, problem) -> None:
    with pytest.raises(SettingsError, match=problem):
        types_of_labels(["LABEL_0", "LABEL_1"], labels, ALL)


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ("", SettingsError, "model is missing"),
        ('[huggingface]\nmodel = "no/such/folder/at/all"\n', CoderError, "cannot be loaded"),
        ('[huggingface]\nmodel = "x"\nmode = "guess"\n', SettingsError, "line 3: mode is wrong"),
        ('[huggingface]\nmodel = "x"\ninput = "{words}"\n', SettingsError, "line 3: input is wrong.*unknown"),
        ('[huggingface]\nmodel = "x"\nmodle = "y"\n', SettingsError, "line 3: modle is wrong"),
    ],
)
def test_wrong_settings_stop_the_run_and_say_where(settings, error, says, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("SERVANDA_HF_MODEL", raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    settled(tmp_path, monkeypatch, settings)
    with pytest.raises(error, match=says):
        list(code_documents([Document("a", TEXT)], coder=NamedCoder("hf", huggingface)))


def test_a_model_without_the_label_of_entailment_is_refused(classifier) -> None:
    with pytest.raises(SettingsError, match=r"no label .entailment.\. Use one of LABEL_0, LABEL_1"):
        judge_of(HuggingFaceSettings(model=str(classifier), mode="entailment"), BOOK)
