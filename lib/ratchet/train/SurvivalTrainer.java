package ratchet.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

/**
 * Survival: a {@link HazardRegression} over 60 intervals of one minute from the entry to the stop,
 * and the trail's parameters ({@link TrailParams}). A {@link CoxRegression} of the same rows stands
 * beside it as a check.
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
    all.put("winner_bps", TrailParams.WINNER_BPS);
    all.put("base_trail_quantile", TrailParams.BASE_QUANTILE);
    all.put("min_trail_quantile", TrailParams.NARROWEST_QUANTILE);
    all.put("max_trail_quantile", TrailParams.WIDEST_QUANTILE);
    all.put("tighten_quantile", TrailParams.TIGHTEN_QUANTILE);
    all.put("panic_quantile", TrailParams.PANIC_QUANTILE);
    return all;
  }

  @Override
  public FittedModel fit(TrainingData data, ModelHeader header) {
    LabelledRows events = data.train(EVENT).copy();
    Sufficiency.requireRows(events.size(), EVENT);
    HazardRows rows =
        HazardRows.of(
            events.columns(),
            data.train(DURATION).labelVector(),
            events.labels(),
            INTERVAL_SECONDS,
            INTERVALS);
    Sufficiency.requireEvents(rows.stops(), EVENT, "stops within the hour");
    HazardRegression hazard =
        HazardRegression.fit(
            rows,
            HazardRegression.COEFFICIENT_PENALTY,
            HazardRegression.BASELINE_PENALTY,
            data.options().threads());
    return new FittedModel(
        new SurvivalModel(
            header,
            trail(data, header).params(),
            Optional.of(
                new SurvivalModel.HazardModel(
                    Features.of(ModelName.SURVIVAL).names(),
                    Weights.list(hazard.coefficients()),
                    INTERVAL_SECONDS,
                    Weights.list(hazard.baseline())))),
        Map.of("hazard", hazard.fit()),
        List.of(),
        Map.of());
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricBook book) {
    data.write(book, List.of(part -> evaluate((SurvivalModel) model, data, part)));
  }

  private void evaluate(SurvivalModel model, TrainingData data, MetricBook book) {
    LabelledRows train = data.train(EVENT).copy();
    LabelledRows holdout = data.holdout(EVENT).copy();
    SurvivalModel.HazardModel hazard = model.hazard().orElseThrow();
    book.put("sample_size", train.size());
    book.put("events", train.positives());
    book.put("holdout_size", holdout.size());
    book.put("holdout_events", holdout.positives());
    SurvivalMetrics metrics =
        new SurvivalMetrics(hazard, holdout, data.holdout(DURATION).labelVector(), book);
    double[] trainDurations = data.train(DURATION).labelVector();
    Fit cox =
        CoxRegression.fit(
            train.columns(), trainDurations, train.labels(), HazardRegression.COEFFICIENT_PENALTY);
    metrics.concordance(cox, data.options().seed());
    metrics.brier(trainDurations, train.labels());
    Outcomes.summarise("exit_bps", data.set(), data.split().holdout(), book);
    Outcomes.summarise("drawdown_bps", data.set(), data.split().holdout(), book);
    Outcomes.mean("time_to_peak_ms", data.set(), data.split().holdout(), book);
    trail(data, model.header()).report(book);
  }

  private TrailParams trail(TrainingData data, ModelHeader header) {
    Scorer formula = Scorer.of(blank(header, data.options()));
    return TrailParams.of(data.set(), data.split().train(), formula);
  }

  @Override
  public Map<String, Long> sampleSizes(MetricBook book) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("sample_size", book.count("sample_size"));
    return sizes;
  }

  /** Trails by as much as the stop that was asked for, whatever the hazard. */
  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    double trailBps = options.read().trailBps();
    return new SurvivalModel(
        header, new SurvivalModel.Params(trailBps, trailBps, trailBps, 0.5, 0.9), Optional.empty());
  }
}
