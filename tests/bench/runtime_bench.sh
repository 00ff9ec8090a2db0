#!/usr/bin/env bash
# The runtime beside a fastify service of the same arithmetic, in turn, under wrk:
#   tests/bench/runtime_bench.sh [ROUNDS] [SECONDS]
# For each: single scores with 16 connections, batches of 64, the runtime while it reloads 20 times a second, and its
# first 10,000 requests. wrk has one thread. A core's time is the process's own, from /proc; the rates see whatever else
# the machine does.
# FORMER, where it is set, is the command of an earlier build to run beside: FORMER="java -cp … ServeCommand".
# Needs wrk (Debian: apt-get install wrk), node 20 and npm. CLASSPATH may name a built library, else ./jbangw serves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rounds=${1:-3} seconds=${2:-5}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
ticks=$(getconf CLK_TCK)

context='{"lpSol":32.5,"spreadBps":45,"volatilityBps":80,"ageSec":240,"rugProb":0.2,"congestionScore":0.35,"slippageBps":120,"route":"jito"}'
model() { # SEED
  local created features
  created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  features='["bias","sDepth","sCong","sSpread","sVol","sAge","sRug","sSlipReq"]'
  printf '{"version":2,"created":"%s","status":"ok","features":%s,"wFill":[0.1%s,1,-1,0.5,0.2,0.1,0.3,0.4],"wSlip":[10,5,5,5,5,5,5,5],"wTime":[300,50,50,50,50,50,50,50],"metrics":{}}' \
    "$created" "$features" "$1"
}
lua() { # FILE BODY
  printf 'wrk.method="POST"\nwrk.headers["Content-Type"]="application/json"\nwrk.body=%s\n' "[==[$2]==]" >"$1"
}
lua "$work/single.lua" "$context"
batch=$context
for _ in $(seq 63); do batch+=,$context; done
lua "$work/batch.lua" "[$batch]"

mkdir "$work/models"
model 0 >"$work/models/fillnet.json"
cp tests/bench/fastify/* "$work/"
(cd "$work" && npm install --no-audit --no-fund --silent >/dev/null 2>&1)
port_of() { # FILE: waits for the first number behind a colon or alone
  local port
  for _ in $(seq 200); do
    port=$(sed -nE 's/^([0-9]+)$/\1/p; s/.*:([0-9]+) \(.*/\1/p' "$1" | head -n 1)
    if [ -n "$port" ]; then echo "$port"; return; fi
    sleep 0.05
  done
  echo "nothing listens: $(cat "$1")" >&2
  return 1
}
read -r -a options <<<"${SERVE_OPTIONS:--XX:+UseSerialGC -Xms32m -Xmx96m -XX:MaxDirectMemorySize=64m}"
serve() { # OUT: starts a runtime, its process id is pids[-1]
  if [ -n "${CLASSPATH:-}" ]; then
    java "${options[@]}" -cp "$CLASSPATH" ServeCommand --port 0 --models-dir "$work/models" --no-watch >"$1" 2>"$work/log" &
  else
    ./jbangw serve --port 0 --models-dir "$work/models" --no-watch >"$1" 2>"$work/log" &
  fi
  pids+=($!)
}

