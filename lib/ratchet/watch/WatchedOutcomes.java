package ratchet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingRowSink;
import ratchet.features.LoadedModel;
import ratchet.statistics.comparison.SequentialLook;

/**
 * Receives the rows of a log and keeps, for decisions since a promotion, the difference between the
 * losses of two versions: 20 bytes per outcome, and 12 to 24 bytes per mint and hour.
 *
 * <p>An outcome counts from the time at which it is known: outcomes are ordered by the time of
 * their labels, not of their decisions (delayed labels, Podkopaev and Ramdas 2022). Rows of one
 * mint within a block of time count as one, because their outcomes are related.
 */
final class WatchedOutcomes implements TrainingRowSink {
  /** One comparison and its outcomes. */
  private record Column(
      String formerSha256,
      WatchMetric metric,
      int label,
      WatchMetric.Loss live,
      WatchMetric.Loss former,
      PairedLosses kept) {}

  private static final byte[] NO_MINT = {};

  private final long sinceMs;
  private final long nowMs;
  private final Optional<Duration> block;
  private final List<Column> columns = new ArrayList<>();
  private UnitNumbers units = new UnitNumbers();

  /**
   * @param now outcomes that become known later are ignored
   * @param block as of {@link Watch}
   */
  WatchedOutcomes(
      LoadedModel live,
      List<LoadedModel> formers,
      Instant since,
      Instant now,
      Optional<Duration> block) {
    this.sinceMs = since.toEpochMilli();
    this.nowMs = now.toEpochMilli();
    this.block = block;
    List<String> labels = TrainingReader.labels(live.file().name());
    for (LoadedModel former : formers) {
      for (WatchMetric metric : WatchMetric.of(live.file().name())) {
        Optional<WatchMetric.Loss> ours = metric.loss(live, labels);
        Optional<WatchMetric.Loss> theirs = metric.loss(former, labels);
        if (ours.isPresent() && theirs.isPresent()) {
          columns.add(
              new Column(
                  former.sha256(),
                  metric,
                  labels.indexOf(metric.label()),
                  ours.get(),
                  theirs.get(),
                  new PairedLosses()));
        }
      }
    }
  }

  @Override
  public void clear() {
    units = new UnitNumbers();
    columns.forEach(column -> column.kept.clear());
  }

  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      double[] features) {
    if (decisionMs < sinceMs || labelEndMs > nowMs) {
      return;
    }
    int unit = -1;
    for (Column column : columns) {
      if (!Double.isNaN(labels[column.label])) {
        unit = unit < 0 ? unit(mint, decisionMs) : unit;
        double difference = column.live.of(labels, features) - column.former.of(labels, features);
        column.kept.add(difference, unit, labelEndMs);
      }
    }
  }

  private int unit(byte[] mint, long decisionMs) {
    return block.isPresent()
        ? units.of(NO_MINT, decisionMs / block.get().toMillis())
        : units.of(mint, decisionMs / Watch.MINT_BLOCK.toMillis());
  }

  /**
   * Compares with every predecessor, by every metric that both versions score.
   *
   * @param alpha divided equally among the comparisons
   */
  List<WatchComparison> compare(double alpha, double margin) {
    double share = alpha / Math.max(1, columns.size());
    return columns.stream()
        .map(
            column ->
                new WatchComparison(
                    column.formerSha256, column.metric.id(), margin, column.kept.look(share)))
        .toList();
  }

  /**
   * The interval after a growing number of outcomes, in the order in which they became known.
   *
   * @param shown which comparison
   * @return oldest first; the last one has all outcomes
   */
  List<SequentialLook> course(WatchComparison shown, double alpha) {
    double share = alpha / Math.max(1, columns.size());
    return columns.stream()
        .filter(column -> column.formerSha256.equals(shown.formerSha256()))
        .filter(column -> column.metric.id().equals(shown.metric()))
        .findFirst()
        .map(column -> column.kept.course(share))
        .orElse(List.of());
  }
}
