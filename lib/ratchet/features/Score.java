package ratchet.features;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scores of a model for one decision. */
public sealed interface Score {
  /**
   * The number in which two versions of a model are compared: the probability or hazard that the
   * gates evaluate (alpha: 10m, or the shortest horizon of the model).
   */
  double primary();

  /**
   * @param byHorizon by {@code 10m}, {@code 60m} and {@code 24h}, the probability of the payoff,
   *     within [0.01, 0.99]; horizons that the model does not have are absent
   */
  record Alpha(Map<String, Double> byHorizon) implements Score {
    public Alpha {
      byHorizon = Collections.unmodifiableMap(new LinkedHashMap<>(byHorizon));
    }

    @Override
    public double primary() {
      return byHorizon.values().iterator().next();
    }
  }

  /**
   * @param pFill probability of a fill
   * @param expSlipBps expected slippage, basis points, at least 1
   * @param expTimeMs expected time to land, milliseconds, at least 50
   */
  record FillNet(double pFill, long expSlipBps, long expTimeMs) implements Score {
    @Override
    public double primary() {
      return pFill;
    }
  }

  /**
   * @param rugProb probability that the mint is pulled
   * @param rug whether the probability is at least the model's threshold
   */
  record RugGuard(double rugProb, boolean rug) implements Score {
    @Override
    public double primary() {
      return rugProb;
    }
  }

  /**
   * @param hazard in (0, 1)
   * @param trailBps distance of the exit below the peak, basis points; a whole number unless it is
   *     limited by a bound that is not
   */
  record Survival(double hazard, double trailBps) implements Score {
    @Override
    public double primary() {
      return hazard;
    }
  }
}
