package ratchet.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelName;
import ratchet.promote.evidence.ServedScores;
import ratchet.report.page.TextFormat;
import ratchet.statistics.ClusteredRows;

/**
 * The calibration of the versions of a model, on rows of the database that none of them was fitted
 * on.
 *
 * @param curves by label; empty where there is nothing to show
 * @param note which rows, or why there are none
 */
public record HeldOutRows(Map<String, List<ReliabilityCurve>> curves, String note) {
  private static final int LEAST_ROWS = 50;

  /** There is no database to take rows from. */
  public static HeldOutRows missing(String why) {
    return new HeldOutRows(Map.of(), why);
  }

  /**
   * @throws ratchet.model.InputException when a table that the model's rows come from is missing
   */
  public static HeldOutRows of(Database database, ModelState state) {
    List<String> labels = probabilityLabels(state.model());
    List<ModelVersion> versions =
        state.distinct().stream().filter(version -> version.loaded().isPresent()).toList();
    if (labels.isEmpty() || versions.isEmpty()) {
      return missing(labels.isEmpty() ? "Its score is not a probability." : "No version loads.");
    }
    Optional<Instant> from =
        versions.stream()
            .flatMap(version -> version.unseenFrom().stream())
            .max(Comparator.naturalOrder());
    if (from.isEmpty()) {
      return missing("No version states on which rows it was fitted.");
    }
    TrainingSet set = TrainingReader.read(database, state.model(), ReadOptions.DEFAULT);
    Map<String, List<ReliabilityCurve>> curves = new LinkedHashMap<>();
    for (String label : labels) {
      int[] rows = rows(set, label, from.get());
      if (rows.length >= LEAST_ROWS) {
        curves.put(label, curves(versions, label, set, rows));
      }
    }
    return new HeldOutRows(
        curves,
        curves.isEmpty()
            ? "Fewer than " + LEAST_ROWS + " rows since " + TextFormat.time(from.get()) + "."
            : "On the rows since " + TextFormat.time(from.get()) + ", which none was fitted on.");
  }

  /** Survival's score is a hazard, not the probability of its label. */
  private static List<String> probabilityLabels(ModelName model) {
    return switch (model) {
      case FILLNET -> List.of("y_fill");
      case ALPHA -> List.of("y_payoff_10m", "y_payoff_60m");
      case RUGGUARD -> List.of("label_rug");
      case SURVIVAL -> List.of();
    };
  }

  private static List<ReliabilityCurve> curves(
      List<ModelVersion> versions, String label, TrainingSet set, int[] rows) {
    double[] labels = IntStream.of(rows).mapToDouble(row -> set.label(label)[row]).toArray();
    ClusteredRows clusters = set.clusters(rows);
    List<ReliabilityCurve> curves = new ArrayList<>();
    for (ModelVersion version : versions) {
      ServedScores.of(version.loaded().orElseThrow(), label, set, rows)
          .map(scores -> ReliabilityCurve.of(version.series(), scores, labels, clusters))
          .ifPresent(curves::add);
    }
    return curves;
  }

  private static int[] rows(TrainingSet set, String label, Instant from) {
    double[] labels = set.label(label);
    return IntStream.range(0, set.size())
        .filter(row -> set.decisionMs()[row] >= from.toEpochMilli() && !Double.isNaN(labels[row]))
        .toArray();
  }
}
