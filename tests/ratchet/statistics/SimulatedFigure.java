package ratchet.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ratchet.statistics.SimulatedOutcomes.Dependence;
import ratchet.statistics.SimulatedOutcomes.Version;

/** A figure of simulated rows, and its true value. Each draws its own rows. */
enum SimulatedFigure {
  BRIER(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      SimulatedOutcomes rows = outcomes(dependence, random);
      return InfluenceValues.ofMean(ProbabilityMetrics.squaredErrors(rows.former, rows.labels));
    }
  },
  AUC(true) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      SimulatedOutcomes rows = outcomes(dependence, random);
      return InfluenceValues.ofAuc(rows.former, rows.labels).orElseThrow();
    }
  },
  BRIER_DIFFERENCE(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      return InfluenceValues.ofMean(outcomes(dependence, random).differences());
    }
  },
  AUC_DIFFERENCE(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      SimulatedOutcomes rows = outcomes(dependence, random);
      return InfluenceValues.ofAuc(rows.candidate, rows.labels)
          .orElseThrow()
          .minus(InfluenceValues.ofAuc(rows.former, rows.labels).orElseThrow());
    }
  },
  /** Absolute errors of a slippage whose spread is the cluster's. */
  SLIP_MAE(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      return InfluenceValues.ofMean(
          rows(dependence, random, (u, r) -> 40 * Math.exp(u / 2) * Math.abs(r.nextGaussian())));
    }
  },
  /** Exponential times of a known risk and the cluster's, observed for a while. */
  C_INDEX(true) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      List<double[]> rows = new ArrayList<>();
      rows(
          dependence,
          random,
          (u, r) -> {
            double risk = r.nextGaussian();
            double time = -Math.log(1 - r.nextDouble()) / Math.exp(0.7 * risk + u);
            rows.add(new double[] {risk, Math.min(time, 2), time < 2 ? 1 : 0});
            return 0;
          });
      return InfluenceValues.ofConcordance(
              column(rows, 0), column(rows, 1), column(rows, 2), dependence.clustered())
          .orElseThrow();
    }
  },
  /** Net of trades: many small losses, some large gains, and what the market gave all of them. */
  NET(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      return InfluenceValues.ofMean(
          rows(
              dependence,
              random,
              (u, r) -> 0.5 * u + (r.nextDouble() < 0.2 ? 2 * r.nextExponential() : -0.3)));
    }
  },
  IPS(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      List<double[]> log = decisions(dependence, random);
      return InfluenceValues.ofMean(product(column(log, 0), column(log, 1)));
    }
  },
  SNIPS(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      List<double[]> log = decisions(dependence, random);
      double[] weights = column(log, 0);
      return InfluenceValues.ofRatio(product(weights, column(log, 1)), weights).orElseThrow();
    }
  },
  DR(false) {
    @Override
    InfluenceValues of(Dependence dependence, SplittableRandom random) {
      List<double[]> log = decisions(dependence, random);
      double[] terms = column(log, 2);
      for (int i = 0; i < terms.length; i++) {
        terms[i] += log.get(i)[0] * (log.get(i)[1] - log.get(i)[3]);
      }
      return InfluenceValues.ofMean(terms);
    }
  };

  /** What a row gives, by the effect of its cluster. */
  interface Row {
    double of(double effect, SplittableRandom random);
  }

  private static final int PARTS = 2;
  private static final int TRUTH_ROWS = 200_000;

  private final boolean isShare;

  SimulatedFigure(boolean isShare) {
    this.isShare = isShare;
  }

  /** Of rows that depend on each other like that, drawn anew. */
  abstract InfluenceValues of(Dependence dependence, SplittableRandom random);

  /** As it is of many rows that share nothing but have effects as large. */
  double truth(double effectSd) {
    Dependence many = Dependence.ofSize(TRUTH_ROWS, 1, effectSd, 0);
    double sum = 0;
    for (int part = 0; part < PARTS; part++) {
      sum += of(many, new SplittableRandom(100 + part)).estimate();
    }
    return sum / PARTS;
  }

  ClusterInterval interval(ClusterEstimate estimate, double level) {
    return isShare ? estimate.shareInterval(level) : estimate.interval(level);
  }

  /** Two versions that err to either side, and by as much: none is better, and neither is right. */
  private static SimulatedOutcomes outcomes(Dependence dependence, SplittableRandom random) {
    return new SimulatedOutcomes(
        dependence, new Version(0.45, 0.5), new Version(-0.45, 0.5), random);
  }

  /**
   * Decisions between two arms that a policy draws and another would draw otherwise: weight,
   * reward, baseline of the target, baseline of the arm that was taken.
   */
  private static List<double[]> decisions(Dependence dependence, SplittableRandom random) {
    List<double[]> log = new ArrayList<>();
    rows(
        dependence,
        random,
        (u, r) -> {
          double context = r.nextGaussian();
          double logged = 0.2 + 0.6 * SimulatedOutcomes.expit(context);
          double target = SimulatedOutcomes.expit(1.5 * context);
          boolean first = r.nextDouble() < logged;
          double reward = (first ? 0.3 * context : 0) + u + r.nextGaussian();
          log.add(
              new double[] {
                first ? target / logged : (1 - target) / (1 - logged),
                reward,
                target * 0.2 * context,
                first ? 0.2 * context : 0
              });
          return 0;
        });
    return log;
  }

  private static double[] rows(Dependence dependence, SplittableRandom random, Row row) {
    double[] effects = dependence.effects(random);
    double[] values = new double[dependence.rows()];
    int next = 0;
    for (int g = 0; g < effects.length; g++) {
      for (int i = 0; i < dependence.sizes()[g]; i++) {
        values[next++] = row.of(effects[g], random);
      }
    }
    return values;
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  private static double[] product(double[] one, double[] other) {
    double[] product = new double[one.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = one[i] * other[i];
    }
    return product;
  }
}
