"""The line reader: a fully convolutional network with a CTC head.

It has no recurrence and sees about two characters to each side, so that it reads shapes and cannot recite words. A step of its
output stands for 4 columns of its input.
"""
import torch.nn as nn

from reader.alphabet import CLASSES

STEP_PX = 4


class Context(nn.Module):
    """A residual convolution along the line."""

    def __init__(self, channels, reach):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, (1, reach), padding=(0, reach // 2), bias=False), nn.BatchNorm2d(channels), nn.ReLU()
        )

    def forward(self, x):
        return x + self.body(x)


def _conv(inputs, outputs, kernel, stride, padding):
    return [nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def build_network():
    """[n, 1, 32, width], paper 1 and ink −1 → [n, CLASSES, 1, width / 4] logits."""
    return nn.Sequential(
        *_conv(1, 16, 5, (2, 2), 2),
        *_conv(16, 48, 3, (2, 2), 1),
        *_conv(48, 64, 3, (2, 1), 1),
        *_conv(64, 96, 3, (2, 1), 1),
        *_conv(96, 160, (2, 3), 1, (0, 1)),
        Context(160, 5),
        Context(160, 3),
        nn.Dropout(0.1),
        nn.Conv2d(160, CLASSES, 1),
    )
