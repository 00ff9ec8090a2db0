package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import ratchet.model.Json;

/**
 * What the events of one model mean, taken in one after the other in a bounded memory: what is
 * live, whether that was confirmed, and what a rollback goes back from.
 */
final class ModelTimeline {
  /** More changes than that are never undone one after the other. */
  private static final int MOST_STANDING = 64;

  private LedgerEntry live;
  private LedgerEntry changed;
  private final Deque<LedgerEntry> standing = new ArrayDeque<>();
  private LedgerEntry firstPromoted;
  private LedgerEntry anchored;
  private boolean mayBeUndone;
  private boolean forgotten;

  void add(LedgerEntry entry) {
    LedgerEvent event = entry.event();
    if (event.event() == LedgerEvent.Kind.ANCHORED) {
      anchored = entry;
    } else if (event.event() == LedgerEvent.Kind.PROMOTED && firstPromoted == null) {
      firstPromoted = entry;
    }
    if (!event.event().tellsLive()) {
      return;
    }
    live = entry;
    boolean stays = Objects.equals(event.fromSha256(), event.toSha256());
    if (!stays || event.event() != LedgerEvent.Kind.RECOVERED) {
      changed = entry;
    }
    if (stays) {
      // Confirmed after all: going back from here is a change of its own.
      mayBeUndone &= event.event() == LedgerEvent.Kind.RECOVERED;
    } else if (mayBeUndone && isReverse(event, standing.peekLast())) {
      standing.removeLast();
      mayBeUndone = false;
    } else {
      push(entry);
      mayBeUndone = event.event() == LedgerEvent.Kind.RELOAD_FAILED;
    }
  }

  /** The same change told twice is one: undoing it undoes both. */
  private void push(LedgerEntry entry) {
    LedgerEntry last = standing.peekLast();
    if (last != null
        && Objects.equals(last.event().fromSha256(), entry.event().fromSha256())
        && Objects.equals(last.event().toSha256(), entry.event().toSha256())) {
      standing.removeLast();
    }
    standing.addLast(entry);
    if (standing.size() > MOST_STANDING) {
      standing.removeFirst();
      forgotten = true;
    }
  }

  private static boolean isReverse(LedgerEvent event, LedgerEntry before) {
    return before != null
        && Objects.equals(event.fromSha256(), before.event().toSha256())
        && Objects.equals(event.toSha256(), before.event().fromSha256());
  }

  /** The last event that tells what is live. */
  Optional<LedgerEntry> live() {
    return Optional.ofNullable(live);
  }

  /**
   * The event that made a version the anchor: the last one that set it, else the first promotion.
   */
  Optional<LedgerEntry> anchor() {
    return Optional.ofNullable(anchored == null ? firstPromoted : anchored);
  }

  /**
   * The event by which the ledger came to know of a version that no runtime is known to serve: the
   * run that switched ended before its runtimes had answered, or they did not confirm and the
   * version was kept. Empty when what is live was confirmed, or was put there by somebody else.
   */
  Optional<LedgerEntry> unconfirmed() {
    return Optional.ofNullable(changed).filter(entry -> isUnconfirmed(entry.event()));
  }

  private static boolean isUnconfirmed(LedgerEvent event) {
    return switch (event.event()) {
      case RELOAD_FAILED -> true;
      case RECOVERED ->
          AliasStoreRecovery.SWITCH_NOT_RECORDED.equals(event.reason())
              || SwitchIntentRecovery.ROLLBACK_NOT_RECORDED.equals(event.reason());
      case PROMOTED,
          ROLLED_BACK,
          REFUSED,
          ANCHORED,
          CONFIRMED,
          WATCH_ROLLED_BACK,
          WATCH_UNDECIDED ->
          false;
    };
  }

  /**
   * The last change that still stands: a change that was put back at once, because a runtime did
   * not confirm it, is as if it had not been. A rollback without a version undoes this change, so
   * doing it twice does no more than once.
   */
  Optional<LedgerEntry> lastStanding() {
    return Optional.ofNullable(standing.peekLast());
  }

  /** Whether {@link #lastStanding} is empty only because older changes were dropped. */
  boolean isExhausted() {
    return forgotten && standing.isEmpty();
  }

  ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("live", json(live));
    json.set("changed", json(changed));
    ArrayNode stack = json.putArray("standing");
    standing.forEach(entry -> stack.add(json(entry)));
    json.set("first_promoted", json(firstPromoted));
    json.set("anchored", json(anchored));
    json.put("may_be_undone", mayBeUndone);
    json.put("forgotten", forgotten);
    return json;
  }

  static ModelTimeline of(JsonNode json) {
    ModelTimeline timeline = new ModelTimeline();
    timeline.live = entry(json.path("live"));
    timeline.changed = entry(json.path("changed"));
    json.path("standing").forEach(one -> timeline.standing.addLast(entry(one)));
    timeline.firstPromoted = entry(json.path("first_promoted"));
    timeline.anchored = entry(json.path("anchored"));
    timeline.mayBeUndone = json.path("may_be_undone").booleanValue();
    timeline.forgotten = json.path("forgotten").booleanValue();
    return timeline;
  }

  private static JsonNode json(LedgerEntry entry) {
    return entry == null
        ? Json.MAPPER.nullNode()
        : entry.event().toJson().put("offset", entry.offset()).put("bytes", entry.bytes());
  }

  private static LedgerEntry entry(JsonNode json) {
    return json.isObject()
        ? new LedgerEntry(
            json.path("offset").longValue(),
            json.path("bytes").intValue(),
            LedgerEventReader.read(Json.line(json).getBytes(StandardCharsets.UTF_8)))
        : null;
  }
}
