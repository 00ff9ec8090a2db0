package ratchet.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.gate.HookOutcome.HookState;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.report.page.Badge;
import ratchet.report.page.JsonFigures;
import ratchet.report.page.Section;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.store.LedgerEvent;

/**
 * The gates of the candidates: every rule with its measured and required value, and the results of
 * the hooks. For a candidate that is already live, the values of its promotion.
 */
public final class GatesSection {
  private static final String ID = "gates";
  private static final String TITLE = "Gates";

  private GatesSection() {}

  /**
   * @param report of a promotion, or of a dry run
   * @param events of the ledger
   */
  public static Section of(PromoteReport report, List<LedgerEvent> events) {
    if (report.outcomes().stream().allMatch(own -> own.reason().equals("candidate_missing"))) {
      return Section.missing(ID, TITLE, "There is no candidate to evaluate.", "train_fillnet");
    }
    Tag body = new Tag("div");
    for (ModelOutcome outcome : report.outcomes()) {
      Tag head = new Tag("div", "top").add(new Tag("h3").add(TextFormat.name(outcome.model())));
      body.add(head.add(VerdictSection.badge(outcome, report.dryRun()).tag()));
      body.add(new Tag("p").add(new Tag("code").add(outcome.line(report.dryRun()))));
      outcome
          .failure()
          .ifPresent(
              why ->
                  body.add(
                      new Tag("p", "note bad").add(why.getMessage() + "; " + why.remedy() + ".")));
      gates(body, outcome, events);
      hooks(body, outcome);
    }
    long refused =
        report.outcomes().stream().filter(outcome -> outcome.failure().isPresent()).count();
    return new Section(ID, TITLE, badge(report, refused), body);
  }

  private static Badge badge(PromoteReport report, long refused) {
    if (refused > 0) {
      return Badge.warn(refused + " of " + report.outcomes().size() + " refused");
    }
    return report.outcomes().stream().allMatch(own -> own.gates().isEmpty())
        ? Badge.plain("no new candidate")
        : Badge.ok("all pass");
  }

  private static void gates(Tag body, ModelOutcome outcome, List<LedgerEvent> events) {
    String id = outcome.model().id();
    JsonNode checks = outcome.toJson().path("gates");
    String caption = "Every rule, in the order of the book; the first that refuses is the reason";
    if (checks.isEmpty()) {
      Optional<LedgerEvent> earlier = whenItWentLive(outcome, events);
      if (earlier.isEmpty()) {
        body.add(new Tag("p", "missing").add("No rule was evaluated."));
        return;
      }
      checks = earlier.get().gates();
      caption = "The values of its promotion, " + TextFormat.time(earlier.get().at());
    }
    Table table =
        new Table(
            "rules-" + id,
            caption,
            "Rule",
            "Verdict",
            "Measured#",
            "95 % interval#",
            "Required#",
            "Reason");
    boolean passed = true;
    for (JsonNode check : checks) {
      rows(table, check, "");
      passed &= check.path("passed").booleanValue();
    }
    Tag rules = new Tag("details").add(new Tag("summary").add(summary(checks))).add(table.tag());
    body.add(passed ? rules : rules.set("open", ""));
  }

  private static String summary(JsonNode checks) {
    int refused = 0;
    int idle = 0;
    for (JsonNode check : checks) {
      refused += check.path("passed").booleanValue() ? 0 : 1;
      idle += isIdle(check) ? 1 : 0;
    }
    return checks.size()
        + " rules: "
        + (checks.size() - refused - idle)
        + " passed, "
        + refused
        + " refused, "
        + idle
        + " did not apply";
  }

  /** Whether the rule passed only because it had nothing to measure. */
  private static boolean isIdle(JsonNode check) {
    JsonNode parts = check.path("parts");
    if (!check.path("passed").booleanValue()) {
      return false;
    }
    for (JsonNode part : parts) {
      if (!isIdle(part)) {
        return false;
      }
    }
    JsonNode measured = check.path("measured");
    return !parts.isEmpty()
        || measured.isNull()
        || measured.isMissingNode()
        || measured.asText().equals(HookState.NOT_APPLICABLE.id());
  }

