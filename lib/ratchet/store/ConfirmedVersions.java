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
 * The last version of a model that was live and not on probation, told by its events in order. A
 * promotion that states a probation leaves its version unconfirmed until a {@code confirmed} event;
 * so does a promotion that ended before the ledger had it. Every other version counts as confirmed.
 *
 * <p>Candidates are compared with this version too: else a chain of short probations could lose a
 * little each time. Bounded memory. Not thread-safe.
 */
public final class ConfirmedVersions {
  private static final int MOST_UNCONFIRMED = 256;

  private final Set<String> unconfirmed = new LinkedHashSet<>();
  private String live;
  private String confirmed;

  /**
   * @param event of the model, with its details
   */
  public void add(LedgerEvent event) {
    add(event, event.probation().isPresent());
  }

  /**
   * @param statesProbation whether the details of the event do
   */
  void add(LedgerEvent event, boolean statesProbation) {
    if (event.event() == LedgerEvent.Kind.CONFIRMED) {
      unconfirmed.remove(event.toSha256());
      rememberLive();
    } else if (event.event().tellsLive()) {
      live = event.toSha256();
      if (live != null) {
        judge(event, statesProbation);
        rememberLive();
      }
    }
  }

  private void judge(LedgerEvent event, boolean statesProbation) {
    boolean changed = !Objects.equals(event.fromSha256(), live);
    if (statesProbation || (changed && event.isCutOff())) {
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

  /** Empty when no version was ever confirmed. */
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
