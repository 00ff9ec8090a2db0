package ratchet.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.ModelOutcome.State;
import ratchet.report.page.Badge;
import ratchet.report.page.Section;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.store.LedgerEvent;

/**
 * The summary of the page: a sentence per model, and the differences from the run before, which is
 * the model's last decision in the ledger before this run began.
 */
public final class VerdictSection {
  private static final String ID = "verdict";
  private static final String TITLE = "Verdict";

  private VerdictSection() {}

  /**
   * @param report of a promotion, or of a dry run
   * @param events of the ledger, oldest first
   */
  public static Section of(PromoteReport report, List<LedgerEvent> events) {
    List<LedgerEvent> before =
        report.dryRun()
            ? events
            : events.stream().filter(event -> event.at().isBefore(report.at())).toList();
    Tag list = new Tag("ul", "verdicts");
    List<String> changed = new ArrayList<>();
    for (ModelOutcome outcome : report.outcomes()) {
      String name = TextFormat.name(outcome.model());
      Optional<LedgerEvent> last = last(outcome.model(), before);
      List<String> changes = changes(outcome, report.dryRun(), before, last);
      if (!changes.isEmpty()) {
        changed.add(name);
      }
      Tag line =
          new Tag("li")
              .add(new Tag("strong").add(name))
              .add(badge(outcome, report.dryRun()).tag())
              .add(new Tag("span").add(sentence(outcome, report.dryRun(), events)));
      if (!before.isEmpty()) {
        line.add(new Tag("span", "before").add(since(last, changes)));
      }
      list.add(line);
    }
    Tag body = new Tag("div").add(new Tag("p").add(lead(report, before, changed))).add(list);
    return new Section(ID, TITLE, overall(report), body);
  }

  private static String lead(PromoteReport report, List<LedgerEvent> before, List<String> changed) {
    String what =
        report.dryRun()
            ? "What promote would do now; nothing was changed. "
            : "What promote did at " + TextFormat.time(report.at()) + ". ";
    if (before.isEmpty()) {
      return what + "There was no run before this one.";
    }
    Instant then = before.get(before.size() - 1).at();
    return what
        + "Since the run before ("
        + TextFormat.time(then)
        + "): "
        + (changed.isEmpty() ? "nothing changed." : String.join(", ", changed) + " changed.");
  }

  private static Badge overall(PromoteReport report) {
    long missing = report.outcomes().stream().filter(VerdictSection::isMissing).count();
    long failed =
        report.outcomes().stream().filter(own -> own.failure().isPresent()).count() - missing;
    if (failed > 0) {
      return Badge.bad(failed + " of " + report.outcomes().size() + " not promoted");
    }
    return missing == report.outcomes().size() ? Badge.plain("no candidate") : Badge.ok("all well");
  }

  private static boolean isMissing(ModelOutcome outcome) {
    return outcome.reason().equals("candidate_missing");
  }

  /** The word that promote prints. */
  static Badge badge(ModelOutcome outcome, boolean dryRun) {
    String word = (dryRun ? "would_" : "") + outcome.state().id();
    if (isMissing(outcome)) {
      return Badge.plain(word);
    }
    return switch (outcome.state()) {
      case OK -> outcome.failure().isPresent() ? Badge.bad(word) : Badge.ok(word);
      case UNCHANGED -> outcome.failure().isPresent() ? Badge.bad(word) : Badge.plain(word);
      case SKIPPED, ROLLED_BACK, FAILED -> Badge.bad(word);
    };
  }

  private static String sentence(ModelOutcome outcome, boolean dryRun, List<LedgerEvent> events) {
    String candidate = digits(outcome.candidateSha256());
    String live = live(outcome, events);
    return switch (outcome.state()) {
      case OK ->
          dryRun
              ? "Candidate " + candidate + " passes: " + outcome.reason() + ". " + live
              : "Candidate " + candidate + " went live: " + outcome.reason() + ".";
      case UNCHANGED -> "No newer candidate. " + live;
      case SKIPPED ->
          isMissing(outcome)
              ? "No candidate. " + live
              : "Candidate " + candidate + " refused: " + outcome.reason() + ". " + live;
      case ROLLED_BACK ->
          "Candidate " + candidate + " was rolled back: " + outcome.reason() + ". " + live;
      case FAILED -> "The rollback failed: " + outcome.reason() + ". " + live;
    };
  }

  private static String live(ModelOutcome outcome, List<LedgerEvent> events) {
    Optional<String> sha256 = outcome.liveSha256();
    if (sha256.isEmpty()) {
      return "Nothing is live.";
    }
    return "Live: "
        + digits(sha256)
        + events.stream()
            .filter(event -> event.model() == outcome.model() && event.event().recordsLive())
            .reduce((first, second) -> second)
            .filter(event -> sha256.get().equals(event.toSha256()))
            .map(event -> " since " + TextFormat.time(event.at()) + ".")
            .orElse(", which the ledger does not name.");
  }

  /** The last decision about a candidate; holds and anchors do not count. */
  private static Optional<LedgerEvent> last(ModelName model, List<LedgerEvent> before) {
    return before.stream()
        .filter(
            event ->
                event.model() == model
                    && (event.event().recordsLive() || event.event() == LedgerEvent.Kind.REFUSED))
        .reduce((first, second) -> second);
  }

  private static List<String> changes(
      ModelOutcome outcome, boolean dryRun, List<LedgerEvent> before, Optional<LedgerEvent> last) {
    List<String> changes = new ArrayList<>();
    String then = liveThen(outcome.model(), before);
    String now = outcome.liveSha256().orElse(null);
    if (!Objects.equals(then, now)) {
      changes.add("live version " + name(then) + " → " + name(now));
    }
    boolean refused = outcome.state() == State.SKIPPED && outcome.failure().isPresent();
    boolean judged = refused && !isMissing(outcome);
    String reason =
        last.filter(event -> event.event() == LedgerEvent.Kind.REFUSED)
            .map(LedgerEvent::reason)
            .orElse(null);
    if (judged && reason == null) {
      changes.add("refused now");
    } else if (judged && !kind(reason).equals(kind(outcome.reason()))) {
      changes.add("another reason; it was " + reason);
    } else if (outcome.state() == State.OK && reason != null) {
      changes.add((dryRun ? "passes now" : "passed") + "; refused before: " + reason);
    } else if (outcome.state() == State.OK && dryRun) {
      changes.add("a candidate that passes");
    }
    return changes;
  }

  /** The reason without its figures. */
  private static String kind(String reason) {
    return reason.replaceAll("[(=].*", "");
  }

  private static String liveThen(ModelName model, List<LedgerEvent> before) {
    return before.stream()
        .filter(event -> event.model() == model && event.event().recordsLive())
        .reduce((first, second) -> second)
        .map(LedgerEvent::toSha256)
        .orElse(null);
  }

  private static String since(Optional<LedgerEvent> last, List<String> changes) {
    if (last.isEmpty()) {
      return "No run before.";
    }
    String run = last.get().event().id() + " " + TextFormat.time(last.get().at());
    return changes.isEmpty()
        ? "As at the run before: " + run + "."
        : "Since the run before (" + run + "): " + String.join("; ", changes) + ".";
  }

  private static String name(String sha256) {
    return sha256 == null ? "none" : Digest.abbreviate(sha256);
  }

  private static String digits(Optional<String> sha256) {
    return sha256.map(Digest::abbreviate).orElse("(unreadable)");
  }
}
