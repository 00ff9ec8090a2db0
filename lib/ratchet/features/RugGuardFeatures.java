package ratchet.features;

import java.util.List;

/**
 * The 7 features of RugGuard; each lies in [0, 1].
 *
 * <p>Raw inputs: {@code authorityActive} (1 or 0), or {@code mintRevoked} and {@code
 * freezeRevoked}; {@code lpSol, buys60, sells60, uniques60, spreadBps, ageSec}. An authority counts
 * as active unless both are known to be revoked; whatever else is missing counts as 0.
 */
public final class RugGuardFeatures implements Features {
  private static final List<String> NAMES =
      List.of(
          "intercept",
          "authority_active",
          "lp_norm",
          "flow_norm",
          "uniques_norm",
          "spread_norm",
          "age_norm");

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public void fill(Inputs in, double[] vector) {
    vector[0] = 1;
    vector[1] = Features.clamp(in.get("authority_active", authorityActive(in)));
    vector[2] = Features.clamp(in.get("lp_norm", in.get("lpSol", 0) / 50));
    vector[3] = Features.clamp(in.get("flow_norm", Features.flowRatio(in) / 5));
    vector[4] = Features.clamp(in.get("uniques_norm", in.get("uniques60", 0) / 30));
    vector[5] = Features.clamp(in.get("spread_norm", in.get("spreadBps", 0) / 200));
    vector[6] = Features.clamp(in.get("age_norm", in.get("ageSec", 0) / 600));
  }

  private static double authorityActive(Inputs in) {
    boolean bothRevoked = in.get("mintRevoked", 0) > 0 && in.get("freezeRevoked", 0) > 0;
    return in.get("authorityActive", bothRevoked ? 0 : 1);
  }
}
