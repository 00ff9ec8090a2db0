package ratchet.gate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.statistics.ClusterInterval;

/**
 * Rows on which the candidate, the champion and the anchor were scored, and on which none of them
 * was fitted. Rows of the same mint depend on each other, and so do mints of the same hour; every
 * interval allows for this ({@link ratchet.statistics.ClusterEstimate}).
 */
public interface CommonRows {
  /**
   * The rows with a label that a comparison uses.
   *
   * @param label its name in the training view, e.g. {@code y_fill}
   * @param maxRows largest number of rows; the most recent ones are used
   */
  EvaluationWindow window(String label, int maxRows);

  /**
   * The version to compare the candidate's score for a label with. {@link Rescoring.Opponent.None}
   * if there is no version, or it does not have a score for this label.
   */
  Rescoring.Opponent opponent(Reference reference, String label);

  /**
   * The missing part without which the candidate has no score for a label, e.g. {@code
   * hazard_model}; empty if it has a score.
   */
  Optional<String> lacking(String label);

  /**
   * Compares on the rows of {@link #window}.
   *
   * @param confidence one-sided confidence of each end of the interval, e.g. 0.975
   * @return empty if the metric cannot be computed on the rows, or a model has no score
   */
  Optional<PairedEstimate> compare(
      Reference reference, PairedMetric metric, String label, double confidence, int maxRows);

  /**
   * Compares the candidate with a model without skill on the rows of {@link #window}: an AUC or a
   * concordance with 0.5; for a loss, the skill score 1 − loss / (loss of the best constant
   * prediction of these rows) with 0.
   *
   * @return empty if the metric cannot be computed on the rows, or the candidate has no score
   */
  Optional<PairedEstimate> skill(PairedMetric metric, String label, double confidence, int maxRows);

  /**
   * A figure of the model files, computed for the candidate on all rows that it was not fitted on.
   *
   * @param name as in the files, e.g. {@code brier}
   * @return empty with too few rows, and for a figure that cannot be computed from rows
   */
  OptionalDouble figure(String name);

  /** A figure of candidate and champion on these rows; empty like {@link #figure}. */
  Optional<Pair> measure(String name);

  /** The figures in the candidate's file and the same figures computed on its holdout. */
  ReproducedMetrics reproducedMetrics();

  /**
   * These rows in groups.
   *
   * @param by what groups them, e.g. {@code route}
   * @return by name of the group (small letters, digits and _); empty if the rows do not contain
   *     {@code by}
   */
  Map<String, CommonRows> slices(String by, String label, int maxRows);

  /** The rows of {@link #window}, and the number of them that no earlier decision has used. */
  Usage usage(String label, int maxRows);

  /** Whether candidate and champion have the same score on every row of {@link #window}. */
  boolean equalsChampion(String label, int maxRows);

  /** The earlier decision about the same candidate and the same champion. */
  Optional<EarlierDecision> earlierOfCandidate();

  /** Whether the rows that the champion was fitted on are known. */
  boolean championRowsKnown();

  /** Number of configured databases that could not be read; their rows are missing. */
  int filesLeftOut();

  /**
   * Figures of a model file and the same figures computed from rows.
   *
   * @param figures all figures of the file that can be computed from rows
   * @param problem why they cannot be computed, e.g. {@code holdout_rows(900,measured=40)}; empty
   *     if they were computed
   */
  record ReproducedMetrics(List<ReproducedMetric> figures, Optional<String> problem) {
    public static final ReproducedMetrics NONE = new ReproducedMetrics(List.of(), Optional.empty());

    public ReproducedMetrics {
      figures = List.copyOf(figures);
    }
  }

  /**
   * One figure of a model file.
   *
   * @param name its name in the file
   * @param claimed its value in the file
   * @param measured its value on the holdout rows; empty if it cannot be computed
   * @param tolerance largest accepted difference: 1e-6 on exactly the trainer's holdout rows, and
   *     more if rows were logged later
   */
  record ReproducedMetric(String name, double claimed, OptionalDouble measured, double tolerance) {
    boolean agrees() {
      return measured.isPresent() && Math.abs(measured.getAsDouble() - claimed) <= tolerance;
    }
  }

  /**
   * Rows, and the number of them that earlier decisions have used.
   *
   * @param first decision time of the first row
   * @param last decision time of the last row
   * @param rows number of rows, at least 0
   * @param newRows number of rows that no earlier decision against this champion has used
   * @param isFull whether there are more rows than a comparison uses
   */
  record Usage(Instant first, Instant last, int rows, int newRows, boolean isFull) {
    /** Share of new rows, 0 to 1. */
    public double share() {
      return rows == 0 ? 0 : (double) newRows / rows;
    }
  }

  /**
   * An earlier decision.
   *
   * @param share factor by which the significance level of each rule was multiplied
   * @param rows the rows of the decision
   */
  record EarlierDecision(double share, CommonRows rows) {}

  /** One figure of candidate and champion on the same rows. */
  record Pair(double candidate, double champion) {}

  /**
   * The rows that a comparison used.
   *
   * @param from time from which on no model was fitted on rows; two decisions with the same start
   *     use the same first row
   * @param to decision time of the last row; {@code from} without rows
   * @param rows number of rows with the label
   * @param positives number of rows with label 1
   */
  record EvaluationWindow(Instant from, Instant to, int rows, int positives) {}

  /** The version that a candidate is compared with on the same rows. */
  enum Reference {
    /** The live version. */
    CHAMPION,
    /** The version from which losses are measured, so that small losses cannot add up. */
    ANCHOR,
    /**
     * While the live version is on probation: the last version that was confirmed or had no
     * probation.
     */
    CONFIRMED;

    /** Name in gate files and reasons. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Name in sentences. */
    String words() {
      return switch (this) {
        case CHAMPION, ANCHOR -> id();
        case CONFIRMED -> "last confirmed version";
      };
    }
  }

  /**
   * One figure of the candidate and of its reference on the same rows.
   *
   * @param candidate in the unit of the figure
   * @param reference figure of the champion, the anchor, or a model without skill
   * @param difference candidate − reference with its interval and the number of effective rows
   */
  record PairedEstimate(double candidate, double reference, ClusterInterval difference) {
    double lower() {
      return difference.lower();
    }

    double upper() {
      return difference.upper();
    }

    /** The wider side of the interval: the margin at which an equal candidate would pass. */
    double halfWidth() {
      double estimate = difference.estimate();
      return Math.max(estimate - lower(), upper() - estimate);
    }

    /**
     * @param metric e.g. {@code auc_10m}
     * @param against see {@link Check.Figures}
     */
    Check.Figures figures(String metric, String against) {
      return new Check.Figures(metric, against, candidate, reference);
    }
  }
}
