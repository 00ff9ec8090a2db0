"""FillNet from a database: pandas and scikit-learn against any command that does the same.

Run: /usr/bin/python3 fillnet_database.py DATABASE COMMAND… (Debian: python3-pandas,
python3-sklearn), for example after `seed_training_data --db big.db --mints 3000 --attempts 1000000`:

    /usr/bin/python3 fillnet_database.py big.db ./jbangw train_fillnet --db big.db --models-dir /tmp/m

Both sides are whole processes that read the attempts and contexts, join each attempt to the latest
context of its route within 60 s, split by time, fit one logistic and two ridge regressions with the
same penalties, and judge the holdout. They run in turn, three times each; what is printed are the
medians of elapsed and processor seconds and of the peak resident memory, and their ratios.
"""
import json
import os
import sqlite3
import subprocess
import sys
import time


def train(database):
    import numpy as np
    import pandas as pd
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    columns = "ts, route, filled, slippage_bps_real, slippage_bps_req, time_to_land_ms"
    attempts = pd.concat(
        pd.read_sql_query(f"SELECT {columns} FROM {table}", connection)
        for table in ("exec_outcomes", "sim_exec_outcomes")
    )
    contexts = pd.read_sql_query("SELECT ts, route, ctx_json FROM fill_preds", connection)
    parsed = pd.DataFrame([json.loads(text)["ctx"] for text in contexts.pop("ctx_json")])
    contexts = pd.concat([contexts, parsed.drop(columns="route", errors="ignore")], axis=1)
    for frame in (attempts, contexts):
        seconds = frame["ts"] <= 2e10
        frame["ts"] = np.where(seconds, frame["ts"] * 1000, frame["ts"]).astype("int64")
    rows = pd.merge_asof(
        attempts.sort_values("ts"),
        contexts.sort_values("ts"),
        on="ts",
        by="route",
        tolerance=60_000,
    ).dropna(subset=["slippageBps"])
    number = lambda name: pd.to_numeric(rows.get(name), errors="coerce")
    spread = number("spreadBps").fillna(0)
    x = np.column_stack(
        [
            (number("lpSol").fillna(0) / 50).clip(0, 1),
            number("congestionScore").fillna(0.5),
            (1 - spread / 200).clip(0, 1),
            (1 - number("volatilityBps").fillna(spread) / 300).clip(0, 1),
            (number("ageSec").fillna(0) / 600).clip(0, 1),
            (1 - number("rugProb").fillna(0.5)).clip(0, 1),
            (number("slippage_bps_req").fillna(0).clip(lower=1) / 300).clip(0, 1),
        ]
    )
    y = (rows["filled"] != 0).to_numpy()
    cut = int(len(rows) * 0.8)
    model = LogisticRegression(C=5, solver="newton-cholesky", tol=1e-8).fit(x[:cut], y[:cut])
    p = model.predict_proba(x[cut:])[:, 1]
    figures = [roc_auc_score(y[cut:], p), brier_score_loss(y[cut:], p), log_loss(y[cut:], p)]
    for column in ("slippage_bps_real", "time_to_land_ms"):
        measured = rows[column].to_numpy()
        fitted = Ridge(alpha=5, solver="cholesky").fit(x[:cut][y[:cut]], measured[:cut][y[:cut]])
        figures.append(np.abs(fitted.predict(x[cut:][y[cut:]]) - measured[cut:][y[cut:]]).mean())
    print(len(rows), [round(float(figure), 5) for figure in figures])


def measure(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    elapsed = time.perf_counter() - start
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if sys.argv[1] == "--train":
        return train(sys.argv[2])
    commands = {
        "pandas": [sys.executable, __file__, "--train", sys.argv[1]],
        "command": sys.argv[2:],
    }
    runs = {name: [] for name in commands}
    for _ in range(3):
        for name, command in commands.items():
            runs[name].append(measure(command))
    medians = {name: [sorted(column)[1] for column in zip(*all)] for name, all in runs.items()}
    for name, (elapsed, processor, memory) in medians.items():
        print(f"{name}: elapsed {elapsed:.1f} s, processor {processor:.1f} s, {memory:.0f} MiB")
    ratios = [a / b for a, b in zip(medians["pandas"], medians["command"])]
    print("pandas / command: elapsed %.1f, processor %.1f, memory %.1f" % tuple(ratios))


main()
