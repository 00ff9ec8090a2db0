# The figures of HazardRegressionTest, from R's glm (R 4.2.2).
# Run: python3 solvers.py --hazard > rows.csv; Rscript hazard.R rows.csv
rows <- read.csv(commandArgs(trailingOnly = TRUE)[1])
fit <- glm(y ~ 0 + factor(g) + x1 + x2 + x3,
  data = rows, family = binomial, control = list(epsilon = 1e-14, maxit = 100)
)
print(summary(fit)$coefficients[, 1:2], digits = 15)
