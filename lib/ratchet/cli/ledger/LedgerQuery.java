package ratchet.cli.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;

/**
 * The answer of the ledger to a query.
 *
 * @param events the events that match, newest last; for a time, the events by which the versions
 *     that were live then became live
 * @param live by model, the event by which the version that is live, or was live at the time,
 *     became live
 * @param onProbation models whose live version is on probation; empty for a query about a time
 */
public record LedgerQuery(
    List<LedgerEvent> events, Map<ModelName, LedgerEvent> live, Set<ModelName> onProbation) {
  public LedgerQuery {
    events = List.copyOf(events);
    onProbation = Set.copyOf(onProbation);
  }

  /**
   * Queries the ledger.
   *
   * @param model only events of this model
   * @param since only events at or after this time
   * @param at the versions that were live at this time
   * @param most the largest number of events, the newest
   */
  public static LedgerQuery of(
      Ledger ledger,
      Optional<ModelName> model,
      Optional<Instant> since,
      Optional<Instant> at,
      int most) {
    Map<ModelName, LedgerEvent> live = ledger.liveAt(at.orElse(Instant.MAX));
    live.keySet().removeIf(name -> model.isPresent() && model.get() != name);
    if (at.isEmpty()) {
      Set<ModelName> onProbation =
          live.keySet().stream()
              .filter(name -> live.get(name).toSha256() != null)
              .filter(name -> ledger.isOnProbation(name, live.get(name).toSha256()))
              .collect(Collectors.toSet());
      return new LedgerQuery(ledger.latest(model, since, most), live, onProbation);
    }
    List<LedgerEvent> events = new ArrayList<>(live.values());
    events.removeIf(event -> since.isPresent() && event.at().isBefore(since.get()));
    return new LedgerQuery(events, live, Set.of());
  }

  /**
   * {@code events} as in the ledger, and {@code live:[{model,sha256,since,event,reason,
   * on_probation}]}.
   */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode lines = json.putArray("events");
    events.forEach(event -> lines.add(event.toJson()));
    ArrayNode versions = json.putArray("live");
    live.forEach(
        (model, event) -> {
          ObjectNode version = versions.addObject();
          version.put("model", model.id());
          version.put("sha256", event.toSha256());
          version.put("since", event.at().toString());
          version.put("event", event.event().id());
          version.put("reason", event.reason());
          version.put("on_probation", onProbation.contains(model));
        });
    return json;
  }
}
