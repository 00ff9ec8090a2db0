package ratchet.gate;

import java.util.List;
import java.util.Optional;
import ratchet.model.ModelName;

/** The result of the gates for one candidate. Only {@link GateRules#evaluate} makes one. */
public sealed interface Verdict permits Verdict.Passed, Verdict.Refused {
  ModelName model();

  /** Digest of the bytes that were evaluated; no others may be promoted on this verdict. */
  String candidateSha256();

  /** E.g. {@code brier_delta=0.0312} or {@code auc_10m_too_low(0.62)}; never a space. */
  String reason();

  /** One per rule, in the order of the rules; in a passed verdict all passed. */
  List<Check> checks();

  /** Every rule is satisfied: a promotion requires this type. */
  final class Passed extends VerdictDetails implements Verdict {
    private final Optional<String> betterThanAnchor;

    Passed(
        ModelName model,
        String candidateSha256,
        String reason,
        List<Check> checks,
        Optional<String> betterThanAnchor) {
      super(model, candidateSha256, reason, checks);
      this.betterThanAnchor = betterThanAnchor;
    }

    /**
     * Why the candidate is to be the anchor from now on, e.g. {@code
     * significantly_better(brier=-0.0123)}; empty where the anchor stays.
     */
    public Optional<String> betterThanAnchor() {
      return betterThanAnchor;
    }
  }

  /** The reason is that of the first rule that is not satisfied. */
  final class Refused extends VerdictDetails implements Verdict {
    Refused(ModelName model, String candidateSha256, String reason, List<Check> checks) {
      super(model, candidateSha256, reason, checks);
    }
  }

  /** What both verdicts hold. Not a record: its constructor would be public. */
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
}
