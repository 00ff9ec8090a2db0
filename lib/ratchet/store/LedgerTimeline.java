package ratchet.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ratchet.model.ModelName;

/**
 * What the ledger's events mean: what was live when, and what a rollback goes back to.
 *
 * @param events oldest first, as {@link Ledger#read()} gives them
 */
public record LedgerTimeline(List<LedgerEvent> events) {
  public LedgerTimeline {
    events = List.copyOf(events);
  }

  /** The last event that says what is live; its {@code toSha256} is {@code null} for no alias. */
  public Optional<LedgerEvent> live(ModelName model) {
    return Optional.ofNullable(last(model, Instant.MAX));
  }

  /**
   * For each model of which the ledger knew something at that instant, the event that made live
   * what was live then. Where a clock was set back, the order of lines decides.
   */
  public Map<ModelName, LedgerEvent> liveAt(Instant instant) {
    Map<ModelName, LedgerEvent> live = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      LedgerEvent event = last(model, instant);
      if (event != null) {
        live.put(model, event);
      }
    }
    return live;
  }

  /**
   * The last change of a model that still stands: a change that was put back at once, because a
   * runtime did not confirm it, is as if it had not been. A rollback without a version undoes this
   * change, so doing it twice does no more than once.
   */
  public Optional<LedgerEvent> lastStanding(ModelName model) {
    ModelTimeline timeline = new ModelTimeline();
    events.stream()
        .filter(event -> event.model() == model)
        .forEach(event -> timeline.add(new LedgerEntry(0, 0, event)));
    return timeline.lastStanding().map(LedgerEntry::event);
  }

  /**
   * What a rollback may go back to: the versions that were live before the last change that still
   * stands, newest first, each once. Not among them are the version that this change made live,
   * those that no runtime ever confirmed, and those that were rolled back and not promoted again.
   */
  public List<String> versionsBefore(ModelName model) {
    Optional<LedgerEvent> last = lastStanding(model);
    if (last.isEmpty()) {
      return List.of();
    }
    Set<String> versions = new LinkedHashSet<>();
    Set<String> withdrawn = new HashSet<>();
    withdrawn.add(null);
    withdrawn.add(last.get().toSha256());
    add(last.get().fromSha256(), versions, withdrawn);
    for (int i = events.lastIndexOf(last.get()) - 1; i >= 0; i--) {
      LedgerEvent event = events.get(i);
      if (event.model() == model && event.event().tellsLive()) {
        if ((event.event() == LedgerEvent.Kind.ROLLED_BACK
                || event.event() == LedgerEvent.Kind.WATCH_ROLLED_BACK)
            && !Objects.equals(event.fromSha256(), event.toSha256())) {
          withdrawn.add(event.fromSha256());
        }
        if (event.event() != LedgerEvent.Kind.RELOAD_FAILED) {
          add(event.toSha256(), versions, withdrawn);
        }
        add(event.fromSha256(), versions, withdrawn);
      }
    }
    return List.copyOf(versions);
  }

  private static void add(String version, Set<String> versions, Set<String> withdrawn) {
    if (!withdrawn.contains(version)) {
      versions.add(version);
    }
  }

  private LedgerEvent last(ModelName model, Instant instant) {
    LedgerEvent last = null;
    for (LedgerEvent event : events) {
      boolean tells = event.model() == model && event.event().tellsLive();
      if (tells && !event.at().isAfter(instant)) {
        last = event;
      }
    }
    return last;
  }

  /**
   * An event and where its line lies in the ledger.
   *
   * @param offset of the line's first byte
   * @param bytes of the line, without the newline
   * @param event without gates, hooks and replies: these stay in the file
   */
  record LedgerEntry(long offset, int bytes, LedgerEvent event) {}
}
