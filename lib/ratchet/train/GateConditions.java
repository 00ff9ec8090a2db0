package ratchet.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.gate.AllOfRule;
import ratchet.gate.AnyOfRule;
import ratchet.gate.ChangeRule;
import ratchet.gate.GateBook;
import ratchet.gate.GateRule;
import ratchet.gate.ThresholdRule;
import ratchet.model.ModelName;

/**
 * What the gates will ask of each metric, for whoever reads a trainer's figures. Rules about other
 * things than a figure of the file (its status and age, a comparison with production) are left out.
 */
public final class GateConditions {
  private GateConditions() {}

  /** Conditions by metric name, in the order of the book. */
  public static Map<String, String> of(GateBook book, ModelName model) {
    Map<String, String> conditions = new LinkedHashMap<>();
    collect(book.rules(model), "", conditions);
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
      }
    }
  }

  private static void add(String name, String condition, Map<String, String> conditions) {
    conditions.merge(name, condition, (first, second) -> first + "; " + second);
  }
}
