"""The trained model as ONNX with int8 weights, which onnxruntime runs without torch."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import Exported, Model

OUTPUTS = ("types", "statuses", "acts", "said", "tags", "vectors")


def export(model: Model, folder: Path) -> None:
    """Write `encoder.onnx` into the folder; every matrix and the word vectors are quantised, each column by itself."""
    exported = Exported(model).eval()
    ids = torch.tensor([[101, 1, 2088, 2, 3, 2162, 4, 102], [101, 5, 2088, 6, 102, 0, 0, 0]])
    axes = {name: {0: "rows"} for name in OUTPUTS} | {name: {0: "rows", 1: "pieces"} for name in ("ids", "tags")}
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place, "plain.onnx")
        torch.onnx.export(
            exported, (ids,), plain, input_names=["ids"], output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, folder / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8)
