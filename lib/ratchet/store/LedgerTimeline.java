package ratchet.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ratchet.model.Digest;
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

  /** The last event that tells what is live; its {@code toSha256} is {@code null} for no alias. */
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
   * Where an alias is not what the ledger says: a switch that was not recorded, or a file that
   * somebody else wrote. The next command that changes aliases enters it into the ledger.
   */
  public List<String> differences(AliasReader aliases) {
    List<String> differences = new ArrayList<>();
    for (ModelName model : ModelName.values()) {
      Optional<String> said = live(model).map(LedgerEvent::toSha256);
      Optional<String> found = aliases.liveSha256(model);
      if (!said.equals(found)) {
        differences.add(
            "the alias of "
                + model.id()
                + found.map(sha256 -> " is " + Digest.abbreviate(sha256)).orElse(" is not there")
                + said.map(sha256 -> ", but the ledger says " + Digest.abbreviate(sha256))
                    .orElse(", which the ledger does not know"));
      }
    }
    return differences;
  }

  /**
   * The last change of a model that still stands: a change that was put back at once, because a
   * runtime did not confirm it, is as if it had not been. A rollback without a version undoes this
   * change, so doing it twice does no more than once.
   */
  public Optional<LedgerEvent> lastStanding(ModelName model) {
    Deque<LedgerEvent> standing = new ArrayDeque<>();
    boolean mayBeUndone = false;
    for (LedgerEvent event : events) {
      if (event.model() != model || !event.event().tellsLive()) {
        continue;
      }
      if (Objects.equals(event.fromSha256(), event.toSha256())) {
        // Confirmed after all: going back from here is a change of its own.
        mayBeUndone &= event.event() == LedgerEvent.Kind.RECOVERED;
      } else if (mayBeUndone && isReverse(event, standing.peekLast())) {
        while (!standing.isEmpty() && isReverse(event, standing.peekLast())) {
          standing.removeLast();
        }
        mayBeUndone = false;
      } else {
        standing.addLast(event);
        mayBeUndone = event.event() == LedgerEvent.Kind.RELOAD_FAILED;
      }
    }
    return Optional.ofNullable(standing.peekLast());
  }

  private static boolean isReverse(LedgerEvent event, LedgerEvent before) {
    return Objects.equals(event.fromSha256(), before.toSha256())
        && Objects.equals(event.toSha256(), before.fromSha256());
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
}
