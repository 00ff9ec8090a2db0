package ratchet.promote.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.TrailQuantiles;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.ReproducedMetric;
import ratchet.gate.CommonRows.ReproducedMetrics;
import ratchet.model.ModelName;
import ratchet.model.Provenance;
import ratchet.model.SurvivalModel;

/**
 * Computes the metrics that a model file states about its own holdout again. The rows are read as
 * the trainer read them, up to the end of its data, and split where the provenance says.
 *
 * <p>A service may have written rows late, after the training. If they are few, each metric may
 * differ by as much as they can change it; if they are many, the metrics cannot be reproduced.
 */
final class HoldoutReproduction {
  private static final double TOLERANCE = 1e-6;

  private static final Map<String, ToDoubleFunction<SurvivalModel.Params>> TRAIL =
      Map.of(
          "baseTrailBps", SurvivalModel.Params::baseTrailBps,
          "minTrailBps", SurvivalModel.Params::minTrailBps,
          "maxTrailBps", SurvivalModel.Params::maxTrailBps,
          "hazardTighten", SurvivalModel.Params::hazardTighten,
          "hazardPanic", SurvivalModel.Params::hazardPanic);

  /** The largest share of rows that may have been written late. */
  private static final double LATE_SHARE = 0.01;

  private final LoadedModel model;
  private final TrainingSet set;
  private final long holdoutFromMs;
  private final int[] holdout;
  private final int late;
  private final Optional<String> problem;

  private HoldoutReproduction(LoadedModel model, Provenance provenance, TrainingSet set) {
    this.model = model;
    this.set = set;
    this.holdoutFromMs = provenance.holdoutFrom().toEpochMilli();
    this.holdout =
        IntStream.range(0, set.size())
            .filter(row -> set.decisionMs()[row] >= holdoutFromMs)
            .toArray();
    Map<String, Long> counted = provenance.rowCounts();
    long rows = counted.getOrDefault("rows", (long) set.size());
    long heldOut = counted.getOrDefault("holdout", (long) holdout.length);
    this.late =
        (int)
            Math.min(
                Integer.MAX_VALUE,
                Math.max(Math.abs(rows - set.size()), Math.abs(heldOut - holdout.length)));
    this.problem =
        isOff(rows, set.size())
            ? Optional.of("rows=" + rows + ",measured=" + set.size())
            : isOff(heldOut, holdout.length)
                ? Optional.of("holdout_rows=" + heldOut + ",measured=" + holdout.length)
                : tooFewHeldOut();
  }

  /**
   * Refuses a holdout shorter than the last fifth of the rows: otherwise a file could choose the
   * days on which it is compared.
   */
  private Optional<String> tooFewHeldOut() {
    long least =
        set.size()
            - ChronologicalSplit.firstHeldOut(set.size())
            - (long) Math.ceil(LATE_SHARE * set.size());
    return holdout.length < least
        ? Optional.of("holdout_rows=" + holdout.length + ",at_least=" + least)
        : Optional.empty();
  }

  private static boolean isOff(long claimed, long measured) {
    return Math.abs(claimed - measured) > Math.ceil(LATE_SHARE * Math.max(claimed, measured));
  }

  /**
   * Reproduces the metrics of a model file.
   *
   * @param asOf rows as the trainer read them
   */
  static ReproducedMetrics of(LoadedModel model, Provenance provenance, TrainingSet asOf) {
    HoldoutReproduction own = new HoldoutReproduction(model, provenance, asOf);
    return own.problem.isPresent()
        ? new ReproducedMetrics(List.of(), own.problem)
        : new ReproducedMetrics(own.figures(), Optional.empty());
  }

  private List<ReproducedMetric> figures() {
    List<ReproducedMetric> figures = new ArrayList<>();
    for (FileMetric figure : FileMetric.of(model.file().name())) {
      claimed(figure.name()).ifPresent(claimed -> figures.add(figure(figure, claimed)));
    }
    sizes().forEach(figures::add);
    if (model.file() instanceof SurvivalModel survival) {
      figures.addAll(trail(survival.params()));
    }
    return figures;
  }

