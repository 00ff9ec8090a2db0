package ratchet.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.Resource;

/**
 * The rules of every model. They are data, so a threshold can be changed and reviewed without
 * changing code. Immutable and thread-safe.
 *
 * <p>A book is JSON: {@code {"version": 1, "models": {"alpha": [{"rule": "threshold", "name":
 * "auc_10m", "measure": "auc_10m", "at_least": 0.7}, …], …}}}; all four models are in it.
 *
 * <p>Some rules are required in every book: the candidate's file loads, has all parts that
 * production has, its figures can be reproduced from rows, and its hooks pass. If a book does not
 * have one of these rules, the rule of the standard book is added: rules on the file come first,
 * rules on hooks last.
 */
public final class GateRules {
  private static final String STANDARD = "gates.json";

  private final Map<ModelName, List<GateRule>> rules;
  private final JsonNode source;

  GateRules(Map<ModelName, List<GateRule>> rules, JsonNode source) {
    this.rules = Collections.unmodifiableMap(rules);
    this.source = source;
  }

  /** The built-in book, with the thresholds and reasons of the guide. */
  public static GateRules standard() {
    return parse(STANDARD, Resource.bytes(GateRules.class, STANDARD));
  }

  /**
   * @param name of the file, for messages
   * @throws InputException naming the path of the first wrong field: an unknown rule, field or
   *     model, a missing or mistyped field, a number that is not finite, a label or a slice that
   *     the model's rows do not have, a name used twice
   */
  public static GateRules parse(String name, byte[] content) {
    return new GateRulesReader(name).read(content);
  }

  /** The rules of a model in the order of the book, with the required ones. */
  public List<GateRule> rules(ModelName model) {
    return rules.get(model);
  }

  /** The book as JSON, as it was read. */
  public JsonNode json() {
    return source.deepCopy();
  }

  /**
   * The book as text: a heading per model, below it a line per rule.
   *
   * @param models whose rules are listed, in this order
   */
  public List<String> explanation(List<ModelName> models) {
    List<String> lines = new ArrayList<>();
    for (ModelName model : models) {
      lines.add(model.id());
      rules(model).forEach(rule -> lines.add("  " + rule.name() + ": " + rule.condition()));
    }
    return lines;
  }

  /**
   * The checks of the file rules for a file that does not load; at least one of them refuses it.
   */
  public List<Check> malformed(ModelName model, ModelFormatException found) {
    return rules.get(model).stream()
        .filter(FileRule.class::isInstance)
        .flatMap(rule -> ((FileRule) rule).check(found).stream())
        .toList();
  }

  /**
   * Evaluates the rules of the candidate's model: first those on the file and its figures, then
   * those that compare on rows, then the hooks. It stops after a group with a refusal; rules that
   * did not run have no check.
   */
  public Verdict evaluate(Evidence evidence) {
    LoadedModel candidate = evidence.candidate();
    ModelName model = candidate.file().name();
    List<Check> checks = checks(rules.get(model), evidence);
    String ruleReason = AllOfRule.reason(checks);
    String reason = ruleReason.isEmpty() ? "gates_passed" : ruleReason;
    return checks.stream().allMatch(Check::passed)
        ? new Verdict.Passed(
            model,
            candidate.sha256(),
            withNotes(reason, checks),
            checks,
            NonInferiorRule.betterThanAnchor(rules.get(model), checks))
        : new Verdict.Refused(model, candidate.sha256(), reason, checks);
  }

  /** Rules on rows run only if the other rules passed, because each comparison uses up rows. */
  private static List<Check> checks(List<GateRule> rules, Evidence evidence) {
    Map<GateRule, Check> found = new IdentityHashMap<>();
    rules.stream()
        .filter(rule -> !(rule instanceof HookRule) && !comparesOnRows(rule))
        .forEach(rule -> found.put(rule, rule.check(evidence)));
    if (found.values().stream().allMatch(Check::passed)) {
      compare(rules, evidence, found);
    }
    List<Check> checks =
        new ArrayList<>(rules.stream().map(found::get).filter(Objects::nonNull).toList());
    if (checks.stream().allMatch(Check::passed)) {
      checks.addAll(hookChecks(rules, evidence));
    }
    return checks;
  }

  private static boolean comparesOnRows(GateRule rule) {
    return GateRulesReader.withParts(rule)
        .anyMatch(
            part ->
                part instanceof AccountRule
                    || part instanceof NonInferiorRule
                    || part instanceof SkillRule
                    || part instanceof SliceRule);
  }

  private static void compare(List<GateRule> rules, Evidence evidence, Map<GateRule, Check> found) {
    Optional<AccountRule> account =
        rules.stream()
            .filter(AccountRule.class::isInstance)
            .map(AccountRule.class::cast)
            .findFirst();
    Evidence opened = account.map(rule -> rule.open(evidence, rules)).orElse(evidence);
    boolean looked = false;
    if (!opened.account().waits()) {
      for (GateRule rule : rules) {
        if (comparesOnRows(rule) && !(rule instanceof AccountRule)) {
          Check check = rule.check(opened);
          looked |= check.leaves().anyMatch(leaf -> leaf.lower().isPresent());
          found.put(rule, check);
        }
      }
    }
    if (account.isPresent()) {
      found.put(account.get(), account.get().check(opened, looked));
    }
  }

  private static List<Check> hookChecks(List<GateRule> rules, Evidence evidence) {
    List<HookOutcome> outcomes = evidence.hooks().outcomes();
    List<HookRule> own =
        rules.stream().filter(HookRule.class::isInstance).map(HookRule.class::cast).toList();
    Stream<HookRule> others =
        outcomes.stream()
            .map(HookOutcome::hook)
            .filter(hook -> own.stream().noneMatch(rule -> rule.hook().equals(hook)))
            .map(hook -> new HookRule(hook, hook, true));
    boolean cutShort = outcomes.stream().anyMatch(outcome -> outcome.state().refuses());
    return Stream.concat(own.stream(), others)
        .filter(rule -> !cutShort || rule.outcome(evidence).isPresent())
        .map(rule -> rule.check(evidence))
        .toList();
  }

  private static String withNotes(String reason, List<Check> checks) {
    return Stream.concat(
            Stream.of(reason),
            checks.stream()
                .flatMap(Check::leaves)
                .map(Check::note)
                .filter(note -> !note.isEmpty())
                .distinct())
        .collect(Collectors.joining(","));
  }
}
