package ratchet.data.training;

import java.util.List;
import ratchet.data.log.Attempt;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.ContextBatch;
import ratchet.data.log.DecidedAttempt;
import ratchet.data.log.DecidedAttempt.Match;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.JsonInputs;
import ratchet.model.ModelName;

/** Makes a training row from each attempt that has features and a label. */
final class FillRows {
  static final List<String> LABELS = List.of("y_fill", "y_slip_bps", "y_ttl_ms");

  private static final double[] NO_OUTCOMES = {};

  private final DecidedAttempts.Listener listener;
  private final RowCollector rows;
  private final JsonInputs inputs = new JsonInputs("ctx", ContextBatch.NAMES);
  private final double[] labels = new double[LABELS.size()];

  FillRows(TrainingRowSink sink) {
    listener = sink.listener();
    rows = new RowCollector(ModelName.FILLNET, LABELS, List.of(), sink);
  }

  /** Receives, on other threads, how attempts are matched with their decisions. */
  DecidedAttempts.Listener listener() {
    return listener;
  }

  /** Announces how many attempts there can be at most. */
  void expect(long most) {
    rows.expect(most);
  }

  /**
   * Adds the next attempt.
   *
   * @param part of the database that logged it
   */
  void add(int part, DecidedAttempt decided) {
    rows.decision();
    Attempt attempt = decided.attempt();
    if (decided.match() == Match.NONE) {
      rows.withoutFeatures();
      return;
    }
    if (!decided.isUsable() || Double.isInfinite(attempt.requestedBps())) {
      rows.malformedFeatures();
      return;
    }
    inputs.setAll(decided.values());
    inputs.set("slippageBps", attempt.requestedBps());
    if (Double.isNaN(attempt.filled())) {
      rows.withoutLabel();
      return;
    }
    labels[0] = attempt.isFilled() ? 1 : 0;
    labels[1] = measured(attempt.slippageBps());
    labels[2] = measured(attempt.timeToLandMs());
    rows.from(part);
    rows.add(
        decided.decisionMs(),
        knownMs(decided),
        attempt.key(),
        attempt.mint(),
        labels,
        NO_OUTCOMES,
        inputs);
  }

  /**
   * When the label was known. An attempt is logged when it landed or failed. One without a known
   * decision may have been logged when it was sent, as in old imports.
   */
  private long knownMs(DecidedAttempt decided) {
    long ms = decided.attempt().ms();
    long landedMs = labels[2] >= 0 ? Math.round(labels[2]) : 0;
    if (decided.isOwn()) {
      return Math.max(ms, decided.decisionMs() + landedMs);
    }
    return ms + (labels[2] >= 0 ? landedMs : FillReader.UNFILLED_KNOWN_AFTER.toMillis());
  }

  private static double measured(double logged) {
    return Double.isInfinite(logged) ? Double.NaN : logged;
  }

  /** Sets how all attempts were matched with their decisions, and how many were logged twice. */
  void attempts(AttemptFacts facts, long duplicates) {
    rows.attempts(facts, duplicates);
  }

  /** Counts an attempt that two parts hold and that was read once. */
  void shared(int part, int other) {
    rows.shared(part, other);
  }

  TrainingSummary summary(long firstMs, long lastMs) {
    return rows.summary(firstMs, lastMs);
  }
}
