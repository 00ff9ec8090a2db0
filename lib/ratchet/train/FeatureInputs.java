package ratchet.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ratchet.data.log.FeatureSources;
import ratchet.data.log.FeatureSources.InputCounts;
import ratchet.data.training.TrainingSet;
import ratchet.model.RefusalException;

/** The inputs of the features of a training set: no model is fitted on defaults. */
public final class FeatureInputs {
  /** Largest share of rows in which a default may replace a feature. */
  private static final double MOST_MISSING = 0.5;

  private static final Set<String> CONSTANTS = Set.of("bias", "intercept");

  private FeatureInputs() {}

  /**
   * Refuses rows in most of which a default replaces a feature.
   *
   * @param allowed features that may be replaced in any number of rows
   * @throws RefusalException with the reason {@code feature_missing(lp_norm=1.00)}
   */
  static void require(TrainingSource source, Set<String> allowed) {
    TrainingSet set = source.set();
    long rows = source.rowCount();
    List<InputCounts> missing =
        set.facts().inputs().stream()
            .filter(input -> share(input, rows) > MOST_MISSING)
            .filter(input -> !allowed.contains(input.feature()))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    String shares =
        missing.stream()
            .map(
                input -> String.format(Locale.ROOT, "%s=%.2f", input.feature(), share(input, rows)))
            .collect(Collectors.joining(","));
    String names = missing.stream().map(InputCounts::feature).collect(Collectors.joining(","));
    throw new RefusalException(
        "feature_missing(" + shares + ")",
        set.model().id()
            + ": a default replaces "
            + missing.stream()
                .map(input -> input.missing() + " of " + rows + " " + input.feature())
                .collect(Collectors.joining(", ")),
        missing.stream()
                .map(
                    input ->
                        input.feature()
                            + " is read from "
                            + FeatureSources.place(set.model(), input.feature()))
                .collect(Collectors.joining("; "))
            + ". Make the service log it; to fit without it: --allow-missing "
            + names);
  }

  private static double share(InputCounts input, long rows) {
    return (double) input.missing() / rows;
  }

  /**
   * The range of each feature over some rows.
   *
   * @param rows number of rows
   * @param least by feature, its lowest value; infinity without rows
   * @param most by feature, its highest value; minus infinity without rows
   */
  public record Ranges(long rows, double[] least, double[] most) implements Serializable {
    /**
     * @param rows row numbers of the set
     */
    public static Ranges of(TrainingSet set, int[] rows) {
      int features = set.featureNames().size();
      double[] least = new double[features];
      double[] most = new double[features];
      for (int j = 0; j < features; j++) {
        double[] column = set.features()[j];
        least[j] = Double.POSITIVE_INFINITY;
        most[j] = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
          least[j] = Math.min(least[j], column[row]);
          most[j] = Math.max(most[j], column[row]);
        }
      }
      return new Ranges(rows.length, least, most);
    }

    /** The ranges over these rows and the other rows. */
    public Ranges plus(Ranges other) {
      double[] lower = least.clone();
      double[] upper = most.clone();
      for (int j = 0; j < lower.length; j++) {
        lower[j] = Math.min(lower[j], other.least[j]);
        upper[j] = Math.max(upper[j], other.most[j]);
      }
      return new Ranges(rows + other.rows, lower, upper);
    }

    /** A sentence for each feature that does not vary. */
    public List<String> constant(List<String> features) {
      List<String> issues = new ArrayList<>();
      for (int j = 0; j < least.length; j++) {
        if (rows > 0 && !CONSTANTS.contains(features.get(j)) && least[j] == most[j]) {
          issues.add(
              String.format(
                  Locale.ROOT,
                  "%s does not vary: it is %.4g in all %d rows that were fitted",
                  features.get(j),
                  least[j],
                  rows));
        }
      }
      return issues;
    }
  }
}
