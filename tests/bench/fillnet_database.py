"""FillNet from a database: pandas and scikit-learn against any command that does the same.

Run: /usr/bin/python3 fillnet_database.py [--lean] [--agree] DATABASE COMMAND… (Debian:
python3-pandas, python3-sklearn), for example after
`seed_training_data --db big.db --mints 3000 --attempts 1000000`:

    /usr/bin/python3 fillnet_database.py big.db ./jbangw train_fillnet --db big.db --models-dir /tmp/m

Both sides are whole processes that read the attempts and contexts, drop attempts logged twice,
join each attempt to the context of its own decision within 60 s (route and amount; a failed one,
which tells no amount, by elimination; else the latest of its route), split by time with purge and
embargo, fit one logistic and two ridge regressions with the same penalties, judge the holdout with
intervals and by five walk-forward folds, and take a digest of the rows that were fitted. With
`--lean` the Python side leaves out what a first script would: duplicates, purge, intervals,
calibration, folds, digest.

They run in turn, three times each; what is printed are the medians of elapsed and processor
seconds and of the peak resident memory, and their ratios. With `--agree` each runs once, and what
is printed are the figures of both; the command is given `--json`. With `--read` and a database
alone, Python reads the rows that a trainer fits, and no more, and tells the time.
"""
import hashlib
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time

WINDOW_MS = 60_000
EMBARGO_MS = 60_000
FOLDS = 5
BINS = 15


def read(database):
    import numpy as np
    import pandas as pd

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    columns = (
        "ts, route, filled, slippage_bps_real, slippage_bps_req, time_to_land_ms, amount_in, mint"
    )
    live = pd.read_sql_query(
        f"SELECT {columns}, 'exec:' || coalesce(nullif(order_id, ''), '#' || rowid) AS key, side"
        " FROM exec_outcomes",
        connection,
    )
    is_sell = live["side"].str.lower().eq("sell")
    live["slippage_bps_real"] = live["slippage_bps_real"].where(~is_sell, -live["slippage_bps_real"])
    simulated = pd.read_sql_query(
        f"SELECT {columns}, 'sim:' || mint AS key, coalesce(source, '') AS source"
        " FROM sim_exec_outcomes",
        connection,
    )
    attempts = pd.concat([live, simulated[~simulated["source"].isin(echoes(simulated))]])
    contexts = pd.read_sql_query("SELECT ts, route, ctx_json FROM fill_preds", connection)
    parsed = pd.DataFrame([json.loads(text)["ctx"] for text in contexts.pop("ctx_json")])
    contexts = pd.concat([contexts, parsed.drop(columns="route", errors="ignore")], axis=1)
    for frame in (attempts, contexts):
        seconds = frame["ts"] <= 2e10
        frame["ts"] = np.where(seconds, frame["ts"] * 1000, frame["ts"]).astype("int64")
    return attempts, contexts


def echoes(simulated):
    """Sources that measure nothing: they repeat what was asked, or always say the same."""
    found = {"shadow", "shadow_replay"}
    for source, rows in simulated.groupby("source"):
        filled = rows[rows["filled"] != 0]
        slip, land = filled["slippage_bps_real"].dropna(), filled["time_to_land_ms"].dropna()
        same = (slip == filled["slippage_bps_req"]).sum() >= 0.95 * len(slip) and len(slip) > 1
        constant = any(
            len(values) > 1 and values.min() == values.max()
            for values in (rows["filled"].dropna(), slip, land)
        )
        if len(rows) >= 100 and (same or constant):
            found.add(source)
    return found


