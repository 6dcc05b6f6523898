"""Training lines in memory, and batches of lines of about the same width."""
import glob
import os

import numpy as np

from reader.alphabet import encode
from reader.network import STEP_PX
from reader.strips import HEIGHT

PAPER = 255


def load_shards(directory, numbers):
    """A list of (uint8 [HEIGHT, width], class indices)."""
    lines = []
    for number in numbers:
        with np.load(os.path.join(directory, f"{number:04d}.npz")) as shard:
            pixels, widths, texts = shard["pixels"], shard["widths"], shard["texts"]
        at = 0
        for width, text in zip(widths, texts):
            lines.append((np.ascontiguousarray(pixels[:, at : at + width]), encode(str(text))))
            at += width
    return lines


def shard_numbers(directory, below):
    found = sorted(int(os.path.basename(path)[:4]) for path in glob.glob(os.path.join(directory, "[0-9][0-9][0-9][0-9].npz")))
    return [number for number in found if number < below]


def batches(lines, size, rng):
    """Indices of lines, `size` at a time, alike in width within a batch; batches in random order."""
    order = rng.permutation(len(lines))
    pool = size * 64
    groups = []
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda i: lines[i][0].shape[1])
        groups += [part[i : i + size] for i in range(0, len(part), size)]
    return [groups[i] for i in rng.permutation(len(groups))]


def stack(lines, indices, rng=None):
    """(float32 [n, 1, HEIGHT, width] with paper 1 and ink −1, steps, targets, target lengths); varied a little where `rng` is given."""
    chosen = [lines[i] for i in indices]
    width = max(pixels.shape[1] for pixels, _ in chosen)
    if rng is not None:
        width += 4 * int(rng.integers(0, 5))
    data = np.full((len(chosen), HEIGHT, width), PAPER, np.float32)
    for row, (pixels, _) in zip(data, chosen):
        shift = 0 if rng is None else int(rng.integers(0, min(5, width - pixels.shape[1] + 1)))
        row[:, shift : shift + pixels.shape[1]] = pixels
    data = data / 127.5 - 1
    if rng is not None:
        data = _vary(data, rng)
    steps = np.array([-(-min(width, pixels.shape[1] + 4) // STEP_PX) for pixels, _ in chosen])
    targets = [code for _, codes in chosen for code in codes]
    return data[:, None], steps, np.array(targets), np.array([len(codes) for _, codes in chosen])


def _vary(data, rng):
    count = len(data)
    gain = rng.uniform(0.85, 1.1, (count, 1, 1)).astype(np.float32)
    power = rng.uniform(0.75, 1.4, (count, 1, 1)).astype(np.float32)
    paper = np.clip((data + 1) / 2, 0, 1) ** power
    data = 1 - 2 * (1 - paper) * gain
    noise = rng.standard_normal(data.shape, np.float32)
    data = data + noise * (rng.uniform(0, 0.12, (count, 1, 1)).astype(np.float32) * (rng.random((count, 1, 1)) < 0.5))
    return np.clip(data, -1, 1).astype(np.float32)
