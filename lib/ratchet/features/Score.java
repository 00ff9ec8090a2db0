package ratchet.features;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model says of one decision. */
public sealed interface Score {
  /**
   * The one number by which two versions of a model are compared: the probability or hazard that
   * its gate judges (alpha: 10m, else the shortest horizon there is).
   */
  double primary();

  /**
   * @param byHorizon probability of the payoff by {@code 10m}, {@code 60m}, {@code 24h}, within
   *     [0.01, 0.99]; a horizon that the model lacks is absent
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
   * @param expSlipBps expected slippage, at least 1
   * @param expTimeMs expected time to land, at least 50
   */
  record FillNet(double pFill, long expSlipBps, long expTimeMs) implements Score {
    @Override
    public double primary() {
      return pFill;
    }
  }

  /**
   * @param rugProb probability that the mint is pulled
   * @param rug whether it reaches the model's threshold
   */
  record RugGuard(double rugProb, boolean rug) implements Score {
    @Override
    public double primary() {
      return rugProb;
    }
  }

  /**
   * @param hazard in (0, 1)
   * @param trailBps how far below the peak the exit trails; whole, unless a bound of it is not
   */
  record Survival(double hazard, double trailBps) implements Score {
    @Override
    public double primary() {
      return hazard;
    }
  }
}
