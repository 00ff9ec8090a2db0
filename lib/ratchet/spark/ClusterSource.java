package ratchet.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.TrainingSet;
import ratchet.model.Digest;
import ratchet.model.Provenance;
import ratchet.train.DatasetFingerprint;
import ratchet.train.FeatureInputs;
import ratchet.train.TrainingSource;
import ratchet.train.solver.TrainingRows;

/**
 * Rows to fit on that lie on executors, split as {@link ChronologicalSplit} splits a set in one
 * process: the moments are found by counting. The holdout is in this process.
 */
final class ClusterSource implements TrainingSource {
  private final ClusterFiles files;
  private final Provenance.Engine engine;
  private final TrainingSet holdoutSet;
  private final ChronologicalSplit.Sizes split;
  private final RowFilter train;
  private final LabelTiming timing;
  private final long firstMs;
  private final long lastMs;
  private final long rows;

  private ClusterSource(
      ClusterFiles files,
      Provenance.Engine engine,
      TrainingSet holdoutSet,
      ChronologicalSplit.Sizes split,
      RowFilter train,
      TimeSpan span,
      long rows) {
    this.files = files;
    this.engine = engine;
    this.holdoutSet = holdoutSet;
    this.split = split;
    this.train = train;
    this.timing = LabelTiming.of(holdoutSet.model());
    this.firstMs = span.firstMs;
    this.lastMs = span.lastMs;
    this.rows = rows;
  }

  /** Between the first and the last decision. */
  private record TimeSpan(long rows, long firstMs, long lastMs) implements Serializable {
    private static final TimeSpan NONE = new TimeSpan(0, Long.MAX_VALUE, Long.MIN_VALUE);

    private static TimeSpan of(FileRows file, RowFilter part) {
      int[] places = file.places(part);
      long[] ms = file.set().decisionMs();
      return places.length == 0
          ? NONE
          : new TimeSpan(places.length, ms[places[0]], ms[places[places.length - 1]]);
    }

    private TimeSpan plus(TimeSpan other) {
      return new TimeSpan(
          rows + other.rows, Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs));
    }
  }

  private static TimeSpan span(ClusterFiles files, RowFilter part) {
    return files.over(file -> TimeSpan.of(file, part)).stream()
        .reduce(TimeSpan.NONE, TimeSpan::plus);
  }

  /**
   * @param cluster as the command line names it
   */
  static ClusterSource of(ClusterFiles files, String version, String cluster) {
    Provenance.Engine engine = new Provenance.Engine("spark " + version, cluster);
    long rows = files.rowCount();
    TimeSpan all = span(files, RowFilter.ALL);
    if (rows == 0) {
      TrainingSet empty = HoldoutRows.collect(files, RowFilter.ALL);
      long endMs = empty.dataTo().toEpochMilli();
      ChronologicalSplit.Sizes nothing = new ChronologicalSplit.Sizes(0, 0, 0, endMs, endMs);
      return new ClusterSource(files, engine, empty, nothing, RowFilter.ALL, all, 0);
    }
    long holdoutFromMs =
        new TimeRanks(files, RowFilter.ALL)
            .momentOf(ChronologicalSplit.firstHeldOut(rows), all.firstMs, all.lastMs);
    RowFilter holdout = RowFilter.ALL.within(holdoutFromMs, Long.MAX_VALUE);
    TrainingSet heldOut = HoldoutRows.collect(files, holdout);
    Cut cut = Cut.of(holdoutFromMs, LabelTiming.of(heldOut.model()));
    RowFilter train = RowFilter.ALL.fittedBy(cut);
    TimeSpan fitted = span(files, train);
    ChronologicalSplit.Sizes split =
        new ChronologicalSplit.Sizes(
            fitted.rows,
            rows - fitted.rows - heldOut.size(),
            heldOut.size(),
            fitted.rows == 0 ? holdoutFromMs : fitted.lastMs + 1,
            holdoutFromMs);
    return new ClusterSource(files, engine, heldOut, split, train, fitted, rows);
  }

  @Override
  public Optional<Provenance.Engine> engine() {
    return Optional.of(engine);
  }

  @Override
  public TrainingSet set() {
    return holdoutSet;
  }

  @Override
  public long rowCount() {
    return rows;
  }

  @Override
  public ChronologicalSplit.Sizes split() {
    return split;
  }

  @Override
  public int[] holdout() {
    return IntStream.range(0, holdoutSet.size()).toArray();
  }

  @Override
  public TrainingRows train(String label) {
    return rows(train, label);
  }

  private TrainingRows rows(RowFilter part, String label) {
    return ClusterRows.of(files, holdoutSet.featureNames().size(), part, label);
  }

  /** As {@link ChronologicalSplit#walkForward}: the rows to fit on in six equal parts in time. */
  @Override
  public List<Fold> folds() {
    List<Fold> folds = new ArrayList<>();
    if (split.train() == 0) {
      return folds;
    }
    TimeRanks ranks = new TimeRanks(files, train);
    long parts = ChronologicalSplit.FOLDS + 1L;
    long fromMs = ranks.momentOf(split.train() / parts, firstMs, lastMs);
    for (int fold = 1; fold <= ChronologicalSplit.FOLDS; fold++) {
      boolean isLast = fold == ChronologicalSplit.FOLDS;
      long endMs =
          isLast
              ? Long.MAX_VALUE
              : ranks.momentOf(split.train() * (fold + 1) / parts, firstMs, lastMs);
      if (fromMs > firstMs && endMs > fromMs) {
        RowFilter before = train.fittedBy(Cut.of(fromMs, timing));
        if (span(files, before).rows > 0) {
          folds.add(new ClusterFold(before, train.within(fromMs, endMs)));
        }
      }
      fromMs = endMs;
    }
    return folds;
  }

  private final class ClusterFold implements Fold {
    private final RowFilter before;
    private final RowFilter after;

    private ClusterFold(RowFilter before, RowFilter after) {
      this.before = before;
      this.after = after;
    }

    @Override
    public TrainingRows train(String label) {
      return rows(before, label);
    }

    @Override
    public TrainingRows holdout(String label) {
      return rows(after, label);
    }
  }

  @Override
  public List<String> constantFeatures() {
    RowFilter part = train;
    List<FeatureInputs.Ranges> ranges =
        files.over(file -> FeatureInputs.Ranges.of(file.set(), file.places(part)));
    return ranges.stream()
        .reduce(FeatureInputs.Ranges::plus)
        .orElseThrow()
        .constant(holdoutSet.featureNames());
  }

  /**
   * Of one file, as one process gives it; of several, SHA-256 over the lines of the digests of each
   * file's rows to fit on, in the order of their digits.
   */
  @Override
  public String fingerprint() {
    RowFilter part = train;
    List<String> digests =
        files.over(file -> DatasetFingerprint.of(file.set(), file.places(part))).stream()
            .sorted()
            .toList();
    return digests.size() == 1
        ? digests.get(0)
        : Digest.of(String.join("\n", digests).getBytes(StandardCharsets.US_ASCII));
  }
}