def join(attempts, contexts):
    """Attempts with the context of their own decision; ts becomes the decision's, ms is their own."""
    import bisect

    import numpy as np
    import pandas as pd

    attempts = attempts.sort_values(["ts", "key"], kind="stable").reset_index(drop=True)
    contexts = contexts.sort_values("ts", kind="stable").reset_index(drop=True)
    attempts["ms"] = attempts["ts"]
    attempts["row"] = np.arange(len(attempts))
    contexts["place"] = np.arange(len(contexts))
    contexts["amount"] = np.rint(contexts.get("amountLamports", np.nan))
    contexts["decision"] = contexts.groupby(["ts", "route", "amount"], dropna=False).ngroup()
    places = lambda rows, own, by: pd.merge_asof(
        rows, own[["ts", "place", *by]], on="ts", by=by, tolerance=WINDOW_MS
    ).set_index("row")["place"]
    latest = places(attempts[["ts", "row", "route"]], contexts, ["route"])

    known = attempts[(attempts["amount_in"] > 0) & attempts["filled"].notna()]
    known = known[["ts", "row", "route"]].assign(amount=np.rint(known["amount_in"]))
    own = places(known, contexts[contexts["amount"].notna()], ["route", "amount"]).dropna()
    own = own.astype("int64")

    decisions, times = contexts["decision"].to_numpy(), contexts["ts"].to_numpy()
    taken = set(decisions[own.to_numpy()])
    arms = contexts[contexts["amount"].notna()]
    arms = arms.drop_duplicates(["decision", "slippageBps"])
    arms = {arm: list(rows["place"]) for arm, rows in arms.groupby(["route", "slippageBps"])}
    failed = attempts[(attempts["filled"] == 0) & ~attempts["row"].isin(own.index)]
    eliminated = {}
    for row, ms, route, asked in zip(
        failed["row"], failed["ms"], failed["route"], failed["slippage_bps_req"]
    ):
        of_arm = arms.get((route, asked), [])
        at = bisect.bisect_right(of_arm, ms, key=times.__getitem__) - 1
        while at >= 0 and times[of_arm[at]] >= ms - WINDOW_MS:
            if decisions[of_arm[at]] not in taken:
                eliminated[row] = of_arm.pop(at)
                break
            at -= 1
    own = pd.concat([own, pd.Series(eliminated, dtype="int64")])
    attempts["place"] = own.reindex(attempts["row"]).to_numpy()
    attempts["is_own"] = attempts["place"].notna()
    attempts["place"] = attempts["place"].fillna(latest)
    rows = attempts.dropna(subset=["place"])
    found = contexts.drop(columns=["route"]).iloc[rows["place"].astype("int64")]
    found = found.rename(columns={"ts": "decided"}).drop(columns=["place"])
    rows = pd.concat([rows.reset_index(drop=True), found.reset_index(drop=True)], axis=1)
    rows["ts"] = np.where(rows["is_own"], rows["decided"], rows["ms"])
    return rows.sort_values(["ts", "key"], kind="stable").reset_index(drop=True)


def features(rows):
    import numpy as np
    import pandas as pd

    number = lambda name: pd.to_numeric(rows.get(name), errors="coerce")
    spread = number("spreadBps").fillna(0)
    return np.column_stack(
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


def logistic(x, y):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=5, solver="newton-cholesky", tol=1e-8).fit(x, y)


def ridge(x, y):
    from sklearn.linear_model import Ridge

    return Ridge(alpha=5, solver="cholesky").fit(x, y)


def lean(attempts, contexts):
    import numpy as np
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

    rows = join(attempts, contexts)
    x = features(rows)
    y = (rows["filled"] != 0).to_numpy()
    cut = int(len(rows) * 0.8)
    p = logistic(x[:cut], y[:cut]).predict_proba(x[cut:])[:, 1]
    figures = {
        "auc": roc_auc_score(y[cut:], p),
        "brier": brier_score_loss(y[cut:], p),
        "pfill_logloss": log_loss(y[cut:], p),
    }
    for name, column in (("slip_mae", "slippage_bps_real"), ("ttl_mae", "time_to_land_ms")):
        measured = rows[column].to_numpy()
        model = ridge(x[:cut][y[:cut]], measured[:cut][y[:cut]])
        figures[name] = np.abs(model.predict(x[cut:][y[cut:]]) - measured[cut:][y[cut:]]).mean()
    return figures


