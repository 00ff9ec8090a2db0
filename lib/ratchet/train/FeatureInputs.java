package ratchet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ratchet.data.log.FeatureSources;
import ratchet.data.log.FeatureSources.InputCounts;
import ratchet.data.training.TrainingSet;
import ratchet.model.RefusalException;

/** What the features of a training set were made of: no model is fitted on defaults. */
final class FeatureInputs {
  /** A default may stand in for a feature in so many of the rows, and in no more. */
  private static final double MOST_MISSING = 0.5;

  private static final Set<String> CONSTANTS = Set.of("bias", "intercept");

  private FeatureInputs() {}

  /**
   * Refuses rows of which a feature is mostly a default.
   *
   * @param allowed features that may be
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
            + ": a default stands in for "
            + missing.stream()
                .map(input -> input.missing() + " of " + rows + " " + input.feature())
                .collect(Collectors.joining(", ")),
        missing.stream()
                .map(
                    input ->
                        input.feature()
                            + " was looked for as "
                            + FeatureSources.place(set.model(), input.feature()))
                .collect(Collectors.joining("; "))
            + ". Make the service log it; to fit without it: --allow-missing "
            + names);
  }

  private static double share(InputCounts input, long rows) {
    return (double) input.missing() / rows;
  }

  /** A sentence for each feature that does not vary over some rows. */
  static List<String> constant(TrainingSet set, int[] rows) {
    List<String> issues = new ArrayList<>();
    for (int j = 0; j < set.featureNames().size(); j++) {
      String name = set.featureNames().get(j);
      if (rows.length > 0 && !CONSTANTS.contains(name) && isConstant(set.features()[j], rows)) {
        issues.add(
            String.format(
                Locale.ROOT,
                "%s does not vary: it is %.4g in all %d rows that were fitted",
                name,
                set.features()[j][rows[0]],
                rows.length));
      }
    }
    return issues;
  }

  private static boolean isConstant(double[] column, int[] rows) {
    for (int row : rows) {
      if (column[row] != column[rows[0]]) {
        return false;
      }
    }
    return true;
  }
}