core() { awk '{ print $14 + $15 }' "/proc/$1/stat"; } # clock ticks of the process
micro() { # wrk's time with its unit, in microseconds
  awk -v t="$1" 'BEGIN { n = t + 0; if (t ~ /ms$/) n *= 1e3; else if (t ~ /us$/) n *= 1; else if (t ~ /s$/) n *= 1e6; printf "%.0f", n }'
}
# run NAME PID URL SCRIPT SECONDS SCORES-A-REQUEST
run() {
  local before after requests rate p99 failed
  before=$(core "$2")
  wrk -t1 -c16 -d"$5"s --latency -s "$4" "$3" >"$work/wrk"
  after=$(core "$2")
  requests=$(awk '/requests in/ { print $1 }' "$work/wrk")
  rate=$(awk '/Requests\/sec/ { print $2 }' "$work/wrk")
  p99=$(micro "$(awk '$1 == "99%" { print $2 }' "$work/wrk")")
  failed=$(grep -cE 'Non-2xx|Socket errors' "$work/wrk" || true)
  awk -v name="$1" -v ticks=$((after - before)) -v hz="$ticks" -v n="$requests" -v rate="$rate" -v each="$6" \
    -v p99="$p99" -v failed="$failed" 'BEGIN {
      printf "%-28s %8.1f µs of core a request %9.0f requests/s %9.0f scores/s p99 %6d µs%s\n",
        name, ticks / hz * 1e6 / n, rate, rate * each, p99, failed ? "  FAILED REQUESTS" : "" }'
}
resident() { awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$1/status"; }

node "$work/server.js" "$work/models/fillnet.json" >"$work/node.out" &
pids+=($!)
fast=${pids[-1]}
fast_port=$(port_of "$work/node.out")

if [ -n "${FORMER:-}" ]; then
  $FORMER --port 0 --models-dir "$work/models" --no-watch >"$work/former.out" 2>"$work/former.log" &
  pids+=($!)
  former=${pids[-1]}
  former_port=$(port_of "$work/former.out")
  run "former, warm-up" "$former" "http://127.0.0.1:$former_port/score" "$work/single.lua" "$seconds" 1
  run "former, warm-up" "$former" "http://127.0.0.1:$former_port/score" "$work/batch.lua" "$seconds" 64
fi

echo "cold: 10,000 requests over 16 connections as soon as the runtime is ready"
serve "$work/serve.out"
runtime=${pids[-1]}
started=$(date +%s%N)
port=$(port_of "$work/serve.out")
echo "listens after $((($(date +%s%N) - started) / 1000000)) ms"
cat >"$work/cold.lua" <<LUA
$(cat "$work/single.lua")
local n = 0
response = function() n = n + 1; if n == 10000 then wrk.thread:stop() end end
LUA
run "runtime, cold" "$runtime" "http://127.0.0.1:$port/score" "$work/cold.lua" 5 1

for round in $(seq "$rounds"); do
  echo "round $round"
  [ "$round" -gt 1 ] || { run "fastify, warm-up" "$fast" "http://127.0.0.1:$fast_port/score" "$work/single.lua" "$seconds" 1; run "runtime, warm-up" "$runtime" "http://127.0.0.1:$port/score" "$work/single.lua" "$seconds" 1; }
  run "fastify, single" "$fast" "http://127.0.0.1:$fast_port/score" "$work/single.lua" "$seconds" 1
  run "runtime, single" "$runtime" "http://127.0.0.1:$port/score" "$work/single.lua" "$seconds" 1
  run "fastify, batches of 64" "$fast" "http://127.0.0.1:$fast_port/scores" "$work/batch.lua" "$seconds" 64
  run "runtime, batches of 64" "$runtime" "http://127.0.0.1:$port/score" "$work/batch.lua" "$seconds" 64
  if [ -n "${FORMER:-}" ]; then
    run "former, single" "$former" "http://127.0.0.1:$former_port/score" "$work/single.lua" "$seconds" 1
    run "former, batches of 64" "$former" "http://127.0.0.1:$former_port/score" "$work/batch.lua" "$seconds" 64
  fi
  python3 - "$work/models" "$port" <<'PYTHON' &
import http.client, os, pathlib, re, sys, time

models = pathlib.Path(sys.argv[1])
text = (models / "fillnet.json").read_text()
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[2]))
for turn in range(10_000):
    (models / "next").write_text(re.sub(r'"wFill":\[[^,]*', f'"wFill":[0.1{turn}', text))
    os.replace(models / "next", models / "fillnet.json")
    connection.request("POST", "/control/reload-models")
    reply = connection.getresponse()
    reply.read()
    if reply.status != 200:
        print("a reload failed")
    time.sleep(0.05)
PYTHON
  reloading=$!
  run "runtime, 20 reloads a second" "$runtime" "http://127.0.0.1:$port/score" "$work/single.lua" "$seconds" 1
  kill $reloading 2>/dev/null
  wait $reloading 2>/dev/null || true
done
echo "resident: runtime $(resident "$runtime"), fastify $(resident "$fast")"
