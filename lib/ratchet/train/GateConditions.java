package ratchet.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.gate.AccountRule;
import ratchet.gate.AgeRule;
import ratchet.gate.AllOfRule;
import ratchet.gate.AnyOfRule;
import ratchet.gate.ChangeRule;
import ratchet.gate.ClockRule;
import ratchet.gate.CompleteRule;
import ratchet.gate.FileRule;
import ratchet.gate.GateRule;
import ratchet.gate.GateRules;
import ratchet.gate.HookRule;
import ratchet.gate.NonInferiorRule;
import ratchet.gate.PresenceRule;
import ratchet.gate.ReproducedRule;
import ratchet.gate.SkillRule;
import ratchet.gate.SliceRule;
import ratchet.gate.StatusRule;
import ratchet.gate.ThresholdRule;
import ratchet.model.ModelName;

/**
 * What the gates will ask of each metric, for whoever reads a trainer's figures. Rules that set no
 * bound to a figure of the file (its structure, status and age, a comparison with production, a
 * hook) are left out.
 */
public final class GateConditions {
  private GateConditions() {}

  /** Conditions by metric name, in the order of the book. */
  public static Map<String, String> of(GateRules gateRules, ModelName model) {
    Map<String, String> conditions = new LinkedHashMap<>();
    collect(gateRules.rules(model), "", conditions);
    return conditions;
  }

  private static void collect(List<GateRule> rules, String prefix, Map<String, String> conditions) {
    for (GateRule rule : rules) {
      if (rule instanceof ThresholdRule threshold) {
        threshold.measures().forEach(name -> add(name, prefix + rule.condition(), conditions));
      } else if (rule instanceof ChangeRule change) {
        add(change.measure(), prefix + rule.condition(), conditions);
      } else if (rule instanceof AllOfRule all) {
        collect(all.rules(), prefix, conditions);
      } else if (rule instanceof AnyOfRule any) {
        collect(any.rules(), "or: ", conditions);
      } else if (!isNoBound(rule)) {
        throw new IllegalStateException("nobody says what " + rule + " asks of a metric");
      }
    }
  }

  /** Every kind is named, so that a new one is noticed. */
  private static boolean isNoBound(GateRule rule) {
    return rule instanceof FileRule
        || rule instanceof StatusRule
        || rule instanceof PresenceRule
        || rule instanceof AgeRule
        || rule instanceof ClockRule
        || rule instanceof CompleteRule
        || rule instanceof ReproducedRule
        || rule instanceof NonInferiorRule
        || rule instanceof SkillRule
        || rule instanceof SliceRule
        || rule instanceof AccountRule
        || rule instanceof HookRule;
  }

  private static void add(String name, String condition, Map<String, String> conditions) {
    conditions.merge(name, condition, (first, second) -> first + "; " + second);
  }
}
