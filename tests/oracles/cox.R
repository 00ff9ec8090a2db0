# The figures of CoxRegressionTest, from R's survival (R 4.2.2, survival 3.5-3).
# Run: python3 solvers.py --cox > rows.csv; Rscript cox.R rows.csv
library(survival)
tight <- coxph.control(eps = 1e-14, iter.max = 100)
show <- function(fit) {
  print(unname(coef(fit)), digits = 16)
  print(unname(sqrt(diag(vcov(fit)))), digits = 16)
}
rows <- read.csv(commandArgs(trailingOnly = TRUE)[1])
show(coxph(Surv(time, event) ~ x1 + x2 + x3, rows, ties = "efron", control = tight))
show(coxph(Surv(time, status) ~ age + sex + ph.ecog, lung, ties = "efron", control = tight))
show(coxph(Surv(time, status) ~ trt + karno + diagtime + age + prior, veteran,
  ties = "efron", control = tight))
