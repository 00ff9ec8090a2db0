package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import ratchet.model.Json;
import ratchet.model.RatchetException;
import ratchet.promote.rollout.ModelOutcome;

/**
 * What one run did.
 *
 * @param at when it began
 * @param dryRun nothing was touched: the outcomes are what would have been
 * @param outcomes one per model, in the order of the command line
 */
public record PromoteReport(Instant at, boolean dryRun, List<ModelOutcome> outcomes) {
  public PromoteReport {
    outcomes = List.copyOf(outcomes);
  }

  /** One line per model. */
  public List<String> lines() {
    return outcomes.stream().map(outcome -> outcome.line(dryRun)).toList();
  }

  /** What went wrong, in the order of the models; the largest exit code among them is the run's. */
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
