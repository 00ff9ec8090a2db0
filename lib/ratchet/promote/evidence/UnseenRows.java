package ratchet.promote.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.PairedMetric;
import ratchet.gate.Rescoring;
import ratchet.model.ModelName;
import ratchet.model.RugGuardModel;

/** The rows of a training set from a time on, scored by the candidate and its opponents. */
final class UnseenRows implements CommonRows {
  static final String DURATION = "duration_seconds";

  /** With fewer rows the metrics of a model's own holdout are more precise. */
  private static final int LEAST_TO_MEASURE = 50;

  private static final int MOST_TO_MEASURE = 20_000;

  /**
   * The models that are compared, and from which time rows are unseen by them.
   *
   * @param opponents one by reference
   * @param ownFrom the candidate was not fitted on rows from this time on
   * @param from no model was fitted on rows from this time on
   * @param until later rows are ignored: rows that a wrong clock dated in the future would never
   *     count as used
   * @param championRowsKnown whether {@code from} takes the champion into account
   */
  record ComparedModels(
      LoadedModel candidate,
      Map<Reference, Rescoring.Opponent> opponents,
      Instant ownFrom,
      Instant from,
      Instant until,
      boolean championRowsKnown) {
    ComparedModels {
      opponents = new EnumMap<>(opponents);
    }
  }

  private final ComparedModels compared;
  private final TrainingSet rows;
  private final Supplier<ReproducedMetrics> own;
  private final EvidenceAccount account;
  private final IntPredicate part;

  private UnseenRows(
      ComparedModels compared,
      TrainingSet rows,
      Supplier<ReproducedMetrics> own,
      EvidenceAccount account,
      IntPredicate part) {
    this.compared = compared;
    this.rows = rows;
    this.own = own;
    this.account = account;
    this.part = part;
  }

  /**
   * All rows of the set.
   *
   * @param own called when a rule needs the reproduced metrics
   * @param account of the champion
   */
  static UnseenRows all(
      ComparedModels compared,
      TrainingSet rows,
      Supplier<ReproducedMetrics> own,
      EvidenceAccount account) {
    return new UnseenRows(compared, rows, own, account, row -> true);
  }

  @Override
  public EvaluationWindow window(String label, int maxRows) {
    int[] chosen = rows(label, compared.from, maxRows);
    double[] labels = pick(rows.label(label), chosen);
    return new EvaluationWindow(
        compared.from,
        chosen.length == 0 ? compared.from : decision(chosen[chosen.length - 1]),
        chosen.length,
        (int) Arrays.stream(labels).filter(value -> value == 1).count());
  }

  private Instant decision(int row) {
    return Instant.ofEpochMilli(rows.decisionMs()[row]);
  }

  @Override
  public Rescoring.Opponent opponent(Reference reference, String label) {
    Rescoring.Opponent found =
        compared.opponents.getOrDefault(reference, new Rescoring.Opponent.None());
    if (found instanceof Rescoring.Opponent.Scored scored
        && !ServedScores.has(scored.model(), label)) {
      // all survival versions are served by one formula; only the hazard model can differ
      return scored.model().file().name() == ModelName.SURVIVAL
          ? new Rescoring.Opponent.NotComparable("without_hazard_model")
          : new Rescoring.Opponent.None();
    }
    return found;
  }

  @Override
  public Optional<String> lacking(String label) {
    if (ServedScores.has(compared.candidate, label)) {
      return Optional.empty();
    }
    return Optional.of(
        compared.candidate.file().name() == ModelName.SURVIVAL
            ? "hazard_model"
            : label.replaceFirst("^y_payoff_", "models."));
  }

  @Override
  public Optional<PairedEstimate> compare(
      Reference reference, PairedMetric metric, String label, double confidence, int maxRows) {
    return opponent(reference, label) instanceof Rescoring.Opponent.Scored other
        ? scored(other.model(), label, compared.from, maxRows)
            .map(scored -> asked(metric, scored, other.model()))
            .flatMap(scored -> scored.compare(metric, confidence))
        : Optional.empty();
  }

  @Override
  public Optional<PairedEstimate> skill(
      PairedMetric metric, String label, double confidence, int maxRows) {
    return scored(compared.candidate, label, compared.from, maxRows)
        .map(scored -> asked(metric, scored, compared.candidate))
        .flatMap(scored -> scored.skill(metric, confidence));
  }

  /** The scores, or the decisions for a metric of decisions. */
  private PairedScores asked(PairedMetric metric, PairedScores scored, LoadedModel other) {
    return metric == PairedMetric.F1
            && compared.candidate.file() instanceof RugGuardModel ours
            && other.file() instanceof RugGuardModel theirs
        ? scored.decided(ours.threshold(), theirs.threshold())
        : scored;
  }

  @Override
  public OptionalDouble figure(String name) {
    Optional<CommonRows.Pair> both = measure(name, compared.candidate, compared.ownFrom);
    return both.isPresent() ? OptionalDouble.of(both.get().candidate()) : OptionalDouble.empty();
  }

  @Override
  public Optional<CommonRows.Pair> measure(String name) {
    return compared.opponents.get(Reference.CHAMPION) instanceof Rescoring.Opponent.Scored champion
        ? measure(name, champion.model(), compared.from)
        : Optional.empty();
  }

