package ratchet.model;

import java.util.List;
import java.util.Optional;

/**
 * Survival: how tightly an exit trails, and the fitted hazard it was derived from.
 *
 * @param hazard the fitted discrete-time hazard; absent in files that other trainers wrote
 */
public record SurvivalModel(ModelHeader header, Params params, Optional<HazardModel> hazard)
    implements ModelFile {
  /**
   * What the runtime serves with.
   *
   * @param baseTrailBps trail at hazard 0, basis points
   * @param minTrailBps never tighter than this
   * @param maxTrailBps never wider than this
   * @param hazardTighten in (0, 1): from here the ladder is compressed
   * @param hazardPanic in (0, 1): from here the position is flattened
   */
  public record Params(
      double baseTrailBps,
      double minTrailBps,
      double maxTrailBps,
      double hazardTighten,
      double hazardPanic) {}

  /**
   * Log-odds of a stop within one interval, given survival to its start: {@code baseline[k] + Σ
   * coefficient·covariate}.
   *
   * @param covariates names in the order of the coefficients
   * @param intervalSeconds width of an interval
   * @param baseline log-odds by interval for covariates of zero
   */
  public record HazardModel(
      List<String> covariates,
      List<Double> coefficients,
      double intervalSeconds,
      List<Double> baseline) {
    public HazardModel {
      covariates = List.copyOf(covariates);
      coefficients = List.copyOf(coefficients);
      baseline = List.copyOf(baseline);
    }
  }

  @Override
  public ModelName name() {
    return ModelName.SURVIVAL;
  }

  @Override
  public SurvivalModel withHeader(ModelHeader other) {
    return new SurvivalModel(other, params, hazard);
  }
}
