package ratchet.promote.evidence;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.PairedFigure;
import ratchet.gate.PairedMetric;
import ratchet.gate.PairedValues;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Concordance;
import ratchet.statistics.Interval;
import ratchet.statistics.PairedDifference;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;

/**
 * What candidate and champion said of the same rows, and what became of these.
 *
 * @param labels 0 or 1, by row; of survival, whether the stop was seen
 * @param times of survival, by row; empty otherwise
 */
public record PairedScores(double[] candidate, double[] champion, double[] labels, double[] times) {
  private static final long SEED = 42;
  private static final int RESAMPLES = 2_000;

  /** A resample of a concordance sorts. */
  private static final int SORTED_RESAMPLES = 500;

  /**
   * @param confidence of either end of the interval by itself
   */
  public Optional<PairedFigure> compare(PairedMetric metric, double confidence) {
    Optional<Interval> difference = interval(metric, 2 * confidence - 1);
    return difference.flatMap(
        interval ->
            values(metric)
                .map(
                    both ->
                        new PairedFigure(
                            both.candidate(),
                            both.champion(),
                            interval.lower(),
                            interval.upper())));
  }

  private Optional<Interval> interval(PairedMetric metric, double level) {
    if (labels.length == 0) {
      return Optional.empty();
    }
    return switch (metric) {
      case AUC ->
          PairedDifference.auc(candidate, champion, labels, new Bootstrap(RESAMPLES, SEED, level));
      case BRIER ->
          PairedDifference.brier(
              candidate, champion, labels, new Bootstrap(RESAMPLES, SEED, level));
      case C_INDEX ->
          times.length == 0
              ? Optional.empty()
              : PairedDifference.concordance(
                  candidate, champion, times, labels, new Bootstrap(SORTED_RESAMPLES, SEED, level));
    };
  }

  Optional<PairedValues> values(PairedMetric metric) {
    OptionalDouble ours = value(metric, candidate);
    OptionalDouble theirs = value(metric, champion);
    return ours.isPresent() && theirs.isPresent()
        ? Optional.of(new PairedValues(ours.getAsDouble(), theirs.getAsDouble()))
        : Optional.empty();
  }

  private OptionalDouble value(PairedMetric metric, double[] scores) {
    return switch (metric) {
      case AUC -> RankMetrics.auc(scores, labels);
      case BRIER -> ProbabilityMetrics.brier(scores, labels);
      case C_INDEX -> Concordance.harrell(scores, times, labels);
    };
  }
}
