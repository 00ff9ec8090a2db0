package ratchet.promote.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import ratchet.data.training.TrainingSet;

/** Parts of a training set by what its rows tell; see {@link ratchet.gate.RowSchema#slices}. */
final class RowSlices {
  private RowSlices() {}

  /**
   * The part of each row, of small letters, digits and _.
   *
   * @param by {@code day}, {@code route}, {@code source}, or a feature; the parts of a feature are
   *     {@code low}, {@code middle} and {@code high}, as near to thirds as equal values allow
   * @param rows the parts of which are asked for
   * @throws IllegalArgumentException for what the set does not tell
   */
  static IntFunction<String> by(String by, TrainingSet set, int[] rows) {
    return switch (by) {
      case "day" ->
          row -> {
            Instant decision = Instant.ofEpochMilli(set.decisionMs()[row]);
            return word(decision.atZone(ZoneOffset.UTC).toLocalDate().toString());
          };
      // The key of an attempt says where it came from and, last, by which route it went.
      case "route" ->
          row -> word(set.keys().get(row).substring(set.keys().get(row).lastIndexOf(':') + 1));
      case "source" -> row -> word(set.keys().get(row).split(":", 2)[0]);
      default -> byThirds(feature(by, set), rows);
    };
  }

  private static double[] feature(String name, TrainingSet set) {
    int index = set.featureNames().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "rows of " + set.model().id() + " are not parted by " + name);
    }
    return set.features()[index];
  }

  private static IntFunction<String> byThirds(double[] values, int[] rows) {
    double[] sorted = Arrays.stream(rows).mapToDouble(row -> values[row]).sorted().toArray();
    if (sorted.length == 0) {
      return row -> "middle";
    }
    double low = sorted[(sorted.length - 1) / 3];
    double middle = sorted[2 * (sorted.length - 1) / 3];
    return row -> values[row] <= low ? "low" : values[row] <= middle ? "middle" : "high";
  }

  private static String word(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return word.isEmpty() ? "none" : word;
  }
}
