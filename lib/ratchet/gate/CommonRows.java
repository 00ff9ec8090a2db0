package ratchet.gate;

import java.util.Map;
import java.util.Optional;

/** Rows on which candidate and champion were both scored, and on which neither was fitted. */
public interface CommonRows {
  /**
   * @param label the training view's name of it, e.g. {@code y_fill}
   * @param mostRows only so many, the most recent
   */
  EvaluationWindow window(String label, int mostRows);

  /**
   * Compares on the rows of {@link #window}.
   *
   * @param confidence that the difference is not below the interval, and that it is not above it;
   *     each by itself, e.g. 0.95
   * @return empty where the rows do not give the metric, or a model does not give the score
   */
  Optional<PairedFigure> compare(
      PairedMetric metric, String label, double confidence, int mostRows);

  /**
   * A metric of the model files, computed of both on these rows.
   *
   * @param name as in the files, e.g. {@code brier}
   * @return empty for other metrics, and with too few rows
   */
  Optional<PairedValues> measure(String name);

  /**
   * The same rows in parts.
   *
   * @param by e.g. {@code route}
   * @return by the part's name, of small letters, digits and _; empty where these rows do not tell
   */
  Map<String, CommonRows> slices(String by, String label, int mostRows);

  /** How many decisions about this model were taken on a window with the same start before. */
  int earlierDecisions();

  /** Whether it is known on which rows the champion was fitted. */
  boolean championRowsKnown();
}
