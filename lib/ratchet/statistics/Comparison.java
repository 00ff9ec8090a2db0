package ratchet.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Two sets of predictions of the same rows: how each does, by how much they differ, and whether the
 * challenger may stand in for the champion. Differences are challenger − champion; that of the AUC
 * has DeLong's interval, the others a paired bootstrap's.
 *
 * @param n rows
 * @param positives rows with label 1
 * @param auc empty unless both classes have two rows at least
 * @param averagePrecision empty with too few positives to resample
 * @param verdict on the metric asked for; inconclusive when that difference is empty
 */
public record Comparison(
    int n,
    int positives,
    PredictionSummary champion,
    PredictionSummary challenger,
    Optional<DeLong.Comparison> auc,
    Optional<Interval> averagePrecision,
    Optional<Interval> brier,
    NonInferiority verdict) {
  /**
   * How to compare.
   *
   * @param metric that the verdict is about
   * @param margin how much worse the challenger may be, in the metric's unit; not negative
   * @param bootstrap gives the level of all intervals too
   */
  public record Question(ComparisonMetric metric, double margin, Bootstrap bootstrap) {
    public Question {
      if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("margin is not a number from 0 up: " + margin);
      }
    }
  }

  /**
   * @param champion probabilities of label 1, by row
   * @param challenger the same of the same rows
   * @param labels 0 or 1, by row
   */
  public static Comparison of(
      double[] champion, double[] challenger, double[] labels, Question question) {
    Bootstrap bootstrap = question.bootstrap();
    Optional<DeLong.Comparison> auc =
        DeLong.compare(challenger, champion, labels, bootstrap.level());
    List<Optional<Interval>> resampled =
        bootstrap.intervals(
            labels.length,
            List.of(
                ResampledStatistic.averagePrecision(challenger, labels)
                    .minus(ResampledStatistic.averagePrecision(champion, labels)),
                ResampledStatistic.mean(squaredErrorDifferences(champion, challenger, labels))));
    NonInferiority verdict =
        decisive(question.metric(), auc, resampled.get(0), resampled.get(1))
            .map(
                difference ->
                    NonInferiority.judge(
                        difference, question.metric().higherIsBetter(), question.margin()))
            .orElse(NonInferiority.INCONCLUSIVE);
    return new Comparison(
        labels.length,
        BinaryRows.positives(labels),
        PredictionSummary.of(champion, labels),
        PredictionSummary.of(challenger, labels),
        auc,
        resampled.get(0),
        resampled.get(1),
        verdict);
  }

  /** The difference in one metric, with its interval. */
  public Optional<Interval> difference(ComparisonMetric metric) {
    return decisive(metric, auc, averagePrecision, brier);
  }

  private static Optional<Interval> decisive(
      ComparisonMetric metric,
      Optional<DeLong.Comparison> auc,
      Optional<Interval> averagePrecision,
      Optional<Interval> brier) {
    return switch (metric) {
      case AUC -> auc.map(DeLong.Comparison::difference);
      case AVERAGE_PRECISION -> averagePrecision;
      case BRIER -> brier;
    };
  }

  private static double[] squaredErrorDifferences(
      double[] champion, double[] challenger, double[] labels) {
    double[] differences = ProbabilityMetrics.squaredErrors(challenger, labels);
    double[] ofChampion = ProbabilityMetrics.squaredErrors(champion, labels);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= ofChampion[i];
    }
    return differences;
  }
}
