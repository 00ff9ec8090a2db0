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
 * Takes the rows of a log one by one and keeps, of decisions since a promotion, by how much the
 * losses of two versions differ: 20 bytes an outcome, 12 to 24 a mint and hour.
 *
 * <p>An outcome counts once it is known: the order of time is that of the labels, not of the
 * decisions (delayed labels, Podkopaev and Ramdas 2022). Rows of one mint within a block of time
 * count as one, because they share its fate.
 */
final class WatchedOutcomes implements TrainingRowSink {
  /** How the outcomes of one comparison are kept. */
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
   * @param now outcomes that become known later are not looked at
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
   * Every predecessor by every metric that both versions have a score for.
   *
   * @param alpha shared by all of them
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
   * @param shown the comparison that is followed
   * @return oldest first; the last one is that of all outcomes
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
