package ratchet.promote;

import java.util.Random;
import java.util.function.Function;
import ratchet.features.Scorer;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.NonInferiorRule;
import ratchet.gate.PairedMetric;
import ratchet.promote.evidence.PairedScores;
import ratchet.statistics.ClusteredRows;

/**
 * Pairs of champion and candidate of which it is known by how much the candidate is worse, on rows
 * as few and as unbalanced as those of real windows.
 */
final class SimulatedPairs {
  private static final int ROWS = 150;
  private static final int FILL_ROWS = 400;
  private static final double POSITIVES = 0.3;

  private SimulatedPairs() {}

  /** Share of the pairs that the rule lets pass. */
  static double passing(
      int pairs, long seed, NonInferiorRule rule, Function<Random, PairedScores> pair) {
    int passed = 0;
    for (int i = 0; i < pairs; i++) {
      PairedScores scores = pair.apply(new Random(seed * 1_000_003 + i));
      double worst =
          scores
              .compare(rule.metric(), rule.confidence())
              .map(PairedEstimate::difference)
              .map(found -> rule.metric().higherIsBetter() ? found.lower() : -found.upper())
              .orElse(Double.NEGATIVE_INFINITY);
      passed += worst >= -rule.margin() ? 1 : 0;
    }
    return (double) passed / pairs;
  }

  /** The pair of one draw for a metric. */
  static Function<Random, PairedScores> pair(PairedMetric metric, double worseBy) {
    return switch (metric) {
      case AUC -> random -> auc(random, 0.80, worseBy);
      case BRIER -> random -> brier(random, worseBy);
      case C_INDEX, F1, SLIP_MAE, TTL_MAE -> throw new IllegalArgumentException("not simulated");
    };
  }

  /**
   * Binormal scores: normal within each class, so that the area is Φ(d/√2) for classes d apart; the
   * two models' errors correlate with 0.8, as those of two fits of the same features do.
   */
  private static PairedScores auc(Random random, double champion, double worseBy) {
    double ofChampion = Math.sqrt(2) * quantile(champion);
    double ofCandidate = Math.sqrt(2) * quantile(champion - worseBy);
    double[] labels = new double[ROWS];
    double[] ours = new double[ROWS];
    double[] theirs = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextDouble() < POSITIVES ? 1 : 0;
      double shared = random.nextGaussian() * Math.sqrt(0.8);
      theirs[row] = labels[row] * ofChampion + shared + random.nextGaussian() * Math.sqrt(0.2);
      ours[row] = labels[row] * ofCandidate + shared + random.nextGaussian() * Math.sqrt(0.2);
    }
    return new PairedScores(
        ours, theirs, labels, new double[0], ClusteredRows.independent(labels.length));
  }

  /**
   * A probability that is off by e has a Brier score that is worse by E e². In nine rows of ten the
   * two models are off to the same side, as two fits of the same features are. Nobody is better
   * than the truth.
   */
  private static PairedScores brier(Random random, double worseBy) {
    double ofChampion = 0.12;
    double ofCandidate = Math.sqrt(Math.max(0, ofChampion * ofChampion + worseBy));
    double[] labels = new double[FILL_ROWS];
    double[] ours = new double[FILL_ROWS];
    double[] theirs = new double[FILL_ROWS];
    for (int row = 0; row < FILL_ROWS; row++) {
      double truth = 0.2 + 0.6 * Scorer.sigmoid(random.nextGaussian());
      labels[row] = random.nextDouble() < truth ? 1 : 0;
      double side = random.nextBoolean() ? 1 : -1;
      theirs[row] = truth + side * ofChampion;
      ours[row] = truth + (random.nextDouble() < 0.9 ? side : -side) * ofCandidate;
    }
    return new PairedScores(
        ours, theirs, labels, new double[0], ClusteredRows.independent(labels.length));
  }

  /** Of the standard normal distribution, by bisection of its distribution function. */
  private static double quantile(double probability) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      if (distribution(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** By Simpson's rule over the density. */
  private static double distribution(double x) {
    int intervals = 400;
    double width = x / intervals;
    double sum = density(0) + density(x);
    for (int i = 1; i < intervals; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(i * width);
    }
    return 0.5 + sum * width / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
