package ratchet.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import ratchet.gate.CommonRows.Reference;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.JsonFields;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;

/** Reads gate rules from JSON: the rules of each model, and the conditions on the whole set. */
final class GateRulesReader {
  private static final int VERSION = 1;

  private final String name;

  /**
   * @param name of the file, for messages
   */
  GateRulesReader(String name) {
    this.name = name;
  }

  /** As {@link GateRules#parse}. */
  GateRules read(byte[] content) {
    JsonNode json = json(content);
    JsonFields gateRules = new JsonFields(json, this::failure);
    gateRules.allowOnly("version", "models");
    if (gateRules.number("version") != VERSION) {
      throw gateRules.wrong("version", "is not " + VERSION + " (" + json.get("version") + ")");
    }
    JsonFields models = gateRules.object("models");
    models.allowOnly(ModelName.all().stream().map(ModelName::id).toArray(String[]::new));
    Map<ModelName, List<GateRule>> rules = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      List<GateRule> all = completed(read(model, models.objects(model.id())));
      refuseTwins(models, model, all);
      rules.put(model, all);
    }
    return new GateRules(rules, json);
  }

  private JsonNode json(byte[] content) {
    try {
      return Json.read(content);
    } catch (MalformedJsonException e) {
      throw failure("", e.getMessage());
    }
  }

  private InputException failure(String path, String problem) {
    return new InputException(
        name + (path.isEmpty() ? " " : ": " + path + ": ") + problem,
        "fix the file of gates; promote --explain-gates --json prints a valid one");
  }

  private static List<GateRule> read(ModelName model, List<JsonFields> nodes) {
    RuleReader reader = new RuleReader(model);
    List<GateRule> rules = new ArrayList<>();
    for (JsonFields node : nodes) {
      GateRule rule = reader.read(node);
      if (!(rule instanceof HookRule) && rules.stream().anyMatch(HookRule.class::isInstance)) {
        throw node.wrong("comes after a hook; hooks run last, so list them last");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static List<GateRule> completed(List<GateRule> read) {
    Stream<GateRule> file =
        RuleReader.ofFile().stream()
            .filter(rule -> read.stream().noneMatch(rule.getClass()::isInstance));
    Stream<GateRule> claims =
        RuleReader.ofClaims().stream()
            .filter(rule -> read.stream().noneMatch(rule.getClass()::isInstance));
    Stream<HookRule> hooks =
        RuleReader.ofHooks().stream()
            .filter(rule -> read.stream().noneMatch(other -> isAbout(rule.hook(), other)));
    Stream<GateRule> own = read.stream().flatMap(rule -> withConfirmed(rule, read));
    return Stream.of(file, claims, own, hooks).<GateRule>flatMap(rules -> rules).toList();
  }

  /** A comparison with the champion is also made with the last confirmed version. */
  private static Stream<GateRule> withConfirmed(GateRule rule, List<GateRule> read) {
    if (!(rule instanceof NonInferiorRule own) || own.reference() != Reference.CHAMPION) {
      return Stream.of(rule);
    }
    boolean isThere =
        read.stream()
            .anyMatch(
                other ->
                    other instanceof NonInferiorRule one
                        && one.reference() == Reference.CONFIRMED
                        && one.metric() == own.metric()
                        && one.label().equals(own.label()));
    return isThere ? Stream.of(rule) : Stream.of(rule, own.againstConfirmed());
  }

  private static boolean isAbout(String hook, GateRule rule) {
    return rule instanceof HookRule own && own.hook().equals(hook);
  }

  private static void refuseTwins(JsonFields models, ModelName model, List<GateRule> rules) {
    Set<String> names = new HashSet<>();
    rules.stream()
        .flatMap(GateRulesReader::withParts)
        .map(GateRule::name)
        .forEach(
            name -> {
              if (!names.add(name)) {
                throw models.wrong(
                    model.id(),
                    "holds two rules named '"
                        + name
                        + "' (structure, golden_score, complete, reproduced, backtest and ope are"
                        + " in every file)");
              }
            });
  }

  static Stream<GateRule> withParts(GateRule rule) {
    List<GateRule> parts =
        rule instanceof AllOfRule all
            ? all.rules()
            : rule instanceof AnyOfRule any ? any.rules() : List.of();
    return Stream.concat(Stream.of(rule), parts.stream().flatMap(GateRulesReader::withParts));
  }
}
