# The unpenalised figures of LogisticRegressionTest, from R's glm (R 4.2.2).
# Run: python3 solvers.py --rows > rows.csv; Rscript solvers.R rows.csv
rows <- read.csv(commandArgs(trailingOnly = TRUE)[1])
fit <- glm(y ~ ., data = rows, family = binomial, control = list(epsilon = 1e-14, maxit = 100))
print(summary(fit)$coefficients[, 1:2], digits = 15)
