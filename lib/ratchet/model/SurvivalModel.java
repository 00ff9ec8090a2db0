package ratchet.model;

import java.util.List;
import java.util.Optional;

/**
 * Survival: the parameters of the trailing exit, and the fitted hazard from which they were
 * derived.
 *
 * @param hazard the fitted discrete-time hazard; empty in files of other trainers
 */
public record SurvivalModel(ModelHeader header, Params params, Optional<HazardModel> hazard)
    implements ModelFile {
  /**
   * The parameters that the runtime uses.
   *
   * @param baseTrailBps trail at hazard 0, in basis points
   * @param minTrailBps smallest trail, in basis points
   * @param maxTrailBps largest trail, in basis points
   * @param hazardTighten in (0, 1): from this hazard on, the exit ladder is compressed
   * @param hazardPanic in (0, 1): from this hazard on, the position is closed
   */
  public record Params(
      double baseTrailBps,
      double minTrailBps,
      double maxTrailBps,
      double hazardTighten,
      double hazardPanic) {}

  /**
   * Discrete-time hazard. The log-odds of a stop within interval k, given survival to its start,
   * are {@code baseline[k] + Σ coefficient·covariate}.
   *
   * @param covariates names in the order of the coefficients
   * @param intervalSeconds length of an interval in seconds
   * @param baseline log-odds per interval when all covariates are 0
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
