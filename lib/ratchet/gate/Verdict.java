package ratchet.gate;

import java.util.List;
import java.util.Optional;
import ratchet.model.ModelName;

/** The result of the gates for one candidate. Only {@link GateRules#evaluate} makes one. */
public sealed interface Verdict permits Verdict.Passed, Verdict.Refused {
  ModelName model();

  /** Digest of the evaluated bytes; this verdict allows the promotion of no other bytes. */
  String candidateSha256();

  /** E.g. {@code brier_delta=0.0312} or {@code auc_10m_too_low(0.62)}; never a space. */
  String reason();

  /** One check per rule that ran, in the order of the rules; in a passed verdict all passed. */
  List<Check> checks();

  /** All rules passed. A promotion requires this type. */
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
     * Why the candidate becomes the anchor, e.g. {@code significantly_better(brier=-0.0123)}; empty
     * if the anchor stays.
     */
    public Optional<String> betterThanAnchor() {
      return betterThanAnchor;
    }
  }

  /** At least one rule refused; the reason is that of the first one. */
  final class Refused extends VerdictDetails implements Verdict {
    Refused(ModelName model, String candidateSha256, String reason, List<Check> checks) {
      super(model, candidateSha256, reason, checks);
    }
  }

  /** The fields of both verdicts. Not a record, because its constructor would be public. */
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
