#!/usr/bin/env python3
"""Convert the face networks of @vladmandic/face-api (TensorFlow.js, 8-bit weights) to ONNX.

    npm pack @vladmandic/face-api@1.7.15 && tar xzf vladmandic-face-api-1.7.15.tgz
    python3 training/convert-face-models.py package/model models

Needs numpy and onnx (Debian: python3-onnx). Deterministic: the same weights give the same bytes.

Weights stay the 8-bit integers that were published, followed by Cast, Mul and Add: the runtime folds those into plain
float weights when it loads the file, so the arithmetic is the original's and the file keeps its size. A weight whose
convolution is followed by a per-channel scale is multiplied by that scale in the same folded expression.
"""
import json
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 13
MEAN_RGB = [122.782, 117.001, 104.298]  # face recognition and landmarks
MEAN_RGB_DETECTOR = [117.001, 114.697, 97.404]


class Graph:
    def __init__(self, directory, name):
        manifest = os.path.join(directory, f"{name}_model-weights_manifest.json")
        self.weights = {}
        for group in json.load(open(manifest)):
            data = b"".join(open(os.path.join(directory, p), "rb").read() for p in group["paths"])
            offset = 0
            for entry in group["weights"]:
                quantization = entry.get("quantization")
                dtype = np.dtype("uint8" if quantization else "float32")
                count = int(np.prod(entry["shape"]))
                values = np.frombuffer(data, dtype, count, offset).reshape(entry["shape"])
                offset += count * dtype.itemsize
                self.weights[entry["name"]] = (values, quantization)
            assert offset == len(data), f"{name}: {len(data) - offset} bytes left over"
        self.used = set()
        self.nodes = []
        self.initializers = []
        self.count = 0

    def constant(self, values, name):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, op, inputs, **attributes):
        self.count += 1
        output = f"t{self.count}"
        self.nodes.append(helper.make_node(op, inputs, [output], name=f"{op}_{self.count}", **attributes))
        return output

    def weight(self, name, transpose=None, reshape=None):
        """The dequantised weight as a value of the graph."""
        self.used.add(name)
        values, quantization = self.weights[name]
        if transpose:
            values = values.transpose(transpose)
        if reshape:
            values = values.reshape(reshape)
        if not quantization:
            return self.constant(values, name)
        stored = self.node("Cast", [self.constant(values, name)], to=TensorProto.FLOAT)
        scale = self.constant(np.float32(quantization["scale"]), f"{name}/scale_of_8_bits")
        low = self.constant(np.float32(quantization["min"]), f"{name}/min_of_8_bits")
        return self.node("Add", [self.node("Mul", [stored, scale]), low])

    def number(self, values, name):
        return self.constant(np.asarray(values, np.float32), name)

    def normalize(self, x, mean):
        """RGB 0-255 in NCHW to (x - mean) / 255."""
        centred = self.node("Sub", [x, self.number(np.reshape(mean, (1, 3, 1, 1)), "mean_rgb")])
        return self.node("Mul", [centred, self.number(1 / 255, "one_255th")])

    def save(self, path, input_shape, output, output_shape, description):
        unused = set(self.weights) - self.used
        assert not unused, f"weights left over: {sorted(unused)}"
        self.nodes.append(helper.make_node("Identity", [output], ["output"], name="output"))
        graph = helper.make_graph(
            self.nodes,
            os.path.basename(path),
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, input_shape)],
            [helper.make_tensor_value_info("output", TensorProto.FLOAT, output_shape)],
            self.initializers,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="kartu")
        model.ir_version = 7
        model.doc_string = description
        onnx.checker.check_model(model)
        onnx.save(model, path)
        print(path, os.path.getsize(path))


def convert_descriptor(source, target):
    g = Graph(source, "face_recognition")

    def conv(x, prefix, relu, stride=1):
        filters = g.weight(f"{prefix}/conv/filters", transpose=(3, 2, 0, 1))
        scale = g.weight(f"{prefix}/scale/weights")
        minus_one = g.constant(np.array([-1, 1, 1, 1], np.int64), f"{prefix}/scale/shape")
        scaled = g.node("Mul", [filters, g.node("Reshape", [scale, minus_one])])
        bias = g.node("Mul", [g.weight(f"{prefix}/conv/bias"), scale])
        bias = g.node("Add", [bias, g.weight(f"{prefix}/scale/biases")])
        size = g.weights[f"{prefix}/conv/filters"][0].shape[0]
        pad = 0 if stride == 2 else size // 2
        out = g.node("Conv", [x, scaled, bias], kernel_shape=[size, size], strides=[stride] * 2, pads=[pad] * 4)
        return g.node("Relu", [out]) if relu else out

    def residual(x, prefix):
        out = conv(conv(x, f"{prefix}/conv1", True), f"{prefix}/conv2", False)
        return g.node("Relu", [g.node("Add", [out, x])])

    def pad(x, pads, name):
        return g.node("Pad", [x, g.constant(np.array(pads, np.int64), name)])

    def residual_down(x, prefix, channels_in, channels_out, size_in):
        out = conv(conv(x, f"{prefix}/conv1", True, 2), f"{prefix}/conv2", False)
        pooled = g.node("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
        size_conv, size_pool = (size_in - 3) // 2 + 1, size_in // 2
        if size_conv != size_pool:
            # The original appends one row and one column of zeros.
            out = pad(out, [0, 0, 0, 0, 0, 0, 1, 1], f"{prefix}/pad_edge")
        if channels_in != channels_out:
            pooled = pad(pooled, [0, 0, 0, 0, 0, channels_out - channels_in, 0, 0], f"{prefix}/pad_channels")
        return g.node("Relu", [g.node("Add", [pooled, out])]), size_pool

    x = conv(g.normalize("input", MEAN_RGB), "conv32_down", True, 2)
    x = g.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2])
    size, channels = 35, 32
    for width, blocks in ((32, 3), (64, 3), (128, 2), (256, 2)):
        if width != 32:
            x, size = residual_down(x, f"conv{width}_down", channels, width, size)
            channels = width
        for i in range(1, blocks + 1):
            x = residual(x, f"conv{width}_{i}")
    x, size = residual_down(x, "conv256_down_out", 256, 256, size)
    x = g.node("ReduceMean", [x], axes=[2, 3], keepdims=0)
    x = g.node("MatMul", [x, g.weight("fc")])
    g.save(target, ["n", 3, 150, 150], x, ["n", 128], "dlib ResNet face descriptor; input RGB 0-255, NCHW")


