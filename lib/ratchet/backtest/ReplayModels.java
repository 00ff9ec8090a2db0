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
 * The models that trade one side of a replay. A model that is missing leaves its step out: nothing
 * is vetoed, everything is admitted, the exit trails by a fixed distance.
 *
 * @param byName at most one per model
 * @param usesAlpha whether only what alpha picks is traded
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
   * @param sixtyAtLeast what its 60-minute score must reach
   * @return below every bar where the 60-minute score does not reach its own; a model without that
   *     horizon reaches only 0
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

  /** How far below the peak the position is sold now, basis points; 0 to sell it at once. */
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
