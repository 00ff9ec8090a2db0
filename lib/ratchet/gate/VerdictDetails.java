package ratchet.gate;

import java.util.List;
import ratchet.model.ModelName;

/** What both verdicts hold. Records would need public constructors, and a verdict is earned. */
abstract sealed class VerdictDetails permits Verdict.Passed, Verdict.Refused {
  private final ModelName model;
  private final String candidateSha256;
  private final String reason;
  private final List<Check> checks;

  VerdictDetails(ModelName model, String candidateSha256, String reason, List<Check> checks) {
    this.model = model;
    this.candidateSha256 = candidateSha256;
    this.reason = reason;
    this.checks = List.copyOf(checks);
  }

  public final ModelName model() {
    return model;
  }

  public final String candidateSha256() {
    return candidateSha256;
  }

  public final String reason() {
    return reason;
  }

  public final List<Check> checks() {
    return checks;
  }
}
