package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.health.summary.ClassCounts;
import ratchet.health.summary.FeatureCells;
import ratchet.health.summary.LabelRate;
import ratchet.health.summary.LabelSummary;
import ratchet.health.summary.LogGaps;
import ratchet.health.summary.SetSummary;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.Interval;
import ratchet.statistics.RankMetrics;

/** Compares each figure of a summary with a simple computation from the columns of the set. */
class SetSummaryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6, 7})
  void rowsOneByOneGiveWhatTheWholeSetsGive(long seed) {
    Path file = HealthDatabase.create(folder.resolve("seeded.db"), seed);
    HealthDatabase.execute(file, HealthDatabase.MINTS_IN_TWO_SPELLINGS);
    HealthDatabase.execute(
        file,
        // ties, late labels, rows out of order
        "UPDATE exec_outcomes SET ts = ts / 60000 * 60000 WHERE rowid % 3 = 0",
        "UPDATE exec_outcomes SET time_to_land_ms = 90000 WHERE rowid % 50 = 0");
    try (Database database = Database.openReadOnly(file)) {
      Set<ModelName> all = Set.copyOf(ModelName.all());
      Map<ModelName, SetSummary> summaries =
          SetSummary.ofAll(database, all, DecidedAttempts.Listener.NONE);
      Map<ModelName, TrainingSet> sets = TrainingReader.readAll(database, all, ReadOptions.DEFAULT);
      assertThat(summaries).containsOnlyKeys(all);
      summaries.forEach(
          (model, summary) -> compare(summary, sets.get(model), model != ModelName.FILLNET));
      assertThat(summaries.get(ModelName.ALPHA).sharedKeys()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void anySetGivesWhatItsColumnsGive(ModelName model) {
    for (int rows : new int[] {1, 2, 3, 7, 31, 32, 33, 64, 65, 1_000}) {
      RandomSet set = RandomSet.of(model, rows);
      compare(set.summary(), set.set(), true);
    }
  }

  /** More than a few chunks, out of order. */
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void aLargeSetGivesWhatItsColumnsGive(ModelName model) {
    RandomSet set = RandomSet.of(model, 50_000);
    SetSummary summary = set.summary();
    compare(summary, set.set(), true);
    assertThat(summary.trainRows()).isPositive();
    assertThat(summary.sharedKeys() > 0).isEqualTo(model != ModelName.FILLNET);
  }

  @Test
  void aSetWithoutRowsHasNothingButItsCounts() {
    for (ModelName model : ModelName.all()) {
      SetSummary summary = RandomSet.of(model, 0).summary();
      assertThat(summary.decisions()).isEqualTo(9);
      assertThat(summary.rows()).isZero();
      assertThat(summary.holdoutFromMs()).isEmpty();
      assertThat(summary.labels()).isEmpty();
      assertThat(summary.features()).isEmpty();
      assertThat(summary.pauses()).isEmpty();
      assertThat(summary.sharedKeys()).isZero();
    }
  }

  /**
   * @param byMint whether the key of a row is its mint
   */
  private static void compare(SetSummary summary, TrainingSet set, boolean byMint) {
    ChronologicalSplit split = ChronologicalSplit.of(set);
    assertThat(summary.rowCounts()).isEqualTo(set.rowCounts());
    assertThat(summary.rows()).isEqualTo(set.size());
    assertThat(summary.trainRows()).isEqualTo(split.train().length);
    assertThat(summary.holdoutRows()).isEqualTo(split.holdout().length);
    assertThat(summary.holdoutFromMs()).hasValue(split.holdoutFromMs());
    assertThat(summary.facts()).isEqualTo(set.facts());
    assertThat(summary.lateLabels()).isEqualTo(lateLabels(set));
    assertThat(summary.sharedKeys()).isEqualTo(sharedKeys(set, split));
    assertThat(summary.features()).hasSameSizeAs(set.featureNames());
    for (int j = 0; j < set.featureNames().size(); j++) {
      compare(summary.features().get(j), set.featureNames().get(j), set.features()[j], split);
    }
    assertThat(summary.labels())
        .containsOnlyKeys(TrainerRequirements.of(set.model()).classLabels());
    summary.labels().forEach((label, own) -> compare(own, set, set.label(label), split, byMint));
    comparePauses(summary, set.decisionMs());
  }

  private static long sharedKeys(TrainingSet set, ChronologicalSplit split) {
    if (set.model() == ModelName.FILLNET) {
      return 0;
    }
    Set<String> fitted =
        Arrays.stream(split.train())
            .mapToObj(row -> set.keys().get(row).strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return Arrays.stream(split.holdout())
        .filter(row -> fitted.contains(set.keys().get(row).strip().toLowerCase(Locale.ROOT)))
        .count();
  }

  private static long lateLabels(TrainingSet set) {
    boolean isCensored = set.model() == ModelName.FILLNET || set.model() == ModelName.SURVIVAL;
    long windowMs = LabelTiming.of(set.model()).window().toMillis();
    return IntStream.range(0, set.size())
        .filter(
            row ->
                set.labelEndMs()[row] > set.decisionMs()[row] + windowMs
                    || (!isCensored && set.labelEndMs()[row] > set.dataTo().toEpochMilli()))
        .count();
  }

  private static void compare(
      FeatureCells cells, String feature, double[] column, ChronologicalSplit split) {
    assertThat(cells.feature()).isEqualTo(feature);
    assertThat(cells.holdout()).isEqualTo(counts(column, split.holdout()));
    int rows = split.train().length;
    for (int block = 0; block < FeatureCells.BLOCKS; block++) {
      int from = rows * block / FeatureCells.BLOCKS;
      int to = rows * (block + 1) / FeatureCells.BLOCKS;
      assertThat(cells.blocks()[block])
          .isEqualTo(counts(column, Arrays.copyOfRange(split.train(), from, to)));
    }
  }

  private static long[] counts(double[] column, int[] rows) {
    long[] counts = new long[FeatureCells.COUNT];
    Arrays.stream(rows).forEach(row -> counts[FeatureCells.cell(column[row])]++);
    return counts;
  }

  private static void compare(
      LabelSummary summary,
      TrainingSet set,
      double[] label,
      ChronologicalSplit split,
      boolean byMint) {
    int[] all = IntStream.range(0, set.size()).toArray();
    assertThat(summary.all()).isEqualTo(classes(label, all));
    assertThat(summary.train()).isEqualTo(classes(label, split.train()));
    assertThat(summary.holdout()).isEqualTo(classes(label, split.holdout()));
    LabelRate rate = summary.rate();
    long fromMs = rate.from().toEpochMilli();
    long stepMs = rate.step().toMillis();
    for (int step = 0; step < rate.rows().size(); step++) {
      long at = fromMs + step * stepMs;
      int[] rows =
          Arrays.stream(all)
              .filter(row -> set.decisionMs()[row] >= at && set.decisionMs()[row] < at + stepMs)
              .filter(row -> !Double.isNaN(label[row]))
              .toArray();
      assertThat(rate.rows().get(step)).isEqualTo(rows.length);
      assertThat(rate.ones().get(step)).isEqualTo(classes(label, rows).ones());
      if (byMint) {
        assertSame(rate.shares().get(step), shareByMint(set, label, rows));
      }
    }
    assertThat(set.decisionMs()[set.size() - 1])
        .isBetween(fromMs, fromMs + rate.rows().size() * stepMs - 1);
    compareTelling(summary, set, label);
  }

  /** But for the order in which rows of one moment are summed. */
  private static void assertSame(Optional<Interval> actual, Optional<Interval> expected) {
    assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
    if (actual.isPresent()) {
      assertThat(actual.get().estimate()).isCloseTo(expected.get().estimate(), within(1e-9));
      assertThat(actual.get().lower()).isCloseTo(expected.get().lower(), within(1e-9));
      assertThat(actual.get().upper()).isCloseTo(expected.get().upper(), within(1e-9));
    }
  }

  private static Optional<Interval> shareByMint(TrainingSet set, double[] label, int[] rows) {
    if (rows.length == 0) {
      return Optional.empty();
    }
    double[] ones = Arrays.stream(rows).mapToDouble(row -> label[row]).toArray();
    List<String> mints =
        Arrays.stream(rows)
            .mapToObj(row -> set.keys().get(row).strip().toLowerCase(Locale.ROOT))
            .toList();
    double[] times = Arrays.stream(rows).mapToDouble(row -> set.decisionMs()[row]).toArray();
    return ClusterEstimate.of(ClusteredRows.of(mints, times), InfluenceValues.ofMean(ones))
        .map(estimate -> estimate.shareInterval(0.95).bounds());
  }

  private static void compareTelling(LabelSummary summary, TrainingSet set, double[] label) {
    if (summary.all().minority() == 0) {
      assertThat(summary.bestAuc()).isEmpty();
      assertThat(summary.bestFeature()).isEmpty();
      return;
    }
    int[] rows =
        IntStream.range(0, label.length).filter(row -> !Double.isNaN(label[row])).toArray();
    double[] classes = Arrays.stream(rows).mapToDouble(row -> label[row]).toArray();
    double[] aucs =
        Arrays.stream(set.features())
            .mapToDouble(column -> auc(column, rows, classes))
            .map(auc -> Math.max(auc, 1 - auc))
            .toArray();
    double best = Arrays.stream(aucs).max().orElseThrow();
    assertThat(summary.bestAuc().orElseThrow()).isCloseTo(best, within(1e-9));
    int named = set.featureNames().indexOf(summary.bestFeature());
    assertThat(aucs[named]).isCloseTo(best, within(1e-9));
  }

  /** Of values as coarse as cells. */
  private static double auc(double[] column, int[] rows, double[] classes) {
    double[] scores =
        Arrays.stream(rows).mapToDouble(row -> FeatureCells.cell(column[row])).toArray();
    return RankMetrics.auc(scores, classes).orElseThrow();
  }

  private static ClassCounts classes(double[] label, int[] rows) {
    return new ClassCounts(
        Arrays.stream(rows).filter(row -> label[row] == 0).count(),
        Arrays.stream(rows).filter(row -> label[row] == 1).count());
  }

  private static void comparePauses(SetSummary summary, long[] times) {
    if (times.length < 2) {
      assertThat(summary.pauses()).isEmpty();
      return;
    }
    List<Long> lengths =
        IntStream.range(1, times.length).mapToObj(row -> times[row] - times[row - 1]).toList();
    long longest = Collections.max(lengths);
    LogGaps pauses = summary.pauses().orElseThrow();
    assertThat(pauses.longestMs()).isEqualTo(longest);
    assertThat(pauses.longestFromMs()).isEqualTo(times[lengths.indexOf(longest)]);
    int inHundred = (int) Math.ceil(0.99 * lengths.size()) - 1;
    long usual = lengths.stream().sorted().toList().get(inHundred);
    assertThat(pauses.usualMs()).isBetween(usual, usual + usual / 8);
  }
}