def convert_landmarks(source, target):
    g = Graph(source, "face_landmark_68")

    def separable(x, prefix, stride):
        depthwise, _ = g.weights[f"{prefix}/depthwise_filter"]
        channels = depthwise.shape[2]
        x = g.node(
            "Conv",
            [x, g.weight(f"{prefix}/depthwise_filter", transpose=(2, 3, 0, 1))],
            kernel_shape=[3, 3], strides=[stride] * 2, auto_pad="SAME_UPPER", group=channels,
        )
        pointwise = g.weight(f"{prefix}/pointwise_filter", transpose=(3, 2, 0, 1))
        return g.node("Conv", [x, pointwise, g.weight(f"{prefix}/bias")], kernel_shape=[1, 1])

    def add(*values):
        out = values[0]
        for value in values[1:]:
            out = g.node("Add", [out, value])
        return out

    def dense_block(x, prefix, first):
        if first:
            filters = g.weight(f"{prefix}/conv0/filters", transpose=(3, 2, 0, 1))
            out = g.node("Conv", [x, filters, g.weight(f"{prefix}/conv0/bias")],
                         kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
        else:
            out = separable(x, f"{prefix}/conv0", 2)
        out1 = g.node("Relu", [out])
        out2 = separable(out1, f"{prefix}/conv1", 1)
        out3 = separable(g.node("Relu", [add(out1, out2)]), f"{prefix}/conv2", 1)
        out4 = separable(g.node("Relu", [add(out1, out2, out3)]), f"{prefix}/conv3", 1)
        return g.node("Relu", [add(out1, out2, out3, out4)])

    x = g.normalize("input", MEAN_RGB)
    for i in range(4):
        x = dense_block(x, f"dense{i}", i == 0)
    x = g.node("AveragePool", [x], kernel_shape=[7, 7], strides=[2, 2])
    x = g.node("Flatten", [x])
    x = g.node("Gemm", [x, g.weight("fc/weights"), g.weight("fc/bias")])
    g.save(target, ["n", 3, 112, 112], x, ["n", 136], "68 face landmarks, x and y of 0-1; input RGB 0-255, NCHW")


def convert_detector(source, target):
    g = Graph(source, "tiny_face_detector")

    def leaky(x):
        return g.node("LeakyRelu", [x], alpha=0.1)

    def separable(x, prefix):
        channels = g.weights[f"{prefix}/depthwise_filter"][0].shape[2]
        x = g.node("Conv", [x, g.weight(f"{prefix}/depthwise_filter", transpose=(2, 3, 0, 1))],
                   kernel_shape=[3, 3], pads=[1] * 4, group=channels)
        pointwise = g.weight(f"{prefix}/pointwise_filter", transpose=(3, 2, 0, 1))
        return leaky(g.node("Conv", [x, pointwise, g.weight(f"{prefix}/bias")], kernel_shape=[1, 1]))

    def conv(x, prefix):
        size = g.weights[f"{prefix}/filters"][0].shape[0]
        filters = g.weight(f"{prefix}/filters", transpose=(3, 2, 0, 1))
        return g.node("Conv", [x, filters, g.weight(f"{prefix}/bias")], kernel_shape=[size, size])

    x = leaky(conv(g.normalize("input", MEAN_RGB_DETECTOR), "conv0"))
    for i in range(1, 6):
        x = g.node("MaxPool", [x], kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_UPPER")
        x = separable(x, f"conv{i}")
    # The original pools once more with stride 1 and has no convolutions 6 and 7.
    x = g.node("MaxPool", [x], kernel_shape=[2, 2], strides=[1, 1], auto_pad="SAME_UPPER")
    x = conv(x, "conv8")
    x = g.node("Transpose", [x], perm=[0, 2, 3, 1])
    g.save(target, ["n", 3, "height", "width"], x, ["n", "rows", "columns", 25],
           "tiny YOLO v2 face detector, raw cells of 5 anchors x (x, y, w, h, score); input RGB 0-255, NCHW")


if __name__ == "__main__":
    source, target = sys.argv[1], sys.argv[2]
    convert_detector(source, os.path.join(target, "face-detector.onnx"))
    convert_landmarks(source, os.path.join(target, "face-landmarks.onnx"))
    convert_descriptor(source, os.path.join(target, "face-descriptor.onnx"))
