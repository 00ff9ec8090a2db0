package ratchet.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ratchet.features.Features.SurvivalFeatures;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.ModelFile;
import ratchet.model.ModelFormatException;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/**
 * A model that is ready to score. Trainers, gates and the runtime all score through it. Immutable
 * and thread-safe.
 */
public final class Scorer {
  /** Names that trainers use for the constant feature with value 1. */
  private static final Set<String> CONSTANT_TERM = Set.of("bias", "intercept", "const", "one", "1");

  /** An alpha score is never served below this. */
  public static final double ALPHA_LOWEST = 0.01;

  /** An alpha score is never served above this. */
  public static final double ALPHA_HIGHEST = 0.99;

  private final ModelFile model;
  private final Features features;

  /** The file's weight vectors in the order of {@link #weightsOf}. */
  private final double[][] weights;

  private Scorer(ModelFile model) {
    this.model = model;
    this.features = Features.of(model.name());
    this.weights =
        weightsOf(model).stream()
            .map(vector -> vector.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
  }

  /** Alpha: one per horizon of the model; FillNet: fill, slippage, time; Survival: none. */
  private static List<List<Double>> weightsOf(ModelFile model) {
    if (model instanceof AlphaModel alpha) {
      return AlphaModel.HORIZONS.stream()
          .flatMap(horizon -> alpha.forHorizon(horizon).stream())
          .map(AlphaModel.Horizon::weights)
          .toList();
    }
    if (model instanceof FillNetModel fillNet) {
      return List.of(fillNet.fillWeights(), fillNet.slippageWeights(), fillNet.timeWeights());
    }
    return model instanceof RugGuardModel rugGuard ? List.of(rugGuard.weights()) : List.of();
  }

  /**
   * @throws ModelFormatException if the file's features are not those of {@link Features}, or a
   *     weight vector has another length
   */
  public static Scorer of(ModelFile model) {
    Scorer scorer = new Scorer(model);
    scorer.checkFeatureNames();
    scorer.checkLengths();
    return scorer;
  }

  public ModelFile model() {
    return model;
  }

  /** The score of one decision, as a runtime serves it. */
  public Score score(Inputs inputs) {
    if (model instanceof SurvivalModel survival) {
      return SurvivalHazard.score(survival.params(), inputs);
    }
    return score(features.vector(inputs));
  }

  /**
   * The score of a feature vector.
   *
   * @throws IllegalStateException for survival: its served score is a fixed formula of raw inputs
   */
  public Score score(double[] vector) {
    if (model instanceof AlphaModel alpha) {
      return alpha(alpha, vector);
    }
    if (model instanceof FillNetModel) {
      return new Score.FillNet(
          sigmoid(dot(weights[0], vector)),
          Math.max(1, Math.round(dot(weights[1], vector))),
          Math.max(50, Math.round(dot(weights[2], vector))));
    }
    if (model instanceof RugGuardModel rugGuard) {
      double rugProb = sigmoid(dot(weights[0], vector));
      return new Score.RugGuard(rugProb, rugProb >= rugGuard.threshold());
    }
    throw new IllegalStateException(model.name() + " is not scored from a feature vector");
  }

  /** The logistic function, exact at both ends. */
  public static double sigmoid(double logOdds) {
    if (logOdds >= 0) {
      return 1 / (1 + Math.exp(-logOdds));
    }
    double odds = Math.exp(logOdds);
    return odds / (1 + odds);
  }

  private Score alpha(AlphaModel model, double[] vector) {
    Map<String, Double> scores = new LinkedHashMap<>();
    int next = 0;
    for (String horizon : AlphaModel.HORIZONS) {
      if (model.forHorizon(horizon).isPresent()) {
        double probability = sigmoid(dot(weights[next++], vector));
        scores.put(horizon, Features.clamp(probability, ALPHA_LOWEST, ALPHA_HIGHEST));
      }
    }
    return new Score.Alpha(scores);
  }

  private static double dot(double[] weights, double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += weights[i] * vector[i];
    }
    return sum;
  }

  private void checkFeatureNames() {
    List<String> names = model.header().features();
    boolean unsaid = model instanceof SurvivalModel && names.isEmpty();
    if (!unsaid && !sameFeatures(names)) {
      throw new ModelFormatException(
          "features", "are " + names + ", but the runtime computes " + features.names());
    }
  }

  private boolean sameFeatures(List<String> names) {
    List<String> own = features.names();
    if (names.size() != own.size() || !CONSTANT_TERM.contains(own.get(0))) {
      return names.equals(own);
    }
    return CONSTANT_TERM.contains(names.get(0))
        && names.subList(1, names.size()).equals(own.subList(1, own.size()));
  }

  private void checkLengths() {
    if (model instanceof AlphaModel alpha) {
      alpha
          .horizons()
          .forEach(
              (name, horizon) -> checkLength("models." + name + ".weights", horizon.weights()));
    } else if (model instanceof FillNetModel fillNet) {
      checkLength("wFill", fillNet.fillWeights());
      checkLength("wSlip", fillNet.slippageWeights());
      checkLength("wTime", fillNet.timeWeights());
    } else if (model instanceof RugGuardModel rugGuard) {
      checkLength("weights", rugGuard.weights());
    } else if (model instanceof SurvivalModel survival && survival.hazard().isPresent()) {
      SurvivalModel.HazardModel hazard = survival.hazard().get();
      if (!hazard.covariates().equals(features.names())) {
        throw new ModelFormatException(
            "hazard_model.covariates",
            "are " + hazard.covariates() + ", but the covariates are " + features.names());
      }
    }
  }

  private void checkLength(String field, List<Double> weights) {
    int expected = features.names().size();
    if (weights.size() != expected) {
      throw new ModelFormatException(
          field, "has " + weights.size() + " values, but there are " + expected + " features");
    }
  }

  /**
   * The hazard of an open position and the trail that follows from it, as the executor serves them:
   * z = 1.2·red + 0.9·wide + 1.0·choppy + 0.8·sellFlow + 0.7·slipShock + 0.6·rug − 0.9·green −
   * 0.6·buyFlow.
   *
   * <p>Raw inputs: {@code pnl} as a fraction (0.08 is 8 %), which the position manager calls {@code
   * pnlPct}, and those of {@link SurvivalFeatures}. The trail is rounded half up to whole basis
   * points and then limited to its bounds.
   */
  static final class SurvivalHazard {
    private SurvivalHazard() {}

    static Score.Survival score(SurvivalModel.Params params, Inputs in) {
      double hazard = hazard(in);
      double trailBps =
          Features.clamp(
              Math.round(params.baseTrailBps() * (1 - 0.6 * hazard)),
              params.minTrailBps(),
              params.maxTrailBps());
      return new Score.Survival(hazard, trailBps);
    }

    private static double hazard(Inputs in) {
      double pnl = in.get("pnl", in.get("pnlPct", 0));
      double spreadBps = in.get("spreadBps", 0);
      double flowRatio = SurvivalFeatures.flowRatio(in);
      double z =
          1.2 * Features.clamp(-pnl / 0.08)
              + 0.9 * Features.clamp(spreadBps / 120)
              + 1.0 * Features.clamp(in.get("volatilityBps", spreadBps) / 180)
              + 0.8 * Features.clamp((1 - flowRatio) / 0.6)
              + 0.7 * Features.clamp(in.get("slipGapBps", 0) / 80)
              + 0.6 * Features.clamp(in.get("rugProb", 0))
              - 0.9 * Features.clamp(pnl / 0.12)
              - 0.6 * Features.clamp((flowRatio - 1) / 0.6);
      return Scorer.sigmoid(z);
    }
  }
}