  private Optional<CommonRows.Pair> measure(String name, LoadedModel other, Instant from) {
    return FileMetric.of(compared.candidate.file().name(), name)
        .flatMap(
            figure ->
                scored(other, figure.label(), from, MOST_TO_MEASURE)
                    .filter(scored -> scored.labels().length >= LEAST_TO_MEASURE)
                    .flatMap(scored -> pair(figure, other, scored)));
  }

  private Optional<CommonRows.Pair> pair(
      FileMetric figure, LoadedModel other, PairedScores scored) {
    OptionalDouble ours =
        figure.measure(compared.candidate, scored.candidate(), scored.labels(), scored.times());
    OptionalDouble theirs =
        figure.measure(other, scored.reference(), scored.labels(), scored.times());
    return ours.isPresent() && theirs.isPresent()
        ? Optional.of(new CommonRows.Pair(ours.getAsDouble(), theirs.getAsDouble()))
        : Optional.empty();
  }

  @Override
  public ReproducedMetrics reproducedMetrics() {
    return own.get();
  }

  @Override
  public Map<String, CommonRows> slices(String by, String label, int maxRows) {
    int[] looked = rows(label, compared.from, maxRows);
    IntFunction<String> slice = RowSlices.by(by, rows, looked);
    Map<String, BitSet> parts = new TreeMap<>();
    for (int row : looked) {
      parts.computeIfAbsent(slice.apply(row), unseen -> new BitSet()).set(row);
    }
    Map<String, CommonRows> slices = new LinkedHashMap<>();
    parts.forEach(
        (name, chosen) ->
            slices.put(name, new UnseenRows(compared, rows, own, account, chosen::get)));
    return slices;
  }

  @Override
  public Usage usage(String label, int maxRows) {
    int[] chosen = rows(label, compared.from, maxRows);
    if (chosen.length == 0) {
      return new Usage(compared.from, compared.from, 0, 0, false);
    }
    int fresh = 0;
    for (int row : chosen) {
      fresh += account.hasUsed(rows.decisionMs()[row]) ? 0 : 1;
    }
    return new Usage(
        decision(chosen[0]),
        decision(chosen[chosen.length - 1]),
        chosen.length,
        fresh,
        chosen.length == maxRows);
  }

  @Override
  public boolean equalsChampion(String label, int maxRows) {
    return opponent(Reference.CHAMPION, label) instanceof Rescoring.Opponent.Scored champion
        && ServedScores.decideAlike(compared.candidate, champion.model())
        && scored(champion.model(), label, compared.from, maxRows)
            .filter(scored -> scored.labels().length > 0 && scored.areEqual())
            .isPresent();
  }

  @Override
  public Optional<EarlierDecision> earlierOfCandidate() {
    return account
        .about(compared.candidate.sha256())
        .map(
            decision ->
                new EarlierDecision(
                    decision.share(),
                    new UnseenRows(
                        compared,
                        rows,
                        own,
                        account,
                        row -> part.test(row) && decision.used(rows.decisionMs()[row]))));
  }

  @Override
  public boolean championRowsKnown() {
    return compared.championRowsKnown;
  }

  @Override
  public int filesLeftOut() {
    return rows.facts().files().skipped().size();
  }

  private Optional<PairedScores> scored(
      LoadedModel other, String label, Instant from, int maxRows) {
    int[] chosen = rows(label, from, maxRows);
    Optional<double[]> ours = ServedScores.of(compared.candidate, label, rows, chosen);
    Optional<double[]> theirs = ServedScores.of(other, label, rows, chosen);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    double[] times =
        rows.labelNames().contains(DURATION) ? pick(rows.label(DURATION), chosen) : new double[0];
    return Optional.of(
        new PairedScores(
            ours.get(),
            theirs.get(),
            pick(rows.label(label), chosen),
            times,
            rows.clusters(chosen)));
  }

  /** The most recent rows that have the label, in ascending order. */
  private int[] rows(String label, Instant from, int maxRows) {
    double[] values = rows.label(label);
    int[] all =
        IntStream.range(0, rows.size())
            .filter(row -> rows.decisionMs()[row] >= from.toEpochMilli())
            .filter(row -> rows.decisionMs()[row] <= compared.until.toEpochMilli())
            .filter(row -> !Double.isNaN(values[row]) && part.test(row))
            .toArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - maxRows), all.length);
  }

  static double[] pick(double[] column, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  /** Divides rows of a training set into slices; see {@link ratchet.gate.RowSchema#slices}. */
  static final class RowSlices {
    private RowSlices() {}

    /**
     * The name of the slice of each row, of lower-case letters, digits and _.
     *
     * @param by {@code day}, {@code route}, {@code source}, or a feature; the slices of a feature
     *     are {@code low}, {@code middle} and {@code high}, as near to thirds as equal values allow
     * @param rows the rows that are divided
     * @throws IllegalArgumentException for a name that is none of these
     */
    static IntFunction<String> by(String by, TrainingSet set, int[] rows) {
      return switch (by) {
        case "day" ->
            row -> {
              Instant decision = Instant.ofEpochMilli(set.decisionMs()[row]);
              return word(decision.atZone(ZoneOffset.UTC).toLocalDate().toString());
            };
        // the key of an attempt begins with its source and ends with its route
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
            "rows of " + set.model().id() + " have no slices by " + name);
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
}
