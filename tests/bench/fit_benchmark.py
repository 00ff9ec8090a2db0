"""How long scikit-learn takes for the fits of FitBenchmark.java: medians of 5, in milliseconds.

Run: /usr/bin/python3 fit_benchmark.py FILE (Debian: python3-sklearn), where FitBenchmark FILE has
written its million rows. Beside each time stands the largest difference of a weight from that of
FitBenchmark.
"""
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

ROWS, FEATURES = 1_000_000, 9

numbers = np.fromfile(sys.argv[1], ">f8").astype(float)
columns = numbers[: (FEATURES + 2) * ROWS].reshape(FEATURES + 2, ROWS)
x = np.ascontiguousarray(columns[:FEATURES].T)
fills, slips = columns[FEATURES], columns[FEATURES + 1]
logistic, ridge = numbers[(FEATURES + 2) * ROWS :].reshape(2, FEATURES + 1)


def tell(name, model, y, weights):
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        model.fit(x, y)
        seconds.append(time.perf_counter() - start)
    fitted = np.append(model.intercept_, model.coef_)
    print(f"{name}={1000 * sorted(seconds)[2]:.1f} ms, apart by {abs(fitted - weights).max():.1e}")


for solver in ("newton-cholesky", "lbfgs"):
    model = LogisticRegression(C=2, solver=solver, tol=1e-6, max_iter=200)
    tell(solver, model, fills, logistic)
tell("ridge", Ridge(alpha=5, solver="cholesky"), slips, ridge)
