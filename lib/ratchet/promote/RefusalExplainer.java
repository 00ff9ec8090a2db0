package ratchet.promote;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.gate.Check;
import ratchet.gate.CheckJson;
import ratchet.gate.Measurement;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.RefusalExplanation;
import ratchet.promote.rollout.RefusalExplanation.Cause;
import ratchet.store.GateWords;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;

/**
 * Explains a refusal in sentences, from the results of the gate, the earlier refusals in the ledger
 * and the findings of the data check. Changes nothing.
 */
record RefusalExplainer(Ledger ledger, DataFindings data) {
  private static final int MOST_REMEMBERED = 200;
  private static final int MOST_BEFORE = 3;
  private static final int MOST_FINDINGS = 2;

  /** A copy of the outcome with an explanation where it is a refusal. */
  ModelOutcome explain(ModelOutcome outcome) {
    Optional<RatchetException> failure = outcome.failure();
    if (outcome.state() != ModelOutcome.State.SKIPPED
        || !(failure.orElse(null) instanceof RefusalException refusal)) {
      return outcome;
    }
    Optional<Check> refusing = outcome.gates().stream().filter(gate -> !gate.passed()).findFirst();
    return outcome.explained(
        refusing.isPresent()
            ? byGate(outcome, refusing.get(), refusal)
            : byOther(outcome, refusal));
  }

  /** No gate refused it, so the explanation is the message of the failure. */
  private static RefusalExplanation byOther(ModelOutcome outcome, RefusalException refusal) {
    String reason = refusal.reason();
    Cause cause =
        reason.startsWith("held_by") || reason.startsWith("rolled_back_before")
            ? Cause.PERSON
            : reason.startsWith("together_with")
                ? Cause.OTHER_MODEL
                : outcome.hooks().isEmpty() ? Cause.FILE : Cause.HOOK;
    return new RefusalExplanation(
        sentence(refusal.getMessage()) + " What to do: " + sentence(refusal.remedy()),
        cause,
        Optional.empty(),
        0,
        Optional.empty());
  }

  private RefusalExplanation byGate(ModelOutcome outcome, Check gate, RefusalException refusal) {
    Check leaf = gate.leaves().filter(check -> !check.passed()).findFirst().orElse(gate);
    Row row = row(outcome);
    if (refusal.reason().equals("live_file_unreadable")) {
      return explanation(sentence(refusal.getMessage()), Cause.LIVE_FILE, gate, row, refusal);
    }
    Verdict verdict = verdict(leaf, outcome.model());
    String first =
        outcome.model().id()
            + " was refused: "
            + GateWords.of(json(gate.parts().size() == 1 ? leaf : gate))
            + row.words(leaf)
            + "; "
            + passesWhen(leaf, refusal)
            + ".";
    return explanation(first + " " + verdict.words, verdict.cause, gate, row, refusal);
  }

  private static RefusalExplanation explanation(
      String text, Cause cause, Check gate, Row row, RefusalException refusal) {
    String whole =
        cause == Cause.LIVE_FILE ? text + " What to do: " + sentence(refusal.remedy()) : text;
    return new RefusalExplanation(
        whole, cause, Optional.of(gate.name()), row.candidates, row.since);
  }

  /** The cause and the sentence that gives it. */
  private record Verdict(Cause cause, String words) {}

  private Verdict verdict(Check leaf, ModelName model) {
    if (isAboutFile(leaf)) {
      return new Verdict(Cause.FILE, "The cause is the candidate's file, not the data.");
    }
    if (leaf.required().toString().equals("passed")) {
      return new Verdict(Cause.HOOK, "The cause is what the hook " + leaf.name() + " found.");
    }
    String checked = checked(model);
    if (isAboutRows(leaf)) {
      return new Verdict(
          Cause.DATA, "The cause is the data: the rows do not allow a decision" + checked + ".");
    }
    if (leaf.lower().isPresent() || isChange(leaf)) {
      return new Verdict(
          Cause.MODEL,
          "The cause is the model: both versions were scored on the same rows" + checked + ".");
    }
    return leaf.figures()
        .map(both -> beside(leaf, both, checked))
        .orElseGet(
            () ->
                new Verdict(
                    Cause.DATA_OR_MODEL,
                    "Whether the data or the model is the cause is not known: no other version was"
                        + " scored on these rows"
                        + checked
                        + "."));
  }

  private static Verdict beside(Check leaf, Check.Figures both, String checked) {
    boolean theirsPasses =
        leaf.required() instanceof Measurement.Number limit
            && (leaf.relation().startsWith(">")
                ? both.other() >= limit.value()
                : both.other() <= limit.value());
    String theirs =
        "production reaches " + plain(both.other()) + " on the rows that neither has seen";
    return theirsPasses
        ? new Verdict(
            Cause.MODEL, "The cause is the model: " + theirs + " and would pass" + checked + ".")
        : new Verdict(
            Cause.DATA,
            "The cause is the data: " + theirs + " and would be refused too" + checked + ".");
  }

  private static boolean isChange(Check leaf) {
    return leaf.measured() instanceof Measurement.Number improvement
        && leaf.figures()
            .map(both -> Math.abs(both.candidate() - both.other()))
            .filter(difference -> Math.abs(difference - Math.abs(improvement.value())) < 1e-9)
            .isPresent();
  }

