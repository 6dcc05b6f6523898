"""The fitted reader with its products in bytes: batch normalisation folded, weights and activations rounded.

Integer products take a third of the time of floating-point ones. Activations are unsigned bytes. Weights take 7 bits: on processors
without dot-product instructions, pairs of byte products are summed in 16 bits, which 8-bit weights could overflow. The first layer
(1/50 of the products) and the last (the answer's own precision) stay in floating point.
"""
import copy

import numpy as np
import torch
import torch.nn as nn

from reader.network import Context

LARGEST_WEIGHT = 63
LARGEST_ACTIVATION = 255
# Rarer activations are cut: the scale serves all the others.
RANGE_QUANTILE = 0.9999
CALIBRATION_BATCHES = 24


class Rounded(nn.Module):
    """Activations from 0 up, as multiples of a scale that a byte can count."""

    def __init__(self):
        super().__init__()
        self.reach = 0.0
        self.watching = True

    @property
    def scale(self):
        return self.reach / LARGEST_ACTIVATION

    def forward(self, x):
        if self.watching:
            sample = x.flatten()[:: max(1, x.numel() // 1_000_000)]
            self.reach = max(self.reach, float(torch.quantile(sample, RANGE_QUANTILE)))
            return x
        return torch.clamp(torch.round(x / self.scale), 0, LARGEST_ACTIVATION) * self.scale


class RoundedContext(nn.Module):
    """As `Context`, with its branch and its sum rounded."""

    def __init__(self, conv):
        super().__init__()
        self.conv, self.branch, self.sum = conv, Rounded(), Rounded()

    def forward(self, x):
        return self.sum(x + self.branch(torch.relu(self.conv(x))))


def _fold(conv, norm):
    """A convolution with the batch normalisation behind it in its weights."""
    folded = nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding)
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    folded.weight.data = (conv.weight * factor[:, None, None, None]).detach()
    folded.bias.data = (norm.bias - norm.running_mean * factor).detach()
    return folded


def weight_scales(conv):
    """One scale an output channel."""
    reach = conv.weight.detach().abs().amax((1, 2, 3)).clamp(min=1e-6)
    return reach / LARGEST_WEIGHT


def quantise(network, batches):
    """
    A copy of a fitted network that computes what the byte version does, but for its rounded biases: convolutions, each followed by `nn.ReLU` and `Rounded`, and
    `RoundedContext`. `batches` are inputs from which the activations' ranges are taken.
    """
    parts = list(copy.deepcopy(network).eval())
    layers, at = [], 0
    while at < len(parts):
        part = parts[at]
        if isinstance(part, Context):
            layers.append(RoundedContext(_fold(part.body[0], part.body[1])))
            at += 1
        elif isinstance(part, nn.Conv2d) and at + 1 < len(parts):
            layers += [_fold(part, parts[at + 1]), nn.ReLU(), Rounded()]
            at += 3
        else:
            layers += [part] if isinstance(part, nn.Conv2d) else []
            at += 1
    rounded = nn.Sequential(*layers).eval()
    with torch.no_grad():
        for data in batches:
            rounded(data)
        for module in rounded.modules():
            if isinstance(module, Rounded):
                module.watching = False
        for conv in [part for part in rounded.modules() if isinstance(part, nn.Conv2d)][1:-1]:
            scales = weight_scales(conv)[:, None, None, None]
            conv.weight.data = torch.clamp(torch.round(conv.weight / scales), -LARGEST_WEIGHT, LARGEST_WEIGHT) * scales
    return rounded


def integer_weights(conv):
    """(int8 weights, float32 scale of each output channel) of a convolution that `quantise` rounded."""
    scales = weight_scales(conv).numpy().astype(np.float32)
    weights = np.round(conv.weight.detach().numpy() / scales[:, None, None, None]).astype(np.int8)
    return weights, scales
