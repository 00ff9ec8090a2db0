"""How long scikit-learn takes for the fits of FitBenchmark.java: medians of 5, in milliseconds.

Run: /usr/bin/python3 fit_benchmark.py (Debian: python3-sklearn). A million rows of the same law
(uniform features, slopes 1.5 and -1 in turn), not the same rows: drawing those in Python takes
minutes and changes no time.
"""
import time

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

random = np.random.default_rng(9)
x = random.random((1_000_000, 9))
z = -1 + x @ np.where(np.arange(9) % 2 == 0, 1.5, -1.0)
fills = (random.random(len(z)) < 1 / (1 + np.exp(-z))).astype(float)
slips = 20 + 10 * z + 40 * (random.random(len(z)) - 0.5)


def median(model, y):
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        model.fit(x, y)
        seconds.append(time.perf_counter() - start)
    return 1000 * sorted(seconds)[2]


for solver in ("newton-cholesky", "lbfgs"):
    model = LogisticRegression(C=2, solver=solver, tol=1e-6, max_iter=200)
    print(f"{solver}={median(model, fills):.1f} ms")
print(f"ridge={median(Ridge(alpha=5, solver='cholesky'), slips):.1f} ms")
