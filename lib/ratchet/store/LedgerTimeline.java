package ratchet.store;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ratchet.model.ModelName;

/**
 * Answers from the events of the ledger which version was live at what time, and which versions a
 * rollback may restore.
 *
 * @param events oldest first, as {@link Ledger#read()} returns them
 */
public record LedgerTimeline(List<LedgerEvent> events) {
  public LedgerTimeline {
    events = List.copyOf(events);
  }

  /**
   * The last change of a model that still stands. A change that was undone at once, because a
   * runtime did not confirm it, does not count. A rollback without a version undoes this change, so
   * running it twice has the same effect as once.
   */
  public Optional<LedgerEvent> lastStanding(ModelName model) {
    ModelTimeline timeline = new ModelTimeline();
    events.stream()
        .filter(event -> event.model() == model)
        .forEach(event -> timeline.add(new LedgerEntry(0, 0, event)));
    return timeline.lastStanding().map(LedgerEntry::event);
  }

  /**
   * The versions that a rollback may restore: those that were live before the last change that
   * still stands, newest first, each once. Left out are the version that this change made live,
   * versions that no runtime ever confirmed, and versions that were rolled back and not promoted
   * again.
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
      if (event.model() == model && event.event().recordsLive()) {
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

  /**
   * An event and the place of its line in the ledger.
   *
   * @param offset of the line's first byte
   * @param bytes of the line, without the newline
   * @param event without gates, hooks and replies: these stay in the file
   */
  record LedgerEntry(long offset, int bytes, LedgerEvent event) {}
}
