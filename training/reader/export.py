"""Writes the trained reader as ONNX with byte products: python3 -m reader.export SHARDS CHECKPOINT OUT.onnx

A softmax is added, so that the output is probabilities [n, steps, CLASSES]. What rounding weights and activations costs on the
held-back lines goes to standard error; that the file computes the same is seen where it is run: the service's reading tests.
"""
import sys

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import TensorProto, helper, numpy_helper

from reader.alphabet import CLASSES
from reader.generate import VALIDATION
from reader.network import build_network
from reader.quantise import CALIBRATION_BATCHES, Rounded, RoundedContext, integer_weights, quantise
from reader.shards import batches, load_shards, stack
from reader.strips import HEIGHT
from reader.train import BATCH, measure

OPSET, IR_VERSION = 13, 8


class Graph:
    """Nodes and constants of the ONNX graph, in order."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, operator, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def convolve(self, conv, source, weights, bias, output):
        (up, left), (down, right) = conv.padding, conv.padding
        return self.add("Conv", [source, weights, bias], output, strides=conv.stride, pads=[up, left, down, right], kernel_shape=conv.kernel_size)

    def float_convolution(self, conv, source, name):
        weights = self.constant(name + ".weight", conv.weight.detach().numpy())
        return self.convolve(conv, source, weights, self.constant(name + ".bias", conv.bias.detach().numpy()), name)

    def byte_convolution(self, conv, source, source_scale, name):
        weights, scales = integer_weights(conv)
        bias_scales = (scales * source_scale).astype(np.float32)
        counts = np.round(conv.bias.detach().numpy() / bias_scales)
        assert np.abs(counts).max() < 2**31, f"{name}: a channel without weights has a bias that 32 bits can't count"
        bias = counts.astype(np.int32)
        parts = [self._by_channel(name + suffix, values, factors) for suffix, values, factors in [(".weight", weights, scales), (".bias", bias, bias_scales)]]
        return self.convolve(conv, source, *parts, name)

    def _by_channel(self, name, values, scales):
        inputs = [
            self.constant(name, values), self.constant(name + ".scale", scales), self.constant(name + ".zero", np.zeros(len(scales), values.dtype))
        ]
        return self.add("DequantizeLinear", inputs, name + ".real", axis=0)

    def round(self, rounded, source):
        scale = self.constant(source + ".scale", np.float32(rounded.scale))
        zero = self.constant(source + ".zero", np.uint8(0))
        count = self.add("QuantizeLinear", [source, scale, zero], source + ".bytes")
        return self.add("DequantizeLinear", [count, scale, zero], source + ".real")


def build_graph(layers):
    """The ONNX model of a network that `quantise` made."""
    graph, source, scale = Graph(), "lines", None
    for i, layer in enumerate(layers):
        name = f"layer{i}"
        if isinstance(layer, nn.Conv2d) and scale is not None and i + 1 < len(layers):
            source = graph.byte_convolution(layer, source, scale, name)
        elif isinstance(layer, nn.Conv2d):
            source = graph.float_convolution(layer, source, name)
        elif isinstance(layer, nn.ReLU):
            source = graph.add("Relu", [source], name)
        elif isinstance(layer, Rounded):
            source, scale = graph.round(layer, source), layer.scale
        elif isinstance(layer, RoundedContext):
            branch = graph.add("Relu", [graph.byte_convolution(layer.conv, source, scale, name + ".branch")], name + ".relu")
            total = graph.add("Add", [source, graph.round(layer.branch, branch)], name + ".sum")
            source, scale = graph.round(layer.sum, total), layer.sum.scale
    row = graph.add("Squeeze", [source, graph.constant("height", np.array([2]))], "row")
    graph.add("Softmax", [graph.add("Transpose", [row], "steps", perm=[0, 2, 1])], "probabilities", axis=2)
    lines = helper.make_tensor_value_info("lines", TensorProto.FLOAT, ["n", 1, HEIGHT, "width"])
    answer = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", "steps", CLASSES])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "line-reader", [lines], [answer], graph.constants),
        producer_name="kartu", opset_imports=[helper.make_opsetid("", OPSET)],
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def export(directory, checkpoint, path):
    network = build_network()
    network.load_state_dict(torch.load(checkpoint)["weights"])
    network.eval()
    lines = load_shards(directory, [0])
    groups = batches(lines, BATCH, np.random.default_rng(1))[:CALIBRATION_BATCHES]
    rounded = quantise(network, [torch.from_numpy(stack(lines, group)[0]) for group in groups])
    onnx.save(build_graph(list(rounded)), path)
    held = load_shards(directory, [VALIDATION])
    for name, reader in (("as fitted", network), ("rounded", rounded)):
        print(name + ": CER %.4f exact %.4f 16 digits %.4f" % measure(reader, held), file=sys.stderr)


if __name__ == "__main__":
    export(*sys.argv[1:4])