def full(attempts, contexts):
    import numpy as np

    attempts = attempts.drop_duplicates(["ts", "key", "route"])
    attempts = attempts[attempts["ts"] >= attempts["ts"].max() - 90 * 86_400_000]
    rows = join(attempts, contexts)
    x = features(rows)
    y = (rows["filled"] != 0).to_numpy()
    slip = rows["slippage_bps_real"].to_numpy(dtype=float)
    ttl = rows["time_to_land_ms"].to_numpy(dtype=float)
    ts = rows["ts"].to_numpy()
    landed = np.where(y & (ttl >= 0), np.floor(ttl + 0.5), 0)
    ms, own = rows["ms"].to_numpy(), rows["is_own"].to_numpy()
    late = np.where(y & (ttl >= 0), landed, WINDOW_MS)
    label_end = np.where(own, np.maximum(ms, ts + landed), ms + late).astype("int64")
    known = np.maximum(label_end, ts + WINDOW_MS)

    def first_of_instant(position):
        return np.searchsorted(ts, ts[position])

    def cut(selection, start, end):
        """Rows before start that were known early enough, and rows from there to end."""
        before, after = np.searchsorted(selection, [start, end])
        known_early = known[selection[:before]] <= ts[start] - EMBARGO_MS
        return selection[:before][known_early], selection[before:after]

    start = first_of_instant(len(ts) - int(np.ceil(len(ts) * 0.2)))
    train, holdout = cut(np.arange(len(ts)), start, len(ts))
    model = logistic(x[train], y[train])
    figures = probability_figures(model.predict_proba(x[holdout])[:, 1], y[holdout])
    filled, landed = train[y[train]], holdout[y[holdout]]
    slip_error = absolute_error(ridge(x[filled], slip[filled]), x[landed], slip[landed], 1)
    figures |= mean_figures("slip_mae", slip_error)
    figures |= mean_figures("slip_mape", slip_error / np.maximum(np.abs(slip[landed]), 10))
    ttl_error = absolute_error(ridge(x[filled], ttl[filled]), x[landed], ttl[landed], 50)
    figures |= mean_figures("ttl_mae", ttl_error)
    figures |= {"train_size_fill": len(train), "holdout_size_fill": len(holdout)}
    figures |= {"train_size_slip": len(filled), "holdout_size_slip": len(landed)}
    cuts = [train[len(train) * k // (FOLDS + 1)] for k in range(1, FOLDS + 1)]
    cuts = [first_of_instant(row) for row in cuts] + [start]
    folds = [fold_figures(x, y, slip, *cut(train, a, b)) for a, b in zip(cuts, cuts[1:])]
    for name in folds[0]:
        values = [fold[name] for fold in folds]
        figures[name + "_cv_mean"] = np.mean(values)
        figures[name + "_cv_sd"] = np.std(values, ddof=1)
    digest = hashlib.sha256("\n".join(rows["key"].to_numpy()[train]).encode())
    for column in (ts, label_end, y, slip, ttl, x):
        digest.update(np.ascontiguousarray(column[train]))
    print(digest.hexdigest(), file=sys.stderr)
    return figures


def fold_figures(x, y, slip, train, test):
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

    p = logistic(x[train], y[train]).predict_proba(x[test])[:, 1]
    filled, landed = train[y[train]], test[y[test]]
    error = absolute_error(ridge(x[filled], slip[filled]), x[landed], slip[landed], 1)
    return {
        "auc": roc_auc_score(y[test], p),
        "brier": brier_score_loss(y[test], p),
        "pfill_logloss": log_loss(y[test], p),
        "slip_mae": error.mean(),
    }


def absolute_error(model, x, measured, lowest):
    """Of what is served: rounded, and not below the lowest."""
    import numpy as np

    return np.abs(np.maximum(lowest, np.floor(model.predict(x) + 0.5)) - measured)


def interval(name, estimate, half, lowest=-float("inf"), highest=float("inf")):
    bounds = max(lowest, estimate - half), min(highest, estimate + half)
    return {name: estimate, name + "_lower": bounds[0], name + "_upper": bounds[1]}


def mean_figures(name, losses):
    from scipy.stats import norm

    half = norm.ppf(0.975) * losses.std(ddof=1) / len(losses) ** 0.5
    return interval(name, losses.mean(), half, lowest=0)


def probability_figures(p, y):
    import numpy as np

    clipped = p.clip(np.finfo(float).eps, 1 - np.finfo(float).eps)
    figures = mean_figures("brier", (p - y) ** 2)
    figures |= mean_figures("pfill_logloss", -np.where(y, np.log(clipped), np.log1p(-clipped)))
    figures |= delong(p, y)
    figures |= calibration_error(p, y)
    return figures | calibration_line(np.log(clipped) - np.log1p(-clipped), y)


def delong(p, y):
    from scipy.stats import norm, rankdata

    ranks = rankdata(p)
    positives, negatives = y.sum(), (~y).sum()
    of_positives = (ranks[y] - rankdata(p[y])) / negatives
    of_negatives = 1 - (ranks[~y] - rankdata(p[~y])) / positives
    variance = of_positives.var(ddof=1) / positives + of_negatives.var(ddof=1) / negatives
    return interval("auc", of_positives.mean(), norm.ppf(0.975) * variance**0.5, 0, 1)


def calibration_error(p, y):
    """15 bins of equal count; ties share their positives; the bins' gaps are drawn 2,000 times."""
    import numpy as np

    order = np.argsort(p, kind="stable")
    p, y = p[order], y[order]
    starts = np.flatnonzero(np.r_[True, p[1:] != p[:-1]])
    members = np.diff(np.r_[starts, len(p)])
    share = np.repeat(np.add.reduceat(y.astype(float), starts) / members, members)
    cuts = np.arange(BINS) * len(p) // BINS
    sizes = np.diff(np.r_[cuts, len(p)])
    sums = np.add.reduceat(p - share, cuts)
    residuals = np.add.reduceat(p - y, cuts)
    squares = np.add.reduceat((p - y) ** 2, cuts)
    spreads = np.sqrt(sizes * (squares - residuals**2 / sizes) / (sizes - 1))
    estimate = np.abs(sums).sum() / len(p)
    draws = sums + spreads * np.random.default_rng(42).standard_normal((2_000, BINS))
    low, high = np.quantile(np.abs(draws).sum(axis=1) / len(p), [0.025, 0.975])
    lower, upper = 2 * estimate - high, 2 * estimate - low
    return {
        "ece": estimate,
        "ece_lower": max(0, min(estimate, lower)),
        "ece_upper": max(estimate, upper),
    }


def calibration_line(logits, y):
    import numpy as np
    from scipy.stats import norm
    from sklearn.linear_model import LogisticRegression

    column = logits[:, None]
    model = LogisticRegression(penalty=None, solver="newton-cholesky", tol=1e-8).fit(column, y)
    p = model.predict_proba(column)[:, 1]
    design = np.column_stack([np.ones_like(logits), logits])
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ (design * (p * (1 - p))[:, None]))))
    half = norm.ppf(0.975) * errors
    return interval("calibration_slope", model.coef_[0, 0], half[1]) | interval(
        "calibration_intercept", model.intercept_[0], half[0]
    )


