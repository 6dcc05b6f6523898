"""Draws shards of training lines: python3 -m reader.generate DIRECTORY FIRST COUNT

Shard `n` depends on `n` alone, so that any number of processes may share the work. A shard that exists is left alone. Shards from
VALIDATION on are for measuring and calibrating, never for fitting weights.
"""
import os
import sys

import numpy as np

from reader.strips import HEIGHT, draw_strips

SHARD_LINES = 4000
VALIDATION = 900
SEED = 20260


def draw_shard(number):
    rng = np.random.default_rng([SEED, number])
    strips = []
    while len(strips) < SHARD_LINES:
        strips += draw_strips(rng)
    return strips[:SHARD_LINES]


def write_shard(directory, number):
    path = os.path.join(directory, f"{number:04d}.npz")
    if os.path.exists(path):
        return
    strips = draw_shard(number)
    pixels = np.concatenate([strip for strip, _ in strips], 1)
    assert pixels.shape[0] == HEIGHT
    temporary = path + ".tmp.npz"
    np.savez(temporary, pixels=pixels, widths=np.array([strip.shape[1] for strip, _ in strips]), texts=np.array([text for _, text in strips]))
    os.replace(temporary, path)


if __name__ == "__main__":
    target, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(target, exist_ok=True)
    for shard in range(first, first + count):
        write_shard(target, shard)
        print(f"shard {shard}", file=sys.stderr, flush=True)