  private static boolean isAboutFile(Check leaf) {
    String reason = leaf.reason();
    return reason.startsWith("candidate_")
        || reason.startsWith("metric") && reason.contains("repro");
  }

  private static boolean isAboutRows(Check leaf) {
    String reason = leaf.reason();
    return reason.startsWith("insufficient_")
        || reason.startsWith("wait_for_rows")
        || reason.startsWith("inconclusive")
        || reason.startsWith("evidence_missing")
        || reason.startsWith("not_comparable");
  }

  private String checked(ModelName model) {
    return data.of(model)
        .map(
            found ->
                found.isEmpty()
                    ? "; the data check has no finding for " + model.id()
                    : "; the data check finds "
                        + found.stream().limit(MOST_FINDINGS).collect(Collectors.joining(", and ")))
        .orElse("");
  }

  private static String passesWhen(Check leaf, RefusalException refusal) {
    if (leaf.reason().startsWith("wait_for_rows(")) {
      String[] rows = leaf.reason().replaceAll("^[^(]*\\(|\\).*$", "").split(",");
      return "it can be decided after "
          + rows[0]
          + " more rows"
          + (rows.length > 1 ? ", at about " + rows[1] : "");
    }
    Optional<Check.Precision> precision = leaf.precision();
    if (leaf.reason().startsWith("inconclusive") && precision.isPresent()) {
      return neededRows(leaf, precision.get())
          .map(rows -> "at the same difference it passes with rows worth about " + rows)
          .orElse("more rows alone are not enough: the difference itself is larger than allowed");
    }
    boolean isFigure =
        leaf.measured() instanceof Measurement.Number
            && leaf.required() instanceof Measurement.Number
            && leaf.lower().isEmpty()
            && !isAboutFile(leaf);
    return isFigure
        ? "it passes when " + leaf.name() + " " + leaf.relation() + " " + leaf.required()
        : "what to do: " + refusal.remedy();
  }

  /** The half width of an interval shrinks with the square root of the effective rows. */
  private static Optional<Long> neededRows(Check leaf, Check.Precision precision) {
    if (precision.margin().isEmpty() || !(leaf.measured() instanceof Measurement.Number estimate)) {
      return Optional.empty();
    }
    double loss = leaf.relation().startsWith(">") ? -estimate.value() : estimate.value();
    double room = precision.margin().getAsDouble() - loss;
    return room <= 0
        ? Optional.empty()
        : Optional.of(
            Math.round(precision.effectiveRows() * Math.pow(precision.halfWidth() / room, 2)));
  }

  /** Consecutive refused candidates, this one included. */
  private record Row(int candidates, Optional<Instant> since, List<JsonNode> before) {
    /** E.g. {@code ; 4 candidates in a row were refused since 2026-10-29 (auc before: 0.69)}. */
    String words(Check leaf) {
      if (candidates < 2 || since.isEmpty()) {
        return "";
      }
      List<String> values = new ArrayList<>();
      before.forEach(gates -> addFigure(leaf.name(), gates, values));
      List<String> last = values.subList(Math.max(0, values.size() - MOST_BEFORE), values.size());
      return "; "
          + candidates
          + " candidates in a row were refused since "
          + since.get().atZone(ZoneOffset.UTC).toLocalDate()
          + (last.isEmpty()
              ? ""
              : " (" + leaf.name() + " before: " + String.join(", ", last) + ")");
    }
  }

  private Row row(ModelOutcome outcome) {
    try {
      Optional<LedgerEvent> first = ledger.firstRefused(outcome.model());
      if (first.isEmpty()) {
        return new Row(1, Optional.empty(), List.of());
      }
      List<LedgerEvent> refused =
          ledger
              .latest(Optional.of(outcome.model()), Optional.of(first.get().at()), MOST_REMEMBERED)
              .stream()
              .filter(event -> event.event() == LedgerEvent.Kind.REFUSED)
              .toList();
      String own = outcome.candidateSha256().orElse(null);
      boolean entered =
          !refused.isEmpty() && Objects.equals(refused.get(refused.size() - 1).toSha256(), own);
      return new Row(
          ledger.refusedCandidates(outcome.model()) + (entered ? 0 : 1),
          first.map(LedgerEvent::at),
          refused.stream()
              .filter(event -> !Objects.equals(event.toSha256(), own))
              .map(LedgerEvent::gates)
              .filter(Objects::nonNull)
              .toList());
    } catch (InputException e) {
      return new Row(1, Optional.empty(), List.of());
    }
  }

  private static void addFigure(String name, JsonNode gates, List<String> values) {
    for (JsonNode gate : gates) {
      if (gate.path("name").asText().equals(name) && gate.path("measured").isNumber()) {
        values.add(plain(gate.path("measured").doubleValue()));
        return;
      }
      addFigure(name, gate.path("parts"), values);
    }
  }

  private static JsonNode json(Check check) {
    return CheckJson.checks(List.of(check)).get(0);
  }

  private static String plain(double value) {
    return new Measurement.Number(value).toString();
  }

  private static String sentence(String text) {
    String trimmed = text.strip();
    return trimmed.isEmpty() || trimmed.endsWith(".") ? trimmed : trimmed + ".";
  }
}
