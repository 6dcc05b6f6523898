"""Writes the trained reader as ONNX: python3 -m reader.export CHECKPOINT OUT.onnx

Batch normalisation is folded by the exporter; a softmax is added, so that the output is probabilities [n, steps, CLASSES].
"""
import sys

import onnx
import torch
import torch.nn as nn

from reader.network import build_network
from reader.strips import HEIGHT


class Reader(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, lines):
        return self.network(lines).squeeze(2).transpose(1, 2).softmax(2)


def export(checkpoint, path):
    network = build_network()
    network.load_state_dict(torch.load(checkpoint)["weights"])
    network.eval()
    torch.onnx.export(
        Reader(network), torch.zeros(1, 1, HEIGHT, 320), path, opset_version=13, input_names=["lines"], output_names=["probabilities"],
        dynamic_axes={"lines": {0: "n", 3: "width"}, "probabilities": {0: "n", 1: "steps"}},
    )
    model = onnx.load(path)
    model.doc_string, model.producer_name = "", "kartu"
    onnx.checker.check_model(model)
    onnx.save(model, path)


if __name__ == "__main__":
    export(sys.argv[1], sys.argv[2])
