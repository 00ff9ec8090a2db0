"""The figures of LogisticRegressionTest and RidgeRegressionTest, from scikit-learn 1.2.1.

Run: /usr/bin/python3 solvers.py (Debian: python3-sklearn). The rows come from a 64-bit linear
congruential generator (Knuth's MMIX constants, top 53 bits), as in SyntheticRows.java.
"""
import math
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

MASK = (1 << 64) - 1


class Generator:
    def __init__(self, seed):
        self.state = seed & MASK

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 11) * 2.0**-53


def rows(n, features, seed, intercept):
    g = Generator(seed)
    x = np.empty((n, features))
    fills = np.empty(n)
    slips = np.empty(n)
    for i in range(n):
        for j in range(features):
            x[i, j] = g.uniform()
        z = intercept
        for j in range(features):
            z += (1.5 if j % 2 == 0 else -1.0) * x[i, j]
        fills[i] = 1.0 if g.uniform() < 1 / (1 + np.exp(-z)) else 0.0
        slips[i] = 20 + 10 * z + 40 * (g.uniform() - 0.5)
    return x, fills, slips


def logistic(name, x, y, c):
    m = LogisticRegression(C=c, tol=1e-12, solver="newton-cholesky", max_iter=1000).fit(x, y)
    print(name, int(y.sum()), repr([float(m.intercept_[0])] + [float(v) for v in m.coef_[0]]))


def ridge(name, x, y):
    m = Ridge(alpha=5.0, solver="cholesky").fit(x, y)
    print(name, repr([float(m.intercept_)] + [float(v) for v in m.coef_]))


x, y, s = rows(400, 5, 7, -0.5)
if "--rows" in sys.argv:
    print("y," + ",".join(f"x{j + 1}" for j in range(5)))
    for i in range(400):
        print(",".join(repr(float(v)) for v in [y[i], *x[i]]))
    sys.exit()
if "--hazard" in sys.argv:
    # HazardRegressionTest: 300 positions, minutes at risk one row each, grouped as in groups().
    x, y, s = rows(300, 5, 21, -0.5)
    duration = 3600 * x[:, 4] * x[:, 4]
    survived = [
        max(0, math.ceil(d / 60) - 1) if e == 1 else math.floor(d / 60)
        for d, e in zip(duration, y)
    ]
    stops = [sum(1 for k, e in zip(survived, y) if e == 1 and k == m) for m in range(60)]
    group, count, groups = 0, 0, []
    for m in range(60):
        groups.append(group)
        count += stops[m]
        if count >= 5:
            group, count = group + 1, 0
    if count < 5:
        groups = [min(g, group - 1) for g in groups]
    print("y,g,x1,x2,x3")
    for i in range(300):
        for m in range(survived[i] + int(y[i])):
            print(",".join([str(int(m == survived[i])), str(groups[m])] + [repr(float(v)) for v in x[i, :3]]))
    sys.exit()
if "--cox" in sys.argv:
    # CoxRegressionTest: the same positions, times in whole minutes.
    x, y, s = rows(300, 5, 21, -0.5)
    print("time,event,x1,x2,x3")
    for i in range(300):
        minute = math.ceil(60 * x[i, 4] * x[i, 4])
        print(",".join([str(minute), str(int(y[i]))] + [repr(float(v)) for v in x[i, :3]]))
    sys.exit()
logistic("plain", x, y, 2.0)
logistic("c5", x, y, 5.0)
ridge("ridge", x, s)
logistic("separable", x, (x[:, 0] > 0.5).astype(float), 2.0)
collinear = np.column_stack([x, x[:, 0], np.full(400, 0.25)])
logistic("collinear", collinear, y, 2.0)
ridge("ridge_collinear", collinear, s)
x, y, s = rows(20000, 3, 11, -8.5)
logistic("imbalanced", x, y, 2.0)
x, y, s = rows(30, 7, 3, 0.0)
logistic("thirty", x, y, 2.0)
ridge("ridge_thirty", x, s)
