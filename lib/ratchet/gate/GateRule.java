package ratchet.gate;

import java.util.List;

/**
 * One condition on a candidate, read from a file of gates. Pure: the same evidence gives the same
 * check. A rule refuses a measure that is missing, NaN or infinite. With {@code when_present} it
 * accepts a missing measure, but not NaN or infinity.
 */
public sealed interface GateRule
    permits FileRule,
        StatusRule,
        ThresholdRule,
        ChangeRule,
        PresenceRule,
        AgeRule,
        ClockRule,
        NonInferiorRule,
        SkillRule,
        SliceRule,
        CompleteRule,
        ReproducedRule,
        AccountRule,
        HookRule,
        AllOfRule,
        AnyOfRule {
  /** Unique within a model's rules; the name of its check. */
  String name();

  Check check(Evidence evidence);

  /** The condition as text, e.g. {@code auc_10m >= 0.7}. */
  String condition();

  /** The figures of a candidate's file to which this rule itself sets a bound. */
  default List<String> measures() {
    return List.of();
  }
}
