package ratchet.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;

/** What was live when, told from the events one by one: the ledger itself keeps an index. */
public final class LiveVersions {
  private LiveVersions() {}

  /** The last event that says what is live; its {@code toSha256} is {@code null} for no alias. */
  public static Optional<LedgerEvent> of(ModelName model, List<LedgerEvent> events) {
    return Optional.ofNullable(at(Instant.MAX, events).get(model));
  }

  /**
   * For each model of which something was known at that instant, the event that made live what was
   * live then. Where a clock was set back, the order of lines decides.
   */
  public static Map<ModelName, LedgerEvent> at(Instant instant, List<LedgerEvent> events) {
    Map<ModelName, LedgerEvent> live = new EnumMap<>(ModelName.class);
    events.stream()
        .filter(event -> event.model() != null && event.event().recordsLive())
        .filter(event -> !event.at().isAfter(instant))
        .forEach(event -> live.put(event.model(), event));
    return live;
  }
}