  /**
   * The parameters of the trail, which a runtime serves from a survival file. The metrics of the
   * hazard ranking do not depend on them, so they are computed again from the fitted rows.
   */
  private List<ReproducedMetric> trail(SurvivalModel.Params claimed) {
    TrailQuantiles quantiles = TrailQuantiles.of(set, fitted(), model.scorer());
    if (quantiles.winnersFalls().length == 0) {
      return List.of(
          new ReproducedMetric(
              "params.baseTrailBps", claimed.baseTrailBps(), OptionalDouble.empty(), TOLERANCE));
    }
    double moved = 2.0 * late / quantiles.winnersFalls().length;
    SurvivalModel.Params measured = quantiles.params();
    SurvivalModel.Params low = quantiles.params(-moved);
    SurvivalModel.Params high = quantiles.params(moved);
    return TRAIL.entrySet().stream()
        .map(
            param -> {
              ToDoubleFunction<SurvivalModel.Params> of = param.getValue();
              double slack = of.applyAsDouble(high) - of.applyAsDouble(low);
              return new ReproducedMetric(
                  "params." + param.getKey(),
                  of.applyAsDouble(claimed),
                  OptionalDouble.of(of.applyAsDouble(measured)),
                  TOLERANCE + slack);
            })
        .toList();
  }

  private ReproducedMetric figure(FileMetric figure, double claimed) {
    int[] rows = labelled(figure.label(), holdout);
    Optional<double[]> scores = ServedScores.of(model, figure.label(), set, rows);
    if (scores.isEmpty()) {
      return figure.beside(claimed, OptionalDouble.empty(), TOLERANCE);
    }
    double[] labels = UnseenRows.pick(set.label(figure.label()), rows);
    double[] times =
        set.labelNames().contains(UnseenRows.DURATION)
            ? UnseenRows.pick(set.label(UnseenRows.DURATION), rows)
            : new double[0];
    OptionalDouble measured = figure.measure(model, scores.get(), labels, times);
    double slack = labels.length == 0 ? 0 : figure.slack(late, model, scores.get(), labels, times);
    return figure.beside(claimed, measured, TOLERANCE + slack);
  }

  /** The numbers of fitted and held-out rows, which rules read. */
  private Stream<ReproducedMetric> sizes() {
    ModelName name = model.file().name();
    return switch (name) {
      case ALPHA ->
          Stream.of("10m", "60m").flatMap(horizon -> sizes("_" + horizon, "y_payoff_" + horizon));
      case FILLNET -> Stream.concat(sizes("_fill", "y_fill"), sizes("_slip", "y_slip_bps"));
      case RUGGUARD -> sizes("", "label_rug");
      case SURVIVAL -> size("sample_size", fitted("event")).stream();
    };
  }

  private Stream<ReproducedMetric> sizes(String suffix, String label) {
    return Stream.of(
            size("train_size" + suffix, fitted(label)),
            size("holdout_size" + suffix, labelled(label, holdout).length))
        .flatMap(Optional::stream);
  }

  private Optional<ReproducedMetric> size(String name, int measured) {
    OptionalDouble claimed = claimed(name);
    return claimed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReproducedMetric(name, claimed.getAsDouble(), OptionalDouble.of(measured), late));
  }

  private int fitted(String label) {
    return labelled(label, fitted()).length;
  }

  /** The rows that the model was fitted on. */
  private int[] fitted() {
    ChronologicalSplit.Cut cut =
        ChronologicalSplit.Cut.of(holdoutFromMs, LabelTiming.of(set.model()));
    return IntStream.range(0, set.size())
        .filter(
            row ->
                cut.part(set.decisionMs()[row], set.labelEndMs()[row])
                    == ChronologicalSplit.Part.TRAIN)
        .toArray();
  }

  private OptionalDouble claimed(String name) {
    return model.file().header().measure(name);
  }

  private int[] labelled(String label, int[] rows) {
    double[] values = set.label(label);
    return Arrays.stream(rows).filter(row -> !Double.isNaN(values[row])).toArray();
  }
}
