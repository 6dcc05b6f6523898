#!/usr/bin/env bash
# Draws the training lines, fits the line reader and exports it: training/train-line-reader.sh DIRECTORY
# Shards that exist in DIRECTORY are used again. PYTHON names the interpreter that has torch, onnx, cv2 and PIL.
set -euo pipefail
python=${PYTHON:-/usr/bin/python3}
directory=$(realpath -m "${1:?a directory for shards and checkpoints}")
shards=72
cd "$(dirname "$0")"
"$python" -m reader.generate "$directory/shards" 900 1
half=$(( shards / 2 ))
"$python" -m reader.generate "$directory/shards" 0 "$half" &
first=$!
"$python" -m reader.generate "$directory/shards" "$half" $(( shards - half ))
wait "$first"
"$python" -m reader.train "$directory/shards" "$directory/first.pt" 12000 3e-3
"$python" -m reader.train "$directory/shards" "$directory/reader.pt" 4000 1e-3 "$directory/first.pt"
"$python" -m reader.export "$directory/shards" "$directory/reader.pt" ../models/line-reader.onnx
sha256sum ../models/line-reader.onnx
