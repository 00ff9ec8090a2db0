package ratchet.backtest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

/**
 * The models of one side of a replay. Without RugGuard nothing is vetoed, without FillNet every
 * attempt is admitted, and without survival the exit has a fixed trail.
 *
 * @param byName at most one per model
 * @param usesAlpha whether only mints that alpha picks are traded
 */
public record ReplayModels(Map<ModelName, LoadedModel> byName, boolean usesAlpha) {
  public ReplayModels {
    Map<ModelName, LoadedModel> ordered = new EnumMap<>(ModelName.class);
    ordered.putAll(byName);
    byName = Collections.unmodifiableMap(ordered);
    if (usesAlpha && !byName.containsKey(ModelName.ALPHA)) {
      throw new IllegalArgumentException("no alpha model to pick with");
    }
  }

  Optional<String> sha256(ModelName name) {
    return Optional.ofNullable(byName.get(name)).map(LoadedModel::sha256);
  }

  /**
   * Alpha's 10-minute score, or the shortest horizon there is.
   *
   * @param sixtyAtLeast the minimum of its 60-minute score
   * @return negative infinity if the 60-minute score is below its minimum; a model without that
   *     horizon counts as 0
   */
  double alpha(Inputs features, double sixtyAtLeast) {
    Score.Alpha score = (Score.Alpha) byName.get(ModelName.ALPHA).scorer().score(features);
    boolean lasts = score.byHorizon().getOrDefault("60m", 0.0) >= sixtyAtLeast;
    return lasts ? score.primary() : Double.NEGATIVE_INFINITY;
  }

  boolean vetoes(Inputs context) {
    LoadedModel model = byName.get(ModelName.RUGGUARD);
    return model != null && ((Score.RugGuard) model.scorer().score(context)).rug();
  }

  boolean asksFillNet() {
    return byName.containsKey(ModelName.FILLNET);
  }

  Score.FillNet fill(Inputs context) {
    return (Score.FillNet) byName.get(ModelName.FILLNET).scorer().score(context);
  }

  /** The distance below the peak at which the position is sold, basis points; 0: sell at once. */
  double trailBps(Inputs position, double withoutModel) {
    LoadedModel model = byName.get(ModelName.SURVIVAL);
    if (model == null) {
      return withoutModel;
    }
    Score.Survival score = (Score.Survival) model.scorer().score(position);
    double panic = ((SurvivalModel) model.file()).params().hazardPanic();
    return score.hazard() >= panic ? 0 : score.trailBps();
  }
}
