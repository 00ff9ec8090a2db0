#!/usr/bin/env bash
# Wall time of one whole `promote` of four models, warm, with two live runtimes that confirm; median of N runs.
#   tests/bench/promote_bench.sh [N] [--with-db]
# Without a database candidates are compared by their files; with one, production is scored beside each candidate.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
runs=${1:-11}
mode=${2:-}
work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
run() { "$repo/jbangw" "$@"; }

export MODELS_DIR=$work/models PERSISTENCE_SQLITE_PATH=$work/bot.db
mkdir -p "$work/models" "$work/a" "$work/b"
run seed_training_data --days 26 --mints 750 --attempts 25000 --quiet >/dev/null
cut=$(date -u -d "5 days ago 00:00" +%Y-%m-%dT00:00:00Z)
for model in fillnet alpha rugguard survival; do
  run "train_$model" --as-of "$cut" --quiet >/dev/null 2>&1
done
cp "$work"/models/*_v?.json "$work/a"
for model in fillnet alpha rugguard survival; do run "train_$model" --quiet >/dev/null 2>&1; done
cp "$work"/models/*_v?.json "$work/b"
[ "$mode" = --with-db ] || export PERSISTENCE_SQLITE_PATH=$work/none.db

serve() { # ROLE PORT
  "$repo/jbangw" serve --role "$1" --port "$2" --quiet >"$work/$1.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 100); do
    if curl -s -o /dev/null "http://127.0.0.1:$2/healthz"; then return; fi
    sleep 0.1
  done
  cat "$work/$1.log" >&2
  exit 1
}
serve executor "${EXECUTOR_PORT:-14011}"
serve alpha-ranker "${ALPHA_PORT:-14021}"
export PROMOTE_FILLNET_RELOAD_URL=http://127.0.0.1:${EXECUTOR_PORT:-14011}/control/reload-models
export PROMOTE_ALPHA_RELOAD_URL=http://127.0.0.1:${ALPHA_PORT:-14021}/control/reload-models

hooks=(--no-built-in-hooks)
times=()
for ((i = 0; i <= runs; i++)); do
  if ((i % 2)); then cp "$work"/b/* "$work/models"; else cp "$work"/a/* "$work/models"; fi
  start=$(date +%s%N)
  # an old candidate may be refused by its interval; only a runtime that fails spoils the measurement
  status=0
  run promote "${hooks[@]}" >"$work/out" 2>"$work/err" || status=$?
  end=$(date +%s%N)
  if [ $status -ne 0 ] && [ $status -ne 3 ]; then cat "$work/out" "$work/err" >&2; exit 1; fi
  ((i == 0)) || times+=($(((end - start) / 1000000)))
done
cat "$work/out"
printf '%s\n' "${times[@]}" | sort -n | awk '{ t[NR] = $1 } END { printf "promote of four models: median %d ms, best %d ms, worst %d ms of %d runs\n", t[int((NR + 1) / 2)], t[1], t[NR], NR }'
