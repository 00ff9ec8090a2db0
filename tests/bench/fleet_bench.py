#!/usr/bin/env python3
"""Promote to a fleet of fake runtimes in waves: time and memory of the command.

    tests/bench/fleet_bench.py [RUNTIMES]        (200)

Each case promotes the same FillNet candidate to RUNTIMES runtimes, 10 % of which take a second to
answer. Then one of the last wave lies (it says ok, and serves another version), or is dead (nothing
listens), and all must go back to the version before. Printed are the exit code, the runtimes that were asked, and the
command's time and largest resident set.
"""
import hashlib
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WAVES = "1,25%,100%"
NOW = datetime.now(timezone.utc).replace(microsecond=0, tzinfo=None)
END = NOW.isoformat() + "Z"
AS_OF = (NOW - timedelta(days=5)).isoformat() + "Z"


class Runtime(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        fleet, number = self.server.fleet, int(self.path.split("/")[1])
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with fleet.lock:
            fleet.asked.append(number)
        if number in fleet.slow:
            time.sleep(1)
        with open(fleet.alias, "rb") as alias:
            content = alias.read()
        digest = "0" * 64 if number in fleet.lying else hashlib.sha256(content).hexdigest()
        self.answer({"status": "ok", "models": {"fillnet": {"status": "ok", "sha256": digest}}})

    def do_GET(self):
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


class Fleet:
    def __init__(self, alias, slow=(), lying=()):
        self.alias, self.slow, self.lying = alias, set(slow), set(lying)
        self.asked, self.lock = [], threading.Lock()
        self.server = Server(("127.0.0.1", 0), Runtime)
        self.server.fleet = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, number):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{number}/reload"


def run(*words):
    return subprocess.run([os.path.join(ROOT, "jbangw"), *words], capture_output=True, text=True)


def nobody():
    """A port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def case(name, folder, candidate, database, runtimes, lying=(), dead=(), options=()):
    models = os.path.join(folder, name)
    shutil.copytree(os.path.join(folder, "before"), models)
    shutil.copy(candidate, models)
    alias = os.path.join(models, "fillnet.json")
    fleet = Fleet(alias, slow=range(5, runtimes, 10), lying=lying)
    closed = nobody()
    urls = [
        f"http://127.0.0.1:{closed}/reload" if number in dead else fleet.url(number)
        for number in range(runtimes)
    ]
    started = time.time()
    child = subprocess.Popen(
        [
            os.path.join(ROOT, "jbangw"), "promote", "fillnet", "--json", "--models-dir", models,
            "--db", database, "--no-built-in-hooks", "--accept-inconclusive", "--wave", WAVES, *options,
            "--reload-url", "fillnet=" + ",".join(urls),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    out, err = child.communicate()
    seconds = time.time() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    state = json.loads(out)["models"][0]["state"] if out else err.strip()[-300:]
    fleet.server.shutdown()
    print(
        f"{name:28} exit {child.returncode}, {state}: {len(set(fleet.asked))} of {runtimes} runtimes"
        f" answered {len(fleet.asked)} times, {seconds:.1f} s, at most {peak} MiB so far",
        flush=True,
    )


def main():
    runtimes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "bot.db")
        run("seed_training_data", "--db", database, "--days", "26", "--mints", "750",
            "--attempts", "25000", "--end", END)
        before = os.path.join(folder, "before")
        for words in [
            ["train_fillnet", "--db", database, "--models-dir", before, "--create", "--as-of", AS_OF],
            ["promote", "fillnet", "--db", database, "--models-dir", before, "--no-built-in-hooks",
             "--reload-url", "fillnet="],
            ["train_fillnet", "--db", database, "--models-dir", folder],
        ]:
            done = run(*words)
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
        candidate = os.path.join(folder, "fillnet_v2.json")
        last = runtimes - 1
        case("one", folder, candidate, database, 1)
        case("all honest", folder, candidate, database, runtimes)
        case("one lies", folder, candidate, database, runtimes, lying=[last])
        case("one is dead", folder, candidate, database, runtimes, dead=[last])
        case("five are dead, allowed", folder, candidate, database, runtimes,
             dead=range(last - 4, last + 1), options=["--allow-down"])
        case("the canary lies", folder, candidate, database, runtimes, lying=[0])


main()
