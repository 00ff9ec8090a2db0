#!/usr/bin/env python3
"""How long control takes while a runtime is attacked: health, metrics and reload, asked ten times a second each.

    tests/bench/runtime_attack.py PORT [SECONDS]     PORT of a runtime that serves (./jbangw serve --port 0)

In turn, each for so long: nothing else; IDLE connections that send nothing; TRICKLING ones that send a byte a second;
connections that come and go, 10,000 a minute; and all of that with scores by wrk over 16 connections. Every score, and
every answer of control, must be 200.
"""
import asyncio
import os
import subprocess
import sys
import tempfile
import time

PORT = int(sys.argv[1])
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 10
IDLE, TRICKLING, CONNECTS_A_SECOND = 5000, 500, 10000 / 60
BODY = '{"lpSol":32.5,"spreadBps":45,"slippageBps":120}'


async def ask(method, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{path} answered {answer[:60]!r}")


async def control(seconds):
    took = {"/healthz": [], "/metrics": [], "/control/reload-models": []}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for path, times in took.items():
            started = time.monotonic()
            await ask("POST" if "reload" in path else "GET", path)
            times.append((time.monotonic() - started) * 1e3)
        await asyncio.sleep(0.1)
    for path, times in took.items():
        times.sort()
        print(f"    {path:24} median {times[len(times) // 2]:6.1f} ms  p99 {times[int(0.99 * (len(times) - 1))]:6.1f} ms"
              f"  slowest {times[-1]:6.1f} ms")


async def trickle(writers):
    while True:
        for writer in writers:
            try:
                writer.write(b"x")
            except OSError:
                pass
        await asyncio.sleep(1)


async def come_and_go():
    while True:
        started = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.close()
        await asyncio.sleep(max(0, 1 / CONNECTS_A_SECOND - (time.monotonic() - started)))


async def connect(count):
    writers = []
    for _ in range(count):
        writers.append((await asyncio.open_connection("127.0.0.1", PORT))[1])
    return writers


async def main():
    print("nothing else")
    await control(SECONDS)
    idle = await connect(IDLE)
    print(f"{IDLE} idle connections")
    await control(SECONDS)
    slow = await connect(TRICKLING)
    for writer in slow:
        writer.write(b"POST /score HTTP/1.1\r\nHost: local")
    tasks = [asyncio.create_task(trickle(slow))]
    print(f"and {TRICKLING} trickling ones")
    await control(SECONDS)
    tasks.append(asyncio.create_task(come_and_go()))
    print("and 10,000 connects a minute")
    await control(SECONDS)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        script.write(f"wrk.method='POST'\nwrk.body='{BODY}'\n")
    wrk = await asyncio.create_subprocess_exec(
        "wrk", "-t1", "-c16", f"-d{int(SECONDS)}s", "--latency", "-s", script.name, f"http://127.0.0.1:{PORT}/score",
        stdout=subprocess.PIPE)
    print("and scores over 16 connections")
    await control(SECONDS)
    said = (await wrk.communicate())[0].decode()
    print("\n".join("    " + line.strip() for line in said.splitlines() if "99%" in line or "Requests/sec" in line))
    os.unlink(script.name)
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit("a score failed: " + said)
    for task in tasks:
        task.cancel()
    for writer in idle + slow:
        writer.close()


asyncio.run(main())
