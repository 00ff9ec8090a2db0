package ratchet.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.model.ModelName;
import ratchet.statistics.ClusterInterval;

/** Rows of which everything is known; above 0.95 the interval is twice as wide. */
final class KnownRows implements CommonRows {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final Map<String, CommonRows> slices = new LinkedHashMap<>();
  private final int rows;
  private final int positives;
  private final PairedEstimate figure;
  int newRows;
  boolean equal;
  Optional<EarlierDecision> earlier = Optional.empty();
  int clusters = 60;
  double worth = 1;
  Rescoring.Opponent opponent =
      new Rescoring.Opponent.Scored(GateCandidates.good(ModelName.FILLNET, NOW).loaded());
  Optional<String> lacking = Optional.empty();
  ReproducedMetrics own = ReproducedMetrics.NONE;

  KnownRows(
      int rows, int positives, double candidate, double champion, double lower, double upper) {
    this.rows = rows;
    this.positives = positives;
    this.newRows = rows;
    this.figure = figure(candidate, champion, lower, upper);
  }

  KnownRows of(int otherRows, int otherPositives) {
    return new KnownRows(
        otherRows,
        otherPositives,
        figure.candidate(),
        figure.reference(),
        figure.lower(),
        figure.upper());
  }

  KnownRows swapped() {
    return new KnownRows(
        rows, positives, figure.reference(), figure.candidate(), -figure.upper(), -figure.lower());
  }

  @Override
  public EvaluationWindow window(String label, int maxRows) {
    return new EvaluationWindow(NOW, NOW, rows, positives);
  }

  @Override
  public Rescoring.Opponent opponent(Reference reference, String label) {
    return opponent;
  }

  @Override
  public Optional<String> lacking(String label) {
    return lacking;
  }

  @Override
  public Optional<PairedEstimate> compare(
      Reference reference, PairedMetric metric, String label, double confidence, int maxRows) {
    double wider = confidence > 0.95 ? 2 : 1;
    return Optional.of(
        figure(
            figure.candidate(),
            figure.reference(),
            wider * figure.lower(),
            wider * figure.upper()));
  }

  @Override
  public Optional<PairedEstimate> skill(
      PairedMetric metric, String label, double confidence, int maxRows) {
    return Optional.of(figure);
  }

  @Override
  public OptionalDouble figure(String name) {
    return name.matches("auc|brier|c_index|slip_mae")
        ? OptionalDouble.of(figure.candidate())
        : OptionalDouble.empty();
  }

  @Override
  public Optional<CommonRows.Pair> measure(String name) {
    return Optional.of(new CommonRows.Pair(figure.candidate(), figure.reference()));
  }

  @Override
  public ReproducedMetrics reproducedMetrics() {
    return own;
  }

  private PairedEstimate figure(double candidate, double champion, double lower, double upper) {
    double difference = Math.min(upper, Math.max(lower, candidate - champion));
    return new PairedEstimate(
        candidate,
        champion,
        new ClusterInterval(
            difference, lower, upper, rows, clusters, clusters, worth * rows, clusters >= 20));
  }

  @Override
  public Map<String, CommonRows> slices(String by, String label, int maxRows) {
    return slices;
  }

  @Override
  public Usage usage(String label, int maxRows) {
    return new Usage(NOW.minus(Duration.ofDays(10)), NOW, rows, newRows, rows == maxRows);
  }

  @Override
  public boolean equalsChampion(String label, int maxRows) {
    return equal;
  }

  @Override
  public Optional<EarlierDecision> earlierOfCandidate() {
    return earlier;
  }

  @Override
  public boolean championRowsKnown() {
    return true;
  }

  @Override
  public int filesLeftOut() {
    return 0;
  }
}
