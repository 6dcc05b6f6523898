#!/usr/bin/env python3
"""Draws the reliability plot of a reading benchmark: npm run -s bench -- reading --json > r.json; python3 training/plot-calibration.py r.json OUT.svg"""
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

# One field is right or wrong: a share of fewer than these says nothing.
LEAST_FIELDS = 5

figures = json.load(open(sys.argv[1], encoding="utf-8"))
figure, axes = plt.subplots(figsize=(5, 4.4))
axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="perfect")
for name, score in {**{f"{k}, all frames": v for k, v in figures["capture"].items()}, "hard, one frame": figures["hard"]["engines"]["kartu"]}.items():
    bins = [b for b in score["calibration"]["bins"] if b["n"] >= LEAST_FIELDS]
    axes.plot([b["confidence"] for b in bins], [b["right"] for b in bins], marker="o", label=f"{name} (ECE {score['calibration']['ece']:.3f})")
axes.set(xlabel="confidence given with a field", ylabel="share right", xlim=(0.2, 1.01), ylim=(0, 1.02), title=f"Simulated evaluation cards, bins of {LEAST_FIELDS} fields at least")
axes.legend(loc="lower right", fontsize=8)
figure.tight_layout()
figure.savefig(sys.argv[2])
