#!/usr/bin/env bash
# Draws the training lines, fits the line reader and exports it: training/train-line-reader.sh DIRECTORY
# Shards that exist in DIRECTORY are used again. PYTHON names the interpreter that has torch, onnx, cv2 and PIL.
set -euo pipefail
python=${PYTHON:-/usr/bin/python3}
directory=$(realpath -m "${1:?a directory for shards and checkpoints}")
shards=56
cd "$(dirname "$0")"
"$python" -m reader.generate "$directory/shards" 900 1
half=$(( shards / 2 ))
"$python" -m reader.generate "$directory/shards" 0 "$half" &
first=$!
"$python" -m reader.generate "$directory/shards" "$half" $(( shards - half ))
wait "$first"
# Four cycles of the learning rate, each from the weights of the one before.
fit() { PEAK_RATE=$3 "$python" -m reader.train "$directory/shards" "$directory/$1.pt" "$2" "${@:4}"; }
fit first 1000 3e-3
fit second 3000 3e-3 "$directory/first.pt"
fit third 1300 1.2e-3 "$directory/second.pt"
fit fourth 700 8e-4 "$directory/third.pt"
"$python" -m reader.export "$directory/fourth.pt" ../models/line-reader.onnx
sha256sum ../models/line-reader.onnx
