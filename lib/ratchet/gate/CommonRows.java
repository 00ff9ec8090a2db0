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
 * was fitted. Rows of one mint depend on each other, and mints of one hour: every interval takes
 * that into account ({@link ratchet.statistics.ClusterEstimate}).
 */
public interface CommonRows {
  /**
   * @param label the training view's name of it, e.g. {@code y_fill}
   * @param maxRows only so many, the most recent
   */
  EvaluationWindow window(String label, int maxRows);

  /**
   * What there is to hold the candidate's score for a label against; {@link
   * Rescoring.Opponent.None} also where there is a version that never had such a score.
   */
  Rescoring.Opponent opponent(Reference reference, String label);

  /**
   * What the candidate lacks to have a score for a label, e.g. {@code hazard_model}; empty where it
   * has one.
   */
  Optional<String> lacking(String label);

  /**
   * Compares on the rows of {@link #window}.
   *
   * @param confidence that the difference is not below the interval, and that it is not above it;
   *     each by itself, e.g. 0.975
   * @return empty where the rows do not give the metric, or a model does not give the score
   */
  Optional<PairedEstimate> compare(
      Reference reference, PairedMetric metric, String label, double confidence, int maxRows);

  /**
   * The candidate beside a model without skill on the rows of {@link #window}: an AUC or a
   * concordance beside one half; of a loss the skill, which is the share of the loss of the best
   * constant prediction of these rows that the candidate saves, beside 0.
   *
   * @return empty where the rows do not give the metric, or the candidate does not give the score
   */
  Optional<PairedEstimate> skill(PairedMetric metric, String label, double confidence, int maxRows);

  /**
   * A figure of the model files, computed of the candidate on all rows that it was not fitted on.
   *
   * @param name as in the files, e.g. {@code brier}
   * @return empty for other figures, and with too few rows
   */
  OptionalDouble figure(String name);

  /** Candidate against champion on these rows. */
  Optional<Pair> measure(String name);

  /** What the candidate's file claims of its own holdout, beside what these rows give. */
  ReproducedMetrics reproducedMetrics();

  /**
   * These rows in parts.
   *
   * @param by e.g. {@code route}
   * @return by the part's name, of small letters, digits and _; empty where these rows do not tell
   */
  Map<String, CommonRows> slices(String by, String label, int maxRows);

  /** The rows of {@link #window}, and how many of them no earlier decision has used. */
  Usage usage(String label, int maxRows);

  /** Whether candidate and champion give the same score of every row of {@link #window}. */
  boolean equalsChampion(String label, int maxRows);

  /** How the same candidate was decided on before, beside the same champion. */
  Optional<EarlierDecision> earlierOfCandidate();

  /** Whether it is known on which rows the champion was fitted. */
  boolean championRowsKnown();

  /** Databases that were named and could not be read, so that their rows are lacking. */
  int filesLeftOut();

  /**
   * What a file claims beside what was computed.
   *
   * @param figures every figure that the file has and that rows give
   * @param problem why nothing can be computed, e.g. {@code holdout_rows(900,measured=40)}; empty
   *     where it was
   */
  record ReproducedMetrics(List<ReproducedMetric> figures, Optional<String> problem) {
    public static final ReproducedMetrics NONE = new ReproducedMetrics(List.of(), Optional.empty());

    public ReproducedMetrics {
      figures = List.copyOf(figures);
    }
  }

  /**
   * @param name as in the file
   * @param measured empty where the rows do not give it
   * @param tolerance by how much both may differ; 1e-6 on the very rows that the trainer held out,
   *     and as much more as rows that came late can move it
   */
  record ReproducedMetric(String name, double claimed, OptionalDouble measured, double tolerance) {
    boolean agrees() {
      return measured.isPresent() && Math.abs(measured.getAsDouble() - claimed) <= tolerance;
    }
  }

  /**
   * Rows and what earlier decisions have used of them.
   *
   * @param first decision time of the first row
   * @param last that of the last one
   * @param rows at least 0
   * @param newRows of them that no earlier decision about a candidate for this champion's place
   *     used
   * @param isFull whether there are more rows than a comparison looks at
   */
  record Usage(Instant first, Instant last, int rows, int newRows, boolean isFull) {
    /** Of new rows, 0 to 1. */
    public double share() {
      return rows == 0 ? 0 : (double) newRows / rows;
    }
  }

  /**
   * @param share of each rule's level that it was taken at
   * @param rows that it was taken on
   */
  record EarlierDecision(double share, CommonRows rows) {}

  /** One figure of candidate and champion on the same rows. */
  record Pair(double candidate, double champion) {}

  /**
   * The rows that a comparison looked at.
   *
   * @param from first moment from which neither model was fitted; two decisions with the same start
   *     look at the same rows
   * @param to decision time of the last row; {@code from} when there is none
   * @param rows with the label
   * @param positives rows with label 1
   */
  record EvaluationWindow(Instant from, Instant to, int rows, int positives) {}

  /** What a candidate is held against on the same rows. */
  enum Reference {
    /** What is live. */
    CHAMPION,
    /** The version that losses are counted from, so that small ones cannot add up. */
    ANCHOR,
    /** While what is live is on probation: the last version that was not, or that was confirmed. */
    CONFIRMED;

    /** As books and reasons spell it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As a sentence names it. */
    String words() {
      return switch (this) {
        case CHAMPION, ANCHOR -> id();
        case CONFIRMED -> "last confirmed version";
      };
    }
  }

  /**
   * One figure of the candidate and of what it is held against, on the same rows.
   *
   * @param candidate in the figure's unit
   * @param reference that of the champion, the anchor, or a model without skill
   * @param difference candidate − reference with its interval, and what the rows are worth
   */
  record PairedEstimate(double candidate, double reference, ClusterInterval difference) {
    double lower() {
      return difference.lower();
    }

    double upper() {
      return difference.upper();
    }

    /** The wider side of the interval: what a candidate that is equal would need as a margin. */
    double halfWidth() {
      double estimate = difference.estimate();
      return Math.max(estimate - lower(), upper() - estimate);
    }

    /**
     * @param metric e.g. {@code auc_10m}
     * @param against as {@link Check.Figures} spells it
     */
    Check.Figures figures(String metric, String against) {
      return new Check.Figures(metric, against, candidate, reference);
    }
  }
}
