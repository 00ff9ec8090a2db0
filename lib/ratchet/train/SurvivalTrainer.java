package ratchet.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import ratchet.data.training.TrailQuantiles;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;
import ratchet.statistics.ClusteredRows;
import ratchet.train.solver.CoxRegression;
import ratchet.train.solver.Fit;
import ratchet.train.solver.HazardRegression;
import ratchet.train.solver.HazardRows;
import ratchet.train.solver.LabelledRows;

/**
 * Survival: a {@link HazardRegression} over 60 intervals of one minute from the entry to the stop,
 * and the trail's parameters ({@link TrailParams}). A {@link CoxRegression} of the same rows checks
 * the coefficients.
 */
final class SurvivalTrainer implements Trainer {
  static final double INTERVAL_SECONDS = 60;
  static final int INTERVALS = 60;
  private static final String DURATION = "duration_seconds";
  private static final String EVENT = "event";

  @Override
  public Map<String, Double> hyperParameters(TrainOptions options) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("trail_bps", options.read().trailBps());
    all.put("interval_seconds", INTERVAL_SECONDS);
    all.put("coefficient_penalty", HazardRegression.COEFFICIENT_PENALTY);
    all.put("baseline_penalty", HazardRegression.BASELINE_PENALTY);
    all.put("min_group_stops", (double) HazardRows.MIN_GROUP_STOPS);
    all.put("winner_bps", TrailQuantiles.WINNER_BPS);
    all.put("base_trail_quantile", TrailQuantiles.BASE);
    all.put("min_trail_quantile", TrailQuantiles.NARROWEST);
    all.put("max_trail_quantile", TrailQuantiles.WIDEST);
    all.put("tighten_quantile", TrailQuantiles.TIGHTEN);
    all.put("panic_quantile", TrailQuantiles.PANIC);
    return all;
  }

  @Override
  public FittedModel fit(TrainingData data, ModelHeader header) {
    LabelledRows events = data.train(EVENT).local().copy();
    SampleRequirements.requireRows(events.size(), EVENT);
    HazardRows rows = hazardRows(events, data.train(DURATION).labelVector());
    SampleRequirements.requireEvents(rows.stops(), EVENT, "stops within the hour");
    HazardRegression hazard = fit(rows, data.options().threads());
    return new FittedModel(
        new SurvivalModel(header, trail(data, header).params(), Optional.of(model(hazard))),
        Map.of("hazard", hazard.fit()),
        List.of(),
        Map.of());
  }

  /**
   * @param events rows in columns without other rows
   */
  private static HazardRows hazardRows(LabelledRows events, double[] durations) {
    return HazardRows.of(events.columns(), durations, events.labels(), INTERVAL_SECONDS, INTERVALS);
  }

  private static HazardRegression fit(HazardRows rows, int threads) {
    return HazardRegression.fit(
        rows, HazardRegression.COEFFICIENT_PENALTY, HazardRegression.BASELINE_PENALTY, threads);
  }

  private static SurvivalModel.HazardModel model(HazardRegression hazard) {
    return new SurvivalModel.HazardModel(
        Features.of(ModelName.SURVIVAL).names(),
        WeightConversion.list(hazard.coefficients()),
        INTERVAL_SECONDS,
        WeightConversion.list(hazard.baseline()));
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricCollector collector) {
    Supplier<List<FoldFigures>> folds = data.beginFolds(SurvivalTrainer::evaluateFold);
    data.write(
        collector,
        List.of(
            part -> evaluate((SurvivalModel) model, data, part),
            part -> walkForward(folds.get(), part)));
  }

  /** Figures of the hazard of a walk-forward fold, on the holdout of the fold. */
  private record FoldFigures(OptionalDouble concordance, OptionalDouble brier) {}

  /** Empty for a fold that has too few training rows, or no row to evaluate. */
  private static Optional<FoldFigures> evaluateFold(TrainingSource.Fold fold) {
    LabelledRows train = fold.train(EVENT).local().copy();
    LabelledRows test = fold.holdout(EVENT).local().copy();
    HazardRows rows = hazardRows(train, fold.train(DURATION).labelVector());
    if (rows.size() < SampleRequirements.MIN_ROWS
        || rows.stops() < SampleRequirements.MIN_MINORITY
        || test.size() == 0) {
      return Optional.empty();
    }
    SurvivalMetrics metrics =
        new SurvivalMetrics(model(fit(rows, 1)), test, fold.holdout(DURATION).labelVector());
    return Optional.of(new FoldFigures(metrics.concordance(), metrics.brier()));
  }

  private static void walkForward(List<FoldFigures> folds, MetricCollector collector) {
    WalkForward.summarise("c_index", defined(folds, FoldFigures::concordance), collector);
    WalkForward.summarise("integrated_brier", defined(folds, FoldFigures::brier), collector);
  }

  private static double[] defined(
      List<FoldFigures> folds, Function<FoldFigures, OptionalDouble> figure) {
    return folds.stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray();
  }

  private void evaluate(SurvivalModel model, TrainingData data, MetricCollector collector) {
    LabelledRows train = data.train(EVENT).local().copy();
    LabelledRows holdout = data.holdout(EVENT).copy();
    SurvivalModel.HazardModel hazard = model.hazard().orElseThrow();
    collector.put("sample_size", train.size());
    collector.put("events", train.positives());
    collector.put("holdout_size", holdout.size());
    collector.put("holdout_events", holdout.positives());
    SurvivalMetrics metrics =
        new SurvivalMetrics(hazard, holdout, data.holdout(DURATION).labelVector());
    double[] trainDurations = data.train(DURATION).labelVector();
    Fit cox =
        CoxRegression.fit(
            train.columns(), trainDurations, train.labels(), HazardRegression.COEFFICIENT_PENALTY);
    ClusteredRows clusters = data.clusters(data.holdout(EVENT));
    metrics.writeConcordance(cox, clusters, collector);
    metrics.writeBrier(
        clusters,
        new SurvivalMetrics.TrainedOn(
            trainDurations, train.labels(), data.clusters(data.train(EVENT).local())),
        collector);
    LocalSource local = data.local();
    OutcomeAverages.summarise("exit_bps", local.set(), local.holdout(), collector);
    OutcomeAverages.summarise("drawdown_bps", local.set(), local.holdout(), collector);
    OutcomeAverages.mean("time_to_peak_ms", local.set(), local.holdout(), collector);
    trail(data, model.header()).report(collector);
  }

  private TrailParams trail(TrainingData data, ModelHeader header) {
    Scorer formula = Scorer.of(blank(header, data.options()));
    return TrailParams.of(data.local().set(), data.local().chronological().train(), formula);
  }

  @Override
  public Map<String, Long> sampleSizes(MetricCollector collector) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("sample_size", collector.count("sample_size"));
    return sizes;
  }

  /** The trail is always the configured stop. */
  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    double trailBps = options.read().trailBps();
    return new SurvivalModel(
        header, new SurvivalModel.Params(trailBps, trailBps, trailBps, 0.5, 0.9), Optional.empty());
  }
}
