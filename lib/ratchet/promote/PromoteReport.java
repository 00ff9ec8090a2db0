package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import ratchet.model.Json;
import ratchet.model.RatchetException;
import ratchet.promote.rollout.ModelOutcome;

/**
 * The result of one run of {@code promote}.
 *
 * @param at time at which it began
 * @param dryRun whether nothing was changed; the outcomes are then those that a real run would have
 * @param outcomes one per model, in the order of the command line
 */
public record PromoteReport(Instant at, boolean dryRun, List<ModelOutcome> outcomes) {
  public PromoteReport {
    outcomes = List.copyOf(outcomes);
  }

  /** The lines that are printed, one per model. */
  public List<String> lines() {
    return outcomes.stream().map(outcome -> outcome.line(dryRun)).toList();
  }

  /** The failures in the order of the models; the run ends with the largest of their exit codes. */
  public List<RatchetException> failures() {
    return outcomes.stream().flatMap(outcome -> outcome.failure().stream()).toList();
  }

  /** The fields of {@code promote --json}: {@code dry_run} and {@code models}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("dry_run", dryRun);
    ArrayNode models = json.putArray("models");
    outcomes.forEach(outcome -> models.add(outcome.toJson()));
    return json;
  }
}