def measure(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    elapsed = time.perf_counter() - start
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def agree(python, command):
    run = lambda words: json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)
    theirs, ours = run(python), run(command + ["--json"])["metrics"]
    for name, value in theirs.items():
        print(f"{name:28} {value:.15g}  {ours[name]:.15g}  differ by {abs(value - ours[name]):.1e}")
    print("of the command alone:", ", ".join(sorted(ours.keys() - theirs.keys())))


def compare(commands):
    runs = {name: [] for name in commands}
    for _ in range(3):
        for name, command in commands.items():
            runs[name].append(measure(command))
    medians = {name: [sorted(column)[1] for column in zip(*all)] for name, all in runs.items()}
    for name, (elapsed, processor, memory) in medians.items():
        print(f"{name}: elapsed {elapsed:.1f} s, processor {processor:.1f} s, {memory:.0f} MiB")
    ratios = [a / b for a, b in zip(medians["pandas"], medians["command"])]
    print("pandas / command: elapsed %.1f, processor %.1f, memory %.1f" % tuple(ratios))


def main():
    options = list(itertools.takewhile(lambda word: word.startswith("--"), sys.argv[1:]))
    database, *command = sys.argv[1 + len(options) :]
    kind = ["--lean"] if "--lean" in options else []
    if "--read" in options:
        import pandas  # noqa: F401, so that its import is not counted

        start = time.perf_counter()
        rows = features(join(*read(database)))
        return print(f"read: {len(rows):,} rows in {time.perf_counter() - start:.2f} s")
    if "--train" in options:
        figures = (lean if kind else full)(*read(database))
        return print(json.dumps({name: float(value) for name, value in figures.items()}))
    python = [sys.executable, __file__, "--train", *kind, database]
    if "--agree" in options:
        return agree(python, command)
    compare({"pandas": python, "command": command})


main()
