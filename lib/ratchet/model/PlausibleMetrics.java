package ratchet.model;

import java.util.List;
import java.util.Map;

/**
 * Refuses impossible metrics: a share outside 0 to 1, an error below 0, a count that is not a whole
 * number, an estimate outside its own interval. No evaluation can produce such a value.
 */
final class PlausibleMetrics {
  private static final List<String> SHARES =
      List.of(
          "auc",
          "precision",
          "recall",
          "f1",
          "brier",
          "integrated_brier",
          "c_index",
          "ece",
          "km_survival");

  private static final List<String> ERRORS =
      List.of("logloss", "pfill_logloss", "slip_mae", "slip_mape", "ttl_mae");

  private static final List<String> COUNTS =
      List.of("train_size", "holdout_size", "sample_size", "positives", "events", "holdout_events");

  private static final String LOWER = "_lower";
  private static final String UPPER = "_upper";

  /** Standard deviation over folds: it is neither a metric of rows nor an interval bound. */
  private static final String SPREAD = "_cv_sd";

  private PlausibleMetrics() {}

  /**
   * @param path path of the metrics within the file, e.g. {@code metrics}
   * @throws ModelFormatException naming the first impossible metric
   */
  static void require(String path, Metrics metrics) {
    Map<String, Double> values = metrics.values();
    values.forEach(
        (name, value) -> {
          if (name.endsWith(LOWER)) {
            requireOrder(path, values, name, name.replaceAll(LOWER + "$", ""));
            requireOrder(path, values, name, name.replaceAll(LOWER + "$", UPPER));
          } else if (name.endsWith(UPPER)) {
            requireOrder(path, values, name.replaceAll(UPPER + "$", ""), name);
          } else if (!name.endsWith(SPREAD)) {
            requireRange(path, name, value);
          }
        });
  }

  private static void requireOrder(
      String path, Map<String, Double> values, String low, String high) {
    Double lower = values.get(low);
    Double upper = values.get(high);
    if (lower != null && upper != null && lower > upper) {
      throw new ModelFormatException(
          path + "." + low, "is above " + high + " (" + lower + " > " + upper + ")");
    }
  }

  private static void requireRange(String path, String name, double value) {
    if (isOneOf(SHARES, name) && !(value >= 0 && value <= 1)) {
      throw new ModelFormatException(path + "." + name, "is not from 0 to 1 (" + value + ")");
    }
    if (isOneOf(ERRORS, name) && value < 0) {
      throw new ModelFormatException(path + "." + name, "is below 0 (" + value + ")");
    }
    if (isOneOf(COUNTS, name) && (value < 0 || value != Math.rint(value))) {
      throw new ModelFormatException(
          path + "." + name, "is not a whole number from 0 (" + value + ")");
    }
  }

  /**
   * Whether the name is one of these names or begins with one and "_", e.g. {@code
   * auc_10m_cv_mean}.
   */
  private static boolean isOneOf(List<String> names, String name) {
    return names.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "_"));
  }
}
