package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ratchet.model.Json;

/**
 * Finds the last version of a model that was live and not on probation, from its events in order. A
 * version is unconfirmed from a promotion that states a probation, or that was killed before it
 * reached the ledger, until its {@code confirmed} event. Every other version counts as confirmed.
 *
 * <p>Candidates are compared with this version too; otherwise a chain of short probations could
 * lose a little each time. Memory is bounded. Not thread-safe.
 */
public final class ConfirmedVersions {
  private static final int MOST_UNCONFIRMED = 256;

  private final Set<String> unconfirmed = new LinkedHashSet<>();
  private String live;
  private String confirmed;

  /**
   * Adds the next event.
   *
   * @param event of the model, with its details
   */
  public void add(LedgerEvent event) {
    add(event, event.probation().isPresent());
  }

  /**
   * Adds the next event, whose details may be left out.
   *
   * @param statesProbation whether the details of the event state a probation
   */
  void add(LedgerEvent event, boolean statesProbation) {
    if (event.event() == LedgerEvent.Kind.CONFIRMED) {
      unconfirmed.remove(event.toSha256());
      rememberLive();
    } else if (event.event().recordsLive()) {
      live = event.toSha256();
      if (live != null) {
        judge(event, statesProbation);
        rememberLive();
      }
    }
  }

  private void judge(LedgerEvent event, boolean statesProbation) {
    boolean changed = !Objects.equals(event.fromSha256(), live);
    if (statesProbation || (changed && event.isUnrecordedSwitch())) {
      unconfirmed.add(live);
      if (unconfirmed.size() > MOST_UNCONFIRMED) {
        unconfirmed.remove(unconfirmed.iterator().next());
      }
    } else if (event.event() == LedgerEvent.Kind.PROMOTED) {
      unconfirmed.remove(live);
    }
  }

  private void rememberLive() {
    if (live != null && !unconfirmed.contains(live)) {
      confirmed = live;
    }
  }

  /** The last confirmed version; empty when no version was ever confirmed. */
  public Optional<String> last() {
    return Optional.ofNullable(confirmed);
  }

  /** Whether the version was promoted on probation and not confirmed since. */
  public boolean isUnconfirmed(String sha256) {
    return unconfirmed.contains(sha256);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("live", live).put("confirmed", confirmed);
    ArrayNode array = json.putArray("unconfirmed");
    unconfirmed.forEach(array::add);
    return json;
  }

  static ConfirmedVersions of(JsonNode json) {
    ConfirmedVersions versions = new ConfirmedVersions();
    versions.live = json.path("live").textValue();
    versions.confirmed = json.path("confirmed").textValue();
    json.path("unconfirmed").forEach(sha256 -> versions.unconfirmed.add(sha256.asText()));
    return versions;
  }
}
