package ratchet.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;

/**
 * The rules of every model: data, so that a threshold is changed and reviewed without touching
 * code. Immutable and thread-safe.
 *
 * <p>A book is JSON: {@code {"version": 1, "models": {"alpha": [{"rule": "threshold", "name":
 * "auc_10m", "measure": "auc_10m", "at_least": 0.7}, …], …}}}; all four models are in it.
 *
 * <p>A candidate's file must load, and hooks that are asked must agree, whatever a book says: where
 * one has no rule for that, the standard book's is put in, those of the file first and those of the
 * hooks last.
 */
public final class GateBook {
  private static final String STANDARD = "gates.json";
  private static final int VERSION = 1;

  private final Map<ModelName, List<GateRule>> rules;
  private final JsonNode source;

  private GateBook(Map<ModelName, List<GateRule>> rules, JsonNode source) {
    this.rules = Collections.unmodifiableMap(rules);
    this.source = source;
  }

  /** The book that comes with the toolkit: the guide's thresholds under the guide's reasons. */
  public static GateBook standard() {
    try (InputStream content = GateBook.class.getResourceAsStream(STANDARD)) {
      return parse(STANDARD, content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + STANDARD, e);
    }
  }

  /**
   * @param name of the file, for messages
   * @throws InputException naming the path of the first wrong field: an unknown rule, field or
   *     model, a missing or mistyped field, a number that is not finite, a label or a slice that
   *     the model's rows do not tell, a name used twice
   */
  public static GateBook parse(String name, byte[] content) {
    JsonNode json = json(name, content);
    BookNode book = new BookNode(name, "", json);
    book.allowOnly("version", "models");
    if (book.number("version") != VERSION) {
      throw book.wrong("version", "is not " + VERSION + " (" + json.get("version") + ")");
    }
    BookNode models = book.object("models");
    models.allowOnly(ModelName.all().stream().map(ModelName::id).toArray(String[]::new));
    Map<ModelName, List<GateRule>> rules = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      List<GateRule> all = completed(read(model, models.objects(model.id())));
      refuseTwins(models, model, all);
      rules.put(model, all);
    }
    return new GateBook(rules, json);
  }

  private static JsonNode json(String name, byte[] content) {
    try {
      return Json.read(content);
    } catch (MalformedJsonException e) {
      throw new InputException(
          name + " " + e.getMessage(),
          "mend the book of gates; promote --explain-gates --json prints a valid one");
    }
  }

  private static List<GateRule> read(ModelName model, List<BookNode> nodes) {
    RuleReader reader = new RuleReader(model);
    List<GateRule> rules = new ArrayList<>();
    for (BookNode node : nodes) {
      GateRule rule = reader.read(node);
      if (!(rule instanceof HookRule) && rules.stream().anyMatch(HookRule.class::isInstance)) {
        throw node.wrong("stands behind a hook; hooks are asked last, so they stand last");
      }
      rules.add(rule);
    }
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof BudgetRule budget) {
        refuseIdle(nodes.get(i), budget, rules);
      }
    }
    return rules;
  }

  /** A budget past which nothing gets stricter would be spent in vain. */
  private static void refuseIdle(BookNode node, BudgetRule budget, List<GateRule> rules) {
    double strictest =
        rules.stream()
            .flatMap(GateBook::withParts)
            .filter(NonInferiorRule.class::isInstance)
            .mapToDouble(rule -> ((NonInferiorRule) rule).confidence())
            .max()
            .orElse(0);
    if (budget.confidencePast() <= strictest) {
      throw node.wrong(
          "confidence_past",
          "is not above the " + Numbers.plain(strictest) + " that comparisons ask for anyway");
    }
  }

  private static List<GateRule> completed(List<GateRule> read) {
    Stream<GateRule> file =
        RuleReader.ofFile().stream()
            .filter(rule -> read.stream().noneMatch(rule.getClass()::isInstance));
    Stream<HookRule> hooks =
        RuleReader.ofHooks().stream()
            .filter(rule -> read.stream().noneMatch(other -> isAbout(rule.hook(), other)));
    return Stream.of(file, read.stream(), hooks).<GateRule>flatMap(rules -> rules).toList();
  }

  private static boolean isAbout(String hook, GateRule rule) {
    return rule instanceof HookRule own && own.hook().equals(hook);
  }

  private static void refuseTwins(BookNode models, ModelName model, List<GateRule> rules) {
    Set<String> names = new HashSet<>();
    rules.stream()
        .flatMap(GateBook::withParts)
        .map(GateRule::name)
        .forEach(
            name -> {
              if (!names.add(name)) {
                throw models.wrong(
                    model.id(),
                    "holds two rules named '"
                        + name
                        + "' (structure, golden_score, backtest and ope are in every book)");
              }
            });
  }

  private static Stream<GateRule> withParts(GateRule rule) {
    List<GateRule> parts =
        rule instanceof AllOfRule all
            ? all.rules()
            : rule instanceof AnyOfRule any ? any.rules() : List.of();
    return Stream.concat(Stream.of(rule), parts.stream().flatMap(GateBook::withParts));
  }

  public List<GateRule> rules(ModelName model) {
    return rules.get(model);
  }

  /** The book as JSON, as it was read. */
  public JsonNode json() {
    return source.deepCopy();
  }

  /** The book for a person: a heading per model, below it a line per rule. */
  public List<String> explanation() {
    List<String> lines = new ArrayList<>();
    rules.forEach(
        (model, own) -> {
          lines.add(model.id());
          own.forEach(rule -> lines.add("  " + rule.name() + ": " + rule.condition()));
        });
    return lines;
  }

  /**
   * What the rules about the file say of one that does not load; at least one of them refuses it.
   */
  public List<Check> malformed(ModelName model, ModelFormatException found) {
    return rules.get(model).stream()
        .filter(FileRule.class::isInstance)
        .flatMap(rule -> ((FileRule) rule).check(found).stream())
        .toList();
  }

  /**
   * Holds every rule of the candidate's model against the evidence. Hooks are asked when all other
   * rules are satisfied; those that were not asked any more have no check.
   */
  public Verdict judge(Evidence evidence) {
    LoadedModel candidate = evidence.candidate();
    ModelName model = candidate.file().name();
    List<Check> checks = checks(rules.get(model), evidence);
    String told = AllOfRule.reason(checks);
    String reason = told.isEmpty() ? "gates_passed" : told;
    return checks.stream().allMatch(Check::passed)
        ? new Verdict.Passed(model, candidate.sha256(), withNotes(reason, checks), checks)
        : new Verdict.Refused(model, candidate.sha256(), reason, checks);
  }

  private static List<Check> checks(List<GateRule> rules, Evidence evidence) {
    Evidence counted =
        evidence.past(
            rules.stream()
                .filter(BudgetRule.class::isInstance)
                .flatMap(rule -> ((BudgetRule) rule).spent(evidence).stream())
                .max(Comparator.comparing(SpentBudget::confidence)));
    List<Check> checks =
        new ArrayList<>(
            rules.stream()
                .filter(rule -> !(rule instanceof HookRule))
                .map(rule -> rule.check(counted))
                .toList());
    if (checks.stream().allMatch(Check::passed)) {
      checks.addAll(hookChecks(rules, evidence));
    }
    return checks;
  }

  private static List<Check> hookChecks(List<GateRule> rules, Evidence evidence) {
    List<HookOutcome> asked = evidence.hooks().asked();
    List<HookRule> own =
        rules.stream().filter(HookRule.class::isInstance).map(HookRule.class::cast).toList();
    Stream<HookRule> others =
        asked.stream()
            .map(HookOutcome::hook)
            .filter(hook -> own.stream().noneMatch(rule -> rule.hook().equals(hook)))
            .map(hook -> new HookRule(hook, hook, true));
    boolean cutShort = asked.stream().anyMatch(outcome -> outcome.state().refuses());
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
