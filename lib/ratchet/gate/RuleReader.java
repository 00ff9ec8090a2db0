package ratchet.gate;

import java.util.List;
import java.util.regex.Pattern;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.ThresholdRule.Bound;
import ratchet.model.JsonFields;
import ratchet.model.ModelName;

/** Reads the rules of one model from JSON. It defines all kinds of rules and their fields. */
final class RuleReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern WORDS = Pattern.compile("([A-Za-z0-9_=().,%-]|\\{measured})+");

  private static final double LEAST_CONFIDENCE = 0.5;
  private static final ReasonTemplate MALFORMED =
      new ReasonTemplate("candidate_malformed({measured})", "");
  private static final double LEAST_NEW = 0.25;
  private static final List<String> HOOKS = List.of("backtest", "ope");

  private final ModelName model;

  RuleReader(ModelName model) {
    this.model = model;
  }

  /** The rules on the file itself that apply if the gate file does not have them. */
  static List<GateRule> ofFile() {
    return List.of(
        new FileRule.Structure("structure", MALFORMED),
        new FileRule.GoldenScore("golden_score", true, MALFORMED));
  }

  /** The rules on the contents of the file that apply if the gate file does not have them. */
  static List<GateRule> ofClaims() {
    return List.of(
        new CompleteRule("complete"),
        new ReproducedRule("reproduced"),
        new AccountRule("evidence_account", LEAST_NEW));
  }

  /** The rules on hooks that apply if the gate file does not have them; they come last. */
  static List<HookRule> ofHooks() {
    return HOOKS.stream().map(hook -> new HookRule(hook, hook, true)).toList();
  }

  GateRule read(JsonFields rule) {
    return switch (rule.nonBlankText("rule")) {
      case "structure" -> structure(rule);
      case "golden_score" -> goldenScore(rule);
      case "complete" -> new CompleteRule(named(rule));
      case "reproduced" -> new ReproducedRule(named(rule));
      case "account" -> account(rule);
      case "hook" -> hook(rule);
      default -> part(rule);
    };
  }

  /** Reads a rule that may also be part of another rule. */
  private GateRule part(JsonFields rule) {
    String kind = rule.nonBlankText("rule");
    return switch (kind) {
      case "structure", "golden_score", "complete", "reproduced", "account", "hook" ->
          throw rule.wrong("rule", "is '" + kind + "', which cannot be part of another rule");
      case "status" -> status(rule);
      case "threshold" -> threshold(rule);
      case "change" -> change(rule);
      case "presence" -> presence(rule);
      case "age" -> age(rule);
      case "not_in_future" -> clock(rule);
      case "non_inferior" -> nonInferior(rule);
      case "skill" -> skill(rule);
      case "slice" -> slice(rule);
      case "all" -> allOf(rule);
      case "any" -> anyOf(rule);
      default ->
          throw rule.wrong(
              "rule",
              "is '"
                  + kind
                  + "', not one of structure, golden_score, complete, reproduced, status,"
                  + " threshold, change, presence, age, not_in_future, non_inferior, skill, slice,"
                  + " account, hook, all, any");
    };
  }

  private static GateRule structure(JsonFields rule) {
    rule.allowOnly("rule", "name", "refused", "passed");
    return new FileRule.Structure(name(rule), reason(rule, MALFORMED.refused()));
  }

  private static GateRule goldenScore(JsonFields rule) {
    rule.allowOnly("rule", "name", "when_present", "refused", "passed");
    return new FileRule.GoldenScore(
        name(rule), rule.flag("when_present"), reason(rule, MALFORMED.refused()));
  }

  private static String named(JsonFields rule) {
    rule.allowOnly("rule", "name");
    return name(rule);
  }

  private static GateRule account(JsonFields rule) {
    rule.allowOnly("rule", "name", "least_new");
    double least = rule.number("least_new");
    if (!(least > 0 && least < 1)) {
      throw rule.wrong("least_new", "is not between 0 and 1 (" + least + ")");
    }
    return new AccountRule(name(rule), least);
  }

  private static GateRule hook(JsonFields rule) {
    rule.allowOnly("rule", "name", "hook", "when_present");
    return new HookRule(name(rule), known(rule, "hook", HOOKS), rule.flag("when_present"));
  }

  private static GateRule status(JsonFields rule) {
    rule.allowOnly("rule", "name", "allowed", "refused", "passed");
    return new StatusRule(
        name(rule), rule.nonBlankTexts("allowed"), reason(rule, "candidate_status_{measured}"));
  }

  private static GateRule threshold(JsonFields rule) {
    rule.allowOnly(
        "rule",
        "name",
        "measure",
        "largest_of",
        "at_least",
        "at_most",
        "when_present",
        "missing",
        "refused",
        "passed");
    if (rule.isGiven("measure") == rule.isGiven("largest_of")) {
      throw rule.wrong("measure", "is required, or largest_of, but not both");
    }
    List<String> measures =
        rule.isGiven("measure")
            ? List.of(rule.nonBlankText("measure"))
            : rule.nonBlankTexts("largest_of");
    Bound bound = bound(rule);
    String trouble =
        switch (bound.side()) {
          case AT_LEAST -> "_too_low({measured})";
          case AT_MOST -> "_too_high({measured})";
        };
    return new ThresholdRule(
        name(rule),
        measures,
        bound,
        rule.flag("when_present"),
        words(rule, "missing", "missing_" + measures.get(0) + "_metric"),
        reason(rule, name(rule) + trouble));
  }

  private static Bound bound(JsonFields rule) {
    if (rule.isGiven("at_least") == rule.isGiven("at_most")) {
      throw rule.wrong("at_least", "is required, or at_most, but not both");
    }
    return rule.isGiven("at_least")
        ? new Bound(Bound.Side.AT_LEAST, rule.number("at_least"))
        : new Bound(Bound.Side.AT_MOST, rule.number("at_most"));
  }

  private static GateRule change(JsonFields rule) {
    rule.allowOnly(
        "rule",
        "name",
        "measure",
        "better",
        "by_at_least",
        "relative",
        "when_present",
        "refused",
        "passed");
    String measure = rule.nonBlankText("measure");
    return new ChangeRule(
        name(rule),
        measure,
        rule.choice("better", ChangeRule.Better.class),
        rule.number("by_at_least"),
        rule.flag("relative"),
        rule.flag("when_present"),
        reason(rule, measure + "_not_improved({measured})"));
  }

  private static GateRule presence(JsonFields rule) {
    rule.allowOnly("rule", "name", "measure", "refused", "passed");
    String measure = rule.nonBlankText("measure");
    return new PresenceRule(name(rule), measure, reason(rule, "missing_" + measure + "_metric"));
  }

  private static GateRule age(JsonFields rule) {
    rule.allowOnly("rule", "name", "max_age", "refused", "passed");
    return new AgeRule(
        name(rule), rule.duration("max_age"), reason(rule, "candidate_too_old({measured}s)"));
  }

  private static GateRule clock(JsonFields rule) {
    rule.allowOnly("rule", "name", "tolerance", "refused", "passed");
    return new ClockRule(
        name(rule),
        rule.duration("tolerance"),
        reason(rule, "candidate_created_in_future({measured}s)"));
  }

  private GateRule nonInferior(JsonFields rule) {
    rule.allowOnly(
        "rule",
        "name",
        "against",
        "metric",
        "label",
        "margin",
        "confidence",
        "min_rows",
        "min_positives",
        "most_rows");
    PairedMetric metric = metric(rule);
    return new NonInferiorRule(
        name(rule),
        rule.isGiven("against") ? rule.choice("against", Reference.class) : Reference.CHAMPION,
        metric,
        label(rule, metric),
        margin(rule),
        confidence(rule),
        rule.count("min_rows", 2),
        rule.count("min_positives", 2),
        rule.count("most_rows", 2));
  }

  private GateRule skill(JsonFields rule) {
    rule.allowOnly(
        "rule", "name", "metric", "label", "confidence", "min_rows", "min_positives", "most_rows");
    PairedMetric metric = metric(rule);
    return new SkillRule(
        name(rule),
        metric,
        label(rule, metric),
        confidence(rule),
        rule.count("min_rows", 2),
        rule.count("min_positives", 2),
        rule.count("most_rows", 2));
  }

  private String label(JsonFields rule, PairedMetric metric) {
    return known(rule, "label", RowSchema.labels(model, metric));
  }

  private GateRule slice(JsonFields rule) {
    rule.allowOnly(
        "rule",
        "name",
        "metric",
        "label",
        "by",
        "margin",
        "confidence",
        "min_rows",
        "min_positives",
        "most_rows");
    PairedMetric metric = metric(rule);
    return new SliceRule(
        name(rule),
        metric,
        label(rule, metric),
        known(rule, "by", RowSchema.slices(model)),
        margin(rule),
        confidence(rule),
        rule.count("min_rows", 2),
        rule.count("min_positives", 2),
        rule.count("most_rows", 2));
  }

  private PairedMetric metric(JsonFields rule) {
    known(rule, "metric", RowSchema.metrics(model).stream().map(PairedMetric::id).toList());
    return rule.choice("metric", PairedMetric.class);
  }

  private static String known(JsonFields rule, String field, List<String> choices) {
    String text = rule.nonBlankText(field);
    if (!choices.contains(text)) {
      throw rule.wrong(field, "is '" + text + "', not one of " + String.join(", ", choices));
    }
    return text;
  }

  private static double margin(JsonFields rule) {
    double margin = rule.number("margin");
    if (margin < 0) {
      throw rule.wrong("margin", "is negative (" + margin + ")");
    }
    return margin;
  }

  private static double confidence(JsonFields rule) {
    String field = "confidence";
    double confidence = rule.number(field);
    if (!(confidence >= LEAST_CONFIDENCE && confidence < 1)) {
      throw rule.wrong(
          field, "is not at least " + LEAST_CONFIDENCE + " and below 1 (" + confidence + ")");
    }
    return confidence;
  }

  private GateRule allOf(JsonFields rule) {
    rule.allowOnly("rule", "name", "of");
    return new AllOfRule(name(rule), parts(rule));
  }

  private GateRule anyOf(JsonFields rule) {
    rule.allowOnly("rule", "name", "of", "refused");
    return new AnyOfRule(name(rule), parts(rule), words(rule, "refused", name(rule) + "_failed"));
  }

  private List<GateRule> parts(JsonFields rule) {
    return rule.objects("of").stream().map(this::part).toList();
  }

  private static String name(JsonFields rule) {
    String name = rule.nonBlankText("name");
    if (!NAME.matcher(name).matches()) {
      throw rule.wrong("name", "is not of small letters, digits and _ (" + name + ")");
    }
    return name;
  }

  private static ReasonTemplate reason(JsonFields rule, String refused) {
    return new ReasonTemplate(words(rule, "refused", refused), words(rule, "passed", ""));
  }

  private static String words(JsonFields rule, String field, String otherwise) {
    String words = rule.isGiven(field) ? rule.nonBlankText(field) : otherwise;
    if (!words.isEmpty() && !WORDS.matcher(words).matches()) {
      throw rule.wrong(
          field, "is not of letters, digits, _=().,%- and {measured} only (" + words + ")");
    }
    return words;
  }
}
