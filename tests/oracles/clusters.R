# What ClusterEstimateTest expects of R: the rows of UnequalClusters, by formula.
# Debian: r-base-core r-cran-clubsandwich r-cran-sandwich r-cran-proc. Run: Rscript tests/oracles/clusters.R
g <- rep(1:24, 1 + (7 * 1:24) %% 6)
n <- seq_along(g)
y <- sin(1.7 * g) + 0.5 * cos(2.3 * n)
label <- as.numeric((n * n + g) %% 3 == 0)
score <- ((n * 37) %% 101) / 101 + 0.3 * label + 0.2 * sin(g)
other <- floor((n * 53) %% 89 / 8.9 + 0.5) / 10 + 0.2 * label
show <- function(what, value) cat(sprintf("%-42s %.15g\n", what, value))

fit <- lm(y ~ 1)
show("CR2 of a mean (clubSandwich)", clubSandwich::vcovCR(fit, cluster = g, type = "CR2")[1, 1])
show("CR0 of a mean (sandwich)", sandwich::vcovCL(fit, cluster = g, type = "HC0", cadjust = FALSE)[1, 1])

one <- pROC::roc(label, score, quiet = TRUE, direction = "<")
two <- pROC::roc(label, other, quiet = TRUE, direction = "<")
show("AUC, its variance (DeLong, pROC)", c(pROC::auc(one), pROC::var(one)))
show("the other, its variance", c(pROC::auc(two), pROC::var(two)))
show("their covariance", pROC::cov(one, two))

# Obuchowski 1997, Biometrics 53:567, written out: X positives, Y negatives, V their placement values
placement <- function(s) {
  x <- s[label == 1]; z <- s[label == 0]
  v <- numeric(length(s))
  v[label == 1] <- sapply(x, function(a) mean((a > z) + (a == z) / 2))
  v[label == 0] <- sapply(z, function(b) mean((x > b) + (x == b) / 2))
  list(auc = mean(v[label == 1]), v = v)
}
obuchowski <- function(s, t) {
  a <- placement(s); b <- placement(t)
  M <- sum(label == 1); N <- sum(label == 0)
  sum1 <- function(p, l) tapply(ifelse(label == l, p$v - p$auc, 0), g, sum)
  I10 <- length(unique(g[label == 1])); I01 <- length(unique(g[label == 0])); I <- 24
  s10 <- I10 / ((I10 - 1) * M) * sum(sum1(a, 1) * sum1(b, 1))
  s01 <- I01 / ((I01 - 1) * N) * sum(sum1(a, 0) * sum1(b, 0))
  s11 <- I / (I - 1) * sum(sum1(a, 1) * sum1(b, 0) + sum1(a, 0) * sum1(b, 1)) / 2
  s10 / M + s01 / N + 2 * s11 / (M * N)
}
show("Obuchowski, one", obuchowski(score, score))
show("Obuchowski, other", obuchowski(other, other))
show("Obuchowski, both", obuchowski(score, other))