  private static Optional<LedgerEvent> whenItWentLive(
      ModelOutcome outcome, List<LedgerEvent> events) {
    LedgerEvent found = null;
    for (LedgerEvent event : events) {
      boolean same =
          event.model() == outcome.model()
              && event.event().recordsLive()
              && outcome.liveSha256().equals(Optional.ofNullable(event.toSha256()));
      if (same && event.gates() != null && event.gates().isArray() && !event.gates().isEmpty()) {
        found = event;
      }
    }
    return Optional.ofNullable(found);
  }

  private static void rows(Table table, JsonNode check, String indent) {
    boolean passed = check.path("passed").booleanValue();
    String name = check.path("name").asText();
    String relation = check.path("relation").asText();
    table
        .row(indent + name)
        .badge(badge(check, passed, indent.isEmpty()))
        .number(JsonFigures.text(check, "measured"))
        .number(JsonFigures.interval(check))
        .number(relation + " " + JsonFigures.text(check, "required"))
        .words(reason(check))
        .end();
    for (JsonNode part : check.path("parts")) {
      rows(table, part, indent + "\u2003");
    }
  }

  private static Badge badge(JsonNode check, boolean passed, boolean decides) {
    if (isIdle(check)) {
      return Badge.plain("did not apply");
    }
    return passed ? Badge.ok("passed") : decides ? Badge.bad("refused") : Badge.warn("not met");
  }

  private static String reason(JsonNode check) {
    List<String> words = new ArrayList<>();
    for (String field : List.of("reason", "note")) {
      String text = check.path(field).asText("");
      if (!text.isEmpty() && !check.path(field).isNull()) {
        words.add(text);
      }
    }
    JsonNode window = check.path("window");
    if (window.isObject()) {
      words.add(
          TextFormat.count(window.path("rows").asLong())
              + " rows from "
              + window.path("from").asText());
    }
    words.addAll(worth(check.path("precision")));
    words.addAll(account(check.path("account")));
    return String.join("; ", words);
  }

  /** The effective rows, and whether they can decide at all. */
  private static List<String> worth(JsonNode precision) {
    if (!precision.isObject()) {
      return List.of();
    }
    String worth =
        "worth "
            + TextFormat.count(Math.round(precision.path("effective_rows").doubleValue()))
            + " independent rows of "
            + TextFormat.count(precision.path("clusters").asLong())
            + " mints";
    if (!precision.path("margin").isNumber()) {
      return List.of(worth);
    }
    String width =
        "half width "
            + JsonFigures.text(precision, "half_width")
            + " against a margin of "
            + JsonFigures.text(precision, "margin");
    return precision.path("suffices").booleanValue()
        ? List.of(worth, width)
        : List.of(worth, width + ", too wide for a candidate that is exactly equal to pass");
  }

  /** The new rows of the champion's account. */
  private static List<String> account(JsonNode account) {
    if (!account.isObject()) {
      return List.of();
    }
    return List.of(
        TextFormat.count(account.path("new_rows").asLong())
            + " of "
            + TextFormat.count(account.path("rows").asLong())
            + " rows are new to this champion's decisions",
        "level "
            + Math.round(100 * account.path("share").doubleValue())
            + " % of that of a first decision"
            + (account.path("spent").booleanValue() ? ", spent" : ""));
  }

  private static void hooks(Tag body, ModelOutcome outcome) {
    if (outcome.hooks().isEmpty()) {
      return;
    }
    Table table =
        new Table(
            "hooks-" + outcome.model().id(),
            "Hooks, which run after the gates",
            "Hook",
            "Verdict",
            "Last line of its output");
    for (HookResult hook : outcome.hooks()) {
      table.row(hook.name()).badge(badge(hook)).words(lastLine(hook.tail())).end();
    }
    body.add(table.tag());
  }

  private static Badge badge(HookResult hook) {
    String word = hook.state().id().replace('_', ' ');
    return switch (hook.state()) {
      case PASSED -> Badge.ok(word);
      case NOT_APPLICABLE -> Badge.plain(word);
      case FAILED, TIMED_OUT, ABSENT -> Badge.bad(word);
    };
  }

  private static String lastLine(String tail) {
    String[] lines = tail.strip().split("\n");
    return lines[lines.length - 1];
  }
}
