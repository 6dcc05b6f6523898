#!/usr/bin/env bash
# Draws the training lines, fits the line reader and exports it: training/train-line-reader.sh DIRECTORY [SHARDS] [EPOCHS]
# Shards that exist in DIRECTORY are used again. PYTHON names the interpreter that has torch, onnx, cv2 and PIL.
set -euo pipefail
python=${PYTHON:-/usr/bin/python3}
directory=$(realpath -m "${1:?a directory for shards and checkpoints}")
shards=${2:-40}
epochs=${3:-6}
cd "$(dirname "$0")"
"$python" -m reader.generate "$directory/shards" 900 1
half=$(( (shards + 1) / 2 ))
"$python" -m reader.generate "$directory/shards" 0 "$half" &
"$python" -m reader.generate "$directory/shards" "$half" $(( shards - half ))
wait
"$python" -m reader.train "$directory/shards" "$directory/line-reader.pt" "$epochs"
"$python" -m reader.export "$directory/line-reader.pt" ../models/line-reader.onnx
sha256sum ../models/line-reader.onnx
