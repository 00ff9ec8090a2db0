package ratchet.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.gate.AllOfRule;
import ratchet.gate.AnyOfRule;
import ratchet.gate.GateRule;
import ratchet.gate.GateRules;
import ratchet.model.ModelName;

/** The conditions of the gates on each metric, to print beside the metrics of a trainer. */
public final class GateConditions {
  private GateConditions() {}

  /** By metric name, its conditions joined by {@code "; "}; in the order of the rules. */
  public static Map<String, String> of(GateRules gateRules, ModelName model) {
    Map<String, String> conditions = new LinkedHashMap<>();
    collect(gateRules.rules(model), "", conditions);
    return conditions;
  }

  private static void collect(List<GateRule> rules, String prefix, Map<String, String> conditions) {
    for (GateRule rule : rules) {
      if (rule instanceof AllOfRule all) {
        collect(all.rules(), prefix, conditions);
      } else if (rule instanceof AnyOfRule any) {
        collect(any.rules(), "or: ", conditions);
      } else {
        rule.measures().forEach(name -> add(name, prefix + rule.condition(), conditions));
      }
    }
  }

  private static void add(String name, String condition, Map<String, String> conditions) {
    conditions.merge(name, condition, (first, second) -> first + "; " + second);
  }
}
